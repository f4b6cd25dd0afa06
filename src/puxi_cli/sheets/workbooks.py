"""Workbooks in: one grid per sheet, by the reader that fits the format.

xlsx, xlsm and ods go through calamine (fastexcel for the former, which gives whole columns); xls through xlrd and xlsb through pyxlsb, which
tell an error value from a blank where calamine does not. Macros are never looked at. Every reader is kept from
allocating more than the sheet is worth (`guard`).
"""

from __future__ import annotations

import dataclasses
import logging
import zipfile
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from typing import TYPE_CHECKING, Any

from puxi_cli.records.place import column_letters
from puxi_cli.sheets import guard, ods_scan
from puxi_cli.sheets.cells import as_text
from puxi_cli.sheets.grid import Grid, frame_of
from puxi_cli.sheets.kinds_of_file import BROKEN, damaged
from puxi_cli.sheets.number_formats import PLAIN, formats_of_styles
from puxi_cli.sheets.opened import Opened
from puxi_cli.sheets.struck import struck_in
from puxi_cli.sheets.xlsx_parts import XlsxParts, plain_copy, xlsx_parts, xml_of
from puxi_cli.sheets.xlsx_scan import LAST_ROW, Scan, bad_reference, look_through, measured, odd_days, text_of_sheet

if TYPE_CHECKING:
    import polars as pl

# What calamine warns of (a declared range beyond the sheet) does not concern the cells, which are measured here. Without a handler
# Python would print it on stderr.
for _library in ("calamine", "fastexcel"):
    logging.getLogger(_library).addHandler(logging.NullHandler())


def grids_of(source: Opened) -> Iterator[Grid]:
    """Every sheet of a workbook, in the order in which they are ready. Raises UnreadableFile."""
    if source.kind in ("xlsb", "ods"):
        source = _straightened(source)
    return {"xlsx": _xlsx, "xlsb": _xlsb, "ods": _ods, "xls": _xls}[source.kind](source)


def _straightened(source: Opened) -> Opened:
    """The same; of a package whose parts are named with backslashes, or of an ods without its first part, a copy that has both right."""
    with _package(source) as package:
        names = package.namelist()
        typed = source.kind != "ods" or "mimetype" in names
        if typed and not any("\\" in name for name in names):
            return source
        copy = BytesIO()
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
            if not typed:
                out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
            for name in names:
                if not name.endswith(("/", "\\")):
                    out.writestr(name.replace("\\", "/"), b"".join(guard.stream(source.path, package, name)))
    return dataclasses.replace(source, content=copy.getvalue())


def _package(source: Opened) -> zipfile.ZipFile:
    try:
        package = zipfile.ZipFile(source.path_or_stream())
    except BROKEN:
        raise damaged(source.path) from None
    guard.inspected(source.path, package)
    return package


def _xlsx(source: Opened) -> Iterator[Grid]:
    """Measure the sheets, load them on another thread, and look through them meanwhile: the largest first."""
    with _package(source) as package, ThreadPoolExecutor(1) as pool:
        parts = xlsx_parts(source.path, package)
        sheets = parts.sheets
        of_sheets = {part for _, part, _ in sheets}
        texts: dict[int, int] = {}
        struck_texts: dict[int, str | None] = {}
        formats = PLAIN
        for name in package.namelist():
            if name.lower().endswith(".xml") and (name in (parts.styles, parts.strings) or name.lower().startswith("xl/")):
                if name in of_sheets:
                    continue
                if name not in (parts.styles, parts.strings) and not guard.can_be_unpacked(package.getinfo(name)):
                    continue  # nobody reads it
                chunks = guard.stream(source.path, package, name)
                if name == parts.strings:
                    strings = b"".join(chunks)
                    texts, struck_texts = guard.long_texts(strings), struck_in(strings)
                elif name == parts.styles:
                    formats = formats_of_styles(xml_of(source.path, b"".join(chunks)), parts.since_1904)
                else:
                    for _ in chunks:
                        pass  # held against its declared size, and against entities
        reader = _Reader(source, parts)
        found: dict[str, tuple[Scan, Future[pl.DataFrame]]] = {}
        for name, part, _ in sorted(sheets, key=lambda sheet: -package.getinfo(sheet[1]).file_size):
            scanned = measured(source.path, package, part, formats)
            size = package.getinfo(part).file_size
            if scanned.rows > LAST_ROW:
                raise bad_reference(source.path, f"{column_letters(scanned.last_column)}{scanned.rows}")
            guard.check_span(source.path, name, scanned.rows, scanned.last_column + 1, size)
            unfolded = text_of_sheet(texts, source.path, package, part) if texts else 0
            if unfolded > guard.MOST_TEXT:
                raise guard.too_large(source.path, unfolded)
            if scanned.first_column is not None:
                found[name] = scanned, pool.submit(reader.load, name)
        tabs = {name: (tab, part, hidden) for tab, (name, part, hidden) in enumerate(sheets)}
        for name in list(found):
            tab, part, hidden = tabs[name]
            scanned, frame = found.pop(name)
            look_through(scanned, source.path, package, part, formats, struck_texts)
            grid = _xlsx_grid(source, name, hidden, scanned, frame.result(), reader)
            if formats.days and _shows_odd_days(grid.frame):
                grid.frame = _with_shown(grid.frame, odd_days(source.path, package, part, formats), grid.first_column)
            grid.tab = tab
            yield grid


class _Reader:
    """The fast reader of a workbook's sheets; where it cannot read the file as it stands, of a plain copy of it."""

    def __init__(self, source: Opened, parts: XlsxParts) -> None:
        self._source, self._parts = source, parts
        self._copy: bytes | None = None
        self._open: Any = None

    def _file(self) -> str | bytes:
        if self._copy is not None:
            return self._copy
        file = self._source.path_or_stream()
        return file if isinstance(file, str) else file.read()

    def load(self, name: str) -> pl.DataFrame:
        """The cells of a sheet as text, from row 1 on. Raises UnreadableFile."""
        import fastexcel

        while True:
            try:
                if self._open is None:
                    self._open = fastexcel.read_excel(self._file())
                sheet = self._open.load_sheet(name, header_row=None, skip_rows=0, dtypes="string", whitespace_as_null=True)
                frame: pl.DataFrame = sheet.to_polars()
                return frame
            except (fastexcel.FastExcelError, OSError, ValueError):
                if self._copy is not None:
                    raise damaged(self._source.path) from None
                with _package(self._source) as package:  # another than that which is looked through meanwhile
                    self._copy, self._open = plain_copy(self._source.path, package, self._parts), None

    def first_column(self, name: str) -> int:
        """The first used column by calamine's own count, where blank formatted cells make the XML ambiguous."""
        from python_calamine import CalamineError, load_workbook

        file = self._file()
        try:
            start = load_workbook(file if isinstance(file, str) else BytesIO(file)).get_sheet_by_name(name).start
        except (CalamineError, OSError, ValueError):
            raise damaged(self._source.path) from None
        return start[1] if start else 0


def _xlsx_grid(source: Opened, name: str, hidden: bool, scanned: Scan, frame: pl.DataFrame, reader: _Reader) -> Grid:
    frame.columns = [f"c{index}" for index in range(frame.width)]
    first = scanned.first_column or 0
    if frame.width and frame.width != scanned.last_column - first + 1:
        first = reader.first_column(name)
    if scanned.shown:
        frame = _with_shown(frame, scanned.shown, first)
    rows = frozenset(scanned.hidden_rows)
    return Grid(
        source.shown, name, frame, first, scanned.odd, tuple(scanned.merges), hidden, rows, struck=frozenset(scanned.struck)
    )


def _with_shown(frame: pl.DataFrame, shown: Mapping[tuple[int, int], str], first_column: int) -> pl.DataFrame:
    """The cells of these places (row from 1, column from 0) as a person sees them."""
    import polars as pl

    columns: dict[int, tuple[list[int], list[str]]] = {}
    for (row, column), text in shown.items():
        if 0 < row <= frame.height and 0 <= column - first_column < frame.width:
            rows, texts = columns.setdefault(column - first_column, ([], []))
            rows.append(row - 1)
            texts.append(text)
    changed = [
        frame.to_series(column).scatter(rows, pl.Series(texts, dtype=pl.String)).alias(f"c{column}")
        for column, (rows, texts) in columns.items()
    ]
    return frame.with_columns(changed)


def _shows_odd_days(frame: pl.DataFrame) -> bool:
    """Whether a cell shows one of the two days that Excel has and the calendar has not, as the reader gives them."""
    import polars as pl

    days = ("1899-12-31", "1900-02-28")
    found = frame.select(pl.any_horizontal(pl.any_horizontal((pl.all() >= day) & (pl.all() < f"{day}~")).any() for day in days))
    return bool(found.item()) if frame.width else False


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
                [as_text(value, (top + r + 1, left + c), odd) for c, value in enumerate(row)]
                for r, row in enumerate(sheet.to_python())
            ]
            for area, text in scanned.shown:
                for row in rows[max(area.first_row - top - 1, 0) : max(area.last_row - top, 0)]:
                    for column in range(area.first_column - left, min(area.last_column - left + 1, len(row))):
                        row[column] = text
            hidden = meta.visible is not SheetVisibleEnum.Visible
            frame = frame_of([*([[]] * top), *rows])
            yield Grid(
                source.shown,
                meta.name,
                frame,
                left,
                odd,
                tuple(scanned.merges),
                hidden,
                frozenset(scanned.hidden_rows),
                struck=frozenset(scanned.struck),
            )
    except (CalamineError, OSError, ValueError):
        raise damaged(source.path) from None


def _xls(source: Opened) -> Iterator[Grid]:
    """By xlrd; what it refuses or breaks off in is read by calamine, which does not tell what formats and errors say."""
    from puxi_cli.sheets import xls

    with source.file() as file:
        content = file.read()
    workbook, why = xls.workbook_of(content)
    if workbook is not None:
        yield from xls.grids_of(source, workbook, len(content))
    elif (grids := xls.grids_of_second_reader(source, content)) is not None:
        yield from grids
    else:
        raise xls.refused(source.path, content, why)


def _xlsb(source: Opened) -> Iterator[Grid]:
    from puxi_cli.sheets import xlsb

    with _package(source) as package:
        size = 0
        for name in package.namelist():
            size += sum(map(len, guard.stream(source.path, package, name)))
    try:
        yield from xlsb.grids_of(source, size)
    except BROKEN:
        raise damaged(source.path) from None
