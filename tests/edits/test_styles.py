"""Styles with another fill: found again, put back, and made where a workbook has none."""

from __future__ import annotations

import io

import pytest

from puxi_cli.edits.styles import Styles
from puxi_cli.edits.workbook import Workbook
from tests.edits.packages import (
    MAIN,
    STYLES,
    XML,
    as_strict,
    by_openpyxl,
    cells,
    changed,
    differing,
    packed,
    parts_of,
    rewritten,
    sheet,
    unpacked,
)

SHEET = sheet(cells([["甲", "乙"], ["丙", "丁"]], styles={(1, 0): 1, (1, 1): 3}))


def book(parts: dict[str, bytes]) -> Workbook:
    return Workbook(io.BytesIO(packed(parts)), "信息表.xlsx")


def styles_of(parts: dict[str, bytes]) -> Styles:
    return book(parts).styles


def saved(workbook: Workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_a_colour_is_told_where_a_fill_is_solid_and_plain() -> None:
    styles = styles_of(parts_of({"表": SHEET}))
    assert [styles.colour(number) for number in range(styles.count)] == [None, "FFFF00", None, None]
    themed = STYLES.replace('<fgColor rgb="FFFFFF00"/>', '<fgColor theme="4" tint="0.8"/>')
    assert styles_of(parts_of({"表": SHEET}, themed)).colour(1) is None
    short = STYLES.replace("FFFFFF00", "ffff00")
    assert styles_of(parts_of({"表": SHEET}, short)).colour(1) == "FFFF00"


@pytest.mark.parametrize("form", ["transitional", "strict", "with prefixed names", "with comments"])
@pytest.mark.parametrize("style", range(4))
def test_a_style_gets_a_colour_and_its_old_fill_back(style: int, form: str) -> None:
    text = STYLES
    if form.startswith("with"):
        text = STYLES.replace("<fill>", "<!-- fill --><fill>").replace("<xf ", "<!-- xf --><xf ")
        text = str(rewritten(text, form)) if form == "with prefixed names" else text
    parts = parts_of({"表": SHEET}, text)
    styles = styles_of(as_strict(parts) if form == "strict" else parts)
    fill = styles.fill(style)
    red = styles.solid(style, "FF0000")
    assert red == 4
    assert (styles.count, styles.colour(red)) == (5, "FF0000")
    assert styles.solid(style, "FF0000") == red
    assert styles.filled(red, fill) == style
    assert styles.count == 5
    assert styles.solid(red, "00FF00") == 5


def test_a_style_keeps_all_but_its_fill() -> None:
    workbook = book(parts_of({"表": SHEET}))
    workbook.sheet("表").restyle(1, 1, lambda old: workbook.styles.solid(old, "FF0000"))
    workbook.sheet("表").restyle(2, 0, lambda old: workbook.styles.solid(old, "FF0000"))
    workbook.sheet("表").restyle(2, 1, lambda old: workbook.styles.solid(2, "FF0000"))
    package = saved(workbook)
    assert differing(parts_of({"表": SHEET}), unpacked(package)) == {"xl/styles.xml", "xl/worksheets/sheet1.xml"}
    read = by_openpyxl(package)["表"]
    assert [cell.fill.fgColor.rgb for cell in (read["B1"], read["A2"], read["B2"])] == ["FFFF0000"] * 3
    assert (read["B1"].font.b, read["B1"].border.top.style, read["A2"].font.b) == (True, "thin", False)
    assert read["B2"].number_format == "yyyy/m/d"
    assert read["A1"].fill.fgColor.rgb == "FFFFFF00"
    assert b'<fills count="4">' in unpacked(package)["xl/styles.xml"]
    assert b'<cellXfs count="7">' in unpacked(package)["xl/styles.xml"]


def test_a_fill_told_in_one_form_of_the_format_is_put_into_the_other() -> None:
    parts = parts_of({"表": SHEET})
    fill = styles_of(as_strict(parts)).fill(1)
    assert b"xmlns" not in fill
    assert len(fill) < 255  # as long as a property of a workbook may be
    assert styles_of(parts).filled(0, fill) == 1 == styles_of(parts).filled(1, fill)


@pytest.mark.parametrize("number", [4, 57, 4000])
def test_a_cell_that_names_no_style_is_as_one_of_the_first(number: int) -> None:
    styles = styles_of(parts_of({"表": SHEET}))
    assert styles.fill(number) == styles.fill(0)
    assert styles.colour(number) is None
    assert styles.solid(number, "FF0000") == styles.solid(0, "FF0000")


@pytest.mark.parametrize(
    "text",
    [
        None,
        f'{XML}<styleSheet xmlns="{MAIN}"/>',
        f'{XML}<styleSheet xmlns="{MAIN}"><cellXfs count="1"><xf/></cellXfs></styleSheet>',
        f'{XML}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><dxfs count="0"/></styleSheet>',
    ],
    ids=["no part", "an empty part", "no fills", "neither"],
)
def test_a_workbook_that_lacks_styles_gets_them_when_it_needs_them(text: str | None) -> None:
    parts = parts_of({"表": sheet(cells([["甲", "乙"]]))}, text)
    untouched = book(parts)
    untouched.sheet("表").set(1, 1, "丙")
    assert differing(parts, unpacked(saved(untouched))) == {"xl/worksheets/sheet1.xml"}
    workbook = book(parts)
    assert workbook.styles.colour(0) is None
    workbook.sheet("表").restyle(1, 0, lambda old: workbook.styles.solid(old, "FF0000"))
    package = saved(workbook)
    read = by_openpyxl(package)["表"]
    assert read["A1"].fill.fgColor.rgb == "FFFF0000"
    assert read["B1"].fill.patternType is None
    found = unpacked(package)
    assert found["xl/styles.xml"].index(b"<fills") < found["xl/styles.xml"].index(b"<cellXfs")
    if text is None:
        assert b'PartName="/xl/styles.xml"' in found["[Content_Types].xml"]
        assert list(workbook.package.related("xl/workbook.xml", "styles").values()) == ["xl/styles.xml"]


def test_styles_may_be_called_otherwise() -> None:
    parts = parts_of({"表": SHEET})
    parts["xl/Formate.xml"] = parts.pop("xl/styles.xml")
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        parts = changed(parts, name, ("styles.xml", "Formate.xml"))
    workbook = book(parts)
    assert workbook.styles.colour(1) == "FFFF00"
    workbook.sheet("表").restyle(1, 1, lambda old: workbook.styles.solid(old, "FF0000"))
    assert differing(parts, unpacked(saved(workbook))) == {"xl/Formate.xml", "xl/worksheets/sheet1.xml"}
