"""Names looked up by what is written: those that a sentence contains, and the one that a misspelt word was probably meant to be.

Neither goes through all names for each word: a town with twice as many villages takes twice as long to be put in order, once.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import combinations

_MOST_DROPPED = 2  # signs that two names may differ in
_LONGEST = 12  # signs of a name of which two may be dropped: of a longer one only one
_MOST_COMPARED = 50  # candidates that are compared in full
_LEAST_ALIKE = 0.5


class Names:
    """Some names, each once, in their order."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(dict.fromkeys(name for name in names if name))
        self._all = frozenset(self.names)
        self._lengths = sorted({len(name) for name in self.names}, reverse=True)
        self._nearest: dict[str, str | None] = {}

    def within(self, text: str) -> list[str]:
        """The names that a text contains, the longest first."""
        found: dict[str, None] = {}
        for length in self._lengths:
            for start in range(len(text) - length + 1):
                if (piece := text[start : start + length]) in self._all:
                    found[piece] = None
        return list(found)

    def nearest(self, word: str) -> str | None:
        """The name most like a word, of those that differ from it in two signs at most; None where there is none."""
        if word not in self._nearest:
            candidates: dict[str, None] = {}
            for short in _shortened(word):
                candidates.update(dict.fromkeys(self._by_shortened.get(short, ())))
                if len(candidates) >= _MOST_COMPARED:
                    break
            alike = difflib.get_close_matches(word, list(candidates)[:_MOST_COMPARED], n=1, cutoff=_LEAST_ALIKE)
            self._nearest[word] = alike[0] if alike else None
        return self._nearest[word]

    @cached_property
    def _by_shortened(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self.names:
            for short in dict.fromkeys(_shortened(name)):
                there = found.setdefault(short, [])
                if len(there) < _MOST_COMPARED:
                    there.append(name)
        return found


def _shortened(word: str) -> Iterator[str]:
    """A word without none, one or two of its signs."""
    for dropped in range(_MOST_DROPPED + 1 if len(word) <= _LONGEST else _MOST_DROPPED):
        for kept in combinations(word, len(word) - dropped) if len(word) > dropped else ():
            yield "".join(kept)
