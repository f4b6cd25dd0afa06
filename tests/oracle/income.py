"""Net income per head of a household and a year. Source: issue 11, C1; docs: the own column is of the year of the file."""

from __future__ import annotations

from datetime import date

from tests.oracle import cells
from tests.oracle.register import Household


def income_of(household: Household, year: int, file_day: date) -> float | None:
    """None where it is not known. A row of that year always speaks before the household's own column."""
    rows = [row for row in household.incomes if cells.year(row.get("年度")).value == year]
    unplaced = [row for row in household.incomes if cells.year(row.get("年度")).value is None]
    if rows:
        values = [cells.decimal(row.get("人均纯收入")) for row in rows]
        if any(value.unreadable for value in values):
            return None
        known = {value.value for value in values if not value.blank}
        if len(known) == 1:
            return float(known.pop())
        if known:
            return None
    if unplaced and not rows:
        return None
    if household.income.value is not None and year == file_day.year:
        return float(household.income.value)
    return None


def reference_year(day: date) -> int:
    """The newest year that is over on the day."""
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1


def above(income: float | None, line: float | None) -> bool | None:
    """超过: to equal the line is not enough."""
    if income is None or line is None:
        return None
    return income > line
