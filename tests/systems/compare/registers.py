"""Two small registers drawn with bars, compared as the command compares them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from puxi_cli.engine.local import frames_of
from puxi_cli.facts.tables import Tables
from puxi_cli.law.law import Law
from puxi_cli.registry import Registry
from puxi_cli.systems.compare.compare import compare
from puxi_cli.systems.compare.compared import Change, Compared, Event, Register
from puxi_cli.systems.compare.sides import Side
from tests.conftest import rows_of, table_of

OLD_DAY, NEW_DAY = "2017-12-31", "2018-12-31"
Rows = str | list[dict[str, str]]


def side(day: str, tables: Mapping[str, Rows]) -> Side:
    """A register of tables drawn with bars, or of rows."""
    rows = {name: rows_of(given) if isinstance(given, str) else given for name, given in tables.items()}
    registry = Registry({name: table_of(name, found) for name, found in rows.items() if found})
    return Side(registry, Tables(*frames_of(registry), Law(date.fromisoformat(day))), day)


def told(register: Side) -> Register:
    return Register(
        register.day,
        None,
        (),
        register.registry.frame("households").height,
        register.registry.frame("persons").height,
        None,
        None,
    )


def compared(old: Mapping[str, Rows], new: Mapping[str, Rows], old_day: str = OLD_DAY, new_day: str = NEW_DAY) -> Compared:
    here, there = side(old_day, old), side(new_day, new)
    return compare(here, there, (told(here), told(there)))


def events(found: Compared, scope: str = "person") -> list[tuple[str, str, str]]:
    """event, household, kind of the households or (event, name, kind) of the persons, as listed."""
    return [(each.event, _called(each), each.kind) for each in found.events if each.subject.scope == scope]


def _called(event: Event) -> str:
    return str(event.subject.name if event.subject.scope == "person" else event.subject.household_id)


def cells(found: Compared) -> list[tuple[str, str, object, object]]:
    """Whom (name, or household number), field, before, after; ? for what cannot be read."""
    return [(_whose(change), change.field, *_values(change)) for change in found.changed]


def _whose(change: Change) -> str:
    subject = change.subject
    return str(subject.name if subject.scope == "person" else subject.household_id)


def _values(change: Change) -> tuple[object, object]:
    before, after = ("?" if cell.unread else cell.value for cell in (change.before, change.after))
    return before, after


def flow(found: Compared) -> dict[str, int]:
    """The lines that are not 0."""
    assert found.flow
    assert found.flow.gap == 0
    return {line.line: line.persons for line in found.flow.lines if line.persons}


HOME = """
    household_id | village | identified
    0001         | 甲      | 201401
    0002         | 乙      |
"""
