"""Verdicts of `identify` and `exit` on a page: how many of each, the poor villages and the county, the list of leads to search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from puxi_cli.findings import Lang, Prohibition, Scope, Verdict
from puxi_cli.reports.html_parts import Cell, Table, columns_from
from puxi_cli.reports.masking import masked, masked_key, scrubbed
from puxi_cli.reports.row_lists import Filled, ListColumn, RowList
from puxi_cli.reports.verdict_words import outcome_words, verdict_words
from puxi_cli.reports.verdicts_text import IN_ORDER, basis, shown_by

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
        "exits": _exits(exits, lang) if any(verdict.scope is Scope.HOUSEHOLD for verdict in exits) else None,
        "places": _places(exits, lang),
        "prohibitions": _prohibitions(prohibitions, lang, show_ids),
        "list": _leads(identified, exits, lang, show_ids),
    }


def _counted(head: str, groups: Iterable[tuple[str, Sequence[Verdict]]], order: Sequence[str], title: str, lang: Lang) -> Table:
    heads = (head, *(verdict_words(said, lang) for said in order), "合计" if lang == "zh" else "total")
    rows = []
    for name, group in groups:
        counts = Counter(verdict.verdict for verdict in group)
        rows.append((name, *(f"{counts[said]:,}" for said in order), f"{len(group):,}"))
    return Table(title, heads, tuple(rows), columns_from(1, heads), wide=True)


def _identified(verdicts: Sequence[Verdict], lang: Lang) -> Table:
    zh = lang == "zh"
    groups = [
        ("在册户" if zh else "listed households", [one for one in verdicts if one.listed is True]),
        ("未建档户" if zh else "unlisted households", [one for one in verdicts if one.listed is False and not one.exited]),
        ("无法判断是否在册" if zh else "not known whether listed", [one for one in verdicts if one.listed is None]),
        ("已退出而在外部门名单中（另计）" if zh else "exited, in lists (counted apart)", [one for one in verdicts if one.exited]),
    ]
    shown = [group for group in groups if group[1]]
    return _counted(
        "户" if zh else "households",
        shown,
        tuple(said for said in _IDENTIFIED if said != "lead_exited" or any(one.exited for one in verdicts)),
        "识别核查结论（户）" if zh else "Verdicts of identification (households)",
        lang,
    )


def _exits(verdicts: Sequence[Verdict], lang: Lang) -> Table:
    zh = lang == "zh"
    households = [one for one in verdicts if one.scope is Scope.HOUSEHOLD]
    gone = [one for one in households if one.planned is False]
    years: list[int | None] = [*sorted({one.exit_year for one in gone if one.exit_year is not None})]
    if any(one.exit_year is None for one in gone):
        years.append(None)  # gone, and no file says since when
    groups = [("已退出户" if zh else "exited households", gone)]
    groups += [(_of_them(year, zh), [one for one in gone if one.exit_year == year]) for year in years]
    groups += [
        ("预脱贫户" if zh else "households planned to exit", [one for one in households if one.planned]),
        ("无法判断是否已退出" if zh else "not known whether exited", [one for one in households if one.planned is None]),
    ]
    shown = [group for group in groups if group[1]]
    return _counted(
        "户" if zh else "households", shown, _EXITED, "退出核查结论（户）" if zh else "Verdicts of exit (households)", lang
    )


def _of_them(year: int | None, zh: bool) -> str:
    if year is None:
        return "　其中没有脱贫年度" if zh else "  of them in no known year"
    return f"　其中 {year} 年" if zh else f"  of them in {year}"


def _places(verdicts: Sequence[Verdict], lang: Lang) -> Table | None:
    zh = lang == "zh"
    places = [one for one in verdicts if one.scope is not Scope.HOUSEHOLD]
    if not places:
        return None
    heads = ("村", "结论", "分值", "依据") if zh else ("village", "verdict", "points", "on what")
    rows = tuple(
        (
            scrubbed((one.village if one.scope is Scope.VILLAGE else one.name or ("全县" if zh else "county")) or "", False),
            Cell(verdict_words(one.verdict, lang), _LOOKS[one.verdict]), str(one.points), basis(one, lang, False),
        )
        for one in places
    )  # fmt: skip
    return Table("贫困村和全县" if zh else "Poor villages and the county", heads, rows, frozenset({2}), stacked=True)


def _prohibitions(prohibitions: Sequence[Prohibition], lang: Lang, show_ids: bool) -> Table | None:
    if not prohibitions:
        return None
    zh = lang == "zh"
    heads = ("内容", "依据", "结果") if zh else ("text", "by", "outcome")
    rows = tuple(
        (one.text, shown_by(one, lang, show_ids), Cell(outcome_words(one.outcome, lang), one.outcome.value))
        for one in prohibitions
    )
    return Table("八不准" if zh else "The eight prohibitions", heads, rows, stacked=True)


def _leads(identified: Sequence[Verdict], exits: Sequence[Verdict], lang: Lang, show_ids: bool) -> RowList | None:
    """The households that somebody has to go to: leads, exits with an item that fails, and those planned to exit."""
    zh = lang == "zh"
    exited, planned = ("已退出，", "预脱贫，") if zh else ("exited, ", "planned, ")
    said = [(verdict_words(one.verdict, lang), one) for one in identified if one.verdict.startswith("lead_")]
    households = [one for one in exits if one.scope is Scope.HOUSEHOLD]
    said += [
        (exited + verdict_words(one.verdict, lang), one) for one in households if one.planned is False and one.verdict == "fail"
    ]
    said += [(planned + verdict_words(one.verdict, lang), one) for one in households if one.planned]
    if not said:
        return None
    said.sort(key=lambda pair: IN_ORDER.index(pair[1].verdict))  # stable: of one verdict as they come
    heads = ("户", "行政村", "结论", "依据") if zh else ("household", "village", "verdict", "on what")
    keys = ("household", "village", "verdict", "basis")
    looks = {words: _LOOKS[one.verdict] for words, one in said}
    columns = tuple(
        ListColumn(head, key in ("village", "verdict"), looks if key == "verdict" else {}, key)
        for key, head in zip(keys, heads, strict=True)
    )
    title = "须入户核实的户（线索，不是结论）" if zh else "Households to be visited (leads, not conclusions)"
    rest = "全部：--format xlsx 或 json" if zh else "All of them: --format xlsx or json"
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
