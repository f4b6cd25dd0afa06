"""What became of households and persons, each kind worked out by hand."""

from __future__ import annotations

from tests.systems.compare.registers import HOME, cells, compared, events, flow

ZHANG, LI, WANG, ZHAO, QIAN = (
    "#69000019700101123",
    "#69000019720315002",
    "#69000019950404003",
    "#69000019451224557",
    "#69000019900606006",
)
BABY = "#69000020180707007"


def test_two_registers_that_say_the_same() -> None:
    persons = f"""
        household_id | person_id | name | id_no    | relation
        0001         | P1        | 张三 | {ZHANG}  | 户主
        0002         | P2        | 李四 | {LI}     | 户主
    """
    found = compared({"households": HOME, "persons": persons}, {"households": HOME, "persons": persons})
    assert found.same
    assert (found.matched_households, found.matched_by) == (2, {"person_id": 2})
    assert flow(found) == {"old_end": 1, "start": 1, "end": 1}
    assert (found.old.poor_households, found.old.poor_persons) == (1, 1)


def test_who_came_into_a_household() -> None:
    old = f"""
        household_id | name | id_no   | relation | joined
        0001         | 张三 | {ZHANG} | 户主     | 201401
    """
    new = f"""
        household_id | name | id_no   | relation | joined
        0001         | 张三 | {ZHANG} | 户主     | 201401
        0001         | 张宝 | {BABY}  | 之子     | 201809
        0001         | 王五 | {WANG}  | 之儿媳   | 201803
        0001         | 赵六 | {ZHAO}  | 之父     | 201805
        0001         | 钱七 | {QIAN}  | 之女     | 201401
    """
    found = compared({"households": HOME, "persons": old}, {"households": HOME, "persons": new})
    assert events(found) == [
        ("came", "张宝", "born"),  # born after OLD's day
        ("came", "王五", "married_in"),  # by the relation alone: told as inferred
        ("came", "赵六", "moved_in"),
        ("came", "钱七", "added_late"),  # NEW itself says that she joined before OLD's day
    ]
    assert [event.inferred for event in found.events] == [False, True, True, False]
    assert [event.when for event in found.events] == ["2018-09", "2018-03", "2018-05", None]
    # Three in the year; the fourth is a correction of OLD's count.
    assert flow(found) == {"old_end": 1, "added": 1, "start": 2, "natural_increase": 3, "end": 5}
    assert [(event.correction, event.part) for event in found.events] == [
        (None, "natural_increase"), (None, "natural_increase"), (None, "natural_increase"), ("added", None),
    ]  # fmt: skip


def test_a_newborn_is_entered_at_the_next_adjustment() -> None:
    """Who joined in the year and was born within a year before OLD's day is a newborn; without a time of joining that is not said."""
    born_in_november, born_before = "#69000020171120008", "#69000020161120009"
    old = f"""
        household_id | name | id_no   | relation
        0001         | 张三 | {ZHANG} | 户主
    """
    new = f"""
        household_id | name | id_no              | relation | joined
        0001         | 张三 | {ZHANG}            | 户主     |
        0001         | 张宝 | {born_in_november} | 之子     | 201802
        0001         | 张大 | {born_before}      | 之子     | 201802
        0001         | 张二 | #69000020171121000 | 之女     |
    """
    found = compared({"households": HOME, "persons": old}, {"households": HOME, "persons": new})
    assert events(found) == [("came", "张宝", "born"), ("came", "张大", "moved_in"), ("came", "张二", "moved_in")]


def test_who_left_a_household_by_reason_and_who_is_gone_without_one() -> None:
    old = f"""
        household_id | name | id_no   | relation | left | left_reason
        0001         | 张三 | {ZHANG} | 户主     |      |
        0001         | 李四 | {LI}    | 配偶     |      |
        0001         | 王五 | {WANG}  | 之女     |      |
        0001         | 赵六 | {ZHAO}  | 之父     |      |
        0001         | 钱七 | {QIAN}  | 之女     |      |
        0002         | 孙八 | #69000019880808008 | 户主 | |
    """
    new = f"""
        household_id | name | id_no   | relation | left   | left_reason
        0001         | 张三 | {ZHANG} | 户主     |        |
        0001         | 李四 | {LI}    | 配偶     | 201804 | 死亡
        0001         | 王五 | {WANG}  | 之女     | 2018   | 嫁出
        0001         | 赵六 | {ZHAO}  | 之父     | 201703 |
        0002         | 孙八 | #69000019880808008 | 户主 | 201806 | 判刑收监
    """
    found = compared({"households": HOME, "persons": old}, {"households": HOME, "persons": new})
    assert events(found) == [
        ("went", "李四", "died"),
        ("went", "王五", "married_out"),
        ("went", "赵六", "left"),  # no reason is given, and none is made up
        ("went", "钱七", "gone"),  # not a word of her in NEW: never dead
        ("went", "孙八", "imprisoned"),
    ]
    assert [event.when for event in found.events] == ["2018-04", "2018", "2017-03", None, "2018-06"]
    # 赵六 left before OLD's day by NEW, 钱七 is not in it: two corrections. 孙八's household was never listed.
    assert flow(found) == {"old_end": 5, "taken_out": 2, "start": 3, "natural_decrease": 2, "end": 1}
    assert found.flow
    taken_out = next(line for line in found.flow.lines if line.line == "taken_out")
    assert [(who.subject.name, who.why, who.fields) for who in taken_out.who] == [
        ("赵六", "times", (("persons", "left"),)), ("钱七", "not_in_new", ()),
    ]  # fmt: skip
    assert ("李四", "left_reason", None, "死亡") in cells(found)


def test_households_identified_relapsed_exited_and_what_their_members_do() -> None:
    persons = f"""
        household_id | person_id | name | id_no
        0001         | P1        | 张三 | {ZHANG}
        0002         | P2        | 李四 | {LI}
        0003         | P3        | 王五 | {WANG}
        0004         | P4        | 赵六 | {ZHAO}
        0005         | P5        | 钱七 | {QIAN}
    """
    old = """
        household_id | village | identified | exit_year | relapsed | status
        0001         | 甲      |            |           |          |
        0002         | 甲      | 201401     | 2016      |          | 已脱贫（享受政策）
        0003         | 甲      | 201401     |           |          | 未脱贫
        0004         | 甲      | 201401     |           |          | 未脱贫
        0005         | 甲      | 201401     |           |          | 未脱贫
    """
    new = """
        household_id | village | identified | exit_year | relapsed | status
        0001         | 甲      | 201806     |           |          | 未脱贫
        0002         | 甲      | 201401     | 2016      | 201807   | 返贫
        0003         | 甲      | 201401     | 2018      |          | 已脱贫（享受政策）
        0004         | 甲      | 201401     | 2016      |          | 已脱贫（享受政策）
        0005         | 甲      |            |           |          |
    """
    found = compared({"households": old, "persons": persons}, {"households": new, "persons": persons})
    assert events(found, "household") == [
        ("came", "0001", "identified"),
        ("came", "0002", "relapsed"),
        ("went", "0003", "exited"),
        ("went", "0004", "exited_earlier"),  # by NEW it left before OLD's day
        ("went", "0005", "unlisted"),  # no exit is marked: its identification is gone
    ]
    households = [event for event in found.events if event.subject.scope == "household"]
    assert [(event.when, event.persons, event.counted) for event in households] == [
        ("2018-06", 1, True), ("2018-07", 1, True), ("2018", 1, True), ("2016", 1, True), (None, 1, True),
    ]  # fmt: skip
    assert events(found) == [
        ("came", "张三", "identified"), ("came", "李四", "relapsed"), ("went", "王五", "exited"), ("went", "赵六", "exited_earlier"),
        ("went", "钱七", "unlisted"),
    ]  # fmt: skip
    assert [event.when for event in found.events if event.subject.scope == "person"] == [
        "2018-06",
        "2018-07",
        "2018",
        "2016",
        None,
    ]
    assert flow(found) == {"old_end": 3, "taken_out": 2, "start": 1, "exited": 1, "new": 1, "returned": 1, "end": 2}


def test_whole_households_in_one_register_alone() -> None:
    old = {
        "households": HOME + "0003 | 乙 | 201401",
        "persons": f"""
            household_id | name | id_no   | left
            0001         | 张三 | {ZHANG} |
            0002         | 李四 | {LI}    |
            0003         | 王五 | {WANG}  |
            0003         | 赵六 | {ZHAO}  | 2016
        """,
    }
    new = {
        "households": HOME + "0004 | 乙 | 201808\n0005 | 乙 |\n0006 | 乙 | 201401",
        "persons": f"""
            household_id | name | id_no              | left
            0001         | 张三 | {ZHANG}            |
            0002         | 李四 | {LI}               |
            0004         | 钱七 | {QIAN}             |
            0005         | 孙八 | #69000019880808008 |
            0006         | 周九 | #69000019890909009 |
            0006         | 吴十 | #69000019601010010 | 2017
        """,
    }
    found = compared(old, new)
    assert events(found, "household") == [
        ("went", "0003", "gone"), ("came", "0004", "identified"), ("came", "0005", "new_in_file"), ("came", "0006", "listed_late"),
    ]  # fmt: skip
    assert events(found) == [
        ("went", "王五", "gone_with_household"), ("went", "赵六", "past_member_removed"), ("came", "钱七", "identified"),
        ("came", "孙八", "with_household"), ("came", "周九", "with_household"), ("came", "吴十", "past_member"),
    ]  # fmt: skip
    assert flow(found) == {"old_end": 2, "taken_out": 1, "added": 1, "start": 2, "new": 1, "end": 3}


def test_who_moved_between_households_and_who_with_the_household() -> None:
    old = {
        "households": HOME + "0003 | 甲 | 201401",
        "persons": f"""
            household_id | name | id_no
            0001         | 张三 | {ZHANG}
            0001         | 李四 | {LI}
            0001         | 赵六 | {ZHAO}
            0002         | 王五 | {WANG}
            0003         | 钱七 | {QIAN}
        """,
    }
    new = {
        "households": "household_id | village | identified\n0001 | 甲 | 201401\n0002 | 乙 |\n0003 | 丙 | 201401",
        "persons": f"""
            household_id | name | id_no
            0001         | 张三 | {ZHANG}
            0002         | 李四 | {LI}
            0002         | 王五 | {WANG}
            0003         | 钱七 | {QIAN}
            0003         | 赵六 | {ZHAO}
        """,
    }
    found = compared(old, new)
    assert events(found, "household") == [("moved", "0003", "village")]
    assert events(found) == [("moved", "李四", "household_and_village"), ("moved", "赵六", "household_and_village")]
    ways = [(event.from_household, event.to_household, event.from_village, event.to_village) for event in found.events]
    assert ways == [("0001", "0002", "甲", "乙"), (None, None, "甲", "丙"), ("0001", "0003", "甲", "丙")]
    # Neither household number nor village is told once more as a cell; 钱七 moved with the household and did not move between any.
    assert cells(found) == []


def test_somebody_with_a_row_in_the_household_left_and_one_in_the_household_joined_moved() -> None:
    old = f"""
        household_id | name | id_no   | joined | left | left_reason
        0001         | 张三 | {ZHANG} |        |      |
        0001         | 李四 | {LI}    |        |      |
        0002         | 王五 | {WANG}  |        |      |
    """
    new = f"""
        household_id | name | id_no   | joined | left   | left_reason
        0001         | 张三 | {ZHANG} |        |        |
        0001         | 李四 | {LI}    |        | 201805 | 其他转出
        0002         | 王五 | {WANG}  |        |        |
        0002         | 李四 | {LI}    | 201805 |        |
    """
    found = compared({"households": HOME, "persons": old}, {"households": HOME, "persons": new})
    assert events(found) == [("moved", "李四", "household_and_village")]
    [event] = found.events
    assert (event.from_household, event.to_household, event.when) == ("0001", "0002", "2018-05")
    assert found.matched_by == {"household_id_no": 1, "id_no": 2}
    # What the rows say is told as cells, and the flow counts whom it has to: she left a listed household for another that is not.
    assert cells(found) == [("李四", "left", None, "2018-05"), ("李四", "left_reason", None, "其他转出")]
    assert flow(found) == {"old_end": 2, "start": 2, "natural_decrease": 1, "end": 1}


def test_a_household_whose_number_changed_neither_went_nor_came() -> None:
    old = {
        "households": "household_id | village | identified | floor_area\n0001 | 甲 | 201401 | 80\n0009 | 甲 | |",
        "persons": f"""
            household_id | name | id_no   | birth
            0001         | 张三 | {ZHANG} |
            0001         | 李四 | {LI}    |
            0001         | 张宝 |         | 2016-02-02
            0009         | 王五 | {WANG}  |
        """,
    }
    new = {
        "households": "household_id | village | identified | floor_area\n8001 | 甲 | 201401 | 90\n0009 | 甲 | |",
        "persons": f"""
            household_id | name | id_no   | birth
            8001         | 张三 | {ZHANG} |
            8001         | 李四 | {LI}    |
            8001         | 张宝 |         | 2016-02-02
            0009         | 王五 | {WANG}  |
        """,
    }
    found = compared(old, new)
    assert events(found, "household") == [("renumbered", "8001", "renumbered")]
    assert (found.events[0].from_household, found.events[0].to_household) == ("0001", "8001")
    # The child without a number is found again in the household under its new one; nobody moved.
    assert found.matched_by == {"household_name_birth": 1, "id_no": 3}
    assert events(found) == []
    assert cells(found) == [("8001", "floor_area", 80.0, 90.0)]
    assert flow(found) == {"old_end": 3, "start": 3, "end": 3}


def test_half_a_household_under_another_number_is_no_household_renumbered() -> None:
    old = {
        "households": "household_id | village | identified\n0001 | 甲 | 201401",
        "persons": f"household_id | name | id_no\n0001 | 张三 | {ZHANG}\n0001 | 李四 | {LI}",
    }
    new = {
        "households": "household_id | village | identified\n8001 | 甲 | 201401\n8002 | 甲 | 201401",
        "persons": f"household_id | name | id_no\n8001 | 张三 | {ZHANG}\n8002 | 李四 | {LI}",
    }
    found = compared(old, new)
    assert events(found, "household") == [
        ("went", "0001", "gone"),
        ("came", "8001", "listed_late"),
        ("came", "8002", "listed_late"),
    ]
    assert events(found) == [("moved", "张三", "household"), ("moved", "李四", "household")]


def test_a_household_that_still_stands_under_its_number_is_not_renumbered() -> None:
    """All its persons stand under another number, which is a move (or an error in their rows), and not another number of the household."""
    persons = f"household_id | name | id_no\n0001 | 张三 | {ZHANG}\n0001 | 李四 | {LI}"
    found = compared(
        {"households": HOME, "persons": persons}, {"households": HOME, "persons": persons.replace("\n0001", "\n0003")}
    )
    assert events(found, "household") == []
    assert events(found) == [("moved", "张三", "household_and_village"), ("moved", "李四", "household_and_village")]


def test_who_had_left_and_stands_there_again() -> None:
    old = f"household_id | name | id_no | left\n0001 | 张三 | {ZHANG} |\n0001 | 李四 | {LI} | 201603"
    new = f"household_id | name | id_no | left\n0001 | 张三 | {ZHANG} |\n0001 | 李四 | {LI} |"
    found = compared({"households": HOME, "persons": old}, {"households": HOME, "persons": new})
    assert events(found) == [("came", "李四", "back")]
    assert flow(found) == {"old_end": 1, "added": 1, "start": 2, "end": 2}
    # In a household that is not on the register it is told as well: the other way round she would have left.
    found = compared({"persons": old}, {"persons": new})
    assert events(found) == [("came", "李四", "back")]


def test_an_exit_without_a_year_is_told_as_that() -> None:
    """Such a household counts as gone on every day (`facts.households`), so that who was in it is taken out of OLD's count."""
    rows = "household_id | village | identified | status | exit_year"
    persons = f"household_id | name | id_no\n0001 | 张三 | {ZHANG}"
    found = compared(
        {"households": f"{rows}\n0001 | 甲 | 201401 | 未脱贫 |", "persons": persons},
        {"households": f"{rows}\n0001 | 甲 | 201401 | 已脱贫（享受政策） |", "persons": persons},
    )
    assert events(found, "household") == [("went", "0001", "exited_undated")]
    assert events(found) == [("went", "张三", "exited_undated")]
    assert [event.when for event in found.events] == [None, None]
    assert flow(found) == {"old_end": 1, "taken_out": 1}


def test_of_two_rows_for_one_person_the_one_taken_out_is_gone_and_it_is_said_where_the_number_still_stands() -> None:
    old = f"household_id | name | id_no\n0001 | 张三 | {ZHANG}\n0002 | 张三 | {ZHANG}"
    new = f"household_id | name | id_no\n0001 | 张三 | {ZHANG}"
    found = compared({"households": HOME, "persons": old}, {"households": HOME, "persons": new})
    assert events(found) == [("went", "张三", "gone")]
    assert found.events[0].elsewhere == "0001"
    assert found.events[0].subject.household_id == "0002"


def test_on_one_day_every_difference_is_a_correction() -> None:
    old = f"household_id | name | id_no | joined\n0001 | 张三 | {ZHANG} |"
    new = f"household_id | name | id_no | joined\n0001 | 张三 | {ZHANG} |\n0001 | 张宝 | {BABY} |"
    found = compared({"households": HOME, "persons": old}, {"households": HOME, "persons": new}, "2018-12-31", "2018-12-31")
    assert events(found) == [("came", "张宝", "added_late")]
    assert flow(found) == {"old_end": 1, "added": 1, "start": 2, "end": 2}


def test_households_without_persons_and_persons_without_households_are_compared_without_a_flow() -> None:
    persons = f"household_id | name | id_no\n0001 | 张三 | {ZHANG}"
    found = compared({"households": HOME}, {"households": HOME, "persons": persons})
    assert (found.tables, found.flow, found.same) == (("households",), None, True)
    found = compared({"persons": persons}, {"households": HOME, "persons": persons})
    assert (found.tables, found.flow, found.same) == (("persons",), None, True)
