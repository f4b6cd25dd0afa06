"""`puxi fix` as people call it: what is changed in a copy, what is listed, and what is left to a person."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from msoffcrypto.method.ecma376_agile import ECMA376Agile

from puxi_cli.cli.main import main
from puxi_cli.errors import ExitCode
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.systems.repair.fix_job import fix
from tests.edits.packages import (
    WAYS,
    as_strict,
    by_openpyxl,
    cells,
    differing,
    packed,
    parts_of,
    rewritten,
    sheet,
    unpacked,
    values_by_calamine,
    values_by_openpyxl,
)
from tests.sheets.biff12 import xlsb
from tests.sheets.registers import HOUSEHOLDS, LI, PERSONS, QIAN, REGISTER, WANG, ZHAO, Rows, csv_file, csv_text, number, xlsx

pytestmark = pytest.mark.slow

DATA = Path(__file__).resolve().parents[2] / "data" / "sheets"
OLD_ID = "690000700101123"  # of the form before 1999
WITH_X = "69000019880112018X"

# The persons with what is only written wrong: cell by cell what it becomes, and why.
WRONG: list[list[Any]] = [list(row) for row in PERSONS]
WRONG[1][2], WRONG[1][3], WRONG[1][5] = " 王一", "1", "1970年1月1日"
WRONG[2][0], WRONG[2][3], WRONG[2][5] = "6100000001.0", None, None
WRONG[3][4], WRONG[3][7], WRONG[3][10] = f"{ZHAO[:6]} {ZHAO[6:]}", "汉 族", "否　"
WRONG[4][4], WRONG[4][5] = WITH_X.lower(), "1988/1/12"
WRONG[4][3] = "女"
CHANGES = [
    ("C2", " 王一", "王一", "blanks"),
    ("D2", "1", "男", "code"),
    ("F2", "1970年1月1日", "1970-01-01", "date"),
    ("A3", "6100000001.0", "6100000001", "point"),
    ("D3", None, "女", "from_number"),
    ("F3", None, "1972-03-15", "from_number"),
    ("E4", f"{ZHAO[:6]} {ZHAO[6:]}", ZHAO, "blanks"),
    ("H4", "汉 族", "汉族", "blanks"),
    ("K4", "否　", "否", "blanks"),
    ("E5", WITH_X.lower(), WITH_X, "case"),
    ("F5", "1988/1/12", "1988-01-12", "date"),
]
RIGHT: list[list[Any]] = [list(row) for row in WRONG]
for cell, _, after, _ in CHANGES:
    RIGHT[int(cell[1:]) - 1]["ABCDEFGHIJK".index(cell[0])] = after


def puxi(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def fixed(path: Path, target: Path | None = None, *more: str | Path) -> dict[str, Any]:
    """What `puxi fix` lists, unmasked; written to `target`, or nowhere."""
    where = ("--output", target) if target else ("--dry-run",)
    result = puxi("fix", path, *where, "--format", "json", "--show-ids", *more)
    assert result.exit_code == ExitCode.CLEAN, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def listed(document: dict[str, Any]) -> list[tuple[str, str | None, str | None, str]]:
    return [(change["cell"], change["before"], change["after"], change["reason"]) for change in document["changes"]]


def findings(path: Path) -> list[tuple[str, str | None]]:
    """What `puxi validate` says of the cells of a file."""
    found = json.loads(puxi("validate", path, "--format", "json", "--as-of", "2018-12-31").stdout)["findings"]
    return sorted((one["rule"], one["cell"]) for one in found if one["rule"].startswith(("REC1", "REC2")))


def grid(rows: Rows) -> dict[tuple[int, int], object]:
    return {(r, c): value for r, row in enumerate(rows, 1) for c, value in enumerate(row) if value is not None}


def digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


# Each repair, in a workbook


def test_every_change_is_made_and_listed_and_nothing_else(tmp_path: Path) -> None:
    path, copy = xlsx(tmp_path / "a.xlsx", {"人口信息": WRONG}), tmp_path / "b.xlsx"
    before = digest(path)
    document = fixed(path, copy)
    assert listed(document) == CHANGES
    assert {change["sheet"] for change in document["changes"]} == {"人口信息"}
    assert document["output"] == str(copy)
    for read in (values_by_openpyxl, values_by_calamine):
        assert read(copy, "人口信息") == grid(RIGHT)
    assert digest(path) == before
    assert sorted(os.listdir(tmp_path)) == ["a.xlsx", "b.xlsx"]


def test_mending_what_was_mended_changes_nothing(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"人口信息": WRONG})
    fixed(path, tmp_path / "b.xlsx")
    assert listed(fixed(tmp_path / "b.xlsx", tmp_path / "c.xlsx")) == []
    assert (tmp_path / "c.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_what_was_mended_is_accepted(tmp_path: Path) -> None:
    # What validate reads already is no fault; a household's number that went through a number is told by it.
    wrong = [list(row) for row in WRONG]
    wrong[2][9] = "散失"
    path = xlsx(tmp_path / "a.xlsx", {"人口信息": wrong})
    before = findings(path)
    fixed(path, tmp_path / "b.xlsx")
    after = findings(tmp_path / "b.xlsx")
    assert ("REC103", "J3") in after
    assert set(after) <= set(before)
    changed = {cell for cell, *_ in CHANGES}
    assert not [finding for finding in after if finding[1] in changed]


def test_a_known_misspelling_that_validate_refuses_is_accepted_after(tmp_path: Path) -> None:
    rows = [[*PERSONS[0], "劳动技能"], *([*row, "散失劳动力"] for row in PERSONS[1:])]
    path = xlsx(tmp_path / "a.xlsx", {"人口信息": rows})
    assert [rule for rule, _ in findings(path)] == ["REC103"] * 4
    document = fixed(path, tmp_path / "b.xlsx")
    assert listed(document) == [(f"L{row}", "散失劳动力", "丧失劳动力", "misspelt") for row in (2, 3, 4, 5)]
    assert findings(tmp_path / "b.xlsx") == []


def test_a_heading_known_to_be_written_wrong(tmp_path: Path) -> None:
    rows = [[*HOUSEHOLDS[0], " 检测对象类别"], *([*row, None] for row in HOUSEHOLDS[1:])]
    document = fixed(xlsx(tmp_path / "a.xlsx", {"户信息": rows}), tmp_path / "b.xlsx")
    assert listed(document) == [("M1", "检测对象类别", "监测对象类别", "misspelt")]
    assert values_by_calamine(tmp_path / "b.xlsx", "户信息")[1, 12] == "监测对象类别"


def test_columns_of_codes_get_codes(tmp_path: Path) -> None:
    rows = [list(row) for row in PERSONS]
    for row, code in zip(rows[1:], ("1", "2", "2", "男"), strict=True):
        row[3] = code
    rows[2][3] = None
    assert listed(fixed(xlsx(tmp_path / "a.xlsx", {"人口信息": rows}))) == [
        ("D3", None, "2", "from_number"), ("D5", "男", "1", "label"),
    ]  # fmt: skip


@pytest.mark.parametrize("column", ["出生日期", "性别"])
def test_only_what_the_columns_are_there_for_is_filled(column: str, tmp_path: Path) -> None:
    place = PERSONS[0].index(column)
    rows = [[cell for number, cell in enumerate(row) if number not in (3, 5) or number == place] for row in PERSONS]
    rows[1][3 if column == "性别" else 4] = None
    document = fixed(xlsx(tmp_path / "a.xlsx", {"人口信息": rows}))
    assert [(change["column"], change["after"]) for change in document["changes"]] == [
        (column, "男" if column == "性别" else "1970-01-01")
    ]


def test_a_cell_with_marks_that_nobody_sees_is_blank(tmp_path: Path) -> None:
    rows = [list(row) for row in PERSONS]
    rows[1][5], rows[2][8] = "\u200b", "\ufeff"
    path = xlsx(tmp_path / "a.xlsx", {"人口信息": rows})
    assert listed(fixed(path, tmp_path / "b.xlsx")) == [
        ("F2", "\u200b", "1970-01-01", "from_number"), ("I3", "\ufeff", None, "blanks"),
    ]  # fmt: skip
    assert listed(fixed(tmp_path / "b.xlsx")) == []


# What is left alone


def test_identity_numbers_are_never_made_or_upgraded(tmp_path: Path) -> None:
    lost, odd = f"{float(WANG):.1f}", "6.9000019700101E+17"
    rows = [list(row) for row in PERSONS]
    for row, text in zip(rows[1:], (lost, odd, OLD_ID, None), strict=True):
        row[4], row[3], row[5] = text, None, None
    # The old number tells of its holder; one that went through a number tells nothing, however right it looks.
    assert listed(fixed(xlsx(tmp_path / "a.xlsx", {"人口信息": rows}))) == [
        ("D4", None, "男", "from_number"), ("F4", None, "1970-01-01", "from_number"),
    ]  # fmt: skip


def test_numbers_that_went_through_a_number_are_left_to_a_person(tmp_path: Path) -> None:
    rows = [list(row) for row in PERSONS]
    rows[1][0], rows[1][1], rows[1][4] = "6100000000000001.0", f"{float('61000000000000010101'):.1f}", f" {float(WANG):.1f}"
    path = csv_file(tmp_path / "a.csv", rows)
    told = {cell for rule, cell in findings(path) if rule == "REC201"}
    assert {"A2", "B2", "E2"} <= told
    assert listed(fixed(path)) == []


def test_error_values_are_left_alone(tmp_path: Path) -> None:
    rows = [list(row) for row in PERSONS]
    rows[1][2], rows[2][5] = " #N/A", " #REF!"
    assert listed(fixed(csv_file(tmp_path / "a.csv", rows))) == []


def test_real_numbers_days_and_formulas_are_left_alone(tmp_path: Path) -> None:
    path, copy = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page, days = book.add_worksheet("人口信息"), book.add_format({"num_format": "yyyy/m/d"})
        page.write_row(0, 0, PERSONS[0])
        for number_, row in enumerate(PERSONS[1:], 1):
            page.write_row(number_, 0, [value if value is not None else "" for value in row])
        page.write_number(1, 0, 6100000001)
        page.write_datetime(1, 5, date(1970, 1, 1), days)
        page.write_number(1, 3, 1)
        page.write_formula(2, 2, '=" 李"&"二"', None, " 李二")
        page.write_formula(2, 5, '=""', None, "")
        page.write_boolean(3, 10, True)
        page.write_string(4, 2, " 钱四")
    assert listed(fixed(path, copy)) == [("C5", " 钱四", "钱四", "blanks")]
    assert differing(unpacked(path), unpacked(copy)) <= {
        "xl/worksheets/sheet1.xml", "docProps/custom.xml", "_rels/.rels", "[Content_Types].xml",
    }  # fmt: skip
    read = by_openpyxl(copy)["人口信息"]
    assert read["C3"].value == '=" 李"&"二"'
    assert values_by_openpyxl(copy, "人口信息", data_only=True)[3, 2] == " 李二"
    assert (read["F2"].number_format, read["A2"].value, read["D2"].value) == ("yyyy/m/d", 6100000001, 1)


def test_a_row_that_moved_by_a_column_is_left_alone(tmp_path: Path) -> None:
    rows = [list(row) for row in PERSONS]
    rows[2] = [*rows[2][:3], *rows[2][4:], None]
    rows[2][1] = " P2"
    rows[3][1] = " P3"
    assert listed(fixed(csv_file(tmp_path / "a.csv", rows))) == [("B4", " P3", "P3", "blanks")]


def test_totals_and_notes_are_left_alone(tmp_path: Path) -> None:
    rows = [["乙镇 信息表 "], *PERSONS, ["合计 ", None, " 4人"], [], ["注： 本表由各村填报 "]]
    assert listed(fixed(csv_file(tmp_path / "a.csv", rows))) == []


def test_merged_cells_are_changed_where_they_are_seen(tmp_path: Path) -> None:
    path, copy = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("人口信息")
        for r, row in enumerate(PERSONS):
            page.write_row(r, 0, [value if value is not None else "" for value in row])
        page.merge_range(1, 0, 3, 0, " 6100000001", book.add_format({"valign": "vcenter"}))
    assert listed(fixed(path, copy)) == [("A2", " 6100000001", "6100000001", "blanks")]
    read = by_openpyxl(copy)["人口信息"]
    assert [str(one) for one in read.merged_cells.ranges] == ["A2:A4"]
    assert [read[cell].value for cell in ("A2", "A3", "A4")] == ["6100000001", None, None]
    assert listed(fixed(copy)) == []


# However a workbook is written


@pytest.mark.parametrize("how", sorted(WAYS.keys() - {"in utf-16"}))  # which the fast reader refuses, and so does the command
def test_a_workbook_is_mended_however_it_is_written(how: str, tmp_path: Path) -> None:
    table = [[*row] for row in WRONG]
    if how == "without references":  # there a blank cell is not there, and all behind it would move
        table = [[cell if cell is not None else " " for cell in row] for row in table]
    path, copy = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    path.write_bytes(packed(parts_of({"人口信息": rewritten(sheet(cells(table)), how)})))
    told = fixed(path, copy)
    wanted = [
        (cell, " " if before is None and how == "without references" else before, after, reason)
        for cell, before, after, reason in CHANGES
    ]
    assert [(cell, after) for cell, _, after, _ in listed(told)] == [(cell, after) for cell, _, after, _ in wanted]
    assert {key: value for key, value in values_by_calamine(copy, "人口信息").items() if value != " "} == grid(RIGHT)


def test_a_strict_workbook_and_text_written_as_a_result_are_mended(tmp_path: Path) -> None:
    # SheetJS, which web pages export with, writes every text as t="str".
    xml = sheet(cells(WRONG)).replace('t="inlineStr"><is><t xml:space="preserve">', 't="str"><v>').replace("</t></is>", "</v>")
    path, copy = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    path.write_bytes(packed(as_strict(parts_of({"人口信息": xml}))))
    assert listed(fixed(path, copy)) == CHANGES
    assert values_by_calamine(copy, "人口信息") == grid(RIGHT)


def test_formats_stay(tmp_path: Path) -> None:
    path, copy = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    xml = sheet(cells(WRONG, styles={(2, 2): 1, (3, 5): 2, (4, 7): 3}))
    path.write_bytes(packed(parts_of({"人口信息": xml, "别的": sheet(cells([[" 甲 "]]))})))
    fixed(path, copy)
    assert differing(unpacked(path), unpacked(copy)) <= {
        "xl/worksheets/sheet1.xml", "docProps/custom.xml", "_rels/.rels", "[Content_Types].xml",
    }  # fmt: skip
    read = by_openpyxl(copy)["人口信息"]
    assert (read["C2"].value, read["C2"].fill.fgColor.rgb) == ("王一", "FFFFFF00")
    assert (read["F3"].value, read["F3"].number_format) == ("1972-03-15", "yyyy/m/d")
    assert (read["H4"].value, read["H4"].font.b) == ("汉族", True)


def test_sheets_are_listed_in_the_order_of_their_tabs(tmp_path: Path) -> None:
    households = [list(row) for row in HOUSEHOLDS]
    households[1][1] = " 甲县"
    many = [*WRONG, *(list(PERSONS[1]) for _ in range(400))]
    document = fixed(xlsx(tmp_path / "a.xlsx", {"户信息": households, "人口信息": many}))
    assert [change["sheet"] for change in document["changes"]] == ["户信息", *["人口信息"] * len(CHANGES)]


def test_a_workbook_with_macros_stays_one(tmp_path: Path) -> None:
    from tests.sheets.test_formats import with_macros

    path = with_macros(tmp_path / "a.xlsm", {"人口信息": WRONG})
    assert puxi("fix", path, "--output", tmp_path / "b.xlsx").exit_code == ExitCode.USAGE
    assert listed(fixed(path, tmp_path / "b.xlsm")) == CHANGES
    assert unpacked(tmp_path / "b.xlsm")["xl/vbaProject.bin"] == unpacked(path)["xl/vbaProject.bin"]


# Text files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16-be", "BOM le", "BOM be"])
@pytest.mark.parametrize(("delimiter", "ending"), [(",", ".csv"), ("\t", ".tsv"), (";", ".csv"), ("\t", ".txt")])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_text_file_keeps_its_encoding_delimiter_and_line_ends(
    encoding: str, delimiter: str, ending: str, end: str, tmp_path: Path
) -> None:
    def written(rows: Rows) -> bytes:
        text = csv_text([*rows[:2], [], *rows[2:]], delimiter).replace("\r\n", end)
        if encoding.startswith("BOM"):
            return ("\ufeff" + text).encode(f"utf-16-{encoding[4:]}")
        return text.encode(encoding)

    path, copy = tmp_path / f"a{ending}", tmp_path / f"b{ending}"
    path.write_bytes(written(WRONG))
    moved = [(f"{cell[0]}{int(cell[1:]) + (cell[1] > '2')}", *rest) for cell, *rest in CHANGES]
    assert listed(fixed(path, copy)) == moved
    assert copy.read_bytes() == written(RIGHT)
    assert listed(fixed(copy)) == []


def test_cells_with_line_breaks_quotation_marks_and_short_rows(tmp_path: Path) -> None:
    note = 'a"b,\n丙'
    rows = [[*PERSONS[0], "备注"], [*WRONG[1], note], [*WRONG[2][:3], "", LI], [*PERSONS[3], "x"]]
    path, copy = csv_file(tmp_path / "a.csv", rows), tmp_path / "b.csv"
    document = fixed(path, copy)
    assert listed(document) == [*CHANGES[:5], CHANGES[5]]
    wanted = [rows[0], [*RIGHT[1], note], [*RIGHT[2][:6]], rows[3]]
    assert copy.read_bytes().decode() == csv_text(wanted)


def test_what_keeps_a_number_from_an_office_program_stays_in_a_text_file(tmp_path: Path) -> None:
    """Opened in Excel, the number would lose its last digits; in a workbook, where the cell is text, it is taken away."""
    rows = [list(row) for row in PERSONS]
    rows[1][4], rows[2][4], rows[3][4], rows[4][4] = f'="{WANG}"', f"'{LI}", f"\t{ZHAO}", f" {QIAN}"
    assert listed(fixed(csv_file(tmp_path / "a.csv", rows))) == [("E5", f" {QIAN}", QIAN, "blanks")]
    assert listed(fixed(xlsx(tmp_path / "a.xlsx", {"人口信息": rows}))) == [
        ("E2", f'="{WANG}"', WANG, "protected"), ("E3", f"'{LI}", LI, "protected"),
        ("E4", f"\t{ZHAO}", ZHAO, "blanks"), ("E5", f" {QIAN}", QIAN, "blanks"),
    ]  # fmt: skip


def test_a_tab_behind_a_number_of_a_text_file_stays_and_is_copied_with_it(tmp_path: Path) -> None:
    rows = [list(row) for row in PERSONS]
    for row in rows[1:]:
        row[4] = f"{row[4]}\t"
    rows[1][0], rows[2][0], rows[3][0] = "6100000001\t", "同上", "同上"
    path, copy = csv_file(tmp_path / "a.csv", rows), tmp_path / "b.csv"
    filled = [("A3", "同上", "6100000001\t", "from_above"), ("A4", "同上", "6100000001\t", "from_above")]
    assert listed(fixed(path, copy, "--fill-down")) == filled
    assert copy.read_text("utf-8").count(f"{WANG}\t") == 1
    in_workbook = listed(fixed(xlsx(tmp_path / "a.xlsx", {"人口信息": rows})))
    assert ("E2", f"{WANG}\t", WANG, "blanks") in in_workbook


def test_a_heading_over_two_rows_is_changed_where_it_stands(tmp_path: Path) -> None:
    rows = [
        ["户编号", "户主姓名", "检测对象类别", "致贫原因", None], [None, None, None, "主要原因", "其他致贫原因"],
        ["6100000001", "王一", None, "因病", None],
    ]  # fmt: skip
    path = csv_file(tmp_path / "a.csv", rows)
    for cell, *_ in listed(fixed(path, tmp_path / "b.csv")):
        assert cell == "C1"
    assert "\r\n,,,主要原因" in (tmp_path / "b.csv").read_bytes().decode()


# Other formats


@pytest.mark.parametrize("name", ["odd.xls", "odd.ods"])
def test_other_workbooks_become_new_ones_and_it_is_said(name: str, tmp_path: Path) -> None:
    copy = tmp_path / "b.xlsx"
    document = fixed(DATA / name, copy)
    assert listed(document) == [("I7", "13900000004.0", "13900000004", "point")]
    (note,) = document["notes"]
    assert "is no xlsx" in note
    values = values_by_calamine(copy, "人口信息")
    assert (values[4, 1], values[7, 8], values[3, 1]) == ("6100000001", "13900000004", "户编号")
    read = by_openpyxl(copy)["人口信息"]
    assert [str(one) for one in read.merged_cells.ranges] == ["B4:B6"]
    assert {finding for finding in findings(copy) if finding[0] == "REC101"} <= {("REC101", "E5")}
    assert listed(fixed(copy)) == []


def test_a_binary_workbook_becomes_a_new_one(tmp_path: Path) -> None:
    path, copy = xlsb(tmp_path / "a.xlsb", {"人口信息": WRONG}), tmp_path / "b.xlsx"
    assert listed(fixed(path, copy)) == CHANGES
    assert values_by_calamine(copy, "人口信息") == grid(RIGHT)
    # What nobody touched since may be written again.
    assert puxi("fix", path, "--output", copy).exit_code == ExitCode.CLEAN


def test_merged_numbers_of_an_old_workbook_are_changed_once(tmp_path: Path) -> None:
    import zipfile

    path, copy = tmp_path / "a.ods", tmp_path / "b.xlsx"
    with zipfile.ZipFile(DATA / "odd.ods") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b">6100000001<", b">6100 000001<"))
    assert ("B4", "6100 000001", "6100000001", "blanks") in listed(fixed(path, copy))
    assert [cell for cell, *_ in listed(fixed(path)) if cell.startswith("B")] == ["B4"]
    assert {(4, 1)} == {place for place in values_by_calamine(copy, "人口信息") if place[1] == 1 and 4 <= place[0] <= 6}


def test_a_file_is_what_it_holds_and_not_what_it_is_called(tmp_path: Path) -> None:
    real = xlsx(tmp_path / "a.xlsx", {"人口信息": WRONG})
    for ending in (".csv", ".xls"):
        path = real.with_suffix(ending)
        path.write_bytes(real.read_bytes())
        if ending == ".csv":
            assert puxi("fix", path, "--output", tmp_path / "b.csv").exit_code == ExitCode.USAGE
        assert listed(fixed(path, tmp_path / f"{ending[1:]}.xlsx")) == CHANGES


def protected(path: Path, password: str) -> Path:
    content = xlsx(path.with_suffix(".plain"), {"人口信息": WRONG}).read_bytes()
    path.write_bytes(ECMA376Agile().encrypt(password, io.BytesIO(content)))  # type: ignore[no-untyped-call]
    return path


def test_a_workbook_with_a_password(tmp_path: Path) -> None:
    path, secret = protected(tmp_path / "a.xlsx", "乙镇2018"), tmp_path / "密码.txt"
    secret.write_text("乙镇2018\n", "utf-8")
    assert puxi("fix", path, "--dry-run").exit_code == ExitCode.UNREADABLE
    document = fixed(path, tmp_path / "b.xlsx", "--password-file", secret)
    assert listed(document) == CHANGES
    assert ["password" in note for note in document["notes"]] == [True]
    assert values_by_calamine(tmp_path / "b.xlsx", "人口信息") == grid(RIGHT)


# What is said


def test_what_is_personal_is_masked(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"人口信息": WRONG})
    for lang, words in (
        ("zh", ("由证件号码填写", "共 11 格" if False else "11 格")),
        ("en", ("what the identity number says", "11 cells")),
    ):
        for form in ("text", "json"):
            said = puxi("fix", path, "--dry-run", "--lang", lang, "--format", form).stdout
            for secret in (ZHAO[6:14], "1970-01-01", "1972-03-15", "1月1日", "1988", WITH_X, "王一"):
                shown = said.replace("1988-**-**", "").replace("1988/*/**", "").replace("690000********", "")
                assert secret not in shown, (lang, form, secret)
            assert "690000" in said
            assert words[0] in said
        assert words[1] in puxi("fix", path, "--dry-run", "--lang", lang).stdout
        whole = puxi("fix", path, "--dry-run", "--lang", lang, "--show-ids").stdout
        assert ZHAO in whole
        assert "1972-03-15" in whole


@pytest.mark.parametrize(
    ("lang", "nothing", "said"), [("zh", "没有写出文件", "没有需要机械修正"), ("en", "Nothing was written", "no cell needs")]
)
def test_a_dry_run_writes_nothing_and_says_so(lang: str, nothing: str, said: str, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"人口信息": WRONG})
    assert nothing in puxi("fix", path, "--dry-run", "--lang", lang).stdout
    assert os.listdir(tmp_path) == ["a.xlsx"]
    clean = xlsx(tmp_path / "b.xlsx", REGISTER)
    assert said in puxi("fix", clean, "--dry-run", "--lang", lang).stdout


def test_a_long_list_is_cut_on_the_screen_and_not_with_all(tmp_path: Path) -> None:
    rows = [[row[0], f" {n}", *row[2:]] for n, row in enumerate([PERSONS[1]] * 60)]
    path = csv_file(tmp_path / "a.csv", [PERSONS[0], *rows])
    said = puxi("fix", path, "--dry-run", "--lang", "en").stdout
    assert "Showing 50 of 60; all: --all" in said
    assert "B61" not in said
    assert "B61" in puxi("fix", path, "--dry-run", "--lang", "en", "--all").stdout
    assert len(fixed(path)["changes"]) == 60


def test_words_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "puxi.toml").write_text('[misspellings]\n"汉子" = "汉族"\n"名 字儿" = "姓名"\n', "utf-8")
    rows = [list(row) for row in PERSONS]
    rows[0][2], rows[1][7], rows[2][2] = "名字儿", " 汉子", "汉子"
    document = fixed(xlsx(tmp_path / "a.xlsx", {"人口信息": rows}), tmp_path / "b.xlsx")
    assert listed(document) == [("C1", "名字儿", "姓名", "misspelt"), ("H2", " 汉子", "汉族", "misspelt")]
    (tmp_path / "puxi.toml").write_text('[misspellings]\n"汉子" = 1\n', "utf-8")
    refused = puxi("fix", tmp_path / "a.xlsx", "--dry-run")
    assert refused.exit_code == ExitCode.USAGE
    assert "[misspellings]" in refused.stderr


# What is refused


@pytest.mark.parametrize(
    "options", [(), ("--dry-run", "--output", "b.xlsx"), ("--output", "-"), ("--output", "b.csv"), ("--output", "b")]
)
def test_wrong_options_are_refused_before_anything_is_read(
    options: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = xlsx(tmp_path / "a.xlsx", {"人口信息": WRONG})
    for lang in ("zh", "en"):
        result = puxi("fix", path.name, *options, "--lang", lang)
        assert result.exit_code == ExitCode.USAGE
        assert "--output" in result.stderr
    assert os.listdir(tmp_path) == ["a.xlsx"]


def test_files_that_cannot_be_mended(tmp_path: Path) -> None:
    parquet, other, nothing = tmp_path / "a.parquet", tmp_path / "b.xlsx", tmp_path / "c.csv"
    pl.DataFrame(PERSONS[1:], schema=[str(head) for head in PERSONS[0]], orient="row").write_parquet(parquet)
    xlsx(other, {"物资": [["物资", "数量"], ["水泥", "20"]]})
    nothing.write_bytes(b"")
    cases: list[tuple[Path, ExitCode, str]] = [
        (parquet, ExitCode.USAGE, "Parquet"), (tmp_path, ExitCode.USAGE, "one file at a time"),
        (other, ExitCode.UNREADABLE, "puxi headings"), (nothing, ExitCode.UNREADABLE, "empty"),
        (tmp_path / "没有.xlsx", ExitCode.UNREADABLE, "no such file"),
    ]  # fmt: skip
    for path, code, words in cases:
        for options in (("--dry-run",), ("--output", tmp_path / "d.xlsx")):
            result = puxi("fix", path, *options, "--lang", "en")
            assert (result.exit_code, words in result.stderr) == (code, True), (path, options, result.output)
            assert path.name in result.stderr
    assert not (tmp_path / "d.xlsx").exists()


def test_a_copy_is_replaced_until_somebody_works_in_it(tmp_path: Path) -> None:
    path, copy = xlsx(tmp_path / "a.xlsx", {"人口信息": WRONG}), tmp_path / "b.xlsx"
    for _ in range(2):
        assert puxi("fix", path, "--output", copy).exit_code == ExitCode.CLEAN
    book = openpyxl.load_workbook(copy)
    book["人口信息"]["C2"] = "王一一"
    book.save(copy)
    work = copy.read_bytes()
    refused = puxi("fix", path, "--output", copy, "--lang", "zh")
    assert refused.exit_code == ExitCode.USAGE
    assert "不会覆盖" in refused.stderr
    assert copy.read_bytes() == work


def test_an_input_is_never_written_to(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"人口信息": WRONG})
    link = tmp_path / "link.xlsx"
    link.symlink_to(path)
    before = digest(path)
    for target in (path, link):
        assert puxi("fix", path, "--output", target).exit_code == ExitCode.USAGE
    # Nor where it is a copy that puxi wrote, which otherwise may be replaced.
    copy = tmp_path / "b.xlsx"
    assert puxi("fix", path, "--output", copy).exit_code == ExitCode.CLEAN
    assert puxi("fix", copy, "--output", copy).exit_code == ExitCode.USAGE
    assert digest(path) == before


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_full_disk_leaves_nothing_behind(code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(code, os.strerror(code))

    path = xlsx(tmp_path / "a.xlsx", {"人口信息": WRONG})
    monkeypatch.setattr(os, "fsync", full)
    result = puxi("fix", path, "--output", tmp_path / "b.xlsx")
    assert result.exit_code == ExitCode.NOT_WRITTEN
    assert os.listdir(tmp_path) == ["a.xlsx"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"人口信息": WRONG})
    result = puxi("fix", path, "--output", tmp_path / "没有" / "b.xlsx", "--lang", "zh")
    assert result.exit_code == ExitCode.NOT_WRITTEN
    assert "文件夹不存在" in result.stderr


def test_the_numbers_of_these_tests_are_what_they_say() -> None:
    from puxi_cli.records.identity import birth_of, fault, sex_of

    assert [fault(one) for one in (WITH_X, OLD_ID, LI, number("69000019720315002"))] == [None] * 4
    assert (birth_of(LI), sex_of(LI), sex_of(WITH_X)) == ("1972-03-15", "女", "女")


# Household cells that a roster writes once


_ONCE_HEADS = ["户编号", "行政村", "户主姓名", "姓名", "证件号码", "与户主关系"]


def written_once(*, ditto: str | None = None) -> Rows:
    """Two households of a roster, the number of the first with a stray .0; the last row is of a head without a number."""
    members = [
        ("6100000001.0", "丙村", "王一", "王一", WANG, "户主"), (ditto, ditto, None, "李二", LI, "配偶"),
        ("6100000002", "丙村", "赵三", "赵三", ZHAO, "户主"), (ditto, ditto, ditto, "钱四", QIAN, "之女"),
        (None, "丙村", "孙五", "孙五", number("69000019600101001"), "户主"),
    ]  # fmt: skip
    return [_ONCE_HEADS, *(list(member) for member in members)]


@pytest.mark.parametrize("ditto", [None, "同上"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_household_cells_are_filled_down_where_that_is_asked(ditto: str | None, form: str, tmp_path: Path) -> None:
    rows = written_once(ditto=ditto)
    path = xlsx(tmp_path / "a.xlsx", {"花名册": rows}) if form == "xlsx" else csv_file(tmp_path / "a.csv", rows)
    copy = tmp_path / f"b.{form}"
    assert [one[0] for one in listed(fixed(path))] == ["A2"]
    document = fixed(path, copy, "--fill-down")
    assert listed(document) == [
        ("A2", "6100000001.0", "6100000001", "point"),
        ("A3", ditto, "6100000001", "from_above"), ("B3", ditto, "丙村", "from_above"), ("C3", None, "王一", "from_above"),
        ("A5", ditto, "6100000002", "from_above"), ("B5", ditto, "丙村", "from_above"), ("C5", ditto, "赵三", "from_above"),
    ]  # fmt: skip
    assert ("REC215", "A3") in findings(path)
    assert findings(copy) == [("REC101", "A6")]
    assert listed(fixed(copy, None, "--fill-down")) == []


def test_filling_down_is_offered_where_it_would_do_something(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"花名册": written_once()})
    assert (
        "有 2 行的户信息只写在本户第一行，或写“同上”，未改；加 --fill-down"
        in puxi("fix", path, "--dry-run", "--lang", "zh").stdout
    )
    assert "--fill-down" not in puxi("fix", path, "--dry-run", "--fill-down", "--lang", "zh").stdout
    whole = xlsx(tmp_path / "b.xlsx", REGISTER)
    assert "--fill-down" not in puxi("fix", whole, "--dry-run", "--lang", "zh").stdout


def test_a_number_that_cannot_be_read_is_not_filled_down(tmp_path: Path) -> None:
    rows = written_once()
    rows[1][0] = "6.1E+09"
    changed = listed(fixed(xlsx(tmp_path / "a.xlsx", {"花名册": rows}), None, "--fill-down"))
    assert [one[0] for one in changed] == ["B3", "C3", "A5", "B5", "C5"]


def test_merged_cells_are_not_filled_down(tmp_path: Path) -> None:
    """The household of the first rows is merged over them; a title is merged over columns; below, cells are blank."""
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["丙村花名册"])
    for row in written_once():
        page.append(row)
    page.merge_cells("A1:F1")
    for column in "ABC":
        page.merge_cells(f"{column}3:{column}4")
    book.save(path)
    assert [one[0] for one in listed(fixed(path, None, "--fill-down"))] == ["A3", "A6", "B6", "C6"]
    [note] = fix(path, Settings(Path()), None, fill_down=True).notes
    assert "有 3 处跨行合并的单元格，读取时每行都算，不拆分、不填写。" in note.zh
