"""What a command did with a ledger, for who reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from puxi_cli.systems.rectification.closing import Refused
from puxi_cli.systems.rectification.problems import Event, Ledger, Problem, Seen, State
from puxi_cli.systems.rectification.progress import Progress
from puxi_cli.text.words import Text


@dataclass(frozen=True)
class Told:
    """The ledger as it stands now, whether it was written, what its reader must know."""

    path: Path
    ledger: Ledger
    today: date
    written: bool
    notes: tuple[Text, ...]


@dataclass(frozen=True)
class PlanTold(Told):
    """How many problems were added, by source; how many findings were problems already; which problems no data can show, by number.

    `evidence` is what should be brought to show that a problem is put right, by the problem's number. `day_notes` say which households
    count as they do for the day's sake; they are among the notes, too.
    """

    added: Mapping[str, int]
    covered: int
    text_only: tuple[str, ...]
    evidence: Mapping[str, str] = field(default_factory=dict)
    day_notes: tuple[Text, ...] = ()


@dataclass(frozen=True)
class CheckTold(Told):
    """What was seen of every problem, and what moved."""

    seen: Mapping[Seen, int]
    moved: tuple[Event, ...]

    @property
    def reopened(self) -> bool:
        """Whether a closed problem is there again."""
        return any(event.after == State.REOPENED.value for event in self.moved)


@dataclass(frozen=True)
class CloseTold(Told):
    """What was closed, what was refused, and the names of the conditions."""

    closed: tuple[Problem, ...]
    refused: tuple[Refused, ...]
    conditions: Mapping[str, str]


@dataclass(frozen=True)
class StatusTold(Told):
    """How far it has come."""

    progress: Progress


@dataclass(frozen=True)
class Conflict:
    """A cell that two copies of a ledger have differently; neither is taken."""

    key: str
    field: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class MergeTold(Told):
    """What of another copy was taken over: rows, cells that were blank here, history; and what differs."""

    other: Path
    rows: int
    cells: int
    events: int
    conflicts: tuple[Conflict, ...]
