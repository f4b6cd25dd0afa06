"""Group 9 of the library: a household has a helper, who is not on the list himself."""

from tests.conftest import RuleTable


def test_a_listed_household_has_a_helper(rule_table: RuleTable) -> None:
    rule_table(
        "DQ901",
        households="""
            household_id | identified | status | helper | outcome
            0001         | 2014       | 未脱贫 | 王五   | pass
            0002         | 2014       | 未脱贫 |        | fail
            0003         | 2014       | 已脱贫 |        | fail
            0004         |            |        |        | not_applicable
        """,
    )


_PERSONS = """
    household_id | name | relation | id_no              | phone       | left
    0101         | 赵一 | 户主     | #69000019700101123 | 13900000001 |
    0102         | 钱二 | 户主     | #69000019720202124 |             |
    0103         | 孙三 | 户主     | #69000019750303125 | 13900000003 | 201705
    0104         | 李四 | 户主     | #69000019760404126 | 13900000004 |
    0105         | 周五 | 户主     | 999999             | 13900000005 |
"""


def test_a_helper_is_not_on_the_list_by_number_else_by_name_and_telephone(rule_table: RuleTable) -> None:
    # 0101, 0102 and 0105 are on the list, 0103's head has left it, 0104 is not on it. 0102's telephone is the household's.
    rule_table(
        "DQ902",
        households="""
            household_id | identified | phone       | helper | helper_phone | helper_id_no       | outcome
            0101         | 2014       |             |        |              |                    | not_applicable
            0102         | 2014       | 13900000002 |        |              |                    | not_applicable
            0103         | 2014       |             |        |              |                    | not_applicable
            0104         |            |             | 赵一   | 13900000001  | #69000019700101123 | not_applicable
            0105         | 2014       |             |        |              |                    | not_applicable
            0001         | 2014       |             | 赵一   |              | #69000019700101123 | fail
            0002         | 2014       |             | 赵一   |              | 690000700101123    | fail
            0003         | 2014       |             | 赵大   |              | #69000019700101123 | fail
            0004         | 2014       |             | 赵一   | 13900000001  | #69000019800101123 | pass
            0005         | 2014       |             | 赵一   | 13900000001  |                    | fail
            0006         | 2014       |             | 赵一   | 13900000009  |                    | pass
            0007         | 2014       |             | 吴六   | 13900000001  |                    | pass
            0008         | 2014       |             | 赵一   |              |                    | unknown
            0009         | 2014       |             | 钱二   | 13900000002  |                    | fail
            0010         | 2014       |             | 孙三   | 13900000003  | #69000019750303125 | pass
            0011         | 2014       |             | 李四   | 13900000004  |                    | pass
            0012         | 2014       |             | 周五   | 13900000005  | 999999             | fail
            0013         | 2014       |             | 周六   |              | 999999             | unknown
        """,
        persons=_PERSONS,
    )


def test_a_name_alone_proves_nothing_where_no_telephone_of_a_listed_person_is_told(rule_table: RuleTable) -> None:
    rule_table(
        "DQ902",
        households="""
            household_id | identified | helper | helper_phone | outcome
            0001         | 2014       | 赵一   | 13900000001  | unknown
        """,
        persons="""
            household_id | name
            0001         | 赵一
        """,
    )
