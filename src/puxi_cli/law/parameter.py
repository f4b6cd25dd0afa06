"""What a number of the law is: its values with their spans, regions and sources."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date

from puxi_cli.text.words import Text

COUNTRY = "CN"
Content = float | tuple[str, ...]

# How the units of the files read in both languages; a unit of a user's own file is shown as it stands there.
UNITS: dict[str, Text] = {
    "year": Text("年", "year"),
    "years of age": Text("周岁", "years of age"),
    "months": Text("个月", "months"),
    "days": Text("天", "days"),
    "points": Text("分", "points"),
    "percent": Text("%", "percent"),
    "fraction": Text("比例（1 为全部）", "fraction (1 is all)"),
    "CNY per person per year": Text("元/人·年", "CNY per person per year"),
    "mu per person": Text("亩/人", "mu per person"),
    "km": Text("公里", "km"),
    "CNY": Text("元", "CNY"),
    "list": Text("名单", "list"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """One value with its span (both days included), region (a GB/T 2260 prefix or CN) and source.

    `value` is a number, or texts such as the steps of a procedure. `concept` is what it is compared with, `note` what has to be
    known of it; `own` is whether a user's own folder gave it.
    """

    since: date
    until: date
    region: str
    value: Content
    status: str
    document: str | None = None
    article: str | None = None
    concept: Text | None = None
    note: Text | None = None
    own: bool = False

    @property
    def sourced(self) -> bool:
        """Whether a document was found that says it; else it is a default that the user must confirm."""
        return self.status == "sourced"

    @property
    def number(self) -> float:
        """The value as a number. Raises TypeError where it is a list of texts."""
        if isinstance(self.value, tuple):
            raise TypeError("a list of texts is no number")
        return self.value


@dataclass(frozen=True, slots=True)
class Document:
    """A document that values cite."""

    number: str
    title: str
    by: str
    year: int


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of the law through the years. `missing` says why there is no value, where there is none.

    `otherwise` is the number whose values are taken where this one has none of its own.
    """

    name: str
    zh: str
    en: str
    unit: str
    values: tuple[Value, ...]
    concept: Text | None = None
    missing: Text | None = None
    otherwise: str | None = None

    @property
    def words(self) -> Text:
        """What the number is."""
        return Text(self.zh, self.en)

    @property
    def unit_words(self) -> Text:
        """Its unit in both languages."""
        return UNITS.get(self.unit, Text(self.unit, self.unit))

    def within(self, region: str | None) -> tuple[Value, ...]:
        """The values that a region may use: its own, and those of what it lies in."""
        return tuple(v for v in self.values if v.region == COUNTRY or (region or "").startswith(v.region))

    def on(self, day: date, region: str | None) -> Value | None:
        """The value in force: of those whose span holds the day, the one of the longest prefix that matches the region."""
        found = [value for value in self.within(region) if value.since <= day <= value.until]
        return max(found, key=lambda value: 0 if value.region == COUNTRY else len(value.region), default=None)

    @property
    def regional(self) -> bool:
        """Whether some region has a value of its own."""
        return any(value.region != COUNTRY for value in self.values)

    @property
    def years(self) -> range:
        """The years from the first value to the last."""
        if not self.values:
            return range(0)
        return range(min(v.since for v in self.values).year, max(v.until for v in self.values).year + 1)

    def overlaid(self, other: Parameter) -> Parameter:
        """This number with the values of another put over it."""
        values = _over(self.values, other.values)
        return dataclasses.replace(self, zh=other.zh, en=other.en, values=values, concept=other.concept or self.concept)

    def completed(self, otherwise: Parameter) -> Parameter:
        """This number with the values of another under it."""
        return dataclasses.replace(self, values=_over(otherwise.values, self.values))


def _over(under: tuple[Value, ...], over: tuple[Value, ...]) -> tuple[Value, ...]:
    """Values put over others: where region and span overlap, those above hold."""
    kept: list[Value] = []
    for value in under:
        pieces = [value]
        for above in (v for v in over if v.region == value.region):
            pieces = [left for piece in pieces for left in _without(piece, above)]
        kept += pieces
    return tuple(sorted((*kept, *over), key=lambda value: (value.region == COUNTRY, value.region, value.since)))


def _without(value: Value, over: Value) -> list[Value]:
    """What is left of a value's span outside another's."""
    if over.until < value.since or value.until < over.since:
        return [value]
    pieces = []
    if value.since < over.since:
        pieces.append(dataclasses.replace(value, until=date.fromordinal(over.since.toordinal() - 1)))
    if over.until < value.until:
        pieces.append(dataclasses.replace(value, since=date.fromordinal(over.until.toordinal() + 1)))
    return pieces
