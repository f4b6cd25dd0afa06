"""Facts of a household's year of income, and of a village's year."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.agreed import agreed
from puxi_cli.facts.blocks import Block
from puxi_cli.facts.columns import COUNTS, EXIT, HOME, IDENTIFIED, INCOME, REASON_BESIDE, STAY, TIMES
from puxi_cli.facts.days import year_end
from puxi_cli.facts.fact import LAST_YEAR, Fact
from puxi_cli.facts.keys import with_lost_beside
from puxi_cli.facts.membership import SINCE, cannot_read, present_on, unclear_leaving
from puxi_cli.facts.sharing import with_another
from puxi_cli.facts.tables import Tables
from puxi_cli.registry import KEY
from puxi_cli.text.words import Text


def income_facts(tables: Tables) -> nw.LazyFrame[Any]:
    """One row per household and year: its fields, and

    members_then   members on 31 December of that year; null where no person was read, or where a row that cannot be read may be one
    size           the size stated with the household; `size_unread` where it cannot be read
    year_rows, year_twin   rows of this household and year; the row of another one
    net_of_parts   wages + business − business costs + property + transfers; null where a part is blank
    """
    parts = nw.col("wage") + nw.col("business") - nw.col("business_cost") + nw.col("property") + nw.col("transfer")
    incomes = tables["incomes"].with_columns(parts.alias("net_of_parts"))
    unclear = unclear_leaving() | cannot_read("joined")
    members = tables["persons"].select("household_id", SINCE, "left", unclear.alias("_unclear"))
    then = (
        tables["incomes"]
        .select(KEY, "household_id", year_end(nw.col("year")).alias("_day"))
        .join(members, on="household_id", how="inner")
        .filter(present_on(nw.col("_day")) | nw.col("_unclear"))
        .group_by(KEY)
        .agg(nw.len().alias("_members"), nw.col("_unclear").any().alias("_some_unclear"))
        .select(KEY, nw.when(~nw.col("_some_unclear")).then(nw.col("_members")).alias("members_then"))
    )
    incomes = with_another(incomes, tables["incomes"], ["household_id", "year"], "year_rows", "year_twin")
    homes = tables["households"].select("household_id", "size", cannot_read("size").alias("size_unread"))
    stated = homes.group_by("household_id").agg(nw.col("size").max(), nw.col("size_unread").any())
    incomes = with_lost_beside(incomes.join(then, on=KEY, how="left"), tables)
    incomes = incomes.with_columns(nw.when(nw.col("_beside").is_null()).then(nw.col("members_then")).alias("members_then"))
    return incomes.drop("_beside").join(stated, on="household_id", how="left")


def _of_year(tables: Tables, year: nw.Expr, name: str, households: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Add the income per head of each household's `year`: from 家庭收入, else the household's own column where it is of that year.

    Two rows of one year that differ say nothing, nor does one that cannot be read; the household's own column does not decide
    between them. Neither does it speak for a year whose row may be one with a year that is blank or cannot be read.
    """
    written = (~nw.col("net_per_head").is_null() | cannot_read("net_per_head")).cast(nw.Int64).sum()
    told = agreed(tables["incomes"], ["household_id", "year"], {"net_per_head": name}, cannot_read, {"_written": written})
    told = told.select("household_id", nw.col("year").alias("_year"), name, (nw.col("_written") == 0).alias("_blank"))
    joined = households.with_columns(year.cast(nw.Int64).alias("_year")).join(told, on=["household_id", "_year"], how="left")
    if tables.income_year is not None:
        lost = tables["incomes"].filter(nw.col("year").is_null()).select("household_id").unique()
        joined = joined.join(lost.with_columns(nw.lit(True).alias("_lost")), on="household_id", how="left")
        open_year = nw.coalesce(nw.col("_blank"), ~nw.col("_lost").fill_null(False))
        own = nw.when((nw.col("_year") == tables.income_year) & open_year).then(nw.col("income_per_head"))
        joined = joined.with_columns(nw.coalesce(nw.col(name), own).alias(name)).drop("_lost")
    return joined.drop("_year", "_blank")


def _with_income_now(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    year = nw.lit(tables.reference_year)
    return _of_year(tables, year, "income_now", households).with_columns(year.cast(nw.Int64).alias("reference_year"))


def _with_leaving_income(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    return _of_year(tables, nw.col("leaving_year"), "leaving_income", households)


def _with_listing_income(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    return _of_year(tables, nw.col("listing_year"), "listing_income", households)


def _with_standard(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """By which year a household is held against the standard: who is on the register by that of its listing, others by now."""
    listed = nw.col("on_register")
    return households.with_columns(
        nw.when(listed)
        .then(nw.col("listing_year"))
        .otherwise(nw.when(~listed).then(nw.col("reference_year")))
        .alias("standard_year"),
        nw.when(listed)
        .then(nw.col("listing_income"))
        .otherwise(nw.when(~listed).then(nw.col("income_now")))
        .alias("standard_income"),
    )


# Income per head of the reference year, of the year of leaving and of the year of listing (`facts.standing`).
REFERENCE = (
    Block(("income_now", "reference_year"), _with_income_now),
    Block(("leaving_income",), _with_leaving_income, ("leaving_year",)),
    Block(("listing_income",), _with_listing_income, ("listing_year",)),
    Block(
        ("standard_year", "standard_income"),
        _with_standard,
        ("on_register", "listing_year", "reference_year", "listing_income", "income_now"),
    ),
)

FACTS = (
    Fact("year_rows", Text("同户同年的行数", "rows of this household and year")),
    Fact("reference_year", Text("参考年度（最近的整年）", "reference year (the last whole one)")),
    Fact("standard_year", Text("对照标准的年度", "year of the standard"), also=COUNTS, readable=TIMES),
    Fact("income_now", Text("参考年度人均纯收入", "income per head of the reference year"), reads=INCOME, year=LAST_YEAR),
    Fact("standard_income", Text("该年度人均纯收入", "income per head of that year"), reads=INCOME, year="standard_year"),
    Fact(
        "leaving_income",
        Text("退出年度人均纯收入", "income per head of the year of leaving"),
        reads=(*INCOME, *EXIT[:1]),
        also=EXIT[1:],
        year="leaving_year",
    ),
    Fact(
        "listing_income",
        Text("识别年度人均纯收入", "income per head of the year of listing"),
        reads=("incomes.net_per_head|households.income_per_head", *IDENTIFIED),
        year="listing_year",
    ),
    Fact("members_then", also=HOME, readable=STAY, blank_beside=REASON_BESIDE),
    Fact(
        "net_of_parts", also=("incomes.wage", "incomes.business", "incomes.business_cost", "incomes.property", "incomes.transfer")
    ),
    Fact("size", also=("households.size",)),
)
