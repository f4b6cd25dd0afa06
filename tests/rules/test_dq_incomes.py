"""Group 7 of the library: business income has costs, and income per head lies between 0 and 100,000 yuan."""

from datetime import date

from tests.conftest import RuleTable


def test_business_income_has_costs(rule_table: RuleTable) -> None:
    rule_table(
        "DQ701",
        households="""
            household_id | identified | outcome
            0001         | 2014       | pass
            0002         | 2014       | fail
            0003         | 2014       | pass
            0004         | 2014       | unknown
            0005         | 2014       | pass
            0006         | 2014       | unknown
            0007         |            | not_applicable
            0008         | 2014       | pass
        """,
        incomes="""
            household_id | year | business | business_cost
            0001         | 2018 | 3000     | 0.01
            0002         | 2018 | 0.01     | 0
            0003         | 2018 | 0        | 0
            0004         | 2018 | 3000     |
            0005         | 2018 | 0        |
            0006         | 2017 | 3000     | 0
            0007         | 2018 | 3000     | 0
            0008         | 2018 |          | 500
        """,
    )


def test_income_per_head_is_above_0_and_at_most_100000(rule_table: RuleTable) -> None:
    # A blank cell of the year fails (含空); a household without a row of the year is unknown.
    rule_table(
        "DQ702",
        households="""
            household_id | identified | outcome
            0001         | 2014       | fail
            0002         | 2014       | pass
            0003         | 2014       | pass
            0004         | 2014       | fail
            0005         | 2014       | fail
            0006         | 2014       | fail
            0007         | 2014       | unknown
            0008         | 2014       | unknown
            0009         |            | not_applicable
            0010         | 2014       | unknown
            0011         | 2014       | unknown
        """,
        incomes="""
            household_id | year | net_per_head
            0001         | 2018 | 0
            0002         | 2018 | 0.01
            0003         | 2018 | 100000
            0004         | 2018 | 100000.01
            0005         | 2018 | -200
            0006         | 2018 |
            0007         | 2018 | 三千
            0008         | 2017 | 3000
            0009         | 2018 | 0
            0010         | 2018 | 3000
            0010         | 2018 | 4000
        """,
    )


def test_the_households_own_column_serves_for_the_year_it_speaks_of(rule_table: RuleTable) -> None:
    households = """
        household_id | identified | income_per_head | outcome
        0001         | 2014       | 3000            | {}
        0002         | 2014       | 0               | {}
        0003         | 2014       |                 | {}
        0004         | 2014       | 不多            | {}
    """
    rule_table("DQ702", income_year=2018, households=households.format("pass", "fail", "fail", "unknown"))
    rule_table("DQ702", date(2017, 12, 31), income_year=2018, households=households.format(*["unknown"] * 4))


def test_a_row_of_the_year_goes_before_the_households_own_column(rule_table: RuleTable) -> None:
    rule_table(
        "DQ702",
        income_year=2018,
        households="""
            household_id | identified | income_per_head | outcome
            0001         | 2014       | 3000            | fail
            0002         | 2014       | 3000            | pass
            0003         | 2014       |                 | fail
            0004         | 2014       |                 | pass
        """,
        incomes="""
            household_id | year | net_per_head
            0001         | 2018 | 0
            0002         | 2018 |
            0003         | 2018 |
            0004         | 2018 | 3000
        """,
    )
