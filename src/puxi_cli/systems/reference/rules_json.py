"""The rules as JSON, in both languages."""

from __future__ import annotations

from typing import Any

from puxi_cli import __version__
from puxi_cli.systems.reference.cards import FactRead, NumberAsked, RuleLine, RulesTold, RuleTold
from puxi_cli.systems.reference.law_json import number_document, span_document
from puxi_cli.text.words import Text


def rules_document(told: RulesTold) -> dict[str, Any]:
    """The answer of `rules list`."""
    return {
        "puxi": __version__,
        "command": "rules list",
        "as_of": told.as_of,
        "region": told.region,
        "rules": [_line(line) for line in told.rules],
    }


def rule_document(told: RuleTold) -> dict[str, Any]:
    """The answer of `rules show`."""
    card = told.line.card
    return {
        "puxi": __version__,
        "command": "rules show",
        "as_of": told.as_of,
        "region": told.region,
        **_line(told.line),
        "kept_when": told.rule[1] if told.rule else None,
        "kept_when_zh": told.rule[0] if told.rule else None,
        "message": card.sentence._asdict(),
        "mend": card.mend._asdict(),
        "otherwise": _otherwise(told),
        "cite": card.cite,
        "asked_of": list(told.asked_of),
        "facts": [_fact(fact) for fact in told.facts],
        "needs": [need.split("|") for need in told.needs],
        "numbers": [_number(asked) for asked in told.numbers],
        "official": [
            {"check": check.id, "name": check.name, "differs": None if check.differs is None else _pair(check.differs)}
            for check in told.official
        ],
    }


def _otherwise(told: RuleTold) -> dict[str, Any] | None:
    """How it is told of some households in other words, and of another weight."""
    if told.otherwise is None:
        return None
    where, card = told.otherwise
    return {
        "of": _pair(where),
        "severity": card.severity.value,
        "title": card.title._asdict(),
        "message": card.sentence._asdict(),
        "mend": card.mend._asdict(),
    }


def _line(line: RuleLine) -> dict[str, Any]:
    card = line.card
    since, until = card.in_force or (None, None)
    return {
        "rule": card.id,
        "name": card.name,
        "family": card.family,
        "title": card.title._asdict(),
        "severity": card.severity.value,
        "severity_made_with": line.made_with.value,
        "duty": card.duty.value,
        "scope": str(card.scope),
        "asked_by": line.command,
        "region_of_rule": card.region,
        "since": since,
        "until": until,
        "in_force": line.in_force,
        "off": line.off,
        "own": line.own,
        "file": line.file,
    }


def _fact(fact: FactRead) -> dict[str, Any]:
    return {
        "name": fact.name,
        "words": None if fact.words is None else _pair(fact.words),
        "columns": [column.split("|") for column in fact.columns],
    }


def _number(asked: NumberAsked) -> dict[str, Any]:
    return number_document(asked.number) | {
        "of_day": asked.of_day,
        "by_year": [{"year": year} | span_document(span) for year, span in asked.years],
    }


def _pair(words: Text) -> dict[str, str]:
    return {"zh": words[0], "en": words[1]}
