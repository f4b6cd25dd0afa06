"""Workbooks in: one grid per sheet, by the reader that fits the format.

xlsx, xlsm and ods go through calamine (fastexcel for the former, which gives whole columns); xls through xlrd and xlsb through pyxlsb, which
tell an error value from a blank where calamine does not. Macros are never looked at. Every reader is kept from
allocating more than the sheet is worth (`guard`).
"""

from __future__ import annotations

import math
import posixpath
import zipfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any

from puxi_cli.sheets import guard, ods_scan
from puxi_cli.sheets.grid import ERROR_VALUE, MOST_CELLS, NUMBER_LOST, Grid, Merge, frame_of
from puxi_cli.sheets.kinds_of_file import BROKEN, damaged, wrong_type
from puxi_cli.sheets.opened import Opened
from puxi_cli.sheets.xlsx_scan import Scan, look_through, measured, text_of

if TYPE_CHECKING:
    import polars as pl

_EXACT = 10**15  # a spreadsheet keeps 15 digits of a number
_LAST_DAY = 2_950_000  # in the year 9976; a greater number with a date's format is no day


def grids_of(source: Opened) -> Iterator[Grid]:
    """Every sheet of a workbook, in the order in which they are ready. Raises UnreadableFile."""
    return {"xlsx": _xlsx, "xlsb": _xlsb, "ods": _ods, "xls": _xls}[source.kind](source)


def _package(source: Opened) -> zipfile.ZipFile:
    try:
        package = zipfile.ZipFile(source.path_or_stream())
    except BROKEN:
        raise damaged(source.path) from None
    guard.inspected(source.path, package)
    return package


def _xlsx(source: Opened) -> Iterator[Grid]:
    """Measure the sheets, load them on another thread, and look through them meanwhile: the largest first."""
    import fastexcel
    from python_calamine import CalamineError

    def load(name: str) -> Any:
        if not readers:
            file = source.path_or_stream()
            readers.append(fastexcel.read_excel(file if isinstance(file, str) else file.read()))
        sheet = readers[0].load_sheet(name, header_row=None, skip_rows=0, dtypes="string", whitespace_as_null=True)
        return sheet.to_polars()

    readers: list[Any] = []
    try:
        with _package(source) as package, ThreadPoolExecutor(1) as pool:
            sheets = _sheet_parts(source, package)
            parts = {part for _, part, _ in sheets}
            texts: dict[int, int] = {}
            for name in package.namelist():
                if name.lower().startswith("xl/") and name.lower().endswith(".xml") and name not in parts:
                    chunks = guard.stream(source.path, package, name)
                    if name.lower().endswith("sharedstrings.xml"):
                        texts = guard.long_texts(b"".join(chunks))
                    else:
                        for _ in chunks:
                            pass  # held against its declared size, and against entities
            found: dict[str, tuple[Scan, Future[Any]]] = {}
            for name, part, _ in sorted(sheets, key=lambda sheet: -package.getinfo(sheet[1]).file_size):
                scanned = measured(source.path, package, part)
                size = package.getinfo(part).file_size
                guard.check_span(source.path, name, scanned.rows, scanned.last_column + 1, size)
                unfolded = text_of(texts, source.path, package, part) if texts else 0
                if unfolded > guard.MOST_TEXT:
                    raise guard.too_large(source.path, unfolded)
                if scanned.first_column is not None:
                    found[name] = scanned, pool.submit(load, name)
            tabs = {name: (tab, part, hidden) for tab, (name, part, hidden) in enumerate(sheets)}
            for name in list(found):
                tab, part, hidden = tabs[name]
                scanned, frame = found.pop(name)
                look_through(scanned, source.path, package, part)
                grid = _xlsx_grid(source, name, hidden, scanned, frame.result())
                grid.tab = tab
                yield grid
    except (fastexcel.FastExcelError, CalamineError, OSError, ValueError):
        raise damaged(source.path) from None


def _xlsx_grid(source: Opened, name: str, hidden: bool, scanned: Scan, frame: pl.DataFrame) -> Grid:
    frame.columns = [f"c{index}" for index in range(frame.width)]
    first = scanned.first_column or 0
    if frame.width and frame.width != scanned.last_column - first + 1:
        first = _first_column(source, name)
    rows = frozenset(scanned.hidden_rows)
    return Grid(str(source.path), name, frame, first, scanned.odd, tuple(scanned.merges), hidden, rows)


def _first_column(source: Opened, sheet: str) -> int:
    """The first used column by calamine's own count, where blank formatted cells make the XML ambiguous."""
    from python_calamine import load_workbook

    start = load_workbook(source.path_or_stream()).get_sheet_by_name(sheet).start
    return start[1] if start else 0


def _sheet_parts(source: Opened, package: zipfile.ZipFile) -> list[tuple[str, str, bool]]:
    """(name, part, hidden) of every worksheet in tab order. Chart sheets and macros are passed over."""
    # Two small parts that every workbook has: the standard library's parser loads faster than lxml, and `guard.stream` has
    # refused what it could be attacked with.
    from xml.etree import ElementTree

    def parsed(name: str) -> Any:
        return ElementTree.fromstring(b"".join(guard.stream(source.path, package, name)))

    try:
        relations = {
            item.get("Id"): item.get("Target")
            for item in parsed("xl/_rels/workbook.xml.rels")
            if (item.get("Type") or "").endswith("/worksheet")
        }
        sheets = []
        for element in parsed("xl/workbook.xml").iter():
            if element.tag.rpartition("}")[2] == "sheet":
                target = next(
                    (relations[value] for name, value in element.items() if value in relations and name.endswith("id")), None
                )
                if target is None:
                    continue
                part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
                package.getinfo(part)
                sheets.append((element.attrib["name"], part, element.get("state") in ("hidden", "veryHidden")))
    except KeyError:
        if "xl/workbook.xml" in package.namelist():
            raise damaged(source.path) from None
        raise wrong_type(source.path) from None
    except (ElementTree.ParseError, LookupError, ValueError):  # the last two for an encoding nobody knows
        raise damaged(source.path) from None
    return sheets


def _as_text(value: Any, cell: tuple[int, int], odd: dict[tuple[int, int], str]) -> str | None:
    """A typed cell as the text a reader would see; notes numbers whose digits the spreadsheet has lost."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        if not math.isfinite(value):
            odd[cell] = ERROR_VALUE
            return None
        if abs(value) >= _EXACT:
            odd[cell] = NUMBER_LOST
        return str(int(value)) if value == int(value) else repr(value)
    if isinstance(value, (date, datetime)):
        if isinstance(value, datetime):  # old workbooks know no day without a time
            return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
        return value.isoformat()
    if isinstance(value, (time, timedelta)):
        return str(value)
    raise TypeError(type(value).__name__)


def _ods(source: Opened) -> Iterator[Grid]:
    from python_calamine import CalamineError, SheetVisibleEnum, load_workbook

    with _package(source) as package:
        told = ods_scan.scan(source.path, package)
    try:
        workbook = load_workbook(source.path_or_stream())
        for meta in workbook.sheets_metadata:
            sheet = workbook.get_sheet_by_name(meta.name)
            if sheet.start is None or sheet.end is None:
                continue
            (top, left), scanned = sheet.start, told.get(meta.name, ods_scan.OdsScan())
            odd = scanned.odd
            rows = [
                [_as_text(value, (top + r + 1, left + c), odd) for c, value in enumerate(row)]
                for r, row in enumerate(sheet.to_python())
            ]
            hidden = meta.visible is not SheetVisibleEnum.Visible
            frame = frame_of([*([[]] * top), *rows])
            yield Grid(
                str(source.path), meta.name, frame, left, odd, tuple(scanned.merges), hidden, frozenset(scanned.hidden_rows)
            )
    except (CalamineError, OSError, ValueError):
        raise damaged(source.path) from None


def _xls(source: Opened) -> Iterator[Grid]:
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        with source.file() as file:
            content = file.read()
            # The log would go to stdout, where only data may stand.
            workbook = xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=StringIO())
    except (xlrd.XLRDError, CompDocError, *BROKEN) as error:
        raise (wrong_type if "find workbook in OLE2" in str(error) else damaged)(source.path) from None
    for sheet in workbook.sheets():
        odd: dict[tuple[int, int], str] = {}
        rows: list[list[str | None]] = []
        for number in range(sheet.nrows):
            row: list[str | None] = []
            for column, cell in enumerate(sheet.row(number)):
                row.append(_xls_text(cell, (number + 1, column), odd, workbook.datemode))
            rows.append(row)
        if not any(any(row) for row in rows):
            continue
        guard.check_span(source.path, sheet.name, len(rows), max(map(len, rows)), len(content))
        guard.check_text(source.path, rows)
        hidden_rows = frozenset(number + 1 for number, info in sheet.rowinfo_map.items() if info.hidden)
        merges = tuple(Merge(top + 1, bottom, left, right - 1) for top, bottom, left, right in sheet.merged_cells)
        yield Grid(str(source.path), sheet.name, frame_of(rows), 0, odd, merges, sheet.visibility != 0, hidden_rows)


def _xls_text(cell: Any, where: tuple[int, int], odd: dict[tuple[int, int], str], datemode: int) -> str | None:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_ERROR:
        odd[where] = ERROR_VALUE
        return None
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_DATE and 61 <= cell.value < _LAST_DAY:
        return _as_text(xlrd.xldate_as_datetime(cell.value, datemode), where, odd)
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    return _as_text(cell.value, where, odd)


# What pyxlsb gives for an error cell: the byte of BIFF12 as hexadecimal text (MS-XLSB 2.5.97.2, BErr).
_XLSB_ERRORS = frozenset(hex(code) for code in (0x00, 0x07, 0x0F, 0x17, 0x1D, 0x24, 0x2A, 0x2B))
_TEXT_IN_CELL = 6  # MS-XLSB 2.4.324, BrtCellSt
_MOST_COLUMNS = 1 << 14


def _xlsb(source: Opened) -> Iterator[Grid]:
    from pyxlsb import BIFF12Reader, open_workbook
    from pyxlsb.handlers import CellHandler

    class TextInCell(CellHandler):  # type: ignore[misc]  # pyxlsb has no types
        """A text that stands in its cell and not in the table of strings, which pyxlsb passes over."""

        def read(self, reader: Any, recid: int, reclen: int) -> Any:
            column, style = reader.read_int(), reader.read_int()
            return self.cls(column, reader.read_string(), None, style)

    BIFF12Reader.handlers[_TEXT_IN_CELL] = TextInCell()
    with _package(source) as package:
        size = 0
        for name in package.namelist():
            size += sum(map(len, guard.stream(source.path, package, name)))
    try:
        with source.file() as file, open_workbook(file) as workbook:
            for name in workbook.sheets:
                odd: dict[tuple[int, int], str] = {}
                rows: list[list[str | None]] = []
                with workbook.get_sheet(name) as sheet:
                    # pyxlsb makes every row as wide as the sheet says it is.
                    width = sheet.dimension.c + sheet.dimension.w
                    if width > _MOST_COLUMNS:
                        raise damaged(source.path)
                    for made, cells in enumerate(sheet.rows(sparse=True)):
                        if made * width > MOST_CELLS:
                            raise guard.spans_too_much(source.path, name, made, width)
                        kept = [cell for cell in cells if cell.v is not None]
                        if not kept:
                            continue
                        number = kept[0].r
                        guard.check_span(source.path, name, number + 1, 1 + max(cell.c for cell in kept), size)
                        if number < len(rows):
                            raise damaged(source.path)
                        rows.extend([] for _ in range(number - len(rows)))
                        row: list[str | None] = [None] * (max(cell.c for cell in kept) + 1)
                        for cell in kept:
                            if cell.v in _XLSB_ERRORS:
                                odd[number + 1, cell.c] = ERROR_VALUE
                            else:
                                row[cell.c] = _as_text(cell.v, (number + 1, cell.c), odd)
                        rows.append(row)
                if any(any(row) for row in rows):
                    guard.check_text(source.path, rows)
                    yield Grid(str(source.path), name, frame_of(rows), 0, odd)
    except BROKEN:
        raise damaged(source.path) from None
