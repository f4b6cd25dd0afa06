"""The tables as an engine hands them to the facts, and the day they are asked as of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from puxi_cli.facts.membership import with_since
from puxi_cli.law.law import Law, register_years


@dataclass(frozen=True)
class Tables:
    """Lazy frames by table name, that of persons with since when each belongs to the household; and the fields that have a value in some row.

    A table that was not read is an empty frame with all its columns; `present` then has no entry for it. `household_rows` is
    among the frames for a flat list.

    `law` has the day everything is asked as of. `state_day` is the day that columns without a date (house, water, school, health)
    speak of: the snapshot's. `income_year` is the year of the households' own column of income. With `as_it_stands` members are
    those without a time of leaving, as the files have them; else those who are there on the day. `keep` is how the engine computes
    a frame and holds it (`Engine.kept`). `file_day` is the day that the file says it was made on, where it says one.
    """

    frames: Mapping[str, nw.LazyFrame[Any]]
    present: Mapping[str, frozenset[str]]
    law: Law
    state_day: str | None = None
    income_year: int | None = None
    as_it_stands: bool = True
    file_day: str | None = None
    keep: Callable[[nw.LazyFrame[Any]], nw.LazyFrame[Any]] = lambda frame: frame
    _kept: dict[str, nw.LazyFrame[Any]] = field(default_factory=dict, compare=False, repr=False)

    def __getitem__(self, name: str) -> nw.LazyFrame[Any]:
        if name != "persons":
            return self.frames[name]
        # Made once: on Spark each expression is a call of another process.
        if name not in self._kept:
            self._kept[name] = with_since(self.frames[name], known_until(self.file_day, self.law))
        return self._kept[name]

    def has(self, name: str, field: str | None = None) -> bool:
        """Whether the table was read, and some row of it has a value of the field: one blank throughout is as good as missing."""
        return name in self.present and (field is None or field in self.present[name])

    def once(self, name: str, make: Callable[[], nw.LazyFrame[Any]]) -> nw.LazyFrame[Any]:
        """A small frame on which several facts stand: made and computed when it is first asked for by this name."""
        if name not in self._kept:
            self._kept[name] = self.keep(make())
        return self._kept[name]

    @property
    def day(self) -> str:
        """The day everything is asked as of, as text."""
        return self.law.day.isoformat()

    @property
    def state(self) -> str:
        """The day that undated columns speak of, as text."""
        return self.state_day or self.day

    @property
    def reference_year(self) -> int:
        """The last year that is whole on the day: its income is known, the day's own year's only on 31 December."""
        return self.law.day.year if self.day.endswith("-12-31") else self.law.day.year - 1


def known_until(file_day: str | None, law: Law) -> str:
    """The last day (text) of which a register can speak: the one its file says it was made on, else the end of the register's time."""
    return file_day or f"{register_years(law.extra)[1]}-12-31"
