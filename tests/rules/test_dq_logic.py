"""Group 10 of the library: values too large, and values that contradict each other."""

from datetime import date
from pathlib import Path

from puxi_cli.records.codes import code_list
from puxi_cli.rules.dq.logic import GRADES, MEN, WOMEN
from tests.conftest import RuleTable

_HOUSEHOLDS = """
    household_id | identified
    0001         | 2014
    0002         |
"""


def test_a_household_on_the_register_has_somebody_left(rule_table: RuleTable) -> None:
    # 0003 has no row of a member at all: that is REC302's.
    rule_table(
        "DQ1001",
        households="""
            household_id | identified | status | exit_year | outcome
            0001         | 2014       | 未脱贫 |           | pass
            0002         | 2014       | 未脱贫 |           | fail
            0003         | 2014       | 未脱贫 |           | not_applicable
            0004         | 2014       | 已脱贫 | 2016      | not_applicable
            0005         | 2014       | 未脱贫 |           | unknown
            0006         |            |        |           | not_applicable
        """,
        persons="""
            household_id | name | left
            0001         | 张三 |
            0001         | 李四 | 201705
            0002         | 张三 | 201705
            0002         | 李四 | 201805
            0004         | 张三 | 201705
            0005         | 张三 | 去年
            0006         | 张三 | 201705
        """,
    )


def test_who_left_after_the_day_was_still_there_on_it(rule_table: RuleTable) -> None:
    households = """
        household_id | identified | status | outcome
        0001         | 2014       | 未脱贫 | {}
        0002         | 2014       | 未脱贫 | {}
        0003         | 2014       | 未脱贫 | {}
        0004         | 2014       | 未脱贫 | pass
    """
    persons = """
        household_id | name | left   | left_reason
        0001         | 张三 | 201705 |
        0002         | 张三 | 2017   |
        0003         | 张三 | 201705 |
        0003         | 李四 |        | 死亡
        0004         | 张三 | 去年   |
        0004         | 李四 |        |
    """
    rule_table("DQ1001", date(2017, 4, 30), households=households.format("pass", "pass", "pass"), persons=persons)
    # Of 2017 alone: from its 31 December on.
    rule_table("DQ1001", date(2017, 6, 30), households=households.format("fail", "pass", "unknown"), persons=persons)
    rule_table("DQ1001", households=households.format("fail", "fail", "unknown"), persons=persons)


def test_a_relation_fits_the_sex(rule_table: RuleTable) -> None:
    # The 17th digit: 3 is a man, 4 a woman. The sex as written goes before the number's.
    rule_table(
        "DQ1002",
        households=_HOUSEHOLDS,
        persons="""
            household_id | relation   | sex | id_no              | outcome
            0001         | 之子       | 男  |                    | pass
            0001         | 之子       | 女  |                    | fail
            0001         | 之女       | 女  |                    | pass
            0001         | 之女       | 男  |                    | fail
            0001         | 之岳父     | 女  |                    | fail
            0001         | 之婆婆     | 男  |                    | fail
            0001         | 之女婿     | 男  |                    | pass
            0001         | 之儿媳     | 女  |                    | pass
            0001         | 之外祖母   | 男  |                    | fail
            0001         | 之侄女     | 男  |                    | fail
            0001         | 之子       |     |                    | unknown
            0001         | 之子       |     | #69000019900101123 | pass
            0001         | 之子       |     | #69000019900101124 | fail
            0001         | 之子       |     | 999999             | unknown
            0001         | 配偶       | 女  |                    | not_applicable
            0001         | 其他       | 女  |                    | not_applicable
            0001         |            | 女  |                    | not_applicable
            0002         | 之子       | 女  |                    | not_applicable
        """,
    )


def test_relations_and_grades_are_those_of_the_code_lists() -> None:
    relations = set(code_list("relation").labels)
    assert set(MEN) | set(WOMEN) <= relations
    assert not set(MEN) & set(WOMEN)
    # What says nothing of the sex.
    assert relations - set(MEN) - set(WOMEN) == {"本人或户主", "配偶", "其他", "之兄弟姐妹"}
    lasting = {"非在校生", "学前教育", "小学", "学龄前儿童", "大专及以上", "硕士生及以上"}
    assert set(code_list("schooling").labels) - set(GRADES) == lasting


def test_head_and_spouse_are_of_different_sex(rule_table: RuleTable) -> None:
    rule_table(
        "DQ1003",
        households="""
            household_id | identified
            0001         | 2014
            0002         | 2014
            0003         | 2014
            0004         | 2014
            0005         | 2014
            0006         |
            0007         | 2014
        """,
        persons="""
            household_id | relation | sex | left   | outcome
            0001         | 户主     | 男  |        | not_applicable
            0001         | 配偶     | 女  |        | pass
            0002         | 户主     | 男  |        | not_applicable
            0002         | 配偶     | 男  |        | fail
            0003         | 户主     |     |        | not_applicable
            0003         | 配偶     | 女  |        | unknown
            0004         | 户主     | 女  |        | not_applicable
            0004         | 配偶     |     |        | unknown
            0005         | 配偶     | 女  |        | unknown
            0006         | 户主     | 男  |        | not_applicable
            0006         | 配偶     | 男  |        | not_applicable
            0007         | 户主     | 男  | 201705 | not_applicable
            0007         | 户主     | 女  |        | not_applicable
            0007         | 配偶     | 男  |        | pass
        """,
    )


_MEMBERS = """
    household_id | name | left
    0001         | 张三 |
    0001         | 李四 |
    0001         | 张老 | 201705
    0002         | 张三 |
    0002         | 李四 |
    0003         | 张三 |
    0005         | 张老 | 201705
"""


def test_farmland_per_head_is_at_most_50_mu(rule_table: RuleTable) -> None:
    # By the members who are there; where there are none, by the stated size.
    rule_table(
        "DQ1004",
        households="""
            household_id | identified | size | farmland | outcome
            0001         | 2014       |      | 100      | pass
            0002         | 2014       |      | 100.1    | fail
            0003         | 2014       |      |          | unknown
            0004         | 2014       | 3    | 150      | pass
            0005         | 2014       | 3    | 150.1    | fail
            0006         | 2014       |      | 500      | unknown
            0007         |            | 1    | 500      | not_applicable
        """,
        persons=_MEMBERS,
    )


def test_forest_per_head_is_at_most_70_mu(rule_table: RuleTable) -> None:
    rule_table(
        "DQ1005",
        households="""
            household_id | identified | size | forest | outcome
            0001         | 2014       |      | 140    | pass
            0002         | 2014       |      | 140.1  | fail
            0003         | 2014       |      |        | unknown
            0004         | 2014       | 3    | 210    | pass
            0005         | 2014       | 3    | 210.1  | fail
            0007         |            | 1    | 500    | not_applicable
        """,
        persons=_MEMBERS,
    )


def test_the_bound_is_the_laws(rule_table: RuleTable, tmp_path: Path) -> None:
    """A number of the user's own from 2018 on: both sides of its first day."""
    (tmp_path / "forest_per_head_most.toml").write_text(
        'zh = "人均林地不多于"\nen = "Forest per head, at most"\nunit = "mu per person"\n'
        '[[values]]\nsince = 2014-01-01\nuntil = 2017-12-31\nregion = "61"\nvalue = 70\nstatus = "unsourced"\n'
        '[[values]]\nsince = 2018-01-01\nuntil = 2020-12-31\nregion = "61"\nvalue = 80\nstatus = "unsourced"\n',
        "utf-8",
    )
    for day, at_75 in ((date(2017, 12, 31), "fail"), (date(2018, 1, 1), "pass")):
        rule_table(
            "DQ1005",
            day,
            law_extra=tmp_path,
            households=f"""
                household_id | identified | size | forest | outcome
                0001         | 2014       | 2    | 140    | pass
                0002         | 2014       | 2    | 150    | {at_75}
                0003         | 2014       | 2    | 161    | fail
            """,
        )


def test_the_main_road_is_at_most_50_km_away(rule_table: RuleTable) -> None:
    rule_table(
        "DQ1006",
        households="""
            household_id | identified | road_distance | outcome
            0001         | 2014       | 50            | pass
            0002         | 2014       | 50.1          | fail
            0003         | 2014       | 0             | pass
            0004         | 2014       |               | not_applicable
            0005         |            | 60            | not_applicable
        """,
    )


def test_senior_school_is_for_those_over_14(rule_table: RuleTable) -> None:
    # On 31 December 2018, born 2003 is 15, born on the first day of 2004 is 14.
    rule_table(
        "DQ1007",
        households=_HOUSEHOLDS,
        persons="""
            household_id | birth    | schooling    | outcome
            0001         | 20031231 | 高中一年级   | pass
            0001         | 20040101 | 高中一年级   | fail
            0001         | 20040101 | 中职一年级   | fail
            0001         | 20080505 | 硕士生及以上 | fail
            0001         | 20040101 | 九年级       | not_applicable
            0001         |          | 高中一年级   | unknown
            0001         | 2004     | 高中一年级   | fail
            0001         | 20080505 |              | not_applicable
            0002         | 20080505 | 高中一年级   | not_applicable
        """,
    )


def test_primary_school_is_for_those_under_20(rule_table: RuleTable) -> None:
    rule_table(
        "DQ1008",
        households=_HOUSEHOLDS,
        persons="""
            household_id | birth    | schooling  | outcome
            0001         | 19981231 | 小学       | fail
            0001         | 19990101 | 小学       | pass
            0001         | 19700505 | 学前教育   | fail
            0001         | 19700505 | 学龄前儿童 | fail
            0001         | 19700505 | 七年级     | not_applicable
            0001         | 19700505 | 非在校生   | not_applicable
            0001         |          | 小学       | unknown
            0002         | 19700505 | 小学       | not_applicable
        """,
    )


_PUPILS = """
    household_id | id_no              | schooling  | outcome
    0001         | #69000020020101123 | 九年级     | {}
    0001         | #69000020020101124 | 九年级     | {}
    0001         | #69000020020101125 | 九年级     | {}
    0001         | #69000020020101126 | 九年级     | {}
    0001         | #69000020020101127 | 九年级     | {}
    0001         | #69000020020101128 | 小学       | not_applicable
    0001         | #69000020020101129 | 非在校生   | not_applicable
    0001         | #69000020020101130 |            | not_applicable
    0001         | 999999             | 九年级     | {}
    0002         | #69000020020101123 | 九年级     | not_applicable
"""
_EARLIER = """
    number             | year | schooling
    #69000020020101123 | 2017 | 九年级
    #69000020020101123 | 2016 | 九年级
    #69000020020101124 | 2017 | 八年级
    #69000020020101124 | 2016 | 七年级
    #69000020020101125 | 2017 | 九年级
    #69000020020101126 | 2017 | 九年级
    #69000020020101126 | 2016 | 八年级
    #69000020020101127 | 2017 | 九年级
    #69000020020101127 | 2016 | 九年级
    #69000020020101127 | 2016 | 八年级
    #69000020020101128 | 2017 | 小学
    #69000020020101128 | 2016 | 小学
    #69000020020101129 | 2017 | 非在校生
    #69000020020101129 | 2016 | 非在校生
    999999             | 2017 | 九年级
    999999             | 2016 | 九年级
"""


def test_a_grade_of_one_year_is_not_the_same_for_three(rule_table: RuleTable) -> None:
    # …125 is not in the register of 2016; of …127 it says two things; 999999 is nobody's number.
    outcomes = ("fail", "pass", "unknown", "pass", "unknown", "unknown")
    rule_table("DQ1009", households=_HOUSEHOLDS, persons=_PUPILS.format(*outcomes), earlier=_EARLIER)


def test_the_years_before_are_those_before_the_snapshot(rule_table: RuleTable) -> None:
    # The register is of 2019: 2017 is two years before it, and nothing is told of 2018.
    outcomes = ("unknown", "pass", "unknown", "unknown", "unknown", "unknown")
    rule_table(
        "DQ1009", state_day="2019-12-31", households=_HOUSEHOLDS, persons=_PUPILS.format(*outcomes), earlier=_EARLIER
    )  # fmt: skip


def test_without_earlier_registers_nobody_can_tell(rule_table: RuleTable) -> None:
    rule_table("DQ1009", households=_HOUSEHOLDS, persons=_PUPILS.format(*["unknown"] * 6))
