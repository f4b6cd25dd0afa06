"""What puxi has to say of a register: findings, their outcome, severity and who has to act.

A finding is a value: a lead for a visit or a look into the file, never a verdict on a person.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from puxi_cli.records.place import Place
from puxi_cli.records.scope import Scope
from puxi_cli.text.words import Lang, Text

if TYPE_CHECKING:
    from puxi_cli.records.near import Names

_FEW_NAMES = 20  # of a household: more are looked up in what a text contains, and not tried one after the other

# The heading of the column that a workbook gets when it comes back with its findings.
CHECK_HEADINGS: dict[Lang, str] = {"zh": "系统核查结果", "en": "puxi findings"}
# The same, and what earlier versions wrote: such a column is replaced, and is no data of the register.
EVERY_CHECK_HEADING = (*CHECK_HEADINGS.values(), "puxi 核查结果")


class Outcome(StrEnum):
    """What a rule says of one row in its scope; the four add up to the rows in scope."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Severity(StrEnum):
    """How much a finding weighs. A notice never fails a run."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def weight(self) -> int:
        """The heavier, the greater."""
        return {"notice": 0, "warning": 1, "error": 2}[self.value]

    @property
    def words(self) -> Text:
        """The word for it."""
        return Text({"error": "错误", "warning": "警告", "notice": "提示"}[self.value], self.value)


class Duty(StrEnum):
    """Who is to look into it."""

    CLERK = "clerk"
    VILLAGE = "village"
    TOWN = "town"

    @property
    def words(self) -> Text:
        """The word for it."""
        return Text({"clerk": "录入员", "village": "村", "town": "镇"}[self.value], self.value)


@dataclass(frozen=True, slots=True)
class Card:
    """What a rule says of itself: its number, its words in both languages, its source.

    `zh` and `en` name the same values in braces; `mend_zh` and `mend_en` say how it is put right.
    """

    id: str
    name: str
    scope: Scope
    severity: Severity
    duty: Duty
    zh: str
    en: str
    mend_zh: str
    mend_en: str
    cite: str
    title_zh: str
    title_en: str
    region: str = "CN"  # a GB/T 2260 prefix; CN is everywhere
    in_force: tuple[str, str] | None = None  # both days (text) included; None is always
    blocks: bool = False  # something was not read: what other rules say of the rows may follow from it

    @property
    def family(self) -> str:
        """REC, DQ, ID …"""
        return self.id.rstrip("0123456789")

    @property
    def rank(self) -> tuple[str, int]:
        """Where it stands among all: by family, then by number, so that DQ801 stands before DQ1001."""
        return self.family, int(self.id[len(self.family) :] or 0)

    def holds(self, day: str, region: str | None) -> bool:
        """Whether the rule is in force on a day (text) in a region."""
        within = self.in_force is None or self.in_force[0] <= day <= self.in_force[1]
        return within and (self.region == "CN" or (region or "").startswith(self.region))

    @property
    def title(self) -> Text:
        """A few words for the kind of finding."""
        return Text(self.title_zh, self.title_en)

    @property
    def sentence(self) -> Text:
        """What it says of a row, with braces for values."""
        return Text(self.zh, self.en)

    @property
    def mend(self) -> Text:
        """How it is put right."""
        return Text(self.mend_zh, self.mend_en)


@dataclass(frozen=True)
class Known:
    """Who belongs to a household, so that reports can mask them in free text too: names, and days of birth as YYYYMMDD."""

    names: tuple[str, ...] = ()
    births: tuple[str, ...] = ()

    def and_those(self, others: Known) -> Known:
        """These, and others who are named beside them."""
        return Known((*self.names, *others.names), (*self.births, *others.births)) if others != Known() else self

    def names_in(self, text: str) -> list[str]:
        """The names that a text may contain, the longest first."""
        if len(self.names) <= _FEW_NAMES:
            return sorted(self.names, key=len, reverse=True)
        some = {*self._names.within(text), *self._starred}
        return sorted(some, key=self._order.__getitem__)

    @cached_property
    def _names(self) -> Names:
        from puxi_cli.records.near import Names

        return Names(self.names)

    @cached_property
    def _starred(self) -> frozenset[str]:
        # A name that the file itself masks may begin to fit once another one is masked.
        return frozenset(name for name in self.names if "*" in name)

    @cached_property
    def _order(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(sorted(self.names, key=len, reverse=True))}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look into, with the place where it stands.

    `values` fill the braces of the card's sentence. Those of them that are personal (`personal` names which, and how) are
    masked by the reports unless the reader asked otherwise; `known` are those who are to be masked in its free text. `rows` is how
    many rows have it: a cell is merged or copied over them, or they double each other.
    """

    card: Card
    place: Place
    table: str | None = None
    field: str | None = None
    outcome: Outcome = Outcome.FAIL
    household_id: str | None = None
    person_id: str | None = None
    village: str | None = None
    name: str | None = None
    value: str | None = None
    values: dict[str, Any] = dataclasses.field(default_factory=dict)
    personal: dict[str, str] = dataclasses.field(default_factory=dict)
    waived: str | None = None
    known: Known = Known()
    rows: int = 1

    @property
    def order(self) -> tuple[int, int, str, int, str, int, int]:
        """What blocks others first, then by file, table (households first, as in a workbook), row and column."""
        from puxi_cli.records.tables import MODELS

        column = self.place.column_index
        return (
            0 if self.card.blocks else 1,
            0 if self.card.scope == Scope.SHEET else 1,
            self.place.file,
            list(MODELS).index(self.table) if self.table in MODELS else len(MODELS),
            self.place.sheet or "",
            self.place.row or 0,
            -1 if column is None else column,
        )


@dataclass(frozen=True, slots=True)
class SheetRead:
    """How one sheet was understood. `header_row` counts from 1; a sheet that feeds two tables names both.

    `left_out` are rows under the headings that are no data, with why: total, note, heading (again), section (title),
    example, hint, helpers (a list of them below).
    """

    sheet: str
    tables: tuple[str, ...]
    header_row: int
    rows: int
    columns: tuple[ColumnRead, ...] = ()
    missing: tuple[str, ...] = ()
    left_out: tuple[tuple[int, str], ...] = ()
    hidden_rows: int = 0
    hidden: bool = False

    @property
    def unmatched(self) -> tuple[str, ...]:
        """Headings that belong to no field."""
        return tuple(column.heading for column in self.columns if column.how == "unmatched")


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """How one column was understood: `how` is exact, bracket, opposite, own, context, duplicate, ignored, known, asked, unmatched or
    elsewhere, which is a column of the table `other`, that the sheet is not.
    """

    letters: str
    heading: str
    how: str
    table: str | None = None
    field: str | None = None
    canonical: str | None = None
    near: str | None = None
    unit: str | None = None  # that its figures were converted from
    other: str | None = None


@dataclass(frozen=True, slots=True)
class InputRead:
    """One file that was read: its name, its SHA-256, its sheets, and the sheets that were not understood."""

    file: str
    sha256: str
    sheets: tuple[SheetRead, ...]
    unread: tuple[str, ...] = ()
    others: tuple[tuple[str, Text], ...] = ()  # those of them that are known to be of another kind


@dataclass(frozen=True, slots=True)
class RuleCount:
    """The four outcomes of one rule; they add up to the rows in its scope. Waived failures are counted in both.

    With `finds` false its failures are answers of a criterion and no findings. `why_unknown` are headings of columns that no file
    has, `reasons` what else keeps the rule from an answer.
    """

    card: Card
    passed: int = 0
    failed: int = 0
    unknown: int = 0
    not_applicable: int = 0
    waived: int = 0
    why_unknown: tuple[str, ...] = ()
    finds: bool = True
    reasons: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """What one criterion says of a household, a village or the county; `points` are those earned, of those it would give (`of`).

    `waived` is why somebody answered for its failure, which then is none of the verdict; `off` that its rule is switched off.
    """

    item: str
    outcome: Outcome
    rule: str
    points: int | None = None
    of: int | None = None
    waived: str | None = None
    off: bool = False

    @property
    def fails(self) -> bool:
        """Whether it is a failure that nobody answered for."""
        return self.outcome is Outcome.FAIL and self.waived is None


@dataclass(frozen=True, slots=True)
class Lead:
    """A member stands in another office's list. Where: `place`; what for: `red_line`, its number; `day` is what the list says."""

    red_line: int
    category: str
    person_id: str | None
    name: str | None
    source: str
    note: str | None
    place: Place
    known: Known = Known()
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the criteria say together. A lead for a visit; nobody enters or leaves the register by it.

    identify: consistent, lead_wrongly_listed, lead_missed or unknown, with `listed`; lead_exited of a household that left the register
    and that other offices' lists name (was it listed rightly?). `standing` is that of the day, `grounds` are the rules that make it a
    lead, `later` when a household that was missed on the day was identified since. exit: fail when an item fails, unknown when none fails
    and one is unknown, else pass; `households` are the outcomes of a village's or county's households.
    """

    scope: Scope
    verdict: str
    items: tuple[Item, ...]
    household_id: str | None = None
    village: str | None = None
    name: str | None = None
    listed: bool | None = None
    exit_year: int | None = None
    planned: bool | None = None
    points: int | None = None
    leads: tuple[Lead, ...] = ()
    households: tuple[tuple[str, int], ...] = ()
    grounds: tuple[Card, ...] = ()
    later: str | None = None
    standing: str | None = None

    @property
    def exited(self) -> bool:
        """Whether it is told though it left the register: counted apart from those listed and those who never were."""
        return self.standing == "exited"


@dataclass(frozen=True, slots=True)
class Prohibition:
    """One of the eight prohibitions as the user wrote it: shown by a rule, or by a statement that somebody signed on a day."""

    text: str
    outcome: Outcome
    rule: str | None = None
    failed: int = 0
    statement: str | None = None
    signed_by: str | None = None
    day: str | None = None


HouseholdNamed = tuple[str, str | None]  # its number and its village


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is in the files and in no figure: of which households, where they can be named, else in which rows."""

    what: Text
    count: int
    households: tuple[HouseholdNamed, ...] = ()
    rows: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What a checking command found, whole: the reports turn this into text, json, csv or xlsx.

    `not_in_force` are the families with rules that do not hold on the day or in the region, and how many of each.
    """

    command: str
    as_of: str
    region: str | None
    inputs: tuple[InputRead, ...]
    rules: tuple[RuleCount, ...]
    findings: tuple[Finding, ...]
    rows: dict[str, int]
    notes: tuple[Text, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    prohibitions: tuple[Prohibition, ...] = ()
    not_in_force: tuple[tuple[str, int], ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def worst(self) -> Severity | None:
        """The heaviest severity among the findings that are not waived."""
        return max((f.card.severity for f in self.findings if not f.waived), key=lambda s: s.weight, default=None)
