"""Household numbers of puxi's own for rosters that have none: from the village and the head, the same in every file and order."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

import polars as pl

from puxi_cli.records.compile import same_names
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
_MOST = 10  # heads named in a note


@dataclass(frozen=True)
class MadeNumbers:
    """The column that a roster lacks: behind the last of the sheet, matched to the household number.

    `namesakes` fills up with the heads (village, name) and the numbers of the households that have such a head.
    """

    match: Match
    namesakes: dict[tuple[str, str], set[str]] = field(default_factory=dict, compare=False)

    def within(self, assignment: Assignment) -> Assignment:
        """The assignment with the made column."""
        return replace(assignment, matches=(*assignment.matches, self.match))

    def added(self, frame: pl.DataFrame, whole: Assignment) -> pl.DataFrame:
        """A body with the made column; a row of which no head is known has none.

        A household is a village and a head's name: that of the column 户主姓名, else of the row 本人或户主, which begins a household.
        Two heads of one name in a village are told apart by their groups, where these differ, and by their order. What a roster writes
        once, in the first row of a household, holds for the rows below it.
        """
        matches = {str(match.field): match for table in whole.tables for match in whole.of(table)}
        columns = {name: pl.col(column_name(match.column)) for name, match in matches.items()}
        nothing = pl.lit(None, pl.String)
        # In a list of households every row is one.
        heads = _heads(frame, matches) if "persons" in whole.tables else pl.Series([True] * frame.height)
        head = columns.get("head_name", pl.when(heads).then(columns.get("name", nothing)))
        keys = frame.select(
            columns.get("village", nothing).alias("village"),
            columns.get("group", nothing).str.strip_chars().replace("", None).alias("group"),
            head.alias("head"),
            heads.alias("is_head"),
        )
        begins = pl.col("is_head") | (pl.col("head") != pl.col("head").shift(1).forward_fill()).fill_null(False)
        keys = keys.with_columns(begins.cum_sum().alias("block")).with_columns(
            pl.col("head").forward_fill().over("block"),
            pl.col("village").drop_nulls().first().over("block").fill_null(""),
            pl.col("group").drop_nulls().first().over("block"),
        )
        # The group tells two namesakes apart. Where a head has one group, it says nothing more: a sheet without groups means the same one.
        apart = pl.col("group").n_unique().over("village", "head") - pl.col("group").is_null().any().over("village", "head") > 1
        keys = keys.with_columns(pl.when(apart).then(pl.col("group").fill_null("")).fill_null("").alias("group"))
        order = pl.col("is_head").cast(pl.Int64).cum_sum().over("village", "head", "group").clip(lower_bound=1)
        made = []
        for village, name, group, nth in keys.select("village", "head", "group", order.alias("order")).iter_rows():
            made.append(number_of(village, name, nth, group))
            if made[-1]:
                self.namesakes.setdefault((village, name), set()).add(made[-1])
        return frame.with_columns(pl.Series(column_name(self.match.column), made, pl.String))

    def note(self, grid: Grid, result: CheckedSheet) -> Text:
        """That households were formed by their heads, how many, and which heads of one name were taken for several."""
        where = f"{grid.file} {grid.sheet or ''}".strip()
        count = result.tables[str(self.match.table)]["household_id"].drop_nulls().n_unique()
        twice = [(village, sorted(numbers)) for (village, _), numbers in self.namesakes.items() if len(numbers) > 1]
        zh, en = "", ""
        if twice:
            more = len(twice) - _MOST
            named = "；".join(village + "、".join(numbers) for village, numbers in twice[:_MOST])
            zh = f"同村户主同名、按小组或出现次序分作几户的：{named}{f' 等，另有 {more} 个户主' if more > 0 else ''}，请核实。"
            named = "; ".join(f"{village} {', '.join(numbers)}" for village, numbers in twice[:_MOST])
            en = f" Heads of one name in a village, told apart by group or order: {named}{f' and {more} more' if more > 0 else ''}."
        return Text(
            f"{where}：没有“{self.match.heading}”列，按行政村和户主分户，共 {count} 户；所列户编号（以 9 开头）为系统自编，不是登记编号。{zh}",
            f"{where}: there is no column {self.match.heading}; households were formed by village and head: {count}. The numbers shown "
            f"(they begin with 9) are puxi's own.{en}",
        )


def _heads(frame: pl.DataFrame, matches: dict[str, Match]) -> pl.Series:
    """The rows of heads: by the relation; in a list without one, those whose name is the head's."""
    if "relation" in matches or not {"name", "head_name"} <= matches.keys():
        return heads_of(frame, matches)
    name, head = (same_names(frame[column_name(matches[field].column)]) for field in ("name", "head_name"))
    return (name == head.forward_fill()).fill_null(False)


def number_of(village: str, head: str | None, order: int, group: str = "") -> str | None:
    """The number of a household: ten digits that begin with 9, as no number of a register is known to."""
    if not head:
        return None
    told = (same_name(village), same_name(head), str(order), *([same_name(group)] if group else ()))
    sign = hashlib.sha256("|".join(told).encode()).hexdigest()
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
