"""Facts in blocks: a scope's frame gets only the blocks that somebody asks for, with those they stand on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from puxi_cli.facts.tables import Tables


@dataclass(frozen=True)
class Block:
    """`put` adds the columns `adds` to a frame, from the tables; it reads columns that earlier blocks added.

    `joins`: it takes them from other rows than the frame's own.
    """

    adds: tuple[str, ...]
    put: Callable[[nw.LazyFrame[Any], Tables], nw.LazyFrame[Any]]
    needs: tuple[str, ...] = ()
    joins: bool = True


def with_blocks(
    frame: nw.LazyFrame[Any], tables: Tables, blocks: Sequence[Block], wanted: Collection[str] | None
) -> nw.LazyFrame[Any]:
    """The frame with the blocks that add what is wanted (None: all), in their order."""
    for block in _behind(blocks, wanted):
        frame = block.put(frame, tables)
    return frame


def reach(blocks: Sequence[Block], wanted: Collection[str]) -> frozenset[str]:
    """From which other rows what is wanted is taken, as the first facts of the blocks that join them.

    Of a great many rows it is best to ask together what reaches equally far: every join carries all columns of its frame along.
    """
    return frozenset(block.adds[0] for block in _behind(blocks, wanted) if block.joins)


def _behind(blocks: Sequence[Block], wanted: Collection[str] | None) -> list[Block]:
    names = {name for block in blocks for name in block.adds} if wanted is None else set(wanted)
    for block in reversed(blocks):
        if names & set(block.adds):
            names |= set(block.needs)
    return [block for block in blocks if names & set(block.adds)]
