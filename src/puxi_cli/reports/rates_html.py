"""The rates of a register and its inspections as a page: each with numerator, denominator, limit and what these rest on."""

from __future__ import annotations

from typing import Any, TextIO

from puxi_cli.figures import HeldRate, RateFigures
from puxi_cli.output.charts import Bar, Colour, bars
from puxi_cli.output.html_page import write_page
from puxi_cli.output.html_parts import Cell, Chart, Table, columns_from, in_blocks, read_out
from puxi_cli.reports.figures_text import unit_words
from puxi_cli.reports.rates_words import (
    RATE_HEADS,
    SAMPLE_HEADS,
    VERDICTS,
    cell_of,
    footing,
    limit_words,
    made_of_words,
    part_words,
    value_words,
)
from puxi_cli.text.words import Lang, Text, each_of

_AT_ONCE = 5  # rates beside each other in the table of villages: what an A4 page takes


def write_rates_html(figures: RateFigures, stream: TextIO, lang: Lang) -> None:
    """Write the page. It shows the villages always."""
    write_page(stream, "rates.html.j2", lang, d=rates_view(figures, lang))


def rates_view(figures: RateFigures, lang: Lang) -> dict[str, Any]:
    """What the template shows."""
    return {
        "as_of": figures.as_of,
        "region": figures.region,
        "unit": unit_words(figures.unit, lang),
        "chart": _chart(figures, lang),
        "table": _table(figures, lang),
        "parts": [_parts(rate, lang) for rate in figures.rates if rate.parts],
        "samples": _samples(figures, lang),
        "villages": _villages(figures, lang),
        "footing": footing(figures, lang),
        "notes": [note.of(lang) for note in figures.notes],
    }


def _chart(figures: RateFigures, lang: Lang) -> Chart | None:
    """The rates that should be low, with the limits they have to stay below; the high ones would leave them no length."""
    low = [rate for rate in figures.rates if rate.limit is None or not rate.limit.at_least]
    if not low:
        return None
    title = Text("各率与界限", "Rates and their limits").of(lang)
    items = [
        Bar(rate.words.of(lang), rate.rate, value_words(rate), Colour.ERROR if rate.verdict == "fail" else Colour.BAR)
        for rate in low
    ]
    pairs = [(item.name, f"{item.words} {_verdict(rate, lang)}") for item, rate in zip(items, low, strict=True)]
    drawings = bars(items, read_out(title, pairs, lang), limits=[rate.limit.number if rate.limit else None for rate in low])
    told = Text("竖线是界限；红色的条不通过。", "The upright line is the limit; a red bar fails.").of(lang)
    return Chart(title, drawings, legend=told)


def _table(figures: RateFigures, lang: Lang) -> Table:
    heads = each_of(RATE_HEADS, lang)
    rows = tuple(
        (
            rate.words.of(lang),
            value_words(rate),
            made_of_words(rate, lang),
            limit_words(rate.limit, lang) if rate.limit else "—",
            Cell(_verdict(rate, lang), rate.verdict),
        )
        for rate in figures.rates
    )
    return Table(Text("各率", "Rates").of(lang), heads, rows, frozenset({1, 2}), stacked=True)


def _verdict(rate: HeldRate, lang: Lang) -> str:
    return VERDICTS[rate.verdict].of(lang)


def _parts(rate: HeldRate, lang: Lang) -> Table:
    title = Text(f"{rate.words[0]}的分子（人）", f"{rate.words[1]}: its numerator, in persons").of(lang)
    heads = each_of((Text("组成", "part"), Text("人数", "persons")), lang)
    return Table(title, heads, tuple((part.words.of(lang), part_words(part)) for part in rate.parts), frozenset({1}))


def _samples(figures: RateFigures, lang: Lang) -> Table | None:
    if not figures.samples:
        return None
    heads = each_of(SAMPLE_HEADS, lang)
    rows = tuple(
        (size.kind, f"{size.households:,}", f"{size.persons:,}", f"{size.without_conclusion:,}", f"{size.odd_conclusion:,}")
        for size in figures.samples
    )
    asked = Text(f"问过是否认可的：{figures.asked:,} 户", f"asked whether they approve: {figures.asked:,} households").of(lang)
    return Table(
        Text("抽查了多少", "How many were inspected").of(lang), heads, rows, columns_from(1, heads), wide=True, notes=(asked,)
    )


def _villages(figures: RateFigures, lang: Lang) -> list[Table]:
    """Villages against rates, a few rates a table; a cross is a fail."""
    if not figures.villages:
        return []
    title = Text("各村（× 为不通过）", "Villages (× is a fail)").of(lang)
    heads = [rate.words.of(lang) for rate in figures.rates]
    rows = [(village.village, [_cell(rate) for rate in village.rates]) for village in figures.villages]
    return in_blocks(title, (Text("行政村", "village").of(lang),), heads, rows, most=_AT_ONCE)


def _cell(rate: HeldRate) -> Cell:
    return Cell(cell_of(rate), "fail" if rate.verdict == "fail" else "")
