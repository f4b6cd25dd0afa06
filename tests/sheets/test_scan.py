"""The two ways through a sheet's XML, by patterns and by a parser, find the same; and nobody evades them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from puxi_cli.errors import UnreadableFile
from puxi_cli.records.place import column_letters
from puxi_cli.sheets.grid import ERROR_VALUE, NO_RESULT, NUMBER_LOST
from puxi_cli.sheets.xlsx_scan import Scan, column_index, look_through, measured, scan_by_parser
from tests.profiles import examples
from tests.sheets.registers import PERSONS, column, faults_of, read, rows_of, xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PART = "xl/worksheets/sheet1.xml"


def workbook(path: Path, sheet_xml: str | bytes) -> Path:
    """A workbook of one sheet 人口信息 whose XML is this."""
    plain = path.with_suffix(".plain")
    xlsx(plain, {"人口信息": [("x",)]})
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet_xml if name == PART else old.read(name))
    plain.unlink()
    return path


def sheet(rows: str, after: str = "") -> str:
    """A sheet's XML as Excel writes it."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def scanned(path: Path) -> Scan:
    with zipfile.ZipFile(path) as package:
        found = measured(path, package, PART)
        look_through(found, path, package, PART)
    return found


def told(found: Scan) -> tuple[object, ...]:
    return found.rows, found.first_column, found.last_column, found.odd, found.hidden_rows, found.merges


def by_both(path: Path) -> Scan:
    """What the patterns find, after holding it against what the parser finds."""
    found = scanned(path)
    with zipfile.ZipFile(path) as package:
        assert told(found) == told(scan_by_parser(package.read(PART)))
    return found


ODD = """
<row r="3" spans="2:9"><c r="B3" s="1" t="s"><v>0</v></c><c r="C3"><v>1</v></c></row>
<row r="4" hidden="1" customHeight="1"><c r="C4" t="e"><f>NA()</f><v>#N/A</v></c><c r="D4" s="2"><v>690000197203150080</v></c></row>
<row r="5"><c r="C5"><f>A1+1</f></c><c r="D5" t="str"><f>""</f><v></v></c><c r="E5"><f t="shared" si="0"/><v></v></c></row>
<row r="6" ht="15" hidden="true"><c r="D6"><v>6.9000019720315E+17</v></c><c r="E6" t="str"><f>"x"</f><v>690000197203150080</v></c></row>
<row r="7"/>
<row r="9"><c r="AA9" s="4"/><c r="AB9" t="n"><v>-1e16</v></c><c r="AC9"><v>123456789012345</v></c><c r="AD9"><v>0.1234567890123456</v></c></row>
<row r="11" s="3" customFormat="1"><c r="B11" t="inlineStr"><is><t>690000197203150080</t></is></c></row>
"""
AFTER = '<mergeCells count="2"><mergeCell ref="B4:B6"/><mergeCell ref="C9:D9"/></mergeCells><rowBreaks count="1"><brk id="9"/></rowBreaks>'


def test_both_find_the_same_of_a_sheet_with_everything(tmp_path: Path) -> None:
    found = by_both(workbook(tmp_path / "a.xlsx", sheet(ODD, AFTER)))
    assert (found.rows, found.first_column, found.last_column) == (11, 1, 29)
    assert found.odd == {
        (4, 2): ERROR_VALUE, (4, 3): NUMBER_LOST, (5, 2): NO_RESULT, (5, 4): NO_RESULT, (6, 3): NUMBER_LOST, (9, 27): NUMBER_LOST,
    }  # fmt: skip
    assert found.hidden_rows == {4, 6}
    assert [(merge.first_row, merge.last_row, merge.first_column, merge.last_column) for merge in found.merges] == [
        (4, 6, 1, 1),
        (9, 9, 2, 3),
    ]


def rewritten(how: str) -> str | bytes:
    """The same sheet, as other programs write it."""
    text = sheet(ODD, AFTER)
    if how == "prefixed":
        text = re.sub(r"<(/?)(?!\?)", r"<\1x:", text).replace("xmlns=", "xmlns:x=")
    elif how == "single quotes":
        text = text.replace('"', "'").replace("<f>''</f>", '<f>""</f>').replace("<f>'x'</f>", '<f>"x"</f>')
    elif how == "attributes turned round":
        text = re.sub(r'<c r="([A-Z0-9]+)"( [^>/]*)?(/?)>', lambda m: f'<c{m[2] or ""} r="{m[1]}"{m[3]}>', text)
    elif how == "line breaks in tags":
        text = text.replace("<c r=", "<c\n  r=").replace("<row r=", "<row\t r=")
    elif how == "utf-16":
        return text.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    elif how == "a byte order mark":
        return text.encode("utf-8-sig")
    return text


@pytest.mark.parametrize(
    "how", ["plain", "prefixed", "single quotes", "attributes turned round", "line breaks in tags", "utf-16", "a byte order mark"]
)
def test_the_same_sheet_written_in_other_ways(how: str, tmp_path: Path) -> None:
    plain = told(scanned(workbook(tmp_path / "plain.xlsx", sheet(ODD, AFTER))))
    assert told(scanned(workbook(tmp_path / "a.xlsx", rewritten(how)))) == plain


def persons_as(tmp_path: Path, prefix: str, references: bool, end: str = "") -> Path:
    """The persons as inline texts, with or without a prefix and references."""
    rows = ""
    for r, row in enumerate(PERSONS, start=3):
        cells = ""
        for c, value in enumerate(row, start=1):
            place = f' r="{column_letters(c)}{r}"' if references else ""
            text = f"<{prefix}is><{prefix}t>{value}</{prefix}t></{prefix}is>" if value else ""
            cells += f'<{prefix}c{place} t="inlineStr">{text}</{prefix}c>'
        number = f' r="{r}"' if references else ""
        rows += f"<{prefix}row{number}>{cells}</{prefix}row>"
    name = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    data = f"<{prefix}sheetData>{rows}{end}</{prefix}sheetData>"
    return workbook(tmp_path / "a.xlsx", f'<?xml version="1.0"?><{prefix}worksheet {name}="{MAIN}">{data}</{prefix}worksheet>')


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_register_with_prefixed_names_is_read(prefix: str, tmp_path: Path) -> None:
    reading = read(persons_as(tmp_path, prefix, references=True))
    assert faults_of(reading) == []
    assert rows_of(reading, "persons") == [4, 5, 6, 7]
    assert column(reading, "persons", "id_no") == [row[4] for row in PERSONS[1:]]
    assert reading.registry.persons.place(0, 4, "id_no").cell == "F4"


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_register_without_references_is_read(prefix: str, tmp_path: Path) -> None:
    # Cells and rows stand one after the other then, from A1 on.
    reading = read(persons_as(tmp_path, prefix, references=False))
    assert faults_of(reading) == []
    assert rows_of(reading, "persons") == [2, 3, 4, 5]
    assert reading.registry.persons.place(0, 2, "id_no").cell == "E2"


FAR = [
    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="9"><c r="A9"><v>1</v></c></row>',  # not the last row
    '<row r="9"><c r="XFD1048576"><v>1</v></c></row>',  # the readers believe the cell, not the row
    '<row r="9"><c r="xfd1048576"><v>1</v></c></row>',
    '<row r="9"><c\tr="XFD1048576"><v>1</v></c></row>',
    '<row r="9"><c\nr="XFD1048576"><v>1</v></c></row>',
    '<row r="9"><c t="n" r="XFD1048576"><v>1</v></c></row>',
    '<row r="9"><c r="A9"><v>1</v></c><c r = "XFD1048576"><v>1</v></c></row>',
    "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
    '<row r="9"><c r="&#88;FD1048576"><v>1</v></c></row>',
    '<row><c r="XFD1048576"><v>1</v></c></row>',
    '<row r="700000"><c r="AN700000"><v>1</v></c></row>',  # a narrower one costs memory too
    '<row r="1048576"><c r="K1048576" s="1"/></row>',
]


@pytest.mark.parametrize("row", FAR)
def test_a_stray_cell_far_away_is_seen_before_anything_is_allocated(row: str, tmp_path: Path) -> None:
    path = persons_as(tmp_path, "", references=True, end=row)
    with pytest.raises(UnreadableFile, match="stray cell") as refused:
        read(path)
    assert "人口信息" in refused.value.zh
    assert "a.xlsx" in refused.value.en


def test_a_dimension_that_lies_is_not_believed(tmp_path: Path) -> None:
    path = persons_as(tmp_path, "", references=True)
    with zipfile.ZipFile(path) as package:
        xml = package.read(PART).decode()
    lied = workbook(tmp_path / "b.xlsx", xml.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'))
    assert rows_of(read(lied), "persons") == [4, 5, 6, 7]


def test_long_sheets_are_looked_through_in_blocks(tmp_path: Path) -> None:
    # Over several blocks of the stream: the odd cells stand at both ends and across.
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page = book.add_worksheet()
        for r in range(12000):
            page.write_number(r, 0, 690000197203150000 + r if r % 1000 == 0 else r)
            for c in range(1, 12):
                page.write_string(r, c, "汉族" * 20)
            if r % 500 == 7:
                page.set_row(r, None, None, {"hidden": True})
        page.write_string(11999, 700, "x")
    found = by_both(path)
    assert found.odd == {(r + 1, 0): NUMBER_LOST for r in range(0, 12000, 1000)}
    assert len(found.hidden_rows) == 24
    assert (found.rows, found.first_column, found.last_column) == (12000, 0, 700)


@given(
    cells=st.dictionaries(
        st.tuples(st.integers(1, 400), st.integers(0, 800)),
        st.sampled_from(["<v>1</v>", "", "<v>690000197203150080</v>", "<f>A1</f>", "<f>A1</f><v>2</v>", '" t="e"><v>#N/A</v>']),
        min_size=1, max_size=12,
    ),
    hidden=st.sets(st.integers(1, 400), max_size=3),
)  # fmt: skip
@examples(80)
def test_both_find_the_same_of_any_sheet(
    cells: dict[tuple[int, int], str], hidden: set[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = ""
    for row in sorted({r for r, _ in cells}):
        inside = ""
        for place in sorted(c for r, c in cells if r == row):
            body = cells[row, place]
            mark = ' t="e"' if body.startswith('"') else ""
            inside += f'<c r="{column_letters(place)}{row}"{mark}>{body.partition(">")[2] if mark else body}</c>'
        rows += f'<row r="{row}"{" hidden=" + chr(34) + "1" + chr(34) if row in hidden else ""}>{inside}</row>'
    path = workbook(tmp_path_factory.mktemp("scan") / "a.xlsx", sheet(rows))
    found = by_both(path)
    assert (found.rows, found.first_column, found.last_column) == (
        max(r for r, _ in cells), min(c for _, c in cells), max(c for _, c in cells),
    )  # fmt: skip


@pytest.mark.parametrize("index", [0, 25, 26, 51, 52, 701, 702, 703, 16383])
def test_letters_of_columns(index: int) -> None:
    assert column_index(column_letters(index)) == index


@pytest.mark.parametrize(
    ("letters", "index"), [("A", 0), ("Z", 25), ("AA", 26), ("AZ", 51), ("ZZ", 701), ("AAA", 702), ("XFD", 16383)]
)
def test_columns_by_their_letters(letters: str, index: int) -> None:
    assert column_index(letters) == index
    assert column_index(letters.encode()) == index
    assert column_letters(index) == letters
