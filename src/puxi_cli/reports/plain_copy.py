"""A workbook of bare values, for files whose own form cannot be changed in place (xls, ods, csv …): every cell where it stood."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from puxi_cli.records.text import cell_text

_FIGURE = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,10})?")
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class PlainSheet:
    """A sheet's cells as text, from row 1 on, their first column, and the columns (from 0) that hold figures."""

    name: str
    rows: Iterable[Sequence[str | None]]
    first_column: int = 0
    figures: Collection[int] = ()


def sheet_name(text: str) -> str:
    """Text as the name of a sheet: no sign that a name may not have, at most 31 characters."""
    return _NOT_IN_NAMES.sub("_", text).strip("'")[:_LONGEST_NAME] or "Sheet"


def write_plain_copy(sheets: Iterable[PlainSheet], stream: BinaryIO) -> None:
    """Write the sheets; text stays text, figures of columns of figures become numbers."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for number, row in enumerate(sheet.rows):
                for place, text in enumerate(row, sheet.first_column):
                    if text is None:
                        continue
                    if place in sheet.figures and _FIGURE.fullmatch(text):
                        page.write_number(number, place, float(text))
                    else:
                        page.write_string(number, place, cell_text(text))
