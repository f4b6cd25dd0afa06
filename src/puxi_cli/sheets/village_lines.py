"""Lines between the rows of a list that say of which village or group the rows below them are: 红石村（2户3人）, 二、白水村,
白水村贫困户花名册, 一组."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

import polars as pl

from puxi_cli.registry import ROW
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.place_words import villages_in
from puxi_cli.sheets.row_words import AT_WORK, OF_A_PLACE, TEAMS

_NUMBER = r"(?:[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．]\s*)?"
_COUNTED = re.compile(_NUMBER + OF_A_PLACE.removeprefix("^"))
_NAMED = re.compile(
    _NUMBER + r"\s*[一-鿿]{1,16}(?:村|社区)(?:村民委员会|居民委员会|委会)?\s*"
    r"(?:[0-9]{4}年度?)?(?:建档立卡)?(?:未脱贫|已脱贫)?(?:贫困|脱贫|农)?户?(?:花名册|名册|名单|台账|登记表|信息表|明细表)?\s*(?:[（(][^（()）]*[)）])?\s*"
)
# 红石村一组, 二组（共2户）, 三组:1户1人, 东坪组. A 工作组 or 党员组 is no group of villagers.
_GROUP = re.compile(
    _NUMBER
    + r"(?:\S{1,12}?(?:村(?![民级])|社区))?(?P<group>(?:第?\s*[一二三四五六七八九十0-9]{1,3}|[一-鿿]{1,6}?)\s*(?:村民)?小?组)\s*(?:[:：（(].*)?"
)
_TEAM = re.compile(rf".*(?:{TEAMS})小?组")
_NO_GROUP = re.compile(rf".*(?:{AT_WORK})小?组|村民小?组")
_COUNTS_HOUSEHOLDS = re.compile(r"[0-9０-９]\s*户")
_MOST_LETTERS = 40
_LEAST_CELLS = 3  # of a row of data


@dataclass(frozen=True)
class PlaceLine:
    """The village or group that a line names; `says_more` where it is more than the name alone, which could be a value of a cell; its
    column."""

    name: str
    says_more: bool
    column: int


def village_lines(grid: Grid, heading_row: int) -> dict[int, PlaceLine]:
    """The lines below the headings that begin the rows of a village, by their row; none where a sheet is read in pieces.

    What counts households behind the village's name stands above its rows or, as their sum, below them: it begins them only where the
    first line stands above all rows and the last has rows below it.
    """
    return _lines(grid, heading_row, "村|社区", _village)


def group_lines(grid: Grid, heading_row: int) -> dict[int, PlaceLine]:
    """The same of groups of villagers."""
    return _lines(grid, heading_row, "组", _group)


def _lines(grid: Grid, heading_row: int, word: str, named: Callable[[str], tuple[str, bool] | None]) -> dict[int, PlaceLine]:
    if grid.last_row is not None or not grid.frame.width:
        return {}
    frame = grid.frame.with_row_index(ROW, offset=grid.first_row).slice(max(heading_row + 1 - grid.first_row, 0))
    cells = pl.exclude(ROW)
    filled = pl.sum_horizontal(cells.is_not_null().cast(pl.Int64))
    lone = frame.filter(filled == 1).filter(pl.any_horizontal(cells.str.contains(word)).fill_null(False))
    if not lone.height:
        return {}
    data = frame.filter((filled >= _LEAST_CELLS) & pl.any_horizontal(cells.str.contains("[0-9]")).fill_null(False))[ROW]
    lines: dict[int, PlaceLine] = {}
    counted: set[int] = set()
    for row, *texts in lone.iter_rows():
        column, text = next((at, cell.strip()) for at, cell in enumerate(texts, grid.first_column) if cell is not None)
        if len(text) <= _MOST_LETTERS and (said := named(text)):
            lines[int(row)] = PlaceLine(said[0], text != said[0], column)
            counted.update([int(row)] if said[1] else [])
    first, last = data.min(), data.max()
    # 青年组 may be a group of villagers; below the last row it is one of those who sign.
    lines = {row: line for row, line in lines.items() if not _TEAM.fullmatch(line.name) or (isinstance(last, int) and row < last)}
    above = isinstance(first, int) and isinstance(last, int) and bool(counted) and min(lines) < first and max(counted) < last
    return {row: line for row, line in lines.items() if above or row not in counted}


def _village(text: str) -> tuple[str, bool] | None:
    """The village that a line names, and whether it counts its households."""
    counts = _COUNTED.fullmatch(text) is not None
    group = _of_villagers(text)
    if not counts and not group and not _NAMED.fullmatch(text):
        return None
    named = villages_in(text[: group.start("group")] if group else text)  # 第一村民小组 is no 第一村
    return (named[0], counts or _counts(group)) if len(named) == 1 else None


def _group(text: str) -> tuple[str, bool] | None:
    """The group that a line names, and whether it counts its households."""
    found = _of_villagers(text)
    return ("".join(found["group"].split()), _counts(found)) if found else None


def _of_villagers(text: str) -> re.Match[str] | None:
    """The group of villagers in a line, with what stands before and behind it."""
    found = _GROUP.fullmatch(text)
    return None if found is None or _NO_GROUP.fullmatch(found["group"]) else found


def _counts(group: re.Match[str] | None) -> bool:
    return group is not None and _COUNTS_HOUSEHOLDS.search(group[0]) is not None


def begins_above_all(lines: Collection[int], rows: pl.Series) -> bool:
    """Whether the first of the lines stands above all of some rows."""
    first = rows.min()
    return bool(lines) and isinstance(first, int) and min(lines) < first
