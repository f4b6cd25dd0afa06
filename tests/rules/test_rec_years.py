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
