"""The whole comparison: rows matched, events told, cells compared, the flow counted, everything by village and household."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from puxi_cli.registry import KEY, UNREAD
from puxi_cli.systems.compare.cells import FieldDiffers, compared_cells, kinds_of_change
from puxi_cli.systems.compare.compared import (
    Cell,
    Change,
    Compared,
    Counted,
    Event,
    FieldCount,
    Incomparable,
    LoneColumn,
    Register,
)
from puxi_cli.systems.compare.events import events_of_households, events_of_persons
from puxi_cli.systems.compare.flow import DECIDING, Keys, flow_of
from puxi_cli.systems.compare.households import household_events
from puxi_cli.systems.compare.matching import Matched, households_by_head, matched_households, matched_persons
from puxi_cli.systems.compare.persons import person_events
from puxi_cli.systems.compare.sides import Side
from puxi_cli.systems.compare.subjects import Cells, Order, Subjects

TABLES = ("households", "persons")


@dataclass
class _Found:
    """What was found so far, table by table."""

    matched: dict[str, Matched] = field(default_factory=dict)
    subjects: dict[str, Subjects] = field(default_factory=dict)
    differing: list[FieldDiffers] = field(default_factory=list)
    lone: list[LoneColumn] = field(default_factory=list)
    unread_in_both: int = 0
    events: list[Event] = field(default_factory=list)


def compare(old: Side, new: Side, told: tuple[Register, Register]) -> Compared:
    """Compare two registers, of which `told` says what was read. A table that only one of them has is not compared.

    Where one of them has no persons or no households, it cannot be counted who is poor, and there is no flow.
    """
    tables = tuple(name for name in TABLES if old.registry.has(name) and new.registry.has(name))
    found, order = _Found(), Order(old, new)
    everybody = None
    homes = [side.registry.frame("households") for side in (old, new)]
    made = [side.registry.tables[name].made("household_id") for side in (old, new) for name in TABLES if side.registry.has(name)]
    by_head = households_by_head(homes[0], homes[1], pl.concat(made))
    for name in reversed(tables):  # persons first: by them a household is known again whose number changed
        frames = old.registry.frame(name), new.registry.frame(name)
        if name == "persons":
            made = [side.registry.persons.made("household_id") for side in (old, new)]
            numbers = homes[0]["household_id"], homes[1]["household_id"]
            found.matched[name] = matched_persons(*frames, numbers, pl.concat(made), by_head)
        else:
            renumbered = found.matched["persons"].renumbered if "persons" in found.matched else by_head
            found.matched[name] = matched_households(*frames, renumbered)
        found.subjects[name] = Subjects(name, old, new)
    if "persons" in tables:
        of_persons = person_events(old, new, found.matched["persons"])
        everybody = of_persons.everybody
    if "households" in tables:
        of_households = household_events(old, new, found.matched["households"])
        members = _members(everybody, "o"), _members(everybody, "n")
        found.events += events_of_households(of_households, found.subjects["households"], members)
    if "persons" in tables:
        found.events += events_of_persons(of_persons, found.subjects["persons"], tuple(found.events))
    for name in tables:
        _compare_cells(found, name, old, new)
    flow = None
    if everybody is not None and old.countable and new.countable:
        flow = flow_of(everybody, found.subjects["persons"], order, dict(_reasons(found, everybody, old, new)))
        told = (_with_poor(told[0], everybody, "o", old), _with_poor(told[1], everybody, "n", new))
    by = found.matched["persons"].pairs["by"].value_counts().sort("by") if "persons" in tables else None
    return Compared(
        *told,
        tables=tables,
        flow=flow,
        matched_households=found.matched["households"].pairs.height if "households" in tables else None,
        matched_by=dict(by.iter_rows()) if by is not None else {},
        events=tuple(sorted(found.events, key=lambda event: order(event.subject))),
        changed=tuple(sorted(_changes(found, old, new), key=lambda change: order(change.subject))),
        fields=tuple(map(_count_of, found.differing)),
        incomparable=tuple(sorted(_incomparable(found), key=lambda row: order(row.subject))),
        lone_columns=tuple(found.lone),
        unread_in_both=found.unread_in_both,
        reused_numbers=found.matched["persons"].reused if "persons" in tables else 0,
    )


def _members(everybody: pl.DataFrame | None, side: str) -> dict[str, int] | None:
    """Persons who are there on the register's day, by household number; None where persons are not compared."""
    if everybody is None:
        return None
    there = everybody.lazy().filter(pl.col(f"{side}_there")).select(f"{side}_household_id").drop_nulls()
    counts = there.group_by(f"{side}_household_id").len().collect()
    return dict(zip(*(column.to_list() for column in counts), strict=True))


def _compare_cells(found: _Found, name: str, old: Side, new: Side) -> None:
    """Compare the matched rows of a table; that somebody moved is told as that, and not as a cell that changed."""
    compared = compared_cells(old.registry.tables[name], new.registry.tables[name], found.matched[name].pairs)
    moved = "household_id" if name == "persons" else "village"
    for differs in compared.fields:
        if differs.field in (moved, "household_id"):
            unsaid = [before is None or after is None for before, after in zip(differs.before, differs.after, strict=True)]
            differs = differs.only(unsaid)
        if differs.old:
            found.differing.append(differs)
    found.lone += compared.lone
    found.unread_in_both += compared.unread_in_both


def _changes(found: _Found, old: Side, new: Side) -> Iterator[Change]:
    for differs in found.differing:
        subjects = found.subjects[differs.table]
        cells = [
            Cells(side.registry.tables[differs.table], differs.field).of(keys)
            for side, keys in ((old, differs.old), (new, differs.new))
        ]
        for here, there, before, after, no_before, no_after, old_cell, new_cell in zip(
            differs.old,
            differs.new,
            differs.before,
            differs.after,
            differs.before_unread,
            differs.after_unread,
            *cells,
            strict=True,
        ):
            yield Change(
                subjects.of(here, there),
                differs.table,
                differs.field,
                Cell(before, no_before, old_cell),
                Cell(after, no_after, new_cell),
            )


def _count_of(differs: FieldDiffers) -> FieldCount:
    kinds = list(kinds_of_change(differs))
    return FieldCount(differs.table, differs.field, len(kinds), *(kinds.count(kind) for kind in ("filled", "cleared", "unread")))


def _reasons(found: _Found, everybody: pl.DataFrame, old: Side, new: Side) -> Iterator[tuple[Keys, Counted]]:
    """Why NEW counts somebody differently on OLD's day."""
    subjects = found.subjects["persons"]
    of_persons, of_households = (_deciding(found.differing, table) for table in ("persons", "households"))
    ids = new.registry.frame("households")["household_id"]
    by_number = {ids[key]: fields for key, fields in of_households.items()}
    undecided = old.undecided_on(old.day), new.undecided_on(old.day)
    unread = [_unread(side, numbers) for side, numbers in zip((old, new), undecided, strict=True)]
    known = [set(side.registry.frame("households")["household_id"].drop_nulls()) for side in (old, new)]
    rows = everybody.filter(pl.col("correction").is_not_null()).select("old", "new", "o_household_id", "o_home", "n_household_id")
    for here, there, household, home, now in rows.iter_rows():
        fields = (*of_persons.get(there, ()), *by_number.get(now, ()))
        if here is None:
            why, fields = "not_in_old", ()
        elif there is None:
            why, fields = "not_in_new", ()
        elif home != now:
            why = "other_household"
        elif household not in known[0]:
            why = "household_not_in_old"
        elif now not in known[1]:
            why = "household_not_in_new"
        elif not by_number.get(now) and (household in undecided[0] or now in undecided[1]):
            fields = unread[0].get(household) or unread[1].get(now) or ()
            why = "undecided_unread" if fields else "undecided"
        else:
            why = "times"
        yield (here, there), Counted(subjects.of(here, there), why, fields)


def _deciding(differing: Sequence[FieldDiffers], table: str) -> dict[int, tuple[tuple[str, str], ...]]:
    """By KEY in NEW, the fields that differ among those by which it is decided who counts on a day."""
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for differs in differing:
        if differs.table == table and differs.field in DECIDING[table]:
            for key in differs.new:
                found[key] = (*found.get(key, ()), (table, differs.field))
    return found


def _unread(side: Side, numbers: frozenset[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """By number the fields that cannot be read, among those by which it is decided whether a household is listed."""
    rows = side.registry.frame("households").filter(pl.col("household_id").is_in(list(numbers))).select("household_id", UNREAD)
    return {
        number: tuple(("households", name) for name in DECIDING["households"] if f"|{name}|" in (lost or ""))
        for number, lost in rows.iter_rows()
    }


def _with_poor(register: Register, everybody: pl.DataFrame, prefix: str, side: Side) -> Register:
    poor = everybody[f"{prefix}_household_id"].filter(everybody[f"{prefix}_counted"])
    return dataclasses.replace(register, poor_households=poor.n_unique() + side.poor_of_unknown_size, poor_persons=len(poor))


def _incomparable(found: _Found) -> Iterator[Incomparable]:
    for name, matched in found.matched.items():
        for key, why in matched.old_unclear.select(KEY, "why").iter_rows():
            yield Incomparable(found.subjects[name].of(key, None), "old", why)
        for key, why in matched.new_unclear.select(KEY, "why").iter_rows():
            yield Incomparable(found.subjects[name].of(None, key), "new", why)
