"""The rates of a register and its inspections for a reader at a terminal."""

from __future__ import annotations

from typing import TextIO

from puxi_cli.output.document import Table, day_words
from puxi_cli.output.matrix import write_matrix
from puxi_cli.output.page import Page
from puxi_cli.reports.units import VILLAGE, unit_words
from puxi_cli.systems.figures.figures import HeldRate, RateFigures
from puxi_cli.systems.figures.rates_words import (
    INSPECTED,
    RATES,
    SAMPLES,
    SHORT,
    cell_of,
    footing,
    part_words,
    parts_title,
    villages_unknown,
)
from puxi_cli.text.counting import counted
from puxi_cli.text.words import COLON, Lang, Text


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
    unit = Text("，按{unit}计", ", in {unit}").filled({"unit": unit_words(figures.unit)})
    page.line(day_words(figures.as_of, figures.region) + unit, "bold")
    page.line()
    page.show(Table(RATES, SHORT, [(rate, None) for rate in figures.rates]))
    for rate in figures.rates:
        if rate.parts:
            _write_parts(page, rate)
    if figures.samples:
        _write_samples(page, figures)
    if by_village:
        _write_villages(page, figures)
    _write_footing(page, figures)


def _write_parts(page: Page, rate: HeldRate) -> None:
    """What the numerator is made of, part by part."""
    page.line()
    page.line(parts_title(rate), "bold")
    for part in rate.parts:
        page.line("  " + part.words + COLON + part_words(part))


def _write_samples(page: Page, figures: RateFigures) -> None:
    page.line()
    page.line(INSPECTED, "bold")
    page.show(Table(INSPECTED, SAMPLES, figures.samples))
    asked = counted(figures.asked, "household")
    page.line(Text(f"  问过是否认可的：{figures.asked:,} 户", f"  asked whether they approve: {asked}"))


def _write_villages(page: Page, figures: RateFigures) -> None:
    page.line()
    page.line(Text(f"各村（截至 {figures.as_of}；× 为不通过）", f"Villages as of {figures.as_of} (× is a fail)"), "bold")
    if not figures.villages:
        page.line(Text("  没有村可列", "  no villages to list"))
        return
    rows = [(village.village, [cell_of(rate) for rate in village.rates]) for village in figures.villages]
    write_matrix(page, VILLAGE, [rate.words for rate in figures.rates], rows)
    for line in villages_unknown(figures):
        page.line("  — " + line)


def _write_footing(page: Page, figures: RateFigures) -> None:
    """Where numerators and denominators stand, why something cannot be told, what the limits rest on, the remarks."""
    for title, lines in footing(figures):
        page.line()
        page.line(title, "bold")
        for line in lines:
            page.line("  " + line)
    for note in figures.notes:
        page.line()
        page.line(note, "yellow")
