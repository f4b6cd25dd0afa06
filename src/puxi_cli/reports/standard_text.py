"""A standard table for a reader at a terminal: category, number, share; or villages against categories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from puxi_cli.figures import Amount, StandardFigures, TableTitle
from puxi_cli.output.lines import Column
from puxi_cli.output.matrix import write_matrix
from puxi_cli.output.page import Page
from puxi_cli.reports.standard_words import (
    amount_heads,
    base_words,
    category_words,
    cell_words,
    count_head,
    day_words,
    per_head_words,
    remark_lines,
    share_words,
    shown_rows,
    title_words,
    total_words,
    village_name,
)
from puxi_cli.text.words import COLON, Lang, Text, each_of


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
    page.line(day_words(figures, lang), "bold")
    colon = COLON.of(lang)
    page.line(f"{title_words(figures, lang)}{colon}{base_words(figures, lang)}", "bold")
    page.line()
    amounts = any(isinstance(row, Amount) for row in figures.town.rows)
    shown = shown_rows(figures.town)
    if by_village:
        _write_villages(page, figures, shown, lang)
    elif amounts:
        _write_amounts(page, figures, lang)
    else:
        _write_counts(page, figures, shown, lang)
    page.line()
    for line in remark_lines(figures, shown, lang, by_village=by_village):
        page.line(line)
    for note in figures.notes:
        page.line()
        page.line(note, "yellow")


def write_table_list(
    titles: Sequence[TableTitle], stream: TextIO, lang: Lang, *, width: int | None = None, terminal: bool | None = None
) -> None:
    """Write the names of the tables, and what each counts."""
    page = Page(stream, lang, width=width, terminal=terminal)
    units = {"person": Text("人", "persons"), "household": Text("户", "households")}
    rows = [[title.name, units[title.unit].of(lang), title.title.of(lang)] for title in titles]
    rows.append(
        [
            "rates",
            Text("人或户", "either").of(lang),
            Text("返贫率、错评率、漏评率、错退率等", "Relapse, wrongly listed, missed, …").of(lang),
        ]
    )
    page.table(
        [Column(head) for head in each_of((Text("表名", "table"), Text("单位", "counts"), Text("内容", "what")), lang)], rows
    )


def _write_counts(page: Page, figures: StandardFigures, shown: Sequence[int], lang: Lang) -> None:
    heads = [Text("类别", "category").of(lang), count_head(figures, lang), Text("占比", "share").of(lang)]
    if figures.several:
        heads.append(Text("空白", "blank").of(lang))
    columns = [Column(head, right=index > 0) for index, head in enumerate(heads)]
    base = figures.town.base
    rows = []
    for row in (figures.town.rows[index] for index in shown):
        line = [category_words(row.category, lang), f"{row.n:,}", share_words(row.n, base)]
        rows.append([*line, "" if row.blank is None else f"{row.blank:,}"] if figures.several else line)
    if not figures.several:
        rows.append([total_words(lang), f"{base:,}", share_words(base, base)])
    page.table(columns, rows)


def _write_amounts(page: Page, figures: StandardFigures, lang: Lang) -> None:
    heads = amount_heads(figures, lang)
    columns = [Column(head, right=index > 0) for index, head in enumerate(heads)]
    page.table(
        columns,
        [
            [
                category_words(row.category, lang),
                f"{row.total:,.2f}",
                per_head_words(row),
                f"{row.n:,}",
                share_words(row.n, figures.town.base),
                f"{row.blank:,}",
            ]
            for row in figures.town.rows
            if isinstance(row, Amount)
        ],
    )


def _write_villages(page: Page, figures: StandardFigures, shown: Sequence[int], lang: Lang) -> None:
    if not figures.villages:
        page.line(Text("没有村可列", "no villages to list"))
        return
    heads = [total_words(lang), *(category_words(figures.town.rows[index].category, lang) for index in shown)]
    rows = [
        (village_name(part, lang), [f"{part.base:,}", *(cell_words(part.rows[index], part.base) for index in shown)])
        for part in figures.villages
    ]
    rows.append(
        (total_words(lang), [f"{figures.town.base:,}", *(cell_words(figures.town.rows[i], figures.town.base) for i in shown)])
    )
    write_matrix(page, Text("行政村", "village"), heads, rows)
