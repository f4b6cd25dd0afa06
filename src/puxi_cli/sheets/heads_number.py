"""A column 身份证号码 in a list of households, a row each, beside the head's name and no member's: it is the head's number."""

from __future__ import annotations

import re
from dataclasses import replace

import polars as pl

from puxi_cli.records.fields import fields_of
from puxi_cli.records.person import Person
from puxi_cli.sheets.assignment import Assignment, Match
from puxi_cli.sheets.body import body_of, column_name
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.qualifiers import normal

_OF_MEMBERS = re.compile("成员|人员")
# Headings of names: the number behind one of them is that person's.
_NAMES = re.compile(
    r".*(?:姓名|名字|名称|责任人|联系人|帮扶人|经办人|监护人|申请人|填表人|负责人|干部|书记|配偶|户主|成员|队员).*"
)
_MOSTLY = 0.8  # a list may hold a household twice; a roster holds each household as often as it has members


def with_heads_number(grid: Grid, where: Located) -> Located:
    """The sheet with such a column as the head's number; as it is where the column may be anybody else's."""
    assignment = where.assignment
    if assignment.tables != ("households",) or any(match.field == "head_id_no" for match in assignment.matched):
        return where
    head = next((match for match in assignment.matched if match.field == "head_name"), None)
    numbers = [
        match for match in assignment.matches if not match.field and not match.above and normal(match.heading) in _bare_headings()
    ]
    if (
        head is None
        or len(numbers) != 1
        or not _stands_by(head, numbers[0], assignment)
        or not _row_each(grid, where, numbers[0])
    ):
        return where
    read = replace(numbers[0], how="context", table="households", field="head_id_no", near=None, extra=None)
    matches = tuple(read if match is numbers[0] else match for match in assignment.matches)
    return replace(where, assignment=replace(assignment, matches=matches))


def _bare_headings() -> frozenset[str]:
    """The headings of an identity number that do not say whose it is."""
    cell = fields_of(Person)["id_no"]
    return frozenset(normal(name) for name in (cell.heading, *cell.others) if not _OF_MEMBERS.search(name))


def _stands_by(head: Match, number: Match, assignment: Assignment) -> bool:
    """Whether the head's name is the last name before the number, or no name stands before it and the head's follows."""
    names = [match for match in assignment.matches if match is head or _NAMES.fullmatch(normal(match.heading))]
    before = [match for match in names if match.column < number.column and match.field != "village"]
    nearest = max(before, key=lambda match: match.column) if before else min(names, key=lambda match: match.column)
    return nearest is head


def _row_each(grid: Grid, where: Located, number: Match) -> bool:
    """Whether every row with a number names its head, and the rows are of as many households."""
    body = body_of(grid, where).frame
    columns = {match.field: column_name(match.column) for match in where.assignment.matched}
    rows = body.filter(pl.col(column_name(number.column)).str.strip_chars() != "")
    if not rows.height or rows[columns["head_name"]].null_count():
        return False
    keys = [columns[name] for name in ("household_id", "village", "head_name") if name in columns]
    return rows.select(keys).n_unique() >= _MOSTLY * rows.height
