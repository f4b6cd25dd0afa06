"""Where the headings are: within the first ten filled rows, under titles and notes, in one row or in up to three."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from puxi_cli.records.text import folded, trimmed
from puxi_cli.sheets.assignment import Assignment
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.headings import Headings
from puxi_cli.sheets.lines_above import is_line
from puxi_cli.sheets.members_column import asked_about, without_names
from puxi_cli.sheets.own_income import with_money
from puxi_cli.sheets.qualifiers import is_parent, money_above
from puxi_cli.sheets.row_words import NAMES_SOMEBODY
from puxi_cli.sheets.sub_headings import Row, are_sub_headings, groups_of, units_below

_SEARCHED = 10
_LEAST_CELLS = 3  # of a row of data
_DEEPEST = 3  # rows of headings, without one of units


@dataclass(frozen=True)
class Located:
    """The last row of the headings (from 1) and what the columns are."""

    row: int
    assignment: Assignment


@dataclass(frozen=True)
class _Candidate(Located):
    """Headings that a sheet may have; those that only qualify others do not weigh."""

    weight: tuple[int, int, int]


def located(grid: Grid, headings: Headings) -> Located | None:
    """Find the heading row of a sheet; None where no row of the first ten filled ones holds headings of a table."""
    top: list[Row] = []
    for number, cells in enumerate(grid.frame.head(200).iter_rows(), start=grid.first_row):
        texts = [trimmed(cell) if cell else "" for cell in cells]
        if any(texts):
            top.append((number, texts))
        if len(top) > _SEARCHED:
            break
    best: _Candidate | None = None
    for position in range(len(top[:_SEARCHED])):
        for candidate in _beginning(grid, headings, top[position:]):
            if best is None or candidate.weight > best.weight:
                best = candidate
        if (
            best
            and best.row == top[position][0]
            and all(match.field for match in best.assignment.matches)
            and len(best.assignment.matched) > 1
        ):
            break  # every heading is known: no other row can be a better one; but a single one may be a title
        if best and best.row < top[position][0] and _names_somebody(top[position][1]):
            break  # a row of the table below these headings: what stands further down are the headings of another
    if best is None:
        return None
    above = [*(text for number, texts in top if number < best.row for text in texts if text), *grid.titles]
    assignment = with_money(best.assignment, money_above(above))
    return Located(best.row, headings.with_near_misses(assignment))


def _names_somebody(texts: list[str]) -> bool:
    """Whether a row has the number of a household or a person, and cells beside it."""
    return sum(map(bool, texts)) >= _LEAST_CELLS and any(re.search(NAMES_SOMEBODY, text) for text in texts)


def _beginning(grid: Grid, headings: Headings, rows: list[Row]) -> list[_Candidate]:
    """What the headings are if the first of some rows is their first: that row, or it and those below."""
    number = rows[0][0]
    found = [_Candidate(number, alone, _weight(number, alone)) for alone in [_assign(grid, headings, rows[:1])] if alone]
    for depth in range(2, min(_DEEPEST + 1, len(rows)) + 1):
        tried, row = rows[:depth], rows[depth - 1][0]
        if not _follows(grid, tried[-2][0], row) or not _may_be_parents(tried):
            break
        if is_line(grid, tried[-2], _assign(grid, headings, tried[-1:])):
            break
        above = max(found, key=lambda candidate: candidate.weight, default=None)
        ends_above = above is not None and above.row == tried[-2][0]
        if above and ends_above and (units := units_below(grid, tried[-1][1], above.assignment)) is not None:
            # A unit below a heading says what it would in the heading's brackets.
            whole = _assign(grid, headings, tried[:-1], joined=True, units=units)
            return [_Candidate(row, whole, _weight(row, whole))] if whole else found
        if depth > _DEEPEST:
            break
        plain, whole = _assign(grid, headings, tried), _assign(grid, headings, tried, joined=True)
        if (
            above
            and whole
            and ends_above
            and are_sub_headings(grid, headings, tried, above.assignment, rows[depth : depth + _DEEPEST])
        ):
            found = [_Candidate(row, whole, _weight(row, whole))]  # without that row, those above say another thing
        elif plain and whole and len(plain.matched) > 1:  # of a single heading the row below is no part: it is a row already
            found.append(_Candidate(row, whole, _weight(row, plain)))
    return found


def _follows(grid: Grid, above: int, row: int) -> bool:
    """Whether a row stands directly below another, or a cell is merged from that one or from above it down to it."""
    return row == above + 1 or any(merge.first_row <= above and merge.last_row >= row for merge in grid.merges)


def _weight(row: int, assignment: Assignment) -> tuple[int, int, int]:
    """More headings weigh more. A single one may be a title of that word: then the row with more cells is meant, or the lower one."""
    known = len(assignment.matched) + sum(1 for match in assignment.matches if match.how == "asked")
    return known, *((len(assignment.matches), row) if known == 1 else (0, 0))


def _may_be_parents(rows: list[Row]) -> bool:
    """Whether the rows above the last are headings of groups, and no title over all of it.

    Below the first of them a single group may have groups of its own: 帮扶责任人 over 基本情况 over 姓名.
    """
    return all(any(texts[1:]) and (depth or sum(map(bool, texts)) > 1) for depth, (_, texts) in enumerate(rows[:-1]))


def _assign(
    grid: Grid, headings: Headings, rows: list[Row], *, joined: bool = False, units: Mapping[int, str] | None = None
) -> Assignment | None:
    """Try rows as headings: groups above (merged over their columns, or written once) and their members below.

    `units` are those that a row below gives, by index.

    With `joined`, one that only qualifies what stands above is joined with it: the rows are headings, and nobody asks whether they are.
    """
    groups = [groups_of(grid, row) for row in rows[:-1]]
    columns: list[tuple[int, Sequence[str]]] = []
    for index in range(len(rows[0][1])):
        depth = next((n for n in range(len(rows) - 1, -1, -1) if rows[n][1][index]), None)
        if depth is None:
            continue
        heading = rows[depth][1][index]
        parents = [
            group[index] for group in groups[:depth] if group[index] and group[index] != heading and is_parent(group[index])
        ]
        if folded(heading):
            spellings = [heading, *parents]
            if units and index in units:
                spellings[0] += f"（{units[index]}）"
            columns.append((grid.first_column + index, headings.joined(spellings) if joined else spellings))
    doubtful = without_names(grid, rows[-1][0], columns)
    found = headings.assign([column for column in columns if column[0] not in doubtful], grid.sheet) if columns else None
    return asked_about(found, columns, doubtful) if found and doubtful else found
