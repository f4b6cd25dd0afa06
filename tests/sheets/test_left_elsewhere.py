"""Lists of the dead and of those who left, beside a register that has them as members."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.sheets.read import Reading
from tests.conftest import number
from tests.sheets.registers import Rows, at, read, xlsx

HOMES: Rows = (
    ("行政村", "户编号", "户主姓名", "家庭人口", "识别时间", "脱贫属性"),
    ("红石村", "6900000001", "张三平", "2", "201401", "未脱贫"),
    ("白水村", "6900000002", "李有田", "1", "201401", "未脱贫"),
)
FIRST, SECOND, THIRD = (number(f"6900001951010{nth}011") for nth in (1, 2, 3))
MEMBERS = ("户编号", "姓名", "证件号码", "与户主关系", "人员识别时间")
GONE = ("行政村", "姓名", "证件号码", "减少时间", "减少原因")


def beside(tmp_path: Path, gone: Rows, *, relation: str = "之女", joined: str = "") -> Reading:
    """The register, the second member of its first household as given, and a list of those who are gone."""
    members: Rows = (
        MEMBERS,
        ("6900000001", "张三平", FIRST, "户主", ""),
        ("6900000001", "张小一", SECOND, relation, joined),
        ("6900000002", "李有田", THIRD, "户主", ""),
    )
    return read(xlsx(tmp_path / "册.xlsx", {"户": HOMES, "人": members, "减少名单": (GONE, *gone)}))


@pytest.mark.parametrize(
    ("row", "cell", "says"),
    [
        (("红石村", "张小一", SECOND, "2018-03", "死亡"), "E2", "死亡（“死亡”）"),
        (("白水村", "张小一", SECOND, "2018-03", "死亡"), "E2", "死亡（“死亡”）"),
        (("红石村", "张小一", SECOND, "2018-03", ""), "D2", "离开本户（“2018-03”）"),
        (("红石村", "张小一", SECOND, "", "嫁出"), "E2", "离开本户（“嫁出”）"),
    ],
)
def test_whom_a_list_names_is_told_at_the_cell_that_says_it(row: tuple[str, ...], cell: str, says: str, tmp_path: Path) -> None:
    reading = beside(tmp_path, (row,))
    [fault] = at(reading, "REC231")
    assert (fault.place.sheet, fault.place.cell, fault.household_id) == ("减少名单", cell, "6900000001")
    assert fault.place.heading == fault.values["heading"] == GONE["ABCDE".index(cell[0])]
    assert f"{fault.values['tells'].zh}（“{fault.values['word']}”）" == f"人 第 3 行的成员（证件号码相同）{says}"
    assert fault.values["fields"].zh == "该成员的减少时间”“该成员的减少原因"
    assert [note.zh for note in reading.notes if "有 1 行" in note.zh and "册.xlsx 人 第 3 行" in note.zh]


@pytest.mark.parametrize(
    ("row", "relation", "joined"),
    [
        (("白水村", "张小一", SECOND, "2018-03", "嫁出"), "之儿媳", ""),
        (("红石村", "张小一", SECOND, "2018-03", "嫁出"), "之儿媳", ""),
        (("红石村", "张小一", SECOND, "2018-03", "婚出"), "配偶", ""),
        (("白水村", "张小一", SECOND, "2018-03", "迁出"), "之女", ""),
        (("红石村", "张小一", SECOND, "2018-03", ""), "之女", "2018-03"),
        (("红石村", "张小一", SECOND, "2018-03", "迁出"), "之女", "201804"),
    ],
)
def test_who_may_be_a_member_since_is_not_told(row: tuple[str, ...], relation: str, joined: str, tmp_path: Path) -> None:
    assert not at(beside(tmp_path, (row,), relation=relation, joined=joined), "REC231")


def test_one_number_in_many_rows_of_both_is_told_once_a_row_of_the_list(tmp_path: Path) -> None:
    rows = [("红石村", "张小一", SECOND, "", "死亡")] * 3
    members = (
        MEMBERS,
        *[("6900000001", f"张{nth}", SECOND, "之女", "") for nth in range(4)],
        ("6900000002", "李", SECOND, "户主", ""),
    )
    reading = read(xlsx(tmp_path / "册.xlsx", {"户": HOMES, "人": members, "减少名单": (GONE, *rows)}))
    told = at(reading, "REC231")
    assert [(fault.place.row, fault.household_id) for fault in told] == [(2, None), (3, None), (4, None)]
    assert {fault.values["tells"].zh for fault in told} == {"人 第 2 行等的成员（证件号码相同）死亡"}
    assert [note for note in reading.notes if "有 5 行" in note.zh]


@pytest.mark.parametrize(
    "heads",
    [("姓名", "身份证号码", "死亡时间"), ("序号", "姓名", "身份证号", "死亡日期", "备注"), ("姓名", "证件号码", "减少原因")],
)
def test_a_list_of_the_dead_may_have_three_columns(heads: tuple[str, ...], tmp_path: Path) -> None:
    cells = {"姓名": "张小一", "死亡时间": "2018-03", "死亡日期": "2018.3", "减少原因": "死亡", "序号": "1", "备注": ""}
    members = (MEMBERS, ("6900000001", "张三平", FIRST, "户主", ""), ("6900000001", "张小一", SECOND, "之女", ""))
    dead = (heads, tuple(cells.get(head, SECOND) for head in heads))
    reading = read(xlsx(tmp_path / "册.xlsx", {"户": HOMES, "人": members, "死亡名单": dead}))
    [fault] = at(reading, "REC231")
    assert (fault.place.sheet, fault.place.heading, fault.household_id) == (
        "死亡名单",
        heads[-2 if "备注" in heads else -1],
        "6900000001",
    )


@pytest.mark.parametrize("when", ["注销时间", "销户时间"])
def test_a_list_of_closed_accounts_is_no_list_of_members(when: str, tmp_path: Path) -> None:
    members = (MEMBERS, ("6900000001", "张三平", FIRST, "户主", ""))
    closed = (("姓名", "身份证号", when), ("张三平", FIRST, "2018-03"))
    reading = read(xlsx(tmp_path / "册.xlsx", {"户": HOMES, "人": members, "一卡通": closed}))
    assert not at(reading, "REC231")
