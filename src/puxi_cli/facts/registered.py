"""What a person's household is: its standing and kind, on every person's row."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block, with_blocks
from puxi_cli.facts.fact import Fact
from puxi_cli.facts.standing import STANDING
from puxi_cli.facts.tables import Tables

# Names of facts of the household as a person's row has them.
_OF_HOUSEHOLD = {
    "on_list": "on_list",
    "standing": "standing",
    "registered": "registered",
    "on_register": "on_register",
    "poor_type": "household_poor_type",
    "village": "village",
    "county": "county",
    "exit_on": "household_exit_on",
    "identified_on": "household_identified_on",
}
_YES_NO = ("on_list", "registered", "on_register")


def _with_household(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """A household number that stands twice says nothing certain, unless both rows say the same."""
    households = with_blocks(tables["households"], tables, STANDING, None).filter(~nw.col("household_id").is_null())
    households = households.select("household_id", *(nw.col(name).alias(new) for name, new in _OF_HOUSEHOLD.items()))
    # Almost every number stands once: only of the others has to be seen whether their rows agree.
    twice = tables.once("household_ids_twice", lambda: _twice(tables))
    several = households.join(twice, on="household_id", how="inner")
    agreed = nw.concat([households.join(twice, on="household_id", how="anti"), _agreed(several)])
    return persons.join(agreed, on="household_id", how="left")


def _twice(tables: Tables) -> nw.LazyFrame[Any]:
    rows = tables["households"].filter(~nw.col("household_id").is_null()).group_by("household_id").agg(nw.len().alias("_rows"))
    return rows.filter(nw.col("_rows") > 1).select("household_id")


def _agreed(households: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    names = tuple(_OF_HOUSEHOLD.values())
    counted = households.with_columns(nw.col(name).cast(nw.Int64) for name in _YES_NO)
    bounds = counted.group_by("household_id").agg(
        *(nw.col(name).min().alias(f"{name}_least") for name in names),
        *(nw.col(name).max().alias(f"{name}_most") for name in names),
    )
    return bounds.select(
        "household_id",
        *(nw.when(nw.col(f"{name}_least") == nw.col(f"{name}_most")).then(nw.col(f"{name}_least")).alias(name) for name in names),
    ).with_columns(nw.col(name) == 1 for name in _YES_NO)


REGISTERED = (Block(tuple(_OF_HOUSEHOLD.values()), _with_household),)

FACTS = (Fact("household_poor_type", reads=("households.poor_type",)),)
