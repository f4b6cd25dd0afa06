"""A number is read as the person at the screen sees it: days of every format and calendar, percentages."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from puxi_cli.sheets.number_formats import DAY, PERCENT, TIME, YEAR, shown_as, text_of
from tests.sheets.biff12 import record, wide
from tests.sheets.raw_xlsx import Styled, package, parts_of, sheet, styles
from tests.sheets.registers import PERSONS, column, faults_of, read
from tests.sheets.test_bad_input import repacked

DATA = Path(__file__).parent.parent / "data" / "sheets"
BORN = 25569 + 0  # 1970-01-01, as PERSONS has it


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("yyyy-mm-dd", DAY), ('yyyy"年"m"月"d"日";@', DAY), ("[$-804]yyyy\\年m\\月", DAY), ("[DBNum1][$-804]m月d日", DAY), ("aaaa", DAY),
        ('e"年"m"月"', DAY), ("yyyy", YEAR), ('yyyy"年"', YEAR), ("h:mm", TIME), ("[h]:mm:ss", TIME), ("mm:ss.0", TIME), ("m/d/yy h:mm", DAY),
        ("0%", PERCENT), ('0.0"%"', None), ("0.00E+00", None), ("#,##0;[Red]-#,##0", None), ('"day" 0', None), ("G/通用格式", None),
        ("General", None), ("@", None), ('0.00"万元"', "万元"), ('#,##0.00\\万\\元;-#,##0.00', "万元"), ("0.0万", "万"), ('G/通用格式"千元"', "千元"),
        ('0"米"', "米"), ('[Red]0.00"万元"', "万元"),
        ('0!.0000"万元"', None), ('0"."0,"万元"', None), ('0,"千元"', None),
        ('0.00"元"', None), ('0"人"', None), ('0"d"', None), ("0\\d", None), ("", None),
    ],
)  # fmt: skip
def test_what_a_format_shows(code: str, shown: str | None) -> None:
    assert shown_as(164, code) == shown


def test_the_built_in_formats() -> None:
    assert {shown_as(n) for n in (14, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58)} == {DAY}
    assert {shown_as(n) for n in (18, 21, 32, 33, 34, 35, 55, 56, 45, 47)} == {TIME}
    assert {shown_as(n) for n in (9, 10)} == {PERCENT}
    assert {shown_as(n) for n in (0, 1, 4, 11, 37, 49, 59)} == {None}


@pytest.mark.parametrize(
    ("serial", "shown", "since_1904", "text"),
    [
        (0, DAY, False, "1900-01-00"), (1, DAY, False, "1900-01-01"), (59, DAY, False, "1900-02-28"), (60, DAY, False, "1900-02-29"),
        (61, DAY, False, "1900-03-01"), (41640, DAY, False, "2014-01-01"), (40178, DAY, True, "2014-01-01"), (0, DAY, True, "1904-01-01"),
        (41640.5, DAY, False, "2014-01-01 12:00:00"), (41639.999999, DAY, False, "2014-01-01"), (0.5, TIME, False, "12:00:00"),
        (2958465, DAY, False, "9999-12-31"), (2958466, DAY, False, None), (-1, DAY, False, None), (41640, YEAR, False, "2014"),
        (2017, YEAR, False, "2017"), (2017, YEAR, True, "2017"), ("2017.0", YEAR, False, "2017"), (1990, YEAR, False, "1990"),
        (2100, YEAR, False, "2100"), (1989, YEAR, False, "1905"), (2101, YEAR, False, "1905"), (2017.5, YEAR, False, "1905"),
        (2017, DAY, False, "1905-07-09"),
        (1, PERCENT, False, "100%"), (0.07, PERCENT, False, "7%"), (0.9876, PERCENT, False, "98.76%"), ("1E-2", PERCENT, False, "1%"),
        (41640, None, False, None), ("x", DAY, False, None), (float("inf"), DAY, False, None),
    ],
)  # fmt: skip
def test_the_text_of_a_number(serial: float | str, shown: str | None, since_1904: bool, text: str | None) -> None:
    assert text_of(serial, shown, since_1904) == text


FORMATS: list[int | str] = [0, 14, 27, 31, 36, 50, 57, 58, 'yyyy"年"m"月"d"日"', "[$-804]yyyy\\-m\\-d;@", "[$-804]aaaa"]


def persons(path: Path, births: list[Styled], properties: str = "", unusual: bool = False) -> Path:
    rows = [list(PERSONS[0]), *([*PERSONS[1][:5], birth, *PERSONS[1][6:]] for birth in births)]
    for number, row in enumerate(rows[1:]):
        row[1] = f"P{number}"
    xml = sheet(rows)  # type: ignore[arg-type]  # the register of the tests is of any objects
    if unusual:  # prefixed names go through a parser
        xml = xml.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x=")
    return package(path, parts_of({"人口信息": xml}, styles(FORMATS), properties))


@pytest.mark.parametrize("unusual", [False, True])
@pytest.mark.parametrize(("properties", "serial"), [("", BORN), ('<workbookPr date1904="1"/>', BORN - 1462)])
def test_days_of_every_format_and_of_both_calendars(properties: str, serial: int, unusual: bool, tmp_path: Path) -> None:
    path = persons(tmp_path / "a.xlsx", [Styled(serial, n) for n in range(1, len(FORMATS))], properties, unusual)
    reading = read(path)
    assert column(reading, "persons", "birth") == ["1970-01-01"] * (len(FORMATS) - 1)


def test_days_that_no_calendar_has_stay_none(tmp_path: Path) -> None:
    reading = read(persons(tmp_path / "a.xlsx", [Styled(0, 1), Styled(60, 1), Styled(BORN, 1)]))
    assert column(reading, "persons", "birth") == [None, None, "1970-01-01"]
    assert [(fault.rule, fault.value) for fault in reading.faults if fault.field == "birth"] == [
        ("REC102", "1900-01-00"), ("REC102", "1900-02-29"),
    ]  # fmt: skip


VILLAGES = [("行政村", "年度", "电力入户率"), ("丙村", "2018", Styled(1, 1)), ("丁村", "2018", Styled(0.985, 2))]


def test_percentages_of_an_xlsx(tmp_path: Path) -> None:
    rows = [*VILLAGES, ("戊村", "2018", "97％"), ("己村", "2018", 96)]
    reading = read(package(tmp_path / "a.xlsx", parts_of({"村年度": sheet(rows)}, styles([0, 9, "0.00%"]))))
    assert column(reading, "village_years", "power_rate") == [100.0, 98.5, 97.0, 96.0]


def test_a_percentage_in_another_column_is_not_read_as_a_number_of_it(tmp_path: Path) -> None:
    rows = [("户编号", "行政村", "人均纯收入"), ("1", "丙村", Styled(0.28, 1))]
    reading = read(package(tmp_path / "a.xlsx", parts_of({"户信息": sheet(rows)}, styles([0, 9]))))
    assert column(reading, "households", "income_per_head") == [None]
    assert [fault.value for fault in reading.faults if fault.field == "income_per_head"] == ["28%"]


INCOMES: list[tuple[str | float | Styled, ...]] = [
    ("户编号", "行政村", "人均纯收入"),
    ("1", "丙村", Styled(0.28, 1)),
    ("2", "丙村", Styled(2800, 2)),
    ("3", "丙村", Styled(28000, 3)),
]


def test_a_unit_that_only_the_format_writes_is_no_figure_of_another_unit(tmp_path: Path) -> None:
    forms: list[int | str] = [0, '0.00"万元"', '0"元"', '0!.0000"万元"']
    reading = read(package(tmp_path / "a.xlsx", parts_of({"户信息": sheet(INCOMES)}, styles(forms))))
    assert column(reading, "households", "income_per_head") == [None, 2800.0, 28000.0]
    assert [fault.value for fault in reading.faults if fault.field == "income_per_head"] == ["0.28万元"]


@pytest.mark.parametrize("cell", [Styled(0.28, 1), "0.28万元", 0.28, "0.28"])
def test_the_unit_of_the_heading_beside_the_figure_is_no_fault(cell: Styled | str | float, tmp_path: Path) -> None:
    rows: list[tuple[str | float | Styled, ...]] = [("户编号", "行政村", "人均纯收入（万元）"), ("1", "丙村", cell)]
    reading = read(package(tmp_path / "a.xlsx", parts_of({"户信息": sheet(rows)}, styles([0, '0.00"万元"']))))
    assert column(reading, "households", "income_per_head") == [2800.0]


def test_percentages_and_days_of_an_xlsb(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsb"
    rows = [VILLAGES[0], ("丙村", "2018", (1.0, 1)), ("丁村", "2018", (40178.0, 2))]

    def cell(at: int, value: object) -> bytes:
        if isinstance(value, tuple):
            return record(0x05, struct.pack("<IId", at, value[1], value[0]))
        return record(0x06, struct.pack("<II", at, 0) + wide(str(value)))

    body = record(0x0181) + record(0x0194, struct.pack("<4I", 0, 2, 0, 2)) + record(0x0191)
    for number, row in enumerate(rows):
        body += record(0x00, struct.pack("<I", number) + b"\0" * 13) + b"".join(cell(c, v) for c, v in enumerate(row))
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    xf = [record(0x2F, struct.pack("<HHH", 0, form, 0) + b"\0" * 10) for form in (0, 9, 31)]
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("xl/worksheets/sheet1.bin", body + record(0x0192) + record(0x0182))
        out.writestr(
            "xl/workbook.bin",
            record(0x0183) + record(0x0199, struct.pack("<I", 1) + b"\0" * 8) + record(0x018F)
            + record(0x019C, struct.pack("<II", 0, 1) + wide("rId1") + wide("村年度"))
            + record(0x019C, struct.pack("<II", 0, 2) + wide("rId2") + wide("图表")) + record(0x0190) + record(0x0184),
        )  # fmt: skip
        out.writestr("xl/chartsheets/sheet1.bin", record(0x0181) + record(0x0182))
        out.writestr("xl/styles.bin", record(0x04E9, struct.pack("<I", 3)) + b"".join(xf) + record(0x04EA))
        out.writestr(
            "xl/_rels/workbook.bin.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.bin"/>'
            f'<Relationship Id="rId2" Type="{relations}/chartsheet" Target="chartsheets/sheet1.bin"/></Relationships>',
        )
    reading = read(path)
    assert column(reading, "village_years", "power_rate") == [100.0, None]
    assert [fault.value for fault in reading.faults if fault.field == "power_rate"] == ["2014-01-01"]


def ods(path: Path, name: str, headings: Iterable[object], rows: str) -> Path:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in headings
    )
    table = f'<table:table table:name="{name}"><table:table-row>{cells}</table:table-row>{rows}</table:table>'

    def content(data: bytes) -> bytes:
        begin = data.index(b"<table:table ")
        return data[:begin] + table.encode() + b"</office:spreadsheet></office:body></office:document-content>"

    return repacked(path, DATA / "odd.ods", {"content.xml": content})


def ods_cell(kind: str, text: str, value: str = "") -> str:
    stored = f' office:value="{value}"' if value else ""
    return f'<table:table-cell office:value-type="{kind}"{stored}><text:p>{text}</text:p></table:table-cell>'


def test_percentages_of_an_ods(tmp_path: Path) -> None:
    cells = ods_cell("string", "丙村") + ods_cell("string", "2018") + ods_cell("percentage", "100%", "1")
    row = f'<table:table-row table:number-rows-repeated="2">{cells}</table:table-row>'
    reading = read(ods(tmp_path / "a.ods", "村年度", VILLAGES[0], row))
    assert column(reading, "village_years", "power_rate") == [100.0, 100.0]


def test_units_of_an_ods_that_only_the_style_writes(tmp_path: Path) -> None:
    shown = [("0.28万元", "0.28"), ("2,800元", "2800"), ("2.8万元", "28000"), ("2800", "2800")]
    rows = "".join(
        f"<table:table-row>{ods_cell('string', str(n))}{ods_cell('string', '丙村')}{ods_cell('float', *one)}</table:table-row>"
        for n, one in enumerate(shown, 1)
    )
    reading = read(ods(tmp_path / "a.ods", "户信息", ("户编号", "行政村", "人均纯收入"), rows))
    assert column(reading, "households", "income_per_head") == [None, 2800.0, 28000.0, 2800.0]
    assert [fault.value for fault in reading.faults if fault.field == "income_per_head"] == ["0.28万元"]


def test_a_plain_register_has_no_faults_by_its_formats(tmp_path: Path) -> None:
    assert faults_of(read(persons(tmp_path / "a.xlsx", [Styled(BORN, 1)]))) == []
