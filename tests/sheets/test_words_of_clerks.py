"""Spellings of headings, years and labels as ledgers have them: what each is read as, and what is asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from puxi_cli.records.codes import code_list
from puxi_cli.records.dates import ExitYear, PartialDate, Year
from puxi_cli.records.kinds import CellFault, Persons
from puxi_cli.sheets.headings import Headings
from puxi_cli.systems.figures.job import figures
from puxi_cli.systems.repair.cells import Habit, repaired
from puxi_cli.text.words import Text
from tests.sheets.registers import WANG, at, column, csv_file, faults_of, read


@pytest.mark.parametrize(
    ("table", "heading", "field"),
    [
        ("persons", "户ID", "household_id"), ("households", "户ID", "household_id"), ("incomes", "户ID", "household_id"),
        ("persons", "公民身份证号", "id_no"), ("households", "所在行政村（社区）", "village"), ("persons", "同户主的关系", "relation"),
        ("households", "监测识别时间", "risk_since"), ("households", "监测户类型", "monitored_type"), ("persons", "身体情况", "health"),
        ("persons", "文化", "education"),
    ],
)  # fmt: skip
def test_headings(table: str, heading: str, field: str) -> None:
    assert Headings().lookup(table, heading) == (field, "exact")


@pytest.mark.parametrize(
    ("name", "word", "label"),
    [
        ("labour", "弱劳动力", "弱劳动力或半劳动力"), ("labour", "弱劳力", "弱劳动力或半劳动力"), ("labour", "普通劳力", "普通劳动力"),
        ("left_reason", "病故", "死亡"), ("household_type", "一般脱贫户", "脱贫户"),
        ("labour", "劳动力", None), ("household_type", "贫困户", None),
    ],
)  # fmt: skip
def test_labels(name: str, word: str, label: str | None) -> None:
    assert code_list(name).read(word) == label


@pytest.mark.parametrize(
    ("text", "year", "date"),
    [
        ("2019年度", 2019, "2019"), ("2018年底", 2018, "2018"), ("2018年末", 2018, "2018"), ("2018年12月底", 2018, "2018-12"),
        ("2018年6月份", 2018, "2018-06"),
    ],
)  # fmt: skip
def test_years(text: str, year: int, date: str) -> None:
    assert (Year().read(text), PartialDate().read(text)) == (year, date)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2018年已脱贫", 2018), ("2018已脱贫", 2018), ("已于2018年脱贫", 2018), ("2018年脱贫", 2018), ("2018年底退出", 2018),
        ("于2018年已脱贫", 2018), ("２０１８年 已脱贫", 2018), ("2018年12月脱贫", 2018), ("2018", 2018), ("2018年出列", 2018),
        ("2018年未脱贫", None), ("2018年预脱贫", None), ("预计2018年脱贫", None), ("2018年拟脱贫", None), ("已脱贫", None), ("18年脱贫", None),
    ],
)  # fmt: skip
def test_years_of_exit_in_words(text: str, year: int | None) -> None:
    if year is not None:
        assert ExitYear().read(text) == year
        assert repaired(ExitYear(), text, Habit()) is None or text == "２０１８年 已脱贫"
        return
    with pytest.raises(CellFault):
        ExitYear().read(text)


@pytest.mark.parametrize("text", ["预计2020年", "2016-2017", "2018年初", "2018年13月底", "19年度", "2018底"])
def test_what_is_no_clear_year(text: str) -> None:
    with pytest.raises(CellFault):
        Year().read(text)


def test_a_repair_leaves_what_says_more_than_its_year() -> None:
    assert repaired(Year(), "2018年12月底", Habit()) is None
    assert repaired(PartialDate(), "2018年底", Habit()) is None


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("3人", 3), ("共2人", 2), ("2 人", 2), ("4口人", 4), ("５口", 5), ("共计3人", 3), ("3个人", 3), ("12", 12), ("0", 0), ("3.0", 3),
        ("2（含1人外嫁）", None), ("3人，外嫁1人", None), ("2户3人", None), ("三人", None), ("2.5", None), ("41人", None), ("1-2人", None),
    ],
)  # fmt: skip
def test_sizes_of_households(text: str, size: int | None) -> None:
    kind = Persons(least=0, most=40)
    if size is not None:
        assert kind.read(text) == size
        return
    with pytest.raises(CellFault):
        kind.read(text)


def test_of_a_size_that_cannot_be_read_nobody_says_that_its_members_are_gone(tmp_path: Path) -> None:
    heads = ("户编号", "行政村", "户主姓名", "识别时间", "人数")
    sizes = {"6900000001": "3人", "6900000002": "共2人", "6900000003": "2（含1人外嫁）", "6900000004": None, "6900000005": "0"}
    rows = [(number, "丙村", f"王{number[-1]}", "2014", size) for number, size in sizes.items()]
    counted = figures([csv_file(tmp_path / "a.csv", [heads, *rows])], day=date(2018, 12, 31))
    assert (counted.households, counted.persons) == (4, 5)
    assert [number for number, _ in counted.unsized] == ["6900000003", "6900000004"]
    assert {lost.what[0]: [number for number, _ in lost.households] for lost in counted.left_out} == {
        "在册而当日没有成员的户": ["6900000005"]
    }
    told = [zh for zh, _ in counted.notes if "在册户" in zh]
    assert told == [
        "1 个在册户当日没有成员，没有计入：6900000005。",
        "2 个在册户的“人数”空白或读不懂，计入户数；有几人不详，人数没有计入：6900000003、6900000004。",
    ]


HEADS = ("户编号", "行政村", "户主姓名", "识别时间", "脱贫属性", "脱贫年度")


@pytest.mark.parametrize(
    ("status", "year", "read_as"),
    [
        ("未脱贫", "未脱贫", ("未脱贫", None)), (None, "未脱贫户", ("未脱贫", None)), ("否", "未脱贫", ("未脱贫", None)),
        ("未脱贫", None, ("未脱贫", None)), (None, "2016", (None, 2016)), (None, "尚未脱贫", ("未脱贫", None)),
        (None, "否", ("未脱贫", None)), ("未脱贫", "未退出", ("未脱贫", None)), (None, "没有脱贫", ("未脱贫", None)),
    ],
)  # fmt: skip
def test_not_exited_is_no_year_of_exit(status: str | None, year: str | None, read_as: tuple[object, ...], tmp_path: Path) -> None:
    reading = read(csv_file(tmp_path / "a.csv", [HEADS, ("6900000001", "丙村", "王一", "2014", status, year)]))
    assert (column(reading, "households", "status"), column(reading, "households", "exit_year")) == ([read_as[0]], [read_as[1]])
    assert faults_of(reading) == []


def test_not_exited_beside_an_exit_is_told(tmp_path: Path) -> None:
    reading = read(csv_file(tmp_path / "a.csv", [HEADS, ("6900000001", "丙村", "王一", "2014", "已脱贫", "未脱贫")]))
    assert faults_of(reading) == [("REC102", "F2")]
    assert column(reading, "households", "status") == ["已脱贫（享受政策）"]


@pytest.mark.parametrize("word", ["未脱贫", "未退出", "尚未脱贫", "否", " 未脱贫 ", "未脱贫户"])
def test_without_a_column_of_the_status_the_time_of_identification_says_that_it_is_listed(word: str, tmp_path: Path) -> None:
    heads = ("户编号", "行政村", "户主姓名", "识别时间", "脱贫年度", "人数")
    path = csv_file(tmp_path / "a.csv", [heads, ("6900000001", "丙村", "王一", "2014", word, "2")])
    assert faults_of(read(path)) == []
    counted = figures([path], day=date(2018, 12, 31))
    assert (counted.households, counted.persons, counted.undecided) == (1, 2, ())


def test_without_a_column_of_the_status_and_a_time_it_stays_refused_so_that_the_household_is_undecided(tmp_path: Path) -> None:
    # Blanked, the household would be on no list and in no figure, as no column could take what the cell says.
    rows = [
        tuple(cell for n, cell in enumerate(row) if n != 4)
        for row in (
            HEADS,
            ("6900000001", "丙村", "王一", None, None, "未脱贫"),
            ("6900000002", "丙村", "王二", "2014", None, None),
        )
    ]
    path = csv_file(tmp_path / "a.csv", [(*row, size) for row, size in zip(rows, ("人数", "2", "1"), strict=True)])
    reading = read(path)
    assert faults_of(reading)[0] == ("REC102", "E2")
    assert [number for number, _ in figures([path]).undecided] == ["6900000001"]


def test_beside_the_type_of_an_exit_it_stays_refused(tmp_path: Path) -> None:
    row = ("6900000001", "丙村", "王一", "2014", None, "未脱贫", "脱贫户")
    reading = read(csv_file(tmp_path / "a.csv", [(*HEADS, "户类型"), row]))
    assert faults_of(reading) == [("REC102", "F2")]


PERSON = ("户编号", "姓名", "证件号码", "与户主关系", "出生日期")


@pytest.mark.parametrize(
    ("birth", "rule", "brace", "words"),
    [
        ("2014.1", "REC102", "meant", "；是 2014 年 1 月，还是 10 月（存成数值会丢掉末尾的 0）？"),
        ("2014-13", "REC102", "meant", ""),
        ("31679", "REC116", "stored", "（存成了数值，可能是日期格式丢失）"),
        ("1986-09-24", "REC116", "stored", ""),
    ],
)
def test_what_is_said_of_a_date(birth: str, rule: str, brace: str, words: str, tmp_path: Path) -> None:
    reading = read(csv_file(tmp_path / "a.csv", [PERSON, ("6900000001", "王一", WANG, "户主", birth)]))
    (fault,) = at(reading, rule)
    said = fault.values[brace]
    assert isinstance(said, Text)
    assert said[0] == words


@pytest.mark.parametrize(
    ("times", "state"),
    [(("2014.1", "2015.1"), "没有一格读得懂"), ((None, None), "全部空白"), (("2014.1", None), "没有一格读得懂")],
)
def test_why_no_time_of_identification_can_be_used(times: tuple[str | None, str | None], state: str, tmp_path: Path) -> None:
    heads = ("户编号", "行政村", "户主姓名", "识别时间", "脱贫年度")
    rows = [(f"690000000{number}", "丙村", f"王{number}", time, "2017") for number, time in enumerate(times)]
    [fault] = [fault for fault in read(csv_file(tmp_path / "a.csv", [heads, *rows])).faults if fault.rule == "REC344"]
    assert (fault.values["heading"], fault.values["state"][0], fault.values["households"]) == ("识别时间", state, 2)


@pytest.mark.parametrize(
    ("name", "heads", "rows", "households", "signs"),
    [
        ("a", ("主要致贫原因",), (("因病",), ("",)), 1, "主要致贫原因"),
        ("a", ("致贫原因", "脱贫时间"), (("因病", ""), ("", "2017")), 2, "脱贫时间”“致贫原因"),
        ("a", ("致贫原因", "脱贫时间"), (("因病", ""), ("", "")), 1, "致贫原因"),
        ("a", ("监测对象类别",), (("脱贫不稳定户",), ("边缘易致贫户",), ("突发严重困难户",)), 2, "监测对象类别"),
        ("a", ("户类型",), (("脱贫户",), ("一般农户",), ("脱贫户",)), 2, "户类型"),
        ("a_20181231", ("户类型",), (("脱贫户",), ("一般农户",)), 1, "户类型"),
        ("a", ("户类型",), (("一般农户",), ("一般农户",)), 0, ""),
        ("a", ("户类型", "主要致贫原因"), (("一般农户", "因病"),), 0, ""),
        ("a", ("行政村",), (("甲村",),), 0, ""),
        # Exports from 2021 on cannot have a time of identification: there is nothing to mend.
        ("a_20231218", ("户类型",), (("脱贫户",), ("一般农户",)), 0, ""),
        ("a", ("户类型", "监测对象类别"), (("脱贫户", "脱贫不稳定户"), ("一般农户", "")), 0, ""),
        # But what says that they are lists of registered households is told, whatever the day.
        ("a_20231218", ("户类型", "脱贫年度"), (("脱贫户", "2017"), ("一般农户", "")), 1, "脱贫年度”“户类型"),
    ],
)
def test_without_times_every_sign_of_being_listed_is_told(
    name: str, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], households: int, signs: str, tmp_path: Path
) -> None:
    table = [("户编号", "户主姓名", *heads), *((f"690000000{at}", f"王{at}", *row) for at, row in enumerate(rows))]
    faults = [fault for fault in read(csv_file(tmp_path / f"{name}.csv", table)).faults if fault.rule == "REC344"]
    assert [(fault.values["households"], fault.values["signs"][0]) for fault in faults] == (
        [(households, signs)] if signs else []
    )
