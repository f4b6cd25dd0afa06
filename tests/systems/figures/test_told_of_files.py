"""What the figures of whole files rest on, and what is said beside them: denominators, returns without a time, the register's year."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from tests.sheets.registers import Rows, number, xlsx

pytestmark = pytest.mark.slow

HEADS = ("户编号", "行政村", "户主姓名", "姓名", "证件号码", "与户主关系", "首次识别时间", "脱贫属性", "脱贫年度", "返贫时间")


def home(
    nth: int, village: str, status: str = "未脱贫", year: str | None = None, back: str | None = None
) -> tuple[str | None, ...]:
    who = f"王{nth}"
    return (f"690000000{nth}", village, who, who, number(f"690000198001010{nth:02}"), "户主", "201401", status, year, back)


def told(path: Path, *options: str) -> dict[str, Any]:
    result = CliRunner().invoke(main, ["stats", str(path), "--format", "json", "--lang", "zh", *options])
    assert result.exit_code == 0, result.output
    document: dict[str, Any] = json.loads(result.stdout)
    return document


@pytest.mark.parametrize(("village", "denominator"), [("甲村", 400), ("丙村", None)])
def test_the_poor_of_a_village_without_denominator_leave_the_town_without_a_rate(
    village: str, denominator: int | None, tmp_path: Path
) -> None:
    sheets: dict[str, Rows] = {
        "名单": [HEADS, home(1, "甲村"), home(2, village)],
        "村信息": [("行政村", "是否贫困村"), ("甲村", "是")],
        "村年度": [("行政村", "年度", "农业户籍人口"), ("甲村", "2018", "400")],
    }
    path = xlsx(tmp_path / "a.xlsx", sheets)
    found = told(path, "--year", "2018")
    assert found["incidence"]["numerator"] == 2
    assert found["incidence"]["denominator"] == denominator
    assert found["series"][-1]["denominator"] == denominator
    rates = told(path, "--year", "2018", "--table", "rates")
    [composite] = [rate for rate in rates["rates"] if rate["rate"] == "composite_incidence"]
    assert (composite["reason"] is not None and "丙村" in composite["reason"]) is (denominator is None)


def test_who_is_back_at_a_time_nobody_wrote_left_and_came_back(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a_20181231.xlsx",
        {
            "名单": [
                HEADS,
                home(1, "甲村", "返贫", "2016"),
                home(2, "甲村", "已脱贫", "2016"),
                home(3, "甲村", "返贫", "2016", "201706"),
            ]
        },
    )
    result = CliRunner().invoke(main, ["stats", str(path), "--year", "2018", "--table", "rates", "--lang", "zh"])
    assert "2 ÷ 3" in result.stdout


@pytest.mark.parametrize("status", ["未脱贫", "预脱贫"])
def test_a_year_of_exit_of_who_has_not_left_dates_no_register(status: str, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"名单": [HEADS, home(1, "甲村", status, "2020"), home(2, "甲村", "已脱贫", "2017")]})
    assert told(path)["as_of"] == "2017-12-31"


@pytest.mark.parametrize("year", ["2018", "2018年", " 2018年 "])
def test_a_year_is_written_as_people_write_it(year: str, tmp_path: Path) -> None:
    assert told(xlsx(tmp_path / "a.xlsx", {"名单": [HEADS, home(1, "甲村")]}), "--year", year)["as_of"] == "2018-12-31"


def test_what_was_read_in_another_way_is_not_called_unreadable(tmp_path: Path) -> None:
    """A roster without numbers, one with ditto marks, and a list of another office: every cell was read."""
    roster: Rows = [HEADS[1:], home(1, "甲村")[1:], ("同上", *home(2, "甲村")[2:])]
    others: Rows = [
        ("序号", "姓名", "身份证号", "单位", "职务", "联系电话", "帮扶户编号"),
        ("1", "赵六", "x", "镇政府", "干部", "x", "1"),
    ]
    found = told(xlsx(tmp_path / "a.xlsx", {"名单": roster, "帮扶干部": others}), "--year", "2018")
    assert found["all"] == {"households": 2, "persons": 2}
    assert [note for note in found["notes"] if "读不懂" in note or "没有读" in note] == []


def test_a_missing_column_is_said_once(tmp_path: Path) -> None:
    """Of one of two poor households it is the only reason, of the other one of two; the sheet has a name of its own."""
    heads = ("户编号", "行政村", "户主姓名", "人数", "首次识别时间", "脱贫属性")
    rows = [heads, ("6900000001", "丙村", "王一", 2, "2014", "未脱贫"), ("6900000002", "丙村", "赵三", None, "2014", "未脱贫")]
    path = xlsx(tmp_path / "a.xlsx", {"2018年贫困户": rows})
    result = CliRunner().invoke(main, ["validate", str(path), "--as-of", "2018-12-31", "--format", "json", "--lang", "zh"])
    count = next(one for one in json.loads(result.stdout)["rules"] if one["rule"] == "DQ1004")
    assert count["unknown"] == 2
    assert count["why_unknown"] == [
        "户信息.耕地面积", "“2018年贫困户”表的“人数”空白（1 户）", "没有“人口信息”表（1 户）",
    ]  # fmt: skip


def test_a_list_that_says_of_nobody_whether_they_are_listed_leaves_all_undecided(tmp_path: Path) -> None:
    rows: Rows = [row[:6] for row in (HEADS, home(1, "甲村"), home(2, "甲村"))]
    path = xlsx(tmp_path / "2018年花名册.xlsx", {"名单": rows})
    found = told(path)
    assert found["poor"]["households"] == 0
    assert len(found["undecided"]) == 2
    result = CliRunner().invoke(main, ["identify", str(path), "--format", "json"])
    assert [verdict["listed"] for verdict in json.loads(result.stdout)["verdicts"]] == [None, None]
    # A village's 0 says whom it leaves out.
    page = CliRunner().invoke(main, ["stats", str(path), "--by", "village", "--lang", "zh"]).stdout
    assert "另有是否在册无法判断、没有计入的：甲村 2 户" in page


@pytest.mark.parametrize(("joined", "noted"), [(None, True), ("2018-06-01", False)])
def test_a_member_without_a_time_of_joining_belongs_to_the_household_from_the_birth_on(
    joined: str | None, noted: bool, tmp_path: Path
) -> None:
    mother = (*home(1, "甲村"), None)
    child = (*mother[:3], "王小", number("69000020180601001"), "之子", *mother[6:10], joined)
    path = xlsx(tmp_path / "a.xlsx", {"名单": [(*HEADS, "人员识别时间"), mother, child]})
    found = told(path, "--year", "2018")
    notes = [note for note in found["notes"] if "在本户识别以后出生而没有“人员识别时间”" in note]
    assert [note.startswith("1 户") and note.endswith("6900000001。") for note in notes] == [True] * noted
    assert [found["flow"][part] for part in ("start", "natural_increase", "end")] == [1, 1, 2]


def test_whose_birth_lies_after_the_day_of_the_file_is_counted_and_told(tmp_path: Path) -> None:
    mother = (*home(1, "甲村"), None)
    child = (*mother[:3], "王小", number("69000020180601001"), "之子", *mother[6:10], None)
    path = xlsx(tmp_path / "a_20171231.xlsx", {"名单": [(*HEADS, "人员识别时间"), mother, child]})
    found = told(path, "--year", "2017")
    assert found["poor"]["persons"] == 2
    assert any("出生日期晚于 2017-12-31" in note for note in found["notes"])


def test_a_child_of_whom_only_the_year_of_the_file_is_known_was_born_by_its_day(tmp_path: Path) -> None:
    mother = (*home(1, "甲村"), "1980", None)
    child = (*mother[:3], "王小", None, "之子", *mother[6:10], "2018", None)
    path = xlsx(tmp_path / "a_20180630.xlsx", {"名单": [(*HEADS, "出生日期", "人员识别时间"), mother, child]})
    assert told(path)["poor"]["persons"] == 2
    assert told(path, "--year", "2017")["poor"]["persons"] == 1
    assert not any("请核对出生日期" in note for note in told(path)["notes"])


def test_a_slip_and_a_birth_of_one_household_are_both_told(tmp_path: Path) -> None:
    mother = (*home(1, "甲村"), "1980", None)
    born = [(*mother[:3], f"王小{year}", None, "之子", *mother[6:10], year, None) for year in ("2016-05-01", "2019-05-01")]
    path = xlsx(tmp_path / "a_20181231.xlsx", {"名单": [(*HEADS, "出生日期", "人员识别时间"), mother, *born]})
    notes = told(path, "--year", "2017")["notes"]
    assert any("自出生起计入" in note for note in notes)
    assert any("请核对出生日期" in note for note in notes)


def test_who_is_not_exited_and_came_back_was_gone_in_between(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a_20181231.xlsx", {"名单": [HEADS, home(1, "甲村", "未脱贫", "2015", "2017"), home(2, "甲村")]})
    found = told(path, "--year", "2018")
    assert [one["households"] for one in found["series"]] == [2, 1, 1, 2, 2]
    assert not [note for note in found["notes"] if "按未脱贫计" in note]


def test_who_is_of_no_household_of_the_files_stands_in_no_number(tmp_path: Path) -> None:
    members: Rows = [
        ("户编号", "姓名", "证件号码", "与户主关系"),
        ("6900000001", "王一", number("69000019800101001"), "户主"),
        ("6900000001", "李二", number("69000019800101002"), "配偶"),
        ("6900000009", "赵三", number("69000019800101003"), "户主"),  # a number that no household has
        (None, "钱四", number("69000019800101004"), "户主"),
    ]
    households: Rows = [(*HEADS[:2], "首次识别时间", "脱贫属性"), ("6900000001", "甲村", "201401", "未脱贫")]
    found = told(xlsx(tmp_path / "a.xlsx", {"户信息": households, "人口信息": members}), "--year", "2018")
    assert found["all"] == {"households": 1, "persons": 2}
    assert found["poor"] == {"households": 1, "persons": 2}
    assert "2 人的户编号空白、无法识别或不在户信息中，没有计入" in str(found["notes"])
