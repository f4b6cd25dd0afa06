"""Verdicts of `identify` and `exit` on a page: how many of each, the poor villages and the county, the list of leads to search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from puxi_cli.findings import Prohibition, Scope, Verdict
from puxi_cli.output.html_parts import PageTable, columns_from
from puxi_cli.output.lines import Marked
from puxi_cli.output.row_lists import Filled, ListColumn, RowList
from puxi_cli.reports.masking import masked, masked_key, scrubbed
from puxi_cli.reports.verdict_words import outcome_words, verdict_words
from puxi_cli.reports.verdicts_text import IN_ORDER, basis, shown_by
from puxi_cli.text.words import Lang, Text, each_of

_IDENTIFIED = ("lead_wrongly_listed", "lead_missed", "lead_exited", "unknown", "consistent")
_EXITED = ("fail", "unknown", "pass")
_LOOKS = {
    "fail": "fail",
    "lead_wrongly_listed": "warning",
    "lead_missed": "warning",
    "lead_exited": "warning",
    "unknown": "unknown",
    "pass": "pass",
    "consistent": "pass",
}


def verdicts_view(
    identified: Sequence[Verdict], exits: Sequence[Verdict], prohibitions: Sequence[Prohibition], lang: Lang, show_ids: bool
) -> dict[str, Any]:
    """What the template shows of verdicts; what was not asked is None or empty."""
    return {
        "identified": _identified(identified, lang) if identified else None,
        "exits": _exits(exits, lang) if any(verdict.scope == Scope.HOUSEHOLD for verdict in exits) else None,
        "places": _places(exits, lang),
        "prohibitions": _prohibitions(prohibitions, lang, show_ids),
        "list": _leads(identified, exits, lang, show_ids),
    }


def _counted(
    head: str, groups: Iterable[tuple[str, Sequence[Verdict]]], order: Sequence[str], title: str, lang: Lang
) -> PageTable:
    heads = (head, *(verdict_words(said, lang) for said in order), Text("合计", "total").of(lang))
    rows = []
    for name, group in groups:
        counts = Counter(verdict.verdict for verdict in group)
        rows.append((name, *(f"{counts[said]:,}" for said in order), f"{len(group):,}"))
    return PageTable(title, heads, tuple(rows), columns_from(1, heads), wide=True)


def _identified(verdicts: Sequence[Verdict], lang: Lang) -> PageTable:
    groups = [
        (Text("在册户", "listed households").of(lang), [one for one in verdicts if one.listed is True]),
        (Text("未建档户", "unlisted households").of(lang), [one for one in verdicts if one.listed is False and not one.exited]),
        (Text("无法判断是否在册", "not known whether listed").of(lang), [one for one in verdicts if one.listed is None]),
        (
            Text("已退出而在外部门名单中（另计）", "exited, in lists (counted apart)").of(lang),
            [one for one in verdicts if one.exited],
        ),
    ]
    shown = [group for group in groups if group[1]]
    return _counted(
        Text("户", "households").of(lang),
        shown,
        tuple(said for said in _IDENTIFIED if said != "lead_exited" or any(one.exited for one in verdicts)),
        Text("识别核查结论（户）", "Verdicts of identification (households)").of(lang),
        lang,
    )


def _exits(verdicts: Sequence[Verdict], lang: Lang) -> PageTable:
    households = [one for one in verdicts if one.scope == Scope.HOUSEHOLD]
    gone = [one for one in households if one.planned is False]
    years: list[int | None] = [*sorted({one.exit_year for one in gone if one.exit_year is not None})]
    if any(one.exit_year is None for one in gone):
        years.append(None)  # gone, and no file says since when
    groups = [(Text("已退出户", "exited households").of(lang), gone)]
    groups += [(_of_them(year, lang), [one for one in gone if one.exit_year == year]) for year in years]
    groups += [
        (Text("预脱贫户", "households planned to exit").of(lang), [one for one in households if one.planned]),
        (Text("无法判断是否已退出", "not known whether exited").of(lang), [one for one in households if one.planned is None]),
    ]
    shown = [group for group in groups if group[1]]
    return _counted(
        Text("户", "households").of(lang),
        shown,
        _EXITED,
        Text("退出核查结论（户）", "Verdicts of exit (households)").of(lang),
        lang,
    )


def _of_them(year: int | None, lang: Lang) -> str:
    if year is None:
        return Text("　其中没有脱贫年度", "  of them in no known year").of(lang)
    return Text(f"　其中 {year} 年", f"  of them in {year}").of(lang)


def _places(verdicts: Sequence[Verdict], lang: Lang) -> PageTable | None:
    places = [one for one in verdicts if one.scope != Scope.HOUSEHOLD]
    if not places:
        return None
    heads = each_of((Text("村", "village"), Text("结论", "verdict"), Text("分值", "points"), Text("依据", "on what")), lang)
    rows = tuple(
        (
            scrubbed((one.village if one.scope == Scope.VILLAGE else one.name or Text("全县", "county").of(lang)) or "", False),
            Marked(verdict_words(one.verdict, lang), _LOOKS[one.verdict]),
            str(one.points),
            basis(one, lang, False),
        )
        for one in places
    )
    return PageTable(Text("贫困村和全县", "Poor villages and the county").of(lang), heads, rows, frozenset({2}), stacked=True)


def _prohibitions(prohibitions: Sequence[Prohibition], lang: Lang, show_ids: bool) -> PageTable | None:
    if not prohibitions:
        return None
    heads = each_of((Text("内容", "text"), Text("依据", "by"), Text("结果", "outcome")), lang)
    rows = tuple(
        (one.text, shown_by(one, lang, show_ids), Marked(outcome_words(one.outcome, lang), one.outcome.value))
        for one in prohibitions
    )
    return PageTable(Text("八不准", "The eight prohibitions").of(lang), heads, rows, stacked=True)


def _leads(identified: Sequence[Verdict], exits: Sequence[Verdict], lang: Lang, show_ids: bool) -> RowList | None:
    """The households that somebody has to go to: leads, exits with an item that fails, and those planned to exit."""
    exited, planned = each_of((Text("已退出，", "exited, "), Text("预脱贫，", "planned, ")), lang)
    said = [(verdict_words(one.verdict, lang), one) for one in identified if one.verdict.startswith("lead_")]
    households = [one for one in exits if one.scope == Scope.HOUSEHOLD]
    said += [
        (exited + verdict_words(one.verdict, lang), one) for one in households if one.planned is False and one.verdict == "fail"
    ]
    said += [(planned + verdict_words(one.verdict, lang), one) for one in households if one.planned]
    if not said:
        return None
    said.sort(key=lambda pair: IN_ORDER.index(pair[1].verdict))  # stable: of one verdict as they come
    heads = each_of((Text("户", "household"), Text("行政村", "village"), Text("结论", "verdict"), Text("依据", "on what")), lang)
    keys = ("household", "village", "verdict", "basis")
    looks = {words: _LOOKS[one.verdict] for words, one in said}
    columns = tuple(
        ListColumn(head, key in ("village", "verdict"), looks if key == "verdict" else {}, key)
        for key, head in zip(keys, heads, strict=True)
    )
    title = Text("须入户核实的户（线索，不是结论）", "Households to be visited (leads, not conclusions)").of(lang)
    rest = Text("全部：--format xlsx 或 json", "All of them: --format xlsx or json").of(lang)
    return RowList(lang, "leads", title, columns, [_lead(words, one, lang, show_ids) for words, one in said], rest)


def _lead(words: str, verdict: Verdict, lang: Lang, show_ids: bool) -> tuple[str | Filled, ...]:
    key = masked_key(verdict.household_id, show_ids) if verdict.household_id else ""
    name = masked(verdict.name, "name", show_ids) if verdict.name else ""
    return (
        Filled(("", " ", ""), (key, name)) if name else key,
        scrubbed(verdict.village or "", show_ids),
        words,
        basis(verdict, lang, show_ids),
    )
