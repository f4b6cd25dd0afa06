"""Group 5 of the library: the kind of household against its members' marks and the money of the reference year (2018)."""

from datetime import date

from tests.conftest import RuleTable


def test_a_minimum_living_household_has_a_member_who_receives_it(rule_table: RuleTable) -> None:
    rule_table(
        "DQ501",
        households="""
            household_id | identified | poor_type  | outcome
            0001         | 2014       | 低保贫困户 | pass
            0002         | 2014       | 低保户     | fail
            0003         | 2014       | 低保贫困户 | unknown
            0004         | 2014       | 一般贫困户 | not_applicable
            0005         | 2014       |            | not_applicable
            0006         | 2014       | 五保贫困户 | not_applicable
            0007         | 2014       | 低保贫困户 | fail
        """,
        persons="""
            household_id | name | minimum_living | left
            0001         | 张三 | 是             |
            0001         | 李四 |                |
            0002         | 张三 | 否             |
            0003         | 张三 | 否             |
            0003         | 李四 |                |
            0004         | 张三 | 否             |
            0005         | 张三 | 否             |
            0006         | 张三 | 否             |
            0007         | 张三 | 否             |
            0007         | 李四 | 是             | 201703
        """,
    )


def test_a_general_household_has_no_member_who_receives_it(rule_table: RuleTable) -> None:
    rule_table(
        "DQ502",
        households="""
            household_id | identified | poor_type  | outcome
            0001         | 2014       | 一般贫困户 | pass
            0002         | 2014       | 一般贫困户 | fail
            0003         | 2014       | 一般农户   | fail
            0004         | 2014       | 一般贫困户 | unknown
            0005         | 2014       | 低保贫困户 | not_applicable
            0006         |            | 一般农户   | not_applicable
        """,
        persons="""
            household_id | name | minimum_living
            0001         | 张三 | 否
            0002         | 张三 | 是
            0002         | 李四 |
            0003         | 张三 | 是
            0004         | 张三 |
            0005         | 张三 | 是
            0006         | 张三 | 是
        """,
    )


def test_a_supported_household_has_no_able_member_from_16_to_65(rule_table: RuleTable) -> None:
    rule_table(
        "DQ503",
        households="""
            household_id | identified | poor_type    | outcome
            0001         | 2014       | 五保户       | fail
            0002         | 2014       | 五保贫困户   | pass
            0003         | 2014       | 特困供养户   | fail
            0004         | 2014       | 特困供养贫困户 | pass
            0005         | 2014       | 五保贫困户   | pass
            0006         | 2014       | 五保贫困户   | unknown
            0007         | 2014       | 低保贫困户   | not_applicable
        """,
        persons="""
            household_id | birth    | labour
            0001         | 20021231 | 普通劳动力
            0002         | 20030101 | 普通劳动力
            0003         | 19530101 | 技能劳动力
            0004         | 19521231 | 普通劳动力
            0005         | 19700505 | 丧失劳动力
            0005         | 19700505 | 无劳动力
            0006         | 19700505 |
            0007         | 19700505 | 普通劳动力
        """,
    )


_MONEY = """
    household_id | year | minimum_living | five_guarantee
    0001         | 2018 | 3000           | 0
    0002         | 2018 | 3000           | 0.01
    0003         | 2018 | 0              | 5000
    0004         | 2018 | 3000           |
    0005         | 2018 |                | 0
    0006         | 2017 | 3000           | 5000
    0007         | 2018 | 0              | 0
    0008         | 2018 | 3000           | 5000
    0009         | 2018 | 3000           | 5000
    0009         | 2018 | 0              | 5000
    0010         | 2018 | 若干           | 5000
"""


def test_nobody_has_both_allowances(rule_table: RuleTable) -> None:
    # 0005: one of them is 0, so that not both are paid. 0006 has no row of 2018. 0009 has two, which differ in one of them.
    rule_table(
        "DQ504",
        households="""
            household_id | identified | outcome
            0001         | 2014       | pass
            0002         | 2014       | fail
            0003         | 2014       | pass
            0004         | 2014       | unknown
            0005         | 2014       | pass
            0006         | 2014       | unknown
            0007         | 2014       | pass
            0008         |            | not_applicable
            0009         | 2014       | unknown
            0010         | 2014       | unknown
        """,
        incomes=_MONEY,
    )


def test_the_money_is_that_of_the_last_whole_year(rule_table: RuleTable) -> None:
    # On 30 June 2018 the last whole year is 2017.
    for day, outcome in ((date(2018, 6, 30), "fail"), (date(2018, 12, 31), "unknown"), (date(2017, 12, 31), "fail")):
        rule_table(
            "DQ504",
            day,
            households=f"""
                household_id | identified | outcome
                0006         | 2014       | {outcome}
            """,
            incomes=_MONEY,
        )


def test_a_general_household_has_neither(rule_table: RuleTable) -> None:
    rule_table(
        "DQ505",
        households="""
            household_id | identified | poor_type  | outcome
            0001         | 2014       | 一般贫困户 | fail
            0003         | 2014       | 一般农户   | fail
            0004         | 2014       | 一般贫困户 | fail
            0005         | 2014       | 一般贫困户 | unknown
            0006         | 2014       | 一般贫困户 | unknown
            0007         | 2014       | 一般贫困户 | pass
            0008         | 2014       | 低保贫困户 | not_applicable
        """,
        incomes=_MONEY,
    )


def test_the_minimum_living_allowance_is_paid(rule_table: RuleTable) -> None:
    # 0 and blank fail alike (含空); a year without a row, and what cannot be read, is unknown.
    rule_table(
        "DQ506",
        households="""
            household_id | identified | poor_type  | outcome
            0001         | 2014       | 低保贫困户 | pass
            0003         | 2014       | 低保户     | fail
            0005         | 2014       | 低保贫困户 | fail
            0006         | 2014       | 低保贫困户 | unknown
            0007         | 2014       | 一般贫困户 | not_applicable
            0009         | 2014       | 低保贫困户 | unknown
            0010         | 2014       | 低保贫困户 | unknown
            0011         | 2014       | 低保贫困户 | unknown
        """,
        incomes=_MONEY,
    )


def test_support_is_paid(rule_table: RuleTable) -> None:
    rule_table(
        "DQ507",
        households="""
            household_id | identified | poor_type      | outcome
            0001         | 2014       | 五保户         | fail
            0002         | 2014       | 五保贫困户     | pass
            0003         | 2014       | 特困供养户     | pass
            0004         | 2014       | 特困供养贫困户 | fail
            0006         | 2014       | 五保贫困户     | unknown
            0007         | 2014       | 低保贫困户     | not_applicable
            0009         | 2014       | 五保贫困户     | pass
        """,
        incomes=_MONEY,
    )
