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
        ("建档立卡_20191231", False), ("贫困户", True),
        ("建档立卡贫困户", True), ("丙村贫困户", True), ("2018年建档立卡户", True), ("贫困人口（2018）", True), ("未脱贫户", True),
        ("非贫困户", False), ("一般农户", False), ("全村农户", False), ("农户", False),
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
    titled = "表名或标题写明是贫困户名单，而 1 户（6900000009）看不出是否在册"
    assert fault.values["said"].zh == f"{titled}（本表没有“首次识别时间”“脱贫属性”“脱贫年度”等列）"
    # The same where one of them is there: that it says the year of exit is not denied.
    members = [("甲村贫困人口花名册",), (*HEADS[:6], "脱贫年度"), *((*home(nth)[:6], None) for nth in (1, 2, 9))]
    [fault] = at(read(xlsx(tmp_path / "b.xlsx", {"户": homes, "人": members})), "REC232")
    assert fault.values["said"].zh == f"{titled}（本表没有“首次识别时间”“脱贫属性”等列）"


def test_a_household_without_a_number_is_named_by_its_row(tmp_path: Path) -> None:
    homes = [home(1, "未脱贫"), (None, *home(2)[1:]), home(3)]
    rows: Rows = [TITLE, *((*one[:3], *one[6:]) for one in (HEADS, *homes))]
    [fault] = at(read(xlsx(tmp_path / "a.xlsx", {"S": rows})), "REC232")
    assert fault.values["shown"] == ("第 4 行、6900000003", "row 4, 6900000003")


@pytest.mark.parametrize("sheet", ["贫困户", "建档立卡贫困户"])
def test_a_sheet_named_for_the_poor_says_it_as_a_title_does(sheet: str, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {sheet: [HEADS, home(1, "未脱贫"), home(2)]})
    assert counted(path) == (1, ["6900000002"])


def test_in_a_list_that_nothing_names_who_says_nothing_is_named_all_the_same(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Sheet1": [HEADS, home(1, "未脱贫"), home(2), home(3, kind="一般农户")]})
    assert counted(path) == (1, [])
    for command in ("stats", "identify", "validate"):
        [said] = [note for note in answers(path, command)["notes"] if "看不出是否在册" in note]
        assert "1 户" in said
        assert "6900000002" in said


HOMES: Rows = [
    ("户编号", "行政村", "户主姓名", "人数", "首次识别时间", "脱贫属性"),
    ("6900000001", "丙村", "王一", 1, "2015", "未脱贫"),
    ("6900000002", "丙村", "王二", 1, "2015", "未脱贫"),
]


@pytest.mark.parametrize(
    ("heading", "value"),
    [("行政村", "丙村"), ("村民组", "一组"), ("乡镇", "乙镇"), ("户主姓名", "王九"), ("首次识别时间", None),
     ("脱贫年度", None), ("主要致贫原因", "因病")],
)  # fmt: skip
@pytest.mark.parametrize("sheet", ["人口信息", "贫困人口信息表"])
def test_a_household_that_only_the_sheet_of_persons_has(sheet: str, heading: str, value: str | None, tmp_path: Path) -> None:
    """Two households of one person count; of the third no sheet says whether it is on the register."""
    people = [("690000000" + nth, "王" + nth, "户主", number(f"690000198001010{nth:0>2}")) for nth in "129"]
    rows: Rows = [("户编号", "姓名", "与户主关系", "证件号码", heading), *((*one, value) for one in people)]
    path = xlsx(tmp_path / "a.xlsx", {"户信息": HOMES, sheet: rows})
    assert counted(path) == (2, ["6900000009"])
    if value != "因病":  # which says that it may be on the list, and not since when
        [told] = at(read(path), "REC232")
        assert told.values["said"].zh == "1 户（6900000009）只在本表中有，户信息表中没有，看不出是否在册"


def test_a_household_that_a_list_of_persons_says_is_listed_counts_and_is_named(tmp_path: Path) -> None:
    people: Rows = [
        ("户编号", "行政村", "姓名", "与户主关系", "首次识别时间"),
        ("6900000001", "丙村", "王一", "户主", "2015"),
        ("6900000009", "丙村", "王九", "户主", "2015"),
    ]
    path = xlsx(tmp_path / "a.xlsx", {"户信息": HOMES, "人口信息": people})
    [said] = [note.zh for note in read(path).notes if "只在人员名单中有" in note.zh]
    assert "6900000009" in said
