"""The rules as reports show them: their cards, whether they hold, what they read, and the numbers of the law they ask."""

from __future__ import annotations

from dataclasses import dataclass

from puxi_cli.findings import Card, Severity
from puxi_cli.systems.reference.law_numbers import LawNumber, NumberSpan
from puxi_cli.text.words import Text


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in a list. `in_force` on the day and in the region asked, None where neither was; `off` as the project's file says.

    `card` has the severity that is used, `made_with` the one it came with; `command` asks it; `file` is where it stands.
    """

    card: Card
    made_with: Severity
    command: str
    in_force: bool | None
    off: bool
    own: bool
    file: str


@dataclass(frozen=True, slots=True)
class FactRead:
    """A fact that a rule reads, and the columns it is made of as table.field (`a|b`: either of two); none where it is reckoned."""

    name: str
    words: Text | None
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberAsked:
    """A number of the law that a rule, or a fact it reads, asks: for the day, or for each row's own year.

    `years` are those with a value, and the value on 31 December; empty where no row's year is asked.
    """

    number: LawNumber
    of_day: bool
    years: tuple[tuple[int, NumberSpan], ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialCheck:
    """A check of an official library that a rule answers, by its official name; `differs` says where the rule asks something else."""

    id: str
    name: str
    differs: Text | None


@dataclass(frozen=True, slots=True)
class RulesTold:
    """A list of rules as of a day (None where none was asked) in a region (None for the country)."""

    as_of: str | None
    region: str | None
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class RuleTold:
    """One rule, whole. `as_of` is the day asked or, with `day_given` false, the last on which it holds.

    `rule` is the sentence its author wrote of when it is kept; `otherwise` says of which households its failures are told in other words,
    and by which card; `asked_of` and `needs` are columns as table.field; `official` the checks of official
    libraries that it answers.
    """

    as_of: str
    day_given: bool
    region: str | None
    line: RuleLine
    rule: Text | None
    asked_of: tuple[str, ...]
    facts: tuple[FactRead, ...]
    needs: tuple[str, ...]
    numbers: tuple[NumberAsked, ...]
    official: tuple[OfficialCheck, ...]
    otherwise: tuple[Text, Card] | None = None
