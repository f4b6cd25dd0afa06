"""What was read, and as what: the words and the JSON for files, sheets and columns."""

from __future__ import annotations

from typing import Any

from puxi_cli.findings import ColumnRead, InputRead, SheetRead
from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.reports.masking import scrubbed
from puxi_cli.text.counting import SHOWN, counted, listed
from puxi_cli.text.words import ITEMS, NO_WORDS, Text

_PLUS = Text(" + ", " + ")
# Why a row under the headings is no data (`SheetRead.left_out`).
_WHY = {
    "total": Text("合计", "total"),
    "note": Text("注", "note"),
    "heading": Text("重复的表头", "heading again"),
    "section": Text("分节标题", "section title"),
    "example": Text("示例", "an example"),
    "helpers": Text("帮扶干部名册", "a list of helpers"),
    "hint": Text("填写提示或字段代码", "hints or codes of fields"),
}


def table_words(table: str) -> Text:
    """A table's name for the reader: 人口信息, or persons."""
    english = table.replace("_", " ")
    return Text(MODELS[table].table.sheet if table in MODELS else english, english)


def field_words(table: str, field: str) -> Text:
    """A field's name for the reader: its canonical heading, or its English name."""
    return heading_of(table, field)


def heading_of(table: str, field: str, en: str | None = None) -> Text:
    """The heading of a column that shows a field: its canonical heading, its English name or a shorter one (`en`)."""
    cell = fields_of(MODELS[table])[field]
    return Text(cell.heading, en or cell.en)


def tables_of(sheet: SheetRead) -> Text:
    """The tables a sheet feeds, in words."""
    return _PLUS.join(table_words(table) for table in sheet.tables)


def sheet_words(sheet: SheetRead) -> Text:
    """A sheet, the tables it feeds, and how many rows it has."""
    return f"{sheet.sheet} → " + tables_of(sheet) + Text(f"，{sheet.rows:,} 行", f", {counted(sheet.rows, 'row')}")


def heading_words(heading: str) -> str:
    """A heading for the reader: in one line, without the star that marks a required column, numbers of persons masked."""
    return " ".join(scrubbed(heading, False).split()).rstrip("*＊").rstrip()


def unread_words(read: InputRead) -> Text:
    """Which sheets of a file were not read, or that nothing of it was; empty where all was. The one sheet of a CSV has no name."""
    names = unread_sheets(read)
    if any(read.unread):
        if read.others:
            label = Text("未读的工作表：", "Sheets not read: ")
        else:
            label = Text("没有识别的工作表，未读：", "Sheets not understood and not read: ")
        return label + ITEMS.join(names)
    if not read.sheets and names:
        return Text("{file} 是{kind}，未读", "{file} is {kind} and was not read").filled({"file": read.file, "kind": names[0]})
    if not read.sheets:
        return Text(f"{read.file} 未识别，未读", f"{read.file} was not understood and not read")
    return NO_WORDS


def unread_sheets(read: InputRead) -> list[Text]:
    """The sheets of a file that were not read, with what each is where that is known; the sheet of a CSV has no name."""
    kinds = dict(read.others)
    unknown = Text("未识别", "not understood") if read.others else None  # beside those that are known to be something
    return [words for sheet in read.unread if (words := _unread_sheet(sheet, kinds.get(sheet, unknown if sheet else None)))]


def _unread_sheet(sheet: str, kind: Text | None) -> Text:
    if kind is None:
        return Text(sheet, sheet)
    return kind if not sheet else Text(f"{sheet}（{kind.zh}）", f"{sheet} ({kind.en})")


def remarks(sheet: SheetRead, *, whole: bool = False) -> list[Text]:
    """What a reader should know of how a sheet was read: headings not understood, rows left out, what was hidden.

    Long lists are cut, with their number, unless `whole`.
    """
    most = None if whole else SHOWN
    said = []
    if whole or sheet.header_row != 1:
        said.append(Text(f"表头在第 {sheet.header_row} 行", f"headings in row {sheet.header_row}"))
    if sheet.hidden:
        said.append(Text("隐藏的工作表", "a hidden sheet"))
    if sheet.hidden_rows:
        said.append(Text(f"含隐藏行 {sheet.hidden_rows} 行", f"{counted(sheet.hidden_rows, 'hidden row')} among them"))
    if sheet.unmatched:
        headings = [heading_words(heading) for heading in sheet.unmatched]
        said.append(Text("未识别的列：", "columns not understood: ") + listed(headings, most))
    for table in dict.fromkeys(column.other for column in sheet.columns if column.other):
        headings = [heading_words(column.heading) for column in sheet.columns if column.other == table]
        of = Text("“{table}”表的列，本表不读：", "columns of {table}, not read in this sheet: ").filled(
            {"table": table_words(table)}
        )
        said.append(of + listed(headings, most))
    if whole and sheet.missing:  # a rule that needs one of them says so itself; the rest is for who looks at the headings
        said.append(Text("没有的列：", "columns absent: ") + listed(sheet.missing, most))
    if sheet.left_out:
        rows = [Text(f"第 {row} 行（{_WHY[why][0]}）", f"row {row} ({_WHY[why][1]})") for row, why in sheet.left_out]
        said.append(Text("不是数据，未计入：", "no data, left out: ") + listed(rows, most))
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
