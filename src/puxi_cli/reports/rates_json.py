"""The rates of a register and its inspections as JSON. Keys are added, never renamed; values are unrounded quotients."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from puxi_cli import __version__
from puxi_cli.figures import HeldRate, RateFigures
from puxi_cli.text.words import Lang


def rates_document(figures: RateFigures, lang: Lang) -> dict[str, Any]:
    """What `stats --table rates` answers. What cannot be told is null, with the reason in the language asked."""
    return {
        "puxi": __version__,
        "command": "stats",
        "as_of": figures.as_of,
        "region": figures.region,
        "table": "rates",
        "unit": figures.unit,
        "rates": [_rate(rate, lang) for rate in figures.rates],
        "samples": [
            {
                "kind": size.kind,
                "households": size.households,
                "persons": size.persons,
                "without_conclusion": size.without_conclusion,
                "odd_conclusion": size.odd_conclusion,
            }
            for size in figures.samples
        ],
        "asked": figures.asked,
        "villages": [
            {"village": village.village, "rates": [_rate(rate, lang) for rate in village.rates]} for village in figures.villages
        ],
        "notes": [note.of(lang) for note in figures.notes],
    }


def _rate(rate: HeldRate, lang: Lang) -> dict[str, Any]:
    limit = rate.limit
    told: dict[str, Any] = {
        "rate": rate.name,
        "value": rate.rate,
        "numerator": plain_number(rate.numerator),
        "denominator": rate.denominator,
        "unit": rate.unit,
        "numerator_source": rate.numerator_source.of(lang),
        "denominator_source": rate.denominator_source.of(lang),
        "threshold": limit.number if limit else None,
        "threshold_kind": None if limit is None else "at_least" if limit.at_least else "below",
        "threshold_status": limit.status if limit else None,
        "threshold_source": limit.document if limit else None,
        "threshold_note": limit.note.of(lang) if limit and limit.note else None,
        "verdict": rate.verdict,
        "reason": rate.reason.of(lang) if rate.reason else None,
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


def plain_number(number: Fraction | None) -> int | float | None:
    """A whole number as such, an estimated one as it comes."""
    if number is None:
        return None
    return int(number) if number.denominator == 1 else float(number)
