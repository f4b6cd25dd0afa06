"""Which row of one register is which of the other, and of which it cannot be told."""

from __future__ import annotations

import pytest

from puxi_cli.systems.compare.compared import Compared
from tests.systems.compare.registers import HOME, cells, compared, events, flow

ZHANG, LI, WANG = "#69000019700101123", "#69000019720315002", "#69000019950404003"


def persons(old: str, new: str) -> Compared:
    return compared({"households": HOME, "persons": old}, {"households": HOME, "persons": new})


def unclear(found: Compared) -> list[tuple[str, str | None, str]]:
    return [(row.side, row.subject.name, row.why) for row in found.incomparable]


def test_the_persons_number_comes_before_the_identity_number() -> None:
    """A number mended under the same person's number is a change of one cell."""
    found = persons(
        f"household_id | person_id | name | id_no\n0001 | P1 | 张三 | {ZHANG}",
        f"household_id | person_id | name | id_no\n0001 | P1 | 张三 | {LI}",
    )
    assert found.matched_by == {"person_id": 1}
    assert [(name, field) for name, field, *_ in cells(found)] == [("张三", "id_no")]


def test_a_persons_number_given_to_somebody_else_names_nobody() -> None:
    """Numbers counted anew after a death: P2 is now the child. Name and identity number both differ, so that the number is no evidence."""
    found = persons(
        f"household_id | person_id | name | id_no\n0001 | P1 | 张三 | {ZHANG}\n0001 | P2 | 李四 | {LI}\n0001 | P3 | 王五 | {WANG}",
        f"household_id | person_id | name | id_no\n0001 | P1 | 张三 | {ZHANG}\n0001 | P2 | 王五 | {WANG}",
    )
    assert found.matched_by == {"id_no": 1, "person_id": 1}
    assert events(found) == [("went", "李四", "gone")]
    assert cells(found) == [("王五", "person_id", "P3", "P2")]
    assert found.reused_numbers == 0  # P2 of OLD stands in OLD alone by now


def test_a_persons_number_that_names_two_different_people_is_counted() -> None:
    found = persons(
        f"household_id | person_id | name | id_no\n0001 | P1 | 张三 | {ZHANG}",
        f"household_id | person_id | name | id_no\n0001 | P1 | 李四 | {LI}",
    )
    assert (found.reused_numbers, found.incomparable) == (1, ())
    assert events(found) == [("came", "李四", "moved_in"), ("went", "张三", "gone")]


def test_old_and_new_forms_of_an_identity_number_are_one_number() -> None:
    found = persons(
        "household_id | name | id_no\n0001 | 张三 | 690000700101123", f"household_id | name | id_no\n0001 | 张三 | {ZHANG}"
    )
    assert found.matched_by == {"id_no": 1}
    assert [field for _, field, *_ in cells(found)] == ["id_no"]


def test_who_has_no_number_is_found_by_household_name_and_birth() -> None:
    found = persons(
        "household_id | name | id_no | birth\n0001 | 张宝 | 999999 | 2015-05-05\n0001 | 张贝 | | 2016\n0002 | 张宝 | | 2015-05-05",
        "household_id | name | id_no | birth\n0001 | 张宝 | | 2015-05-05\n0001 | 张贝 | #69000020160606006 |\n0002 | 张宝 | | 2015-05-06",
    )
    # 张贝's birth is known by year in OLD and by number in NEW: not the same text, and no proof that it is another child.
    assert found.matched_by == {"household_name_birth": 1}
    assert ("went", "张宝", "gone") in events(found)


def test_name_and_household_are_enough_where_one_register_does_not_say_when_somebody_was_born() -> None:
    found = persons(
        "household_id | name | id_no\n0001 | 张三 |\n0001 | 李四 |\n0001 | 李四 |",
        f"household_id | name | id_no\n0001 | 张三 | {ZHANG}\n0001 | 李四 | {LI}",
    )
    assert found.matched_by == {"household_name": 1}
    # Two of that name in OLD: which of them has the number now, nobody can tell; they have gone and one has come.
    assert [name for _, name, _ in events(found)] == ["李四", "李四", "李四"]


def test_two_of_one_name_of_whom_neither_register_says_more_are_not_comparable() -> None:
    rows = "household_id | name\n0001 | 王五\n0001 | 王五"
    found = persons(rows, rows)
    assert events(found) == []
    assert [row.why for row in found.incomparable] == ["name_twice"] * 4


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (  # the number twice in one household, under one name
            f"0001 | 张三 | {ZHANG}\n0001 | 张三 | {ZHANG}",
            f"0001 | 张三 | {ZHANG}",
            [("old", "张三", "number_twice"), ("old", "张三", "number_twice"), ("new", "张三", "number_twice")],
        ),
        (  # twice in OLD, in other households than in NEW
            f"0001 | 张三 | {ZHANG}\n0002 | 张四 | {ZHANG}",
            f"0001 | 张五 | {ZHANG}",
            [("old", "张三", "number_twice"), ("new", "张五", "number_twice"), ("old", "张四", "number_twice")],
        ),
        (  # once in both, but another name in another household: a wrong number rather than a wrong name
            f"0001 | 张三 | {ZHANG}",
            f"0002 | 李四 | {ZHANG}",
            [("old", "张三", "number_of_another"), ("new", "李四", "number_of_another")],
        ),
        ("0001 | | ", "0001 | | ", [("old", None, "no_key"), ("new", None, "no_key")]),
    ],
)
def test_nothing_is_guessed(old: str, new: str, told: list[tuple[str, str | None, str]]) -> None:
    head = "household_id | name | id_no\n"
    found = persons(head + old, head + new)
    assert sorted(unclear(found), key=str) == sorted(told, key=str)
    assert found.matched_by == {}
    assert events(found) == []
    # They count all the same: by lines of their own, so that nobody is said to have come or gone.
    assert flow(found)["old_end"] == sum(side == "old" and line.startswith("0001") for side, line in _lines(old, new))
    assert found.flow
    assert {line.line for line in found.flow.lines if line.sign and line.persons} <= {"incomparable_old", "incomparable_new"}


def _lines(old: str, new: str) -> list[tuple[str, str]]:
    return [(side, line) for side, text in (("old", old), ("new", new)) for line in text.splitlines()]


def test_a_number_that_stands_twice_is_told_apart_by_household_and_name() -> None:
    """The same error in both registers: a number on two people of two households. Each is still the one he was."""
    rows = f"household_id | name | id_no | health\n0001 | 张三 | {ZHANG} | 健康\n0002 | 李四 | {ZHANG} | 健康"
    found = persons(rows, rows.replace("李四 | " + ZHANG + " | 健康", "李四 | " + ZHANG + " | 残疾"))
    assert found.matched_by == {"household_id_no": 2}
    assert cells(found) == [("李四", "health", "健康", "残疾")]


def test_a_household_number_that_stands_twice_is_not_compared() -> None:
    twice = "household_id | village | floor_area\n0001 | 甲 | 80\n0001 | 甲 | 90\n0002 | 乙 | 70\n | 丙 | 60"
    once = "household_id | village | floor_area\n0001 | 甲 | 80\n0002 | 乙 | 75"
    found = compared({"households": twice}, {"households": once})
    assert [(row.side, row.subject.household_id, row.why) for row in found.incomparable] == [
        ("new", "0001", "household_id_twice"), ("old", "0001", "household_id_twice"), ("old", "0001", "household_id_twice"),
        ("old", None, "no_key"),
    ]  # fmt: skip
    assert sorted(cells(found)) == [("0002", "floor_area", 70.0, 75.0)]
    assert events(found, "household") == []


def test_two_members_who_changed_names_with_each_other_are_still_found_by_their_numbers() -> None:
    found = persons(
        f"household_id | name | id_no\n0001 | 张三 | {ZHANG}\n0001 | 李四 | {LI}",
        f"household_id | name | id_no\n0001 | 李四 | {ZHANG}\n0001 | 张三 | {LI}",
    )
    assert found.matched_by == {"id_no": 2}
    assert [(name, field) for name, field, *_ in cells(found)] == [("李四", "name"), ("张三", "name")]


@pytest.mark.parametrize(
    ("old", "new"),
    [("王宝", "王 宝"), ("王宝", "王\u3000宝"), ("阿里木·买买提", "阿里木•买买提"), ("李羽", "李\ufa1e"), ("王户", "王戶")],
)
def test_a_name_that_is_only_written_otherwise_is_the_same_name(old: str, new: str) -> None:
    found = persons(f"household_id | name\n0001 | {old}", f"household_id | name\n0001 | {new}")
    assert (found.matched_by, events(found)) == ({"household_name": 1}, [])


def test_another_name_is_another_person() -> None:
    found = persons("household_id | name\n0001 | 王宝", "household_id | name\n0001 | 王宝宝")
    assert [(kind, name) for kind, name, _ in events(found)] == [("came", "王宝宝"), ("went", "王宝")]
