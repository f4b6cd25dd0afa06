"""What columns of kinds say of who is no poor household: 一般农户, 边缘易致贫户; and the times of households that are monitored.

Lists of 2020 and later name monitored households, 监测对象, under 户类型 or 类别 as well as under 监测对象类别, and write beside them when the
monitoring began under 识别时间, the heading of the register's own time. A word of a kind is read as what it says of the kind and of the
monitoring, and such a time as that of the monitoring. A column of another heading is read as the kind where all its cells are kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from puxi_cli.records.codes import code_list
from puxi_cli.records.household import EXITED_TYPE, MARGINAL, NOT_POOR, STRUCK, UNSTABLE
from puxi_cli.records.place import Place, rows_named
from puxi_cli.records.text import folded
from puxi_cli.registry import MONITORING, ROW, UNREAD
from puxi_cli.sheets.assignment import MADE, Assignment, Match
from puxi_cli.sheets.body import body_of, column_name
from puxi_cli.sheets.check import CheckedSheet
from puxi_cli.sheets.faults import Fault
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.layouts import cannot_read
from puxi_cli.sheets.poor_or_not import PoorOrNot
from puxi_cli.sheets.qualifiers import normal
from puxi_cli.text.words import Text

_HEADING = re.compile(r"(?:农?户|农户|贫困户|家庭|人员|人口|对象|身份|贫困)?(?:的)?(?:类别|类型|属性|性质)|户别")
_MONITORED = {
    **dict.fromkeys(("边缘户", "边缘易致贫户", "边缘易致贫", "边缘监测户", "贫困边缘户", "非建档立卡边缘户"), MARGINAL),
    **dict.fromkeys(("脱贫不稳定户", "脱贫不稳定", "脱贫监测户"), UNSTABLE),
    **dict.fromkeys(("突发严重困难户", "突发严重困难", "突发困难户", "严重困难户"), STRUCK),
}
# The kind of household that each is by definition; who was struck by a misfortune may be either.
_TYPE = {MARGINAL: NOT_POOR, UNSTABLE: EXITED_TYPE, STRUCK: None}
# Monitored, and of which kind is not said.
_SOME_MONITORED = re.compile(
    r"(?:防返贫|防止返贫致贫|防返贫致贫|(?:未|已)(?:消除|解除)(?:风险)?|风险(?:未|已)?(?:消除|解除))*监测(?:户|对象|对象户|农户|家庭)|三类(?:户|人员|对象)"
)
_POOR = frozenset(("贫困户", "建档立卡户", "建档立卡贫困户", "在册贫困户", "贫困农户"))
_MONITORED_SINCE = "2021"  # a time of identification of a monitored household from this year on is that of its monitoring


def with_kind_by_cells(grid: Grid, where: Located) -> Located:
    """A list of households without a type or kind, with the first column of such a heading of which every cell says one as its type or kind."""
    assignment = where.assignment
    if "households" not in assignment.tables or any(
        match.field in ("household_type", "poor_type") for match in assignment.matched
    ):
        return where
    candidates = [match for match in assignment.matches if not match.field and _HEADING.fullmatch(normal(match.heading))]
    if not candidates:
        return where
    body = body_of(grid, where).frame
    for match in candidates:
        words = [folded(text) for text in body[column_name(match.column)].drop_nulls().unique() if folded(text)]
        if name := _field_of(words):
            read = replace(match, how="context", table="households", field=name, near=None, extra=None)
            matches = tuple(read if one is match else one for one in assignment.matches)
            return replace(where, assignment=replace(assignment, matches=matches))
    return where


def _field_of(words: list[str]) -> str | None:
    """The field of which all words of a column are values; None where one is not, or where none says more than that it is poor."""
    rest = [word for word in words if word not in _POOR]
    known = [word in _MONITORED or bool(_SOME_MONITORED.fullmatch(word)) for word in rest]
    for name in ("household_type", "poor_type"):
        if rest and all(said or code_list(name).read(word) for word, said in zip(rest, known, strict=True)):
            return name
    return None


@dataclass
class Kinds:
    """The columns of a sheet that say of what kind a household is and how it is monitored, over all pieces of the sheet.

    `monitored` is a column of its own (`MADE`) where the sheet has none, and no column where no kind is read either.
    """

    kind: Match | None
    monitored: Match
    since: Match | None  # the column of identification
    poor: list[int] = field(default_factory=list)  # rows of which a column read by its cells says that they are poor, and not how
    some: list[int] = field(default_factory=list)  # rows that are monitored, and of which kind is not said
    moved: list[int] = field(default_factory=list)
    said: bool = False  # whether a kind of this sheet says that a household is monitored

    @classmethod
    def of(cls, grid: Grid, whole: Assignment, wanted: Assignment) -> Kinds | None:
        """None for a sheet that has neither column; `wanted` is the part of `whole` that is read."""
        columns = {match.field: match for match in wanted.matched if match.table == "households"}
        kind = columns.get("household_type") or columns.get("poor_type")
        monitored = columns.get("monitored_type")
        if kind and not monitored:
            monitored = Match(whole.behind(grid.last_column), kind.heading, MADE, "households", "monitored_type")
        return cls(kind, monitored, columns.get("identified")) if monitored else None

    def within(self, wanted: Assignment) -> Assignment:
        """The part that is read, with the column of the monitoring."""
        return replace(wanted, matches=(*wanted.matches, self.monitored)) if self.monitored.how == MADE else wanted

    def read(self, frame: pl.DataFrame) -> pl.DataFrame:
        """A body in which a kind that is a word of monitoring says both."""
        name = column_name(self.monitored.column)
        said = frame[name] if name in frame.columns else pl.Series(name, [None] * frame.height, dtype=pl.String)
        if not self.kind:
            return frame
        kind = column_name(self.kind.column)
        words = {text: folded(text) for text in frame[kind].drop_nulls().unique()}
        monitored = {text: _MONITORED[word] for text, word in words.items() if word in _MONITORED}
        some = [text for text, word in words.items() if _SOME_MONITORED.fullmatch(word)]
        poor = [text for text, word in words.items() if word in _POOR] if self.kind.how == "context" else []
        if not (monitored or some or poor):
            return frame if name in frame.columns else frame.with_columns(said)
        self.said |= bool(monitored or some)
        said = pl.select(
            pl.coalesce(said, frame[kind].replace_strict(monitored, default=None, return_dtype=pl.String))
        ).to_series()
        vague = frame[kind].is_in(some)
        self.some += frame.filter(vague & said.is_null())[ROW].to_list()
        self.poor += frame.filter(frame[kind].is_in(poor))[ROW].to_list()
        # A kind that only says that it is monitored says nothing beside the column that says how.
        types = {text: self._type(label) for text, label in monitored.items()} | dict.fromkeys(poor)
        plain = pl.when(vague & said.is_not_null()).then(None).otherwise(frame[kind].replace(types))
        return frame.with_columns(plain.alias(kind), said.alias(name))

    def _type(self, label: str) -> str | None:
        kind = _TYPE[label]
        return kind if kind == NOT_POOR or (self.kind and self.kind.field == "household_type") else None

    def held_against(self, result: CheckedSheet) -> CheckedSheet:
        """The sheet with what the kinds leave open, and with the times of the monitoring where they belong."""
        homes = result.tables.get("households")
        if homes is None:
            return result
        marks = [(pl.col(ROW).is_in(self.some) & pl.col("monitored_type").is_null(), "|monitored_type|")] if self.some else []
        if self.poor and self.kind:
            marks.append((pl.col(ROW).is_in(self.poor), f"|{self.kind.field}|"))
        homes = _marked(homes, marks)
        own = pl.col("monitored_type").is_not_null() | cannot_read("monitored_type")
        # A list of members may say it in the first row of a household alone.
        watched = own | (pl.col("household_id").is_not_null() & own.any().over("household_id"))
        late = pl.col("identified").cast(pl.String).str.slice(0, 4) >= _MONITORED_SINCE
        moved = homes.select((watched & late).fill_null(False).alias("moved"))["moved"]
        if moved.any():
            self.moved += homes.filter(moved)[ROW].to_list()
            homes = homes.with_columns(
                pl.when(moved)
                .then(pl.coalesce("risk_since", pl.col("identified")))
                .otherwise(pl.col("risk_since"))
                .alias("risk_since"),
                pl.when(~moved).then(pl.col("identified")).alias("identified"),
            )
            homes = _marked(homes, [(moved, f"|{MONITORING}|")])
        return replace(result, tables={**result.tables, "households": homes})

    def faults(self, grid: Grid) -> Iterator[Fault]:
        """None: that other columns contradict a kind is seen in the whole register (`open_standing.not_poor_listed`)."""
        del grid
        return iter(())

    def notes(self, grid: Grid) -> Iterator[Text]:
        """Which times of identification were read as those of the monitoring."""
        if not self.moved or not self.since:
            return
        where, heading = f"{grid.file} {grid.sheet or ''}".strip(), self.since.heading
        rows = rows_named([Place(grid.file, grid.sheet, row) for row in sorted(self.moved)])
        yield Text(
            f"{where}：监测对象的“{heading}”在 {_MONITORED_SINCE} 年及以后的有 {len(self.moved)} 行，读作纳入监测的时间，不作为贫困户的识别时间，"
            f"不据此计入贫困户：{rows[0]}。",
            f"{where}: rows of monitored households with {heading} of {_MONITORED_SINCE} or later, read as the time when the monitoring began "
            f"and not as that of identification as poor, by which none counts as poor: {len(self.moved)} ({rows[1]}).",
        )


StandingColumns = PoorOrNot | Kinds


def standing_columns(
    grid: Grid, found: Assignment, whole: Assignment, wanted: Assignment
) -> tuple[list[StandingColumns], Assignment]:
    """The columns of a sheet that say in their own words who is poor, and the part of it that is read with what they add.

    `whole` are the columns `found` with those that puxi added.
    """
    poor, kinds = PoorOrNot.of(found, wanted), Kinds.of(grid, whole, wanted)
    return [one for one in (poor, kinds) if one], kinds.within(wanted) if kinds else wanted


def held_against(
    standing: Sequence[StandingColumns], result: CheckedSheet, wanted: Assignment
) -> tuple[CheckedSheet, Assignment]:
    """The sheet with what these columns say, and the part of it that is read: without a column of monitoring of which no kind speaks,
    for a sheet that lacks a column says nothing of it."""
    for one in standing:
        result = one.held_against(result)
        if isinstance(one, Kinds) and one.monitored.how == MADE and not one.said:
            wanted = replace(wanted, matches=tuple(match for match in wanted.matches if match is not one.monitored))
    return result, wanted


def _marked(homes: pl.DataFrame, marks: Sequence[tuple[pl.Expr | pl.Series, str]]) -> pl.DataFrame:
    """The rows with more in what they leave open (`UNREAD`)."""
    for rows, mark in marks:
        more = pl.concat_str(pl.col(UNREAD).cast(pl.String).fill_null(""), pl.lit(mark)).cast(pl.Categorical)
        homes = homes.with_columns(pl.when(rows).then(more).otherwise(pl.col(UNREAD)).alias(UNREAD))
    return homes
