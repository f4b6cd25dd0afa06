"""Rows that a merged cell makes one household, and rows in which nothing but a name stands. Sums by hand: (households, persons)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from puxi_cli.systems.figures.job import figures
from tests.sheets.registers import Rows, number, read

DAY = date(2018, 12, 31)
HEADS = ("序号", "村", "户主姓名", "家庭人口", "识别时间", "脱贫年度", "致贫原因")
WANG = (1, "石坝村", "王德明", 4, 2014, None, "因病")
BELOW = (None, None, None, None, None, None, "因学")
LI = (2, "石坝村", "李国强", 3, 2014, None, "缺劳力")
NAMESAKE = (2, "石坝村", "王德明", 3, 2014, None, "因残")


def book(path: Path, rows: Rows, merges: list[str]) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)
    workbook.save(path)
    return path


def over(first: int, last: int, columns: str = "ABCDEF") -> list[str]:
    return [f"{column}{first}:{column}{last}" for column in columns]


@pytest.mark.parametrize(
    ("rows", "merges", "poor"),
    [
        pytest.param([WANG, BELOW], over(2, 3), (1, 4), id="two causes of one household"),
        pytest.param([WANG, BELOW, BELOW, LI], over(2, 4), (2, 7), id="three causes and a household below"),
        pytest.param(
            [WANG, (None, None, None, None, 2014, None, "因学"), LI], over(2, 3, "CD"), (2, 7), id="head and size alone"
        ),
        pytest.param([WANG, (None, *WANG[1:6], "因学")], ["A2:A3"], (1, 4), id="the serial alone"),
        pytest.param([WANG, BELOW, NAMESAKE, BELOW], over(2, 3) + over(4, 5), (2, 7), id="two heads of one name"),
        pytest.param([WANG, NAMESAKE], ["B2:B3"], (2, 7), id="the village of two heads of one name"),
        pytest.param([WANG, BELOW, LI], [*over(2, 3, "ACDEF"), "B2:B4"], (2, 7), id="the village of all"),
        pytest.param([WANG, BELOW], [], (1, 4), id="nothing merged"),
    ],
)
def test_one_merged_block_is_one_household(rows: Rows, merges: list[str], poor: tuple[int, int], tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [HEADS, *rows], merges)
    found = figures([path], day=DAY)
    assert (found.households, found.persons) == poor
    said = [note.zh for note in read(path).notes if "合为一行" in note.zh]
    assert len(said) == (1 if merges and merges[0] != "B2:B3" else 0)


def test_a_household_number_merged_over_rows_stands_once(tmp_path: Path) -> None:
    rows: Rows = [("户编号", *HEADS[1:]), ("6100000001", *WANG[1:]), BELOW]
    reading = read(book(tmp_path / "a.xlsx", rows, over(2, 3)))
    homes = reading.registry.frame("households")
    assert homes.select("household_id", "size", "cause").rows() == [("6100000001", 4, "因病")]
    [said] = [note.zh for note in reading.notes if "合为一行" in note.zh]
    assert "第 3 行" in said


def test_the_number_of_the_head_merged_beside_the_name(tmp_path: Path) -> None:
    heads = ("序号", "村", "户主姓名", "身份证号", "家庭人口", "识别时间", "致贫原因")
    rows: Rows = [heads, (1, "石坝村", "王德明", number("69000019500101001"), 4, 2014, "因病"), BELOW]
    found = figures([book(tmp_path / "a.xlsx", rows, over(2, 3))], day=DAY)
    assert found.households == 1


def test_a_head_merged_over_rows_of_a_list_of_members_is_one_person(tmp_path: Path) -> None:
    heads = ("序号", "村", "户主姓名", "姓名", "与户主关系", "识别时间", "致贫原因")
    rows: Rows = [
        heads,
        (1, "石坝村", "王德明", "王德明", "户主", 2014, "因病"),
        BELOW,
        (None, None, None, "李秀兰", "配偶", None, None),
        (2, "石坝村", "王德明", "王德明", "户主", 2014, "因残"),
    ]
    path = book(tmp_path / "a.xlsx", rows, [*over(2, 4, "ABCF"), *over(2, 3, "DE")])
    found = figures([path], day=DAY)
    assert (found.households, found.persons) == (2, 3)


def test_a_row_with_a_name_alone_is_named_beside_the_figures(tmp_path: Path) -> None:
    rows: Rows = [
        HEADS,
        WANG,
        (None, None, "张志成", None, None, None, None),
        ("制表人：", None, "杨大桂", None, None, None, None),
        ("注：1.本表一式三份；", None, None, None, None, None, None),
    ]
    path = book(tmp_path / "a.xlsx", rows, [])
    found = figures([path], day=DAY)
    assert (found.households, found.persons) == (1, 4)
    [said] = [zh for zh, _ in found.notes if "只填了" in zh]
    assert said.startswith("1 行")
    assert "第 3 行" in said
