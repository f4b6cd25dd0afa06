"""Whom a difference concerns, by the numbers of rows: household, person, village, name and where the rows stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl

from puxi_cli.records.place import column_letters
from puxi_cli.registry import ROW, SOURCE, Table
from puxi_cli.systems.compare.compared import RowPlace, Subject
from puxi_cli.systems.compare.sides import Side

_FIELDS = {"households": ("household_id", "head_name"), "persons": ("household_id", "name", "person_id")}


class Subjects:
    """The households or the persons of both registers; each is made once, however many differences it has."""

    def __init__(self, table: str, old: Side, new: Side) -> None:
        self._table = table
        self._scope = table.removesuffix("s")
        self._sides = (_Rows(table, old), _Rows(table, new))
        self._made: dict[tuple[int | None, int | None], Subject] = {}

    def of(self, old: int | None, new: int | None) -> Subject:
        """By the KEYs of its rows, one of which may be None: as NEW has it, else as OLD has it."""
        made = self._made.get((old, new))
        if made is None:
            made = self._made[old, new] = self._make(old, new)
        return made

    def of_rows(self, frame: pl.DataFrame) -> Iterable[Subject]:
        """By the columns `old` and `new`."""
        return (self.of(old, new) for old, new in zip(frame["old"].to_list(), frame["new"].to_list(), strict=True))

    def _make(self, old: int | None, new: int | None) -> Subject:
        here, there = self._sides
        side, key = (there, new) if new is not None else (here, old)
        assert key is not None
        household, name, person = side.values(key)
        return Subject(
            self._scope,
            household,
            side.villages.get(household or ""),
            name,
            person,
            here.place(old) if old is not None else None,
            there.place(new) if new is not None else None,
        )


class Order:
    """How everything is listed: by village, in the order in which NEW names them, then household by household, row by row."""

    def __init__(self, old: Side, new: Side) -> None:
        names = [
            side.registry.frame(table)["village"].cast(pl.String).drop_nulls().unique(maintain_order=True)
            for side in (new, old)
            for table in ("villages", "households")
        ]
        self._ranks: dict[str | None, int] = {name: rank for rank, name in enumerate(dict.fromkeys(pl.concat(names)))}

    def __call__(self, subject: Subject) -> tuple[int, str, bool, int, int]:
        """What to sort by; who names no village stands last, what is gone behind what is there."""
        rank = self._ranks.get(subject.village, len(self._ranks))
        there = subject.new is not None
        row = subject.new or subject.old
        return rank, subject.household_id or "", subject.scope == "person", int(not there), row.row if row else 0


class _Rows:
    def __init__(self, table: str, side: Side) -> None:
        registry = side.registry
        frame = registry.frame(table)
        columns = [frame[name].to_list() for name in _FIELDS[table]]
        self._values = [*columns, *[None] * (3 - len(columns))]
        self._rows, self._sources = frame[ROW].to_list(), frame[SOURCE].to_list()
        self._places = [(source.file, source.sheet) for source in registry.tables[table].sources] if registry.has(table) else []
        self.villages = side.villages

    def values(self, key: int) -> tuple[Any, Any, Any]:
        """Household, name, person's number."""
        household, name, person = (column[key] if column is not None else None for column in self._values)
        return household, name, person

    def place(self, key: int) -> RowPlace:
        file, sheet = self._places[self._sources[key]]
        return RowPlace(file, sheet, self._rows[key])


class Cells:
    """The names of cells in the rows of a table, as F37."""

    def __init__(self, table: Table, field: str) -> None:
        indexes = [source.columns.get(field, (None, ""))[0] for source in table.sources]
        self._letters = [None if index is None else column_letters(index) for index in indexes]
        self._sources, self._rows = table.frame[SOURCE], table.frame[ROW]

    def of(self, keys: list[int]) -> list[str | None]:
        """By the KEYs of rows."""
        rows, sources = self._rows.gather(keys).to_list(), self._sources.gather(keys).to_list()
        return [
            f"{letters}{row}" if (letters := self._letters[source]) else None for source, row in zip(sources, rows, strict=True)
        ]
