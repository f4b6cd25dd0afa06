"""Columns under other headings that decide who counts: read where they are plain, told where they are not read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from puxi_cli.sheets.read import Reading
from puxi_cli.systems.figures.figures import Figures
from puxi_cli.systems.figures.job import figures
from tests.sheets.registers import at, column, faults_of, number, read, xlsx

DAY = date(2018, 12, 31)
HOME = ("户编号", "行政村", "户主姓名", "人数", "识别时间")
MEMBER = ("户编号", "行政村", "户主姓名", "姓名", "身份证号", "与户主关系", "识别时间", "脱贫年度")


def _id(nth: int) -> str:
    return number(f"690000196001010{nth:02}")


WANG, LI = (
    ("5001", "甲村", "王一", "王一", _id(1), "户主", 2014, None),
    ("5001", "甲村", "王一", "李二", _id(2), "配偶", 2014, None),
)


def _figures(path: Path) -> Figures:
    return figures([path], day=DAY)


def _notes(reading: Reading) -> str:
    return "".join(zh for zh, _ in reading.notes)


def _members(tmp_path: Path, more: dict[str, tuple[object, object]]) -> Path:
    """Two members with further columns."""
    rows = [(*row, *(cells[n] for cells in more.values())) for n, row in enumerate((WANG, LI))]
    return xlsx(tmp_path / "a.xlsx", {"Sheet1": ((*MEMBER, *more), *rows)})


def _homes(
    tmp_path: Path, headings: tuple[str, ...], *cells: tuple[object, ...], identified: object = 2014, sheet: str = "Sheet1"
) -> Path:
    """Households 5001, 5002, … of two persons each, with further columns."""
    rows = [(str(5001 + n), "甲村", f"王{'一二三四五'[n]}", 2, identified, *more) for n, more in enumerate(cells)]
    return xlsx(tmp_path / "a.xlsx", {sheet: ((*HOME, *headings), *rows)})


@pytest.mark.parametrize(
    ("heading", "reason"),
    [("死亡时间", "死亡"), ("死亡日期", "死亡"), ("迁出时间", "其他转出"), ("外嫁时间", "嫁出"), ("户口注销时间", None)],
)
def test_a_time_of_death_is_a_time_of_leaving(heading: str, reason: str | None, tmp_path: Path) -> None:
    path = _members(tmp_path, {heading: (None, "2017年3月")})
    reading = read(path)
    assert column(reading, "persons", "left") == [None, "2017-03"]
    assert column(reading, "persons", "left_reason") == [None, reason]
    # 李二 left in March 2017: at the end of 2018 the household has one person.
    assert _figures(path).persons == 1


def test_a_time_of_leaving_is_read_only_where_nothing_else_says_it(tmp_path: Path) -> None:
    # The reason that is written stays; the heading says the one that is not.
    reading = read(_members(tmp_path, {"死亡时间": ("2018.1", "2017年3月"), "减少原因": ("嫁出", None)}))
    assert column(reading, "persons", "left_reason") == ["嫁出", "死亡"]
    # Beside 减少时间 the other column is not read, and told.
    reading = read(_members(tmp_path, {"减少时间": (None, None), "死亡时间": (None, "2017年3月")}))
    assert column(reading, "persons", "left") == [None, None]
    assert "“死亡时间”列写明有人死亡或离开本户" in _notes(reading)
    # Who moves into another house has not left.
    reading = read(_members(tmp_path, {"迁出时间": (None, "2017年3月"), "搬迁方式": (None, "集中")}))
    assert column(reading, "persons", "left") == [None, None]
    # What is no time leaves open whether the member is there.
    reading = read(_members(tmp_path, {"死亡时间": (None, "√")}))
    assert ("REC102", "I3") in faults_of(reading)


YEARS = ("2016年脱贫", "2017年脱贫", "2018年脱贫")


def test_ticks_under_years_are_years_of_exit(tmp_path: Path) -> None:
    path = _homes(tmp_path, YEARS, (None, None, None), ("√", None, None), (None, None, "√"))
    assert column(read(path), "households", "exit_year") == [None, 2016, 2018]
    # The exit of 2018 counts from its last day: one household of two persons is left.
    told = _figures(path)
    assert (told.households, told.persons) == (1, 2)
    # Two ticks of one household are no year.
    path = _homes(tmp_path, YEARS, ("√", "√", None), ("是", "否", "否"), (None, None, "2018"))
    reading = read(path)
    assert column(reading, "households", "exit_year") == [None, 2016, 2018]
    assert [rule for rule, _ in faults_of(reading)].count("REC102") == 1
    assert len(_figures(path).undecided) == 1


def test_ticks_of_a_plan_and_other_words_are_no_exits(tmp_path: Path) -> None:
    path = _homes(tmp_path, YEARS, ("√", None, None), (None, None, None), sheet="脱贫计划")
    assert column(read(path), "households", "exit_year") == [None, None]
    reading = read(_homes(tmp_path, YEARS, ("拟定", None, None), (None, "√", None)))
    assert column(reading, "households", "exit_year") == [None, None]
    assert "“2017年脱贫”列写明该户已退出" in _notes(reading)
    reading = read(_homes(tmp_path, ("计划2017年脱贫",), ("√",), (None,)))
    assert column(reading, "households", "exit_year") == [None, None]


def test_poor_or_not_decides_only_what_nothing_contradicts(tmp_path: Path) -> None:
    # 5001 is poor; 5002 says no beside a time of identification, which nobody can tell; 5003 has left.
    path = _homes(tmp_path, ("是否贫困户",), ("是",), ("否",), ("已脱贫",))
    told = _figures(path)
    assert (told.households, told.persons, len(told.undecided)) == (1, 2, 1)
    assert [fault.place.row for fault in at(read(path), "REC230")] == [3]
    assert any("“是否贫困户”有 1 行写明不是贫困户，而识别时间、返贫时间或致贫原因写明在册" in zh for zh, _ in told.notes)
    # Without times: 否 is on no list, 未脱贫 is; 是 alone may be anybody that ever was.
    path = _homes(tmp_path, ("是否贫困户",), ("是",), ("否",), identified=None)
    told = _figures(path)
    assert (told.households, len(told.undecided)) == (0, 1)
    assert any("“是否贫困户”有 1 行只写明是，没有识别时间、脱贫属性、脱贫年度可看" in zh for zh, _ in told.notes)
    path = _homes(tmp_path, ("是否贫困户",), ("是",), ("否",), ("已脱贫",), identified=None)
    told = _figures(path)
    assert (told.households, len(told.undecided)) == (1, 0)
    # Beside a status the status counts, and the contradiction is told: row 2. Where that is blank, 已脱贫 says it, and 是 nothing certain.
    cells = ("否", "未脱贫"), ("是", "未脱贫"), ("已脱贫", None), ("否", None), ("是", None)
    path = _homes(tmp_path, ("是否贫困户", "脱贫属性"), *cells, identified=None)
    reading = read(path)
    assert column(reading, "households", "status") == ["未脱贫", "未脱贫", "已脱贫（享受政策）", None, None]
    told = _figures(path)
    assert (told.households, [number for number, _ in told.undecided]) == (2, ["5005"])
    assert [(fault.place.row, fault.values["rows"]) for fault in at(reading, "REC230")] == [(6, 1), (2, 1)]
    assert "“是否贫困户”有 1 行写明不是贫困户，而其他列写明在册，按其他列计，请核实：" in _notes(reading)
    assert "Sheet1 第 2 行。" in _notes(reading)


@pytest.mark.parametrize(
    ("yes", "no"), [("√", "×"), ("Y", "N"), ("yes", "no"), ("TRUE", "FALSE"), ("true", "false"), ("✓", "0"), ("有", "否")]
)
def test_signs_of_yes_and_no_below_whether(yes: str, no: str, tmp_path: Path) -> None:
    path = _homes(tmp_path, ("是否脱贫",), (yes,), (no,))
    assert column(read(path), "households", "status") == ["已脱贫（享受政策）", "未脱贫"]
    assert "REC103" not in [rule for rule, _ in faults_of(read(path))]
    told = _figures(_homes(tmp_path, ("是否贫困户",), (yes,), (no,), identified=None))
    assert (told.households, len(told.undecided)) == (0, 1)


def test_signs_that_say_neither_are_refused(tmp_path: Path) -> None:
    path = _homes(tmp_path, ("是否脱贫",), ("○",), ("否，2019年脱",))
    assert column(read(path), "households", "status") == [None, None]
    # Below a status that does not ask, a sign is none of its list.
    reading = read(_homes(tmp_path, ("脱贫状态",), ("√",), ("N",)))
    assert column(reading, "households", "status") == [None, None]
    assert [rule for rule, _ in faults_of(reading)].count("REC103") == 2


def test_a_column_of_the_poor_never_says_that_they_left(tmp_path: Path) -> None:
    reading = read(_homes(tmp_path, ("建档立卡贫困户", "脱贫属性"), ("是", "未脱贫"), ("是", "未脱贫")))
    assert "已退出" not in _notes(reading)


@pytest.mark.parametrize("heading", ["状态", "当前状态", "情况", "户情况", "贫困户现状"])
def test_a_column_whose_cells_are_statuses_is_the_status(heading: str, tmp_path: Path) -> None:
    # 5001 has no time of identification and is on the list all the same; 已销户 is no status, and nobody can tell of 5004.
    cells = ("未脱贫",), ("已脱贫",), ("返贫",), ("已销户",)
    path = _homes(tmp_path, (heading,), *cells, identified=None)
    reading = read(path)
    assert column(reading, "households", "status") == ["未脱贫", "已脱贫（享受政策）", "返贫", None]
    assert f"“{heading}”读作“脱贫属性”" in _notes(reading)
    told = _figures(path)
    assert [number for number, _ in told.undecided] == ["5004"]
    assert {number for number, _ in told.by_status} == {"5001", "5002", "5003"}


@pytest.mark.parametrize("cells", [("正常", "注销", "未脱贫"), ("1", "0", "1"), ("是", "否", "是")])
def test_a_column_of_other_cells_is_no_status(cells: tuple[str, ...], tmp_path: Path) -> None:
    reading = read(_homes(tmp_path, ("状态",), *((cell,) for cell in cells)))
    assert column(reading, "households", "status") == [None, None, None]


def test_a_status_that_says_the_year_of_the_exit_is_both(tmp_path: Path) -> None:
    path = _homes(tmp_path, ("脱贫情况",), ("未脱贫",), ("2017年脱贫",), ("已于2018年退出",), ("计划2019年脱贫",))
    reading = read(path)
    assert column(reading, "households", "status") == ["未脱贫", "已脱贫（享受政策）", "已脱贫（享受政策）", None]
    assert column(reading, "households", "exit_year") == [None, 2017, 2018, None]
    assert "“脱贫情况”里写了年度的（如“2017年脱贫”），年度读作“脱贫年度”" in _notes(reading)
    told = _figures(path)
    assert [(year.year, year.households) for year in told.series][-2:] == [(2017, 2), (2018, 1)]
    # Beside a column of years: the same year is said twice, a blank is filled, and another year leaves the status open.
    cells = ("2017年脱贫", 2017), ("2017年脱贫", None), ("2017年脱贫", 2016)
    reading = read(_homes(tmp_path, ("脱贫情况", "脱贫年度"), *cells))
    assert column(reading, "households", "status") == ["已脱贫（享受政策）", "已脱贫（享受政策）", None]
    assert column(reading, "households", "exit_year") == [2017, 2017, 2016]
    assert ("REC103", "F4") in faults_of(reading)


def test_what_unread_columns_say_is_told_with_its_rows(tmp_path: Path) -> None:
    path = _members(tmp_path, {"人员状态": ("正常", "已死亡"), "补充": ("某某", None)})
    reading = read(path)
    word = "未读的“人员状态”列（“死亡”）写明有人死亡或离开本户"
    unknown = "有 2 列未识别、未读（人员状态、补充），见 puxi headings"
    for notes in (reading.notes, reading.beside, _figures(path).notes):
        text = "".join(zh for zh, _ in notes)
        assert word in text
        assert "第 3 行" in text
        assert unknown in text
    assert column(reading, "persons", "left") == [None, None]
    # What has not happened, and what is a story, says nothing.
    for cell in ("计划迁出", "未死亡", "该户于二〇一六年因家中老人去世后申请，经村民代表大会评议"):
        assert "写明" not in _notes(read(_members(tmp_path, {"家庭状况": (None, cell)})))
