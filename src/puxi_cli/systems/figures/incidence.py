"""Poor persons and households on a day, and what they are a share of.

Incidence = poor persons / rural registered persons (农业户籍人口) of the day's year: never of another year, never of all persons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import narwhals as nw

from puxi_cli.facts.listing import poor_on, undecided_on
from puxi_cli.facts.register import counted_on
from puxi_cli.jobs.countable import villages_of
from puxi_cli.registry import Registry
from puxi_cli.systems.figures.figures import Rate
from puxi_cli.text.counting import counted
from puxi_cli.text.words import NO_WORDS, Text

_HEADING = "村年度.农业户籍人口"
UNSIZED = "_unsized"  # behind a day: its households of unknown size


def persons_on(persons: nw.LazyFrame[Any], days: Sequence[str]) -> nw.LazyFrame[Any]:
    """One row per village (null where a household's village cannot be read), one column per day: poor persons.

    Nobody counts on a day on which it cannot be told whether the household is on the register.
    """
    counted = persons.with_columns(_counted(day).cast(nw.Int64).alias(day) for day in days)
    return counted.group_by("village").agg(nw.col(day).sum() for day in days)


def households_on(homes: nw.LazyFrame[Any], days: Sequence[str]) -> nw.LazyFrame[Any]:
    """One row per village, one column per day: the poor households of `register_homes`, and as `DAY_unsized` those of unknown size."""
    homes = homes.with_columns((nw.col(day) & poor_on(day) & ~undecided_on(day)).alias(day) for day in days)
    return homes.group_by("village").agg(
        *(nw.col(day).cast(nw.Int64).sum() for day in days),
        *((nw.col(day) & nw.col("unsized")).cast(nw.Int64).sum().alias(f"{day}{UNSIZED}") for day in days),
    )


def _counted(day: str) -> nw.Expr:
    return counted_on(day) & ~undecided_on(day)


class Denominators:
    """Rural registered persons by village and year, from the village years; `villages` are those that must have one."""

    def __init__(self, rows: Iterable[tuple[str | None, int | None, int | None]], villages: Sequence[str]) -> None:
        self._rows: dict[tuple[str, int], list[int | None]] = {}
        for village, year, persons in rows:
            if village is not None and year is not None:
                self._rows.setdefault((village, year), []).append(persons)
        self._villages = tuple(villages)

    def village_rate(self, village: str, day: date, poor: int) -> Rate:
        """A village's incidence on a day; without a rate, and with the reason, where its denominator is missing or double."""
        persons, reason = self._of(village, day.year)
        return Rate(poor, persons, "person", f"{_HEADING} {day.year}" if persons is not None else None, reason)

    def town_rate(self, day: date, poor: int, poor_villages: Iterable[str] = ()) -> Rate:
        """The incidence of all villages; each of them, and each of those where somebody is poor, must have its denominator."""
        listed = self._villages or tuple(village for village, year in self._rows if year == day.year)
        wanted = tuple(dict.fromkeys([*listed, *poor_villages]))
        found = {village: self._of(village, day.year) for village in wanted}
        lacking = [village for village, (persons, _) in found.items() if persons is None]
        if not wanted:
            reason = Text(f"没有 {day.year} 年的 {_HEADING}", f"there is no {_HEADING} of {day.year}")
            return Rate(poor, None, "person", None, reason)
        if lacking:
            zh, en = found[lacking[0]][1] or NO_WORDS
            few, more = "、".join(lacking[:5]), len(lacking) - 5
            reason = Text(
                f"{len(lacking)} 个村没有可用的分母：{few}{' 等' if more > 0 else ''}（{zh}）",
                f"{counted(len(lacking), 'village')} without a denominator: {few}{f' and {more} more' if more > 0 else ''} ({en})",
            )
            return Rate(poor, None, "person", None, reason)
        return Rate(poor, sum(persons or 0 for persons, _ in found.values()), "person", f"{_HEADING} {day.year}")

    def _of(self, village: str, year: int) -> tuple[int | None, Text | None]:
        rows = self._rows.get((village, year), [])
        told = set(rows) - {None}
        if len(told) > 1:  # rows that say the same are one
            return None, Text(f"{year} 年的村年度有 {len(rows)} 行，数字不同", f"{len(rows)} rows for {year}, which differ")
        if not told:
            return None, Text(f"没有 {year} 年的 {_HEADING}", f"there is no {_HEADING} of {year}")
        return told.pop(), None


def known_rate(rate: Rate, unsized: int) -> Rate:
    """The rate; none where nobody was counted though there are listed households of unknown size: it would be a 0 that nobody knows."""
    if not unsized or rate.numerator or rate.denominator is None:
        return rate
    said = Text(
        f"{unsized} 个在册户人数不详，没有可算的分子",
        f"{counted(unsized, 'listed household')} of unknown size, so there is no numerator",
    )
    return replace(rate, denominator=None, denominator_source=None, reason=said)


def totals(rows: Iterable[Mapping[str, Any]], days: Sequence[str]) -> dict[str, int]:
    """The sum over villages, by day."""
    listed = list(rows)
    return {day: sum(int(row[day] or 0) for row in listed) for day in days}


def denominators_of(registry: Registry) -> Denominators:
    """Rural registered persons by village and year."""
    rows = registry.frame("village_years").select("village", "year", "rural_persons").iter_rows()
    return Denominators(rows, villages_of(registry))
