"""What a calendar shows: each day with what falls on it, from the cadres, the care for them, the ledger and the procedures."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import narwhals as nw
import polars as pl

from puxi_cli.records.place import Place
from puxi_cli.registry import KEY, ROW, SOURCE, UNREAD, Registry
from puxi_cli.systems.calendar.people import BORN, FAMILY_BORN, PERSON, cadres_known, care_of_people
from puxi_cli.systems.calendar.records import FAMILY, LUNAR, OWN
from puxi_cli.systems.rectification.problems import Ledger, State
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
    number: str | None = None  # the cadre's own, by which the entry is known again

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
    cadres, care = _people(registry)
    found, left_out = list(_birthdays(registry, cadres, span)), list(_without_day(cadres, care))
    found += _care(registry, cadres, care, span)
    found += _publicity(registry, span)
    if ledger is not None:
        found += _deadlines(ledger, span)
    return sorted(found, key=lambda entry: entry.order), left_out


def _people(registry: Registry) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The cadres, one row per person, and the care for them, with what `people` says of both."""
    cadres = cadres_known(nw.from_native(_text(registry.frame("cadres")).lazy()))
    ways = registry.filled("cadres")
    care = care_of_people(nw.from_native(_text(registry.frame("cadre_care")).lazy()), cadres, frozenset(ways))
    people: pl.DataFrame = cadres.to_native().collect().filter(pl.col(KEY) == pl.col(PERSON)).sort(KEY)
    acts: pl.DataFrame = care.to_native().collect().sort(KEY)
    return people, acts


def _text(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))


def _days(month_day: str, span: Span) -> Iterator[tuple[date, bool]]:
    """The days of a span on which a birthday (MM-DD) falls, and whether it is kept on another day than it is."""
    month, day = int(month_day[:2]), int(month_day[3:])
    for year in range(span.first.year, span.last.year + 1):
        last = monthrange(year, month)[1]
        on = date(year, month, min(day, last))
        if on in span:
            yield on, day > last


def _birthdays(registry: Registry, cadres: pl.DataFrame, span: Span) -> Iterator[Entry]:
    for kind, born, field, what in (
        (EntryKind.BIRTHDAY, BORN, "birth", Text("放假一天，送蛋糕", "a day off and a cake")),
        (EntryKind.FAMILY_BIRTHDAY, FAMILY_BORN, "family_birth", Text("放假一天", "a day off")),
    ):
        known = cadres.filter(pl.col("in_post"), pl.col(born).is_not_null())
        for name, unit, number, month_day, source, row in known.select("name", "unit", "cadre_id", born, SOURCE, ROW).iter_rows():
            for day, moved in _days(month_day, span):
                place = registry.tables["cadres"].place(source, row, field)
                yield Entry(day, kind, what, name, unit, _OBSERVED if moved else None, place, number)


def _without_day(cadres: pl.DataFrame, care: pl.DataFrame) -> Iterator[LeftOut]:
    """Who is in no calendar, and why."""
    lunar = (pl.col("lunar") == LUNAR).fill_null(False)
    in_post, unknown = pl.col("in_post").fill_null(False), pl.col(BORN).is_null()
    open_ones = pl.col("done").is_null() & ~_unread("done")
    for frame, condition, what in (
        (
            cadres,
            in_post & lunar,
            Text("农历生日不换算，只列台账的应办日期", "birthdays by the lunar calendar: only days that the ledger has"),
        ),
        (
            cadres,
            in_post & ~lunar & unknown,
            Text("在岗干部没有可读的出生日期", "cadres in post without a birthday that can be read"),
        ),
        (cadres, in_post & _unread("family_birth"), Text("家属生日无法识别", "family birthdays that cannot be read")),
        (cadres, pl.col("in_post").is_null(), Text("状态无法识别的干部", "cadres whose state cannot be read")),
        (
            care,
            _unread("done"),
            Text("办理日期无法识别，是否办过不明", "acts of care whose 办理日期 cannot be read: done or not, nobody can tell"),
        ),
        (
            care,
            open_ones & pl.col("due").is_null() & pl.col("day_off").is_null(),
            Text("关爱事项没有日期", "acts of care without a day"),
        ),
    ):
        if count := frame.filter(condition).height:
            yield LeftOut(what, count)


def _unread(field: str) -> pl.Expr:
    return pl.col(UNREAD).cast(pl.String).str.contains(f"|{field}|", literal=True).fill_null(False)


def _care(registry: Registry, cadres: pl.DataFrame, care: pl.DataFrame, span: Span) -> Iterator[Entry]:
    """Acts of care that have a day and are not done. A birthday that stands in the calendar already is not told again."""
    told = cadres.filter(pl.col("in_post")).select(
        PERSON,
        pl.col(BORN).is_not_null().alias("_own"),
        pl.col(FAMILY_BORN).is_not_null().alias("_family"),
        (pl.col("lunar") == LUNAR).fill_null(False).alias("_moon"),
    )
    rows = care.filter(pl.col("done").is_null() & ~_unread("done"), pl.col("due").is_not_null(), pl.col("care").is_not_null())
    rows = rows.join(told, on=PERSON, how="left")
    for name, cadre, care_, due, own, family, moon, source, row in rows.select(
        "name", "cadre_id", "care", "due", "_own", "_family", "_moon", SOURCE, ROW
    ).iter_rows():
        day = date.fromisoformat(due)
        if day not in span or (care_ == OWN and own) or (care_ == FAMILY and family):
            continue
        note = _LUNAR if moon and care_ == OWN else None
        place = registry.tables["cadre_care"].place(source, row, "due")
        yield Entry(day, EntryKind.CARE, Text(care_, _ENGLISH.get(care_, care_)), name, None, note, place, cadre)


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
