"""Whether a person belongs to the household: on a day, or as the files have it."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.facts.days import counts_from, on_or_before
from puxi_cli.records.identity import NO_NUMBER_PREFIX
from puxi_cli.registry import NUMBER, UNREAD

# Since when a person belongs to the household, as far as that is known (`with_since`); written as the files have it, in whole or in part.
SINCE, _BORN = "_since", "_born"


def with_since(persons: nw.LazyFrame[Any], known_until: str) -> nw.LazyFrame[Any]:
    """Add SINCE to the rows of persons: the time of joining; where that is blank the birth, as nobody is a member before it.

    A birth after the last day of which the register can speak (text) is a slip: who stands in it was born. It is not taken. Of a birth
    known by the year of that day, the day is the latest it can be.
    """
    # In steps, so that each is worked out once: what follows reads a column.
    persons = persons.with_columns(born_on().alias(_BORN))
    persons = persons.with_columns(counts_from(nw.col(_BORN)).alias(SINCE))
    born, until = nw.col(_BORN), nw.lit(known_until)
    latest = nw.when(nw.col(SINCE) > until).then(until).otherwise(born)
    told = nw.when(~cannot_read("joined") & ~comes_after(born, known_until)).then(latest)
    return persons.with_columns(nw.coalesce(nw.col("joined"), told).alias(SINCE)).drop(_BORN)


def size_unknown(rows: str) -> nw.Expr:
    """Whether nobody can tell how many a household is: no list names a member (`rows` of them, null for none), and its size is not 0."""
    return (nw.col(rows).fill_null(0) == 0) & ~(nw.col("size") == 0).fill_null(False)


def villages_unlisted(households: nw.LazyFrame[Any], persons: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """The villages (`village`) of whose households no row of persons is: who is not in the files is unknown there, and accused of nothing.

    None where nobody is listed at all. Of a village with one household nobody can tell: its name may be written wrong.
    """
    listed = persons.select(nw.len().alias("_listed"))
    named = persons.select("household_id").unique().with_columns(nw.lit(1).alias("_named"))
    homes = households.filter(~nw.col("household_id").is_null(), ~nw.col("village").is_null())
    homes = homes.select("household_id", "village").unique().join(named, on="household_id", how="left")
    villages = homes.group_by("village").agg(nw.len().alias("_homes"), nw.col("_named").fill_null(0).sum())
    villages = villages.join(listed, how="cross")
    return villages.filter(nw.col("_homes") > 1, nw.col("_named") == 0, nw.col("_listed") > 0).select("village")


def born_on() -> nw.Expr:
    """The birth as the number tells it, else as far as it is written."""
    number = nw.col(NUMBER)
    by_number = nw.concat_str([number.str.slice(6, 4), number.str.slice(10, 2), number.str.slice(12, 2)], separator="-")
    return nw.coalesce(nw.when(~number.str.starts_with(NO_NUMBER_PREFIX)).then(by_number), nw.col("birth"))


def comes_after(partial: nw.Expr, day: str) -> nw.Expr:
    """Whether a day known in whole or in part (text) lies after another, by as much as is known of it."""
    return (partial > nw.lit(day)).fill_null(False)


def present_on(day: str | nw.Expr) -> nw.Expr:
    """Whether a person belongs to the household by the day and has not left it; of whom nobody knows since when, always."""
    since, left = counts_from(nw.col(SINCE)), counts_from(nw.col("left"))
    return (since.is_null() | on_or_before(since, day)) & ~on_or_before(left, day)


def cannot_read(field: str) -> nw.Expr:
    """Whether a cell of the row holds something that cannot be read."""
    return nw.col(UNREAD).str.contains(f"|{field}|", literal=True).fill_null(False)


def unclear_leaving() -> nw.Expr:
    """Whether a time of leaving cannot be read, or is blank beside a reason of leaving."""
    reason = ~nw.col("left_reason").is_null() | cannot_read("left_reason")
    return cannot_read("left") | (nw.col("left").is_null() & reason)


def in_household() -> nw.Expr:
    """Whether a person stands in the household as the files have it: without a time of leaving; null where that is unclear.

    The record is held against itself as it stands, not as of a day: a stated size speaks of no other day either.
    """
    return nw.when(~unclear_leaving()).then(nw.col("left").is_null())
