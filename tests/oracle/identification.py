"""Verdicts of `puxi identify`. Source: rules.md ID101–ID405; guide, chapter 6; issue 11, A13, C3."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.oracle import items, law, steps
from tests.oracle.income import above, income_of, reference_year
from tests.oracle.outcomes import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, all_of, negated, outcome, worst
from tests.oracle.red_lines import hits, hits_before_exit
from tests.oracle.register import Household, Row
from tests.oracle.standing import EXITED, LISTED, UNLISTED, back_since, standing
from tests.oracle.standing import UNKNOWN as UNDECIDED


@dataclass
class World:
    """The whole register on one day."""

    day: date
    file_day: date
    households: dict[str, Household]
    evidence: dict[str, list[Row]]
    numbers: dict[str, list[tuple[Household, int]]]
    has_food_columns: bool
    has_members: bool


@dataclass
class Verdict:
    listed: bool | None  # None: not known whether it is on the register
    verdict: str
    items: dict[str, str]
    red_lines: set[int]


def identify(world: World, household: Household) -> Verdict | None:
    """None for a household that left the register and of which no list from before its exit, or without a day, names a member."""
    where = standing(household, world.day, world.file_day)
    if where == EXITED:
        left = hits_before_exit(household, world.day, world.evidence)
        return Verdict(False, "lead_exited", {}, {line for line, _ in left}) if left else None
    if where == UNDECIDED:
        return Verdict(None, "unknown", {}, set())
    listed = where == LISTED
    year = listing_year(household, world.day) if listed else reference_year(world.day)
    income = None if year is None else income_of(household, year, world.file_day)
    standards = {
        "income": above(income, None if year is None else law.income_line(year)),
        "food_clothing": items.fed_and_clothed(household),
        "housing": items.house_safe(household),
        "education": items.children_at_school(household, world.day, world.file_day),
        "insurance": items.members_insured(household, world.day),
        "water": items.water_good(household),
    }
    if not world.has_food_columns:
        del standards["food_clothing"]
    answers = {"food_clothing": NOT_APPLICABLE} | {name: outcome(value) for name, value in standards.items()}
    met = all_of(standards.values())
    if not listed:
        answers["whole_household"] = answers["procedure"] = NOT_APPLICABLE
        return Verdict(False, {True: "consistent", False: "lead_missed", None: "unknown"}[met], answers, set())
    parted = parted_from(world, household)
    whole = [outcome(nobody_left_out(world, household)), outcome(has_adult(world, household)), outcome(negated(parted))]
    answers["whole_household"] = worst(whole)
    answers["procedure"] = steps.procedure(
        household, "识别", law.IDENTIFICATION_STEPS, world.day, since=exit_before_return(household, world.day)
    )
    found = {line for line, _ in hits(household, world.day, world.evidence)}
    if met or parted or found:
        verdict = "lead_wrongly_listed"
    elif met is False:
        verdict = "consistent"
    else:
        verdict = "unknown"
    return Verdict(True, verdict, answers, found)


def returned(household: Household, day: date) -> bool:
    """A relapse by the day, after the exit: what lies before it is no relapse of that exit."""
    back = back_since(household)
    return back is not None and back <= day


def listing_year(household: Household, day: date) -> int | None:
    """The year of the newest listing by the day: the identification's, or the relapse's."""
    listed = household.relapsed.value if returned(household, day) else household.identified.value
    return None if listed is None else int(listed.year)


def exit_before_return(household: Household, day: date) -> date | None:
    """Of a household that fell back in a later year: the day of its exit. Steps from before it are of the first listing."""
    if returned(household, day) and household.exit_year.value and household.relapsed.value.year > household.exit_year.value:
        return date(household.exit_year.value, 12, 31)
    return None


def nobody_left_out(world: World, household: Household) -> bool | None:
    """As many members, those counted who left, as the household is said to have, or more; whatever the day."""
    if not world.has_members or household.size.value is None:
        return None
    return len(household.members) >= household.size.value


def has_adult(world: World, household: Household) -> bool | None:
    """None where nobody is known to be in the household: then there may be no household."""
    if not any(member.present(world.day) for member in household.members):
        return None
    found: list[bool | None] = []
    for member in household.members:
        present = member.present(world.day)
        if present is False:
            continue
        ages = member.ages(world.day)
        adult = None if ages is None else True if min(ages) >= law.ADULT else False if max(ages) < law.ADULT else None
        found.append(None if present is None and adult else adult)
    return True if True in found else None if None in found else False


def parted_from(world: World, household: Household) -> bool | None:
    """Somebody left, within a year of the identification, another household that was never on the register by the day."""
    if household.identified.value is None or "减少时间" not in household.member_headings:
        return None
    unsure = False
    for member in household.members:
        present = member.present(world.day)
        if present is False:
            continue
        if member.number.value is None:
            unsure = True  # nobody can tell whether the person was in another household
            continue
        for other, place in world.numbers[member.number.value]:
            if other is household:
                continue
            left = other.members[place].left
            where = standing(other, world.day, world.file_day)
            near = left.value is not None and abs((left.value - household.identified.value).days) <= 366
            if near and where == UNLISTED and present:
                return True
            if near and where in (UNLISTED, UNDECIDED):
                unsure = True  # who came from there may not be here, or the household may have been on the register
    return None if unsure else False


__all__ = ["FAIL", "PASS", "UNKNOWN", "Verdict", "World", "identify", "listing_year"]
