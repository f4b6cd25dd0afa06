"""The law's numbers for a reader at a terminal."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from itertools import pairwise
from typing import TextIO

from puxi_cli.output.lines import Cell, Column, Styled
from puxi_cli.output.page import Page
from puxi_cli.systems.reference.law_numbers import Content, LawNumber, LawNumbers, NumberSpan
from puxi_cli.text.counting import counted
from puxi_cli.text.words import COLON, COMMA, ITEMS, NO_WORDS, Lang, Text

_STATUS: dict[str, Text] = {"sourced": Text("有出处", "sourced"), "unsourced": Text("未经核实", "unsourced")}
_NOTHING: Text = Text("没有数值", "no value")
OWN_UNSOURCED: Text = Text("自定，没有写出处", "your own, without a source")
DEFAULT_IS_NO_LAW: Text = Text(
    "未经核实的是没有找到文件依据的默认值，不是政策规定，请确认后使用。",
    "An unsourced number is a default that no document was found for. It is not law: confirm it.",
)
OWN_IS_YOURS: Text = Text(
    "自定的数值没有写出处：有文件的请写上 cite。",
    "A number of your own without a source: write its cite where there is a document.",
)
UNIT_OF_SHARES = "fraction (1 is all)"
_WIDE = 130  # cells; on a narrower terminal the list leaves the spans to `law show`


def write_law_list(
    told: LawNumbers, stream: TextIO, lang: Lang, *, width: int | None = None, terminal: bool | None = None
) -> None:
    """Write every number in a line, and how many are sourced, unsourced, missing."""
    page = Page(stream, lang, width=width, terminal=terminal)
    page.line(_head(told), "bold")
    columns = [
        Column(Text("名称", "name"), whole=True),
        Column(Text("含义", "meaning"), share=3),
        Column(Text("数值", "value"), share=2, most=0.3),
        Column(Text("出处", "source"), whole=True),
        Column(Text("地区", "region"), whole=True),
        Column(Text("时段", "span"), whole=True),
    ]
    if page.is_terminal and page.width < _WIDE:
        columns.pop()
    page.table(columns, [_row(number, told)[: len(columns)] for number in told.numbers])
    page.line()
    groups = [_group(number, told) for number in told.numbers]
    sourced, partly, unsourced, nothing, own = (
        groups.count(name) for name in ("sourced", "partly", "unsourced", "nothing", "own")
    )
    some = Text(f"，部分时段有出处 {partly}", f", {partly} sourced for some spans") if partly else NO_WORDS
    if own:
        some += Text(f"，自定而没有出处 {own}", f", {own} of your own without a source")
    page.line(
        Text(
            f"共 {len(groups)} 项：有出处 {sourced}{some.zh}，未经核实 {unsourced}，没有数值 {nothing}。",
            f"{counted(len(groups), 'number')}: {sourced} sourced{some.en}, {unsourced} unsourced, {nothing} without a value.",
        )
    )
    if told.as_of is not None and told.region is None:
        page.line(
            Text("没有写 --region：各省自己的数值不在其中。", "Without --region the provinces' own numbers are not among them.")
        )
    page.line(DEFAULT_IS_NO_LAW + Text("全部时段和依据：puxi law show 名称", " All spans: puxi law show NAME"))
    if "own" in groups:
        page.line(OWN_IS_YOURS)


def write_law_number(
    told: LawNumbers, stream: TextIO, lang: Lang, *, width: int | None = None, terminal: bool | None = None
) -> None:
    """Write one number: what is in force on the day, every span with its source, what is missing."""
    page = Page(stream, lang, width=width, terminal=terminal)
    number = told.numbers[0]
    page.line(number.words + f" {number.name}", "bold")
    page.line(Text("单位：", "Unit: ") + number.unit)
    if number.concept:
        page.line(number.concept)
    if told.as_of is not None:
        page.line()
        _write_in_force(page, number, told)
    page.line()
    if not number.spans:
        page.line(Text("没有数值：{reason}。", "No value: {reason}.").filled({"reason": number.missing or _NOTHING}), "yellow")
        return
    page.line(Text("全部时段", "All spans"), "bold")
    page.table(_span_columns(number.spans), [_span_row(span, regions, number) for span, regions in _by_region(number.spans)])
    for words in _documents(number.spans):
        page.line(Text("文件：", "Document: ") + words)
    if number.missing_years:
        gaps = {"region": region_words(told.region), "years": year_words(number.missing_years)}
        page.line()
        page.line(Text("{region} 没有数值的年份：{years}。", "No value for {region} in: {years}.").filled(gaps))


def year_words(years: Sequence[int]) -> str:
    """Years with runs drawn together: 2014–2016, 2019."""
    runs: list[list[int]] = [[years[0]]] if years else []
    for before, year in pairwise(years):
        if year == before + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def content_words(content: Content, unit: Text) -> Text:
    """A value with its unit: 3070 元/人·年, 3%, a list."""
    if isinstance(content, tuple):
        return ITEMS.join(content)
    if unit[1] == UNIT_OF_SHARES:
        return NO_WORDS + f"{_plain(round(content * 100, 6))}%"
    if unit[1] == "percent":
        return NO_WORDS + f"{_plain(content)}%"
    return f"{_plain(content)} " + unit if unit[1] != "year" else NO_WORDS + _plain(content)


def source_words(span: NumberSpan) -> Text:
    """The document and its article; a dash where there is none."""
    number, title = span.document or "", span.title or ""
    if title in number or number in title:  # a document without a number is listed under its title
        return _cited(max(number, title, key=len), span.article)
    return _cited(Text(f"{number}《{title}》", f"{number} {title}"), span.article)


def _cited(document: Text | str | None, article: str | None) -> Text:
    return COMMA.join([part for part in (document, article) if part] or ["—"])


def status_words(span: NumberSpan) -> Text:
    """Sourced or unsourced, and whether the user's own folder says so."""
    if span.own and span.status == "unsourced":
        return OWN_UNSOURCED
    words = _STATUS[span.status]
    return words + Text("（自定）", " (your own)") if span.own else words


def _write_in_force(page: Page, number: LawNumber, told: LawNumbers) -> None:
    asked = f"{told.as_of}" + COMMA + region_words(told.region) + COLON
    span = number.in_force
    if span is None:
        page.line(asked + _NOTHING, "yellow")
        return
    page.line(asked + content_words(span.value, number.unit), "bold")
    page.line(f"  {span.since} – {span.until}" + COMMA + region_words(span.region))
    if told.region and span.region == "CN" and any(other.region != "CN" for other in number.spans):
        page.line(
            "  " + Text(f"{told.region} 未规定，采用全国标准。", f"{told.region} has no value of its own: the country's."),
            "yellow",
        )
    page.line("  " + Text("依据：", "Source: ") + source_words(span))
    if span.own and span.status != "sourced":
        page.line("  " + OWN_IS_YOURS, "yellow")
    elif span.status != "sourced":
        page.line(Text("  未经核实的默认值，不是政策规定，请确认。", "  An unsourced default, not law: confirm it."), "yellow")
    if span.concept:
        page.line("  " + Text("对照的收入：", "Compared with: ") + span.concept)
    if span.note:
        page.line("  " + Text("说明：", "Note: ") + span.note)


def _span_columns(spans: Sequence[NumberSpan]) -> tuple[Column, ...]:
    columns = [
        Column(Text("数值", "value"), share=2, most=0.3),
        Column(Text("自", "since"), whole=True),
        Column(Text("至", "until"), whole=True),
        Column(Text("地区", "region"), share=1),
        Column(Text("出处", "source"), whole=True),
    ]
    if any(span.concept for span in spans):
        columns.append(Column(Text("对照的收入", "compared with"), share=2))
    return (*columns, Column(Text("依据", "document"), share=3), Column(Text("说明", "note"), share=3))


def _by_region(spans: Sequence[NumberSpan]) -> list[tuple[NumberSpan, Text]]:
    """Spans that differ in nothing but their region stand in one line."""
    regions: dict[NumberSpan, list[Text]] = {}
    for span in spans:
        regions.setdefault(dataclasses.replace(span, region=""), []).append(region_words(span.region))
    return [(span, ITEMS.join(named)) for span, named in regions.items()]


def _span_row(span: NumberSpan, regions: Text, number: LawNumber) -> list[Cell]:
    status = Styled(status_words(span), "" if span.status == "sourced" else "yellow")
    cells: list[Cell] = [_bare(span.value, number.unit), span.since, span.until, regions, status]
    if any(other.concept for other in number.spans):
        cells.append(span.concept or "")
    return [*cells, _cited(span.document, span.article), span.note or ""]


def _bare(content: Content, unit: Text) -> Text:
    """A value in the table of spans, where the unit stands above: without it, but for the sign of percent."""
    words = content_words(content, unit)
    return words if isinstance(content, tuple) else Text(*(said.partition(" ")[0] for said in words))


def _documents(spans: Sequence[NumberSpan]) -> list[Text]:
    """The titles of the documents cited by number, once each."""
    named = {span.document: source_words(dataclasses.replace(span, article=None)) for span in spans if span.document}
    return [words for number, words in named.items() if number not in words]


def _row(number: LawNumber, told: LawNumbers) -> tuple[Cell, ...]:
    """A line of the list: what is in force on the day, or where no day was asked, all there is."""
    spans = _spans(number, told)
    if not spans:
        return number.name, number.words, "—", Styled(_NOTHING, "yellow"), "", ""
    regions: list[Text] = list(dict.fromkeys(region_words(span.region) for span in spans))
    shown = ITEMS.join(regions) if len(regions) < 4 else Text(f"{len(regions)} 个地区", f"{len(regions)} regions")
    through = f"{min(span.since for span in spans)} – {max(span.until for span in spans)}"
    group = _group(number, told)
    words = OWN_UNSOURCED if group == "own" else _STATUS.get(group, Text("部分有出处", "partly sourced"))
    status = Styled(words, "" if group == "sourced" else "yellow")
    return number.name, number.words, _range(spans, number.unit), status, shown, through


def _spans(number: LawNumber, told: LawNumbers) -> tuple[NumberSpan, ...]:
    """The span in force on the day asked; without a day, those that the region asked for may use, or all."""
    if told.as_of is not None:
        return (number.in_force,) if number.in_force else ()
    return tuple(s for s in number.spans if told.region is None or s.region == "CN" or told.region.startswith(s.region))


def _range(spans: Sequence[NumberSpan], unit: Text) -> Text:
    """The value, or the least and the greatest of several."""
    numbers = [span.value for span in spans if not isinstance(span.value, tuple)]
    if not numbers or min(numbers) == max(numbers):
        return content_words(spans[0].value, unit)
    return _bare(min(numbers), unit) + " – " + content_words(max(numbers), unit)


def _group(number: LawNumber, told: LawNumbers) -> str:
    statuses = {"own" if span.own and span.status == "unsourced" else span.status for span in _spans(number, told)}
    if len(statuses) < 2:
        return statuses.pop() if statuses else "nothing"
    return "partly" if "sourced" in statuses else "unsourced"


def _head(told: LawNumbers) -> Text:
    own = Text(f"；自定数值：{told.where}", f"; your own numbers: {told.where}") if told.where else NO_WORDS
    if told.as_of is None:
        everywhere = told.region or Text("各地区", "every region")
        return Text("各时段的数值，", "Through the years, ") + everywhere + own
    return Text(f"截至 {told.as_of}，", f"As of {told.as_of}, ") + region_words(told.region) + own


def region_words(region: str | None) -> Text:
    """The country, or a region by its code."""
    return Text("全国", "the country") if region in (None, "CN") else Text(str(region), str(region))


def _plain(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
