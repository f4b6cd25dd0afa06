"""The flow between two registers closes whatever they say, and finding rows again is the same from both sides."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from puxi_cli.engine.local import collected
from puxi_cli.facts.register import register_persons
from puxi_cli.systems.compare.compared import Compared
from puxi_cli.systems.compare.matching import matched_persons
from puxi_cli.systems.figures.flow import Flow, flow_of, flow_parts
from tests.conftest import number
from tests.profiles import examples
from tests.systems.compare.registers import Rows, compared, flow, side, told

YEARS = st.integers(2013, 2019)
DAYS = ("2015-12-31", "2016-06-30", "2017-12-31", "2018-11-20", "2018-12-31")
PARTIAL = st.one_of(st.just(""), YEARS.map(str), st.tuples(YEARS, st.integers(1, 12)).map(lambda ym: f"{ym[0]}{ym[1]:02}"))
STATUS = st.sampled_from(["", "未脱贫", "预脱贫", "返贫", "已脱贫（享受政策）", "已脱贫（不再享受政策）"])
# Few numbers and names for many rows, so that all that can stand twice does.
NUMBERS = [number(f"69000019{70 + n}0101123") for n in range(4)]
HOUSEHOLD = st.fixed_dictionaries({
    "household_id": st.sampled_from(["", "0001", "0002", "0003", "0009"]), "village": st.sampled_from(["", "甲", "乙"]),
    "identified": PARTIAL, "exit_year": st.one_of(st.just(""), YEARS.map(str)), "relapsed": PARTIAL, "status": STATUS,
})  # fmt: skip
PERSON = st.fixed_dictionaries({
    "household_id": st.sampled_from(["", "0001", "0002", "0003", "0008"]), "person_id": st.sampled_from(["", "", "P1", "P2", "P3"]),
    "name": st.sampled_from(["", "张三", "李四", "王五"]), "id_no": st.sampled_from(["", "999999", *NUMBERS]),
    "birth": st.sampled_from(["", "1970-01-01", "2018"]), "joined": PARTIAL, "left": PARTIAL,
    "left_reason": st.sampled_from(["", "死亡", "嫁出"]), "relation": st.sampled_from(["", "配偶", "之子"]),
})  # fmt: skip
REGISTER = st.fixed_dictionaries({
    "households": st.lists(HOUSEHOLD, min_size=1, max_size=5), "persons": st.lists(PERSON, min_size=1, max_size=8),
})  # fmt: skip


@examples(50)
@given(REGISTER, REGISTER, st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_the_flow_closes_whatever_two_registers_say(old: dict[str, Rows], new: dict[str, Rows], one: str, other: str) -> None:
    before, day = sorted((one, other))
    found = compared(old, new, before, day)
    lines = flow(found)  # that it closes is asserted there
    for register, given_rows, on, line in ((found.old, old, before, "old_end"), (found.new, new, day, "end")):
        parts = counted(given_rows, on, on)
        assert lines.get(line, 0) == parts.end == register.poor_persons
    # From OLD's day on it is the flow that `stats` counts from NEW alone.
    assert {
        name: lines.get(name, 0) for name in ("start", "exited", "new", "returned", "natural_increase", "natural_decrease")
    } == {
        name: getattr(counted(new, before, day), name)
        for name in ("start", "exited", "new", "returned", "natural_increase", "natural_decrease")
    }
    assert every_line_has_its_persons(found)


def counted(rows: dict[str, Rows], before: str, day: str) -> Flow:
    [parts] = collected([flow_parts(register_persons(side(day, rows).tables), before, day)])
    return flow_of(0, parts.row(0, named=True))


def every_line_has_its_persons(found: Compared) -> bool:
    assert found.flow
    return all(len(line.who) == line.persons for line in found.flow.lines if line.sign)


@examples(60)
@given(st.lists(PERSON, min_size=1, max_size=8), st.lists(PERSON, min_size=1, max_size=8))
def test_rows_are_found_again_the_same_way_from_both_sides(one: Rows, other: Rows) -> None:
    here, there = (side("2018-12-31", {"persons": rows}).registry.frame("persons") for rows in (one, other))
    forth, back = matched_persons(here, there), matched_persons(there, here)
    assert set(forth.pairs.select("old", "new").iter_rows()) == set(back.pairs.select("new", "old").iter_rows())
    assert set(forth.old_unclear.iter_rows()) == set(back.new_unclear.iter_rows())
    # Every row is in one place and in no other.
    for side_name, frame, alone, unclear in (
        ("old", here, forth.old_only, forth.old_unclear), ("new", there, forth.new_only, forth.new_unclear),
    ):  # fmt: skip
        keys = [*forth.pairs[side_name], *alone, *unclear["_key"]]
        assert sorted(keys) == list(range(frame.height))


@examples(50)
@given(REGISTER)
def test_a_register_does_not_differ_from_itself(rows: dict[str, Rows]) -> None:
    found = compared(rows, rows, "2018-12-31", "2018-12-31")
    assert found.events == ()
    assert found.changed == ()
    # What stands twice is told, and told for both sides alike.
    sides = [sorted((str(row.subject.name), row.why) for row in found.incomparable if row.side == one) for one in ("old", "new")]
    assert sides[0] == sides[1]


# Without times of joining and leaving, and whole households under their own numbers: then each row is told by itself.
STAYING = st.fixed_dictionaries({
    "household_id": st.sampled_from(["0001", "0002", "0003"]), "person_id": st.sampled_from(["", "P1", "P2", "P3", "P4", "P5"]),
    "name": st.sampled_from(["张三", "李四", "王五"]), "id_no": st.sampled_from(["", *NUMBERS]),
})  # fmt: skip
STAYERS = st.fixed_dictionaries({
    "households": st.lists(HOUSEHOLD, min_size=1, max_size=5), "persons": st.lists(STAYING, min_size=1, max_size=8),
})  # fmt: skip


@examples(50)
@given(STAYERS, STAYERS)
def test_who_came_one_way_went_the_other(one: dict[str, Rows], other: dict[str, Rows]) -> None:
    forth, back = (compared(*pair, "2018-12-31", "2018-12-31") for pair in ((one, other), (other, one)))
    for event, reverse in (("came", "went"), ("went", "came"), ("moved", "moved"), ("renumbered", "renumbered")):
        assert rows_told(forth, event) == sorted((new, old, scope) for old, new, scope in rows_told(back, reverse))
    assert forth.flow
    assert back.flow
    assert (forth.flow.of("added"), forth.flow.of("taken_out")) == (back.flow.of("taken_out"), back.flow.of("added"))
    assert {(str(change.before.value), str(change.after.value), change.field) for change in forth.changed} == {
        (str(change.after.value), str(change.before.value), change.field) for change in back.changed
    }


def rows_told(found: Compared, event: str) -> list[tuple[int, int, str]]:
    """The rows in OLD and NEW (0 for none) of whom it is told."""
    told_of = [each.subject for each in found.of(event)]
    rows = [(who.old.row if who.old else 0, who.new.row if who.new else 0, who.scope) for who in told_of]

    return sorted(rows)


def test_who_counts_differently_on_olds_day_is_told_with_the_reason() -> None:
    old = {
        "households": "household_id | village | identified | exit_year\n0001 | 甲 | 201401 |\n0002 | 甲 | 201401 | 2016\n0003 | 甲 | |",
        "persons": """
            household_id | person_id | name | joined | left
            0001         | P1        | 张三 |        |
            0001         | P2        | 李四 |        | 201605
            0002         | P3        | 王五 |        |
            0003         | P4        | 赵六 |        |
            0004         | P5        | 钱七 |        |
        """,
    }
    new = {
        "households": "household_id | village | identified | exit_year\n0001 | 甲 | 201401 |\n0002 | 甲 | 201401 |\n0004 | 甲 | 201401 |",
        "persons": """
            household_id | person_id | name | joined | left
            0001         | P1        | 张三 | 201806 |
            0001         | P2        | 李四 |        |
            0002         | P3        | 王五 |        |
            0001         | P4        | 赵六 |        |
            0004         | P5        | 钱七 |        |
            0001         | P6        | 孙八 |        |
        """,
    }
    found = compared(old, new)
    assert found.flow
    reasons = {line.line: [(who.subject.name, who.why, who.fields) for who in line.who] for line in found.flow.lines if line.who}
    assert reasons == {
        "taken_out": [("张三", "times", (("persons", "joined"),))],
        "added": [
            ("李四", "times", (("persons", "left"),)), ("赵六", "other_household", ()), ("孙八", "not_in_old", ()),
            ("王五", "times", (("households", "exit_year"),)), ("钱七", "household_not_in_old", ()),
        ],
        "natural_increase": [("张三", None, ())],
    }  # fmt: skip
    assert flow(found) == {"old_end": 1, "taken_out": 1, "added": 5, "start": 5, "natural_increase": 1, "end": 6}


def test_a_birth_that_was_corrected_is_why_somebody_does_not_count() -> None:
    households = "household_id | village | identified\n0001 | 甲 | 201401"
    rows = "household_id | person_id | name | birth\n0001 | P1 | 张三 | 1980-01-01\n0001 | P2 | 张小 | "
    found = compared(
        {"households": households, "persons": rows + "2013-05-01"}, {"households": households, "persons": rows + "2018-05-01"}
    )
    assert found.flow
    reasons = {line.line: [(who.subject.name, who.why, who.fields) for who in line.who] for line in found.flow.lines if line.who}
    assert reasons["taken_out"] == [("张小", "times", (("persons", "birth"),))]


def test_a_gap_is_seen_in_either_half() -> None:
    from puxi_cli.systems.compare.compared import ComparedFlow, FlowLine

    def lines(*numbers: int) -> ComparedFlow:
        names = (("old_end", 0), ("added", 1), ("start", 0), ("exited", -1), ("end", 0))
        return ComparedFlow(tuple(FlowLine(name, sign, persons) for (name, sign), persons in zip(names, numbers, strict=True)))

    assert [lines(*numbers).gap for numbers in ((5, 1, 6, 2, 4), (5, 1, 7, 2, 5), (5, 1, 6, 2, 5), (5, 1, 5, 2, 4))] == [
        0,
        1,
        1,
        2,
    ]
    assert told(side("2018-12-31", {"households": "household_id\n0001"})).households == 1


def test_a_household_of_unknown_size_is_one_of_the_poor_on_each_side() -> None:
    """Of 0002 no list names a member, and nobody knows how many they are; 0003 says that it is nobody."""
    homes = """
        household_id | village | identified | exit_year | size
        0001         | 甲      | 201401     |           |
        0002         | 甲      | 201401     | 2018      |
        0003         | 甲      | 201401     |           | 0
    """
    members = """
        household_id | name
        0001         | 张三
    """
    found = compared({"households": homes, "persons": members}, {"households": homes, "persons": members})
    assert (found.old.poor_households, found.old.poor_persons) == (2, 1)
    assert (found.new.poor_households, found.new.poor_persons) == (1, 1)
