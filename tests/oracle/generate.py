"""Makes random registers of households as clerks keep them, from a seed. Nobody in them exists: the region 690000 is no place."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from tests.oracle import cells, law
from tests.oracle.register import Register, Row

VILLAGES = ["甲子村", "乙丑村", "丙寅村", "丁卯村", "戊辰村"]
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英"

UNREADABLE_DAY = ["2014/13", "2015-02-30", "年月", "20l4"]
UNREADABLE_YEAR = ["2o17", "20", "去年"]
UNREADABLE_YES = ["可能", "3", "是否"]
UNREADABLE_NUMBER = ["2o00", "约三千", "3000元左右"]
UNREADABLE_LABEL = ["某某", "贫困", "XX"]


class Maker:
    """One register. `rough` is how often a cell is blank or unreadable; each household has its own."""

    def __init__(self, seed: int, households: int, clean: bool) -> None:
        self.random = random.Random(seed)
        self.households = households
        self.clean = clean  # nothing blank that should be filled, nothing unreadable, nothing missing or doubled
        self.file_year = self.random.choice([2016, 2017, 2018, 2018, 2018, 2019])
        self.file_day = date(self.file_year, 12, 31)
        self.serial = 0
        self.tables: dict[str, list[Row]] = {
            name: [] for name in ("户信息", "人口信息", "家庭收入", "村信息", "村年度", "程序", "比对线索", "抽查")
        }
        self.rough = 0.0
        self.people: list[tuple[str, str]] = []

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def pick(self, *values: str) -> str:
        return self.random.choice(values)

    def cell(self, value: str, unreadable: list[str]) -> str:
        """The value, or a blank, or something that cannot be read."""
        if self.chance(self.rough):
            return self.random.choice(["", "", "", *unreadable[:1], self.random.choice(unreadable)])
        return value

    def day(self, year: int) -> str:
        month, day = self.random.randint(1, 12), self.random.randint(1, 28)
        return self.pick(
            f"{year}{month:02}", f"{year}{month:02}", f"{year}-{month:02}-{day:02}", f"{year}{month:02}{day:02}", f"{year}年{month}月",
            f"{year}", f"{year}-12-31", f"{year}-01-01",
        )  # fmt: skip

    def person_number(self, born: date, woman: bool) -> str:
        self.serial += 1
        order = self.serial % 500 * 2 + (not woman)
        seventeen = f"690000{born:%Y%m%d}{order:03}"
        return seventeen + cells.check_character(seventeen)

    def born(self, kind: str) -> date:
        """A birth date: an adult's or a child's, often on the boundary of an age."""
        edge = self.random.choice([self.file_day, self.file_day - timedelta(1), self.file_day + timedelta(1)])
        if kind == "child":
            if self.chance(0.35):
                return _years_before(edge, self.random.choice([5, 6, 7, 15, 16, 18]))
            return _years_before(self.file_day, self.random.randint(0, 17)) - timedelta(self.random.randint(0, 360))
        if self.chance(0.1):
            return _years_before(edge, self.random.choice([18, 60, 65]))
        return _years_before(self.file_day, self.random.randint(19, 85)) - timedelta(self.random.randint(0, 360))

    def make(self) -> Register:
        for number in range(self.households):
            self.rough = 0.0 if self.clean else self.random.choice([0.0, 0.0, 0.01, 0.03, 0.1])
            self.household(f"69{self.random.randint(10, 99)}{number:06}")
        self.villages()
        self.lists_of_offices()
        flat = self.chance(0.35)
        if flat:
            self.take_only_households_with_members()
        if not self.clean:
            self.drop_columns_and_sheets()
        return Register(self.tables, self.file_day, flat, self.chance(0.5))

    def household(self, number: str) -> None:
        kind = self.random.choices(
            ["listed", "exited", "unlisted", "planned", "relapsed", "general", "odd"], [30, 30, 10, 6, 6, 4, 0 if self.clean else 5]
        )[0]  # fmt: skip
        since = self.random.choice([2014, 2014, 2014, 2015, 2016, 2017, 2018, 2019])
        since = min(since, self.file_year)
        left = self.random.randint(since, self.file_year)
        row = self.register_fields(kind, since, left)
        row |= {
            "户编号": number, "行政村": self.random.choice(VILLAGES),
            "户主姓名": self.name(), "人均纯收入": self.cell(self.amount(self.file_year), UNREADABLE_NUMBER),
            "危房户": self.cell("是" if self.chance(0.08) else "否", UNREADABLE_YES),
            "危房级别": self.cell(self.random.choice(["A级", "B级", "A级", "", "C级" if self.chance(0.2) else "B级"]), UNREADABLE_LABEL),
            "是否解决安全饮用水": self.cell("否" if self.chance(0.08) else "是", UNREADABLE_YES),
            "饮水困难": self.cell("是" if self.chance(0.08) else "否", UNREADABLE_YES),
            "是否不愁吃": self.cell("否" if self.chance(0.04) else "是", UNREADABLE_YES),
            "是否不愁穿": self.cell("否" if self.chance(0.04) else "是", UNREADABLE_YES),
        }  # fmt: skip
        members = self.members(number, row, since)
        size = len(members) + self.random.choices([0, 1, -1], [90, 5, 5])[0]
        row["人数"] = self.cell(str(max(size, 0)), ["两人", "99"])
        self.tables["户信息"].append(row)
        self.incomes(number, since)
        self.procedure(number, kind, since, left)
        self.inspections(number, left)

    def register_fields(self, kind: str, since: int, left: int) -> Row:
        row: Row = {"首次识别时间": "", "脱贫属性": "", "脱贫年度": "", "返贫时间": ""}
        row |= {"计划脱贫年度": "", "贫困户属性": "", "主要致贫原因": "", "户类型": ""}
        if kind == "unlisted":
            return row
        if kind == "general":
            return row | {"贫困户属性": self.pick("一般农户", "一般农民")}
        if kind == "odd":
            return self.odd_fields(row, since, left)
        row["首次识别时间"] = self.cell(self.day(since), UNREADABLE_DAY)
        row["贫困户属性"] = self.cell(self.pick("一般贫困户", "低保贫困户", "五保贫困户", "特困供养户"), UNREADABLE_LABEL)
        row["主要致贫原因"] = self.cell(self.random.choice(sorted(cells.CAUSES)), UNREADABLE_LABEL)
        exited = self.pick("已脱贫（享受政策）", "已脱贫", "稳定脱贫", "已脱贫（不再享受政策）")
        status = {"listed": "未脱贫", "exited": exited, "planned": "预脱贫", "relapsed": "返贫"}[kind]
        row["脱贫属性"] = self.cell(status, UNREADABLE_LABEL)
        if kind == "exited":
            row["脱贫年度"] = self.cell(str(left), UNREADABLE_YEAR)
            if self.chance(0.05):
                row["返贫时间"] = self.day(self.random.randint(since, left))
        if kind == "planned":
            row["脱贫年度"] = self.random.choice([str(self.file_year), str(self.file_year), str(self.file_year + 1), ""])
            row["计划脱贫年度"] = self.random.choice([row["脱贫年度"], str(self.file_year), str(self.file_year + 1), ""])
        if kind == "relapsed":
            row["脱贫年度"] = self.cell(str(left), UNREADABLE_YEAR)
            row["返贫时间"] = self.cell(self.day(self.random.randint(left, self.file_year)), UNREADABLE_DAY)
        return row

    def odd_fields(self, row: Row, since: int, left: int) -> Row:
        """Every field for itself, so that they may say different things or almost nothing."""
        choices = {
            "首次识别时间": [self.day(since), "", "", UNREADABLE_DAY[0]],
            "脱贫属性": ["未脱贫", "已脱贫", "返贫", "预脱贫", "", "", "某某"],
            "脱贫年度": [str(left), "", "", "2o17"],
            "返贫时间": [self.day(left), "", "", ""],
            "贫困户属性": ["一般贫困户", "", "一般农户", "贫困"],
            "主要致贫原因": ["因病", "", ""],
            "户类型": ["", "", "脱贫户", "一般农户"],
        }
        return row | {heading: self.random.choice(values) for heading, values in choices.items()}

    def name(self) -> str:
        return self.random.choice(SURNAMES) + "".join(self.random.choice(GIVEN) for _ in range(self.random.choice([1, 2, 2])))

    def amount(self, year: int) -> str:
        line = law.income_line(year) or 3000
        return self.random.choice(
            [str(line), f"{line}.00", f"{line + 0.01:.2f}", f"{line - 0.01:.2f}", str(self.random.randint(800, 2500))]
            + [f"{self.random.uniform(3500, 9000):.2f}" for _ in range(5)]
        )

    def members(self, number: str, household: Row, since: int) -> list[Row]:
        found: list[Row] = []
        for place in range(self.random.choices([0, 1, 2, 3, 4, 5], [2, 20, 25, 25, 18, 10])[0]):
            child = self.chance(0.45 if place else 0.01)
            born = self.born("child" if child else "adult")
            woman = self.chance(0.5)
            name = household["户主姓名"] if place == 0 else self.name()
            row: Row = {
                "户编号": number, "人编号": f"{number}{place:02}", "姓名": name, "性别": "女" if woman else "男",
                "证件号码": self.person_number(born, woman), "出生日期": f"{born:%Y%m%d}",
                "与户主关系": "本人或户主" if place == 0 else "其他",
                "人员识别时间": household["首次识别时间"] if household["首次识别时间"] not in UNREADABLE_DAY else "",
                "减少时间": "", "失学或辍学原因": "",
                "是否参加城乡居民基本医疗保险": self.cell("否" if self.chance(0.04) else "是", UNREADABLE_YES),
                "是否参加大病保险": self.cell("否" if self.chance(0.03) else "是", UNREADABLE_YES),
                "是否参加城镇职工基本医疗保险": self.cell(self.random.choice(["否", "否", "", "是" if self.chance(0.2) else "否"]), UNREADABLE_YES),
            }  # fmt: skip
            if self.chance(self.rough / 2):
                row["证件号码"] = row["证件号码"][:17] + self.pick("Q", "*", "")
                row["出生日期"] = self.pick(f"{born:%Y%m}", f"{born:%Y}", "", "19l0", f"{born:%Y%m%d}")
            if self.chance(0.12):
                row["人员识别时间"] = self.cell(self.day(self.random.randint(since, self.file_year)), UNREADABLE_DAY)
            if self.chance(0.06):
                row["减少时间"] = self.cell(self.day(self.random.randint(since, self.file_year)), UNREADABLE_DAY)
            row["在校生状况"] = self.cell(self.schooling(child, born), UNREADABLE_LABEL)
            if row["在校生状况"] == "非在校生" and child and self.chance(0.4):
                row["失学或辍学原因"] = self.cell(self.pick("因病", "因残", "厌学", "其他"), UNREADABLE_LABEL)
            found.append(row)
            self.people.append((row["证件号码"], name))
        if found and self.chance(0.01) and not self.clean:
            found.append(dict(found[-1]))
        self.tables["人口信息"].extend(found)
        return found

    def schooling(self, child: bool, born: date) -> str:
        if not child:
            return "非在校生"
        age = self.file_year - born.year
        if self.chance(0.08):
            return self.pick("非在校生", "学前教育", "学龄前儿童")
        if age < 7:
            return self.pick("学前教育", "学龄前儿童", "小学", "非在校生")
        return self.pick("小学", "七年级", "九年级") if age < 16 else self.pick("高中一年级", "中职二年级", "非在校生")

    def incomes(self, number: str, since: int) -> None:
        share = self.random.choice([1.0, 0.9, 0.3])
        for year in range(since - 1 if since > 2014 else 2014, self.file_year + 1):
            if not self.chance(share):
                continue
            row = {
                "户编号": number, "年度": self.cell(str(year), UNREADABLE_YEAR) if self.chance(0.3) else str(year),
                "人均纯收入": self.cell(self.amount(year), UNREADABLE_NUMBER),
            }  # fmt: skip
            self.tables["家庭收入"].append(row)
            if self.chance(0.02) and not self.clean:
                second = row["人均纯收入"] if self.chance(0.3) else self.amount(year)
                self.tables["家庭收入"].append(row | {"人均纯收入": second})

    def procedure(self, number: str, kind: str, since: int, left: int) -> None:
        for name, steps, year in (("识别", law.IDENTIFICATION_STEPS, since), ("退出", law.EXIT_STEPS, left)):
            if kind in ("unlisted", "general", "odd") or not self.chance(0.3):
                continue
            when = date(year, 1, 1) + timedelta(self.random.randint(-300, 0))
            for step in steps:
                if self.chance(0.02):
                    continue
                until = when + timedelta(self.random.choice([7, 7, 8, 10, 6 if self.chance(0.1) else 7]))
                public = step in law.PUBLIC_STEPS
                self.tables["程序"].append({
                    "户编号": number, "程序": name, "步骤": step,
                    "日期": self.cell(f"{when:%Y-%m-%d}", UNREADABLE_DAY),
                    "公示截止日期": self.cell(f"{until:%Y-%m-%d}", UNREADABLE_DAY) if public else "",
                    "签字人": self.cell("王支书", ["/", "无"]), "佐证材料": self.cell("会议记录", ["暂无", "—"]),
                })  # fmt: skip
                when = until + timedelta(self.random.choice([0, 1, 3, -9 if self.chance(0.03) else 2]))

    def inspections(self, number: str, left: int) -> None:
        while self.chance(0.08):
            when = date(self.random.randint(left, self.file_year), self.random.randint(1, 12), self.random.randint(1, 28))
            self.tables["抽查"].append({
                "户编号": number, "抽查日期": "" if self.chance(0.03) else f"{when:%Y-%m-%d}", "类型": self.pick("脱贫户", "在册户"),
                "人数": "3", "结论": self.cell(self.pick("准确", "准确", "准确", "错退"), UNREADABLE_LABEL),
                "是否认可": self.cell("是", UNREADABLE_YES),
            })  # fmt: skip

    def villages(self) -> None:
        gap = self.random.choice(VILLAGES) if self.chance(0.3) else ""
        for village in VILLAGES:
            self.tables["村信息"].append({"行政村": village, "类型": "村", "是否贫困村": "否"})
            for year in range(2014, self.file_year + 1):
                rural = "" if village == gap and self.chance(0.4) else str(self.households * 3 + self.random.randint(50, 900))
                self.tables["村年度"].append(
                    {"行政村": village, "年度": str(year), "总人口": str(9000 + self.households * 5), "农业户籍人口": rural}
                )

    def lists_of_offices(self) -> None:
        offices = self.random.sample(cells.RED_LINES, self.random.randint(0, 9))
        for number, name in self.people:
            if offices and self.chance(0.015) and cells.identity(number).value:
                when = date(self.random.randint(2014, self.file_year), self.random.randint(1, 12), self.random.randint(1, 28))
                self.tables["比对线索"].append({
                    "证件号码": number, "姓名": name, "来源部门": "县级部门", "类别": self.random.choice(offices),
                    "日期": "" if self.chance(0.1) else f"{when:%Y-%m-%d}",
                })  # fmt: skip

    def take_only_households_with_members(self) -> None:
        """A list of persons has no row of a household without members."""
        known = {row["户编号"] for row in self.tables["人口信息"]}
        self.tables["户信息"] = [row for row in self.tables["户信息"] if row["户编号"] in known]

    def drop_columns_and_sheets(self) -> None:
        needed = {
            "户编号",
            "行政村",
            "户主姓名",
            "姓名",
            "证件号码",
            "与户主关系",
            "年度",
            "人编号",
            "程序",
            "步骤",
            "类别",
            "来源部门",
            "类型",
        }
        for rows in self.tables.values():
            headings = [heading for row in rows[:1] for heading in row if heading not in needed]
            for heading in headings:
                if self.chance(0.03):
                    for row in rows:
                        del row[heading]
        for table in ("家庭收入", "程序", "比对线索", "抽查"):
            if self.chance(0.08):
                self.tables[table] = []


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28 if day.month == 2 else day.day))


def make(seed: int, households: int, clean: bool = False) -> Register:
    register = Maker(seed, households, clean).make()
    register.seed = seed
    return register


def sheets(register: Register) -> dict[str, list[Row]]:
    """The sheets as they are written: relational, or the persons with their household's columns before their own."""
    tables = {name: rows for name, rows in register.tables.items() if rows}
    if not register.flat:
        return tables
    households = {row["户编号"]: row for row in register.tables["户信息"]}
    rows = [households[row["户编号"]] | row for row in register.tables["人口信息"]]
    del tables["户信息"], tables["人口信息"]
    return {"贫困人口信息": rows} | tables


def write(register: Register, folder: Path) -> Path:
    """Writes a workbook or a folder of CSV files, with the day of the file in the name; returns it."""
    name = f"建档立卡_{register.file_day:%Y%m%d}"
    if register.xlsx:
        path = folder / f"{name}.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            for title, rows in sheets(register).items():
                sheet = book.add_worksheet(title)
                for column, heading in enumerate(rows[0]):
                    sheet.write_string(0, column, heading)
                    for number, row in enumerate(rows, start=1):
                        if row[heading]:
                            sheet.write_string(number, column, row[heading])
        return path
    path = folder / name
    path.mkdir()
    for title, rows in sheets(register).items():
        with (path / f"{title}_{register.file_day:%Y%m%d}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return path
