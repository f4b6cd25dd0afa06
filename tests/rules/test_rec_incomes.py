"""Income: parts and whole, whole and heads, to one fen per head."""

from tests.conftest import RuleTable

_PERSONS = """
    household_id | name | joined | left
    0001         | 张三 |        |
    0001         | 李四 |        |
    0001         | 张小 | 201706 |
    0001         | 张老 |        | 201603
"""


def test_net_income_is_the_sum_of_its_parts_to_a_fen_per_head(rule_table: RuleTable) -> None:
    # Three members at the end of 2017: three fen may be left over, four may not.
    rule_table(
        "REC321",
        persons=_PERSONS,
        incomes="""
            household_id | year | wage  | business | business_cost | property | transfer | net     | outcome
            0001         | 2017 | 10000 | 3000     | 1000          | 50.50    | 949.50   | 13000   | pass
            0001         | 2017 | 10000 | 3000     | 1000          | 50.50    | 949.50   | 13000.03| pass
            0001         | 2017 | 10000 | 3000     | 1000          | 50.50    | 949.50   | 13000.04| fail
            0001         | 2017 | 10000 | 3000     | 1000          | 50.50    | 949.50   | 12999.97| pass
            0001         | 2017 | 10000 | 3000     | 1000          | 50.50    | 949.50   | 12999.96| fail
            0001         | 2016 | 10000 | 3000     | 1000          | 50.50    | 949.50   | 13000.03| fail
            0001         | 2017 | 10000 |          | 1000          | 50.50    | 949.50   | 10000   | unknown
            0001         | 2017 | 10000 | 3000     | 1000          | 50.50    | 949.50   |         | unknown
            0009         | 2017 | 100   | 0        | 0             | 0        | 0        | 100.01  | pass
            0009         | 2017 | 100   | 0        | 0             | 0        | 0        | 100.02  | fail
        """,
    )


def test_income_per_head_is_net_income_by_the_heads_of_the_years_end(rule_table: RuleTable) -> None:
    # 2015: three (the old man is still there); 2016: two; 2017: three (a child was born in June).
    rule_table(
        "REC322",
        persons=_PERSONS,
        incomes="""
            household_id | year | net   | net_per_head | outcome
            0001         | 2015 | 9000  | 3000         | pass
            0001         | 2016 | 9000  | 3000         | fail
            0001         | 2016 | 9000  | 4500         | pass
            0001         | 2017 | 10000 | 3333.33      | pass
            0001         | 2017 | 10000 | 3333.34      | pass
            0001         | 2017 | 10000 | 3333.35      | fail
            0001         | 2017 | 10000 |              | unknown
            0009         | 2017 | 10000 | 5000         | unknown
        """,
    )


def test_the_stated_size_serves_as_well(rule_table: RuleTable) -> None:
    rule_table(
        "REC322",
        persons=_PERSONS,
        households="""
            household_id | size
            0001         | 5
        """,
        incomes="""
            household_id | year | net   | net_per_head | outcome
            0001         | 2017 | 10000 | 2000         | pass
            0001         | 2017 | 10000 | 2500         | fail
        """,
    )


def test_a_stated_size_of_nobody_divides_nothing(rule_table: RuleTable) -> None:
    rule_table(
        "REC322",
        persons=_PERSONS,
        households="""
            household_id | size
            0001         | 0
        """,
        incomes="""
            household_id | year | net  | net_per_head | outcome
            0001         | 2017 | 0    | 2000         | fail
        """,
    )


def test_members_whose_time_cannot_be_read_leave_the_quotient_unknown(rule_table: RuleTable) -> None:
    rule_table(
        "REC322",
        persons="""
            household_id | name | joined | left
            0001         | 张三 |        |
            0001         | 李四 |        | 去年
        """,
        households="""
            household_id | size
            0001         | 3
        """,
        incomes="""
            household_id | year | net  | net_per_head | outcome
            0001         | 2017 | 9000 | 4500         | unknown
            0001         | 2017 | 9000 | 3000         | pass
        """,
    )


def test_what_leaves_the_size_unknown_leaves_the_quotient_unknown(rule_table: RuleTable) -> None:
    # A household number that cannot be read beside 0001, a reason of leaving without a time in 0003, a stated size in 0004.
    rule_table(
        "REC322",
        persons="""
            household_id | name | left | left_reason
            0001         | 张三 |      |
            10O1         | 李四 |      |
            0002         | 王五 |      |
            0002         | 王六 |      |
            0003         | 赵七 |      |
            0003         | 赵八 |      | 死亡
            0004         | 孙九 |      |
        """,
        households="""
            household_id | size
            0001         | 3
            0002         | 3
            0003         |
            0004         | 二人
        """,
        incomes="""
            household_id | year | net  | net_per_head | outcome
            0001         | 2017 | 9000 | 4500         | unknown
            0002         | 2017 | 9000 | 4500         | unknown
            0003         | 2017 | 9000 | 4500         | unknown
            0004         | 2017 | 9000 | 4500         | unknown
            0004         | 2017 | 9000 | 9000         | pass
        """,
    )


def test_a_household_has_one_row_of_income_for_a_year(rule_table: RuleTable) -> None:
    rule_table(
        "REC323",
        incomes="""
            household_id | year | net  | outcome
            0001         | 2017 | 9000 | fail
            0001         | 2017 | 9000 | fail
            0001         | 2016 | 9000 | pass
            0002         | 2017 | 9000 | pass
            0003         |      | 9000 | not_applicable
            0003         |      | 9000 | not_applicable
        """,
    )
