"""What a checking command found, as a page: the outcomes, the kinds, rules against villages, verdicts, and all findings to search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, TextIO

from puxi_cli.findings import Checked, Finding, InputRead, Severity
from puxi_cli.output.charts import Bar, bars
from puxi_cli.output.document import Table
from puxi_cli.output.html_page import write_page
from puxi_cli.output.html_parts import Chart, PageTable, columns_from, in_blocks, read_out, shown
from puxi_cli.output.lines import Marked
from puxi_cli.reports.findings_json import outcome_counts
from puxi_cli.reports.findings_list import findings_list
from puxi_cli.reports.findings_tables import (
    INPUTS,
    KIND_COUNT,
    KIND_DUTY,
    KIND_LEVEL,
    KIND_MEND,
    KIND_RULE,
    KIND_TITLE,
    RULE_HEAD,
    RULES,
    Kind,
    ReadRow,
    kinds_of,
    sheets_of,
)
from puxi_cli.reports.findings_text import HOW_COUNTED, notes_of, said_answers, said_rows, said_verdict, undecided_words
from puxi_cli.reports.inputs import unread_words
from puxi_cli.reports.masking import scrubbed
from puxi_cli.reports.units import TOTAL, VILLAGE
from puxi_cli.reports.verdicts_html import verdicts_view
from puxi_cli.text.words import ITEMS, NO_WORDS, Lang, Text

_AT_ONCE = 16  # villages beside each other: what an A4 page takes when their names stand upright


def write_findings_html(checked: Checked, stream: TextIO, lang: Lang, *, show_ids: bool = False) -> None:
    """Write the page. Personal values are masked unless `show_ids`."""
    identified, exits = (checked.verdicts if checked.command == command else () for command in ("identify", "exit"))
    verdicts = verdicts_view(identified, exits, checked.prohibitions, lang, show_ids)
    write_page(stream, "findings.html.j2", lang, d=findings_view(checked, lang, show_ids), v=verdicts)


def findings_view(checked: Checked, lang: Lang, show_ids: bool, villages: Sequence[str] = ()) -> dict[str, Any]:
    """What the template shows, without verdicts. `villages` says their order; those it does not name follow as they come."""
    kinds = kinds_of(checked.findings)
    said, _ = said_verdict(checked)
    worst = checked.worst()
    return {
        "command": checked.command,
        "as_of": checked.as_of,
        "region": checked.region,
        "said": Marked(said, worst.value if worst else ""),
        "rows": said_rows(checked),
        "counts": outcome_counts(checked),
        "how_counted": HOW_COUNTED + (Text("", " ") + answers if (answers := said_answers(checked)) else NO_WORDS),
        "notes": list(dict.fromkeys([*undecided_words(checked), *notes_of(checked)])),
        "unread": [words for read in checked.inputs if (words := unread_words(read))],
        "kinds": _kinds(kinds),
        "by_village": _by_village(checked.findings, _ordered(checked.findings, villages)),
        "matrix": _matrix(checked.findings, kinds, _ordered(checked.findings, villages)),
        "nowhere": _NOWHERE,
        "list": findings_list(checked, lang, show_ids),
        "rules": _rules(checked),
        "inputs": inputs_table(checked.inputs),
        "cited": _cited(checked),
    }


_NOWHERE = Text("（无村名）", "(no village)")


def _village(finding: Finding) -> Text | str:
    return scrubbed(finding.village, False) if finding.village else _NOWHERE


def _ordered(findings: Sequence[Finding], villages: Sequence[str]) -> list[Text | str]:
    """The villages that findings speak of, in the order given, then as they come; findings without one last."""
    there = dict.fromkeys(_village(finding) for finding in findings if not finding.waived and finding.village)
    nowhere = any(not finding.village for finding in findings if not finding.waived)
    named = [name for name in villages if name in there]
    return [*named, *(name for name in there if name not in named), *([_NOWHERE] if nowhere else [])]


def _kinds(kinds: Sequence[Kind]) -> PageTable:
    columns = (KIND_RULE, KIND_LEVEL, KIND_TITLE, KIND_COUNT, KIND_MEND, KIND_DUTY)
    return shown(Table(Text("问题的种类", "Kinds of finding"), columns, kinds), stacked=True)


def _by_village(findings: Sequence[Finding], villages: Sequence[Text | str]) -> Chart | None:
    """How many findings each village has, by level."""
    counts = Counter((_village(one), one.card.severity) for one in findings if not one.waived)
    if not counts:
        return None
    title = Text("各村问题数", "Findings by village")
    heads = (VILLAGE, *(severity.words for severity in Severity), TOTAL)
    numbers = [(name, [counts[name, severity] for severity in Severity]) for name in villages]
    items = [Bar(name, sum(each), f"{sum(each):,}") for name, each in numbers]
    numbers.append((TOTAL, [sum(each[place] for _, each in numbers) for place in range(len(Severity))]))
    rows: list[tuple[Text | str, ...]] = [(name, *(f"{number:,}" for number in (*each, sum(each)))) for name, each in numbers]
    said = read_out(title, [(item.name, item.words) for item in items])
    return Chart(title, bars(items, said), PageTable(title, heads, tuple(rows), columns_from(1, heads), total=True))


def _matrix(findings: Sequence[Finding], kinds: Sequence[Kind], villages: Sequence[Text | str]) -> list[PageTable]:
    """Rules against villages, with the numbers of findings that are not waived."""
    counts = Counter((one.card.id, _village(one)) for one in findings if not one.waived)
    if not counts:
        return []
    rules = [kind.card for kind in kinds if kind.count > kind.waived]
    by_rule, by_village = Counter[str](), Counter[Text | str]()
    for (rule, village), number in counts.items():
        by_rule[rule] += number
        by_village[village] += number
    rows: list[tuple[Text, list[str | Marked]]] = [
        (
            f"{card.id} " + card.title,
            [f"{counts[card.id, village]:,}" if counts[card.id, village] else "·" for village in villages],
        )
        for card in rules
    ]
    rows.append((TOTAL, [f"{by_village[village]:,}" for village in villages]))
    sums = [*(f"{by_rule[card.id]:,}" for card in rules), f"{sum(by_rule.values()):,}"]
    title = Text("各村各类问题数（不含豁免）", "Findings by rule and village (waived ones left out)")
    return in_blocks(title, (RULE_HEAD, TOTAL), villages, rows, sums, most=_AT_ONCE)


def _rules(checked: Checked) -> PageTable:
    """The four outcomes of every rule that was asked."""
    title = Text("每条规则的四种结果（项次）", "The four outcomes of every rule (rows)")
    return shown(Table(title, RULES, checked.rules), wide=True)


def inputs_table(inputs: Sequence[InputRead]) -> PageTable:
    """What was read, and as what; the SHA-256 of a file says which one it was."""
    rows: list[ReadRow] = []
    for read in inputs:
        rows += sheets_of(read)
        if words := unread_words(read):
            rows.append(ReadRow(read.file, remarks=words))
    notes = [f"{read.file} SHA-256 {read.sha256}" for read in inputs]
    return shown(Table(Text("读了什么", "What was read"), INPUTS, rows, notes), stacked=True)


def _cited(checked: Checked) -> PageTable:
    """What the rules that were asked rest on: each source once, with its rules."""
    found = {finding.card.id for finding in checked.findings}
    sources: dict[str, list[str]] = {}
    for count in checked.rules:
        sources.setdefault(count.card.cite, []).append(f"{count.card.id}*" if count.card.id in found else count.card.id)
    heads = (Text("依据", "source"), Text("规则", "rules"))
    note = Text("* 有问题的规则", "* rules with findings")
    rows = tuple((source, ITEMS.join(rules)) for source, rules in sources.items())
    return PageTable(Text("依据", "Sources"), heads, rows, stacked=True, notes=(note,) if found else ())
