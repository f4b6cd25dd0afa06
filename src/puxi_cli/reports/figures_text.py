"""A town's figures for a reader at a terminal: the day, the flow of the year, the series by year, the villages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import TextIO

from rich import box
from rich.bar import Bar
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text as RichText

from puxi_cli.figures import Figures, Flow, Rate
from puxi_cli.output.page import Page
from puxi_cli.output.percents import percent_of
from puxi_cli.records.text import visible
from puxi_cli.text.counting import counted
from puxi_cli.text.words import ITEMS, Lang, Text, each_of

# Cells of the table with bars. What is left beside the figures goes to the bars first, then to the names.
_GAP = 3
_SHORTEST_BAR, _BAR_ROOM, _LONGEST_BAR = 4, 12, 40
_NARROWEST_NAME, _WIDEST_NAME = 8, 34
_UNITS = {"person": Text("人", "persons"), "household": Text("户", "households")}


def percent(rate: Rate) -> str | None:
    """The rate to 0.1 %, half up, from the whole numbers themselves; None where it cannot be said."""
    if not rate.denominator:
        return None
    return percent_of(Fraction(rate.numerator, rate.denominator))


def unit_words(unit: str, lang: Lang) -> str:
    """人 or 户, persons or households."""
    return _UNITS.get(unit, Text(unit, unit)).of(lang)


def flow_line(flow: Flow) -> str:
    """The identity in figures: start − exited + new + returned + natural increase − natural decrease = end."""
    parts = f"{flow.start} − {flow.exited} + {flow.new} + {flow.returned} + {flow.natural_increase} − {flow.natural_decrease}"
    return f"{parts} = {flow.end}"


def flow_verdict(flow: Flow, lang: Lang) -> str:
    """Whether the identity closes, and by how many persons it does not."""
    if flow.gap == 0:
        return Text("✓ 平衡", "✓ it closes").of(lang)
    end, off = flow.end + flow.gap, abs(flow.gap)
    too = (Text("少", "too few") if flow.gap > 0 else Text("多", "too many")).of(lang)
    return Text(
        f"✗ 不平衡：按各项推算年末应为 {end} 人，登记为 {flow.end} 人，{too} {off} 人",
        f"✗ does not close: the parts give {end} persons, the register has {flow.end}, {off} {too}",
    ).of(lang)


def rate_words(rate: Rate, lang: Lang) -> str:
    """A rate with all it is made of, or why it cannot be said."""
    unit = unit_words(rate.unit, lang)
    said = percent(rate)
    if said is None:
        reason = rate.reason.of(lang) if rate.reason else Text("没有分母", "there is no denominator").of(lang)
        numerator = f"{rate.numerator:,} {unit}"
        return Text(f"无法计算（分子 {numerator}）：{reason}", f"unknown (numerator {numerator}): {reason}").of(lang)
    denominator = f"{rate.denominator:,}"
    source = rate.denominator_source or Text("未注明", "not given").of(lang)
    return Text(
        f"{said}（{rate.numerator:,} {unit} ÷ {denominator} {unit}；分母：{source}）",
        f"{said} ({rate.numerator:,} of {denominator} {unit}; denominator: {source})",
    ).of(lang)


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
    _headline(page, figures, lang)
    flow = figures.flow
    page.line()
    page.line(Text(f"{flow.year} 年贫困人口变动（人）", f"Poor persons in {flow.year}"), "bold")
    page.line(
        Text(
            "  年初 − 脱贫 + 新识别 + 返贫 + 自然增加 − 自然减少 = 年末",
            "  start − exited + new + returned + natural increase − natural decrease = end",
        )
    )
    page.line(f"  {flow_line(flow)} {flow_verdict(flow, lang)}", "" if flow.gap == 0 else "bold red")
    if figures.series:
        page.line()
        page.line(Text("各年年末", "At the end of each year"), "bold")
        years = [(str(year.year), year.households, year.persons, year.incidence) for year in figures.series]
        _bars(page, Text("年度", "year").of(lang), years, lang)
    if by_village:
        page.line()
        page.line(Text(f"各村（截至 {figures.as_of}）", f"Villages as of {figures.as_of}"), "bold")
        if figures.villages:
            villages = [
                (
                    village_words(village.village, village.poor_village, village.exit_year, lang),
                    village.households,
                    village.persons,
                    village.incidence,
                )
                for village in figures.villages
            ]
            _bars(page, Text("行政村", "village").of(lang), villages, lang)
            if figures.undecided:
                page.line(f"  — {_undecided_by_village(figures).of(lang)}")
        else:
            page.line(Text("  没有村可列", "  no villages to list"))
    for note in figures.notes:
        page.line()
        page.line(note, "yellow")


def _undecided_by_village(figures: Figures) -> Text:
    """How many households of each village are in none of its figures, as nobody can tell whether they are on the register."""
    counts = Counter(village or "" for _, village in figures.undecided)
    zh = "、".join(f"{village or '村名不明'} {count:,} 户" for village, count in counts.items())
    en = ", ".join(f"{village or 'no village'} {count:,}" for village, count in counts.items())
    return Text(
        f"另有是否在册无法判断、没有计入的：{zh}",
        f"households of which nobody can tell whether they are listed, not counted: {en}",
    )


def _headline(page: Page, figures: Figures, lang: Lang) -> None:
    region, open_ones = figures.region, len(figures.undecided)
    where = Text(f"，区划 {region}", f", region {region}").of(lang) if region else ""
    page.line(Text(f"截至 {figures.as_of}", f"As of {figures.as_of}") + where, "bold")
    poor = Text(
        f"在册贫困户 {figures.households:,} 户、{figures.persons:,} 人",
        f"Poor on the register: {counted(figures.households, 'household')}, {counted(figures.persons, 'person')}",
    )
    undecided = Text(f"；另有 {open_ones:,} 户是否在册无法判断", f"; undecided: {counted(open_ones, 'household')}")
    page.line(poor + (undecided if open_ones else ""))
    rate = rate_words(figures.incidence, lang)
    page.line(Text(f"贫困发生率 {rate}", f"Incidence of poverty: {rate}"))
    everybody = Text(
        f"文件中当日共有 {figures.all_households:,} 户、{figures.all_persons:,} 人",
        f"In the files on that day: {counted(figures.all_households, 'household')}, {counted(figures.all_persons, 'person')}",
    )
    page.line(everybody)


def village_words(village: str, poor: bool | None, exit_year: int | None, lang: Lang) -> str:
    """A village's name, and that it is a poor village and when it left."""
    if not poor:
        return village
    return Text(
        f"{village}（贫困村{f'，{exit_year} 年出列' if exit_year else ''}）",
        f"{village} (poor village{f', left {exit_year}' if exit_year else ''})",
    ).of(lang)


def _bars(page: Page, head: str, rows: Sequence[tuple[str, int, int, Rate]], lang: Lang) -> None:
    """Households, persons, denominator, rate, and a bar: of the rate, or of the persons where no rate can be said."""
    by_rate = any(rate.rate is not None for *_, rate in rows)
    bar_head = Text("按发生率", "by rate").of(lang) if by_rate else Text("按人数", "by persons").of(lang)
    heads = [
        head,
        *each_of(
            (Text("户数", "households"), Text("人数", "persons"), Text("分母（人）", "denominator"), Text("发生率", "rate")), lang
        ),
    ]
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
            RichText(words),
            justify="right" if index else "left",
            overflow="fold",
            no_wrap=bool(index),
            min_width=widths[index],
            max_width=widths[index],
        )
    if room >= _SHORTEST_BAR:
        table.add_column(RichText(bar_head), width=room, no_wrap=True)
    sizes = [rate.rate or 0.0 if by_rate else float(persons) for _, _, persons, rate in rows]
    longest = max(sizes, default=0.0) or 1.0
    for line, size in zip(lines, sizes, strict=True):
        # The bar has no width of its own: it is drawn to the scale of its column, however wide that comes out.
        bar = [Bar(longest, 0, size, color="cyan")] if room >= _SHORTEST_BAR else []
        table.add_row(*map(RichText, line), *bar)
    page.draw(table)
    rates = [rate for *_, rate in rows]
    sources = sources_of(rates, lang)
    if sources:
        page.line(Text("  分母：", "  denominators: ") + sources)
    for reason in reasons_of(rates, lang):
        page.line(f"  — {reason}")


def reasons_of(rates: Sequence[Rate], lang: Lang) -> list[str]:
    """Why some of the rates cannot be said, each reason once."""
    return list(dict.fromkeys(rate.reason.of(lang) for rate in rates if rate.rate is None and rate.reason))


def sources_of(rates: Sequence[Rate], lang: Lang) -> str:
    """Where the denominators stand; those that differ only by the year behind are told once with their years."""
    comma = ITEMS.of(lang)
    years: dict[str, list[str]] = {}
    for source in dict.fromkeys(rate.denominator_source for rate in rates if rate.denominator_source):
        name, _, year = source.rpartition(" ")
        if name and re.fullmatch(r"[0-9]{4}", year):
            years.setdefault(name, []).append(year)
        else:
            years.setdefault(source, [])
    return comma.join(f"{name} {comma.join(of)}".strip() for name, of in years.items())
