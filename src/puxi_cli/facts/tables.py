"""The tables as an engine hands them to the facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw


@dataclass(frozen=True)
class Tables:
    """Lazy frames by table name, and the fields that the files have a column for.

    A table that was not read is an empty frame with all its columns; `present` then has no entry for it. `household_rows` is
    among the frames for a flat list.
    """

    frames: Mapping[str, nw.LazyFrame[Any]]
    present: Mapping[str, frozenset[str]]

    def __getitem__(self, name: str) -> nw.LazyFrame[Any]:
        return self.frames[name]

    def has(self, name: str) -> bool:
        """Whether the table was read."""
        return name in self.present
