"""A workbook to be changed: which sheets there are, which parts are written, and what is no workbook."""

from __future__ import annotations

import io

import pytest

from puxi_cli.edits.workbook import Workbook
from puxi_cli.errors import ExitCode, UnreadableFile
from tests.edits.packages import (
    MAIN,
    OFFICE,
    WAYS,
    as_strict,
    cells,
    changed,
    differing,
    packed,
    parts_of,
    rewritten,
    sheet,
    unpacked,
    values_by_calamine,
)

ODD_NAMES = ("户'一 & 人", "空", "😀", "a.b")
PARTS = parts_of({name: sheet(cells([["甲", n]])) for n, name in enumerate(ODD_NAMES)})


def opened(parts: dict[str, bytes]) -> Workbook:
    return Workbook(io.BytesIO(packed(parts)), "信息表.xlsx")


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_a_chart(parts: dict[str, bytes]) -> dict[str, bytes]:
    """A sheet of the kind that holds a chart, before the others."""
    parts = changed(parts, "xl/workbook.xml", ("<sheets>", '<sheets><sheet name="图" sheetId="40" r:id="rId40"/>'))
    relation = f'<Relationship Id="rId40" Type="{OFFICE}/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>'
    parts = changed(parts, "xl/_rels/workbook.xml.rels", ("</Relationships>", relation))
    return parts | {"xl/chartsheets/sheet1.xml": f'<chartsheet xmlns="{MAIN}"/>'.encode()}


@pytest.mark.parametrize("form", ["transitional", "strict", "with a chart"])
def test_only_the_parts_of_changed_sheets_are_written(form: str) -> None:
    parts = {"strict": as_strict, "with a chart": with_a_chart}.get(form, dict)(PARTS)
    book = opened(parts)
    assert book.names == list(ODD_NAMES)
    assert unpacked(saved(book)) == parts
    for name in ODD_NAMES:
        book = opened(parts)
        book.sheet(name).set(2, 0, "新")
        package = saved(book)
        assert differing(parts, unpacked(package)) == {book.part(name)}
        assert values_by_calamine(package, name)[2, 0] == "新"
    with pytest.raises(UnreadableFile):
        opened(parts).sheet("图")


def test_a_sheet_is_added_behind_the_others() -> None:
    for parts in (PARTS, as_strict(PARTS)):
        book = opened(parts)
        book.add_sheet("整改记录").set(1, 0, "编号")
        package = saved(book)
        assert values_by_calamine(package, "整改记录") == {(1, 0): "编号"}
    assert differing(as_strict(PARTS), unpacked(package)) == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet5.xml",
    }  # fmt: skip


@pytest.mark.parametrize("how", ["plainly", "with prefixed names", "with comments"])
@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_filter_is_named_for_its_sheet(name: str, how: str) -> None:
    parts = with_a_chart(PARTS)
    text = parts["xl/workbook.xml"].decode()
    if how == "with comments":
        text = text.replace("<sheets>", "<!-- 一 --><sheets>").replace("</sheets>", "</sheets><!-- 二 -->")
    elif how != "plainly":
        text = str(rewritten(text, how)).replace("x:r:id", "r:id").replace("xmlns:x:r", "xmlns:r")
    book = opened(parts | {"xl/workbook.xml": text.encode()})
    book.name_filter(name, "A1:AB20")
    book.name_filter(name, "A1:AC20")
    assert values_by_calamine(saved(book), name)[1, 0] == "甲"
    quoted = name.replace("'", "''")
    found = unpacked(saved(book))["xl/workbook.xml"].decode()
    assert found.count("_xlnm._FilterDatabase") == 1
    assert f'localSheetId="{1 + ODD_NAMES.index(name)}"' in found  # the chart's sheet counts
    assert f"'{quoted}'!$A$1:$AC$20".replace("&", "&amp;") in found


def test_other_names_stay_where_a_filter_gets_one() -> None:
    named = (
        '</sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="1">空!$1:$2</definedName>'
        '<definedName name="_xlnm._FilterDatabase" localSheetId="1" hidden="1">空!$A$1:$B$9</definedName></definedNames>'
        '<calcPr calcId="1"/>'
    )
    book = opened(changed(PARTS, "xl/workbook.xml", ("</sheets>", named)))
    book.name_filter("空", "A1:C9")
    book.name_filter("a.b", "A1:D9")
    found = unpacked(saved(book))["xl/workbook.xml"].decode()
    assert "空!$1:$2" in found
    assert found.count("_xlnm._FilterDatabase") == 2
    assert found.index("</sheets>") < found.index("<definedNames>") < found.index("<calcPr")


@pytest.mark.parametrize("how", WAYS)
def test_a_sheet_of_a_workbook_is_changed_however_it_is_written(how: str) -> None:
    xml = rewritten(sheet(cells([["甲", "乙"]])), how)
    parts = parts_of({"表": xml})
    book = opened(parts)
    book.sheet("表").set(1, 1, "新")
    assert values_by_calamine(saved(book), "表") == {(1, 0): "甲", (1, 1): "新"}


BROKEN: dict[str, dict[str, bytes | None]] = {
    "no workbook": {"xl/workbook.xml": None},
    "a broken workbook": {"xl/workbook.xml": b"<workbook>"},
    "broken relations": {"xl/_rels/workbook.xml.rels": b"<a"},
    "no sheet": {"xl/worksheets/sheet1.xml": None},
    "a broken sheet": {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row r='1'>"},
    "a sheet cut off": {"xl/worksheets/sheet1.xml": sheet(cells([["甲"]]))[:-30].encode()},
    "a sheet that is none": {"xl/worksheets/sheet1.xml": b"<dialogsheet/>"},
    "a row that is none": {"xl/worksheets/sheet1.xml": sheet('<row r="x"><c r="A1"/></row>').encode()},
    "broken styles": {"xl/styles.xml": b"<styleSheet>"},
    "no styles though they are named": {"xl/styles.xml": None},
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_workbook_is_named_in_both_languages(what: str) -> None:
    parts = {name: content for name, content in {**PARTS, **BROKEN[what]}.items() if content is not None}

    def change() -> None:
        book = opened(parts)
        book.sheet(ODD_NAMES[0]).restyle(1, 0, lambda old: book.styles.solid(old, "FF0000"))
        saved(book)

    with pytest.raises(UnreadableFile) as refused:
        change()
    assert refused.value.exit_code is ExitCode.UNREADABLE
    assert "信息表.xlsx" in refused.value.zh
    assert "信息表.xlsx" in refused.value.en


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no package at all"])
def test_what_is_no_package_is_named(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"信息表\.xlsx"):
        Workbook(io.BytesIO(content), "信息表.xlsx")
