"""Facts in blocks: a scope's frame gets only the blocks that somebody asks for, with those they stand on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from puxi_cli.facts.tables import Tables


@dataclass(frozen=True)
class Block:
    """`put` adds the columns `adds` to a frame, from the tables; it reads columns that earlier blocks added."""

    adds: tuple[str, ...]
    put: Callable[[nw.LazyFrame[Any], Tables], nw.LazyFrame[Any]]
    needs: tuple[str, ...] = ()


def with_blocks(
    frame: nw.LazyFrame[Any], tables: Tables, blocks: Sequence[Block], wanted: Collection[str] | None
) -> nw.LazyFrame[Any]:
    """The frame with the blocks that add what is wanted (None: all), in their order."""
    names = {name for block in blocks for name in block.adds} if wanted is None else set(wanted)
    for block in reversed(blocks):
        if names & set(block.adds):
            names |= set(block.needs)
    for block in blocks:
        if names & set(block.adds):
            frame = block.put(frame, tables)
    return frame
