"""What a spreadsheet loses before anybody reads it: each is a fault at its cell, and never a value."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from puxi_cli.sheets.read import Reading
from tests.sheets.biff12 import ErrorCell, xlsb
from tests.sheets.registers import HOUSEHOLDS, PERSONS, WANG, Rows, at, column, csv_file, faults_of, read, xlsx


def with_number(value: object) -> Rows:
    """The persons, the second with this cell as her identity number."""
    return [tuple(value if (r, c) == (2, 4) else cell for c, cell in enumerate(row)) for r, row in enumerate(PERSONS)]


def lost(reading: Reading) -> None:
    assert faults_of(reading) == [("REC201", "E3")]
    assert column(reading, "persons", "id_no")[1] is None
    assert reading.registry.persons.place(0, 3, "id_no").cell == "E3"


@pytest.mark.parametrize("number", [690000197203150000, 690000197203150080, 6.90000197203150e17, -690000197203150000])
def test_an_identity_number_stored_as_a_figure(number: float, tmp_path: Path) -> None:
    lost(read(xlsx(tmp_path / "a.xlsx", {"人口信息": with_number(number)})))
    lost(read(xlsb(tmp_path / "a.xlsb", {"人口信息": with_number(number)})))


def test_even_where_its_last_digits_happen_to_pass_the_check(tmp_path: Path) -> None:
    # The number a reader prints for a figure may look right: 15 digits are known, the check character has one chance in eleven.
    for tail in range(0, 1000, 56):
        number = 690000197203150000 + tail
        reading = read(xlsb(tmp_path / "a.xlsb", {"人口信息": with_number(float(number))}))
        assert faults_of(reading) == [("REC201", "E3")]


def test_an_identity_number_in_a_cell_formatted_as_a_day(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, day = book.add_worksheet("人口信息"), book.add_format({"num_format": "yyyy-mm-dd"})
        for r, row in enumerate(PERSONS):
            sheet.write_row(r, 0, row)
        sheet.write_number(2, 4, 690000197203150000, day)
    assert column(read(path), "persons", "id_no")[1] is None
    assert {cell for _, cell in faults_of(read(path))} == {"E3"}


@pytest.mark.parametrize(
    "text", ["6.90000197203150E+17", "6.9E+17", "6.90000197203150e+17", " 6.9E+17 ", "6.9000019720315e17", "690000197203150080.0"]
)
def test_exponents_and_points_in_text(text: str, tmp_path: Path) -> None:
    lost(read(csv_file(tmp_path / "a.csv", with_number(text))))
    lost(read(xlsx(tmp_path / "a.xlsx", {"人口信息": with_number(text)})))


def test_a_point_behind_digits_that_no_figure_has_is_only_a_point(tmp_path: Path) -> None:
    """690000197203150114 is no multiple of 128, as figures of 18 digits are, and does not end with the noughts of a spreadsheet."""
    for path in (
        csv_file(tmp_path / "a.csv", with_number("690000197203150114.0")),
        xlsx(tmp_path / "a.xlsx", {"人口信息": with_number("690000197203150114.0")}),
    ):
        assert column(read(path), "persons", "id_no")[1] == "690000197203150114"
        assert at(read(path), "REC201") == []
    lost(read(csv_file(tmp_path / "noughts.csv", with_number("690000197203150000.0"))))
    wrong = read(csv_file(tmp_path / "wrong.csv", with_number("690000197203150115.0")))
    assert faults_of(wrong) == [("REC112", "E3")], "whose check character is wrong, not whose digits are lost"


def test_a_figure_in_parquet_that_cannot_hold_its_digits(tmp_path: Path) -> None:
    heads, *rows = with_number(None)
    frame = pl.DataFrame(rows, schema=[str(head) for head in heads], orient="row")
    frame.with_columns(pl.lit(6.900001972031508e17).alias("证件号码")).write_parquet(tmp_path / "人口信息.parquet")
    reading = read(tmp_path / "人口信息.parquet")
    assert faults_of(reading) == [("REC201", f"E{row}") for row in (2, 3, 4, 5)]


def test_a_whole_number_of_18_digits_in_parquet_keeps_them(tmp_path: Path) -> None:
    heads, *rows = with_number(PERSONS[2][4])
    frame = pl.DataFrame(rows, schema=[str(head) for head in heads], orient="row")
    frame = frame.filter(~pl.col("证件号码").str.contains("X")).with_columns(pl.col("证件号码").cast(pl.Int64))
    assert frame.height >= 2
    frame.write_parquet(tmp_path / "人口信息.parquet")
    assert at(read(tmp_path / "人口信息.parquet"), "REC201") == []


def test_a_household_number_with_an_exponent(tmp_path: Path) -> None:
    rows = [HOUSEHOLDS[0], ("6.1E+09", *HOUSEHOLDS[1][1:]), HOUSEHOLDS[2]]
    assert faults_of(read(csv_file(tmp_path / "a.csv", rows))) == [("REC201", "A2")]


def test_a_large_figure_where_a_figure_belongs_is_a_matter_of_range(tmp_path: Path) -> None:
    rows = [HOUSEHOLDS[0], (*HOUSEHOLDS[1][:-1], 4.1e17), HOUSEHOLDS[2]]
    assert faults_of(read(xlsx(tmp_path / "a.xlsx", {"户信息": rows}))) == [("REC104", "L2")]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"])
def test_error_values(error: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in with_number(None):
        sheet.append(list(row))
    sheet["E3"].value, sheet["E3"].data_type = error, "e"
    book.save(tmp_path / "a.xlsx")
    assert faults_of(read(tmp_path / "a.xlsx")) == [("REC202", "E3")]
    assert faults_of(read(csv_file(tmp_path / "a.csv", with_number(error)))) == [("REC202", "E3")]


def test_error_values_of_xlsb(tmp_path: Path) -> None:
    for code in (0x00, 0x07, 0x0F, 0x17, 0x1D, 0x24, 0x2A):
        assert faults_of(read(xlsb(tmp_path / "a.xlsb", {"人口信息": with_number(ErrorCell(code))}))) == [("REC202", "E3")]


def test_an_error_of_libreoffice_in_text(tmp_path: Path) -> None:
    assert faults_of(read(csv_file(tmp_path / "a.csv", with_number("Err:502")))) == [("REC202", "E3")]


def test_an_error_in_a_cell_that_may_be_blank_is_no_blank(tmp_path: Path) -> None:
    rows = [tuple("#N/A" if (r, c) == (2, 8) else cell for c, cell in enumerate(row)) for r, row in enumerate(PERSONS)]
    reading = read(csv_file(tmp_path / "a.csv", rows))
    assert faults_of(reading) == [("REC202", "I3")]
    assert column(reading, "persons", "education")[1] is None


def formula_workbook(path: Path, result: str | None) -> Path:
    """E3 is a formula; `result` None means that the file holds none, as many programs that make workbooks leave it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in with_number(None):
        sheet.append(list(row))
    sheet["E3"].value = '=CONCATENATE("690000","197203150028")'
    book.save(path)
    return path


def test_a_formula_without_a_stored_result(tmp_path: Path) -> None:
    reading = read(formula_workbook(tmp_path / "a.xlsx", None))
    assert faults_of(reading) == [("REC203", "E3")]
    assert column(reading, "persons", "id_no")[1] is None


def test_a_formula_with_its_result_is_its_result(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("人口信息")
        for r, row in enumerate(PERSONS):
            sheet.write_row(r, 0, row)
        sheet.write_formula(2, 4, '="690000"&"x"', None, PERSONS[2][4])
    reading = read(path)
    assert faults_of(reading) == []
    assert column(reading, "persons", "id_no")[1] == PERSONS[2][4]


def test_days_of_the_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("人口信息")
        formats = [
            book.add_format({"num_format": form})
            for form in ("yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "[$-804]yyyy/m/d h:mm", "mmm-yy")
        ]
        for r, row in enumerate(PERSONS):
            sheet.write_row(r, 0, row)
            if r:
                day = datetime.fromisoformat(str(row[5])).replace(hour=10, minute=30)
                sheet.write_datetime(r, 5, day, formats[r - 1])
    reading = read(path)
    assert faults_of(reading) == []
    assert column(reading, "persons", "birth") == [row[5] for row in PERSONS[1:]]


def test_digits_protected_by_other_programs(tmp_path: Path) -> None:
    texts = (
        f'="{WANG}"',
        f"'{WANG}",
        f"\t{WANG}",
        f"{WANG}\u3000",
        f"\ufeff{WANG}",
        f"\u200b{WANG}",
        WANG.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    )
    for text in texts:
        rows = [PERSONS[0], (*PERSONS[1][:4], text, *PERSONS[1][5:])]
        reading = read(csv_file(tmp_path / "a.csv", rows))
        assert faults_of(reading) == ([("REC220", "E2")] if text[0] in "\ufeff\u200b" else [])
        assert column(reading, "persons", "id_no") == [WANG]


def test_a_boolean_of_the_spreadsheet_is_yes_or_no(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("人口信息")
        for r, row in enumerate(PERSONS):
            sheet.write_row(r, 0, row)
        sheet.write_boolean(1, 10, True)
        sheet.write_boolean(2, 10, False)
    assert column(read(path), "persons", "serious_medical")[:2] == [True, False]
