"""A column 是否户主 in a list of members without their relation: who is ticked is the head, and the rows below are members of the household."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from puxi_cli.records.fields import fields_of
from puxi_cli.records.person import HEAD, Person
from puxi_cli.sheets.assignment import MADE, Assignment, Match
from puxi_cli.sheets.body import body_of, column_name
from puxi_cli.sheets.check import CheckedSheet
from puxi_cli.sheets.faults import BLANK, Fault
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.qualifiers import normal
from puxi_cli.sheets.yes_no_status import yes_no_of
from puxi_cli.text.words import Text

_OF_A_HOUSEHOLD = {"household_id", "head_name"}  # tell which rows are of one household, in any order
_HEADING = re.compile(r"(?:是否|是不是)(?:本人)?(?:为|是|系)?(?:本人或)?户主|户主(?:标识|标志|标记|与否)")


@dataclass(frozen=True)
class TickedHeads:
    """The relation that a list lacks, which says of the ticked rows that they are heads, and of the others nothing."""

    match: Match
    ticks: Match

    def within(self, assignment: Assignment) -> Assignment:
        """The assignment with the made column."""
        return replace(assignment, matches=(*assignment.matches, self.match))

    def added(self, frame: pl.DataFrame, whole: Assignment) -> pl.DataFrame:
        """A body with the made column."""
        del whole
        texts = frame[column_name(self.ticks.column)]
        yes = [text for text, said in yes_no_of(texts.drop_nulls().unique()).items() if said]
        heads = pl.select(pl.when(texts.is_in(yes)).then(pl.lit(HEAD))).to_series()
        return frame.with_columns(heads.alias(column_name(self.match.column)))

    def is_about(self, fault: Fault) -> bool:
        """Whether a fault is that a row which is not ticked has no relation: it is the column that is missing."""
        return (fault.rule, fault.table, fault.field) == (BLANK, self.match.table, self.match.field)

    def note(self, grid: Grid, result: CheckedSheet) -> Text:
        """As what the column was read."""
        del result
        return Text(
            f"{grid.shown.zh}：没有“{self.match.heading}”列，按“{self.ticks.heading}”认户主，其余成员与户主的关系未知。",
            f"{grid.shown.en}: there is no column {self.match.heading}; {self.ticks.heading} says who is the head, and how the others are related "
            "to the head is unknown.",
        )


def with_ticked_heads(grid: Grid, where: Located) -> Located:
    """A list of members without their relation, with its column 是否户主 as one that is understood."""
    assignment = where.assignment
    if "persons" not in assignment.tables or any(match.field == "relation" for match in assignment.matched):
        return where
    for match in assignment.matches:
        if match.field or match.above or not _HEADING.fullmatch(normal(match.heading)):
            continue
        frame = body_of(grid, where).frame
        texts = frame[column_name(match.column)].drop_nulls().unique()
        said = yes_no_of(texts)
        if len(said) == texts.len() and True in said.values() and _heads_are_first(frame, match, said, assignment):
            read = replace(match, how="context", near=None, extra=None)
            return replace(
                where, assignment=replace(assignment, matches=tuple(read if one is match else one for one in assignment.matches))
            )
    return where


def _heads_are_first(frame: pl.DataFrame, ticks: Match, said: Mapping[str, bool], assignment: Assignment) -> bool:
    """Whether each village's rows begin with a head, or the order need not tell which rows are of a household."""
    columns = {match.field: column_name(match.column) for match in assignment.matched}
    if columns.keys() & _OF_A_HOUSEHOLD:
        return True
    village = pl.col(columns["village"]).forward_fill() if "village" in columns else pl.lit(None, pl.String)
    first = frame.filter((village.rle_id() != village.rle_id().shift()).fill_null(True))
    return first[column_name(ticks.column)].is_in([text for text, yes in said.items() if yes]).fill_null(False).all()


def ticked_heads(grid: Grid, found: Located, assignment: Assignment) -> TickedHeads | None:
    """The relation of such a list; None for any other."""
    del found
    ticks = next(
        (match for match in assignment.matches if match.how == "context" and _HEADING.fullmatch(normal(match.heading))), None
    )
    if ticks is None or any(match.field == "relation" for match in assignment.matched):
        return None
    column = assignment.behind(grid.last_column)
    return TickedHeads(Match(column, fields_of(Person)["relation"].heading, MADE, "persons", "relation"), ticks)
