"""Columns of income of several years in a sheet of households: one is the households' own, the others are rows of 家庭收入."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

import polars as pl

from puxi_cli.records.fields import fields_of
from puxi_cli.records.income import Income
from puxi_cli.registry import ROW, UNREAD
from puxi_cli.sheets.assignment import MADE, OF_YEAR, Assignment, Match
from puxi_cli.sheets.body import column_name
from puxi_cli.sheets.check import CheckedSheet, checked, together
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.own_income import year_of

_TABLE, _NET, _NUMBER, _YEAR = Income.table.name, "net_per_head", "household_id", "year"


@dataclass
class IncomesByYear:
    """The columns of a sheet that are of other years than the households' own column, and their rows as they are read."""

    of: tuple[Assignment, ...]  # what each of the columns is read as
    parts: list[list[CheckedSheet]] = field(default_factory=list)

    def add(self, grid: Grid, body: pl.DataFrame) -> None:
        """Read a piece of the sheet, once for each column."""
        read = []
        for whole in self.of:
            [year] = (match for match in whole.matches if match.field == _YEAR)
            frame = body.with_columns(pl.lit(_of_which(whole)).alias(column_name(year.column)))
            read.append(checked(grid, whole, frame, whole))
        self.parts.append(read)

    def read(self, shifted: Collection[int | None]) -> Iterator[tuple[Assignment, CheckedSheet]]:
        """Each column and its rows: a household that stands on several rows says the same once, and who has nothing in it has no row.

        A `shifted` row is told, and read, with the rest of the sheet.
        """
        for whole, pieces in zip(self.of, zip(*self.parts, strict=True), strict=True):
            sheet = together(pieces)
            said = pl.col(_NET).is_not_null() | pl.col(UNREAD).is_not_null()
            rows = sheet.tables[_TABLE].filter(said, ~pl.col(ROW).is_in(list(shifted)))
            rows = rows.unique([_NUMBER, _NET, UNREAD], keep="first", maintain_order=True)
            faults = tuple(fault for fault in sheet.faults if fault.field == _NET and fault.place.row not in shifted)
            yield whole, CheckedSheet({_TABLE: rows}, faults)


def incomes_by_year(grid: Grid, assignment: Assignment) -> IncomesByYear | None:
    """The columns of other years of a sheet, its made columns among its own; None where there are none, or no number of a household."""
    columns = [match for match in assignment.matches if match.how == OF_YEAR]
    numbers = [match for match in assignment.of("households") if match.field == _NUMBER]
    if not columns or not numbers:
        return None
    # Behind whatever else was added to the sheet.
    behind = 1 + max(match.column for match in (*assignment.matches, *numbers))
    year = Match(max(behind, grid.first_column + grid.frame.width), fields_of(Income)[_YEAR].heading, MADE, _TABLE, _YEAR)
    number = replace(numbers[0], table=_TABLE)
    return IncomesByYear(tuple(Assignment((_TABLE,), (number, as_income(match), year)) for match in columns))


def as_income(match: Match) -> Match:
    """A column of another year as one of 家庭收入; any other as it is."""
    return replace(match, table=_TABLE, field=_NET) if match.how == OF_YEAR else match


def _of_which(whole: Assignment) -> str | None:
    return next(year_of(match.heading) for match in whole.matches if match.field == _NET)
