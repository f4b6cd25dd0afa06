"""Workbooks written by hand, part by part: what no library writes, as formats by number, days since 1904, parts in odd places."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from puxi_cli.records.place import column_letters

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


@dataclass(frozen=True)
class Styled:
    """A number as it is stored, and the number of its style."""

    value: float | int
    style: int


@dataclass(frozen=True)
class Struck:
    """A text with the number of its style."""

    text: str
    style: int


Cell = str | float | Styled | Struck | None


def styles(formats: Sequence[int | str], fonts: str = "<font/>") -> str:
    """A part of styles: style n has the n-th format, by its number or by its code; behind them one style of the second font, if any."""
    own = [code for code in formats if isinstance(code, str)]
    numbers = [code if isinstance(code, int) else 164 + own.index(code) for code in formats]
    codes = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>' for n, code in enumerate(own)
    )
    cells = "".join(f'<xf numFmtId="{number}" fontId="0" applyNumberFormat="1"/>' for number in numbers)
    more = '<xf numFmtId="0" fontId="1"/>' if fonts.count("<font>") + fonts.count("<font/>") > 1 else ""
    return (
        f'{DECLARED}<styleSheet xmlns="{MAIN}"><numFmts count="{len(own)}">{codes}</numFmts><fonts>{fonts}</fonts><fills><fill/></fills>'
        f"<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs>{cells}{more}</cellXfs></styleSheet>"
    )


def sheet(rows: Sequence[Sequence[Cell]], before: str = "", after: str = "") -> str:
    """A sheet's XML; texts stand in their cells."""

    def cell(row: int, column: int, value: Cell) -> str:
        at = f'r="{column_letters(column)}{row}"'
        if value is None:
            return ""
        if isinstance(value, Styled):
            return f'<c {at} s="{value.style}"><v>{value.value!r}</v></c>'
        if isinstance(value, (int, float)):
            return f"<c {at}><v>{value!r}</v></c>"
        style = f' s="{value.style}"' if isinstance(value, Struck) else ""
        text = value.text if isinstance(value, Struck) else value
        return f'<c {at}{style} t="inlineStr"><is><t>{escape(text)}</t></is></c>'

    lines = "".join(
        f'<row r="{r}">' + "".join(cell(r, c, value) for c, value in enumerate(row)) + "</row>" for r, row in enumerate(rows, 1)
    )
    return f'{DECLARED}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheetData>{lines}</sheetData>{after}</worksheet>'


def parts_of(
    sheets: Mapping[str, str], styled: str = "", properties: str = "", *, folder: str = "xl", start: str | None = None
) -> dict[str, str]:
    """The parts of a workbook of some sheets (name: XML), below a folder."""
    listed = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1))
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    parts = {
        "[Content_Types].xml": f'{DECLARED}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{folder}/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'{DECLARED}<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="{start or f"{folder}/workbook.xml"}"/></Relationships>',
        f"{folder}/workbook.xml": f'{DECLARED}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>{listed}</sheets></workbook>',
        f"{folder}/_rels/workbook.xml.rels": f'{DECLARED}<Relationships xmlns="{PACKAGE}">{related}'
        f'<Relationship Id="rId90" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        f"{folder}/styles.xml": styled or styles([0]),
    }
    return parts | {f"{folder}/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets.values(), 1)}


def package(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """The parts as a file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name, data)
    return path
