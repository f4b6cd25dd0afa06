"""The rates of a register and its inspections for a reader at a terminal."""

from __future__ import annotations

from typing import TextIO

from puxi_cli.figures import HeldRate, Limit, Pair, Part, RateFigures
from puxi_cli.findings import Lang
from puxi_cli.reports.figures_text import unit_words
from puxi_cli.reports.inputs import counted
from puxi_cli.reports.lines import Column, Styled
from puxi_cli.reports.matrix import write_matrix
from puxi_cli.reports.page import Page
from puxi_cli.reports.percents import number_of, percent_of

VERDICTS: dict[str, Pair] = {"pass": ("通过", "pass"), "fail": ("不通过", "fail"), "unknown": ("无法判断", "unknown")}
_STYLES = {"fail": "bold red", "unknown": "yellow"}


def limit_words(limit: Limit, lang: Lang) -> str:
    """What is required: below 3 %, at least 90 %; an asterisk where no document was found for it."""
    number = f"{round(limit.number * 100, 4):g}%" + ("" if limit.status == "sourced" else " *")
    if lang == "zh":
        return f"{'达到' if limit.at_least else '低于'} {number}"
    return f"{'at least' if limit.at_least else 'below'} {number}"


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
    zh = lang == "zh"
    unit = unit_words(rate.unit, lang)
    value = "—" if rate.exact is None else percent_of(rate.exact, 2)
    numerator = "?" if rate.numerator is None else number_of(rate.numerator)
    denominator = "?" if rate.denominator is None else f"{rate.denominator:,}"
    made_of = f"{numerator} ÷ {denominator} {unit}" if zh else f"{numerator} of {denominator} {unit}"
    required = limit_words(rate.limit, lang) if rate.limit else "—"
    return [_in(rate.words, lang), value, made_of, required, _verdict(rate, lang)]


def _verdict(rate: HeldRate, lang: Lang) -> Styled:
    return Styled(_in(VERDICTS[rate.verdict], lang), _STYLES.get(rate.verdict, ""))


def _write_parts(page: Page, rate: HeldRate, lang: Lang) -> None:
    """What the numerator is made of, part by part."""
    zh = lang == "zh"
    page.line()
    page.line(f"{rate.words[0]}的分子（人）" if zh else f"{rate.words[1]}: its numerator, in persons", "bold")
    for part in rate.parts:
        page.line(f"  {_in(part.words, lang)}{'：' if zh else ': '}{_part_words(part)}")


def _part_words(part: Part) -> str:
    persons = "?" if part.persons is None else number_of(part.persons)
    if part.of is None and part.rate is None:
        return persons
    rate = "?" if part.rate is None else percent_of(part.rate, 2)
    return f"{persons} = {rate} × {'?' if part.of is None else f'{part.of:,}'}"


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
    heads = [_in(rate.words, lang) for rate in figures.rates]
    rows = [(village.village, [_cell(rate) for rate in village.rates]) for village in figures.villages]
    write_matrix(page, "行政村" if zh else "village", heads, rows)


def _cell(rate: HeldRate) -> Styled:
    if rate.exact is None or rate.numerator is None:
        return Styled("—")
    mark = "× " if rate.verdict == "fail" else ""
    said = f"{mark}{percent_of(rate.exact, 2)} {number_of(rate.numerator)}/{rate.denominator:,}"
    return Styled(said, _STYLES["fail"] if mark else "")


def _write_footing(page: Page, figures: RateFigures, lang: Lang) -> None:
    """Where numerators and denominators stand, why something cannot be told, what the limits rest on, the remarks."""
    zh = lang == "zh"
    colon, semicolon = ("：", "；") if zh else (": ", "; ")
    page.line()
    page.line("分子、分母的出处" if zh else "Where numerators and denominators come from", "bold")
    for rate in figures.rates:
        above, below = _in(rate.numerator_source, lang), _in(rate.denominator_source, lang)
        page.line(
            f"  {rate.words[0]}：分子 {above}；分母 {below}"
            if zh
            else f"  {rate.words[1]}: numerator {above}; denominator {below}"
        )
    unknown = [rate for rate in figures.rates if rate.reason]
    if unknown:
        page.line()
        page.line("为什么无法判断" if zh else "Why there is no verdict", "bold")
        for rate in unknown:
            page.line(f"  {_in(rate.words, lang)}{colon}{_in(rate.reason or ('', ''), lang)}")
    limits = [(rate, rate.limit) for rate in figures.rates if rate.limit]
    if limits:
        page.line()
        page.line("要求的依据" if zh else "What the limits rest on", "bold")
        for rate, limit in limits:
            unsourced = () if limit.status == "sourced" else ("* 未经核实，请确认" if zh else "* unsourced: confirm it",)
            said = (*([limit.document] if limit.document else []), *unsourced, *([_in(limit.note, lang)] if limit.note else []))
            page.line(f"  {_in(rate.words, lang)}{colon}{semicolon.join(said)}")
    for note in figures.notes:
        page.line()
        page.line(_in(note, lang), "yellow")


def _in(words: Pair, lang: Lang) -> str:
    return words[0] if lang == "zh" else words[1]
