"""The village and group of rows in a sheet that has no column of it: from lines between them; the village also from the sheet's name, the
lines above the headings, the file's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from puxi_cli.records.fields import fields_of
from puxi_cli.records.household import Household
from puxi_cli.records.text import same_name
from puxi_cli.registry import ROW
from puxi_cli.sheets.assignment import MADE, Assignment, Match
from puxi_cli.sheets.body import body_of, column_name
from puxi_cli.sheets.check import CheckedSheet
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.place_words import villages_in
from puxi_cli.sheets.village_lines import begins_above_all, group_lines, village_lines
from puxi_cli.text.words import NO_WORDS, Text

_SHOWN = 10  # lines that a note names


@dataclass(frozen=True)
class SheetsVillage:
    """The column that a sheet lacks, with one village in every row; `told_by` says where its name stands."""

    match: Match
    village: str
    told_by: Text

    def within(self, assignment: Assignment) -> Assignment:
        """The assignment with the made column."""
        return replace(assignment, matches=(*assignment.matches, self.match))

    def added(self, frame: pl.DataFrame, whole: Assignment) -> pl.DataFrame:
        """A body with the made column."""
        del whole
        return frame.with_columns(pl.lit(self.village).alias(column_name(self.match.column)))

    def note(self, grid: Grid, result: CheckedSheet) -> Text:
        """Of which village the rows were read, and why."""
        del result
        where = f"{grid.file} {grid.sheet or ''}".strip()
        return Text(
            f"{where}：没有“{self.match.heading}”列，按{self.told_by[0]}读作“{self.village}”。",
            f"{where}: there is no column {self.match.heading}; the rows were read as of {self.village}, which {self.told_by[1]} names.",
        )


@dataclass(frozen=True)
class PlacesOfLines:
    """The same column, or that of groups, where lines between the rows name them: `lines` by their row; above the first of them it is `over_all`."""

    match: Match
    lines: Mapping[int, str | None]
    over_all: str | None

    def within(self, assignment: Assignment) -> Assignment:
        """The assignment with the made column."""
        return replace(assignment, matches=(*assignment.matches, self.match))

    def added(self, frame: pl.DataFrame, whole: Assignment) -> pl.DataFrame:
        """A body with the made column."""
        del whole
        lines = pl.DataFrame(
            {ROW: [0, *self.lines], "village": [self.over_all, *self.lines.values()]}, {ROW: pl.Int64, "village": pl.String}
        )
        place = lines[ROW].search_sorted(frame[ROW], side="left") - 1
        return frame.with_columns(lines["village"].gather(place).alias(column_name(self.match.column)))

    def note(self, grid: Grid, result: CheckedSheet) -> Text:
        """Of which villages the rows were read, and why."""
        del result
        told = [(row, place) for row, place in self.lines.items() if place]
        some = told[:_SHOWN]
        more = Text(f"等 {len(told)} 行", f" and others, {len(told)} in all") if len(told) > _SHOWN else NO_WORDS
        zh = "、".join(f"“{place}”（第 {row} 行）" for row, place in some) + more.zh
        en = ", ".join(f"{place} (row {row})" for row, place in some) + more.en
        where = grid.shown
        return Text(
            f"{where.zh}：没有“{self.match.heading}”列，各行按其上方的分节标题读作该{'村' if self.match.field == 'village' else '组'}：{zh}。",
            f"{where.en}: there is no column {self.match.heading}; rows were read as of the {self.match.field} that the section's title above them "
            f"names: {en}.",
        )


def sheets_village(grid: Grid, found: Located, assignment: Assignment) -> SheetsVillage | PlacesOfLines | None:
    """The village that a sheet of households is about, or those of its sections.

    None where a column may name it, where nothing does, or where two differ. Sections tell it where all rows are below one, or the sheet
    says of which village those above them are.
    """
    heading = fields_of(Household)["village"].heading
    told = {match.field for match in assignment.of("households")} if "households" in assignment.tables else {"village"}
    if "village" in told or any(match.near == heading for match in assignment.matches):
        return None
    whole = _of_whole_sheet(grid, found)
    lines = village_lines(grid, found.row)
    if lines and (whole or begins_above_all(lines, body_of(grid, found).frame[ROW])):
        named = {row: line.name for row, line in lines.items()}
        over_all = whole.village if whole else None
        return PlacesOfLines(Match(_column(grid), heading, MADE, "households", "village"), named, over_all)
    return whole


def lines_groups(grid: Grid, found: Located, assignment: Assignment) -> PlacesOfLines | None:
    """The groups of the rows of a sheet of households whose lines name them, where no column does; a line of a village ends a group."""
    if "households" not in assignment.tables or any(match.field == "group" for match in assignment.matches):
        return None
    lines = group_lines(grid, found.row)
    if not lines:
        return None
    ends = dict.fromkeys(village_lines(grid, found.row), None)
    named = dict(sorted({**ends, **{row: line.name for row, line in lines.items()}}.items()))
    heading = fields_of(Household)["group"].heading
    return PlacesOfLines(Match(assignment.behind(grid.last_column), heading, MADE, "households", "group"), named, None)


def _column(grid: Grid) -> int:
    return grid.first_column + grid.frame.width


def _of_whole_sheet(grid: Grid, found: Located) -> SheetsVillage | None:
    heading = fields_of(Household)["village"].heading
    for texts, told_by in _sayings(grid, found):
        named = {same_name(name): name for text in texts for name in villages_in(text)}
        if len(named) > 1:
            return None
        for village in named.values():
            return SheetsVillage(Match(_column(grid), heading, MADE, "households", "village"), village, told_by)
    return None


def _sayings(grid: Grid, found: Located) -> Iterator[tuple[list[str], Text]]:
    if grid.sheet:
        yield [grid.sheet], Text("工作表名称", "the sheet's name")
    above = grid.frame.head(max(found.row - grid.first_row + 1, 0)).rows()
    yield [cell for row in above for cell in row if cell], Text("表头上方的文字", "a line above the headings")
    yield list(grid.titles), Text("工作表上方的标题", "the title of the sheet")
    yield [Path(grid.file).stem], Text("文件名", "the file's name")
