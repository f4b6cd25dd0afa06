"""All rules and cards: the families are listed here, so that none is found by accident or lost in silence."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from puxi_cli.findings import Card
from puxi_cli.rules import cx, dq, ex, id, rec, vx
from puxi_cli.rules.base import RULES, Rule
from puxi_cli.rules.rec import reading, record

FAMILIES = (rec, dq, id, ex, vx, cx)
RECORD_CARDS = {card.id: card for card in (*record.CARDS, *reading.CARDS)}


def rules() -> dict[str, Rule]:
    """The rules with an expression, by family and number."""
    return {rule.card.id: rule for rule in sorted(RULES.values(), key=lambda rule: rule.card.rank)}


def cards() -> dict[str, Card]:
    """Every card by family and number, of rules and of what reading finds."""
    every = [*RECORD_CARDS.values(), *(rule.card for rule in RULES.values())]
    return {card.id: card for card in sorted(every, key=lambda card: card.rank)}


def rules_for(families: Collection[str], day: date, region: str | None) -> list[Rule]:
    """The rules of some families that are asked on a day in a region: those that hold there."""
    return [rule for rule in rules().values() if rule.card.family in families and rule.card.holds(day.isoformat(), region)]
