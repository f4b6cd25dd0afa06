"""A typed cell of a workbook as text."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from typing import Any

from puxi_cli.sheets.grid import ERROR_VALUE, NUMBER_LOST

_DIGITS_KEPT = 15  # of a number, by a spreadsheet; those behind them are noughts
_EXACT = 10**_DIGITS_KEPT


def as_text(value: Any, cell: tuple[int, int], odd: dict[tuple[int, int], str]) -> str | None:
    """A typed cell as the text a reader would see; notes numbers whose digits the spreadsheet has lost."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        if not math.isfinite(value):
            odd[cell] = ERROR_VALUE
            return None
        if abs(value) >= _EXACT:
            odd[cell] = NUMBER_LOST
        return str(int(value)) if value == int(value) else repr(value)
    if isinstance(value, (date, datetime)):
        if isinstance(value, datetime):  # old workbooks know no day without a time
            return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
        return value.isoformat()
    if isinstance(value, (time, timedelta)):
        return str(value)
    raise TypeError(type(value).__name__)


def kept_its_digits(text: str) -> bool:
    """Whether long digits with a point behind them were never a figure: no figure has them, so that only the point was added."""
    digits, point, _ = text.strip().partition(".")
    return (
        bool(point)
        and len(digits) > _DIGITS_KEPT
        and digits[_DIGITS_KEPT:].strip("0") != ""
        and int(float(digits)) != int(digits)
    )
