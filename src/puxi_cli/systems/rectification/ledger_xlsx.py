"""A new ledger as a workbook that people go on with: problems, who answers for what, the history of states, how to use it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from puxi_cli.output.cells import Look, put_text
from puxi_cli.records.fields import Cell, fields_of
from puxi_cli.records.kinds import YesNo
from puxi_cli.records.tables import MODELS
from puxi_cli.systems.rectification.problems import FILLED_WHERE_BLANK, OF_THE_HOUSEHOLD, OWN, State

_ROWS = 20_000  # as far down as drop-downs and colours reach
_WIDE = {
    "text": 44,
    "measure": 36,
    "target": 24,
    "progress": 24,
    "done": 24,
    "proof": 22,
    "cause": 22,
    "result": 18,
    "concerns": 22,
    "note": 18,
}
_HEADING, _OWN_HEADING = "D9E2F3", "E2EFDA"
_STATES = {
    State.OPEN: "FFF2CC",
    State.REOPENED: "F8CBAD",
    State.WAITING: "DDEBF7",
    State.REJECTED: "FCE4D6",
    State.CLOSED: "E2EFDA",
}
_GUIDE = (
    "本台账由 puxi rectify 维护，也供人工填写。绿色表头的列由 puxi 写入，请勿手工改动，改了的状态会被改回。",
    "其余各列归填写人，puxi 只在新增一行时填写，以后不再改动（{answering}，以及户的{household}，空白时除外）。",
    "可以排序、筛选、上色、加列、加行；请勿删除“{key}”列。",
    "手工新增问题：填“{text}”，其余能填则填；写了“{rule}”和“{household_id}”的，puxi 可以用信息表核对。",
    "销号条件：{verified}（是）、{cause}、{person}、{result}（不再发现；数据无法核对的由{on_site}签名）、{proof}、{satisfied}（是）。",
    "流程：整改中 → 待销号（信息表中不再发现）→ 已销号（puxi rectify close）；缺条件的退回为退回整改；销号后再次发现的为反弹。",
    "每次状态变化记在“整改历史”，只增不改。",
)


def columns() -> dict[str, Cell]:
    """The ledger's columns by field, in the order in which a new one has them."""
    return fields_of(MODELS["problems"])


def cell_value(name: str, value: Any) -> str | int | float | None:
    """A field's value as a cell holds it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value if value is None or isinstance(value, (int, float)) else str(value)


def write_new_ledger(
    stream: BinaryIO,
    problems: Sequence[Mapping[str, Any]],
    events: Iterable[Mapping[str, Any]],
    holders: Iterable[Mapping[str, Any]],
) -> None:
    """Write a ledger with these rows."""
    from openpyxl import Workbook
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "整改台账"
    cells = columns()
    _table(sheet, cells, problems, OWN)
    # On one page across nobody could read its columns: on three of A3, each with the headings and the number of the problem.
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    sheet.page_setup.fitToWidth = 3
    sheet.print_title_cols = "A:B"
    sheet.page_setup.pageOrder = "overThenDown"
    last = get_column_letter(len(cells))
    sheet.auto_filter.ref = f"A1:{last}{len(problems) + 1}"
    yes_no = DataValidation(type="list", formula1='"是,否"', allow_blank=True)
    sheet.add_data_validation(yes_no)
    for number, (name, cell) in enumerate(cells.items(), 1):
        letters = get_column_letter(number)
        if isinstance(cell.kind, YesNo) and name not in OWN:
            yes_no.add(f"{letters}2:{letters}{_ROWS}")
        if name == "state":
            for state, colour in _STATES.items():
                rule = FormulaRule(formula=[f'${letters}2="{state.value}"'], fill=PatternFill(bgColor=colour))
                sheet.conditional_formatting.add(f"{letters}2:{letters}{_ROWS}", rule)
    for table, rows in (("duty_holders", holders), ("problem_events", events)):
        _table(book.create_sheet(MODELS[table].table.sheet), fields_of(MODELS[table]), rows, ())
    guide = book.create_sheet("说明")
    guide.column_dimensions["A"].width = 120
    said = {name: cell.heading for name, cell in cells.items()}
    said["answering"] = "、".join(said[name] for name in FILLED_WHERE_BLANK if name not in OF_THE_HOUSEHOLD)
    said["household"] = "、".join(said[name] for name in OF_THE_HOUSEHOLD)
    for number, line in enumerate(_GUIDE, 1):
        put_text(guide.cell(number, 1), line.format_map(said))
        guide.cell(number, 1).alignment = _alignment(Look(wrapped=True))
    content = io.BytesIO()  # where saving is broken off, the library goes on with what it writes to when that is closed
    book.save(content)
    stream.write(content.getbuffer())


def _alignment(look: Look) -> Any:
    from openpyxl.styles import Alignment

    return Alignment(horizontal="center" if look.centred else "left", vertical="top", wrap_text=look.wrapped)


def _table(sheet: Any, cells: Mapping[str, Cell], rows: Iterable[Mapping[str, Any]], own: Iterable[str]) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    mine = frozenset(own)
    for number, (name, cell) in enumerate(cells.items(), 1):
        head = sheet.cell(1, number)
        put_text(head, cell.heading)
        head.font = Font(bold=True)
        head.alignment = _alignment(Look(wrapped=True, centred=True))
        head.fill = PatternFill("solid", fgColor=_OWN_HEADING if name in mine else _HEADING)
        sheet.column_dimensions[get_column_letter(number)].width = _WIDE.get(name, 12)
    alignment = _alignment(Look(wrapped=True))
    for row, values in enumerate(rows, 2):
        for number, name in enumerate(cells, 1):
            value = cell_value(name, values.get(name))
            cell = sheet.cell(row, number)
            if isinstance(value, str):
                put_text(cell, value)
            else:
                cell.value = value
            cell.alignment = alignment
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
