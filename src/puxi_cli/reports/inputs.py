"""What was read, and as what: the words and the JSON for files, sheets and columns."""

from __future__ import annotations

from typing import Any

from puxi_cli.findings import ColumnRead, InputRead, SheetRead
from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.reports.masking import scrubbed
from puxi_cli.text.counting import SHOWN, counted, listed
from puxi_cli.text.words import ITEMS, Lang, Text

# Why a row under the headings is no data (`SheetRead.left_out`).
_WHY = {
    "total": Text("合计", "total"),
    "note": Text("注", "note"),
    "heading": Text("重复的表头", "heading again"),
    "section": Text("分节标题", "section title"),
    "example": Text("示例", "an example"),
    "hint": Text("填写提示或字段代码", "hints or codes of fields"),
}


def table_words(table: str, lang: Lang) -> str:
    """A table's name for the reader: 人口信息, or persons."""
    english = table.replace("_", " ")
    return Text(MODELS[table].table.sheet if table in MODELS else english, english).of(lang)


def field_words(table: str, field: str, lang: Lang) -> str:
    """A field's name for the reader: its canonical heading, or its English name."""
    return heading_of(table, field).of(lang)


def heading_of(table: str, field: str, en: str | None = None) -> Text:
    """The heading of a column that shows a field: its canonical heading, its English name or a shorter one (`en`)."""
    cell = fields_of(MODELS[table])[field]
    return Text(cell.heading, en or cell.en)


def tables_of(sheet: SheetRead, lang: Lang) -> str:
    """The tables a sheet feeds, in words."""
    return " + ".join(table_words(table, lang) for table in sheet.tables)


def heading_words(heading: str) -> str:
    """A heading for the reader: in one line, without the star that marks a required column, numbers of persons masked."""
    return " ".join(scrubbed(heading, False).split()).rstrip("*＊").rstrip()


def unread_words(read: InputRead, lang: Lang) -> str:
    """Which sheets of a file were not read, or that nothing of it was; empty where all was. The one sheet of a CSV has no name."""
    names = unread_sheets(read, lang)
    if any(read.unread):
        if read.others:
            label = Text("未读的工作表：", "Sheets not read: ").of(lang)
        else:
            label = Text("没有识别的工作表，未读：", "Sheets not understood and not read: ").of(lang)
        return label + ITEMS.of(lang).join(names)
    if not read.sheets and names:
        return Text(f"{read.file} 是{names[0]}，未读", f"{read.file} is {names[0]} and was not read").of(lang)
    if not read.sheets:
        return Text(f"{read.file} 未识别，未读", f"{read.file} was not understood and not read").of(lang)
    return ""


def unread_sheets(read: InputRead, lang: Lang) -> list[str]:
    """The sheets of a file that were not read, with what each is where that is known; the sheet of a CSV has no name."""
    kinds = dict(read.others)
    unknown = Text("未识别", "not understood") if read.others else None  # beside those that are known to be something
    return [words for sheet in read.unread if (words := _unread_sheet(sheet, kinds.get(sheet, unknown if sheet else None), lang))]


def _unread_sheet(sheet: str, kind: Text | None, lang: Lang) -> str:
    if kind is None:
        return sheet
    return kind.of(lang) if not sheet else Text(f"{sheet}（{kind.zh}）", f"{sheet} ({kind.en})").of(lang)


def remarks(sheet: SheetRead, lang: Lang, *, whole: bool = False) -> list[str]:
    """What a reader should know of how a sheet was read: headings not understood, rows left out, what was hidden.

    Long lists are cut, with their number, unless `whole`.
    """
    most = None if whole else SHOWN
    said = []
    if whole or sheet.header_row != 1:
        said.append(Text(f"表头在第 {sheet.header_row} 行", f"headings in row {sheet.header_row}").of(lang))
    if sheet.hidden:
        said.append(Text("隐藏的工作表", "a hidden sheet").of(lang))
    if sheet.hidden_rows:
        said.append(Text(f"含隐藏行 {sheet.hidden_rows} 行", f"{counted(sheet.hidden_rows, 'hidden row')} among them").of(lang))
    if sheet.unmatched:
        headings = [heading_words(heading) for heading in sheet.unmatched]
        said.append(Text("未识别的列：", "columns not understood: ").of(lang) + listed(headings, lang, most))
    for table in dict.fromkeys(column.other for column in sheet.columns if column.other):
        headings = [heading_words(column.heading) for column in sheet.columns if column.other == table]
        of = table_words(table, lang)
        said.append(
            Text(f"“{of}”表的列，本表不读：", f"columns of {of}, not read in this sheet: ").of(lang)
            + listed(headings, lang, most)
        )
    if whole and sheet.missing:  # a rule that needs one of them says so itself; the rest is for who looks at the headings
        said.append(Text("没有的列：", "columns absent: ").of(lang) + listed(sheet.missing, lang, most))
    if sheet.left_out:
        rows = [Text(f"第 {row} 行（{_WHY[why][0]}）", f"row {row} ({_WHY[why][1]})").of(lang) for row, why in sheet.left_out]
        said.append(Text("不是数据，未计入：", "no data, left out: ").of(lang) + listed(rows, lang, most))
    return said


def input_document(read: InputRead, *, columns: bool = False) -> dict[str, Any]:
    """A file and its sheets for JSON; with `columns`, how each column was understood."""
    return {
        "file": read.file,
        "sha256": read.sha256,
        "sheets": [_sheet_document(sheet, columns) for sheet in read.sheets],
        "unread": list(read.unread),
    }


def _sheet_document(sheet: SheetRead, columns: bool) -> dict[str, Any]:
    document: dict[str, Any] = {
        "sheet": sheet.sheet,
        "table": "+".join(sheet.tables),
        "header_row": sheet.header_row,
        "rows": sheet.rows,
        "unmatched": [scrubbed(heading, False) for heading in sheet.unmatched],
        "missing": list(sheet.missing),
        "left_out": [{"row": row, "why": why} for row, why in sheet.left_out],
        "hidden_rows": sheet.hidden_rows,
        "hidden": sheet.hidden,
    }
    if columns:
        document["columns"] = [_column_document(column) for column in sheet.columns]
    return document


def _column_document(column: ColumnRead) -> dict[str, Any]:
    return {
        "column": column.letters,
        "heading": scrubbed(column.heading, False),
        "how": column.how,
        "table": column.table,
        "field": column.field,
        "canonical": column.canonical,
        "near": column.near,
        "unit": column.unit,
        "other": column.other,
    }
