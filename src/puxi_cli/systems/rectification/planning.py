"""From what was found or reported to problems of the ledger: new rows, and what was blank in old ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from puxi_cli.findings import Severity
from puxi_cli.systems.rectification import workdays
from puxi_cli.systems.rectification.duties import Holders
from puxi_cli.systems.rectification.problems import (
    FILLED_WHERE_BLANK,
    OWN_SOURCE,
    Changes,
    Event,
    Holder,
    Home,
    Ledger,
    Problem,
    Seen,
    State,
    differing,
    of_the_household,
)

# Working days from the day of planning, where puxi.toml does not say otherwise.
DEFAULT_DAYS: Mapping[Severity, int] = {Severity.ERROR: 10, Severity.WARNING: 20, Severity.NOTICE: 30}
# Of what neither says how grave it is nor names a rule that does.
DEFAULT_SEVERITY = Severity.ERROR


@dataclass(frozen=True)
class Wanted:
    """A problem as it is to stand in the ledger: its number, its severity, and what is known of it by field."""

    key: str
    severity: Severity | None
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Planned:
    """What a plan changes; `covered` findings are problems already, `closed_again` of those problems are closed.

    `unsure` is set where a deadline lies beyond the announced holidays.
    """

    changes: Changes
    covered: int
    closed_again: tuple[str, ...]
    unsure: bool


def plan(
    ledger: Ledger,
    wanted: Iterable[Wanted],
    holders: Sequence[Holder],
    days: Mapping[Severity, int],
    today: date,
    who: str,
    grave: Mapping[str, Severity] | None = None,
    homes: Mapping[str, Home] = {},
) -> Planned:
    """Add what the ledger does not have; name who answers, the day and the household where that is blank. No row is taken out or rewritten.

    `grave` are the severities of the rules that problems name, by the problems' numbers: rows of people's own have none written.
    """
    known = ledger.by_key()
    # What was reported from above and stands for the same rule and subject is this problem: puxi's finding is not written down beside it.
    # A report is, for whoever sent it asks what became of it.
    reported = {
        told
        for problem in ledger.problems
        if problem.checkable and problem.state is not State.CLOSED
        for told in _subjects(problem)
    }
    number = max((int(problem["number"] or 0) for problem in ledger.problems), default=0)
    added: dict[str, Problem] = {}
    events = []
    covered, closed_again, unsure = 0, [], False
    answering = Holders(holders)
    last_days = {severity: workdays.after(today, count) for severity, count in days.items()}
    for one in wanted:
        if one.key in known or one.key in added:
            covered += 1
            if one.key in known and known[one.key].state is State.CLOSED:
                closed_again.append(one.key)
            continue
        about = _subject(one.values)
        if one.values.get("rule") and one.values.get("source") == OWN_SOURCE and {about, about[:2]} & reported:
            covered += 1
            continue
        number += 1
        deadline, sure = last_days[one.severity] if one.severity else (None, True)
        unsure = unsure or not sure
        day = today.isoformat()
        values = {
            "reported": day,
            "deadline": deadline.isoformat() if deadline else None,
            "first_found": day,
            "state": State.OPEN.value,
            "last_checked": day,
            "result": Seen.FOUND.value,
            "closed": False,
            "key": one.key,
            "number": number,
            **one.values,
        }
        values |= of_the_household(values, {}, homes)
        values |= {name: told for name, told in _answering(answering, values).items() if not values.get(name)}
        added[one.key] = Problem(one.key, values)
        if added[one.key].reported and added[one.key].checkable:
            reported.update(_subjects(added[one.key]))
        events.append(Event(day, one.key, None, State.OPEN.value, who, str(values.get("source") or "") or None))
    updates = {}
    for problem in ledger.problems:
        severity = severity_named(problem["severity"]) or (grave or {}).get(problem.key, DEFAULT_SEVERITY)
        until, sure = last_days[severity]
        if problem.row is not None and (filled := _filled(problem, answering, until, homes)):
            updates[problem.row] = filled
            unsure = unsure or (not sure and "deadline" in filled)
    return Planned(Changes(updates, tuple(added.values()), tuple(events)), covered, tuple(closed_again), unsure)


def severity_named(text: str | None) -> Severity | None:
    """A severity by its word in the ledger; None for any other word."""
    return next((one for one in Severity if text in (one.words.of("zh"), one.value)), None)


def _subjects(problem: Problem) -> list[tuple[Any, ...]]:
    """What a problem covers: its rule, subject and column; a report that names no column covers them all."""
    whole = _subject(problem.values)
    return [whole[:2]] if problem.reported and not problem["field"] and whole[1] else [whole]


def _subject(values: Mapping[str, Any]) -> tuple[Any, ...]:
    return values.get("rule"), values.get("person_id") or values.get("household_id") or values.get("village"), values.get("field")


def _answering(holders: Holders, values: Mapping[str, Any]) -> dict[str, Any]:
    holder = holders.of(values.get("duty"), values.get("village"))
    if holder is None:
        return {}
    return {name: value for name, value in vars(holder).items() if value and name not in ("duty", "village")}


def _filled(problem: Problem, holders: Holders, until: date, homes: Mapping[str, Home]) -> dict[str, Any]:
    """Whose household it is; who answers for an open problem and by when; where nobody had written it down."""
    home = of_the_household(problem.values, problem.unread, homes)
    if problem.state is State.CLOSED:
        return differing(problem, home)
    told = _answering(holders, {**problem.values, **home}) if not problem["person"] else {}
    told["deadline"] = until.isoformat()
    blank = {
        name: value
        for name, value in told.items()
        if not problem[name] and name in FILLED_WHERE_BLANK and name not in problem.unread
    }
    return differing(problem, {**home, **blank})
