"""Facts of a household on the day."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.days import counts_from, on_or_before, year_end, year_of
from puxi_cli.facts.persons import HEAD, present_on
from puxi_cli.facts.tables import Tables
from puxi_cli.registry import KEY

EXITED = ("已脱贫（享受政策）", "已脱贫（不再享受政策）")


def poor_on(day: str) -> nw.Expr:
    """Whether a household is on the register on the day: identified, and not exited or relapsed since.

    Needs `identified_on`, `exit_on` and `relapsed_on`.
    """
    exited, relapsed = nw.col("exit_on"), nw.col("relapsed_on")
    back = on_or_before(relapsed, day) & (relapsed > exited).fill_null(False)
    return on_or_before(nw.col("identified_on"), day) & (~on_or_before(exited, day) | back)


def with_times(households: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Add `identified_on`, `exit_on` and `relapsed_on`: the days (text) from which they count."""
    return households.with_columns(
        counts_from(nw.col("identified")).alias("identified_on"),
        year_end(nw.col("exit_year")).alias("exit_on"),
        counts_from(nw.col("relapsed")).alias("relapsed_on"),
    )


def household_facts(tables: Tables, day: str) -> nw.LazyFrame[Any]:
    """One row per household: its fields, and

    member_rows        rows of members, also of those who left; null where no person was read
    members            members present on the day
    heads, relations_unread   present heads; present members whose relation cannot be read
    id_rows, id_twin   rows with this household number; the row of another one
    village_known      its village stands among the villages; null where no village was read
    identified_year    year of first identification
    identified_on, exit_on, relapsed_on, poor   see `poor_on`
    exited_status      its status says it has left the register
    """
    households = with_times(tables["households"])
    ids = (
        tables["households"]
        .group_by("household_id")
        .agg(nw.len().alias("id_rows"), nw.col(KEY).min().alias("_first"), nw.col(KEY).max().alias("_last"))
    )
    members = (
        tables["persons"]
        .with_columns(present_on(day).alias("present"))
        .group_by("household_id")
        .agg(
            nw.len().alias("member_rows"),
            nw.col("present").cast(nw.Int64).sum().alias("members"),
            (nw.col("present") & (nw.col("relation") == HEAD)).fill_null(False).cast(nw.Int64).sum().alias("heads"),
            (nw.col("present") & nw.col("relation").is_null()).cast(nw.Int64).sum().alias("relations_unread"),
        )
    )
    households = households.join(ids, on="household_id", how="left").join(members, on="household_id", how="left")
    if tables.has("persons"):
        counts = ["member_rows", "members", "heads", "relations_unread"]
        households = households.with_columns(nw.col(name).fill_null(0) for name in counts)
    if tables.has("villages"):
        known = tables["villages"].select("village").unique().with_columns(nw.lit(True).alias("_known"))
        households = households.join(known, on="village", how="left")
        found = nw.when(~nw.col("village").is_null()).then(nw.col("_known").fill_null(False))
        households = households.with_columns(found.alias("village_known")).drop("_known")
    else:
        households = households.with_columns(nw.lit(None, dtype=nw.Boolean).alias("village_known"))
    return households.with_columns(
        nw.when(nw.col(KEY) == nw.col("_first")).then(nw.col("_last")).otherwise(nw.col("_first")).alias("id_twin"),
        year_of(nw.col("identified")).alias("identified_year"),
        nw.col("status").is_in(list(EXITED)).alias("exited_status"),
        poor_on(day).alias("poor"),
    )


def household_row_facts(tables: Tables, fields: list[str]) -> nw.LazyFrame[Any]:
    """One row per household of a flat list: `household_id`, `_key` of its first row, and

    fields_that_differ   how many household fields have two different values among the household's rows (blanks aside)
    """
    rows = tables["household_rows"].filter(~nw.col("household_id").is_null())
    rows = rows.with_columns(nw.col(name).cast(nw.String) for name in fields)
    bounds = rows.group_by("household_id").agg(
        nw.col(KEY).min().alias(KEY),
        *(nw.col(name).min().alias(f"{name}_least") for name in fields),
        *(nw.col(name).max().alias(f"{name}_most") for name in fields),
    )
    differing = [(nw.col(f"{name}_least") != nw.col(f"{name}_most")).fill_null(False).cast(nw.Int64) for name in fields]
    return bounds.select("household_id", KEY, nw.sum_horizontal(*differing).alias("fields_that_differ"))
