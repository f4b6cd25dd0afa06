"""How each column was understood, for a reader at a terminal: its heading, the field it was taken for, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from puxi_cli.findings import ColumnRead, InputRead
from puxi_cli.output.lines import Cell, Column, Styled
from puxi_cli.output.page import Page
from puxi_cli.reports.inputs import field_words, heading_of, heading_words, remarks, sheet_words, table_words, unread_sheets
from puxi_cli.text.words import COLON, ITEMS, NO_WORDS, Lang, Text

_HOW = {
    "exact": Text("完全匹配", "the same"),
    "bracket": Text("去掉括号后匹配", "the same without the brackets"),
    "opposite": Text("意思相反，是与否对调读入", "says the reverse; yes and no are exchanged"),
    "own": Text("按 puxi.toml 中的自定义表头", "by your own headings in puxi.toml"),
    "context": Text("按所在的表判断", "by the table it stands in"),
    "of_year": Text("其他年度的收入，按该年度读入家庭收入", "income of another year, read as a row of that year"),
    "duplicate": Text("表头重复，未读取本列", "the heading stands twice; this column is not read"),
    "ignored": Text("不属于登记数据，未读", "no data of the register; not read"),
    "known": Text("认识的表头，puxi 不用", "a known heading that puxi does not use"),
    "asked": Text("另有限定，未读", "qualified; not read"),
    "elsewhere": Text("是“{other}”表的列，本表不读", "a column of {other}; not read in this sheet"),
    "unmatched": Text("未识别，未读", "not understood; not read"),
}
_LOOKED_FOR = tuple(
    heading_of(table, field).zh
    for table, field in (
        ("households", "household_id"),
        ("households", "head_name"),
        ("households", "village"),
        ("persons", "name"),
        ("persons", "id_no"),
        ("persons", "relation"),
    )
)
_STYLES = {
    "unmatched": "bold red",
    "elsewhere": "yellow",
    "duplicate": "bold red",
    "opposite": "yellow",
    "context": "yellow",
    "ignored": "dim",
    "known": "dim",
    "asked": "bold red",
}


def write_headings_text(
    inputs: Sequence[InputRead], stream: TextIO, lang: Lang, *, width: int | None = None, terminal: bool | None = None
) -> None:
    """Write one table per sheet, the columns absent, and the sheets that were not understood."""
    page = Page(stream, lang, width=width, terminal=terminal)
    for read in inputs:
        page.line(read.file, "bold")
        for sheet in read.sheets:
            page.line()
            page.line(sheet_words(sheet), "bold")
            several = len(sheet.tables) > 1
            columns = (
                Column(Text("列", "column"), whole=True),
                Column(Text("表头", "heading"), share=2),
                Column(Text("识别为", "read as"), share=2),
                Column(Text("匹配方式", "why"), share=3),
            )
            if sheet.columns:
                page.table(columns, [_row(column, several) for column in sheet.columns])
            for remark in remarks(sheet, whole=True):
                page.line("  " + remark)
        if not read.sheets:
            page.line("  " + nothing_known(read), "yellow")
            continue
        kinds = dict(read.others)
        for name in filter(None, read.unread):
            page.line()
            kind = kinds.get(name)
            said = Text(f"是{kind.zh}", kind.en) if kind else Text("未识别", "not understood")
            page.line(name + COLON + said + Text("，未读", ", not read"), "yellow")


def nothing_known(read: InputRead) -> Text:
    """That no sheet of a file is a table of the register, and what was looked for."""
    names = ITEMS.join(unread_sheets(read))
    return (names + COLON if names else NO_WORDS) + Text(
        f"没有认出任何一张表。表头要在前十行之内，并写有 {'、'.join(_LOOKED_FOR)} 等；全部表头见 puxi template 生成的模板。",
        f"no table of the register was recognised. A heading row is looked for in the first ten rows, with {', '.join(_LOOKED_FOR)} "
        "and the like; puxi template makes a workbook with all of them.",
    )


def _row(column: ColumnRead, several: bool) -> tuple[Cell, ...]:
    read_as: Text | str = ""
    if column.table and column.field:
        read_as = field_words(column.table, column.field)
        if several:
            read_as = table_words(column.table) + "." + read_as
    why = _HOW.get(column.how, Text(column.how, column.how))
    if column.other:
        why = why.filled({"other": table_words(column.other)})
    if column.unit:
        why += Text(f"；单位 {column.unit}，已换算", f"; converted from {column.unit}")
    if column.near:
        why += Text(f"；是不是“{column.near}”？", f"; perhaps {column.near}?")
    heading = heading_words(column.heading) or Text("（空白）", "(blank)")
    return column.letters, heading, read_as, Styled(why, _STYLES.get(column.how, ""))
