"""Who is monitored or called no poor household is not counted as poor for a time of identification beside it, and that is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from puxi_cli.systems.figures.figures import Figures
from puxi_cli.systems.figures.job import figures
from tests.sheets.registers import at, column, faults_of, read, xlsx

HOME = ("户编号", "行政村", "户主姓名", "人数")
DAY = date(2022, 12, 31)


def _homes(tmp_path: Path, headings: tuple[str, ...], *cells: tuple[object, ...], title: str | None = None) -> Path:
    """Households 5001, 5002, … of two persons each, with further columns."""
    rows = [(str(5001 + n), "甲村", f"王{'一二三四五六七八九'[n]}", 2, *more) for n, more in enumerate(cells)]
    return xlsx(tmp_path / "a.xlsx", {"Sheet1": (*([(title,)] if title else []), (*HOME, *headings), *rows)})


def _told(figures: Figures) -> tuple[int | None, list[str]]:
    return figures.households, sorted(number for number, _ in figures.undecided)


@pytest.mark.parametrize("time", ["识别时间", "纳入时间"])
def test_a_list_of_the_monitored_counts_nobody_as_poor(time: str, tmp_path: Path) -> None:
    # An unstable household has left the register and a marginal one was never on it; of one that was struck nobody can tell which.
    cells = ("脱贫不稳定户", "2021年5月"), ("边缘易致贫户", "2021-06"), ("突发严重困难户", "2022年3月"), ("监测户", "2021")
    path = _homes(tmp_path, ("监测对象类别", time), *cells, title="甲村防返贫监测对象花名册")
    reading = read(path)
    assert column(reading, "households", "identified") == [None] * 4
    assert column(reading, "households", "risk_since") == ["2021-05", "2021-06", "2022-03", "2021"]
    told = figures([path], day=DAY)
    assert _told(told) == (0, ["5003", "5004"])
    assert any(f"监测对象的“{time}”在 2021 年及以后的有 4 行，读作纳入监测的时间" in zh for zh, _ in told.notes)
    # The time is there and was read: no finding says that it is lacking.
    assert not at(reading, "REC344")
    assert ("REC103", "E6") in faults_of(reading)


def test_the_status_of_a_monitored_household_says_more(tmp_path: Path) -> None:
    cells = (
        ("脱贫不稳定户", "2014", "未脱贫", None),  # on the register, as its status says
        ("边缘易致贫户", "2014", "未脱贫", None),
        ("突发严重困难户", "2014", "返贫", None),
        ("脱贫不稳定户", "2014", "已脱贫", 2018),
        ("突发严重困难户", "2014", None, 2018),
        ("脱贫不稳定户", "2014", None, None),  # has left, and nobody wrote when
        ("边缘易致贫户", "2014", None, None),  # never on it, yet identified
        ("突发严重困难户", "2020", None, None),
    )
    path = _homes(tmp_path, ("监测对象类别", "识别时间", "脱贫属性", "脱贫年度"), *cells)
    assert _told(figures([path], day=DAY)) == (3, ["5007", "5008"])
    [fault] = at(read(path), "REC230")
    assert (fault.place.cell, fault.values["rows"], fault.household_id) == ("E8", 2, "5007")


NOT_POOR = ("非贫困户", "边缘户", "边缘易致贫户", "一般农户", "普通户", "非建档立卡户")


@pytest.mark.parametrize(
    "heading", ["贫困户属性", "户属性", "贫困户类型", "户类型", "类别", "农户属性", "农户类型", "类型", "人员类别", "户类别"]
)
def test_a_kind_that_says_not_poor_leaves_the_identified_undecided(heading: str, tmp_path: Path) -> None:
    path = _homes(
        tmp_path, (heading, "识别时间"), *((word, "2014") for word in NOT_POOR), ("监测对象", "2014"), ("贫困户", "2014")
    )
    told = figures([path], day=DAY)
    assert _told(told) == (1, ["5001", "5002", "5003", "5004", "5005", "5006", "5007"])
    faults = read(path)
    [fault] = at(faults, "REC230")
    assert (fault.place.cell, fault.place.heading, fault.values["rows"]) == ("E2", heading, 6)
    # What does not say of which kind is refused as a cell, and has no second voice.
    assert ("REC103", "E8") in faults_of(faults)
    # Before they were identified they are no question.
    assert _told(figures([path], day=date(2013, 12, 31))) == (0, [])


def test_a_household_that_left_may_be_called_ordinary_now(tmp_path: Path) -> None:
    cells = ("一般农户", "2014", 2017), ("非贫困户", "2014", None), ("非贫困户", None, None), ("脱贫户", "2014", 2018)
    path = _homes(tmp_path, ("户类型", "识别时间", "脱贫年度"), *cells)
    assert _told(figures([path], day=date(2018, 12, 31))) == (0, ["5002"])
    assert _told(figures([path], day=date(2016, 12, 31))) == (2, ["5002"])


def test_words_of_monitoring_under_the_type_say_both(tmp_path: Path) -> None:
    cells = (
        ("脱贫户", "2014", 2018),
        ("脱贫不稳定户", "2014", 2018),
        ("边缘易致贫户", "2021年5月", None),
        ("突发严重困难户", "2022", None),
    )
    path = _homes(tmp_path, ("户类型", "识别时间", "脱贫年度"), *cells, title="甲村脱贫户及监测对象台账")
    reading = read(path)
    assert column(reading, "households", "household_type") == ["脱贫户", "脱贫户", "一般农户", None]
    assert column(reading, "households", "monitored_type") == [None, "脱贫不稳定户", "边缘易致贫户", "突发严重困难户"]
    assert _told(figures([path], day=DAY)) == (0, ["5004"])
    assert not at(reading, "REC103")
    # 监测户 says no more than the column beside it, and 一般农户 beside a time of 2021 contradicts it.
    cells = ("监测户", "边缘易致贫户", "2021-05"), ("一般农户", None, "2021-05"), ("脱贫户", "脱贫不稳定户", "2021-05")
    path = _homes(tmp_path, ("户类型", "监测对象类别", "识别时间"), *cells)
    assert _told(figures([path], day=DAY)) == (0, ["5002"])
    assert [fault.place.cell for fault in at(read(path), "REC230")] == ["E3"]


def test_poor_is_said_and_no_more(tmp_path: Path) -> None:
    # Without a time of identification 贫困户 under 类别 leaves open since when; who is called ordinary is on no list.
    path = _homes(tmp_path, ("类别",), ("贫困户",), ("边缘户",), ("非贫困户",))
    assert _told(figures([path], day=DAY)) == (0, ["5001"])


def test_a_column_of_other_words_is_told_by_its_rows(tmp_path: Path) -> None:
    cells = ("边缘户", "2014"), ("重点户", "2014"), ("监测对象", "2014"), ("一般农户", "2014"), ("贫困户", "2014")
    path = _homes(tmp_path, ("类别", "识别时间"), *cells)
    reading = read(path)
    assert [(fault.place.row, fault.values["word"]) for fault in at(reading, "REC231")] == [
        (2, "边缘户"),
        (4, "监测对象"),
        (5, "一般农户"),
    ]
    assert any("未读的“类别”列（“边缘户”）写明该户不是贫困户或者是监测对象" in zh for zh, _ in reading.notes)


def test_the_note_on_unread_cells_says_too_many_as_well(tmp_path: Path) -> None:
    path = _homes(tmp_path, ("户类型", "识别时间"), ("某某", "2014"))
    assert any("可能漏计，也可能多计" in zh for zh, _ in figures([path], day=DAY).notes)


@pytest.mark.parametrize("heading", ["是否贫困", "是否在册", "是否为贫困", "是否建档立卡贫困户", "贫困与否", "是否在册贫困户"])
def test_columns_that_ask_whether_poor(heading: str, tmp_path: Path) -> None:
    path = _homes(tmp_path, (heading, "识别时间"), ("是", "2014"), ("否", "2014"))
    assert _told(figures([path], day=DAY)) == (1, ["5002"])
    assert [fault.place.cell for fault in at(read(path), "REC230")] == ["E3"]


@pytest.mark.parametrize("heading", ["2018年底是否脱贫", "2018年末是否已脱贫", "截至2018年底是否脱贫", "2018年脱贫与否"])
def test_an_exit_by_the_end_of_a_year_is_told(heading: str, tmp_path: Path) -> None:
    reading = read(_homes(tmp_path, (heading, "识别时间"), ("是", "2014"), ("否", "2014")))
    [note] = [zh for zh, _ in reading.notes if "写明该户已退出" in zh]
    assert "有 1 行" in note
    assert "第 2 行" in note


def test_a_kind_that_speaks_of_no_monitoring_makes_no_column_of_it(tmp_path: Path) -> None:
    """What needs to know who is monitored stays unknown for want of the column, and is not told that nobody is."""
    cells = ("一般农户", "2014"), ("脱贫户", "2014")
    silent = read(_homes(tmp_path, ("户类型", "识别时间"), *cells))
    assert "monitored_type" not in silent.registry.present("households")
    said = read(_homes(tmp_path, ("户类型", "识别时间"), *cells, ("边缘易致贫户", "2021")))
    assert "monitored_type" in said.registry.present("households")
