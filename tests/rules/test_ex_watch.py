"""Households that have left, under watch."""

from datetime import date

from tests.conftest import RuleTable


def test_income_is_still_above_the_line(rule_table: RuleTable) -> None:
    households = """
        household_id | identified | status | exit_year | relapsed | outcome
        0001         | 201401     |        | 2015      |          | fail
        0002         | 201401     |        | 2015      |          | pass
        0003         | 201401     |        | 2017      |          | unknown
        0004         | 201401     |        | 2018      |          | not_applicable
        0005         | 201401     |        |           |          | not_applicable
        0006         | 201401     | 返贫   | 2015      | 201806   | not_applicable
        0007         | 201401     | 已脱贫 |           |          | unknown
        0008         | 201401     | 预脱贫 | 2018      |          | not_applicable
    """
    rule_table(
        "EX201",
        households=households,
        incomes="""
            household_id | year | net_per_head
            0001         | 2015 | 9000
            0001         | 2018 | 3070
            0002         | 2018 | 3070.01
            0003         | 2017 | 9000
            0004         | 2018 | 1000
            0005         | 2018 | 1000
            0006         | 2018 | 1000
            0008         | 2018 | 1000
        """,
    )


def test_the_line_is_that_of_the_last_whole_year(rule_table: RuleTable) -> None:
    # End of 2017: 3,070 of Shaanxi. June 2017: 2016 is the last whole year, with the country's 2,952. End of 2019: 3,218.
    households = """
        household_id | identified | exit_year | outcome
        0001         | 201401     | 2015      | {}
        0002         | 201401     | 2015      | {}
    """
    incomes = """
        household_id | year | net_per_head
        0001         | 2016 | 2952
        0002         | 2016 | 2952.01
        0001         | 2017 | 3000
        0002         | 2017 | 3070.01
        0001         | 2019 | 3218
        0002         | 2019 | 3218.01
    """
    for day in (date(2017, 12, 31), date(2017, 6, 30), date(2019, 12, 31)):
        rule_table("EX201", day, households=households.format("fail", "pass"), incomes=incomes)
    rule_table("EX201", date(2018, 12, 31), households=households.format("unknown", "unknown"), incomes=incomes)


def test_the_household_signed_its_exit(rule_table: RuleTable) -> None:
    rule_table(
        "EX202",
        households="""
            household_id | identified | status | exit_year | relapsed | outcome
            0001         | 201401     |        | 2018      |          | pass
            0002         | 201401     |        | 2018      |          | fail
            0003         | 201401     |        | 2018      |          | fail
            0004         | 201401     |        | 2018      |          | unknown
            0005         | 201401     |        | 2018      |          | unknown
            0006         | 201401     | 预脱贫 | 2018      |          | not_applicable
            0007         | 201401     |        |           |          | not_applicable
            0008         | 201401     |        | 2018      |          | pass
            0009         | 201401     |        | 2018      |          | pass
            0010         | 201401     |        | 2018      |          | unknown
            0011         | 201401     | 返贫   | 2018      | 201906   | fail
        """,
        # 0010 signed in January: by the day its exit was under way. 0011 signed the exit after its return, not this one.
        steps="""
            household_id | procedure | step                   | day        | signed_by
            0011         | 退出      | 小组提名               | 2018-10-01 | 李四
            0011         | 退出      | 农户认可签字           | 2020-11-01 | 张三
            0001         | 退出      | 农户认可签字           | 2018-11-01 | 张三
            0001         | 退出      | 小组提名               | 2018-10-01 |
            0002         | 退出      | 小组提名               | 2018-10-01 | 李四
            0003         | 退出      | 农户认可签字           | 2018-11-01 |
            0004         | 识别      | 农户认可签字           | 2014-03-01 | 王五
            0006         | 退出      | 小组提名               | 2018-10-01 |
            0007         | 退出      | 小组提名               | 2018-10-01 |
            0008         | 退出      | 农户认可签字           |            | 张三
            0009         | 退出      | 农户认可签字（户主）   | 2018-11-01 | 张三
            0010         | 退出      | 农户认可签字           | 2019-01-05 | 张三
            0010         | 退出      | 小组提名               | 2018-10-01 | 李四
        """,
    )


SAMPLES = """
    household_id | kind     | day        | conclusion | approves
    0001         | 脱贫户   | 2018-11-01 | 准确       | 是
    0002         | 脱贫户   | 2018-11-01 | 错退       | 否
    0003         | 脱贫户   | 2018-11-01 |            |
    0004         | 脱贫户   | 2019-01-01 | 错退       | 否
    0005         | 脱贫户   | 2017-11-01 | 错退       | 否
    0005         | 脱贫户   | 2018-11-01 | 准确       | 是
    0006         | 脱贫户   | 2018-12-31 | 错退       | 否
    0007         | 在册户   | 2018-11-01 | 错评       | 否
    0009         | 脱贫户   |            | 错退       | 否
    0010         | 脱贫户   | 2018-11-01 |            |
    0010         | 脱贫户   | 2018-11-02 | 准确       | 是
    0011         | 脱贫户   | 2018-11-01 | 漏退       | 是
    0012         | 脱贫户   | 2018-11-01 | 错退       | 否
"""
INSPECTED = """
    household_id | identified | exit_year | outcome
    0001         | 201401     | 2016      | pass
    0002         | 201401     | 2016      | fail
    0003         | 201401     | 2016      | unknown
    0004         | 201401     | 2016      | not_applicable
    0005         | 201401     | 2016      | fail
    0006         | 201401     | 2016      | fail
    0007         | 201401     |           | not_applicable
    0008         | 201401     | 2016      | not_applicable
    0009         | 201401     | 2016      | fail
    0010         | 201401     | 2016      | unknown
    0011         | 201401     | 2016      | pass
    0012         | 201401     | 2O16      | unknown
"""


def test_the_household_approves_of_its_exit(rule_table: RuleTable) -> None:
    rule_table("EX203", households=INSPECTED, samples=SAMPLES)


def test_inspectors_found_no_wrong_exit(rule_table: RuleTable) -> None:
    rule_table("EX204", households=INSPECTED, samples=SAMPLES)
