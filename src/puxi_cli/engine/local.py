"""Polars in this process: the default engine, nothing to install or start."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import polars as pl

from puxi_cli.records.tables import MODELS
from puxi_cli.registry import Registry


def frames_of(registry: Registry) -> tuple[dict[str, nw.LazyFrame[Any]], dict[str, frozenset[str]]]:
    """The registry's tables as lazy frames, and the fields the files have a column for."""
    frames = {name: nw.from_native(registry.frame(name).lazy()) for name in MODELS}
    present = {name: registry.present(name) for name in registry.tables}
    if registry.household_rows:
        frames["household_rows"] = nw.from_native(registry.household_rows.frame.lazy())
    return frames, present


def collected(frames: list[nw.LazyFrame[Any]]) -> list[pl.DataFrame]:
    """Run several lazy frames at once; what they share is computed once."""
    return pl.collect_all([frame.to_native() for frame in frames])
