"""What was read, and as what: the words and the JSON for files, sheets and columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from puxi_cli.findings import ColumnRead, InputRead, Lang, SheetRead
from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.reports.masking import scrubbed

# Why a row under the headings is no data (`SheetRead.left_out`).
_WHY = {
    "total": ("合计", "total"),
    "note": ("注", "note"),
    "heading": ("重复的表头", "heading again"),
    "section": ("分节标题", "section title"),
    "example": ("示例", "an example"),
    "hint": ("填写提示或字段代码", "hints or codes of fields"),
}
SHOWN = 6  # of headings or rows in one remark; the JSON has them all


def table_words(table: str, lang: Lang) -> str:
    """A table's name for the reader: 人口信息, or persons."""
    if lang == "zh" and table in MODELS:
        return MODELS[table].table.sheet
    return table.replace("_", " ")


def field_words(table: str, field: str, lang: Lang) -> str:
    """A field's name for the reader: its canonical heading, or its English name."""
    cell = fields_of(MODELS[table])[field]
    return cell.heading if lang == "zh" else cell.en


def tables_of(sheet: SheetRead, lang: Lang) -> str:
    """The tables a sheet feeds, in words."""
    return " + ".join(table_words(table, lang) for table in sheet.tables)


def heading_words(heading: str) -> str:
    """A heading for the reader: in one line, without the star that marks a required column, numbers of persons masked."""
    return " ".join(scrubbed(heading, False).split()).rstrip("*＊").rstrip()


def unread_words(read: InputRead, lang: Lang) -> str:
    """Which sheets of a file were not read, or that nothing of it was; empty where all was. The one sheet of a CSV has no name."""
    zh = lang == "zh"
    names = unread_sheets(read, lang)
    if any(read.unread):
        if read.others:
            label = "未读的工作表：" if zh else "Sheets not read: "
        else:
            label = "没有识别的工作表，未读：" if zh else "Sheets not understood and not read: "
        return label + ("、" if zh else ", ").join(names)
    if not read.sheets and names:
        return f"{read.file} 是{names[0]}，未读" if zh else f"{read.file} is {names[0]} and was not read"
    if not read.sheets:
        return f"{read.file} 未识别，未读" if zh else f"{read.file} was not understood and not read"
    return ""


def unread_sheets(read: InputRead, lang: Lang) -> list[str]:
    """The sheets of a file that were not read, with what each is where that is known; the sheet of a CSV has no name."""
    kinds = dict(read.others)
    return [words for sheet in read.unread if (words := _unread_sheet(sheet, kinds.get(sheet), lang))]


def _unread_sheet(sheet: str, kind: tuple[str, str] | None, lang: Lang) -> str:
    if kind is None:
        return sheet
    zh, en = kind
    if not sheet:
        return zh if lang == "zh" else en
    return f"{sheet}（{zh}）" if lang == "zh" else f"{sheet} ({en})"


def counted(number: int, word: str) -> str:
    """A number with its English word: 1 row, 4,869 rows."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def verb(number: int, one: str, many: str) -> str:
    """What goes with a number of things in English: 1 rule was, 2 rules were."""
    return one if number == 1 else many


def remarks(sheet: SheetRead, lang: Lang, *, whole: bool = False) -> list[str]:
    """What a reader should know of how a sheet was read: headings not understood, rows left out, what was hidden.

    Long lists are cut, with their number, unless `whole`.
    """
    zh = lang == "zh"
    most = None if whole else SHOWN
    said = []
    if whole or sheet.header_row != 1:
        said.append(f"表头在第 {sheet.header_row} 行" if zh else f"headings in row {sheet.header_row}")
    if sheet.hidden:
        said.append("隐藏的工作表" if zh else "a hidden sheet")
    if sheet.hidden_rows:
        said.append(f"含隐藏行 {sheet.hidden_rows} 行" if zh else f"{counted(sheet.hidden_rows, 'hidden row')} among them")
    if sheet.unmatched:
        headings = [heading_words(heading) for heading in sheet.unmatched]
        said.append(("未识别的列：" if zh else "columns not understood: ") + listed(headings, lang, most))
    if whole and sheet.missing:  # a rule that needs one of them says so itself; the rest is for who looks at the headings
        said.append(("没有的列：" if zh else "columns absent: ") + listed(sheet.missing, lang, most))
    if sheet.left_out:
        rows = [f"第 {row} 行（{_WHY[why][0]}）" if zh else f"row {row} ({_WHY[why][1]})" for row, why in sheet.left_out]
        said.append(("不是数据，未计入：" if zh else "no data, left out: ") + listed(rows, lang, most))
    return said


def listed(items: Sequence[str], lang: Lang, most: int | None = SHOWN) -> str:
    """The items in one line; where more than `most`, the first of them and how many there are."""
    words = ("、" if lang == "zh" else ", ").join(items[:most])
    rest = 0 if most is None else len(items) - most
    if rest <= 0:
        return words
    return f"{words} 等 {len(items)} 个" if lang == "zh" else f"{words} and {rest} more"


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
    }
