"""Lists of some persons beside a register: they neither take the place of the stated sizes nor accuse anybody."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from puxi_cli.sheets.read import Reading
from tests.conftest import number
from tests.sheets.registers import Rows, at, column, csv_file, read, xlsx

HOMES: Rows = (
    ("行政村", "户编号", "户主姓名", "家庭人口", "贫困户属性", "识别时间", "脱贫属性"),
    ("红石村", "6900000001", "张三平", "3", "一般贫困户", "201401", "未脱贫"),
    ("红石村", "6900000002", "李有田", "2", "低保贫困户", "201401", "未脱贫"),
    ("红石村", "6900000003", "孙独", "1", "五保贫困户", "201401", "未脱贫"),
)
ZHANG, LIU, SON = number("69000019600102003"), number("69000019620304004"), number("69000020010506005")
LI, DAUGHTER, SUN = number("69000019550607007"), number("69000020020908008"), number("69000019480101001")
KIN = ("户编号", "姓名", "证件号码", "与户主关系")
PLAIN = ("户编号", "姓名", "证件号码")
SONS = ("6900000001", "张小平", SON, "之子")
DAUGHTERS = ("6900000002", "李小花", DAUGHTER, "之女")
HEADS = (("6900000001", "张三平", ZHANG, "户主"), ("6900000002", "李有田", LI, "户主"), ("6900000003", "孙独", SUN, "户主"))
EVERYBODY = (HEADS[0], ("6900000001", "刘桂花", LIU, "配偶"), SONS, HEADS[1], DAUGHTERS, HEADS[2])


def beside(tmp_path: Path, sheet: str, *rows: Sequence[str], title: str = "", homes: Rows = HOMES) -> Reading:
    """The households, and a sheet of persons."""
    above: Rows = ((title,),) if title else ()
    return read(xlsx(tmp_path / "红石村.xlsx", {"贫困户": homes, sheet: (*above, *rows)}))


def kinds(reading: Reading) -> list[str]:
    """What the sheets are called that were not read."""
    return [fault.values["kind"].zh for fault in at(reading, "REC211")]


@pytest.mark.parametrize(
    ("sheet", "title"),
    [
        ("公益岗", ""),
        ("雨露计划", ""),
        ("教育扶贫", ""),
        ("慢病签约", ""),
        ("低保", ""),
        ("Sheet2", "2018年秋季雨露计划补助花名册"),
        ("Sheet2", "红石村残疾人花名册"),
        ("Sheet2", "2018年贫困劳动力外出务工花名册"),
        ("Sheet2", "易地搬迁人员花名册"),
        ("残疾人口", ""),
    ],
)
@pytest.mark.parametrize("rows", [(KIN, SONS, DAUGHTERS), (KIN, *HEADS[:2]), (PLAIN, SONS[:3]), (PLAIN, HEADS[0][:3])])
def test_a_list_that_is_called_something_else_names_some_persons_only(sheet: str, title: str, rows: Rows, tmp_path: Path) -> None:
    reading = beside(tmp_path, sheet, *rows, title=title)
    assert not reading.registry.has("persons")
    assert column(reading, "households", "household_id") == ["6900000001", "6900000002", "6900000003"]
    assert column(reading, "households", "size") == [3, 2, 1]
    assert kinds(reading) == ["部分人员的名单"]
    assert len(reading.faults) == 1
    assert [fault.values["rows"] for fault in reading.faults] == [len(rows) - 1]
    assert any(f"{sheet}：只列了部分人员（{len(rows) - 1} 行）" in note.zh for note in reading.beside)
    (file,) = reading.inputs
    assert [one.sheet for one in file.sheets] == ["贫困户"]
    assert file.unread == (sheet,)


def test_the_columns_tell_it_where_no_name_does(tmp_path: Path) -> None:
    rows = ((*KIN, "岗位名称", "上岗时间"), *((*row, "护林员", "2018.3") for row in HEADS[:2]))
    assert kinds(beside(tmp_path, "Sheet2", *rows)) == ["部分人员的名单"]


@pytest.mark.parametrize("rows", [(KIN, SONS, DAUGHTERS), (PLAIN, HEADS[0][:3], HEADS[1][:3])])
def test_without_a_name_a_list_without_heads_or_relations_is_held_against_the_sizes(rows: Rows, tmp_path: Path) -> None:
    reading = beside(tmp_path, "Sheet2", *rows)
    assert not reading.registry.has("persons")
    assert kinds(reading) == ["部分人员的名单"]


@pytest.mark.parametrize(
    ("sheet", "rows"),
    [
        ("人口信息", (KIN, *EVERYBODY)),
        ("人口信息", (KIN, *EVERYBODY[:3], EVERYBODY[5])),  # one household is missing: REC302 says so
        ("人口信息", (KIN, *HEADS[:2])),
        ("家庭成员", (KIN, SONS, DAUGHTERS)),  # REC303 says so
        ("贫困人口花名册", (PLAIN, *(row[:3] for row in EVERYBODY[:4]))),
        ("Sheet2", (KIN, *EVERYBODY[:3], *EVERYBODY[4:])),  # one household has no head
        ("Sheet2", (KIN, *HEADS)),
        ("Sheet2", (PLAIN, *(row[:3] for row in EVERYBODY))),
        ("Sheet2", (PLAIN, *(row[:3] for row in EVERYBODY[1:]))),  # one member is missing: REC310 says so
        ("易地搬迁户家庭成员", (KIN, *EVERYBODY[:4])),
        ("易地搬迁人员", (KIN, *EVERYBODY)),  # it names everybody
        ("低保贫困户", (KIN, *EVERYBODY[3:])),  # households
        ("健康扶贫", (KIN, *EVERYBODY[:4], EVERYBODY[5])),  # one member is missing: REC310 says so
        ("人口变更后", (KIN, *EVERYBODY)),
    ],
)
def test_a_list_of_whole_households_is_read_as_one(sheet: str, rows: Rows, tmp_path: Path) -> None:
    reading = beside(tmp_path, sheet, *rows)
    assert column(reading, "persons", "name") == [row[1] for row in rows[1:]]
    assert kinds(reading) == []


def test_lists_of_whole_households_are_read_however_they_are_split_or_called(tmp_path: Path) -> None:
    parts = {"贫困户": HOMES, "教育扶贫一": (KIN, *EVERYBODY[:3]), "教育扶贫二": (KIN, *EVERYBODY[3:])}
    reading = read(xlsx(tmp_path / "a.xlsx", parts))
    assert column(reading, "persons", "name") == [row[1] for row in EVERYBODY]
    # Without numbers, by kind: each sheet lists households of its own.
    heads = ("行政村", "户主姓名", "姓名", "证件号码", "与户主关系", "识别时间", "脱贫属性")
    named = [("红石村", head, *row[1:], "201401", "未脱贫") for head, row in zip(_HEADED, EVERYBODY, strict=True)]
    reading = read(
        xlsx(tmp_path / "b.xlsx", {"一般": (heads, *named[:3]), "低保": (heads, *named[3:5]), "五保": (heads, *named[5:])})
    )
    assert column(reading, "persons", "name") == [row[1] for row in EVERYBODY]
    assert kinds(reading) == []


_HEADED = ("张三平", "张三平", "张三平", "李有田", "李有田", "孙独")


@pytest.mark.parametrize("line", ["注：本表不含死亡、迁出人员", "填表说明：出生日期按身份证填写", "备注：学生含在校生"])
def test_a_line_of_notes_names_no_list(line: str, tmp_path: Path) -> None:
    reading = beside(tmp_path, "红石村人口", KIN, *EVERYBODY[:4], EVERYBODY[5], title=line)
    assert column(reading, "persons", "name") == [row[1] for row in (*EVERYBODY[:4], EVERYBODY[5])]


def test_a_new_household_in_a_list_of_changes_is_whole(tmp_path: Path) -> None:
    homes = (*HOMES, ("红石村", "6900000004", "周新", "2", "一般贫困户", "201803", "未脱贫"))
    new = (
        ("6900000004", "周新", number("69000019701010101"), "户主"),
        ("6900000004", "周小新", number("69000019990101013"), "之子"),
    )
    born = ("6900000001", "张小小", number("69000020180101015"), "之女")
    sheets = {"贫困户": homes, "人口信息": (KIN, *EVERYBODY), "2018年新增人口": (KIN, *new, born)}
    reading = read(xlsx(tmp_path / "a.xlsx", sheets))
    assert sorted(column(reading, "persons", "name")) == sorted([*(row[1] for row in EVERYBODY), "周新", "周小新", "张小小"])
    assert kinds(reading) == []


def test_without_sizes_the_heads_tell_whether_everybody_is_named(tmp_path: Path) -> None:
    homes = tuple((*row[:3], *row[4:]) for row in HOMES)
    whole = beside(tmp_path, "健康信息", KIN, *EVERYBODY, homes=homes)
    assert column(whole, "persons", "name") == [row[1] for row in EVERYBODY]
    some = beside(tmp_path, "健康信息", KIN, *HEADS[:2], homes=homes)
    assert kinds(some) == ["部分人员的名单"]


def test_a_list_of_some_persons_alone_is_all_there_is(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "残疾人花名册.xlsx", {"残疾人": (KIN, *HEADS)}))
    assert len(column(reading, "persons", "name")) == 3


def test_the_name_of_the_file_tells_it(tmp_path: Path) -> None:
    csv_file(tmp_path / "户.csv", HOMES)
    csv_file(tmp_path / "雨露计划.csv", (KIN, SONS))
    reading = read(tmp_path)
    assert not reading.registry.has("persons")
    assert kinds(reading) == ["部分人员的名单"]


FLAT: Rows = (
    ("行政村", "户编号", "姓名", "证件号码", "与户主关系", "脱贫属性", "识别时间"),
    *(("红石村", *row, "未脱贫", "201401") for row in EVERYBODY[:3]),
)


def test_beside_a_list_of_members_it_adds_nobody_and_names_its_other_households(tmp_path: Path) -> None:
    rows = (("行政村", *KIN), ("红石村", *SONS), ("红石村", "6900000001", "张小丽", DAUGHTER, "之女"), ("丁村", *DAUGHTERS))
    reading = read(xlsx(tmp_path / "红石村.xlsx", {"花名册": FLAT, "雨露计划": rows}))
    assert column(reading, "persons", "name") == ["张三平", "刘桂花", "张小平"]
    assert column(reading, "households", "household_id") == ["6900000001"]
    assert any("其中 1 户不在其他表中，没有计入：6900000002" in note.zh for note in reading.beside)


def test_a_sheet_that_lists_households_of_its_own_is_a_part_of_the_register(tmp_path: Path) -> None:
    five = (FLAT[0], ("红石村", *HEADS[2], "未脱贫", "201401"))
    reading = read(xlsx(tmp_path / "红石村.xlsx", {"一般": FLAT, "五保": five}))
    assert column(reading, "persons", "name") == ["张三平", "刘桂花", "张小平", "孙独"]
    again = (FLAT[0], ("红石村", *SONS, "未脱贫", "201401"))
    reading = read(xlsx(tmp_path / "二.xlsx", {"一般": FLAT, "低保": again}))
    assert kinds(reading) == ["部分人员的名单"]


LEFT: Rows = (
    ("行政村", "户编号", "户主姓名", "姓名", "与户主关系", "证件号码", "减少原因", "减少时间"),
    ("红石村", "6900000001", "张三平", "刘桂花", "配偶", LIU, "死亡", "201805"),
)


@pytest.mark.parametrize("sheet", ["2018年自然减少人口", "减少", "死亡人员名单", "人口变动"])
def test_who_left_does_not_empty_the_household(sheet: str, tmp_path: Path) -> None:
    reading = beside(tmp_path, sheet, *LEFT)
    assert not reading.registry.has("persons")
    assert kinds(reading) == ["人口增减名单"]
    assert any("是否已计入这些增减看不出" in note.zh and "6900000001" in note.zh for note in reading.beside)


def test_of_a_member_of_a_whole_list_it_says_when_they_left(tmp_path: Path) -> None:
    other = ("红石村", "6900000009", "钱四", "钱小四", "之子", SON, "死亡", "201806")
    sheets = {"贫困户": HOMES, "人口信息": (KIN, *EVERYBODY), "自然减少人口": (*LEFT, other)}
    reading = read(xlsx(tmp_path / "红石村.xlsx", sheets))
    assert column(reading, "persons", "name") == [row[1] for row in EVERYBODY]
    assert column(reading, "persons", "left") == [None, "2018-05", None, None, None, None]
    assert kinds(reading) == ["人口增减名单"]  # of whose household nobody knows the members
