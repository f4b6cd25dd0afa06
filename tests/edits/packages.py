"""Packages put together part by part, and what the two libraries that people read workbooks with make of them."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from python_calamine import CalamineWorkbook

from puxi_cli.records.place import column_letters
from tests.sheets.registers import Rows

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"

# Style 0 is plain, 1 has a yellow fill, 2 is a date, 3 is bold in a frame.
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy/m/d"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/><bgColor indexed="64"/></patternFill></fill></fills>'
    '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right style="thin"/>'
    '<top style="thin"/><bottom style="thin"/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="0" fillId="2" borderId="0" xfId="0" applyFill="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def sheet(rows: str, after: str = "", before: str = "", namespaces: str = "") -> str:
    """A sheet's XML as Excel writes it."""
    return (
        f'{XML}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"{namespaces}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )


def cells(table: Rows, top: int = 1, left: int = 0, styles: Mapping[tuple[int, int], int] | None = None) -> str:
    """Rows of texts (figures as figures) as XML; `styles` by (row, column) as the sheet counts them."""
    out = []
    for number, row in enumerate(table, top):
        inside = ""
        for column, value in enumerate(row, left):
            style = (styles or {}).get((number, column))
            attributes = f' r="{column_letters(column)}{number}"' + (f' s="{style}"' if style is not None else "")
            if value is None:
                inside += f"<c{attributes}/>" if style is not None else ""
            elif isinstance(value, str):
                inside += f'<c{attributes} t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'
            else:
                inside += f"<c{attributes}><v>{value}</v></c>"
        out.append(f'<row r="{number}">{inside}</row>')
    return "".join(out)


def relations(entries: Mapping[str, tuple[str, str]]) -> str:
    """A part of relations: {id: (type, target)}; a type without a slash is one of the office documents'."""
    inside = "".join(
        f'<Relationship Id="{name}" Type="{kind if "/" in kind else f"{OFFICE}/{kind}"}" Target="{target}"/>'
        for name, (kind, target) in entries.items()
    )
    return f'{XML}<Relationships xmlns="{RELATIONS}">{inside}</Relationships>'


def parts_of(
    sheets: Mapping[str, str | bytes], styles: str | None = STYLES, more: Mapping[str, str | bytes] | None = None
) -> dict[str, bytes]:
    """The parts of a workbook: sheets by name, styles or none, and other parts as they are."""
    names = list(sheets)
    tabs = "".join(f'<sheet name="{name.replace("&", "&amp;")}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_SPREADSHEET}.worksheet+xml"/>'
        for n in range(1, len(names) + 1)
    )
    targets = {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)}
    if styles is not None:
        types += f'<Override PartName="/xl/styles.xml" ContentType="{_SPREADSHEET}.styles+xml"/>'
        targets["rId99"] = ("styles", "styles.xml")
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{_SPREADSHEET}.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{tabs}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(targets),
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets.values(), 1)}
    if styles is not None:
        parts["xl/styles.xml"] = styles
    parts |= dict(more or {})
    return {name: content.encode() if isinstance(content, str) else content for name, content in parts.items()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2018, 6, 30, 12, 0, 0)), content)
    return out.getvalue()


def unpacked(package: Path | bytes) -> dict[str, bytes]:
    """All parts of a package."""
    with zipfile.ZipFile(io.BytesIO(package) if isinstance(package, bytes) else package) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def as_strict(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same workbook in the strict namespaces, as Excel's “Strict Open XML” writes them."""
    changes = {
        MAIN: STRICT,
        f"{OFFICE}/extended-properties": f"{STRICT_OFFICE}/extendedProperties",
        f"{OFFICE}/custom-properties": f"{STRICT_OFFICE}/customProperties",
        OFFICE: STRICT_OFFICE,
    }
    found = dict(parts)
    for name, content in parts.items():
        for old, new in changes.items():
            content = content.replace(old.encode(), new.encode())
        found[name] = content
    return found


def changed(parts: Mapping[str, bytes], name: str, *changes: tuple[str, str]) -> dict[str, bytes]:
    """The parts with texts of one of them replaced, each of which must be there."""
    text = parts[name].decode()
    for old, new in changes:
        assert old in text, f"{old} is not in {name}"
        text = text.replace(old, new)
    return {**parts, name: text.encode()}


def differing(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    """The parts that are not the same in both."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def by_openpyxl(package: bytes | Path, **options: Any) -> openpyxl.Workbook:
    """The workbook as openpyxl reads it; what it warns of is its own affair."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(package) if isinstance(package, bytes) else package, **options)


def values_by_openpyxl(package: bytes | Path, name: str, data_only: bool = False) -> dict[tuple[int, int], object]:
    """The cells of a sheet that hold something, by (row from 1, column from 0)."""
    found = by_openpyxl(package, data_only=data_only)[name]
    there = found._cells.values()  # and not `iter_rows`, which makes every cell between them
    return {(cell.row, cell.column - 1): _as_excel_reads(cell.value) for cell in there if cell.value not in (None, "")}


def _as_excel_reads(value: object) -> object:
    """openpyxl leaves _x0041_ as it is in texts that stand in their cells; Excel, LibreOffice and calamine read the letter A."""
    if isinstance(value, str):
        return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), value)
    return value


def values_by_calamine(package: bytes | Path, name: str) -> dict[tuple[int, int], object]:
    """The same by calamine, which reads formulas as their stored results."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(package if isinstance(package, bytes) else package.read_bytes()))
    found = book.get_sheet_by_name(name)
    if found.start is None:
        return {}
    top, left = found.start
    return {
        (top + r + 1, left + c): value
        for r, row in enumerate(found.to_python(skip_empty_area=True))
        for c, value in enumerate(row)
        if value != ""
    }


def fill_of(package: bytes | Path, sheet_name: str, cell: str) -> str | None:
    """The colour (RRGGBB) of a cell's solid fill, as openpyxl reads it."""
    fill = by_openpyxl(package)[sheet_name][cell].fill
    return str(fill.fgColor.rgb)[-6:] if fill.patternType == "solid" and fill.fgColor.type == "rgb" else None


def notes_of(package: bytes | Path, sheet_name: str) -> dict[str, str]:
    """The texts of a sheet's comments by cell, as openpyxl reads them."""
    rows = by_openpyxl(package)[sheet_name].iter_rows()
    return {cell.coordinate: cell.comment.text for row in rows for cell in row if cell.comment is not None}


def rewritten(xml: str, how: str) -> str | bytes:
    """A sheet's XML (as `sheet` gives it) the way other programs would write the same."""
    return WAYS[how](xml)


def _prefixed(xml: str) -> str:
    return re.sub(r"<(/?)(?=\w+[\s/>])", r"<\1x:", xml).replace("xmlns=", "xmlns:x=")


WAYS: dict[str, Callable[[str], str | bytes]] = {
    "plainly": lambda xml: xml,
    "with prefixed names": _prefixed,
    "with single quotes": lambda xml: re.sub(r"<[^>]*>", lambda tag: tag[0].replace('"', "'"), xml),
    "without references": lambda xml: re.sub(r'<(row|c) r="[A-Z0-9]+"', r"<\1", xml),
    "with references in small letters": lambda xml: re.sub(r'<c r="([A-Z]+)', lambda match: match[0].lower(), xml),
    "with references last": lambda xml: re.sub(r'<(row|c)( r="[A-Z0-9]+")([^>/]*)', r"<\1\3\2", xml),
    "with the style in single quotes": lambda xml: re.sub(r'<c ([^>]*)s="([0-9]+)"', r"<c \1s='\2'", xml),
    "with blanks around signs": lambda xml: re.sub(r'<c r="([A-Z0-9]+)" s="', r'<c r="\1" s = "', xml),
    "with blanks before the end of tags": lambda xml: xml.replace("</c>", "</c >").replace("</row>", "</row\n>"),
    "with line breaks in tags": lambda xml: xml.replace("<c r=", "<c\n  r=").replace("<row r=", "<row\t r="),
    "in lines": lambda xml: xml.replace("<row", "\n  <row").replace("<c ", "\n    <c ").replace("</row>", "\n  </row>"),
    "with comments": lambda xml: (
        xml.replace("<worksheet", "<!-- by hand -->\n<worksheet")
        .replace("<row", "<!-- <row r='1'> --><row")
        .replace("<v>", "<v><!-- 1 -->")
        .replace("</sheetData>", "<!-- </sheetData> --></sheetData><!-- the end -->")
    ),
    "with sections of text": lambda xml: re.sub(r"<v>([^<]*)</v>", r"<v><![CDATA[\1]]></v>", xml),
    "in utf-16": lambda xml: xml.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"),
    "with a byte order mark": lambda xml: xml.encode("utf-8-sig"),
    "with a namespace at the rows": lambda xml: xml.replace(
        "<sheetData>", '<sheetData xmlns:y="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">'
    ).replace("<row ", '<row y:dyDescent="0.15" '),
}
