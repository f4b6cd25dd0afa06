"""What a checking command found, for a reader at a terminal.

First what was read and as what, then the four outcomes, then the kinds of finding with their counts, then the findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from puxi_cli.findings import Card, Checked, Finding, Lang, Outcome, RuleCount, Scope, Severity
from puxi_cli.reports import words
from puxi_cli.reports.findings_json import in_order, outcome_counts
from puxi_cli.reports.inputs import counted, listed, remarks, table_words, tables_of, unread_words
from puxi_cli.reports.lines import Column, Styled
from puxi_cli.reports.masking import scrubbed
from puxi_cli.reports.page import Page
from puxi_cli.reports.verdicts_text import write_verdicts
from puxi_cli.reports.words import lacking_words, why_words

ON_A_SCREEN = 50
_ONE_BY_ONE = 8  # rules without their columns that are told line by line

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}


@dataclass(frozen=True, slots=True)
class Kind:
    """All findings of one rule, or those of them that are told in other words (`Rule.otherwise`)."""

    card: Card
    count: int
    waived: int


def kinds_of(findings: Sequence[Finding]) -> list[Kind]:
    """The kinds of finding: those that block others first, then the heavier, then the more frequent."""
    counts: dict[Card, tuple[int, int]] = {}
    for finding in findings:
        count, waived = counts.get(finding.card, (0, 0))
        counts[finding.card] = (count + 1, waived + bool(finding.waived))
    kinds = [Kind(card, *entry) for card, entry in counts.items()]
    return sorted(
        kinds, key=lambda k: (not k.card.blocks, k.card.scope is not Scope.SHEET, -k.card.severity.weight, -k.count, k.card.id)
    )


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
    page = Page(stream, width=width, terminal=terminal)
    _what_was_read(page, checked, lang)
    _outcomes(page, checked, lang)
    if checked.verdicts or checked.prohibitions:
        page.line()
        write_verdicts(page, checked, lang, show_ids, limit)
    kinds = kinds_of(checked.findings)
    if not kinds:
        return
    page.line()
    _kinds(page, kinds, lang)
    page.line()
    _findings(page, checked, lang, show_ids, limit)


def _what_was_read(page: Page, checked: Checked, lang: Lang) -> None:
    zh = lang == "zh"
    for read in checked.inputs:
        page.line(f"{'读取' if zh else 'Read'} {read.file}", "bold")
        for sheet in read.sheets:
            rows = f"{sheet.rows:,} 行" if zh else counted(sheet.rows, "row")
            page.line(f"  {sheet.sheet} → {tables_of(sheet, lang)}{'，' if zh else ', '}{rows}")
            for remark in remarks(sheet, lang):
                page.line(f"    {remark}")
        if unread := unread_words(read, lang):
            page.line(f"  {unread}", "yellow")


def _outcomes(page: Page, checked: Checked, lang: Lang) -> None:
    zh = lang == "zh"
    counts = outcome_counts(checked)
    rows = said_rows(checked, lang)
    region = f"，区划 {checked.region}" if zh and checked.region else f", region {checked.region}" if checked.region else ""
    page.line()
    if zh:
        page.line(f"截至 {checked.as_of}{region}，用 {counts['rules']} 条规则检查了 {rows}", "bold")
        total = sum(counts[name] for name in ("pass", "fail", "unknown", "not_applicable"))
        waived = f"（其中豁免 {counts['waived']:,} 个问题）" if counts["waived"] else ""
        outcome = (
            f"核查 {total:,} 项次：通过 {counts['pass']:,}、不通过 {counts['fail']:,}{waived}、"
            f"无法判断 {counts['unknown']:,}、不适用 {counts['not_applicable']:,}。"
        )
    else:
        page.line(f"As of {checked.as_of}{region}, {counted(counts['rules'], 'rule')} checked {rows}", "bold")
        waived = f" ({counted(counts['waived'], 'finding')} waived)" if counts["waived"] else ""
        outcome = (
            f"pass {counted(counts['pass'], 'row')}, fail {counted(counts['fail'], 'row')}{waived}, "
            f"unknown {counted(counts['unknown'], 'row')}, not applicable {counted(counts['not_applicable'], 'row')}. "
        )
    page.line(outcome + how_counted(lang))
    if answers := said_answers(checked, lang):
        page.line(answers)
    for zh_note, en_note in checked.notes:
        page.line(scrubbed(zh_note if zh else en_note, False))
    for said in undecided_words(checked, lang):
        page.line(said, "yellow")
    verdict, style = said_verdict(checked, lang)
    page.line(verdict, style)


def how_counted(lang: Lang) -> str:
    """What the four outcomes count, beside the number of findings, which is another."""
    if lang == "zh":
        return "项次：每条规则核查一行计一项次；一行中可有几个问题。"
    return "A row counts once for each rule and may hold several findings."


def said_answers(checked: Checked, lang: Lang) -> str:
    """That failures of some rules are answers and no findings, as a listed household is expected to fail one; empty where there is none."""
    answers = [count for count in checked.rules if not count.finds and count.failed]
    total, numbers = sum(count.failed for count in answers), listed([count.card.id for count in answers], lang, None)
    if not total:
        return ""
    if lang == "zh":
        return f"不通过中有 {total:,} 项次是逐项标准的回答（{numbers}），不是问题：在册户本应有一项不达标。"
    return f"Of the failures {total:,} are answers of a criterion ({numbers}) and no findings: a listed household is to fail one."


def said_rows(checked: Checked, lang: Lang) -> str:
    """What was checked: 户信息 1,727 行、人口信息 4,869 行. Empty tables are not named."""
    filled = {table_words(table, lang): rows for table, rows in checked.rows.items() if rows}
    if lang == "zh":
        return "、".join(f"{table} {rows:,} 行" for table, rows in filled.items()) or "0 行"
    return ", ".join(f"{table} {counted(rows, 'row')}" for table, rows in filled.items()) or "0 rows"


def said_verdict(checked: Checked, lang: Lang) -> tuple[str, str]:
    """The sentence that a busy person looks for, and its style: how many problems, or that there are none."""
    zh = lang == "zh"
    counts = outcome_counts(checked)
    if not counts["rules"] or not sum(checked.rows.values()):
        # A check of nothing must not look clean.
        return ("什么也没有检查" if zh else "Nothing was checked"), "bold red"
    open_findings = [finding for finding in checked.findings if not finding.waived]
    unknown = counts["unknown"]
    if not open_findings:
        waived = len(checked.findings)
        if zh:
            said = ("没有未豁免的问题" if waived else "没有发现问题") + (f"；有 {unknown:,} 项无法判断" if unknown else "")
        else:
            said = ("No findings that are not waived" if waived else "No errors found") + (
                f"; {counted(unknown, 'check')} could not be decided" if unknown else ""
            )
        return said, "bold yellow" if unknown else "bold green"
    by_severity = [
        (severity, sum(finding.card.severity is severity for finding in open_findings))
        for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTICE)
    ]
    if zh:
        parts = "，".join(f"{severity.words(lang)} {count:,}" for severity, count in by_severity if count)
        said = f"发现 {len(open_findings):,} 个问题：{parts}"
    else:
        parts = ", ".join(f"{severity.words(lang)} {count:,}" for severity, count in by_severity if count)
        said = f"{counted(len(open_findings), 'finding')}: {parts}"
    return said, _STYLES[next(severity for severity, count in by_severity if count)]


def _unknown_for_all(count: RuleCount) -> bool:
    return bool(count.unknown) and not count.passed and not count.failed


def _not_asked(count: RuleCount) -> bool:
    if count.card.scope is Scope.HOUSEHOLD_ROWS:  # what only a flat list can get wrong
        return False
    return not (count.passed or count.failed or count.unknown or count.not_applicable)


def undecided_words(checked: Checked, lang: Lang) -> Iterator[str]:
    """Which rules could not be decided for any row, and why, and which were not asked."""
    yield from _unknown_words([count for count in checked.rules if _unknown_for_all(count)], lang)
    if not_asked := [count.card.id for count in checked.rules if _not_asked(count)]:
        # Said once, and not as if rows had been looked at: the table these rules speak of is not in the files.
        numbers = listed(not_asked, lang, None)
        yield (
            f"没有相应的表，未检查：{numbers}" if lang == "zh" else f"not asked, as their tables are not in the files: {numbers}"
        )


def _unknown_words(counts: Sequence[RuleCount], lang: Lang) -> Iterator[str]:
    """What could not be decided for any row: a few rules one by one, many of them together with the columns they lack."""
    lacking = [count for count in counts if count.why_unknown]
    together = lacking if len(lacking) > _ONE_BY_ONE else []
    if together:
        numbers = listed([count.card.id for count in together], lang, None)
        headings = lacking_words(list(dict.fromkeys(heading for count in together for heading in count.why_unknown)), lang)
        yield (
            f"{len(together)} 条规则缺少表或列，全部行无法判断：{numbers}；缺少{headings}" if lang == "zh"
            else f"{len(together)} rules are unknown for all rows, as sheets or columns are missing: {numbers}; they need {headings}"
        )  # fmt: skip
    for count in counts:
        if count not in together:
            yield _why_unknown(count, lang)


def _why_unknown(count: RuleCount, lang: Lang) -> str:
    title, zh = count.card.title(lang), lang == "zh"
    why = why_words(count.why_unknown, [pair[not zh] for pair in count.reasons], lang)
    if zh:
        return f"{count.card.id} {title}：{count.unknown:,} 行全部无法判断" + (f"：{'；'.join(why)}" if why else "")
    return f"{count.card.id} {title}: unknown for all {counted(count.unknown, 'row')}" + (f": {'; '.join(why)}" if why else "")


def _kinds(page: Page, kinds: list[Kind], lang: Lang) -> None:
    zh = lang == "zh"
    columns = (
        Column("数量" if zh else "count", right=True, whole=True),
        Column("级别" if zh else "level", whole=True),
        Column("问题" if zh else "kind", share=2),
        Column("怎么改" if zh else "how to mend", share=3),
        Column("规则" if zh else "rule", whole=True),
    )
    rows = []
    for kind in kinds:
        waived = (f"（豁免 {kind.waived:,}）" if zh else f" ({kind.waived:,} waived)") if kind.waived else ""
        mend = kind.card.mend_zh if zh else kind.card.mend_en
        rows.append((
            f"{kind.count:,}",
            Styled(kind.card.severity.words(lang), _STYLES[kind.card.severity]),
            kind.card.title(lang) + waived,
            ("见每一条" if zh else "see each finding") if "{" in mend else mend,
            kind.card.id,
        ))  # fmt: skip
    page.table(columns, rows)


def _findings(page: Page, checked: Checked, lang: Lang, show_ids: bool, limit: int | None) -> None:
    zh = lang == "zh"
    findings = in_order(checked.findings)
    findings.sort(key=lambda finding: finding.waived is not None)  # stable: what is answered for comes last
    shown = findings if limit is None else findings[:limit]
    files = {read.file for read in checked.inputs}
    only_file = next(iter(files)) if len(files) == 1 else None
    columns = (
        Column("户" if zh else "household", most=0.2),
        Column("位置" if zh else "where", most=0.28),
        Column("说明" if zh else "message", share=1),
        Column("规则" if zh else "rule", whole=True),
    )
    page.table(columns, [_row(finding, lang, show_ids, only_file) for finding in shown])
    if len(shown) < len(findings):
        page.line()
        page.line(
            f"显示 {len(shown):,} 条，共 {len(findings):,} 条；全部：--format xlsx --output 问题.xlsx" if zh
            else f"Showing {len(shown):,} of {len(findings):,}; all of them: --format xlsx --output findings.xlsx",
            "bold",
        )  # fmt: skip


def _row(finding: Finding, lang: Lang, show_ids: bool, only_file: str | None) -> tuple[str | Styled, ...]:
    zh = lang == "zh"
    card = finding.card
    who = [words.household(finding, show_ids), words.name(finding, show_ids)]
    said = words.message(finding, lang, show_ids)
    if finding.outcome is Outcome.UNKNOWN:
        said = ("无法判断：" if zh else "cannot tell: ") + said
    if "{" in (card.mend_zh if zh else card.mend_en):
        said += ("。" if zh else ". ") + words.mend(finding, lang, show_ids)
    if finding.waived is not None:
        why = scrubbed(finding.waived, show_ids, finding.known)
        said += f"（已豁免：{why}）" if zh else f" (waived: {why})"
    return (
        " ".join(part for part in who if part) or (scrubbed(finding.village, show_ids, finding.known) if finding.village else ""),
        words.where(finding.place, lang, beside=only_file),
        said,
        Styled(card.id, "dim" if finding.waived is not None else _STYLES[card.severity]),
    )
