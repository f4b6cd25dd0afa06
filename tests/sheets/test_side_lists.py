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
