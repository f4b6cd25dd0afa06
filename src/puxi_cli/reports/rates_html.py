"""The rates of a register and its inspections as a page: each with numerator, denominator, limit and what these rest on."""

from __future__ import annotations

from typing import Any, TextIO

from puxi_cli.figures import HeldRate, RateFigures
from puxi_cli.findings import Lang
from puxi_cli.reports.charts import Bar, Colour, bars
from puxi_cli.reports.figures_text import unit_words
from puxi_cli.reports.html_page import write_page
from puxi_cli.reports.html_parts import Cell, Chart, Table, columns_from, in_blocks, read_out
from puxi_cli.reports.rates_words import VERDICTS, cell_of, footing, in_lang, limit_words, made_of_words, part_words, value_words

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
        "notes": [in_lang(note, lang) for note in figures.notes],
    }


def _chart(figures: RateFigures, lang: Lang) -> Chart | None:
    """The rates that should be low, with the limits they have to stay below; the high ones would leave them no length."""
    zh = lang == "zh"
    low = [rate for rate in figures.rates if rate.limit is None or not rate.limit.at_least]
    if not low:
        return None
    title = "各率与界限" if zh else "Rates and their limits"
    items = [
        Bar(in_lang(rate.words, lang), rate.rate, value_words(rate), Colour.ERROR if rate.verdict == "fail" else Colour.BAR)
        for rate in low
    ]
    pairs = [(item.name, f"{item.words} {_verdict(rate, lang)}") for item, rate in zip(items, low, strict=True)]
    drawings = bars(items, read_out(title, pairs, lang), limits=[rate.limit.number if rate.limit else None for rate in low])
    told = "竖线是界限；红色的条不通过。" if zh else "The upright line is the limit; a red bar fails."
    return Chart(title, drawings, legend=told)


def _table(figures: RateFigures, lang: Lang) -> Table:
    zh = lang == "zh"
    heads = (
        ("率", "值", "分子 ÷ 分母", "要求", "结论")
        if zh
        else ("rate", "value", "numerator of denominator", "required", "verdict")
    )
    rows = tuple(
        (
            in_lang(rate.words, lang), value_words(rate), made_of_words(rate, lang),
            limit_words(rate.limit, lang) if rate.limit else "—", Cell(_verdict(rate, lang), rate.verdict),
        )
        for rate in figures.rates
    )  # fmt: skip
    return Table("各率" if zh else "Rates", heads, rows, frozenset({1, 2}), stacked=True)


def _verdict(rate: HeldRate, lang: Lang) -> str:
    return in_lang(VERDICTS[rate.verdict], lang)


def _parts(rate: HeldRate, lang: Lang) -> Table:
    zh = lang == "zh"
    title = f"{rate.words[0]}的分子（人）" if zh else f"{rate.words[1]}: its numerator, in persons"
    heads = ("组成", "人数") if zh else ("part", "persons")
    return Table(title, heads, tuple((in_lang(part.words, lang), part_words(part)) for part in rate.parts), frozenset({1}))


def _samples(figures: RateFigures, lang: Lang) -> Table | None:
    if not figures.samples:
        return None
    zh = lang == "zh"
    heads = ("类型", "户数", "人数", "无结论（户）", "结论与类型不符（户）") if zh else (
        "kind", "households", "persons", "without conclusion", "conclusion of another kind")  # fmt: skip
    rows = tuple(
        (size.kind, f"{size.households:,}", f"{size.persons:,}", f"{size.without_conclusion:,}", f"{size.odd_conclusion:,}")
        for size in figures.samples
    )
    asked = f"问过是否认可的：{figures.asked:,} 户" if zh else f"asked whether they approve: {figures.asked:,} households"
    return Table(
        "抽查了多少" if zh else "How many were inspected", heads, rows, columns_from(1, heads), wide=True, notes=(asked,)
    )


def _villages(figures: RateFigures, lang: Lang) -> list[Table]:
    """Villages against rates, a few rates a table; a cross is a fail."""
    if not figures.villages:
        return []
    zh = lang == "zh"
    title = "各村（× 为不通过）" if zh else "Villages (× is a fail)"
    heads = [in_lang(rate.words, lang) for rate in figures.rates]
    rows = [(village.village, [_cell(rate) for rate in village.rates]) for village in figures.villages]
    return in_blocks(title, ("行政村" if zh else "village",), heads, rows, most=_AT_ONCE)


def _cell(rate: HeldRate) -> Cell:
    return Cell(cell_of(rate), "fail" if rate.verdict == "fail" else "")
