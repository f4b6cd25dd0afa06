"""A town's figures as JSON. The form is stable: keys are added, never renamed; rates are unrounded quotients."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from puxi_cli import __version__
from puxi_cli.figures import Figures, HouseholdNamed, Rate
from puxi_cli.findings import LeftOut
from puxi_cli.records.place import rows_named
from puxi_cli.reports.masking import masked_key
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
        "counted_by_status": _households(figures.by_status),
        "undecided": _households(figures.undecided),
        "of_unknown_size": _households(figures.unsized),
        "left_out": left_out_document(figures.left_out),
        "notes": figures.notes,
    }


def left_out_document(left_out: Sequence[LeftOut]) -> list[dict[str, Any]]:
    """What is in no figure: how many, and of which households or in which rows."""
    return [
        {
            "what": left.what,
            "count": left.count,
            "where": _where(left),
            "households": _households(left.households),
            "rows": [{"file": place.file, "sheet": place.sheet, "row": place.row} for place in left.rows],
        }
        for left in left_out
    ]


def _households(named: Sequence[HouseholdNamed]) -> list[dict[str, str | None]]:
    return [{"household_id": masked_key(number, False), "village": village} for number, village in named]


def _where(left: LeftOut) -> Text | None:
    return rows_named(left.rows) if left.rows else None


def _parts(rate: Rate) -> dict[str, Any]:
    return {
        "denominator": rate.denominator,
        "rate": rate.rate,
        "denominator_source": rate.denominator_source,
        "reason": _reason(rate),
    }


def _reason(rate: Rate) -> Text | None:
    return rate.reason if rate.rate is None else None
