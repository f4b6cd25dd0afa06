"""Households of which only a list says that they may be on the register: undecided and named, never counted or passed over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from tests.sheets.registers import Rows, at, number, read, xlsx

HEADS = ("户编号", "行政村", "户主姓名", "姓名", "证件号码", "与户主关系", "首次识别时间", "脱贫属性", "脱贫年度", "贫困户属性")
TITLE = ("丙村2018年建档立卡贫困户花名册",)


def home(
    nth: int, status: str | None = None, since: str | None = None, year: str | None = None, kind: str | None = None
) -> tuple[str | None, ...]:
    who = f"王{nth}"
    return (f"690000000{nth}", "丙村", who, who, number(f"690000198001010{nth:02}"), "户主", since, status, year, kind)


def answers(path: Path, command: str) -> dict[str, Any]:
    arguments = [command, str(path), "--year", "2018", "--region", "610921", "--format", "json", "--lang", "zh"]
    document: dict[str, Any] = json.loads(CliRunner().invoke(main, arguments).stdout)
    return document


def counted(path: Path) -> tuple[int, list[str]]:
    found = answers(path, "stats")
    undecided = [one["household_id"] for one in found["undecided"]]
    open_ = [one["household_id"] for one in answers(path, "identify")["verdicts"] if one["listed"] is None]
    assert open_ == undecided
    return found["poor"]["households"], undecided


ROWS: Rows = [home(1, "未脱贫"), home(2), home(3, "已脱贫", year="2017"), home(4, kind="一般农户"), home(5)]


@pytest.mark.parametrize(("title", "open_"), [(TITLE, ["6900000002", "6900000005"]), (("丙村农户花名册",), [])])
def test_a_row_of_a_list_of_the_poor_that_says_nothing(title: tuple[str, ...], open_: list[str], tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"S": [title, HEADS, *ROWS]})
    assert counted(path) == (1, open_)
    told = at(read(path), "REC232")
    assert [(fault.place.cell, fault.values["households"]) for fault in told] == ([("H4", 2)] if open_ else [])


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("贫困户花名册", True), ("丙村未脱贫户名单", True), ("2018年脱贫户台账", True), ("建档立卡贫困人口信息表", True), ("贫 困 户 花 名 册", True),
        ("全村农户花名册", False), ("非贫困户名单", False), ("贫困户及一般农户花名册", False), ("疑似贫困户名单", False), ("低保户花名册", False),
        ("建档立卡_20191231", False), ("贫困户", False),
    ],
)  # fmt: skip
def test_which_titles_name_the_poor(title: str, named: bool, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"S": [(title,), HEADS, home(1, "未脱贫"), home(2)]})
    assert bool(at(read(path), "REC232")) is named


def test_where_no_row_says_anything_the_list_has_one_voice(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"S": [TITLE, HEADS, home(1), home(2)]})
    assert counted(path) == (0, ["6900000001", "6900000002"])
    assert not at(read(path), "REC232")


def test_who_stands_on_last_years_list_only(tmp_path: Path) -> None:
    old: Rows = [
        HEADS,
        home(1, "未脱贫", "201401"),
        home(2, "未脱贫", "201401"),
        home(3, "已脱贫", "201401", "2016"),
        home(4, kind="一般农户"),
    ]
    new: Rows = [HEADS, home(1, "未脱贫", "201401"), home(4, kind="一般农户"), home(5, "未脱贫", "201805")]
    path = xlsx(tmp_path / "a.xlsx", {"2017年": old, "2018年": new})
    assert counted(path) == (2, ["6900000002"])
    [told] = at(read(path), "REC233")
    assert (told.place.sheet, told.place.cell, told.values["households"], str(told.values["shown"].zh)) == (
        "2017年",
        "H3",
        1,
        "6900000002",
    )


def test_lists_by_year_of_identification_share_few_and_are_one_list(tmp_path: Path) -> None:
    first: Rows = [HEADS, *(home(n, "未脱贫", "201401") for n in (1, 2, 3, 4))]
    second: Rows = [HEADS, home(4, "未脱贫", "201401"), home(5, "未脱贫", "201501")]
    path = xlsx(tmp_path / "a.xlsx", {"2014年": first, "2015年": second})
    assert counted(path) == (5, [])
    assert not at(read(path), "REC233")


def test_the_columns_that_a_list_lacks_are_named_and_no_other(tmp_path: Path) -> None:
    """The member's list has households of its own, and none of the columns that would say whether these are on the register."""
    homes: Rows = [("甲村贫困户花名册",), HEADS, home(1, "未脱贫", "2015"), home(2, "未脱贫", "2015")]
    members: Rows = [("甲村贫困人口花名册",), HEADS[:6], *(home(nth)[:6] for nth in (1, 2, 9))]
    [fault] = at(read(xlsx(tmp_path / "a.xlsx", {"户": homes, "人": members})), "REC232")
    assert (fault.place.sheet, fault.place.row, fault.place.cell, fault.household_id) == ("人", 5, None, "6900000009")
    assert fault.values["lacking"].zh == "看不出是否在册（本表没有“首次识别时间”“脱贫属性”“脱贫年度”等列）"
    # The same where one of them is there: that it says the year of exit is not denied.
    members = [("甲村贫困人口花名册",), (*HEADS[:6], "脱贫年度"), *((*home(nth)[:6], None) for nth in (1, 2, 9))]
    [fault] = at(read(xlsx(tmp_path / "b.xlsx", {"户": homes, "人": members})), "REC232")
    assert fault.values["lacking"].zh == "看不出是否在册（本表没有“首次识别时间”“脱贫属性”等列）"


def test_a_household_without_a_number_is_named_by_its_row(tmp_path: Path) -> None:
    homes = [home(1, "未脱贫"), (None, *home(2)[1:]), home(3)]
    rows: Rows = [TITLE, *((*one[:3], *one[6:]) for one in (HEADS, *homes))]
    [fault] = at(read(xlsx(tmp_path / "a.xlsx", {"S": rows})), "REC232")
    assert fault.values["shown"] == ("第 4 行、6900000003", "row 4, 6900000003")
