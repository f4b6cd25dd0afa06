"""The rates of a register and its inspections for a reader at a terminal."""

from __future__ import annotations

from typing import TextIO

from puxi_cli.figures import HeldRate, RateFigures
from puxi_cli.output.lines import Column, Styled
from puxi_cli.output.matrix import write_matrix
from puxi_cli.output.page import Page
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
from puxi_cli.text.counting import counted
from puxi_cli.text.words import Lang, Text, each_of

_STYLES = {"fail": "bold red", "unknown": "yellow"}


def write_rates_text(
    figures: RateFigures,
    stream: TextIO,
    lang: Lang,
    *,
    by_village: bool = False,
    width: int | None = None,
    terminal: bool | None = None,
) -> None:
    """Write the report; with `by_village` the villages too."""
    page = Page(stream, lang, width=width, terminal=terminal)
    region = "" if not figures.region else Text(f"，区划 {figures.region}", f", region {figures.region}").of(lang)
    unit = unit_words(figures.unit, lang)
    page.line(Text(f"截至 {figures.as_of}{region}，按{unit}计", f"As of {figures.as_of}{region}, in {unit}"), "bold")
    page.line()
    heads = each_of(RATE_HEADS, lang)
    columns = [Column(head, right=index in (1, 2)) for index, head in enumerate(heads)]
    page.table(columns, [_row(rate, lang) for rate in figures.rates])
    for rate in figures.rates:
        if rate.parts:
            _write_parts(page, rate, lang)
    _write_samples(page, figures, lang)
    if by_village:
        _write_villages(page, figures, lang)
    _write_footing(page, figures, lang)


def _row(rate: HeldRate, lang: Lang) -> list[str | Styled]:
    required = limit_words(rate.limit, lang) if rate.limit else "—"
    return [rate.words.of(lang), value_words(rate), made_of_words(rate, lang), required, _verdict(rate, lang)]


def _verdict(rate: HeldRate, lang: Lang) -> Styled:
    return Styled(VERDICTS[rate.verdict], _STYLES.get(rate.verdict, ""))


def _write_parts(page: Page, rate: HeldRate, lang: Lang) -> None:
    """What the numerator is made of, part by part."""
    page.line()
    page.line(Text(f"{rate.words[0]}的分子（人）", f"{rate.words[1]}: its numerator, in persons"), "bold")
    for part in rate.parts:
        page.line(f"  {part.words.of(lang)}{Text('：', ': ').of(lang)}{part_words(part)}")


def _write_samples(page: Page, figures: RateFigures, lang: Lang) -> None:
    if not figures.samples:
        return
    page.line()
    page.line(Text("抽查了多少", "How many were inspected"), "bold")
    heads = each_of(SAMPLE_HEADS, lang)
    columns = [Column(head, right=index > 0) for index, head in enumerate(heads)]
    page.table(
        columns,
        [
            [size.kind, f"{size.households:,}", f"{size.persons:,}", f"{size.without_conclusion:,}", f"{size.odd_conclusion:,}"]
            for size in figures.samples
        ],
    )
    page.line(
        Text(f"  问过是否认可的：{figures.asked:,} 户", f"  asked whether they approve: {counted(figures.asked, 'household')}")
    )


def _write_villages(page: Page, figures: RateFigures, lang: Lang) -> None:
    page.line()
    page.line(Text(f"各村（截至 {figures.as_of}；× 为不通过）", f"Villages as of {figures.as_of} (× is a fail)"), "bold")
    if not figures.villages:
        page.line(Text("  没有村可列", "  no villages to list"))
        return
    heads = [rate.words.of(lang) for rate in figures.rates]
    rows = [(village.village, [_cell(rate) for rate in village.rates]) for village in figures.villages]
    write_matrix(page, Text("行政村", "village"), heads, rows)


def _cell(rate: HeldRate) -> Styled:
    return Styled(cell_of(rate), _STYLES["fail"] if rate.verdict == "fail" and rate.exact is not None else "")


def _write_footing(page: Page, figures: RateFigures, lang: Lang) -> None:
    """Where numerators and denominators stand, why something cannot be told, what the limits rest on, the remarks."""
    for title, lines in footing(figures, lang):
        page.line()
        page.line(title, "bold")
        for line in lines:
            page.line(f"  {line}")
    for note in figures.notes:
        page.line()
        page.line(note, "yellow")
