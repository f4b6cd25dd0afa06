"""Working days with the country's real holidays and make-up days, as a kept library has them; weekdays only where it ends."""

from __future__ import annotations

from datetime import date, timedelta

_SATURDAY = 5


def after(day: date, working_days: int) -> tuple[date, bool]:
    """The day so many working days after another, and whether holidays were known for all days between."""
    from chinese_calendar import is_workday

    certain = True
    current = day
    left = working_days
    while left > 0:
        current += timedelta(days=1)
        try:
            works = is_workday(current)
        except NotImplementedError:  # of a year for which no holidays were announced when the library was made
            certain, works = False, current.weekday() < _SATURDAY
        left -= works
    return current, certain
