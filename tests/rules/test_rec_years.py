"""Years that a register can speak of: 2013, the time point of its first filing, to 2025."""

from tests.conftest import RuleTable


def test_years_lie_within_the_registers_time(rule_table: RuleTable) -> None:
    rule_table(
        "REC342",
        incomes="""
            household_id | year | outcome
            0001         | 2012 | fail
            0001         | 2013 | pass
            0001         | 2025 | pass
            0001         | 2026 | fail
            0001         |      | not_applicable
        """,
        village_years="""
            village | year | outcome
            甲村    | 2018 | pass
            甲村    | 2081 | fail
        """,
        villages="""
            village | exit_year | outcome
            甲村    | 2017      | pass
            乙村    | 1917      | fail
            丙村    |           | not_applicable
        """,
        households="""
            identified | exit_year | outcome
            201401     | 2016      | pass
            2012       | 2016      | fail
            2013       |           | pass
            201401     | 2026      | fail
                       |           | not_applicable
        """,
    )


def test_nobody_leaves_before_joining(rule_table: RuleTable) -> None:
    rule_table(
        "REC334",
        persons="""
            household_id | name | joined   | left     | outcome
            0001         | 张三 | 201401   | 201603   | pass
            0001         | 李四 | 201605   | 201603   | fail
            0001         | 王五 | 201605   | 2016     | pass
            0001         | 赵六 | 2016     | 201603   | pass
            0001         | 孙七 | 2017     | 201603   | fail
            0001         | 周八 | 201605   | 2015     | fail
            0001         | 吴九 | 201605   | 20160503 | pass
            0001         | 郑十 | 201605   |          | not_applicable
            0001         | 冯一 |          | 201605   | not_applicable
        """,
    )


def test_a_time_of_joining_lies_within_the_register(rule_table: RuleTable) -> None:
    rule_table(
        "REC336",
        persons="""
            household_id | joined   | outcome
            0001         | 2012-12  | fail
            0001         | 1988     | fail
            0001         | 20130101 | pass
            0001         | 2025     | pass
            0001         | 2026-01  | fail
            0001         | 2099     | fail
            0001         | 去年     | unknown
            0001         |          | not_applicable
        """,
        households="household_id | village\n0001 | 甲",
    )


def test_a_time_of_leaving_lies_within_the_register(rule_table: RuleTable) -> None:
    rule_table(
        "REC336",
        persons="""
            household_id | left     | joined | outcome
            0001         | 2012-12  |        | fail
            0001         | 20180131 | 2014   | pass
            0001         | 2031-05  |        | fail
            0001         |          | 2014   | pass
        """,
        households="household_id | village\n0001 | 甲",
    )


def test_a_relapse_lies_within_the_register(rule_table: RuleTable) -> None:
    rule_table(
        "REC336",
        households="""
            household_id | status | relapsed | outcome
            0001         | 返贫   | 2099-01  | fail
            0002         | 返贫   | 201801   | pass
            0003         | 未脱贫 |          | not_applicable
        """,
    )


def test_what_has_happened_is_not_after_the_day_of_the_file(rule_table: RuleTable) -> None:
    households = """
        household_id | identified | relapsed   | status | outcome
        0001         | 2018-06    |            | 未脱贫 | pass
        0002         | 2018-07    |            | 未脱贫 | fail
        0003         | 2018       |            | 未脱贫 | pass
        0004         | 2014       | 2019       | 返贫   | fail
        0005         | 2014       | 2018-06-30 | 返贫   | pass
        0006         | 2014       | 2018-07-01 | 返贫   | fail
        0007         | 2099       |            | 未脱贫 | not_applicable
        0008         | 去年       |            | 未脱贫 | unknown
    """
    rule_table("REC337", households=households, file_day="2018-06-30")
    persons = """
        household_id | joined | left    | outcome
        0001         | 2014   |         | pass
        0001         | 2014   | 2018-08 | fail
        0001         | 2019   |         | fail
        0001         | 2014   | 2018-05 | pass
        0001         |        |         | not_applicable
    """
    rule_table("REC337", persons=persons, households="household_id | village\n0001 | 甲", file_day="2018-06-30")


def test_a_file_that_names_no_day_accuses_nobody_of_the_future(rule_table: RuleTable) -> None:
    households = """
        household_id | identified | exit_year | status             | outcome
        0001         | 2020-07    | 2022      | 已脱贫（享受政策） | not_applicable
    """
    rule_table("REC337", households=households)
    rule_table("REC338", households=households)


def test_who_left_did_so_by_the_day_of_the_file(rule_table: RuleTable) -> None:
    households = """
        household_id | exit_year | status             | outcome
        0001         | 2018      | 已脱贫（享受政策） | pass
        0002         | 2019      | 已脱贫（享受政策） | fail
        0003         | 2019      | 预脱贫             | not_applicable
        0004         | 2019      | 未脱贫             | not_applicable
        0005         | 2099      | 已脱贫（享受政策） | not_applicable
        0006         |           | 已脱贫（享受政策） | not_applicable
    """
    rule_table("REC338", households=households, file_day="2018-06-30")
