"""Facts of a household's money of the reference year, by source (table 家庭收入).

A household without a row of that year says nothing; neither do two rows that differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from puxi_cli.facts.agreed import agreed, blank
from puxi_cli.facts.blocks import Block
from puxi_cli.facts.columns import INCOME
from puxi_cli.facts.fact import LAST_YEAR, Fact
from puxi_cli.facts.membership import cannot_read
from puxi_cli.facts.tables import Tables
from puxi_cli.registry import KEY

# A field of the incomes, and the fact that holds it for the reference year.
_AMOUNTS = {
    "minimum_living": "minimum_living_money",
    "five_guarantee": "five_guarantee_money",
    "wage": "wage_now",
    "business": "business_now",
    "business_cost": "business_cost_now",
}
# An amount, and the fact that says whether it is paid: false for 0 and blank, null without a row or where it cannot be read.
_PAID = {"minimum_living": "minimum_living_paid", "five_guarantee": "five_guarantee_paid"}


def _rows_of(tables: Tables, names: Mapping[str, str]) -> nw.LazyFrame[Any]:
    """By household, of its rows of the reference year: `_rows`, `income_row`, of each field what all say, and how many leave it blank
    (`_blank_NAME`)."""
    rows = tables["incomes"].filter(nw.col("year") == tables.reference_year, ~nw.col("household_id").is_null())
    blanks = {f"_blank_{name}": (nw.col(name).is_null() & ~cannot_read(name)).cast(nw.Int64).sum() for name in names}
    return agreed(rows, ["household_id"], names, blank, {"_rows": nw.len(), "income_row": nw.col(KEY).min(), **blanks})


def _blank(name: str) -> nw.Expr:
    """Whether all rows of the year leave the field blank; null without a row."""
    return nw.col(f"_blank_{name}") == nw.col("_rows")


def _with_money(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    years = _rows_of(tables, _AMOUNTS)
    paid = {
        fact: nw.when(_blank(name) & tables.has("incomes", name)).then(nw.lit(False)).otherwise(nw.col(_AMOUNTS[name]) > 0)
        for name, fact in _PAID.items()
    }
    years = years.select("household_id", "income_row", *_AMOUNTS.values(), *(told.alias(fact) for fact, told in paid.items()))
    return households.join(years, on="household_id", how="left")


def _with_told(households: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """`income_told`: an income per head of the reference year is written; false where its cell is blank, null where there is none."""
    years = _rows_of(tables, {"net_per_head": "_told"}).select("household_id", _blank("net_per_head").alias("_blank"))
    households = households.join(years, on="household_id", how="left")
    # The household's own column speaks of one year only.
    blank = nw.col("_blank") if tables.has("incomes", "net_per_head") else nw.lit(None, dtype=nw.Boolean)
    if tables.income_year == tables.reference_year and tables.has("households", "income_per_head"):
        own = nw.col("income_per_head").is_null() & ~cannot_read("income_per_head")
        blank = own & blank.fill_null(True)
    told = nw.when(~nw.col("income_now").is_null()).then(nw.lit(True)).otherwise(nw.when(blank).then(nw.lit(False)))
    return households.with_columns(told.alias("income_told")).drop("_blank")


MONEY = (
    Block((*_AMOUNTS.values(), *_PAID.values(), "income_row"), _with_money),
    Block(("income_told",), _with_told, ("income_now",)),
)

FACTS = (
    Fact("income_told", reads=INCOME, year=LAST_YEAR),
    Fact("minimum_living_money", reads=("incomes.minimum_living",), year=LAST_YEAR),
    Fact("minimum_living_paid", reads=("incomes.minimum_living",), year=LAST_YEAR),
    Fact("five_guarantee_money", reads=("incomes.five_guarantee",), year=LAST_YEAR),
    Fact("five_guarantee_paid", reads=("incomes.five_guarantee",), year=LAST_YEAR),
    Fact("wage_now", reads=("incomes.wage",), year=LAST_YEAR),
    Fact("business_now", reads=("incomes.business",), year=LAST_YEAR),
    Fact("business_cost_now", reads=("incomes.business_cost",), year=LAST_YEAR),
)
