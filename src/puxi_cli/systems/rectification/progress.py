"""How far rectification has come: how many problems stand where, how old they are, whose they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from puxi_cli.systems.rectification.problems import Ledger, Problem, State
from puxi_cli.text.words import Text


class Age(StrEnum):
    """How much time an open problem has left. Source of the buckets: a ledger in use."""

    OVERDUE = "overdue"
    WITHIN_10 = "within_10"
    WITHIN_20 = "within_20"
    LATER = "later"
    NO_DAY = "no_day"

    @property
    def words(self) -> Text:
        """What it is called."""
        return _WORDS[self]


_WORDS = {
    Age.OVERDUE: Text("已超过整改时限", "overdue"),
    Age.WITHIN_10: Text("剩余10天时限", "10 days left or less"),
    Age.WITHIN_20: Text("剩余20天时限", "11 to 20 days left"),
    Age.LATER: Text("剩余20天以上时限", "more than 20 days left"),
    Age.NO_DAY: Text("没有时限", "no deadline"),
}


def age_of(problem: Problem, today: date) -> Age:
    """The bucket of a problem that is not closed. On the day of its deadline it is not overdue yet."""
    if problem.deadline is None:
        return Age.NO_DAY
    left = (problem.deadline - today).days
    if left < 0:
        return Age.OVERDUE
    return Age.WITHIN_10 if left <= 10 else Age.WITHIN_20 if left <= 20 else Age.LATER


@dataclass(frozen=True)
class Tally:
    """The problems of one source, village or person: `open` are to be put right (reopened among them), of which some are overdue.

    `waiting` wait to be closed (refused ones among them); open, waiting and closed make the total.
    """

    name: str
    total: int
    open: int
    overdue: int
    reopened: int
    waiting: int
    closed: int


@dataclass(frozen=True)
class Progress:
    """The whole ledger as of a day: by state, by the time left, by source, village and person; `late` are the overdue ones."""

    today: date
    total: Tally
    states: dict[State, int]
    ages: dict[Age, int]
    by_source: tuple[Tally, ...]
    by_village: tuple[Tally, ...]
    by_person: tuple[Tally, ...]
    late: tuple[Problem, ...]

    @property
    def closure_rate(self) -> float | None:
        """Closed problems / all problems; None where there is none."""
        return self.total.closed / self.total.total if self.total.total else None


def progress(ledger: Ledger, today: date) -> Progress:
    """Count a ledger as of a day."""
    unclosed = [problem for problem in ledger.problems if problem.state is not State.CLOSED]
    late = sorted(
        (problem for problem in unclosed if problem.state.stands and age_of(problem, today) is Age.OVERDUE),
        key=lambda problem: (problem.deadline or today, problem.row or 0),
    )
    return Progress(
        today,
        _tally("", ledger.problems, today),
        {state: sum(problem.state is state for problem in ledger.problems) for state in State},
        {age: sum(problem.state.stands and age_of(problem, today) is age for problem in unclosed) for age in Age},
        _by(ledger.problems, lambda problem: str(problem["source"] or ""), today),
        _by(ledger.problems, lambda problem: str(problem["village"] or ""), today),
        _by(ledger.problems, lambda problem: str(problem["person"] or ""), today),
        tuple(late),
    )


def _by(problems: Iterable[Problem], name: Callable[[Problem], str], today: date) -> tuple[Tally, ...]:
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(name(problem), []).append(problem)
    tallies = [_tally(called, group, today) for called, group in groups.items()]
    return tuple(sorted(tallies, key=lambda tally: (-tally.overdue, -tally.open, -tally.total, tally.name)))


def _tally(name: str, problems: Iterable[Problem], today: date) -> Tally:
    every = list(problems)
    open_ones = [problem for problem in every if problem.state.stands]
    return Tally(
        name,
        len(every),
        len(open_ones),
        sum(age_of(problem, today) is Age.OVERDUE for problem in open_ones),
        sum(problem.state is State.REOPENED for problem in every),
        sum(problem.state in (State.WAITING, State.REJECTED) for problem in every),
        sum(problem.state is State.CLOSED for problem in every),
    )
