"""The village of a sheet that is about one and has no column of it: from the sheet's name, the lines above the headings, the file's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from puxi_cli.records.fields import fields_of
from puxi_cli.records.household import Household
from puxi_cli.records.text import folded, same_name
from puxi_cli.sheets.assignment import MADE, Assignment, Match
from puxi_cli.sheets.body import column_name
from puxi_cli.sheets.check import CheckedSheet
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.text.words import Text

# A village at the beginning of a word or behind its town or another village, as titles and names of sheets have it.
_NAMED = re.compile(
    r"(?:(?<![一-鿿])|(?<=[镇乡村])|(?<=街道)|(?<=苏木)|(?<=社区)|(?<=办事处)|(?<=年)|(?<=年度))"
    r"(?!年|度)(?P<name>[一-鿿]{1,7}?(?:村|社区))(?![庄级干组集务镇部屯医社])"
)
_ABOVE = re.compile(r".*(?:[省市县旗镇乡]|街道|苏木|办事处)(?=.{3})")
# Words that end in 村 and name no village.
_NO_VILLAGE = re.compile(
    r".*(?:各|全|本|每|该|某|贫困|行政|脱贫|驻|所在|自然|重点|出列|中心|[县镇乡]|农|到|帮扶|示范|个)村|(?:各|全|本|每|该|某|所在)社区|村"
)


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


def sheets_village(grid: Grid, found: Located, assignment: Assignment) -> SheetsVillage | None:
    """The village that a sheet of households is about; None where a column may name it, where nothing does, or where two differ."""
    heading = fields_of(Household)["village"].heading
    told = {match.field for match in assignment.of("households")} if "households" in assignment.tables else {"village"}
    if "village" in told or any(match.near == heading for match in assignment.matches):
        return None
    for texts, told_by in _sayings(grid, found):
        named = {same_name(name): name for text in texts for name in villages_in(text)}
        if len(named) > 1:
            return None
        for village in named.values():
            column = grid.first_column + grid.frame.width
            return SheetsVillage(Match(column, heading, MADE, "households", "village"), village, told_by)
    return None


def _sayings(grid: Grid, found: Located) -> Iterator[tuple[list[str], Text]]:
    if grid.sheet:
        yield [grid.sheet], Text("工作表名称", "the sheet's name")
    above = grid.frame.head(max(found.row - grid.first_row + 1, 0)).rows()
    yield [cell for row in above for cell in row if cell], Text("表头上方的文字", "a line above the headings")
    yield list(grid.titles), Text("工作表上方的标题", "the title of the sheet")
    yield [Path(grid.file).stem], Text("文件名", "the file's name")


def villages_in(text: str) -> list[str]:
    """The villages that a title or a name of a sheet names, without their town."""
    found = (_ABOVE.sub("", match["name"]) for match in _NAMED.finditer(folded(text)))
    return [name for name in found if not _NO_VILLAGE.fullmatch(name)]
