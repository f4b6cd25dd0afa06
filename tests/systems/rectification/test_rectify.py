"""The whole story of rectification on a town with planted errors: plan, mend half, check, close, break one again, check."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.samples.cells import Shift
from puxi_cli.samples.errors import plant
from puxi_cli.samples.ground import Planted
from puxi_cli.samples.people import Row
from puxi_cli.samples.town import Town, make_town
from puxi_cli.samples.write import write_register
from puxi_cli.systems.rectification import job as rectify
from puxi_cli.systems.rectification.ledgers import read_ledger
from puxi_cli.systems.rectification.problems import Ledger, Problem, Seen, State
from puxi_cli.systems.rectification.settings import WrittenDuty

pytestmark = pytest.mark.slow

DAY = date(2018, 12, 31)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = date(2019, 1, 7), date(2019, 1, 8), date(2019, 1, 9), date(2019, 1, 10)
# Errors that do not stand in the rows of their household (a hit in another office's list, a household number that is the error), and those
# whose household has nothing on file once they are taken out: of it nobody can tell.
ELSEWHERE = ("ID2", "REC105", "REC301", "REC302", "REC308", "ID108", "ID303", "ID4", "EX202", "EX3")


@dataclass(frozen=True)
class Story:
    """A town before and after the errors were planted, and what was planted."""

    clean: Town
    wrong: Town
    planted: list[Planted]

    def mended(self, homes: Collection[str]) -> Town:
        """The town with errors, but with these households as they were before."""
        tables: dict[str, list[Row]] = {}
        shifted: dict[tuple[str, int], Shift] = {}
        for name, rows in self.wrong.tables.items():
            kept: list[Row] = []
            for index, row in enumerate(rows):
                if row.get("household_id") not in homes:
                    if (name, index) in self.wrong.shifted:
                        shifted[name, len(kept)] = self.wrong.shifted[name, index]
                    kept.append(row)
            tables[name] = kept + [row for row in self.clean.tables[name] if row.get("household_id") in homes]
        return Town(self.wrong.households, self.wrong.seed, tables, shifted)

    def homes(self) -> list[str]:
        """The households of errors that can be mended in their own rows, those of one error together."""
        groups: dict[int, set[str]] = {}
        rules: dict[int, set[str]] = {}
        for entry in self.planted:
            cause = entry.follows or entry.number
            groups.setdefault(cause, set()).add(entry.household_id)
            rules.setdefault(cause, set()).add(entry.rule)
        known = {row["household_id"] for row in self.clean.tables["households"]}
        elsewhere = {
            home for cause, homes in groups.items() for home in homes if any(rule.startswith(ELSEWHERE) for rule in rules[cause])
        }
        right = [homes for homes in groups.values() if homes <= known and not homes & elsewhere]
        half = [home for homes in right[::2] for home in homes]
        assert len(half) > 60
        return sorted(half)


@pytest.fixture(scope="module")
def story() -> Story:
    clean = make_town(2000, 1).registered(30)
    wrong, planted = plant(clean, 2, 1)
    return Story(clean, wrong, planted)


SETTINGS = Settings(Path(), read={"duties": (WrittenDuty("王村长", "村"), WrittenDuty("赵主任", office="镇扶贫办"))})


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def filled_in(ledger: Path, keys: Collection[str]) -> None:
    """A clerk fills in the columns that people own, in the workbook itself."""
    book = openpyxl.load_workbook(ledger)
    sheet = book["整改台账"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, columns["问题编号"]).value in keys:
            for heading, value in {"问题查清": "是", "产生原因": "录入有误", "佐证材料": "入户核实表", "群众满意": "是"}.items():
                sheet.cell(row, columns[heading], value)
    book.save(ledger)


def states(ledger: Ledger) -> dict[str, State]:
    return {problem.key: problem.state for problem in ledger.problems}


def of_homes(ledger: Ledger, homes: Collection[str]) -> list[Problem]:
    return [problem for problem in ledger.problems if problem["household_id"] in homes]


def test_from_a_plan_to_a_problem_that_comes_back(story: Story, tmp_path: Path) -> None:
    path, homes = tmp_path / "整改台账.xlsx", story.homes()
    first, half, again = tmp_path / "一月七日.xlsx", tmp_path / "一月八日.xlsx", tmp_path / "一月十日.xlsx"
    write_register(story.wrong, first)
    write_register(story.mended(homes), half)

    # Monday: what is found becomes problems, each with a person and a day.
    planned = rectify.plan([first], path, SETTINGS, today=MONDAY, who="张三", day=DAY)
    problems = planned.ledger.problems
    assert sum(planned.added.values()) == len(problems) > 200
    # Where the household's number is what is wrong, the finding does not know the household.
    causes = {
        (entry.rule, entry.household_id)
        for entry in story.planted
        if entry.household_id and entry.rule not in ("REC105", "REC301")
    }
    assert {(problem["rule"], problem["household_id"]) for problem in problems} >= causes
    assert set(states(planned.ledger).values()) == {State.OPEN}
    assert all(problem["person"] and problem.deadline and problem.deadline > MONDAY for problem in problems)
    before = digest(path)
    told = rectify.plan([first], path, SETTINGS, today=MONDAY, who="张三", day=DAY)
    assert (told.written, told.covered, dict(told.added)) == (False, len(problems), {})
    assert digest(path) == before

    # The same register: everything is still found, nothing moves.
    told_check = rectify.check([first], path, SETTINGS, today=MONDAY, who="张三", day=DAY)
    assert told_check.seen[Seen.FOUND] == len(problems)
    assert (told_check.moved, digest(path)) == ((), before), "it was found on the same day by the plan itself"

    # Tuesday: half of the households are right in the register.
    told_check = rectify.check([half], path, SETTINGS, today=TUESDAY, who="张三", day=DAY)
    mended = {problem.key for problem in of_homes(told_check.ledger, homes)}
    assert len(mended) > 60
    assert states(told_check.ledger) == {
        problem.key: State.WAITING if problem.key in mended else State.OPEN for problem in problems
    }
    assert {(event.before, event.after) for event in told_check.moved} == {("整改中", "待销号")}
    before = digest(path)
    told_check = rectify.check([half], path, SETTINGS, today=TUESDAY, who="张三", day=DAY)
    assert (told_check.written, told_check.moved, digest(path)) == (False, (), before)

    # Wednesday: papers are in order for all but one of them.
    lacking = min(mended)
    filled_in(path, mended - {lacking})
    closed = rectify.close(path, SETTINGS, keys=[], today=WEDNESDAY, who="李四", why="入户核实")
    assert {problem.key for problem in closed.closed} == mended - {lacking}
    assert [(one.problem.key, one.lacking) for one in closed.refused] == [
        (lacking, ("verified", "cause", "evidence", "satisfied"))
    ]
    assert states(closed.ledger)[lacking] is State.REJECTED
    before = digest(path)
    closed = rectify.close(path, SETTINGS, keys=[], today=WEDNESDAY, who="李四", why="入户核实")
    assert (closed.written, closed.closed, digest(path)) == (False, (), before)

    # Thursday: one household is broken again.
    back = next(problem for problem in of_homes(closed.ledger, homes) if problem.key != lacking)
    write_register(story.mended([home for home in homes if home != back["household_id"]]), again)
    told_check = rectify.check([again], path, SETTINGS, today=THURSDAY, who="张三", day=DAY)
    returned = {problem.key for problem in of_homes(told_check.ledger, [back["household_id"]])}
    expected = {
        problem.key: State.REOPENED if problem.key in returned
        else State.REJECTED if problem.key == lacking
        else State.CLOSED if problem.key in mended else State.OPEN
        for problem in problems
    }  # fmt: skip
    assert back.key in returned
    assert states(told_check.ledger) == expected
    assert {event.key for event in told_check.moved} == returned
    before = digest(path)
    told_check = rectify.check([again], path, SETTINGS, today=THURSDAY, who="张三", day=DAY)
    assert (told_check.written, told_check.moved, digest(path)) == (False, (), before)

    # What the file says is what was told, and the history of the one that came back is whole.
    after = read_ledger(path).ledger
    assert states(after) == expected
    assert [(event.day, event.before, event.after, event.who) for event in after.history if event.key == back.key] == [
        ("2019-01-07", None, "整改中", "张三"), ("2019-01-08", "整改中", "待销号", "张三"),
        ("2019-01-09", "待销号", "已销号", "李四"), ("2019-01-10", "已销号", "反弹", "张三"),
    ]  # fmt: skip
    assert after.by_key()[back.key]["reopened"] == 1
    found = rectify.status(path, date(2019, 1, 21)).progress
    assert found.total.closed == len(mended - {lacking} - returned)
    assert found.total.reopened == len(returned)
    assert found.total.overdue == 0, "ten working days from the 7th end with the 21st"
    assert rectify.status(path, date(2019, 1, 22)).progress.total.overdue > 0
