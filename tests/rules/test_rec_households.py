"""A household against its members, its village and its own rows."""

from datetime import date

from tests.conftest import RuleTable


def test_the_stated_size_is_the_number_of_members_who_have_not_left(rule_table: RuleTable) -> None:
    # As the files have it, whatever the day: the stated size speaks of no other day than the members do.
    for day in (date(2014, 12, 31), date(2018, 12, 31)):
        rule_table(
            "REC310",
            day,
            households="""
                household_id | size | outcome
                0001         | 2    | pass
                0002         | 2    | fail
                0003         |      | unknown
                0004         | 3    | not_applicable
                0005         | 2    | unknown
                0006         | 1    | pass
            """,
            persons="""
                household_id | name | joined | left
                0001         | 张三 |        |
                0001         | 张小 | 201805 |
                0002         | 李四 |        |
                0002         | 李五 |        | 201807
                0003         | 王五 |        |
                0005         | 赵六 |        |
                0005         | 赵七 |        | 去年
                0006         | 孙一 |        |
                0006         | 孙二 |        | 去年
            """,
        )


def test_a_number_that_cannot_be_read_beside_a_household_accuses_nobody(rule_table: RuleTable) -> None:
    persons = """
        household_id | name | relation
        0001         | 张三 | 户主
        10O1         | 张小 | 之子
        0002         | 李四 | 户主
        0002         | 李五 | 配偶
        O003         | 王五 | 户主
        0003         | 王六 | 配偶
    """
    households = """
        household_id | size | outcome
        0001         | 2    | unknown
        0002         | 2    | pass
        0003         | 2    | unknown
    """
    rule_table("REC310", households=households, persons=persons)
    heads = households.replace("unknown", "pass", 1)
    rule_table("REC303", households=heads, persons=persons)


def test_a_village_stands_in_its_table(rule_table: RuleTable) -> None:
    rule_table(
        "REC341",
        households="""
            household_id | village | outcome
            0001         | 甲村    | pass
            0002         | 甲      | fail
            0003         |         | unknown
        """,
        villages="""
            village
            甲村
        """,
    )
    rule_table(
        "REC341",
        households="""
            household_id | village | outcome
            0001         | 甲村    | unknown
        """,
    )


def test_the_rows_of_a_household_agree_blanks_aside(rule_table: RuleTable) -> None:
    # One outcome per household, written on its first row.
    rule_table(
        "REC309",
        household_rows="""
            household_id | village | status | exit_year | income_per_head | outcome
            0001         | 甲村    | 已脱贫 | 2016      | 3500.00         | pass
            0001         | 甲村    | 1      | 2016年    | 3500            |
            0002         | 甲村    | 已脱贫 | 2016      | 3500            | fail
            0002         | 甲村    | 已脱贫 | 2017      | 3500            |
            0003         | 甲村    | 未脱贫 |           | 2500            | pass
            0003         |         |        |           |                 |
            0004         | 甲村    | 未脱贫 |           | 2500            | fail
            0004         | 甲村    | 未脱贫 |           | 2500.01         |
        """,
    )


def test_a_head_written_with_blanks_is_the_same_head(rule_table: RuleTable) -> None:
    rule_table(
        "REC309",
        household_rows="""
            household_id | head_name | outcome
            0001         | 陈永福    | pass
            0001         | 陈 永　福 |
            0002         | 陈永福    | fail
            0002         | 陈永富    |
        """,
    )
