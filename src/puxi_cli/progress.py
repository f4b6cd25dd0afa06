"""What a long run is at, told to whoever watches; the work itself knows of no screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

from puxi_cli.text.words import Text

_T = TypeVar("_T")


class Watcher(Protocol):
    """Is told of stages as they begin, come to their next step and end; a stage may begin within another."""

    def begin(self, words: Text, steps: int | None) -> None:
        """A stage begins: what it is, in Chinese and English, and of how many steps; None where nobody knows."""

    def step(self, what: str) -> None:
        """The innermost stage comes to its next step: a file, a sheet, a product."""

    def end(self) -> None:
        """The innermost stage ends."""


_watcher: Watcher | None = None


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """Stages that begin in this block are told to the watcher, and to nobody else."""
    global _watcher
    before, _watcher = _watcher, watcher
    try:
        yield
    finally:
        _watcher = before


@contextmanager
def stage(words: Text, steps: int | None = None) -> Iterator[None]:
    """A part of the work that may take long."""
    watcher = _watcher
    if watcher is None:
        yield
        return
    watcher.begin(words, steps)
    try:
        yield
    finally:
        watcher.end()


def step(what: str) -> None:
    """The innermost stage comes to its next step."""
    if _watcher is not None:
        _watcher.step(what)


def stepping(words: Text, named: Sequence[tuple[str, _T]]) -> Iterator[_T]:
    """What is named, one by one, each a step of a stage of its own."""
    with stage(words, len(named)):
        for name, item in named:
            step(name)
            yield item
