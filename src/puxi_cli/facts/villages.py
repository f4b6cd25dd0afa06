"""Facts of a village on the day: its indicators of the reference year, its poor persons, and the income of those who left."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block, with_blocks
from puxi_cli.facts.register import counted_on, register_persons
from puxi_cli.facts.tables import Tables

_FIGURES = ("households", "persons", "rural_persons", "exited_income", "county_income", "power_rate")
_YES_NO = ("collective", "road", "water", "clinic")


def village_facts(tables: Tables, wanted: Collection[str] | None = None) -> nw.LazyFrame[Any]:
    """One row per village: its fields, and

    reference_year       the last year that is whole on the day
    rural_persons …      the indicators of that year from 村年度; null where it has no row, or two that differ
    income_ratio, income_ratio_before   income per head of exited households / of the rural county, that year and the year before
    poor_persons         persons on the register on the day; null where no household or no person was read
    incidence            poor persons / rural registered persons of the reference year
    left                 it left the list of poor villages by the end of the day's year; null where that is not told
    """
    villages = tables["villages"].with_columns(
        nw.lit(tables.reference_year).cast(nw.Int64).alias("reference_year"),
        (nw.col("exit_year") <= tables.law.day.year).alias("left"),
    )
    return with_blocks(villages, tables, (_YEARS, _POOR, _INCIDENCE), wanted)


def _of_year(tables: Tables, year: int, ending: str) -> nw.LazyFrame[Any]:
    rows = tables["village_years"].filter(nw.col("year") == year)
    rows = rows.with_columns(nw.col(name).cast(nw.Int64) for name in _YES_NO)
    names = (*_FIGURES, *_YES_NO)
    both = rows.group_by("village").agg(
        *(nw.col(name).min().alias(f"{name}_least") for name in names),
        *(nw.col(name).max().alias(f"{name}_most") for name in names),
    )
    return both.select(
        "village",
        *(
            nw.when(nw.col(f"{name}_least") == nw.col(f"{name}_most")).then(nw.col(f"{name}_least")).alias(f"{name}{ending}")
            for name in names
        ),
    ).with_columns((nw.col(f"{name}{ending}") == 1).alias(f"{name}{ending}") for name in _YES_NO)


def _with_years(villages: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    year = tables.reference_year
    now, before = _of_year(tables, year, ""), _of_year(tables, year - 1, "_before")
    before = before.select("village", "exited_income_before", "county_income_before")
    return villages.join(now, on="village", how="left").join(before, on="village", how="left").with_columns(
        (nw.col("exited_income") / nw.when(nw.col("county_income") > 0).then(nw.col("county_income"))).alias("income_ratio"),
        (nw.col("exited_income_before") / nw.when(nw.col("county_income_before") > 0).then(nw.col("county_income_before")))
        .alias("income_ratio_before"),
    )  # fmt: skip


def _with_poor(villages: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    if not (tables.has("households") and tables.has("persons")):
        return villages.with_columns(nw.lit(None, dtype=nw.Int64).alias("poor_persons"))
    poor = register_persons(tables).filter(counted_on(tables.day)).group_by("village").agg(nw.len().alias("poor_persons"))
    return villages.join(poor, on="village", how="left").with_columns(nw.col("poor_persons").fill_null(0).cast(nw.Int64))


def _with_incidence(villages: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    rural = nw.when(nw.col("rural_persons") > 0).then(nw.col("rural_persons"))
    return villages.with_columns((nw.col("poor_persons") / rural).alias("incidence"))


_YEARS = Block((*_FIGURES, *_YES_NO, "income_ratio", "income_ratio_before"), _with_years)
_POOR = Block(("poor_persons",), _with_poor)
_INCIDENCE = Block(("incidence",), _with_incidence, ("poor_persons", "rural_persons"))
