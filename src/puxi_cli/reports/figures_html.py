"""A town's figures as a page: what each is made of, the years, the villages, the flow of the year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TextIO

from puxi_cli.figures import Figures, Flow, Rate
from puxi_cli.output.charts import Bar, Colour, Step, bars, columns, waterfall
from puxi_cli.output.html_page import write_page
from puxi_cli.output.html_parts import Cell, Chart, Fact, Table, columns_from, read_out
from puxi_cli.reports.figures_text import flow_line, flow_verdict, percent, rate_words, reasons_of, sources_of, village_words
from puxi_cli.text.words import Lang, Text, each_of


def write_figures_html(figures: Figures, stream: TextIO, lang: Lang) -> None:
    """Write the page. It shows the villages always."""
    write_page(stream, "figures.html.j2", lang, d=figures_view(figures, lang))


def figures_view(figures: Figures, lang: Lang) -> dict[str, Any]:
    """What the template shows: facts, the flow, charts with their tables, notes."""
    return {
        "as_of": figures.as_of,
        "region": figures.region,
        "facts": _facts(figures, lang),
        "flow": _flow(figures.flow, lang),
        "years": _years(figures, lang),
        "villages": _villages(figures, lang),
        "notes": [note.of(lang) for note in figures.notes],
    }


def _facts(figures: Figures, lang: Lang) -> list[Fact]:
    rate = figures.incidence
    said = percent(rate)
    everybody = Text(
        f"文件中当日共有 {figures.all_households:,} 户、{figures.all_persons:,} 人",
        f"in the files on that day: {figures.all_households:,} households, {figures.all_persons:,} persons",
    ).of(lang)
    if open_ones := len(figures.undecided):
        everybody += Text(f"；另有 {open_ones:,} 户是否在册无法判断", f"; undecided: {open_ones:,} households").of(lang)
    return [
        Fact(
            Text("在册贫困户", "Poor households").of(lang), f"{figures.households:,} {Text('户', '').of(lang)}".strip(), everybody
        ),
        Fact(Text("在册贫困人口", "Poor persons").of(lang), f"{figures.persons:,} {Text('人', '').of(lang)}".strip()),
        Fact(Text("贫困发生率", "Incidence of poverty").of(lang), said or "—", rate_words(rate, lang)),
    ]


def _flow(flow: Flow, lang: Lang) -> dict[str, Any]:
    minus = [("脱贫", "exited", flow.exited), ("自然减少", "natural decrease", flow.natural_decrease)]
    plus = [
        ("新识别", "new", flow.new),
        ("返贫", "returned", flow.returned),
        ("自然增加", "natural increase", flow.natural_increase),
    ]
    signed = [(*minus[0], -1), *((*one, 1) for one in plus), (*minus[1], -1)]
    steps = [Step(Text("年初", "start").of(lang), flow.start, f"{flow.start:,}", stands=True)]
    for chinese, english, number, sign in signed:
        words = f"{'+' if sign > 0 else '−'} {Text(chinese, english).of(lang)}"
        colour = Colour.MORE if sign > 0 else Colour.LESS
        steps.append(Step(words, sign * number, f"{'+' if sign > 0 else '−'}{number:,}", colour=colour))
    if flow.gap:
        too = f"{'−' if flow.gap > 0 else '+'}{abs(flow.gap):,}"
        steps.append(Step(Text("不平衡", "does not close").of(lang), -flow.gap, too, colour=Colour.ERROR))
    steps.append(Step(Text("年末", "end").of(lang), flow.end, f"{flow.end:,}", stands=True))
    title = Text(f"{flow.year} 年贫困人口变动（人）", f"Poor persons in {flow.year}").of(lang)
    table = Table(
        title,
        (Text("项目", "part").of(lang), Text("人数", "persons").of(lang)),
        tuple((step.name, step.words) for step in steps),
        frozenset({1}),
        total=True,
    )
    return {
        "identity": Text(
            "年初 − 脱贫 + 新识别 + 返贫 + 自然增加 − 自然减少 = 年末",
            "start − exited + new + returned + natural increase − natural decrease = end",
        ).of(lang),
        "line": flow_line(flow),
        "verdict": Cell(flow_verdict(flow, lang), "fail" if flow.gap else "pass"),
        "chart": Chart(title, waterfall(steps, read_out(title, [(step.name, step.words) for step in steps], lang)), table),
    }


def _years(figures: Figures, lang: Lang) -> list[Chart]:
    """Incidence and poor persons at the end of each year; the first has the table of both."""
    if not figures.series:
        return []
    rows = [(str(year.year), year.households, year.persons, year.incidence) for year in figures.series]
    rates, persons = each_of(
        (
            Text("各年年末贫困发生率", "Incidence at the end of each year"),
            Text("各年年末贫困人口（人）", "Poor persons at the end of each year"),
        ),
        lang,
    )
    by_rate = [Bar(name, rate.rate, percent(rate) or "—") for name, _, _, rate in rows]
    by_persons = [Bar(name, number, f"{number:,}") for name, _, number, _ in rows]
    table = _parts(rates, Text("年度", "year").of(lang), rows, lang)
    return [
        Chart(rates, columns(by_rate, _said(rates, by_rate, lang)), table),
        Chart(persons, columns(by_persons, _said(persons, by_persons, lang))),
    ]


def _villages(figures: Figures, lang: Lang) -> Chart | None:
    """The incidence of every village, or its poor persons where no rate can be said."""
    if not figures.villages:
        return None
    rows = [
        (village_words(one.village, one.poor_village, one.exit_year, lang), one.households, one.persons, one.incidence)
        for one in figures.villages
    ]
    if any(rate.rate is not None for *_, rate in rows):
        title = Text(f"各村贫困发生率（{figures.as_of}）", f"Incidence by village ({figures.as_of})").of(lang)
        shown = [Bar(one.village, one.incidence.rate, percent(one.incidence) or "—") for one in figures.villages]
    else:
        title = Text(f"各村贫困人口（人，{figures.as_of}）", f"Poor persons by village ({figures.as_of})").of(lang)
        shown = [Bar(one.village, one.persons, f"{one.persons:,}") for one in figures.villages]
    return Chart(title, bars(shown, _said(title, shown, lang)), _parts(title, Text("行政村", "village").of(lang), rows, lang))


def _parts(title: str, head: str, rows: Sequence[tuple[str, int, int, Rate]], lang: Lang) -> Table:
    """Households, persons, denominator and rate; under it where the denominators stand, and why there is none."""
    heads = (
        head,
        *each_of(
            (Text("户数", "households"), Text("人数", "persons"), Text("分母（人）", "denominator"), Text("发生率", "rate")), lang
        ),
    )
    cells = tuple(
        (name, f"{households:,}", f"{persons:,}", f"{rate.denominator:,}" if rate.denominator else "—", percent(rate) or "—")
        for name, households, persons, rate in rows
    )
    sources = sources_of([rate for *_, rate in rows], lang)
    notes = ([Text(f"分母：{sources}", f"Denominators: {sources}").of(lang)] if sources else []) + [
        f"— {reason}" for reason in reasons_of([rate for *_, rate in rows], lang)
    ]
    return Table(title, heads, cells, columns_from(1, heads), wide=True, notes=tuple(notes))


def _said(title: str, shown: Sequence[Bar], lang: Lang) -> str:
    return read_out(title, [(one.name, one.words) for one in shown], lang)
