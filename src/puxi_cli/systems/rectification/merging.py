"""Two copies of one ledger that different people filled in: what only one of them has is taken, what differs is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from puxi_cli.systems.rectification.problems import OWN, Changes, Ledger, Problem
from puxi_cli.systems.rectification.told import Conflict

_NOT_COMPARED = OWN | {"number"}
_CHECKED = {"last_checked", "result"}


@dataclass(frozen=True)
class Merged:
    """What of the other copy is to be written, and the cells that both have and have differently."""

    changes: Changes
    conflicts: tuple[Conflict, ...]
    cells: int


def merge(mine: Ledger, theirs: Ledger) -> Merged:
    """Take rows, cells and history from another copy. Nothing that is filled here is written over.

    The state of a problem is what the longer history of it says: it is puxi's, and comes from the changes of state.
    """
    known = mine.by_key()
    updates: dict[int, dict[str, Any]] = {}
    conflicts = []
    cells = 0
    history = set(mine.history)
    events = tuple(event for event in theirs.history if event not in history)
    new = {event.key for event in events}
    longer = new - {event.key for event in history - set(theirs.history)}
    for problem in theirs.problems:
        here = known.get(problem.key)
        if here is None:
            continue
        taken: dict[str, Any] = {}
        for name in dict.fromkeys((*problem.values, *problem.unread)):
            mine_has, theirs_has = _cell(here, name), _cell(problem, name)
            if name in _NOT_COMPARED or theirs_has in ("", mine_has):
                continue
            if mine_has == "":
                # What cannot be read is taken over as it is written: it was not read here either.
                taken[name] = problem.unread.get(name, problem[name])
            else:
                conflicts.append(Conflict(problem.key, name, mine_has, theirs_has))
        cells += len(taken)
        if problem.key in longer:
            # What the later check saw is the newer word, whichever copy's history is longer.
            kept = {"key"} | (_CHECKED if str(here["last_checked"] or "") > str(problem["last_checked"] or "") else set())
            taken |= {name: problem[name] for name in OWN - kept if here[name] != problem[name]}
        elif here["state"] != problem["state"] and problem.key in new:
            conflicts.append(Conflict(problem.key, "state", _text(here["state"]), _text(problem["state"])))
        if taken and here.row is not None:
            updates[here.row] = taken
    added = tuple(
        replace(problem, values={**problem.values, **problem.unread})
        for key, problem in theirs.by_key().items()
        if key not in known
    )
    # Where both have gone on with a problem, its history would tell two stories: it is left to who decides.
    told = tuple(event for event in events if event.key in longer or event.key not in known)
    return Merged(Changes(updates, added, told), tuple(conflicts), cells)


def _cell(problem: Problem, name: str) -> str:
    """What a cell of people's says: what was read of it, else what stands there."""
    return problem.unread.get(name) or _text(problem[name])


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)
