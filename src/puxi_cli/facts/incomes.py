"""Facts of a household's year of income, and of a village's year."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.days import year_end
from puxi_cli.facts.persons import present_on
from puxi_cli.facts.tables import Tables
from puxi_cli.registry import KEY


def income_facts(tables: Tables) -> nw.LazyFrame[Any]:
    """One row per household and year: its fields, and

    members_then   members on 31 December of that year; null where no person was read
    size           the size stated with the household
    net_of_parts   wages + business − business costs + property + transfers; null where a part is blank
    """
    parts = nw.col("wage") + nw.col("business") - nw.col("business_cost") + nw.col("property") + nw.col("transfer")
    incomes = tables["incomes"].with_columns(parts.alias("net_of_parts"))
    members = tables["persons"].select("household_id", "joined", "left")
    then = (
        tables["incomes"]
        .select(KEY, "household_id", year_end(nw.col("year")).alias("_day"))
        .join(members, on="household_id", how="inner")
        .filter(present_on(nw.col("_day")))
        .group_by(KEY)
        .agg(nw.len().alias("members_then"))
    )
    stated = tables["households"].select("household_id", "size").group_by("household_id").agg(nw.col("size").max())
    return incomes.join(then, on=KEY, how="left").join(stated, on="household_id", how="left")
