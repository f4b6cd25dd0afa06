"""The rates of a register and its inspections as a page: each with numerator, denominator, limit and what these rest on."""

from __future__ import annotations

from typing import Any, TextIO

from puxi_cli.output.charts import Bar, Colour, bars
from puxi_cli.output.document import Table
from puxi_cli.output.html_page import write_page
from puxi_cli.output.html_parts import Chart, PageTable, in_blocks, read_out, shown
from puxi_cli.reports.units import PERSON_COUNT, VILLAGE, unit_words
from puxi_cli.systems.figures.figures import HeldRate, RateFigures
from puxi_cli.systems.figures.rates_words import (
    INSPECTED,
    RATES,
    SAMPLES,
    SHORT,
    VERDICTS,
    cell_of,
    footing,
    part_words,
    parts_title,
    value_words,
    villages_unknown,
)
from puxi_cli.text.counting import counted
from puxi_cli.text.words import Lang, Text

_UNKNOWN = Text("村的率为什么无法计算", "Why rates of villages cannot be told")
_AT_ONCE = 5  # rates beside each other in the table of villages: what an A4 page takes


def write_rates_html(figures: RateFigures, stream: TextIO, lang: Lang) -> None:
    """Write the page. It shows the villages always."""
    write_page(stream, "rates.html.j2", lang, d=rates_view(figures))


def rates_view(figures: RateFigures) -> dict[str, Any]:
    """What the template shows."""
    return {
        "as_of": figures.as_of,
        "region": figures.region,
        "unit": unit_words(figures.unit),
        "chart": _chart(figures),
        "table": shown(Table(RATES, SHORT, [(rate, None) for rate in figures.rates]), stacked=True),
        "parts": [_parts(rate) for rate in figures.rates if rate.parts],
        "samples": _samples(figures) if figures.samples else None,
        "villages": _villages(figures) if figures.villages else [],
        "footing": [*footing(figures), *([(_UNKNOWN, of_villages)] if (of_villages := villages_unknown(figures)) else [])],
        "notes": figures.notes,
    }


def _chart(figures: RateFigures) -> Chart | None:
    """The rates that should be low, with the limits they have to stay below; the high ones would leave them no length."""
    low = [rate for rate in figures.rates if rate.limit is None or not rate.limit.at_least]
    if not low:
        return None
    title = Text("各率与界限", "Rates and their limits")
    items = [Bar(one.words, one.rate, value_words(one), Colour.ERROR if one.verdict == "fail" else Colour.BAR) for one in low]
    pairs = [(one.words, f"{value_words(one)} " + VERDICTS[one.verdict]) for one in low]
    drawing = bars(items, read_out(title, pairs), limits=[rate.limit.number if rate.limit else None for rate in low])
    return Chart(title, drawing, legend=Text("竖线是界限；红色的条不通过。", "The upright line is the limit; a red bar fails."))


def _parts(rate: HeldRate) -> PageTable:
    rows = tuple((part.words, part_words(part)) for part in rate.parts)
    return PageTable(parts_title(rate), (Text("组成", "part"), PERSON_COUNT), rows, frozenset({1}))


def _samples(figures: RateFigures) -> PageTable:
    asked = Text(f"问过是否认可的：{figures.asked:,} 户", f"asked whether they approve: {counted(figures.asked, 'household')}")
    return shown(Table(INSPECTED, SAMPLES, figures.samples, (asked,)), wide=True)


def _villages(figures: RateFigures) -> list[PageTable]:
    """Villages against rates, a few rates a table; a cross is a fail."""
    title = Text("各村（× 为不通过）", "Villages (× is a fail)")
    rows = [(village.village, [cell_of(rate) for rate in village.rates]) for village in figures.villages]
    return in_blocks(title, (VILLAGE,), [rate.words for rate in figures.rates], rows, most=_AT_ONCE)
