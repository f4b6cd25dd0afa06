"""A register as files: the relational workbook and the same as a folder of GB18030 CSV. The same rows give the same bytes."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from puxi_cli.errors import UsageError
from puxi_cli.records.fields import Cell
from puxi_cli.samples import layout
from puxi_cli.samples.cells import ErrorValue, NoResult, Shift
from puxi_cli.samples.people import Row
from puxi_cli.samples.town import TABLES, Town

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

SHEET_ROWS = 1_048_576  # what a worksheet of xlsx holds, the headings included
_MADE_ON = datetime(2018, 12, 31)  # else the clock's time would stand in every workbook


def write_register(town: Town, path: Path, registered_only: bool = False) -> None:
    """Write the workbook with the sheets 户信息 人口信息 家庭收入 村信息 村年度 程序 比对线索 抽查.

    With `registered_only` it holds what `Town.registered` keeps. Text cells are text, figures are
    numbers. Raises UsageError where a table has more rows than a sheet holds.
    """
    source = town.registered() if registered_only else town
    with new_workbook(path) as book:
        sheets = {name: _Sheet(book, name) for name in TABLES}
        for name, row in source.stream():
            sheets[name].append(row, source.shifted)


def write_csv_folder(town: Town, folder: Path, registered_only: bool = False) -> list[Path]:
    """Write one GB18030 CSV per table, named for its sheet (户信息.csv …); returns the files written."""
    source = town.registered() if registered_only else town
    folder.mkdir(parents=True, exist_ok=True)
    paths = {name: folder / csv_name(name) for name in TABLES}
    counts = dict.fromkeys(TABLES, 0)
    with ExitStack() as files:
        writers = {
            name: csv.writer(files.enter_context(path.open("w", encoding="gb18030", newline=""))) for name, path in paths.items()
        }
        columns = {name: layout.columns_of(name) for name in TABLES}
        for name in TABLES:
            writers[name].writerow(cell.heading for cell in columns[name].values())
        for name, row in source.stream():
            values = values_of(row, columns[name], source.shifted.get((name, counts[name])))
            cells = [*columns[name].values(), None]
            writers[name].writerow(in_text(value, cell) for value, cell in zip(values, cells, strict=False))
            counts[name] += 1
    return list(paths.values())


def csv_name(table: str) -> str:
    """The file name of a table's CSV."""
    return f"{layout.sheet_of(table)}.csv"


def new_workbook(path: Path) -> Workbook:
    """A workbook that is written row by row, keeps text as text, and does not carry the day on which it was made."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"created": _MADE_ON, "title": "虚构样例", "comments": "全部人员、号码和村名均为虚构"})
    return book


def heading_format(book: Workbook) -> Any:
    """How headings look: bold on grey, with a line under them."""
    look = {"bold": True, "bg_color": "#DDE5EC", "bottom": 1, "text_wrap": True, "valign": "vcenter", "align": "center"}
    return book.add_format(look)


def set_columns(book: Workbook, sheet: Worksheet, cells: list[Cell]) -> None:
    """Widths, and the text format for columns of numbers that are no figures, so that retyping one does not spoil it."""
    text = book.add_format({"num_format": "@"})
    money = book.add_format({"num_format": "0.00"})
    for column, cell in enumerate(cells):
        form = text if layout.is_key(cell) else money if layout.is_money(cell) else None
        sheet.set_column(column, column, layout.width_of(cell), form)


def put(sheet: Worksheet, row: int, column: int, value: object) -> None:
    """One cell: text never becomes a formula, a link or a number."""
    if value is None or value == "":
        return
    if isinstance(value, ErrorValue):
        sheet.write_formula(row, column, value.formula, None, value.text)
    elif isinstance(value, NoResult):
        sheet.write_formula(row, column, value.formula, None, "")
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))


def values_of(row: Row, columns: dict[str, Cell], shift: Shift | None = None) -> list[object]:
    """The values of a row in the order of the columns; a shift to the right makes it one longer."""
    values = [row.get(name) for name in columns]
    if shift is not None:
        start = list(columns).index(shift.field)
        values = values[:start] + (values[start + 1 :] if shift.by < 0 else [None, *values[start:]])
    return values


def in_text(value: object, cell: Cell | None) -> str:
    """A cell as a spreadsheet program saves it in a CSV file."""
    if value is None or isinstance(value, NoResult):
        return ""
    if isinstance(value, ErrorValue):
        return value.text
    if isinstance(value, float):
        return f"{value:.14E}" if value >= 1e15 else f"{value:.2f}" if cell and layout.is_money(cell) else str(value)
    return str(value)


class _Sheet:
    """One sheet while it is written, from the headings down."""

    def __init__(self, book: Workbook, table: str) -> None:
        self.table = table
        self.columns = layout.columns_of(table)
        self.sheet = book.add_worksheet(layout.sheet_of(table))
        self.rows = 0
        set_columns(book, self.sheet, list(self.columns.values()))
        self.sheet.freeze_panes(1, 0)
        self.sheet.set_row(0, 32)
        style = heading_format(book)
        for column, cell in enumerate(self.columns.values()):
            self.sheet.write_string(0, column, cell.heading, style)

    def append(self, row: Row, shifted: dict[tuple[str, int], Shift]) -> None:
        if self.rows + 1 >= SHEET_ROWS:
            name = layout.sheet_of(self.table)
            raise UsageError(
                f"“{name}”超过一个工作表能容纳的 {SHEET_ROWS} 行；请减少户数，或写成 CSV",
                f"{name} has more rows than the {SHEET_ROWS} of a worksheet; ask for fewer households, or for CSV",
            )
        for column, value in enumerate(values_of(row, self.columns, shifted.get((self.table, self.rows)))):
            put(self.sheet, self.rows + 1, column, value)
        self.rows += 1
