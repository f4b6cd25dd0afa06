"""Keys that name rows of other tables: whether they are found there, and what cannot be read and may be one."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.membership import cannot_read
from puxi_cli.facts.tables import Tables
from puxi_cli.registry import BEFORE, BEHIND


def found_in(frame: nw.LazyFrame[Any], tables: Tables, table: str, key: str, fact: str) -> nw.LazyFrame[Any]:
    """Add whether the key of a row stands in a table. Null where the table was not read; and where it is not found there, but one
    cannot be read that it may be."""
    if not tables.has(table):
        return frame.with_columns(nw.lit(None, dtype=nw.Boolean).alias(fact))
    known = tables[table].select(key).filter(~nw.col(key).is_null()).unique().with_columns(nw.lit(True).alias("_known"))
    lost = (
        tables[table].filter(cannot_read(key)).with_columns(nw.lit(1).alias("_one")).group_by("_one").agg(nw.len().alias("_lost"))
    )
    frame = frame.with_columns(nw.lit(1).alias("_one")).join(known, on=key, how="left").join(lost, on="_one", how="left")
    found = nw.coalesce(nw.col("_known"), nw.when(nw.col("_lost").is_null()).then(nw.lit(False)))
    return frame.with_columns(nw.when(~nw.col(key).is_null()).then(found).alias(fact)).drop("_known", "_lost", "_one")


def with_lost_beside(rows: nw.LazyFrame[Any], tables: Tables) -> nw.LazyFrame[Any]:
    """Add `_beside` to rows of households: true where a member whose household number cannot be read may be theirs, as the row before
    or behind it is; else null."""
    lost = [tables["persons"].select(nw.col(beside).alias("household_id")) for beside in (BEFORE, BEHIND)]
    beside = nw.concat(lost).filter(~nw.col("household_id").is_null()).unique().with_columns(nw.lit(True).alias("_beside"))
    return rows.join(beside, on="household_id", how="left")
