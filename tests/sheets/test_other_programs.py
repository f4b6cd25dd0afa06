"""Workbooks as other programs write them: parts in other places and encodings, wrong references and ranges, pages called .xls, struck text."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from puxi_cli.errors import UnreadableFile
from tests.sheets.raw_xlsx import DECLARED, OFFICE, Struck, package, parts_of, sheet, styles
from tests.sheets.registers import FLAT, HOUSEHOLDS, PERSONS, Rows, column, csv_text, faults_of, read
from tests.sheets.test_bad_input import refused, run

DATA = Path(__file__).parent.parent / "data" / "sheets"
NAMES = ["王一", "李二", "赵三", "钱四"]
SHEET = sheet(PERSONS)  # type: ignore[arg-type]  # rows of any objects
PART = "xl/worksheets/sheet1.xml"


def plain_parts(xml: str = SHEET, **options: str) -> dict[str, str | bytes]:
    return dict(parts_of({"人口信息": xml}, **options))


def as_utf16(text: str | bytes) -> bytes:
    assert isinstance(text, str)
    return text.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")


def with_other_sheets(kind: str, folder: str) -> dict[str, str | bytes]:
    parts = plain_parts()
    workbook, relations = str(parts["xl/workbook.xml"]), str(parts["xl/_rels/workbook.xml.rels"])
    parts["xl/workbook.xml"] = workbook.replace("<sheets>", '<sheets><sheet name="别的" sheetId="9" r:id="rId70"/>')
    parts["xl/_rels/workbook.xml.rels"] = relations.replace(
        "</Relationships>", f'<Relationship Id="rId70" Type="{OFFICE}/{kind}" Target="{folder}/sheet1.xml"/></Relationships>'
    )
    return parts | {
        f"xl/{folder}/sheet1.xml": f'{DECLARED}<{kind} xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    }


def without_a_relation() -> dict[str, str | bytes]:
    parts = plain_parts()
    workbook = str(parts["xl/workbook.xml"])
    return parts | {"xl/workbook.xml": workbook.replace("</sheets>", '<sheet name="没有" sheetId="9" r:id="rId70"/></sheets>')}


WAYS: dict[str, Mapping[str, str | bytes]] = {
    "another folder": plain_parts(folder="excel"),
    "backslashes": {name.replace("/", "\\"): data for name, data in plain_parts().items()},
    "capitals": {name.replace("xl/w", "XL/W"): data for name, data in plain_parts().items()},
    "a range without columns": plain_parts(SHEET.replace("<sheetData>", '<dimension ref="1:6"/><sheetData>')),
    "a range without end": plain_parts(SHEET.replace("<sheetData>", '<dimension ref="A1:ZZZZZZZ99999999999"/><sheetData>')),
    "a sheet in UTF-16": plain_parts() | {PART: as_utf16(SHEET)},
    "all in UTF-16": {name: data if name.endswith("rels") else as_utf16(data) for name, data in plain_parts().items()},
    "a chart sheet": with_other_sheets("chartsheet", "chartsheets"),
    "a macro sheet": with_other_sheets("xlMacrosheet", "macrosheets"),
    "a dialog": with_other_sheets("dialogsheet", "dialogsheets"),
    "a missing relation": without_a_relation(),
}


@pytest.mark.parametrize("how", WAYS)
def test_a_workbook_as_another_program_writes_it(how: str, tmp_path: Path) -> None:
    reading = read(package(tmp_path / "a.xlsx", WAYS[how]))
    assert column(reading, "persons", "name") == NAMES
    assert faults_of(reading) == []


@pytest.mark.slow
@pytest.mark.parametrize("declared", ["A1:ZZZ9", "A1:ZZZZZZZ99999999999", "B2:A1"])
def test_a_declared_range_beyond_the_sheet_prints_nothing_of_the_library(declared: str, tmp_path: Path) -> None:
    path = package(tmp_path / "a.xlsx", plain_parts(SHEET.replace("<sheetData>", f'<dimension ref="{declared}"/><sheetData>')))
    result = run("-m", "puxi_cli", "headings", str(path), PUXI_LANG="zh")
    assert (result.returncode, result.stderr) == (0, "")


BAD = [
    "ZZZZZZ1", "ZZZ0000000000999999", "ZZZZ1", "XFD00000000020000", "XFE1", "ZZZ1", "A1048577", "A99999999", "A0", "1", "A", "AA-1", "$A$1",
    "甲1", "A1:B2", " A1", "A1 ", "XFD1048577", "A18446744073709551617", "A00", "1A", "",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("reference", BAD)
@pytest.mark.parametrize("where", ["first", "last"])
def test_a_reference_that_is_none_is_named(reference: str, where: str, tmp_path: Path) -> None:
    old = "A2" if where == "first" else "B5"
    path = package(tmp_path / "a.xlsx", plain_parts(SHEET.replace(f'r="{old}"', f'r="{reference}"')))
    result = run("-m", "puxi_cli", "validate", str(path), PUXI_LANG="en")
    assert result.returncode == 3, result.stderr
    assert "a.xlsx" in result.stderr
    assert f"a cell or row has the reference {reference.replace(' ', '?') or '(blank)'}, which no sheet has" in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize("row", ["99999999999", "0", "00", "1048577", "-1", "x", "2x", ""])
def test_a_row_that_is_none_is_named(row: str, tmp_path: Path) -> None:
    path = package(tmp_path / "a.xlsx", plain_parts(SHEET.replace('<row r="2">', f'<row r="{row}">')))
    result = run("-m", "puxi_cli", "validate", str(path), PUXI_LANG="en")
    assert result.returncode == 3
    assert f"a cell or row has the reference {row or '(blank)'}, which no sheet has" in result.stderr


def test_an_ods_without_mimetype_is_known_by_its_manifest(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(DATA / "odd.ods") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if name != "mimetype":
                new.writestr(name, old.read(name))
    assert column(read(path), "persons", "name") == NAMES


def test_a_parquet_file_with_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    frame = pl.DataFrame(FLAT[1:], schema=[str(head) for head in FLAT[0]], orient="row")
    frame = frame.with_columns(pl.col("姓名").cast(pl.Binary), pl.lit(b"\xff\xd8\xff\x00").alias("照片"))
    frame.write_parquet(path)
    assert column(read(path), "persons", "name") == NAMES


def test_an_encrypted_parquet_file_is_called_so(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PARE" + bytes(100) + b"PARE")
    assert "encrypted" in refused(path).en


# Pages


def page(rows: Rows = FLAT) -> str:
    lines = "".join("<tr>" + "".join(f"<td>{cell or '&nbsp;'}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table border=1>{lines}</table>"


def spreadsheet(rows: Rows = FLAT, styled: str = "", cell: str = "") -> str:
    lines = "".join(
        "<Row>" + "".join(f'<Cell{cell}><Data ss:Type="String">{one or ""}</Data></Cell>' for one in row) + "</Row>"
        for row in rows
    )
    return (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Styles>{styled}</Styles><Worksheet ss:Name="名单"><Table>{lines}</Table></Worksheet></Workbook>'
    )


def archive(body: bytes) -> bytes:
    return (
        b'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary="=_x"\r\n\r\n--=_x\r\n'
        b'Content-Type: text/html; charset="gb2312"\r\n\r\n' + body + b"\r\n--=_x--\r\n"
    )


PAGES: dict[str, bytes] = {
    "gbk.xls": f'<meta charset="gb2312">{page()}'.encode("gbk"),
    "utf-8.xls": f"<html><body>{page()}</body></html>".encode(),
    "bom.xlsx": f"<html>{page()}".encode("utf-8-sig"),
    "utf-16.xls": f"<html>{page()}".encode("utf-16"),
    "xhtml.xls": f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "x" "y"><html>{page()}</html>'.encode(),
    "nested.html": f"<table><tr><td>{page()}</td></tr></table>".encode(),
    "excel.xls": f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td{{}}</style></head>{page()}'.encode(),
    "archive.xls": archive(page().encode("gbk")),
    "archive.mht": archive(page().encode("gbk")),
    "xml.xls": spreadsheet().encode(),
    "xml-bom.xls": spreadsheet().encode("utf-8-sig"),
    "xml-gbk.xls": spreadsheet().replace('version="1.0"', 'version="1.0" encoding="GB2312"').encode("gbk"),
    "xml-utf-16.xml": spreadsheet().replace('version="1.0"', 'version="1.0" encoding="UTF-16"').encode("utf-16"),
    "tabs.xls": csv_text(FLAT, "\t").encode("gbk"),
    "commas.et": csv_text(FLAT).encode("utf-8"),
    "utf-16.xlsx": csv_text(FLAT, "\t").encode("utf-16"),
    "strokes.csv": csv_text(FLAT, "|").encode("gbk"),
}


@pytest.mark.parametrize("name", PAGES)
def test_what_portals_give_out_is_read_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(PAGES[name])
    reading = read(tmp_path / name)
    assert column(reading, "persons", "name") == NAMES
    assert column(reading, "households", "household_id") == ["6100000001", "6100000002"]


def test_cells_of_a_page_over_several_rows_stand_in_each(tmp_path: Path) -> None:
    text = (
        "<table><tr><th colspan=3>名单</th></tr><tr><td>户编号</td><td>姓名</td><td>与户主<br>关系</td></tr>"
        '<tr><td rowspan=2>1</td><td>王一</td><td>户主</td></tr><tr style="display:none"><td><s>李二</s></td><td>配偶</td></tr></table>'
    )
    (tmp_path / "a.xls").write_text(text, encoding="utf-8")
    reading = read(tmp_path / "a.xls")
    assert column(reading, "persons", "household_id") == ["1", "1"]
    assert column(reading, "persons", "relation") == ["本人或户主", "配偶"]
    assert reading.inputs[0].sheets[0].hidden_rows == 1
    assert any("第 4 行" in zh for zh, _ in reading.notes)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<del>3600</del>2600", "（删去：3600）2600"),
        ("2600<s> 3600 </s>", "2600（删去：3600）"),
        ('3<span style="text-decoration: line-through">6</span>00', "3（删去：6）00"),
        ("<strike>3600<br></strike>2600", "（删去：3600）2600"),
        ("<del>3600</del>", "3600"),
    ],
)
def test_figures_struck_out_in_a_cell_of_a_page_are_not_joined_to_those_beside_them(cell: str, text: str, tmp_path: Path) -> None:
    heads = "<tr><td>户编号</td><td>姓名</td><td>与户主关系</td><td>人均纯收入</td></tr>"
    page = f"<table>{heads}<tr><td>1</td><td>王一</td><td>户主</td><td>{cell}</td></tr></table>"
    (tmp_path / "a.xls").write_text(page, encoding="utf-8")
    reading = read(tmp_path / "a.xls")
    whole = text == "3600"
    assert column(reading, "households", "income_per_head") == [3600 if whole else None]
    assert [fault.value for fault in reading.faults if fault.rule == "REC102"] == ([] if whole else [text])
    assert "第 2 行" in reading.notes[0][0], "what is struck out is told of every row"


def test_words_of_a_page_stand_in_their_order(tmp_path: Path) -> None:
    page = (
        "<table><tr><td>户编号</td><td>姓名</td><td>与户主关系</td></tr>"
        "<tr><td>1</td><td><b>王<i>小</i>大</b>山<style>x</style></td><td><del>配偶</del>户主</td></tr></table>"
    )
    (tmp_path / "a.xls").write_text(page, encoding="utf-8")
    reading = read(tmp_path / "a.xls")
    assert column(reading, "persons", "name") == ["王小大山"]
    assert [fault.value for fault in reading.faults if fault.rule == "REC103"] == ["配偶户主"]


def test_values_of_an_xml_workbook_are_read_as_they_are_shown(tmp_path: Path) -> None:
    text = (
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles>'
        '<Style ss:ID="a"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="b"><Font ss:StrikeThrough="1"/></Style></Styles>'
        '<Worksheet ss:Name="x"><Table><Row ss:Index="2"><Cell><Data ss:Type="String">行政村</Data></Cell><Cell><Data ss:Type="String">年度'
        '</Data></Cell><Cell ss:Index="4"><Data ss:Type="String">电力入户率</Data></Cell></Row><Row><Cell ss:StyleID="b"><Data ss:Type="String">'
        '丙村</Data></Cell><Cell><Data ss:Type="Number">2018</Data></Cell><Cell ss:Index="4" ss:StyleID="a"><Data ss:Type="Number">1</Data>'
        '</Cell></Row><Row><Cell><Data ss:Type="String">丁村</Data></Cell><Cell><Data ss:Type="Number">2018</Data></Cell><Cell ss:Index="4">'
        '<Data ss:Type="Error">#N/A</Data></Cell></Row></Table></Worksheet></Workbook>'
    )
    (tmp_path / "a.xml").write_text('<?xml version="1.0"?>' + text, encoding="utf-8")
    reading = read(tmp_path / "a.xml")
    assert column(reading, "village_years", "power_rate") == [100.0, None]
    assert ("REC202", "D4") in faults_of(reading)
    assert any("第 3 行" in zh for zh, _ in reading.notes)


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaa">]>' + spreadsheet().split("?>", 2)[2].replace("王一", "&a;"),
        spreadsheet().replace("<Row>", '<Row ss:Index="99999999999">', 1),
        spreadsheet().replace("<Cell>", '<Cell ss:Index="99999999">', 1),
        spreadsheet().replace("<Cell>", '<Cell ss:MergeAcross="99999999">', 1),
        spreadsheet().replace('ss:Type="String">王一', 'ss:Type="Number">王一'),
        spreadsheet()[:-100],
    ],
)
def test_a_dangerous_or_broken_xml_workbook(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_text(text, encoding="utf-8")
    refused(tmp_path / "a.xls")


@pytest.mark.parametrize("text", ["<html><body>没有权限，请重新登录</body></html>", "<html>", archive(b"<p>x</p>").decode()])
def test_a_page_without_a_table_is_called_a_page(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_text(text, encoding="utf-8")
    assert "web" in refused(tmp_path / "a.xls").en


def test_a_page_of_wide_cells_takes_no_memory(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_text("<table>" + "<tr><td colspan=1000 rowspan=99999>x</td></tr>" * 40_000, encoding="utf-8")
    refused(tmp_path / "a.xls")


# Struck out


def test_struck_out_rows_are_read_and_told(tmp_path: Path) -> None:
    rows = [list(row) for row in PERSONS]
    rows[2][2] = Struck("李二", 1)
    fonts = "<font/><font><strike/></font>"
    reading = read(package(tmp_path / "a.xlsx", parts_of({"人口信息": sheet(rows)}, styles([0], fonts))))  # type: ignore[arg-type]  # rows of any objects
    assert column(reading, "persons", "name") == NAMES
    ((zh, en),) = reading.notes
    assert "第 3 行" in zh
    assert "rows 3 (1 in all)" in en


def test_struck_out_words_are_told(tmp_path: Path) -> None:
    runs = "<is><r><rPr><strike/></rPr><t>赵</t></r><r><t>三</t></r></is>"
    reading = read(package(tmp_path / "a.xlsx", plain_parts(SHEET.replace("<is><t>赵三</t></is>", runs))))
    assert column(reading, "persons", "name") == NAMES
    assert "第 4 行" in reading.notes[0][0]


def test_figures_struck_out_in_a_cell_are_not_joined_to_those_beside_them(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet_of, struck, plain = book.add_worksheet("人口信息"), book.add_format({"font_strikeout": True}), book.add_format()
        for row, cells in enumerate(
            [("户编号", "姓名", "与户主关系", "人均纯收入"), *(("1", "王一", "户主"), ("2", "李二", "户主"))]
        ):
            for column_of, text in enumerate(cells):
                sheet_of.write_string(row, column_of, text)
        sheet_of.write_rich_string(1, 3, struck, "3600", plain, "2600")
        sheet_of.write_rich_string(2, 1, struck, "李", plain, "二")
        sheet_of.write_string(2, 3, "2700")
    reading = read(tmp_path / "a.xlsx")
    assert column(reading, "households", "income_per_head") == [None, 2700]
    assert column(reading, "persons", "name") == ["王一", "李二"]
    assert [(fault.place.cell, fault.value) for fault in reading.faults if fault.rule == "REC102"] == [
        ("D2", "（删去：3600）2600")
    ]
    assert "第 2、3 行" in reading.notes[0][0]


@pytest.mark.parametrize("fonts", ["<font/><font><strike val='0'/></font>", "<font><b/></font><font/>"])
def test_what_is_not_struck_out_is_not_told(fonts: str, tmp_path: Path) -> None:
    rows = [list(row) for row in PERSONS]
    rows[2][2] = Struck("李二", 1)
    assert read(package(tmp_path / "a.xlsx", parts_of({"人口信息": sheet(rows)}, styles([0], fonts)))).notes == ()  # type: ignore[arg-type]  # rows of any objects


# Folders and names


@pytest.mark.slow
def test_a_damaged_file_of_a_folder_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "册"
    folder.mkdir()
    (folder / "1.csv").write_text(csv_text(HOUSEHOLDS), encoding="utf-8")
    (folder / "2.xlsx").write_bytes(b"PK\x03\x04 broken")
    (folder / "3.et").write_text(csv_text(PERSONS), encoding="gbk")
    (folder / ".~3.et").write_bytes(b"lock")
    reading = read(folder)
    assert column(reading, "persons", "name") == NAMES
    assert len(reading.lost) == 1
    for command in (["validate"], ["stats"], ["identify"], ["exit", "--region", "610921"], ["headings"]):
        result = run("-m", "puxi_cli", command[0], str(folder), *command[1:], PUXI_LANG="en")
        assert result.returncode == 3, (command, result.stderr)
        assert "2.xlsx" in result.stderr
        assert command[0] == "headings" or "2.xlsx" in result.stdout


@pytest.mark.slow
def test_an_export_of_a_folder_with_a_damaged_file(tmp_path: Path) -> None:
    folder = tmp_path / "册"
    folder.mkdir()
    (folder / "1.csv").write_text(csv_text(FLAT), encoding="utf-8")
    (folder / "2.xlsx").write_bytes(b"PK\x03\x04 broken")
    made = tmp_path / "出"
    for options in ([], ["--if-changed"]):
        result = run("-m", "puxi_cli", "export", str(folder), "--output", str(made), *options, PUXI_LANG="en")
        assert result.returncode == 3, result.stderr
        assert "2.xlsx" in result.stderr
    (manifest, *_) = sorted(made.rglob("manifest.json"))
    assert "2.xlsx" in manifest.read_text(encoding="utf-8")


def test_a_name_in_gbk_is_shown_by_its_bytes(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/" + "户信息".encode("gbk") + b".csv"
    Path(os.fsdecode(name)).write_text(csv_text(FLAT), encoding="utf-8")
    reading = read(Path(os.fsdecode(name)))
    assert reading.inputs[0].file.endswith("\\xbb\\xa7\\xd0\\xc5\u03e2.csv")
    assert column(reading, "persons", "name") == NAMES
    broken = Path(os.fsdecode(name.replace(b".csv", b".xlsx")))
    broken.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(UnreadableFile, match=r"\\xbb\\xa7"):
        read(broken)


def test_parts_that_nobody_needs_may_be_broken(tmp_path: Path) -> None:
    source = package(tmp_path / "a.xlsx", plain_parts() | {"docProps/app.xml": "<a/>" * 50})
    data = bytearray(source.read_bytes())
    place = data.index(b"docProps/app.xml") + len("docProps/app.xml")
    data[place + 3] ^= 0xFF
    source.write_bytes(data)
    assert column(read(source), "persons", "name") == NAMES
