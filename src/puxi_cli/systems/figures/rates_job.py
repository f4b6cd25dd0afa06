"""From a register and its inspections to the rates of a day, for the town and by village."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from puxi_cli.jobs.caveats import caveats
from puxi_cli.jobs.countable import countable, villages_of
from puxi_cli.jobs.judge import tables_of
from puxi_cli.jobs.opening import Opening
from puxi_cli.systems.figures.figures import RateFigures, VillageRates
from puxi_cli.systems.figures.held import held_rates, sample_sizes
from puxi_cli.systems.figures.incidence import denominators_of, totals
from puxi_cli.systems.figures.rates import KINDS, Tally, inspection_counts, register_counts, sample_rows, tally
from puxi_cli.text.words import Text


def rates_of(opening: Opening, unit: str) -> RateFigures:
    """The rates of a register on a day, in households or persons.

    Raises UnreadableFile where there is nothing to count (`countable`). Without inspections their rates are unknown.
    """
    opening = countable(opening)
    registry = opening.registry
    tables = replace(tables_of(registry, opening.asking), as_it_stands=False)
    *counted, outside = opening.engine.collected(
        [register_counts(tables, "person"), register_counts(tables, "household"), inspection_counts(tables), sample_rows(tables)]
    )
    rows = [row for frame in counted for row in frame.iter_rows(named=True)]
    inspected = registry.has("samples")
    denominators = denominators_of(registry)
    town = tally(rows)
    of_village: dict[str | None, list[Mapping[str, Any]]] = {}
    for row in rows:
        of_village.setdefault(row["village"], []).append(row)
    names = dict.fromkeys([*villages_of(registry), *sorted(name for name in of_village if name is not None)])
    by_village = {village: tally(of_village.get(village, ())) for village in names}
    poor_villages = [village for village, counts in by_village.items() if counts.of("poor", "person")]
    incidence = denominators.town_rate(opening.day, town.of("poor", "person"), poor_villages)
    return RateFigures(
        opening.day.isoformat(),
        opening.region,
        unit,
        held_rates(town, opening.law, unit, incidence, inspected),
        sample_sizes(town) if inspected else (),
        town.of("asked"),
        tuple(
            VillageRates(
                village,
                held_rates(
                    counts,
                    opening.law,
                    unit,
                    denominators.village_rate(village, opening.day, counts.of("poor", "person")),
                    inspected,
                ),
            )
            for village, counts in by_village.items()
        ),
        (
            *caveats(opening),
            *_notes(town, tally(of_village.get(None, ())), totals(outside.iter_rows(named=True), ("later", "lost")), unit),
        ),
    )


def _notes(town: Tally, nowhere: Tally, outside: dict[str, int], unit: str) -> list[Text]:
    """What a reader has to know of the inspections."""
    blank = sum(town.of(f"blank {kind}") for kind in KINDS)
    odd = sum(town.of(f"odd {kind}") for kind in KINDS)
    inspections = (*KINDS, "kindless")
    unsized = sum(town.unsized(name) for name in inspections) if unit == "person" else 0
    elsewhere = sum(nowhere.of(name) for name in inspections)
    said = (
        (blank, "户抽查没有结论，不在分子和分母之内", "inspected without conclusion: in no numerator and no denominator"),
        (
            odd,
            "户抽查的结论与类型不符（如未建档户而错退），不在分子和分母之内",
            "inspected with a conclusion that cannot be of their kind (as 错退 of 未建档户): in no numerator and no denominator",
        ),
        (town.of("kindless"), "户抽查没有类型，只计入认可度", "inspected without kind: counted for approval only"),
        (unsized, "户抽查不知人数，按人计算时不计", "inspected whose number of persons is not known: not counted in persons"),
        (
            elsewhere,
            "户抽查的户不在户信息中或没有村名，计入全镇而不在任何村内",
            "inspected that are not among the households or name no village: in the total, in no village",
        ),
        (outside["later"], "行抽查晚于统计日，不计", "inspections are later than the day: not counted"),
        (
            outside["lost"],
            "行抽查的户编号空白或读不懂，不计",
            "inspections whose household number is blank or unreadable: not counted",
        ),
    )
    notes = [Text(f"{n} {zh}。", f"{n} {en}.") for n, zh, en in said if n]
    notes.append(
        Text(
            "界限是对县的考核要求；镇和村的结论只供对照，抽查户数少时尤其如此。",
            "The limits are those of the county's test. For a town or village the verdict is a comparison only, the more so the fewer were "
            "inspected.",
        )
    )
    return notes
