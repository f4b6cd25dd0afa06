"""A status that says the year of the exit as well, 2017年脱贫: read as the status, and as the year where no other column says one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from puxi_cli.records.dates import said_exit
from puxi_cli.records.fields import fields_of
from puxi_cli.records.household import EXITED, Household
from puxi_cli.sheets.assignment import MADE, Assignment, Match
from puxi_cli.sheets.body import column_name
from puxi_cli.sheets.check import CheckedSheet
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.text.words import Text


@dataclass(frozen=True)
class ExitsInStatus:
    """The column 脱贫年度, one of its own (`MADE`) where the sheet has none, the status that says the years, and one of its cells."""

    match: Match
    status: Match
    shown: str

    def within(self, assignment: Assignment) -> Assignment:
        """The assignment with the column of years."""
        return replace(assignment, matches=(*assignment.matches, self.match)) if self.match.how == MADE else assignment

    def added(self, frame: pl.DataFrame, whole: Assignment) -> pl.DataFrame:
        """A body with the years; a status whose year is another than that of the column stays as it is, to be refused."""
        del whole
        name, status = column_name(self.match.column), column_name(self.status.column)
        said = frame[status].replace_strict(_years(frame[status]), default=None, return_dtype=pl.String)
        told = frame[name] if name in frame.columns else pl.Series([None] * frame.height, dtype=pl.String)
        agrees = told.is_null() | (told.str.extract("([0-9]{4})") == said.str.extract("([0-9]{4})"))
        read = (said.is_not_null() & agrees).fill_null(False)
        return frame.with_columns(
            pl.select(pl.when(read).then(pl.coalesce(told, said)).otherwise(told)).to_series().alias(name),
            pl.select(pl.when(read).then(pl.lit(EXITED[0])).otherwise(frame[status])).to_series().alias(status),
        )

    def note(self, grid: Grid, result: CheckedSheet) -> Text:
        """As what the cells were read."""
        del result
        where, year = f"{grid.file} {grid.sheet or ''}".strip(), fields_of(Household)["exit_year"].heading
        return Text(
            f"{where}：“{self.status.heading}”里写了年度的（如“{self.shown}”），年度读作“{year}”。",
            f"{where}: where {self.status.heading} says a year, as {self.shown}, it was read as {year}.",
        )


def exits_in_status(grid: Grid, found: Located, assignment: Assignment) -> ExitsInStatus | None:
    """The column of a sheet whose status says years of exit, by its first piece; None for any other sheet."""
    status = next((match for match in assignment.matched if match.field == "status"), None)
    place = status.column - grid.first_column if status else -1
    if status is None or not 0 <= place < grid.frame.width:
        return None
    cells = grid.frame.to_series(place).slice(max(found.row + 1 - grid.first_row, 0))
    shown = next(iter(_years(cells)), None)
    if shown is None:
        return None
    match = next((match for match in assignment.matched if match.field == "exit_year"), None)
    if match is None:
        column = assignment.behind(grid.last_column)
        match = Match(column, fields_of(Household)["exit_year"].heading, MADE, "households", "exit_year")
    return ExitsInStatus(match, status, shown)


def _years(cells: pl.Series) -> dict[str, str]:
    """By cell the year that it says."""
    return {text: year for text in cells.drop_nulls().unique(maintain_order=True) if (year := said_exit(text))}
