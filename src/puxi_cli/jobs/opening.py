"""What every job that reads a register begins with: the reading, the day, the region."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import polars as pl

from puxi_cli.engine import local
from puxi_cli.engine.base import Engine
from puxi_cli.findings import InputRead
from puxi_cli.jobs.judge import Asking
from puxi_cli.jobs.region import region_of
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.law.law import Law, parameters, register_years
from puxi_cli.records.dates import days_within
from puxi_cli.records.household import NOT_EXITED, PLANNED
from puxi_cli.registry import Registry, Table
from puxi_cli.sheets.loading import Loading
from puxi_cli.sheets.place_names import PlaceNames
from puxi_cli.sheets.qualifiers import YEAR
from puxi_cli.sheets.read import Reading, read_register
from puxi_cli.text.words import Text

if TYPE_CHECKING:
    from puxi_cli.jobs.doubled import Doubled

T = TypeVar("T")
_PLANNED_FOR = re.compile("计划|规划|预计|[拟预]脱贫")


@dataclass(frozen=True)
class Opening:
    """A register that was read, as of a day, in a region, and the engine that works on it."""

    reading: Reading
    day: date
    region: str | None
    day_note: Text | None
    engine: Engine = local
    law_extra: Path | None = None  # the user's own numbers of the law
    region_note: Text | None = None
    settings: Settings = field(default_factory=lambda: Settings(Path()))
    earlier: tuple[InputRead, ...] = ()  # registers of earlier years (`jobs.earlier`)
    earlier_notes: tuple[Text, ...] = ()
    day_from: Text | None = None  # by what the day was found; None where it was asked for
    _kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def notes(self) -> list[Text]:
        """What every reader must know of the reading, the day and the region."""
        return [*self.reading.notes, *(note for note in (self.day_note, self.region_note) if note), *self.earlier_notes]

    @property
    def registry(self) -> Registry:
        """The register, rows that double each other as one: for whatever counts, judges or lists."""
        return self._once[0]

    @property
    def doubled(self) -> Doubled:
        """Which rows double each other."""
        return self._once[1]

    @cached_property
    def _once(self) -> tuple[Registry, Doubled]:
        from puxi_cli.jobs.doubled import without_doubles

        return without_doubles(self.reading.registry)

    @cached_property
    def asking(self) -> Asking:
        """How rules are asked of it; columns without a date speak of the snapshot, or of the newest year in the register or its title."""
        told = _newest_day(self.registry, self.reading.places)
        state = self.registry.snapshot_day or (told[0].isoformat() if told else None)
        return Asking(self.law, state, _income_year(self.registry, state), engine=self.engine)

    @property
    def speaks_until(self) -> int | None:
        """The last year of which the register speaks: its newest, that of its title, or that of the day in its file's name."""
        snapshot = self.registry.snapshot_day
        newest = newest_year(self.registry)
        told = _newest_day(self.registry, self.reading.places) if newest else None
        years = (told[0].year if told else newest, int(snapshot[:4]) if snapshot else None)
        return max((year for year in years if year), default=None)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What is made of the register under a name, made when it is first wanted."""
        if name not in self._kept:
            self._kept[name] = make()
        made: T = self._kept[name]
        return made

    @cached_property
    def law(self) -> Law:
        """The law of the day and region."""
        return Law(self.day, self.region, self.law_extra)


def _income_year(registry: Registry, state: str | None) -> int | None:
    """Of which year the households' own column of income is: as its heading says (before it or in brackets), else the year of the snapshot.

    None where it cannot be told, or where the columns of several files are of different years.
    """
    now = int(state[:4]) if state else None
    if now in _years_of_columns(registry):
        now = None  # a column without a year is not of one that has a column of its own
    years = {year or now for year in _years_of_income(registry)}
    return years.pop() if len(years) == 1 else None


def _years_of_columns(registry: Registry) -> dict[int, int]:
    """The years of columns of income that were read as rows of a year (`sheets.incomes_by_year`), each with its source."""
    sources = registry.tables["incomes"].sources if registry.has("incomes") else ()
    made = ((number, source.columns) for number, source in enumerate(sources) if source.columns["year"][0] is None)
    return {int(told[0]): number for number, columns in made if (told := YEAR.search(columns["net_per_head"][1]))}


def _years_of_income(registry: Registry) -> list[int | None]:
    """The year that the heading of each sheet's column of income names; None where it names none."""
    sources = registry.tables["households"].sources if registry.has("households") else ()
    headings = [source.columns["income_per_head"][1] for source in sources if "income_per_head" in source.columns]
    return [int(told[0]) if (told := YEAR.search(heading)) else None for heading in headings]


def open_register(
    files: Loading,
    day: date | None,
    region: str | None,
    settings: Settings,
    only: Mapping[str, frozenset[str]] | None = None,
    engine: Engine = local,
) -> Opening:
    """Read a register and settle the day: the one asked for, the snapshot's, or the end of the newest year it speaks of, or that of
    its title."""
    parameters(settings.law_extra)  # a wrong file among the user's numbers is told before a large register is read
    reading = read_register(files, settings.headings, only and _with_doubles_known(only), settings.one_two, day)
    reading = _within_time(reading)
    note = why = None
    if day is None:
        day, why = _day_of(reading)
        note = Text(f"未给 --year 或 --as-of，{why[0]}取 {day}。", f"No --year or --as-of given: {why[1]} gives {day}.")
    lies_in, about = region_of(reading.registry, reading.places, region or settings.region, "--region" if region else "puxi.toml")
    asked, region_note = _region_asked(lies_in, None if region else settings.rules.region)
    if about:
        region_note = Text(f"{region_note[0]}{about[0]}", f"{region_note[1]} {about[1]}") if region_note else about
    return Opening(reading, day, asked, note, engine, settings.law_extra, region_note, settings, day_from=why)


def _within_time(reading: Reading) -> Reading:
    """Without the incomes of columns whose heading names a year of which no register speaks: nothing asks for them."""
    registry, (first, last) = reading.registry, register_years()
    outside = {year: source for year, source in _years_of_columns(registry).items() if not first <= year <= last}
    if not outside:
        return reading
    table = registry.tables["incomes"]
    kept = Table(table.model, table.frame.filter(~pl.col("year").is_in(list(outside))), table.sources)
    headings = "、".join(table.sources[source].columns["net_per_head"][1] for source in outside.values())
    note = Text(
        f"“{headings}”不在登记期 {first} 至 {last} 年内，未用。",
        f"{headings}: outside the register's time, {first} to {last}; not used.",
    )
    tables = {**registry.tables, "incomes": kept}
    return replace(reading, registry=replace(registry, tables=tables), notes=(*reading.notes, note))


def _with_doubles_known(only: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The fields that are to be read, and those that tell rows that double each other: every command counts these once."""
    from puxi_cli.jobs.doubled import READ_ALWAYS

    return {table: fields | READ_ALWAYS.get(table, frozenset()) for table, fields in only.items()}


def _region_asked(lies_in: str | None, wanted: str | None) -> tuple[str | None, Text | None]:
    """Whose rules and numbers are taken: those of `[rules] region`, else of where the register lies; and what is to be said of it."""
    if wanted is None or (lies_in or "").startswith(wanted):
        return lies_in, None
    return wanted, Text(
        f"规则和数值取自 {wanted}（puxi.toml 的 [rules] region），信息表属 {lies_in or '未知区划'}。",
        f"Rules and numbers are those of {wanted} ([rules] region in puxi.toml); the register lies in {lies_in or 'an unknown region'}.",
    )


def newest_year(registry: Registry) -> int | None:
    """The newest year the register speaks of, within its time; a planned exit is no year it speaks of, nor is one of who has not left."""
    years = {year for year in _years_of_income(registry) if year}
    for table, column in (("village_years", "year"), ("incomes", "year"), ("households", "exit_year")):
        frame = registry.frame(table)
        if column == "exit_year":
            frame = frame.filter((~frame["status"].is_in([PLANNED, NOT_EXITED])).fill_null(True))
        years.update(frame[column].drop_nulls().unique())
    for table, columns in (
        ("households", ("identified", "relapsed", "risk_since", "risk_until")),
        ("persons", ("joined", "left")),
    ):
        for column in columns:
            years.update(int(text[:4]) for text in registry.frame(table)[column].drop_nulls().unique())
    return _newest(years)


def _newest(years: Iterable[int]) -> int | None:
    """The newest of those years that are within the register's time."""
    first, last = register_years()
    return max((year for year in years if first <= year <= last), default=None)


def _newest_day(registry: Registry, places: PlaceNames) -> tuple[date, Text] | None:
    """The end of the newest year in the register, or of a later one in its title, else the day of the title, or of the names of files or
    sheets; and why. None where nothing tells a year.

    A date above the table is no such year: who fills in the form in January 2019 writes of 2018.
    """
    newest = newest_year(registry)
    titled = _newest(year for text in places.titles for year in _years_told(text))
    if newest is not None and titled is not None and titled > newest:
        return date(titled, 12, 31), Text("按标题中的年份", "the year in its title")
    if newest is not None:
        return date(newest, 12, 31), Text("按信息表最新年份", "the register's newest year")
    if named := _day_named(places):
        return named, Text("信息表里没有年份，按标题或文件名", "the register names no year; its title, or the name of its file,")
    return None


def _years_told(text: str) -> Iterator[int]:
    """The years that a text names and no date in it has; what is planned for a year is no year of the register."""
    if not _PLANNED_FOR.search(text):
        yield from (int(year) for year in YEAR.findall(days_within(text)[1]))


def _day_named(places: PlaceNames) -> date | None:
    """The day that is written above the tables, else in the names of files or sheets: the end of the newest year; where each year is that of
    a date, as in 填报时间：2018年6月30日, the newest date."""
    for texts in (places.titles, places.files, places.sheets):
        if year := _newest(year for text in texts for year in _years_told(text)):
            return date(year, 12, 31)
        if days := [day for text in texts for day in days_within(text)[0] if _newest([day.year])]:
            return max(days)
    return None


def _day_of(reading: Reading) -> tuple[date, Text]:
    """The snapshot's day, by the file's name or a column, else that of `_newest_day`; and why.

    Not the clock's day: the same files give the same answer tomorrow.
    """
    registry = reading.registry
    if registry.snapshot_day and (heading := reading.day_column):
        return date.fromisoformat(registry.snapshot_day), Text(f"按“{heading}”列", f"the column {heading}")
    if registry.snapshot_day:
        return date.fromisoformat(registry.snapshot_day), Text("按文件名中的日期", "the day in the file's name")
    if told := _newest_day(registry, reading.places):
        return told
    return date(register_years()[1], 12, 31), Text(
        "信息表里没有年份，按建档立卡工作期末", "the register names no year, so the end of its time"
    )
