"""Whether a household is on the register on a day. Source: guide, chapter 4; code list 脱贫属性; REC332, REC333.

On the register from the identification until the exit, and again after a relapse. An exit known by its year counts from 31 December. What
a blank or an unreadable cell leaves open stays open.
"""

from __future__ import annotations

from datetime import date

from tests.oracle.register import Household

LISTED, EXITED, UNLISTED, UNKNOWN = "listed", "exited", "unlisted", "unknown"


def standing(household: Household, day: date) -> str:
    if household.identified.unreadable:
        return UNKNOWN
    if household.identified.blank:
        return _without_identification(household, day)
    if household.identified.value > day:
        return UNLISTED
    return _since_identification(household, day)


def planned(household: Household) -> bool:
    """预脱贫: on the register, and marked for an exit; a year of exit is then a plan."""
    return household.status.value == "planned"


def _since_identification(household: Household, day: date) -> str:
    status, exit_year, relapsed = household.status, household.exit_year, household.relapsed
    if status.value == "not_exited":
        return LISTED  # a year of exit beside it is a contradiction (REC332), and the status says what is so
    if exit_year.unreadable and not planned(household):
        return _after_relapse(household, day, otherwise=UNKNOWN)
    if exit_year.value is None or planned(household):
        if status.value == "exited":
            return UNKNOWN  # it left in a year that nobody wrote
        if status.value == "relapsed" or not relapsed.blank:
            return _after_relapse(household, day, otherwise=UNKNOWN)
        return UNKNOWN if status.unreadable else LISTED
    if date(exit_year.value, 12, 31) > day:
        return LISTED
    if relapsed.unreadable:
        return UNKNOWN
    if follows_exit(household):
        return LISTED if relapsed.value <= day else EXITED
    if status.value == "relapsed":
        return UNKNOWN  # it fell back, nobody wrote when
    return EXITED


def follows_exit(household: Household) -> bool:
    """The relapse came after the exit: by their days, as the exit counts from 31 December; in one year also where the status says so."""
    relapsed, exit_year = household.relapsed.value, household.exit_year.value
    if relapsed is None or exit_year is None:
        return False
    return relapsed > date(exit_year, 12, 31) or (relapsed.year == exit_year and household.status.value == "relapsed")


def _after_relapse(household: Household, day: date, otherwise: str) -> str:
    return LISTED if household.relapsed.value and household.relapsed.value <= day else otherwise


def _without_identification(household: Household, day: date) -> str:
    """Issue 11, A1 and C3: counted by its status, else named as undecided; unlisted only where nothing speaks of the register."""
    status = household.status
    if status.value == "planned" or status.value == "not_exited":
        return LISTED if household.exit_year.blank or planned(household) else UNKNOWN
    if status.value == "exited":
        if household.exit_year.value and date(household.exit_year.value, 12, 31) <= day and household.relapsed.blank:
            return EXITED
        return UNKNOWN
    if status.value == "relapsed":
        return _after_relapse(household, day, otherwise=UNKNOWN)
    signs = (
        status, household.exit_year, household.relapsed, household.cause,
    )  # fmt: skip
    if any(not sign.blank for sign in signs) or household.household_type.value == "exited":
        return UNKNOWN
    if household.poor_type.value == "poor" or household.poor_type.unreadable or household.household_type.unreadable:
        return UNKNOWN
    return UNLISTED
