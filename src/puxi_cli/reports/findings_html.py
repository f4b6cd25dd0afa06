"""What a checking command found, as a page: the outcomes, the kinds, rules against villages, verdicts, and all findings to search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, TextIO

from puxi_cli.findings import Checked, Finding, InputRead, Severity
from puxi_cli.output.charts import Bar, bars
from puxi_cli.output.html_page import write_page
from puxi_cli.output.html_parts import Chart, PageTable, columns_from, in_blocks, read_out
from puxi_cli.output.lines import Marked
from puxi_cli.reports.findings_json import outcome_counts
from puxi_cli.reports.findings_list import findings_list
from puxi_cli.reports.findings_text import Kind, how_counted, kinds_of, said_rows, said_verdict, undecided_words
from puxi_cli.reports.inputs import remarks, tables_of, unread_words
from puxi_cli.reports.masking import scrubbed
from puxi_cli.reports.verdicts_html import verdicts_view
from puxi_cli.text.words import ITEMS, SEMICOLON, Lang, Text, each_of

_AT_ONCE = 16  # villages beside each other: what an A4 page takes when their names stand upright


def write_findings_html(checked: Checked, stream: TextIO, lang: Lang, *, show_ids: bool = False) -> None:
    """Write the page. Personal values are masked unless `show_ids`."""
    identified, exits = (checked.verdicts if checked.command == command else () for command in ("identify", "exit"))
    verdicts = verdicts_view(identified, exits, checked.prohibitions, lang, show_ids)
    write_page(stream, "findings.html.j2", lang, d=findings_view(checked, lang, show_ids), v=verdicts)


def findings_view(checked: Checked, lang: Lang, show_ids: bool, villages: Sequence[str] = ()) -> dict[str, Any]:
    """What the template shows, without verdicts. `villages` says their order; those it does not name follow as they come."""
    kinds = kinds_of(checked.findings)
    said, _ = said_verdict(checked, lang)
    worst = checked.worst()
    return {
        "command": checked.command,
        "as_of": checked.as_of,
        "region": checked.region,
        "said": Marked(said, worst.value if worst else ""),
        "rows": said_rows(checked, lang),
        "counts": outcome_counts(checked),
        "how_counted": how_counted(lang),
        "notes": list(
            dict.fromkeys([*undecided_words(checked, lang), *(scrubbed(note.of(lang), False) for note in checked.notes)])
        ),
        "unread": [words for read in checked.inputs if (words := unread_words(read))],
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
    return Text("（无村名）", "(no village)").of(lang)


def _village(finding: Finding, lang: Lang) -> str:
    return scrubbed(finding.village, False) if finding.village else _nowhere(lang)


def _ordered(findings: Sequence[Finding], villages: Sequence[str], lang: Lang) -> list[str]:
    """The villages that findings speak of, in the order given, then as they come; findings without one last."""
    there = dict.fromkeys(_village(finding, lang) for finding in findings if not finding.waived and finding.village)
    nowhere = any(not finding.village for finding in findings if not finding.waived)
    named = [name for name in villages if name in there]
    return [*named, *(name for name in there if name not in named), *([_nowhere(lang)] if nowhere else [])]


def _kinds(kinds: Sequence[Kind], lang: Lang) -> PageTable:
    heads = each_of(
        (
            Text("规则", "rule"),
            Text("级别", "level"),
            Text("问题", "kind"),
            Text("数量", "count"),
            Text("怎么改", "how to mend"),
            Text("责任", "duty"),
        ),
        lang,
    )
    rows = []
    for kind in kinds:
        card = kind.card
        waived = Text(f"（豁免 {kind.waived:,}）", f" ({kind.waived:,} waived)").of(lang) if kind.waived else ""
        mend = card.mend.of(lang)
        rows.append(
            (
                card.id,
                Marked(card.severity.words.of(lang), card.severity.value),
                card.title.of(lang) + waived,
                f"{kind.count:,}",
                Text("见每一条", "see each finding").of(lang) if "{" in mend else mend,
                card.duty.words.of(lang),
            )
        )
    return PageTable(Text("问题的种类", "Kinds of finding").of(lang), heads, tuple(rows), frozenset({3}), stacked=True)


def _by_village(findings: Sequence[Finding], villages: Sequence[str], lang: Lang) -> Chart | None:
    """How many findings each village has, by level."""
    counts = Counter((_village(one, lang), one.card.severity) for one in findings if not one.waived)
    if not counts:
        return None
    title = Text("各村问题数", "Findings by village").of(lang)
    heads = (
        Text("行政村", "village").of(lang),
        *(severity.words.of(lang) for severity in Severity),
        Text("合计", "total").of(lang),
    )
    numbers = [(name, [counts[name, severity] for severity in Severity]) for name in villages]
    items = [Bar(name, sum(each), f"{sum(each):,}") for name, each in numbers]
    rows = tuple((name, *(f"{number:,}" for number in each), f"{sum(each):,}") for name, each in numbers)
    sums = [sum(each[place] for _, each in numbers) for place in range(len(Severity))]
    total = (Text("合计", "total").of(lang), *(f"{number:,}" for number in sums), f"{sum(sums):,}")
    said = read_out(title, [(item.name, item.words) for item in items])
    return Chart(title, bars(items, said), PageTable(title, heads, (*rows, total), columns_from(1, heads), total=True))


def _matrix(findings: Sequence[Finding], kinds: Sequence[Kind], villages: Sequence[str], lang: Lang) -> list[PageTable]:
    """Rules against villages, with the numbers of findings that are not waived."""
    counts = Counter((one.card.id, _village(one, lang)) for one in findings if not one.waived)
    if not counts:
        return []
    rules = [kind.card for kind in kinds if kind.count > kind.waived]
    by_rule, by_village = Counter[str](), Counter[str]()
    for (rule, village), number in counts.items():
        by_rule[rule] += number
        by_village[village] += number
    rows: list[tuple[str, list[str | Marked]]] = [
        (
            f"{card.id} {card.title.of(lang)}",
            [f"{counts[card.id, village]:,}" if counts[card.id, village] else "·" for village in villages],
        )
        for card in rules
    ]
    rows.append((Text("合计", "total").of(lang), [f"{by_village[village]:,}" for village in villages]))
    sums = [*(f"{by_rule[card.id]:,}" for card in rules), f"{sum(by_rule.values()):,}"]
    title = Text("各村各类问题数（不含豁免）", "Findings by rule and village (waived ones left out)").of(lang)
    return in_blocks(title, (Text("规则", "rule").of(lang), Text("合计", "total").of(lang)), villages, rows, sums, most=_AT_ONCE)


def _rules(checked: Checked, lang: Lang) -> PageTable:
    """The four outcomes of every rule that was asked."""
    heads = each_of(
        (
            Text("规则", "rule"),
            Text("名称", "title"),
            Text("通过", "pass"),
            Text("不通过", "fail"),
            Text("无法判断", "unknown"),
            Text("不适用", "not applicable"),
            Text("其中豁免", "of them waived"),
        ),
        lang,
    )
    rows = tuple(
        (
            count.card.id,
            count.card.title.of(lang),
            f"{count.passed:,}",
            Marked(f"{count.failed:,}", "fail" if count.failed else ""),
            Marked(f"{count.unknown:,}", "unknown" if count.unknown else ""),
            f"{count.not_applicable:,}",
            f"{count.waived:,}",
        )
        for count in checked.rules
    )
    return PageTable(
        Text("每条规则的四种结果（项次）", "The four outcomes of every rule (rows)").of(lang),
        heads,
        rows,
        columns_from(2, heads),
        wide=True,
    )


def inputs_table(inputs: Sequence[InputRead], lang: Lang) -> PageTable:
    """What was read, and as what; the SHA-256 of a file says which one it was."""
    heads = each_of(
        (Text("文件", "file"), Text("工作表", "sheet"), Text("读作", "read as"), Text("行数", "rows"), Text("说明", "remarks")),
        lang,
    )
    rows: list[tuple[str, ...]] = []
    for read in inputs:
        for sheet in read.sheets:
            rows.append(
                (read.file, sheet.sheet, tables_of(sheet).of(lang), f"{sheet.rows:,}", SEMICOLON.join(remarks(sheet)).of(lang))
            )
        if words := unread_words(read).of(lang):
            rows.append((read.file, "", "", "", words))
    notes = tuple(f"{read.file} SHA-256 {read.sha256}" for read in inputs)
    return PageTable(Text("读了什么", "What was read").of(lang), heads, tuple(rows), frozenset({3}), stacked=True, notes=notes)


def _cited(checked: Checked, lang: Lang) -> PageTable:
    """What the rules that were asked rest on: each source once, with its rules."""
    found = {finding.card.id for finding in checked.findings}
    sources: dict[str, list[str]] = {}
    for count in checked.rules:
        sources.setdefault(count.card.cite, []).append(f"{count.card.id}*" if count.card.id in found else count.card.id)
    heads = each_of((Text("依据", "source"), Text("规则", "rules")), lang)
    comma = ITEMS.of(lang)
    note = Text("* 有问题的规则", "* rules with findings").of(lang)
    rows = tuple((source, comma.join(rules)) for source, rules in sources.items())
    return PageTable(Text("依据", "Sources").of(lang), heads, rows, stacked=True, notes=(note,) if found else ())
