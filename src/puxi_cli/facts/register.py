"""Who is on the register: every person with the times of the household, for counting on any day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import narwhals as nw

from puxi_cli.facts.households import household_facts
from puxi_cli.facts.listing import poor_on, with_times
from puxi_cli.facts.membership import SINCE, present_on, size_unknown
from puxi_cli.facts.tables import Tables
from puxi_cli.registry import KEY

_TIMES = ("identified_on", "exit_on", "relapsed_on", "back_by", "undecided_from")


def register_households(tables: Tables) -> nw.LazyFrame[Any]:
    """One row per household number: `village`, the times of identification, exit and relapse, and when it is undecided (`with_times`).

    A household number that stands twice (a finding of its own) is one household here, with the earliest of its times.
    """
    households = with_times(tables["households"].filter(~nw.col("household_id").is_null()), tables)
    return households.group_by("household_id").agg(
        nw.col("village").min(), *(nw.col(name).min() for name in _TIMES), nw.col("undecided_until").max()
    )


def households_once(tables: Tables, wanted: Collection[str]) -> nw.LazyFrame[Any]:
    """Facts of households (`household_facts`), one row per household number: of one that stands twice, the first."""
    first = tables["households"].group_by("household_id").agg(nw.col(KEY).min())
    return household_facts(tables, wanted).join(first, on=["household_id", KEY], how="inner")


def register_homes(tables: Tables, days: Sequence[str]) -> nw.LazyFrame[Any]:
    """The rows of `register_households` with `unsized`, and by day (text) whether the household counts on it wherever it is listed.

    It counts where a member is there on the day, or where nobody can tell how many it has: `unsized` says that no list names a
    member of it, and that its stated size is not 0.
    """
    members = tables["persons"].with_columns(present_on(day).cast(nw.Int64).alias(day) for day in days)
    members = members.group_by("household_id").agg(nw.len().alias("_rows"), *(nw.col(day).max() for day in days))
    sizes = tables["households"].group_by("household_id").agg(nw.col("size").max())
    homes = register_households(tables).join(sizes, on="household_id", how="left").join(members, on="household_id", how="left")
    homes = homes.with_columns(size_unknown("_rows").alias("unsized"))
    return homes.with_columns(*(((nw.col(day) == 1).fill_null(False) | nw.col("unsized")).alias(day) for day in days)).drop(
        "_rows", "size"
    )


def register_persons(tables: Tables) -> nw.LazyFrame[Any]:
    """One row per person with a known household: SINCE, `left` and the household's columns."""
    persons = tables["persons"].select("household_id", SINCE, "left")
    return persons.join(register_households(tables), on="household_id", how="inner")


def counted_on(day: str) -> nw.Expr:
    """Whether a person of `register_persons` counts as poor on the day: the household is on the register, the person is in it."""
    return poor_on(day) & present_on(day)
