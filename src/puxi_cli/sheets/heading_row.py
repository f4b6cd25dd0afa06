"""Where the headings are: within the first ten filled rows, under titles and notes, in one row or in up to three."""

from __future__ import annotations

from dataclasses import dataclass

from puxi_cli.records.text import folded, trimmed
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.headings import Assignment, Headings
from puxi_cli.sheets.known_headings import VILLAGE
from puxi_cli.sheets.qualifiers import is_parent, money_above, normal

_SEARCHED = 10
_DEEPEST = 3  # rows of headings


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
        candidates = [Located(number, found) for found in [_assign(grid, headings, [(number, texts)])] if found]
        rows = [(number, texts)]
        for below in top[position + 1 : position + _DEEPEST]:
            rows.append(below)
            if below[0] != number + len(rows) - 1 or not _may_be_parents(rows):
                break
            both = _assign(grid, headings, rows)  # of a single heading the row below is no part: it is a row already
            candidates += [Located(below[0], both)] if both and len(both.matched) > 1 else []
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
    if best is None:
        return None
    above = [text for number, texts in top if number < best.row for text in texts if text]
    assignment = headings.with_money(best.assignment, money_above(above))
    return Located(best.row, headings.with_near_misses(assignment))


def list_of_villages(grid: Grid) -> tuple[str, str] | None:
    """What a sheet without a known table is, where its headings are those of statistics of villages."""
    for cells in grid.frame.head(_SEARCHED).iter_rows():
        if len({normal(cell) for cell in cells if cell} & VILLAGE) >= 3:
            return "行政村统计表", "a sheet of statistics of villages"
    return None


def _weight(candidate: Located) -> tuple[int, int, int]:
    """More headings weigh more. A single one may be a title of that word: then the row with more cells is meant, or the lower one."""
    asked = sum(1 for match in candidate.assignment.matches if match.how == "asked")
    known = len(candidate.assignment.matched) + asked
    return known, *((len(candidate.assignment.matches), candidate.row) if known == 1 else (0, 0))


def _may_be_parents(rows: list[tuple[int, list[str]]]) -> bool:
    """Whether the rows above the last are headings of groups, and no title over all of it."""
    return all(any(texts[1:]) and sum(map(bool, texts)) > 1 for _, texts in rows[:-1])


def _assign(grid: Grid, headings: Headings, rows: list[tuple[int, list[str]]]) -> Assignment | None:
    """Try rows as headings: groups above (merged over their columns, or written once) and their members below."""
    groups = [_groups(grid, number, texts) for number, texts in rows[:-1]]
    columns: list[tuple[int, list[str]]] = []
    for index in range(len(rows[0][1])):
        depth = next((n for n in range(len(rows) - 1, -1, -1) if rows[n][1][index]), None)
        if depth is None:
            continue
        heading = rows[depth][1][index]
        parents = [
            group[index] for group in groups[:depth] if group[index] and group[index] != heading and is_parent(group[index])
        ]
        if folded(heading):
            columns.append((grid.first_column + index, [heading, *parents]))
    return headings.assign(columns, grid.sheet) if columns else None


def _groups(grid: Grid, number: int, texts: list[str]) -> list[str]:
    """For each column the text of a row that stands over it: as far as it is merged; where nothing is merged, up to the next."""
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
