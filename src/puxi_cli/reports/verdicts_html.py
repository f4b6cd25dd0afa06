"""Verdicts of `identify` and `exit` on a page: how many of each, the poor villages and the county, the list of leads to search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from puxi_cli.findings import Prohibition, Verdict
from puxi_cli.output.html_parts import PageTable, columns_from, shown
from puxi_cli.output.row_lists import Filled, ListColumn, RowList
from puxi_cli.records.scope import Scope
from puxi_cli.reports.masking import masked, masked_key, scrubbed
from puxi_cli.reports.units import TOTAL
from puxi_cli.reports.verdict_words import verdict_words
from puxi_cli.reports.verdicts_text import IN_ORDER, MARK_OF, basis, places_table, prohibitions_table
from puxi_cli.text.words import Lang, Text, each_of

_IDENTIFIED = ("lead_wrongly_listed", "lead_missed", "lead_exited", "unknown", "consistent")
_EXITED = ("fail", "unknown", "pass")


def verdicts_view(
    identified: Sequence[Verdict], exits: Sequence[Verdict], prohibitions: Sequence[Prohibition], lang: Lang, show_ids: bool
) -> dict[str, Any]:
    """What the template shows of verdicts; what was not asked is None or empty."""
    places = places_table(exits)
    return {
        "identified": _identified(identified) if identified else None,
        "exits": _exits(exits) if any(verdict.scope == Scope.HOUSEHOLD for verdict in exits) else None,
        "places": shown(places, stacked=True) if places.rows else None,
        "prohibitions": shown(prohibitions_table(prohibitions, show_ids), stacked=True) if prohibitions else None,
        "list": _leads(identified, exits, lang, show_ids),
    }


def _counted(groups: Iterable[tuple[Text, Sequence[Verdict]]], order: Sequence[str], title: Text) -> PageTable:
    """How many of each group come to what; groups of nobody are left out."""
    heads = (Text("户", "households"), *map(verdict_words, order), TOTAL)
    rows: list[tuple[Text | str, ...]] = []
    for name, group in groups:
        if not group:
            continue
        counts = Counter(verdict.verdict for verdict in group)
        rows.append((name, *(f"{counts[said]:,}" for said in order), f"{len(group):,}"))
    return PageTable(title, heads, tuple(rows), columns_from(1, heads), wide=True)


def _identified(verdicts: Sequence[Verdict]) -> PageTable:
    groups = [
        (Text("在册户", "listed households"), [one for one in verdicts if one.listed is True]),
        (Text("未建档户", "unlisted households"), [one for one in verdicts if one.listed is False and not one.exited]),
        (Text("无法判断是否在册", "not known whether listed"), [one for one in verdicts if one.listed is None]),
        (Text("已退出而在外部门名单中（另计）", "exited, in lists (counted apart)"), [one for one in verdicts if one.exited]),
    ]
    return _counted(
        groups,
        tuple(said for said in _IDENTIFIED if said != "lead_exited" or any(one.exited for one in verdicts)),
        Text("识别核查结论（户）", "Verdicts of identification (households)"),
    )


def _exits(verdicts: Sequence[Verdict]) -> PageTable:
    households = [one for one in verdicts if one.scope == Scope.HOUSEHOLD]
    gone = [one for one in households if one.planned is False]
    years: list[int | None] = [*sorted({one.exit_year for one in gone if one.exit_year is not None})]
    if any(one.exit_year is None for one in gone):
        years.append(None)  # gone, and no file says since when
    groups = [(Text("已退出户", "exited households"), gone)]
    groups += [(_of_them(year), [one for one in gone if one.exit_year == year]) for year in years]
    groups += [
        (Text("预脱贫户", "households planned to exit"), [one for one in households if one.planned]),
        (Text("无法判断是否已退出", "not known whether exited"), [one for one in households if one.planned is None]),
    ]
    return _counted(groups, _EXITED, Text("退出核查结论（户）", "Verdicts of exit (households)"))


def _of_them(year: int | None) -> Text:
    if year is None:
        return Text("　其中没有脱贫年度", "  of them in no known year")
    return Text(f"　其中 {year} 年", f"  of them in {year}")


def _leads(identified: Sequence[Verdict], exits: Sequence[Verdict], lang: Lang, show_ids: bool) -> RowList | None:
    """The households that somebody has to go to: leads, exits with an item that fails, and those planned to exit."""
    exited, planned = each_of((Text("已退出，", "exited, "), Text("预脱贫，", "planned, ")), lang)
    said = [(verdict_words(one.verdict).of(lang), one) for one in identified if one.verdict.startswith("lead_")]
    households = [one for one in exits if one.scope == Scope.HOUSEHOLD]
    said += [
        (exited + verdict_words(one.verdict).of(lang), one)
        for one in households
        if one.planned is False and one.verdict == "fail"
    ]
    said += [(planned + verdict_words(one.verdict).of(lang), one) for one in households if one.planned]
    if not said:
        return None
    said.sort(key=lambda pair: IN_ORDER.index(pair[1].verdict))  # stable: of one verdict as they come
    heads = each_of((Text("户", "household"), Text("行政村", "village"), Text("结论", "verdict"), Text("依据", "on what")), lang)
    keys = ("household", "village", "verdict", "basis")
    looks = {words: MARK_OF[one.verdict] for words, one in said}
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
        basis(verdict, show_ids).of(lang),
    )
