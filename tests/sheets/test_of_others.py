"""Columns about somebody else than their row, in a group or beside one another with that one's name, and groups set apart by a qualifier."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.sheets.read import Reading
from tests.sheets.registers import column, read, xlsx
from tests.sheets.test_headings_above import KEYS, Below, fields_of, two_rows

LEFT: tuple[tuple[str, str], ...] = (("减少时间", "201803"), ("减少原因", "死亡"))


def group(above: str, *below: tuple[str, str | None]) -> tuple[Below, ...]:
    return tuple((above, child, text) for child, text in below)


def flat(tmp_path: Path, *columns: tuple[str, str]) -> Reading:
    """One row of headings, and a head and a wife below it."""
    rows = (
        (*KEYS, *(heading for heading, _ in columns)),
        ("6900000001", "丙村", "王一", "户主", *(text for _, text in columns)),
        ("6900000001", "丙村", "李二", "配偶"),
    )
    return read(xlsx(tmp_path / "r.xlsx", {"人口信息": rows}))


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize("name", ["姓名", "人员姓名", "成员姓名", "人数"])
def test_who_left_is_the_one_that_the_group_names(name: str, merged: bool, tmp_path: Path) -> None:
    reading = two_rows(tmp_path, *group("减少人口", (name, "王老"), *LEFT), merged=merged)
    assert column(reading, "persons", "left") == [None, None]
    assert column(reading, "persons", "left_reason") == [None, None]
    named = [fault.values["heading"] for fault in reading.faults if fault.rule == "REC210"]
    assert [one for one in named if "减少时间" in one or "减少原因" in one] == ["减少人口/减少时间", "减少人口/减少原因"]


@pytest.mark.parametrize("above", ["减少人口", "减少情况", "人口变更情况"])
def test_without_a_name_the_group_is_the_rows_own(above: str, tmp_path: Path) -> None:
    reading = two_rows(tmp_path, *group(above, *LEFT))
    assert column(reading, "persons", "left") == ["2018-03", "2018-03"]


def test_the_group_may_stand_before_the_rows_own_column(tmp_path: Path) -> None:
    reading = two_rows(tmp_path, *group("减少人口", ("姓名", "王老"), LEFT[0]), ("变更情况", "减少时间", None))
    assert fields_of(reading) == ["asked", "asked", "persons.left"]


PEOPLE: list[tuple[str, tuple[str, ...], list[str]]] = [
    ("增加人口", ("姓名", "人员增加时间", "出生日期", "身份证号"), ["asked"] * 4),
    ("迁出人口", ("姓名", "减少时间"), ["asked"] * 2),
    ("死亡人员", ("姓名", "死亡时间"), ["asked", "unmatched"]),
    ("户主配偶", ("姓名", "出生日期", "劳动技能", "文化水平"), ["asked"] * 4),
    ("法定代理人", ("身份证号", "劳动技能"), ["asked"] * 2),
    ("申请人", ("姓名", "贫困户属性", "住房面积"), ["asked", "asked", "households.floor_area"]),
    ("受益人", ("姓名", "是否享受低保"), ["asked"] * 2),
    ("帮扶责任人", ("姓名", "联系电话", "文化水平"), ["households.helper", "households.helper_phone", "asked"]),
    ("帮扶情况", ("姓名", "劳动技能"), ["households.helper", "asked"]),
    ("户主", ("姓名", "住房面积", "劳动技能"), ["households.head_name", "households.floor_area", "asked"]),
]


@pytest.mark.parametrize(("above", "below", "understood"), PEOPLE)
def test_a_group_with_somebody_elses_name_is_about_that_one(
    above: str, below: tuple[str, ...], understood: list[str], tmp_path: Path
) -> None:
    assert fields_of(two_rows(tmp_path, *group(above, *((child, None) for child in below)))) == understood


FLAT: list[tuple[tuple[tuple[str, str], ...], list[str]]] = [
    ((("减少人口姓名", "王老"), *LEFT), ["unmatched", "asked", "asked"]),
    ((*LEFT, ("减少人员姓名", "王老")), ["asked", "asked", "unmatched"]),
    ((("减少人员", "王老"), *LEFT), ["unmatched", "asked", "asked"]),
    ((("死亡人员", "王老"), ("死亡时间", "201803")), ["unmatched", "unmatched"]),
    ((("监护人姓名", "王老"), ("出生日期", "19400101"), ("联系电话", "15400000001")), ["unmatched", "asked", "asked"]),
    (
        (("监护人姓名", "王老"), ("住房面积", "80"), ("出生日期", "19400101")),
        ["unmatched", "households.floor_area", "persons.birth"],
    ),
    (LEFT, ["persons.left", "persons.left_reason"]),
]


@pytest.mark.parametrize(("columns", "understood"), FLAT)
def test_beside_somebody_elses_name(columns: tuple[tuple[str, str], ...], understood: list[str], tmp_path: Path) -> None:
    assert fields_of(flat(tmp_path, *columns)) == understood


def test_behind_two_names_a_birth_may_be_the_rows_own(tmp_path: Path) -> None:
    rows = (
        ("户编号", "行政村", "与户主关系", "姓名", "配偶姓名", "出生日期"),
        ("6900000001", "丙村", "户主", "王一", "李二", "19600214"),
    )
    assert column(read(xlsx(tmp_path / "r.xlsx", {"人口信息": rows})), "persons", "birth") == ["1960-02-14"]


def test_names_and_times_below_two_headings_of_one_group(tmp_path: Path) -> None:
    rows = (
        (*KEYS, "减少人口", None, None),
        (None, None, None, None, "基本情况", "离开情况", None),
        (None, None, None, None, "姓名", "减少时间", "减少原因"),
        ("6900000001", "丙村", "王一", "户主", "王老", "201803", "死亡"),
    )
    reading = read(xlsx(tmp_path / "r.xlsx", {"人口信息": rows}))
    assert fields_of(reading) == ["asked"] * 3
    assert column(reading, "persons", "left") == [None]


def test_what_a_group_tells_is_quoted_with_its_heading(tmp_path: Path) -> None:
    reading = two_rows(tmp_path, *group("减少人口", ("姓名", "王老"), *LEFT))
    told = [fault.values["heading"] for fault in reading.faults if fault.rule == "REC231"]
    assert told == ["减少人口/减少原因"] * 2


def test_beside_a_name_the_column_is_asked_about_and_not_held_against_itself(tmp_path: Path) -> None:
    reading = flat(tmp_path, ("减少人口姓名", "王老"), *LEFT)
    named = [
        (fault.rule, fault.values["heading"], fault.values.get("extra")) for fault in reading.faults if fault.rule != "REC207"
    ]
    assert named == [("REC210", "减少时间", "减少人口姓名"), ("REC210", "减少原因", "减少人口姓名")]


EXIT = (("脱贫年度", "2017"), ("脱贫属性", "已脱贫（享受政策）"))
QUALIFIED = (
    "脱贫情况（计划）", "脱贫情况（拟）", "脱贫情况（预）", "（预）脱贫情况", "计划脱贫情况", "拟脱贫情况", "预脱贫情况",
    "脱贫情况（2019年）", "2019年脱贫情况", "上年脱贫情况", "原脱贫情况", "脱贫情况（公示）", "脱贫情况（系统）",
)  # fmt: skip


@pytest.mark.parametrize("plain_first", [True, False])
@pytest.mark.parametrize("qualified", QUALIFIED)
def test_the_plain_group_is_read_and_the_qualified_one_set_apart(qualified: str, plain_first: bool, tmp_path: Path) -> None:
    plain, other = group("脱贫情况", *EXIT), group(qualified, ("脱贫年度", "2019"), ("脱贫属性", "未脱贫"))
    reading = two_rows(tmp_path, *(plain + other if plain_first else other + plain))
    read_as = ["households.exit_year", "households.status"]
    assert fields_of(reading) == (read_as + ["asked"] * 2 if plain_first else ["asked"] * 2 + read_as)
    assert column(reading, "households", "exit_year") == [2017]
    assert not [fault for fault in reading.faults if fault.rule in ("REC205", "REC210")]


@pytest.mark.parametrize("groups", [("2018年脱贫情况", "2019年脱贫情况"), ("脱贫情况（2018年）", "脱贫情况（2019年）")])
def test_of_two_qualified_groups_none_is_read(groups: tuple[str, str], tmp_path: Path) -> None:
    reading = two_rows(tmp_path, *(column for one in groups for column in group(one, *EXIT)))
    assert fields_of(reading) == ["asked"] * 4
    named = [fault.values["heading"] for fault in reading.faults if fault.rule == "REC210"]
    assert named == [f"{one}/{child}" for one in groups for child, _ in EXIT]


def test_a_plan_below_which_year_says_nothing_of_now(tmp_path: Path) -> None:
    reading = two_rows(tmp_path, *group("脱贫情况（计划）", ("年度", "2019"), ("脱贫属性", "已脱贫")))
    assert fields_of(reading) == ["asked"] * 2
    assert not [fault for fault in reading.faults if fault.rule == "REC231"]  # nobody has left by a plan


def test_another_record_that_tells_of_an_exit_is_quoted_as_it_stands(tmp_path: Path) -> None:
    keys = ("户编号", "行政村", "户主姓名", "人数")
    told = group("脱贫情况（公示）", EXIT[0], ("脱贫属性", "已脱贫"))
    reading = two_rows(tmp_path, *group("脱贫情况", ("脱贫年度", None), ("脱贫属性", "未脱贫")), *told, keys=keys)
    headings = {"脱贫情况（公示）/脱贫年度", "脱贫情况（公示）/脱贫属性"}
    assert {fault.values["heading"] for fault in reading.faults if fault.rule == "REC231"} == headings
