"""The same register in every format that is read: the same values, each at its own place."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from puxi_cli.errors import UnreadableFile
from tests.sheets.biff12 import OwnText, xlsb
from tests.sheets.odd import BIRTHS, FAULTS, HOUSEHOLD_IDS, ID_NUMBERS, PHONES, ROWS, odd_workbook
from tests.sheets.registers import (
    FLAT,
    HOUSEHOLDS,
    PERSONS,
    REGISTER,
    Sheets,
    column,
    csv_file,
    faults_of,
    read,
    rows_of,
    values_of,
    xlsx,
)

DATA = Path(__file__).parent.parent / "data" / "sheets"


def by_openpyxl(path: Path, sheets: Sheets) -> Path:
    """As openpyxl writes it: texts in the table of strings, no spans."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def with_macros(path: Path, sheets: Sheets) -> Path:
    """An xlsm: the content type of a workbook with macros, and a part that would hold them."""
    plain = xlsx(path.with_suffix(".xlsx"), sheets)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name).replace(
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            )
            new.writestr(name, data)
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 not a program")
    plain.unlink()
    return path


def as_parquet(path: Path, sheets: Sheets) -> Path:
    """A folder of Parquet files, one a table."""
    path.mkdir()
    for name, (heads, *rows) in sheets.items():
        pl.DataFrame(rows, schema=[str(head) for head in heads], orient="row").write_parquet(path / f"{name}.parquet")
    return path


def as_csv(encoding: str, delimiter: str = ",", ending: str = ".csv") -> Callable[[Path, Sheets], Path]:
    def write(path: Path, sheets: Sheets) -> Path:
        path.mkdir()
        for name, rows in sheets.items():
            csv_file(path / f"{name}{ending}", rows, encoding, delimiter)
        return path

    return write


def own_texts(path: Path, sheets: Sheets) -> Path:
    return xlsb(path, {name: [[OwnText(str(c)) if c else None for c in row] for row in rows] for name, rows in sheets.items()})


WAYS: dict[str, Callable[[Path, Sheets], Path]] = {
    "register.xlsx": xlsx,
    "openpyxl.xlsx": by_openpyxl,
    "register.xlsm": with_macros,
    "register.xlsb": xlsb,
    "texts.xlsb": own_texts,
    "utf-8": as_csv("utf-8"),
    "utf-8-sig": as_csv("utf-8-sig"),
    "gb18030": as_csv("gb18030"),
    "utf-16": as_csv("utf-16"),
    "utf-16-le": as_csv("utf-16-le"),
    "utf-16-be": as_csv("utf-16-be"),
    "tabs": as_csv("utf-8", "\t", ".tsv"),
    "text of Excel": as_csv("utf-16", "\t", ".txt"),
    "semicolons": as_csv("gb18030", ";"),
    "parquet": as_parquet,
}


@pytest.mark.parametrize("name", WAYS)
def test_every_format_gives_the_same_values_and_rows(name: str, tmp_path: Path) -> None:
    path = WAYS[name](tmp_path / name, REGISTER)
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    before = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    reading = read(path)
    assert faults_of(reading) == []
    assert column(reading, "persons", "name") == [row[2] for row in PERSONS[1:]]
    assert column(reading, "persons", "id_no") == [row[4] for row in PERSONS[1:]]
    assert column(reading, "persons", "birth") == [row[5] for row in PERSONS[1:]]
    assert column(reading, "persons", "serious_medical") == [True, True, False, True]
    assert column(reading, "households", "household_id") == [row[0] for row in HOUSEHOLDS[1:]]
    assert column(reading, "households", "income_per_head") == [2100.5, 4100.0]
    assert column(reading, "households", "exit_year") == [None, 2017]
    assert column(reading, "households", "unsafe_house") == [False, False]
    assert rows_of(reading, "persons") == [2, 3, 4, 5]
    assert [item.sha256 for item in reading.inputs] == before
    assert [hashlib.sha256(file.read_bytes()).hexdigest() for file in files] == before


@pytest.mark.parametrize("name", ["register.xlsx", "register.xlsb"])
def test_figures_stored_as_numbers_are_read_as_their_text(name: str, tmp_path: Path) -> None:
    rows = [
        PERSONS[0],
        (6100000001, "P1", "王一", 1, PERSONS[1][4], 19700101, 1, "汉族", None, None, 1),
        (6100000001, 12, "李二", 2.0, PERSONS[2][4], 26373, 2, 1, None, 2, 0),
    ]
    reading = read(WAYS[name](tmp_path / name, {"人口信息": rows}))
    assert faults_of(reading) == []
    assert column(reading, "persons", "household_id") == ["6100000001", "6100000001"]
    assert column(reading, "persons", "person_id") == ["P1", "12"]
    assert column(reading, "persons", "birth") == ["1970-01-01", "1972-03-15"]
    assert column(reading, "persons", "sex") == ["男", "女"]
    assert column(reading, "persons", "relation") == ["本人或户主", "配偶"]
    assert column(reading, "persons", "serious_medical") == [True, False]


@pytest.mark.parametrize("name", ["odd.xlsx", "odd.xls", "odd.ods"])
def test_what_is_lost_on_the_way_is_told_at_the_same_cell_in_every_format(name: str, tmp_path: Path) -> None:
    reading = read(odd_workbook(tmp_path / name) if name.endswith("xlsx") else DATA / name)
    assert faults_of(reading) == FAULTS
    assert rows_of(reading, "persons") == ROWS
    assert column(reading, "persons", "household_id") == HOUSEHOLD_IDS  # merged over three rows
    assert column(reading, "persons", "id_no") == ID_NUMBERS
    assert column(reading, "persons", "birth") == BIRTHS  # days of the spreadsheet
    assert column(reading, "persons", "phone") == PHONES
    (sheet,) = reading.inputs[0].sheets
    assert (sheet.sheet, sheet.header_row, sheet.rows, sheet.hidden_rows) == ("人口信息", 3, 4, 1)
    assert sheet.left_out == ((9, "total"), (11, "note"))
    assert sheet.columns[0].letters == "B"
    assert reading.inputs[0].unread == ("旧表",)


def test_rare_characters_survive_gb18030(tmp_path: Path) -> None:
    rows = [PERSONS[0], (*PERSONS[1][:2], "𠮷㐂䶮", *PERSONS[1][3:])]
    assert column(read(csv_file(tmp_path / "a.csv", rows, "gb18030")), "persons", "name") == ["𠮷㐂䶮"]


def test_a_folder_is_one_register(tmp_path: Path) -> None:
    xlsx(tmp_path / "1户.xlsx", {"户信息": HOUSEHOLDS})
    csv_file(tmp_path / "2人.csv", PERSONS[:3], "gb18030")
    csv_file(tmp_path / "3人.csv", [PERSONS[0], *PERSONS[3:]], "utf-8")
    (tmp_path / "~$1户.xlsx").write_bytes(b"lock")
    (tmp_path / ".3人.csv").write_bytes(b"hidden")
    (tmp_path / "说明.docx").write_bytes(b"PK")
    (tmp_path / "旧.csv").mkdir()
    reading = read(tmp_path)
    assert [Path(item.file).name for item in reading.inputs] == ["1户.xlsx", "2人.csv", "3人.csv"]
    assert faults_of(reading) == []
    assert column(reading, "persons", "name") == ["王一", "李二", "赵三", "钱四"]
    table = reading.registry.persons
    places = [table.place(*row, "id_no") for row in table.frame.select("_source", "_row").iter_rows()]
    assert [(Path(place.file).name, place.cell) for place in places] == [
        ("2人.csv", "E2"), ("2人.csv", "E3"), ("3人.csv", "E2"), ("3人.csv", "E3"),
    ]  # fmt: skip


def test_files_named_one_by_one_are_one_register_too(tmp_path: Path) -> None:
    first = csv_file(tmp_path / "户.csv", HOUSEHOLDS)
    second = csv_file(tmp_path / "人.csv", PERSONS)
    assert values_of(read(first, second)).keys() == {"households", "persons"}


def test_the_day_in_a_files_name_is_the_snapshots(tmp_path: Path) -> None:
    reading = read(csv_file(tmp_path / "（基础信息）户信息_20181231.csv", HOUSEHOLDS))
    assert reading.registry.snapshot_day == "2018-12-31"
    assert read(csv_file(tmp_path / "户信息_20181340.csv", HOUSEHOLDS)).registry.snapshot_day is None


def test_the_ending_of_a_workbooks_name_does_not_matter(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", REGISTER).rename(tmp_path / "信息表.xls")
    assert faults_of(read(path)) == []


def test_parquet_keeps_its_types_as_the_text_they_stand_for(tmp_path: Path) -> None:
    frame = pl.DataFrame({
        "户编号": [1, 2], "行政村": ["丙村", " "], "首次识别时间": pl.Series(["2014-06-30", None]).str.to_date(), "危房户": [True, False],
        "人均纯收入": [2100.5, 3000.0], "联系电话": [13900000001.0, None], "家庭": [["a"], []],
    })  # fmt: skip
    path = tmp_path / "户信息.parquet"
    frame.write_parquet(path)
    reading = read(path)
    assert faults_of(reading) == [("REC101", "B3")]
    assert column(reading, "households", "household_id") == ["1", "2"]
    assert column(reading, "households", "identified") == ["2014-06-30", None]
    assert column(reading, "households", "unsafe_house") == [True, False]
    assert column(reading, "households", "phone") == ["13900000001", None]


def test_a_hidden_sheet_is_read_where_no_other_holds_its_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "封面"
    book.active.append(["信息表"])
    for name, rows in REGISTER.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book["人口信息"].sheet_state = "veryHidden"
    book.save(tmp_path / "a.xlsx")
    reading = read(tmp_path / "a.xlsx")
    assert column(reading, "persons", "name") == ["王一", "李二", "赵三", "钱四"]
    assert [(sheet.sheet, sheet.hidden) for sheet in reading.inputs[0].sheets] == [("户信息", False), ("人口信息", True)]


def test_a_sheet_of_another_kind_is_passed_over_and_told(tmp_path: Path) -> None:
    other = [("物资", "数量", "单价"), ("水泥", "20", "300"), ("砖", "5000", "0.4")]
    reading = read(xlsx(tmp_path / "a.xlsx", {"物资": other, **REGISTER}))
    assert [(fault.rule, fault.place.sheet) for fault in reading.faults] == [("REC208", "物资")]
    assert reading.inputs[0].unread == ("物资",)


def test_a_flat_list_has_the_same_persons_in_every_format(tmp_path: Path) -> None:
    readings = [
        read(WAYS[name](tmp_path / name, {"名单": FLAT})) for name in ("register.xlsx", "register.xlsb", "gb18030", "parquet")
    ]
    first = values_of(readings[0])
    for reading in readings:
        assert {name: frame.equals(first[name]) for name, frame in values_of(reading).items()} == {
            "households": True,
            "persons": True,
        }


def test_a_reading_has_one_password_for_all_files_and_needs_none_for_open_ones(tmp_path: Path) -> None:
    assert faults_of(read(xlsx(tmp_path / "a.xlsx", REGISTER), password="秘密")) == []
    with pytest.raises(UnreadableFile):
        read(tmp_path / "b.xlsx", password="秘密")
