"""A town's figures for a reader at a terminal: the day, the flow of the year, the series by year, the villages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import TextIO

from rich import box
from rich.bar import Bar
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from puxi_cli.figures import Figures, Flow, Rate
from puxi_cli.findings import Lang
from puxi_cli.records.text import visible
from puxi_cli.reports.inputs import counted
from puxi_cli.reports.page import Page
from puxi_cli.reports.percents import percent_of

# Cells of the table with bars. What is left beside the figures goes to the bars first, then to the names.
_GAP = 3
_SHORTEST_BAR, _BAR_ROOM, _LONGEST_BAR = 4, 12, 40
_NARROWEST_NAME, _WIDEST_NAME = 8, 34
_UNITS = {"person": ("人", "persons"), "household": ("户", "households")}


def percent(rate: Rate) -> str | None:
    """The rate to 0.1 %, half up, from the whole numbers themselves; None where it cannot be said."""
    if not rate.denominator:
        return None
    return percent_of(Fraction(rate.numerator, rate.denominator))


def unit_words(unit: str, lang: Lang) -> str:
    """人 or 户, persons or households."""
    zh, en = _UNITS.get(unit, (unit, unit))
    return zh if lang == "zh" else en


def flow_line(flow: Flow) -> str:
    """The identity in figures: start − exited + new + returned + natural increase − natural decrease = end."""
    parts = f"{flow.start} − {flow.exited} + {flow.new} + {flow.returned} + {flow.natural_increase} − {flow.natural_decrease}"
    return f"{parts} = {flow.end}"


def flow_verdict(flow: Flow, lang: Lang) -> str:
    """Whether the identity closes, and by how many persons it does not."""
    zh = lang == "zh"
    if flow.gap == 0:
        return "✓ 平衡" if zh else "✓ it closes"
    end, off = flow.end + flow.gap, abs(flow.gap)
    if zh:
        return f"✗ 不平衡：按各项推算年末应为 {end} 人，登记为 {flow.end} 人，{'少' if flow.gap > 0 else '多'} {off} 人"
    too = "too few" if flow.gap > 0 else "too many"
    return f"✗ does not close: the parts give {end} persons, the register has {flow.end}, {off} {too}"


def rate_words(rate: Rate, lang: Lang) -> str:
    """A rate with all it is made of, or why it cannot be said."""
    zh = lang == "zh"
    unit = unit_words(rate.unit, lang)
    said = percent(rate)
    if said is None:
        reason = (rate.reason[0] if zh else rate.reason[1]) if rate.reason else ("没有分母" if zh else "there is no denominator")
        numerator = f"{rate.numerator:,} {unit}"
        return f"无法计算（分子 {numerator}）：{reason}" if zh else f"unknown (numerator {numerator}): {reason}"
    denominator = f"{rate.denominator:,}"
    source = rate.denominator_source or ("未注明" if zh else "not given")
    if zh:
        return f"{said}（{rate.numerator:,} {unit} ÷ {denominator} {unit}；分母：{source}）"
    return f"{said} ({rate.numerator:,} of {denominator} {unit}; denominator: {source})"


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
    page = Page(stream, width=width, terminal=terminal)
    zh = lang == "zh"
    _headline(page, figures, lang)
    flow = figures.flow
    page.line()
    page.line(f"{flow.year} 年贫困人口变动（人）" if zh else f"Poor persons in {flow.year}", "bold")
    page.line("  年初 − 脱贫 + 新识别 + 返贫 + 自然增加 − 自然减少 = 年末" if zh
              else "  start − exited + new + returned + natural increase − natural decrease = end")  # fmt: skip
    page.line(f"  {flow_line(flow)} {flow_verdict(flow, lang)}", "" if flow.gap == 0 else "bold red")
    if figures.series:
        page.line()
        page.line("各年年末" if zh else "At the end of each year", "bold")
        years = [(str(year.year), year.households, year.persons, year.incidence) for year in figures.series]
        _bars(page, "年度" if zh else "year", years, lang)
    if by_village:
        page.line()
        page.line(f"各村（截至 {figures.as_of}）" if zh else f"Villages as of {figures.as_of}", "bold")
        if figures.villages:
            villages = [
                (village_words(village.village, village.poor_village, village.exit_year, lang), village.households,
                 village.persons, village.incidence)
                for village in figures.villages
            ]  # fmt: skip
            _bars(page, "行政村" if zh else "village", villages, lang)
        else:
            page.line("  没有村可列" if zh else "  no villages to list")
    for zh_note, en_note in figures.notes:
        page.line()
        page.line(zh_note if zh else en_note, "yellow")


def _headline(page: Page, figures: Figures, lang: Lang) -> None:
    region, open_ones = figures.region, len(figures.undecided)
    if lang == "zh":
        page.line(f"截至 {figures.as_of}" + (f"，区划 {region}" if region else ""), "bold")
        page.line(
            f"在册贫困户 {figures.households:,} 户、{figures.persons:,} 人"
            + (f"；另有 {open_ones:,} 户是否在册无法判断" if open_ones else "")
        )
        page.line(f"贫困发生率 {rate_words(figures.incidence, lang)}")
        page.line(f"文件中当日共有 {figures.all_households:,} 户、{figures.all_persons:,} 人")
        return
    page.line(f"As of {figures.as_of}" + (f", region {region}" if region else ""), "bold")
    page.line(
        f"Poor on the register: {counted(figures.households, 'household')}, {counted(figures.persons, 'person')}"
        + (f"; undecided: {counted(open_ones, 'household')}" if open_ones else "")
    )
    page.line(f"Incidence of poverty: {rate_words(figures.incidence, lang)}")
    page.line(
        f"In the files on that day: {counted(figures.all_households, 'household')}, {counted(figures.all_persons, 'person')}"
    )


def village_words(village: str, poor: bool | None, exit_year: int | None, lang: Lang) -> str:
    """A village's name, and that it is a poor village and when it left."""
    if not poor:
        return village
    if lang == "zh":
        return f"{village}（贫困村{f'，{exit_year} 年出列' if exit_year else ''}）"
    return f"{village} (poor village{f', left {exit_year}' if exit_year else ''})"


def _bars(page: Page, head: str, rows: Sequence[tuple[str, int, int, Rate]], lang: Lang) -> None:
    """Households, persons, denominator, rate, and a bar: of the rate, or of the persons where no rate can be said."""
    zh = lang == "zh"
    by_rate = any(rate.rate is not None for *_, rate in rows)
    bar_head = ("按发生率" if zh else "by rate") if by_rate else ("按人数" if zh else "by persons")
    heads = [head, *(("户数", "人数", "分母（人）", "发生率") if zh else ("households", "persons", "denominator", "rate"))]
    lines = [
        [
            visible(name),
            f"{households:,}",
            f"{persons:,}",
            f"{rate.denominator:,}" if rate.denominator else "—",
            percent(rate) or "—",
        ]
        for name, households, persons, rate in rows
    ]
    widths = [max(cell_len(line[index]) for line in (heads, *lines)) for index in range(len(heads))]
    left = page.width - sum(widths[1:]) - _GAP * len(widths)
    widths[0] = min(widths[0], _WIDEST_NAME, max(_NARROWEST_NAME, left - _BAR_ROOM))
    room = min(_LONGEST_BAR, left - widths[0])
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for index, words in enumerate(heads):
        table.add_column(
            Text(words), justify="right" if index else "left", overflow="fold", no_wrap=bool(index), min_width=widths[index],
            max_width=widths[index],
        )  # fmt: skip
    if room >= _SHORTEST_BAR:
        table.add_column(Text(bar_head), width=room, no_wrap=True)
    sizes = [rate.rate or 0.0 if by_rate else float(persons) for _, _, persons, rate in rows]
    longest = max(sizes, default=0.0) or 1.0
    for line, size in zip(lines, sizes, strict=True):
        # The bar has no width of its own: it is drawn to the scale of its column, however wide that comes out.
        bar = [Bar(longest, 0, size, color="cyan")] if room >= _SHORTEST_BAR else []
        table.add_row(*map(Text, line), *bar)
    page.draw(table)
    rates = [rate for *_, rate in rows]
    sources = sources_of(rates, lang)
    if sources:
        page.line(("  分母：" if zh else "  denominators: ") + sources)
    for reason in reasons_of(rates, lang):
        page.line(f"  — {reason}")


def reasons_of(rates: Sequence[Rate], lang: Lang) -> list[str]:
    """Why some of the rates cannot be said, each reason once."""
    return list(dict.fromkeys(rate.reason[lang == "en"] for rate in rates if rate.rate is None and rate.reason))


def sources_of(rates: Sequence[Rate], lang: Lang) -> str:
    """Where the denominators stand; those that differ only by the year behind are told once with their years."""
    comma = "、" if lang == "zh" else ", "
    years: dict[str, list[str]] = {}
    for source in dict.fromkeys(rate.denominator_source for rate in rates if rate.denominator_source):
        name, _, year = source.rpartition(" ")
        if name and re.fullmatch(r"[0-9]{4}", year):
            years.setdefault(name, []).append(year)
        else:
            years.setdefault(source, [])
    return comma.join(f"{name} {comma.join(of)}".strip() for name, of in years.items())
