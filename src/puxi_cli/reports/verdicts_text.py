"""Verdicts of `identify` and `exit` for a reader at a terminal: how many of each, then the lists that somebody has to go through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from puxi_cli.findings import Checked, Item, Outcome, Prohibition, Scope, Verdict
from puxi_cli.output.lines import Column, Styled
from puxi_cli.output.page import Page
from puxi_cli.reports.masking import field_shown, masked, masked_key, scrubbed
from puxi_cli.reports.verdict_words import item_words, outcome_words, verdict_words
from puxi_cli.text.words import COMMA, SEMICOLON, Lang, Text

_STYLES = {
    "fail": "bold red",
    "lead_wrongly_listed": "yellow",
    "lead_missed": "yellow",
    "lead_exited": "yellow",
    "unknown": "cyan",
    "pass": "green",
    "consistent": "green",
}
IN_ORDER = ("fail", "lead_wrongly_listed", "lead_missed", "lead_exited", "unknown", "pass", "consistent")


def write_verdicts(page: Page, checked: Checked, lang: Lang, show_ids: bool, limit: int | None) -> None:
    """Write the verdicts behind what was asked and before the findings."""
    if checked.command == "identify":
        _identify(page, checked, lang, show_ids, limit)
    else:
        _exit(page, checked, lang, show_ids, limit)


def _identify(page: Page, checked: Checked, lang: Lang, show_ids: bool, limit: int | None) -> None:
    for listed, words in ((True, Text("在册户", "listed households")), (False, Text("未建档户", "unlisted households"))):
        group = [verdict for verdict in checked.verdicts if verdict.listed is listed and not verdict.exited]
        page.line(_how_many(words, group, lang), "bold")
    lost = sum(verdict.listed is None for verdict in checked.verdicts)
    if lost:
        page.line(
            Text(
                f"识别、脱贫的时间和属性缺少、读不懂或相互矛盾，无法判断是否在册：{lost:,} 户",
                f"not known whether listed (times are lacking or cannot be read): {lost:,}",
            )
        )
    if left := sum(verdict.exited for verdict in checked.verdicts):
        page.line(
            Text(
                f"另有已退出而在外部门名单中的 {left:,} 户，不计入以上户数",
                f"besides, exited households in lists of other offices: {left:,}, counted in none of these",
            )
        )
    for verdict, title in (
        ("lead_wrongly_listed", Text("错评线索（待入户核实）", "Leads, wrongly listed (to be visited)")),
        ("lead_missed", Text("漏评线索（待入户核实）", "Leads, missed (to be visited)")),
        (
            "lead_exited",
            Text("已退出户：当年识别是否准确（线索，待核实）", "Exited: was it listed rightly? (leads, to be looked into)"),
        ),
    ):
        found = [one for one in checked.verdicts if one.verdict == verdict]
        if found:
            later = sum(one.later is not None for one in found)
            since = Text(f"，其中后来已识别 {later:,}", f", of them identified later: {later:,}").of(lang) if later else ""
            page.line()
            page.line(f"{title.of(lang)} {len(found):,}{since}", "bold")
            _households(page, found, lang, show_ids, limit)
    _prohibitions(page, checked, lang, show_ids)


def _exit(page: Page, checked: Checked, lang: Lang, show_ids: bool, limit: int | None) -> None:
    households = [verdict for verdict in checked.verdicts if verdict.scope == Scope.HOUSEHOLD]
    gone, planned = [v for v in households if v.planned is False], [v for v in households if v.planned]
    for group, words in (
        (gone, Text("已退出户", "exited households")),
        (planned, Text("预脱贫户", "households planned to exit")),
    ):
        page.line(_how_many(words, group, lang), "bold")
    lost = len(households) - len(gone) - len(planned)
    if lost:
        page.line(
            Text(
                f"识别、脱贫的时间和属性缺少、读不懂或相互矛盾，无法判断是否已退出：{lost:,} 户",
                f"not known whether exited (times are lacking or cannot be read): {lost:,}",
            )
        )
    years: list[int | None] = [*sorted({v.exit_year for v in gone if v.exit_year is not None})]
    if any(v.exit_year is None for v in gone):
        years.append(None)  # gone, and no file says since when
    for year in years:
        of_year = [v for v in gone if v.exit_year == year]
        named = str(year) if year else Text("没有脱贫年度", "no year of exit").of(lang)
        page.line(f"  {named}{Text('：', ': ').of(lang)}{len(of_year):,}{Text('，', ', ').of(lang)}{_counts(of_year, lang)}")
    for group, title in (
        (
            [v for v in gone if v.verdict == "fail"],
            Text(
                "已退出而有一项未达标或抽查结论为错退（错退线索，待入户核实）",
                "Exited, with an item that fails (leads, wrong exit)",
            ),
        ),
        ([v for v in planned if v.verdict == "pass"], Text("预脱贫：各项都达标", "Planned to exit and ready")),
        ([v for v in planned if v.verdict != "pass"], Text("预脱贫：尚缺", "Planned to exit, and what they lack")),
    ):
        if group:
            page.line()
            page.line(f"{title.of(lang)} {len(group):,}", "bold")
            _households(page, group, lang, show_ids, limit)
    _places(page, checked, lang)


def _counts(group: Iterable[Verdict], lang: Lang) -> str:
    counts = Counter(verdict.verdict for verdict in group)
    parts = [f"{verdict_words(said, lang)} {counts[said]:,}" for said in IN_ORDER if said in counts]
    return COMMA.of(lang).join(parts)


def _how_many(words: Text, group: Sequence[Verdict], lang: Lang) -> str:
    """How many there are, and of which verdicts: 在册户 696 户：相符 693，错评线索 3."""
    number = Text(f"{words[0]} {len(group):,} 户", f"{words[1]} {len(group):,}").of(lang)
    counts = _counts(group, lang)
    return f"{number}{Text('：', ': ').of(lang)}{counts}" if counts else number


def _households(page: Page, group: Sequence[Verdict], lang: Lang, show_ids: bool, limit: int | None) -> None:
    columns = (
        Column(Text("户", "household"), most=0.25),
        Column(Text("村", "village"), most=0.2),
        Column(Text("依据", "on what"), share=1),
    )
    shown = group if limit is None else group[:limit]
    page.table(columns, [_household(verdict, lang, show_ids) for verdict in shown])
    if len(shown) < len(group):
        page.line(
            Text(
                f"显示 {len(shown):,} 户，共 {len(group):,} 户；全部：--all 或 --format xlsx",
                f"Showing {len(shown):,} of {len(group):,}; all: --all or --format xlsx",
            )
        )


def _household(verdict: Verdict, lang: Lang, show_ids: bool) -> tuple[str | Styled, ...]:
    who = [
        masked_key(verdict.household_id, show_ids) if verdict.household_id else "",
        masked(verdict.name, "name", show_ids) if verdict.name else "",
    ]
    return " ".join(part for part in who if part), scrubbed(verdict.village or "", show_ids), basis(verdict, lang, show_ids)


def basis(verdict: Verdict, lang: Lang, show_ids: bool) -> str:
    """What a verdict rests on: the grounds of a lead, else the items that fail, were answered for, or are not known."""
    parts = _grounds(verdict, lang, show_ids) if verdict.grounds else _open_items(verdict, lang)
    if verdict.later:
        parts.append(Text(f"后来识别：{verdict.later}", f"identified later: {verdict.later}").of(lang))
    if not parts:
        parts.append(Text("各项达标", "every item passes").of(lang))
    return SEMICOLON.of(lang).join(parts)


def _grounds(verdict: Verdict, lang: Lang, show_ids: bool) -> list[str]:
    """What makes a household a lead. A failed item speaks for being listed: it is a ground only where nobody listed it."""
    if verdict.verdict == "lead_missed":
        return _named(lambda item: item.fails, Outcome.FAIL, verdict, lang)
    hits = {f"{family}{lead.red_line}" for lead in verdict.leads for family in ("ID20", "ID21")}
    parts = [card.title.of(lang) for card in verdict.grounds if card.id not in hits]
    if verdict.exited:
        year = verdict.exit_year
        parts.append(
            Text(f"{year} 年退出" if year else "退出年度不详", f"left in {year}" if year else "left, year unknown").of(lang)
        )
    for lead in verdict.leads:
        name = masked(lead.name, "name", show_ids) if lead.name else ""
        source, note = scrubbed(lead.source, show_ids, lead.known), scrubbed(lead.note or "", show_ids, lead.known)
        when = (lead.day or Text("名单没有日期", "no day in the list").of(lang)) if verdict.exited else None
        said = COMMA.of(lang).join(part for part in (name, source, note, when) if part)
        parts.append(
            Text(f"红线{lead.red_line} {lead.category}：{said}", f"red line {lead.red_line} {lead.category}: {said}").of(lang)
        )
    return parts


def _open_items(verdict: Verdict, lang: Lang) -> list[str]:
    return [
        *_named(lambda item: item.fails, Outcome.FAIL, verdict, lang),
        *_named(lambda item: item.waived is not None, Text("未达标而已豁免", "fail, waived").of(lang), verdict, lang),
        *_named(lambda item: item.outcome is Outcome.UNKNOWN and not item.off, Outcome.UNKNOWN, verdict, lang),
        *_named(lambda item: item.off, Text("已关闭，没有判断", "switched off").of(lang), verdict, lang),
    ]


def _named(holds: Callable[[Item], bool], words: Outcome | str, verdict: Verdict, lang: Lang) -> list[str]:
    """The items of which something holds, in one phrase; none where it holds of none."""
    named = [item_words(item.item, lang) for item in verdict.items if holds(item)]
    said = outcome_words(words, lang) if isinstance(words, Outcome) else words
    return [f"{said}{Text('：', ': ').of(lang)}{Text('、', ', ').of(lang).join(named)}"] if named else []


def _places(page: Page, checked: Checked, lang: Lang) -> None:
    places = [verdict for verdict in checked.verdicts if verdict.scope != Scope.HOUSEHOLD]
    if not places:
        return
    page.line()
    page.line(Text("贫困村和全县", "Poor villages and the county"), "bold")
    columns = (
        Column(Text("村", "village"), most=0.25),
        Column(Text("结论", "verdict"), whole=True),
        Column(Text("分值", "points"), right=True, whole=True),
        Column(Text("依据", "on what"), share=1),
    )
    rows = []
    for verdict in places:
        name = verdict.village if verdict.scope == Scope.VILLAGE else (verdict.name or Text("全县", "county").of(lang))
        said = Styled(verdict_words(verdict.verdict, lang), _STYLES[verdict.verdict])
        rows.append((scrubbed(name or "", False), said, str(verdict.points), basis(verdict, lang, False)))
    page.table(columns, rows)


def _prohibitions(page: Page, checked: Checked, lang: Lang, show_ids: bool) -> None:
    if not checked.prohibitions:
        return
    page.line()
    page.line(Text("八不准", "The eight prohibitions"), "bold")
    columns = (
        Column(Text("内容", "text"), share=2),
        Column(Text("依据", "by"), share=2),
        Column(Text("结果", "outcome"), whole=True),
    )
    page.table(
        columns, [(one.text, shown_by(one, lang, show_ids), outcome_words(one.outcome, lang)) for one in checked.prohibitions]
    )


def shown_by(one: Prohibition, lang: Lang, show_ids: bool) -> str:
    """The rule with its failures, or the statement with who signed it and when."""
    if one.rule:
        return one.rule + (Text(f"，{one.failed:,} 个问题", f", failed {one.failed:,}").of(lang) if one.failed else "")
    signer = (
        field_shown("steps", "signed_by", one.signed_by, show_ids)
        if one.signed_by
        else Text("没有签字人", "nobody signed").of(lang)
    )
    return COMMA.of(lang).join([one.statement or "", signer, one.day or Text("没有日期", "no day").of(lang)])
