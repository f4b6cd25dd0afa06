"""Lines between the rows of a list that say of which village the rows below them are: 红石村（2户3人）, 二、白水村, 白水村贫困户花名册."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import polars as pl

from puxi_cli.registry import ROW
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.place_words import villages_in
from puxi_cli.sheets.row_words import OF_A_PLACE

_NUMBER = r"(?:[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．]\s*)?"
_COUNTED = re.compile(_NUMBER + OF_A_PLACE.removeprefix("^"))
_NAMED = re.compile(
    _NUMBER + r"\s*[一-鿿]{1,16}(?:村|社区)(?:村民委员会|居民委员会|委会)?\s*"
    r"(?:[0-9]{4}年度?)?(?:建档立卡)?(?:未脱贫|已脱贫)?(?:贫困|脱贫|农)?户?(?:花名册|名册|名单|台账|登记表|信息表|明细表)?\s*(?:[（(][^（()）]*[)）])?\s*"
)
_MOST_LETTERS = 40
_LEAST_CELLS = 3  # of a row of data


@dataclass(frozen=True)
class VillageLine:
    """The village that a line names; `says_more` where it is more than the name alone, which could be a value of a cell; its column."""

    village: str
    says_more: bool
    column: int


def village_lines(grid: Grid, heading_row: int) -> dict[int, VillageLine]:
    """The lines below the headings that begin the rows of a village, by their row; none where a sheet is read in pieces.

    What counts households behind the village's name stands above its rows or, as their sum, below them: it begins them only where the
    first such line stands above all rows and the last has rows below it.
    """
    if grid.last_row is not None or not grid.frame.width:
        return {}
    frame = grid.frame.with_row_index(ROW, offset=grid.first_row).slice(max(heading_row + 1 - grid.first_row, 0))
    cells = pl.exclude(ROW)
    filled = pl.sum_horizontal(cells.is_not_null().cast(pl.Int64))
    lone = frame.filter(filled == 1).filter(pl.any_horizontal(cells.str.contains("村|社区")).fill_null(False))
    if not lone.height:
        return {}
    data = frame.filter((filled >= _LEAST_CELLS) & pl.any_horizontal(cells.str.contains("[0-9]")).fill_null(False))[ROW]
    lines = list(_lines(lone, grid.first_column))
    counted = [row for row, _, counts in lines if counts]
    first, last = data.min(), data.max()
    above = isinstance(first, int) and isinstance(last, int) and bool(counted) and counted[0] < first and counted[-1] < last
    return {row: line for row, line, counts in lines if above or not counts}


def begins_above_all(lines: Collection[int], rows: pl.Series) -> bool:
    """Whether the first of the lines stands above all of some rows."""
    first = rows.min()
    return bool(lines) and isinstance(first, int) and min(lines) < first


def _lines(lone: pl.DataFrame, first_column: int) -> Iterator[tuple[int, VillageLine, bool]]:
    """Row, what it says, whether it counts households."""
    for row, *cells in lone.iter_rows():
        column, text = next((at, cell) for at, cell in enumerate(cells, first_column) if cell is not None)
        plain = text.strip()
        counts = _COUNTED.fullmatch(plain) is not None
        if len(plain) <= _MOST_LETTERS and (counts or _NAMED.fullmatch(plain)) and len(named := villages_in(plain)) == 1:
            yield int(row), VillageLine(named[0], plain != named[0], column), counts
