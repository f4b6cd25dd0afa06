"""One household explained: who belongs to it, what happened when, and what every criterion says of it and by which number."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from puxi_cli.findings import Card, Duty, Finding, InputRead, Known, Lead, Outcome, Verdict
from puxi_cli.records.place import Place
from puxi_cli.text.words import Text


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the household, also one who left; `there` and `age` on the day; no age where it is unknown or before birth.

    `later`: belongs to the household only from a later day on.
    """

    person_id: str | None
    name: str | None
    relation: str | None
    sex: str | None
    age: int | None
    schooling: str | None
    health: str | None
    labour: str | None
    work: str | None
    insured: bool | None
    joined: str | None
    left: str | None
    left_reason: str | None
    there: bool | None
    later: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: when, as far as the files tell it (None: not at all), what, and where that is written.

    `name` stands behind what; of a step `procedure` says which procedure it belongs to, `step` how it is called. `before` is the time of a
    later event of the same year, where only the year of this one is known.
    """

    when: str | None
    what: Text
    of: str  # household, person, step, inspection, evidence
    place: Place | None = None
    name: str | None = None
    procedure: Text | None = None
    step: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class YearOfIncome:
    """Income per head of a year beside the lines of that year; `above` is null where one of them is not known."""

    year: int
    per_head: float | None
    place: Place | None
    identification_line: float | None
    exit_line: float | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A fact that a criterion used, with its value."""

    name: str
    words: Text
    value: Any


@dataclass(frozen=True, slots=True)
class NumberUsed:
    """A number of the law that a criterion used: its value, of which year or day, how sure it is and what says so."""

    name: str
    words: Text
    value: Any
    unit: Text
    of: str
    region: str
    status: str
    document: str | None
    article: str | None
    note: Text | None
    own: bool = False  # the user's own


@dataclass(frozen=True, slots=True)
class Criterion:
    """What one rule says of the household, with the figures and numbers it used.

    `waived` is why somebody answered for its failure, `off` that it is switched off; `reasons` say what keeps it from an answer.
    """

    card: Card
    item: str | None
    outcome: Outcome
    figures: tuple[Figure, ...]
    numbers: tuple[NumberUsed, ...]
    lacking: tuple[str, ...] = ()
    finds: bool = True  # its title names what is wrong, not what is asked
    waived: str | None = None
    off: bool = False
    reasons: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class RedLine:
    """One of the nine lines: pass is "in no such list", unknown "no such list was handed in", or that it is switched off."""

    card: Card
    outcome: Outcome
    category: str
    off: bool = False


class Weight(StrEnum):
    """What a hit in another office's list is worth: a lead, answered for, of a member who left, or of a household not asked.

    Of a household that left the register a hit is a lead to its listing, or from after its exit and none.
    """

    LEAD = "lead"
    LEAD_EXITED = "lead_exited"
    WAIVED = "waived"
    FORMER = "former"
    AFTER_EXIT = "after_exit"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Hit:
    """A row of another office's list that names somebody of the household; `waived` is why a lead was answered for."""

    lead: Lead
    weight: Weight
    waived: str | None = None


@dataclass(frozen=True, slots=True)
class WaiverTold:
    """A waiver that names the household or one of its members, whether it is in force on the day, and why it has no effect."""

    rule: str
    person_id: str | None
    reason: str
    approved_by: str
    day: str | None
    until: str | None
    in_force: bool
    why_useless: Text | None = None


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who answers for a duty in the household's village; no `person` where nobody is named."""

    duty: Duty
    person: str | None = None
    office: str | None = None
    phone: str | None = None
    leader: str | None = None
    leading_office: str | None = None


@dataclass(frozen=True, slots=True)
class LedgerProblem:
    """A problem of the household as the ledger has it: its state and what the last check said, each as a code and in words.

    `known` is who its row names: the ledger may have another head than the register.
    """

    key: str
    rule: str | None
    what: str
    state: str
    state_words: Text
    result: str | None
    result_words: Text | None
    closed: bool
    person: str | None
    deadline: str | None
    first_found: str | None
    closed_on: str | None
    known: Known


@dataclass(frozen=True, slots=True)
class InLedger:
    """What a ledger has of the household."""

    path: str
    problems: tuple[LedgerProblem, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that the register, the law and the lists of others say of one household as of a day.

    `twice` are the places of all its rows where its number stands more than once; it is judged as one household, and what its rows
    have differently is unknown. `taken` says how its status and times were taken where they do not agree, `not_asked` which rules
    were not asked, `law_notes` what has to be known of the numbers, `known` who is to be masked. `responsible` are all duties;
    `ledger` is None where none was read.
    """

    household_id: str
    as_of: str
    region: str | None
    village: str | None
    group: str | None
    head_name: str | None
    place: Place
    standing: str | None
    poor_type: str | None
    cause: str | None
    helper: str | None
    members: tuple[Member, ...]
    events: tuple[Event, ...]
    incomes: tuple[YearOfIncome, ...]
    criteria: tuple[Criterion, ...]
    red_lines: tuple[RedLine, ...]
    hits: tuple[Hit, ...]
    verdicts: tuple[tuple[str, Verdict], ...]  # identify, exit
    findings: tuple[Finding, ...]
    waivers: tuple[WaiverTold, ...]
    inputs: tuple[InputRead, ...]
    notes: tuple[Text, ...]
    twice: tuple[Place, ...] = ()
    taken: tuple[Text, ...] = ()
    not_asked: tuple[Text, ...] = ()
    identified_later: str | None = None
    law_notes: tuple[Text, ...] = ()
    known: Known = field(default_factory=Known)
    responsible: tuple[Responsible, ...] = ()
    ledger: InLedger | None = None
