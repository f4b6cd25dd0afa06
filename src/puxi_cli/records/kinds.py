"""The kinds of cells: how the text of one cell becomes a value, and what is said where it cannot.

A kind reads one text and returns a value or raises `CellFault`. The same kind serves the pydantic models, the column check,
the entry template, JSON Schema, Table Schema and the documentation of the fields.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, Literal

from puxi_cli.records import identity
from puxi_cli.records.codes import CodeList, code_list
from puxi_cli.records.text import folded, trimmed

Dtype = Literal["text", "whole", "number", "yes_no"]


class CellFault(ValueError):
    """What is wrong with one cell. `code` names the fault, `meant` is the near miss that was probably meant."""

    def __init__(self, code: str, meant: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.meant = meant


@dataclass(frozen=True)
class Kind:
    """How a cell is read. `zh` and `en` say what is allowed."""

    dtype: ClassVar[Dtype] = "text"

    def read(self, text: str) -> Any:
        """The value of a cell that is not blank; raises `CellFault`."""
        raise NotImplementedError

    def allowed(self, lang: str) -> str:
        """What may stand in such a cell, in a few words."""
        raise NotImplementedError

    def brief(self, lang: str) -> str:
        """The same for a message: a long list is cut, and says so."""
        return self.allowed(lang)

    def json_schema(self) -> dict[str, Any]:
        """JSON Schema of the value after reading."""
        return {"type": "string"}

    def table_schema(self) -> dict[str, Any]:
        """The field's type and constraints in Table Schema."""
        return {"type": "string"}


@dataclass(frozen=True)
class Text(Kind):
    """Any text, without blanks at its ends (who reads a cell takes them away before asking its kind)."""

    def read(self, text: str) -> str:
        return text

    def allowed(self, lang: str) -> str:
        return "文字" if lang == "zh" else "text"


def _plain(text: str) -> str:
    """NFKC without blanks and without the `.0` a round trip through numbers leaves behind."""
    plain = folded(text)
    return plain[:-2] if re.fullmatch(r"[0-9]+\.0", plain) else plain


@dataclass(frozen=True)
class Digits(Kind):
    """A number that names something: digits only, leading zeros kept, of any length."""

    def read(self, text: str) -> str:
        plain = _plain(text)
        if not re.fullmatch(r"[0-9]+", plain):
            raise CellFault("format")
        return plain

    def allowed(self, lang: str) -> str:
        return "只含数字 0-9" if lang == "zh" else "digits 0-9 only"

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9]+$"}

    def table_schema(self) -> dict[str, Any]:
        return {"type": "string", "constraints": {"pattern": "^[0-9]+$"}}


@dataclass(frozen=True)
class Opaque(Kind):
    """A key whose form nobody has published: any text, without blanks and without a trailing `.0`."""

    def read(self, text: str) -> str:
        return _plain(text)

    def allowed(self, lang: str) -> str:
        return "编号" if lang == "zh" else "a key"


@dataclass(frozen=True)
class Phone(Kind):
    """A mobile number of mainland China. Source: the national monitoring system's own pattern."""

    pattern: ClassVar[str] = "1[3-9][0-9]{9}"

    def read(self, text: str) -> str:
        plain = _plain(text).replace("-", "")
        if not re.fullmatch(self.pattern, plain):
            raise CellFault("phone")
        return plain

    def allowed(self, lang: str) -> str:
        return "11 位手机号，以 13 至 19 开头" if lang == "zh" else "a mobile number: 11 digits beginning with 13 to 19"

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{self.pattern}$"}

    def table_schema(self) -> dict[str, Any]:
        return {"type": "string", "constraints": {"pattern": self.pattern}}


@dataclass(frozen=True)
class IdentityNumber(Kind):
    """A citizen's number or a disability certificate's, see `identity`."""

    lengths: tuple[int, ...] = identity.LENGTHS

    def read(self, text: str) -> str:
        number = _plain(text).upper()
        fault = identity.fault(number)
        if fault is None and not identity.says_no_number(number) and len(number) not in self.lengths:
            fault = "id_length"
        if fault:
            raise CellFault(fault)
        return number

    def allowed(self, lang: str) -> str:
        lengths = "、".join(map(str, self.lengths)) if lang == "zh" else ", ".join(map(str, self.lengths))
        if lang == "zh":
            return f"{lengths} 位，末位校验码按 GB 11643；无证件号的以 999999 开头"
        return f"{lengths} characters with the check character of GB 11643; 999999… where there is no number"

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9]{15}$|^[0-9]{17}[0-9X]([1-7][1-4]([0-9]{2})?)?$|^999999[0-9A-Z]*$"}

    def table_schema(self) -> dict[str, Any]:
        return {"type": "string", "constraints": {"pattern": "[0-9]{15}|[0-9]{17}[0-9X]([1-7][1-4]([0-9]{2})?)?|999999[0-9A-Z]*"}}


_TOO_GREAT = 1e15  # a spreadsheet keeps 15 digits; nothing that is counted in a township comes near


def _figure(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


@dataclass(frozen=True)
class Number(Kind):
    """A figure with a unit, between two bounds that are both allowed."""

    dtype: ClassVar[Dtype] = "number"
    least: float | None = 0
    most: float | None = None

    _SHAPE: ClassVar[re.Pattern[str]] = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:E[-+]?[0-9]{1,2})?")
    _GROUPED: ClassVar[re.Pattern[str]] = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")

    def read(self, text: str) -> float:
        plain = folded(text).upper()
        if self._GROUPED.fullmatch(plain):
            plain = plain.replace(",", "")
        if not self._SHAPE.fullmatch(plain):
            digits = re.search(r"-?[0-9]+(?:\.[0-9]+)?", plain)
            raise CellFault("number", digits[0] if digits else None)
        value = float(plain)
        if abs(value) >= _TOO_GREAT:
            raise CellFault("range")
        if (self.least is not None and value < self.least) or (self.most is not None and value > self.most):
            raise CellFault("range")
        return value

    def allowed(self, lang: str) -> str:
        return ("数字" if lang == "zh" else "a number") + self._bounds(lang)

    def _bounds(self, lang: str) -> str:
        if self.least is not None and self.most is not None:
            least, most = _figure(self.least), _figure(self.most)
            return f"，{least} 至 {most}" if lang == "zh" else f", {least} to {most}"
        if self.least is not None:
            least = _figure(self.least)
            return f"，不小于 {least}" if lang == "zh" else f", not below {least}"
        return ""

    def json_schema(self) -> dict[str, Any]:
        return {"type": "number"} | self._limits()

    def table_schema(self) -> dict[str, Any]:
        limits = self._limits()
        return {"type": "number"} | ({"constraints": limits} if limits else {})

    def _limits(self) -> dict[str, float]:
        limits = {"minimum": self.least, "maximum": self.most}
        return {name: limit for name, limit in limits.items() if limit is not None}


@dataclass(frozen=True)
class Whole(Number):
    """A count: a number without a fraction."""

    dtype: ClassVar[Dtype] = "whole"

    def read(self, text: str) -> int:
        value = super().read(text)
        if value != int(value):
            raise CellFault("whole")
        return int(value)

    def allowed(self, lang: str) -> str:
        return ("整数" if lang == "zh" else "a whole number") + self._bounds(lang)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "integer"} | self._limits()

    def table_schema(self) -> dict[str, Any]:
        return super().table_schema() | {"type": "integer"}


@dataclass(frozen=True)
class YesNo(Kind):
    """Yes or no, in any of the families that exports use. 1/2 is not read: in some forms 2 is no, in others it is unknown."""

    dtype: ClassVar[Dtype] = "yes_no"
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()

    _YES: ClassVar[frozenset[str]] = frozenset({"是", "有", "1", "√", "✓", "✔", "Y", "YES", "TRUE"})
    _NO: ClassVar[frozenset[str]] = frozenset({"否", "无", "0", "×", "N", "NO", "FALSE"})

    def read(self, text: str) -> bool:
        plain = _plain(text).upper()
        if plain in self._YES or plain in self.yes:
            return True
        if plain in self._NO or plain in self.no:
            return False
        raise CellFault("yes_no", {"不": "否", "没有": "无", "对": "是", "X": "×"}.get(plain))

    def allowed(self, lang: str) -> str:
        words = "、".join(("是", "否", *self.yes, *self.no))
        return words if lang == "zh" else f"是 (yes) or 否 (no){'; also ' + words if self.yes or self.no else ''}"

    def json_schema(self) -> dict[str, Any]:
        return {"type": "boolean"}

    def table_schema(self) -> dict[str, Any]:
        return {"type": "boolean", "trueValues": ["是", *self.yes], "falseValues": ["否", *self.no]}


_MOST_LABELS = 12  # a message names no more of a code list


@dataclass(frozen=True)
class Code(Kind):
    """One label of a code list; with `several`, labels side by side, kept in the order they are written."""

    list_name: str
    several: bool = False

    @property
    def codes(self) -> CodeList:
        """The list itself."""
        return code_list(self.list_name)

    def read(self, text: str) -> str:
        label = self.codes.read(text)
        if label is not None:
            return label
        if self.several:
            parts = [part for part in re.split(r"[,，、;；/\s]+", trimmed(text)) if part]
            labels = [self.codes.read(part) for part in parts]
            if labels and all(labels):
                return "、".join(dict.fromkeys(label for label in labels if label))
        raise CellFault("code_list", self.codes.nearest(text))

    def allowed(self, lang: str) -> str:
        return self._words(lang, self.codes.described())

    def brief(self, lang: str) -> str:
        labels = self.codes.labels
        if len(labels) <= _MOST_LABELS:
            return self.allowed(lang)
        few = "、".join(labels[: _MOST_LABELS - 4])
        return self._words(
            lang, f"{few} 等 {len(labels)} 项" if lang == "zh" else f"{few} and {len(labels) - _MOST_LABELS + 4} more"
        )

    def _words(self, lang: str, words: str) -> str:
        if self.several:
            return f"{words}（可并列，用顿号分开）" if lang == "zh" else f"{words} (several may stand side by side)"
        return words

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string"} if self.several else {"type": "string", "enum": list(self.codes.labels)}

    def table_schema(self) -> dict[str, Any]:
        if self.several:
            return {"type": "string"}
        return {"type": "string", "constraints": {"enum": list(self.codes.labels)}}


_EXCEL_EPOCH = date(1899, 12, 30)  # so that serials from 61 on (1 March 1900) are right; smaller ones name no birth here
_DAY = re.compile(
    r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?(?:T?(?<=[T日])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
)
_MONTH = re.compile(r"([0-9]{4})(?:(?:-|/)([0-9]{1,2})|年([0-9]{1,2})月?|\.([0-9]{1,2}))")
_YEAR = re.compile(r"([0-9]{4})年?")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])\s+(?=[0-9]+(:?))")


def _apart(blanks: re.Match[str]) -> str:
    """What a blank between two digits stands for: the time begins here, or the next part of a date; it may not just vanish."""
    return "T" if blanks[1] else "-"


def _partial_date(text: str) -> str:
    """YYYY, YYYY-MM or YYYY-MM-DD from any form seen in exports; raises `CellFault`."""
    plain = _plain(_BETWEEN_DIGITS.sub(_apart, unicodedata.normalize("NFKC", text))).upper()
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


@dataclass(frozen=True)
class PartialDate(Kind):
    """A day, a month or a year, as far as it is known: YYYY-MM-DD, YYYY-MM or YYYY."""

    def read(self, text: str) -> str:
        return _partial_date(text)

    def allowed(self, lang: str) -> str:
        if lang == "zh":
            return "年、年月或年月日，如 2018、201806、2018-06-30、2018年6月"
        return "a year, a month or a day, as 2018, 201806, 2018-06-30, 2018年6月"

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

    def allowed(self, lang: str) -> str:
        return "年月日，如 2018-06-30、20180630" if lang == "zh" else "a day, as 2018-06-30 or 20180630"

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}

    def table_schema(self) -> dict[str, Any]:
        return {"type": "date"}


@dataclass(frozen=True)
class Year(Kind):
    """A year; from a month or a day its first four digits are taken."""

    dtype: ClassVar[Dtype] = "whole"

    def read(self, text: str) -> int:
        return int(_partial_date(text)[:4])

    def allowed(self, lang: str) -> str:
        return "四位年份，如 2018" if lang == "zh" else "a year of four digits, as 2018"

    def json_schema(self) -> dict[str, Any]:
        return {"type": "integer"}

    def table_schema(self) -> dict[str, Any]:
        return {"type": "year"}
