"""Figures of a town, with what each is made of. A rate never stands without numerator, denominator, unit and source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """numerator / denominator; `rate` is None where the denominator is missing, and `reason` (zh, en) says why."""

    numerator: int
    denominator: int | None
    unit: str
    denominator_source: str | None
    reason: tuple[str, str] | None = None

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
    """A year's end: poor households and persons, and the incidence among them."""

    year: int
    households: int
    persons: int
    incidence: Rate


@dataclass(frozen=True, slots=True)
class VillageFigure:
    """A village on the day."""

    village: str
    households: int
    persons: int
    incidence: Rate
    poor_village: bool | None = None
    exit_year: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What `stats` prints. `all_households` and `all_persons` are everybody in the files on that day, listed or not."""

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
    notes: tuple[tuple[str, str], ...] = ()
