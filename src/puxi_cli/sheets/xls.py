"""Workbooks of Excel 97 to 2003 (and older ones): by xlrd, or by calamine where xlrd breaks off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from puxi_cli.errors import UnreadableFile
from puxi_cli.sheets import guard
from puxi_cli.sheets.cells import as_text
from puxi_cli.sheets.grid import ERROR_VALUE, Grid, Merge, frame_of
from puxi_cli.sheets.kinds_of_file import BROKEN, OLD_EXCEL, damaged, wrong_type
from puxi_cli.sheets.number_formats import PLAIN, Formats, formats_of, text_of
from puxi_cli.sheets.opened import Opened
from puxi_cli.text.words import Text


def workbook_of(content: bytes) -> tuple[Any, str]:
    """The workbook, or None and what xlrd says against it."""
    import xlrd
    from xlrd.compdoc import CompDocError

    _without_formulas_of_names()
    why = ""
    for options in ({"formatting_info": True}, {"formatting_info": True, "ignore_workbook_corruption": True}, {}):
        try:
            # The log would go to stdout, where only data may stand.
            return xlrd.open_workbook(file_contents=content, ragged_rows=True, logfile=StringIO(), **options), ""
        except (xlrd.XLRDError, CompDocError, *BROKEN) as error:
            why = why or str(error)
    return None, why


def _without_formulas_of_names() -> None:
    """Keep xlrd from working out the formulas of defined names: nobody reads them, and it breaks off in some."""
    import xlrd.book

    # A named function would have to name arguments that nobody uses.
    ignored: Callable[..., None] = lambda *arguments, **settings: None  # noqa: E731
    xlrd.book.evaluate_name_formula = ignored


def refused(path: Path, content: bytes, why: str) -> UnreadableFile:
    """Why no reader reads it."""
    if "find workbook in OLE2" in why:
        return wrong_type(path)
    if content.startswith(OLD_EXCEL):
        return UnreadableFile(
            f"{path}：这是 Excel 4.0 或更早的格式（BIFF2 至 BIFF4），puxi 读不了。请用 Excel 或 WPS 打开，另存为 .xlsx。",
            f"{path}: this is a workbook of Excel 4 or older (BIFF2 to BIFF4), which puxi cannot read. "
            "Open it in Excel or WPS and save it as .xlsx.",
        )
    return damaged(path)


def grids_of(source: Opened, workbook: Any, size: int) -> Iterator[Grid]:
    """The sheets of a workbook that xlrd has read. Raises UnreadableFile."""
    formats = _formats(workbook)
    for tab, sheet in enumerate(workbook.sheets()):
        odd: dict[tuple[int, int], str] = {}
        struck: set[tuple[int, int]] = set()
        rows: list[list[str | None]] = []
        for number in range(sheet.nrows):
            row: list[str | None] = []
            for column, cell in enumerate(sheet.row(number)):
                row.append(_text(cell, (number + 1, column), odd, formats))
                if cell.xf_index in formats.struck and row[-1] is not None:
                    struck.add((number + 1, column))
            rows.append(row)
        if not any(any(row) for row in rows):
            continue
        for (number, column), runs in sheet.rich_text_runlist_map.items():
            if any(font < len(workbook.font_list) and workbook.font_list[font].struck_out for _, font in runs):
                struck.add((number + 1, column))
        guard.check_span(source.path, sheet.name, len(rows), max(map(len, rows)), size)
        guard.check_text(source.path, rows)
        hidden_rows = frozenset(number + 1 for number, info in sheet.rowinfo_map.items() if info.hidden)
        merges = tuple(Merge(top + 1, bottom, left, right - 1) for top, bottom, left, right in sheet.merged_cells)
        yield Grid(
            source.shown,
            sheet.name,
            frame_of(rows),
            0,
            odd,
            merges,
            sheet.visibility != 0,
            hidden_rows,
            tab,
            struck=frozenset(struck),
        )


def _formats(workbook: Any) -> Formats:
    """The styles that need a look. All days do here: xlrd gives them as numbers."""
    styles: list[tuple[int, str | None, bool]] = []
    for style in workbook.xf_list:
        form = workbook.format_map.get(style.format_key)
        font = workbook.font_list[style.font_index] if style.font_index < len(workbook.font_list) else None
        styles.append((style.format_key, (form.format_str or None) if form else None, bool(font and font.struck_out)))
    found = formats_of(styles, workbook.datemode == 1)
    return Formats({**found.days, **found.special}, found.days, found.struck, found.since_1904) if styles else PLAIN


def _text(cell: Any, where: tuple[int, int], odd: dict[tuple[int, int], str], formats: Formats) -> str | None:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_ERROR:
        odd[where] = ERROR_VALUE
        return None
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE) and (shown := formats.special.get(cell.xf_index)):
        text = text_of(cell.value, shown, formats.since_1904)
        if text is not None:
            return text
    return as_text(cell.value, where, odd)


def grids_of_second_reader(source: Opened, content: bytes) -> list[Grid] | None:
    """The sheets as calamine reads them, with a note of what it does not tell; None where it cannot read the file either."""
    from python_calamine import CalamineError, SheetVisibleEnum, load_workbook

    note = Text(
        f"{source.shown} 有结构错误，已用备用方式读取：错误值按空白、百分比按小数读取，隐藏行和删除线无从得知。请用 Excel 另存为 .xlsx 后再核对。",
        f"{source.shown} has faults in its structure and was read by a second reader: error values are read as blanks, percentages as "
        "fractions, and hidden rows and struck-out text are unknown. Save it as .xlsx in Excel and check again.",
    )
    found: list[Grid] = []
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return None  # no workbook is in the container: an encrypted one that is damaged, a document
    try:
        workbook = load_workbook(BytesIO(content))
        for tab, meta in enumerate(workbook.sheets_metadata):
            sheet = workbook.get_sheet_by_name(meta.name)
            if sheet.start is None or sheet.end is None:
                continue
            odd: dict[tuple[int, int], str] = {}
            top, left = sheet.start
            guard.check_span(source.path, meta.name, sheet.end[0] + 1, sheet.end[1] + 1, len(content))
            rows = [
                [as_text(value, (top + r + 1, left + c), odd) for c, value in enumerate(row)]
                for r, row in enumerate(sheet.to_python())
            ]
            guard.check_text(source.path, rows)
            hidden = meta.visible is not SheetVisibleEnum.Visible
            frame = frame_of([*([[]] * top), *rows])
            found.append(Grid(source.shown, meta.name, frame, left, odd, hidden=hidden, tab=tab, notes=(note,)))
    except (CalamineError, *BROKEN):
        return None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what Rust raises for a fault in it; it can be named by its name only
            raise
        return None
    return found or None
