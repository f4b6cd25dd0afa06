"""A standard table as a page: category, number, share and a chart of them; under it the villages."""

from __future__ import annotations

from typing import Any, TextIO

from puxi_cli.figures import Amount, Counted, StandardFigures
from puxi_cli.output.charts import Bar, bars
from puxi_cli.output.html_page import write_page
from puxi_cli.output.html_parts import Chart, Table, columns_from, in_blocks, read_out
from puxi_cli.output.percents import rounded
from puxi_cli.reports.standard_words import (
    amount_heads,
    base_words,
    category_words,
    cell_words,
    count_head,
    per_head_words,
    remark_lines,
    share_words,
    shown_rows,
    title_words,
    total_words,
    village_name,
)
from puxi_cli.text.words import COLON, Lang, Text

_AT_ONCE = 7  # categories beside each other in the table of villages: what an A4 page takes


def write_standard_html(figures: StandardFigures, stream: TextIO, lang: Lang) -> None:
    """Write the page. It shows the villages always."""
    write_page(stream, "standard.html.j2", lang, d=standard_view(figures, lang))


def standard_view(figures: StandardFigures, lang: Lang) -> dict[str, Any]:
    """What the template shows: the town's chart and table, the villages in tables that fit a page, remarks."""
    shown = shown_rows(figures.town)
    title = title_words(figures, lang)
    colon = COLON.of(lang)
    return {
        "name": figures.table,
        "as_of": figures.as_of,
        "region": figures.region,
        "title": f"{title}{colon}{base_words(figures, lang)}",
        "short_title": title,
        "chart": _chart(figures, shown, lang),
        "villages": _villages(figures, shown, lang),
        "remarks": remark_lines(figures, shown, lang, by_village=True),
        "notes": [note.of(lang) for note in figures.notes],
    }


def _chart(figures: StandardFigures, shown: list[int], lang: Lang) -> Chart:
    title = title_words(figures, lang)
    rows = [figures.town.rows[index] for index in shown]
    items = [_bar(row, figures.town.base, lang) for row in rows]
    measure = figures.measure.of(lang) if figures.measure else count_head(figures, lang)
    titled = Text(f"{title}（{measure}）", f"{title} ({measure})").of(lang)
    said = read_out(titled, [(item.name, item.words) for item in items], lang)
    return Chart(titled, bars(items, said), _town(figures, rows, lang))


def _bar(row: Counted | Amount, base: int, lang: Lang) -> Bar:
    name = category_words(row.category, lang)
    if isinstance(row, Amount):
        return Bar(name, max(row.total, 0.0), rounded(row.total))
    return Bar(name, row.n, Text(f"{row.n:,}（{share_words(row.n, base)}）", f"{row.n:,} ({share_words(row.n, base)})").of(lang))


def _town(figures: StandardFigures, rows: list[Counted | Amount], lang: Lang) -> Table:
    base = figures.town.base
    title = title_words(figures, lang)
    if any(isinstance(row, Amount) for row in rows):
        heads = amount_heads(figures, lang)
        cells = [
            (
                category_words(row.category, lang),
                f"{row.total:,.2f}",
                per_head_words(row),
                f"{row.n:,}",
                share_words(row.n, base),
                f"{row.blank:,}",
            )
            for row in rows
            if isinstance(row, Amount)
        ]
        return Table(title, heads, tuple(cells), columns_from(1, heads), wide=True)
    named = (Text("类别", "category").of(lang), count_head(figures, lang), Text("占比", "share").of(lang))
    counts = [(category_words(row.category, lang), f"{row.n:,}", share_words(row.n, base)) for row in rows]
    if figures.several:
        blanks = [(*line, "" if row.blank is None else f"{row.blank:,}") for line, row in zip(counts, rows, strict=True)]
        more = (*named, Text("空白", "blank").of(lang))
        return Table(title, more, tuple(blanks), columns_from(1, more))
    counts.append((total_words(lang), f"{base:,}", share_words(base, base)))
    return Table(title, named, tuple(counts), columns_from(1, named), total=True)


def _villages(figures: StandardFigures, shown: list[int], lang: Lang) -> list[Table]:
    if not figures.villages:
        return []
    parts = [*((village_name(part, lang), part) for part in figures.villages), (total_words(lang), figures.town)]
    heads = [category_words(figures.town.rows[index].category, lang) for index in shown]
    rows = [(name, [cell_words(part.rows[index], part.base) for index in shown]) for name, part in parts]
    bases = [f"{part.base:,}" for _, part in parts]
    title = Text(f"{title_words(figures, lang)}：各村", f"{title_words(figures, lang)}: villages").of(lang)
    return in_blocks(title, (Text("行政村", "village").of(lang), total_words(lang)), heads, rows, bases, most=_AT_ONCE)
