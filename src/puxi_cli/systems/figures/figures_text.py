"""A town's figures for a reader at a terminal: the day, the flow of the year, the series by year, the villages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TextIO

from rich import box
from rich.bar import Bar
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text as RichText

from puxi_cli.output.document import day_words
from puxi_cli.output.page import Page
from puxi_cli.reports.units import VILLAGE, YEAR_HEAD, sizes_unknown
from puxi_cli.systems.figures.figures import Figures
from puxi_cli.systems.figures.figures_words import (
    IDENTITY,
    FigureRow,
    flow_line,
    flow_title,
    flow_verdict,
    parts_columns,
    rate_words,
    reasons_of,
    sources_of,
    village_rows,
    year_rows,
)
from puxi_cli.text.counting import counted
from puxi_cli.text.words import ITEMS, NO_WORDS, Lang, Text

# Cells of the table with bars. What is left beside the figures goes to the bars first, then to the names.
_GAP = 3
_SHORTEST_BAR, _BAR_ROOM, _LONGEST_BAR = 4, 12, 40
_NARROWEST_NAME, _WIDEST_NAME = 8, 34


def write_figures_text(
    figures: Figures,
    stream: TextIO,
    lang: Lang,
    *,
    by_village: bool = False,
    width: int | None = None,
    terminal: bool | None = None,
) -> None:
    """Write the report; with `by_village` the villages too."""
    page = Page(stream, lang, width=width, terminal=terminal)
    _headline(page, figures)
    flow = figures.flow
    page.line()
    page.line(flow_title(flow), "bold")
    page.line("  " + IDENTITY)
    page.line(f"  {flow_line(flow)} " + flow_verdict(flow), "" if flow.gap == 0 else "bold red")
    if figures.series:
        page.line()
        page.line(Text("各年年末", "At the end of each year"), "bold")
        _bars(page, YEAR_HEAD, year_rows(figures))
    if by_village:
        page.line()
        page.line(Text(f"各村（截至 {figures.as_of}）", f"Villages as of {figures.as_of}"), "bold")
        if figures.villages:
            _bars(page, VILLAGE, village_rows(figures))
            if figures.undecided:
                page.line("  — " + _undecided_by_village(figures))
        else:
            page.line(Text("  没有村可列", "  no villages to list"))
    for note in figures.notes:
        page.line()
        page.line(note, "yellow")


def _undecided_by_village(figures: Figures) -> Text:
    """How many households of each village are in none of its figures, as nobody can tell whether they are on the register."""
    counts = Counter(village or "" for _, village in figures.undecided)
    named = [(village or Text("村名不明", "no village")) + Text(f" {n:,} 户", f" {n:,}") for village, n in counts.items()]
    return Text(
        "另有是否在册无法判断、没有计入的：", "households of which nobody can tell whether they are listed, not counted: "
    ) + ITEMS.join(named)


def _headline(page: Page, figures: Figures) -> None:
    open_ones = len(figures.undecided)
    page.line(day_words(figures.as_of, figures.region), "bold")
    poor = Text(
        f"在册贫困户 {figures.households:,} 户、{figures.persons:,} 人",
        f"Poor on the register: {counted(figures.households, 'household')}, {counted(figures.persons, 'person')}",
    )
    undecided = Text(f"；另有 {open_ones:,} 户是否在册无法判断", f"; undecided: {counted(open_ones, 'household')}")
    page.line(poor + sizes_unknown(len(figures.unsized)) + (undecided if open_ones else NO_WORDS))
    page.line(Text("贫困发生率 ", "Incidence of poverty: ") + rate_words(figures.incidence))
    page.line(
        Text(
            f"文件中当日共有 {figures.all_households:,} 户、{figures.all_persons:,} 人",
            f"In the files on that day: {counted(figures.all_households, 'household')}, {counted(figures.all_persons, 'person')}",
        )
        + sizes_unknown(figures.all_unsized)
    )


def _bars(page: Page, head: Text, rows: Sequence[FigureRow]) -> None:
    """Households, persons, denominator, rate, and a bar: of the rate, or of the persons where no rate can be said."""
    by_rate = any(row.rate and row.rate.rate is not None for row in rows)
    columns = parts_columns(head)
    heads = [page.words(column.title) for column in columns]
    lines = [[page.words(column.shown(row)) for column in columns] for row in rows]
    widths = [max(cell_len(line[index]) for line in (heads, *lines)) for index in range(len(heads))]
    left = page.width - sum(widths[1:]) - _GAP * len(widths)
    widths[0] = min(widths[0], _WIDEST_NAME, max(_NARROWEST_NAME, left - _BAR_ROOM))
    room = min(_LONGEST_BAR, left - widths[0])
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for index, words in enumerate(heads):
        table.add_column(
            RichText(words),
            justify="right" if index else "left",
            overflow="fold",
            no_wrap=bool(index),
            min_width=widths[index],
            max_width=widths[index],
        )
    if room >= _SHORTEST_BAR:
        bar_head = Text("按发生率", "by rate") if by_rate else Text("按人数", "by persons")
        table.add_column(RichText(page.words(bar_head)), width=room, no_wrap=True)
    sizes = [(row.rate and row.rate.rate) or 0.0 if by_rate else float(row.persons) for row in rows]
    longest = max(sizes, default=0.0) or 1.0
    for line, size in zip(lines, sizes, strict=True):
        # The bar has no width of its own: it is drawn to the scale of its column, however wide that comes out.
        bar = [Bar(longest, 0, size, color="cyan")] if room >= _SHORTEST_BAR else []
        table.add_row(*map(RichText, line), *bar)
    page.draw(table)
    if sources := sources_of(rows):
        page.line(Text("  分母：", "  denominators: ") + sources)
    for reason in reasons_of(rows):
        page.line("  " + reason)
