"""The first sheet of the entry workbook: what to fill in, and what to do then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from puxi_cli.output.cells import FONT, LINE_HEIGHT, PAPER_A4, lines_needed, put_text
from puxi_cli.records.fields import Record, fields_of
from puxi_cli.text.words import Lang, Text, each_of

if TYPE_CHECKING:
    from openpyxl import Workbook

_WIDE = (20, 88)  # of the two columns, in letters

_WHAT_TO_DO: dict[Lang, tuple[str, ...]] = {
    "zh": (
        "1. 每张工作表是一种信息表，一行填一条；只填用得到的表，空表留着或删掉都可以。",
        "2. 橙色、带 * 的列必填；蓝色的列不清楚就留空，不要填 0 或“无”。",
        "3. 把鼠标移到表头上，可以看到这一列允许填什么、单位是什么。",
        "4. 有下拉箭头的格子从列表里选。“其他致贫原因”“健康状况”等可以并列的，用顿号分开填写。",
        "5. 证件号码、户编号、联系电话和日期的列已设为文本。粘贴时请选“只粘贴值”，否则长号码的末几位会变成 0，无法恢复。",
        "6. 日期写成 2018-06-30、201806 或 2018 都可以，知道多少写多少。",
        "7. 不要改表头，也不要在表头上面加行。可以调整列的次序，可以删掉不用的列。",
        "8. 填好后运行：puxi validate 文件名.xlsx    它会指出每一处错误在哪一格、怎么改，不改动你的文件。",
    ),
    "en": (
        "1. Each sheet is one table, each row one entry. Fill the tables you need; empty ones may stay or be deleted.",
        "2. Orange columns with a * must be filled. Leave a blue one blank where you do not know: no 0, no 无.",
        "3. Point at a heading to see what may stand in its column, and in which unit.",
        "4. Where a cell has an arrow, choose from the list. Several side by side (health, other causes) are separated by 、",
        "5. Numbers that name something and dates are formatted as text. Paste values only, or long numbers lose their end.",
        "6. A date may be written 2018-06-30, 201806 or 2018: as much of it as is known.",
        "7. Do not change headings and put no rows above them. Columns may change places, and unused ones may be deleted.",
        "8. Then run: puxi validate FILE.xlsx    It says which cell is wrong and how to mend it, and does not change your file.",
    ),
}


def add_guide(book: Workbook, models: Sequence[type[Record]], lang: Lang) -> None:
    """Add the sheet 说明 (How to use) with the instructions and the list of the sheets that follow.

    It is two columns wide: a wider sheet that holds no table would be told when the workbook is read back.
    """
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.hyperlink import Hyperlink

    sheet = book.create_sheet(Text("说明", "How to use").of(lang))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _WIDE
    put_text(sheet["A1"], Text("贫困户登记录入表", "Entry workbook for the household register").of(lang))
    sheet["A1"].font = Font(name=FONT, bold=True, size=16)
    row = 3
    for line in _WHAT_TO_DO[lang]:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
        put_text(sheet.cell(row, 1), line)
        sheet.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = LINE_HEIGHT * lines_needed(line, _WIDE[0] + _WIDE[1]) + 4
        row += 1
    row += 1
    heads = each_of((Text("工作表", "sheet"), Text("一行是什么", "what a row is")), lang)
    for column, words in enumerate(heads, start=1):
        head = sheet.cell(row, column)
        put_text(head, words)
        head.font = Font(name=FONT, bold=True)
        head.fill = PatternFill("solid", fgColor="D9E2F3")
    for model in models:
        row += 1
        link = sheet.cell(row, 1)
        put_text(link, model.table.sheet)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{model.table.sheet}'!A2")
        link.font = Font(name=FONT, color="0563C1", underline="single")
        put_text(sheet.cell(row, 2), _row_words(model, lang))
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = PAPER_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _row_words(model: type[Record], lang: Lang) -> str:
    """What a row is, and what it needs. A sentence: a cell that holds one heading alone could be taken for a heading row."""
    headings = [cell.heading for cell in fields_of(model).values() if cell.required]
    return Text(f"{model.table.zh}；必填：{'、'.join(headings)}", f"{model.table.en}; required: {', '.join(headings)}").of(lang)
