"""What a calendar shows: each day with what falls on it, from the cadres, the care for them, the ledger and the procedures."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from puxi_cli.records.identity import birth_of
from puxi_cli.records.place import Place
from puxi_cli.rectification.problems import Ledger, State
from puxi_cli.registry import ROW, SOURCE, UNREAD, Registry
from puxi_cli.systems.calendar.records import IN_POST, LUNAR
from puxi_cli.text.words import Text


class EntryKind(StrEnum):
    """Why a day is in the calendar."""

    BIRTHDAY = "birthday"
    FAMILY_BIRTHDAY = "family_birthday"
    CARE = "care"
    DEADLINE = "deadline"
    PUBLICITY = "publicity"

    @property
    def words(self) -> Text:
        """What it is called."""
        return _WORDS[self]


_WORDS = {
    EntryKind.BIRTHDAY: Text("干部生日", "birthday"),
    EntryKind.FAMILY_BIRTHDAY: Text("家属生日", "family birthday"),
    EntryKind.CARE: Text("关爱待办", "care due"),
    EntryKind.DEADLINE: Text("整改时限", "deadline"),
    EntryKind.PUBLICITY: Text("公示期满", "publicity ends"),
}
_ORDER = {kind: number for number, kind in enumerate(EntryKind)}
_OBSERVED = Text("闰日生日，2 月 28 日过", "born on 29 February, kept on the 28th")
_LUNAR = Text("农历生日，按台账的应办日期", "a birthday by the lunar calendar, on the day the ledger has")


@dataclass(frozen=True)
class Entry:
    """One thing of one day. `name` is a person's, and masked where names are; never in it are years of birth, or why somebody is ill.

    `what` says what is to be done or what ends; `where` is the office or the village; `place` the row it is from.
    """

    day: date
    kind: EntryKind
    what: Text
    name: str | None = None
    where: str | None = None
    note: Text | None = None
    place: Place | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """By day, then kind, then where and who."""
        return self.day, _ORDER[self.kind], self.where or "", self.name or "", self.what


@dataclass(frozen=True)
class LeftOut:
    """Rows that could not be put on a day, and why."""

    what: Text
    count: int


@dataclass(frozen=True)
class Span:
    """The days a calendar is of, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def span_of(month: str, months: int) -> Span:
    """So many months from one on (text, 2018-11)."""
    year, number = int(month[:4]), int(month[5:])
    last = year * 12 + number - 1 + months - 1
    year_last, month_last = last // 12, last % 12 + 1
    return Span(date(year, number, 1), date(year_last, month_last, monthrange(year_last, month_last)[1]))


def entries_of(registry: Registry, span: Span, ledger: Ledger | None) -> tuple[list[Entry], list[LeftOut]]:
    """All entries within a span, in order; and what could not be put on a day."""
    found, left_out = list(_birthdays(registry, span)), list(_without_day(registry))
    found += _care(registry, span)
    found += _publicity(registry, span)
    if ledger is not None:
        found += _deadlines(ledger, span)
    return sorted(found, key=lambda entry: entry.order), left_out


def _days(month_day: str, span: Span) -> Iterator[tuple[date, bool]]:
    """The days of a span on which a birthday (MM-DD) falls, and whether it is kept on another day than it is."""
    month, day = int(month_day[:2]), int(month_day[3:])
    for year in range(span.first.year, span.last.year + 1):
        last = monthrange(year, month)[1]
        on = date(year, month, min(day, last))
        if on in span:
            yield on, day > last


def _birthdays(registry: Registry, span: Span) -> Iterator[Entry]:
    if not registry.has("cadres"):
        return
    table = registry.tables["cadres"]
    columns = ("name", "unit", "birth", "lunar", "id_no", "family_birth", "state", SOURCE, ROW)
    for name, unit, birth, lunar, number, family, state, source, row in table.frame.select(columns).iter_rows():
        if (state or IN_POST) != IN_POST:
            continue
        if lunar != LUNAR and (born := _born(birth, number)):
            for day, moved in _days(born[-5:], span):
                what = Text("放假一天，送蛋糕", "a day off and a cake")
                note = _OBSERVED if moved else None
                yield Entry(day, EntryKind.BIRTHDAY, what, name, unit, note, table.place(source, row, "birth"))
        if family:
            for day, moved in _days(family[-5:], span):
                what = Text("放假一天", "a day off")
                note = _OBSERVED if moved else None
                yield Entry(day, EntryKind.FAMILY_BIRTHDAY, what, name, unit, note, table.place(source, row, "family_birth"))


def _born(birth: str | None, number: str | None) -> str | None:
    """The whole date of birth, as written, else as the number tells it."""
    if birth and len(birth) == 10:
        return birth
    return birth_of(number) if number else None


def _without_day(registry: Registry) -> Iterator[LeftOut]:
    """How many cadres in post have a birthday that is not known, or is by the lunar calendar, and what their families lack."""
    if not registry.has("cadres"):
        return
    lunar = unknown = 0
    for birth, calendar, number, state in registry.frame("cadres").select("birth", "lunar", "id_no", "state").iter_rows():
        if (state or IN_POST) != IN_POST:
            continue
        if calendar == LUNAR:
            lunar += 1
        elif not _born(birth, number):
            unknown += 1
    if unknown:
        yield LeftOut(Text("在岗干部没有可读的出生日期", "cadres in post without a date of birth that can be read"), unknown)
    if lunar:
        yield LeftOut(
            Text("农历生日不换算，只列台账的应办日期", "birthdays by the lunar calendar: only days that the ledger has"), lunar
        )
    lost = registry.frame("cadres")[UNREAD].cast(pl.String).str.contains("|family_birth|", literal=True).sum()
    if lost:
        yield LeftOut(Text("家属生日无法识别", "family birthdays that cannot be read"), int(lost))


def _care(registry: Registry, span: Span) -> Iterator[Entry]:
    """Acts of care that have a day and are not done: visits at a hospital, check-ups, and birthdays by the lunar calendar."""
    if not registry.has("cadre_care"):
        return
    table = registry.tables["cadre_care"]
    lunar = _by_the_moon(registry)
    open_ones = table.frame.filter(pl.col("done").is_null() & pl.col("due").is_not_null())
    columns = ("name", "cadre_id", "care", "due", SOURCE, ROW)
    for name, cadre, care, due, source, row in open_ones.select(columns).iter_rows():
        own = care in ("本人生日", "家属生日")
        moon = own and (cadre in lunar or name in lunar)
        day = date.fromisoformat(due)
        if day not in span or (own and not moon):
            continue  # a birthday by the solar calendar stands in the calendar already
        yield Entry(
            day,
            EntryKind.CARE,
            Text(care, _ENGLISH.get(care, care)),
            name,
            None,
            _LUNAR if moon else None,
            table.place(source, row, "due"),
        )


def _by_the_moon(registry: Registry) -> set[str]:
    """Numbers and names of cadres whose birthday is by the lunar calendar."""
    if not registry.has("cadres"):
        return set()
    frame = registry.frame("cadres").filter(pl.col("lunar").cast(pl.String) == LUNAR)
    return {value for name in ("cadre_id", "name") for value in frame[name].drop_nulls()}


_ENGLISH = {
    "本人生日": "birthday",
    "家属生日": "family birthday",
    "住院慰问": "visit at the hospital",
    "体检": "check-up",
    "年休假": "annual leave",
    "意外保险": "accident insurance",
    "谈心谈话": "a talk",
    "困难慰问": "help in need",
    "节日值班调休": "time off for duty on holidays",
    "丧事慰问": "condolence",
}


def _publicity(registry: Registry, span: Span) -> Iterator[Entry]:
    """Ends of publicity: one entry for all households of a village whose step ends on a day."""
    if not registry.has("steps"):
        return
    villages = registry.frame("households").select("household_id", "village").unique("household_id", keep="first")
    steps = registry.frame("steps").filter(
        pl.col("public_until").is_between(pl.lit(span.first.isoformat()), pl.lit(span.last.isoformat()))
    )
    groups = (
        steps.with_columns(pl.col("household_id").cast(pl.String))
        .join(villages.with_columns(pl.col("household_id").cast(pl.String)), on="household_id", how="left")
        .group_by("public_until", "village", "procedure", "step")
        .agg(pl.col("household_id").n_unique().alias("households"))
    )
    for until, village, procedure, step, households in groups.iter_rows():
        about = f"{procedure}·{step}"
        what = Text(f"{about}（{households} 户）", f"{about} (households: {households})")
        yield Entry(date.fromisoformat(until), EntryKind.PUBLICITY, what, None, village)


def _deadlines(ledger: Ledger, span: Span) -> Iterator[Entry]:
    """Deadlines of problems that are not closed: one entry for all of a responsible person, a village and a day."""
    groups: dict[tuple[date, str | None, str | None], int] = {}
    for problem in ledger.problems:
        if problem.state is not State.CLOSED and problem.deadline is not None and problem.deadline in span:
            key = problem.deadline, problem["person"], problem["village"]
            groups[key] = groups.get(key, 0) + 1
    for (day, person, village), count in groups.items():
        what = Text(f"{count} 个问题到期", f"problems due: {count}")
        yield Entry(day, EntryKind.DEADLINE, what, person, village)
