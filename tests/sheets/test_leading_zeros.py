"""Household numbers that differ in zeros before them alone."""

from __future__ import annotations

from pathlib import Path

import pytest

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
