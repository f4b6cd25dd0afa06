"""Notes on cells: ours come and go, those of people stay, whatever office program wrote them."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl.comments import Comment

from puxi_cli.edits.notes import Notes
from puxi_cli.edits.workbook import Workbook
from tests.edits.packages import (
    MAIN,
    STRICT,
    STRICT_OFFICE,
    XML,
    as_strict,
    cells,
    differing,
    notes_of,
    packed,
    parts_of,
    relations,
    sheet,
    unpacked,
)
from tests.profiles import examples

NAME = "表"
TABLE = [["甲", "乙", "丙"], ["丁", "戊", "己"], ["庚", "辛", "壬"]]
BARE = parts_of({NAME: sheet(cells(TABLE)), "另": sheet(cells(TABLE))})
_SHEET_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"

Cell = tuple[int, int]


def with_notes(parts: dict[str, bytes], texts: dict[Cell, str], name: str = NAME) -> dict[str, bytes]:
    """The parts after a run that writes these notes."""
    book = Workbook(io.BytesIO(packed(parts)), "信息表.xlsx")
    Notes(book.package, book.part(name), book.sheet(name), "puxi", "【puxi】", "【/puxi】").replace(texts)
    out = io.BytesIO()
    book.save(out)
    return unpacked(out.getvalue())


def notes(parts: dict[str, bytes], name: str = NAME) -> dict[str, str]:
    return notes_of(packed(parts), name)


def windows(parts: dict[str, bytes]) -> list[tuple[int, int]]:
    """The cells (row, column from 0) that the windows of all drawings belong to."""
    vml = b"".join(content for name, content in parts.items() if name.endswith(".vml"))
    rows, columns = (re.findall(rb"<(?:\w+:)?%b>([0-9]+)</" % name, vml) for name in (b"Row", b"Column"))
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True)]


def of_excel(comments: str, vml: str = "", more: str = "", tail: str = "") -> dict[str, bytes]:
    """A workbook with notes as Excel writes them; `comments` are the elements of the list."""
    targets = {"rId1": ("comments", "../comments1.xml"), "rId2": ("vmlDrawing", "../drawings/vmlDrawing1.vml")}
    if more:
        kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
        targets["rId3"] = (kind, "../threadedComments/threadedComment1.xml")
    parts = parts_of({NAME: sheet(cells(TABLE), after=f'{tail}<legacyDrawing r:id="rId2"/>')}, more={
        "xl/comments1.xml": f'{XML}<comments xmlns="{MAIN}"><authors><author>王干事</author></authors><commentList>{comments}'
        "</commentList></comments>",
        "xl/drawings/vmlDrawing1.vml": vml or VML,
        _SHEET_RELATIONS: relations(targets),
    } | ({"xl/threadedComments/threadedComment1.xml": more} if more else {}))  # fmt: skip
    override = (
        '<Override PartName="/xl/comments1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/>'
        "</Types>"
    )
    types = parts["[Content_Types].xml"].decode().replace("</Types>", override)
    default = '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Default Extension="xml"'
    return parts | {"[Content_Types].xml": types.replace('<Default Extension="xml"', default).encode()}


PLAIN = '<comment ref="B2" authorId="0"><text><t>请核实户口本</t></text></comment>'
RICH = (
    '<comment ref="B2" authorId="0"><text><r><rPr><b/><sz val="9"/></rPr><t>王干事:</t></r><r><rPr><sz val="9"/></rPr>'
    '<t xml:space="preserve">\n请核实户口本 </t></r></text></comment>'
)
# As Excel writes it: <br> without an end is no XML, and a button stands among the windows.
VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>'
    '<v:shape id="_x0000_s1025" type="#_x0000_t202" style="visibility:hidden"><v:textbox><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:Anchor>2, 15, 0, 10, 4, 15, 4, 4</x:Anchor><x:Row>1</x:Row><x:Column>1</x:Column>'
    "</x:ClientData></v:shape>\n"
    '<v:shape id="_x0000_s1030" type="#_x0000_t201"><v:textbox><div><font>打印<br>本表</font></div></v:textbox>'
    '<x:ClientData ObjectType="Button"><x:Anchor>6, 0, 0, 0, 7, 0, 1, 0</x:Anchor></x:ClientData></v:shape></xml>'
)


def by_the_library(how: str) -> dict[str, bytes]:
    out = io.BytesIO()
    if how == "openpyxl":
        book = openpyxl.Workbook()
        book.active.title = NAME
        for row in TABLE:
            book.active.append(row)
        book.active["B2"].comment = Comment("请核实户口本", "王干事")
        book.save(out)
    else:
        with xlsxwriter.Workbook(out) as made:
            page = made.add_worksheet(NAME)
            for number, row in enumerate(TABLE):
                page.write_row(number, 0, row)
            page.write_comment("B2", "请核实户口本", {"author": "王干事"})
    return unpacked(out.getvalue())


WITH_A_NOTE = {
    "plain": lambda: of_excel(PLAIN),
    "rich": lambda: of_excel(RICH),
    "openpyxl": lambda: by_the_library("openpyxl"),
    "xlsxwriter": lambda: by_the_library("xlsxwriter"),
}


def test_a_sheet_without_notes_gets_them_where_readers_find_them() -> None:
    parts = with_notes(BARE, {(2, 0): "一\n二", (3, 2): "三"})
    assert notes(parts) == {"A2": "【puxi】一\n二【/puxi】", "C3": "【puxi】三【/puxi】"}
    assert notes(parts, "另") == {}
    assert windows(parts) == [(1, 0), (2, 2)]
    assert differing(BARE, parts) == {
        "[Content_Types].xml", "xl/worksheets/sheet1.xml", _SHEET_RELATIONS, "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
    }  # fmt: skip
    etree.fromstring(parts["xl/drawings/vmlDrawing1.vml"])
    assert b'<x:ClientData ObjectType="Note">' in parts["xl/drawings/vmlDrawing1.vml"], "a comment's window, by the format"
    assert b'<legacyDrawing r:id="rId2"/></worksheet>' in parts["xl/worksheets/sheet1.xml"]


def test_the_notes_of_two_sheets_stand_in_parts_of_their_own() -> None:
    parts = with_notes(with_notes(BARE, {(1, 0): "一"}), {(1, 1): "二"}, "另")
    assert notes(parts) == {"A1": "【puxi】一【/puxi】"}
    assert notes(parts, "另") == {"B1": "【puxi】二【/puxi】"}
    assert {"xl/comments1.xml", "xl/comments2.xml"} <= parts.keys()


def test_where_there_is_nothing_to_say_nothing_is_touched() -> None:
    for parts in (BARE, of_excel(PLAIN), by_the_library("openpyxl")):
        assert differing(parts, with_notes(parts, {})) == set()


@pytest.mark.parametrize("how", WITH_A_NOTE)
def test_somebodys_note_stays_above_ours_and_alone_when_ours_is_gone(how: str) -> None:
    before = WITH_A_NOTE[how]()
    theirs = notes(before)["B2"]
    assert "请核实户口本" in theirs
    first = with_notes(before, {(2, 1): "错误", (3, 0): "警告"})
    assert notes(first) == {"B2": f"{theirs}\n\n【puxi】错误【/puxi】", "A3": "【puxi】警告【/puxi】"}
    assert sorted(windows(first)) == [(1, 1), (2, 0)]
    assert with_notes(first, {(2, 1): "错误", (3, 0): "警告"}) == first
    drawing = next(content for name, content in first.items() if name.endswith(".vml"))
    assert re.search(rb"<[\w:]*br>", drawing) or etree.fromstring(drawing) is not None
    other = with_notes(first, {(1, 2): "新"})
    assert notes(other) == {"B2": theirs, "C1": "【puxi】新【/puxi】"}
    assert sorted(windows(other)) == [(0, 2), (1, 1)]
    last = with_notes(other, {})
    assert notes(last) == {"B2": theirs}
    assert windows(last) == [(1, 1)]


def test_in_a_strict_workbook_notes_are_of_its_namespaces() -> None:
    # openpyxl does not read such workbooks.
    first = with_notes(as_strict(BARE), {(2, 1): "错误"})
    second = with_notes(first, {(2, 1): "错误", (3, 0): "警告"})
    assert with_notes(second, {(2, 1): "错误", (3, 0): "警告"}) == second
    root = etree.fromstring(second["xl/comments1.xml"])
    assert {etree.QName(element).namespace for element in root.iter()} == {STRICT}
    assert [note.get("ref") for note in root.iter(f"{{{STRICT}}}comment")] == ["B2", "A3"]
    assert f'Type="{STRICT_OFFICE}/comments"'.encode() in second[_SHEET_RELATIONS]
    assert f"{{{STRICT_OFFICE}}}id" in etree.fromstring(second["xl/worksheets/sheet1.xml"])[-1].attrib


def test_what_else_stands_in_the_drawing_stays_though_it_is_no_xml() -> None:
    before = of_excel(PLAIN)
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(VML)
    after = with_notes(with_notes(before, {(3, 0): "一", (3, 1): "二"}), {})
    assert after["xl/drawings/vmlDrawing1.vml"] == VML.encode()


def test_windows_have_names_of_their_own() -> None:
    parts = with_notes(of_excel(PLAIN), {(3, 0): "一", (3, 1): "二"})
    names = re.findall(rb'id="(_x0000_s[0-9]+)"', parts["xl/drawings/vmlDrawing1.vml"])
    assert names == [b"_x0000_s1025", b"_x0000_s1030", b"_x0000_s1031", b"_x0000_s1032"]
    assert parts["xl/drawings/vmlDrawing1.vml"].count(b'id="_x0000_t202"') == 1


@pytest.mark.parametrize(
    "vml", ['<xml xmlns:v="urn:schemas-microsoft-com:vml"/>', '<xml xmlns:v="urn:schemas-microsoft-com:vml">\n</xml>\n']
)
def test_a_drawing_without_anything_takes_windows(vml: str) -> None:
    parts = with_notes(of_excel("", vml), {(3, 0): "一"})
    assert windows(parts) == [(2, 0)]
    assert parts["xl/drawings/vmlDrawing1.vml"].rstrip().endswith(b"</v:shape></xml>")


THREADED = (
    f'{XML}<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<threadedComment ref="B2" dT="2018-06-30T08:00:00.00" personId="{6F1C0000-0000-4000-8000-000000000001}" '
    'id="{6F1C0000-0000-4000-8000-000000000002}"><text>这户还在吗？</text></threadedComment></ThreadedComments>'
)
STAND_IN = '<comment ref="B2" authorId="0"><text><t>[线程批注]\n\n你的Excel版本可读取此线程批注…\n\n注释:\n    这户还在吗？</t></text></comment>'


def test_a_discussion_is_not_touched() -> None:
    before = of_excel(STAND_IN, more=THREADED)
    after = with_notes(before, {(2, 1): "错误", (3, 0): "警告"})
    assert "puxi" not in notes(after)["B2"]
    assert notes(after)["A3"] == "【puxi】警告【/puxi】"
    assert after["xl/threadedComments/threadedComment1.xml"] == THREADED.encode()
    only = with_notes(before, {(2, 1): "错误"})
    assert differing(before, only) == set()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("【puxi】错误【/puxi】已核实，户口本如此", "已核实，户口本如此"),
        ("【puxi】错误【/puxi】\n王干事：已改", "\n王干事：已改"),
        ("先问村里\n\n【puxi】错误【/puxi】再报", "先问村里再报"),
        ("按【puxi】的提示改", "按【puxi】的提示改"),
        ("puxi", "puxi"),
        ("【/puxi】先【puxi】", "【/puxi】先【puxi】"),
        ("【puxi】一【/puxi】二【puxi】三【/puxi】四", "二四"),
    ],
)
def test_what_a_clerk_wrote_into_our_note_is_not_lost(text: str, left: str) -> None:
    before = of_excel(f'<comment ref="B2" authorId="0"><text><r><t xml:space="preserve">{text}</t></r></text></comment>')
    assert notes(with_notes(before, {})) == {"B2": left}
    assert notes(with_notes(before, {(2, 1): "新"})) == {"B2": f"{left}\n\n【puxi】新【/puxi】"}


@pytest.mark.parametrize("text", ["【puxi】错误【/puxi】", "\n\n【puxi】错误【/puxi】", "【puxi】错误【/puxi】 \n"])
def test_a_note_of_which_nothing_is_left_is_gone_with_its_window(text: str) -> None:
    halves = text[:8], text[8:]  # an office program may cut a text into runs
    runs = "".join(f'<r><t xml:space="preserve">{half}</t></r>' for half in halves)
    after = with_notes(of_excel(f'<comment ref="B2" authorId="0"><text>{runs}</text></comment>'), {})
    assert notes(after) == {}
    assert windows(after) == []
    assert "打印<br>本表".encode() in after["xl/drawings/vmlDrawing1.vml"]


def test_a_value_that_looks_like_our_marks_does_not_end_our_note() -> None:
    first = with_notes(BARE, {(1, 0): "“【/puxi】”不在代码表中【puxi】"})
    assert notes(first) == {"A1": "【puxi】“”不在代码表中【/puxi】"}
    assert notes(with_notes(first, {})) == {}


@pytest.mark.parametrize("inside", ["", "<text/>", "<text><t/></text>"])
def test_a_note_without_text_takes_ours(inside: str) -> None:
    after = with_notes(of_excel(f'<comment ref="B2" authorId="0">{inside}</comment>'), {(2, 1): "错误"})
    assert notes(after)["B2"].strip() == "【puxi】错误【/puxi】"


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=30)
CELLS = st.tuples(st.integers(1, 3), st.integers(0, 2))


@examples(60)
@given(st.lists(st.dictionaries(CELLS, TEXTS, max_size=5), min_size=1, max_size=4))
def test_after_any_runs_only_the_notes_of_the_last_are_there(runs: list[dict[Cell, str]]) -> None:
    parts = start = of_excel(RICH)
    for texts in runs:
        parts = with_notes(parts, texts)
    theirs = notes(start)["B2"]
    found = notes(parts)
    assert found.pop("B2").startswith(theirs)
    assert set(found) == {f"{'ABC'[column]}{row}" for row, column in runs[-1]} - {"B2"}
    assert sorted(windows(parts)) == sorted({(row - 1, column) for row, column in runs[-1]} | {(1, 1)})
    assert notes(with_notes(parts, {})) == {"B2": theirs}
