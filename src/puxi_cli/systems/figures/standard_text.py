"""A standard table for a reader at a terminal: category, number, share; or villages against categories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from puxi_cli.output.document import day_words
from puxi_cli.output.lines import Column
from puxi_cli.output.matrix import write_matrix
from puxi_cli.output.page import Page
from puxi_cli.reports.units import TOTAL, UNITS, VILLAGE
from puxi_cli.systems.figures.figures import StandardFigures, TableTitle
from puxi_cli.systems.figures.standard_words import (
    category_words,
    cell_words,
    headline,
    remark_lines,
    shown_rows,
    town_table,
    village_name,
)
from puxi_cli.text.words import Lang, Text


def write_standard_text(
    figures: StandardFigures,
    stream: TextIO,
    lang: Lang,
    *,
    by_village: bool = False,
    width: int | None = None,
    terminal: bool | None = None,
) -> None:
    """Write the table; with `by_village` a row for each village, and one for all."""
    page = Page(stream, lang, width=width, terminal=terminal)
    page.line(day_words(figures.as_of, figures.region), "bold")
    page.line(headline(figures), "bold")
    page.line()
    if by_village:
        _write_villages(page, figures)
    else:
        page.show(town_table(figures))
    page.line()
    for line in remark_lines(figures, by_village=by_village):
        page.line(line)
    for note in figures.notes:
        page.line()
        page.line(note, "yellow")


def write_table_list(
    titles: Sequence[TableTitle], stream: TextIO, lang: Lang, *, width: int | None = None, terminal: bool | None = None
) -> None:
    """Write the names of the tables, and what each counts."""
    page = Page(stream, lang, width=width, terminal=terminal)
    rates = Text("返贫率、错评率、漏评率、错退率等", "Relapse, wrongly listed, missed, …")
    rows = [*((title.name, UNITS[title.unit], title.title) for title in titles), ("rates", Text("人或户", "either"), rates)]
    page.table([Column(Text("表名", "table")), Column(Text("单位", "counts")), Column(Text("内容", "what"))], rows)


def _write_villages(page: Page, figures: StandardFigures) -> None:
    if not figures.villages:
        page.line(Text("没有村可列", "no villages to list"))
        return
    shown = shown_rows(figures.town)
    heads = [TOTAL, *(category_words(figures.town.rows[index].category) for index in shown)]
    parts = [*((village_name(part), part) for part in figures.villages), (TOTAL, figures.town)]
    rows = [(name, [f"{part.base:,}", *(cell_words(part.rows[index], part.base) for index in shown)]) for name, part in parts]
    write_matrix(page, VILLAGE, heads, rows)
