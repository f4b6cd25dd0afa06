"""Problems that others reported: whom each concerns and which rule would show it, as far as its words tell; else it is kept as text."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from puxi_cli.records.near import Names
from puxi_cli.records.text import same_name
from puxi_cli.records.village_names import KnownVillages
from puxi_cli.systems.rectification.keys import key_of
from puxi_cli.systems.rectification.planning import Wanted
from puxi_cli.text.words import Text

_NUMBER = re.compile(r"(?<![0-9])[0-9]{6,}(?![0-9])")
_IDENTITY = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9Xx])")
_RULE = re.compile(r"(?<![A-Za-z])[A-Za-z]{2,3}[0-9]{3,4}(?![0-9])")
# What a row says of its subject beside its words.
_ABOUT = ("village", "household_id", "head_name", "person_id", "rule", "field")
_SHORTEST_CHECK = 4  # characters of a check's name by which it can be known within a sentence
# What may stand beside a village's name in 涉及村/户 and names nobody. Anything else there is taken for somebody's name.
_NOBODY = re.compile(
    r"全村|全镇|全乡|全县|各村|各户|各组|所有|全部|部分|若干|多户|有户|等户|农户|贫困户|脱贫户|村民|村委会|居委会|党支部|村两委|村级|"
    r"第?[0-9一二三四五六七八九十百]+(?:个?村民小组|小组|组|社|户|人|村|个)|小组|[村镇乡县组户社等及和与、，,；;。.：:/／（）()\[\]“”\"\-—_\s]"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾"
    "夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_NAME = rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?"
# Within a sentence only these forms are taken for a head's name: 户主王五…, and, right behind the village, 王五户 or 王五家.
_HEAD = re.compile(rf"(?:户主|贫困户|脱贫户|农户|村民)[:： ]?(?:{_NAME})(?=[户家等，,、。；;（(\s]|同志|$)")
_HOME = re.compile(rf"{_NAME}[户家]")


@dataclass(frozen=True)
class Register:
    """What is needed of a register to find out whom a report is about.

    `persons`: identity number (18 characters) to (household, person); `heads`: village and head's name, as names are compared
    (`records.text.same_name`), to the household, None where two of a village have that name; `places`: names of its towns and counties.
    """

    households: Mapping[str, str | None]
    persons: Mapping[str, tuple[str, str | None]]
    heads: Mapping[tuple[str, str], str | None]
    villages: Collection[str]
    places: Collection[str] = ()

    @cached_property
    def heads_of(self) -> dict[str, Names]:
        """By village the names of its heads."""
        found: dict[str, list[str]] = {}
        for village, name in self.heads:
            found.setdefault(village, []).append(name)
        return {village: Names(names) for village, names in found.items()}

    @cached_property
    def _known(self) -> KnownVillages:
        return KnownVillages(self.villages, self.places)

    def village_meant(self, written: str) -> str:
        """The register's village that a spelling means; as it is written where it is none of them."""
        return self._known.meant(written) or written

    @cached_property
    def lengths(self) -> frozenset[int]:
        """How long its households' numbers are."""
        return frozenset(map(len, self.households))

    @cached_property
    def named_places(self) -> Names:
        """Its villages, towns and counties."""
        return Names([*self.villages, *self.places])

    @cached_property
    def villages_compared(self) -> dict[str, str]:
        """The villages by their names as they are compared."""
        return {same_name(village): village for village in self.villages}

    @cached_property
    def villages_named(self) -> Names:
        """The names of the villages as they are compared."""
        return Names(self.villages_compared)


@dataclass(frozen=True)
class Rules:
    """The rules by number, and those that answer an official check, by the check's name."""

    numbers: Collection[str]
    checks: Mapping[str, str]


class Lost(Enum):
    """Why it is not known whom a report names. Such a report is never taken for one about the village."""

    NOBODY = Text("没有找到这一户", "names a household that is not found")
    SEVERAL = Text("写了不止一户，或村里有同名的户主", "names several households, or a head whose name two have")
    NO_VILLAGE = Text("没有找到这个村", "names a village that is not found")


@dataclass(frozen=True)
class Whom:
    """The household, person and village that a report names; `lost` where it names somebody who is not to be found."""

    household: str | None
    person: str | None
    village: str | None
    lost: Lost | None = None


def wanted(
    values: Mapping[str, Any], source: str, register: Register, rules: Rules, unread: Mapping[str, str] | None = None
) -> Wanted:
    """The problem that a reported row is. Its number is made of all that says what it is about, as written: the same sheet adds it once, and
    rows that differ in any of it are several problems."""
    text, concerns = str(values.get("text") or ""), str(values.get("concerns") or "")
    about = whom(values, register)
    rule = _rule(str(values.get("rule") or ""), _said(values), rules)
    told = {name: value for name, value in values.items() if value is not None}
    told |= {"source": source, "household_id": about.household or _as_written(values, register)}
    told |= {"person_id": about.person, "village": about.village, "rule": rule}
    told |= {"result": None, "last_checked": None}  # nobody has looked yet
    return Wanted(_key(source, text, concerns, values, unread or {}), None, told)


def _key(source: str, text: str, concerns: str, values: Mapping[str, Any], unread: Mapping[str, str]) -> str:
    """The number of a reported row. Where none of `_ABOUT` is filled it is what the words alone give, as ledgers of old have it."""
    about = [str(values.get(name) or unread.get(name) or "").strip() for name in _ABOUT]
    return key_of("feedback", source, text, concerns, *(about if any(about) else ()))


def whom(values: Mapping[str, Any], register: Register) -> Whom:
    """Whom a report names: by 户编号, a member's identity number, a household's number, or a head's name together with the village."""
    said = _said(values)
    written = str(values.get("village") or "") or None
    village = register.village_meant(written) if written else _village(said, register)
    given, head = str(values.get("household_id") or ""), str(values.get("head_name") or "")
    homes, person = ({given}, values.get("person_id")) if given in register.households else _numbered(said, register)
    lost: Lost | None = None
    if not homes:
        here = register.heads_of.get(village or "", Names(()))
        heads = [plain] if (plain := same_name(head)) else [name for name in here.within(same_name(said)) if len(name) > 1]
        named = {register.heads[village or "", name] for name in heads if (village or "", name) in register.heads}
        homes = {home for home in named if home} if None not in named else set()
        if named and not homes:
            lost = Lost.SEVERAL
    if not homes and values.get("person_id"):
        return Whom(None, str(values["person_id"]), village)
    if len(homes) == 1:
        household = homes.pop()
        return Whom(household, person, register.households.get(household) or village)
    if homes:
        lost = Lost.SEVERAL
    elif lost is None and _names_somebody(values, given, head, village, register):
        lost = Lost.NOBODY
    elif lost is None and written and village not in register.villages:
        lost = Lost.NO_VILLAGE
    return Whom(None, None, village, lost)


def _said(values: Mapping[str, Any]) -> str:
    return " ".join(str(values.get(name) or "") for name in ("category", "text", "concerns", "village"))


def _numbered(said: str, register: Register) -> tuple[set[str], str | None]:
    """The households of the numbers that are named, and the person where it is one."""
    persons = {register.persons[number.upper()] for number in _IDENTITY.findall(said) if number.upper() in register.persons}
    if len(persons) == 1:
        [(household, person)] = persons
        return {household}, person
    if persons:
        return {household for household, _ in persons}, None
    return {number for number in _NUMBER.findall(said) if number in register.households}, None


def _names_somebody(values: Mapping[str, Any], given: str, head: str, village: str | None, register: Register) -> bool:
    """Whether words that no household was found by are somebody's all the same."""
    text, concerns = str(values.get("text") or ""), str(values.get("concerns") or "")
    if given or head or _IDENTITY.search(text) or _numbers_in(text, register):
        return True
    rest = concerns
    for place in (str(values.get("village") or ""), village or "", *register.named_places.within(concerns)):
        rest = rest.replace(place, " ") if place else rest
    behind = text.partition(village)[2] if village else ""
    return bool(_NOBODY.sub("", rest) or _HEAD.search(text) or _HOME.match(behind))


def _numbers_in(text: str, register: Register) -> list[str]:
    """Numbers in a sentence that are as long as the register's households' are: others are days and sums."""
    return [number for number in _NUMBER.findall(text) if len(number) in register.lengths and len(number) > len("20181231")]


def _as_written(values: Mapping[str, Any], register: Register) -> str | None:
    """The household's number that no register has yet, as it was written: who reads the ledger sees which one was meant."""
    if given := str(values.get("household_id") or ""):
        return given
    numbers = {*_NUMBER.findall(str(values.get("concerns") or "")), *_numbers_in(str(values.get("text") or ""), register)}
    written = {number for number in numbers if len(number) in register.lengths and number not in register.households}
    return written.pop() if len(numbers) == 1 and written else None


def _village(said: str, register: Register) -> str | None:
    plain = same_name(said)
    named = register.villages_named.within(plain)
    longest = max(map(len, named), default=0)
    found = [name for name in named if len(name) == longest]
    return register.villages_compared[found[0]] if len(found) == 1 else None


def _rule(written: str, said: str, rules: Rules) -> str | None:
    numbers: set[str] = {number.upper() for number in _RULE.findall(f"{written} {said}")} & set(rules.numbers)
    if len(numbers) == 1:
        return numbers.pop()
    if numbers:
        return None
    found = {rule for check, rule in rules.checks.items() if len(check) >= _SHORTEST_CHECK and check in said}
    return found.pop() if len(found) == 1 else None
