"""Two registers of one town compared: who came, who went, who moved, which cells differ, and the flow line by line.

Values of cells are typed as read. Nothing is masked here.
"""

from __future__ import annotations

from dataclasses import dataclass

from puxi_cli.findings import InputRead
from puxi_cli.text.words import Text

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where a row stands in one of the two registers."""

    file: str
    sheet: str | None
    row: int


@dataclass(frozen=True, slots=True)
class Subject:
    """A household, or with `scope` person one of its members, as NEW has it; as OLD has it where it stands in OLD alone.

    `name` is the head's or the member's own. `old` and `new` are its rows in the two registers.
    """

    scope: str  # household, person
    household_id: str | None
    village: str | None
    name: str | None
    person_id: str | None
    old: RowPlace | None
    new: RowPlace | None


@dataclass(frozen=True, slots=True)
class Event:
    """What became of a household or a person.

    `event` is came, went, moved or renumbered, `kind` one of `CAME`, `WENT` or `MOVED` (renumbered for that); `inferred` where no column
    says so. `when` is the time that the file tells, as far
    as it tells it; for a household `persons` is how many of its members the register speaks of. `counted` is whether it counts as
    poor: who came by NEW on NEW's day, who went by OLD on OLD's day. `correction` and `part` are the lines of the flow it stands in.
    `from_…` and `to_…` are the household and the village before and after. `elsewhere` is the household in which the same number
    still stands in NEW.
    """

    subject: Subject
    event: str
    kind: str
    inferred: bool = False
    when: str | None = None
    persons: int | None = None
    counted: bool = False
    correction: str | None = None
    part: str | None = None
    from_household: str | None = None
    to_household: str | None = None
    from_village: str | None = None
    to_village: str | None = None
    elsewhere: str | None = None


CAME = (
    "identified",
    "relapsed",
    "listed_late",
    "born",
    "married_in",
    "moved_in",
    "added_late",
    "back",
    "with_household",
    "new_in_file",
    "new_undecided",
    "undecided_before",
    "past_member",
)
WENT = (
    "exited",
    "exited_earlier",
    "exited_undated",
    "undecided",
    "unlisted",
    "died",
    "married_out",
    "abroad",
    "imprisoned",
    "moved_out",
    "left",
    "gone",
    "gone_with_household",
    "past_member_removed",
)
EVENTS = ("came", "went", "moved", "renumbered")
MOVED = ("household", "village", "household_and_village")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in one of the two registers; `unread` where the cell holds something that cannot be read. `cell` is its name, as F37."""

    value: Value
    unread: bool
    cell: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of a row that stands in both registers and says something else in NEW."""

    subject: Subject
    table: str
    field: str
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True)
class FieldCount:
    """How many cells of a field differ, and of them: blank before, blank now, unreadable on one of the sides."""

    table: str
    field: str
    changes: int
    filled: int
    cleared: int
    unread: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A person in a line of the flow.

    `why` (corrections only) is not_in_old, not_in_new, other_household, household_not_in_old, household_not_in_new, times, undecided or
    undecided_unread; `fields` (table, field) are those that differ, or cannot be read, among the ones that decide who counts on a day.
    """

    subject: Subject
    why: str | None = None
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A line of the flow; `sign` is 1 or −1 for what is added or taken away, 0 for a count of a whole register."""

    line: str
    sign: int
    persons: int
    who: tuple[Counted, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparedFlow:
    """From OLD's count on OLD's day to NEW's count on NEW's day: corrections first, then what happened in between."""

    lines: tuple[FlowLine, ...]

    def of(self, line: str) -> int:
        """The persons of a line."""
        return next(item.persons for item in self.lines if item.line == line)

    @property
    def gap(self) -> int:
        """What the identity leaves over, up to NEW's start and from there to its end; 0 when both halves close."""
        gap, running = 0, 0
        for item in self.lines:
            if item.sign:
                running += item.sign * item.persons
            else:
                gap += abs(running - item.persons) if item is not self.lines[0] else 0
                running = item.persons
        return gap


@dataclass(frozen=True, slots=True)
class Incomparable:
    """A row of one of the registers of which it cannot be told which row of the other it is.

    `side` is old or new; `why` is household_id_twice, person_id_twice, number_twice, number_of_another, name_twice or no_key.
    """

    subject: Subject
    side: str
    why: str


@dataclass(frozen=True, slots=True)
class LoneColumn:
    """A field that only one of the registers has a column for (`side`); where some of its files have it, `rows` were not compared."""

    side: str
    table: str
    field: str
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """One of the two: its day and why that day, its files, what was read, who counts as poor on its day.

    A number of rows is None where there is no such table; the poor are None where they cannot be counted.
    """

    as_of: str
    day_from: Text | None
    inputs: tuple[InputRead, ...]
    households: int | None
    persons: int | None
    poor_households: int | None
    poor_persons: int | None
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """What `diff` answers, everything by village and household. `tables` are those compared; `matched_by` says by which key persons were found again.

    Of a table that was not compared a number is None, never 0.
    `unread_in_both` are cells that cannot be read in either register, `reused_numbers` persons' numbers that name somebody else in NEW.
    """

    old: Register
    new: Register
    tables: tuple[str, ...]
    matched_households: int | None
    matched_by: dict[str, int]
    events: tuple[Event, ...]
    changed: tuple[Change, ...]
    fields: tuple[FieldCount, ...]
    flow: ComparedFlow | None
    incomparable: tuple[Incomparable, ...]
    lone_columns: tuple[LoneColumn, ...]
    unread_in_both: int = 0
    reused_numbers: int = 0
    notes: tuple[Text, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing differs in what was compared."""
        return not (self.events or self.changed or self.incomparable)

    @property
    def matched_persons(self) -> int | None:
        """How many persons were found again."""
        return sum(self.matched_by.values()) if "persons" in self.tables else None

    def of_scope(self, scope: str, number: int) -> int | None:
        """A number of households or of persons that was counted here; None where their table was not compared."""
        return number if f"{scope}s" in self.tables else None

    def of(self, event: str) -> tuple[Event, ...]:
        """Who came, went, moved, or is renumbered."""
        return tuple(each for each in self.events if each.event == event)
