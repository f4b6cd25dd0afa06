"""Registry: the tables of one snapshot, typed, and where every row and every field came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from puxi_cli.records.fields import Record, fields_of
from puxi_cli.records.identity import citizens_number
from puxi_cli.records.place import Place
from puxi_cli.records.tables import MODELS
from puxi_cli.text.words import Text

if TYPE_CHECKING:
    import polars as pl

# Beside its fields a table's frame carries: which source a row is from, its row there, its number in the table, whether
# pydantic would pass it, and the fields whose cells hold something that cannot be read, as |left|relation|.
SOURCE, ROW, KEY, CLEAR, UNREAD = "_source", "_row", "_key", "_clear", "_unread"
# Beside fields UNREAD names this where the time of identification of a row was read as that of its monitoring.
MONITORING = "monitoring"
# Persons and leads also carry the 18-character form of their number; persons, where their household number cannot be read, those
# of the rows before and behind them, to one of which they most likely belong.
NUMBER, BEFORE, BEHIND = "_number", "_before", "_behind"
# Engines add the number of the file a row is from, the same in every table: it tells the towns of a county apart.
FILE = "_file"
# The frame of earlier registers (`Registry.earlier`) among those of an engine.
EARLIER = "persons_earlier"


@dataclass(frozen=True)
class Source:
    """A sheet a table was read from: `columns` maps a field to its column's index (from 0) and heading as written; of one that puxi made
    itself the index is None: the sheet has no such column."""

    file: str
    sheet: str | None
    heading_row: int
    columns: dict[str, tuple[int | None, str]]


@dataclass(frozen=True)
class Table:
    """One table: a frame with all the model's fields, null where blank, unreadable or absent."""

    model: type[Record]
    frame: pl.DataFrame
    sources: tuple[Source, ...]

    @property
    def present(self) -> frozenset[str]:
        """The fields that at least one source has a column for."""
        return frozenset(name for source in self.sources for name in source.columns)

    @cached_property
    def filled(self) -> frozenset[str]:
        """Those of them with a value in some row. A column that is blank throughout says no more than one that is missing."""
        return frozenset(name for name in self.present if self.frame[name].null_count() < self.frame.height)

    def made(self, field_name: str) -> pl.Series:
        """The values of a field that puxi made itself, as no column of the file has it; each once."""
        import polars as pl

        made = [index for index, source in enumerate(self.sources) if source.columns.get(field_name, (0, ""))[0] is None]
        return self.frame.filter(pl.col(SOURCE).is_in(made))[field_name].drop_nulls().unique()

    def place(self, source: int, row: int | None = None, field_name: str | None = None) -> Place:
        """Where a field of a row stands."""
        origin = self.sources[source]
        index, heading = origin.columns.get(field_name, (None, None)) if field_name else (None, None)
        return Place(origin.file, origin.sheet, row, index, heading if index is not None else None)

    def records(self) -> Iterator[Record]:
        """The rows that pass their model, one at a time, as models; none where a required column is in no file."""
        names = list(fields_of(self.model))
        if any(cell.required and name not in self.present for name, cell in fields_of(self.model).items()):
            return
        for values in self.frame.filter(self.frame[CLEAR]).select(names).iter_rows(named=True):
            yield self.model.model_construct(**values)


@dataclass(frozen=True)
class Registry:
    """The tables by name. `household_rows` holds a flat list's household fields as they stand on every person's row.

    `earlier` is what registers of earlier years say of persons: `number`, `year`, `schooling`; None where none was given.
    """

    tables: dict[str, Table]
    household_rows: Table | None = None
    snapshot_day: str | None = None
    notes: tuple[Text, ...] = field(default=())
    earlier: pl.DataFrame | None = None

    def has(self, name: str) -> bool:
        """Whether a table was read at all."""
        return name in self.tables

    def frame(self, name: str) -> pl.DataFrame:
        """A table's frame; an empty one with the right columns where the table was not read."""
        if name in self.tables:
            return self.tables[name].frame
        return empty_frame(MODELS[name])

    def present(self, name: str) -> frozenset[str]:
        """The fields of a table that the files have a column for."""
        return self.tables[name].present if name in self.tables else frozenset()

    def filled(self, name: str) -> frozenset[str]:
        """The fields of a table with a value in some row."""
        return self.tables[name].filled if name in self.tables else frozenset()

    @property
    def persons(self) -> Table:
        """The members."""
        return self.tables["persons"]

    @property
    def households(self) -> Table:
        """The households."""
        return self.tables["households"]


def completed(model: type[Record], frame: pl.DataFrame) -> pl.DataFrame:
    """Add what a table's frame carries beside its fields and places; `frame` has the fields, SOURCE, ROW, CLEAR and UNREAD."""
    import polars as pl

    frame = frame.with_row_index(KEY).with_columns(pl.col(KEY).cast(pl.Int64))
    if model.table.name not in ("persons", "evidence"):
        return frame
    numbers = frame["id_no"]
    odd = numbers.filter(~numbers.str.contains("^[0-9]{17}[0-9X]$")).unique()
    forms = {number: citizens_number(number) for number in odd.drop_nulls()}
    frame = frame.with_columns((numbers.replace(forms) if forms else numbers).alias(NUMBER))
    if model.table.name == "evidence":
        return frame
    household = pl.col("household_id")
    lost = household.is_null() & pl.col(UNREAD).cast(pl.String).str.contains("|household_id|", literal=True)
    if not frame.select(lost.any()).item():
        return frame.with_columns(pl.lit(None, pl.Categorical).alias(BEFORE), pl.lit(None, pl.Categorical).alias(BEHIND))
    return frame.with_columns(
        pl.when(lost).then(household.shift(1).over(SOURCE)).cast(pl.Categorical).alias(BEFORE),
        pl.when(lost).then(household.shift(-1).over(SOURCE)).cast(pl.Categorical).alias(BEHIND),
    )


def nothing_earlier() -> pl.DataFrame:
    """What registers of earlier years say of persons, where there is none."""
    import polars as pl

    return pl.DataFrame(schema={"number": pl.String, "year": pl.Int64, "schooling": pl.String})


@cache
def empty_frame(model: type[Record]) -> pl.DataFrame:
    """A table without rows: all columns with their types."""
    import polars as pl

    from puxi_cli.records.compile import typed

    bare = (
        typed(model, pl.DataFrame())
        .frame.clear()
        .with_columns(
            pl.lit(0, pl.Int64).alias(SOURCE),
            pl.lit(0, pl.Int64).alias(ROW),
            pl.lit(True).alias(CLEAR),
            pl.lit(None, pl.Categorical).alias(UNREAD),
        )
    )
    return completed(model, bare)
