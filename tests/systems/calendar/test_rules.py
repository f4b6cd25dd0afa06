"""CA: whether birthdays were kept, a day off given once, amounts within the limit. Outcomes are worked out by hand, as of 31 December 2018."""

from datetime import date
from pathlib import Path

from tests.conftest import RuleTable

CARE = """
cadre_id | care | done | day_off | cake
G1 | 本人生日 | 2018-11-05 | 2018-11-05 | 是
"""


def test_a_birthday_is_kept_within_seven_days_before_and_behind(rule_table: RuleTable) -> None:
    rule_table(
        "CA101",
        cadres="""
        cadre_id | name | birth | outcome
        G1 | 甲 | 1980-11-05 | pass
        G2 | 乙 | 1980-11-12 | pass
        G3 | 丙 | 1980-11-20 | fail
        G4 | 丁 | 1980-11-13 | fail
        """,
        cadre_care="""
        cadre_id | care | done | day_off | cake
        G1 | 本人生日 | 2018-11-05 | 2018-11-05 | 是
        G2 | 本人生日 | 2018-11-19 | 2018-11-19 | 是
        G4 | 本人生日 | 2018-11-21 | 2018-11-21 | 是
        """,
    )


def test_only_months_that_the_ledger_keeps_are_asked_about(rule_table: RuleTable) -> None:
    rule_table(
        "CA101",
        cadres="""
        cadre_id | name | birth | state | outcome
        G1 | 甲 | 1980-11-05 |  | pass
        G2 | 乙 | 1980-10-05 |  | not_applicable
        G3 | 丙 | 1980-11-05 | 调离 | not_applicable
        G4 | 丁 |  |  | not_applicable
        G5 | 戊 | 1980-11 |  | not_applicable
        """,
        cadre_care=CARE,
    )


def test_the_days_of_grace_are_over_first(rule_table: RuleTable) -> None:
    """On 13 November the birthday of the 5th is eight days ago, that of the 6th seven: the last one it had is of 2017."""
    rule_table(
        "CA101",
        date(2018, 11, 13),
        cadres="""
        cadre_id | name | birth | outcome
        G1 | 甲 | 1980-11-05 | pass
        G2 | 乙 | 1980-11-05 | fail
        G3 | 丙 | 1980-11-06 | not_applicable
        """,
        cadre_care=CARE,
    )


def test_what_a_row_does_not_say_is_unknown_and_no_fault(rule_table: RuleTable) -> None:
    rule_table(
        "CA101",
        cadres="""
        cadre_id | name | birth | outcome
        G1 | 甲 | 1980-11-05 | pass
        G2 | 乙 | 1980-11-05 | unknown
        G3 | 丙 | 1980-11-05 | unknown
        G4 | 丁 | 1980-11-05 | fail
        G5 | 戊 | 1980-11-05 | pass
        """,
        cadre_care="""
        cadre_id | care | done | day_off | cake | content
        G1 | 本人生日 | 2018-11-05 | 2018-11-05 | 是 |
        G2 | 本人生日 | 2018-11-05 |  | 是 |
        G3 | 本人生日 | 2018-11-05 | 2018-11-05 |  |
        G4 | 本人生日 | 2018-11-05 | 2018-11-05 | 否 |
        G5 | 本人生日 | 2018-11-05 |  |  | 放假一天，送蛋糕一份
        """,
    )


def test_a_ledger_without_cakes_is_not_asked_for_them(rule_table: RuleTable) -> None:
    rule_table(
        "CA101",
        cadres="""
        cadre_id | name | birth | outcome
        G1 | 甲 | 1980-11-05 | pass
        """,
        cadre_care="""
        cadre_id | care | done | day_off
        G1 | 本人生日 | 2018-11-05 | 2018-11-05
        """,
    )


def test_a_row_that_may_be_anybodys_accuses_nobody(rule_table: RuleTable) -> None:
    """Two cadres of one name: whose row it is cannot be told; a row without a day may be the one that is missed."""
    rule_table(
        "CA101",
        cadres="""
        cadre_id | name | birth | outcome
        G1 | 王宝 | 1980-11-05 | unknown
        G2 | 王宝 | 1980-11-06 | unknown
        """,
        cadre_care="""
        name | care | done | day_off | cake
        王宝 | 本人生日 | 2018-11-05 | 2018-11-05 | 是
        """,
    )
    rule_table(
        "CA101",
        cadres="""
        cadre_id | name | birth | outcome
        G1 | 甲 | 1980-11-05 | pass
        G2 | 乙 | 1980-11-06 | unknown
        """,
        cadre_care="""
        cadre_id | care | done | day_off | cake
        G1 | 本人生日 | 2018-11-05 | 2018-11-05 | 是
        G2 | 本人生日 |  | 2018-11-06 | 是
        """,
    )


def test_who_a_row_is_about_is_told_by_number_telephone_or_a_name_of_one_cadre(rule_table: RuleTable) -> None:
    rule_table(
        "CA101",
        cadres="""
        cadre_id | name | id_no | phone | outcome
        G1 | 甲 | #69000019801105001 | 15400000001 | pass
        G2 | 乙 | #69000019801105003 | 15400000002 | pass
        G3 | 丙 | #69000019801105005 | 15400000003 | pass
        G4 | 丁 | #69000019801105007 | 15400000004 | fail
        """,
        cadre_care="""
        name | id_no | phone | care | done | day_off | cake
        甲 |  |  | 本人生日 | 2018-11-05 | 2018-11-05 | 是
        丁 | #69000019801105003 |  | 本人生日 | 2018-11-05 | 2018-11-05 | 是
        丁 |  | 15400000003 | 本人生日 | 2018-11-05 | 2018-11-05 | 是
        """,
    )


def test_birthdays_of_29_february_and_of_the_lunar_calendar(rule_table: RuleTable) -> None:
    """In 2018 the 29th is kept on the 28th; a lunar birthday is another day each year, and is not worked out."""
    rule_table(
        "CA101",
        cadres="""
        cadre_id | name | birth | lunar | outcome
        G1 | 甲 | 1980-02-29 |  | pass
        G2 | 乙 | 1980-02-29 | 农历 | not_applicable
        G3 | 丙 | 1980-02-29 | 公历 | fail
        """,
        cadre_care="""
        cadre_id | care | done | day_off | cake
        G1 | 本人生日 | 2018-02-21 | 2018-02-21 | 是
        """,
    )


def test_a_family_birthday_needs_a_day_off_and_no_cake(rule_table: RuleTable) -> None:
    rule_table(
        "CA102",
        cadres="""
        cadre_id | name | family_birth | outcome
        G1 | 甲 | 11-05 | pass
        G2 | 乙 | 1985-11-06 | fail
        G3 | 丙 |  | not_applicable
        G4 | 丁 | 11-06 | unknown
        """,
        cadre_care="""
        cadre_id | care | done | day_off
        G1 | 家属生日 | 2018-11-05 | 2018-11-05
        G2 | 本人生日 | 2018-11-06 | 2018-11-06
        G4 | 家属生日 | 2018-11-06 |
        """,
    )


def test_a_birthday_has_one_day_off_a_year(rule_table: RuleTable) -> None:
    rule_table(
        "CA105",
        cadres="cadre_id | name\nG1 | 甲\nG2 | 乙",
        cadre_care="""
        cadre_id | care | day_off | outcome
        G1 | 本人生日 | 2018-11-05 | fail
        G1 | 本人生日 | 2018-12-05 | fail
        G1 | 家属生日 | 2018-11-06 | not_applicable
        G2 | 本人生日 | 2018-11-05 | pass
        G2 | 本人生日 | 2017-11-05 | pass
        G2 | 本人生日 |  | not_applicable
        G9 | 本人生日 | 2018-11-05 | unknown
        """,
    )


def test_an_amount_is_held_against_the_towns_limit_and_without_one_is_not_asked(rule_table: RuleTable, tmp_path: Path) -> None:
    care = """
    cadre_id | care | amount | outcome
    G1 | 困难慰问 | 500 | {}
    G1 | 困难慰问 | 500.5 | {}
    G1 | 困难慰问 |  | not_applicable
    """
    rule_table("CA110", cadre_care=care.format("not_applicable", "not_applicable"))
    (tmp_path / "care_amount_most.toml").write_text(
        '[[values]]\nsince = 2018-01-01\nuntil = 2018-12-31\nregion = "CN"\nvalue = 500\n', "utf-8"
    )
    rule_table("CA110", law_extra=tmp_path, cadre_care=care.format("pass", "fail"))
