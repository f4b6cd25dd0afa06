"""The kinds of cells: how the text of one cell becomes a value, and what is said where it cannot.

A kind reads one text and returns a value or raises `CellFault`. The same kind serves the pydantic models, the column check,
the entry template, JSON Schema, Table Schema and the documentation of the fields.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from puxi_cli.records import identity
from puxi_cli.records.text import TELLS_NOTHING, Wanted, folded, says_lacking, says_not_filled, seen, undressed, without_brackets
from puxi_cli.text.words import NO_WORDS, Text

Dtype = Literal["text", "whole", "number", "yes_no"]


class CellFault(ValueError):
    """What is wrong with one cell. `code` names the fault, `meant` is the near miss that was probably meant."""

    def __init__(self, code: str, meant: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.meant = meant


@dataclass(frozen=True)
class Kind(ABC):
    """How a cell is read. `repeats`: however long a column of it is, it holds few different texts. `any_text`: it refuses no text."""

    dtype: ClassVar[Dtype] = "text"
    any_text: ClassVar[bool] = False
    repeats = False

    @abstractmethod
    def read(self, text: str) -> Any:
        """The value of a cell that is not blank; raises `CellFault`."""

    def value(self, text: str) -> Any:
        """The value of a cell that is not blank, None where it holds a word for nothing (无, /, 待定); raises `CellFault`."""
        if self.any_text:
            return None if self.is_nothing(text) else self.read(text)
        try:
            return self.read(text)
        except CellFault:
            if self.is_nothing(text):
                return None
            raise

    def is_nothing(self, text: str) -> bool:
        """Whether a text, trimmed, is a word for nothing, where the kind refuses it or takes any text."""
        return says_lacking(text)

    @property
    @abstractmethod
    def allowed(self) -> Text:
        """What may stand in such a cell, in a few words."""

    def brief(self, hinted: bool = False) -> Text:
        """The same for a message: a long list is cut, and says so; where a near miss is told beside it, it is only named."""
        return self.allowed

    def json_schema(self) -> dict[str, Any]:
        """JSON Schema of the value after reading."""
        return {"type": "string"}

    def table_schema(self) -> dict[str, Any]:
        """The field's type and constraints in Table Schema."""
        return {"type": "string"}


@dataclass(frozen=True)
class FreeText(Kind):
    """Any text, without blanks at its ends (who reads a cell takes them away before asking its kind), without unseen marks, and with
    letters for radicals. `wants` says of what it is to tell, and so what tells nothing: 0 is no person, no place, no paper and no reason.
    An identity number or a telephone is the name of no person and of no place: its column is shifted or misnamed. Nor is a day, as which
    a spreadsheet keeps a group 3-1."""

    any_text: ClassVar[bool] = True
    repeats: bool = False
    wants: Wanted = "words"

    # Of a citizen (15 or 18 characters), of a certificate of disability (20 or 22), a mobile telephone.
    NUMBER: ClassVar[re.Pattern[str]] = re.compile(r"[0-9]{15}|[0-9]{17}[0-9X]|[0-9]{20}|[0-9]{22}|1[3-9][0-9]{9}")
    DAY: ClassVar[re.Pattern[str]] = re.compile(r"(?:19|20)[0-9]{2}([-/.])[0-9]{1,2}\1[0-9]{1,2}(?:T?00:00(?::00)?)?")

    def read(self, text: str) -> str:
        if self.wants in ("person", "place"):
            plain = undressed(text)
            if self.NUMBER.fullmatch(re.sub(r"[\s.·•,，、_-]", "", plain).upper()):
                raise CellFault("number_for_name")
            if self.DAY.fullmatch(plain):
                raise CellFault("day_for_name")
        return seen(text)

    def is_nothing(self, text: str) -> bool:
        return TELLS_NOTHING[self.wants](text)

    @property
    def allowed(self) -> Text:
        return Text("文字", "text")


@dataclass(frozen=True)
class Digits(Kind):
    """A number that names something: digits only, leading zeros kept, of any length."""

    def read(self, text: str) -> str:
        plain = undressed(text)
        if not re.fullmatch(r"[0-9]+", plain):
            raise CellFault("format")
        return plain

    @property
    def allowed(self) -> Text:
        return Text("只含数字 0-9", "digits 0-9 only")

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9]+$"}

    def table_schema(self) -> dict[str, Any]:
        return {"type": "string", "constraints": {"pattern": "^[0-9]+$"}}


# What the name of a village or of a list ends with, behind a household's number.
VILLAGE_ENDS = ("村", "社区", "村委会", "居委会", "嘎查", "表")
_OF_VILLAGE = re.compile(rf"([0-9]+)\(([^()]{{1,40}}(?:{'|'.join(VILLAGE_ENDS)}))\)")


@dataclass(frozen=True)
class HouseholdNumber(Digits):
    """A household's number: digits, not all of them 0, and behind them in brackets its village where several count their households from 1."""

    def read(self, text: str) -> str:
        plain = undressed(text)
        if _NOUGHT.fullmatch(plain):
            raise CellFault("format")
        found = _OF_VILLAGE.fullmatch(plain)
        return f"{found[1]}（{found[2]}）" if found else super().read(text)

    def is_nothing(self, text: str) -> bool:
        return bool(_NOUGHT.fullmatch(undressed(text))) or super().is_nothing(text)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": _WITH_VILLAGE}

    def table_schema(self) -> dict[str, Any]:
        return {"type": "string", "constraints": {"pattern": _WITH_VILLAGE}}


_NOUGHT = re.compile(r"0+(?:\(.*\))?")  # is typed where a household has no number, and would join all that have none
_WITH_VILLAGE = "^0*[1-9][0-9]*(（[^（）]+）)?$"


@dataclass(frozen=True)
class Opaque(Kind):
    """A key whose form nobody has published: any text, without blanks and without a trailing `.0`."""

    any_text: ClassVar[bool] = True

    def read(self, text: str) -> str:
        return undressed(text)

    def is_nothing(self, text: str) -> bool:
        return TELLS_NOTHING["words"](text)

    @property
    def allowed(self) -> Text:
        return Text("编号", "a key")


@dataclass(frozen=True)
class Phone(Kind):
    """A mobile number of mainland China. Source: the national monitoring system's own pattern."""

    pattern: ClassVar[str] = "1[3-9][0-9]{9}"

    def read(self, text: str) -> str:
        plain = undressed(text).replace("-", "")
        if not re.fullmatch(self.pattern, plain):
            raise CellFault("phone")
        return plain

    @property
    def allowed(self) -> Text:
        return Text("手机号：11 位数字，以 13 至 19 开头", "a mobile number: 11 digits beginning with 13 to 19")

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{self.pattern}$"}

    def table_schema(self) -> dict[str, Any]:
        return {"type": "string", "constraints": {"pattern": self.pattern}}


@dataclass(frozen=True)
class IdentityNumber(Kind):
    """A citizen's number or a disability certificate's, see `identity`. `paper` is the field that says which paper it is of."""

    lengths: tuple[int, ...] = identity.LENGTHS
    paper: str | None = None

    def read_as(self, text: str, paper: str | None) -> str | None:
        """The number of a paper other than the identity card (a label of 证件类型); None where it is none of that paper's."""
        number = undressed(text).upper()
        return number if paper and identity.is_number_of(paper, number) else None

    def read(self, text: str) -> str:
        number = undressed(text).upper()
        fault = identity.fault(number)
        if fault is not None and (meant := identity.with_x(number)) is not None and len(meant) in self.lengths:
            raise CellFault(fault, meant)
        if fault is None and not identity.says_no_number(number) and len(number) not in self.lengths:
            fault = "id_length"
        if fault:
            raise CellFault(fault)
        return number

    @property
    def allowed(self) -> Text:
        return Text(
            f"{'、'.join(map(str, self.lengths))} 位，末位校验码按 GB 11643；无证件号的以 999999 开头",
            f"{', '.join(map(str, self.lengths))} characters with the check character of GB 11643; 999999… where there is no number",
        )

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9]{15}$|^[0-9]{17}[0-9X]([1-7][1-4]([0-9]{2}|B[0-9])?)?$|^999999[0-9A-Z]*$"}

    def table_schema(self) -> dict[str, Any]:
        return {
            "type": "string",
            "constraints": {"pattern": "[0-9]{15}|[0-9]{17}[0-9X]([1-7][1-4]([0-9]{2}|B[0-9])?)?|999999[0-9A-Z]*"},
        }


_TOO_GREAT = 1e15  # a spreadsheet keeps 15 digits; nothing that is counted in a township comes near


def figure_text(value: float) -> str:
    """A figure without the point of a whole one."""
    return str(int(value)) if value == int(value) else str(value)


@dataclass(frozen=True)
class Number(Kind):
    """A figure with a unit, between two bounds that are both allowed."""

    dtype: ClassVar[Dtype] = "number"
    least: float | None = 0
    most: float | None = None

    _SHAPE: ClassVar[re.Pattern[str]] = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:E[-+]?[0-9]{1,2})?")
    _GROUPED: ClassVar[re.Pattern[str]] = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
    # No 里: it is half a kilometre, and a distance in it would come out twice as long. ㎡ is folded to m2.
    _WITH_UNIT: ClassVar[re.Pattern[str]] = re.compile(
        r"(-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?)\s*(?:元|亩|平方米|平方|M2|公里|个?月|人|%)"
    )

    def read(self, text: str) -> float:
        plain = folded(text).upper()
        if self._GROUPED.fullmatch(plain):
            plain = plain.replace(",", "")
        if not self._SHAPE.fullmatch(plain):
            raise CellFault("number", self._without_unit(plain))
        value = float(plain)
        if abs(value) >= _TOO_GREAT:
            raise CellFault("range")
        if (self.least is not None and value < self.least) or (self.most is not None and value > self.most):
            raise CellFault("range")
        return value

    def _without_unit(self, plain: str) -> str | None:
        """The figure before a unit, where it is whole and allowed. A part of a figure is never offered: 1.2万 is not 1.2."""
        found = self._WITH_UNIT.fullmatch(plain)
        if found is None:
            return None
        figure = found[1].replace(",", "")
        try:
            self.read(figure)
        except CellFault:
            return None
        return figure

    @property
    def allowed(self) -> Text:
        return Text("数字", "a number") + self._bounds

    @property
    def _bounds(self) -> Text:
        if self.least is not None and self.most is not None:
            least, most = figure_text(self.least), figure_text(self.most)
            return Text(f"，{least} 至 {most}", f", {least} to {most}")
        if self.least is not None:
            least = figure_text(self.least)
            return Text(f"，不小于 {least}", f", not below {least}")
        return NO_WORDS

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

    @property
    def allowed(self) -> Text:
        return Text("整数", "a whole number") + self._bounds

    def json_schema(self) -> dict[str, Any]:
        return {"type": "integer"} | self._limits()

    def table_schema(self) -> dict[str, Any]:
        return super().table_schema() | {"type": "integer"}


_OF_PERSONS = re.compile(r"[共计]{0,2}([0-9]{1,2})(?:口人|个人|人|口)?")


@dataclass(frozen=True)
class Persons(Whole):
    """How many persons, also as 3人, 共2人, 4口人. What says more, as 2（含1人外嫁）, is refused."""

    def read(self, text: str) -> int:
        said = _OF_PERSONS.fullmatch(undressed(text))
        return super().read(said[1] if said else text)


@dataclass(frozen=True)
class YesNo(Kind):
    """Yes or no, in any of the families that exports use. 1/2 is not read: in some forms 2 is no, in others it is unknown."""

    dtype: ClassVar[Dtype] = "yes_no"
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    fixed: bool = False  # `yes` and `no` say the same under a heading that asks the opposite: a house of grade C is unsafe

    _YES: ClassVar[frozenset[str]] = frozenset({"是", "有", "1", "√", "✓", "✔", "Y", "YES", "TRUE"})
    _NO: ClassVar[frozenset[str]] = frozenset({"否", "无", "0", "×", "N", "NO", "FALSE", "没有", "木有"})

    def read(self, text: str) -> bool:
        plain = self.word(text).upper()
        if plain in self._YES or plain in self.yes:
            return True
        if plain in self._NO or plain in self.no:
            return False
        raise CellFault("yes_no", {"不": "否", "对": "是", "X": "×"}.get(plain))

    def word(self, text: str) -> str:
        """The word that is read: without the brackets around it, unless it is one of the column's own words with them."""
        plain = undressed(text)
        return plain if plain.upper() in (*self.yes, *self.no) else without_brackets(plain)

    def is_nothing(self, text: str) -> bool:
        return says_not_filled(text)  # 未签 is some kind of no

    @property
    def allowed(self) -> Text:
        words = "、".join(("是", "否", *self.yes, *self.no))
        return Text(words, f"是 (yes) or 否 (no){'; also ' + words if self.yes or self.no else ''}")

    def json_schema(self) -> dict[str, Any]:
        return {"type": "boolean"}

    def table_schema(self) -> dict[str, Any]:
        return {"type": "boolean", "trueValues": ["是", *self.yes], "falseValues": ["否", *self.no]}
