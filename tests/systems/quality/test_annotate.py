"""`puxi validate --annotate` as people call it: wrong cells marked in a copy, everything else as it was, marks of an earlier run gone."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from lxml import etree
from msoffcrypto.method.ecma376_agile import ECMA376Agile

from puxi_cli.cli.main import main
from puxi_cli.edits.workbook import Workbook
from puxi_cli.errors import ExitCode
from tests.edits.clerks import (
    AFTER,
    BEFORE,
    HEADING_ROW,
    LAST_ROW,
    NAME,
    NEW_COLUMN,
    PART,
    RELATIONS_PART,
    RULES,
    SETTINGS,
    THEIR_NOTE,
    WRONG,
    clerks_parts,
    clerks_sheet,
)
from tests.edits.packages import (
    MAIN,
    WAYS,
    as_strict,
    by_openpyxl,
    cells,
    changed,
    differing,
    fill_of,
    notes_of,
    packed,
    parts_of,
    rewritten,
    sheet,
    unpacked,
    values_by_calamine,
    values_by_openpyxl,
)
from tests.sheets.biff12 import xlsb
from tests.sheets.registers import HOUSEHOLDS, PERSONS, Rows, csv_file, xlsx

pytestmark = pytest.mark.slow

DATA = Path(__file__).resolve().parents[2] / "data"
HEADING = {"zh": "系统核查结果", "en": "puxi findings"}
LIKE = {"error": "FFC4", "warning": "FFE8", "notice": "D8E6"}
ASKED = [option for rule in RULES for option in ("--rule", rule)]
PAINTED = ("E3", "H4", "L4", "E5", "C6")


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old number is a notice, so that all three colours are seen."""
    (tmp_path / "puxi.toml").write_text(SETTINGS, "utf-8")
    monkeypatch.chdir(tmp_path)


def puxi(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def annotated(source: Path | bytes, *more: str | Path, lang: str = "zh", ending: str = ".xlsx") -> bytes:
    """The copy of a workbook, with the rules of `clerks`."""
    path, copy = Path(f"source{ending}"), Path(f"copy{ending}")
    path.write_bytes(source if isinstance(source, bytes) else source.read_bytes())
    result = puxi("validate", path, "--annotate", copy, "--lang", lang, "--as-of", "2018-12-31", *ASKED, *more)
    assert result.exit_code in (ExitCode.CLEAN, ExitCode.FINDINGS), result.output
    return copy.read_bytes()


def column_told(package: bytes, column: str = NEW_COLUMN) -> dict[int, str]:
    """What stands in the column of findings, by row."""
    index = openpyxl.utils.column_index_from_string(column) - 1
    return {row: str(text) for (row, at), text in values_by_calamine(package, NAME).items() if at == index}


def colours(package: bytes) -> dict[str, str | None]:
    return {cell: fill_of(package, NAME, cell) for cell in PAINTED}


def told_by(package: bytes) -> dict[str, list[str]]:
    """The rules that each cell's note names."""
    found = {cell: re.findall(r"(?:REC|DQ)[0-9]+", text) for cell, text in notes_of(package, NAME).items()}
    return {cell: rules for cell, rules in found.items() if rules}


CLERKS = packed(clerks_parts())


# Marks


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_wrong_cells_are_coloured_by_severity_with_a_note_and_a_column_to_filter_by(lang: str) -> None:
    package = annotated(CLERKS, lang=lang)
    for cell, (rule, severity) in WRONG.items():
        assert str(fill_of(package, NAME, cell)).startswith(LIKE[severity]), cell
        row, text = int(cell[1:]), column_told(package)[int(cell[1:])]
        assert rule in text, row
    notes = notes_of(package, NAME)
    # The discussion at E3 is left alone: its note is a stand-in for it.
    assert told_by(package) == {cell: [rule] for cell, (rule, _) in WRONG.items() if cell != "E3"}
    assert "puxi" not in notes["E3"]
    assert notes["C6"].startswith(THEIR_NOTE + "\n\n【puxi】")
    mend, near = ("怎么改：", "汉族") if lang == "zh" else ("To mend it: ", "汉族")
    assert mend in notes["H4"]
    assert near in notes["H4"]
    assert column_told(package)[HEADING_ROW] == HEADING[lang]
    assert sorted(column_told(package)) == [2, 3, 4, 5, 6]
    assert column_told(package)[4].index("REC103") < column_told(package)[4].index("REC106")  # the heavier first
    read = by_openpyxl(package)[NAME]
    assert read.auto_filter.ref == f"A2:{NEW_COLUMN}6"
    assert read[f"{NEW_COLUMN}2"].font.b
    assert read.column_dimensions[NEW_COLUMN].width == 48
    assert f"$A$2:${NEW_COLUMN}$6".encode() in unpacked(package)["xl/workbook.xml"]
    assert b"filterColumn" in unpacked(package)[PART]


def test_personal_values_are_masked_in_notes_and_column_unless_asked_for() -> None:
    number = PERSONS[1][4][:17] + "8"  # type: ignore[index]
    masked, whole = annotated(CLERKS), annotated(CLERKS, "--show-ids")
    assert number not in column_told(masked)[3]
    assert number in column_told(whole)[3]
    assert "1390000000" not in notes_of(masked, NAME)["L4"]
    assert "1390000000" in notes_of(whole, NAME)["L4"]


def test_everything_else_is_byte_for_byte() -> None:
    before, after = clerks_parts(), unpacked(annotated(CLERKS))
    assert differing(before, after) == {
        PART, "xl/styles.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/workbook.xml",
        "[Content_Types].xml", "_rels/.rels", "docProps/custom.xml",
    }  # fmt: skip
    old, new = before[PART].decode(), after[PART].decode()
    # Behind the rows and before them nothing changes but the filter's reach, the range and the new column's width.
    tail = AFTER.replace("A2:M6", "A2:N6").replace("<extLst><ext xmlns:x14", "<extLst><ext xmlns:x14")
    assert c14n(new, *BEHIND) == c14n(sheet("", tail), *BEHIND)
    head = BEFORE.replace("A1:M6", "A1:N6").replace(
        '<col min="10" max="16384" width="9" customWidth="1"/>',
        '<col min="10" max="13" width="9" customWidth="1"/><col min="14" max="14" width="48" customWidth="1"/>'
        '<col min="15" max="16384" width="9" customWidth="1"/>',
    )
    assert c14n(new, *AHEAD) == c14n(sheet("", "", head), *AHEAD)
    # Of the rows only the marked cells and the new column.
    was, is_now = cells_of(old), cells_of(new)
    assert {cell for cell in was if was[cell] != is_now[cell]} == set(WRONG)
    assert is_now.keys() - was.keys() == {f"{NEW_COLUMN}{row}" for row in range(HEADING_ROW, LAST_ROW + 1)}
    assert b'<row r="4" hidden="1">' in after[PART]
    assert b'ht="30" customHeight="1"' in after[PART]


BEHIND = (
    "autoFilter",
    "mergeCells",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "pageSetup",
    "drawing",
    "legacyDrawing",
    "extLst",
)
AHEAD = ("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols")


def c14n(xml: str, *names: str) -> list[bytes]:
    root = etree.fromstring(xml.encode())
    return [etree.tostring(found, method="c14n", exclusive=True) for name in names for found in root.iter(f"{{{MAIN}}}{name}")]


def cells_of(xml: str) -> dict[str, bytes]:
    found = etree.fromstring(xml.encode()).iter(f"{{{MAIN}}}c")
    return {str(cell.get("r")): etree.tostring(cell, method="c14n", exclusive=True) for cell in found}


def test_both_libraries_read_every_value_and_stored_result_as_it_was() -> None:
    package = annotated(CLERKS)
    for values in (values_by_openpyxl, values_by_calamine):
        found = values(package, NAME)
        assert {cell: value for cell, value in found.items() if cell[1] != 13} == values(CLERKS, NAME)
    assert values_by_openpyxl(package, NAME, data_only=True)[3, 12] == 45
    assert values_by_openpyxl(package, "说明") == values_by_openpyxl(CLERKS, "说明")
    assert by_openpyxl(package)["旧"].sheet_state == "veryHidden"


def test_the_input_is_untouched_and_the_report_is_that_of_validate() -> None:
    path = Path("a.xlsx")
    path.write_bytes(CLERKS)
    plain = puxi("validate", path, "--lang", "en", *ASKED)
    result = puxi("validate", path, "--lang", "en", *ASKED, "--annotate", "b.xlsx")
    assert (result.exit_code, result.stdout) == (plain.exit_code, plain.stdout)
    assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(CLERKS).digest()
    assert result.exit_code == ExitCode.FINDINGS


def test_a_workbook_without_findings_comes_back_without_marks() -> None:
    Path("a.xlsx").write_bytes(xlsx(Path("plain.xlsx"), {"人口信息": PERSONS}).read_bytes())
    result = puxi("validate", "a.xlsx", "--annotate", "b.xlsx", *ASKED)
    assert result.exit_code == ExitCode.CLEAN
    assert differing(unpacked(Path("a.xlsx")), unpacked(Path("b.xlsx"))) <= {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/custom.xml",
    }


# Run again


def test_the_same_input_gives_the_same_bytes() -> None:
    once = annotated(CLERKS)
    assert annotated(CLERKS) == once
    assert annotated(once) == once  # and so does the copy, whose marks are put anew


def mended(package: bytes, changes: dict[tuple[int, int], str]) -> bytes:
    """The workbook after somebody wrote into cells of the sheet."""
    book = Workbook(io.BytesIO(package), "copy.xlsx")
    for (row, column), text in changes.items():
        book.sheet(NAME).set(row, column, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


RIGHT = {(3, 4): str(PERSONS[1][4]), (4, 7): "汉族", (5, 4): str(PERSONS[3][4]), (6, 2): "钱四"}


def test_after_a_cell_was_mended_its_mark_is_gone_and_what_was_under_it_is_back() -> None:
    again = annotated(mended(annotated(CLERKS), RIGHT))
    assert colours(again) == {"E3": None, "H4": "FFFF00", "E5": None, "C6": None, "L4": colours(annotated(CLERKS))["L4"]}
    assert {cell: text for cell, text in notes_of(again, NAME).items() if "puxi" not in text} == {
        "E3": "[线程批注]\n\n注释:\n    号码对吗？", "C6": THEIR_NOTE,
    }  # fmt: skip
    assert told_by(again) == {"L4": ["REC106"]}
    assert sorted(column_told(again)) == [2, 4]
    assert by_openpyxl(again)[NAME]["C6"].border.top.style == "thin"
    # The last one, too: then all that is left of puxi is its column's heading.
    last = annotated(mended(again, {(4, 11): "13900000002"}))
    assert column_told(last) == {2: HEADING["zh"]}
    assert told_by(last) == {}
    styles = {cell: re.search(rb' s="([0-9]+)"', xml) for cell, xml in cells_of(unpacked(last)[PART].decode()).items()}
    first = {cell: re.search(rb' s="([0-9]+)"', xml) for cell, xml in cells_of(clerks_parts()[PART].decode()).items()}
    assert {cell: style[1] if style else b"0" for cell, style in styles.items() if not cell.startswith("N")} == {
        cell: style[1] if style else b"0" for cell, style in first.items()
    }


def test_a_run_in_the_other_language_uses_the_same_column() -> None:
    again = annotated(annotated(CLERKS, lang="zh"), lang="en")
    assert column_told(again)[2] == HEADING["en"]
    assert "error REC112" in column_told(again)[3]
    assert openpyxl.utils.get_column_letter(by_openpyxl(again)[NAME].max_column) == NEW_COLUMN
    assert "怎么改" not in notes_of(again, NAME)["H4"]


def sorted_rows(package: bytes) -> bytes:
    """The workbook after its rows 3 to 6 were turned round, with their notes, as sorting does it in Excel."""
    parts = unpacked(package)
    turned = {3: 6, 4: 5, 5: 4, 6: 3}

    def moved(match: re.Match[str]) -> str:
        return f"{match[1]}{turned.get(int(match[2]), int(match[2]))}{match[3]}"

    xml = parts[PART].decode()
    head, rows, tail = re.split(r"(?<=<sheetData>)|(?=</sheetData>)", xml)
    found = {int(row[1]): row[0] for row in re.finditer(r'<row r="([0-9]+)".*?</row>', rows)}
    renamed = {turned.get(n, n): re.sub(r'(<row r="|<c r="[A-Z]+)([0-9]+)(")', moved, row) for n, row in found.items()}
    parts[PART] = f"{head}{''.join(renamed[n] for n in sorted(renamed))}{tail}".encode()
    comments = re.sub(r'(<comment ref="[A-Z]+)([0-9]+)(")', moved, parts["xl/comments1.xml"].decode())
    threaded = re.sub(r'(ref="[A-Z]+)([0-9]+)(")', moved, parts["xl/threadedComments/threadedComment1.xml"].decode())
    vml = re.sub(
        r"(<x:Row>)([0-9]+)(<)",
        lambda m: f"{m[1]}{turned[int(m[2]) + 1] - 1}{m[3]}",
        parts["xl/drawings/vmlDrawing1.vml"].decode(),
    )
    return packed(parts | {
        "xl/comments1.xml": comments.encode(), "xl/threadedComments/threadedComment1.xml": threaded.encode(),
        "xl/drawings/vmlDrawing1.vml": vml.encode(),
    })  # fmt: skip


def test_after_rows_were_sorted_every_mark_is_found() -> None:
    moved = sorted_rows(annotated(packed(clerks_parts() | {PART: clerks_sheet(merged=False).encode()})))
    assert fill_of(moved, NAME, "H5") == fill_of(annotated(CLERKS), NAME, "H4")
    again = annotated(moved)
    assert told_by(again) == {"C3": ["REC101"], "E4": ["REC114"], "H5": ["REC103"], "L5": ["REC106"]}
    assert notes_of(again, NAME)["C3"].startswith(THEIR_NOTE)
    assert {cell: fill_of(again, NAME, cell) for cell in ("E3", "H4", "L4", "E5", "C6")} == {
        "E3": None, "H4": None, "L4": None, "E5": None, "C6": None,
    }  # fmt: skip
    assert sorted(column_told(again)) == [2, 3, 4, 5, 6]
    clean = annotated(
        mended(
            again,
            {(6, 4): str(PERSONS[1][4]), (5, 7): "汉族", (4, 4): str(PERSONS[3][4]), (3, 2): "钱四", (5, 11): "13900000002"},
        )
    )
    assert [fill_of(clean, NAME, cell) for cell in ("C3", "E4", "H5", "L5", "E6")] == [None, None, "FFFF00", None, None]
    assert [cell for cell, text in notes_of(clean, NAME).items() if "puxi" in text] == []


def by_openpyxl_again(package: bytes) -> bytes:
    book = by_openpyxl(package)
    del book["图"]  # an empty chart, which openpyxl writes and does not read
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_libreoffice(package: bytes) -> bytes:
    """The copy of `clerks` as LibreOffice saved it, see tests/data/README.md."""
    return (DATA / "annotated" / "clerks-by-libreoffice.xlsx").read_bytes()


@pytest.mark.parametrize("saved", [by_openpyxl_again, by_libreoffice], ids=["openpyxl", "LibreOffice"])
def test_after_another_program_saved_it_every_mark_is_found(saved: Callable[[bytes], bytes]) -> None:
    elsewhere = saved(annotated(CLERKS))
    assert told_by(elsewhere).keys() == {"H4", "L4", "E5", "C6"}
    again = annotated(elsewhere)
    assert told_by(again) == {cell: [rule] for cell, (rule, _) in WRONG.items() if cell != "E3" or "E3" in told_by(again)}
    assert notes_of(again, NAME)["C6"].count("【puxi】") == 1
    assert notes_of(again, NAME)["C6"].startswith(THEIR_NOTE.strip())
    assert colours(again) == colours(annotated(CLERKS)) or {str(colour)[:4] for colour in colours(again).values()} == set(
        LIKE.values()
    )
    assert openpyxl.utils.get_column_letter(by_openpyxl(again)[NAME].max_column) == NEW_COLUMN
    clean = annotated(mended(again, {**RIGHT, (4, 11): "13900000002"}))
    assert colours(clean) == {"E3": None, "H4": "FFFF00", "L4": None, "E5": None, "C6": None}
    assert [cell for cell, text in notes_of(clean, NAME).items() if "puxi" in text] == []
    assert notes_of(clean, NAME)["C6"].strip() == THEIR_NOTE.strip()


@pytest.mark.parametrize("text", ["<fill", "x", '{"a": 1}', "<font/>", ""])
def test_a_property_that_somebody_changed_stops_nothing(text: str) -> None:
    parts = unpacked(annotated(CLERKS))
    custom = re.sub(
        r'(name="puxi-fill-1"><vt:lpwstr>)[^<]*',
        lambda match: match[1] + text.replace("&", "&amp;").replace("<", "&lt;"),
        parts["docProps/custom.xml"].decode(),
    )
    custom = custom.replace("puxi-fill-0", "puxi-fill-²")
    again = annotated(packed(parts | {"docProps/custom.xml": custom.encode()}))
    assert {cell: str(colour)[:4] for cell, colour in colours(again).items()} == {
        cell: LIKE[severity] for cell, (_, severity) in WRONG.items()
    }


# How a workbook is made


@pytest.mark.parametrize("how", sorted(WAYS.keys() - {"in utf-16", "without references"}))
def test_a_workbook_is_marked_however_it_is_written(how: str) -> None:
    xml = rewritten(clerks_sheet(), how)
    package = annotated(packed(clerks_parts() | {PART: xml if isinstance(xml, bytes) else xml.encode()}))
    assert told_by(package) == {cell: [rule] for cell, (rule, _) in WRONG.items() if cell != "E3"}
    assert {cell: str(colour)[:4] for cell, colour in colours(package).items()} == {
        cell: LIKE[severity] for cell, (_, severity) in WRONG.items()
    }
    assert sorted(column_told(package)) == [2, 3, 4, 5, 6]
    assert values_by_openpyxl(package, NAME, data_only=True)[3, 12] == 45
    assert annotated(package) == package


def test_a_strict_workbook_is_marked_in_its_own_namespaces() -> None:
    source = as_strict(clerks_parts())
    package = annotated(packed(source))
    parts = unpacked(package)
    root = etree.fromstring(parts["xl/comments1.xml"])
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    assert [note.get("ref") for note in root.iter(f"{{{strict}}}comment")] == ["E3", "H4", "L4", "E5", "C6"]
    assert {etree.QName(one).namespace for one in etree.fromstring(parts["xl/styles.xml"]).iter()} == {strict}
    assert b"http://purl.oclc.org/ooxml/officeDocument/customProperties" in parts["docProps/custom.xml"]
    assert annotated(package) == package
    assert not any(MAIN.encode() in content for name, content in parts.items() if name.endswith(".xml") and "chart" not in name)


def test_a_workbook_without_styles_gets_them() -> None:
    parts = clerks_parts()
    del parts["xl/styles.xml"]
    for name, text in (
        ("[Content_Types].xml", r'<Override PartName="/xl/styles.xml"[^>]*/>'),
        ("xl/_rels/workbook.xml.rels", r'<Relationship Id="rId99"[^>]*/>'),
    ):
        cut = re.sub(text, "", parts[name].decode())
        assert cut != parts[name].decode()
        parts[name] = cut.encode()
    parts[PART] = re.sub(rb' s="[0-9]+"', b"", parts[PART])
    parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet2.xml"].replace(b' s="1"', b"")
    assert {cell: str(colour)[:4] for cell, colour in colours(annotated(packed(parts))).items()} == {
        cell: LIKE[severity] for cell, (_, severity) in WRONG.items()
    }


@pytest.mark.parametrize(
    "part", ["xl/styles.xml", "xl/comments1.xml", RELATIONS_PART, "xl/threadedComments/threadedComment1.xml"]
)
def test_a_workbook_with_a_broken_part_is_named(part: str) -> None:
    Path("a.xlsx").write_bytes(packed(clerks_parts() | {part: clerks_parts()[part][:-9]}))
    result = puxi("validate", "a.xlsx", "--annotate", "b.xlsx", *ASKED, "--lang", "zh")
    assert result.exit_code == ExitCode.UNREADABLE
    assert "a.xlsx" in result.stderr
    assert "Traceback" not in result.output
    assert not Path("b.xlsx").exists()


def persons(changes: dict[tuple[int, int], object] | None = None) -> list[list[object]]:
    rows = [list(row) for row in PERSONS]
    for (row, column), value in (changes or {}).items():
        rows[row - 1][column] = value
    return rows


ONE_WRONG = persons({(3, 7): "汉子"})  # H3


def one_sheet(xml: str, **more: bytes) -> bytes:
    return packed(parts_of({NAME: xml}) | more)


def test_a_finding_in_merged_cells_is_shown_where_they_are_seen() -> None:
    wrong = persons({(2, 0): "A1", (3, 0): None, (4, 0): None})
    merges = '<mergeCells count="2"><mergeCell ref="A2:A4"/><mergeCell ref="C5:D6"/></mergeCells>'
    package = annotated(one_sheet(sheet(cells(wrong), merges)), "--rule", "REC105")
    assert list(told_by(package)) == ["A2"]
    assert {fill_of(package, NAME, cell) for cell in ("A3", "A4")} == {None}
    assert [row for row, text in column_told(package, "L").items() if "REC105" in text] == [2]


def test_the_column_stands_beside_what_is_filled_and_not_beside_what_is_only_formatted() -> None:
    xml = sheet(cells(ONE_WRONG)).replace("</row>", '<c r="Z9" s="3"/><c r="XFD9" s="3"/></row>', 1)
    xml = re.sub(r'<c r="(Z|XFD)9"', r'<c r="\g<1>1"', xml)
    package = annotated(one_sheet(xml))
    assert column_told(package, "L")[1] == HEADING["zh"]
    assert by_openpyxl(package)[NAME]["XFD1"].border.top.style == "thin"


def test_a_sheet_without_a_filter_gets_one_over_its_table() -> None:
    xml = sheet(
        cells([["信息表"], [], *ONE_WRONG], top=2, left=2),
        "<pageMargins left='1' right='1' top='1' bottom='1' header='0' footer='0'/>",
    )
    package = annotated(one_sheet(xml))
    assert by_openpyxl(package)[NAME].auto_filter.ref == "C4:N8"
    assert b"$C$4:$N$8" in unpacked(package)["xl/workbook.xml"]
    names = [etree.QName(child).localname for child in etree.fromstring(unpacked(package)["xl/worksheets/sheet1.xml"])]
    assert names == ["cols", "sheetData", "autoFilter", "pageMargins", "legacyDrawing"]


def test_a_filter_that_ends_elsewhere_stays_as_it_is() -> None:
    package = annotated(one_sheet(sheet(cells(ONE_WRONG), '<autoFilter ref="A1:C5"/>')))
    assert by_openpyxl(package)[NAME].auto_filter.ref == "A1:C5"
    assert b"_FilterDatabase" not in unpacked(package)["xl/workbook.xml"]


def test_a_table_keeps_its_own_filter() -> None:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    page = book.active
    page.title = NAME
    for row in ONE_WRONG:
        page.append(row)
    page.add_table(openpyxl.worksheet.table.Table(displayName="人口", ref="A1:K5"))
    book.save(out)
    before = unpacked(out.getvalue())
    package = annotated(out.getvalue())
    assert unpacked(package)["xl/tables/table1.xml"] == before["xl/tables/table1.xml"]
    assert b"<autoFilter" not in unpacked(package)["xl/worksheets/sheet1.xml"]
    assert column_told(package, "L")[1] == HEADING["zh"]
    assert list(told_by(package)) == ["H3"]


def test_text_above_the_headings_in_the_findings_column_stays() -> None:
    first = annotated(one_sheet(sheet(cells([["信息表"], *ONE_WRONG]))))
    book = Workbook(io.BytesIO(first), "copy.xlsx")
    book.sheet(NAME).set(1, 11, "第1页")
    out = io.BytesIO()
    book.save(out)
    assert column_told(annotated(out.getvalue()), "L")[1] == "第1页"


def test_a_mark_never_lies_under_a_new_heading() -> None:
    # The clerk deletes the column of findings while the heading beside it is marked.
    wrong = [list(row) for row in ONE_WRONG]
    first = annotated(one_sheet(sheet(cells(wrong))))
    parts = unpacked(first)
    parts["xl/worksheets/sheet1.xml"] = re.sub(rb'<c r="L[0-9]+".*?</c>', b"", parts["xl/worksheets/sheet1.xml"])
    assert column_told(annotated(packed(parts)), "L")[3].startswith("错误 REC103")


def test_more_findings_than_a_note_holds_are_counted() -> None:
    from puxi_cli.findings import Finding
    from puxi_cli.rules.catalogue import cards
    from puxi_cli.systems.quality import annotated as report
    from tests.test_reports import finding

    many: list[Finding] = [
        dataclasses.replace(finding(3), card=cards()["REC112"], values={"heading": "证件号码", "value": "1"}) for _ in range(15)
    ]
    note = report._note(many, "zh", False)
    assert note.count("REC112") == 12
    assert note.endswith("另有 3 个问题")
    assert report._note(many, "en", False).endswith("and 3 more findings")


def test_waived_findings_stand_in_the_column_and_the_note_without_a_colour() -> None:
    sheets: dict[str, Rows] = {
        "人口信息": persons({(3, 7): "汉子", (4, 7): "汉子", (4, 10): "大概"}),
        "豁免": [
            ("规则", "户编号", "人编号", "原因", "批准人", "日期", "截止"),
            ("REC103", "6100000001", "P2", "户口簿如此", "王主任", "2018-01-01", None),
        ],
    }  # fmt: skip
    path = xlsx(Path("waived.xlsx"), sheets)
    assert (
        puxi("validate", path, "--annotate", "b.xlsx", "--as-of", "2018-12-31", "--lang", "zh", *ASKED).exit_code
        == ExitCode.FINDINGS
    )
    package = Path("b.xlsx").read_bytes()
    assert [fill_of(package, "人口信息", cell) is not None for cell in ("H3", "H4", "K4")] == [False, True, True]
    assert "已豁免" in notes_of(package, "人口信息")["H3"]
    assert "已豁免" in str(values_by_calamine(package, "人口信息")[3, 11])


# Other formats, several files


def marked(path: Path, name: str) -> dict[str, list[str]]:
    return {cell: re.findall(r"REC[0-9]+", text) for cell, text in notes_of(path, name).items()}


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".xlsb"])
def test_what_cannot_be_marked_in_place_becomes_a_new_workbook_and_it_is_said(ending: str) -> None:
    path = Path(f"名单{ending}")
    if ending == ".xlsb":
        xlsb(path, {"名单": ONE_WRONG})
    else:
        csv_file(path, ONE_WRONG, "gb18030", "\t" if ending == ".tsv" else ",")
    for lang, words in (("zh", "是新建的工作簿"), ("en", "is a new workbook")):
        result = puxi("validate", path, "--annotate", "b.xlsx", "--lang", lang, *ASKED)
        assert result.exit_code == ExitCode.FINDINGS
        assert words in result.stderr
        assert path.name in result.stderr
    assert marked(Path("b.xlsx"), "名单") == {"H3": ["REC103"]}
    values = values_by_calamine(Path("b.xlsx"), "名单")
    assert {cell: value for cell, value in values.items() if cell[1] < 11} == {
        (r, c): value for r, row in enumerate(ONE_WRONG, 1) for c, value in enumerate(row) if value is not None
    }


@pytest.mark.parametrize("name", ["odd.xls", "odd.ods"])
def test_an_old_workbook_keeps_places_merged_cells_and_sheets(name: str) -> None:
    result = puxi("validate", DATA / "sheets" / name, "--annotate", "b.xlsx", "--rule", "REC201", "--rule", "REC202")
    assert result.exit_code == ExitCode.FINDINGS
    assert marked(Path("b.xlsx"), "人口信息") == {"E5": ["REC201"], "H6": ["REC202"]}
    read = by_openpyxl(Path("b.xlsx"))
    assert read.sheetnames == ["人口信息", "旧表"]
    assert [str(one) for one in read["人口信息"].merged_cells.ranges] == ["B4:B6"]
    again = puxi("validate", "b.xlsx", "--rule", "REC101", "--format", "json")
    assert '"rule": "REC101", "row": 5' not in again.stdout
    assert values_by_calamine(Path("b.xlsx"), "人口信息")[3, 1] == "户编号"


def test_texts_and_names_that_a_workbook_cannot_hold_as_they_are() -> None:
    odd = [
        "=1+1",
        "_x0041_",
        "'12",
        '=HYPERLINK("http://example.invalid")',
        "https://example.invalid/",
        " 前后 ",
        "00012",
        "1e5",
        "😀" * 20,
    ]
    rows = [[*PERSONS[0], "备注"], *([*row, text] for row, text in zip([PERSONS[1]] * len(odd), odd, strict=True))]
    rows[1][7] = "汉子"
    path = csv_file(Path("乙镇[2018年]建档立卡贫困户家庭成员基本情况信息表（全镇各村汇总）终稿.csv"), rows)
    assert puxi("validate", path, "--annotate", "b.xlsx", *ASKED).exit_code == ExitCode.FINDINGS
    (name,) = by_openpyxl(Path("b.xlsx")).sheetnames
    assert name == "乙镇_2018年_建档立卡贫困户家庭成员基本情况信息表（全镇各村汇总）"[:31]
    for values in (values_by_openpyxl, values_by_calamine):
        assert [values(Path("b.xlsx"), name)[row, 11] for row in range(2, 2 + len(odd))] == odd


def test_an_ods_with_sheets_of_long_names() -> None:
    import zipfile

    long, other = (
        "二〇一八年乙镇建档立卡贫困户家庭成员基本情况信息表（人口信息）全镇汇总",
        "二〇一八年乙镇建档立卡贫困户家庭成员基本情况信息表（人口信息）旧",
    )
    with zipfile.ZipFile(DATA / "sheets" / "odd.ods") as old, zipfile.ZipFile("long.ods", "w") as new:
        for part in old.namelist():
            content = old.read(part).replace('"人口信息"'.encode(), f'"{long}"'.encode())
            new.writestr(part, content.replace('"旧表"'.encode(), f'"{other}"'.encode()))
    assert puxi("validate", "long.ods", "--annotate", "b.xlsx", "--rule", "REC201").exit_code == ExitCode.FINDINGS
    first, second = by_openpyxl(Path("b.xlsx")).sheetnames
    assert (first, second) == (long[:31], other[:29] + "_2")
    assert marked(Path("b.xlsx"), first) == {"E5": ["REC201"]}


def test_several_files_go_into_a_folder_each_under_its_name() -> None:
    os.makedirs("各村/甲村")

    # Each with a row of its own: of two files that are the same only one is read.
    def rows(person: str) -> list[list[object]]:
        return persons({(3, 7): "汉子", (3, 1): person})

    xlsx(Path("各村/甲村/名单.xlsx"), {"人口信息": rows("P12")})
    csv_file(Path("各村/名单.csv"), rows("P22"))
    xlsx(Path("各村/名单.xlsx"), {"人口信息": PERSONS})
    csv_file(Path("各村/名单-xlsx.csv"), rows("P32"))
    xlsx(Path("各村/宏.xlsm"), {"人口信息": rows("P42")})
    result = puxi("validate", "各村", "--annotate", "批注", *ASKED)
    assert result.exit_code == ExitCode.FINDINGS, result.output
    found = sorted(str(path.relative_to("批注")) for path in Path("批注").rglob("*.xls*"))
    assert found == sorted(["名单-xlsx.xlsx", "名单.xlsx", "名单-xlsx-2.xlsx", "宏.xlsm", os.path.join("甲村", "名单.xlsx")])
    assert marked(Path("批注/甲村/名单.xlsx"), "人口信息") == {"H3": ["REC103"]}
    assert marked(Path("批注/名单.xlsx"), "名单") == {"H3": ["REC103"]}
    assert marked(Path("批注/名单-xlsx.xlsx"), "名单-xlsx") == {"H3": ["REC103"]}
    assert marked(Path("批注/名单-xlsx-2.xlsx"), "人口信息") == {}
    # Again over what nobody touched.
    assert puxi("validate", "各村", "--annotate", "批注", *ASKED).exit_code == ExitCode.FINDINGS


def test_a_report_among_the_files_gets_no_copy() -> None:
    os.makedirs("各村")
    path = xlsx(Path("各村/名单.xlsx"), {"人口信息": ONE_WRONG})
    assert puxi("validate", path, "--output", "各村/问题.xlsx").exit_code == ExitCode.FINDINGS
    result = puxi("validate", "各村", "--annotate", "批注", *ASKED)
    assert result.exit_code == ExitCode.FINDINGS, result.output
    assert [path.name for path in Path("批注").iterdir()] == ["名单.xlsx"]


def test_registers_of_earlier_years_get_no_copy() -> None:
    def register(year: int, rows: list[list[object]]) -> Path:
        heads = [[*rows[0], "在校生状况"], *([*row, None] for row in rows[1:])]
        return xlsx(Path(f"信息表-{year}-12-31.xlsx"), {"人口信息": heads, "户信息": HOUSEHOLDS})

    now, before = register(2018, ONE_WRONG), register(2017, persons())
    result = puxi("validate", now, "--earlier", before, "--annotate", "b.xlsx", *ASKED)
    assert result.exit_code == ExitCode.FINDINGS, result.output
    assert marked(Path("b.xlsx"), "人口信息") == {"H3": ["REC103"]}


def test_a_workbook_with_macros_keeps_them() -> None:
    from tests.sheets.test_formats import with_macros

    path = with_macros(Path("a.xlsm"), {"人口信息": ONE_WRONG})
    assert puxi("validate", path, "--annotate", "b.xlsx").exit_code == ExitCode.USAGE
    assert puxi("validate", path, "--annotate", "b.xlsm", *ASKED).exit_code == ExitCode.FINDINGS
    assert unpacked(Path("b.xlsm"))["xl/vbaProject.bin"] == unpacked(path)["xl/vbaProject.bin"]
    assert b"macroEnabled" in unpacked(Path("b.xlsm"))["[Content_Types].xml"]


def test_a_workbook_with_a_password_and_that_the_copy_has_none() -> None:
    Path("a.xlsx").write_bytes(ECMA376Agile().encrypt("乙镇2018", io.BytesIO(CLERKS)))  # type: ignore[no-untyped-call]
    Path("密码.txt").write_text("乙镇2018\n", "utf-8")
    result = puxi("validate", "a.xlsx", "--annotate", "b.xlsx", "--password-file", "密码.txt", "--lang", "zh", *ASKED)
    assert result.exit_code == ExitCode.FINDINGS
    assert "没有打开密码" in result.stderr
    assert told_by(Path("b.xlsx").read_bytes()) == {cell: [rule] for cell, (rule, _) in WRONG.items() if cell != "E3"}


# What is refused


def test_wrong_places_are_refused_before_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("puxi_cli.systems.quality.job.validate", lambda *_, **__: pytest.fail("the register was read"))
    Path("a.xlsx").write_bytes(CLERKS)
    csv_file(Path("b.csv"), PERSONS)
    work = xlsx(Path("work.xlsx"), {"a": [["x"]]}).read_bytes()
    Path("file").write_text("x")
    for arguments, words in (
        (["a.xlsx", "--annotate", "b.csv"], ".xlsx"),
        (["a.xlsx", "--annotate", "b"], ".xlsx"),
        (["b.csv", "--annotate", "c.csv"], ".xlsx"),
        (["a.xlsx", "--annotate", "work.xlsx"], "already exists"),
        (["a.xlsx", "--annotate", "a.xlsx"], "already exists"),
        (["a.xlsx", "b.csv", "--annotate", "c.xlsx"], "folder"),
        (["a.xlsx", "b.csv", "--annotate", "file"], "folder"),
        (["a.xlsx", "--annotate", "c.xlsx", "--output", "c.xlsx"], "another name"),
        (["a.xlsx", "b.csv", "--annotate", "out", "--output", "out/../out/a.xlsx"], "another name"),
    ):
        result = puxi("validate", *arguments, "--lang", "en")
        assert result.exit_code == ExitCode.USAGE, (arguments, result.output)
        assert words in result.stderr
        assert puxi("validate", *arguments, "--lang", "zh").exit_code == ExitCode.USAGE
    assert Path("work.xlsx").read_bytes() == work
    assert not Path("c.xlsx").exists()
    assert not Path("out").exists()


def test_a_copy_is_replaced_until_somebody_works_in_it() -> None:
    annotated(CLERKS)
    annotated(CLERKS, lang="en")
    work = mended(Path("copy.xlsx").read_bytes(), {(4, 7): "汉族"})
    Path("copy.xlsx").write_bytes(work)
    result = puxi("validate", "source.xlsx", "--annotate", "copy.xlsx", "--lang", "zh")
    assert result.exit_code == ExitCode.USAGE
    assert "不会覆盖" in result.stderr
    assert Path("copy.xlsx").read_bytes() == work


def test_an_input_is_never_written_to() -> None:
    Path("one.xlsx").write_bytes(annotated(CLERKS))  # a copy that puxi wrote may be replaced, but not by itself
    before = Path("one.xlsx").read_bytes()
    result = puxi("validate", "one.xlsx", "--annotate", "one.xlsx", "--lang", "en")
    assert result.exit_code == ExitCode.USAGE
    assert Path("one.xlsx").read_bytes() == before


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_full_disk_leaves_nothing_behind(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(code, os.strerror(code))

    Path("a.xlsx").write_bytes(CLERKS)
    monkeypatch.setattr(os, "fsync", full)
    result = puxi("validate", "a.xlsx", "--annotate", "b.xlsx", *ASKED)
    assert result.exit_code == ExitCode.NOT_WRITTEN
    assert "b.xlsx" in result.stderr
    assert sorted(os.listdir()) == ["a.xlsx", "puxi.toml"]


def test_a_folder_that_cannot_be_made_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    Path("a.xlsx").write_bytes(CLERKS)
    csv_file(Path("b.csv"), PERSONS)
    monkeypatch.setattr(Path, "mkdir", refused)
    result = puxi("validate", "a.xlsx", "b.csv", "--annotate", "out", *ASKED, "--lang", "zh")
    assert result.exit_code == ExitCode.NOT_WRITTEN
    assert "没有写入权限" in result.stderr


def test_files_that_share_no_disk_go_into_one_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    from puxi_cli.systems.quality.annotate import targets

    def apart(_: object) -> str:
        raise ValueError("Paths don't have the same drive")

    monkeypatch.setattr(os.path, "commonpath", apart)
    files = [Path("甲/a.xlsx"), Path("乙/a.xlsx"), Path("丙/b.xls")]
    assert targets(files, Path("out")) == [Path("out/a.xlsx"), Path("out/a-xlsx.xlsx"), Path("out/b.xlsx")]


def test_a_register_that_cannot_be_read_leaves_no_copy() -> None:
    Path("a.xlsx").write_bytes(CLERKS[:500])
    assert puxi("validate", "a.xlsx", "--annotate", "b.xlsx").exit_code == ExitCode.UNREADABLE
    assert not Path("b.xlsx").exists()


def test_the_sheet_of_these_tests_has_what_is_said() -> None:
    parts = clerks_parts()
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
    assert by_openpyxl(CLERKS).sheetnames == ["图", NAME, "说明", "旧"]
    assert changed(parts, PART, ('hidden="1"', ""))[PART] != parts[PART]
