"""The tables of what a checking command found: kinds of finding, the four outcomes of every rule, what was read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from puxi_cli.findings import Card, Finding, InputRead, RuleCount
from puxi_cli.output.document import COUNT, PROSE, Column
from puxi_cli.output.lines import Marked
from puxi_cli.records.scope import Scope
from puxi_cli.reports.inputs import remarks, tables_of
from puxi_cli.reports.words import why_words
from puxi_cli.text.words import SEMICOLON, Text

OUTCOMES = {
    "pass": Text("通过", "pass"),
    "fail": Text("不通过", "fail"),
    "unknown": Text("无法判断", "unknown"),
    "not_applicable": Text("不适用", "not applicable"),
}
RULE_HEAD, LEVEL_HEAD = Text("规则", "rule"), Text("级别", "level")
SEE_EACH = Text("见每一条", "see each finding")


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
        kinds, key=lambda k: (not k.card.blocks, k.card.scope != Scope.SHEET, -k.card.severity.weight, -k.count, k.card.id)
    )


def mend_of(card: Card, elsewhere: Text = SEE_EACH) -> Text:
    """How a kind is put right, or where that stands, if it differs from finding to finding."""
    return Text(*(there if "{" in said else said for there, said in zip(elsewhere, card.mend, strict=True)))


def _titled(kind: Kind) -> Text:
    waived = Text(f"（豁免 {kind.waived:,}）", f" ({kind.waived:,} waived)")
    return kind.card.title + waived if kind.waived else kind.card.title


KIND_COUNT: Column[Kind] = Column(Text("数量", "count"), lambda kind: kind.count, COUNT)
KIND_LEVEL: Column[Kind] = Column(
    LEVEL_HEAD,
    lambda kind: kind.card.severity.words,
    human=lambda kind: Marked(kind.card.severity.words, kind.card.severity.value),
)
KIND_TITLE: Column[Kind] = Column(Text("问题", "kind"), lambda kind: kind.card.title, PROSE, _titled)
KIND_MEND: Column[Kind] = Column(Text("怎么改", "how to mend"), lambda kind: mend_of(kind.card), PROSE)
KIND_RULE: Column[Kind] = Column(RULE_HEAD, lambda kind: kind.card.id)
KIND_DUTY: Column[Kind] = Column(Text("责任", "duty"), lambda kind: kind.card.duty.words)


def _outcome(name: str, value: Callable[[RuleCount], int], *, marked: bool = False) -> Column[RuleCount]:
    def human(count: RuleCount) -> Marked:
        return Marked(COUNT.human(value(count)), name if marked and value(count) else "")

    return Column(OUTCOMES[name], value, COUNT, human, 12 if name == "not_applicable" else 10)


_OUTCOME_COLUMNS: tuple[Column[RuleCount], ...] = (
    _outcome("pass", lambda count: count.passed),
    _outcome("fail", lambda count: count.failed, marked=True),
    _outcome("unknown", lambda count: count.unknown, marked=True),
    _outcome("not_applicable", lambda count: count.not_applicable),
)
_RULE: Column[RuleCount] = Column(RULE_HEAD, lambda count: count.card.id, wide=10)
_TITLE: Column[RuleCount] = Column(Text("名称", "title"), lambda count: count.card.title, PROSE, wide=34)
_WAIVED: Column[RuleCount] = Column(Text("其中豁免", "of them waived"), lambda count: count.waived, COUNT, wide=10)
RULES = (_RULE, _TITLE, *_OUTCOME_COLUMNS, _WAIVED)
ALL_OF_RULES: tuple[Column[RuleCount], ...] = (
    _RULE,
    _TITLE,
    Column(LEVEL_HEAD, lambda count: count.card.severity.words, wide=9),
    *_OUTCOME_COLUMNS,
    replace(_WAIVED, title=Text("其中豁免", "waived")),
    Column(
        Text("为何无法判断", "why unknown"),
        lambda count: SEMICOLON.join(why_words(count.why_unknown, count.reasons)),
        PROSE,
        wide=40,
    ),
    Column(Text("依据", "source"), lambda count: count.card.cite, wide=40),  # a source is not folded: rows stay low
)


class ReadRow(NamedTuple):
    """A sheet and as what it was read; or what of a file was not."""

    file: str
    sheet: str = ""
    read_as: Text | str = ""
    rows: int | None = None
    remarks: Text | None = None


INPUTS: tuple[Column[ReadRow], ...] = (
    Column(Text("文件", "file"), lambda row: row.file, PROSE),
    Column(Text("工作表", "sheet"), lambda row: row.sheet, PROSE),
    Column(Text("读作", "read as"), lambda row: row.read_as, PROSE),
    Column(Text("行数", "rows"), lambda row: row.rows, COUNT, lambda row: "" if row.rows is None else f"{row.rows:,}"),
    Column(Text("说明", "remarks"), lambda row: row.remarks, PROSE),
)


def sheets_of(read: InputRead) -> list[ReadRow]:
    """The sheets of a file that were read."""
    return [ReadRow(read.file, one.sheet, tables_of(one), one.rows, SEMICOLON.join(remarks(one))) for one in read.sheets]
