"""From a register to its figures on a day, counted from records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import narwhals as nw
import polars as pl

from puxi_cli.facts.membership import present_on
from puxi_cli.facts.register import register_homes, register_persons
from puxi_cli.jobs.caveats import caveats
from puxi_cli.jobs.countable import countable, villages_of
from puxi_cli.jobs.judge import tables_of
from puxi_cli.jobs.left_out import left_out_of
from puxi_cli.jobs.opening import Opening
from puxi_cli.jobs.placed import placement_of
from puxi_cli.registry import Registry
from puxi_cli.systems.figures.figures import Figures, VillageFigure, YearFigure
from puxi_cli.systems.figures.flow import flow_of, flow_parts
from puxi_cli.systems.figures.incidence import (
    UNSIZED,
    Denominators,
    denominators_of,
    households_on,
    known_rate,
    persons_on,
    totals,
)


def figures_of(opening: Opening, first_year: int | None, last_year: int | None) -> Figures:
    """Count a register on a day, at the year ends between `first_year` and `last_year`, and by village.

    Raises UnreadableFile where there is nothing to count (`countable`).
    """
    opening = countable(opening)
    registry = opening.registry
    year_ends = _year_ends(opening, first_year, last_year)
    days = sorted({*year_ends, opening.day})
    tables = replace(tables_of(registry, opening.asking), as_it_stands=False)
    persons = register_persons(tables)
    stamps = [day.isoformat() for day in days]
    before = date(opening.day.year - 1, 12, 31).isoformat()
    homes = register_homes(tables, stamps)
    # Who is of no household that the files have is told as not counted (`placed`), and so stands in no number.
    here = tables["persons"].filter(present_on(opening.day.isoformat())).join(homes, on="household_id", how="semi")
    poor_persons, poor_households, flow, everybody, every_household, unsized = opening.engine.collected(
        [
            persons_on(persons, stamps),
            households_on(homes, stamps),
            flow_parts(persons, before, opening.day.isoformat()),
            here.select("household_id"),
            here.select("household_id").unique(),
            homes.filter(nw.col("unsized")).select("household_id"),
        ]
    )
    denominators = denominators_of(registry)
    person_totals = totals(poor_persons.iter_rows(named=True), stamps)
    household_totals = totals(poor_households.iter_rows(named=True), stamps)
    of_unknown_size = totals(poor_households.iter_rows(named=True), [f"{day}{UNSIZED}" for day in stamps])
    unsized_totals = {day: of_unknown_size[f"{day}{UNSIZED}"] for day in stamps}
    stamp = opening.day.isoformat()
    poor_villages = {day: poor_persons.filter(pl.col(day) > 0)["village"].drop_nulls().sort().to_list() for day in stamps}
    return Figures(
        stamp,
        opening.region,
        every_household.height + unsized.height,
        everybody.height,
        household_totals[stamp],
        person_totals[stamp],
        known_rate(denominators.town_rate(opening.day, person_totals[stamp], poor_villages[stamp]), unsized_totals[stamp]),
        flow_of(opening.day.year, flow.row(0, named=True)),
        tuple(
            YearFigure(
                day.year,
                household_totals[day.isoformat()],
                person_totals[day.isoformat()],
                known_rate(
                    denominators.town_rate(day, person_totals[day.isoformat()], poor_villages[day.isoformat()]),
                    unsized_totals[day.isoformat()],
                ),
                unsized_totals[day.isoformat()],
            )
            for day in year_ends
        ),
        tuple(_by_village(registry, denominators, opening.day, poor_persons, poor_households)),
        tuple(caveats(opening)),
        placement_of(opening).by_status,
        placement_of(opening).undecided,
        tuple(left_out_of(opening)),
        placement_of(opening).unsized,
        unsized.height,
    )


def _year_ends(opening: Opening, first: int | None, last: int | None) -> list[date]:
    """The ends of years to show: from the first identification to the day, not beyond what the register speaks of, unless asked."""
    day, told = opening.day, opening.speaks_until
    newest = day.year if day == date(day.year, 12, 31) else day.year - 1
    identified = opening.registry.frame("households")["identified"].drop_nulls().cast(pl.String).str.slice(0, 4).cast(pl.Int64)
    years = [int(year) for year in identified.unique() if 2013 <= year <= newest]
    begin = first if first is not None else min(years, default=newest)
    end = last if last is not None else min(newest, told) if told else newest
    return [date(year, 12, 31) for year in range(begin, end + 1)]


def _by_village(
    registry: Registry, denominators: Denominators, day: date, persons: pl.DataFrame, households: pl.DataFrame
) -> list[VillageFigure]:
    stamp = day.isoformat()
    by_persons = dict(persons.select("village", stamp).iter_rows())
    by_households = dict(households.select("village", stamp).iter_rows())
    unsized = dict(households.select("village", f"{stamp}{UNSIZED}").iter_rows())
    told = {row["village"]: row for row in registry.frame("villages").iter_rows(named=True)}
    names = list(dict.fromkeys([*villages_of(registry), *sorted(name for name in by_households if name and by_households[name])]))
    return [
        VillageFigure(
            name,
            int(by_households.get(name) or 0),
            int(by_persons.get(name) or 0),
            known_rate(denominators.village_rate(name, day, int(by_persons.get(name) or 0)), int(unsized.get(name) or 0)),
            told[name]["poor"] if name in told else None,
            told[name]["exit_year"] if name in told else None,
            int(unsized.get(name) or 0),
        )
        for name in names
    ]
