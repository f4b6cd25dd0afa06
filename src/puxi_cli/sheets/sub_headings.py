"""A row below headings that says which of several a heading is about (改造前, 2017年, 姓名), and is no row of data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from puxi_cli.records.kinds import CellFault, Number
from puxi_cli.records.text import says_nothing
from puxi_cli.sheets import qualifiers
from puxi_cli.sheets.assignment import Assignment, Match
from puxi_cli.sheets.counted_columns import counts_columns
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.headings import Headings

Row = tuple[int, list[str]]  # its number (from 1) and its texts
_FIGURE = re.compile(r"[-+]?[0-9][0-9.,]*\D?|.*[0-9]{6}.*")
_KEYS = frozenset({"name", "id_no", "person_id", "head_name"})  # beside what is required


def units_below(grid: Grid, texts: Sequence[str], alone: Assignment) -> dict[int, str] | None:
    """Whether a row directly below headings holds units and nothing else (blank, 人, 元): the units of columns of figures, by index.

    None where it is no such row. Units of other columns say nothing.
    """
    matches = {match.column - grid.first_column: match for match in alone.matched}
    units = {index: qualifiers.bare_unit(text) for index, text in enumerate(texts) if text and not says_nothing(text)}
    if None in units.values() or any(unit and _is_key(matches.get(index)) for index, unit in units.items()):
        return None
    measured = {
        index: unit
        for index, unit in units.items()
        if unit and (match := matches.get(index)) and isinstance(match.cell.kind, Number)
    }
    # A single word below a heading of anything else may be a value.
    return measured if measured or sum(map(bool, units.values())) > 1 else None


class _Parent(NamedTuple):
    """What stands over a cell: its text, the field it is read as alone, and whether it stands over other columns, too."""

    text: str
    match: Match | None
    spans: bool


def groups_of(grid: Grid, row: Row) -> list[str]:
    """For each column the text of a row that stands over it: as far as it is merged; where nothing is merged, up to the next."""
    number, texts = row
    ends = {
        merge.first_column - grid.first_column: merge.last_column - grid.first_column
        for merge in grid.merges
        if merge.first_row == number and merge.last_column > merge.first_column
    }
    found: list[str] = []
    group, last = "", -1
    for index, text in enumerate(texts):
        if text:
            group, last = text, ends.get(index, index if ends else len(texts))
        found.append(group if index <= last else "")
    return found


def are_sub_headings(grid: Grid, headings: Headings, rows: Sequence[Row], alone: Assignment, below: Sequence[Row]) -> bool:
    """Whether the last of some rows stands below the headings of those above as a part of them.

    `alone` is what the rows above are without it; `below` are the rows behind it. Such a row holds nothing of a household or person,
    and nothing that could be a value; it is filled below headings over several columns, or says what heads a column elsewhere.
    """
    texts = rows[-1][1]
    if counts_columns(texts):
        return False
    matches = {match.column - grid.first_column: match for match in alone.matched}
    cells = [(index, text, _parent(grid, rows[:-1], matches, index)) for index, text in enumerate(texts) if text]
    words = {index for index, text, parent in cells if parent and _says_which(headings, text, parent, len(cells) > 1)}
    if any(_is_key(matches.get(index)) and index not in words for index, *_ in cells):
        return False
    if _others_reach_down(grid, rows, set(matches)):
        return True
    following = [{row[index] for _, row in below} for index in range(len(texts))]
    for index, text, parent in cells:
        if parent is None or text in following[index]:
            return False
        if index not in words and (not parent.spans or _may_be_data(text, parent.match)):
            return False
    if len(cells) == 1:  # below the first heading a single word is a section's title
        index, _, parent = cells[0]
        return index in words and parent is not None and (parent.spans or parent.match is not None) and any(rows[0][1][:index])
    above = [parent for *_, parent in cells if parent]
    of_any_text = any(parent.match and parent.match.cell.kind.any_text for parent in above)
    return any(parent.spans or parent.match for parent in above) and (bool(words) or not of_any_text)


def _parent(grid: Grid, above: Sequence[Row], matches: dict[int, Match], index: int) -> _Parent | None:
    for row in reversed(above):
        groups, texts = groups_of(grid, row), row[1]
        if group := groups[index]:
            start = next(place for place in range(index, -1, -1) if texts[place])
            after = index + 1
            spans = start < index or (after < len(texts) and bool(groups[after]) and not texts[after])
            return _Parent(group, matches.get(start), spans)
    return None


def _says_which(headings: Headings, text: str, parent: _Parent, several: bool) -> bool:
    """Whether a text is one that qualifies a heading. A bare 2017 is a figure unless there are several."""
    if headings.joins(parent.text, text):
        return True
    if qualifiers.is_year(text) and parent.match and isinstance(parent.match.cell.kind, Number):
        return several or "年" in text
    if _may_be_data(text, parent.match):
        return False
    free = parent.match is not None and parent.match.cell.kind.any_text  # 刘后 is a name below a name
    return qualifiers.says_of_which(text) or headings.knows(text) or (qualifiers.is_state(text) and not free)


def _may_be_data(text: str, match: Match | None) -> bool:
    """Whether a text is a figure, a hint of how to fill a column in, a value of the column, or a note."""
    if not qualifiers.is_parent(text) or qualifiers.is_hint(text):
        return True
    if _FIGURE.fullmatch(text) and not ("年" in text and qualifiers.is_year(text) and match is None):
        return True
    if match is None or match.cell.kind.any_text:
        return False
    try:
        match.cell.kind.value(text)
    except CellFault:
        return False
    return True


def _is_key(match: Match | None) -> bool:
    return match is not None and (match.cell.required or match.field in _KEYS)


def _others_reach_down(grid: Grid, rows: Sequence[Row], columns: set[int]) -> bool:
    """Whether a heading above is merged with the blank cell of the last row: then that row is one of headings."""
    return any(
        rows[0][0] <= merge.first_row < rows[-1][0] <= merge.last_row and merge.first_column - grid.first_column in columns
        for merge in grid.merges
    )
