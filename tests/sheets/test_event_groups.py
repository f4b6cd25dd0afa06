"""Groups of headings that say what happened, over columns that say when and why: 脱贫情况 over 年度 is 脱贫年度."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sheets.registers import Rows, column, read, xlsx

GROUPS: list[tuple[str, str, str]] = [
    ("识别情况", "时间", "identified"), ("贫困户识别情况", "识别年度", "identified"), ("识别情况", "年度", "identified"),
    ("脱贫情况", "年度", "exit_year"), ("脱贫情况", "时间", "exit_year"), ("退出情况", "时间", "exit_year"), ("脱贫信息", "是否脱贫", "status"),
    ("脱贫情况", "属性", "status"), ("脱贫信息", "状态", "status"), ("脱贫情况", "标识", "status"), ("脱贫情况", "是否", "status"),
    ("脱贫退出情况", "时间", "exit_year"),
    ("返贫情况", "时间", "relapsed"), ("返贫情况", "原因", "relapse_cause"), ("致贫情况", "主要原因", "cause"), ("帮扶情况", "姓名", "helper"),
]  # fmt: skip


@pytest.mark.parametrize(("parent", "child", "field"), GROUPS)
def test_what_happened_and_when_are_a_heading_together(parent: str, child: str, field: str, tmp_path: Path) -> None:
    fields = _fields_below(tmp_path, parent, child)
    assert fields == [field]


@pytest.mark.parametrize(
    ("parent", "child"), [("帮扶情况", "单位"), ("计划脱贫情况", "时间"), ("帮扶情况", "时间"), ("计划脱贫情况", "属性")]
)
def test_other_groups_stay_what_they_are(parent: str, child: str, tmp_path: Path) -> None:
    assert not {"exit_year", "identified", "status"} & {*_fields_below(tmp_path, parent, child)}


def _fields_below(tmp_path: Path, parent: str, child: str) -> list[str | None]:
    rows: Rows = (
        ("户编号", "行政村", "户主姓名", "人数", parent, parent), (None, None, None, None, child, "备注"), ("5001", "甲村", "王一", 2, "2014", None),
    )  # fmt: skip
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    [sheet] = reading.inputs[0].sheets
    return [one.field for one in sheet.columns if one.letters == "E" and one.how != "asked"]  # what is asked about is not read


@pytest.mark.parametrize("child", ["是否", "属性", "标志"])
def test_whether_and_when_stand_side_by_side(child: str, tmp_path: Path) -> None:
    rows: Rows = (
        ("户编号", "行政村", "户主姓名", "人数", "脱贫情况", "脱贫情况"), (None, None, None, None, child, "年度"),
        ("5001", "甲村", "王一", 2, "是" if child == "是否" else "已脱贫", "2016"),
    )  # fmt: skip
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert column(reading, "households", "exit_year") == [2016]
    [status] = column(reading, "households", "status")
    assert str(status).startswith("已脱贫")


def test_members_who_left_below_a_group(tmp_path: Path) -> None:
    heads = (
        ("户编号", "行政村", "户主姓名", "姓名", "与户主关系", "减少情况", None),
        (None, None, None, None, None, "时间", "原因"),
    )
    rows = (
        *heads,
        ("5001", "甲村", "王一", "王一", "户主", None, None),
        ("5001", "甲村", "王一", "李二", "配偶", "2017.3", "死亡"),
    )
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert column(reading, "persons", "left") == [None, "2017-03"]
    assert column(reading, "persons", "left_reason") == [None, "死亡"]
