"""Events as values: whom they concern, and what the frames of households and persons say of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from puxi_cli.systems.compare.compared import EVENTS, Event
from puxi_cli.systems.compare.households import HouseholdEvents
from puxi_cli.systems.compare.persons import INFERRED, PersonEvents
from puxi_cli.systems.compare.subjects import Subjects

# Events that a person has with the household take their time from it.
_WITH_HOUSEHOLD = ("identified", "relapsed", "exited", "exited_earlier")
_WHERE = ("from_household", "to_household", "from_village", "to_village")

Members = Mapping[str, int] | None  # persons who are there, by household number


def events_of_households(found: HouseholdEvents, subjects: Subjects, members: tuple[Members, Members]) -> Iterator[Event]:
    """The households'; `members` are those of the two registers, each on its day."""
    for name in EVENTS:
        frame: pl.DataFrame = getattr(found, name)
        for subject, row in zip(subjects.of_rows(frame), frame.drop("old", "new").iter_rows(named=True), strict=True):
            there = members[0 if subject.new is None else 1]
            persons = None if there is None else there.get(subject.household_id or "", 0)
            yield Event(subject, name, persons=persons, **row)


def events_of_persons(found: PersonEvents, subjects: Subjects, of_households: Sequence[Event]) -> Iterator[Event]:
    """The persons'; some take their time from the household's event."""
    times = {event.subject.household_id: event.when for event in of_households if event.event in ("came", "went")}
    for name in ("came", "went", "moved"):
        frame: pl.DataFrame = getattr(found, name)
        for subject, row in zip(subjects.of_rows(frame), frame.drop("old", "new").iter_rows(named=True), strict=True):
            if name == "moved":
                row["kind"] = "household" if row["from_village"] == row["to_village"] else "household_and_village"
            else:
                row.update(dict.fromkeys(_WHERE))
            if row["kind"] in _WITH_HOUSEHOLD:
                row["when"] = times.get(subject.household_id)
            yield Event(subject, name, inferred=row["kind"] in INFERRED, **row)
