"""What a checking command found, as a page: the outcomes, the kinds, rules against villages, verdicts, and all findings to search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, TextIO

from puxi_cli.findings import Checked, Finding, InputRead, Lang, Severity
from puxi_cli.reports.charts import Bar, bars
from puxi_cli.reports.findings_json import outcome_counts
from puxi_cli.reports.findings_list import findings_list
from puxi_cli.reports.findings_text import Kind, how_counted, kinds_of, said_rows, said_verdict, undecided_words
from puxi_cli.reports.html_page import write_page
from puxi_cli.reports.html_parts import Cell, Chart, Table, columns_from, in_blocks, read_out
from puxi_cli.reports.inputs import remarks, tables_of, unread_words
from puxi_cli.reports.masking import scrubbed
from puxi_cli.reports.verdicts_html import verdicts_view

_AT_ONCE = 16  # villages beside each other: what an A4 page takes when their names stand upright


def write_findings_html(checked: Checked, stream: TextIO, lang: Lang, *, show_ids: bool = False) -> None:
    """Write the page. Personal values are masked unless `show_ids`."""
    identified, exits = (checked.verdicts if checked.command == command else () for command in ("identify", "exit"))
    verdicts = verdicts_view(identified, exits, checked.prohibitions, lang, show_ids)
    write_page(stream, "findings.html.j2", lang, d=findings_view(checked, lang, show_ids), v=verdicts)


def findings_view(checked: Checked, lang: Lang, show_ids: bool, villages: Sequence[str] = ()) -> dict[str, Any]:
    """What the template shows, without verdicts. `villages` says their order; those it does not name follow as they come."""
    zh = lang == "zh"
    kinds = kinds_of(checked.findings)
    said, _ = said_verdict(checked, lang)
    worst = checked.worst()
    return {
        "command": checked.command,
        "as_of": checked.as_of,
        "region": checked.region,
        "said": Cell(said, worst.value if worst else ""),
        "rows": said_rows(checked, lang),
        "counts": outcome_counts(checked),
        "how_counted": how_counted(lang),
        "notes": list(
            dict.fromkeys([*undecided_words(checked, lang), *(scrubbed(note[not zh], False) for note in checked.notes)])
        ),
        "unread": [words for read in checked.inputs if (words := unread_words(read, lang))],
        "kinds": _kinds(kinds, lang),
        "by_village": _by_village(checked.findings, _ordered(checked.findings, villages, lang), lang),
        "matrix": _matrix(checked.findings, kinds, _ordered(checked.findings, villages, lang), lang),
        "nowhere": _nowhere(lang),
        "list": findings_list(checked, lang, show_ids),
        "rules": _rules(checked, lang),
        "inputs": inputs_table(checked.inputs, lang),
        "cited": _cited(checked, lang),
    }


def _nowhere(lang: Lang) -> str:
    return "（无村名）" if lang == "zh" else "(no village)"


def _village(finding: Finding, lang: Lang) -> str:
    return scrubbed(finding.village, False) if finding.village else _nowhere(lang)


def _ordered(findings: Sequence[Finding], villages: Sequence[str], lang: Lang) -> list[str]:
    """The villages that findings speak of, in the order given, then as they come; findings without one last."""
    there = dict.fromkeys(_village(finding, lang) for finding in findings if not finding.waived and finding.village)
    nowhere = any(not finding.village for finding in findings if not finding.waived)
    named = [name for name in villages if name in there]
    return [
        *named,
        *(name for name in there if name not in named),
        *([_nowhere(lang)] if nowhere else []),
    ]


def _kinds(kinds: Sequence[Kind], lang: Lang) -> Table:
    zh = lang == "zh"
    heads = (
        ("规则", "级别", "问题", "数量", "怎么改", "责任") if zh else ("rule", "level", "kind", "count", "how to mend", "duty")
    )
    rows = []
    for kind in kinds:
        card = kind.card
        waived = (f"（豁免 {kind.waived:,}）" if zh else f" ({kind.waived:,} waived)") if kind.waived else ""
        mend = card.mend_zh if zh else card.mend_en
        rows.append((
            card.id, Cell(card.severity.words(lang), card.severity.value), card.title(lang) + waived, f"{kind.count:,}",
            ("见每一条" if zh else "see each finding") if "{" in mend else mend, card.duty.words(lang),
        ))  # fmt: skip
    return Table("问题的种类" if zh else "Kinds of finding", heads, tuple(rows), frozenset({3}), stacked=True)


def _by_village(findings: Sequence[Finding], villages: Sequence[str], lang: Lang) -> Chart | None:
    """How many findings each village has, by level."""
    zh = lang == "zh"
    counts = Counter((_village(one, lang), one.card.severity) for one in findings if not one.waived)
    if not counts:
        return None
    title = "各村问题数" if zh else "Findings by village"
    heads = ("行政村" if zh else "village", *(severity.words(lang) for severity in Severity), "合计" if zh else "total")
    numbers = [(name, [counts[name, severity] for severity in Severity]) for name in villages]
    items = [Bar(name, sum(each), f"{sum(each):,}") for name, each in numbers]
    rows = tuple((name, *(f"{number:,}" for number in each), f"{sum(each):,}") for name, each in numbers)
    sums = [sum(each[place] for _, each in numbers) for place in range(len(Severity))]
    total = ("合计" if zh else "total", *(f"{number:,}" for number in sums), f"{sum(sums):,}")
    said = read_out(title, [(item.name, item.words) for item in items], lang)
    return Chart(title, bars(items, said), Table(title, heads, (*rows, total), columns_from(1, heads), total=True))


def _matrix(findings: Sequence[Finding], kinds: Sequence[Kind], villages: Sequence[str], lang: Lang) -> list[Table]:
    """Rules against villages, with the numbers of findings that are not waived."""
    zh = lang == "zh"
    counts = Counter((one.card.id, _village(one, lang)) for one in findings if not one.waived)
    if not counts:
        return []
    rules = [kind.card for kind in kinds if kind.count > kind.waived]
    by_rule, by_village = Counter[str](), Counter[str]()
    for (rule, village), number in counts.items():
        by_rule[rule] += number
        by_village[village] += number
    rows: list[tuple[str, list[str | Cell]]] = [
        (f"{card.id} {card.title(lang)}", [f"{counts[card.id, village]:,}" if counts[card.id, village] else "·" for village in villages])
        for card in rules
    ]  # fmt: skip
    rows.append(("合计" if zh else "total", [f"{by_village[village]:,}" for village in villages]))
    sums = [*(f"{by_rule[card.id]:,}" for card in rules), f"{sum(by_rule.values()):,}"]
    title = "各村各类问题数（不含豁免）" if zh else "Findings by rule and village (waived ones left out)"
    return in_blocks(title, ("规则" if zh else "rule", "合计" if zh else "total"), villages, rows, sums, most=_AT_ONCE)


def _rules(checked: Checked, lang: Lang) -> Table:
    """The four outcomes of every rule that was asked."""
    zh = lang == "zh"
    heads = ("规则", "名称", "通过", "不通过", "无法判断", "不适用", "其中豁免") if zh else (
        "rule", "title", "pass", "fail", "unknown", "not applicable", "of them waived")  # fmt: skip
    rows = tuple(
        (
            count.card.id, count.card.title(lang), f"{count.passed:,}", Cell(f"{count.failed:,}", "fail" if count.failed else ""),
            Cell(f"{count.unknown:,}", "unknown" if count.unknown else ""), f"{count.not_applicable:,}", f"{count.waived:,}",
        )
        for count in checked.rules
    )  # fmt: skip
    return Table(
        "每条规则的四种结果（项次）" if zh else "The four outcomes of every rule (rows)",
        heads,
        rows,
        columns_from(2, heads),
        wide=True,
    )


def inputs_table(inputs: Sequence[InputRead], lang: Lang) -> Table:
    """What was read, and as what; the SHA-256 of a file says which one it was."""
    zh = lang == "zh"
    heads = ("文件", "工作表", "读作", "行数", "说明") if zh else ("file", "sheet", "read as", "rows", "remarks")
    rows: list[tuple[str, ...]] = []
    for read in inputs:
        for sheet in read.sheets:
            rows.append(
                (
                    read.file,
                    sheet.sheet,
                    tables_of(sheet, lang),
                    f"{sheet.rows:,}",
                    ("；" if zh else "; ").join(remarks(sheet, lang)),
                )
            )
        if words := unread_words(read, lang):
            rows.append((read.file, "", "", "", words))
    notes = tuple(f"{read.file} SHA-256 {read.sha256}" for read in inputs)
    return Table("读了什么" if zh else "What was read", heads, tuple(rows), frozenset({3}), stacked=True, notes=notes)


def _cited(checked: Checked, lang: Lang) -> Table:
    """What the rules that were asked rest on: each source once, with its rules."""
    zh = lang == "zh"
    found = {finding.card.id for finding in checked.findings}
    sources: dict[str, list[str]] = {}
    for count in checked.rules:
        sources.setdefault(count.card.cite, []).append(f"{count.card.id}*" if count.card.id in found else count.card.id)
    heads = ("依据", "规则") if zh else ("source", "rules")
    comma = "、" if zh else ", "
    note = "* 有问题的规则" if zh else "* rules with findings"
    rows = tuple((source, comma.join(rules)) for source, rules in sources.items())
    return Table("依据" if zh else "Sources", heads, rows, stacked=True, notes=(note,) if found else ())
