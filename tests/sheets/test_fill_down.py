"""Rosters that write a household's number in its first row only."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.sheets.read import Reading
from tests.sheets.registers import Rows, column, csv_file, faults_of, number, read, xlsx

HEAD = ("户编号", "行政村", "姓名", "证件号码", "与户主关系")


def roster(*rows: tuple[str | None, str | None, str]) -> Rows:
    """(number, village, relation) of one member after the other."""
    return (
        HEAD,
        *(
            (house, village, f"王{n}", number(f"690000198001010{n:02}"), relation)
            for n, (house, village, relation) in enumerate(rows, 1)
        ),
    )


def households(reading: Reading) -> list[object]:
    return column(reading, "persons", "household_id")


def written_once(mark: str | None) -> Rows:
    return roster(
        ("1", "丙村", "户主"), (mark, "丙村", "配偶"), (mark, "丙村", "之子"), ("2", "丙村", "户主"), (mark, None, "配偶"),
    )  # fmt: skip


@pytest.mark.parametrize("mark", [None, "同上", "〃", " 同上 "])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_members_below_the_first_row_are_of_its_household(mark: str | None, form: str, tmp_path: Path) -> None:
    rows = written_once(mark)
    path = xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}) if form == "xlsx" else csv_file(tmp_path / "a.csv", rows)
    reading = read(path)
    assert households(reading) == ["1", "1", "1", "2", "2"]
    assert column(reading, "households", "village") == ["丙村", "丙村"]
    assert faults_of(reading) == [("REC215", "A3")]
    assert any("3 行没有写“户编号”" in zh for zh, _ in reading.notes)


def test_a_head_without_a_number_belongs_to_nobody_above(tmp_path: Path) -> None:
    rows = roster(("1", "丙村", "户主"), (None, "丙村", "配偶"), (None, "丙村", "户主"), (None, "丙村", "之子"))
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert households(reading) == ["1", "1", None, None]
    assert faults_of(reading) == [("REC101", "A4"), ("REC101", "A5"), ("REC215", "A3")]


def test_another_village_is_another_household(tmp_path: Path) -> None:
    rows = roster(("1", "丙村", "户主"), (None, "丙村", "配偶"), (None, "丁村", "之子"))
    assert households(read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))) == ["1", "1", None]


def test_nothing_is_filled_across_a_row_that_was_left_out(tmp_path: Path) -> None:
    head, first, second, third = roster(("1", "丙村", "户主"), (None, "丙村", "配偶"), (None, "丙村", "之子"))
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": (head, first, second, ("小计", None, None, None, None), third)}))
    assert households(reading) == ["1", "1", None]


def test_a_blank_in_a_list_that_repeats_the_numbers_is_a_blank(tmp_path: Path) -> None:
    rows = roster(
        ("1", "丙村", "户主"), ("1", "丙村", "配偶"), ("1", "丙村", "之子"), ("1", "丙村", "之女"), (None, "丙村", "之父")
    )
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert households(reading) == ["1", "1", "1", "1", None]
    assert faults_of(reading) == [("REC101", "A6")]


def test_the_mark_is_filled_though_others_repeat_the_number(tmp_path: Path) -> None:
    rows = roster(("1", "丙村", "户主"), ("1", "丙村", "配偶"), ("1", "丙村", "之子"), ("同上", "丙村", "之女"))
    assert households(read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))) == ["1"] * 4


def test_a_list_with_every_number_is_left_as_it_is(tmp_path: Path) -> None:
    rows = roster(("1", "丙村", "户主"), ("1", "丙村", "配偶"))
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert (faults_of(reading), reading.notes) == ([], ())
