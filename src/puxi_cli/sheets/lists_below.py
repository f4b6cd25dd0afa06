"""A list of helpers below a list of members, on the same sheet: its headings and its rows are no persons of the register."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import polars as pl

from puxi_cli.records.fields import fields_of
from puxi_cli.records.household import Household
from puxi_cli.records.text import folded
from puxi_cli.sheets.helper_lists import TELEPHONES, WORK

_LEAST = 2  # headings of helpers by which a row is known, and of all
_BESIDE = frozenset(
    map(folded, ["序号", "姓名", "性别", "身份证号", "身份证号码", "行政村", "村", "户主", "户主姓名", "备注", "户编号", "签字"])
)


def _helpers_headings() -> frozenset[str]:
    cells = (cell for name, cell in fields_of(Household).items() if name.startswith("helper"))
    return WORK | frozenset(folded(heading) for cell in cells for heading in (cell.heading, *cell.others))


_HELPERS = _helpers_headings()
_ALL = _HELPERS | _BESIDE | TELEPHONES


def helpers_below(rows: pl.DataFrame, again: Collection[int], last: int) -> list[int]:
    """The rows of lists of helpers, of a body's `rows` that may be no data, `again` being those that repeat the sheet's own headings.

    Such a list goes on to these, or to the `last` row.
    """
    found: list[int] = []
    for first in _starts(rows):
        if first not in again and (not found or first > found[-1]):
            end = min((row for row in again if row > first), default=last + 1)
            found += range(first, end)
    return found


def _starts(rows: pl.DataFrame) -> Iterator[int]:
    for row, *cells in rows.iter_rows():
        words = [folded(cell) for cell in cells if cell]
        if len(words) > _LEAST and _ALL.issuperset(words) and len(_HELPERS.intersection(words)) >= _LEAST:
            yield row
