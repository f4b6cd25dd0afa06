"""A whole export as one page: the figures, the findings, how far rectification has come, what all this rests on."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, TextIO

from puxi_cli.output.charts import Bar, bars
from puxi_cli.output.html_page import write_page
from puxi_cli.output.html_parts import Chart, PageTable, columns_from, read_out
from puxi_cli.output.percents import percent_of
from puxi_cli.reports.findings_html import findings_view
from puxi_cli.reports.units import TOTAL, VILLAGE
from puxi_cli.reports.verdicts_html import verdicts_view
from puxi_cli.systems.exports.overview import Overview
from puxi_cli.systems.figures.figures import RateFigures
from puxi_cli.systems.figures.figures_html import figures_view
from puxi_cli.systems.figures.rates_html import rates_view
from puxi_cli.systems.figures.standard_html import standard_view
from puxi_cli.systems.rectification.problems import State
from puxi_cli.systems.rectification.progress import Progress, Tally
from puxi_cli.systems.reference.law_numbers import LawNumber, LawNumbers
from puxi_cli.systems.reference.law_text import content_words, region_words, source_words
from puxi_cli.text.words import Lang, Text


def write_export_html(overview: Overview, stream: TextIO, lang: Lang, *, show_ids: bool = False) -> None:
    """Write the page. Personal values are masked unless `show_ids`."""
    villages = [one.village for one in overview.figures.villages]
    findings = findings_view(overview.checked, lang, show_ids, villages)
    write_page(
        stream,
        "export.html.j2",
        lang,
        d=findings | {"notes": _notes(overview, findings["notes"])},
        v=verdicts_view(overview.identified, overview.exits, overview.checked.prohibitions, lang, show_ids),
        figures=figures_view(overview.figures),
        rates=_rates(overview.rates),
        tables=[standard_view(table) for table in sorted(overview.tables, key=lambda table: table.table != "causes")],
        progress=_progress(overview.progress) if overview.progress else None,
        numbers=_numbers(overview.numbers) if overview.numbers else None,
        name=overview.name,
        as_of=overview.as_of,
        region=overview.region,
        files=[(product.path, product.what) for product in overview.files],
    )


def _notes(overview: Overview, of_findings: list[Text]) -> list[Text]:
    """What a reader has to know, of whatever part, each said once."""
    told = [*overview.notes, *overview.figures.notes, *(note for table in overview.tables for note in table.notes)]
    told += overview.rates.notes if overview.rates else ()
    return list(dict.fromkeys([*told, *of_findings]))


def _rates(rates: RateFigures | None) -> dict[str, Any] | None:
    return rates_view(rates) if rates else None


def _progress(progress: Progress) -> dict[str, Any]:
    """Where the problems stand, by village and source. What is overdue is left out: it changes with the clock, the page does not."""
    title = Text("整改问题按状态", "Problems to rectify by state")
    items = [Bar(state.words, progress.states[state], f"{progress.states[state]:,}") for state in State]
    heads = (Text("状态", "state"), Text("问题数", "problems"))
    total = (TOTAL, f"{progress.total.total:,}")
    table = PageTable(title, heads, (*((item.name, item.words) for item in items), total), columns_from(1, heads), total=True)
    said = read_out(title, [(item.name, item.words) for item in items])
    closed, every = progress.total.closed, progress.total.total
    rate = f"{closed:,} ÷ {every:,} = {_closure(progress)}"
    return {
        "said": Text(f"销号率：{rate}", f"Closed: {rate}"),
        "chart": Chart(title, bars(items, said), table),
        "by_village": _tallies(Text("各村整改进度", "Rectification by village"), VILLAGE, progress.by_village),
        "by_source": _tallies(Text("按来源", "By source"), Text("来源", "source"), progress.by_source),
    }


def _closure(progress: Progress) -> str:
    return percent_of(Fraction(progress.total.closed, progress.total.total)) if progress.total.total else "—"


def _tallies(title: Text, head: Text, tallies: tuple[Tally, ...]) -> PageTable:
    heads = (
        head,
        *(
            TOTAL,
            Text("待整改", "open"),
            Text("其中反弹", "of them reopened"),
            Text("待销号", "waiting"),
            Text("已销号", "closed"),
        ),
    )
    # Not in the order of `tallies`, which is that of urgency and so of the clock.
    rows = tuple(
        (
            tally.name or Text("（空白）", "(blank)"),
            *(f"{number:,}" for number in (tally.total, tally.open, tally.reopened, tally.waiting, tally.closed)),
        )
        for tally in sorted(tallies, key=lambda tally: (-tally.total, tally.name))
    )
    return PageTable(title, heads, rows, columns_from(1, heads), wide=True)


def _numbers(numbers: LawNumbers) -> PageTable:
    """The law's numbers in force on the day, each with its document or that none was found."""
    heads = (
        Text("数值", "number"),
        Text("值", "value"),
        Text("起止", "from – to"),
        Text("地区", "region"),
        Text("依据", "source"),
    )
    rows = tuple(row for number in numbers.numbers if (row := _number(number)))
    title = Text(f"政策标准（{numbers.as_of}）", f"Numbers of the law ({numbers.as_of})")
    return PageTable(title, heads, rows, stacked=True)


def _number(number: LawNumber) -> tuple[Text | str, ...] | None:
    span = number.in_force
    if span is None:
        return None
    unsourced = Text("未经核实的默认值，请确认", "unsourced default, please confirm")
    source = source_words(span) if span.status == "sourced" else unsourced
    return (
        number.words,
        content_words(span.value, number.unit),
        f"{span.since} – {span.until}",
        region_words(span.region),
        source,
    )
