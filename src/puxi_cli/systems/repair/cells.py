"""One cell: how its text would have been written, where only the writing is wrong.

A repair never changes what a cell says: the text before it and the text after it are read as the same value (a known misspelling, which is
read as nothing, is the exception). What cannot be read is left to a person.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources

from puxi_cli.records import identity
from puxi_cli.records.coded import Code
from puxi_cli.records.dates import PartialDate, Year
from puxi_cli.records.kinds import CellFault, Digits, IdentityNumber, Kind, Number, Opaque, Phone, YesNo
from puxi_cli.records.text import folded, radicals_in, seen, trimmed, undressed
from puxi_cli.systems.repair.changes import Reason

_PLAIN_DATE = re.compile(r"[0-9]{4}(?:[0-9]{2}(?:[0-9]{2})?)?|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")
_PLAIN_FIGURE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_CODE = re.compile(r"[0-9]{1,2}")
_NARROW = {
    wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}  # ０-９ Ａ-Ｚ ａ-ｚ
PROTECTION = re.compile(r'="|^\'')


@dataclass(frozen=True)
class Habit:
    """How a column is mostly written: lists by code, days without hyphens."""

    codes: bool = False
    compact_days: bool = False


def habit_of(kind: Kind, texts: Iterable[str]) -> Habit:
    """How most of a column's cells are written."""
    plain = [undressed(text) for text in texts]
    if isinstance(kind, Code):
        coded = sum(1 for text in plain if _CODE.fullmatch(text) and kind.codes.read(text))
        return Habit(codes=coded * 2 > len(plain))
    if isinstance(kind, PartialDate):
        return Habit(compact_days=sum(1 for text in plain if text.isdigit()) * 2 > len(plain))
    return Habit()


@dataclass(frozen=True)
class Repair:
    """The text that a cell gets (None: it holds nothing), and why."""

    text: str | None
    reason: Reason


def repaired(kind: Kind, text: str, habit: Habit, words: Mapping[str, str] | None = None) -> Repair | None:
    """How a cell's text would have been written; None where it is written so, or where a person has to look.

    `words` are known misspellings of labels, beside those of `misspellings.toml`.
    """
    bare = trimmed(text)
    if not bare:
        return Repair(None, Reason.BLANKS)
    if isinstance(kind, Code) and (meant := _known(_misspelt_labels(kind.list_name), words).get(folded(bare))):
        label = kind.codes.read(meant)
        if label and (right := label_or_code(kind, label, habit)) != text:
            return Repair(right, Reason.MISSPELT)
    try:
        value = kind.read(bare)
        after = _written(kind, bare, value, habit)
        same = after not in ("", text) and kind.read(trimmed(after)) == value
    except CellFault as fault:
        if isinstance(kind, IdentityNumber) and fault.meant:  # the check character says that the last sign is an X
            return Repair(fault.meant, Reason.CROSS)
        return None
    return Repair(after, _reason(kind, text, bare, after)) if same else None


def _written(kind: Kind, bare: str, value: object, habit: Habit) -> str:
    """A value as the register writes it; in the form in which it stands, where that is one of the plain ones."""
    if isinstance(kind, (Digits, Opaque, Phone, IdentityNumber)):
        return str(value)
    if isinstance(kind, Number):
        assert isinstance(value, (int, float))
        if _PLAIN_FIGURE.fullmatch(bare) and not bare.endswith(".0"):
            return bare
        return str(int(value)) if value == int(value) else format(Decimal(repr(value)), "f")
    if isinstance(kind, (PartialDate, Year)):
        plain = undressed(bare)
        if _PLAIN_DATE.fullmatch(plain):
            return plain
        if re.search("[初底末脱退出]", bare):
            return bare  # it says more than is read
        day = PartialDate().read(bare)  # a year may stand there with its month, which is not lost
        return day.replace("-", "") if habit.compact_days else day
    if isinstance(kind, Code):
        return _coded(kind, bare, str(value), habit)
    if isinstance(kind, YesNo):
        return kind.word(bare)
    return str(value)


def _coded(kind: Code, bare: str, label: str, habit: Habit) -> str:
    """A label or a code, whichever the column has; another spelling that is read as well stays, but for blanks and wide letters."""
    plain = undressed(bare)
    if bool(_CODE.match(plain)) != habit.codes and not kind.several:
        return label_or_code(kind, label, habit)
    if _CODE.fullmatch(plain):
        return plain
    if folded(bare) == folded(label):
        return label
    return re.sub(r"\s+", "" if not kind.several else " ", seen(bare).translate(_NARROW))


def label_or_code(kind: Code, label: str, habit: Habit) -> str:
    """A label as its column has it: by its code, where that is read as this label again."""
    code = kind.codes.code_of(label) if habit.codes else ""
    return code if code and kind.codes.read(code) == label else label


def _reason(kind: Kind, text: str, bare: str, after: str) -> Reason:
    """The plainest reason that explains the change whole."""
    plain = folded(bare)
    if radicals_in(text):
        return Reason.LETTER
    if bare == after or seen(bare) == after:
        return Reason.PROTECTED if PROTECTION.search(text.strip()) else Reason.BLANKS
    if unicodedata.normalize("NFKC", bare) == after:
        return Reason.WIDTH
    if plain == after:
        return Reason.BLANKS
    if plain.removesuffix(".0") == after:
        return Reason.POINT
    if isinstance(kind, IdentityNumber):
        return Reason.CASE
    if isinstance(kind, Phone):
        return Reason.HYPHENS
    if isinstance(kind, (PartialDate, Year)):
        return Reason.DATE
    if isinstance(kind, Number):
        return Reason.FIGURE
    if isinstance(kind, Code) and _CODE.fullmatch(after):
        return Reason.LABEL
    if isinstance(kind, Code) and _CODE.match(plain):
        return Reason.CODE
    return Reason.BLANKS if "".join(bare.split()) == "".join(after.split()) else Reason.WIDTH


@cache
def _misspellings() -> dict[str, dict[str, object]]:
    return tomllib.loads(resources.files(__package__).joinpath("misspellings.toml").read_text("utf-8"))


def _misspelt_labels(list_name: str) -> dict[str, str]:
    lists = _misspellings()["labels"]
    found = lists.get(list_name, {})
    assert isinstance(found, dict)
    return {str(wrong): str(right) for wrong, right in found.items()}


def _known(ours: Mapping[str, object], words: Mapping[str, str] | None) -> dict[str, str]:
    """Misspellings by their folded form, a user's own before ours; one that leads to another misspelling leads nowhere."""
    known = {folded(wrong): str(right) for wrong, right in {**ours, **(words or {})}.items()}
    return {wrong: right for wrong, right in known.items() if folded(right) not in known}


def right_heading(heading: str, words: Mapping[str, str] | None = None) -> str | None:
    """The heading that a known misspelling is meant to be; None for any other."""
    return _known(_misspellings()["headings"], words).get(folded(heading))


def told_by_number(number: str, habit: Habit) -> tuple[str | None, str | None]:
    """Birth date and sex as an identity number tells them, the date in the way of its column; None where it tells nothing."""
    if identity.fault(number) is not None:
        return None, None
    birth = identity.birth_of(number)
    return (birth.replace("-", "") if birth and habit.compact_days else birth), identity.sex_of(number)
