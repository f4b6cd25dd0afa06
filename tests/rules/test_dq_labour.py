"""Group 6 of the library: who is healthy, from 16 to 65 and not at school is able to work."""

from datetime import date

from tests.conftest import RuleTable

_HOUSEHOLDS = """
    household_id | identified
    0001         | 2014
    0002         |
"""


def test_the_healthy_have_not_lost_their_ability(rule_table: RuleTable) -> None:
    rule_table(
        "DQ601",
        households=_HOUSEHOLDS,
        persons="""
            household_id | birth    | health | labour     | left   | outcome
            0001         | 19700505 | 健康   | 丧失劳动力 |        | fail
            0001         | 20021231 | 健康   | 丧失劳动力 |        | fail
            0001         | 20030101 | 健康   | 丧失劳动力 |        | not_applicable
            0001         | 19530101 | 健康   | 丧失劳动力 |        | fail
            0001         | 19521231 | 健康   | 丧失劳动力 |        | not_applicable
            0001         | 19700505 | 残疾   | 丧失劳动力 |        | not_applicable
            0001         | 19700505 |        | 丧失劳动力 |        | not_applicable
            0001         | 19700505 | 健康   | 无劳动力   |        | pass
            0001         | 19700505 | 健康   | 普通劳动力 |        | pass
            0001         | 19700505 | 健康   |            |        | unknown
            0001         | 19700505 | 健康   | 丧失劳动力 | 201705 | not_applicable
            0002         | 19700505 | 健康   | 丧失劳动力 |        | not_applicable
        """,
    )


def test_the_healthy_who_are_not_at_school_have_ability(rule_table: RuleTable) -> None:
    # A pupil has no ability to work by the register's own rule. A blank of schooling at 24 means that somebody is not at school.
    rule_table(
        "DQ602",
        households=_HOUSEHOLDS,
        persons="""
            household_id | birth    | health | schooling    | labour     | outcome
            0001         | 19700505 | 健康   | 非在校生     | 无劳动力   | fail
            0001         | 20021231 | 健康   | 高中一年级   | 无劳动力   | not_applicable
            0001         | 20021231 | 健康   | 非在校生     | 无劳动力   | fail
            0001         | 20030101 | 健康   | 非在校生     | 无劳动力   | not_applicable
            0001         | 19530101 | 健康   | 非在校生     | 无劳动力   | fail
            0001         | 19521231 | 健康   | 非在校生     | 无劳动力   | not_applicable
            0001         | 19941231 | 健康   |              | 无劳动力   | fail
            0001         | 19950101 | 健康   |              | 无劳动力   | not_applicable
            0001         | 19700505 | 患有大病 | 非在校生   | 无劳动力   | not_applicable
            0001         | 19700505 | 健康   | 非在校生     | 丧失劳动力 | pass
            0001         | 19700505 | 健康   | 非在校生     |            | unknown
            0002         | 19700505 | 健康   | 非在校生     | 无劳动力   | not_applicable
        """,
    )


def test_an_age_beside_the_ability_to_work_is_that_of_the_snapshot(rule_table: RuleTable) -> None:
    # Both columns speak of the end of 2018, asked of the end of 2017: sixteen then though fifteen the year before, and sixty-six.
    rule_table(
        "DQ601",
        date(2017, 12, 31),
        state_day="2018-12-31",
        households=_HOUSEHOLDS,
        persons="""
            household_id | birth    | health | labour     | outcome
            0001         | 20021231 | 健康   | 丧失劳动力 | fail
            0001         | 19521231 | 健康   | 丧失劳动力 | not_applicable
        """,
    )


def test_a_number_that_says_there_is_none_tells_no_age(rule_table: RuleTable) -> None:
    # What stands behind 999999, if anything, is no date of birth: the column of births is.
    rule_table(
        "DQ601",
        households=_HOUSEHOLDS,
        persons="""
            household_id | id_no              | birth    | health | labour     | outcome
            0001         | 999999             | 19700505 | 健康   | 丧失劳动力 | fail
            0001         | 999999A1           | 20100505 | 健康   | 丧失劳动力 | not_applicable
            0001         | 999999201005051234 | 19700505 | 健康   | 丧失劳动力 | fail
            0001         | #69000019700505123 |          | 健康   | 丧失劳动力 | fail
        """,
    )
