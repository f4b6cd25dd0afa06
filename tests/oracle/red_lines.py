"""Hits of members in lists of other offices. Source: rules.md ID201–ID209; guide, chapter 6."""

from __future__ import annotations

from datetime import date

from tests.oracle import cells
from tests.oracle.register import Household, Row


def hits(household: Household, day: date, evidence: dict[str, list[Row]]) -> set[tuple[int, str]]:
    """(red line, name) of each member present who is in a list by the day; a row without a day counts on every day."""
    found = set()
    for member in household.members:
        if member.number.value is None or member.present(day) is not True:
            continue
        for row in evidence.get(member.number.value, []):
            listed = cells.day(row.get("日期"))
            if listed.value is not None and listed.value > day:
                continue
            if row.get("类别") in cells.RED_LINES:
                found.add((cells.RED_LINES.index(row["类别"]) + 1, str(member.name.value)))
    return found
