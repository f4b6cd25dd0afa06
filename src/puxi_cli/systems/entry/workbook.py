"""The entry workbook: a sheet per table with its headings, drop-downs, text format for numbers that are names, and notes.

Everything in it comes from the models, so a filled workbook is read back without a word about headings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from rich.cells import cell_len

from puxi_cli.errors import UsageError
from puxi_cli.output.cells import FONT, PAPER_A4, put_text
from puxi_cli.records.coded import Code
from puxi_cli.records.dates import PartialDate, Year
from puxi_cli.records.fields import Cell, Record, fields_of
from puxi_cli.records.kinds import IdentityNumber, Kind, Number, Phone, Whole, YesNo
from puxi_cli.records.tables import MODELS
from puxi_cli.systems.entry.guide import add_guide
from puxi_cli.text.words import Lang, Text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

LAST_ROW = 5_001  # one heading row and 5,000 rows to fill
LISTS_SHEET = "_lists"  # hidden; its headings are no headings of a table

_REQUIRED_FILL = "F8CBAD"
_OPTIONAL_FILL = "D9E2F3"
_LONG_LIST = 12  # labels; a longer list is not repeated in the note beside its drop-down


def write_template(stream: BinaryIO, tables: Sequence[str] | None, lang: Lang) -> None:
    """Write an entry workbook for the tables named (all where None); raises UsageError for a table that does not exist."""
    from openpyxl import Workbook

    names = list(MODELS) if tables is None else list(dict.fromkeys(tables))
    for name in names:
        if name not in MODELS:
            known = ", ".join(MODELS)
            raise UsageError(f"没有名为 {name} 的表；可用：{known}", f"There is no table named {name}; take one of: {known}")
    book = Workbook()
    del book[book.sheetnames[0]]  # the empty sheet that every new workbook has
    models = [MODELS[name] for name in names]
    add_guide(book, models, lang)
    sheets = [book.create_sheet(model.table.sheet) for model in models]
    ranges = _add_lists(book, models)
    for sheet, model in zip(sheets, models, strict=True):
        _fill(sheet, model, ranges, lang)
    book.active = 1
    book.save(stream)


def choices(kind: Kind) -> tuple[str, ...]:
    """What a drop-down offers for a kind of cell; nothing where there is no list."""
    if isinstance(kind, Code):
        return kind.codes.labels
    if isinstance(kind, YesNo):
        return ("是", "否", *kind.yes, *kind.no)
    return ()


def _add_lists(book: Workbook, models: Sequence[type[Record]]) -> dict[tuple[str, ...], str]:
    """Put every list that is used on a hidden sheet, a column each; a list's range by its items.

    A range, because a list of more than 255 characters written into the validation itself breaks the file.
    """
    from openpyxl.utils import get_column_letter

    lists: dict[tuple[str, ...], str] = {}
    for model in models:
        for cell in fields_of(model).values():
            items = choices(cell.kind)
            if items:
                lists.setdefault(items, cell.kind.list_name if isinstance(cell.kind, Code) else "yes_no")
    sheet = book.create_sheet(LISTS_SHEET)
    sheet.sheet_state = "hidden"
    ranges = {}
    for number, (items, name) in enumerate(lists.items(), start=1):
        letters = get_column_letter(number)
        put_text(sheet.cell(1, number), name)
        for row, item in enumerate(items, start=2):
            put_text(sheet.cell(row, number), item)
        ranges[items] = f"'{LISTS_SHEET}'!${letters}$2:${letters}${len(items) + 1}"
    return ranges


def _fill(sheet: Worksheet, model: type[Record], ranges: dict[tuple[str, ...], str], lang: Lang) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    thin = Side(style="thin", color="A6A6A6")
    for number, cell in enumerate(fields_of(model).values(), start=1):
        letters = get_column_letter(number)
        heading = sheet.cell(1, number)
        # The star is dropped when headings are matched.
        put_text(heading, cell.heading + ("*" if cell.required else ""))
        heading.font = Font(name=FONT, bold=True)
        heading.fill = PatternFill("solid", fgColor=_REQUIRED_FILL if cell.required else _OPTIONAL_FILL)
        heading.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        heading.border = Border(bottom=thin, right=thin)
        said = _note(cell, lang)
        lines = sum(1 + cell_len(line) // 36 for line in said.split("\n"))
        heading.comment = Comment(said, "puxi", width=300, height=20 * lines + 16)
        column = sheet.column_dimensions[letters]
        column.width = _width(cell)
        column.number_format = _number_format(cell.kind)
        validation = _validation(cell, ranges, lang)
        if validation is not None:
            validation.add(f"{letters}2:{letters}{LAST_ROW}")
            sheet.add_data_validation(validation)
    sheet.row_dimensions[1].height = 36
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.paperSize = PAPER_A4
    sheet.page_setup.orientation = "landscape"


def _number_format(kind: Kind) -> str:
    """Figures stay figures; everything else is text, or a spreadsheet would cut identity numbers and dates."""
    if isinstance(kind, (Whole, Year)):
        return "0"
    return "General" if isinstance(kind, Number) else "@"


def _width(cell: Cell) -> float:
    """In letters: wide enough for what is entered, and for the heading in at most two lines."""
    kind = cell.kind
    widest = max(map(cell_len, choices(kind)), default=0)
    if isinstance(kind, IdentityNumber):
        widest = 24
    elif isinstance(kind, (Phone, PartialDate)):
        widest = 13
    elif not widest:
        widest = 12
    return float(max(9, min(28, widest + 2), -(-cell_len(cell.heading + "*") // 2) + 3))


def _note(cell: Cell, lang: Lang) -> str:
    """What is told beside a heading: whether it must be filled, what may stand there, unit, remark."""
    lines = list(filter(None, [Text("", cell.en).of(lang)]))
    if cell.required:
        lines.append(Text("必填", "required").of(lang))
    lines.append(_allowed(cell.kind, lang))
    if cell.unit:
        lines.append(Text(f"单位：{cell.unit}", f"unit: {cell.unit}").of(lang))
    if cell.note:
        lines.append(cell.note)
    return "\n".join(lines)


def _allowed(kind: Kind, lang: Lang) -> str:
    items = choices(kind)
    if len(items) <= _LONG_LIST:
        return kind.allowed.of(lang)
    several = isinstance(kind, Code) and kind.several
    return Text(
        f"从下拉列表中选（{len(items)} 项）" + ("，可并列，用顿号分开" if several else ""),
        f"choose from the list ({len(items)} items)" + ("; several may stand side by side" if several else ""),
    ).of(lang)


def _validation(cell: Cell, ranges: dict[tuple[str, ...], str], lang: Lang) -> DataValidation | None:
    """What a spreadsheet itself holds the column to; None where nothing can be said."""
    from openpyxl.worksheet.datavalidation import DataValidation

    kind = cell.kind
    limits: dict[str, Any]
    items = choices(kind)
    if items:
        limits = {"type": "list", "formula1": ranges[items]}
    elif isinstance(kind, Year):
        limits = {"type": "whole", "operator": "between", "formula1": "1900", "formula2": "2100"}
    elif isinstance(kind, Number):
        limits = {"type": "whole" if isinstance(kind, Whole) else "decimal"} | _between(kind)
    elif isinstance(kind, Phone):
        limits = {"type": "textLength", "operator": "equal", "formula1": "11"}
    else:
        return None
    # Where several labels may stand side by side the list helps, but cannot decide.
    decides = not (isinstance(kind, Code) and kind.several)
    validation = DataValidation(allow_blank=True, showErrorMessage=decides, **limits)
    validation.errorTitle = cell.heading[:32]
    validation.error = _allowed(kind, lang)[:255]
    return validation


def _between(kind: Number) -> dict[str, str]:
    least, most = kind.least, kind.most
    if least is not None and most is not None:
        return {"operator": "between", "formula1": f"{least:.15g}", "formula2": f"{most:.15g}"}
    if least is not None:
        return {"operator": "greaterThanOrEqual", "formula1": f"{least:.15g}"}
    return {"operator": "lessThanOrEqual", "formula1": "1E+15" if most is None else f"{most:.15g}"}
