"""A town's figures as JSON. The form is stable: keys are added, never renamed; rates are unrounded quotients."""

from __future__ import annotations

from typing import Any

from puxi_cli import __version__
from puxi_cli.reports.left_out import households_document, left_out_document
from puxi_cli.systems.figures.figures import Figures, Rate
from puxi_cli.text.words import Text


def figures_document(figures: Figures) -> dict[str, Any]:
    """What `stats` answers. A rate without denominator is null, with the reason in the language asked."""
    flow = figures.flow
    return {
        "puxi": __version__,
        "command": "stats",
        "as_of": figures.as_of,
        "region": figures.region,
        "all": {"households": figures.all_households, "persons": figures.all_persons},
        "poor": {"households": figures.households, "persons": figures.persons},
        "incidence": {
            "rate": figures.incidence.rate,
            "numerator": figures.incidence.numerator,
            "denominator": figures.incidence.denominator,
            "unit": figures.incidence.unit,
            "denominator_source": figures.incidence.denominator_source,
            "reason": _reason(figures.incidence),
        },
        "flow": {
            "year": flow.year,
            "start": flow.start,
            "exited": flow.exited,
            "new": flow.new,
            "returned": flow.returned,
            "natural_increase": flow.natural_increase,
            "natural_decrease": flow.natural_decrease,
            "end": flow.end,
            "gap": flow.gap,
        },
        "series": [
            {"year": year.year, "households": year.households, "persons": year.persons, **_parts(year.incidence)}
            for year in figures.series
        ],
        "villages": [
            {
                "village": village.village,
                "households": village.households,
                "persons": village.persons,
                **_parts(village.incidence),
                "poor_village": village.poor_village,
                "exit_year": village.exit_year,
            }
            for village in figures.villages
        ],
        "counted_by_status": households_document(figures.by_status),
        "undecided": households_document(figures.undecided),
        "of_unknown_size": households_document(figures.unsized),
        "left_out": left_out_document(figures.left_out),
        "notes": figures.notes,
    }


def _parts(rate: Rate) -> dict[str, Any]:
    return {
        "denominator": rate.denominator,
        "rate": rate.rate,
        "denominator_source": rate.denominator_source,
        "reason": _reason(rate),
    }


def _reason(rate: Rate) -> Text | None:
    return rate.reason if rate.rate is None else None
