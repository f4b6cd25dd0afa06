"""Every problem held against the newest register: which are still found, which wait to be closed, which came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from puxi_cli.systems.rectification.problems import (
    Changes,
    Event,
    Home,
    Ledger,
    Problem,
    Seen,
    State,
    differing,
    of_the_household,
)

# What becomes of a state when the problem is found, and when it is not found any more.
_FOUND = {State.WAITING: State.OPEN, State.REJECTED: State.OPEN, State.CLOSED: State.REOPENED}
_GONE = {State.OPEN: State.WAITING, State.REOPENED: State.WAITING}


@dataclass(frozen=True)
class Look:
    """What was seen of one problem, and why where it cannot be checked or was waived."""

    seen: Seen
    why: str | None = None


@dataclass(frozen=True)
class Checked:
    """What a check changes, what was seen by number, and the changes of state among the events."""

    changes: Changes
    looks: Mapping[str, Look]
    moved: tuple[Event, ...]


def check(ledger: Ledger, looks: Mapping[str, Look], today: date, who: str, homes: Mapping[str, Home] = {}) -> Checked:
    """Write down what was seen, and whose household it is where that is blank (`homes`).

    A closed problem stays under watch; what cannot be checked stays as it was.
    """
    day = today.isoformat()
    updates: dict[int, dict[str, object]] = {}
    moved = []
    for problem in ledger.problems:
        look = looks.get(problem.key, Look(Seen.ON_SITE))
        after = _after(problem, look.seen)
        said = look.seen.value + (f"：{look.why}" if look.why else "")
        wanted: dict[str, object] = {"key": problem.key, "state": after.value, "last_checked": day, "result": said}
        wanted |= of_the_household(problem.values, problem.unread, homes)
        if after is not problem.state:
            moved.append(Event(day, problem.key, problem.state.value, after.value, who, said))
            if after is State.REOPENED:
                wanted |= {"closed": False, "closed_on": None, "reopened": int(problem["reopened"] or 0) + 1}
        if problem.row is not None and (new := differing(problem, wanted)):
            updates[problem.row] = new
    return Checked(Changes(updates, (), tuple(moved)), looks, tuple(moved))


def _after(problem: Problem, seen: Seen) -> State:
    if seen is Seen.FOUND:
        return _FOUND.get(problem.state, problem.state)
    if seen.right:
        return _GONE.get(problem.state, problem.state)
    return problem.state
