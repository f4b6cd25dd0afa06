"""Verdicts of `identify` and `exit` for a reader at a terminal: how many of each, then the lists that somebody has to go through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from puxi_cli.findings import Checked, Item, Outcome, Prohibition, Verdict
from puxi_cli.output.document import NAME, Table
from puxi_cli.output.document import Column as Described
from puxi_cli.output.lines import Fit, Marked
from puxi_cli.output.page import Page
from puxi_cli.records.scope import Scope
from puxi_cli.reports.masking import field_shown, masked, masked_key, scrubbed
from puxi_cli.reports.verdict_words import item_words, outcome_words, verdict_words
from puxi_cli.text.words import COLON, COMMA, ITEMS, NO_WORDS, SEMICOLON, Text

_STYLES = {"fail": "bold red", "warning": "yellow", "unknown": "cyan", "pass": "green"}
MARK_OF = {
    "fail": "fail",
    "lead_wrongly_listed": "warning",
    "lead_missed": "warning",
    "lead_exited": "warning",
    "unknown": "unknown",
    "pass": "pass",
    "consistent": "pass",
}
IN_ORDER = ("fail", "lead_wrongly_listed", "lead_missed", "lead_exited", "unknown", "pass", "consistent")


def write_verdicts(page: Page, checked: Checked, show_ids: bool, limit: int | None) -> None:
    """Write the verdicts behind what was asked and before the findings."""
    if checked.command == "identify":
        _identify(page, checked, show_ids, limit)
    else:
        _exit(page, checked, show_ids, limit)


def _identify(page: Page, checked: Checked, show_ids: bool, limit: int | None) -> None:
    for listed, words in ((True, Text("在册户", "listed households")), (False, Text("未建档户", "unlisted households"))):
        group = [verdict for verdict in checked.verdicts if verdict.listed is listed and not verdict.exited]
        page.line(_how_many(words, group), "bold")
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
            since = Text(f"，其中后来已识别 {later:,}", f", of them identified later: {later:,}") if later else NO_WORDS
            page.line()
            page.line(title + f" {len(found):,}" + since, "bold")
            _households(page, found, show_ids, limit)
    _prohibitions(page, checked, show_ids)


def _exit(page: Page, checked: Checked, show_ids: bool, limit: int | None) -> None:
    households = [verdict for verdict in checked.verdicts if verdict.scope == Scope.HOUSEHOLD]
    gone, planned = [v for v in households if v.planned is False], [v for v in households if v.planned]
    for group, words in (
        (gone, Text("已退出户", "exited households")),
        (planned, Text("预脱贫户", "households planned to exit")),
    ):
        page.line(_how_many(words, group), "bold")
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
        named = str(year) if year else Text("没有脱贫年度", "no year of exit")
        page.line("  " + (named + COLON) + f"{len(of_year):,}" + COMMA + counts_words(of_year))
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
            page.line(title + f" {len(group):,}", "bold")
            _households(page, group, show_ids, limit)
    _places(page, checked)


def counts_words(group: Iterable[Verdict]) -> Text:
    """How many there are of each verdict, the worst first."""
    counts = Counter(verdict.verdict for verdict in group)
    return COMMA.join(verdict_words(said) + f" {counts[said]:,}" for said in IN_ORDER if said in counts)


def _how_many(words: Text, group: Sequence[Verdict]) -> Text:
    """How many there are, and of which verdicts: 在册户 696 户：相符 693，错评线索 3."""
    number = Text(f"{words[0]} {len(group):,} 户", f"{words[1]} {len(group):,}")
    counts = counts_words(group)
    return number + COLON + counts if counts else number


def _households(page: Page, group: Sequence[Verdict], show_ids: bool, limit: int | None) -> None:
    shown = group if limit is None else group[:limit]
    columns: tuple[Described[Verdict], ...] = (
        Described(Text("户", "household"), lambda one: _who(one, show_ids)),
        Described(Text("村", "village"), lambda one: scrubbed(one.village or "", show_ids)),
        _basis_column(show_ids),
    )
    page.show(Table("", columns, shown), [Fit(most=0.25), Fit(most=0.2), Fit(share=1)])
    if len(shown) < len(group):
        page.line(
            Text(
                f"显示 {len(shown):,} 户，共 {len(group):,} 户；全部：--all 或 --format xlsx",
                f"Showing {len(shown):,} of {len(group):,}; all: --all or --format xlsx",
            )
        )


def _who(verdict: Verdict, show_ids: bool) -> str:
    number = masked_key(verdict.household_id, show_ids) if verdict.household_id else ""
    return f"{number} {masked(verdict.name, 'name', show_ids) if verdict.name else ''}".strip()


def _basis_column(show_ids: bool) -> Described[Verdict]:
    return Described(Text("依据", "on what"), lambda one: basis(one, show_ids))


def basis(verdict: Verdict, show_ids: bool) -> Text:
    """What a verdict rests on: the grounds of a lead, else the items that fail, were answered for, or are not known."""
    parts = _grounds(verdict, show_ids) if verdict.grounds else _open_items(verdict)
    if verdict.later:
        parts.append(Text(f"后来识别：{verdict.later}", f"identified later: {verdict.later}"))
    if not parts:
        parts.append(Text("各项达标", "every item passes"))
    return SEMICOLON.join(parts)


def _grounds(verdict: Verdict, show_ids: bool) -> list[Text]:
    """What makes a household a lead. A failed item speaks for being listed: it is a ground only where nobody listed it."""
    if verdict.verdict == "lead_missed":
        return _named(lambda item: item.fails, Outcome.FAIL, verdict)
    hits = {f"{family}{lead.red_line}" for lead in verdict.leads for family in ("ID20", "ID21")}
    parts = [card.title for card in verdict.grounds if card.id not in hits]
    if verdict.exited:
        year = verdict.exit_year
        parts.append(Text(f"{year} 年退出" if year else "退出年度不详", f"left in {year}" if year else "left, year unknown"))
    for lead in verdict.leads:
        name = masked(lead.name, "name", show_ids) if lead.name else ""
        source, note = scrubbed(lead.source, show_ids, lead.known), scrubbed(lead.note or "", show_ids, lead.known)
        when = (lead.day or Text("名单没有日期", "no day in the list")) if verdict.exited else None
        said = COMMA.join(part for part in (name, source, note, when) if part)
        parts.append(Text(f"红线{lead.red_line} {lead.category}：", f"red line {lead.red_line} {lead.category}: ") + said)
    return parts


def _open_items(verdict: Verdict) -> list[Text]:
    return [
        *_named(lambda item: item.fails, Outcome.FAIL, verdict),
        *_named(lambda item: item.waived is not None, Text("未达标而已豁免", "fail, waived"), verdict),
        *_named(lambda item: item.outcome is Outcome.UNKNOWN and not item.off, Outcome.UNKNOWN, verdict),
        *_named(lambda item: item.off, Text("已关闭，没有判断", "switched off"), verdict),
    ]


def _named(holds: Callable[[Item], bool], words: Outcome | Text, verdict: Verdict) -> list[Text]:
    """The items of which something holds, in one phrase; none where it holds of none."""
    named = [item_words(item.item) for item in verdict.items if holds(item)]
    said = outcome_words(words) if isinstance(words, Outcome) else words
    return [said + COLON + ITEMS.join(named)] if named else []


def places_table(verdicts: Iterable[Verdict]) -> Table[Verdict]:
    """The poor villages and the county."""
    columns: tuple[Described[Verdict], ...] = (
        Described(Text("村", "village"), place_name),
        Described(Text("结论", "verdict"), lambda one: Marked(verdict_words(one.verdict), MARK_OF[one.verdict])),
        Described(Text("分值", "points"), lambda one: str(one.points), NAME._replace(right=True)),
        _basis_column(False),
    )
    places = [one for one in verdicts if one.scope != Scope.HOUSEHOLD]
    return Table(Text("贫困村和全县", "Poor villages and the county"), columns, places)


def place_name(verdict: Verdict) -> Text | str:
    """The village, or the county by its name where it has one."""
    name = verdict.village if verdict.scope == Scope.VILLAGE else verdict.name
    if not name and verdict.scope != Scope.VILLAGE:
        return Text("全县", "county")
    return scrubbed(name or "", False)


def prohibitions_table(prohibitions: Sequence[Prohibition], show_ids: bool) -> Table[Prohibition]:
    """The eight prohibitions, and what each comes to."""
    columns: tuple[Described[Prohibition], ...] = (
        Described(Text("内容", "text"), lambda one: one.text),
        Described(Text("依据", "by"), lambda one: shown_by(one, show_ids)),
        Described(Text("结果", "outcome"), lambda one: Marked(outcome_words(one.outcome), one.outcome.value)),
    )
    return Table(Text("八不准", "The eight prohibitions"), columns, prohibitions)


def _places(page: Page, checked: Checked) -> None:
    table = places_table(checked.verdicts)
    if table.rows:
        page.line()
        page.line(table.title, "bold")
        page.show(table, [Fit(most=0.25), Fit(whole=True), Fit(whole=True), Fit(share=1)], _STYLES)


def _prohibitions(page: Page, checked: Checked, show_ids: bool) -> None:
    table = prohibitions_table(checked.prohibitions, show_ids)
    if table.rows:
        page.line()
        page.line(table.title, "bold")
        page.show(table, [Fit(share=2), Fit(share=2), Fit(whole=True)], {})


def shown_by(one: Prohibition, show_ids: bool) -> Text:
    """The rule with its failures, or the statement with who signed it and when."""
    if one.rule:
        return one.rule + (Text(f"，{one.failed:,} 个问题", f", failed {one.failed:,}") if one.failed else NO_WORDS)
    signer = field_shown("steps", "signed_by", one.signed_by, show_ids) if one.signed_by else Text("没有签字人", "nobody signed")
    return COMMA.join([one.statement or "", signer, one.day or Text("没有日期", "no day")])
