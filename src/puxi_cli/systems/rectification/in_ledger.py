"""What a ledger and those who keep it say of a household: who answers for it, and where its problems stand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from puxi_cli.errors import UnreadableFile, shown_path
from puxi_cli.explained import InLedger, LedgerProblem, Responsible
from puxi_cli.findings import Duty
from puxi_cli.systems.rectification.duties import Holders
from puxi_cli.systems.rectification.ledger_cells import known_in
from puxi_cli.systems.rectification.problems import Problem, State
from puxi_cli.text.words import Text

if TYPE_CHECKING:
    from puxi_cli.systems.rectification.ledgers import LedgerFile


def ledger_beside(path: Path, *, named: bool) -> tuple[LedgerFile | None, Text | None]:
    """The ledger, and why it was not read; neither where there is none.

    Raises UnreadableFile where somebody named it: another one only lies there.
    """
    if not named and not path.exists():
        return None, None
    from puxi_cli.systems.rectification.ledgers import read_ledger

    try:
        return read_ledger(path), None
    except UnreadableFile as error:
        if named:
            raise
        return None, Text(f"没有采用整改台账：{error.zh}", f"The ledger was left out: {error.en}")


class LedgerIndex:
    """The problems of a ledger by household, and by person where they name no household."""

    def __init__(self, file: LedgerFile) -> None:
        self._path = shown_path(file.path)
        self._by: dict[tuple[str, str], list[Problem]] = {}
        for problem in file.ledger.problems:
            about = next((name for name in ("household_id", "person_id") if problem[name]), None)
            if about is not None:
                self._by.setdefault((about, str(problem[about])), []).append(problem)

    def of(self, household: str, persons: Collection[str]) -> InLedger:
        """What it has of a household and its members, those that are not closed first."""
        ways = [("household_id", household), *(("person_id", person) for person in dict.fromkeys(persons))]
        found = [problem for way in ways for problem in self._by.get(way, ())]
        found.sort(key=lambda problem: problem.state is State.CLOSED)
        return InLedger(self._path, tuple(map(_told, found)))


def _told(problem: Problem) -> LedgerProblem:
    seen = problem.seen

    def text(name: str) -> str | None:
        value: Any = problem[name]
        return None if value is None else str(value)

    return LedgerProblem(
        problem.key,
        text("rule"),
        text("text") or text("category") or "",
        problem.state.name.lower(),
        problem.state.words,
        seen.name.lower() if seen else None,
        seen.words if seen else None,
        problem.state is State.CLOSED,
        text("person"),
        text("deadline"),
        text("first_found"),
        text("closed_on"),
        known_in(problem),
    )


def responsible_for(village: str | None, holders: Holders) -> tuple[Responsible, ...]:
    """Who answers for each duty in a village, as `rectify` assigns it."""
    found = ((duty, holders.of(duty.words.of("zh"), village)) for duty in Duty)
    names = [each.name for each in fields(Responsible) if each.name != "duty"]
    return tuple(Responsible(duty, **{name: getattr(one, name) for name in names} if one else {}) for duty, one in found)
