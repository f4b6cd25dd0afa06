"""A row whose cells stand one column too far left or right: one cell was deleted or inserted, and the rest moved along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from puxi_cli.records.coded import Code
from puxi_cli.records.kinds import CellFault, FreeText, YesNo
from puxi_cli.records.text import trimmed
from puxi_cli.registry import ROW
from puxi_cli.sheets.assignment import Assignment, Match
from puxi_cli.sheets.body import column_name

_LEAST_FAULTS = 3  # fewer wrong cells are wrong cells
_MOST_LEFT = 4  # shifted back, at most one cell in so many may still be wrong


@dataclass(frozen=True)
class Shift:
    """Where the shift begins, which way the cells moved, and the row's cells as if they stood right."""

    heading: str
    direction: str
    faults: int
    cells: dict[str, str | None]


def shift_of(assignment: Assignment, row: Mapping[str, Any], odd: set[int]) -> Shift | None:
    """Whether moving a part of the row by one column makes its faults go away.

    `row` has the columns of a body; `odd` are columns whose cells were taken out. The cells between which the shift may have
    begun, where every answer reads equally well, are left blank: nobody can tell.
    """
    matches = {match.column: match for match in assignment.matched}
    columns = sorted(int(name[1:]) for name in row if name != ROW)
    if not columns:
        return None
    texts = {column: row[column_name(column)] for column in columns}
    stay = [
        _wrong(matches.get(column), texts[column], column in odd, (matches.get(column - 1), matches.get(column + 1)))
        for column in columns
    ]
    if sum(stay) < _LEAST_FAULTS:
        return None
    best: tuple[int, str, int, int] | None = None
    for direction, step in (("left", -1), ("right", 1)):
        moved = [_wrong(matches.get(column), texts.get(column + step), False) for column in columns]
        totals = []
        before, behind = 0, sum(moved)
        for stays, moves in zip(stay, moved, strict=True):
            behind -= moves
            begin = 0 if direction == "left" else moves  # that the cell that was deleted is blank speaks against nothing
            totals.append(before + begin + behind)
            before += stays
        least = min(totals)
        first = totals.index(least)
        last = len(totals) - 1 - totals[::-1].index(least)
        if best is None or least < best[0]:
            best = (least, direction, first, last)
    if best is None or best[0] * _MOST_LEFT > sum(stay):
        return None
    _, direction, first, last = best
    step = -1 if direction == "left" else 1
    cells: dict[str, str | None] = {}
    for position, column in enumerate(columns):
        if position < first:
            value = texts[column]
        elif position < last or (position == last and direction == "left"):
            value = _same_either_way(matches.get(column), texts[column], texts.get(column + step))
        else:
            value = texts.get(column + step)
        cells[column_name(column)] = value
    heading = matches[columns[first]].heading if columns[first] in matches else ""
    return Shift(heading, direction, sum(stay), cells)


def _wrong(match: Match | None, text: str | None, odd: bool, beside: tuple[Match | None, ...] = ()) -> int:
    """1 where the text may not stand in the column, or reads as a name but is a label of the list in the column beside."""
    if match is None or odd:
        return 0
    bare = trimmed(text) if text else ""
    if not bare:
        return int(match.cell.required)
    try:
        value = match.cell.kind.value(bare)
    except CellFault:
        return 1
    if value is None:
        return int(match.cell.required)
    # A bare number or a label (女, 配偶, 是) where a name belongs reads well and means nothing.
    return int(isinstance(match.cell.kind, FreeText) and (bare.isdigit() or any(_is_label(other, bare) for other in beside)))


def _is_label(match: Match | None, text: str) -> bool:
    if match is None or not isinstance(match.cell.kind, (Code, YesNo)):
        return False
    try:
        match.cell.kind.read(text)
    except CellFault:
        return False
    return True


def _same_either_way(match: Match | None, stay: str | None, moved: str | None) -> str | None:
    return stay if stay == moved else None
