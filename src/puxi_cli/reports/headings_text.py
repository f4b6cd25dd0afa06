"""How each column was understood, for a reader at a terminal: its heading, the field it was taken for, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from puxi_cli.findings import ColumnRead, InputRead, Lang
from puxi_cli.reports.inputs import counted, field_words, heading_words, remarks, table_words, tables_of, unread_sheets
from puxi_cli.reports.lines import Column, Styled
from puxi_cli.reports.page import Page

_HOW = {
    "exact": ("完全匹配", "the same"),
    "bracket": ("去掉括号后匹配", "the same without the brackets"),
    "opposite": ("意思相反，是与否对调读入", "says the reverse; yes and no are exchanged"),
    "own": ("按 puxi.toml 中的自定义表头", "by your own headings in puxi.toml"),
    "context": ("按所在的表判断", "by the table it stands in"),
    "duplicate": ("表头重复，未读取本列", "the heading stands twice; this column is not read"),
    "ignored": ("不属于登记数据，未读", "no data of the register; not read"),
    "known": ("认识的表头，puxi 不用", "a known heading that puxi does not use"),
    "asked": ("另有限定，未读", "qualified; not read"),
    "unmatched": ("未识别，未读", "not understood; not read"),
}
_LOOKED_FOR = ("户编号", "户主姓名", "行政村", "姓名", "证件号码", "与户主关系")
_STYLES = {
    "unmatched": "bold red",
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
    page = Page(stream, width=width, terminal=terminal)
    zh = lang == "zh"
    for read in inputs:
        page.line(read.file, "bold")
        for sheet in read.sheets:
            page.line()
            rows = f"{sheet.rows:,} 行" if zh else counted(sheet.rows, "row")
            page.line(f"{sheet.sheet} → {tables_of(sheet, lang)}{'，' if zh else ', '}{rows}", "bold")
            several = len(sheet.tables) > 1
            columns = (
                Column("列" if zh else "column", whole=True),
                Column("表头" if zh else "heading", share=2),
                Column("识别为" if zh else "read as", share=2),
                Column("匹配方式" if zh else "why", share=3),
            )
            if sheet.columns:
                page.table(columns, [_row(column, lang, several) for column in sheet.columns])
            for remark in remarks(sheet, lang, whole=True):
                page.line(f"  {remark}")
        if not read.sheets:
            page.line(f"  {nothing_known(read, lang)}", "yellow")
            continue
        kinds = dict(read.others)
        for name in filter(None, read.unread):
            kind = kinds.get(name)
            page.line()
            said = (f"是{kind[0]}" if zh else kind[1]) if kind else ("未识别" if zh else "not understood")
            page.line(f"{name}：{said}，未读" if zh else f"{name}: {said}, not read", "yellow")


def nothing_known(read: InputRead, lang: Lang) -> str:
    """That no sheet of a file is a table of the register, and what was looked for."""
    names = unread_sheets(read, lang)
    if lang == "zh":
        looked = f"{'、'.join(names)}：" if names else ""
        return f"{looked}没有认出任何一张表。表头要在前十行之内，并写有 {'、'.join(_LOOKED_FOR)} 等；全部表头见 puxi template 生成的模板。"
    looked = f"{', '.join(names)}: " if names else ""
    return (
        f"{looked}no table of the register was recognised. A heading row is looked for in the first ten rows, with "
        f"{', '.join(_LOOKED_FOR)} and the like; puxi template makes a workbook with all of them."
    )


def _row(column: ColumnRead, lang: Lang, several: bool) -> tuple[str | Styled, ...]:
    zh = lang == "zh"
    heading = heading_words(column.heading)
    read_as = ""
    if column.table and column.field:
        read_as = field_words(column.table, column.field, lang)
        if several:
            read_as = f"{table_words(column.table, lang)}.{read_as}"
    why = _HOW.get(column.how, (column.how, column.how))[0 if zh else 1]
    if column.unit:
        why += f"；单位 {column.unit}，已换算" if zh else f"; converted from {column.unit}"
    if column.near:
        why += f"；是不是“{column.near}”？" if zh else f"; perhaps {column.near}?"
    return column.letters, heading or ("（空白）" if zh else "(blank)"), read_as, Styled(why, _STYLES.get(column.how, ""))
