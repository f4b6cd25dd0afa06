"""Kleene's logic over the rows of a household: true where one is, unknown where one cannot be told, else false."""

from __future__ import annotations

from collections.abc import Iterable

import narwhals as nw

_YES, _MAYBE = "_yes", "_maybe"


def counted(conditions: Iterable[str]) -> list[nw.Expr]:
    """Aggregates of boolean columns for `any_of`: how many rows are true, how many unknown."""
    found = []
    for name in conditions:
        found.append(nw.col(name).fill_null(False).cast(nw.Int64).sum().alias(name + _YES))
        found.append(nw.col(name).is_null().cast(nw.Int64).sum().alias(name + _MAYBE))
    return found


def any_of(name: str) -> nw.Expr:
    """Whether the condition holds for one of the rows that `counted` counted; null where there were none."""
    yes, maybe = nw.col(name + _YES), nw.col(name + _MAYBE)
    return nw.when(yes > 0).then(nw.lit(True)).otherwise(nw.when(maybe == 0).then(nw.lit(False)))


def unknown_of(conditions: Iterable[str]) -> list[str]:
    """The columns of `counted` that say of how many rows it is unknown."""
    return [name + _MAYBE for name in conditions]


def left_over(conditions: Iterable[str]) -> list[str]:
    """The columns of `counted`, to be dropped once `any_of` has read them."""
    return [name + ending for name in conditions for ending in (_YES, _MAYBE)]
