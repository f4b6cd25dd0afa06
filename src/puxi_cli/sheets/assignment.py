"""What the columns of a sheet are: each matched to a field, and the tables the sheet feeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from puxi_cli.records.fields import Cell, fields_of
from puxi_cli.records.tables import MODELS

MADE = "made"  # how a column is matched that puxi adds to a sheet that lacks it
# How a column of the households' income is matched that is of another year than the one they keep as theirs (`incomes_by_year`).
OF_YEAR = "of_year"


@dataclass(frozen=True)
class Asked:
    """A heading that is a field's but for what stands around it."""

    field: str
    extra: str


@dataclass(frozen=True)
class Match:
    """One column: its index in the sheet, its heading as written, and the field it was matched to."""

    column: int
    heading: str
    how: str
    table: str | None = None
    field: str | None = None
    near: str | None = None
    extra: str | None = None  # what makes another column of it, where it is asked about; whom it is about
    above: str | None = None  # the heading above it that does, as written
    unit: str | None = None  # of its figures, where that is not the field's own
    factor: float = 1.0  # how many of the field's own unit one of `unit` is

    @property
    def written(self) -> str:
        """Its heading with the one above it that makes another column of it."""
        return f"{self.above}/{self.heading}" if self.above else self.heading

    @property
    def cell(self) -> Cell:
        """The annotation of the field it was matched to."""
        assert self.table is not None
        assert self.field is not None
        return fields_of(MODELS[self.table])[self.field]


@dataclass(frozen=True)
class Assignment:
    """The columns of a sheet and the tables it feeds: one, or persons and households for a flat list."""

    tables: tuple[str, ...]
    matches: tuple[Match, ...]

    def behind(self, last: int) -> int:
        """The index of a column behind all of these and behind the `last` of the sheet: that of one which puxi adds."""
        return max(last, *(match.column for match in self.matches)) + 1

    @property
    def matched(self) -> tuple[Match, ...]:
        """The columns that feed a field."""
        return tuple(match for match in self.matches if match.field)

    def only(self, fields: Mapping[str, frozenset[str]]) -> Assignment | None:
        """The part of it that feeds some fields of some tables; None where it feeds none of them."""
        tables = tuple(table for table in self.tables if table in fields)
        wanted = {(table, name) for table in tables for name in fields[table]}
        matches = tuple(
            match
            for match in self.matches
            if (match.table, match.field) in wanted or (match.field == "household_id" and len(self.tables) == 2)
        )
        return Assignment(tables, matches) if tables else None

    def of(self, table: str) -> tuple[Match, ...]:
        """The columns that feed one table; a flat list's household number feeds both."""
        return tuple(
            replace(match, table=table) if match.field == "household_id" and table == "households" else match
            for match in self.matched
            if match.table == table or (match.field == "household_id" and table in self.tables)
        )
