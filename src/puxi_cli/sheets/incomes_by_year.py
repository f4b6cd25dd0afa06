"""Columns of income of several years in a sheet of households: each that has a year is read as rows of 家庭收入, too."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from puxi_cli.records.fields import fields_of
from puxi_cli.records.income import Income
from puxi_cli.registry import ROW, UNREAD
from puxi_cli.sheets.assignment import MADE, OF_YEAR, Assignment, Match
from puxi_cli.sheets.body import column_name
from puxi_cli.sheets.check import CheckedSheet, checked, together
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.layouts import ReadSheet
from puxi_cli.sheets.newest_sheets import year_in_names
from puxi_cli.sheets.own_income import OWN_INCOME, as_income, year_of
from puxi_cli.text.words import Text

_TABLE, _NET, _NUMBER, _YEAR = Income.table.name, "net_per_head", "household_id", "year"
_PLACE = "_place"


@dataclass
class IncomesByYear:
    """The columns of a sheet that are of a year, and their rows as they are read."""

    of: tuple[Assignment, ...]  # what each of the columns is read as
    own: int | None  # the households' own among them: what is wrong with its cells is told with theirs
    parts: list[list[CheckedSheet]] = field(default_factory=list)

    def add(self, grid: Grid, body: pl.DataFrame) -> None:
        """Read a piece of the sheet, once for each column."""
        read = []
        for whole in self.of:
            year = _column_of(whole, _YEAR)
            frame = body.with_columns(pl.lit(year_of(_column_of(whole, _NET).heading)).alias(column_name(year.column)))
            read.append(checked(grid, whole, frame, whole))
        self.parts.append(read)

    def read(self, shifted: Collection[int | None]) -> Iterator[tuple[Assignment, CheckedSheet]]:
        """Each column and its rows: who has nothing in it has none. A `shifted` row is told, and read, with the rest of the sheet."""
        for whole, pieces in zip(self.of, zip(*self.parts, strict=True), strict=True):
            sheet = together(pieces)
            said = pl.col(_NET).is_not_null() | pl.col(UNREAD).cast(pl.String).str.contains(f"|{_NET}|", literal=True).fill_null(
                False
            )
            rows = sheet.tables[_TABLE].filter(said, pl.col(_NUMBER).is_not_null(), ~pl.col(ROW).is_in(list(shifted)))
            own = _column_of(whole, _NET).column == self.own
            faults = (fault for fault in sheet.faults if fault.field == _NET and fault.place.row not in shifted and not own)
            yield whole, CheckedSheet({_TABLE: rows}, tuple(faults))


def incomes_by_year(grid: Grid, assignment: Assignment) -> IncomesByYear | None:
    """The columns that are of a year, of a sheet that has them of several, its made columns among its own; None where it has not, or where
    nothing says which household a row is of."""
    columns = [match for match in assignment.matches if match.how == OF_YEAR]
    numbers = [match for match in assignment.of("households") if match.field == _NUMBER]
    if not columns or not numbers:
        return None
    own = [match for match in assignment.matched if match.field == OWN_INCOME and year_of(match.heading)]
    # Behind whatever else was added to the sheet.
    behind = 1 + max(match.column for match in (*assignment.matches, *numbers))
    year = Match(max(behind, grid.first_column + grid.frame.width), fields_of(Income)[_YEAR].heading, MADE, _TABLE, _YEAR)
    number = replace(numbers[0], table=_TABLE)
    return IncomesByYear(
        tuple(Assignment((_TABLE,), (number, as_income(replace(match, how=OF_YEAR)), year)) for match in (*columns, *own)),
        own[0].column if own else None,
    )


def without_years(assignment: Assignment) -> Assignment:
    """The same where nothing says of which household a row is: columns of other years stand twice, and are not read."""
    heading = fields_of(Income)[_NET].heading
    matches = (
        replace(match, how="duplicate", table=None, near=heading, unit=None, factor=1.0) if match.how == OF_YEAR else match
        for match in assignment.matches
    )
    return replace(assignment, matches=tuple(matches))


def incomes_told_once(sheets: Sequence[ReadSheet]) -> tuple[list[ReadSheet], list[Text]]:
    """The sheets, with one row for a household and year that columns of several rows or sheets tell; two where they differ.

    Where sheets named by year differ, the newest counts. A sheet 家庭收入 says more than columns: beside one they are not read.
    """
    columns = [sheet for sheet in sheets if _by_column(sheet)]
    others = [sheet for sheet in sheets if not _by_column(sheet)]
    if any(_TABLE in sheet.found.assignment.tables and sheet.checked.tables[_TABLE].height for sheet in others):
        told = {f"{sheet.file} {sheet.sheet or ''}".strip(): "" for sheet in columns}
        return others, [
            Text(
                f"{where}：各年收入以“{Income.table.sheet}”表为准，本表其他年度的收入列未读。",
                f"{where}: incomes are those of {Income.table.sheet}; the columns of other years here were not read.",
            )
            for where in told
        ]
    if not columns:
        return others, []
    when = [year_in_names(sheet) or "" for sheet in columns]
    frame = pl.concat(
        [
            sheet.checked.tables[_TABLE].with_columns(pl.lit(place, pl.Int64).alias(_PLACE), pl.lit(when[place]).alias("_when"))
            for place, sheet in enumerate(columns)
        ]
    )
    keys = [_NUMBER, _YEAR]
    newest = pl.lit(True) if "" in when else pl.col("_when") == pl.col("_when").max().over(keys)
    frame = frame.filter(newest).filter(pl.col(_NET).is_not_null() | pl.col(_NET).is_null().all().over(keys))
    frame = frame.unique([*keys, _NET], keep="first", maintain_order=True)
    return [
        *others,
        *(
            replace(
                sheet,
                checked=replace(sheet.checked, tables={_TABLE: frame.filter(pl.col(_PLACE) == place).drop(_PLACE, "_when")}),
            )
            for place, sheet in enumerate(columns)
        ),
    ], []


def _by_column(sheet: ReadSheet) -> bool:
    assignment = sheet.found.assignment
    return assignment.tables == (_TABLE,) and any(match.field == _YEAR and match.how == MADE for match in assignment.matches)


def _column_of(whole: Assignment, name: str) -> Match:
    return next(match for match in whole.matches if match.field == name)
