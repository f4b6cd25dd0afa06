"""The standard of identification: every table was worked out from the clause, with the line of the household's own year."""

from datetime import date

from tests.conftest import RuleTable

END_2018 = date(2018, 12, 31)


def test_income_is_held_against_the_line_of_the_year_of_listing(rule_table: RuleTable) -> None:
    # The country's 2,800, 2,855 and 2,952 to 2016; Shaanxi's 3,070 in 2017 and 2018. To equal the line is not to exceed it.
    rule_table(
        "ID101",
        households="""
            household_id | identified | outcome
            0001         | 201401     | fail
            0002         | 201401     | pass
            0003         | 2015       | fail
            0004         | 2015       | pass
            0005         | 201612     | fail
            0006         | 201612     | pass
            0007         | 201701     | fail
            0008         | 201701     | fail
            0009         | 201701     | pass
            0010         | 20181231   | fail
            0011         | 20181231   | pass
            0012         | 201609     | unknown
            0013         | 201609     | unknown
            0014         | 201609     | unknown
            0015         | 201306     | fail
            0016         | 2010       | unknown
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
            0015         | 2013 | 2736
            0016         | 2010 | 9000
        """,
    )


def test_the_countrys_line_holds_elsewhere_and_after_2018(rule_table: RuleTable) -> None:
    rule_table(
        "ID101",
        region="450000",
        households="""
            household_id | identified | outcome
            0001         | 2017       | fail
            0002         | 2017       | pass
            0003         | 2018       | fail
            0004         | 2018       | pass
        """,
        incomes="""
            household_id | year | net_per_head
            0001         | 2017 | 2952
            0002         | 2017 | 2952.01
            0003         | 2018 | 2995
            0004         | 2018 | 2995.01
        """,
    )
    rule_table(
        "ID101",
        date(2020, 12, 31),
        households="""
            household_id | identified | outcome
            0001         | 201903     | fail
            0002         | 201903     | pass
            0003         | 202003     | fail
            0004         | 202003     | pass
        """,
        incomes="""
            household_id | year | net_per_head
            0001         | 2019 | 3218
            0002         | 2019 | 3218.01
            0003         | 2020 | 4000
            0004         | 2020 | 4000.01
        """,
    )


def test_who_is_held_against_which_year(rule_table: RuleTable) -> None:
    # Relapsed: the year of the relapse. Never listed: the year that is whole. Exited: not asked. Planned: still listed.
    households = """
        household_id | identified | status             | exit_year | relapsed | outcome
        0001         | 201401     | 返贫               | 2015      | 201706   | fail
        0002         | 201401     | 返贫               | 2015      | 201706   | pass
        0003         |            |                    |           |          | fail
        0004         |            |                    |           |          | pass
        0005         |            |                    |           |          | unknown
        0006         | 201401     | 已脱贫（享受政策） | 2016      |          | not_applicable
        0007         | 201401     | 预脱贫             | 2018      |          | fail
        0008         | 201901     |                    |           |          | fail
    """
    incomes = """
        household_id | year | net_per_head
        0001         | 2014 | 9000
        0001         | 2017 | 3070
        0002         | 2014 | 1000
        0002         | 2017 | 3071
        0003         | 2017 | 9000
        0003         | 2018 | 3070
        0004         | 2017 | 1000
        0004         | 2018 | 3070.5
        0006         | 2014 | 1000
        0007         | 2014 | 2500
        0007         | 2018 | 9000
        0008         | 2018 | 3000
        0008         | 2019 | 9000
    """
    rule_table("ID101", END_2018, households=households, incomes=incomes)
    # In the middle of 2018 the year that is whole is 2017; in the middle of 2016 the relapse of 2017 has not come.
    rule_table(
        "ID101",
        date(2018, 6, 30),
        households="""
            household_id | identified | exit_year | relapsed | outcome
            0001         |            |           |          | fail
            0002         | 201803     |           |          | unknown
        """,
        incomes="""
            household_id | year | net_per_head
            0001         | 2017 | 3070
            0001         | 2018 | 9000
            0002         | 2017 | 1000
        """,
    )
    rule_table(
        "ID101",
        date(2016, 6, 30),
        households="""
            household_id | identified | status | exit_year | relapsed | outcome
            0001         | 201401     | 返贫   | 2015      | 201706   | not_applicable
        """,
        incomes="""
            household_id | year | net_per_head
            0001         | 2014 | 2000
        """,
    )


def test_a_household_whose_times_cannot_be_read_or_are_lacking_is_unknown(rule_table: RuleTable) -> None:
    # 一般农户 without a time of identification are unlisted; who is called poor, or has a status of exit, is not: there it is lacking.
    # On the register's own day a status of exit holds, whatever its year.
    rule_table(
        "ID101",
        households="""
            household_id | identified | poor_type  | status             | exit_year | outcome
            0001         | 去年       | 一般贫困户 | 未脱贫             |           | unknown
            0002         | 201401     | 一般贫困户 | 已脱贫（享受政策） | 2O16      | not_applicable
            0003         |            | 一般贫困户 |                    |           | unknown
            0004         |            |            | 未脱贫             |           | unknown
            0005         |            |            | 已脱贫（享受政策） | 2016      | not_applicable
            0006         |            | 一般农户   |                    |           | fail
            0007         |            |            |                    |           | fail
        """,
        incomes="""
            household_id | year | net_per_head
            0001         | 2018 | 1000
            0002         | 2014 | 1000
            0003         | 2018 | 1000
            0004         | 2018 | 1000
            0005         | 2018 | 1000
            0006         | 2018 | 1000
            0007         | 2018 | 1000
        """,
    )


def test_the_registers_own_column_serves_for_its_year_only(rule_table: RuleTable) -> None:
    rule_table(
        "ID101",
        income_year=2018,
        households="""
            household_id | identified | income_per_head | outcome
            0001         | 201803     | 3070.01         | pass
            0002         | 201803     | 3070            | fail
            0003         | 201603     | 9000            | unknown
            0004         | 201803     | 9000            | fail
            0005         |            | 2000            | fail
        """,
        incomes="""
            household_id | year | net_per_head
            0004         | 2018 | 3000
        """,
    )


def test_enough_to_eat_and_to_wear(rule_table: RuleTable) -> None:
    rule_table(
        "ID102",
        households="""
            identified | exit_year | enough_food | enough_clothing | outcome
            201401     |           | 是          | 是              | pass
            201401     |           | 否          | 是              | fail
            201401     |           | 是          | 否              | fail
            201401     |           |             | 是              | unknown
            201401     |           | 是          |                 | unknown
            201401     |           |             | 否              | fail
                       |           | 是          | 是              | pass
            201401     | 2016      | 否          | 否              | not_applicable
        """,
    )


def test_food_is_not_asked_of_a_register_without_its_columns(rule_table: RuleTable) -> None:
    rule_table(
        "ID102",
        households="""
            identified | outcome
            201401     | not_applicable
                       | not_applicable
        """,
    )
    rule_table(
        "ID102",
        households="""
            identified | enough_food | outcome
            201401     | 是          | unknown
            201401     | 否          | fail
        """,
    )


HOUSES = """
    identified | exit_year | unsafe_house | house_grade | outcome
    201401     |           | 否           |             | pass
    201401     |           | 是           |             | fail
    201401     |           |              |             | unknown
    201401     |           | 否           | A级         | pass
    201401     |           | 否           | B级         | pass
    201401     |           | 否           | C级         | fail
    201401     |           |              | D级         | fail
    201401     |           | 是           | B级         | fail
    201401     |           | 可能         |             | unknown
    201401     |           | 否           | 其他        | pass
               |           | 否           |             | pass
    201401     | 2017      | 是           |             | not_applicable
"""


def test_a_house_is_safe_by_its_column_and_its_grade(rule_table: RuleTable) -> None:
    rule_table("ID103", households=HOUSES)


def test_a_child_of_school_age_is_at_school(rule_table: RuleTable) -> None:
    # On 31 December 2018: six is who was born on 31 December 2012, fifteen who was born on 1 January 2003; school began in September
    # for who was six by 31 August.
    rule_table(
        "ID104",
        households="""
            household_id | identified | exit_year | outcome
            0001         | 201401     |           | pass
            0002         | 201401     |           | fail
            0003         | 201401     |           | pass
            0004         | 201401     |           | pass
            0005         | 201401     |           | fail
            0006         | 201401     |           | pass
            0007         | 201401     |           | fail
            0008         | 201401     |           | pass
            0009         | 201401     |           | pass
            0010         | 201401     |           | unknown
            0011         | 201401     |           | fail
            0012         | 201401     |           | unknown
            0013         |            |           | fail
            0014         | 201401     | 2016      | not_applicable
            0015         | 201401     |           | unknown
            0016         | 201401     |           | unknown
        """,
        persons="""
            household_id | id_no              | schooling | education | dropout_reason
            0001         | #69000020080301123 | 小学      | 小学      |
            0001         | #69000019700101123 |           | 初中      |
            0002         | #69000020080301123 | 非在校生  | 小学      | 厌学
            0003         | #69000020080301123 | 非在校生  | 小学      | 因病
            0004         | #69000020080301123 | 非在校生  | 小学      | 因残
            0005         | #69000020120831123 | 非在校生  |           |
            0016         | #69000020121231123 | 非在校生  |           |
            0006         | #69000020130101123 | 非在校生  |           |
            0007         | #69000020030101123 | 非在校生  | 小学      |
            0008         | #69000020021231123 | 非在校生  | 小学      |
            0009         | #69000020030101123 | 非在校生  | 初中      |
            0010         | #69000020080301123 |           | 小学      |
            0011         | #69000020080301123 |           | 小学      |
            0011         | #69000020090301123 | 非在校生  | 小学      | 因贫
            0012         |                    | 非在校生  |           |
            0013         | #69000020080301123 | 非在校生  | 小学      |
            0014         | #69000020080301123 | 非在校生  | 小学      |
        """,
    )


def test_members_are_those_of_the_day(rule_table: RuleTable) -> None:
    # Known by month: from its first day; by year: from 31 December. Who cannot be placed makes it unknown.
    child = "#69000020080301123 | 非在校生"
    parent = "#69000019700101123 |         "
    persons = f"""
        household_id | joined | left     | id_no | schooling
        0001         |        | 201805   | {child}
        0001         |        |          | {parent}
        0002         |        | 20190101 | {child}
        0003         | 201812 |          | {child}
        0004         | 201901 |          | {child}
        0004         |        |          | {parent}
        0005         |        | 2018     | {child}
        0005         |        |          | {parent}
        0006         |        | 去年     | {child}
        0006         |        |          | {parent}
        0007         | 很早   |          | {parent}
        0008         |        | 20181231 | {child}
        0008         |        |          | {parent}
    """
    rule_table(
        "ID104",
        households="""
            household_id | identified | outcome
            0001         | 201401     | pass
            0002         | 201401     | fail
            0003         | 201401     | fail
            0004         | 201401     | pass
            0005         | 201401     | pass
            0006         | 201401     | unknown
            0007         | 201401     | unknown
            0008         | 201401     | pass
        """,
        persons=persons,
    )
    rule_table(
        "ID104",
        date(2018, 12, 30),
        state_day="2018-12-31",
        households="""
            household_id | identified | outcome
            0001         | 201401     | pass
            0005         | 201401     | fail
            0008         | 201401     | fail
        """,
        persons=persons,
    )


def test_an_age_beside_schooling_is_that_of_the_snapshot(rule_table: RuleTable) -> None:
    # At school or not is told of the snapshot's day, so the age is that day's: seven and eighteen, though three and fourteen in 2014.
    rule_table(
        "ID104",
        date(2014, 12, 31),
        state_day="2018-12-31",
        households="""
            household_id | identified | outcome
            0001         | 201401     | fail
            0002         | 201401     | pass
        """,
        persons="""
            household_id | id_no              | schooling
            0001         | #69000020110301123 | 非在校生
            0002         | #69000020000301123 | 非在校生
        """,
    )


def test_a_birth_date_known_in_part_leaves_the_age_unknown_where_it_decides(rule_table: RuleTable) -> None:
    # On 30 June 2018: born in 2012 is five or six, born in June 2012 six, born in July five; the year of school
    # began on 1 September 2017, for who was six by then.
    rule_table(
        "ID104",
        date(2018, 6, 30),
        households="""
            household_id | identified | outcome
            0001         | 201401     | unknown
            0002         | 201401     | unknown
            0003         | 201401     | pass
            0004         | 201401     | fail
        """,
        persons="""
            household_id | birth  | schooling
            0001         | 2012   | 非在校生
            0002         | 201206 | 非在校生
            0003         | 201207 | 非在校生
            0004         | 201106 | 非在校生
        """,
    )


INSURED = """
    household_id | medical | worker_medical | serious_medical
    0001         | 是      |                | 是
    0001         | 是      | 否             | 是
    0002         | 是      |                | 是
    0002         | 否      |                | 是
    0003         | 是      |                | 否
    0004         | 否      | 是             | 是
    0005         |         | 是             | 是
    0006         |         |                | 是
    0007         | 是      |                |
    0008         | 否      | 否             |
    0009         |         |                | 是
    0009         | 是      |                | 否
    0011         | 是      |                | 是
"""


def test_every_member_is_insured(rule_table: RuleTable) -> None:
    rule_table(
        "ID105",
        households="""
            household_id | identified | exit_year | outcome
            0001         | 201401     |           | pass
            0002         | 201401     |           | fail
            0003         | 201401     |           | fail
            0004         | 201401     |           | pass
            0005         | 201401     |           | pass
            0006         | 201401     |           | unknown
            0007         | 201401     |           | unknown
            0008         | 201401     |           | fail
            0009         | 201401     |           | fail
            0010         | 201401     |           | unknown
            0011         | 201401     | 2016      | not_applicable
        """,
        persons=INSURED,
    )


WATER = """
    identified | exit_year | safe_water | water_hard | outcome
    201401     |           | 是         | 否         | pass
    201401     |           | 否         | 否         | fail
    201401     |           | 是         | 是         | fail
    201401     |           |            | 否         | unknown
    201401     |           | 是         |            | unknown
    201401     |           | 否         |            | fail
    201401     |           |            | 是         | fail
    201401     |           |            |            | unknown
               |           | 是         | 否         | pass
    201401     | 2016      | 否         | 是         | not_applicable
"""


def test_water_is_safe_and_not_hard_to_get(rule_table: RuleTable) -> None:
    rule_table("ID106", households=WATER)


_PERSONS = """
    household_id | id_no              | schooling | medical | serious_medical
    0001         | #69000019700101123 |           | 是      | 是
    0002         | #69000019700101123 |           | 是      | 是
    0003         | #69000019700101123 |           | 是      | 是
    0004         | #69000019700101123 |           | 是      | 是
    0005         | #69000019700101123 |           | 是      | 否
    0006         | #69000019700101123 |           | 是      | 是
    0006         | #69000020080301123 | 非在校生  | 是      | 是
    0007         | #69000019700101123 |           | 是      | 是
    0008         | #69000019700101123 |           |         | 是
    0009         | #69000019700101123 |           | 是      | 是
"""
_INCOMES = """
    household_id | year | net_per_head
    0001         | 2017 | 3070.01
    0001         | 2018 | 3070.01
    0002         | 2017 | 3070
    0002         | 2018 | 3070
    0003         | 2017 | 5000
    0003         | 2018 | 5000
    0004         | 2017 | 5000
    0004         | 2018 | 5000
    0005         | 2017 | 5000
    0005         | 2018 | 5000
    0006         | 2017 | 5000
    0006         | 2018 | 5000
    0008         | 2017 | 5000
    0008         | 2018 | 5000
    0009         | 2017 | 5000
    0009         | 2018 | 5000
"""


def test_a_listed_household_that_lacks_nothing_is_a_lead(rule_table: RuleTable) -> None:
    # One lacking item is enough to belong there, whatever else is unknown; who lacks nothing that is known, and has a blank, is unknown.
    rule_table(
        "ID107",
        households="""
            household_id | identified | status | exit_year | unsafe_house | safe_water | water_hard | outcome
            0001         | 201701     | 未脱贫 |           | 否           | 是         | 否         | fail
            0002         | 201701     | 未脱贫 |           | 否           | 是         | 否         | pass
            0003         | 201701     | 未脱贫 |           | 是           | 是         | 否         | pass
            0004         | 201701     | 未脱贫 |           | 否           | 是         | 是         | pass
            0005         | 201701     | 未脱贫 |           | 否           | 是         | 否         | pass
            0006         | 201701     | 未脱贫 |           | 否           | 是         | 否         | pass
            0007         | 201701     | 未脱贫 |           | 否           | 是         | 否         | unknown
            0007         | 201701     | 未脱贫 |           | 是           |            |            | pass
            0008         | 201701     | 未脱贫 |           | 否           | 是         | 否         | unknown
            0009         | 201701     | 预脱贫 | 2018      | 否           | 是         | 否         | fail
            0009         | 201701     | 已脱贫 | 2018      | 否           | 是         | 否         | not_applicable
            0009         |            |        |           | 否           | 是         | 否         | not_applicable
        """,
        persons=_PERSONS,
        incomes=_INCOMES,
    )


def test_a_listed_household_short_of_food_belongs_there(rule_table: RuleTable) -> None:
    rule_table(
        "ID107",
        households="""
            household_id | identified | unsafe_house | safe_water | water_hard | enough_food | enough_clothing | outcome
            0001         | 201701     | 否           | 是         | 否         | 是          | 是              | fail
            0003         | 201701     | 否           | 是         | 否         | 否          | 是              | pass
            0004         | 201701     | 否           | 是         | 否         |             | 是              | unknown
        """,
        persons=_PERSONS,
        incomes=_INCOMES,
    )


def test_an_unlisted_household_that_lacks_something_is_a_lead(rule_table: RuleTable) -> None:
    rule_table(
        "ID108",
        households="""
            household_id | identified | exit_year | unsafe_house | safe_water | water_hard | outcome
            0001         |            |           | 否           | 是         | 否         | pass
            0002         |            |           | 否           | 是         | 否         | fail
            0003         |            |           | 是           | 是         | 否         | fail
            0004         |            |           | 否           | 否         |            | fail
            0005         |            |           | 否           | 是         | 否         | fail
            0006         |            |           | 否           | 是         | 否         | fail
            0007         |            |           | 否           | 是         | 否         | unknown
            0007         |            |           | 是           |            |            | fail
            0008         |            |           | 否           | 是         | 否         | unknown
            0009         | 201701     |           | 是           | 否         | 是         | not_applicable
            0009         | 201701     | 2018      | 是           | 否         | 是         | not_applicable
            0009         | 201901     |           | 否           | 是         | 否         | pass
        """,
        persons=_PERSONS,
        incomes=_INCOMES,
    )


def test_who_has_no_time_of_identification_and_yet_a_status_is_not_called_missed(rule_table: RuleTable) -> None:
    rule_table(
        "ID108",
        households="""
            household_id | identified | poor_type  | status             | exit_year | unsafe_house | outcome
            0001         |            | 一般贫困户 |                    |           | 是           | unknown
            0002         |            |            | 未脱贫             |           | 是           | not_applicable
            0003         |            |            | 已脱贫（享受政策） | 2016      | 是           | not_applicable
            0004         | 去年       |            |                    |           | 是           | unknown
            0005         |            | 一般农户   |                    |           | 是           | fail
        """,
    )
