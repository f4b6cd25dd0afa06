"""Findings as a workbook: 汇总 (what was read, outcomes, kinds), 结论 (verdicts), 问题 (a row per finding), 规则 (four outcomes)."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, BinaryIO

from puxi_cli import __version__
from puxi_cli.findings import Checked, Finding, Severity
from puxi_cli.output.book import Book, SheetWriter, report_book
from puxi_cli.output.cells import COUNT, HEADING, WRAPPED, Look
from puxi_cli.output.document import Table, day_words
from puxi_cli.records.place import Place
from puxi_cli.reports.findings_csv import COLUMNS, findings_frame
from puxi_cli.reports.findings_json import in_order, outcome_counts
from puxi_cli.reports.findings_tables import (
    ALL_OF_RULES,
    INPUTS,
    KIND_COUNT,
    KIND_LEVEL,
    KIND_MEND,
    KIND_RULE,
    KIND_TITLE,
    OUTCOMES,
    kinds_of,
    mend_of,
    sheets_of,
)
from puxi_cli.reports.findings_text import HOW_COUNTED, notes_of, said_answers, said_rows, said_verdict
from puxi_cli.reports.masking import scrubbed
from puxi_cli.reports.verdicts_xlsx import add_verdicts, verdict_counts
from puxi_cli.text.counting import counted
from puxi_cli.text.words import COLON, COMMA, Lang, Text

_FILLS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.NOTICE: "DDEBF7"}
_TITLE = Look(bold=True, size=14)
_BOLD_LINE = Look(bold=True, wrapped=True)
_SUMMARY_WIDTHS = (22, 14, 32, 10, 70)
_ROW_NUMBER = Look(number="0")


def write_findings_xlsx(checked: Checked, stream: BinaryIO, lang: Lang, *, show_ids: bool = False) -> None:
    """All findings as a workbook; every text stays text."""
    with report_book(stream, lang) as book:
        _summary(book, checked)
        if checked.verdicts:
            add_verdicts(book, checked, show_ids)
        _findings(book, checked, lang, show_ids)
        _rules(book, checked)


def write_village_findings_xlsx(checked: Checked, village: str, stream: BinaryIO, lang: Lang, *, show_ids: bool = False) -> None:
    """The findings of one village as a workbook for who answers for it; the rules with their outcomes are in the town's.

    It leaves the office: of the register's file its name is told, not where it stands.
    """
    here = dataclasses.replace(
        checked,
        findings=tuple(_by_name(f) for f in checked.findings if f.village == village),
        verdicts=tuple(v for v in checked.verdicts if v.village == village),
    )
    with report_book(stream, lang) as book:
        sheet = SheetWriter(book, Text("汇总", "Summary"), _SUMMARY_WIDTHS)
        sheet.row([scrubbed(village, show_ids)], _TITLE)
        sheet.row([day_words(checked.as_of, checked.region) + COMMA + f"puxi {__version__}"])
        open_ones = any(not finding.waived for finding in here.findings)
        none = Text("没有发现本村的问题", "Nothing was found in this village")
        sheet.across(said_verdict(here)[0] if open_ones else none, _BOLD_LINE)
        _counted(sheet, here)
        sheet.across(
            Text(
                "这里只列本村的问题；各条规则查了多少行、四种结果各多少，见全镇的工作簿。",
                "Only what concerns this village; how many rows each rule looked at, with its four outcomes, stands in the town's workbook.",
            )
        )
        sheet.row([])
        _kinds(sheet, here)
        if here.verdicts:
            add_verdicts(book, here, show_ids)
        _findings(book, here, lang, show_ids)


def _by_name(finding: Finding) -> Finding:
    """A finding whose places, its own and those that its sentence names, are in files without their folders."""

    def named(item: Any) -> Any:
        if isinstance(item, Place):
            return dataclasses.replace(item, file=Path(item.file).name)
        return [named(one) for one in item] if isinstance(item, list) else item

    return dataclasses.replace(
        finding, place=named(finding.place), values={name: named(item) for name, item in finding.values.items()}
    )


def _summary(book: Book, checked: Checked) -> None:
    sheet = SheetWriter(book, Text("汇总", "Summary"), _SUMMARY_WIDTHS)
    sheet.row([f"puxi {__version__} {checked.command}"], _TITLE)
    sheet.row([day_words(checked.as_of, checked.region) + Text("，检查了 ", ", checked: ") + said_rows(checked)])
    sheet.across(said_verdict(checked)[0], _BOLD_LINE)
    _counted(sheet, checked)
    sheet.row([])
    sheet.headings(INPUTS)
    for read in checked.inputs:
        sheet.rows(INPUTS, sheets_of(read))
        for name in read.unread:
            sheet.row([read.file, name or None, Text("未识别，未读", "not understood, not read")], WRAPPED)
    sheet.row([])
    counts = outcome_counts(checked)
    rules = counts["rules"]
    sheet.across(Text(f"用了 {rules} 条规则。", f"{counted(rules, 'rule')} used. ") + HOW_COUNTED)
    sheet.row([Text("结果", "outcome"), Text("项次", "rows")], HEADING)
    for name in ("pass", "fail", "waived", "unknown", "not_applicable"):
        sheet.row([OUTCOMES.get(name, Text("　其中豁免", "  of them waived")), counts[name]], (Look(), COUNT))
    if answers := said_answers(checked):
        sheet.across(answers)
    for note in notes_of(checked):
        sheet.across(note)
    sheet.row([])
    _kinds(sheet, checked)


def _counted(sheet: SheetWriter, checked: Checked) -> None:
    """How many verdicts there are of which kind, where the sheet of verdicts tells only those against somebody."""
    for what, counts in verdict_counts(checked.verdicts) if checked.command == "export" else ():
        sheet.across(what + COLON + counts)


def _kinds(sheet: SheetWriter, checked: Checked) -> None:
    columns = (KIND_RULE, KIND_LEVEL, KIND_TITLE, KIND_COUNT, KIND_MEND)
    sheet.headings(columns)
    in_sheet = Text("逐条见“问题”表", "see each finding")
    for kind in kinds_of(checked.findings):
        looks = (Look(), Look(fill=_FILLS[kind.card.severity]), WRAPPED, COUNT, WRAPPED)
        sheet.row([*(column.value(kind) for column in columns[:-1]), mend_of(kind.card, in_sheet)], looks)


def _findings(book: Book, checked: Checked, lang: Lang, show_ids: bool) -> None:
    sheet = SheetWriter(book, Text("问题", "Findings"), [column.wide for column in COLUMNS], frozen=1)
    frame = findings_frame(checked, lang, show_ids)
    sheet.row(frame.columns, HEADING)
    looks = {
        severity: [
            {"row": _ROW_NUMBER, "severity": Look(wrapped=True, fill=_FILLS[severity]), "source": Look()}.get(
                column.heading.en, WRAPPED
            )
            for column in COLUMNS
        ]
        for severity in Severity
    }
    rows = frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None)
    for finding, values in zip(in_order(checked.findings), rows, strict=True):
        sheet.row(values, looks[finding.card.severity])
    sheet.filter(len(COLUMNS), len(frame))
    sheet.printed([column.heading.en for column in COLUMNS].index("severity") + 1, len(frame))


def _rules(book: Book, checked: Checked) -> None:
    sheet = SheetWriter(book, Text("规则", "Rules"), [column.wide for column in ALL_OF_RULES], frozen=1)
    sheet.table(Table("", ALL_OF_RULES, checked.rules), filtered=True)
