"""Rows of a ledger as problems: a number each, the state that the history has, and what people did by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from puxi_cli.systems.rectification.keys import key_of
from puxi_cli.systems.rectification.problems import OWN, Event, Ledger, Problem, Seen, State

_WORDS = ("text", "concerns", "village", "household_id", "rule")
# What tells one problem from another: rows of one number that differ in it are several problems.
_ABOUT = ("source", *_WORDS, "person_id", "field")


@dataclass(frozen=True)
class Row:
    """A row as it was read: its number in the sheet, its fields, and what its unreadable cells hold."""

    number: int
    values: Mapping[str, Any]
    unread: Mapping[str, str]


@dataclass(frozen=True)
class Doubled:
    """A problem's number that stands in several rows. The first row keeps it.

    `others` are other problems and get numbers of their own; `alike` say the same once more and are left alone.
    """

    key: str
    first: int
    others: tuple[int, ...]
    alike: tuple[int, ...]


@dataclass(frozen=True)
class Taken:
    """The problems of a ledger's rows, and what its reader must know.

    `by_hand`: states that were changed without `close` (number, what is recorded, what stands there); `unrecorded`: numbers of which the
    history has no line.
    """

    problems: tuple[Problem, ...] = ()
    by_hand: tuple[tuple[str, str, str], ...] = ()
    doubled: tuple[Doubled, ...] = ()
    unrecorded: tuple[str, ...] = ()


def taken(rows: Iterable[Row], history: Iterable[Event]) -> Taken:
    """Give every row a number and the state that the history has last, whatever somebody wrote into the cell.

    Of what has no history nothing counts that only puxi may say: it is open, and was not looked at.
    """
    every = list(rows)
    recorded = {event.key: event.after for event in history}
    used = {str(row.values["key"]) for row in every if row.values["key"]}
    times: dict[str, int] = {}
    firsts: dict[str, Row] = {}
    others: dict[str, list[int]] = {}
    alike: dict[str, list[int]] = {}
    problems, by_hand, unrecorded = [], [], []
    for row in every:
        values, cells = dict(row.values), dict[str, Any]()
        key = str(values["key"] or "")
        copied = key in firsts
        if copied and _about(row) == _about(firsts[key]):
            alike.setdefault(key, []).append(row.number)
            continue
        if copied:
            others.setdefault(key, []).append(row.number)
        elif key:
            firsts[key] = row
        if copied or not key:
            key = _new_number(values, used, times)
            cells["key"] = values["key"]
        elif key not in recorded:
            unrecorded.append(key)
        written, state = values["state"], recorded.get(key, State.OPEN.value)
        if written != state:
            cells["state"] = written
            if (written or key in recorded) and not copied:
                by_hand.append((key, state, str(written or "")))
        if copied:
            cells |= {name: values[name] for name in OWN - {"key", "state"} if values[name] is not None}
        elif key not in recorded and str(values["result"] or "").startswith(tuple(Seen)):
            cells["result"] = values["result"]
        values |= dict.fromkeys(cells) | {"key": key, "state": state}
        problems.append(Problem(key, values, row.number, row.unread, cells))
    doubled = tuple(
        Doubled(key, first.number, tuple(others.get(key, ())), tuple(alike.get(key, ())))
        for key, first in firsts.items()
        if key in others or key in alike
    )
    return Taken(tuple(problems), tuple(by_hand), doubled, tuple(unrecorded))


def begun(ledger: Ledger, today: date, who: str) -> tuple[Event, ...]:
    """The first event of each problem that has none: from then on the history says where it stands."""
    there = {event.key for event in ledger.history}
    return tuple(
        Event(today.isoformat(), problem.key, None, State.OPEN.value, who, str(problem["source"] or "") or None)
        for problem in ledger.problems
        if problem.key not in there
    )


def _about(row: Row) -> tuple[str, ...]:
    return tuple(str(row.values[name] or row.unread.get(name) or "").strip() for name in _ABOUT)


def _new_number(values: Mapping[str, Any], used: set[str], times: dict[str, int]) -> str:
    """A number for a row of somebody's own: of its words, and of how often they stand there already (`times`)."""
    words = key_of("by hand", *(str(values[name] or "") for name in _WORDS))
    while True:
        times[words] = times.get(words, 0) + 1
        key = words if times[words] == 1 else key_of(words, str(times[words]))
        if key not in used:
            used.add(key)
            return key
