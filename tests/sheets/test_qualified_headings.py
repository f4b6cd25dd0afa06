"""A unit, a year, a person or a state around a heading makes another column of it, or is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from puxi_cli.records.codes import code_list
from puxi_cli.sheets.headings import Headings
from tests.sheets.registers import faults_of, read, xlsx

PLAIN = (
    "户编号",
    "行政村",
    "姓名",
    "证件号码",
    "与户主关系",
    "人均纯收入",
    "住房面积",
    "人数",
    "脱贫年度",
    "危房户",
    "贫困户属性",
)


def understood(*headings: str | tuple[str, ...], beside: Sequence[str] = PLAIN) -> list[tuple[str, str | None]]:
    """(how, canonical heading) of headings beside plain ones; a tuple is a heading and its parents."""
    columns = [[heading] if isinstance(heading, str) else list(heading) for heading in headings]
    names = Headings()
    found = names.assign([(n, texts) for n, texts in enumerate([*columns, *([heading] for heading in beside)])], None)
    assert found
    found = names.with_near_misses(found)
    return [(match.how, match.cell.heading if match.field else match.near) for match in found.matches[: len(headings)]]


@pytest.mark.parametrize(
    ("heading", "how", "canonical"),
    [
        ("人均纯收入（元）", "bracket", "人均纯收入"),
        ("人均纯收入（万元）", "bracket", "人均纯收入"),
        ("人均纯收入（元/月）", "bracket", "人均纯收入"),
        ("人均纯收入（2014年）", "bracket", "人均纯收入"),
        ("住房面积（㎡）", "bracket", "住房面积"),
        ("住房面积（人均）", "asked", "住房面积"),
        ("人数（享受低保）", "asked", "人数"),
        ("脱贫年度（计划）", "exact", "计划脱贫年度"),
        ("危房户（改造前）", "asked", "危房户"),
        ("危房户（是/否）", "bracket", "危房户"),
        ("危房户（必填）（是、否）", "bracket", "危房户"),
        ("姓名（户主）", "exact", "户主姓名"),
        ("联系电话（帮扶干部）", "exact", "帮扶人手机号"),
        ("贫困户属性（一般贫困户/低保贫困户）", "bracket", "贫困户属性"),
        ("帮扶责任人电话", "exact", "帮扶人手机号"),
        ("人口数", "exact", "人数"),
        ("是否参加合疗", "exact", "是否参加城乡居民基本医疗保险"),
        ("是否参加大病医疗", "exact", "是否参加大病保险"),
        ("省(区、市)", "known", None),
        ("是否参加城镇职工基本养老保险", "known", None),
        ("入户道路是否硬化", "known", None),
        ("与户主关糸", "unmatched", "与户主关系"),
        ("总人口", "known", None),
    ],
)
def test_what_stands_in_brackets(heading: str, how: str, canonical: str | None) -> None:
    beside = [word for word in PLAIN if canonical != word and (canonical, word) != ("与户主关系", "与户主关系")]
    assert understood(heading, beside=beside) == [(how, canonical)]


@pytest.mark.parametrize(
    ("texts", "how", "canonical"),
    [
        (("姓名", "帮扶干部"), "exact", "帮扶责任人"),
        (("联系电话", "帮扶情况"), "exact", "帮扶人手机号"),
        (("姓名", "户主信息"), "exact", "户主姓名"),
        (("姓名", "家庭成员信息"), "exact", "姓名"),
        (("姓名", "基本信息"), "exact", "姓名"),
        (("姓名", "贫困户信息", "家庭成员信息"), "exact", "姓名"),
        (("姓名", "网格长"), "asked", "姓名"),
        (("人数", "享受低保情况表外"), "asked", "人数"),
        (("耕地面积", "随便什么"), "exact", "耕地面积"),
        (("身份证号", "户主信息"), "known", None),
    ],
)
def test_what_stands_in_the_row_above(texts: tuple[str, ...], how: str, canonical: str | None) -> None:
    assert understood(texts, beside=[word for word in PLAIN if word not in ("姓名", "证件号码", "人数")]) == [(how, canonical)]


def test_ones_own_heading_wins() -> None:
    names = Headings({"人均纯收入（万元）": "人均纯收入"})
    assert names.lookup("households", "人均纯收入（万元）") == ("income_per_head", "own")


def test_a_work_sheet_is_no_list_of_members(tmp_path: Path) -> None:
    work = [
        ("户编号", "姓名", "证件号码", "是否已务工", "开始时间", "务工企业名称"),
        ("6900000001", "王一", "", "是", "2018年01月", "甲厂"),
    ]
    households = [("户编号", "行政村", "户主姓名"), ("6900000001", "甲村", "王一")]
    reading = read(xlsx(tmp_path / "表.xlsx", {"户信息": households, "已外出务工信息": work}))
    assert [rule for rule, *_ in faults_of(reading)] == ["REC211"]
    assert not reading.registry.has("persons")


def test_a_list_of_villages_is_no_list_of_households() -> None:
    words = ("县", "乡", "行政村", "人数", "是否出列", "总户数", "总人口数", "低保户数")
    found = Headings().assign([(n, [word]) for n, word in enumerate(words)], None)
    assert found is None or "households" not in found.tables


@pytest.mark.parametrize("word", ["一般户", "非贫困户", "一般"])
def test_no_hint_crosses_from_poor_to_not_poor(word: str) -> None:
    assert code_list("poor_type").nearest(word) is None


def test_unknown_headings_cost_little() -> None:
    names = Headings()
    able = [len(words) for words in names._by_length.values()]
    assert max(able) < len(names._all)  # cut by length before anything is compared
