"""The rules for a reader at a terminal."""

from __future__ import annotations

import re
from typing import TextIO

from puxi_cli.findings import Card, Severity
from puxi_cli.output.lines import Cell, Column, Styled
from puxi_cli.output.page import Page
from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.reports.inputs import field_words
from puxi_cli.systems.reference.cards import FactRead, NumberAsked, RuleLine, RulesTold, RuleTold
from puxi_cli.systems.reference.law_numbers import NumberSpan
from puxi_cli.systems.reference.law_text import (
    DEFAULT_IS_NO_LAW,
    OWN_IS_YOURS,
    content_words,
    region_words,
    source_words,
    status_words,
    year_words,
)
from puxi_cli.text.words import COLON, COMMA, ITEMS, Lang, Text

_VALUE = re.compile(r"\{([a-z_0-9]+)[^}]*\}")  # of a finding, in a rule's sentence
_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}


def write_rules_list(
    told: RulesTold, stream: TextIO, lang: Lang, *, width: int | None = None, terminal: bool | None = None
) -> None:
    """Write every rule in a line, those that do not hold or are switched off marked, and how many there are."""
    page = Page(stream, lang, width=width, terminal=terminal)
    if told.as_of or told.region:
        page.line(_asked(told.as_of, told.region), "bold")
    columns = (
        Column(Text("规则", "rule"), whole=True),
        Column(Text("名称", "name"), share=3),
        Column(Text("级别", "severity"), whole=True),
        Column(Text("责任", "duty"), whole=True),
        Column(Text("范围", "scope"), whole=True),
        Column(Text("有效期", "in force"), whole=True),
        Column(Text("地区", "region"), whole=True),
        Column(Text("问题", "kind of finding"), share=4),
    )
    page.table(columns, [_row(line) for line in told.rules])
    page.line()
    page.line(_counted(told))
    own = [line for line in told.rules if line.own]
    for file in dict.fromkeys(line.file for line in own):
        numbers = [line.card.id for line in own if line.file == file]
        page.line(Text(f"自定规则，在 {file}：{'、'.join(numbers)}", f"Of your own, in {file}: {', '.join(numbers)}"))
    if told.as_of and told.region is None and any(line.card.region != "CN" for line in told.rules):
        page.line(Text("没有写 --region：各地区的规则都算不适用。", "Without --region, rules of a region count as not in force."))
    page.line(Text("一条规则的全部内容：puxi rules show 编号", "One rule, whole: puxi rules show ID"))


def write_rule(told: RuleTold, stream: TextIO, lang: Lang, *, width: int | None = None, terminal: bool | None = None) -> None:
    """Write one rule: its card, what it reads, and the numbers of the law it asks."""
    page = Page(stream, lang, width=width, terminal=terminal)
    line, card = told.line, told.line.card
    page.line(f"{card.id} {card.name}", "bold")
    page.line(card.title)
    page.line()
    lines: tuple[tuple[Text, Text | str], ...] = (
        (Text("级别", "Severity"), _severity(line)),
        (Text("责任", "Duty"), card.duty.words),
        (Text("范围", "Scope"), card.scope.words),
        (Text("检查命令", "Asked by"), f"puxi {line.command}"),
        (Text("有效", "In force"), _holds(told)),
        (Text("问题", "Message"), _with_names(card.sentence, told)),
        (Text("怎么改", "How to mend"), _with_names(card.mend, told)),
        *_otherwise(told),
        (Text("依据", "Source"), card.cite),
        (Text("符合", "Kept when"), told.rule or ""),
        (Text("检查的列", "Column asked"), _columns(told.asked_of)),
        (Text("需要的列", "Columns needed"), _columns(told.needs)),
        (Text("文件", "File"), line.file),
    )
    for label, text in lines:
        if text:
            page.line(label + COLON + text)
    if told.official:
        page.line()
        page.line(Text("官方检查项", "Official checks it answers"), "bold")
        for check in told.official:
            page.line(f"  {check.id} {check.name}")
        for differs in dict.fromkeys(check.differs for check in told.official if check.differs):
            page.line(Text("与官方检查的不同：", "Where it differs: ") + differs)
    if told.facts:
        page.line()
        page.line(Text("读取的事实", "Facts it reads"), "bold")
        columns = (
            Column(Text("名称", "name"), whole=True),
            Column(Text("含义", "meaning"), share=2),
            Column(Text("由哪些列得出", "made of"), share=3),
        )
        page.table(columns, [_fact(fact) for fact in told.facts])
    if told.numbers:
        page.line()
        _write_numbers(page, told)


def _otherwise(told: RuleTold) -> list[tuple[Text, Text]]:
    """How it is told of some households in other words, and of another weight."""
    if told.otherwise is None:
        return []
    where, card = told.otherwise
    weight = Text("（{}）", " ({})")
    label = Text(f"问题（{where[0]}）", f"Message ({where[1]})")
    return [(label, _with_names(card.sentence, told) + Text(*map(str.format, weight, card.severity.words)))]


def _write_numbers(page: Page, told: RuleTold) -> None:
    page.line(Text("政策标准，", "Numbers of the law, ") + _asked(told.as_of, told.region, bare=True), "bold")
    columns = (
        Column(Text("名称", "name"), whole=True),
        Column(Text("含义", "meaning"), share=3),
        Column(Text("时段", "for"), whole=True),
        Column(Text("数值", "value"), share=2),
        Column(Text("出处", "source"), whole=True),
        Column(Text("依据", "document"), share=3),
    )
    page.table(columns, [row for asked in told.numbers for row in _number(asked, told)])
    unsourced = [span for asked in told.numbers for span in _unsourced(asked)]
    for own, words in ((False, DEFAULT_IS_NO_LAW), (True, OWN_IS_YOURS)):
        if any(span.own is own for span in unsourced):
            page.line(words, "yellow")


def _number(asked: NumberAsked, told: RuleTold) -> list[tuple[Cell, ...]]:
    """A line for the day, and one for the years of each value where rows are asked by their own year."""
    number = asked.number
    spans: list[tuple[str, NumberSpan | None]] = [(told.as_of, number.in_force)] if asked.of_day else []
    by_span: dict[NumberSpan, list[int]] = {}
    for year, span in asked.years:
        by_span.setdefault(span, []).append(year)
    spans += [(year_words(years), span) for span, years in by_span.items()]
    rows: list[tuple[Cell, ...]] = []
    for when, found in spans or [("", None)]:
        if found is None:
            rows.append((number.name, number.words, when, "—", Styled(Text("没有数值", "no value"), "yellow"), "—"))
            continue
        status = Styled(status_words(found), "" if found.status == "sourced" else "yellow")
        rows.append((number.name, number.words, when, content_words(found.value, number.unit), status, source_words(found)))
    return rows


def _unsourced(asked: NumberAsked) -> list[NumberSpan]:
    spans = [*([asked.number.in_force] if asked.of_day else []), *(span for _, span in asked.years)]
    return [span for span in spans if span is not None and span.status != "sourced"]


def _row(line: RuleLine) -> tuple[Cell, ...]:
    card = line.card
    marks = [*([_NOT_IN_FORCE] if line.in_force is False else []), *([_OFF] if line.off else []), *([_OWN] if line.own else [])]
    style = "dim" if line.in_force is False or line.off else ""
    title = card.title
    if marks:
        title = Text("{title}（{marks}）", "{title} ({marks})").filled({"title": title, "marks": ITEMS.join(marks)})
    severity = card.severity.words + ("" if line.made_with is card.severity else "*")
    cells = (card.duty.words, card.scope.words, _span(card), region_words(card.region), title)
    who = (Styled(card.id, style), Styled(card.name, style), Styled(severity, style or _STYLES[card.severity]))
    return (*who, *(Styled(cell, style) for cell in cells))


_NOT_IN_FORCE = Text("不适用", "not in force")
_OFF = Text("已关闭", "switched off")
_OWN = Text("自定", "your own")


def _counted(told: RulesTold) -> Text:
    counts = [
        (len(told.rules), Text("共 {} 条", "{} rule" if len(told.rules) == 1 else "{} rules")),
        (sum(line.in_force is False for line in told.rules), Text("不适用 {} 条", "{} not in force")),
        (sum(line.off for line in told.rules), Text("在 puxi.toml 中关闭 {} 条", "{} switched off in puxi.toml")),
        (
            sum(line.made_with is not line.card.severity for line in told.rules),
            Text("puxi.toml 改了级别 {} 条（带 *）", "{} with the severity of puxi.toml (*)"),
        ),
    ]
    said = [Text(*(pattern.format(count) for pattern in words)) for count, words in counts if count]
    return COMMA.join(said) + Text("。", ".")


def _severity(line: RuleLine) -> Text:
    word, before = line.card.severity.words, line.made_with.words
    if word == before:
        return word
    changed = Text("{word}（puxi.toml 所定；原为{before}）", "{word} (as in puxi.toml; made as {before})")
    return changed.filled({"word": word, "before": before})


def _holds(told: RuleTold) -> Text:
    """When and where it holds, and whether it does on the day asked."""
    card = told.line.card
    span = " – ".join(card.in_force) if card.in_force else Text("一直", "always")
    when = COMMA.join((span, region_words(card.region)))
    if told.line.off:
        when += Text("；已在 puxi.toml 中关闭", "; switched off in puxi.toml")
    if told.day_given and not told.line.in_force:
        when += Text("；不适用于 ", "; not in force ") + _asked(told.as_of, told.region, bare=True)
    return when


def _fact(fact: FactRead) -> tuple[Cell, ...]:
    return fact.name, _meaning(fact) or "", _columns(fact.columns) or Text("由信息表推算", "reckoned from the register")


def _meaning(fact: FactRead) -> Text | None:
    """Its own words, or the heading of the one column it is."""
    table, _, field = (fact.columns[0] if fact.columns else "").partition(".")
    return fact.words or (field_words(table, field) if field == fact.name else None)


def _columns(columns: tuple[str, ...]) -> str:
    """Columns by their headings, as a reader finds them in the file: 户信息.行政村; of two that serve, both."""
    return "、".join(" / ".join(_column(way) for way in column.split("|")) for column in columns)


def _column(named: str) -> str:
    table, _, field = named.partition(".")
    if table not in MODELS:
        return "名单各行"
    cells = fields_of(MODELS[table])
    # A fact made of a field's beginning, as identified_year of identified, points to the field's cell.
    return f"{MODELS[table].table.sheet}.{(cells.get(field) or cells[field.removesuffix('_year')]).heading}"


def _asked(as_of: str | None, region: str | None, *, bare: bool = False) -> Text:
    place = region_words(region)
    if as_of is None:
        return place
    said = Text("{day}（{place}）", "on {day} in {place}") if bare else Text("截至 {day}，{place}", "As of {day}, {place}")
    return said.filled({"day": as_of, "place": place})


def _with_names(sentence: Text, told: RuleTold) -> Text:
    """A rule's sentence with the names of the facts and numbers where a finding has their values."""
    names = {fact.name: meaning for fact in told.facts if (meaning := _meaning(fact))}
    names |= {asked.number.name: asked.number.words for asked in told.numbers}
    return Text(
        _VALUE.sub(lambda value: f"〔{names[value[1]].zh if value[1] in names else value[1]}〕", sentence.zh),
        _VALUE.sub(lambda value: f"[{names[value[1]].en if value[1] in names else value[1]}]", sentence.en),
    )


def _span(card: Card) -> str:
    return " – ".join(card.in_force) if card.in_force else "—"
