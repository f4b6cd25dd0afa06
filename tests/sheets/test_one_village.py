"""A village that is spelt in several ways is one village in every table; each spelling is told once."""

from pathlib import Path

import pytest

from tests.sheets.registers import at, column, faults_of, read, xlsx

HOUSEHOLDS = [("户编号", "乡镇", "行政村", "户主姓名")]


def households(*villages: str) -> list[tuple[str, ...]]:
    return [*HOUSEHOLDS, *((f"000{number}", "蒲溪镇", village, "王一") for number, village in enumerate(villages, 1))]


@pytest.mark.parametrize("other", ["云杉湾", "蒲溪镇云杉湾村", "云杉湾村委会", "云杉 湾村", "云杉\u00a0湾村"])
def test_households_are_of_the_village_of_the_table(other: str, tmp_path: Path) -> None:
    sheets = {"户信息": households("云杉湾村", other, other), "村信息": [("行政村", "是否贫困村"), ("云杉湾村", "是")]}
    reading = read(xlsx(tmp_path / "a.xlsx", sheets))
    assert column(reading, "households", "village") == ["云杉湾村"] * 3
    [fault] = at(reading, "REC222")
    assert (fault.place.cell, fault.value, fault.village) == ("C3", other, "云杉湾村")
    assert (fault.values["rows"], fault.values["meant"]) == (2, "云杉湾村")
    assert faults_of(reading) == [("REC222", "C3")]


def test_the_table_of_villages_says_how_it_is_written_also_where_no_household_writes_it_so(tmp_path: Path) -> None:
    sheets = {"户信息": households("云杉湾", "云杉湾"), "村信息": [("行政村", "是否贫困村"), ("云杉湾村", "是")]}
    reading = read(xlsx(tmp_path / "a.xlsx", sheets))
    assert column(reading, "households", "village") == ["云杉湾村"] * 2


def test_rows_of_years_are_joined_with_their_village(tmp_path: Path) -> None:
    years = [("行政村", "年度", "农业户籍人口"), ("汉阴县蒲溪镇云杉湾村", "2018", "300")]
    reading = read(xlsx(tmp_path / "a.xlsx", {"户信息": households("云杉湾村"), "村年度": years}))
    assert column(reading, "village_years", "village") == ["云杉湾村"]


def test_what_may_be_two_villages_is_left_and_named(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", {"户信息": households("东沟村", "东沟社区", "东沟")}))
    assert column(reading, "households", "village") == ["东沟村", "东沟社区", "东沟"]
    [fault] = at(reading, "REC224")
    assert fault.values["others"] == ("东沟村、东沟社区", "东沟村, 东沟社区")


def test_two_villages_are_two(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", {"户信息": households("李家村", "李家沟村")}))
    assert column(reading, "households", "village") == ["李家村", "李家沟村"]
    assert faults_of(reading) == []
