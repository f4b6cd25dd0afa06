"""The law's numbers as JSON."""

from __future__ import annotations

from typing import Any

from puxi_cli import __version__
from puxi_cli.systems.reference.law_numbers import LawNumber, LawNumbers, NumberSpan
from puxi_cli.text.words import Text


def law_document(told: LawNumbers, command: str) -> dict[str, Any]:
    """The answer of `law list` and `law show`."""
    return {
        "puxi": __version__,
        "command": command,
        "as_of": told.as_of,
        "region": told.region,
        "extra": told.where,
        "numbers": [number_document(number) for number in told.numbers],
    }


def number_document(number: LawNumber) -> dict[str, Any]:
    """One number; `in_force` is null where no day was asked, or the day has no value."""
    return {
        "name": number.name,
        "zh": number.words[0],
        "en": number.words[1],
        "unit": _pair(number.unit),
        "concept": _pair(number.concept),
        "in_force": span_document(number.in_force) if number.in_force else None,
        "spans": [span_document(span) for span in number.spans],
        "missing": _pair(number.missing) if not number.spans else None,
        "missing_years": list(number.missing_years),
    }


def span_document(span: NumberSpan) -> dict[str, Any]:
    """One value with its days, region and source."""
    return {
        "value": list(span.value) if isinstance(span.value, tuple) else span.value,
        "since": span.since,
        "until": span.until,
        "region": span.region,
        "status": span.status,
        "document": span.document,
        "title": span.title,
        "article": span.article,
        "concept": _pair(span.concept),
        "note": _pair(span.note),
        "own": span.own,
    }


def _pair(words: Text | None) -> dict[str, str] | None:
    return {"zh": words[0], "en": words[1]} if words else None
