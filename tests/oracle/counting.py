"""Poor households and persons, and the flow of a year. Source: the flow identity of the standard tables; guide, chapter 4."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from tests.oracle import cells
from tests.oracle.identification import World
from tests.oracle.register import Household, Member, Row
from tests.oracle.standing import EXITED, LISTED, UNKNOWN, back_since, standing


@dataclass
class Figures:
    households: Counter[str] = field(default_factory=Counter)  # by village
    persons: Counter[str] = field(default_factory=Counter)
    flow: Counter[str] = field(default_factory=Counter)


def count(world: World, day: date) -> Figures:
    figures = Figures()
    for household in world.households.values():
        if standing(household, day, world.file_day) != LISTED:
            continue
        present = sum(_counted(member, day) for member in household.members)
        if present or _of_unknown_size(household):
            figures.households[household.village] += 1
            figures.persons[household.village] += present
    return figures


def _of_unknown_size(household: Household) -> bool:
    """Nobody is named as its member and no size says 0: how many they are is unknown, and they are a household all the same."""
    return not household.members and household.size.value != 0


def _counted(member: Member, day: date) -> bool:
    """Whoever stands in the household's rows counts, unless a time that can be read says that they had left or not yet joined."""
    return member.present(day) is not False


def flow(world: World) -> Counter[str]:
    """What became of each person between the end of the year before and the day: counted on one and not on the other, and why."""
    first = date(world.day.year - 1, 12, 31)
    parts: Counter[str] = Counter()
    for household in world.households.values():
        before, now = standing(household, first, world.file_day), standing(household, world.day, world.file_day)
        if now == UNKNOWN:
            continue  # named beside the figures, and in none of them
        if before == UNKNOWN:
            # No movement is made of what nobody knows; but who left in this very year was there at its start, and who came back in it
            # was not.
            back = back_since(household)
            if household.exit_year.value == world.day.year:
                before = LISTED
            else:
                before = EXITED if now == LISTED and back is not None and back > first else now
        for member in household.members:
            was, is_now = _counted(member, first) and before == LISTED, _counted(member, world.day) and now == LISTED
            parts["start"] += was
            parts["end"] += is_now
            if was and not is_now:
                parts[_went(household, member, now)] += 1
            if is_now and not was:
                parts[_came(before)] += 1
    return parts


def _went(household: Household, member: Member, now: str) -> str:
    """The household's exit, unless the person left the household by then: a death of which only the year is known is one of that year."""
    if now == LISTED:
        return "natural_decrease"
    exit_day = date(household.exit_year.value, 12, 31)
    return "natural_decrease" if member.left.value and member.left.value <= exit_day else "exited"


def _came(before: str) -> str:
    """By the household's standing before: newly listed, returned, or listed all along, so that the person came to it."""
    return {LISTED: "natural_increase", EXITED: "returned"}.get(before, "new")


def rural_persons(rows: list[Row], village: str, year: int) -> int | None:
    found = [row for row in rows if row["行政村"] == village and cells.year(row.get("年度")).value == year]
    value = cells.whole(found[0].get("农业户籍人口"), 0, 10**9).value if len(found) == 1 else None
    return None if not value else int(value)


__all__ = ["Figures", "count", "flow", "rural_persons"]
