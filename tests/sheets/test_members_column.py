"""Columns headed 家庭成员: a member's name where the cells are names, and asked about where they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.sheets.loading import Loading
from puxi_cli.sheets.read import read_headings
from tests.sheets.registers import Rows, at, column, read, rows_of, xlsx

ROSTER: Rows = (
    ("组", "户主姓名", "家庭成员", "与户主关系", "性别"),
    ("一组", "王一", "王一", "户主", "男"),
    (None, None, "李二", "妻子", "女"),
    ("二组", "赵三", "赵三", "户主", "女"),
)


def headed(heading: str) -> Rows:
    return (("组", "户主姓名", heading, "与户主关系", "性别"), *ROSTER[1:])


@pytest.mark.parametrize("heading", ["家庭成员", "成员", "家庭成员姓名", "成员姓名", "家庭成员名单"])
def test_it_is_the_members_name_where_it_holds_names(heading: str, tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": headed(heading)}))
    assert column(reading, "persons", "name") == ["王一", "李二", "赵三"]
    assert column(reading, "persons", "sex") == ["男", "女", "女"]
    assert reading.registry.frame("households").height == 2


def test_beside_the_heads_name_no_relation_is_needed(tmp_path: Path) -> None:
    rows = [
        ("行政村", "户主姓名", "成员姓名", "性别"),
        ("丙村", "王一", "王一", "男"),
        ("丙村", "王一", "李二", "女"),
        ("丙村", "赵三", "赵三", "女"),
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert column(reading, "persons", "name") == ["王一", "李二", "赵三"]
    assert column(reading, "households", "head_name") == ["王一", "赵三"]


def columns_of(path: Path, cells: tuple[object, object], *more: str) -> dict[str, tuple[str, str | None, str | None]]:
    rows = [("户编号", "户主姓名", "家庭成员", *more), ("6900000001", "王一", cells[0], 3), ("6900000002", "赵三", cells[1], 2)]
    sheet = read_headings(Loading([xlsx(path / "a.xlsx", {"Sheet1": rows})]))[0].sheets[0]
    assert sheet.tables == ("households",)
    return {one.heading: (one.how, one.field, one.near) for one in sheet.columns}


@pytest.mark.parametrize(
    ("cells", "near"),
    [
        ((3, 2), "家庭成员数"), (("3人", "2人"), "家庭成员数"), (("妻子", "之子"), "与户主关系"), (("王一、李二、王三", "赵三，钱四"), None),
        (("王一 李二", "赵三 钱四"), None), (("王一", "赵三、钱四"), None),
    ],
)  # fmt: skip
def test_cells_that_are_no_names_are_asked_about(cells: tuple[object, object], near: str | None, tmp_path: Path) -> None:
    assert columns_of(tmp_path, cells)["家庭成员"] == ("unmatched", None, near)


def test_what_another_column_has_is_not_offered(tmp_path: Path) -> None:
    assert columns_of(tmp_path, (3, 2), "人数")["家庭成员"] == ("unmatched", None, None)


def test_with_its_unit_it_counts_them(tmp_path: Path) -> None:
    rows = [("户编号", "户主姓名", "家庭成员（人）"), ("6900000001", "王一", 3), ("6900000002", "赵三", 2)]
    assert column(read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows})), "households", "size") == [3, 2]


def test_a_row_whose_household_cannot_be_told_is_told_without_a_cell(tmp_path: Path) -> None:
    rows = [ROSTER[0], (None, None, "钱四", "妻子", "女"), *ROSTER[1:]]
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    (fault,) = at(reading, "REC101")
    assert (fault.place.row, fault.place.cell, fault.place.heading) == (2, None, None)
    assert "看不出户主" in fault.values["made"].zh
    assert rows_of(reading, "persons") == [2, 3, 4, 5]
