"""One of the two registers as it is compared: its tables, its day, and who counts on a day by its own record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import narwhals as nw
import polars as pl

from puxi_cli.facts.days import counts_from
from puxi_cli.facts.listing import poor_on, undecided_on
from puxi_cli.facts.membership import SINCE, present_on
from puxi_cli.facts.movements import with_movements
from puxi_cli.facts.register import register_homes, register_households
from puxi_cli.facts.tables import Tables
from puxi_cli.registry import KEY, Registry


@dataclass(frozen=True)
class Side:
    """A register, its tables as the facts read them, and its day (text)."""

    registry: Registry
    tables: Tables
    day: str

    @property
    def countable(self) -> bool:
        """Whether it has households and persons, so that it can be said who counts as poor."""
        return self.registry.has("households") and self.registry.has("persons")

    @cached_property
    def standing(self) -> pl.DataFrame:
        """One row per household number: `village`, the days of identification, exit and relapse, and whether it is `poor` on the side's
        day, or `undecided` (`facts.register`)."""
        households = register_households(self.tables)
        return _computed(households.with_columns(poor_on(self.day).alias("poor"), _open_on(self.day).alias("undecided")))

    @cached_property
    def poor_of_unknown_size(self) -> int:
        """How many poor households count though no list names a member of them (`register_homes`)."""
        homes = register_homes(self.tables, [self.day])
        return _computed(homes.filter(nw.col("unsized"), poor_on(self.day)).select("household_id")).height

    def undecided_on(self, day: str) -> frozenset[str]:
        """The numbers of households of which the register does not tell whether they are listed on a day."""
        households = nw.from_native(self.standing).filter(_open_on(day))
        return frozenset(households["household_id"].to_list())

    @cached_property
    def villages(self) -> dict[str, str]:
        """The village by household number; of a number that stands twice, the first."""
        homes = self.registry.frame("households").select("household_id", pl.col("village").cast(pl.String)).drop_nulls().reverse()
        return dict(zip(homes["household_id"].to_list(), homes["village"].to_list(), strict=True))


def persons_of(side: Side, before: str | None = None) -> pl.DataFrame:
    """One row per row of persons, in their order: KEY, the household's columns of `Side.standing`, `joined_on`, `left_on`, whether the person
    is `there` on the side's day, and `counted` as poor. With `before` also who `was_counted` on that earlier day, whether the household
    `was_poor`, and the parts of the flow since (`facts.movements`).
    """
    persons = side.tables["persons"].select(KEY, "household_id", "joined", "left", SINCE)
    # A person whose household is not known has no times, and so counts on no day: as in `register_persons`, which leaves them out.
    persons = persons.join(nw.from_native(side.standing.lazy()), on="household_id", how="left")
    if before is None:
        persons = persons.with_columns(present_on(side.day).alias("there"))
    else:
        persons = with_movements(persons, before, side.day).drop("end").rename({"start": "was_counted"})
    persons = persons.with_columns(
        (nw.col("poor") & nw.col("there")).alias("counted"),
        *(counts_from(nw.col(name)).alias(f"{name}_on") for name in ("joined", "left")),
    )
    return _computed(persons.drop("joined", "left", SINCE)).sort(KEY)


def since(moment: pl.Expr, before: str, day: str) -> pl.Expr:
    """Whether a day (text) lies after `before` and not after `day`; a day that is not known does not."""
    return ((moment <= day) & (moment > before)).fill_null(False)


def _open_on(day: str) -> nw.Expr:
    """Whether it cannot be told if a household is listed on the day; before its identification it is not."""
    return undecided_on(day) & ~(nw.col("identified_on") > nw.lit(day)).fill_null(False)


def _computed(frame: nw.LazyFrame[Any]) -> pl.DataFrame:
    computed: pl.DataFrame = frame.to_native().collect()
    return computed
