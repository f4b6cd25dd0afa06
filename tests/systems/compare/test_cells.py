"""Cells before and after: values as they were read, blanks, what cannot be read, columns that one register lacks."""

from __future__ import annotations

from puxi_cli.systems.compare.compared import FieldCount, LoneColumn
from tests.systems.compare.registers import cells, compared

ZHANG, LI = "#69000019700101123", "#69000019720315002"


def test_values_are_compared_as_they_were_read() -> None:
    old = f"""
        household_id | name | id_no   | joined  | work_months | medical | health            | labour
        0001         | 张三 | {ZHANG} | 201401  | 3           | 是      | 残疾,长期慢性病   | 普通劳动力
        0001         | 李四 | {LI}    | 2014    |             | 否      | 健康              |
    """
    new = f"""
        household_id | name | id_no   | joined     | work_months | medical | health            | labour
        0001         | 张三 | {ZHANG} | 2014年1月  | 3.0         | 有      | 长期慢性病、残疾  | 01 普通劳动力
        0001         | 李四 | {LI}    | 201401     | 6           |         | 残疾              | 弱劳动力或半劳动力
    """
    found = compared({"persons": old}, {"persons": new})
    # 张三's cells are written otherwise and say the same; a blank is neither 0 nor 否.
    assert cells(found) == [
        ("李四", "health", "健康", "残疾"), ("李四", "labour", None, "弱劳动力或半劳动力"), ("李四", "work_months", None, 6),
        ("李四", "medical", False, None), ("李四", "joined", "2014", "2014-01"),
    ]  # fmt: skip
    assert found.fields == (
        FieldCount("persons", "health", 1, 0, 0, 0), FieldCount("persons", "labour", 1, 1, 0, 0),
        FieldCount("persons", "work_months", 1, 1, 0, 0), FieldCount("persons", "medical", 1, 0, 1, 0),
        FieldCount("persons", "joined", 1, 0, 0, 0),
    )  # fmt: skip


def test_what_cannot_be_read_is_no_blank() -> None:
    old = f"""
        household_id | name | id_no   | education | left | phone
        0001         | 张三 | {ZHANG} | 小学      | 昨天 | 13900000001
        0001         | 李四 | {LI}    |           |      | 123
    """
    new = f"""
        household_id | name | id_no   | education | left | phone
        0001         | 张三 | {ZHANG} | 小小学学  | 201803 | 13900000001
        0001         | 李四 | {LI}    |           |        | 124
    """
    found = compared({"persons": old}, {"persons": new})
    assert cells(found) == [("张三", "education", "小学", "?"), ("张三", "left", "?", "2018-03")]
    assert [count.unread for count in found.fields] == [1, 1]
    # Two telephones that cannot be read may be the same or not.
    assert found.unread_in_both == 1


def test_a_column_that_one_register_lacks_is_told_once() -> None:
    old = "household_id | village | toilet | fuel\n0001 | 甲 | 是 | 柴草\n0002 | 甲 | 否 | 煤炭"
    new = "household_id | village | fuel | power\n0001 | 甲 | 煤炭 | 是\n0002 | 甲 | 煤炭 | 是"
    found = compared({"households": old}, {"households": new})
    assert cells(found) == [("0001", "fuel", "柴草", "煤炭")]
    assert found.lone_columns == (LoneColumn("new", "households", "power"), LoneColumn("old", "households", "toilet"))


def test_a_column_that_some_files_of_a_register_lack_is_compared_where_both_have_it() -> None:
    old = {"households": "household_id | village | toilet\n0001 | 甲 | 是\n0002 | 乙 | 否\n0003 | 乙 |"}
    new = {
        "households": """
            household_id | village | toilet | file
            0001         | 甲      | 否     | a.xlsx
            0002         | 乙      |        | b.xlsx
            0003         | 乙      |        | b.xlsx
        """
    }
    from dataclasses import replace

    from puxi_cli.systems.compare.cells import compared_cells
    from puxi_cli.systems.compare.matching import matched_households
    from tests.systems.compare.registers import side

    here, there = (side("2018-12-31", each).registry.households for each in (old, new))
    bare = replace(
        there.sources[1], columns={name: place for name, place in there.sources[1].columns.items() if name != "toilet"}
    )
    there = replace(there, sources=(there.sources[0], bare))
    pairs = matched_households(here.frame, there.frame, {}).pairs
    found = compared_cells(here, there, pairs)
    assert [(differs.field, differs.before, differs.after) for differs in found.fields] == [("toilet", [True], [False])]
    assert found.lone == [LoneColumn("old", "households", "toilet", 2)]


def test_a_village_or_household_number_that_is_blank_now_is_a_cell_and_no_move() -> None:
    found = compared(
        {
            "households": "household_id | village\n0001 | 甲\n0002 | 甲",
            "persons": f"household_id | name | id_no\n0001 | 张三 | {ZHANG}",
        },
        {"households": "household_id | village\n0001 |\n0002 | 甲", "persons": f"household_id | name | id_no\n | 张三 | {ZHANG}"},
    )
    assert sorted(cells(found)) == [("0001", "village", "甲", None), ("张三", "household_id", "0001", None)]
    assert found.events == ()


def test_each_cell_has_its_name_in_both_registers() -> None:
    found = compared(
        {"households": "household_id | village | fuel\n0001 | 甲 | 柴草"},
        {"households": "fuel | household_id | village\n煤炭 | 0001 | 甲"},
    )
    [change] = found.changed
    assert (change.before.cell, change.after.cell) == ("C2", "A2")
    assert change.subject.old
    assert (change.subject.old.sheet, change.subject.old.row) == ("户信息", 2)
