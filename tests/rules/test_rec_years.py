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
