"""Verdicts of `identify` and `exit` for a reader at a terminal: how many of each, then the lists that somebody has to go through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from puxi_cli.findings import Checked, Lang, Outcome, Scope, Verdict
from puxi_cli.reports.lines import Column, Styled
from puxi_cli.reports.masking import masked, masked_key, scrubbed
from puxi_cli.reports.page import Page
from puxi_cli.reports.verdict_words import item_words, outcome_words, verdict_words

_STYLES = {
    "fail": "bold red",
    "lead_wrongly_listed": "yellow",
    "lead_missed": "yellow",
    "unknown": "cyan",
    "pass": "green",
    "consistent": "green",
}
IN_ORDER = ("fail", "lead_wrongly_listed", "lead_missed", "unknown", "pass", "consistent")


def write_verdicts(page: Page, checked: Checked, lang: Lang, show_ids: bool, limit: int | None) -> None:
    """Write the verdicts behind what was asked and before the findings."""
    if checked.command == "identify":
        _identify(page, checked, lang, show_ids, limit)
    else:
        _exit(page, checked, lang, show_ids, limit)


def _identify(page: Page, checked: Checked, lang: Lang, show_ids: bool, limit: int | None) -> None:
    zh = lang == "zh"
    for listed, words in ((True, ("在册户", "listed households")), (False, ("未建档户", "unlisted households"))):
        group = [verdict for verdict in checked.verdicts if verdict.listed is listed]
        page.line(f"{words[not zh]} {len(group):,}{'：' if zh else ': '}{_counts(group, lang)}", "bold")
    lost = sum(verdict.listed is None for verdict in checked.verdicts)
    if lost:
        page.line(
            f"识别或脱贫时间空白或读不懂，无法判断是否在册：{lost:,} 户"
            if zh
            else f"not known whether listed (times are lacking or cannot be read): {lost:,}"
        )
    for verdict, title in (
        ("lead_wrongly_listed", ("错评线索（待入户核实）", "Leads, wrongly listed (to be visited)")),
        ("lead_missed", ("漏评线索（待入户核实）", "Leads, missed (to be visited)")),
    ):
        found = [one for one in checked.verdicts if one.verdict == verdict]
        if found:
            page.line()
            page.line(f"{title[not zh]} {len(found):,}", "bold")
            _households(page, found, lang, show_ids, limit, leads=True)
    _prohibitions(page, checked, lang)


def _exit(page: Page, checked: Checked, lang: Lang, show_ids: bool, limit: int | None) -> None:
    zh = lang == "zh"
    households = [verdict for verdict in checked.verdicts if verdict.scope is Scope.HOUSEHOLD]
    gone, planned = [v for v in households if v.planned is False], [v for v in households if v.planned]
    for group, words in ((gone, ("已退出户", "exited households")), (planned, ("预脱贫户", "households planned to exit"))):
        page.line(f"{words[not zh]} {len(group):,}{'：' if zh else ': '}{_counts(group, lang)}", "bold")
    lost = len(households) - len(gone) - len(planned)
    if lost:
        page.line(
            f"识别或脱贫时间空白或读不懂，无法判断是否已退出：{lost:,} 户"
            if zh
            else f"not known whether exited (times are lacking or cannot be read): {lost:,}"
        )
    years = sorted({v.exit_year for v in gone if v.exit_year is not None})
    for year in years:
        of_year = [v for v in gone if v.exit_year == year]
        page.line(f"  {year}{'：' if zh else ': '}{len(of_year):,}{'，' if zh else ', '}{_counts(of_year, lang)}")
    for group, title in (
        (
            [v for v in gone if v.verdict == "fail"],
            ("已退出而有项目未达标（错退线索，待入户核实）", "Exited with an item that fails (leads, wrong exit)"),
        ),
        ([v for v in planned if v.verdict == "pass"], ("预脱贫：五项都达标", "Planned to exit and ready")),
        ([v for v in planned if v.verdict != "pass"], ("预脱贫：尚缺", "Planned to exit, and what they lack")),
    ):
        if group:
            page.line()
            page.line(f"{title[not zh]} {len(group):,}", "bold")
            _households(page, group, lang, show_ids, limit, leads=False)
    _places(page, checked, lang)


def _counts(group: Iterable[Verdict], lang: Lang) -> str:
    counts = Counter(verdict.verdict for verdict in group)
    parts = [f"{verdict_words(said, lang)} {counts[said]:,}" for said in IN_ORDER if said in counts]
    return ("，" if lang == "zh" else ", ").join(parts) or ("没有" if lang == "zh" else "none")


def _households(page: Page, group: Sequence[Verdict], lang: Lang, show_ids: bool, limit: int | None, *, leads: bool) -> None:
    zh = lang == "zh"
    columns = (
        Column("户" if zh else "household", most=0.25), Column("村" if zh else "village", most=0.2),
        Column("依据" if zh else "on what", share=1),
    )  # fmt: skip
    shown = group if limit is None else group[:limit]
    page.table(columns, [_household(verdict, lang, show_ids, leads) for verdict in shown])
    if len(shown) < len(group):
        page.line(
            f"显示 {len(shown):,} 户，共 {len(group):,} 户；全部：--all 或 --format xlsx"
            if zh
            else f"Showing {len(shown):,} of {len(group):,}; all: --all or --format xlsx"
        )


def _household(verdict: Verdict, lang: Lang, show_ids: bool, leads: bool) -> tuple[str | Styled, ...]:
    who = [
        masked_key(verdict.household_id, show_ids) if verdict.household_id else "",
        masked(verdict.name, "name", show_ids) if verdict.name else "",
    ]
    return " ".join(part for part in who if part), scrubbed(verdict.village or "", show_ids), basis(verdict, lang, show_ids)


def basis(verdict: Verdict, lang: Lang, show_ids: bool) -> str:
    """What a verdict rests on: the items that fail, those that are unknown, and the leads."""
    zh = lang == "zh"
    comma = "、" if zh else ", "
    parts = []
    for outcome in (Outcome.FAIL, Outcome.UNKNOWN):
        named = [item_words(item.item, lang) for item in verdict.items if item.outcome is outcome]
        if named:
            parts.append(f"{outcome_words(outcome, lang)}{'：' if zh else ': '}{comma.join(named)}")
    for lead in verdict.leads:
        name = masked(lead.name, "name", show_ids) if lead.name else ""
        source, note = scrubbed(lead.source, show_ids), scrubbed(lead.note, show_ids) if lead.note else ""
        parts.append(
            f"红线{lead.red_line} {lead.category}：{name}，{source}{('，' + note) if note else ''}" if zh
            else f"red line {lead.red_line} {lead.category}: {name}, {source}{(', ' + note) if note else ''}"
        )  # fmt: skip
    if not parts:
        parts.append("各项达标" if zh else "every item passes")
    return ("；" if zh else "; ").join(parts)


def _places(page: Page, checked: Checked, lang: Lang) -> None:
    zh = lang == "zh"
    places = [verdict for verdict in checked.verdicts if verdict.scope is not Scope.HOUSEHOLD]
    if not places:
        return
    page.line()
    page.line("贫困村和全县" if zh else "Poor villages and the county", "bold")
    columns = (
        Column("村" if zh else "village", most=0.25), Column("结论" if zh else "verdict", whole=True),
        Column("分值" if zh else "points", right=True, whole=True), Column("依据" if zh else "on what", share=1),
    )  # fmt: skip
    rows = []
    for verdict in places:
        name = verdict.village if verdict.scope is Scope.VILLAGE else (verdict.name or ("全县" if zh else "county"))
        said = Styled(verdict_words(verdict.verdict, lang), _STYLES[verdict.verdict])
        rows.append((scrubbed(name or "", False), said, str(verdict.points), basis(verdict, lang, False)))
    page.table(columns, rows)


def _prohibitions(page: Page, checked: Checked, lang: Lang) -> None:
    if not checked.prohibitions:
        return
    zh = lang == "zh"
    page.line()
    page.line("八不准" if zh else "The eight prohibitions", "bold")
    columns = (
        Column("内容" if zh else "text", share=2),
        Column("依据" if zh else "by", share=1),
        Column("结果" if zh else "outcome", whole=True),
    )
    page.table(columns, [
        (one.text, one.rule or one.statement or "", outcome_words(one.outcome, lang)) for one in checked.prohibitions
    ])  # fmt: skip
