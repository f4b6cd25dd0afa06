"""The rates of a register and its inspections as JSON. Keys are added, never renamed; values are unrounded quotients."""

from __future__ import annotations

from typing import Any

from puxi_cli import __version__
from puxi_cli.output.document import Table
from puxi_cli.systems.figures.figures import HeldRate, RateFigures
from puxi_cli.systems.figures.rates_words import INSPECTED, SAMPLES, plain_number


def rates_document(figures: RateFigures) -> dict[str, Any]:
    """What `stats --table rates` answers. What cannot be told is null, with the reason in the language asked."""
    return {
        "puxi": __version__,
        "command": "stats",
        "as_of": figures.as_of,
        "region": figures.region,
        "table": "rates",
        "unit": figures.unit,
        "rates": [_rate(rate) for rate in figures.rates],
        "samples": Table(INSPECTED, SAMPLES, figures.samples).records,
        "asked": figures.asked,
        "villages": [
            {"village": village.village, "rates": [_rate(rate) for rate in village.rates]} for village in figures.villages
        ],
        "notes": figures.notes,
    }


def _rate(rate: HeldRate) -> dict[str, Any]:
    limit = rate.limit
    told: dict[str, Any] = {
        "rate": rate.name,
        "value": rate.rate,
        "numerator": plain_number(rate.numerator),
        "denominator": rate.denominator,
        "unit": rate.unit,
        "numerator_source": rate.numerator_source,
        "denominator_source": rate.denominator_source,
        "threshold": limit.number if limit else None,
        "threshold_kind": None if limit is None else "at_least" if limit.at_least else "below",
        "threshold_status": limit.status if limit else None,
        "threshold_source": limit.document if limit else None,
        "threshold_note": limit.note if limit else None,
        "verdict": rate.verdict,
        "reason": rate.reason,
    }
    if rate.parts:
        told["parts"] = [
            {
                "part": part.name,
                "persons": plain_number(part.persons),
                "rate": None if part.rate is None else float(part.rate),
                "of": part.of,
            }
            for part in rate.parts
        ]
    return told
