"""A year's income made larger or smaller so that its parts still add up and still are of the same kinds."""

from __future__ import annotations

from puxi_cli.samples.people import Row

_PARTS = (
    "wage",
    "business",
    "business_cost",
    "property",
    "transfer",
    "minimum_living",
    "five_guarantee",
    "pension",
    "ecological",
    "family_planning",
)


def yuan(row: Row, field: str) -> float:
    """An amount of the row."""
    amount = row[field]
    assert isinstance(amount, float)
    return amount


def heads_of(row: Row) -> int:
    """By how many heads the row's income was divided."""
    return round(yuan(row, "net") / yuan(row, "net_per_head"))


def scaled(row: Row, per_head: float) -> Row:
    """The row with about this income per head: every part in the same proportion, the sums exact to the fen."""
    heads = heads_of(row)
    factor = per_head * heads / yuan(row, "net")
    fen = {part: round(yuan(row, part) * factor * 100) for part in _PARTS}
    return {**row, **{part: amount / 100 for part, amount in fen.items()}, **totals(fen, heads)}


def totals(fen: dict[str, int], heads: int) -> Row:
    """Net income and income per head of the parts (fen)."""
    net = fen["wage"] + fen["business"] - fen["business_cost"] + fen["property"] + fen["transfer"]
    return {"net": net / 100, "net_per_head": (2 * net + heads) // (2 * heads) / 100}


def all_transfers(row: Row) -> Row:
    """The same income, wages, business and pension of it become what relatives and relief give."""
    other = sum(yuan(row, part) for part in ("wage", "business", "transfer")) - yuan(row, "business_cost")
    return {**row, "wage": 0.0, "business": 0.0, "business_cost": 0.0, "pension": 0.0, "transfer": round(other, 2)}
