"""Lists whose headings say that the members are without the head: the head is a member by the columns of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.sheets.read import Reading
from tests.conftest import number
from tests.sheets.registers import Rows, at, column, read, xlsx

ZHANG, LIU, LI = number("69000019600102003"), number("69000019620304004"), number("69000019550607007")
ROWS: Rows = (
    ("", "", "姓名", "身份证号", "姓名", "与户主关系", "身份证号", "", ""),
    ("红石村", "6900000001", "张三平", ZHANG, "张小平", "之子", number("69000019880506005"), "一般贫困户", "否"),
    ("", "", "", "", "刘桂花", "配偶", LIU, "", ""),
    ("红石村", "6900000002", "李有田", LI, "", "", "", "低保贫困户", "否"),
)


def grouped(tmp_path: Path, members: str, rows: Rows = ROWS) -> Reading:
    """A list with the head's columns and those of the members below groups."""
    top = ("村", "户编号", "户主信息", "", members, "", "", "贫困户属性", "是否脱贫")
    return read(xlsx(tmp_path / "红石村.xlsx", {"Sheet1": (top, *rows)}))


@pytest.mark.parametrize("members", ["家庭成员信息（不含户主）", "家庭成员（除户主外）", "家庭成员（户主除外）"])
def test_the_head_is_a_member_and_a_blank_row_of_members_is_nobody(members: str, tmp_path: Path) -> None:
    reading = grouped(tmp_path, members)
    assert column(reading, "persons", "name") == ["张三平", "张小平", "刘桂花", "李有田"]
    assert column(reading, "persons", "relation") == ["本人或户主", "之子", "配偶", "本人或户主"]
    assert column(reading, "persons", "id_no")[0] == ZHANG
    assert column(reading, "persons", "household_id") == 3 * ["6900000001"] + ["6900000002"]
    assert at(reading, "REC101") == []
    assert any("2 名户主按户主各列计为成员" in note.zh for note in reading.notes)


def test_a_head_who_stands_among_the_members_is_one_person(tmp_path: Path) -> None:
    rows = (*ROWS[:3], ("红石村", "6900000002", "李有田", LI, "李 有田", "户主", LI, "低保贫困户", "否"))
    assert column(grouped(tmp_path, "家庭成员信息（不含户主）", rows), "persons", "name").count("张三平") == 1
    assert len(column(grouped(tmp_path, "家庭成员信息（不含户主）", rows), "persons", "name")) == 4


def test_where_nothing_says_so_a_missing_head_is_told(tmp_path: Path) -> None:
    reading = grouped(tmp_path, "家庭成员信息")
    assert column(reading, "persons", "name") == ["张小平", "刘桂花", None]
    assert len(at(reading, "REC101")) == 3


FLAT: Rows = (
    ("户编号", "村", "户主姓名", "姓名", "证件号码", "与户主关系"),
    ("6900000001", "红石村", "张三平", "张三平", ZHANG, "户主"),
    ("6900000001", "红石村", "张三平", "刘桂花", LIU, "配偶"),
    ("6900000002", "红石村", "李有田", "李小田", number("69000019880506005"), "之子"),
    ("6900000003", "红石村", "赵四", "赵四", LI, "户主"),
)


@pytest.mark.parametrize(
    ("title", "rows", "made"),
    [
        ("说明：除户主外，其他家庭成员均须填写与户主关系。", FLAT[:2] + FLAT[3:4], 0),
        ("注：除户主外填写关系", FLAT[:2] + FLAT[3:4], 0),
        ("除户主外，其他成员均须填写与户主关系", FLAT[:2] + FLAT[3:4], 0),
        ("贫困户家庭成员名册（不含户主）", FLAT[:1] + FLAT[2:4], 2),
        ("贫困户家庭成员名册（不含户主）", FLAT, 0),  # two of three have their head
    ],
)
def test_a_line_over_the_list(title: str, rows: Rows, made: int, tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "红石村.xlsx", {"Sheet1": ((title,), *rows)}))
    assert len(column(reading, "persons", "name")) == len(rows) - 1 + made
    assert any("计为成员" in note.zh for note in reading.notes) == bool(made)


@pytest.mark.parametrize(
    "heading",
    [
        "家庭成员姓名（不含户主）",
        "姓名（不含户主）",
        "成员姓名（户主除外）",
        "姓名（除户主外）",
        "姓名（不含户主本人）",
        "家庭成员（不含户主）姓名",
        "非户主成员姓名",
    ],
)
def test_a_heading_of_names_may_say_it(heading: str, tmp_path: Path) -> None:
    headings = ("户编号", "村", "户主姓名", "户主证件号码", heading, "与户主关系", "证件号码")
    rows = (
        ("6900000001", "红石村", "张三平", ZHANG, "刘桂花", "配偶", LIU),
        ("6900000001", "红石村", "张三平", ZHANG, "张小平", "之子", ""),
    )
    reading = read(xlsx(tmp_path / "红石村.xlsx", {"Sheet1": (headings, *rows)}))
    assert column(reading, "persons", "name") == ["张三平", "刘桂花", "张小平"]
    assert column(reading, "persons", "relation") == ["本人或户主", "配偶", "之子"]


def test_a_size_without_the_head_is_asked_about(tmp_path: Path) -> None:
    rows = (("户编号", "村", "户主姓名", "人数（不含户主）"), ("6900000001", "红石村", "张三平", "2"))
    assert column(read(xlsx(tmp_path / "红石村.xlsx", {"Sheet1": rows})), "households", "size") == [None]
