"""House, school, insurance and water of a household. Source: rules.md EX102–EX105, ID102–ID106; issue 11, C2."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.oracle import law
from tests.oracle.outcomes import all_of, any_of, negated
from tests.oracle.register import Household, Member


def house_safe(household: Household) -> bool | None:
    """危房户 no, and no grade C or D. A grade A or B alone proves nothing, a grade that cannot be read is none."""
    if household.house_grade.value is False:
        return False
    return negated(household.unsafe_house.value)


def water_good(household: Household) -> bool | None:
    """饮水安全 yes and 饮水困难 no."""
    return all_of([household.safe_water.value, negated(household.water_hard.value)])


def fed_and_clothed(household: Household) -> bool | None:
    return all_of([household.enough_food.value, household.enough_clothing.value])


def out_of_school(member: Member, file_day: date) -> bool | None:
    """Of school age, not at school, and not for illness or disability. The age is that of the file's day, as schooling has no date."""
    ages = member.ages(file_day)
    if ages is not None and all(age not in law.SCHOOL_AGES for age in ages):
        return False
    schooling = member.schooling
    if schooling.value == "school":
        return False
    if member.dropout_reason.value is True:
        return False
    if schooling.value is None:
        return None
    if member.dropout_reason.unreadable or ages is None or any(age not in law.SCHOOL_AGES for age in ages):
        return None
    if schooling.value == "preschool":
        if all(age <= law.SCHOOL_MAY_BEGIN_LATER for age in ages):
            return None
        return None if any(age <= law.SCHOOL_MAY_BEGIN_LATER for age in ages) else True
    # Six by 31 August to begin; nine years later it may be finished, and the registers here have no 文化程度 that would tell.
    year = file_day.year if (file_day.month, file_day.day) > (8, 31) else file_day.year - 1
    begun = member.ages(date(year, 8, 31)) or range(0)
    if law.SCHOOL_AGES[0] in ages and not all(age >= law.SCHOOL_AGES[0] for age in begun):
        return None
    return None if law.SCHOOL_AGES[-1] in ages and any(age >= law.SCHOOL_AGES[-1] for age in begun) else True


def insured(member: Member) -> bool | None:
    """Basic insurance, of residents or of employees, and the one for serious illness."""
    basic: bool | None
    if member.medical.value or member.worker_medical.value:
        basic = True
    elif member.medical.unreadable or member.worker_medical.unreadable or member.medical.blank:
        basic = None
    else:
        basic = False
    return all_of([basic, member.serious_medical.value])


def children_at_school(household: Household, day: date, file_day: date) -> bool | None:
    return _for_all(household, day, lambda member: negated(out_of_school(member, file_day)))


def members_insured(household: Household, day: date) -> bool | None:
    return _for_all(household, day, insured)


def _for_all(household: Household, day: date, holds: Callable[[Member], bool | None]) -> bool | None:
    """Of every member present. Who may or may not be present leaves open what only they would decide; without members nothing is known."""
    verdicts: list[bool | None] = []
    somebody = False
    for member in household.members:
        present = member.present(day)
        if present is False:
            continue
        somebody = somebody or present is True
        verdict = holds(member)
        verdicts.append(None if present is None and verdict is False else verdict)
    found = all_of(verdicts)
    return found if somebody or found is False else None


__all__ = [
    "any_of",
    "children_at_school",
    "fed_and_clothed",
    "house_safe",
    "insured",
    "members_insured",
    "out_of_school",
    "water_good",
]
