"""What the sentence of a refused cell adds: what was probably meant, what a number looks like, how a date was stored."""

from __future__ import annotations

import re
from collections.abc import Mapping

from puxi_cli.records import identity
from puxi_cli.records.dates import PartialDate
from puxi_cli.records.fields import Record, fields_of
from puxi_cli.records.kinds import IdentityNumber, Kind
from puxi_cli.records.text import undressed
from puxi_cli.sheets.assignment import MADE, Match
from puxi_cli.text.words import NO_WORDS, Text

_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")  # a day as Excel counts it
# Why a row has no household number where puxi forms the households itself.
_NO_HEAD = Text(
    "：表中没有这一列，按户主分户，而这一行看不出户主，无法判断是哪一户",
    ": the sheet has no such column and its households are formed by their heads; the head of this row cannot be told, nor whose it is",
)
_STORED = Text("（存成了数值，可能是日期格式丢失）", " (a figure, as a date whose format was lost)")


def hints(match: Match, model: type[Record], text: str | None, code: str, meant: str | None) -> Mapping[str, Text]:
    """The braces of such sentences, empty where there is nothing to add."""
    kind = match.cell.kind
    serial = isinstance(kind, PartialDate) and text and _SERIAL.fullmatch(undressed(text))
    return {
        "meant": _meant(kind, text, code, meant),
        "looks": _looks(kind, model, text),
        "made": _NO_HEAD if match.how == MADE else NO_WORDS,
        "stored": _STORED if serial else NO_WORDS,
    }


def _meant(kind: Kind, text: str | None, code: str, meant: str | None) -> Text:
    if code == "date_ambiguous" and text:
        year = undressed(text)[:4]
        return Text(
            f"；是 {year} 年 1 月，还是 10 月（存成数值会丢掉末尾的 0）？",
            f"; January of {year}, or October whose 0 was lost as a number?",
        )
    if meant is None:
        return NO_WORDS
    if isinstance(kind, IdentityNumber):  # the number itself is somebody's
        return Text("；第 18 位是否为字母 X？", "; is the 18th the letter X?")
    return Text(f"；是否为“{meant}”？", f"; is it {meant}?")


def _looks(kind: Kind, model: type[Record], text: str | None) -> Text:
    """What paper a number looks like that is none of an identity card, where the column says nothing of it."""
    if not isinstance(kind, IdentityNumber) or not text or (paper := identity.looks_like(undressed(text).upper())) is None:
        return NO_WORDS
    where = fields_of(model)[kind.paper].heading if kind.paper else ""
    ask = Text(f"，如是请在“{where}”列注明", f"; if it is, say so under {where}") if where else NO_WORDS
    return Text(f"；像是{paper}的号码{ask[0]}", f"; it looks like the number of {paper}{ask[1]}")
