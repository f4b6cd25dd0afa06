"""Findings as a workbook: 汇总 (what was read, outcomes, kinds), 结论 (verdicts), 问题 (a row per finding), 规则 (four outcomes)."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, BinaryIO

from puxi_cli import __version__
from puxi_cli.findings import Checked, Finding, Severity
from puxi_cli.output.book import Book, SheetWriter, report_book
from puxi_cli.output.cells import COUNT, HEADING, WRAPPED, Look
from puxi_cli.records.place import Place
from puxi_cli.reports.findings_csv import COLUMNS, findings_frame
from puxi_cli.reports.findings_json import in_order, outcome_counts
from puxi_cli.reports.findings_text import how_counted, kinds_of, said_answers, said_rows, said_verdict
from puxi_cli.reports.inputs import remarks, tables_of
from puxi_cli.reports.masking import scrubbed
from puxi_cli.reports.verdicts_xlsx import add_verdicts, verdict_counts
from puxi_cli.reports.words import why_words
from puxi_cli.text.counting import counted
from puxi_cli.text.words import SEMICOLON, Lang, Text, each_of

_FILLS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.NOTICE: "DDEBF7"}
_TITLE = Look(bold=True, size=14)
_BOLD_LINE = Look(bold=True, wrapped=True)
_SUMMARY_WIDTHS = (22, 14, 32, 10, 70)
_ROW_NUMBER = Look(number="0")


def write_findings_xlsx(checked: Checked, stream: BinaryIO, lang: Lang, *, show_ids: bool = False) -> None:
    """All findings as a workbook; every text stays text."""
    with report_book(stream, lang) as book:
        _summary(book, checked, lang)
        if checked.verdicts:
            add_verdicts(book, checked, lang, show_ids)
        _findings(book, checked, lang, show_ids)
        _rules(book, checked, lang)


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
        region = "" if not checked.region else Text(f"，区划 {checked.region}", f", region {checked.region}").of(lang)
        sheet.row(
            [Text(f"截至 {checked.as_of}{region}，puxi {__version__}", f"As of {checked.as_of}{region}, puxi {__version__}")]
        )
        open_ones = any(not finding.waived for finding in here.findings)
        none = Text("没有发现本村的问题", "Nothing was found in this village").of(lang)
        sheet.across(said_verdict(here, lang)[0] if open_ones else none, _BOLD_LINE)
        _counted(sheet, here, lang)
        sheet.across(
            Text(
                "这里只列本村的问题；各条规则查了多少行、四种结果各多少，见全镇的工作簿。",
                "Only what concerns this village; how many rows each rule looked at, with its four outcomes, stands in the town's workbook.",
            )
        )
        sheet.row([])
        _kinds(sheet, here, lang)
        if here.verdicts:
            add_verdicts(book, here, lang, show_ids)
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


def _summary(book: Book, checked: Checked, lang: Lang) -> None:
    sheet = SheetWriter(book, Text("汇总", "Summary"), _SUMMARY_WIDTHS)
    sheet.row([f"puxi {__version__} {checked.command}"], _TITLE)
    region = "" if not checked.region else Text(f"，区划 {checked.region}", f", region {checked.region}").of(lang)
    sheet.row(
        [
            Text(
                f"截至 {checked.as_of}{region}，检查了 {said_rows(checked, lang)}",
                f"As of {checked.as_of}{region}, checked: {said_rows(checked, lang)}",
            )
        ]
    )
    sheet.across(said_verdict(checked, lang)[0], _BOLD_LINE)
    _counted(sheet, checked, lang)
    sheet.row([])
    sheet.row(
        [
            *each_of(
                (
                    Text("文件", "file"),
                    Text("工作表", "sheet"),
                    Text("读作", "read as"),
                    Text("行数", "rows"),
                    Text("说明", "remarks"),
                ),
                lang,
            )
        ],
        HEADING,
    )
    for read in checked.inputs:
        for one in read.sheets:
            said = SEMICOLON.join(remarks(one))
            sheet.row(
                [read.file, one.sheet, tables_of(one).of(lang), one.rows, said], (WRAPPED, WRAPPED, WRAPPED, COUNT, WRAPPED)
            )
        for name in read.unread:
            sheet.row([read.file, name or None, Text("未识别，未读", "not understood, not read")], WRAPPED)
    sheet.row([])
    counts = outcome_counts(checked)
    rules = counts["rules"]
    sheet.across(Text(f"用了 {rules} 条规则。{how_counted(lang)}", f"{counted(rules, 'rule')} used. {how_counted(lang)}"))
    sheet.row([*each_of((Text("结果", "outcome"), Text("项次", "rows")), lang)], HEADING)
    outcomes = {
        "pass": Text("通过", "pass"),
        "fail": Text("不通过", "fail"),
        "waived": Text("　其中豁免", "  of them waived"),
        "unknown": Text("无法判断", "unknown"),
        "not_applicable": Text("不适用", "not applicable"),
    }
    for name, words in outcomes.items():
        sheet.row([words, counts[name]], (Look(), COUNT))
    if answers := said_answers(checked, lang):
        sheet.across(answers)
    for note in checked.notes:
        sheet.across(scrubbed(note.of(lang), False))
    sheet.row([])
    _kinds(sheet, checked, lang)


def _counted(sheet: SheetWriter, checked: Checked, lang: Lang) -> None:
    """How many verdicts there are of which kind, where the sheet of verdicts tells only those against somebody."""
    for what, counts in verdict_counts(checked.verdicts, lang) if checked.command == "export" else ():
        sheet.across(f"{what}{Text('：', ': ').of(lang)}{counts}")


def _kinds(sheet: SheetWriter, checked: Checked, lang: Lang) -> None:
    sheet.row(
        [
            *each_of(
                (
                    Text("规则", "rule"),
                    Text("级别", "level"),
                    Text("问题", "kind"),
                    Text("数量", "count"),
                    Text("怎么改", "how to mend"),
                ),
                lang,
            )
        ],
        HEADING,
    )
    for kind in kinds_of(checked.findings):
        card = kind.card
        mend = card.mend.of(lang)
        said = Text("逐条见“问题”表", "see each finding").of(lang) if "{" in mend else mend
        looks = (Look(), Look(fill=_FILLS[card.severity]), WRAPPED, COUNT, WRAPPED)
        sheet.row([card.id, card.severity.words, card.title, kind.count, said], looks)


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


def _rules(book: Book, checked: Checked, lang: Lang) -> None:
    sheet = SheetWriter(book, Text("规则", "Rules"), (10, 34, 9, 10, 10, 10, 12, 10, 40, 40), frozen=1)
    sheet.row(
        [
            *each_of(
                (
                    Text("规则", "rule"),
                    Text("名称", "title"),
                    Text("级别", "level"),
                    Text("通过", "pass"),
                    Text("不通过", "fail"),
                    Text("无法判断", "unknown"),
                    Text("不适用", "not applicable"),
                    Text("其中豁免", "waived"),
                    Text("为何无法判断", "why unknown"),
                    Text("依据", "source"),
                ),
                lang,
            )
        ],
        HEADING,
    )
    looks = (Look(), WRAPPED, Look(), COUNT, COUNT, COUNT, COUNT, COUNT, WRAPPED, Look())  # a source is not folded: rows stay low
    for count in checked.rules:
        card = count.card
        why = why_words(count.why_unknown, [pair.of(lang) for pair in count.reasons], lang)
        sheet.row(
            [
                card.id,
                card.title,
                card.severity.words,
                count.passed,
                count.failed,
                count.unknown,
                count.not_applicable,
                count.waived,
                SEMICOLON.of(lang).join(why),
                card.cite,
            ],
            looks,
        )
    sheet.filter(10, len(checked.rules))
