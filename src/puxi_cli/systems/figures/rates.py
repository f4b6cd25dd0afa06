"""What the rates of the register and of its inspections are counted from, by village.

Of inspections (table 抽查) those by the day count, and those without a day; of a household only the newest. Two of one day that
differ say nothing certain. Persons are those the inspection names, else the household's members on the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from puxi_cli.facts.days import on_or_before
from puxi_cli.facts.listing import poor_on
from puxi_cli.facts.membership import present_on
from puxi_cli.facts.register import register_homes, register_households, register_persons
from puxi_cli.facts.tables import Tables

# The kinds of inspected households, and the conclusions that can be of each: who was never listed cannot have left wrongly.
KINDS: dict[str, tuple[str, ...]] = {
    "脱贫户": ("准确", "错退", "错评"),
    "在册户": ("准确", "错评", "漏退"),
    "未建档户": ("准确", "漏评"),
}
# A rate of the inspections: which kind of household, and which conclusion it counts.
SAMPLED: dict[str, tuple[str, str]] = {
    "wrongly_listed_rate": ("在册户", "错评"),
    "missed_rate": ("未建档户", "漏评"),
    "wrong_exit_rate": ("脱贫户", "错退"),
    "missed_exit_rate": ("在册户", "漏退"),
}
_LONG_AGO = "0000-00-00"


@dataclass(frozen=True)
class Tally:
    """Numbers by name, added up over villages; each for households and for persons."""

    numbers: Mapping[str, int]

    def of(self, name: str, unit: str = "household") -> int:
        """A number of households or persons; 0 where nothing was counted."""
        return self.numbers.get(f"{name}_{unit}", 0)

    def unsized(self, name: str) -> int:
        """Households among them whose number of persons is not known."""
        return self.numbers.get(f"{name}_unsized", 0)


def tally(rows: Iterable[Mapping[str, Any]]) -> Tally:
    """Rows of `register_counts` and `inspection_counts`, added up."""
    numbers: dict[str, int] = {}
    for row in rows:
        for name, n in row.items():
            if name != "village":
                numbers[name] = numbers.get(name, 0) + int(n or 0)
    return Tally(numbers)


def register_counts(tables: Tables, unit: str) -> nw.LazyFrame[Any]:
    """By village, persons there on the day, or households that count on it (`register_homes`): poor, exited, ever registered …

    ever_exited   left the register by the day, whether or not they have come back since
    relapsed      of these, who came back by the day
    """
    day = tables.day
    registered, poor = on_or_before(nw.col("identified_on"), day), poor_on(day)
    back = registered & (on_or_before(nw.col("relapsed_on"), day) | on_or_before(nw.col("back_by"), day))
    flags = {
        "poor": poor,
        "exited": registered & ~poor,
        "registered": registered,
        # A relapse tells of an exit, also where the year of that is not known.
        "ever_exited": (registered & on_or_before(nw.col("exit_on"), day)) | back,
        "relapsed": back,
    }
    if unit == "household":
        counted = register_homes(tables, [day]).filter(nw.col(day))
    else:
        counted = register_persons(tables).filter(present_on(day))
    counted = counted.with_columns(flag.cast(nw.Int64).alias(name) for name, flag in flags.items())
    return counted.group_by("village").agg(nw.col(name).sum().alias(f"{name}_{unit}") for name in flags)


def inspection_counts(tables: Tables) -> nw.LazyFrame[Any]:
    """By village of the household (null where it is not on file), how many were inspected, with which conclusion, how many approve.

    Each number as `NAME_household`, `NAME_person` and `NAME_unsized` (households of which no number of persons is known):
    for each kind its own name, `concluded KIND`, `blank KIND` and `odd KIND` (a conclusion that cannot be of that kind); for
    each of `SAMPLED` its name; `kindless`, `asked` and `approving`.
    """
    kind, conclusion = nw.col("kind"), nw.col("conclusion")
    wanted: dict[str, nw.Expr] = {
        "kindless": kind.is_null(),
        "asked": ~nw.col("approves").is_null(),
        "approving": nw.col("approves") == 1,
    }
    for name, fitting in KINDS.items():
        here, fits = kind == name, conclusion.is_in(list(fitting))
        wanted[name] = here
        wanted[f"concluded {name}"] = here & fits
        wanted[f"blank {name}"] = here & conclusion.is_null()
        wanted[f"odd {name}"] = here & ~conclusion.is_null() & ~fits
    for rate, (name, counted) in SAMPLED.items():
        wanted[rate] = (kind == name) & (conclusion == counted)
    return (
        _inspected(tables).group_by("village").agg(part for name, condition in wanted.items() for part in _three(name, condition))
    )


def sample_rows(tables: Tables) -> nw.LazyFrame[Any]:
    """One row: inspections later than the day, and those of no household that can be told; neither is counted."""
    samples = tables["samples"]
    lost = nw.col("household_id").is_null()
    return samples.select((~_by(tables) & ~lost).cast(nw.Int64).sum().alias("later"), lost.cast(nw.Int64).sum().alias("lost"))


def _by(tables: Tables) -> nw.Expr:
    return nw.col("day").is_null() | on_or_before(nw.col("day"), tables.day)


def _inspected(tables: Tables) -> nw.LazyFrame[Any]:
    """One row per inspected household: `village`, `kind`, `conclusion`, `approves` (1 or 0), `size`."""
    samples = tables["samples"].filter(_by(tables), ~nw.col("household_id").is_null())
    samples = samples.with_columns(nw.coalesce(nw.col("day"), nw.lit(_LONG_AGO)).alias("_day"), nw.col("approves").cast(nw.Int64))
    newest = samples.group_by("household_id").agg(nw.col("_day").max().alias("_newest"))
    newest = samples.join(newest, on="household_id", how="inner").filter(nw.col("_day") == nw.col("_newest"))
    names = ("kind", "conclusion", "approves", "persons")
    each = newest.group_by("household_id").agg(
        *(nw.col(name).min().alias(f"{name}_least") for name in names),
        *(nw.col(name).max().alias(f"{name}_most") for name in names),
    )
    each = each.select(
        "household_id",
        *(nw.when(nw.col(f"{name}_least") == nw.col(f"{name}_most")).then(nw.col(f"{name}_least")).alias(name) for name in names),
    )
    members = tables["persons"].filter(present_on(tables.day)).group_by("household_id").agg(nw.len().alias("_members"))
    villages = register_households(tables).select("household_id", "village")
    each = each.join(members, on="household_id", how="left").join(villages, on="household_id", how="left")
    return each.with_columns(nw.coalesce(nw.col("persons"), nw.col("_members").cast(nw.Int64)).alias("size"))


def _three(name: str, condition: nw.Expr) -> tuple[nw.Expr, ...]:
    condition, size = condition.fill_null(False), nw.col("size")
    return (
        condition.cast(nw.Int64).sum().alias(f"{name}_household"),
        nw.when(condition).then(size).otherwise(nw.lit(0)).sum().alias(f"{name}_person"),
        (condition & size.is_null()).cast(nw.Int64).sum().alias(f"{name}_unsized"),
    )
