"""Sheets that name some persons only (雨露计划, 公益岗, 自然减少人口) beside a register: they are no lists of its members.

Who is not in such a sheet is a member all the same. The sheet does not take the place of the stated sizes, adds nobody and accuses nobody.
A sheet of persons is a list of whole households and is read as one, but for two kinds, both beside other sheets of the register:

- It calls itself something else than households or their members (`what_it_names`), and most of its households are cut: they have fewer
  rows than their stated size or, where none is stated, no head or nobody else. Where no list of members stands beside such sheets, they
  also have to name most households of the register together. A list of its own households that are on the register is a part of it.
- Nothing says what it is, no other sheet names members, and most of its households are not whole: they have fewer rows than their stated
  size and, where there is a column of relations, no head.

Who came or left is told apart: such a sheet says of members of a whole list when they came or left, and is no list of members by itself.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from puxi_cli.findings import InputRead
from puxi_cli.records.person import HEAD
from puxi_cli.records.place import Place
from puxi_cli.sheets.faults import OTHER_LIST, Fault
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.headings import SAYS_OF_ONE
from puxi_cli.sheets.helper_lists import LIST, names_of
from puxi_cli.sheets.layouts import ReadSheet
from puxi_cli.sheets.newest_sheets import Sheet
from puxi_cli.sheets.other_lists import has_columns_of_another
from puxi_cli.text.counting import counted, listed, verb
from puxi_cli.text.words import NO_WORDS, Text

SOME = Text("部分人员的名单", "a list of some persons")
CHANGES = Text("人口增减名单", "a list of persons who came or left")
MEMBERS = Text("家庭成员名单", "a list of members")
_Table = tuple[str, str | None, int]  # file, sheet and row of the headings
_LONGEST = 40  # signs of a title; a longer text tells how to fill the table in
_SHOWN = 5
_NOTE_LINE = re.compile(r"(?:填[表报写]|注|说明|备注|本表|表中|要求)")
# 清退户, 低保户 and 易地搬迁户 are households; 减少人口, 低保 and 易地搬迁人员 are persons, and not all of a household.
_MOVED = re.compile(r"(?:减少|增加|增减|新增|死亡|去世|销户|迁出|迁入|出生|婚入|嫁入|外嫁|变动|变更)(?!.{0,4}户)")
_ABOUT_SOME = re.compile(
    r"(?:雨露|助学|学生|在校|就学|教育|学前|辍学|公益|护林|护路|保洁|岗位|专岗|特岗|残疾|务工|就业|劳动力|慢性?病|大病|重病|患者|签约|健康|体检|住院|低保|五保|特困|兜底"
    r"|搬迁|安置(?!点|区|小区|社区|房)|培训|参保|缴费|医保|合疗|合作医疗|养老|社保|保险|补助|补贴|奖补|贷款|分红|救助|资助|慰问|发放|妇女|老人|老年|高龄|儿童|留守|孤儿"
    r"|党员|致富|大龄)(?!.{0,4}户)"
)
_OF_SOME = re.compile(f"(?:{_ABOUT_SOME.pattern})(?:人口|人员)")
_WHOLE = re.compile(
    r"成员|人口信息|人口情况|人口(?:花?名册|名单|表|台账|台帐|基础)|(?:贫困|脱贫|建档立卡|家庭|全部|在册)人口|人口$"
)


def what_it_names(grid: Grid, found: Located) -> Text | None:
    """Whom a sheet of persons says that it names, by the nearest of its names that tells: `SOME`, `CHANGES` or `MEMBERS`; None where none
    does, or one tells of both."""
    if "persons" not in found.assignment.tables:
        return None
    for text, is_title in names_of(grid, found):
        if len(text) > _LONGEST or _NOTE_LINE.match(text) or (is_title and not re.search(LIST, text)):
            continue
        some, whole = _ABOUT_SOME.search(text), _WHOLE.search(_OF_SOME.sub("", text))
        if _MOVED.search(text):
            return CHANGES
        if some or whole:
            return None if some and whole else SOME if some else MEMBERS
    return SOME if has_columns_of_another(found) else None


def says_of_one(found: Located) -> bool:
    """Whether a sheet says of its households that they are listed."""
    return not SAYS_OF_ONE.isdisjoint(str(match.field) for match in found.assignment.matched)


@dataclass(frozen=True)
class PartialLists:
    """The sheets that are read, and those that name some persons only, each with what it is."""

    sheets: list[ReadSheet]
    apart: tuple[tuple[ReadSheet, Text], ...] = ()

    def faults(self) -> list[Fault]:
        """That these sheets are of another kind."""
        return [
            Fault(OTHER_LIST, Place(sheet.file, sheet.sheet), values={"rows": _persons(sheet).height, "kind": kind})
            for sheet, kind in self.apart
        ]

    def notes(self) -> list[Text]:
        """The same for readers of figures and lists, with the households that stand nowhere else."""
        known = _numbers(self.sheets)
        return [_note(sheet, kind, known) for sheet, kind in self.apart]

    @property
    def unread(self) -> dict[_Table, Text]:
        """Those of them of which no row is read."""
        read = {_table(sheet) for sheet in self.sheets}
        return {_table(sheet): kind for sheet, kind in self.apart if _table(sheet) not in read}

    @property
    def sheets_apart(self) -> set[Sheet]:
        """Their sheets."""
        return {(file, sheet) for file, sheet, _ in self.unread}


@dataclass
class OfSheets:
    """What was found and is told of each table: nothing of one that is not read."""

    faults: dict[_Table, list[Fault]] = field(default_factory=dict)
    notes: dict[_Table, list[Text]] = field(default_factory=dict)

    def add(self, grid: Grid, found: Located, faults: list[Fault], notes: list[Text]) -> None:
        """What the reading of a table has to say."""
        self.faults[grid.file, grid.sheet, found.row], self.notes[grid.file, grid.sheet, found.row] = faults, notes

    def without(
        self, partial: PartialLists, inputs: list[InputRead], faults: list[Fault], notes: list[Text], beside: list[Text]
    ) -> tuple[list[InputRead], list[Fault], list[Text], list[Text]]:
        """Files, faults and notes without what is about the lists of some persons; and that these were not read."""
        if not partial.apart:
            return inputs, faults, notes, beside
        unread = partial.unread
        gone = {id(fault) for table in unread for fault in self.faults.get(table, ())}
        said = {note for table in unread for note in self.notes.get(table, ())}
        return (
            [_with_unread(one, unread) for one in inputs],
            [*(fault for fault in faults if id(fault) not in gone), *partial.faults()],
            [note for note in notes if note not in said],
            [note for note in beside if note not in said],
        )


def _with_unread(one: InputRead, unread: Mapping[_Table, Text]) -> InputRead:
    """A file, with the sheets of which nothing is read among those that are known to be of another kind."""
    of_it = {(sheet or Path(file).name, row): kind for (file, sheet, row), kind in unread.items() if file == one.file}
    names = [
        (sheet.sheet, of_it[sheet.sheet, sheet.header_row]) for sheet in one.sheets if (sheet.sheet, sheet.header_row) in of_it
    ]
    kept = tuple(sheet for sheet in one.sheets if (sheet.sheet, sheet.header_row) not in of_it)
    return dataclasses.replace(one, sheets=kept, unread=(*one.unread, *(name for name, _ in names)), others=(*one.others, *names))


def without_partial_lists(sheets: Sequence[ReadSheet]) -> PartialLists:
    """See the module. Of a list of who came or left, the rows are kept whose household has members in a whole list."""
    lists = [sheet for sheet in sheets if "persons" in sheet.checked.tables]
    named = [sheet for sheet in lists if sheet.names in (SOME, CHANGES)]
    others = [sheet for sheet in sheets if sheet not in named and {"households", "persons"} & {*sheet.checked.tables}]
    whole = [sheet for sheet in others if "persons" in sheet.checked.tables]
    partial = _partial(named, others, sheets)
    apart = partial.sheets
    if len(whole) == 1 and whole[0].names is None and not whole[0].is_register and _most_are_cut(whole[0], sheets):
        apart += whole
    if not apart:
        return PartialLists(list(sheets))
    in_whole = [sheet for sheet in lists if sheet not in apart]
    members, papers = _numbers(in_whole, "persons"), _papers(in_whole)
    kept: list[ReadSheet] = []
    found: list[tuple[ReadSheet, Text]] = []
    for sheet in sheets:
        if sheet not in apart:
            kept.append(sheet)
            continue
        rest = sheet
        if sheet.names == CHANGES and members.len():
            here = pl.concat([members, partial.whole_in(named, sheet)])
            of_members, rest = (_only(sheet, here, papers, others=others) for others in (False, True))
            kept += [of_members] if _persons(of_members).height else []
        if _persons(rest).height:
            found.append((rest, sheet.names or SOME))
    return PartialLists(kept, tuple(found))


def _persons(sheet: ReadSheet) -> pl.DataFrame:
    return sheet.checked.tables["persons"]


def _table(sheet: ReadSheet) -> _Table:
    return sheet.file, sheet.sheet, sheet.found.row


def _numbers(sheets: Sequence[ReadSheet], *tables: str) -> pl.Series:
    """The household numbers of these sheets, in these tables or in any."""
    wanted = tables or ("households", "persons")
    found = [sheet.checked.tables[name]["household_id"] for sheet in sheets for name in wanted if name in sheet.checked.tables]
    return pl.concat(found).drop_nulls().unique() if found else pl.Series(dtype=pl.String)


def _papers(sheets: Sequence[ReadSheet]) -> pl.Series:
    """The identity numbers of the members in these sheets."""
    found = [_persons(sheet)["id_no"].cast(pl.String) for sheet in sheets]
    return pl.concat(found).drop_nulls().unique() if found else pl.Series(dtype=pl.String)


def _sizes(sheets: Sequence[ReadSheet]) -> pl.DataFrame:
    """The stated size of each household that has one."""
    found = [
        sheet.checked.tables["households"].select("household_id", "size")
        for sheet in sheets
        if "households" in sheet.checked.tables
    ]
    frame = pl.concat(found) if found else pl.DataFrame(schema={"household_id": pl.String, "size": pl.Int64})
    return frame.drop_nulls().group_by("household_id").agg(pl.col("size").max()).filter(pl.col("size") > 0)


@dataclass(frozen=True)
class _Partial:
    """Those of the sheets with another name that are no lists of whole households, and the households of which all are named, by sheet."""

    sheets: list[ReadSheet]
    whole: pl.DataFrame = field(default_factory=lambda: pl.DataFrame({"at": [], "household_id": []}))

    def whole_in(self, named: Sequence[ReadSheet], sheet: ReadSheet) -> pl.Series:
        """The households of which a sheet names all."""
        return self.whole.filter(pl.col("at") == [id(one) for one in named].index(id(sheet)))["household_id"].cast(pl.String)


def _partial(named: Sequence[ReadSheet], others: Sequence[ReadSheet], sheets: Sequence[ReadSheet]) -> _Partial:
    """See the module. All sheets are looked up at once: what the others have is gone through once, and not for each."""
    if not named or not others:
        return _Partial([])
    known = _numbers(others)
    rows = pl.concat(
        _persons(one).select("household_id", pl.lit(at).alias("at"), (pl.col("relation") == HEAD).fill_null(False).alias("head"))
        for at, one in enumerate(named)
    ).drop_nulls("household_id")
    homes = rows.group_by("at", "household_id").agg(pl.len().alias("rows"), pl.col("head").any())
    homes = homes.join(_sizes(sheets), on="household_id", how="left").with_columns(
        pl.col("household_id").is_in(known.implode()).alias("known"),
        pl.coalesce(pl.col("rows") < pl.col("size"), ~pl.col("head") | (pl.col("rows") == 1)).alias("cut"),
    )
    counts = {
        at: rest
        for at, *rest in homes.group_by("at").agg(pl.len(), *(pl.col(name).sum() for name in ("known", "head", "cut"))).rows()
    }
    found: list[int] = []
    perhaps: list[int] = []
    for at, sheet in enumerate(named):
        own, elsewhere, heads, cut = counts.get(at, (0, 0, 0, 0))
        if sheet.is_register if sheet.made else 2 * elsewhere <= own and (sheet.is_register or 2 * heads > own):
            continue
        (found if 2 * cut > own or not own else perhaps).append(at)
    if perhaps and not any("persons" in one.checked.tables for one in others):
        covered = homes.filter(pl.col("at").is_in(perhaps) & pl.col("known"))["household_id"].n_unique()
        found += perhaps if 2 * covered < known.len() else []
    return _Partial([named[at] for at in sorted(found)], homes.filter(~pl.col("cut")).select("at", "household_id"))


def _most_are_cut(sheet: ReadSheet, sheets: Sequence[ReadSheet]) -> bool:
    """Whether most households of a sheet have fewer rows than their stated size and, as far as it tells relations, no head."""
    head = (pl.col("relation") == HEAD).fill_null(False)
    counted = _persons(sheet).group_by("household_id").agg(pl.len().alias("rows"), head.any().alias("headed"))
    sized = counted.join(_sizes([one for one in sheets if one is not sheet]), on="household_id")
    cut = sized.filter(pl.col("rows") < pl.col("size"), ~pl.col("headed"))
    return sheet.made is None and 2 * cut.height > sized.height


def _only(sheet: ReadSheet, numbers: pl.Series, papers: pl.Series, *, others: bool = False) -> ReadSheet:
    """The sheet with the rows of these households and, where they name no household, of who has one of these papers; or with all others."""
    household = pl.col("household_id")
    of_house = household.is_in(numbers.implode()).fill_null(False)
    of_member = household.is_null() & pl.col("id_no").cast(pl.String).is_in(papers.implode()).fill_null(False)
    tables = {}
    for name, frame in sheet.checked.tables.items():
        here = of_house | of_member if "id_no" in frame.columns else of_house
        tables[name] = frame.filter(~here if others else here) if "household_id" in frame.columns else frame
    return dataclasses.replace(sheet, checked=dataclasses.replace(sheet.checked, tables=tables))


def _note(sheet: ReadSheet, kind: Text, known: pl.Series) -> Text:
    where, rows = f"{sheet.file} {sheet.sheet or ''}".strip(), _persons(sheet).height
    own = _numbers([sheet]).sort()
    if kind == CHANGES:
        here = listed(own.filter(own.is_in(known.implode())).to_list(), _SHOWN) if sheet.made is None else NO_WORDS
        return Text(
            f"{where}：{rows} 行是增加或减少的人口，没有这些户的成员名单可对，未作为家庭成员读取；人数按户信息表所填，"
            f"其中是否已计入这些增减看不出，请核实"
            f"{'：' if here.zh else ''}{here.zh}。",
            f"{where}: {counted(rows, 'row')} {verb(rows, 'is', 'are')} of persons who came or left, and no list names the "
            f"members of their households; they were not read as members. Persons are counted as the sheet of households "
            f"states them, and whether it takes these changes in, nobody can tell; find out{': ' if here.en else ''}{here.en}.",
        )
    lost = own.filter(~own.is_in(known.implode())) if sheet.made is None else own.clear()
    elsewhere = listed(lost.to_list(), _SHOWN)
    return Text(
        f"{where}：只列了部分人员（{rows} 行），不是完整的家庭成员名单，未读，不影响各户人数"
        + (f"；其中 {lost.len()} 户不在其他表中，没有计入：{elsewhere.zh}" if lost.len() else "")
        + "。",
        f"{where}: it names some persons only (rows: {rows}) and is no whole list of members; it was not read and changes the size of no household"
        + (f". Households that stand in no other sheet and are not counted: {lost.len()} ({elsewhere.en})" if lost.len() else "")
        + ".",
    )
