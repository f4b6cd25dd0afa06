"""Findings as rows: one table for CSV and for the workbook, household, where and message first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from puxi_cli.findings import Checked, Finding, Outcome
from puxi_cli.output.csv_table import write_csv
from puxi_cli.reports import words
from puxi_cli.reports.findings_json import in_order
from puxi_cli.reports.inputs import heading_of, heading_words
from puxi_cli.reports.masking import scrubbed
from puxi_cli.text.words import LANGUAGES, Lang, Text

if TYPE_CHECKING:
    import pandas as pd

_OUTCOMES = {Outcome.PASS: "通过", Outcome.FAIL: "不通过", Outcome.UNKNOWN: "无法判断", Outcome.NOT_APPLICABLE: "不适用"}


@dataclass(frozen=True, slots=True)
class FindingColumn:
    """A column of the list: its headings, what stands in it, how wide it is in a workbook (in cells of a letter)."""

    heading: Text
    of: Callable[[Finding, Lang, bool], Any]
    wide: int


def outcome_words(outcome: Outcome, lang: Lang) -> str:
    """The word for an outcome in the reader's language."""
    return Text(_OUTCOMES[outcome], outcome.value.replace("_", " ")).of(lang)


COLUMNS = (
    FindingColumn(heading_of("households", "household_id", "household"), lambda f, lang, show: words.household(f, show), 14),
    FindingColumn(heading_of("persons", "name"), lambda f, lang, show: words.name(f, show), 10),
    FindingColumn(
        heading_of("households", "village"), lambda f, lang, show: scrubbed(f.village, show, f.known) if f.village else None, 10
    ),
    FindingColumn(Text("文件", "file"), lambda f, lang, show: f.place.file, 16),
    FindingColumn(Text("工作表", "sheet"), lambda f, lang, show: f.place.sheet, 14),
    FindingColumn(Text("行", "row"), lambda f, lang, show: f.place.row, 7),
    FindingColumn(Text("列", "column"), lambda f, lang, show: heading_words(f.place.heading) if f.place.heading else None, 16),
    FindingColumn(Text("单元格", "cell"), lambda f, lang, show: f.place.cell, 9),
    FindingColumn(Text("说明", "message"), words.message, 60),
    FindingColumn(Text("怎么改", "how to mend"), words.mend, 40),
    FindingColumn(Text("级别", "severity"), lambda f, lang, show: f.card.severity.words.of(lang), 9),
    FindingColumn(Text("原值", "value"), lambda f, lang, show: words.value(f, show), 24),
    FindingColumn(Text("责任", "duty"), lambda f, lang, show: f.card.duty.words.of(lang), 8),
    FindingColumn(Text("规则", "rule"), lambda f, lang, show: f.card.id, 9),
    FindingColumn(Text("问题", "kind"), lambda f, lang, show: f.card.title.of(lang), 24),
    FindingColumn(Text("结果", "outcome"), lambda f, lang, show: outcome_words(f.outcome, lang), 10),
    FindingColumn(heading_of("persons", "person_id", "person"), lambda f, lang, show: words.person(f, show), 14),
    FindingColumn(Text("依据", "source"), lambda f, lang, show: f.card.cite, 30),
    FindingColumn(
        Text("豁免", "waived"), lambda f, lang, show: None if f.waived is None else scrubbed(f.waived, show, f.known), 20
    ),
)

HEADS = tuple(tuple(column.heading.of(lang) for column in COLUMNS) for lang in LANGUAGES)


def findings_frame(checked: Checked, lang: Lang, show_ids: bool) -> pd.DataFrame:
    """All findings, one per row, in the order of every report; headings in the reader's language, `row` is whole or missing."""
    import pandas as pd

    findings = in_order(checked.findings)
    return pd.DataFrame(
        {
            column.heading.of(lang): pd.Series(
                [column.of(finding, lang, show_ids) for finding in findings],
                dtype="Int64" if column.heading.en == "row" else "object",
            )
            for column in COLUMNS
        }
    )


def write_findings_csv(checked: Checked, stream: BinaryIO, lang: Lang, *, show_ids: bool = False) -> None:
    """All findings as CSV: UTF-8 with BOM, so that a spreadsheet shows Chinese; text never becomes a formula."""
    write_csv(findings_frame(checked, lang, show_ids), stream)
