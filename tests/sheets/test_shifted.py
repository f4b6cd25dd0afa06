"""A row whose cells moved by one column is one fault, and is read as if they stood right."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.sheets.read import Reading
from tests.sheets.registers import FLAT, PERSONS, Rows, at, column, csv_file, faults_of, read

Row = list[object]
# As the national system numbers them: a key that looks like a name could stand in for one.
MEMBERS: Rows = [PERSONS[0], *((row[0], f"61000000010{n}", *row[2:]) for n, row in enumerate(PERSONS[1:]))]


def with_row(rows: Rows, number: int, cells: Row) -> list[Row]:
    """The rows with one of them replaced; `number` counts from 1, the headings are row 1."""
    return [list(row) if place != number else cells for place, row in enumerate(rows, start=1)]


def removed(row: Row, column: int) -> Row:
    return [*row[:column], *row[column + 1 :], None]


def inserted(row: Row, column: int) -> Row:
    return [*row[:column], None, *row[column:-1]]


def of(tmp_path: Path, rows: list[Row]) -> Reading:
    return read(csv_file(tmp_path / "a.csv", rows))


@pytest.mark.parametrize("gap", range(6))
def test_a_cell_was_deleted_and_the_rest_moved_left(gap: int, tmp_path: Path) -> None:
    whole = list(MEMBERS[2])
    reading = of(tmp_path, with_row(MEMBERS, 3, removed(whole, gap)))
    (fault,) = reading.faults
    assert (fault.rule, fault.place.row, fault.place.cell) == ("REC204", 3, None)
    assert fault.values["direction"] == ("左移", "left")
    assert fault.values["cells"] >= 3
    # What was deleted is unknown, and where exactly that was nearly so; the rest is where it belongs.
    for position, field in enumerate(
        ("household_id", "person_id", "name", "sex", "id_no", "birth", "relation", "ethnic", "education", "health")
    ):
        value = column(reading, "persons", field)[1]
        assert value in (None, whole[position]), field
        assert value == whole[position] or abs(position - gap) <= 2, field
    assert column(reading, "persons", "serious_medical") == [True, True, False, True]


@pytest.mark.parametrize("gap", range(6))
def test_a_cell_was_inserted_and_the_rest_moved_right(gap: int, tmp_path: Path) -> None:
    whole = list(MEMBERS[2])
    reading = of(tmp_path, with_row(MEMBERS, 3, inserted(whole, gap)))
    (fault,) = reading.faults
    assert (fault.rule, fault.place.row, fault.place.cell) == ("REC204", 3, None)
    assert fault.values["direction"] == ("右移", "right")
    assert column(reading, "persons", "id_no")[1] == whole[4]
    assert column(reading, "persons", "relation")[1] == whole[6]
    assert column(reading, "persons", "health")[1] == whole[9]


def test_the_other_rows_stay_as_they_are(tmp_path: Path) -> None:
    reading = of(tmp_path, with_row(MEMBERS, 3, removed(list(MEMBERS[2]), 1)))
    for field, position in (("household_id", 0), ("id_no", 4), ("relation", 6)):
        values = column(reading, "persons", field)
        assert [values[0], values[2], values[3]] == [MEMBERS[1][position], MEMBERS[3][position], MEMBERS[4][position]]


def test_a_shift_in_a_flat_list_is_told_once_for_both_tables(tmp_path: Path) -> None:
    reading = of(tmp_path, with_row(FLAT, 4, removed(list(FLAT[3]), 4)))
    assert faults_of(reading) == [("REC204", None), ("REC344", None)]  # the list has no time of identification at all
    assert column(reading, "persons", "id_no")[2] == FLAT[3][6]
    assert column(reading, "households", "household_id") == ["6100000001", "6100000002"]


def test_a_few_wrong_cells_are_wrong_cells(tmp_path: Path) -> None:
    row = list(MEMBERS[2])
    row[3], row[6] = "汉子", "邻居"
    assert faults_of(of(tmp_path, with_row(MEMBERS, 3, row))) == [("REC103", "D3"), ("REC103", "G3")]


def test_many_wrong_cells_that_no_shift_explains_are_wrong_cells(tmp_path: Path) -> None:
    row = list(MEMBERS[2])
    row[3], row[4], row[5], row[6] = "x", "x", "x", "x"
    reading = of(tmp_path, with_row(MEMBERS, 3, row))
    assert {rule for rule, _ in faults_of(reading)} == {"REC103", "REC111", "REC102"}
    assert len(reading.faults) == 4


def test_a_row_that_is_blank_but_for_its_keys_is_not_shifted(tmp_path: Path) -> None:
    row: Row = ["6100000001", "P2", "李二", *[None] * 8]
    assert {rule for rule, _ in faults_of(of(tmp_path, with_row(MEMBERS, 3, row)))} == {"REC101"}


def test_every_row_shifted_is_told_row_by_row(tmp_path: Path) -> None:
    rows = [list(MEMBERS[0]), *(removed(list(row), 1) for row in PERSONS[1:])]
    reading = of(tmp_path, rows)
    assert [(fault.rule, fault.place.row) for fault in at(reading, "REC204")] == [("REC204", row) for row in (2, 3, 4, 5)]
    assert len(reading.faults) == 4
    assert column(reading, "persons", "id_no") == [row[4] for row in MEMBERS[1:]]
