"""Columns headed 家庭成员 and the like: they hold a member's name, how many there are, how they are related, or all names in one cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from puxi_cli.records.codes import code_list
from puxi_cli.records.fields import fields_of
from puxi_cli.records.person import Person
from puxi_cli.records.text import folded
from puxi_cli.sheets.assignment import Assignment, Match
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.qualifiers import normal

# Spellings of a member's name that do not say that it is one.
_WHO_OR_WHAT = frozenset(("家庭成员", "成员", "家庭成员名单", "成员名单"))
_COUNTED = "家庭成员数"
_RELATION = fields_of(Person)["relation"].heading
_FIELDS: dict[str | None, str] = {_COUNTED: "size", _RELATION: "relation"}
_SEVERAL = re.compile(r"[、,，;；/]|[一-鿿]{2}\s+[一-鿿]{2}")
_LOOKED_AT = 200  # cells

Columns = Sequence[tuple[int, Sequence[str]]]


def without_names(grid: Grid, row: int, columns: Columns) -> dict[int, str | None]:
    """The columns of such a heading in `row` whose cells are mostly no name, or one of which holds several, with the heading that they may be
    meant to have."""
    found: dict[int, str | None] = {}
    for index, spellings in columns:
        if normal(spellings[0]) not in _WHO_OR_WHAT:
            continue
        cells = grid.frame[:, index - grid.first_column].slice(max(row + 1 - grid.first_row, 0)).drop_nulls().head(_LOOKED_AT)
        kinds = [_what(cell) for cell in cells.to_list() if folded(cell)]
        names = kinds.count("name")
        if "several" in kinds:
            found[index] = None  # read as one name, two members would be one
        elif kinds and 2 * names <= len(kinds):
            most = max(("count", "relation"), key=kinds.count)
            found[index] = {"count": _COUNTED, "relation": _RELATION}.get(most)
    return found


def _what(cell: str) -> str:
    if re.search("[0-9０-９]", cell):
        return "count"
    if _SEVERAL.search(cell.strip()):
        return "several"
    return "relation" if code_list("relation").read(cell) else "name"


def asked_about(assignment: Assignment, columns: Columns, doubtful: dict[int, str | None]) -> Assignment:
    """The same with the doubtful columns, which are not read; what another column has is not offered."""
    of = {match.column: match for match in assignment.matches}
    fields = {match.field for match in assignment.matched}
    for index, spellings in columns:
        if index in doubtful:
            near = None if _FIELDS.get(doubtful[index]) in fields else doubtful[index]
            of[index] = Match(index, spellings[0], "unmatched", near=near)
    return replace(assignment, matches=tuple(of[index] for index, _ in columns))
