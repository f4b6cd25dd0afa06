"""Binary workbooks (xlsb): cells by pyxlsb, styles and the first day read here, as it passes over them."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from typing import Any

from puxi_cli.sheets import guard
from puxi_cli.sheets.cells import as_text
from puxi_cli.sheets.grid import ERROR_VALUE, Grid, frame_of
from puxi_cli.sheets.kinds_of_file import damaged
from puxi_cli.sheets.number_formats import PLAIN, Formats, formats_of, text_of
from puxi_cli.sheets.opened import Opened
from puxi_cli.sheets.xlsx_scan import COLUMNS, LAST_ROW

# What pyxlsb gives for an error cell: the byte of BIFF12 as hexadecimal text (MS-XLSB 2.5.97.2, BErr).
_ERRORS = frozenset(hex(code) for code in (0x00, 0x07, 0x0F, 0x17, 0x1D, 0x24, 0x2A, 0x2B))
_TEXT_IN_CELL = 6  # MS-XLSB 2.4.324, BrtCellSt
_ROW, _FIRST_CELL, _STRING, _LAST_CELL, _END = 0x00, 0x01, 0x07, 0x0B, 0x0192
# MS-XLSB 2.4: BrtFmt, BrtFont, BrtXF, BrtBeginCellXFs, BrtEndCellXFs, BrtWbProp
_FORMAT, _FONT, _STYLE, _STYLES_BEGIN, _STYLES_END, _PROPERTIES = 44, 43, 47, 617, 618, 153


def grids_of(source: Opened, size: int) -> Iterator[Grid]:
    """The sheets, whose parts together have `size` bytes. Raises UnreadableFile, and what `BROKEN` lists."""
    from pyxlsb import BIFF12Reader, open_workbook
    from pyxlsb.handlers import CellHandler

    class TextInCell(CellHandler):  # type: ignore[misc]  # pyxlsb has no types
        """A text that stands in its cell and not in the table of strings, which pyxlsb passes over."""

        def read(self, reader: Any, recid: int, reclen: int) -> Any:
            column, style = reader.read_int(), reader.read_int()
            return self.cls(column, reader.read_string(), None, style)

    BIFF12Reader.handlers[_TEXT_IN_CELL] = TextInCell()
    with source.file() as file, zipfile.ZipFile(file) as package:
        formats = _formats(package)
    with source.file() as file, open_workbook(file) as workbook:
        for tab, name in enumerate(workbook.sheets):
            with workbook.get_sheet(name) as sheet:
                if sheet.dimension is None:
                    continue  # a chart or a dialog
                grid = _grid(source, name, sheet, workbook.stringtable, formats, size)
            if grid is not None:
                grid.tab = tab
                yield grid


def _grid(source: Opened, name: str, sheet: Any, strings: Any, formats: Formats, size: int) -> Grid | None:
    odd: dict[tuple[int, int], str] = {}
    struck: set[tuple[int, int]] = set()
    rows: list[list[str | None]] = []
    number = -1
    for kind, cell in _records_of(sheet):
        if kind == _ROW:
            if cell.r <= number and number >= 0 and cell.r != number:
                raise damaged(source.path)
            number = cell.r
            continue
        value = strings[cell.v] if kind == _STRING and strings is not None else cell.v
        if value is None:
            continue
        if not 0 <= number < LAST_ROW or not 0 <= cell.c < COLUMNS:
            raise damaged(source.path)
        guard.check_span(source.path, name, number + 1, 1 + cell.c, size)
        while len(rows) <= number:
            rows.append([])
        row, where = rows[number], (number + 1, cell.c)
        row.extend([None] * (cell.c + 1 - len(row)))
        row[cell.c] = _text(value, cell.style, where, odd, formats)
        if cell.style in formats.struck and row[cell.c] is not None:
            struck.add(where)
    if not any(any(row) for row in rows):
        return None
    guard.check_span(source.path, name, len(rows), max(map(len, rows)), size)
    guard.check_text(source.path, rows)
    return Grid(source.shown, name, frame_of(rows), 0, odd, struck=frozenset(struck))


def _records_of(sheet: Any) -> Iterator[tuple[int, Any]]:
    """The records of rows and cells. Not by pyxlsb's `rows`, which makes each as wide as the sheet says it is and drops the styles."""
    reader = sheet._reader
    reader.seek(sheet._data_offset, 0)
    for kind, content in reader:
        if kind == _END:
            return
        if _ROW <= kind <= _LAST_CELL:
            yield kind, content


def _text(value: Any, style: int, where: tuple[int, int], odd: dict[tuple[int, int], str], formats: Formats) -> str | None:
    if value in _ERRORS:
        odd[where] = ERROR_VALUE
        return None
    shown = formats.special.get(style)
    if shown and isinstance(value, (int, float)) and not isinstance(value, bool):
        text = text_of(float(value), shown, formats.since_1904)
        if text is not None:
            return text
    return as_text(value, where, odd)


def _formats(package: zipfile.ZipFile) -> Formats:
    """The styles that need a look: all days do here, as pyxlsb gives numbers."""
    names = package.namelist()
    since_1904 = any(
        number == _PROPERTIES and len(data) >= 4 and bool(struct.unpack_from("<I", data)[0] & 1)
        for number, data in _records(package.read("xl/workbook.bin"))
    )
    if "xl/styles.bin" not in names:
        return PLAIN
    codes: dict[int, str] = {}
    fonts: list[bool] = []
    styles: list[tuple[int, int]] = []
    of_cells = False
    for number, data in _records(package.read("xl/styles.bin")):
        if number == _FORMAT and len(data) >= 6:
            form, length = struct.unpack_from("<HI", data)
            codes[form] = data[6 : 6 + 2 * length].decode("utf-16-le", "replace")
        elif number == _FONT and len(data) >= 4:
            fonts.append(bool(struct.unpack_from("<HH", data)[1] & 8))
        elif number in (_STYLES_BEGIN, _STYLES_END):
            of_cells = number == _STYLES_BEGIN
        elif number == _STYLE and of_cells and len(data) >= 6:
            styles.append(struct.unpack_from("<HHH", data)[1:])
    found = formats_of(
        ((form, codes.get(form), fonts[font] if font < len(fonts) else False) for form, font in styles), since_1904
    )
    return Formats({**found.days, **found.special}, found.days, found.struck, since_1904)


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part: (number, data)."""
    at = 0
    while at < len(data):
        number = data[at]
        at += 1
        if number & 0x80 and at < len(data):
            number = number & 0x7F | data[at] << 7
            at += 1
        length = 0
        for place in range(4):
            if at >= len(data):
                return
            byte = data[at]
            at += 1
            length |= (byte & 0x7F) << 7 * place
            if not byte & 0x80:
                break
        yield number, data[at : at + length]
        at += length
