"""A sheet's XML with some cells changed: what was changed reads back as written, all else as it was, by two libraries."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puxi_cli.edits.sheet import SheetXml
from puxi_cli.records.text import plain_text
from tests.edits.packages import (
    STYLES,
    WAYS,
    by_openpyxl,
    cells,
    packed,
    parts_of,
    rewritten,
    sheet,
    unpacked,
    values_by_calamine,
    values_by_openpyxl,
)
from tests.profiles import examples

Cell = tuple[int, int]
NAME = "表"


def book(xml: str | bytes) -> bytes:
    return packed(parts_of({NAME: xml}))


def both(xml: str | bytes) -> dict[Cell, object]:
    """The cells of a sheet as openpyxl and calamine read them, who must agree."""
    package = book(xml)
    found = values_by_openpyxl(package, NAME)
    assert values_by_calamine(package, NAME) == found
    return found


# Texts that libraries take for something else, or that XML cannot hold.
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(
        ["=1+1", "_x0041_", "_x000D_", "  前后  ", "\t", "两\n行", "a\r\nb", "a\rb", "😀𠮷", "<c r=\"A1\"/>", "</row>", "]]>", "&amp;",
         "#N/A", "TRUE", "1e5", "00012", "'12", "\x00\x01张\x0b三\x1f", "\ufffe", "e\u0301", "", " ", "_", "_x005F_x0041_"]
    ),
)  # fmt: skip
VALUES = st.one_of(
    TEXTS, st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: round(x, 6)), st.none()
)
ROW_NUMBERS = st.one_of(st.integers(1, 12), st.sampled_from([13, 99, 100, 400]))
COLUMNS = st.one_of(st.integers(0, 6), st.sampled_from([25, 26, 27]))
GRIDS = st.lists(st.lists(st.one_of(st.sampled_from(["甲", "乙", 1, 2.5, None])), min_size=1, max_size=6), max_size=8)


def as_read(value: object) -> object:
    """What a reader gets for a value that was put in: nothing for nothing, text as a workbook can hold it."""
    if isinstance(value, str):
        return plain_text(value) or None
    return value


@examples(150)
@given(
    GRIDS,
    st.lists(st.tuples(ROW_NUMBERS, COLUMNS, VALUES), max_size=10),
    st.sampled_from(["plainly", "in lines", "with prefixed names"]),
    st.integers(1, 5),
    st.integers(0, 3),
)
def test_what_was_changed_reads_back_and_all_else_as_it_was(
    grid: list[list[Any]], edits: list[tuple[int, int, Any]], how: str, top: int, left: int
) -> None:
    xml = rewritten(sheet(cells(grid, top, left)), how)
    changed = SheetXml(xml if isinstance(xml, bytes) else xml.encode())
    wanted = both(xml)
    for row, column, value in edits:
        changed.set(row, column, value)
        wanted[row, column] = as_read(value)
    assert both(changed.result()) == {cell: value for cell, value in wanted.items() if value is not None}


@examples(60)
@given(st.lists(st.tuples(ROW_NUMBERS, COLUMNS, st.one_of(st.integers(0, 3), TEXTS)), min_size=1, max_size=12))
def test_values_and_styles_may_be_given_in_any_order(edits: list[tuple[int, int, Any]]) -> None:
    """The last value and the last style count, whichever came first; a style alone leaves the value, a value the style."""
    styles: dict[Cell, int] = {(2, 1): 1, (3, 2): 3}
    # No figure among them: one whose style becomes that of a date is read as a date.
    xml = sheet(cells([["甲", "乙", "丙"], ["丁", "五", None], ["戊", None, "己"]], styles=styles))
    changed, wanted = SheetXml(xml.encode()), both(xml)
    for row, column, edit in edits:
        if isinstance(edit, int):
            changed.restyle(row, column, lambda old, new=edit: new)
            styles[row, column] = edit
        else:
            changed.set(row, column, edit)
            wanted[row, column] = as_read(edit)
    package = book(changed.result())
    assert values_by_openpyxl(package, NAME) == {cell: value for cell, value in wanted.items() if value is not None}
    read = by_openpyxl(package)[NAME]
    # openpyxl numbers the styles anew: the second is the one with a fill, the third the date, the fourth the bold one.
    for (row, column), style in styles.items():
        cell = read.cell(row, column + 1)
        told = (cell.fill.patternType == "solid", cell.number_format == "yyyy/m/d", bool(cell.font.b))
        assert told == (style == 1, style == 2, style == 3), cell.coordinate


def test_the_last_cell_of_all_can_be_written() -> None:
    changed = SheetXml(sheet(cells([["甲"]])).encode())
    changed.set(1_048_576, 0, "尾")
    changed.set(1, 16_383, "右")
    assert values_by_openpyxl(book(changed.result()), NAME) == {(1, 0): "甲", (1, 16_383): "右", (1_048_576, 0): "尾"}


@pytest.mark.parametrize("length", [32_766, 32_767, 32_768, 40_000])
def test_a_text_longer_than_a_cell_may_be_is_cut_and_says_so(length: int) -> None:
    changed = SheetXml(sheet(cells([["甲"]])).encode())
    changed.set(1, 0, "长" * length)
    (text,) = both(changed.result()).values()
    assert text == ("长" * length if length <= 32_767 else "长" * 32_766 + "…")


def test_numbers_that_are_equal_are_written_as_each_is() -> None:
    changed = SheetXml(sheet("").encode())
    for column, value in enumerate((1, 1.0, "1", 0.0, -0.0)):
        changed.set(1, column, value)
    found = re.findall(rb'<c r="([A-Z])1"[^>]*>(?:<is><t[^>]*>|<v>)([^<]*)<', changed.result())
    assert found == [(b"A", b"1"), (b"B", b"1.0"), (b"C", b"1"), (b"D", b"0.0"), (b"E", b"-0.0")]


def test_a_text_of_signs_that_count_twice_is_cut_where_excel_counts() -> None:
    # The limit is one of UTF-16: an emoji counts as two.
    changed = SheetXml(sheet("").encode())
    changed.set(1, 0, "😀" * 20_000)
    (text,) = both(changed.result()).values()
    assert isinstance(text, str)
    assert len(text.encode("utf-16-le")) // 2 <= 32_767
    assert text == "😀" * 16_383 + "…"


RICH = sheet(
    '<row r="1" spans="1:3" s="3" customFormat="1" ht="30" customHeight="1"><c r="A1" s="3" t="inlineStr"><is><t>户编号</t></is></c>'
    '<c r="B1" s="3" t="inlineStr"><is><t>金额</t></is></c><c r="C1" s="1"/></row>'
    '<row r="2"><c r="A2"><v>7</v></c><c r="B2" s="2"><v>43281</v></c><c r="C2"><f>A2*2</f><v>14</v></c></row>'
    '<row r="3" hidden="1"><c r="A3"><v>8</v></c><c r="C3"><f t="shared" ref="C3:C4" si="0">A3*2</f><v>16</v></c></row>'
    '<row r="4"/>'
    '<row r="5"><c r="A5" t="b"><v>1</v></c><c r="B5" t="e"><v>#N/A</v></c><c r="C5" t="str"><f>"x"&amp;"y"</f><v>xy</v></c></row>',
    after='<autoFilter ref="A1:C5"/><mergeCells count="1"><mergeCell ref="D1:E1"/></mergeCells>'
    '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>',
    before='<sheetPr><tabColor rgb="FFFF0000"/></sheetPr><dimension ref="A1:C5"/><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="3" width="9" customWidth="1"/></cols>',
)


@pytest.mark.parametrize("how", WAYS)
def test_a_sheet_with_everything_is_changed_however_it_is_written(how: str) -> None:
    # Without references every cell stands behind the one before it, so there the empty cell of row 3 shows.
    gap = how == "without references"
    changed = SheetXml(xml if isinstance(xml := rewritten(RICH, how), bytes) else xml.encode())
    changed.set(2, 0, "七")
    changed.set(4, 1, "新")
    changed.set(9, 3, 5)
    changed.restyle(2, 1, lambda old: {2: 1}[old])
    changed.restyle(5, 0, lambda old: {0: 1}[old])
    package = book(changed.result())
    results = values_by_calamine(package, NAME)
    assert results == {
        (1, 0): "户编号", (1, 1): "金额", (2, 0): "七", (2, 1): 43281, (2, 2): 14, (3, 0): 8, (3, 1 if gap else 2): 16,
        (4, 1): "新", (5, 0): True, (5, 2): "xy", (9, 3): 5,
    }  # fmt: skip
    read = by_openpyxl(package)[NAME]
    assert read["B5"].value == "#N/A"  # calamine tells it from no blank
    assert read["C2"].value == "=A2*2"
    assert read["A2"].fill.patternType is None
    assert [read[cell].fill.patternType for cell in ("B2", "A5", "C1")] == ["solid", "solid", "solid"]
    assert (read["A1"].font.b, read["B1"].font.b) == (True, True)
    assert read.row_dimensions[1].height == 30
    assert read.row_dimensions[3].hidden
    assert read.auto_filter.ref == "A1:C5"
    assert read.freeze_panes == "A2"
    assert [str(merged) for merged in read.merged_cells.ranges] == ["D1:E1"]
    assert read.page_margins.left == 0.7
    assert read.column_dimensions["A"].width == 9
    assert b'<dimension ref="A1:D9"' in changed.result().replace(b"x:dimension", b"dimension")


@pytest.mark.parametrize("how", WAYS)
def test_what_a_sheet_says_of_its_cells_is_the_same_however_it_is_written(how: str) -> None:
    text = sheet(
        '<row r="1"><c r="A1" s="3" t="s"><v>0</v></c><c r="B1" s="1" t="inlineStr"><is><t>乙</t></is></c><c r="C1" t="str"><v>丙</v></c></row>'
        '<row r="2"><c r="A2" s="1"><v>7</v></c><c r="B2" s="0" t="str"><f>"x"</f><v>x</v></c><c r="C2" s="2" t="b"><v>1</v></c></row>'
        '<row r="3"><c r="A3" s="1"/></row>'
    )
    read = SheetXml(xml if isinstance(xml := rewritten(text, how), bytes) else xml.encode())
    assert read.styles_of(1) == {0: 3, 1: 1, 2: 0}
    assert read.styles_of(2) == {0: 1, 1: 0, 2: 2}
    assert read.styles_of(8) == {}
    assert sorted(read.styled(frozenset({1}))) == [(1, 1), (2, 0), (3, 0)]
    assert read.filled(1) == [1, 2]
    assert read.last_row == 3
    assert read.last_column == 2
    # What somebody typed as text: SheetJS writes it as t="str", which elsewhere is the result of a formula.
    asked = [(row, column) for row in (1, 2, 3) for column in (0, 1, 2)]
    assert read.typed(asked) == {
        (1, 0): True, (1, 1): True, (1, 2): True, (2, 0): False, (2, 1): False, (2, 2): False,
    }  # fmt: skip
    assert not read.changed


def test_a_sheet_of_which_nothing_is_asked_is_not_changed() -> None:
    read = SheetXml(RICH.encode())
    assert not read.changed
    read.restyle(2, 1, lambda old: old)
    assert read.changed


def test_rows_without_a_changed_cell_stay_byte_for_byte() -> None:
    changed = SheetXml(RICH.encode())
    changed.set(2, 0, 1)
    rows = RICH.partition("<sheetData>")[2].partition("</sheetData>")[0]
    before, after = rows.split('<row r="2">')[0], '<row r="3"' + rows.split('<row r="3"')[1]
    assert before.encode() in changed.result()
    assert after.encode() in changed.result()


def test_a_width_is_given_to_one_column_of_a_range() -> None:
    changed = SheetXml(
        sheet(cells([["甲"]]), before='<cols><col min="2" max="16384" width="9" hidden="1" customWidth="1"/></cols>').encode()
    )
    changed.set_width(4, 48)
    assert (
        b'<col min="2" max="4" width="9" hidden="1" customWidth="1"/><col min="5" max="5" width="48" customWidth="1"/>'
        b'<col min="6" max="16384" width="9" hidden="1" customWidth="1"/>'
    ) in changed.result()


@pytest.mark.parametrize(
    "after", ["", "<!-- 尾 -->", '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/>']
)
@pytest.mark.parametrize("name", ["autoFilter", "legacyDrawing"])
def test_what_is_put_behind_the_rows_stands_where_the_format_wants_it(after: str, name: str) -> None:
    from lxml import etree

    wanted = ["sheetProtection", "mergeCells", "conditionalFormatting", "pageMargins", "drawing", "tableParts", "extLst"]
    places = {"autoFilter": 1, "legacyDrawing": 5}
    tail = "".join(f"{after if 'page' not in after else ''}<{one}/>" for one in wanted)
    changed = SheetXml(sheet(cells([["甲"]]), after=tail).encode())
    changed.behind().put(etree.Element(f"{{{changed.space}}}{name}"))
    root = etree.fromstring(changed.result())
    names = [etree.QName(child).localname for child in root if isinstance(child.tag, str)][1:]
    assert names == [*wanted[: places[name]], name, *wanted[places[name] :]]


def test_the_styles_of_these_tests_are_what_they_say() -> None:
    read = by_openpyxl(packed(parts_of({NAME: sheet(cells([["甲", "乙", "丙"]], styles={(1, 0): 1, (1, 1): 2, (1, 2): 3}))})))[
        NAME
    ]
    assert (read["A1"].fill.fgColor.rgb, read["B1"].number_format, read["C1"].font.b) == ("FFFFFF00", "yyyy/m/d", True)
    assert unpacked(book(sheet("")))["xl/styles.xml"] == STYLES.encode()


def test_a_merged_cell_is_seen_in_the_first_of_its_range() -> None:
    merges = '<mergeCells count="3"><mergeCell ref="C2:D5"/><mergeCell ref="C9:C12"/><mergeCell ref="A1:XFD1"/></mergeCells>'
    read = SheetXml(sheet(cells([["甲"]]), merges).encode())
    shown = {
        (1, 16_383): (1, 0),
        (2, 2): (2, 2),
        (5, 3): (2, 2),
        (6, 3): (6, 3),
        (10, 2): (9, 2),
        (12, 2): (9, 2),
        (10, 3): (10, 3),
    }
    assert {cell: read.shown_in(*cell) for cell in shown} == shown
    assert not read.changed
    assert SheetXml(sheet(cells([["甲"]])).encode()).shown_in(1, 0) == (1, 0)


def test_the_last_column_is_the_last_that_holds_anything() -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="C1" s="1"/></row><row r="2"><c r="B2" t="s"><v>0</v></c><c r="Z2" s="3"/></row>'
        '<row r="3"><c r="XFD3" s="3"/></row><row r="4"/>'
    )
    assert SheetXml(sheet(rows).encode()).last_column == 1
    assert SheetXml(sheet('<row r="1"><c r="C1" s="1"/></row>').encode()).last_column == -1
    assert SheetXml(sheet("").encode()).last_column == -1
