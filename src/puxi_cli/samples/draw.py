"""Chance that repeats: every choice of the sample comes from one stream of numbers that a seed fixes for ever."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """Choices drawn from `Random(seed).random()` alone.

    Python promises only this one method to give the same numbers in every later version; `choice`, `shuffle` and the others
    may change, and the same seed would then make another town.
    """

    def __init__(self, seed: int) -> None:
        self._next = Random(seed).random

    def below(self, end: int) -> int:
        """A whole number from 0 to `end` - 1."""
        return int(self._next() * end)

    def between(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, both included."""
        return least + int(self._next() * (most - least + 1))

    def within(self, least: float, most: float) -> float:
        """A number from `least` to `most`."""
        return least + self._next() * (most - least)

    def chance(self, probability: float) -> bool:
        """True as often as `probability` says."""
        return self._next() < probability

    def pick(self, items: Sequence[T]) -> T:
        """One of the items, each as likely as the next."""
        return items[int(self._next() * len(items))]

    def weighted(self, items: Sequence[tuple[T, float]]) -> T:
        """One of the items, each as likely as the weight beside it."""
        point = self._next() * sum(weight for _, weight in items)
        for item, weight in items:
            point -= weight
            if point < 0:
                return item
        return items[-1][0]

    def several(self, count: int, end: int) -> list[int]:
        """`count` different whole numbers from 0 to `end` - 1, or all of them where there are no more."""
        if count >= end:
            return list(range(end))
        chosen: dict[int, None] = {}
        while len(chosen) < count:
            chosen[self.below(end)] = None
        return list(chosen)

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """`total` dealt out by the weights in whole numbers; the largest remainders get what is left over."""
    whole = sum(weights)
    shares = [total * weight / whole for weight in weights]
    counts = [int(share) for share in shares]
    by_remainder = sorted(range(len(weights)), key=lambda index: (counts[index] - shares[index], index))
    for index in by_remainder[: total - sum(counts)]:
        counts[index] += 1
    return counts
