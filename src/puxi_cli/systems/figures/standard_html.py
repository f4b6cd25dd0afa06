"""A standard table as a page: category, number, share and a chart of them; under it the villages."""

from __future__ import annotations

from typing import Any, TextIO

from puxi_cli.output.charts import Bar, bars
from puxi_cli.output.html_page import write_page
from puxi_cli.output.html_parts import Chart, PageTable, in_blocks, read_out, shown
from puxi_cli.output.percents import rounded
from puxi_cli.reports.units import TOTAL, VILLAGE
from puxi_cli.systems.figures.figures import Amount, Counted, StandardFigures
from puxi_cli.systems.figures.standard_words import (
    category_words,
    cell_words,
    count_head,
    headline,
    remark_lines,
    share_words,
    shown_rows,
    title_words,
    town_table,
    village_name,
)
from puxi_cli.text.words import Lang, Text

_AT_ONCE = 7  # categories beside each other in the table of villages: what an A4 page takes


def write_standard_html(figures: StandardFigures, stream: TextIO, lang: Lang) -> None:
    """Write the page. It shows the villages always."""
    write_page(stream, "standard.html.j2", lang, d=standard_view(figures))


def standard_view(figures: StandardFigures) -> dict[str, Any]:
    """What the template shows: the town's chart and table, the villages in tables that fit a page, remarks."""
    return {
        "name": figures.table,
        "as_of": figures.as_of,
        "region": figures.region,
        "title": headline(figures),
        "short_title": title_words(figures),
        "chart": _chart(figures),
        "villages": _villages(figures),
        "remarks": remark_lines(figures, by_village=True),
        "notes": figures.notes,
    }


def _chart(figures: StandardFigures) -> Chart:
    items = [_bar(figures.town.rows[index], figures.town.base) for index in shown_rows(figures.town)]
    measure = figures.measure or count_head(figures)
    title = Text("{title}（{measure}）", "{title} ({measure})").filled({"title": title_words(figures), "measure": measure})
    said = read_out(title, [(item.name, item.words) for item in items])
    table = town_table(figures)
    return Chart(title, bars(items, said), shown(table, wide=bool(figures.measure)))


def _bar(row: Counted | Amount, base: int) -> Bar:
    name = category_words(row.category)
    if isinstance(row, Amount):
        return Bar(name, max(row.total, 0.0), rounded(row.total))
    share = share_words(row.n, base)
    return Bar(name, row.n, Text(f"{row.n:,}（{share}）", f"{row.n:,} ({share})"))


def _villages(figures: StandardFigures) -> list[PageTable]:
    if not figures.villages:
        return []
    places = shown_rows(figures.town)
    parts = [*((village_name(part), part) for part in figures.villages), (TOTAL, figures.town)]
    heads = [category_words(figures.town.rows[index].category) for index in places]
    rows = [(name, [cell_words(part.rows[index], part.base) for index in places]) for name, part in parts]
    bases = [f"{part.base:,}" for _, part in parts]
    title = title_words(figures) + Text("：各村", ": villages")
    return in_blocks(title, (VILLAGE, TOTAL), heads, rows, bases, most=_AT_ONCE)
