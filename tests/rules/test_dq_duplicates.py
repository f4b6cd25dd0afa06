"""Group 11 of the library: one person in two registers, told once: within a county, in two counties of a city, in two cities.

汉阴县 610921 and 石泉县 610922 are of one city (6109), 610113 is of another city of Shaanxi, 510104 of another province.
"""

from tests.conftest import RuleTable

_VILLAGES = """
    file   | village | code
    a.xlsx | 甲村    | 610921102200
    a.xlsx | 乙村    | 610921102201
    b.xlsx | 甲村    | 610922100200
    c.xlsx | 甲村    | 610113100200
    d.xlsx | 甲村    | 510104100200
    e.xlsx | 丙村    |
"""
_HOUSEHOLDS = """
    file   | household_id | village | county
    a.xlsx | 0001         | 甲村    | 汉阴县
    a.xlsx | 0002         | 乙村    | 汉阴县
    b.xlsx | 0003         | 甲村    | 石泉县
    c.xlsx | 0004         | 甲村    |
    d.xlsx | 0005         | 甲村    |
    e.xlsx | 0006         | 丙村    | 石泉县
    e.xlsx | 0007         | 丙村    |
"""
# One number each: in two villages of 汉阴, in 汉阴 and 石泉, in two cities, in two provinces; the sixth household is known to be in
# 石泉 by its county's name alone, the seventh cannot be placed; the last stands in three households.
_PERSONS = """
    file   | household_id | id_no              | left   | outcome
    a.xlsx | 0001         | #69000019700101111 |        | {}
    a.xlsx | 0002         | #69000019700101111 |        | {}
    a.xlsx | 0001         | #69000019700101113 |        | {}
    b.xlsx | 0003         | #69000019700101113 |        | {}
    a.xlsx | 0001         | #69000019700101115 |        | {}
    c.xlsx | 0004         | #69000019700101115 |        | {}
    a.xlsx | 0001         | #69000019700101117 |        | {}
    d.xlsx | 0005         | #69000019700101117 |        | {}
    a.xlsx | 0001         | #69000019700101119 |        | {}
    e.xlsx | 0006         | #69000019700101119 |        | {}
    a.xlsx | 0001         | #69000019700101121 |        | {}
    e.xlsx | 0007         | #69000019700101121 |        | {}
    a.xlsx | 0001         | #69000019700101123 |        | {}
    a.xlsx | 0002         | #69000019700101123 |        | {}
    b.xlsx | 0003         | #69000019700101123 |        | {}
    a.xlsx | 0001         | #69000019700101125 | 201705 | not_applicable
    b.xlsx | 0003         | #69000019700101125 |        | pass
    a.xlsx | 0002         | 999999             |        | not_applicable
    b.xlsx | 0003         | 999999             |        | not_applicable
    c.xlsx | 0004         | #69000019700101127 |        | pass
    c.xlsx | 0004         |                    |        | not_applicable
"""


def _asked(rule_table: RuleTable, rule_id: str, outcomes: str) -> None:
    words = {"p": "pass", "f": "fail", "u": "unknown"}
    said = [words[letter] for letter in outcomes.replace(" ", "")]
    rule_table(rule_id, villages=_VILLAGES, households=_HOUSEHOLDS, persons=_PERSONS.format(*said))


def test_within_a_county_and_where_nobody_can_tell_it_is_told_as_two_households(rule_table: RuleTable) -> None:
    # Also two provinces, which the library has no check for.
    rule_table("REC306", persons="""
        household_id | id_no              | outcome
        0001         | #69000019700101111 | fail
        0002         | #69000019700101111 | fail
        0003         | #69000019700101113 | pass
    """)  # fmt: skip
    _asked(rule_table, "REC306", "ff pp pp ff pp ff ffp")


def test_two_counties_of_a_city(rule_table: RuleTable) -> None:
    rule_table("DQ1103", persons="""
        household_id | id_no              | outcome
        0001         | #69000019700101111 | unknown
        0002         | #69000019700101111 | unknown
        0003         | #69000019700101113 | pass
        0003         |                    | not_applicable
        0004         | 999999             | not_applicable
        0005         | 999999             | not_applicable
    """)  # fmt: skip
    _asked(rule_table, "DQ1103", "pp ff pp pp ff uu fff")


def test_two_cities_of_a_province(rule_table: RuleTable) -> None:
    rule_table("DQ1102", persons="""
        household_id | id_no              | outcome
        0001         | #69000019700101111 | unknown
        0002         | #69000019700101111 | unknown
        0003         | #69000019700101113 | pass
    """)  # fmt: skip
    _asked(rule_table, "DQ1102", "pp pp ff pp pp uu ppp")


def test_a_number_of_the_old_form_is_the_same_person(rule_table: RuleTable) -> None:
    rule_table(
        "DQ1103",
        villages=_VILLAGES,
        households=_HOUSEHOLDS,
        persons="""
            file   | household_id | id_no              | outcome
            a.xlsx | 0001         | 690000700101111    | fail
            b.xlsx | 0003         | #69000019700101111 | fail
        """,
    )


def test_where_every_table_has_a_file_of_its_own_a_village_says_its_county_if_its_name_lies_in_one(rule_table: RuleTable) -> None:
    rule_table(
        "DQ1103",
        villages="""
            file         | village | code
            villages.csv | 甲村    | 610921102200
            villages.csv | 乙村    | 610922100200
            villages.csv | 丙村    | 610921102203
            villages.csv | 丙村    | 610922100203
        """,
        households="""
            file           | household_id | village
            households.csv | 0001         | 甲村
            households.csv | 0002         | 乙村
            households.csv | 0003         | 丙村
        """,
        persons="""
            file        | household_id | id_no              | outcome
            persons.csv | 0001         | #69000019700101111 | fail
            persons.csv | 0002         | #69000019700101111 | fail
            persons.csv | 0001         | #69000019700101113 | unknown
            persons.csv | 0003         | #69000019700101113 | unknown
        """,
    )


def test_a_household_number_in_two_files_is_placed_by_its_own(rule_table: RuleTable) -> None:
    # Both towns number from 1 on: that is a finding of its own, and the person is told apart all the same.
    rule_table(
        "DQ1103",
        villages=_VILLAGES,
        households="""
            file   | household_id | village
            a.xlsx | 0001         | 甲村
            a.xlsx | 0002         | 甲村
            b.xlsx | 0001         | 甲村
            b.xlsx | 0003         | 甲村
        """,
        persons="""
            file   | household_id | id_no              | outcome
            a.xlsx | 0001         | #69000019700101111 | fail
            b.xlsx | 0003         | #69000019700101111 | fail
            a.xlsx | 0002         | #69000019700101113 | fail
            b.xlsx | 0001         | #69000019700101113 | fail
            b.xlsx | 0001         | #69000019700101115 | pass
            b.xlsx | 0003         | #69000019700101115 | pass
        """,
    )
