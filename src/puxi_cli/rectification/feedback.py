"""Problems that others reported: whom each concerns and which rule would show it, as far as its words tell; else it is kept as text."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from puxi_cli.rectification.keys import key_of
from puxi_cli.rectification.planning import Wanted

_NUMBER = re.compile(r"(?<![0-9])[0-9]{6,}(?![0-9])")
_IDENTITY = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")
_RULE = re.compile(r"(?<![A-Za-z])[A-Za-z]{2,3}[0-9]{3,4}(?![0-9])")
# What a row says of its subject beside its words.
_ABOUT = ("village", "household_id", "person_id", "rule", "field")
_SHORTEST_CHECK = 4  # characters of a check's name by which it can be known within a sentence


@dataclass(frozen=True)
class Register:
    """What is needed of a register to find out whom a report is about.

    `persons`: identity number (18 characters) to (household, person); `heads`: village and head's name to the household, None where two
    of a village have that name.
    """

    households: Mapping[str, str | None]
    persons: Mapping[str, tuple[str, str | None]]
    heads: Mapping[tuple[str, str], str | None]
    villages: Collection[str]


@dataclass(frozen=True)
class Rules:
    """The rules by number, and those that answer an official check, by the check's name."""

    numbers: Collection[str]
    checks: Mapping[str, str]


def wanted(
    values: Mapping[str, Any], source: str, register: Register, rules: Rules, unread: Mapping[str, str] | None = None
) -> Wanted:
    """The problem that a reported row is. Its number is made of all that says what it is about, as written: the same sheet adds it once, and
    rows that differ in any of it are several problems."""
    text, concerns = str(values.get("text") or ""), str(values.get("concerns") or "")
    said = f"{values.get('category') or ''} {text} {concerns} {values.get('village') or ''}"
    given = str(values.get("household_id") or "")
    household, person = (given if given in register.households else None), values.get("person_id")
    if household is None:
        household, person = _whom(said, register)
    village = register.households.get(household or "") or values.get("village") or _village(said, register)
    rule = _rule(str(values.get("rule") or ""), said, rules)
    told = {name: value for name, value in values.items() if value is not None}
    told |= {"source": source, "household_id": household or given or None, "person_id": person, "village": village, "rule": rule}
    told |= {"result": None, "last_checked": None}  # nobody has looked yet
    return Wanted(_key(source, text, concerns, values, unread or {}), None, told)


def _key(source: str, text: str, concerns: str, values: Mapping[str, Any], unread: Mapping[str, str]) -> str:
    """The number of a reported row. Where none of `_ABOUT` is filled it is what the words alone give, as ledgers of old have it."""
    about = [str(values.get(name) or unread.get(name) or "").strip() for name in _ABOUT]
    return key_of("feedback", source, text, concerns, *(about if any(about) else ()))


def _whom(said: str, register: Register) -> tuple[str | None, str | None]:
    """The household and the person that are named; None where nobody is, or several are."""
    persons = {register.persons[number.upper()] for number in _IDENTITY.findall(said) if number.upper() in register.persons}
    if len(persons) == 1:
        return persons.pop()
    households = {number for number in _NUMBER.findall(said) if number in register.households}
    if not households and not persons:
        village = _village(said, register)
        named = {home for (where, name), home in register.heads.items() if where == village and len(name) > 1 and name in said}
        households = {home for home in named if home} if None not in named else set()
    return (households.pop(), None) if len(households) == 1 else (None, None)


def _village(said: str, register: Register) -> str | None:
    named = [village for village in register.villages if village in said]
    longest = max(map(len, named), default=0)
    found = [village for village in named if len(village) == longest]
    return found[0] if len(found) == 1 else None


def _rule(written: str, said: str, rules: Rules) -> str | None:
    numbers: set[str] = {number.upper() for number in _RULE.findall(f"{written} {said}")} & set(rules.numbers)
    if len(numbers) == 1:
        return numbers.pop()
    if numbers:
        return None
    found = {rule for check, rule in rules.checks.items() if len(check) >= _SHORTEST_CHECK and check in said}
    return found.pop() if len(found) == 1 else None
