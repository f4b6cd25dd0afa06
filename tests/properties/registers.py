"""Makes small registers as clerks keep them, from a seed, and remembers which households they hold. Nobody in them exists.

`make(seed)` draws the households and spoils some of their cells; the way in which they are written is drawn besides: two sheets, one list,
a roster kept by hand, several sheets or files, merged cells, other headings, totals and notes between the rows.
"""

from __future__ import annotations

import csv
import html
import io
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

from tests.oracle import cells

FILE_DAY = date(2018, 12, 31)
STANDING = ("首次识别时间", "脱贫属性", "脱贫年度", "返贫时间", "贫困户属性", "户类型", "主要致贫原因")
VILLAGES = ("云杉湾村", "石垭村", "柳沟村")
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_GIVEN = "国志秀桂明芳平兰军英华贵有福山玉"
_NOTHING = ("", "", "", "/", "—", "无", "暂无", "不详")
Where = tuple[str, str | None, int]  # file, sheet, row

# What a cell means, and how clerks write it. A meaning is what the oracle reads.
_WRITTEN = {
    "201401": ("201401", "2014-01", "2014年1月", "２０１４０１", "2014/1"),
    "201512": ("201512", "2015年12月", "2015-12"),
    "2016": ("2016", "2016年", " 2016"),
    "2017": ("2017", "2017年", "２０１７"),
    "2018": ("2018", "2018年", "2018 "),
    "201706": ("201706", "2017年6月", "2017-06"),
    "201803": ("201803", "2018年3月", "2018/3"),
    "未脱贫": ("未脱贫", "未脱贫户", "未 脱贫", "0"),
    "已脱贫": ("已脱贫", "已脱贫（享受政策）", "已脱贫(享受政策)", "稳定脱贫", "脱贫"),
    "预脱贫": ("预脱贫", "预脱贫户", "02预脱贫"),
    "返贫": ("返贫", "返贫户"),
    "一般贫困户": ("一般贫困户", "低保贫困户", "五保贫困户", " 一般贫困户"),
    "一般农户": ("一般农户", "一般农户 "),
    "脱贫户": ("脱贫户",),
    "因病": ("因病", "因残", "缺技术"),
}
_UNREADABLE = {
    "首次识别时间": ("去年", "2o14", "201413"),
    "脱贫属性": ("某某", "状态甲"),
    "脱贫年度": ("2o17", "十七年"),
    "返贫时间": ("xx", "前年"),
    "贫困户属性": ("贫困户", "甲类"),
    "户类型": ("某类",),
    "主要致贫原因": ("原因甲",),
}
_HEADINGS = {
    "户编号": ("户编号", "贫困户编号", "户号", "户码"),
    "行政村": ("行政村", "村", "所属村", "村名"),
    "村民小组": ("村民小组", "组"),
    "户主姓名": ("户主姓名", "户主"),
    "人数": ("人数", "家庭人口", "家庭人口数", "人口数"),
    "姓名": ("姓名", "家庭成员姓名", "成员姓名"),
    "性别": ("性别",),
    "证件号码": ("证件号码", "身份证号", "身份证号码", "公民身份号码"),
    "与户主关系": ("与户主关系", "家庭关系"),
    "首次识别时间": ("首次识别时间", "识别时间", "识别年度"),
    "脱贫属性": ("脱贫属性", "户脱贫属性", "脱贫状态", "脱贫状况"),
    "脱贫年度": ("脱贫年度", "脱贫年份", "脱贫时间"),
    "返贫时间": ("返贫时间",),
    "贫困户属性": ("贫困户属性", "户属性"),
    "户类型": ("户类型",),
    "主要致贫原因": ("主要致贫原因", "致贫原因", "致贫原因1"),
    "备注": ("备注",),
    "序号": ("序号",),
}
_DECORATED = ("*{}", "【必填】{}", "{}（必填）", "{} ", "{}*", "{}：")


@dataclass
class Member:
    """A member as the file has it."""

    name: str
    number: str
    relation: str
    sex: str


@dataclass
class Family:
    """A household: what its cells mean (`cells`), how they are written, and in which rows of which files its members stand."""

    number: str
    village: str
    group: str
    members: list[Member]
    cells: dict[str, str]
    written: dict[str, str] = field(default_factory=dict)
    number_lost: bool = False  # no row has a number that can be read
    rows: set[Where] = field(default_factory=set)
    unnumbered: set[Where] = field(default_factory=set)  # rows without a number in a list that has one in every row

    @property
    def head(self) -> str:
        """The head's name."""
        return self.members[0].name


@dataclass
class Sheet:
    """Rows to be written, cells merged over rows, and which household each row is of."""

    file: str
    title: str
    rows: list[list[str]]
    merges: list[tuple[int, int, int]] = field(default_factory=list)  # first row, last row, column; all from 0
    of: dict[int, Family] = field(default_factory=dict)  # row from 0


@dataclass
class Register:
    """What was made: `households` are those that the file holds, `numbered` whether it has a column of their numbers."""

    seed: int
    families: list[Family]
    sheets: list[Sheet]
    form: str
    container: str
    numbered: bool
    headings: frozenset[str]  # the columns that are there
    notes: list[str] = field(default_factory=list)


class Maker:
    """Draws a register."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.random = random.Random(seed)
        self.serial = 0
        self.names: set[str] = set()

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    # Households

    def name(self) -> str:
        while True:
            name = self.random.choice(_SURNAMES) + "".join(self.random.choices(_GIVEN, k=self.random.choice([1, 2, 2])))
            if name not in self.names:
                self.names.add(name)
                return name

    def member(self, relation: str) -> Member:
        self.serial += 1
        woman = self.chance(0.5)
        seventeen = f"690000{self.random.randint(1940, 2014)}{self.random.randint(1, 12):02}15{self.serial * 2 + (not woman):03}"
        return Member(self.name(), seventeen + cells.check_character(seventeen), relation, "女" if woman else "男")

    def family(self, place: int) -> Family:
        relations = ["户主", *self.random.sample(["配偶", "之子", "之女", "之父", "其他"], self.random.choice([0, 1, 1, 2, 3]))]
        members = [self.member(relation) for relation in relations]
        return Family(
            f"69{self.seed % 1000:03}{place:05}",
            self.random.choice(VILLAGES),
            f"{self.random.randint(1, 4)}组",
            members,
            self.meant(),
        )

    def meant(self) -> dict[str, str]:
        kind = self.random.choice(["listed", "listed", "exited", "exited", "planned", "relapsed", "unlisted", "general", "odd"])
        found = dict.fromkeys(STANDING, "")
        if kind == "unlisted":
            return found
        if kind == "general":
            return found | {"贫困户属性": "一般农户"}
        if kind == "odd":
            choices = {
                "首次识别时间": ("201401", "2016", "", "?"), "脱贫属性": ("未脱贫", "已脱贫", "返贫", "预脱贫", "", "?"),
                "脱贫年度": ("", "2016", "2018", "?"), "返贫时间": ("", "", "201706", "?"), "贫困户属性": ("一般贫困户", "一般农户", "", "?"),
                "户类型": ("", "", "脱贫户", "一般农户", "?"), "主要致贫原因": ("", "因病", "?"),
            }  # fmt: skip
            return found | {heading: self.random.choice(values) for heading, values in choices.items()}
        found |= {
            "首次识别时间": self.random.choice(["201401", "201401", "201512", "2016", "201706", "201803"]),
            "脱贫属性": {"listed": "未脱贫", "exited": "已脱贫", "planned": "预脱贫", "relapsed": "返贫"}[kind],
            "贫困户属性": "一般贫困户", "主要致贫原因": "因病",
        }  # fmt: skip
        if kind == "exited":
            found["脱贫年度"] = self.random.choice(["2016", "2017", "2018", "2018"])
        if kind == "relapsed":
            found |= {"脱贫年度": "2016", "返贫时间": self.random.choice(["201706", "201803"])}
        if kind == "planned":
            found["脱贫年度"] = self.random.choice(["", "2018"])
        return found

    def spoil(self, family: Family) -> None:
        """Blank or unreadable cells, and each cell as it is written."""
        share = self.random.choice([0.0, 0.1, 0.3])
        for heading, meaning in family.cells.items():
            if meaning and self.chance(share):
                meaning = family.cells[heading] = self.random.choice(["", "", "?"])
            if meaning == "?":
                family.written[heading] = self.random.choice(_UNREADABLE[heading])
                family.cells[heading] = "某某" if heading != "脱贫年度" else "2o17"
            elif meaning:
                family.written[heading] = self.random.choice(_WRITTEN[meaning])
            else:
                family.written[heading] = self.random.choice(_NOTHING)

    # Cells

    def village(self, family: Family, number_needed: bool) -> str:
        name = family.village
        if self.chance(0.75):
            return name
        own = name.removesuffix("村")
        forms = [own, f"蒲溪镇{name}", f"{own[0]} {own[1:]}村", f"{name}委会"]
        if number_needed:
            forms += ["", own[0] + "某" + own[2:] + "村"]
        return self.random.choice(forms)

    def wide(self, text: str) -> str:
        return text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))

    def number(self, text: str) -> str:
        form = self.random.choice(["", "", "", "", "wide", "blank", "point"])
        return {"": text, "wide": self.wide(text), "blank": f" {text}", "point": f"{text}.0"}[form]

    def spaced(self, name: str) -> str:
        return f"{name[0]}{self.random.choice(['  ', '　'])}{name[1:]}" if len(name) == 2 and self.chance(0.4) else name

    # The whole

    def make(self) -> Register:
        form = self.random.choice(["two", "two", "flat", "flat", "once", "merged", "villages", "columns", "beside", "heads"])
        numbered = form not in ("flat", "once", "merged", "villages") or self.chance(0.7)
        families = [self.family(place) for place in range(1, self.random.randint(5, 15) + 1)]
        for family in families:
            self.spoil(family)
        dropped = {heading for heading in STANDING if self.chance(0.12)}
        for heading in dropped:
            for family in families:
                family.cells[heading] = ""
        headings = [heading for heading in STANDING if heading not in dropped]
        if form in ("once", "merged", "villages"):
            families.sort(key=lambda family: family.village)
        container = self.random.choice(["xlsx", "xlsx", "xlsx", "csv", "gbk", "tsv", "page", "ods"])
        if form == "merged":
            container = self.random.choice(["xlsx", "page"])
        register = Register(self.seed, families, [], form, container, numbered, frozenset(headings))
        getattr(self, f"_{form}")(register, headings)
        for sheet in register.sheets:
            for row, family in sheet.of.items():
                family.rows.add((sheet.file, sheet.title, row + 1))
        return register

    def titled(self, columns: list[str]) -> list[str]:
        """The headings as a clerk writes them."""
        found = []
        for heading in columns:
            written = self.random.choice(_HEADINGS[heading]) if self.chance(0.4) else heading
            found.append(self.random.choice(_DECORATED).format(written) if self.chance(0.1) else written)
        return found

    def ordered(self, columns: list[str], first: list[str]) -> list[str]:
        """Columns in some order; those in `first` at the left."""
        rest = [heading for heading in columns if heading not in first]
        if self.chance(0.6):
            self.random.shuffle(rest)
        return [*first, *rest]

    def head(self, columns: list[str], groups: dict[str, str]) -> list[list[str]]:
        """The rows above the data: a title and who reports, or none; the headings in one row or, with their groups, in two."""
        rows: list[list[str]] = []
        width = len(columns)
        if self.chance(0.3):
            rows.append(["蒲溪镇农户花名册", *[""] * (width - 1)])
        if rows and self.chance(0.5):
            rows.append(["填报单位：蒲溪镇人民政府    填报时间：2018年12月31日", *[""] * (width - 1)])
        if groups and self.chance(0.25):
            above = [groups.get(heading, "") for heading in columns]
            rows.append([text if place == 0 or above[place - 1] != text else "" for place, text in enumerate(above)])
        rows.append(self.titled(columns))
        return rows

    def foot(self, width: int, families: int, persons: int) -> list[list[str]]:
        rows = []
        if self.chance(0.35):
            rows.append(["合计", f"{families}户", f"{persons}人", *[""] * (width - 3)])
        if self.chance(0.25):
            rows.append(["填表人：        审核人：        联系电话：", *[""] * (width - 1)])
        if self.chance(0.15):
            rows.append(["注：本表数据截至2018年12月31日", *[""] * (width - 1)])
        return [row[:width] for row in rows]

    def lose_numbers(self, register: Register, families: list[Family]) -> None:
        """Some households have no number that can be read, in any row."""
        if self.chance(0.35):
            for family in self.random.sample(families, min(len(families), self.random.choice([1, 1, 2]))):
                family.number_lost = True

    def number_of(self, family: Family) -> str:
        return self.random.choice(["", "", "待定", "6.9E+09"]) if family.number_lost else self.number(family.number)

    def household_cells(self, family: Family, village: str, number: str) -> dict[str, str]:
        return {
            "户编号": number, "行政村": village, "村民小组": family.group, "户主姓名": family.head,
            "人数": str(len(family.members)), "备注": self.random.choice(["", "", "已核"]),
        } | family.written  # fmt: skip

    def member_cells(self, member: Member, sure: bool = True) -> dict[str, str]:
        number, relation = member.number, member.relation
        if self.chance(0.06):
            number = self.random.choice(["", number[:17], self.wide(number), number[:10] + " " + number[10:]])
        if not sure and self.chance(0.08):
            relation = self.random.choice(["", "某亲属"])
        return {"姓名": self.spaced(member.name), "性别": member.sex, "证件号码": number, "与户主关系": relation}

    def _two(self, register: Register, headings: list[str]) -> None:
        self._relational(register, [headings])

    def _columns(self, register: Register, headings: list[str]) -> None:
        cut = self.random.randint(1, max(1, len(headings) - 1))
        shuffled = self.random.sample(headings, len(headings))
        self._relational(register, [shuffled[:cut], shuffled[cut:]])

    def _relational(self, register: Register, parts: list[list[str]]) -> None:
        """Sheets of households, in one or by columns in several, and one of their members."""
        families = register.families
        self.lose_numbers(register, families)
        numbers = {id(family): self.number_of(family) for family in families}
        named = {id(family): self.village(family, True) for family in families}
        for place, part in enumerate(parts):
            columns = self.ordered(
                ["户编号", "行政村", *(["村民小组", "户主姓名", "人数"] if place == 0 else []), *part], ["户编号", "行政村"]
            )
            sheet = Sheet(f"户信息{place or ''}_20181231", f"户信息{place or ''}", self.head(columns, {}))
            for family in self.random.sample(families, len(families)) if self.chance(0.3) else families:
                # What is another village to a reader must be so in every sheet; another spelling or a blank need not.
                village = named[id(family)] if "某" in named[id(family)] or self.chance(0.5) else self.village(family, False)
                told = self.household_cells(family, village if place or self.chance(0.9) else "", numbers[id(family)])
                sheet.of[len(sheet.rows)] = family
                sheet.rows.append([told[heading] for heading in columns])
            sheet.rows += self.foot(len(columns), len(families), 0)
            register.sheets.append(sheet)
        register.sheets.append(self._members(register, numbers))

    def _flat(self, register: Register, headings: list[str]) -> None:
        self._list(register, headings, register.families, "贫困人口信息")

    def _villages(self, register: Register, headings: list[str]) -> None:
        """A sheet or file for each village."""
        for village in VILLAGES:
            families = [family for family in register.families if family.village == village]
            if families:
                self._list(register, headings, families, village)

    def _beside(self, register: Register, headings: list[str]) -> None:
        """A list of persons with their household's cells, and a short sheet of households beside it."""
        self._list(register, headings, register.families, "贫困人口信息")
        columns = ["户编号", "行政村", "户主姓名"]
        sheet = Sheet("户主名单_20181231", "户信息", self.head(columns, {}))
        for family in register.families:
            if not family.number_lost:
                sheet.of[len(sheet.rows)] = family
                sheet.rows.append([family.number, family.village, family.head])
        register.sheets.append(sheet)

    def _list(self, register: Register, headings: list[str], families: list[Family], title: str) -> None:
        """Every member with all cells of the household in the row."""
        self._rows(register, headings, families, title, once=False, merged=False)

    def _once(self, register: Register, headings: list[str]) -> None:
        self._rows(register, headings, register.families, "花名册", once=True, merged=False)

    def _merged(self, register: Register, headings: list[str]) -> None:
        self._rows(register, headings, register.families, "花名册", once=True, merged=True)

    def _rows(
        self, register: Register, headings: list[str], families: list[Family], title: str, once: bool, merged: bool
    ) -> None:
        of_household = [*(["户编号"] if register.numbered else []), "行政村", "村民小组", *headings]
        if self.chance(0.5):
            of_household.append("户主姓名")
        if self.chance(0.3):
            of_household.append("人数")
        of_member = ["姓名", "性别", "证件号码", "与户主关系"]
        left = [*(["序号"] if self.chance(0.4) else []), *of_household[: 3 if register.numbered else 2]]
        columns = self.ordered([*left, *of_member, *of_household[len(left) :], *of_household, "备注"], left)
        columns = list(dict.fromkeys(columns))
        groups = dict.fromkeys(of_member, "家庭成员")
        sheet = Sheet(f"{title}_20181231", title, self.head(columns, {} if merged else groups))
        if register.numbered and not merged:
            self.lose_numbers(register, families)
        again = self.chance(0.1) and len(families) > 6
        for place, family in enumerate(families):
            if again and place == 4:
                sheet.rows.append(list(sheet.rows[self._heading_row(sheet)]))
            number = self.number_of(family)
            village = self.village(family, register.numbered)
            told = self.household_cells(family, village, number) | {"序号": str(place + 1)}
            start = len(sheet.rows)
            for order, member in enumerate(family.members):
                row = told | self.member_cells(member, sure=order == 0)
                if once and order:
                    row |= dict.fromkeys((*of_household, "序号", "备注"), "")
                elif register.numbered and order and not once and self.chance(0.02):
                    row["户编号"] = ""
                    family.unnumbered.add((sheet.file, sheet.title, len(sheet.rows) + 1))
                elif order and self.chance(0.05):
                    heading = self.random.choice(headings or ["村民小组"])
                    row[heading] = ""
                sheet.of[len(sheet.rows)] = family
                sheet.rows.append([row[heading] for heading in columns])
            if merged and len(family.members) > 1:
                sheet.merges += [
                    (start, len(sheet.rows) - 1, column) for column, heading in enumerate(columns)
                    if heading in of_household or heading in ("序号", "备注")
                ]  # fmt: skip
        sheet.rows += self.foot(len(columns), len(families), sum(len(family.members) for family in families))
        register.sheets.append(sheet)

    def _heading_row(self, sheet: Sheet) -> int:
        return min(sheet.of) - 1

    def _heads(self, register: Register, headings: list[str]) -> None:
        """One row for each household, its head's, with the number of members, and a list of all members beside it."""
        columns = self.ordered(
            ["户编号", "行政村", "户主姓名", "证件号码", "与户主关系", "人数", *headings], ["户编号", "行政村"]
        )
        self.lose_numbers(register, register.families)
        sheet = Sheet("户主花名册_20181231", "户主花名册", self.head(columns, {}))
        for family in register.families:
            village = self.village(family, True)
            told = self.member_cells(family.members[0]) | self.household_cells(family, village, self.number_of(family))
            sheet.of[len(sheet.rows)] = family
            sheet.rows.append([told[heading] for heading in columns])
        sheet.rows += self.foot(len(columns), len(register.families), 0)
        register.sheets += [sheet, self._members(register, {id(family): self.number_of(family) for family in register.families})]

    def _members(self, register: Register, numbers: dict[int, str]) -> Sheet:
        columns = self.ordered(["户编号", "姓名", "性别", "证件号码", "与户主关系"], ["户编号"])
        sheet = Sheet("人口信息_20181231", "人口信息", self.head(columns, {}))
        for family in register.families:
            for place, member in enumerate(family.members):
                told = {"户编号": numbers[id(family)]} | self.member_cells(member, sure=place == 0)
                sheet.of[len(sheet.rows)] = family
                sheet.rows.append([told[heading] for heading in columns])
        return sheet


def make(seed: int) -> Register:
    """The register of a seed."""
    return Maker(seed).make()


def write(register: Register, folder: Path) -> Path:
    """Writes a register; returns the file or the folder."""
    kind = register.container
    if kind in ("xlsx", "ods"):
        path = folder / f"花名册_20181231.{kind}"
        {"xlsx": _xlsx, "ods": _ods}[kind](register.sheets, path)
        return path
    whole = folder / "信息表"
    whole.mkdir()
    for sheet in register.sheets:
        _text(sheet, kind, whole)
    return whole


def places(register: Register, path: Path) -> Iterator[tuple[Family, tuple[str, str | None, int]]]:
    """Each household's rows as puxi names them: file, sheet (None in text), row."""
    for sheet in register.sheets:
        for row, family in sheet.of.items():
            if path.is_file():
                yield family, (path.name, sheet.title, row + 1)
            else:
                suffix = {"csv": ".csv", "gbk": ".csv", "tsv": ".txt", "page": ".xls"}[register.container]
                yield family, (sheet.file + suffix, None, row + 1)


def _xlsx(sheets: list[Sheet], path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        for sheet in sheets:
            page = book.add_worksheet(sheet.title)
            for number, row in enumerate(sheet.rows):
                for column, text in enumerate(row):
                    if text:
                        page.write_string(number, column, text)
            for first, last, column in sheet.merges:
                page.merge_range(first, column, last, column, "")
                page.write_string(first, column, sheet.rows[first][column])


def _text(sheet: Sheet, kind: str, folder: Path) -> None:
    if kind == "page":
        (folder / f"{sheet.file}.xls").write_text(_page(sheet), encoding="utf-8")
        return
    stream = io.StringIO()
    csv.writer(stream, delimiter="\t" if kind == "tsv" else ",").writerows(sheet.rows)
    suffix = ".txt" if kind == "tsv" else ".csv"
    (folder / f"{sheet.file}{suffix}").write_bytes(stream.getvalue().encode("gb18030" if kind == "gbk" else "utf-8"))


def _page(sheet: Sheet) -> str:
    """A web page with a table, as portals give it out under the name of .xls."""
    spans = {(first, column): last - first + 1 for first, last, column in sheet.merges}
    covered = {(row, column) for first, last, column in sheet.merges for row in range(first + 1, last + 1)}
    lines = []
    for number, row in enumerate(sheet.rows):
        shown = [
            f'<td rowspan="{spans.get((number, column), 1)}">{html.escape(text)}</td>'
            for column, text in enumerate(row) if (number, column) not in covered
        ]  # fmt: skip
        lines.append(f"<tr>{''.join(shown)}</tr>")
    return f'<html><head><meta charset="utf-8"></head><body><table>{"".join(lines)}</table></body></html>'


_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry '
    'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_CONTENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'office:version="1.2"><office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>'
)


def _ods(sheets: list[Sheet], path: Path) -> None:
    tables = []
    for sheet in sheets:
        rows = [
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>' if text
                else "<table:table-cell/>"
                for text in row
            )
            + "</table:table-row>"
            for row in sheet.rows
        ]  # fmt: skip
        tables.append(f'<table:table table:name="{escape(sheet.title)}">{"".join(rows)}</table:table>')
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", _CONTENT.format("".join(tables)))
        package.writestr("META-INF/manifest.xml", _MANIFEST)
