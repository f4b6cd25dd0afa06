"""Dates as exports write them: a day, a month or a year, as 201806, 2018年6月, 2018-06-30, 2018/6/30, a serial number of Excel."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from puxi_cli.records.kinds import CellFault, Dtype, Kind
from puxi_cli.records.text import undressed
from puxi_cli.text.words import Text

_EXCEL_EPOCH = date(1899, 12, 30)  # so that serials from 61 on (1 March 1900) are right; smaller ones name no birth here
_DAY = re.compile(
    r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?(?:T?(?<=[T日])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
)
_MONTH = re.compile(r"([0-9]{4})(?:(?:-|/)([0-9]{1,2})|年([0-9]{1,2})(?:月(?:份|[初底末])?)?|\.([0-9]{1,2}))")
_YEAR = re.compile(r"([0-9]{4})(?:年(?:度|[底末])?)?")
_WITHIN = re.compile(r"(?<![0-9])([0-9]{4})(?:年([0-9]{1,2})月(?:([0-9]{1,2})日)?|([-/.])([0-9]{1,2})\4([0-9]{1,2})(?![0-9]))")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])\s+(?=[0-9]+(:?))")


def _apart(blanks: re.Match[str]) -> str:
    """What a blank between two digits stands for: the time begins here, or the next part of a date; it may not just vanish."""
    return "T" if blanks[1] else "-"


def _partial_date(text: str) -> str:
    """YYYY, YYYY-MM or YYYY-MM-DD from any form seen in exports; raises `CellFault`."""
    plain = undressed(_BETWEEN_DIGITS.sub(_apart, unicodedata.normalize("NFKC", text))).upper()
    if re.fullmatch(r"[0-9]{8}", plain):
        return _checked(plain[:4], plain[4:6], plain[6:])
    if re.fullmatch(r"[0-9]{6}", plain):
        return _checked(plain[:4], plain[4:])
    if match := _YEAR.fullmatch(plain):
        if 1890 <= int(match[1]) <= 2100:
            return match[1]
        raise CellFault("date")  # rather a mistyped year than a serial number of before 1927
    if re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", plain):  # behind the point stands the time of day
        return _serial(int(plain[:5]))
    if match := _DAY.fullmatch(plain):
        return _checked(match[1], match[2], match[3])
    if match := _MONTH.fullmatch(plain):
        month = match[2] or match[3] or match[4]
        # 2018.1 is January as text and October as a number that lost its zero: nobody can tell.
        if match[4] == "1":
            raise CellFault("date_ambiguous")
        return _checked(match[1], month)
    raise CellFault("date")


def _checked(year: str, month: str, day: str | None = None) -> str:
    try:
        whole = date(int(year), int(month), int(day or "1"))
    except ValueError:
        raise CellFault("date") from None
    if not 1890 <= whole.year <= 2100:
        raise CellFault("date")
    return whole.isoformat() if day else whole.isoformat()[:7]


def _serial(days: int) -> str:
    if not 10000 <= days <= 73000:  # 1927-05-18 to 2099-11-11
        raise CellFault("date")
    return (_EXCEL_EPOCH + timedelta(days=days)).isoformat()


def days_within(text: str) -> tuple[list[date], str]:
    """The days that are written in a sentence, months by their last day, and the sentence without them."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = []
    for match in _WITHIN.finditer(plain):
        year, month, day = int(match[1]), int(match[2] or match[5]), match[3] or match[6]
        if 1 <= month <= 12 and 1 <= int(day or 1) <= (last := monthrange(year, month)[1]):
            found.append(date(year, month, int(day or last)))
    return found, _WITHIN.sub("", plain)


@dataclass(frozen=True)
class PartialDate(Kind):
    """A day, a month or a year, as far as it is known: YYYY-MM-DD, YYYY-MM or YYYY."""

    repeats: bool = True

    def read(self, text: str) -> str:
        return _partial_date(text)

    @property
    def allowed(self) -> Text:
        return Text(
            "年、年月或年月日，如 2018、201806、2018-06-30、2018年6月",
            "a year, a month or a day, as 2018, 201806, 2018-06-30, 2018年6月",
        )

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}

    def table_schema(self) -> dict[str, Any]:
        return {"type": "string", "constraints": {"pattern": "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"}}


@dataclass(frozen=True)
class Day(PartialDate):
    """A whole day: YYYY-MM-DD."""

    def read(self, text: str) -> str:
        value = _partial_date(text)
        if len(value) != 10:
            raise CellFault("date")
        return value

    @property
    def allowed(self) -> Text:
        return Text("年月日，如 2018-06-30、20180630", "a day, as 2018-06-30 or 20180630")

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}

    def table_schema(self) -> dict[str, Any]:
        return {"type": "date"}


@dataclass(frozen=True)
class Year(Kind):
    """A year; from a month or a day its first four digits are taken."""

    dtype: ClassVar[Dtype] = "whole"

    def read(self, text: str) -> int:
        try:
            return int(_partial_date(text)[:4])
        except CellFault as fault:
            if fault.code == "date_ambiguous":  # of the same year, whichever month it is
                return int(undressed(text)[:4])
            raise

    @property
    def allowed(self) -> Text:
        return Text("四位年份，如 2018", "a year of four digits, as 2018")

    def json_schema(self) -> dict[str, Any]:
        return {"type": "integer"}

    def table_schema(self) -> dict[str, Any]:
        return {"type": "year"}


_STAYS = Text("未脱贫的请留空", "blank where it has not left")
_LEFT_IN = re.compile(
    r"(?:已经|已)?(?:于|在)?([0-9]{4}(?:年(?:度|[底末]|[0-9]{1,2}月(?:份|[底末])?)?)?)(?:就)?(?:已经|已)?(?:脱贫|退出|出列)(?:户|村)?"
)


@dataclass(frozen=True)
class ExitYear(Year):
    """A year of exit, also in a few words that say no more: 2018年已脱贫, 已于2018年脱贫. A plan and a denial are none.

    `blank` says of whom the cell is left blank.
    """

    blank: Text = _STAYS

    @property
    def allowed(self) -> Text:
        year = super().allowed
        return Text(f"{year[0]}；{self.blank[0]}", f"{year[1]}; {self.blank[1]}")

    def read(self, text: str) -> int:
        return super().read(said_exit(text) or text)


def said_exit(text: str) -> str | None:
    """The year, as written, of a few words that say an exit in it; None for all else, a bare year among it."""
    said = _LEFT_IN.fullmatch(undressed(unicodedata.normalize("NFKC", text)))
    return said[1] if said else None
