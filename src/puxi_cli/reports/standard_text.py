"""A standard table for a reader at a terminal: category, number, share; or villages against categories."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TextIO

from puxi_cli.figures import Amount, Counted, StandardFigures, TablePart, TableTitle
from puxi_cli.findings import Lang
from puxi_cli.reports.lines import Column
from puxi_cli.reports.matrix import write_matrix
from puxi_cli.reports.page import Page
from puxi_cli.reports.percents import percent_of, rounded
from puxi_cli.reports.standard_words import base_words, category_words, count_head, day_words, in_lang, title_words

_MANY = 12  # categories; of more, those that nobody stands in are named under the table


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
    page = Page(stream, width=width, terminal=terminal)
    zh = lang == "zh"
    page.line(day_words(figures, lang), "bold")
    colon = "：" if zh else ": "
    page.line(f"{title_words(figures, lang)}{colon}{base_words(figures, lang)}", "bold")
    page.line()
    amounts = any(isinstance(row, Amount) for row in figures.town.rows)
    shown = _shown(figures.town)
    if by_village:
        _write_villages(page, figures, shown, lang)
    elif amounts:
        _write_amounts(page, figures, lang)
    else:
        _write_counts(page, figures, shown, lang)
    _write_remarks(page, figures, shown, by_village, lang)


def write_table_list(
    titles: Sequence[TableTitle], stream: TextIO, lang: Lang, *, width: int | None = None, terminal: bool | None = None
) -> None:
    """Write the names of the tables, and what each counts."""
    page = Page(stream, width=width, terminal=terminal)
    zh = lang == "zh"
    units = {"person": ("人", "persons"), "household": ("户", "households")}
    rows = [[title.name, in_lang(units[title.unit], lang), in_lang(title.title, lang)] for title in titles]
    rows.append(
        [
            "rates",
            "人或户" if zh else "either",
            "返贫率、错评率、漏评率、错退率等" if zh else "Relapse, wrongly listed, missed, …",
        ]
    )
    page.table([Column(head) for head in (("表名", "单位", "内容") if zh else ("table", "counts", "what"))], rows)


def _shown(part: TablePart) -> list[int]:
    """The places of the rows that are shown: all of a short table, of a long one those that somebody stands in."""
    if len(part.rows) <= _MANY:
        return list(range(len(part.rows)))
    return [index for index, row in enumerate(part.rows) if row.n or row is part.rows[-1]]


def _share(n: int, base: int) -> str:
    return percent_of(Fraction(n, base)) if base else "—"


def _write_counts(page: Page, figures: StandardFigures, shown: Sequence[int], lang: Lang) -> None:
    zh = lang == "zh"
    heads = [("类别" if zh else "category"), count_head(figures, lang), ("占比" if zh else "share")]
    if figures.several:
        heads.append("空白" if zh else "blank")
    columns = [Column(head, right=index > 0) for index, head in enumerate(heads)]
    base = figures.town.base
    rows = []
    for row in (figures.town.rows[index] for index in shown):
        line = [category_words(row.category, lang), f"{row.n:,}", _share(row.n, base)]
        rows.append([*line, "" if row.blank is None else f"{row.blank:,}"] if figures.several else line)
    if not figures.several:
        rows.append([_total_words(lang), f"{base:,}", _share(base, base)])
    page.table(columns, rows)


def _write_amounts(page: Page, figures: StandardFigures, lang: Lang) -> None:
    zh = lang == "zh"
    measure = in_lang(figures.measure or ("", ""), lang)
    heads = ("项目", f"合计（{measure}）", f"人均（{measure}）", "填报户数", "占比", "空白户数") if zh else (
        "figure", f"sum ({measure})", f"per head ({measure})", "households", "share", "blank")  # fmt: skip
    columns = [Column(head, right=index > 0) for index, head in enumerate(heads)]
    page.table(columns, [
        [category_words(row.category, lang), f"{row.total:,.2f}", _per_head(row), f"{row.n:,}", _share(row.n, figures.town.base),
         f"{row.blank:,}"]
        for row in figures.town.rows if isinstance(row, Amount)
    ])  # fmt: skip


def _per_head(row: Amount) -> str:
    return "—" if row.per_head is None else f"{row.per_head:,.2f}"


def _write_villages(page: Page, figures: StandardFigures, shown: Sequence[int], lang: Lang) -> None:
    zh = lang == "zh"
    if not figures.villages:
        page.line("没有村可列" if zh else "no villages to list")
        return
    heads = [_total_words(lang), *(category_words(figures.town.rows[index].category, lang) for index in shown)]
    rows = [
        (_village(part, lang), [f"{part.base:,}", *(_cell(part.rows[index], part.base) for index in shown)])
        for part in figures.villages
    ]
    rows.append(
        (_total_words(lang), [f"{figures.town.base:,}", *(_cell(figures.town.rows[i], figures.town.base) for i in shown)])
    )
    write_matrix(page, "行政村" if zh else "village", heads, rows)


def _village(part: TablePart, lang: Lang) -> str:
    return part.village if part.village is not None else "（无村名）" if lang == "zh" else "(no village)"


def _total_words(lang: Lang) -> str:
    return "合计" if lang == "zh" else "total"


def _cell(row: Counted | Amount, base: int) -> str:
    if isinstance(row, Amount):
        return f"{rounded(row.total)} ({_per_head(row)})"
    return f"{row.n:,} {_share(row.n, base)}"


def _write_remarks(page: Page, figures: StandardFigures, shown: Sequence[int], by_village: bool, lang: Lang) -> None:
    zh = lang == "zh"
    said = []
    nobody = [category_words(row.category, lang) for index, row in enumerate(figures.town.rows) if index not in shown]
    if nobody:
        said.append(f"以下各类为 0：{'、'.join(nobody)}" if zh else f"None in: {', '.join(nobody)}")
    base = base_words(figures, lang)
    if figures.several:
        said.append(
            f"占比的基数是{base}；一户可有多项，各项相加不等于基数。空白是没有填这一项的。" if zh
            else f"Shares are of {base}. A household may stand in several categories, so they do not add up; blank: it is not told."
        )  # fmt: skip
    elif figures.measure is not None:
        brackets = ("括号内是人均。" if zh else "In brackets: per head. ") if by_village else ""
        said.append(
            f"{brackets}人均只除以填报了这一项的户的人数；空白不当作 0。基数是{base}。" if zh
            else f"{brackets}Per head is by the members of the households that tell the figure: a blank is no zero. Base: {base}."
        )  # fmt: skip
    else:
        said.append(f"占比的基数是{base}，空白也计入。" if zh else f"Shares are of {base}, blanks included.")
    if any(key.endswith((")", "]")) for key in (row.category.key for row in figures.town.rows)):
        said.append(
            "方括号一端包含在内，圆括号一端不包含。" if zh else "A square bracket's end is included, a round one's is not."
        )
    page.line()
    for line in said:
        page.line(line)
    for note in figures.notes:
        page.line()
        page.line(in_lang(note, lang), "yellow")
