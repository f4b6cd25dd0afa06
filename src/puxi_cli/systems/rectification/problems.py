"""A problem of the ledger, its states, the changes of state, and who answers for what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from puxi_cli.text.words import Text


class State(StrEnum):
    """Where a problem stands; the value is the word in the ledger. Source of the words: ledgers in use (待销号, 已销号)."""

    OPEN = "整改中"
    WAITING = "待销号"
    REJECTED = "退回整改"
    CLOSED = "已销号"
    REOPENED = "反弹"

    @property
    def stands(self) -> bool:
        """Whether something is still to be put right."""
        return self in (State.OPEN, State.REOPENED)

    @property
    def words(self) -> Text:
        """What it is called."""
        return Text(self.value, _ENGLISH[self])


_ENGLISH = {
    State.OPEN: "open",
    State.WAITING: "waiting to be closed",
    State.REJECTED: "refused to be closed",
    State.CLOSED: "closed",
    State.REOPENED: "reopened",
}


_STATES = {state.value: state for state in State}


class Seen(StrEnum):
    """What the newest register says of a problem; the value is the word in the ledger."""

    FOUND = "仍存在"
    GONE = "不再发现"
    WAIVED = "已豁免"
    UNKNOWN = "无法核对"
    ON_SITE = "须现场核实"

    @property
    def right(self) -> bool:
        """Whether the data shows that it is put right, or that somebody answered for it."""
        return self in (Seen.GONE, Seen.WAIVED)

    @property
    def words(self) -> Text:
        """What it is called."""
        return Text(self.value, _SEEN_ENGLISH[self])


_SEEN_ENGLISH = {
    Seen.FOUND: "still found",
    Seen.GONE: "no longer found",
    Seen.WAIVED: "waived",
    Seen.UNKNOWN: "cannot be checked",
    Seen.ON_SITE: "to be looked at on site",
}


@cache
def _seen(written: str) -> Seen | None:
    return next((seen for seen in Seen if written.startswith(seen.value)), None)


# The source of what puxi finds itself; every other source is somebody's report.
OWN_SOURCE = "系统核查"
# Words that ledgers of earlier versions hold, with what is written now.
_FORMER = {"被驳回": State.REJECTED.value, "puxi 核查": OWN_SOURCE}
# The columns that are puxi's: it writes them whenever what they say has changed. All others are people's, once a row is there.
OWN = frozenset({"key", "state", "first_found", "last_checked", "result", "reopened", "closed", "closed_on"})
# What puxi fills where it is blank: it was not known when the row was made.
OF_THE_HOUSEHOLD = ("village", "group", "head_name")
FILLED_WHERE_BLANK = ("person", "office", "leader", "leading_office", "phone", "deadline", *OF_THE_HOUSEHOLD)
Home = Mapping[str, Any]  # what the register says of a household: the fields of `OF_THE_HOUSEHOLD`


def current_word(written: Any) -> Any:
    """A state or source as it is written now, where a ledger holds the word of an earlier version."""
    return _FORMER.get(written, written)


@dataclass(frozen=True)
class Problem:
    """A row of the ledger: `row` is its number in the sheet, None for one that is not written yet. `values` are the fields, typed.

    `unread` are fields whose cells hold something that cannot be read, with what they hold; `cells` are what the row itself holds where
    that is not what counts (a state that was changed by hand, a number that is missing).
    """

    key: str
    values: Mapping[str, Any]
    row: int | None = None
    unread: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    @property
    def state(self) -> State:
        """Its state; a row that people added and that has none is open."""
        return _STATES.get(str(self["state"] or ""), State.OPEN)

    @property
    def seen(self) -> Seen | None:
        """What the last check said; None before the first."""
        return _seen(str(self["result"] or ""))

    @property
    def deadline(self) -> date | None:
        """The day by which it is to be put right."""
        return _day(self["deadline"])

    @property
    def since(self) -> date | None:
        """The day on which it was first found or reported."""
        return _day(self["first_found"] or self["reported"])

    @property
    def reported(self) -> bool:
        """Whether somebody reported it, from above or by a row of their own; else puxi found it."""
        return bool(self["source"] != OWN_SOURCE)

    @property
    def on_site_only(self) -> bool:
        """Whether no data can show that it is put right: no rule asks for it, or whom it is about is gone from the register."""
        return not self.checkable or self.seen is Seen.ON_SITE

    @property
    def checkable(self) -> bool:
        """Whether data can show that it is right: there is a rule that looks at it."""
        return bool(self["rule"])


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None


@dataclass(frozen=True)
class Event:
    """A change of state: when, which problem, from what to what, who and why."""

    day: str
    key: str
    before: str | None
    after: str
    who: str | None
    why: str | None


@dataclass(frozen=True)
class Holder:
    """Who answers for a duty (None: for all) in a village (None: in all)."""

    person: str
    duty: str | None = None
    village: str | None = None
    office: str | None = None
    phone: str | None = None
    leader: str | None = None
    leading_office: str | None = None


@dataclass(frozen=True)
class Ledger:
    """The problems in the order of their rows, all changes of state, and who answers for what.

    `doubled` are numbers that stand in several rows: none is closed by them, for nobody knows whose papers they are.
    """

    problems: tuple[Problem, ...] = ()
    history: tuple[Event, ...] = ()
    holders: tuple[Holder, ...] = ()
    doubled: frozenset[str] = frozenset()

    def after(self, changes: Changes) -> Ledger:
        """The ledger as it is once the changes are written."""
        problems = []
        for problem in self.problems:
            new = changes.updates.get(problem.row, {}) if problem.row is not None else {}
            problems.append(replace(problem, values={**problem.values, **new}, cells={}))
        return Ledger((*problems, *changes.added), (*self.history, *changes.events), self.holders, self.doubled)

    def by_key(self) -> dict[str, Problem]:
        """The problems by number; of two rows with one number the first."""
        found: dict[str, Problem] = {}
        for problem in self.problems:
            found.setdefault(problem.key, problem)
        return found


@dataclass(frozen=True)
class Changes:
    """What is to be written: new values of fields by row, new problems, new changes of state."""

    updates: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    added: tuple[Problem, ...] = ()
    events: tuple[Event, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.updates or self.added or self.events)


def differing(problem: Problem, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Those of some values that the row does not have yet: writing what is there already would make a new file of the same content.

    A cell that does not count is written in any case: else what counted before would be put there.
    """
    return {name: value for name, value in wanted.items() if name in problem.cells or problem[name] != value}


def of_the_household(values: Mapping[str, Any], unread: Mapping[str, str], homes: Mapping[str, Home]) -> dict[str, Any]:
    """The village, the group and the head of the household that a problem is about, where the ledger does not say them; `homes` by number."""
    home = homes.get(str(values.get("household_id") or ""), {})
    return {name: home[name] for name in OF_THE_HOUSEHOLD if home.get(name) and not values.get(name) and name not in unread}
