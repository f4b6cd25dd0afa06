"""All rules and cards: those of the families that the systems name."""

from __future__ import annotations

from puxi_cli.findings import Card
from puxi_cli.rules.base import RULES, Rule
from puxi_cli.rules.rec import reading, record
from puxi_cli.system import modules

FAMILIES = tuple(modules("rules"))
RECORD_CARDS = {card.id: card for card in (*record.CARDS, *reading.CARDS)}


def rules() -> dict[str, Rule]:
    """The rules with an expression, by family and number."""
    return {rule.card.id: rule for rule in sorted(RULES.values(), key=lambda rule: rule.card.rank)}


def cards() -> dict[str, Card]:
    """Every card by family and number, of rules and of what reading finds."""
    every = [*RECORD_CARDS.values(), *(rule.card for rule in RULES.values())]
    return {card.id: card for card in sorted(every, key=lambda card: card.rank)}
