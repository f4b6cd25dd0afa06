"""Rows or sheets that contradict each other about one household: where as many say the one as the other, it is undecided, and named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from tests.sheets.registers import Rows, number, xlsx

pytestmark = pytest.mark.slow

HEADS = ("户编号", "行政村", "户主姓名", "姓名", "证件号码", "与户主关系", "首次识别时间", "脱贫属性", "脱贫年度")
HOME = "6900000001"


def row(
    nth: int, status: str | None, year: str | None = None, house: str = HOME, relation: str = "之子"
) -> tuple[str | None, ...]:
    return (house, "甲村", "王一", f"王{nth}", number(f"690000198001010{nth:02}"), relation, "201401", status, year)


def answers(path: Path, command: str) -> dict[str, Any]:
    arguments = [command, str(path), "--year", "2018", "--format", "json", "--lang", "zh"]
    document: dict[str, Any] = json.loads(CliRunner().invoke(main, arguments).stdout)
    return document


def counted(path: Path) -> tuple[int, list[str]]:
    """How many households are poor, and the numbers of the undecided."""
    found = answers(path, "stats")
    return found["poor"]["households"], [one["household_id"] for one in found["undecided"]]


def test_as_many_rows_say_that_it_left_as_that_it_did_not(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"名单": [HEADS, row(1, "未脱贫", relation="户主"), row(2, "已脱贫", "2018")]})
    assert counted(path) == (0, [HOME])
    found = answers(path, "validate")["findings"]
    assert [(one["rule"], one["cell"]) for one in found if one["rule"] in ("REC309", "REC332", "REC333")] == [("REC309", "H3")]


def test_what_most_rows_say_counts_and_no_year_of_the_others(tmp_path: Path) -> None:
    rows: Rows = [HEADS, row(1, "未脱贫", relation="户主"), row(2, "已脱贫", "2018"), row(3, "未脱贫")]
    path = xlsx(tmp_path / "a.xlsx", {"名单": rows})
    assert counted(path) == (1, [])
    found = answers(path, "validate")["findings"]
    assert [(one["rule"], one["cell"]) for one in found if one["rule"] in ("REC309", "REC332", "REC333")] == [("REC309", "H3")]


def test_two_years_of_exit_in_as_many_rows_leave_the_year_open(tmp_path: Path) -> None:
    rows: Rows = [HEADS, row(1, "已脱贫", "2016", relation="户主"), row(2, "已脱贫", "2017")]
    path = xlsx(tmp_path / "a.xlsx", {"名单": rows})
    assert counted(path) == (0, [])  # exited by the day, whichever it was
    rows = [HEADS, row(1, None, "2016", relation="户主"), row(2, None, "2019")]
    assert counted(xlsx(tmp_path / "b.xlsx", {"名单": rows})) == (0, [HOME])


@pytest.mark.parametrize(("status", "year", "poor", "open_"), [("未脱贫", None, 1, []), ("已脱贫", "2017", 0, [HOME])])
def test_two_sheets_of_households(status: str, year: str | None, poor: int, open_: list[str], tmp_path: Path) -> None:
    heads = ("户编号", "行政村", "户主姓名", "首次识别时间", "家庭人口数", "脱贫属性", "脱贫年度")
    first, second = ((HOME, "甲村", "王一", "201401", "1", *said) for said in (("未脱贫", None), (status, year)))
    xlsx(tmp_path / "a.xlsx", {"户信息": [heads, first]})
    xlsx(tmp_path / "b.xlsx", {"户信息": [heads, second]})
    assert counted(tmp_path) == (poor, open_)
    told = [one["message"] for one in answers(tmp_path, "validate")["findings"] if one["rule"] == "REC226"]
    assert len(told) == len(open_)
    assert all("“脱贫属性”在几张表中所填不同" in one and "孰是孰非不明" in one for one in told)


@pytest.mark.parametrize(
    ("status", "identified", "left", "back", "placed"),
    [
        (None, "2017", "2015", None, "open"),  # identified anew after an exit, or one of both years is wrong
        (None, "201401", "1900", None, "open"),
        (None, "2016", "2014", "201805", "poor"),  # back since, whatever was before
        (None, "2015", "2015", None, "left"),
        ("已脱贫", "2016", "2014", None, "left"),  # says what is so today
        ("未脱贫", "2016", "2014", None, "poor"),
        ("返贫", "2016", "2014", "201805", "poor"),
    ],
)
def test_a_household_that_left_before_it_was_identified_is_open_unless_more_is_said(
    status: str | None, identified: str, left: str, back: str | None, placed: str, tmp_path: Path
) -> None:
    heads = ("户编号", "行政村", "户主姓名", "家庭人口", "识别时间", "脱贫属性", "脱贫年度", "返贫时间")
    other = ("6900000002", "甲村", "李二", 2, "201401", "未脱贫", None, None)
    rows: Rows = [heads, (HOME, "甲村", "王一", 3, identified, status, left, back), other]
    path = xlsx(tmp_path / "a.xlsx", {"名单": rows})
    assert counted(path) == (2 if placed == "poor" else 1, [HOME] if placed == "open" else [])
