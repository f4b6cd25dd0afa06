"""Law: the numbers in force on a day in a region. No number outlives its span, none is guessed.

law.village_incidence_limit.value          the number in force on the day; NoLawForDay where there is none
law.exit_income_line.of(h.exit_year)       for each row, the number in force on 31 December of its year; null where there is none
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from puxi_cli.errors import NoLawForDay
from puxi_cli.law.folders import overlaid, own_documents, shipped, shipped_documents
from puxi_cli.law.parameter import COUNTRY, Document, Parameter, Value
from puxi_cli.text.words import Text

if TYPE_CHECKING:
    import narwhals as nw


def parameters(extra: Path | None = None) -> Mapping[str, Parameter]:
    """All numbers by name, those of a user's folder put over puxi's. Raises UsageError, with file and line."""
    return overlaid(extra) if extra else shipped()


def register_years(extra: Path | None = None) -> tuple[int, int]:
    """The first and the last year of which a register can speak."""
    numbers = parameters(extra)
    return int(numbers["register_first_year"].values[-1].number), int(numbers["register_last_year"].values[-1].number)


def documents(extra: Path | None = None) -> Mapping[str, Document]:
    """All documents that may be cited, by number."""
    return {**shipped_documents(), **(own_documents(extra) if extra else {})}


class NoSuchNumber(AttributeError):
    """A name that no number of the law has."""

    def __init__(self, number: str) -> None:
        super().__init__(f"no number of the law is named {number}")
        self.number = number


@dataclass(frozen=True)
class Law:
    """The numbers as of one day in one region (a GB/T 2260 code, None for the country); `extra` is a user's folder of numbers.

    `asked_on_day` and `asked_by_year` are the names of the numbers that were asked so far, by the way of asking.
    """

    day: date
    region: str | None = None
    extra: Path | None = None
    asked_on_day: set[str] = field(default_factory=set, compare=False, repr=False)
    asked_by_year: set[str] = field(default_factory=set, compare=False, repr=False)

    def named(self, name: str) -> Number:
        """A number by its name. Raises KeyError where there is none of that name."""
        return Number(self, parameters(self.extra)[name])

    def asked(self, name: str) -> Value:
        """The value in force. Raises NoLawForDay with the nearest spans where there is none."""
        return self.named(name).in_force

    def __getattr__(self, name: str) -> Number:
        if name.startswith("_") or name not in parameters(self.extra):
            raise NoSuchNumber(name)
        return self.named(name)


@dataclass(frozen=True)
class Number:
    """One number as a rule asks it: for the law's day, or for each row's own year."""

    law: Law
    parameter: Parameter

    @property
    def known(self) -> bool:
        """Whether there is a value for the day; so that a rule can be unknown where there is none."""
        self.law.asked_on_day.add(self.parameter.name)
        return self._on(self.law.day) is not None

    @property
    def given(self) -> bool:
        """As `known`, of a number that a town may leave unset: where it is, nothing is said of it."""
        return self._on(self.law.day) is not None

    @property
    def in_force(self) -> Value:
        """The value in force with its source. Raises NoLawForDay with the nearest spans where there is none."""
        self.law.asked_on_day.add(self.parameter.name)
        found = self._on(self.law.day)
        if found is None:
            raise NoLawForDay(*_no_law(self.parameter, self.law))
        return found

    @property
    def value(self) -> Any:
        """The number in force on the day, or the tuple of texts. Raises NoLawForDay."""
        return self.in_force.value

    def of(self, year: nw.Expr) -> nw.Expr:
        """For each row, the number in force on 31 December of its year; null for a year without one and for no year."""
        import narwhals as nw

        self.law.asked_by_year.add(self.parameter.name)
        years: dict[float, list[int]] = {}
        for number, value in self.by_year().items():
            years.setdefault(float(value.number), []).append(number)
        # `replace_strict` does not run on every engine, and a null year must not take the last branch.
        # Made of the year, so that it has its rows, and null whatever the year is: a bare null would be one row.
        found: nw.Expr = nw.when(year != year).then(nw.lit(0.0))
        for content, meant in years.items():
            found = nw.when(year.is_in(meant)).then(nw.lit(content)).otherwise(found)
        return found

    def by_year(self) -> dict[int, Value]:
        """The value in force on 31 December of each year that has one."""
        found = {year: self._on(date(year, 12, 31)) for year in self.parameter.years}
        return {year: value for year, value in found.items() if value is not None}

    def _on(self, day: date) -> Value | None:
        return self.parameter.on(day, self.law.region)


def _no_law(parameter: Parameter, law: Law) -> Text:
    """That there is no value, and the nearest there are."""
    named = Text(f"{parameter.zh}（{parameter.name}）", f"{parameter.en} ({parameter.name})")
    place = law.region or COUNTRY
    if not parameter.values:
        zh, en = parameter.missing or Text("没有任何记录", "nothing is recorded")
        return Text(f"{named[0]}没有数值：{zh}。", f"{named[1]} has no value: {en}.")
    within = parameter.within(law.region)
    if not within:
        regions = sorted({value.region for value in parameter.values})
        return Text(
            f"{named[0]}没有适用于 {place} 的数值；有记录的地区：{'、'.join(regions)}。可用 [law] extra 补充（puxi law show {parameter.name}）。",
            f"{named[1]} has no value for {place}; recorded for: {', '.join(regions)}. [law] extra can add one "
            f"(puxi law show {parameter.name}).",
        )
    before = max((v for v in within if v.until < law.day), key=lambda v: v.until, default=None)
    after = min((v for v in within if v.since > law.day), key=lambda v: v.since, default=None)
    return Text(
        f"{named[0]}在 {law.day} 没有记录（{place}）；最近的时段：之前 {_span(before, '无')}，之后 {_span(after, '无')}。"
        f"可用 [law] extra 补充（puxi law show {parameter.name}）。",
        f"{named[1]} is not recorded for {law.day} ({place}); the nearest spans: before, {_span(before, 'none')}; "
        f"after, {_span(after, 'none')}. [law] extra can add one (puxi law show {parameter.name}).",
    )


def _span(value: Value | None, none: str) -> str:
    return f"{value.since} – {value.until} ({value.region})" if value else none
