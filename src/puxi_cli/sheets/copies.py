"""One wrong cell is one fault, whatever number of rows it is merged over, or copied over within a household."""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping

from puxi_cli.sheets.faults import SHIFTED, Fault
from puxi_cli.sheets.grid import Merge

_HOUSEHOLDS, _NUMBER = ("households", "incomes"), "household_id"  # a list of persons has incomes only as columns of a year


def without_copies(faults: Iterable[Fault], merges: Iterable[Merge], flat: bool) -> list[Fault]:
    """The faults of a sheet, each copied cell once: at its first row, with the rows below that hold it too (`Fault.also`).

    A cell is copied where it is merged over rows; in a `flat` list also where the rows of one household hold the same wrong thing
    in a column of the household. Rows without a household number are of no household that can be told.
    """
    told = list(faults)
    ranges = _by_column(merges)
    # Where the number itself is wrong, what stands in its cell names the household all the same.
    named = {one.place.row: one.value for one in told if one.field == _NUMBER and one.value} if flat else {}
    first: dict[Hashable, int] = {}
    kept: list[Fault] = []
    also: dict[int, list[int]] = {}
    persons: dict[int, set[str | None]] = {}
    for fault in told:
        key = None if fault.filled is not None else (_copied(fault, named) if flat else None) or _merged(fault, ranges)
        at = len(kept) if key is None else first.setdefault(key, len(kept))
        if at == len(kept):
            kept.append(fault)
        elif fault.place.row is not None:
            also.setdefault(at, []).append(fault.place.row)
            persons.setdefault(at, {kept[at].person_id}).add(fault.person_id)
    for at, rows in also.items():
        # What stands on the rows of several persons is nobody's own.
        person = kept[at].person_id if len(persons[at]) == 1 else None
        kept[at] = dataclasses.replace(kept[at], also=tuple(rows), person_id=person)
    return kept


def _by_column(merges: Iterable[Merge]) -> dict[int, tuple[list[int], list[Merge]]]:
    """The ranges over several rows, by their first column, from the top down, and their first rows."""
    found: dict[int, list[Merge]] = {}
    for merge in merges:
        if merge.last_row > merge.first_row:
            found.setdefault(merge.first_column, []).append(merge)
    ordered = {column: sorted(some, key=lambda merge: merge.first_row) for column, some in found.items()}
    return {column: ([merge.first_row for merge in some], some) for column, some in ordered.items()}


def _merged(fault: Fault, ranges: dict[int, tuple[list[int], list[Merge]]]) -> Hashable | None:
    """What the faults of one merged cell have in common; None where the cell stands alone."""
    row, column = fault.place.row, fault.place.column_index
    if row is None or column is None or column not in ranges:
        return None
    rows, some = ranges[column]
    at = bisect_right(rows, row) - 1
    if at < 0 or row > some[at].last_row:
        return None
    return fault.rule, column, some[at].first_row, fault.value


def _copied(fault: Fault, named: Mapping[int | None, str]) -> Hashable | None:
    """What the faults of one cell of a household have in common; None where it is no household's, or nobody can tell whose."""
    if fault.rule == SHIFTED or fault.place.row is None or fault.place.column_index is None:
        return None
    if fault.field == _NUMBER:
        return (fault.rule, _NUMBER, fault.value) if fault.value else None
    home = fault.household_id or named.get(fault.place.row)
    if fault.table not in _HOUSEHOLDS or home is None:
        return None
    return fault.rule, fault.place.column_index, home, fault.value
