"""Rosters without household numbers: households by village and head, with numbers that any file and order give again."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.sheets.made_numbers import number_of
from puxi_cli.sheets.read import Reading
from puxi_cli.systems.figures.job import figures
from tests.sheets.registers import Rows, at, column, csv_file, faults_of, number, read, xlsx

HEADS = ("行政村", "户主姓名", "姓名", "证件号码", "与户主关系", "脱贫属性")
Member = tuple[str, str, str, str]


def roster(*members: Member) -> Rows:
    """(village, head's name, name, relation) of each member; all are poor."""
    rows = [
        (village, head, name, number(f"690000198001010{n:02}"), relation, "未脱贫")
        for n, (village, head, name, relation) in enumerate(members, 1)
    ]
    return (HEADS, *rows)


FAMILIES: tuple[Member, ...] = (
    ("丙村", "王一", "王一", "户主"), ("丙村", "王一", "李二", "配偶"), ("丙村", "赵三", "赵三", "户主"), ("丁村", "王一", "王一", "户主"),
)  # fmt: skip


def without(heading: str, rows: Rows) -> Rows:
    place = list(rows[0]).index(heading)
    return [tuple(cell for n, cell in enumerate(row) if n != place) for row in rows]


def partition(reading: Reading) -> dict[object, list[object]]:
    """The names of each household's members."""
    found: dict[object, list[object]] = {}
    for house, name in zip(column(reading, "persons", "household_id"), column(reading, "persons", "name"), strict=True):
        found.setdefault(house, []).append(name)
    return found


def test_a_household_is_a_village_and_a_head(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": roster(*FAMILIES)}))
    assert sorted(map(tuple, partition(reading).values())) == [("王一",), ("王一", "李二"), ("赵三",)]
    assert column(reading, "households", "village") == ["丙村", "丙村", "丁村"]
    assert faults_of(reading) == [("REC216", None), ("REC344", None)]
    assert any("共 3 户" in zh for zh, _ in reading.notes)
    assert figures([tmp_path / "a.xlsx"]).households == 3


def test_without_the_heads_name_the_row_of_the_head_begins_a_household(tmp_path: Path) -> None:
    rows = without("户主姓名", roster(*FAMILIES))
    reading = read(csv_file(tmp_path / "a.csv", rows))
    assert sorted(map(tuple, partition(reading).values())) == [("王一",), ("王一", "李二"), ("赵三",)]


def test_the_order_of_the_rows_changes_no_number(tmp_path: Path) -> None:
    rows = roster(*FAMILIES)
    one = partition(read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows})))
    other = partition(read(xlsx(tmp_path / "b.xlsx", {"Sheet1": (rows[0], *reversed(rows[1:]))})))
    assert {house: sorted(map(str, names)) for house, names in one.items()} == {
        house: sorted(map(str, names)) for house, names in other.items()
    }


def test_two_heads_of_one_name_in_a_village_are_two_households(tmp_path: Path) -> None:
    rows = roster(("丙村", "王一", "王一", "户主"), ("丙村", "王一", "王一", "户主"), ("丙村", "王一", "李二", "配偶"))
    found = partition(read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows})))
    assert sorted(map(len, found.values())) == [1, 2]


def test_a_list_that_names_no_head_and_no_relation_gets_no_households(tmp_path: Path) -> None:
    rows = without("与户主关系", without("户主姓名", roster(*FAMILIES)))
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert column(reading, "persons", "household_id") == [None] * 4
    assert "REC216" not in {rule for rule, _ in faults_of(reading)}


def test_a_number_is_ten_digits_and_the_same_for_a_name_written_otherwise() -> None:
    made = number_of("丙村", "阿里木·买买提", 1)
    assert made is not None
    assert len(made) == 10
    assert made[0] == "9"
    assert made.isdecimal()
    assert made == number_of("丙村", "阿里木•买买提", 1)
    assert made != number_of("丙村", "阿里木·买买提", 2)


def test_a_column_that_puxi_made_stands_in_no_sheet(tmp_path: Path) -> None:
    """No cell is named beyond the last column of the sheet."""
    rows: Rows = [("行政村", "户主姓名", "家庭人口"), ("丙村", "王一", "2")]
    homes = read(xlsx(tmp_path / "a.xlsx", {"名册": rows})).registry.tables["households"]
    place = homes.place(0, 2, "household_id")
    assert (place.row, place.cell, place.heading) == (2, None, None)
    assert homes.place(0, 2, "head_name").cell == "B2"


GROUPS = ("行政村", "小组", "户主姓名", "姓名", "证件号码", "脱贫年度")


def by_group(*rows: tuple[str | None, str, str]) -> Rows:
    """(group, head's name, name) of each member of one village, without the relation to the head."""
    return (
        GROUPS,
        *(("丙村", group, head, name, number(f"690000198001010{n:02}"), None) for n, (group, head, name) in enumerate(rows, 1)),
    )


def test_namesakes_of_two_groups_are_two_households(tmp_path: Path) -> None:
    rows = by_group(
        ("一组", "王一", "王一"), ("一组", "王一", "李二"), ("二组", "陈三", "陈三"), ("二组", "王一", "王一"), ("二组", "王一", "张四"),
        (None, "陈三", "陈五"),
    )  # fmt: skip
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert sorted(map(tuple, partition(reading).values())) == [("王一", "张四"), ("王一", "李二"), ("陈三", "陈五")]
    [note] = [zh for zh, _ in reading.notes if "没有“户编号”列" in zh]
    ids = sorted({str(one) for one in column(reading, "persons", "household_id")} - {str(number_of("丙村", "陈三", 1))})
    assert f"同村户主同名、按小组或出现次序分作几户的：丙村{'、'.join(ids)}，请核实。" in note
    assert "王一" not in note


def test_a_head_of_one_group_has_the_number_of_a_sheet_without_groups(tmp_path: Path) -> None:
    rows = by_group(("一组", "王一", "王一"), (None, "王一", "李二"))
    assert set(column(read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows})), "persons", "household_id")) == {
        number_of("丙村", "王一", 1)
    }
    assert set(column(read(xlsx(tmp_path / "b.xlsx", {"Sheet1": without("小组", rows)})), "persons", "household_id")) == {
        number_of("丙村", "王一", 1)
    }


def test_the_head_named_as_such_begins_a_household_without_relations(tmp_path: Path) -> None:
    # One group, two heads of one name, both written as members: two households, by their order.
    rows = by_group(("一组", "王一", "王一"), ("一组", "王一", "李二"), ("一组", "王一", "王一"), ("一组", "王一", "赵六"))
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert sorted(map(tuple, partition(reading).values())) == [("王一", "李二"), ("王一", "赵六")]


def test_a_group_written_two_ways_is_one_group(tmp_path: Path) -> None:
    rows = by_group(
        ("1组", "王一", "王一"),
        ("2组", "陈三", "陈三"),
        ("第一组", "王一", "李二"),
        ("十二组", "赵四", "赵四"),
        ("12组", "赵四", "赵五"),
    )
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert sorted(map(tuple, partition(reading).values())) == [("王一", "李二"), ("赵四", "赵五"), ("陈三",)]


def test_a_namesake_more_changes_no_number_of_the_others(tmp_path: Path) -> None:
    rows = by_group(("一组", "王一", "王一"), ("一组", "王一", "李二"), ("二组", "王一", "王一"))
    before, after = (read(xlsx(tmp_path / name, {"Sheet1": one})) for name, one in (("a.xlsx", rows[:3]), ("b.xlsx", rows)))
    assert set(column(before, "persons", "household_id")) == {number_of("丙村", "王一", 1)}
    assert column(after, "persons", "household_id") == [*[number_of("丙村", "王一", 1)] * 2, number_of("丙村", "王一", 2)]


def test_a_head_who_stands_twice_is_one_household(tmp_path: Path) -> None:
    rows = list(by_group(("一组", "王一", "王一"), ("一组", "王一", "李二")))
    assert set(column(read(xlsx(tmp_path / "a.xlsx", {"Sheet1": [*rows, rows[1]]})), "persons", "household_id")) == {
        number_of("丙村", "王一", 1)
    }


def test_groups_alone_tell_households_whose_heads_are_no_members(tmp_path: Path) -> None:
    rows = by_group(("一组", "王一", "李二"), ("二组", "王一", "张四"), ("一组", "王一", "赵六"))
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert sorted(map(tuple, partition(reading).values())) == [("张四",), ("李二", "赵六")]


def test_households_are_said_to_be_formed_by_what_the_sheet_has(tmp_path: Path) -> None:
    rows = (
        ("姓名", "证件号码", "与户主关系"),
        ("王一", number("69000019600101001"), "户主"),
        ("李二", number("69000019600101002"), "配偶"),
    )
    reading = read(xlsx(tmp_path / "a.xlsx", {"人口信息": rows}))
    assert "按户主分户" in "".join(zh for zh, _ in reading.notes)
    assert at(reading, "REC216")[0].values["by"].zh == "户主"


def test_what_is_said_behind_a_heads_name_makes_no_other_household(tmp_path: Path) -> None:
    members: tuple[Member, ...] = (
        ("丙村", "王一", "王一", "户主"), ("丙村", "王一（低保）", "李二", "配偶"), ("丙村", "赵三（大）", "赵三", "户主"),
        ("丙村", "赵三（小）", "赵三", "户主"),
    )  # fmt: skip
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": roster(*members)}))
    assert sorted(map(tuple, partition(reading).values())) == [("王一", "李二"), ("赵三",), ("赵三",)]


@pytest.mark.parametrize("said", ["（已故）", "(2017年死亡)", "【2017年5月亡】", "（已嫁）", "（清退）"])
def test_what_is_said_of_a_head_behind_the_name_makes_no_other_household(said: str, tmp_path: Path) -> None:
    heads = ("村", "户主姓名", "姓名", "与户主关系", "识别时间")
    rows: Rows = [heads, ("甲村", f"王一{said}", f"王一{said}", "户主", "2014"), ("甲村", "王一", "王二", "之子", "2014")]
    assert len(set(column(read(xlsx(tmp_path / "a.xlsx", {"S": rows})), "persons", "household_id"))) == 1
