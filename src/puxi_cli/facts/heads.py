"""Facts of a person's head of household: their sex, and where they stand."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block
from puxi_cli.facts.tables import Tables
from puxi_cli.records.person import HEAD
from puxi_cli.registry import KEY


def _with_head(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """Two heads of different sex say nothing."""
    from puxi_cli.facts.persons import person_facts

    told = person_facts(tables, ("sex_told",))
    heads = told.filter(nw.col("there"), nw.col("relation") == HEAD, ~nw.col("household_id").is_null())
    heads = heads.group_by("household_id").agg(
        nw.col("sex_told").min().alias("_least"), nw.col("sex_told").max().alias("_most"), nw.col(KEY).min().alias("head_row")
    )
    agreed = nw.when(nw.col("_least") == nw.col("_most")).then(nw.col("_least"))
    heads = heads.select("household_id", "head_row", agreed.alias("head_sex"))
    return persons.join(heads, on="household_id", how="left")


HEADS = (Block(("head_sex", "head_row"), _with_head, ("sex_told",)),)
