"""The rules for a reader at a terminal."""

from __future__ import annotations

import re
from typing import TextIO

from puxi_cli.cards import FactRead, NumberAsked, RuleLine, RulesTold, RuleTold
from puxi_cli.findings import Card, Lang, Scope, Severity
from puxi_cli.numbers import NumberSpan
from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.reports.inputs import field_words
from puxi_cli.reports.law_text import (
    DEFAULT_IS_NO_LAW,
    OWN_IS_YOURS,
    content_words,
    region_words,
    source_words,
    status_words,
    year_words,
)
from puxi_cli.reports.lines import Column, Styled
from puxi_cli.reports.page import Page

_VALUE = re.compile(r"\{([a-z_0-9]+)[^}]*\}")  # of a finding, in a rule's sentence
_SCOPES = {
    Scope.CELL: ("格", "cell"), Scope.ROW: ("行", "row"), Scope.SHEET: ("工作表", "sheet"), Scope.PERSON: ("人", "person"),
    Scope.HOUSEHOLD: ("户", "household"), Scope.INCOME: ("一户一年收入", "income"), Scope.VILLAGE: ("村", "village"),
    Scope.VILLAGE_YEAR: ("村年度", "village's year"), Scope.HOUSEHOLD_ROWS: ("名单各行", "rows of a list"),
    Scope.COUNTY: ("县", "county"),
}  # fmt: skip
_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}


def write_rules_list(
    told: RulesTold, stream: TextIO, lang: Lang, *, width: int | None = None, terminal: bool | None = None
) -> None:
    """Write every rule in a line, those that do not hold or are switched off marked, and how many there are."""
    page = Page(stream, width=width, terminal=terminal)
    zh = lang == "zh"
    if told.as_of or told.region:
        page.line(_asked(told.as_of, told.region, lang), "bold")
    columns = (
        Column("规则" if zh else "rule", whole=True), Column("名称" if zh else "name", share=3),
        Column("级别" if zh else "severity", whole=True), Column("责任" if zh else "duty", whole=True),
        Column("范围" if zh else "scope", whole=True), Column("有效期" if zh else "in force", whole=True),
        Column("地区" if zh else "region", whole=True), Column("问题" if zh else "kind of finding", share=4),
    )  # fmt: skip
    page.table(columns, [_row(line, lang) for line in told.rules])
    page.line()
    page.line(_counted(told, lang))
    own = [line for line in told.rules if line.own]
    for file in dict.fromkeys(line.file for line in own):
        numbers = [line.card.id for line in own if line.file == file]
        page.line(f"自定规则，在 {file}：{'、'.join(numbers)}" if zh else f"Of your own, in {file}: {', '.join(numbers)}")
    if told.as_of and told.region is None and any(line.card.region != "CN" for line in told.rules):
        page.line(
            "没有写 --region：各地区的规则都算不适用。" if zh else "Without --region, rules of a region count as not in force."
        )
    page.line("一条规则的全部内容：puxi rules show 编号" if zh else "One rule, whole: puxi rules show ID")


def write_rule(told: RuleTold, stream: TextIO, lang: Lang, *, width: int | None = None, terminal: bool | None = None) -> None:
    """Write one rule: its card, what it reads, and the numbers of the law it asks."""
    page = Page(stream, width=width, terminal=terminal)
    zh = lang == "zh"
    line, card = told.line, told.line.card
    page.line(f"{card.id} {card.name}", "bold")
    page.line(card.title(lang))
    page.line()
    for label, text in (
        (("级别", "Severity"), _severity(line, lang)),
        (("责任", "Duty"), card.duty.words(lang)),
        (("范围", "Scope"), _in(_SCOPES[card.scope], lang)),
        (("检查命令", "Asked by"), f"puxi {line.command}"),
        (("有效", "In force"), _holds(told, lang)),
        (("问题", "Message"), _with_names(card.zh if zh else card.en, told, lang)),
        (("怎么改", "How to mend"), _with_names(card.mend_zh if zh else card.mend_en, told, lang)),
        *_otherwise(told, lang),
        (("依据", "Source"), card.cite),
        (("符合", "Kept when"), _in(told.rule, lang) if told.rule else ""),
        (("检查的列", "Column asked"), _columns(told.asked_of)),
        (("需要的列", "Columns needed"), _columns(told.needs)),
        (("文件", "File"), line.file),
    ):
        if text:
            page.line(f"{label[0]}：{text}" if zh else f"{label[1]}: {text}")
    if told.official:
        page.line()
        page.line("官方检查项" if zh else "Official checks it answers", "bold")
        for check in told.official:
            page.line(f"  {check.id} {check.name}")
        for differs in dict.fromkeys(check.differs for check in told.official if check.differs):
            page.line(("与官方检查的不同：" if zh else "Where it differs: ") + _in(differs, lang))
    if told.facts:
        page.line()
        page.line("读取的事实" if zh else "Facts it reads", "bold")
        heads = ("名称", "含义", "由哪些列得出") if zh else ("name", "meaning", "made of")
        page.table(
            (Column(heads[0], whole=True), Column(heads[1], share=2), Column(heads[2], share=3)),
            [_fact(fact, lang) for fact in told.facts],
        )
    if told.numbers:
        page.line()
        _write_numbers(page, told, lang)


def _otherwise(told: RuleTold, lang: Lang) -> list[tuple[tuple[str, str], str]]:
    """How it is told of some households in other words, and of another weight."""
    if told.otherwise is None:
        return []
    where, card = told.otherwise
    said = card.zh if lang == "zh" else card.en
    weight = f"（{card.severity.words(lang)}）" if lang == "zh" else f" ({card.severity.words(lang)})"
    return [((f"问题（{where[0]}）", f"Message ({where[1]})"), _with_names(said, told, lang) + weight)]


def _write_numbers(page: Page, told: RuleTold, lang: Lang) -> None:
    zh = lang == "zh"
    page.line(("政策标准，" if zh else "Numbers of the law, ") + _asked(told.as_of, told.region, lang, bare=True), "bold")
    columns = (
        Column("名称" if zh else "name", whole=True), Column("含义" if zh else "meaning", share=3),
        Column("时段" if zh else "for", whole=True), Column("数值" if zh else "value", share=2),
        Column("出处" if zh else "source", whole=True), Column("依据" if zh else "document", share=3),
    )  # fmt: skip
    page.table(columns, [row for asked in told.numbers for row in _number(asked, told, lang)])
    unsourced = [span for asked in told.numbers for span in _unsourced(asked)]
    for own, words in ((False, DEFAULT_IS_NO_LAW), (True, OWN_IS_YOURS)):
        if any(span.own is own for span in unsourced):
            page.line(_in(words, lang), "yellow")


def _number(asked: NumberAsked, told: RuleTold, lang: Lang) -> list[tuple[str | Styled, ...]]:
    """A line for the day, and one for the years of each value where rows are asked by their own year."""
    number, meaning = asked.number, _in(asked.number.words, lang)
    spans: list[tuple[str, NumberSpan | None]] = [(told.as_of, number.in_force)] if asked.of_day else []
    by_span: dict[NumberSpan, list[int]] = {}
    for year, span in asked.years:
        by_span.setdefault(span, []).append(year)
    spans += [(year_words(years), span) for span, years in by_span.items()]
    rows: list[tuple[str | Styled, ...]] = []
    for when, found in spans or [("", None)]:
        if found is None:
            nothing = Styled("没有数值" if lang == "zh" else "no value", "yellow")
            rows.append((number.name, meaning, when, "—", nothing, "—"))
            continue
        style = "" if found.status == "sourced" else "yellow"
        rows.append((
            number.name, meaning, when, content_words(found.value, number.unit, lang), Styled(status_words(found, lang), style),
            source_words(found, lang),
        ))  # fmt: skip
    return rows


def _unsourced(asked: NumberAsked) -> list[NumberSpan]:
    spans = [*([asked.number.in_force] if asked.of_day else []), *(span for _, span in asked.years)]
    return [span for span in spans if span is not None and span.status != "sourced"]


def _row(line: RuleLine, lang: Lang) -> tuple[str | Styled, ...]:
    card = line.card
    marks = [*([_NOT_IN_FORCE] if line.in_force is False else []), *([_OFF] if line.off else []), *([_OWN] if line.own else [])]
    style = "dim" if line.in_force is False or line.off else ""
    title = card.title(lang)
    if marks:
        words = ("、" if lang == "zh" else ", ").join(_in(mark, lang) for mark in marks)
        title = f"{title}（{words}）" if lang == "zh" else f"{title} ({words})"
    severity = card.severity.words(lang)
    if line.made_with is not card.severity:
        severity += "*"
    return (
        Styled(card.id, style), Styled(card.name, style), Styled(severity, style or _STYLES[card.severity]),
        Styled(card.duty.words(lang), style), Styled(_in(_SCOPES[card.scope], lang), style), Styled(_span(card), style),
        Styled(region_words(card.region, lang), style), Styled(title, style),
    )  # fmt: skip


_NOT_IN_FORCE = ("不适用", "not in force")
_OFF = ("已关闭", "switched off")
_OWN = ("自定", "your own")


def _counted(told: RulesTold, lang: Lang) -> str:
    zh = lang == "zh"
    counts = [
        (len(told.rules), ("共 {} 条", "{} rule" if len(told.rules) == 1 else "{} rules")),
        (sum(line.in_force is False for line in told.rules), ("不适用 {} 条", "{} not in force")),
        (sum(line.off for line in told.rules), ("在 puxi.toml 中关闭 {} 条", "{} switched off in puxi.toml")),
        (
            sum(line.made_with is not line.card.severity for line in told.rules),
            ("puxi.toml 改了级别 {} 条（带 *）", "{} with the severity of puxi.toml (*)"),
        ),
    ]
    said = [words[not zh].format(count) for count, words in counts if count]
    return ("，" if zh else ", ").join(said) + ("。" if zh else ".")


def _severity(line: RuleLine, lang: Lang) -> str:
    word, before = line.card.severity.words(lang), line.made_with.words(lang)
    if word == before:
        return word
    return f"{word}（puxi.toml 所定；原为{before}）" if lang == "zh" else f"{word} (as in puxi.toml; made as {before})"


def _holds(told: RuleTold, lang: Lang) -> str:
    """When and where it holds, and whether it does on the day asked."""
    zh = lang == "zh"
    card = told.line.card
    span = " – ".join(card.in_force) if card.in_force else "一直" if zh else "always"
    when = f"{span}，{region_words(card.region, lang)}" if zh else f"{span}, {region_words(card.region, lang)}"
    if told.line.off:
        when += "；已在 puxi.toml 中关闭" if zh else "; switched off in puxi.toml"
    if told.day_given and not told.line.in_force:
        asked = _asked(told.as_of, told.region, lang, bare=True)
        when += f"；不适用于 {asked}" if zh else f"; not in force {asked}"
    return when


def _fact(fact: FactRead, lang: Lang) -> tuple[str, str, str]:
    meaning = _in(fact.words, lang) if fact.words else ""
    table, _, field = (fact.columns[0] if fact.columns else "").partition(".")
    if not meaning and field == fact.name:
        meaning = field_words(table, field, lang)
    return fact.name, meaning, _columns(fact.columns) or ("由信息表推算" if lang == "zh" else "reckoned from the register")


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


def _asked(as_of: str | None, region: str | None, lang: Lang, *, bare: bool = False) -> str:
    place = region_words(region, lang)
    if as_of is None:
        return place
    if lang == "zh":
        return f"{as_of}（{place}）" if bare else f"截至 {as_of}，{place}"
    return f"on {as_of} in {place}" if bare else f"As of {as_of}, {place}"


def _with_names(sentence: str, told: RuleTold, lang: Lang) -> str:
    """A rule's sentence with the names of the facts and numbers where a finding has their values."""
    names = {name: meaning for name, meaning, _ in (_fact(fact, lang) for fact in told.facts) if meaning}
    names |= {asked.number.name: _in(asked.number.words, lang) for asked in told.numbers}
    mark = "〔{}〕" if lang == "zh" else "[{}]"
    return _VALUE.sub(lambda value: mark.format(names.get(value[1], value[1])), sentence)


def _span(card: Card) -> str:
    return " – ".join(card.in_force) if card.in_force else "—"


def _in(words: tuple[str, str], lang: Lang) -> str:
    return words[0 if lang == "zh" else 1]
