"""Group 8 of the library: place and months of work, ability, wages."""

from collections.abc import Callable

from tests.conftest import RuleTable

_HOUSEHOLDS = """
    household_id | identified
    0001         | 2014
    0002         |
"""


def test_months_outside_0_to_12_are_the_records_own_findings(cell_table: Callable[[str, str, str, str], None]) -> None:
    # SX0801 is answered by the record's rules: the field's own bounds, and that it is a whole number.
    cell_table(
        "REC104",
        "persons",
        "work_months",
        """
        0  | pass
        12 | pass
        13 | fail
        -1 | fail
        """,
    )
    cell_table(
        "REC102",
        "persons",
        "work_months",
        """
        6    | pass
        半年 | fail
        1.5  | fail
        """,
    )


def test_a_place_of_work_has_months(rule_table: RuleTable) -> None:
    rule_table(
        "DQ802",
        households=_HOUSEHOLDS,
        persons="""
            household_id | work_place       | work_months | left   | outcome
            0001         | 省外务工         | 8           |        | pass
            0001         | 省外务工         | 1           |        | pass
            0001         | 省外务工         | 0           |        | fail
            0001         | 其他             |             |        | fail
            0001         | 省外务工         | 十个月      |        | unknown
            0001         |                  | 0           |        | not_applicable
            0001         |                  |             |        | not_applicable
            0001         | 省外务工         | 0           | 201705 | not_applicable
            0002         | 省外务工         | 0           |        | not_applicable
        """,
    )


def test_months_of_work_have_a_place(rule_table: RuleTable) -> None:
    rule_table(
        "DQ803",
        households=_HOUSEHOLDS,
        persons="""
            household_id | work_place | work_months | outcome
            0001         |            | 1           | fail
            0001         |            | 12          | fail
            0001         |            | 0           | not_applicable
            0001         |            |             | not_applicable
            0001         | 其他       | 5           | pass
            0001         | 月亮上     | 5           | unknown
            0002         |            | 5           | not_applicable
        """,
    )


def test_who_is_unable_does_not_work(rule_table: RuleTable) -> None:
    rule_table(
        "DQ804",
        households=_HOUSEHOLDS,
        persons="""
            household_id | labour     | work_place       | work_months | outcome
            0001         | 无劳动力   | 乡（镇）内务工   | 3           | fail
            0001         | 丧失劳动力 | 省外务工         | 1           | fail
            0001         | 丧失劳动力 | 省外务工         | 0           | pass
            0001         | 丧失劳动力 |                  | 3           | pass
            0001         | 丧失劳动力 |                  |             | pass
            0001         | 丧失劳动力 | 省外务工         |             | unknown
            0001         | 丧失劳动力 | 月亮上           | 3           | unknown
            0001         | 普通劳动力 | 省外务工         | 3           | not_applicable
            0001         |            | 省外务工         | 3           | not_applicable
            0002         | 无劳动力   | 省外务工         | 3           | not_applicable
        """,
    )


_WAGES = """
    household_id | year | wage
    0001         | 2018 | 0.01
    0002         | 2018 | 0.01
    0003         | 2018 | 0
    0004         | 2018 | 0
    0005         | 2018 |
    0006         | 2018 | 8000
    0007         | 2017 | 8000
    0008         | 2018 | 8000
    0009         | 2018 | 8000
"""
_WORKERS = """
    household_id | work_place | work_months | left
    0001         | 省外务工   | 8           |
    0001         |            |             |
    0002         |            | 0           |
    0002         |            |             |
    0003         | 省外务工   |             |
    0004         |            |             |
    0005         |            | 6           |
    0006         | 月亮上     |             |
    0006         |            |             |
    0007         | 省外务工   | 8           |
    0008         |            |             |
    0009         | 省外务工   | 8           | 201705
    0009         |            |             |
"""


def test_wages_have_somebody_who_works(rule_table: RuleTable) -> None:
    # 0006: the place of one of them cannot be read. 0009: who worked has left. 0005, 0007: whether there are wages is not
    # told, as in DQ806.
    rule_table(
        "DQ805",
        households="""
            household_id | identified | outcome
            0001         | 2014       | pass
            0002         | 2014       | fail
            0003         | 2014       | not_applicable
            0005         | 2014       | unknown
            0006         | 2014       | unknown
            0007         | 2014       | unknown
            0008         |            | not_applicable
            0009         | 2014       | fail
        """,
        incomes=_WAGES,
        persons=_WORKERS,
    )


def test_somebody_who_works_has_wages(rule_table: RuleTable) -> None:
    rule_table(
        "DQ806",
        households="""
            household_id | identified | outcome
            0001         | 2014       | pass
            0002         | 2014       | not_applicable
            0003         | 2014       | fail
            0004         | 2014       | not_applicable
            0005         | 2014       | unknown
            0007         | 2014       | unknown
        """,
        incomes=_WAGES,
        persons=_WORKERS,
    )


def test_a_blank_of_months_alone_does_not_say_that_somebody_does_not_work(rule_table: RuleTable) -> None:
    # Lists without a column for the place: only a 0 says so.
    rule_table(
        "DQ805",
        households="""
            household_id | identified | outcome
            0001         | 2014       | fail
            0002         | 2014       | unknown
            0006         | 2014       | pass
        """,
        incomes=_WAGES,
        persons="""
            household_id | work_months
            0001         | 0
            0002         |
            0006         | 8
            0006         |
        """,
    )
