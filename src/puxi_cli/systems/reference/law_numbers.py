"""The law's numbers as reports show them: what is in force on a day, every span with its source, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from puxi_cli.text.words import Text

Content = float | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A value with the days it holds for, both included, its region (CN for the country) and its source.

    `own` is whether the user's own folder gave it.
    """

    value: Content
    since: str
    until: str
    region: str
    status: str
    document: str | None
    title: str | None
    article: str | None
    concept: Text | None
    note: Text | None
    own: bool


@dataclass(frozen=True, slots=True)
class LawNumber:
    """One number: `in_force` where a day was asked and has a value; `missing_years` are those of the register's time without one."""

    name: str
    words: Text
    unit: Text
    concept: Text | None
    missing: Text | None
    in_force: NumberSpan | None
    spans: tuple[NumberSpan, ...]
    missing_years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LawNumbers:
    """Some numbers as of a day (None where no day was asked) in a region (None for the country); `where` is the user's own folder."""

    as_of: str | None
    region: str | None
    numbers: tuple[LawNumber, ...]
    where: str | None = None
