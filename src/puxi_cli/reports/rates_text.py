"""The rates of a register and its inspections for a reader at a terminal."""

from __future__ import annotations

from typing import TextIO

from puxi_cli.figures import HeldRate, RateFigures
from puxi_cli.findings import Lang
from puxi_cli.reports.figures_text import unit_words
from puxi_cli.reports.inputs import counted
from puxi_cli.reports.lines import Column, Styled
from puxi_cli.reports.matrix import write_matrix
from puxi_cli.reports.page import Page
from puxi_cli.reports.rates_words import (
    VERDICTS,
    cell_of,
    footing,
    in_lang,
    limit_words,
    made_of_words,
    part_words,
    value_words,
)  # fmt: skip

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
    page = Page(stream, width=width, terminal=terminal)
    zh = lang == "zh"
    region = "" if not figures.region else f"，区划 {figures.region}" if zh else f", region {figures.region}"
    unit = unit_words(figures.unit, lang)
    page.line(f"截至 {figures.as_of}{region}，按{unit}计" if zh else f"As of {figures.as_of}{region}, in {unit}", "bold")
    page.line()
    heads = (
        ("率", "值", "分子 ÷ 分母", "要求", "结论")
        if zh
        else ("rate", "value", "numerator of denominator", "required", "verdict")
    )
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
    return [in_lang(rate.words, lang), value_words(rate), made_of_words(rate, lang), required, _verdict(rate, lang)]


def _verdict(rate: HeldRate, lang: Lang) -> Styled:
    return Styled(in_lang(VERDICTS[rate.verdict], lang), _STYLES.get(rate.verdict, ""))


def _write_parts(page: Page, rate: HeldRate, lang: Lang) -> None:
    """What the numerator is made of, part by part."""
    zh = lang == "zh"
    page.line()
    page.line(f"{rate.words[0]}的分子（人）" if zh else f"{rate.words[1]}: its numerator, in persons", "bold")
    for part in rate.parts:
        page.line(f"  {in_lang(part.words, lang)}{'：' if zh else ': '}{part_words(part)}")


def _write_samples(page: Page, figures: RateFigures, lang: Lang) -> None:
    zh = lang == "zh"
    if not figures.samples:
        return
    page.line()
    page.line("抽查了多少" if zh else "How many were inspected", "bold")
    heads = ("类型", "户数", "人数", "无结论（户）", "结论与类型不符（户）") if zh else (
        "kind", "households", "persons", "without conclusion", "conclusion of another kind")  # fmt: skip
    columns = [Column(head, right=index > 0) for index, head in enumerate(heads)]
    page.table(columns, [
        [size.kind, f"{size.households:,}", f"{size.persons:,}", f"{size.without_conclusion:,}", f"{size.odd_conclusion:,}"]
        for size in figures.samples
    ])  # fmt: skip
    page.line(
        f"  问过是否认可的：{figures.asked:,} 户"
        if zh
        else f"  asked whether they approve: {counted(figures.asked, 'household')}"
    )


def _write_villages(page: Page, figures: RateFigures, lang: Lang) -> None:
    zh = lang == "zh"
    page.line()
    page.line(f"各村（截至 {figures.as_of}；× 为不通过）" if zh else f"Villages as of {figures.as_of} (× is a fail)", "bold")
    if not figures.villages:
        page.line("  没有村可列" if zh else "  no villages to list")
        return
    heads = [in_lang(rate.words, lang) for rate in figures.rates]
    rows = [(village.village, [_cell(rate) for rate in village.rates]) for village in figures.villages]
    write_matrix(page, "行政村" if zh else "village", heads, rows)


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
        page.line(in_lang(note, lang), "yellow")
