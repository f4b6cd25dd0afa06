"""Whether a household is on the register on a day. Source: guide, chapter 4; code list 脱贫属性; REC332, REC333; issue 11, A1, C3, C5.

On the register from the identification until the exit, and again after a relapse. An exit known by its year counts from 31 December. The
status says what is so on the day of the file; what the times leave open on days before it stays open.
"""

from __future__ import annotations

from datetime import date

from tests.oracle.register import Household

LISTED, EXITED, UNLISTED, UNKNOWN = "listed", "exited", "unlisted", "unknown"


def standing(household: Household, day: date, file_day: date, tells_who: bool = True) -> str:
    """`tells_who`: some household of the file has a time of identification, a status or a type; else a blank row says nothing either."""
    if household.identified.value is not None and not _of_monitoring(household):
        if household.identified.value > day:
            return UNLISTED
        if _contradicts(household):
            return UNKNOWN
        return _since_identification(household, day, file_day)
    if not _signs(household):
        return UNLISTED if tells_who or _not_poor(household) else UNKNOWN
    # Nobody wrote since when it is listed. Whenever that was, it is off the register after an exit and on it after a return.
    settled = _settled(household)
    if settled is not None and settled <= day:
        return _since_identification(household, day, file_day)
    # Its status may say that it is, from the year of the file on.
    if day.year < file_day.year or not _plain(household):
        return UNKNOWN
    return _since_identification(household, day, file_day)


def _settled(household: Household) -> date | None:
    """The day of the first exit or return that is told and counts, whatever the identification says."""
    status, year = household.status, household.exit_year.value
    if planned(household) or (status.value == "not_exited" and not follows_exit(household)) or _not_poor(household):
        return None
    if status.unreadable:  # it may say that a year of exit is a plan; who is back is back
        return household.relapsed.value if follows_exit(household) else None
    if year is None:
        return back_since(household)
    if status.value == "relapsed" and not follows_exit(household):
        return None
    return date(year, 12, 31)


def planned(household: Household) -> bool:
    """预脱贫: on the register, and marked for an exit; a year of exit is then a plan."""
    return household.status.value == "planned"


def _signs(household: Household) -> bool:
    """Something of the row says that it is or was on the register. 一般农户 with a cause is no poor household."""
    signs = (household.status, household.exit_year, household.relapsed)
    if not household.identified.blank and not _of_monitoring(household):
        return True
    if any(not sign.blank for sign in signs):
        return True
    if _left_by_kind(household) or household.poor_type.value == "poor":
        return True
    if household.poor_type.unreadable or household.household_type.unreadable:
        return True
    return not _not_poor(household) and (not household.cause.blank or household.monitored_type.value == "突发严重困难户")


def _ordinary(household: Household) -> bool:
    return "not_poor" in (household.poor_type.value, household.household_type.value)


def _not_poor(household: Household) -> bool:
    """Called an ordinary household; or 边缘易致贫户, which is one by definition, where no status or type 脱贫户 says more (DOMAIN, 4.1)."""
    marginal = household.monitored_type.value == "边缘易致贫户"
    return _ordinary(household) or (marginal and household.status.blank and not _left_by_kind(household))


def _left_by_kind(household: Household) -> bool:
    """脱贫户; or 脱贫不稳定户, which is one by definition, where it is not called an ordinary household."""
    unstable = household.monitored_type.value == "脱贫不稳定户" and not _ordinary(household)
    return household.household_type.value == "exited" or unstable


def _of_monitoring(household: Household) -> bool:
    """The time of identification of a monitored household from 2021 on is that of its monitoring."""
    since = household.identified.value
    return since is not None and since.year >= 2021 and household.monitored_type.value is not None


def _contradicts(household: Household) -> bool:
    """Identified as poor, called not poor, and nothing says that it has left and not come back, which would explain both."""
    struck = household.monitored_type.value == "突发严重困难户"
    if not _not_poor(household) and not (struck and household.status.blank and not _left_by_kind(household)):
        return False
    if planned(household) or household.status.value in ("not_exited", "relapsed") or back_since(household) is not None:
        return True
    return not (_gone(household) or household.exit_year.value is not None or household.exit_year.unreadable)


def _plain(household: Household) -> bool:
    """The status, or the type 脱贫户, says what is so, and nothing contradicts it."""
    if _not_poor(household) or household.status.unreadable or (_gone(household) and household.relapsed.unreadable):
        return False
    return household.status.value is not None or _gone(household)


def _gone(household: Household) -> bool:
    return household.status.value == "exited" or (household.status.blank and _left_by_kind(household))


def _since_identification(household: Household, day: date, file_day: date) -> str:
    status, year, relapsed = household.status, household.exit_year, household.relapsed
    if planned(household) or (status.value == "not_exited" and not follows_exit(household)):
        return LISTED  # a year of exit beside it is a plan, or a contradiction (REC332): the status says what is so
    if year.value is not None and date(year.value, 12, 31) > day and not _back_by(household, day):
        return LISTED
    if _gone(household):
        if year.value is None:
            return EXITED if day >= file_day else UNKNOWN
        if relapsed.unreadable or (_left_too_early(household) and day < file_day):
            return UNKNOWN
    elif status.value == "relapsed":
        if year.value is None and relapsed.value is not None:
            return LISTED if relapsed.value <= day else UNKNOWN
        if not follows_exit(household):
            return LISTED if day >= file_day else UNKNOWN
        if _left_too_early(household) and not _back_by(household, day):
            return UNKNOWN
    elif status.unreadable:
        return LISTED if _back_by(household, day) else UNKNOWN
    else:
        if year.unreadable or relapsed.unreadable:
            return UNKNOWN
        if year.blank and relapsed.blank:
            return LISTED
        if year.blank:
            return LISTED if relapsed.value <= day else UNKNOWN
        if relapsed.value is not None and relapsed.value.year == year.value:
            return UNKNOWN  # a relapse of that exit, or one that lies before it
        if _left_too_early(household) and not _back_by(household, day):
            return UNKNOWN  # one of both times is wrong, or it was identified anew after an exit
    return LISTED if _back_by(household, day) else EXITED


def _left_too_early(household: Household) -> bool:
    """The year of exit lies before that of the identification (REC331)."""
    year, since = household.exit_year.value, household.identified.value
    return year is not None and since is not None and not _of_monitoring(household) and year < since.year


def _back_by(household: Household, day: date) -> bool:
    return follows_exit(household) and household.relapsed.value <= day


def back_since(household: Household) -> date | None:
    """The day of a relapse after an exit; also of one beside which no year of exit stands, where the status says 返贫 or nothing:
    who is back had left before."""
    if follows_exit(household):
        return household.relapsed.value
    status, year = household.status, household.exit_year
    alone = year.value is None and (status.value == "relapsed" or (status.blank and year.blank and not _gone(household)))
    return household.relapsed.value if alone else None


def follows_exit(household: Household) -> bool:
    """The relapse came after the exit: by their days, as the exit counts from 31 December; in one year also where the status says so."""
    relapsed, exit_year = household.relapsed.value, household.exit_year.value
    if relapsed is None or exit_year is None:
        return False
    return relapsed > date(exit_year, 12, 31) or (relapsed.year == exit_year and household.status.value == "relapsed")
