"""Figures of a town, with what each is made of. A rate never stands without numerator, denominator, unit and source."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from puxi_cli.findings import HouseholdNamed, LeftOut
from puxi_cli.text.words import Text


@dataclass(frozen=True, slots=True)
class Rate:
    """numerator / denominator; `rate` is None where the denominator is missing, and `reason` says why."""

    numerator: int
    denominator: int | None
    unit: str
    denominator_source: str | None
    reason: Text | None = None

    @property
    def rate(self) -> float | None:
        """The unrounded quotient."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True, slots=True)
class Flow:
    """Poor persons of a year: start − exited + new + returned + natural increase − natural decrease = end."""

    year: int
    start: int
    exited: int
    new: int
    returned: int
    natural_increase: int
    natural_decrease: int
    end: int

    @property
    def gap(self) -> int:
        """What the identity leaves over; 0 when it closes."""
        moved = self.new + self.returned + self.natural_increase - self.exited - self.natural_decrease
        return self.start + moved - self.end


@dataclass(frozen=True, slots=True)
class YearFigure:
    """A year's end: poor households and persons, and the incidence among them.

    `unsized` of the households, here and below, have members of whom no list says how many they are; they are not among the persons.
    """

    year: int
    households: int
    persons: int
    incidence: Rate
    unsized: int = 0


@dataclass(frozen=True, slots=True)
class VillageFigure:
    """A village on the day."""

    village: str
    households: int
    persons: int
    incidence: Rate
    poor_village: bool | None = None
    exit_year: int | None = None
    unsized: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """What `stats` prints. `all_households` and `all_persons` are everybody in the files on that day, listed or not.

    `by_status` are the households counted by their status, `undecided` those of which nobody can tell whether they count, `unsized` those
    that count and of which nobody can tell how many they are; of all in the files these are `all_unsized`.
    """

    as_of: str
    region: str | None
    all_households: int
    all_persons: int
    households: int
    persons: int
    incidence: Rate
    flow: Flow
    series: tuple[YearFigure, ...]
    villages: tuple[VillageFigure, ...]
    notes: tuple[Text, ...] = ()
    by_status: tuple[HouseholdNamed, ...] = ()
    undecided: tuple[HouseholdNamed, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    unsized: tuple[HouseholdNamed, ...] = ()
    all_unsized: int = 0


@dataclass(frozen=True, slots=True)
class Limit:
    """What a rate has to stay below, or with `at_least` has to reach; `status` is sourced or unsourced."""

    number: float
    at_least: bool
    status: str
    document: str | None = None
    note: Text | None = None

    def kept(self, rate: Fraction) -> bool:
        """Whether a rate is within; held against the number as it is written, so that 1 of 50 is exactly 2 %."""
        number = Fraction(str(self.number))
        return rate >= number if self.at_least else rate < number


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a numerator in persons: `rate` × `of` where it is estimated; None where it cannot be told."""

    name: str
    words: Text
    persons: Fraction | None
    rate: Fraction | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class HeldRate:
    """A rate and what it is held against. `reason` says why there is no rate, or no verdict.

    `unit` is person or household; the numerator is a fraction where parts of it are estimated.
    """

    name: str
    words: Text
    unit: str
    numerator: Fraction | None
    denominator: int | None
    numerator_source: Text
    denominator_source: Text
    limit: Limit | None
    reason: Text | None = None
    parts: tuple[Part, ...] = ()

    @property
    def exact(self) -> Fraction | None:
        """The quotient; None where it cannot be told."""
        return self.numerator / self.denominator if self.numerator is not None and self.denominator else None

    @property
    def rate(self) -> float | None:
        """The unrounded quotient."""
        return None if self.exact is None else float(self.exact)

    @property
    def verdict(self) -> str:
        """`pass`, `fail`, or `unknown` where there is no rate or nothing to hold it against."""
        if self.exact is None or self.limit is None:
            return "unknown"
        return "pass" if self.limit.kept(self.exact) else "fail"


@dataclass(frozen=True, slots=True)
class SampleSize:
    """Inspected households of one kind, those without a conclusion, those with one that cannot be of their kind."""

    kind: str
    households: int
    persons: int
    without_conclusion: int
    odd_conclusion: int


@dataclass(frozen=True, slots=True)
class VillageRates:
    """The rates of one village."""

    village: str
    rates: tuple[HeldRate, ...]


@dataclass(frozen=True, slots=True)
class RateFigures:
    """What `stats --table rates` prints. `asked` are the households that were asked whether they approve."""

    as_of: str
    region: str | None
    unit: str
    rates: tuple[HeldRate, ...]
    samples: tuple[SampleSize, ...]
    asked: int
    villages: tuple[VillageRates, ...]
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    """One category of a standard table; `key` is the same in both languages."""

    key: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How many stand in a category; `blank` are those of whom it is not told, where a table asks each category by itself."""

    category: Category
    n: int
    blank: int | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """The sum of a figure over the `n` households that tell it, whose members are `persons`; `blank` do not tell it."""

    category: Category
    n: int
    blank: int
    total: float
    persons: int

    @property
    def per_head(self) -> float | None:
        """The sum by the members of the households that tell it."""
        return self.total / self.persons if self.persons else None


@dataclass(frozen=True, slots=True)
class TablePart:
    """A standard table of the town, or of a village; `base` is what shares are of. A household may name no village."""

    village: str | None
    base: int
    rows: tuple[Counted | Amount, ...]


@dataclass(frozen=True, slots=True)
class StandardFigures:
    """What `stats --table NAME` prints.

    `of` is listed, exited or registered; `unit` is person or household. With `several`, one household may stand in several
    categories, so that they do not add up to the base. `measure` is the unit of amounts, `year` the year they are of.
    """

    as_of: str
    region: str | None
    table: str
    title: Text
    of: str
    unit: str
    several: bool
    measure: Text | None
    year: int | None
    town: TablePart
    villages: tuple[TablePart, ...]
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class TableTitle:
    """A standard table as it is listed: its name, its title, what it counts."""

    name: str
    title: Text
    unit: str
