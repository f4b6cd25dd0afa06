"""What an engine is, and the tables as every engine takes them over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import narwhals as nw

from puxi_cli.records.tables import MODELS
from puxi_cli.registry import EARLIER, FILE, SOURCE, Registry, Table, nothing_earlier

if TYPE_CHECKING:
    import polars as pl

Frames = Mapping[str, nw.LazyFrame[Any]]


class Engine(Protocol):
    """Takes a register's tables over as lazy frames, and computes frames made of them.

    An order of rows is promised by no engine: who needs one sorts what came back.
    """

    def frames_of(self, registry: Registry) -> tuple[Frames, dict[str, frozenset[str]]]:
        """The registry's tables as lazy frames, each row with FILE; and the fields with a value in some row."""

    def collected(self, frames: Sequence[nw.LazyFrame[Any]]) -> list[pl.DataFrame]:
        """Compute lazy frames; what comes back is Polars' on every engine."""

    def kept(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The same frame, so that it is computed once however many frames are made of it."""


def present_in(registry: Registry) -> dict[str, frozenset[str]]:
    """The fields with a value in some row, of every table that was read."""
    present = {name: registry.filled(name) for name in registry.tables}
    if registry.earlier is not None:
        present[EARLIER] = frozenset(registry.earlier.columns)
    return present


def tables_with_files(registry: Registry) -> dict[str, pl.LazyFrame]:
    """The frames of all tables, also of those that were not read, each row with the number of its file (FILE).

    The same file has the same number in every table. EARLIER is the frame of earlier registers. Text that is kept by number comes
    out as text, which facts and rules are written for, where it is read: then only as much of it stands in memory as is worked on.
    """
    import polars as pl

    tables: dict[str, Table | None] = {name: registry.tables.get(name) for name in MODELS}
    if registry.household_rows:
        tables["household_rows"] = registry.household_rows
    numbers: dict[str, int] = {}
    for table in tables.values():
        for source in table.sources if table else ():
            numbers.setdefault(source.file, len(numbers))
    frames = {}
    for name, table in tables.items():
        of_source = [numbers[source.file] for source in table.sources] if table else []
        if len(set(of_source)) > 1:
            file = pl.col(SOURCE).replace_strict(list(range(len(of_source))), of_source, return_dtype=pl.Int64)
        else:
            file = pl.lit(of_source[0] if of_source else 0, pl.Int64)
        frames[name] = _as_text(table.frame if table else registry.frame(name)).with_columns(file.alias(FILE))
    frames[EARLIER] = _as_text(registry.earlier if registry.earlier is not None else nothing_earlier())
    return frames


def _as_text(frame: pl.DataFrame) -> pl.LazyFrame:
    import polars as pl

    kept = [name for name, dtype in frame.schema.items() if dtype == pl.Categorical]
    return frame.lazy().with_columns(pl.col(kept).cast(pl.String))
