"""What a checking command found, for a reader at a terminal.

First what was read and as what, then the four outcomes, then the kinds of finding with their counts, then the findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from puxi_cli.findings import Checked, Finding, Outcome, RuleCount, Severity
from puxi_cli.output.document import Table, day_words
from puxi_cli.output.lines import Column, Fit, Styled
from puxi_cli.output.page import Page
from puxi_cli.records.scope import Scope
from puxi_cli.reports import words
from puxi_cli.reports.findings_json import in_order, outcome_counts
from puxi_cli.reports.findings_tables import KIND_COUNT, KIND_LEVEL, KIND_MEND, KIND_RULE, KIND_TITLE, RULE_HEAD, kinds_of
from puxi_cli.reports.inputs import remarks, sheet_words, table_words, unread_words
from puxi_cli.reports.masking import scrubbed
from puxi_cli.reports.verdicts_text import write_verdicts
from puxi_cli.reports.words import lacking_words, scrubbed_words, why_words
from puxi_cli.text.counting import counted, listed
from puxi_cli.text.words import COLON, COMMA, ITEMS, NO_WORDS, SEMICOLON, Lang, Text

ON_A_SCREEN = 50
_ONE_BY_ONE = 8  # rules without their columns that are told line by line

_MARKS = {"error": "bold red", "warning": "yellow", "notice": "cyan"}
_VERDICT_STYLES = _MARKS | {"nothing": "bold red", "unknown": "bold yellow", "clean": "bold green"}


def write_findings_text(
    checked: Checked,
    stream: TextIO,
    lang: Lang,
    *,
    show_ids: bool = False,
    limit: int | None = ON_A_SCREEN,
    width: int | None = None,
    terminal: bool | None = None,
) -> None:
    """Write the report. `limit` is how many findings are listed (None: all); a cut is said, with the way to the rest."""
    page = Page(stream, lang, width=width, terminal=terminal)
    _what_was_read(page, checked)
    _outcomes(page, checked)
    if checked.verdicts or checked.prohibitions:
        page.line()
        write_verdicts(page, checked, show_ids, limit)
    kinds = kinds_of(checked.findings)
    if not kinds:
        return
    page.line()
    columns = (KIND_COUNT, KIND_LEVEL, KIND_TITLE, KIND_MEND, KIND_RULE)
    fits = (Fit(whole=True), Fit(whole=True), Fit(share=2), Fit(share=3), Fit(whole=True))
    page.show(Table("", columns, kinds), fits, _MARKS)
    page.line()
    _findings(page, checked, lang, show_ids, limit)


def _what_was_read(page: Page, checked: Checked) -> None:
    for read in checked.inputs:
        page.line(Text("读取", "Read") + f" {read.file}", "bold")
        for sheet in read.sheets:
            page.line("  " + sheet_words(sheet))
            for remark in remarks(sheet):
                page.line("    " + remark)
        if unread := unread_words(read):
            page.line("  " + unread, "yellow")


def _outcomes(page: Page, checked: Checked) -> None:
    counts = outcome_counts(checked)
    page.line()
    rules = Text(f"，用 {counts['rules']} 条规则检查了 ", f", {counted(counts['rules'], 'rule')} checked ")
    page.line(day_words(checked.as_of, checked.region) + rules + said_rows(checked), "bold")
    waived = NO_WORDS
    if counts["waived"]:
        waived = Text(f"（其中豁免 {counts['waived']:,} 个问题）", f" ({counted(counts['waived'], 'finding')} waived)")
    total = sum(counts[name] for name in ("pass", "fail", "unknown", "not_applicable"))
    outcome = Text(
        f"核查 {total:,} 项次：通过 {counts['pass']:,}、不通过 {counts['fail']:,}{waived.zh}、"
        f"无法判断 {counts['unknown']:,}、不适用 {counts['not_applicable']:,}。",
        f"pass {counted(counts['pass'], 'row')}, fail {counted(counts['fail'], 'row')}{waived.en}, "
        f"unknown {counted(counts['unknown'], 'row')}, not applicable {counted(counts['not_applicable'], 'row')}. ",
    )
    page.line(outcome + HOW_COUNTED)
    if answers := said_answers(checked):
        page.line(answers)
    for note in notes_of(checked):
        page.line(note)
    for said in undecided_words(checked):
        page.line(said, "yellow")
    verdict, mark = said_verdict(checked)
    page.line(verdict, _VERDICT_STYLES[mark])


# What the four outcomes count, beside the number of findings, which is another.
HOW_COUNTED = Text(
    "项次：每条规则核查一行计一项次；一行中可有几个问题。", "A row counts once for each rule and may hold several findings."
)


def notes_of(checked: Checked) -> list[Text]:
    """What the findings are to be read with; numbers of persons in it are masked."""
    return [scrubbed_words(note) for note in checked.notes]


def said_answers(checked: Checked) -> Text | None:
    """That failures of some rules are answers and no findings, as a listed household is expected to fail one; None where there is none."""
    answers = [count for count in checked.rules if not count.finds and count.failed]
    if not (total := sum(count.failed for count in answers)):
        return None
    return Text(
        f"不通过中有 {total:,} 项次是逐项标准的回答（{{numbers}}），不是问题：在册户本应有一项不达标。",
        f"Of the failures {total:,} are answers of a criterion ({{numbers}}) and no findings: a listed household is to fail one.",
    ).filled({"numbers": listed([count.card.id for count in answers], None)})


def said_rows(checked: Checked) -> Text:
    """What was checked: 户信息 1,727 行、人口信息 4,869 行. Empty tables are not named."""
    filled = [(table_words(table) + " ", rows) for table, rows in checked.rows.items() if rows]
    return ITEMS.join(table + Text(f"{rows:,} 行", counted(rows, "row")) for table, rows in filled) or Text("0 行", "0 rows")


def said_verdict(checked: Checked) -> tuple[Text, str]:
    """The sentence that a busy person looks for: how many problems, or that there are none; and what it comes to: the severity of
    the worst, else nothing, unknown, clean."""
    counts = outcome_counts(checked)
    if not counts["rules"] or not sum(checked.rows.values()):
        # A check of nothing must not look clean.
        return Text("什么也没有检查", "Nothing was checked"), "nothing"
    open_findings = [finding for finding in checked.findings if not finding.waived]
    unknown = counts["unknown"]
    if not open_findings:
        clean = Text("没有发现问题", "No errors found")
        said = Text("没有未豁免的问题", "No findings that are not waived") if checked.findings else clean
        if not unknown:
            return said, "clean"
        return said + Text(f"；有 {unknown:,} 项无法判断", f"; {counted(unknown, 'check')} could not be decided"), "unknown"
    by_severity = [
        (severity, sum(finding.card.severity is severity for finding in open_findings))
        for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTICE)
    ]
    parts = COMMA.join(severity.words + f" {count:,}" for severity, count in by_severity if count)
    found = Text(f"发现 {len(open_findings):,} 个问题：", f"{counted(len(open_findings), 'finding')}: ")
    return found + parts, next(severity for severity, count in by_severity if count).value


def _unknown_for_all(count: RuleCount) -> bool:
    return bool(count.unknown) and not count.passed and not count.failed


def _not_asked(count: RuleCount) -> bool:
    if count.card.scope == Scope.HOUSEHOLD_ROWS:  # what only a flat list can get wrong
        return False
    return not (count.passed or count.failed or count.unknown or count.not_applicable)


def undecided_words(checked: Checked) -> Iterator[Text]:
    """Which rules could not be decided for any row, and why, and which were not asked."""
    yield from _unknown_words([count for count in checked.rules if _unknown_for_all(count)])
    if not_asked := [count.card.id for count in checked.rules if _not_asked(count)]:
        # Said once, and not as if rows had been looked at: the table these rules speak of is not in the files.
        yield Text("没有相应的表，未检查：", "not asked, as their tables are not in the files: ") + listed(not_asked, None)


def _unknown_words(counts: Sequence[RuleCount]) -> Iterator[Text]:
    """What could not be decided for any row: a few rules one by one, many of them together with the columns they lack."""
    lacking = [count for count in counts if count.why_unknown]
    together = lacking if len(lacking) > _ONE_BY_ONE else []
    if together:
        headings = list(dict.fromkeys(heading for count in together for heading in count.why_unknown))
        yield Text(
            "{rules} 条规则缺少表或列，全部行无法判断：{numbers}；缺少{headings}",
            "{rules} rules are unknown for all rows, as sheets or columns are missing: {numbers}; they need {headings}",
        ).filled(
            {
                "rules": len(together),
                "numbers": listed([count.card.id for count in together], None),
                "headings": lacking_words(headings),
            }
        )
    for count in counts:
        if count not in together:
            yield _why_unknown(count)


def _why_unknown(count: RuleCount) -> Text:
    rows = Text(f"：{count.unknown:,} 行全部无法判断", f": unknown for all {counted(count.unknown, 'row')}")
    said = f"{count.card.id} " + count.card.title + rows
    why = why_words(count.why_unknown, count.reasons)
    return said + COLON + SEMICOLON.join(why) if why else said


def _findings(page: Page, checked: Checked, lang: Lang, show_ids: bool, limit: int | None) -> None:
    findings = in_order(checked.findings)
    findings.sort(key=lambda finding: finding.waived is not None)  # stable: what is answered for comes last
    shown = findings if limit is None else findings[:limit]
    files = {read.file for read in checked.inputs}
    only_file = next(iter(files)) if len(files) == 1 else None
    columns = (
        Column(Text("户", "household"), most=0.2),
        Column(Text("位置", "where"), most=0.28),
        Column(Text("说明", "message"), share=1),
        Column(RULE_HEAD, whole=True),
    )
    page.table(columns, [_row(finding, lang, show_ids, only_file) for finding in shown])
    if len(shown) < len(findings):
        page.line()
        page.line(
            Text(
                f"显示 {len(shown):,} 条，共 {len(findings):,} 条；全部：--format xlsx --output 问题.xlsx",
                f"Showing {len(shown):,} of {len(findings):,}; all of them: --format xlsx --output findings.xlsx",
            ),
            "bold",
        )


def _row(finding: Finding, lang: Lang, show_ids: bool, only_file: str | None) -> tuple[str | Styled, ...]:
    card = finding.card
    who = [words.household(finding, show_ids), words.name(finding, show_ids)]
    said = words.message(finding, lang, show_ids)
    if finding.outcome is Outcome.UNKNOWN:
        said = Text("无法判断：", "cannot tell: ").of(lang) + said
    if "{" in card.mend.of(lang):
        said += Text("。", ". ").of(lang) + words.mend(finding, lang, show_ids)
    if finding.waived is not None:
        why = scrubbed(finding.waived, show_ids, finding.known)
        said += Text(f"（已豁免：{why}）", f" (waived: {why})").of(lang)
    return (
        " ".join(part for part in who if part) or (scrubbed(finding.village, show_ids, finding.known) if finding.village else ""),
        words.where(finding.place, lang, beside=only_file),
        said,
        Styled(card.id, "dim" if finding.waived is not None else _MARKS[card.severity.value]),
    )
