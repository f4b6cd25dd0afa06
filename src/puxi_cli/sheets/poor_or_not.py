"""A column 是否贫困户: 已脱贫 is a status, 否 an ordinary household. It stands for the status in a list that has neither status nor kind;
beside these it says more of rows in which they are blank.

Where it says 否 of a household that other columns have on the list, or 是 of one of which nothing says since when, nobody can tell: it is
undecided, and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import polars as pl

from puxi_cli.records.compile import dtype_of
from puxi_cli.records.fields import fields_of
from puxi_cli.records.household import EXITED, NOT_EXITED, NOT_POOR, Household
from puxi_cli.records.place import Place, rows_named
from puxi_cli.registry import ROW, UNREAD
from puxi_cli.sheets.assignment import Assignment, Match
from puxi_cli.sheets.body import body_of, column_name
from puxi_cli.sheets.check import CheckedSheet
from puxi_cli.sheets.faults import POOR_OR_NOT, Fault
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.qualifiers import normal
from puxi_cli.sheets.yes_no_status import yes_no_of
from puxi_cli.text.words import Text

_HEADING = re.compile(
    r"(?:现在?|目前|当前|本户|该户|仍|农户|家庭)?(?:(?:是否|是不是)(?:现为|仍为|仍|为|是|属于?)?(?:建档立卡|在册)?(?:贫困户|贫困家庭|贫困农户|贫困|建档立卡户|建档立卡|在册户?)"
    r"|(?:贫困户?|在册|建档立卡户?)与否)"
)
_NO, _YES, _LEFT = "no", "yes", "left"
_ANSWERS = {
    **dict.fromkeys(("不是", "非", "✗", "非贫困户", "非贫困", "非建档立卡户", "不在册", "一般户", "一般农户", "普通户"), _NO),
    **dict.fromkeys(("贫困户", "贫困", "在册", "建档立卡户"), _YES),
    **dict.fromkeys(("已脱贫", "脱贫", "脱贫户", "已脱贫户", "已退出", "是（已脱贫）", "是(已脱贫)"), _LEFT),
}
_SAYS = ("status", "household_type", "poor_type")
_KINDS = ("household_type", "poor_type")
_LISTED = ("identified", "relapsed", "cause")
_SILENT = ("identified", "status", "exit_year", "relapsed")


def with_poor_or_not(grid: Grid, where: Located) -> Located:
    """A list of households with its column 是否贫困户: as its status, or as what stands beside its status or kind if it holds answers alone."""
    assignment = where.assignment
    if "households" not in assignment.tables:
        return where
    beside = any(match.field in _SAYS for match in assignment.matched)
    for match in assignment.matches:
        if match.field or not _HEADING.fullmatch(normal(match.heading)):
            continue
        read = replace(match, how="context", near=None, extra=None)
        if not beside:
            read = replace(read, table="households", field="status")
        else:
            texts = body_of(grid, where).frame[column_name(match.column)].str.strip_chars().drop_nulls().unique()
            if len(_answers(texts)) < texts.len():
                continue
        matches = tuple(read if one is match else one for one in assignment.matches)
        return replace(where, assignment=replace(assignment, matches=matches))
    return where


def _answers(texts: pl.Series) -> dict[str, str]:
    """What those of some texts answer that are answers: words, and signs of yes and no."""
    words = {text: _ANSWERS[text] for text in texts if text in _ANSWERS}
    return {text: _YES if yes else _NO for text, yes in yes_no_of(texts).items()} | words


@dataclass
class PoorOrNot:
    """The answers of the column, row by row, over all pieces of a sheet; the rows of households that are undecided for them, as nothing
    else says or another column contradicts them, and of those that count against them."""

    match: Match
    status: Match | None  # the column of the status, where that is another
    answers: list[pl.DataFrame] = field(default_factory=list)
    bare: list[int] = field(default_factory=list)
    undecided: list[int] = field(default_factory=list)
    differing: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, found: Assignment, wanted: Assignment) -> PoorOrNot | None:
        """None for a sheet that has no such column; `wanted` is the part of it that is read."""
        match = next((one for one in found.matches if one.how == "context" and _HEADING.fullmatch(normal(one.heading))), None)
        if match is None or "households" not in wanted.tables:
            return None
        status = next((one for one in wanted.matched if one.field == "status"), None)
        return cls(match, None if match.field else status)

    def read(self, frame: pl.DataFrame) -> pl.DataFrame:
        """A body in which the answers are statuses where they are any."""
        name = column_name(self.match.column)
        texts = frame[name].str.strip_chars()
        answer = texts.replace_strict(_answers(texts.drop_nulls().unique()), default=None, return_dtype=pl.String)
        self.answers.append(frame.select(ROW).with_columns(answer.alias("answer")))
        if not self.match.field:
            if self.status is None:
                return frame
            beside = column_name(self.status.column)
            left = (answer == _LEFT).fill_null(False) & frame[beside].is_null()
            return frame.with_columns(pl.when(left).then(pl.lit(EXITED[0])).otherwise(pl.col(beside)).alias(beside))
        # Beside those that left, the others have not; where the column tells no two, 是 may be anybody that was ever on the list.
        yes = NOT_EXITED if (answer == _LEFT).any() else None
        status = pl.when(answer == _LEFT).then(pl.lit(EXITED[0])).when(answer == _YES).then(pl.lit(yes, pl.String))
        return frame.with_columns(status.when(answer == _NO).then(None).otherwise(pl.col(name)).alias(name))

    def held_against(self, result: CheckedSheet) -> CheckedSheet:
        """The sheet with what the answers say of households; the rows that other columns contradict are kept to be told."""
        homes = result.tables.get("households")
        if homes is None or not self.answers:
            return result
        rows = homes.select(ROW).join(pl.concat(self.answers), on=ROW, how="left", maintain_order="left")
        answer = rows["answer"]
        silent = homes.select(pl.all_horizontal(pl.col(name).is_null() for name in _SILENT)).to_series()
        bare = ((answer == _YES) & silent).fill_null(False)
        undecided = pl.repeat(False, homes.height, eager=True)
        listed = homes.select(pl.any_horizontal(pl.col(name).is_not_null() for name in _LISTED)).to_series()
        listed = listed & homes["exit_year"].is_null()
        if self.match.field:
            undecided = ((answer == _NO) & listed).fill_null(False)
        else:
            says = homes.select(pl.col("status").is_not_null() | (pl.col("poor_type") != NOT_POOR).fill_null(False)).to_series()
            # Where the type or kind says so too, the household is undecided for that (`not_poor_listed`).
            agrees = homes.select(pl.any_horizontal((pl.col(name) == NOT_POOR).fill_null(False) for name in _KINDS)).to_series()
            self.differing += homes.filter(((answer == _NO) & (listed | says) & ~agrees).fill_null(False))[ROW].to_list()
        self.bare += homes.filter(bare)[ROW].to_list()
        self.undecided += homes.filter(undecided)[ROW].to_list()
        kind = dtype_of(fields_of(Household)["household_type"].kind)
        unread = pl.concat_str(pl.col(UNREAD).cast(pl.String).fill_null(""), pl.lit("|status|")).cast(pl.Categorical)
        ordinary = (answer == _NO) & ~homes[ROW].is_in(self.differing)
        homes = homes.with_columns(
            pl.when(ordinary).then(pl.lit(NOT_POOR, kind)).otherwise(pl.col("household_type")).alias("household_type"),
            pl.when(bare | undecided).then(unread).otherwise(pl.col(UNREAD)).alias(UNREAD),
        )
        return replace(result, tables={**result.tables, "households": homes})

    def _told(self) -> Iterator[tuple[list[int], Text]]:
        if self.bare:
            yield (
                self.bare,
                Text(
                    "只写明是，没有识别时间、脱贫属性、脱贫年度可看，分不清仍在册还是已脱贫，这些户无法判断，没有计入",
                    "that say that the household is poor, while no time of identification, status or year of exit says whether it still is or "
                    "has left; these households are undecided and not counted",
                ),
            )
        if self.undecided:
            yield (
                self.undecided,
                Text(
                    "写明不是贫困户，而识别时间、返贫时间或致贫原因写明在册，这些户无法判断，没有计入",
                    "that say no, while a time of identification or relapse or a cause says that the household is on the list; these "
                    "households are undecided and not counted",
                ),
            )
        if self.differing:
            yield (
                self.differing,
                Text(
                    "写明不是贫困户，而其他列写明在册，按其他列计，请核实",
                    "that say no, while other columns say that the household is on the list; these count, look into them",
                ),
            )

    def faults(self, grid: Grid) -> Iterator[Fault]:
        """That other columns contradict it, each kind at its first row."""
        for rows, said in self._told():
            place = Place(grid.file, grid.sheet, rows[0], self.match.column, self.match.heading)
            values = {"heading": self.match.heading, "rows": len(rows), "said": said}
            yield Fault(POOR_OR_NOT, place, "households", "status", values=values)

    def notes(self, grid: Grid) -> Iterator[Text]:
        """The same for the readers of figures and lists, with the rows."""
        where = f"{grid.file} {grid.sheet or ''}".strip()
        for rows, said in self._told():
            named = rows_named([Place(grid.file, grid.sheet, row) for row in sorted(rows)])
            yield Text(
                f"{where}：“{self.match.heading}”有 {len(rows)} 行{said[0]}：{named[0]}。",
                f"{where}: {self.match.heading}, rows {said[1]}: {len(rows)} ({named[1]}).",
            )
