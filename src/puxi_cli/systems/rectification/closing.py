"""Closing (销号): only what has passed all conditions; what lacks one is refused, with what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from puxi_cli.systems.rectification.problems import Changes, Event, Ledger, Problem, State, differing


def _put_right(problem: Problem) -> bool:
    """The data shows it; of what no data can show, somebody who was there says it."""
    if problem.on_site_only:
        return bool(problem["on_site"])
    return problem.seen is not None and problem.seen.right


# The six conditions in their order: what each asks of a row. Their names are the user's (`names` below).
CONDITIONS: Mapping[str, Callable[[Problem], bool]] = {
    "verified": lambda problem: problem["verified"] is True,
    "cause": lambda problem: bool(problem["cause"]),
    "responsible": lambda problem: bool(problem["person"]),
    "put_right": _put_right,
    "evidence": lambda problem: bool(problem["proof"]),
    "satisfied": lambda problem: problem["satisfied"] is True,
}
# Which column shows each, so that who is refused knows where to write.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "verified": ("verified",),
    "cause": ("cause",),
    "responsible": ("person",),
    "put_right": ("result", "on_site"),
    "evidence": ("proof",),
    "satisfied": ("satisfied",),
}


@dataclass(frozen=True)
class Refused:
    """A problem that is not closed, and the conditions that it lacks."""

    problem: Problem
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class Closed:
    """What closing changes, which problems are closed by it, which are refused."""

    changes: Changes
    closed: tuple[Problem, ...]
    refused: tuple[Refused, ...]


def lacking(problem: Problem) -> tuple[str, ...]:
    """The conditions that a problem does not fulfil."""
    return tuple(name for name, holds in CONDITIONS.items() if not holds(problem))


def close(ledger: Ledger, keys: Collection[str] | None, names: Sequence[str], today: date, who: str, why: str | None) -> Closed:
    """Close problems by number; with None all that wait, and those that no data can show and that fulfil everything.

    A number that stands in several rows is left alone. `names` are the conditions' names in their order.
    """
    words = dict(zip(CONDITIONS, names, strict=True))
    day = today.isoformat()
    updates: dict[int, dict[str, Any]] = {}
    events, closed, refused = [], [], []
    for problem in ledger.problems:
        if problem.key in ledger.doubled:
            continue
        missing = lacking(problem)
        waits = problem.state in (State.WAITING, State.REJECTED) or (problem.on_site_only and not missing)
        if problem.state is State.CLOSED or not (waits if keys is None else problem.key in keys):
            continue
        if missing:
            refused.append(Refused(problem, missing))
            # What is still to be put right stays open; only what waited is sent back.
            after: State = problem.state if problem.state.stands else State.REJECTED
            reason: str | None = "、".join(words[name] for name in missing)
            wanted: dict[str, Any] = {"key": problem.key, "state": after.value}
        else:
            closed.append(problem)
            after, reason = State.CLOSED, why
            wanted = {"key": problem.key, "state": after.value, "closed": True, "closed_on": day}
        if after is not problem.state:
            events.append(Event(day, problem.key, problem.state.value, after.value, who, reason))
        if problem.row is not None and (new := differing(problem, wanted)):
            updates[problem.row] = new
    return Closed(Changes(updates, (), tuple(events)), tuple(closed), tuple(refused))
