"""Facts of a person's head of household: their sex, and where they stand."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block, with_blocks
from puxi_cli.facts.columns import LEAVING, REASON_BESIDE, SEX
from puxi_cli.facts.condition import CONDITION
from puxi_cli.facts.fact import Fact
from puxi_cli.facts.person_rows import person_rows
from puxi_cli.facts.tables import Tables
from puxi_cli.records.person import HEAD
from puxi_cli.registry import KEY

_SEXES = ("男", "女")


def _with_head(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """Two heads of different sex say nothing."""
    told = with_blocks(person_rows(tables), tables, CONDITION, ("sex_told",))
    heads = told.filter(nw.col("there"), nw.col("relation") == HEAD, ~nw.col("household_id").is_null())
    heads = heads.group_by("household_id").agg(
        *((nw.col("sex_told") == sex).fill_null(False).cast(nw.Int64).sum().alias(f"_{sex}") for sex in _SEXES),
        nw.col(KEY).min().alias("head_row"),
    )
    man, woman = (nw.when(nw.col(f"_{sex}") > 0).then(nw.lit(sex)) for sex in _SEXES)
    agreed = nw.when(man.is_null() | woman.is_null()).then(nw.coalesce(man, woman))
    heads = heads.select("household_id", "head_row", agreed.alias("head_sex"))
    return persons.join(heads, on="household_id", how="left")


HEADS = (Block(("head_sex", "head_row"), _with_head, ("sex_told",)),)

FACTS = (
    Fact(
        "head_sex",
        reads=(*SEX, "persons.relation"),
        readable=LEAVING,
        blank_beside=REASON_BESIDE,
        rows=("relation", "本人或户主"),
    ),
)
