"""Household numbers of puxi's own for rosters that have none: from the village and the head, the same in every file and order."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

import polars as pl

from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.records.text import same_name
from puxi_cli.sheets.assignment import MADE, Assignment, Match
from puxi_cli.sheets.body import column_name
from puxi_cli.sheets.check import CheckedSheet
from puxi_cli.sheets.fill_down import heads_of
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.text.words import Text

_DIGITS = 10


@dataclass(frozen=True)
class MadeNumbers:
    """The column that a roster lacks: behind the last of the sheet, matched to the household number."""

    match: Match

    def within(self, assignment: Assignment) -> Assignment:
        """The assignment with the made column."""
        return replace(assignment, matches=(*assignment.matches, self.match))

    def added(self, frame: pl.DataFrame, whole: Assignment) -> pl.DataFrame:
        """A body with the made column; a row of which no head is known has none.

        A household is a village and a head's name: that of the column 户主姓名, else of the row 本人或户主, which begins a household.
        Two heads of one name in a village are told apart by their order. What a roster writes once, in the first row of a household,
        holds for the rows below it.
        """
        matches = {str(match.field): match for table in whole.tables for match in whole.of(table)}
        # In a list of households every row is one.
        heads = heads_of(frame, matches) if "persons" in whole.tables else pl.Series([True] * frame.height)
        if "head_name" in matches:
            head = pl.col(column_name(matches["head_name"].column))
        else:
            head = pl.when(heads).then(pl.col(column_name(matches["name"].column)))
        village = pl.col(column_name(matches["village"].column)) if "village" in matches else pl.lit(None, pl.String)
        keys = frame.select(village.alias("village"), head.alias("head")).with_columns(heads.alias("is_head"))
        begins = pl.col("is_head") | (pl.col("head") != pl.col("head").shift(1).forward_fill()).fill_null(False)
        keys = keys.with_columns(begins.cum_sum().alias("block")).with_columns(
            pl.col("head").forward_fill().over("block"), pl.col("village").drop_nulls().first().over("block").fill_null("")
        )
        order = pl.col("is_head").cast(pl.Int64).cum_sum().over("village", "head").clip(lower_bound=1)
        made = [
            number_of(village, head, order)
            for village, head, order in keys.select("village", "head", order.alias("order")).iter_rows()
        ]
        return frame.with_columns(pl.Series(column_name(self.match.column), made, pl.String))

    def note(self, grid: Grid, result: CheckedSheet) -> Text:
        """That households were formed by their heads, and how many."""
        where = f"{grid.file} {grid.sheet or ''}".strip()
        count = result.tables[str(self.match.table)]["household_id"].drop_nulls().n_unique()
        return Text(
            f"{where}：没有“{self.match.heading}”列，按行政村和户主分户，共 {count} 户；所列户编号（以 9 开头）为系统自编，不是登记编号。",
            f"{where}: there is no column {self.match.heading}; households were formed by village and head: {count}. The numbers shown "
            "(they begin with 9) are puxi's own.",
        )


def number_of(village: str, head: str | None, order: int) -> str | None:
    """The number of a household: ten digits that begin with 9, as no number of a register is known to."""
    if not head:
        return None
    sign = hashlib.sha256(f"{same_name(village)}|{same_name(head)}|{order}".encode()).hexdigest()
    return "9" + str(int(sign[:15], 16))[-(_DIGITS - 1) :].rjust(_DIGITS - 1, "0")


def made_numbers(grid: Grid, found: Located, assignment: Assignment) -> MadeNumbers | None:
    """The column of household numbers that a list of persons or households lacks; None where it has one, or where nothing says whose a row is."""
    del found
    fields = {match.field for match in assignment.matched}
    if "household_id" in fields:
        return None
    if "persons" in assignment.tables:
        table = "persons" if "name" in fields and fields & {"head_name", "relation"} else None
    else:
        table = "households" if "households" in assignment.tables and "head_name" in fields else None
    if table is None:
        return None
    column = max(grid.first_column + grid.frame.width - 1, *(match.column for match in assignment.matches)) + 1
    return MadeNumbers(Match(column, fields_of(MODELS[table])["household_id"].heading, MADE, table, "household_id"))
