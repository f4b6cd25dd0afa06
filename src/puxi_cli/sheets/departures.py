"""Columns that say when members left and by their heading why: 死亡时间 is 减少时间 with the reason 死亡."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import polars as pl

from puxi_cli.records.fields import fields_of
from puxi_cli.records.person import Person
from puxi_cli.sheets.assignment import MADE, Assignment, Match
from puxi_cli.sheets.body import column_name
from puxi_cli.sheets.check import CheckedSheet
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.known_headings import reason_of_leaving
from puxi_cli.text.words import Text

_MOVED_HOUSE = re.compile("搬迁|安置|迁入|迁出地")  # beside these somebody moved into a new house


@dataclass(frozen=True)
class Departures:
    """The reason that the heading of the column of times says, for rows that have a time and no reason; a column of its own where none is."""

    match: Match
    when: Match
    reason: str

    def within(self, assignment: Assignment) -> Assignment:
        """The assignment with the column of reasons."""
        return replace(assignment, matches=(*assignment.matches, self.match)) if self.match.how == MADE else assignment

    def added(self, frame: pl.DataFrame, whole: Assignment) -> pl.DataFrame:
        """A body with the reasons."""
        del whole
        name = column_name(self.match.column)
        said = pl.col(name) if name in frame.columns else pl.lit(None, pl.String)
        left = pl.col(column_name(self.when.column)).is_not_null()
        return frame.with_columns(pl.coalesce(said, pl.when(left).then(pl.lit(self.reason))).alias(name))

    def note(self, grid: Grid, result: CheckedSheet) -> Text:
        """As what the column was read."""
        del result
        where, left = f"{grid.file} {grid.sheet or ''}".strip(), fields_of(Person)["left"].heading
        return Text(
            f"{where}：“{self.when.heading}”读作“{left}”，原因按表头为“{self.reason}”。",
            f"{where}: {self.when.heading} was read as {left}, with the reason that the heading says, {self.reason}.",
        )


def with_departures(where: Located) -> Located:
    """A list of members without a column 减少时间, with the first of its columns that say when somebody died or left in that place."""
    assignment = where.assignment
    if "persons" not in assignment.tables or any(match.field == "left" for match in assignment.matched):
        return where
    moved = any(_MOVED_HOUSE.search(match.heading) for match in assignment.matches)
    for match in assignment.matches:
        told = None if match.field or match.extra else reason_of_leaving(match.heading)
        if told and not (moved and told[0] == "迁出"):
            read = replace(match, how="context", table="persons", field="left", near=None, extra=None)
            matches = tuple(read if one is match else one for one in assignment.matches)
            return replace(where, assignment=replace(assignment, matches=matches))
    return where


def departures(grid: Grid, found: Located, assignment: Assignment) -> Departures | None:
    """The reasons of a sheet whose column of times says them; None for any other sheet."""
    del found
    when = next((match for match in assignment.matched if match.field == "left" and match.how == "context"), None)
    told = reason_of_leaving(when.heading) if when else None
    if when is None or told is None or told[0] is None:
        return None
    reason = next((match for match in assignment.matched if match.field == "left_reason"), None)
    if reason is None:
        column = assignment.behind(grid.last_column)
        reason = Match(column, fields_of(Person)["left_reason"].heading, MADE, "persons", "left_reason")
    return Departures(reason, when, told[0])
