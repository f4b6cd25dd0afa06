"""All rules and cards: the families are listed here, so that none is found by accident or lost in silence."""

from __future__ import annotations

from puxi_cli.findings import Card
from puxi_cli.rules import cx, ex, id, rec, vx
from puxi_cli.rules.base import RULES, Rule
from puxi_cli.rules.rec import reading, record

FAMILIES = (rec, id, ex, vx, cx)
RECORD_CARDS = {card.id: card for card in (*record.CARDS, *reading.CARDS)}


def rules() -> dict[str, Rule]:
    """The rules with an expression, by number."""
    return dict(sorted(RULES.items()))


def cards() -> dict[str, Card]:
    """Every card by number, of rules and of what reading finds."""
    return dict(sorted((RECORD_CARDS | {number: rule.card for number, rule in RULES.items()}).items()))
