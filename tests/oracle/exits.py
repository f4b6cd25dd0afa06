"""Verdicts of `puxi exit` for households. Source: rules.md EX101–EX106, EX204; guide, chapter 6."""

from __future__ import annotations

from dataclasses import dataclass

from tests.oracle import cells, items, law
from tests.oracle.identification import World
from tests.oracle.income import above, income_of
from tests.oracle.outcomes import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, worst
from tests.oracle.register import Household
from tests.oracle.standing import EXITED, LISTED, planned, standing
from tests.oracle.standing import UNKNOWN as UNDECIDED


@dataclass
class ExitVerdict:
    planned: bool | None  # None: not known whether it left or is planned to
    exit_year: int | None
    verdict: str
    points: int
    items: dict[str, str]


def judge_exit(world: World, household: Household) -> ExitVerdict | None:
    """None for a household that neither left by the day nor is planned to leave by the end of its year."""
    where = standing(household, world.day, world.file_day)
    if where == UNDECIDED:
        return ExitVerdict(None, None, "unknown", 0, {})
    is_planned = where == LISTED and planned(household)
    if where != EXITED and not is_planned:
        return None
    year = leaving_year(world, household, is_planned)
    if is_planned and year is not None and year > world.day.year:
        return None
    income = None if year is None else income_of(household, year, world.file_day)
    answers = {
        "income": outcome(above(income, None if year is None else law.income_line(year))),
        "housing": outcome(items.house_safe(household)),
        "education": outcome(items.children_at_school(household, world.day, world.file_day)),
        "insurance": outcome(items.members_insured(household, world.day)),
        "water": outcome(items.water_good(household)),
        "same_year": _another_year(household, year),
    }
    points = law.POINTS * sum(answers[name] == PASS for name in ("income", "housing", "education", "insurance", "water"))
    answers["inspection"] = NOT_APPLICABLE if is_planned else _inspection(world, household)
    return ExitVerdict(is_planned, year, worst(answers.values()), points, answers)


def leaving_year(world: World, household: Household, is_planned: bool) -> int | None:
    """脱贫年度; of a planned exit without one, the planned year, else the year of the file: 预脱贫 is
    marked in the year of the exit, and the column says what the file says today."""
    if household.exit_year.value is not None or not is_planned or household.exit_year.unreadable:
        year: int | None = household.exit_year.value
        return year
    return household.planned_year.value or world.file_day.year


def _another_year(household: Household, year: int | None) -> str:
    if household.identified.value is None or year is None:
        return UNKNOWN
    return FAIL if household.identified.value.year == year else PASS


def _inspection(world: World, household: Household) -> str:
    found = []
    for row in household.samples:
        day = cells.day(row.get("抽查日期"))
        if day.value is not None and day.value > world.day:
            continue
        conclusion = cells.word(row.get("结论"), cells.CONCLUSIONS)
        if conclusion.value is None:
            found.append(UNKNOWN)
        elif conclusion.value == "错退":
            found.append(FAIL)  # a row without a day counts whatever day is asked
        else:
            found.append(PASS)
    return worst(found)
