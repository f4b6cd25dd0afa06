"""Household numbers of puxi's own for rosters that have none: from the village and the head, the same in every file and order."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from puxi_cli.records.compile import same_names
from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.records.text import same_name
from puxi_cli.registry import ROW
from puxi_cli.sheets.assignment import MADE, Assignment, Match
from puxi_cli.sheets.body import column_name
from puxi_cli.sheets.check import CheckedSheet
from puxi_cli.sheets.fill_down import heads_of
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.head_names import REMARK_BEHIND
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.headings import SAYS_OF_ONE
from puxi_cli.sheets.merged_rows import MergedRows
from puxi_cli.text.words import NO_WORDS, Text

_DIGITS = 10
_MOST = 10  # heads named in a note
_SHOWN = 5  # numbers of households of one head
_DIGIT_SIGNS = "零一二三四五六七八九"


@dataclass
class Namesakes:
    """The households met so far whose heads have one name in one village, numbered from 1 as they begin.

    By group the last of them, and the one whose head's row was not met yet; by the number of the head's paper the first, with its group.
    A group that is not written is blank: it may be any.
    """

    count: int = 0
    headed: bool = False
    last: dict[str, int] = field(default_factory=dict)
    waiting: dict[str, int] = field(default_factory=dict)
    papers: dict[str, tuple[int, str]] = field(default_factory=dict)

    def of_head(self, group: str, paper: str) -> int:
        """The household of a row of its head: the one that waits for it, or has its paper, else a new one."""
        self.headed = True
        nth, of_paper = self.papers.get(paper, (0, "")) if paper else (0, "")
        if nth and (not group or not of_paper or group == of_paper):
            return nth
        waits = group if group in self.waiting else "" if group else next(iter(self.waiting), "")
        nth = self.waiting.pop(waits, 0) or self._new(group)
        self.last[group] = max(nth, self.last.get(group, 0))
        if paper:
            self.papers.setdefault(paper, (nth, group))
        return nth

    def of_others(self, group: str) -> int:
        """The household of a block without its head's row: that of its group, else the last. It begins one where no head's row was met
        and none of its group is known."""
        if group:
            known = self.last.get(group) or self.last.get("")
        else:
            known = self.count
        if known or (self.headed and self.count):
            return known or self.count
        nth = self._new(group)
        self.waiting[group] = nth
        return nth

    def _new(self, group: str) -> int:
        self.count += 1
        self.last[group] = self.count
        return self.count


Homes = dict[tuple[str, str], Namesakes]  # the households met so far, by village and head's name


@dataclass(frozen=True)
class MadeNumbers:
    """The column that a roster lacks: behind the last of the sheet, matched to the household number.

    `homes` has the households met so far, by village and head's name, over all pieces of the sheet; `met` the rows with which its blocks
    and households begin, as they say whose they are.
    """

    match: Match
    homes: Homes = field(default_factory=dict, compare=False)
    villages: bool = True  # whether a column says them
    papers: bool = False  # whether it is a list of members with the numbers of their papers
    of_register: bool = False  # whether the sheet says that its households are listed, or how persons are related to a head
    merged: MergedRows | None = None
    met: list[pl.DataFrame] = field(default_factory=list, compare=False)

    @property
    def by(self) -> Text:
        """What households were formed by."""
        return (
            Text("行政村和户主", "village and head")
            if self.villages
            else Text("户主", "head alone, as no column says the village")
        )

    @property
    def done(self) -> Text:
        """What was done in place of the column."""
        return Text(
            f"按{self.by.zh}分户，户编号由系统自编", f"households were formed by {self.by.en}, with numbers of puxi's own"
        )

    def within(self, assignment: Assignment) -> Assignment:
        """The assignment with the made column."""
        return replace(assignment, matches=(*assignment.matches, self.match))

    def added(self, frame: pl.DataFrame, whole: Assignment) -> pl.DataFrame:
        """A body with the made column; a row of which no head is known has none.

        A household is a village and a head's name: that of the column 户主姓名, else of the row 本人或户主, which begins a household.
        Two heads of one name in a village are told apart by their order; rows without their head's belong to the one of their group. What
        a roster writes once, in the first row of a household, holds for the rows below it, as does what is merged over them.
        """
        matches = {str(match.field): match for table in whole.tables for match in whole.of(table)}
        columns = {name: pl.col(column_name(match.column)) for name, match in matches.items()}
        nothing = pl.lit(None, pl.String)
        # In a list of households every row is one.
        heads = _heads(frame, matches) if "persons" in whole.tables else pl.Series([True] * frame.height, dtype=pl.Boolean)
        head = columns.get("head_name", pl.when(heads).then(columns.get("name", nothing)))
        keys = frame.select(
            ROW,
            columns.get("village", nothing).alias("village"),
            head.str.replace(REMARK_BEHIND, "").alias("head"),
            columns.get("group", nothing).alias("group"),
            heads.alias("is_head"),
            columns.get("id_no", nothing).str.strip_chars().alias("paper"),
            pl.coalesce(columns.get("head_id_no", nothing), pl.when(heads).then(columns.get("id_no", nothing))).alias("of_head"),
            columns.get("phone", nothing).alias("phone"),
            columns.get("size", nothing).alias("size"),
        )
        if self.merged is not None:
            below = self.merged.continue_household(frame, matches, keys["head"])
            keys = keys.with_columns(pl.col("is_head") & ~below)
        begins = pl.col("is_head")
        for name in ("head", "group"):
            begins |= (pl.col(name) != pl.col(name).shift(1).forward_fill()).fill_null(False)
        keys = keys.with_columns(begins.cum_sum().alias("block")).with_columns(
            pl.col("head").forward_fill().over("block"),
            pl.col("village").drop_nulls().first().over("block").fill_null(""),
            pl.col("group").drop_nulls().first().over("block").fill_null(""),
        )
        first = keys.filter(
            pl.col("is_head") | pl.col("head").is_null() | (pl.col("block") != pl.col("block").shift(1, fill_value=-1))
        )
        self.met.append(first.drop("block"))
        made = pl.Series(numbered(first, self.homes), dtype=pl.String)
        return frame.with_columns(of_blocks(first[ROW], made, frame[ROW]).alias(column_name(self.match.column)))

    def note(self, grid: Grid, result: CheckedSheet) -> Text:
        """That households were formed by their heads, how many, and which heads of one name were taken for several."""
        numbers = result.tables[str(self.match.table)]["household_id"].drop_nulls().unique()
        return self.told_of(grid.shown, set(numbers))

    def told_of(self, where: Text, numbers: Collection[str]) -> Text:
        """The same of some of its households."""
        count = len(numbers)
        of_heads = [
            (village, [str(number_of(village, name, nth)) for nth in range(1, homes.count + 1)])
            for (village, name), homes in self.homes.items()
            if homes.count > 1
        ]
        twice = [
            (village, found) for village, of_head in of_heads if len(found := [one for one in of_head if one in numbers]) > 1
        ]
        zh, en = "", ""
        if twice:
            more = len(twice) - _MOST
            named = of_one_name(twice[:_MOST])
            zh = f"同村户主同名、按小组或出现次序分作几户的：{named.zh}{f' 等，另有 {more} 个户主' if more > 0 else ''}，请核实。"
            en = f" Heads of one name in a village, told apart by group or order: {named.en}{f' and {more} more' if more > 0 else ''}."
        return Text(
            f"{where.zh}：没有“{self.match.heading}”列，按{self.by.zh}分户，共 {count} 户；所列户编号（以 9 开头）为系统自编，不是登记编号，"
            f"用 puxi explain 加编号可查是哪一户。{zh}",
            f"{where.en}: there is no column {self.match.heading}; households were formed by {self.by.en}: {count}. The numbers shown "
            f"(they begin with 9) are puxi's own; puxi explain NUMBER shows whose one is.{en}",
        )


def of_one_name(heads: Iterable[tuple[str, Sequence[str]]]) -> Text:
    """The village and the first numbers of households whose heads have one name."""
    zh, en = [], []
    for village, numbers in heads:
        more = len(numbers) - _SHOWN
        zh.append(village + "、".join(numbers[:_SHOWN]) + (f" 等 {len(numbers)} 户" if more > 0 else ""))
        en.append(f"{village} {', '.join(numbers[:_SHOWN])}" + (f" and {more} others" if more > 0 else ""))
    return Text("；".join(zh), "; ".join(en))


def apart_notes(heads: Sequence[tuple[str, Sequence[str]]]) -> tuple[Text, ...]:
    """That households whose heads have one name stay apart, as sheets differ in what they say of them."""
    if not heads:
        return ()
    named = of_one_name(heads[:_MOST])
    more = Text(" 等", " and others") if len(heads) > _MOST else NO_WORDS
    return (
        Text(
            f"几张表中同村户主同名，但证件号码、小组或姓名写法与人数不同的，按不同的户读取，也可能是同一户，请核实，共 {len(heads)} 个户主："
            f"{named.zh}{more.zh}。",
            f"Heads of one name in a village of whom sheets say another paper, group, or other words and size: they were read as different "
            f"households, and may be one. Look into them: {len(heads)} ({named.en}{more.en}).",
        ),
    )


def numbered(rows: pl.DataFrame, homes: Homes) -> list[str | None]:
    """The household numbers of rows with which households and their blocks begin (`MadeNumbers.met`); new ones come into `homes`."""
    made: list[str | None] = []
    for village, name, group, is_head, paper in rows.select("village", "head", "group", "is_head", "paper").iter_rows():
        if not name:
            made.append(None)
            continue
        of_name = homes.setdefault((same_name(village), same_name(name)), Namesakes())
        nth = of_name.of_head(plain_group(group), paper or "") if is_head else of_name.of_others(plain_group(group))
        made.append(number_of(village, name, nth))
    return made


def of_blocks(first: pl.Series, values: pl.Series, rows: pl.Series) -> pl.Series:
    """For each of the `rows` of a sheet the value of its block, by the `first` row of each, in their order."""
    place = first.search_sorted(rows, side="right").cast(pl.Int64) - 1
    return values.gather(pl.select(pl.when(place >= 0).then(place)).to_series())


def _heads(frame: pl.DataFrame, matches: dict[str, Match]) -> pl.Series:
    """The rows of heads: by the relation; in a list without one, those whose name is the head's."""
    if "relation" in matches or not {"name", "head_name"} <= matches.keys():
        return heads_of(frame, matches)
    name, head = (same_names(frame[column_name(matches[field].column)]) for field in ("name", "head_name"))
    return (name == head.forward_fill()).fill_null(False)


def plain_group(text: str) -> str:
    """A group as it is compared: 1组, 第一组 and 一组 are one, as are 12组 and 十二组."""
    plain = same_name(text).removeprefix("第").removesuffix("组").removesuffix("小").removesuffix("村民")
    tens, ten, ones = plain.partition("十")
    if ten and {*tens, *ones} <= set(_DIGIT_SIGNS[1:]):
        return str(10 * (_DIGIT_SIGNS.index(tens) if tens else 1) + (_DIGIT_SIGNS.index(ones) if ones else 0))
    return str(_DIGIT_SIGNS.index(plain)) if len(plain) == 1 and plain in _DIGIT_SIGNS else plain


def number_of(village: str, head: str | None, order: int) -> str | None:
    """The number of a household: ten digits that begin with 9, as no number of a register is known to."""
    if not head:
        return None
    sign = hashlib.sha256(f"{same_name(village)}|{same_name(head)}|{order}".encode()).hexdigest()
    return "9" + str(int(sign[:15], 16))[-(_DIGITS - 1) :].rjust(_DIGITS - 1, "0")


def made_numbers(grid: Grid, found: Located, assignment: Assignment) -> MadeNumbers | None:
    """The column of household numbers that a list of persons or households lacks; None where it has one, or where nothing says whose a row is."""
    fields = {match.field for match in assignment.matched}
    if "household_id" in fields:
        return None
    if "persons" in assignment.tables:
        table = "persons" if "name" in fields and fields & {"head_name", "relation"} else None
    else:
        table = "households" if "households" in assignment.tables and "head_name" in fields else None
    if table is None:
        return None
    column = assignment.behind(grid.last_column)
    return MadeNumbers(
        Match(column, fields_of(MODELS[table])["household_id"].heading, MADE, table, "household_id"),
        villages="village" in fields,
        papers=table == "persons" and "id_no" in fields,
        of_register=not fields.isdisjoint({"relation", *SAYS_OF_ONE}),
        merged=MergedRows.of(grid, found),
    )
