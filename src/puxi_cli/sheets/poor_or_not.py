"""A column 是否贫困户 in a list that has neither status nor kind: 已脱贫 is a status, 否 an ordinary household.

Where it says 否 of a household that other columns have on the list, or 是 of one of which nothing says since when, nobody can tell: it is
undecided, and told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

import polars as pl

from puxi_cli.records.compile import dtype_of
from puxi_cli.records.fields import fields_of
from puxi_cli.records.household import EXITED, NOT_EXITED, NOT_POOR, Household
from puxi_cli.records.place import Place
from puxi_cli.registry import ROW, UNREAD
from puxi_cli.sheets.assignment import Assignment, Match
from puxi_cli.sheets.body import column_name
from puxi_cli.sheets.check import CheckedSheet
from puxi_cli.sheets.faults import POOR_OR_NOT, Fault
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.qualifiers import normal
from puxi_cli.text.words import Text

_HEADING = re.compile(r"是否(?:为|是|属于?)?(?:建档立卡|在册)?(?:贫困户|建档立卡户|建档立卡)")
_NO, _YES, _LEFT = "no", "yes", "left"
_ANSWERS = {
    **dict.fromkeys(("否", "不是", "非", "×", "✗", "0", "无", "非贫困户", "一般户", "一般农户"), _NO),
    **dict.fromkeys(("是", "√", "✓", "1", "贫困户", "在册"), _YES),
    **dict.fromkeys(("已脱贫", "脱贫", "脱贫户", "已脱贫户", "已退出", "是（已脱贫）", "是(已脱贫)"), _LEFT),
}
_SAYS = ("status", "household_type", "poor_type")
_LISTED = ("identified", "relapsed", "cause")


def with_poor_or_not(where: Located) -> Located:
    """A list of households that has neither status nor kind, with the column 是否贫困户 as its status."""
    assignment = where.assignment
    if "households" not in assignment.tables or any(match.field in _SAYS for match in assignment.matched):
        return where
    for match in assignment.matches:
        if not match.field and _HEADING.fullmatch(normal(match.heading)):
            read = replace(match, how="context", table="households", field="status", near=None, extra=None)
            matches = tuple(read if one is match else one for one in assignment.matches)
            return replace(where, assignment=replace(assignment, matches=matches))
    return where


@dataclass
class PoorOrNot:
    """The answers of the column, row by row, over all pieces of a sheet."""

    match: Match
    answers: list[pl.DataFrame] = field(default_factory=list)

    @classmethod
    def of(cls, assignment: Assignment) -> PoorOrNot | None:
        """None for a sheet that has no such column in the place of its status."""
        match = next((match for match in assignment.matched if match.field == "status" and match.how == "context"), None)
        return cls(match) if match and _HEADING.fullmatch(normal(match.heading)) else None

    def read(self, frame: pl.DataFrame) -> pl.DataFrame:
        """A body in which the answers are statuses where they are any."""
        name = column_name(self.match.column)
        answer = frame[name].str.strip_chars().replace_strict(_ANSWERS, default=None, return_dtype=pl.String)
        self.answers.append(frame.select(ROW).with_columns(answer.alias("answer")))
        # Beside those that left, the others have not; where the column tells no two, 是 may be anybody that was ever on the list.
        yes = NOT_EXITED if (answer == _LEFT).any() else None
        status = pl.when(answer == _LEFT).then(pl.lit(EXITED[0])).when(answer == _YES).then(pl.lit(yes, pl.String))
        return frame.with_columns(status.when(answer == _NO).then(None).otherwise(pl.col(name)).alias(name))

    def held_against(self, result: CheckedSheet) -> tuple[CheckedSheet, list[int]]:
        """The sheet with what the answers say of households, and the rows of those that other columns contradict."""
        homes = result.tables.get("households")
        if homes is None or not self.answers:
            return result, []
        rows = homes.select(ROW).join(pl.concat(self.answers), on=ROW, how="left", maintain_order="left")
        answer = rows["answer"]
        listed = homes.select(pl.any_horizontal(pl.col(name).is_not_null() for name in _LISTED)).to_series()
        against = (answer == _NO) & listed & homes["exit_year"].is_null()
        against |= (answer == _YES) & homes["identified"].is_null() & homes["status"].is_null()
        against = against.fill_null(False)
        kind = dtype_of(fields_of(Household)["household_type"].kind)
        unread = pl.concat_str(pl.col(UNREAD).cast(pl.String).fill_null(""), pl.lit("|status|")).cast(pl.Categorical)
        homes = homes.with_columns(
            pl.when(answer == _NO).then(pl.lit(NOT_POOR, kind)).otherwise(pl.col("household_type")).alias("household_type"),
            pl.when(against).then(unread).otherwise(pl.col(UNREAD)).alias(UNREAD),
        )
        return replace(result, tables={**result.tables, "households": homes}), homes.filter(against)[ROW].to_list()

    def told(self, grid: Grid, rows: list[int]) -> tuple[Fault, Text]:
        """The same as a fault and as a note."""
        place = Place(grid.file, grid.sheet, rows[0], self.match.column, self.match.heading)
        values = {"heading": self.match.heading, "rows": len(rows)}
        where = f"{grid.file} {grid.sheet or ''}".strip()
        return Fault(POOR_OR_NOT, place, "households", "status", values=values), Text(
            f"{where}：“{self.match.heading}”有 {len(rows)} 行与其他列不符或说不清是否在册，这些户无法判断，没有计入。",
            f"{where}: {self.match.heading} does not agree with other columns, or does not say who is on the list: rows: {len(rows)}. These "
            "households are undecided and not counted.",
        )
