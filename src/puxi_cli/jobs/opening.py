"""What every job that reads a register begins with: the reading, the day, the region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from puxi_cli.law.law import Law
from puxi_cli.registry import Registry
from puxi_cli.sheets.loading import Loading
from puxi_cli.sheets.read import Reading, read_register


@dataclass(frozen=True)
class Opening:
    """A register that was read, as of a day, in a region."""

    reading: Reading
    day: date
    region: str | None
    day_note: tuple[str, str] | None

    @property
    def registry(self) -> Registry:
        """The register."""
        return self.reading.registry

    @property
    def law(self) -> Law:
        """The law of the day and region."""
        return Law(self.day, self.region)


def open_register(
    files: Loading,
    day: date | None,
    region: str | None,
    headings: dict[str, str],
    only: Mapping[str, frozenset[str]] | None = None,
) -> Opening:
    """Read a register and settle the day: the one asked for, the snapshot's, or the end of the newest year it speaks of."""
    reading = read_register(files, headings, only)
    note = None
    if day is None:
        day, why = _day_of(reading.registry)
        note = (f"未给 --year 或 --as-of，{why[0]}取 {day}。", f"No --year or --as-of given: {why[1]} gives {day}.")
    return Opening(reading, day, region or _region_of(reading.registry), note)


def _day_of(registry: Registry) -> tuple[date, tuple[str, str]]:
    """The snapshot day in the file's name, else 31 December of the newest plausible year in the register; and why (zh, en).

    Not the clock's day: the same files give the same answer tomorrow.
    """
    if registry.snapshot_day:
        return date.fromisoformat(registry.snapshot_day), ("按文件名中的日期", "the day in the file's name")
    law = Law(date(2018, 12, 31))
    first, last = int(law.register_first_year), int(law.register_last_year)
    years: list[int] = []
    for table, column in (("village_years", "year"), ("incomes", "year"), ("households", "exit_year")):
        if registry.has(table):
            values = registry.frame(table)[column]
            years += [int(year) for year in values.drop_nulls().unique() if first <= year <= last]
    if registry.has("households"):
        identified = registry.frame("households")["identified"].drop_nulls().str.slice(0, 4).unique()
        years += [int(year) for year in identified if first <= int(year) <= last]
    if not years:
        return date(last, 12, 31), ("登记表里没有年份，按登记期末", "the register names no year, so the end of its time")
    return date(max(years), 12, 31), ("按登记表最新年份", "the register's newest year")


def _region_of(registry: Registry) -> str | None:
    """The county code that the villages' codes begin with, where they agree."""
    if not registry.has("villages"):
        return None
    codes = registry.frame("villages")["code"].drop_nulls().str.slice(0, 6).unique().to_list()
    return codes[0] if len(codes) == 1 and len(codes[0]) == 6 else None
