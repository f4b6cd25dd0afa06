"""Levels of headings below a few columns, and columns that have no heading at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from puxi_cli.sheets.read import Reading
from tests.sheets.registers import HOUSEHOLDS, Rows, column, csv_file, faults_of, read, xlsx
from tests.sheets.test_body import left_out

HOME = ("户编号", "行政村", "户主姓名", "人数", "首次识别时间", "脱贫属性")
HOMES: Rows = (
    ("5001", "丙村", "王一", "2", "2014", "未脱贫", "张干", "13911112222"),
    ("5002", "丙村", "李二", "3", "2015", "未脱贫", "赵干", "13911113333"),
)
BLANK = (None,) * len(HOME)
Merged = tuple[int, int, int, int]


def book(path: Path, rows: Rows, merged: Sequence[Merged] = ()) -> Path:
    """A workbook with merged ranges (first row, first column, last row, last column, from 0)."""
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("户信息")
        for first_row, first, last_row, last in merged:
            sheet.merge_range(first_row, first, last_row, last, "")
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is not None:
                    sheet.write_string(r, c, str(value))
    return path


def helpers_of(reading: Reading) -> list[list[object]]:
    return [column(reading, "households", "helper"), column(reading, "households", "helper_phone")]


def unheaded(reading: Reading) -> list[str]:
    return [zh for zh, _ in reading.notes if "没有表头" in zh]


THREE: Rows = ((*HOME, "帮扶责任人", None), (*BLANK, "基本情况", None), (*BLANK, "姓名", "联系电话"), *HOMES)
DOWN: list[Merged] = [(0, place, 2, place) for place in range(len(HOME))]


@pytest.mark.parametrize("merged", [[], DOWN, [*DOWN, (0, 6, 0, 7)], [*DOWN, (0, 6, 0, 7), (1, 6, 1, 7)]])
def test_a_third_level_below_a_few_columns_is_read(merged: list[Merged], tmp_path: Path) -> None:
    reading = read(book(tmp_path / "a.xlsx", THREE, merged))
    assert helpers_of(reading) == [["张干", "赵干"], ["13911112222", "13911113333"]]
    assert (left_out(reading), unheaded(reading)) == ((), [])


def test_a_third_level_in_a_text_file_is_read(tmp_path: Path) -> None:
    reading = read(csv_file(tmp_path / "a.csv", THREE))
    assert helpers_of(reading) == [["张干", "赵干"], ["13911112222", "13911113333"]]


def test_a_third_level_in_the_middle_is_read(tmp_path: Path) -> None:
    """The group stands between columns that reach down."""
    rows = [(*row[:3], *row[6:], *row[3:6]) for row in THREE]
    merged: list[Merged] = [(0, place, 2, place) for place in (0, 1, 2, 5, 6, 7)]
    reading = read(book(tmp_path / "a.xlsx", rows, [*merged, (0, 3, 0, 4)]))
    assert helpers_of(reading) == [["张干", "赵干"], ["13911112222", "13911113333"]]
    assert column(reading, "households", "size") == [2, 3]


def test_a_second_level_below_a_group_of_two_rows_is_read(tmp_path: Path) -> None:
    rows = (THREE[0], (), *THREE[2:])
    reading = read(book(tmp_path / "a.xlsx", rows, [*DOWN, (0, 6, 1, 7)]))
    assert helpers_of(reading) == [["张干", "赵干"], ["13911112222", "13911113333"]]
    assert left_out(reading) == ()


def test_a_row_of_headings_is_no_title_of_a_section(tmp_path: Path) -> None:
    """A fourth level is not read: it is left out as what it is, and the column that it leaves without a heading is named."""
    rows = (*THREE[:2], (*BLANK, "责任人", None), *THREE[2:])
    reading = read(book(tmp_path / "a.xlsx", rows, [(0, place, 3, place) for place in range(len(HOME))]))
    assert left_out(reading) == ((4, "heading"),)
    assert column(reading, "households", "household_id") == ["5001", "5002"]
    (note,) = unheaded(reading)
    assert "H 列没有表头而有内容（共 2 格，最上面的在第 5 行）" in note


def test_a_title_in_the_second_column_is_a_title_still(tmp_path: Path) -> None:
    rows = (HOME, (None, "一、丙村"), *(row[:6] for row in HOMES))
    reading = read(xlsx(tmp_path / "a.xlsx", {"户信息": rows}))
    assert left_out(reading) == ((2, "section"),)
    assert column(reading, "households", "household_id") == ["5001", "5002"]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_column_with_values_and_no_heading_is_named(form: str, tmp_path: Path) -> None:
    rows = ((*HOUSEHOLDS[0], None, None), (*HOUSEHOLDS[1], None, "√"), HOUSEHOLDS[2])
    reading = read(xlsx(tmp_path / "a.xlsx", {"户信息": rows}) if form == "xlsx" else csv_file(tmp_path / "a.csv", rows))
    (note,) = unheaded(reading)
    assert "N 列没有表头而有内容（共 1 格，最上面的在第 2 行），未读" in note
    assert any("hold values and were not read: N (cells: 1, the first in row 2)" in en for _, en in reading.beside)
    assert faults_of(reading) == []


def test_row_numbers_without_a_heading_are_missed_by_nobody(tmp_path: Path) -> None:
    numbered = ((None, *HOUSEHOLDS[0]), ("1", *HOUSEHOLDS[1]), ("2", *HOUSEHOLDS[2]))
    assert unheaded(read(xlsx(tmp_path / "a.xlsx", {"户信息": numbered}))) == []
    # Numbers that stand twice may be those of households.
    numbered = ((None, *HOUSEHOLDS[0]), ("1", *HOUSEHOLDS[1]), ("1", *HOUSEHOLDS[2]))
    named = read(xlsx(tmp_path / "b.xlsx", {"户信息": numbered}))
    assert len(unheaded(named)) == 1
    # What stands below the table alone is no value of a column.
    below = (*HOUSEHOLDS, (None,) * 13 + ("制表人：某某",))
    assert unheaded(read(xlsx(tmp_path / "c.xlsx", {"户信息": below}))) == []
