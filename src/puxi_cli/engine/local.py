"""Polars in this process: the default engine, nothing to install or start. The module itself is an `Engine`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import polars as pl

from puxi_cli.engine.base import Frames, present_in, tables_with_files
from puxi_cli.registry import Registry


def frames_of(registry: Registry) -> tuple[Frames, dict[str, frozenset[str]]]:
    """The registry's tables as lazy frames, each row with FILE; and the fields with a value in some row."""
    frames: Frames = {name: nw.from_native(frame) for name, frame in tables_with_files(registry).items()}
    return frames, present_in(registry)


def collected(frames: Sequence[nw.LazyFrame[Any]]) -> list[pl.DataFrame]:
    """Run several lazy frames at once; what they share is computed once."""
    found = pl.collect_all([frame.to_native() for frame in frames], engine="streaming")
    return [frame.with_columns(pl.col(pl.Enum).cast(pl.String)) for frame in found]


def kept(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """The frame, computed."""
    computed: pl.DataFrame = frame.to_native().collect(engine="streaming")
    return nw.from_native(computed.lazy())
