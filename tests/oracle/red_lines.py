"""Hits of members in lists of other offices. Source: rules.md ID201–ID219; guide, chapter 6; issue 11, A13."""

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


def hits_before_exit(household: Household, day: date, evidence: dict[str, list[Row]]) -> set[tuple[int, str]]:
    """Hits of a household that left, of members who were in it before: what is dated after 31 December of its exit year is none.

    Without a year of exit every hit by the day may be from before; of members, then, only those are known to have been in it who were so
    when it was identified.
    """
    year, identified = household.exit_year.value, household.identified.value
    exit_day = day if year is None else date(year, 12, 31)
    found = set()
    for member in household.members:
        joined = member.joined.value
        late = joined is not None and (joined > exit_day or (year is None and (identified is None or joined > identified)))
        if member.present(day) is not True or late:
            continue
        for row in evidence.get(member.number.value, []) if member.number.value is not None else []:
            listed = cells.day(row.get("日期"))
            if (listed.value is None or listed.value <= min(day, exit_day)) and row.get("类别") in cells.RED_LINES:
                found.add((cells.RED_LINES.index(row["类别"]) + 1, str(member.name.value)))
    return found
