"""The steps of a procedure. Source: rules.md ID401–ID405, EX202, EX301–EX305; law.md."""

from __future__ import annotations

from datetime import date

from tests.oracle import cells, law
from tests.oracle.outcomes import FAIL, PASS, UNKNOWN, worst
from tests.oracle.register import Household


def procedure(household: Household, name: str, prescribed: list[str], day: date, since: date | None = None) -> str:
    """The worst of the five rules; unknown where no step is on file by the day. A step dated after the day is still to come: neither
    done nor missing. Steps of an earlier listing are none of the newest."""
    rows = {row["步骤"]: row for row in household.steps if row.get("程序") == name and row.get("步骤") in prescribed}
    if since is not None:
        rows = {step: row for step, row in rows.items() if not (done := cells.day(row.get("日期")).value) or done >= since}
    to_come = {step for step, row in rows.items() if (done := cells.day(row.get("日期")).value) and done > day}
    rows = {step: row for step, row in rows.items() if step not in to_come}
    if not rows:
        return UNKNOWN
    return worst(
        [
            _complete(rows, prescribed, to_come),
            _ordered(rows, prescribed),
            _public(rows),
            _filled(rows, "签字人"),
            _filled(rows, "佐证材料"),
        ]
    )


def _complete(rows: dict[str, dict[str, str]], prescribed: list[str], to_come: set[str]) -> str:
    if to_come:
        return UNKNOWN
    return PASS if all(step in rows for step in prescribed) else FAIL


def _ordered(rows: dict[str, dict[str, str]], prescribed: list[str]) -> str:
    days = [cells.day(rows[step].get("日期")).value for step in prescribed if step in rows]
    known = [day for day in days if day is not None]
    if known != sorted(known):
        return FAIL
    return PASS if len(known) == len(days) else UNKNOWN


def _public(rows: dict[str, dict[str, str]]) -> str:
    outcomes = []
    for step, row in rows.items():
        if step not in law.PUBLIC_STEPS:
            continue
        first, last = cells.day(row.get("日期")).value, cells.day(row.get("公示截止日期")).value
        if first is None or last is None:
            outcomes.append(UNKNOWN)
        else:
            outcomes.append(PASS if (last - first).days >= law.PUBLIC_DAYS else FAIL)
    return worst(outcomes) if outcomes else UNKNOWN


def _filled(rows: dict[str, dict[str, str]], heading: str) -> str:
    """Words for nothing are blanks where being filled is asked; a column that is missing accuses nobody."""
    if any(heading not in row for row in rows.values()):
        return UNKNOWN
    return FAIL if any(cells.text(row.get(heading)).blank or row.get(heading) == "无" for row in rows.values()) else PASS
