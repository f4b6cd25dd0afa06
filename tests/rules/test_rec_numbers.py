"""Numbers between records: each table was worked out by hand from the rule's sentence."""

from tests.conftest import RuleTable


def test_a_member_needs_a_household(rule_table: RuleTable) -> None:
    rule_table(
        "REC301",
        households="""
            household_id | village
            0001         | 甲村
        """,
        persons="""
            household_id | name | outcome
            0001         | 张三 | pass
            0002         | 李四 | fail
                         | 王五 | unknown
        """,
    )


def test_a_member_is_not_judged_without_a_table_of_households(rule_table: RuleTable) -> None:
    rule_table(
        "REC301",
        persons="""
            household_id | name | outcome
            0001         | 张三 | unknown
        """,
    )


def test_a_household_needs_a_member_even_one_who_left(rule_table: RuleTable) -> None:
    rule_table(
        "REC302",
        households="""
            household_id | outcome
            0001         | pass
            0002         | fail
            0003         | pass
        """,
        persons="""
            household_id | left
            0001         |
            0003         | 201605
        """,
    )


def test_a_village_of_which_no_list_names_anybody_is_not_accused(rule_table: RuleTable) -> None:
    rule_table(
        "REC302",
        households="""
            household_id | village | outcome
            0001         | 甲村    | pass
            0002         | 甲村    | fail
            0003         | 乙村    | not_applicable
            0004         | 乙村    | not_applicable
            0005         | 丙村    | fail
            0006         |         | fail
        """,
        persons="""
            household_id | left
            0001         |
        """,
    )


def test_rows_of_nobody_known_accuse_no_village(rule_table: RuleTable) -> None:
    rule_table(
        "REC302",
        households="""
            household_id | village | outcome
            0001         | 甲村    | pass
            0002         | 乙村    | not_applicable
            0003         | 乙村    | not_applicable
            0004         | 丙村    | not_applicable
            0005         | 丙村    | not_applicable
            0006         | 丙村    | not_applicable
        """,
        persons="""
            household_id | left
            0001         |
            9999         |
            9998         |
        """,
    )


def test_a_number_stands_once_in_a_household(rule_table: RuleTable) -> None:
    rule_table(
        "REC305",
        persons="""
            household_id | id_no              | left   | outcome
            0001         | #69000019700101123 |        | fail
            0001         | #69000019700101123 |        | fail
            0001         | #69000019720202124 |        | pass
            0002         | #69000019720202124 |        | pass
            0003         | #69000019880808125 |        | pass
            0003         | #69000019880808125 | 201703 | not_applicable
            0004         | 999999             |        | not_applicable
            0004         | 999999             |        | not_applicable
            0005         |                    |        | not_applicable
        """,
    )


def test_a_number_stands_in_one_household(rule_table: RuleTable) -> None:
    rule_table(
        "REC306",
        persons="""
            household_id | id_no              | joined | left     | outcome
            0001         | #69000019700101123 |        |          | fail
            0002         | #69000019700101123 |        |          | fail
            0003         | #69000019720202124 |        | 20181231 | not_applicable
            0004         | #69000019720202124 | 201901 |          | pass
            0005         | #69000019880808125 |        |          | fail
            0006         | 690000880808125    |        |          | fail
            0007         | #69000019900909126 |        |          | pass
            0007         | #69000019900909126 |        |          | pass
        """,
    )


def test_the_heads_number_stands_in_the_row_of_one_household(rule_table: RuleTable) -> None:
    rule_table(
        "REC312",
        households="""
            household_id | head_id_no         | outcome
            0001         | #69000019700101123 | fail
            0002         | #69000019700101123 | fail
            0003         | #69000019720202124 | pass
            0004         | #69000019880808125 | fail
            0005         | 690000880808125    | fail
            0006         | #69000019900909126 | pass
            0006         | #69000019900909126 | pass
            0007         |                    | not_applicable
            0008         | 999999             | not_applicable
            0009         | 999999             | not_applicable
        """,
    )


def test_the_heads_number_is_told_once_where_the_list_of_persons_has_it_in_both_households(rule_table: RuleTable) -> None:
    persons = """
        household_id | id_no              | left     | outcome
        0001         | #69000019700101123 |          | fail
        0002         | #69000019700101123 |          | fail
        0003         | #69000019720202124 |          | pass
        0004         | #69000019720202124 | 20180101 | not_applicable
    """
    households = """
        household_id | head_id_no         | outcome
        0001         | #69000019700101123 | pass
        0002         | #69000019700101123 | pass
        0003         | #69000019720202124 | fail
        0004         | #69000019720202124 | fail
    """
    rule_table(
        "REC306", persons=persons, households=households.replace("| outcome", "").replace("| pass", "").replace("| fail", "")
    )
    rule_table(
        "REC312",
        households=households,
        persons=persons.replace("| outcome", "").replace("| pass", "").replace("| fail", "").replace("| not_applicable", ""),
    )


def test_a_person_number_names_one_row(rule_table: RuleTable) -> None:
    rule_table(
        "REC307",
        persons="""
            household_id | person_id | left   | outcome
            0001         | 000101    |        | pass
            0001         | 000102    |        | fail
            0002         | 000102    |        | fail
            0002         |           |        | not_applicable
            0003         | 000301    | 201705 | not_applicable
            0004         | 000301    |        | pass
        """,
    )


def test_a_household_number_names_one_row(rule_table: RuleTable) -> None:
    rule_table(
        "REC308",
        households="""
            household_id | outcome
            0001         | pass
            0002         | fail
            0002         | fail
                         | unknown
        """,
    )


def test_a_number_of_15_digits_is_to_be_upgraded(rule_table: RuleTable) -> None:
    rule_table(
        "REC114",
        persons="""
            id_no              | outcome
            690000700101123    | fail
            #69000019700101123 | pass
            999999             | not_applicable
            12345              | unknown
        """,
    )


def test_a_number_for_who_has_none_is_asked_about_where_it_is_built_like_a_citizens(rule_table: RuleTable) -> None:
    # 9·(7+9+10+5+8+4) + 1·2 + 9·1 + 6·6 + 0·3 + 0·7 + 2·9 + 1·10 + 4·5 + 0·8 + 1·4 + 1·2 = 488, which leaves 4 by 11: an 8.
    rule_table(
        "REC118",
        persons="""
            id_no                | outcome
            999999196002140118   | pass
            999999196002140110   | fail
            99999919600214011X   | fail
            99999919600214011832 | pass
            99999919600214011032 | fail
            999999               | not_applicable
            999999000000000001   | not_applicable
            999999196013140110   | not_applicable
            99999919600214       | not_applicable
            999999A1             | not_applicable
            #69000019700101123   | not_applicable
                                 | not_applicable
            690000196002140110   | not_applicable
        """,
    )
