"""Lists of payments, loans and projects beside a register: a household in several rows is one, and its register comes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.sheets.read import Reading
from tests.sheets.registers import Rows, at, column, read, xlsx

HOMES: Rows = (
    ("行政村", "户编号", "户主姓名", "家庭人口", "贫困户属性", "识别时间", "脱贫属性"),
    ("红石村", "6900000001", "张三平", "3", "一般贫困户", "201401", "未脱贫"),
    ("红石村", "6900000002", "李有田", "2", "低保贫困户", "201401", "未脱贫"),
)
PAID = ("户编号", "户主姓名", "家庭人口", "补助项目", "补助金额")


def beside(tmp_path: Path, *rows: tuple[str, ...], first: bool = False, homes: Rows = HOMES) -> Reading:
    """A register and a sheet of payments, before or behind it."""
    sheets = {"产业补助": (PAID, *rows), "贫困户": homes} if first else {"贫困户": homes, "产业补助": (PAID, *rows)}
    return read(xlsx(tmp_path / "红石村.xlsx", sheets))


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("size", ["3", "4", ""])
def test_a_household_that_is_paid_twice_is_one(size: str, first: bool, tmp_path: Path) -> None:
    rows = [("6900000001", name, size, *what) for name, what in (("张三平", ("养猪", "2000")), ("张 三平", ("魔芋", "1000")))]
    reading = beside(tmp_path, *rows, first=first)
    assert column(reading, "households", "household_id") == ["6900000001", "6900000002"]
    assert column(reading, "households", "size") == [3, 2]
    assert any("产业补助：有 1 户各占几行" in note.zh for note in reading.notes)
    differing = at(reading, "REC226")
    assert [(fault.place.sheet, fault.household_id) for fault in differing] == ([("贫困户", "6900000001")] if size == "4" else [])


def test_rows_with_other_heads_may_be_two_households(tmp_path: Path) -> None:
    reading = beside(tmp_path, ("6900000001", "张三平", "3", "养猪", "2000"), ("6900000001", "钱四", "3", "魔芋", "1000"))
    assert column(reading, "households", "household_id").count("6900000001") == 3


def test_a_number_that_stands_twice_in_the_register_stays_so(tmp_path: Path) -> None:
    reading = beside(tmp_path, ("6900000002", "李有田", "2", "养猪", "2000"), homes=(*HOMES, HOMES[1]))
    assert column(reading, "households", "household_id").count("6900000001") == 2


def test_who_stands_only_among_the_paid_is_one_household_too(tmp_path: Path) -> None:
    rows = [("6900000005", "孙来顺", "5", *what) for what in (("养猪", "2000"), ("魔芋", "1000"))]
    reading = beside(tmp_path, ("6900000002", "李有田", "2", "养猪", "2000"), *rows)
    assert column(reading, "households", "household_id") == ["6900000001", "6900000002", "6900000005"]
    # A list of other households than the register's may be another register.
    assert column(beside(tmp_path, *rows), "households", "household_id").count("6900000005") == 2


PLAIN = ("户编号", "行政村", "户主姓名", "家庭人口", "住房面积")


@pytest.mark.parametrize(
    "second",
    [
        ("6900000003", "红石村", "王大山", "4", "60"),
        ("6900000003", "红石村", "王大山", "2", "80"),
        ("6900000003", "红石村", "王大山", "2", "60"),
        ("6900000003", "白水村", "王大山", "2", "60"),
        ("6900000003", "白水村", "", "2", "60"),
        ("6900000003", "红石村", "", "2", "60"),
    ],
)
def test_a_number_twice_in_a_sheet_of_households_is_told(second: tuple[str, ...], tmp_path: Path) -> None:
    rows = (PLAIN, ("6900000001", "红石村", "张三平", "3", "60"), ("6900000003", "红石村", "王大山", "2", "60"), second)
    reading = read(xlsx(tmp_path / "册.xlsx", {"贫困户": HOMES, "户信息": rows}))
    assert column(reading, "households", "household_id").count("6900000003") == 2
    assert sorted(column(reading, "households", "size")) == sorted([3, 2, 2, int(second[3])])
    assert not [note for note in reading.notes if "各占几行" in note.zh]


@pytest.mark.parametrize(("village", "group", "count"), [("红石村", "一组", 1), ("白水村", "一组", 2), ("红石村", "二组", 2)])
def test_what_was_paid_in_another_village_or_group_may_be_anothers(village: str, group: str, count: int, tmp_path: Path) -> None:
    head = ("户编号", "行政村", "组", "户主姓名", "补助项目")
    rows = (head, ("6900000005", "红石村", "一组", "孙来顺", "养猪"), ("6900000005", village, group, "孙来顺", "魔芋"))
    known = ("6900000001", "红石村", "", "张三平", "养猪")
    reading = read(xlsx(tmp_path / "册.xlsx", {"贫困户": HOMES, "产业": (*rows, known)}))
    assert column(reading, "households", "household_id").count("6900000005") == count


def test_two_sizes_of_a_household_that_only_the_paid_have_are_told(tmp_path: Path) -> None:
    rows = [("6900000005", "孙来顺", size, "养猪", "2000") for size in ("4", "5")]
    reading = beside(tmp_path, ("6900000001", "张三平", "3", "养猪", "2000"), ("6900000001", "张三平", "4", "魔芋", "100"), *rows)
    assert column(reading, "households", "household_id").count("6900000001") == 1
    assert sorted(column(reading, "households", "size")) == [2, 3, 4, 5]


def test_a_household_with_two_helpers_is_one_and_is_helped(tmp_path: Path) -> None:
    head = ("户编号", "户主姓名", "帮扶干部", "帮扶干部联系电话")
    rows = (head, ("6900000001", "张三平", "周一", "13900000001"), ("6900000001", "张三平", "周二", "13900000002"))
    reading = read(xlsx(tmp_path / "册.xlsx", {"贫困户": HOMES, "帮扶": rows}))
    assert column(reading, "households", "household_id") == ["6900000001", "6900000002"]
    assert column(reading, "households", "helper") == ["周一", None]
    assert column(reading, "households", "helper_phone") == ["13900000001", None]


def test_who_stands_twice_and_is_on_the_register_is_not_said_to_be_passed_over(tmp_path: Path) -> None:
    row = ("6900000001", "红石村", "张三平", "3", "60")
    reading = read(xlsx(tmp_path / "册.xlsx", {"贫困户": HOMES, "户信息": (PLAIN, row, row)}))
    assert column(reading, "households", "household_id").count("6900000001") == 3
    assert not [note for note in reading.notes if "看不出是否在册" in note.zh]


@pytest.mark.parametrize(
    ("written", "differs"), [("李有田（残）", False), ("李有田*", False), ("李有田（大）", True), ("李有天", True)]
)
def test_what_stands_around_a_name_is_no_difference(written: str, differs: bool, tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "册.xlsx", {"贫困户": HOMES, "户信息": (PLAIN, ("6900000002", "红石村", written, "2", "60"))}))
    assert [fault.field for fault in at(reading, "REC226")] == ["head_name"] * differs


@pytest.mark.parametrize(("group", "differs"), [("1组", False), ("第一村民小组", False), ("二组", True)])
def test_another_way_to_write_a_group_is_no_difference(group: str, differs: bool, tmp_path: Path) -> None:
    heads = ("户编号", "行政村", "村民小组", "户主姓名")
    tables = {name: (heads, ("6900000002", "红石村", said, "李有田")) for name, said in (("户", "一组"), ("户信息", group))}
    reading = read(xlsx(tmp_path / "册.xlsx", {"贫困户": HOMES, **tables}))
    assert [fault.field for fault in at(reading, "REC226")] == ["group"] * differs


@pytest.mark.parametrize("what", ["务工地点", "公益岗位", "种养类型", "培训工种"])
def test_other_words_of_what_was_done_are_deeds_as_well(what: str, tmp_path: Path) -> None:
    rows = (("户编号", "户主姓名", what), ("6900000001", "张三平", "甲"), ("6900000001", "张三平", "乙"))
    reading = read(xlsx(tmp_path / "册.xlsx", {"贫困户": HOMES, "台账": rows}))
    assert column(reading, "households", "household_id").count("6900000001") == 1
