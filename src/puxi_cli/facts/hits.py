"""Facts of a person in the lists of other offices (table 比对线索): how often they stand in a list of each category.

A category of which no list with numbers was handed in says nothing: null, not zero.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.blocks import Block
from puxi_cli.facts.days import on_or_before
from puxi_cli.facts.tables import Tables
from puxi_cli.records.codes import code_list
from puxi_cli.records.identity import NO_NUMBER_PREFIX
from puxi_cli.registry import KEY, NUMBER

CATEGORIES = code_list("red_line").labels  # in the order of the nine lines


def in_hand(day: str) -> nw.Expr:
    """Whether a row of the lists was there by the day and names somebody: a list without numbers was not handed in."""
    named = ~nw.col(NUMBER).is_null() & ~nw.col(NUMBER).str.starts_with(NO_NUMBER_PREFIX)
    return named.fill_null(False) & (nw.col("day").is_null() | on_or_before(nw.col("day"), day))


def _with_hits(persons: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    lists = tables["evidence"].filter(in_hand(tables.day))
    of = [nw.col("category") == category for category in CATEGORIES]
    hits = lists.group_by(NUMBER).agg(
        *(nw.when(here).then(nw.lit(1)).otherwise(nw.lit(0)).sum().alias(f"red_line_{n}") for n, here in enumerate(of, 1)),
        *(nw.when(here).then(nw.col(KEY)).min().alias(f"red_line_{n}_twin") for n, here in enumerate(of, 1)),
    )  # fmt: skip
    handed_in = lists.with_columns(nw.lit(1).alias("_one")).group_by("_one").agg(
        *(here.fill_null(False).cast(nw.Int64).sum().alias(f"_lists_{n}") for n, here in enumerate(of, 1))
    )  # fmt: skip
    persons = persons.join(hits, on=NUMBER, how="left")
    persons = persons.with_columns(nw.lit(1).alias("_one")).join(handed_in, on="_one", how="left")
    known = nw.col("has_number")
    persons = persons.with_columns(
        nw.when((nw.col(f"_lists_{n}") > 0) & known).then(nw.col(f"red_line_{n}").fill_null(0)).alias(f"red_line_{n}")
        for n in range(1, len(CATEGORIES) + 1)
    )
    return persons.drop("_one", *(f"_lists_{n}" for n in range(1, len(CATEGORIES) + 1)))


HITS = (Block(tuple(f"red_line_{n}{ending}" for n in range(1, len(CATEGORIES) + 1) for ending in ("", "_twin")), _with_hits),)
