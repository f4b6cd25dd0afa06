"""Group 1 of the library: who has left below the line, with a child out of school, an unsafe house, bad water, uninsured, no floor area."""

from tests.conftest import RuleTable


def test_income_of_the_year_of_exit_is_held_against_the_line_of_that_year(rule_table: RuleTable) -> None:
    # 2,800 in 2014, 2,855 in 2015, 2,952 in 2016: the library fails what is below, not what equals it.
    rule_table(
        "DQ101",
        households="""
            household_id | identified | status         | exit_year | outcome
            0001         | 2014       | 已脱贫         | 2014      | pass
            0002         | 2014       | 已脱贫         | 2014      | fail
            0003         | 2014       | 已脱贫         | 2015      | pass
            0004         | 2014       | 已脱贫         | 2015      | fail
            0005         | 2014       | 已脱贫         | 2016      | pass
            0006         | 2014       | 已脱贫         | 2016      | fail
            0007         | 2014       | 已脱贫         | 2016      | unknown
            0008         | 2014       | 未脱贫         |           | not_applicable
            0009         | 2014       | 预脱贫         | 2018      | not_applicable
            0010         |            |                |           | not_applicable
            0011         | 2013-12-31 | 已脱贫         | 2013      | not_applicable
            0012         | 2014       | 已脱贫         | 2016      | unknown
            0013         | 2014       | 已脱贫         | 2019      | not_applicable
        """,
        incomes="""
            household_id | year | net_per_head
            0001         | 2014 | 2800
            0002         | 2014 | 2799.99
            0003         | 2015 | 2855
            0004         | 2015 | 2854.99
            0005         | 2016 | 2952
            0006         | 2016 | 2951.99
            0007         | 2016 |
            0008         | 2018 | 100
            0009         | 2018 | 100
            0010         | 2018 | 100
            0011         | 2013 | 100
            0012         | 2015 | 100
            0012         | 2017 | 100
            0013         | 2019 | 100
        """,
    )


def test_a_healthy_child_of_school_age_is_at_school(rule_table: RuleTable) -> None:
    # On 31 December 2018: born 2012 is 6, born 2013 is 5, born 2003 is 15, born 2002 is 16; six by 31 August has begun school.
    rule_table(
        "DQ102",
        households="""
            household_id | identified | status | exit_year | outcome
            0001         | 2014       | 已脱贫 | 2017      | fail
            0002         | 2014       | 已脱贫 | 2017      | pass
            0003         | 2014       | 已脱贫 | 2017      | pass
            0004         | 2014       | 已脱贫 | 2017      | fail
            0005         | 2014       | 已脱贫 | 2017      | pass
            0006         | 2014       | 已脱贫 | 2017      | pass
            0007         | 2014       | 已脱贫 | 2017      | unknown
            0008         | 2014       | 已脱贫 | 2017      | pass
            0009         | 2014       | 未脱贫 |           | not_applicable
            0010         | 2014       | 已脱贫 | 2017      | pass
            0011         | 2014       | 已脱贫 | 2017      | unknown
        """,
        persons="""
            household_id | birth    | schooling | education | health | dropout_reason | left
            0001         | 20120831 | 非在校生  |           | 健康   |                |
            0011         | 20121231 | 非在校生  |           | 健康   |                |
            0002         | 20130101 | 非在校生  |           | 健康   |                |
            0003         | 20100505 | 小学      |           | 健康   |                |
            0004         | 20030101 | 非在校生  | 小学      | 健康   |                |
            0005         | 20021231 | 非在校生  | 小学      | 健康   |                |
            0006         | 20100505 | 非在校生  |           | 残疾   |                |
            0007         | 20100505 |           |           | 健康   |                |
            0008         | 20040505 | 非在校生  | 初中      | 健康   |                |
            0009         | 20100505 | 非在校生  |           | 健康   |                |
            0010         | 20100505 | 非在校生  |           | 健康   |                | 201709
            0010         | 19700505 | 非在校生  | 小学      | 健康   |                |
        """,
    )


def test_who_has_left_lives_in_no_unsafe_house(rule_table: RuleTable) -> None:
    rule_table(
        "DQ103",
        households="""
            household_id | identified | status | exit_year | unsafe_house | house_grade | outcome
            0001         | 2014       | 已脱贫 | 2016      | 否           |             | pass
            0002         | 2014       | 已脱贫 | 2016      | 是           |             | fail
            0003         | 2014       | 已脱贫 | 2016      | 否           | C级         | fail
            0004         | 2014       | 已脱贫 | 2016      | 否           | B级         | pass
            0005         | 2014       | 已脱贫 | 2016      |              | D级         | fail
            0006         | 2014       | 已脱贫 | 2016      |              |             | unknown
            0007         | 2014       | 已脱贫 | 2016      |              | A级         | unknown
            0008         | 2014       | 未脱贫 |           | 是           | D级         | not_applicable
        """,
    )


def test_who_has_left_has_safe_water_that_is_not_hard_to_get(rule_table: RuleTable) -> None:
    rule_table(
        "DQ104",
        households="""
            household_id | identified | status | exit_year | safe_water | water_hard | outcome
            0001         | 2014       | 已脱贫 | 2016      | 是         | 否         | pass
            0002         | 2014       | 已脱贫 | 2016      | 否         | 否         | fail
            0003         | 2014       | 已脱贫 | 2016      | 是         | 是         | fail
            0004         | 2014       | 已脱贫 | 2016      |            | 是         | fail
            0005         | 2014       | 已脱贫 | 2016      | 是         |            | unknown
            0006         | 2014       | 已脱贫 | 2016      |            |            | unknown
            0007         | 2014       | 未脱贫 |           | 否         | 是         | not_applicable
        """,
    )


def test_the_ill_of_who_left_poverty_by_illness_are_insured(rule_table: RuleTable) -> None:
    rule_table(
        "DQ105",
        households="""
            household_id | identified | status | exit_year | cause | outcome
            0001         | 2014       | 已脱贫 | 2016      | 因病  | pass
            0002         | 2014       | 已脱贫 | 2016      | 因病  | fail
            0003         | 2014       | 已脱贫 | 2016      | 因病  | pass
            0004         | 2014       | 已脱贫 | 2016      | 因病  | unknown
            0005         | 2014       | 已脱贫 | 2016      | 因残  | not_applicable
            0006         | 2014       | 已脱贫 | 2016      |       | not_applicable
            0007         | 2014       | 未脱贫 |           | 因病  | not_applicable
            0008         | 2014       | 已脱贫 | 2016      | 因病  | unknown
        """,
        persons="""
            household_id | name | health     | serious_medical
            0001         | 张三 | 长期慢性病 | 是
            0002         | 张三 | 患有大病   | 否
            0002         | 李四 | 健康       | 是
            0003         | 张三 | 健康       | 否
            0003         | 李四 | 残疾       | 否
            0004         | 张三 | 患有大病   |
            0005         | 张三 | 患有大病   | 否
            0006         | 张三 | 患有大病   | 否
            0007         | 张三 | 患有大病   | 否
            0008         | 张三 |            | 否
        """,
    )


def test_who_has_left_has_a_floor_area(rule_table: RuleTable) -> None:
    # 0 and blank fail alike (含空); what cannot be read is not blank.
    rule_table(
        "DQ106",
        households="""
            household_id | identified | status | exit_year | floor_area | outcome
            0001         | 2014       | 已脱贫 | 2016      | 80         | pass
            0002         | 2014       | 已脱贫 | 2016      | 0.1        | pass
            0003         | 2014       | 已脱贫 | 2016      | 0          | fail
            0004         | 2014       | 已脱贫 | 2016      |            | fail
            0005         | 2014       | 已脱贫 | 2016      | 三间       | unknown
            0006         | 2014       | 未脱贫 |           | 0          | not_applicable
        """,
    )
