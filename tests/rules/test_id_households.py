"""The whole household: nobody of the home left out, an adult there, no household parted to fit."""

from datetime import date

from tests.conftest import RuleTable


def test_nobody_of_the_home_is_left_out(rule_table: RuleTable) -> None:
    rule_table(
        "ID301",
        households="""
            household_id | identified | exit_year | size | outcome
            0001         | 201401     |           | 2    | pass
            0002         | 201401     |           | 3    | fail
            0003         | 201401     |           | 1    | pass
            0004         | 201401     |           |      | unknown
            0005         | 201401     |           | 2    | pass
            0006         | 201401     |           | 2    | pass
            0007         | 201401     |           | 1    | pass
            0008         | 201401     |           | 1    | fail
            0009         |            |           | 5    | not_applicable
            0010         | 201401     | 2016      | 5    | not_applicable
        """,
        persons="""
            household_id | name | left
            0001         | 张三 |
            0001         | 张小 |
            0002         | 李四 |
            0002         | 李五 |
            0003         | 王五 |
            0003         | 王六 |
            0004         | 赵六 |
            0005         | 孙一 |
            0005         | 孙二 | 201603
            0006         | 周一 |
            0006         | 周二 | 去年
            0007         | 吴一 |
            0007         | 吴二 | 去年
            0009         | 郑一 |
            0010         | 冯一 |
        """,
    )


def test_the_stated_size_speaks_of_the_snapshot_and_so_do_the_members_it_is_held_against(rule_table: RuleTable) -> None:
    # Asked of 2014 by a snapshot of 2018: the child that came in 2017 is in the size, and on file.
    rule_table(
        "ID301",
        date(2014, 12, 31),
        state_day="2018-12-31",
        households="""
            household_id | identified | size | outcome
            0001         | 201401     | 3    | pass
            0002         | 201401     | 3    | pass
            0003         | 201401     | 4    | fail
        """,
        persons="""
            household_id | name | joined | left
            0001         | 张三 | 201401 |
            0001         | 李四 | 201401 |
            0001         | 张小 | 201706 |
            0002         | 王五 | 201401 |
            0002         | 王六 | 201401 |
            0002         | 王老 | 201401 | 201606
            0003         | 陈一 | 201401 |
            0003         | 陈二 | 201401 |
            0003         | 陈老 | 201401 | 201606
        """,
    )


def test_a_row_whose_household_number_cannot_be_read_accuses_nobody_beside_it(rule_table: RuleTable) -> None:
    rule_table(
        "ID301",
        households="""
            household_id | identified | size | outcome
            0001         | 201401     | 2    | unknown
            0002         | 201401     | 3    | fail
        """,
        persons="""
            household_id | name
            0001         | 张三
            00O1         | 张小
            0003         | 王五
            0002         | 李四
            0002         | 李五
        """,
    )


def test_a_household_has_an_adult(rule_table: RuleTable) -> None:
    # Eighteen on 31 December 2018: born on 31 December 2000, not on 1 January 2001.
    rule_table(
        "ID302",
        households="""
            household_id | identified | exit_year | outcome
            0001         | 201401     |           | pass
            0002         | 201401     |           | fail
            0003         | 201401     |           | fail
            0004         | 201401     |           | unknown
            0005         | 201401     |           | pass
            0006         | 201401     |           | pass
            0007         | 201401     |           | unknown
            0008         | 201401     |           | unknown
            0009         |            |           | not_applicable
            0010         | 201401     | 2016      | not_applicable
        """,
        persons="""
            household_id | id_no              | birth | left
            0001         | #69000020001231123 |       |
            0001         | #69000020100101123 |       |
            0002         | #69000020010101123 |       |
            0003         | #69000019700101123 |       | 201803
            0003         | #69000020100101123 |       |
            0004         |                    |       |
            0004         | #69000020100101123 |       |
            0005         |                    | 2000  |
            0006         | 690000700101123    |       |
            0007         | #69000019700101123 |       | 去年
            0007         | #69000020100101123 |       |
            0009         | #69000020100101123 |       |
            0010         | #69000020100101123 |       |
        """,
    )


def test_a_household_is_not_parted_to_fit(rule_table: RuleTable) -> None:
    # All came from an unlisted household, 0900, but for those of 0007 (from a listed one), 0008 (from their own) and
    # 0012 (from one that was listed then and has left since).
    # Identified on 1 January 2014: within a year is from 1 January 2013 to 1 January 2015. Nobody is left in 0901.
    rule_table(
        "ID303",
        households="""
            household_id | identified | exit_year | outcome
            0001         | 201401     |           | pass
            0002         | 201401     |           | fail
            0003         | 201401     |           | fail
            0004         | 201401     |           | pass
            0005         | 201401     |           | fail
            0006         | 201401     |           | pass
            0007         | 201401     |           | pass
            0008         | 201401     |           | pass
            0009         | 201401     |           | fail
            0010         |            |           | not_applicable
            0011         | 201401     | 2016      | not_applicable
            0012         | 201401     |           | pass
            0900         |            |           | not_applicable
            0901         | 201401     |           | unknown
            0902         | 201401     | 2015      | not_applicable
        """,
        persons="""
            household_id | id_no              | left
            0001         | #69000019700101123 |
            0002         | #69000019700102123 |
            0003         | #69000019700103123 |
            0004         | #69000019700104123 |
            0005         | #69000019700105123 |
            0006         | #69000019700106123 |
            0007         | #69000019700107123 |
            0008         | #69000019700108123 | 201402
            0008         | #69000019700108123 |
            0009         | #69000019700109123 |
            0010         | #69000019700110123 |
            0011         | #69000019700111123 |
            0900         | #69000019700102123 | 201312
            0900         | #69000019700103123 | 20130101
            0900         | #69000019700104123 | 20121231
            0900         | #69000019700105123 | 20150101
            0900         | #69000019700106123 | 20150102
            0901         | #69000019700107123 | 201312
            0900         | 690000700109123    | 201401
            0900         | #69000019700110123 | 201401
            0900         | #69000019700111123 | 201401
            0012         | #69000019700112123 |
            0902         | #69000019700112123 | 201412
        """,
    )


def test_without_numbers_it_cannot_be_told_whence_members_came(rule_table: RuleTable) -> None:
    rule_table(
        "ID303",
        households="""
            household_id | identified | outcome
            0001         | 201401     | unknown
            0002         | 201401     | unknown
            0003         | 201401     | fail
            0004         | 201401     | unknown
            0900         |            | not_applicable
        """,
        persons="""
            household_id | id_no              | left
            0001         |                    |
            0001         | #69000019700101123 |
            0002         | 999999             |
            0003         |                    |
            0003         | #69000019700103123 |
            0900         | #69000019700103123 | 201401
        """,
    )


def test_whether_the_other_household_was_ever_on_the_register_may_be_open(rule_table: RuleTable) -> None:
    # On 31 December 2017, by a file of 2019: 0901 says 未脱贫, and nobody wrote since when; 0902 contradicts itself; nobody
    # wrote when 0903 left; 0904 is on the list; who left 0905 came from an ordinary household.
    rule_table(
        "ID303",
        date(2017, 12, 31),
        state_day="2019-12-31",
        households="""
            household_id | identified | status     | poor_type | outcome
            0001         | 201702     | 未脱贫     |           | unknown
            0002         | 201702     | 未脱贫     |           | unknown
            0003         | 201702     | 未脱贫     |           | unknown
            0004         | 201702     | 未脱贫     |           | pass
            0005         | 201702     | 未脱贫     |           | fail
            0901         |            | 未脱贫     |           | unknown
            0902         | 201401     |            | 一般农户  | unknown
            0903         | 201401     | 已脱贫     |           | unknown
            0904         | 201401     | 未脱贫     |           | unknown
            0905         |            |            | 一般农户  | not_applicable
        """,
        persons="""
            household_id | id_no              | left
            0001         | #69000019700101123 |
            0002         | #69000019700102123 |
            0003         | #69000019700103123 |
            0004         | #69000019700104123 |
            0005         | #69000019700105123 |
            0901         | #69000019700101123 | 201612
            0902         | #69000019700102123 | 201612
            0903         | #69000019700103123 | 201612
            0904         | #69000019700104123 | 201612
            0905         | #69000019700105123 | 201612
        """,
    )


def test_a_year_of_birth_is_enough_where_every_day_of_it_says_the_same(rule_table: RuleTable) -> None:
    # On 22 June 2017: born in 2012 four or five, in 1998 nineteen or eighteen, in 1999 eighteen or seventeen.
    rule_table(
        "ID302",
        date(2017, 6, 22),
        households="""
            household_id | identified | outcome
            0001         | 201401     | fail
            0002         | 201401     | pass
            0003         | 201401     | unknown
        """,
        persons="""
            household_id | id_no              | birth
            0001         | 69000020120313856Q | 2012
            0002         |                    | 1998
            0003         |                    | 1999
        """,
    )


def test_who_is_of_age_is_asked_as_of_the_day_and_not_of_the_snapshot(rule_table: RuleTable) -> None:
    # On 31 December 2014: born on 5 June 2000 fourteen, on 31 December 1996 eighteen that day, a day later seventeen. Who is born in 2016
    # is no member yet, and who was one then nobody says.
    households = """
        household_id | identified | outcome
        0001         | 201401     | {}
        0002         | 201401     | {}
        0003         | 201401     | {}
        0004         | 201401     | {}
    """
    persons = """
        household_id | name | id_no
        0001         | 张一 | #69000020000605123
        0002         | 张二 | #69000019961231124
        0003         | 张三 | #69000019970101125
        0004         | 张四 | #69000020160101126
    """
    asked = {"persons": persons, "state_day": "2018-12-31"}
    rule_table("ID302", date(2014, 12, 31), households=households.format("fail", "pass", "fail", "unknown"), **asked)
    rule_table("ID302", date(2018, 12, 31), households=households.format("pass", "pass", "pass", "fail"), **asked)
