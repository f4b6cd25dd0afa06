"""Household numbers that differ in zeros before them alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import number
from tests.sheets.registers import column, read, xlsx

HOMES = ("户编号", "行政村", "户主姓名", "家庭人口", "脱贫属性")
HELP = ("户编号", "户主姓名", "帮扶人")


@pytest.mark.parametrize(
    ("number", "head", "homes", "said"),
    [
        ("06100000001", "张三", ["6100000001"], "按同一户读取，共 1 户：6100000001、06100000001"),
        ("06100000001", "★张 三", ["6100000001"], "按同一户读取，共 1 户"),
        ("06100000001", "李四", ["6100000001", "06100000001"], "仍按不同的户读取，共 1 组：6100000001、06100000001"),
        ("06100000001", "", ["6100000001", "06100000001"], "仍按不同的户读取"),
        ("06100000002", "张三", ["6100000001", "06100000002"], ""),
        ("6100000001", "张三", ["6100000001"], ""),
    ],
)
def test_a_zero_before_a_number_makes_no_household_of_its_own(
    number: str, head: str, homes: list[str], said: str, tmp_path: Path
) -> None:
    listed = (HOMES, ("6100000001", "红石村", "张三", "3", "未脱贫"), ("6100000009", "红石村", "李四", "1", "未脱贫"))
    reading = read(xlsx(tmp_path / "册.xlsx", {"户": listed, "帮扶": (HELP, (number, head, "周一"))}))
    assert [one for one in column(reading, "households", "household_id") if one != "6100000009"] == homes
    told = [note.zh for note in reading.notes if "只差开头" in note.zh]
    assert [said in note for note in told] == ([True] if said else [])
    if len(homes) == 1:
        assert column(reading, "households", "helper") == ["周一", None]


def test_members_under_the_other_number_are_of_the_household(tmp_path: Path) -> None:
    listed = (HOMES, ("06100000001", "红石村", "张三", "2", "未脱贫"))
    members = (("户编号", "姓名", "与户主关系"), ("6100000001", "张三", "户主"), ("6100000001", "张小一", "之子"))
    reading = read(xlsx(tmp_path / "册.xlsx", {"户": listed, "人": members}))
    assert column(reading, "households", "household_id") == ["6100000001"]
    assert column(reading, "persons", "household_id") == ["6100000001"] * 2


def test_serial_numbers_of_two_villages_are_not_joined(tmp_path: Path) -> None:
    listed = (HOMES, ("01", "红石村", "张三", "2", "未脱贫"), ("1", "东沟村", "张三", "3", "未脱贫"))
    assert column(read(xlsx(tmp_path / "册.xlsx", {"户": listed})), "households", "household_id") == ["01", "1"]


FULL = ("户编号", "村", "户主姓名", "户主证件号码", "家庭人口数", "识别时间", "组")
PAPERS = tuple(number(f"6900001951010{nth}011") for nth in (1, 2))


@pytest.mark.parametrize(
    ("changed", "joined"),
    [
        ({}, True),
        ({1: ""}, True),
        ({3: ""}, True),
        ({4: ""}, True),
        ({1: "下河村"}, False),
        ({3: PAPERS[1]}, False),
        ({4: "5"}, False),
        ({5: "2014-03"}, True),
        ({5: "2016年"}, False),
        ({6: "1组"}, True),
        ({6: "三组"}, False),
        ({1: "下河村", 3: PAPERS[1], 4: "5"}, False),
    ],
)
@pytest.mark.parametrize("sheets", [1, 2])
def test_only_what_contradicts_in_nothing_is_joined(changed: dict[int, str], joined: bool, sheets: int, tmp_path: Path) -> None:
    first = ["0690921001", "上河村", "李明", PAPERS[0], "2", "2014年", "一组"]
    second = [changed.get(place, "690921001" if not place else cell) for place, cell in enumerate(first)]
    rest = ["0690921002", "上河村", "王二", "", "2", "2014年", "一组"]
    tables = {"户": (FULL, first, rest, second)} if sheets == 1 else {"上": (FULL, first, rest), "下": (FULL, second)}
    joined = joined and sheets == 2  # who writes two numbers into one sheet means two
    reading = read(xlsx(tmp_path / "册.xlsx", {name: tuple(tuple(row) for row in rows) for name, rows in tables.items()}))
    assert len(set(column(reading, "households", "household_id"))) == (2 if joined else 3)
    told = [note.zh for note in reading.notes if "只差开头" in note.zh]
    assert ["按同一户读取" in note for note in told] == [joined]
    if not joined:
        assert {*column(reading, "households", "size")} - {None} == {2, int(changed.get(4) or "2")}
        assert {*column(reading, "households", "village")} - {None} == {"上河村", changed.get(1) or "上河村"}


@pytest.mark.parametrize(("head", "paper", "said"), [("赵四", "", 0), ("李明", PAPERS[1], 0), ("李明", "", 0), ("", "", 1)])
def test_serial_numbers_of_other_heads_are_not_told(head: str, paper: str, said: int, tmp_path: Path) -> None:
    above = (FULL, ("001", "上河村", "李明", PAPERS[0], "2", "2014年"))
    below = (FULL, ("1", "下河村", head, paper, "5", "2014年"))
    reading = read(xlsx(tmp_path / "册.xlsx", {"上河": above, "下河": below}))
    assert sorted(column(reading, "households", "household_id")) == ["001", "1"]
    assert len([note for note in reading.notes if "只差开头" in note.zh]) == said


def test_a_list_without_numbers_finds_the_household_of_both_numbers(tmp_path: Path) -> None:
    listed = (HOMES, ("6100000001", "红石村", "张三", "3", "未脱贫"))
    helped = (("户编号", "村", "户主姓名", "帮扶人"), ("06100000001", "红石村", "张三", "周一"))
    side = (("村", "户主姓名", "耕地面积", "住房"), ("红石村", "张三", "4", "砖木"))
    reading = read(xlsx(tmp_path / "册.xlsx", {"户": listed, "帮扶": helped, "台账": side}))
    assert column(reading, "households", "household_id") == ["6100000001"]
    assert not [note for note in reading.notes if "未知，没有计入" in note.zh]


def test_members_of_one_sheet_under_both_numbers_are_one_household(tmp_path: Path) -> None:
    heads = ("户编号", "行政村", "户主姓名", "姓名", "与户主关系", "脱贫属性")
    rows = (
        ("06100000001", "红石村", "张三", "张三", "户主", "未脱贫"),
        ("6100000001", "红石村", "张三", "李桂花", "配偶", "未脱贫"),
    )
    reading = read(xlsx(tmp_path / "册.xlsx", {"人": (heads, *rows)}))
    assert len(set(column(reading, "persons", "household_id"))) == 1
    twice = (rows[0], ("6100000001", "红石村", "张三", "张三", "户主", "未脱贫"))
    assert len(set(column(read(xlsx(tmp_path / "两户.xlsx", {"人": (heads, *twice)})), "persons", "household_id"))) == 2
