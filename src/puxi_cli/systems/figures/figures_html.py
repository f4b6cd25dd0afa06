"""A town's figures as a page: what each is made of, the years, the villages, the flow of the year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TextIO

from puxi_cli.output.charts import Bar, Colour, Step, bars, columns, waterfall
from puxi_cli.output.document import Table
from puxi_cli.output.html_page import write_page
from puxi_cli.output.html_parts import Chart, Fact, PageTable, read_out, shown
from puxi_cli.output.lines import Marked
from puxi_cli.reports.units import PERSON_COUNT, VILLAGE, YEAR_HEAD, sizes_unknown
from puxi_cli.systems.figures.figures import Figures, Flow
from puxi_cli.systems.figures.figures_words import (
    IDENTITY,
    FigureRow,
    flow_line,
    flow_parts,
    flow_title,
    flow_verdict,
    parts_columns,
    percent,
    rate_words,
    reasons_of,
    sources_of,
    village_rows,
    year_rows,
)
from puxi_cli.text.counting import counted
from puxi_cli.text.words import Lang, Text


def write_figures_html(figures: Figures, stream: TextIO, lang: Lang) -> None:
    """Write the page. It shows the villages always."""
    write_page(stream, "figures.html.j2", lang, d=figures_view(figures))


def figures_view(figures: Figures) -> dict[str, Any]:
    """What the template shows: facts, the flow, charts with their tables, notes."""
    return {
        "as_of": figures.as_of,
        "region": figures.region,
        "facts": _facts(figures),
        "flow": _flow(figures.flow),
        "years": _years(figures),
        "villages": _villages(figures),
        "notes": figures.notes,
    }


def _facts(figures: Figures) -> list[Fact]:
    everybody = Text(
        f"文件中当日共有 {figures.all_households:,} 户、{figures.all_persons:,} 人",
        f"in the files on that day: {counted(figures.all_households, 'household')}, {counted(figures.all_persons, 'person')}",
    )
    everybody += sizes_unknown(figures.all_unsized)
    if open_ones := len(figures.undecided):
        everybody += Text(f"；另有 {open_ones:,} 户是否在册无法判断", f"; undecided: {counted(open_ones, 'household')}")
    households, persons = f"{figures.households:,}", f"{figures.persons:,}"
    rate, unsized = figures.incidence, len(figures.unsized)
    return [
        Fact(Text("在册贫困户", "Poor households"), Text(f"{households} 户", households) + sizes_unknown(unsized), everybody),
        Fact(Text("在册贫困人口", "Poor persons"), Text(f"{persons} 人", persons)),
        Fact(Text("贫困发生率", "Incidence of poverty"), percent(rate) or "—", rate_words(rate)),
    ]


def _flow(flow: Flow) -> dict[str, Any]:
    steps = [Step(Text("年初", "start"), flow.start, f"{flow.start:,}", stands=True)]
    for what, number, sign in flow_parts(flow):
        signed, colour = ("+", Colour.MORE) if sign > 0 else ("−", Colour.LESS)
        steps.append(Step(f"{signed} " + what, sign * number, f"{signed}{number:,}", colour=colour))
    if flow.gap:
        too = f"{'−' if flow.gap > 0 else '+'}{abs(flow.gap):,}"
        steps.append(Step(Text("不平衡", "does not close"), -flow.gap, too, colour=Colour.ERROR))
    steps.append(Step(Text("年末", "end"), flow.end, f"{flow.end:,}", stands=True))
    title = flow_title(flow)
    rows = tuple((step.name, step.words) for step in steps)
    table = PageTable(title, (Text("项目", "part"), PERSON_COUNT), rows, frozenset({1}), total=True)
    return {
        "identity": IDENTITY,
        "line": flow_line(flow),
        "verdict": Marked(flow_verdict(flow), "fail" if flow.gap else "pass"),
        "chart": Chart(title, waterfall(steps, read_out(title, rows)), table),
    }


def _years(figures: Figures) -> list[Chart]:
    """Incidence and poor persons at the end of each year; the first has the table of both."""
    if not figures.series:
        return []
    rates = Text("各年年末贫困发生率", "Incidence at the end of each year")
    persons = Text("各年年末贫困人口（人）", "Poor persons at the end of each year")
    rows = year_rows(figures)
    by_rate, by_persons = [_bar(row, by_rate=True) for row in rows], [_bar(row, by_rate=False) for row in rows]
    return [
        Chart(rates, columns(by_rate, _said(rates, by_rate)), _parts(rates, YEAR_HEAD, rows)),
        Chart(persons, columns(by_persons, _said(persons, by_persons))),
    ]


def _villages(figures: Figures) -> Chart | None:
    """The incidence of every village, or its poor persons where no rate can be said."""
    if not figures.villages:
        return None
    rows = village_rows(figures)
    if by_rate := any(row.rate and row.rate.rate is not None for row in rows):
        title = Text(f"各村贫困发生率（{figures.as_of}）", f"Incidence by village ({figures.as_of})")
    else:
        title = Text(f"各村贫困人口（人，{figures.as_of}）", f"Poor persons by village ({figures.as_of})")
    named = [row._replace(what=village.village) for row, village in zip(rows, figures.villages, strict=True)]
    items = [_bar(row, by_rate=by_rate) for row in named]
    return Chart(title, bars(items, _said(title, items)), _parts(title, VILLAGE, rows))


def _bar(row: FigureRow, *, by_rate: bool) -> Bar:
    if by_rate:
        return Bar(row.what, row.rate.rate if row.rate else None, (row.rate and percent(row.rate)) or "—")
    return Bar(row.what, row.persons, f"{row.persons:,}")


def _parts(title: Text, head: Text, rows: Sequence[FigureRow]) -> PageTable:
    """Households, persons, denominator and rate; under it where the denominators stand, and why there is none."""
    sources = sources_of(rows)
    notes = [*([Text("分母：", "Denominators: ") + sources] if sources else []), *reasons_of(rows)]
    return shown(Table(title, parts_columns(head), rows, notes), wide=True)


def _said(title: Text, items: Sequence[Bar]) -> Text:
    return read_out(title, [(one.name, one.words) for one in items])
