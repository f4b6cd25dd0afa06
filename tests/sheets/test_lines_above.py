"""A line of text above the headings is no row of groups."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.sheets.read import Reading
from tests.sheets.registers import Rows, column, faults_of, read, xlsx

HEADINGS = ("行政村", "户编号", "户主姓名", "首次识别时间", "脱贫属性")
ROWS = [("丙村", "6100000001", "王一", "2014", "未脱贫"), ("丙村", "6100000002", "李二", "2014", "已脱贫")]
Row = tuple[str | None, ...]


def of(tmp_path: Path, rows: Rows) -> Reading:
    return read(xlsx(tmp_path / "户.xlsx", {"户": rows}))


def read_headings(reading: Reading) -> dict[str, str | None]:
    (sheet,) = reading.inputs[0].sheets
    return {item.heading: item.canonical for item in sheet.columns}


@pytest.mark.parametrize(
    "line",
    [
        ("填报单位：丙村", None, None, "填报时间：", "2018年12月20日"),
        ("填报单位：", "丙村", None, "填报时间：", "2018-12-20"),
        ("填报单位：", "丙村委会", "填表人：", "王一", "2018.12.20"),
        ("填报单位", "乙镇", None, "填报时间", "2018年12月20日"),
        ("填报单位：丙村", "填报人：李二", None, None, "截至2018年12月20日"),
        ("单位：人、元", None, None, None, "2018年12月"),
        ("单位：人、元", None, None, None, "（2018年12月）"),
        ("单位：人、元", None, None, None, "2018年"),
        ("单位：人、元", None, None, None, "43454"),
        ("丙村建档立卡贫困户花名册", None, None, None, "2018年12月20日"),
        ("乙镇丙村", None, None, None, "2018年12月20日"),
        ("丙村贫困户情况", None, None, None, "第1页"),
        ("制表：王一", None, None, None, "3"),
        ("填报单位：丙村", None, "2018年12月20日", None, "第1页"),
        ("报送时间：", "2018年12月25日", None, "截止日期：", "2018-12-20"),
        ("年度：", "2018", None, None, "2018年12月20日"),
        (None, "日期：", "2018年12月20日", "审核：", None),
    ],
)
@pytest.mark.parametrize("title", [[], [("乙镇贫困户花名册",)]])
def test_a_date_in_a_line_of_text_qualifies_no_heading(line: Row, title: list[Row], tmp_path: Path) -> None:
    reading = of(tmp_path, [*title, line, HEADINGS, *ROWS])
    assert faults_of(reading) == []
    assert list(read_headings(reading)) == list(HEADINGS)
    assert column(reading, "households", "status") == ["未脱贫", "已脱贫（享受政策）"]


def test_a_line_above_two_rows_of_headings(tmp_path: Path) -> None:
    rows = [
        ("填报单位：丙村", None, None, "填报时间：", "2018年12月20日"),
        ("户编号", "行政村", "户主情况", None, "首次识别时间", "脱贫属性"),
        (None, None, "姓名", "联系电话", None, None),
        ("6100000001", "丙村", "王一", "13900000001", "2014", "未脱贫"),
    ]
    reading = of(tmp_path, rows)
    assert faults_of(reading) == []
    assert column(reading, "households", "head_name") == ["王一"]
    assert column(reading, "households", "status") == ["未脱贫"]


@pytest.mark.parametrize("unit", [None, "单位：元"])
def test_groups_of_years_stay(unit: str | None, tmp_path: Path) -> None:
    groups = (unit, None, None, "2017年", "2018年")
    headings = ("行政村", "户编号", "户主姓名", "人均纯收入", "人均纯收入")
    reading = of(tmp_path, [groups, headings, ("丙村", "6100000001", "王一", "2100", "3100")])
    assert [heading for heading in read_headings(reading) if "收入" in heading] == [
        "人均纯收入（2017年）",
        "人均纯收入（2018年）",
    ]


@pytest.mark.parametrize("groups", [("基本情况", None, None, None, "2017年12月31日"), (None, None, None, "2017年底", "2018年底")])
def test_a_day_beside_another_group_or_day_stays(groups: Row, tmp_path: Path) -> None:
    assert "REC210" in [rule for rule, _ in faults_of(of(tmp_path, [groups, HEADINGS, *ROWS]))]


OF_BOTH = ("村", "户编号", "姓名", "与户主关系", "证件号码", "姓名", "联系电话")
OF_ONE = ("村", "户编号", "户主姓名", "与户主关系", "证件号码", "干部姓名", "联系电话")


@pytest.mark.parametrize("headings", [OF_BOTH, OF_ONE])
@pytest.mark.parametrize(
    "groups",
    [
        (None, "贫困户：", None, None, None, "帮扶干部：", None),
        (None, "贫困户:", None, None, None, "帮扶责任人:", None),
        (None, "贫困户", None, None, None, "帮扶干部：", None),
        (None, "家庭成员信息：", None, None, None, "帮扶人信息：", None),
        (None, "贫困户家庭成员（不含户主）：", None, None, None, "帮扶情况：", None),
        ("单位：元", "贫困户：", None, None, None, "帮扶干部：", None),
    ],
)
def test_labels_with_a_colon_may_be_groups(groups: Row, headings: Row, tmp_path: Path) -> None:
    row = ("丙村", "6100000001", "王一", "户主", None, "周一", "13900000001")
    reading = of(tmp_path, [groups, headings, row])
    assert column(reading, "households", "helper") == ["周一"]
    assert column(reading, "households", "helper_phone") == ["13900000001"]
    assert column(reading, "households", "phone") == [None]


@pytest.mark.parametrize(
    "line",
    [
        ("帮扶干部：", "周一", "帮扶单位：", "县医院"),
        ("户主：", "王一", "帮扶干部：", "周一"),
        ("帮扶干部：周一",),
        ("包村干部：", None, "帮扶责任人："),
    ],
)
def test_labels_with_what_stands_behind_them_are_a_line(line: Row, tmp_path: Path) -> None:
    headings = ("行政村", "户编号", "户主姓名", "联系电话")
    reading = of(tmp_path, [line, headings, ("丙村", "6100000001", "王一", "13900000001")])
    assert read_headings(reading)["联系电话"] == "联系电话"
    assert column(reading, "households", "head_name") == ["王一"]
