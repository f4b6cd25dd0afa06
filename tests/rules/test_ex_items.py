"""The five items of exit and the year of listing: asked of who has left by the day, and of who is planned to leave."""

from datetime import date

from tests.conftest import RuleTable
from tests.rules.test_id_standard import INSURED


def test_income_is_held_against_the_line_of_the_year_of_leaving(rule_table: RuleTable) -> None:
    # The country's 2,800, 2,855 and 2,952 to 2016, Shaanxi's 3,070 in 2017 and 2018. To equal the line is not to exceed it.
    rule_table(
        "EX101",
        households="""
            household_id | identified | status             | exit_year | outcome
            0001         | 201401     | 已脱贫（享受政策） | 2014      | fail
            0002         | 201401     |                    | 2014      | pass
            0003         | 201401     |                    | 2015      | fail
            0004         | 201401     |                    | 2015      | pass
            0005         | 201401     |                    | 2016      | fail
            0006         | 201401     |                    | 2016      | pass
            0007         | 201401     |                    | 2017      | fail
            0008         | 201401     |                    | 2017      | fail
            0009         | 201401     |                    | 2017      | pass
            0010         | 201401     |                    | 2018      | fail
            0011         | 201401     |                    | 2018      | pass
            0012         | 201401     |                    | 2016      | unknown
            0013         | 201401     |                    | 2016      | unknown
            0014         | 201401     |                    | 2016      | unknown
            0015         | 201401     | 未脱贫             |           | not_applicable
            0016         |            |                    |           | not_applicable
            0017         | 201401     |                    | 2019      | not_applicable
        """,
        incomes="""
            household_id | year | net_per_head
            0001         | 2014 | 2800
            0002         | 2014 | 2800.01
            0003         | 2015 | 2855
            0004         | 2015 | 2855.01
            0005         | 2016 | 2952
            0006         | 2016 | 2952.01
            0007         | 2017 | 2952.01
            0008         | 2017 | 3070
            0009         | 2017 | 3070.01
            0010         | 2018 | 3070
            0011         | 2018 | 3070.01
            0012         | 2016 |
            0013         | 2017 | 9000
            0014         | 2016 | 2000
            0014         | 2016 | 9000
            0015         | 2018 | 1000
            0016         | 2018 | 1000
            0017         | 2018 | 1000
        """,
    )


def test_after_2018_the_countrys_line_holds(rule_table: RuleTable) -> None:
    rule_table(
        "EX101",
        date(2020, 12, 31),
        households="""
            household_id | identified | exit_year | outcome
            0001         | 201401     | 2018      | fail
            0002         | 201401     | 2018      | pass
            0003         | 201401     | 2019      | fail
            0004         | 201401     | 2019      | pass
            0005         | 201401     | 2020      | fail
            0006         | 201401     | 2020      | pass
        """,
        incomes="""
            household_id | year | net_per_head
            0001         | 2018 | 3069.99
            0002         | 2018 | 3071
            0003         | 2019 | 3218
            0004         | 2019 | 3218.01
            0005         | 2020 | 4000
            0006         | 2020 | 4000.01
        """,
    )


def test_planned_relapsed_and_unsure_households(rule_table: RuleTable) -> None:
    # Planned: held against the year of the plan, else the snapshot's. Relapsed: no longer out. Out without a year: which line?
    incomes = """
        household_id | year | net_per_head
        0001         | 2018 | 3070
        0001         | 2017 | 9000
        0002         | 2018 | 3070.01
        0003         | 2018 | 3000
        0004         | 2018 | 3000
        0005         | 2016 | 1000
        0005         | 2018 | 1000
        0006         | 2018 | 9000
        0007         | 2018 | 9000
        0008         | 2018 | 9000
        0009         | 2018 | 9000
        0010         | 2015 | 9000
        0010         | 2018 | 1000
        0011         | 2018 | 9000
    """
    rule_table(
        "EX101",
        households="""
            household_id | identified | status             | exit_year | planned_year | relapsed | outcome
            0001         | 201401     | 预脱贫             | 2018      |              |          | fail
            0002         | 201401     | 预脱贫             |           | 2018         |          | pass
            0003         | 201401     | 预脱贫             |           |              |          | fail
            0004         | 201401     | 预脱贫             |           | 2019         |          | not_applicable
            0005         | 201401     | 返贫               | 2016      |              | 201803   | not_applicable
            0006         | 201401     | 已脱贫（享受政策） |           |              |          | unknown
            0007         | 201401     | 已脱贫（享受政策） | 2O16      |              |          | unknown
            0008         | 去年       | 已脱贫（享受政策） | 2016      |              |          | unknown
            0009         |            | 已脱贫（享受政策） | 2016      |              |          | unknown
            0010         | 201401     | 已脱贫（享受政策） | 2015      | 2018         |          | pass
            0011         | 201401     | 已脱贫（享受政策） |           | 2018         |          | unknown
        """,
        incomes=incomes,
    )
    # The relapse of 2018 had not come by the end of 2017.
    rule_table(
        "EX101",
        date(2017, 12, 31),
        households="""
            household_id | identified | status | exit_year | relapsed | outcome
            0005         | 201401     | 返贫   | 2016      | 201803   | fail
        """,
        incomes=incomes,
    )


def test_a_plan_is_of_its_year(rule_table: RuleTable) -> None:
    # In the middle of 2018 the plan for 2018 is there, its income is not. In 2014 nobody had planned what the snapshot of 2018 plans.
    incomes = """
        household_id | year | net_per_head
        0001         | 2017 | 9000
        0002         | 2017 | 9000
        0003         | 2014 | 9000
    """
    plans = """
        household_id | identified | status | planned_year | outcome
        0001         | 201401     | 预脱贫 | 2018         | {0}
        0002         | 201401     | 预脱贫 |              | {0}
    """
    rule_table("EX101", date(2018, 6, 30), state_day="2018-12-31", households=plans.format("unknown"), incomes=incomes)
    rule_table("EX101", date(2014, 12, 31), state_day="2018-12-31", households=plans.format("not_applicable"), incomes=incomes)


def test_an_exit_counts_from_the_end_of_its_year(rule_table: RuleTable) -> None:
    households = """
        household_id | identified | exit_year | outcome
        0001         | 201401     | 2018      | {}
    """
    incomes = """
        household_id | year | net_per_head
        0001         | 2018 | 3000
    """
    rule_table("EX101", date(2018, 12, 30), households=households.format("not_applicable"), incomes=incomes)
    rule_table("EX101", date(2018, 12, 31), households=households.format("fail"), incomes=incomes)


def test_the_registers_own_column_serves_for_its_year_only(rule_table: RuleTable) -> None:
    rule_table(
        "EX101",
        income_year=2018,
        households="""
            household_id | identified | exit_year | income_per_head | outcome
            0001         | 201401     | 2018      | 3070.01         | pass
            0002         | 201401     | 2018      | 3070            | fail
            0003         | 201401     | 2017      | 9000            | unknown
        """,
        incomes="""
            household_id | year | net_per_head
            0009         | 2018 | 3000
        """,
    )


def test_an_unclear_row_of_the_year_is_not_replaced_by_the_own_column(rule_table: RuleTable) -> None:
    # 2,000 and 800, an unreadable income, a row whose year is lost: nobody knows. Two equal rows, and one that is blank, contradict nothing.
    rule_table(
        "EX101",
        income_year=2018,
        households="""
            household_id | identified | exit_year | income_per_head | outcome
            0001         | 201401     | 2018      | 9000            | unknown
            0002         | 201401     | 2018      | 9000            | unknown
            0003         | 201401     | 2018      | 9000            | unknown
            0004         | 201401     | 2018      | 9000            | unknown
            0005         | 201401     | 2018      | 9000            | fail
            0006         | 201401     | 2018      | 9000            | pass
            0007         | 201401     | 2018      | 9000            | pass
        """,
        incomes="""
            household_id | year | net_per_head
            0001         | 2018 | 2000
            0001         | 2018 | 800
            0002         | 2018 | 2o00
            0003         | 2018 | 2000
            0003         | 2018 | 2o00
            0004         | 2o18 | 2000
            0005         | 2018 | 2000
            0005         | 2018 | 2000
            0006         | 2018 |
            0007         | 2017 | 2000
        """,
    )


def test_a_child_of_school_age_entered_as_preschool_is_out_of_school(rule_table: RuleTable) -> None:
    # On 31 December 2018. School begins at six, at seven where conditions are lacking (义务教育法 §11): of a child of six nobody can tell.
    rule_table(
        "EX103",
        households="""
            household_id | identified | exit_year | outcome
            0001         | 201401     | 2016      | fail
            0002         | 201401     | 2016      | fail
            0003         | 201401     | 2016      | fail
            0004         | 201401     | 2016      | unknown
            0005         | 201401     | 2016      | unknown
            0006         | 201401     | 2016      | pass
            0007         | 201401     | 2016      | pass
            0008         | 201401     | 2016      | pass
            0009         | 201401     | 2016      | unknown
        """,
        persons="""
            household_id | id_no              | schooling  | dropout_reason
            0009         | #69000020060301123 | 非在校生   | 看不清的字
            0001         | #69000020060301123 | 学前教育   |
            0002         | #69000020060301123 | 学龄前儿童 | 其他
            0003         | #69000020111231123 | 学前教育   |
            0004         | #69000020120101123 | 学前教育   |
            0005         | #69000020121231123 | 学龄前儿童 |
            0006         | #69000020130101123 | 学前教育   |
            0007         | #69000020021231123 | 学龄前儿童 |
            0008         | #69000020060301123 | 学前教育   | 因残
        """,
    )


def test_school_begins_in_september_for_who_is_six_by_31_august(rule_table: RuleTable) -> None:
    rule_table(
        "EX103",
        households="""
            household_id | identified | exit_year | outcome
            0001         | 201401     | 2016      | fail
            0002         | 201401     | 2016      | unknown
            0003         | 201401     | 2016      | fail
            0004         | 201401     | 2016      | unknown
        """,
        persons="""
            household_id | id_no              | birth  | schooling
            0001         | #69000020120831123 |        | 非在校生
            0002         | #69000020120901123 |        | 非在校生
            0003         |                    | 201208 | 非在校生
            0004         |                    | 2012   | 非在校生
        """,
    )
    # At the end of August the year of school is still that of the year before.
    rule_table(
        "EX103",
        date(2018, 8, 31),
        households="""
            household_id | identified | exit_year | outcome
            0001         | 201401     | 2016      | fail
            0002         | 201401     | 2016      | unknown
            0003         | 201401     | 2016      | unknown
            0004         | 201401     | 2016      | pass
        """,
        persons="""
            household_id | id_no              | schooling
            0001         | #69000020110831123 | 非在校生
            0002         | #69000020110901123 | 非在校生
            0003         | #69000020120831123 | 非在校生
            0004         | #69000020120901123 | 非在校生
        """,
    )


def test_who_may_have_finished_the_ninth_year_is_not_accused(rule_table: RuleTable) -> None:
    # Six by 31 August 2009 and nine years later fifteen: the ninth year ended in July 2018.
    rule_table(
        "EX103",
        households="""
            household_id | identified | exit_year | outcome
            0001         | 201401     | 2016      | unknown
            0002         | 201401     | 2016      | fail
            0003         | 201401     | 2016      | pass
            0004         | 201401     | 2016      | fail
            0005         | 201401     | 2016      | pass
            0006         | 201401     | 2016      | unknown
            0007         | 201401     | 2016      | unknown
            0008         | 201401     | 2016      | pass
        """,
        persons="""
            household_id | id_no              | schooling | education
            0001         | #69000020030831123 | 非在校生  |
            0002         | #69000020030831123 | 非在校生  | 小学
            0003         | #69000020030831123 | 非在校生  | 初中
            0004         | #69000020030901123 | 非在校生  |
            0005         | #69000020021231123 | 非在校生  |
            0006         | #69000020060831123 | 非在校生  | 初种
            0007         | #69000020060831123 | 休学      | 小学
            0008         | #69000020030831123 | 九年级    |
        """,
    )


def test_an_ill_or_disabled_child_without_a_reason_may_be_taught_at_home(rule_table: RuleTable) -> None:
    rule_table(
        "EX103",
        households="""
            household_id | identified | exit_year | outcome
            0001         | 201401     | 2016      | unknown
            0002         | 201401     | 2016      | unknown
            0003         | 201401     | 2016      | fail
            0004         | 201401     | 2016      | unknown
            0005         | 201401     | 2016      | fail
            0006         | 201401     | 2016      | pass
            0007         | 201401     | 2016      | unknown
        """,
        persons="""
            household_id | id_no              | schooling | health     | dropout_reason
            0001         | #69000020080301123 | 非在校生  | 残疾       |
            0002         | #69000020080301123 | 非在校生  | 长期慢性病 |
            0003         | #69000020080301123 | 非在校生  | 健康       |
            0004         | #69000020080301123 | 非在校生  | 健康       | 送教上门
            0005         | #69000020080301123 | 非在校生  | 残疾       | 厌学
            0006         | #69000020080301123 | 小学      | 残疾       |
            0007         | #69000020080301123 | 非在校生  | 时好时坏   |
        """,
    )


def test_without_the_column_of_schooling_adults_are_of_no_school_age(rule_table: RuleTable) -> None:
    rule_table(
        "EX103",
        households="""
            household_id | identified | exit_year | outcome
            0001         | 201401     | 2016      | pass
            0002         | 201401     | 2016      | unknown
        """,
        persons="""
            household_id | id_no
            0001         | #69000019700301123
            0002         | #69000019700301124
            0002         | #69000020080301123
        """,
    )


def test_who_may_be_there_decides_only_what_rests_on_them_alone(rule_table: RuleTable) -> None:
    rule_table(
        "EX104",
        households="""
            household_id | identified | exit_year | outcome
            0001         | 201401     | 2016      | pass
            0002         | 201401     | 2016      | unknown
            0003         | 201401     | 2016      | fail
            0004         | 201401     | 2016      | unknown
            0005         | 201401     | 2016      | pass
            0006         | 201401     | 2016      | pass
            0007         | 201401     | 2016      | unknown
        """,
        persons="""
            household_id | joined | left   | medical | worker_medical | serious_medical
            0001         | 很早   |        | 是      |                | 是
            0001         |        |        | 是      |                | 是
            0002         | 很早   |        | 否      |                | 是
            0002         |        |        | 是      |                | 是
            0003         |        | 去年   | 是      |                | 是
            0003         |        |        | 否      |                | 是
            0004         | 很早   |        | 是      |                | 是
            0005         | 很早   | 201601 | 否      |                | 是
            0005         |        |        | 是      |                | 是
            0006         | 2019   | 去年   | 否      |                | 是
            0006         |        |        | 是      |                | 是
            0007         |        |        | 否      | 可能           | 是
        """,
    )


def test_the_house_is_safe(rule_table: RuleTable) -> None:
    rule_table(
        "EX102",
        households="""
            identified | status | exit_year | unsafe_house | house_grade | outcome
            201401     |        | 2016      | 否           |             | pass
            201401     |        | 2016      | 是           |             | fail
            201401     |        | 2016      |              |             | unknown
            201401     |        | 2016      | 可能         |             | unknown
            201401     |        | 2016      | 否           | B级         | pass
            201401     |        | 2016      | 否           | C级         | fail
            201401     |        | 2016      |              | D级         | fail
            201401     | 预脱贫 | 2018      | 是           |             | fail
            201401     | 预脱贫 |           | 否           |             | pass
            201401     |        |           | 是           |             | not_applicable
                       |        |           | 是           |             | not_applicable
            201401     |        | 2O16      | 是           |             | unknown
            201401     |        | 2019      | 是           |             | not_applicable
        """,
    )


def test_no_child_is_out_of_school(rule_table: RuleTable) -> None:
    rule_table(
        "EX103",
        households="""
            household_id | identified | exit_year | outcome
            0001         | 201401     | 2016      | pass
            0002         | 201401     | 2016      | fail
            0003         | 201401     | 2016      | pass
            0004         | 201401     | 2016      | unknown
            0005         | 201401     | 2016      | fail
            0006         | 201401     | 2016      | pass
            0007         | 201401     | 2016      | pass
            0008         | 201401     |           | not_applicable
            0009         | 201401     | 2016      | unknown
            0010         | 201401     | 2016      | fail
            0011         | 201401     | 2016      | pass
        """,
        persons="""
            household_id | id_no              | schooling | education | health                | dropout_reason | left
            0001         | #69000020080301123 | 小学      |           | 健康                  |                |
            0002         | #69000020080301123 | 非在校生  |           | 健康                  | 因贫           |
            0003         | #69000020080301123 | 非在校生  |           | 残疾                  | 因残           |
            0004         | #69000020080301123 |           |           | 健康                  |                |
            0005         | #69000020030101123 | 非在校生  | 小学      | 健康                  |                |
            0006         | #69000020021231123 | 非在校生  | 小学      | 健康                  |                |
            0007         | #69000020080301123 | 非在校生  |           | 健康                  |                | 201805
            0007         | #69000019700301123 |           | 小学      | 健康                  |                |
            0008         | #69000020080301123 | 非在校生  |           | 健康                  |                |
            0010         | #69000020080301123 | 非在校生  |           | 长期慢性病,残疾       | 其他           |
            0011         | #69000020080301123 | 非在校生  |           | 长期慢性病,残疾       | 因病           |
        """,
    )


def test_all_members_are_insured(rule_table: RuleTable) -> None:
    rule_table(
        "EX104",
        households="""
            household_id | identified | exit_year | outcome
            0001         | 201401     | 2016      | pass
            0002         | 201401     | 2016      | fail
            0003         | 201401     | 2016      | fail
            0004         | 201401     | 2016      | pass
            0005         | 201401     | 2016      | pass
            0006         | 201401     | 2016      | unknown
            0007         | 201401     | 2016      | unknown
            0008         | 201401     | 2016      | fail
            0009         | 201401     | 2016      | fail
            0010         | 201401     | 2016      | unknown
            0011         | 201401     |           | not_applicable
        """,
        persons=INSURED,
    )


def test_members_who_left_or_came_around_the_day(rule_table: RuleTable) -> None:
    persons = """
        household_id | joined | left     | medical | serious_medical
        0001         |        | 201812   | 否      | 是
        0001         |        |          | 是      | 是
        0002         |        | 20190101 | 否      | 是
        0003         | 201812 |          | 否      | 是
        0004         | 2019   |          | 否      | 是
        0004         |        |          | 是      | 是
        0005         | 2018   |          | 否      | 是
        0005         |        |          | 是      | 是
    """
    households = """
        household_id | identified | exit_year | outcome
        0001         | 201401     | 2016      | {0}
        0002         | 201401     | 2016      | fail
        0003         | 201401     | 2016      | {1}
        0004         | 201401     | 2016      | pass
        0005         | 201401     | 2016      | {2}
    """
    rule_table("EX104", households=households.format("pass", "fail", "fail"), persons=persons)
    # Known by month from its first day on, known by year from its last: on 30 November 2018 nobody is in 0003.
    rule_table("EX104", date(2018, 11, 30), households=households.format("fail", "unknown", "pass"), persons=persons)


def test_water_is_safe(rule_table: RuleTable) -> None:
    rule_table(
        "EX105",
        households="""
            identified | status | exit_year | safe_water | water_hard | outcome
            201401     |        | 2016      | 是         | 否         | pass
            201401     |        | 2016      | 否         | 否         | fail
            201401     |        | 2016      | 是         | 是         | fail
            201401     |        | 2016      |            | 否         | unknown
            201401     |        | 2016      | 是         |            | unknown
            201401     |        | 2016      |            | 是         | fail
            201401     |        | 2016      | 否         |            | fail
            201401     | 预脱贫 | 2018      | 是         | 否         | pass
            201401     | 未脱贫 |           | 否         | 是         | not_applicable
        """,
    )


def test_nobody_leaves_in_the_year_of_the_listing(rule_table: RuleTable) -> None:
    rule_table(
        "EX106",
        households="""
            identified | status             | exit_year | planned_year | relapsed | outcome
            201401     |                    | 2014      |              |          | fail
            201401     |                    | 2015      |              |          | pass
            2016       |                    | 2016      |              |          | fail
            20161231   |                    | 2017      |              |          | pass
            201806     | 预脱贫             |           |              |          | fail
            201806     | 预脱贫             |           | 2018         |          | fail
            201806     | 预脱贫             |           | 2019         |          | not_applicable
            201706     | 预脱贫             |           | 2018         |          | pass
            201401     | 已脱贫（享受政策） |           |              |          | unknown
            201806     |                    |           |              |          | not_applicable
            201401     | 返贫               | 2014      |              | 201506   | not_applicable
            去年       |                    | 2016      |              |          | unknown
        """,
    )
