"""Where the headings are: within the first ten filled rows, under titles and notes, in one row or in two."""

from __future__ import annotations

from dataclasses import dataclass

from puxi_cli.records.text import folded, trimmed
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.headings import Assignment, Headings

_SEARCHED = 10


@dataclass(frozen=True)
class Located:
    """The last row of the headings (from 1) and what the columns are."""

    row: int
    assignment: Assignment


def located(grid: Grid, headings: Headings) -> Located | None:
    """Find the heading row of a sheet; None where no row of the first ten filled ones holds headings of a table."""
    top: list[tuple[int, list[str]]] = []
    for number, cells in enumerate(grid.frame.head(200).iter_rows(), start=1):
        texts = [trimmed(cell) if cell else "" for cell in cells]
        if any(texts):
            top.append((number, texts))
        if len(top) > _SEARCHED:
            break
    best: Located | None = None
    for position, (number, texts) in enumerate(top[:_SEARCHED]):
        candidates = [Located(number, found) for found in [_assign(grid, headings, texts, None)] if found]
        if position + 1 < len(top) and top[position + 1][0] == number + 1:
            below = top[position + 1][1]
            both = _assign(grid, headings, texts, below)  # of a single heading the row below is no part: it is a row already
            candidates += [Located(number + 1, both)] if both and len(both.matched) > 1 else []
        for candidate in candidates:
            if best is None or _weight(candidate) > _weight(best):
                best = candidate
        if (
            best
            and best.row == number
            and all(match.field for match in best.assignment.matches)
            and len(best.assignment.matched) > 1
        ):
            break  # every heading is known: no other row can be a better one; but a single one may be a title
    return Located(best.row, headings.with_near_misses(best.assignment)) if best else None


def _weight(candidate: Located) -> tuple[int, int, int]:
    """More headings weigh more. A single one may be a title of that word: then the row with more cells is meant, or the lower one."""
    known = len(candidate.assignment.matched)
    return known, *((len(candidate.assignment.matches), candidate.row) if known == 1 else (0, 0))


def _assign(grid: Grid, headings: Headings, upper: list[str], lower: list[str] | None) -> Assignment | None:
    """Try one row of headings, or two: a group above (merged over its columns) and its members below."""
    columns: list[tuple[int, list[str]]] = []
    group = ""
    for index in range(len(upper)):
        group = upper[index] or group
        below = lower[index] if lower else ""
        if lower is None or not below:
            spellings = [upper[index]]
        else:
            spellings = [below, group + below, f"{group}({below})"]
        if folded(spellings[0]):
            columns.append((grid.first_column + index, spellings))
    return headings.assign(columns, grid.sheet) if columns else None
