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
        G2 | 本人生日 |  |  | 是
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


def test_a_row_whose_matter_cannot_be_read_may_be_the_one(rule_table: RuleTable) -> None:
    """庆生 is no matter of the list: REC103 tells it, and nobody is accused for it."""
    rule_table(
        "CA101",
        cadres="""
        cadre_id | name | birth | outcome
        G1 | 甲 | 1980-11-05 | pass
        G2 | 乙 | 1980-11-06 | unknown
        G3 | 丙 | 1980-11-06 | fail
        """,
        cadre_care="""
        cadre_id | care | done | day_off | cake
        G1 | 本人生日 | 2018-11-05 | 2018-11-05 | 是
        G2 | 庆生 | 2018-11-06 | 2018-11-06 | 是
        """,
    )


def test_nobodys_rows_count_over_the_end_of_a_month_and_of_a_year(rule_table: RuleTable) -> None:
    """Two 王宝: their rows of 1 and 2 December may be those of 29 and 30 November."""
    rule_table(
        "CA101",
        cadres="""
        cadre_id | name | birth | outcome
        G1 | 王宝 | 1980-11-29 | unknown
        G2 | 王宝 | 1980-11-30 | unknown
        G3 | 丙 | 1980-11-05 | pass
        G4 | 丁 | 1980-11-10 | fail
        """,
        cadre_care="""
        name | care | done | day_off | cake
        王宝 | 本人生日 | 2018-12-01 | 2018-12-01 | 是
        王宝 | 本人生日 | 2018-12-02 | 2018-12-02 | 是
        丙 | 本人生日 | 2018-11-05 | 2018-11-05 | 是
        """,
    )
    rule_table(
        "CA101",
        date(2019, 1, 31),
        cadres="""
        cadre_id | name | birth | outcome
        G1 | 甲 | 1980-12-30 | pass
        G2 | 乙 | 1980-12-30 | fail
        """,
        cadre_care="""
        cadre_id | care | due | done | day_off | cake
        G1 | 本人生日 | 2018-12-30 | 2019-01-03 | 2019-01-03 | 是
        """,
    )


def test_a_file_cannot_know_what_comes_after_its_day(rule_table: RuleTable) -> None:
    rule_table(
        "CA101",
        file_day="2018-11-20",
        cadres="""
        cadre_id | name | birth | outcome
        G1 | 甲 | 1980-11-05 | pass
        G2 | 乙 | 1980-11-12 | fail
        G3 | 丙 | 1980-11-13 | not_applicable
        """,
        cadre_care=CARE,
    )


def test_the_day_off_counts_and_not_when_the_row_was_written(rule_table: RuleTable) -> None:
    rule_table(
        "CA101",
        cadres="cadre_id | name | birth | outcome\nG1 | 甲 | 1980-11-05 | pass",
        cadre_care="""
        cadre_id | care | due | done | day_off | cake
        G1 | 本人生日 | 2018-11-05 | 2018-11-30 | 2018-11-05 | 是
        """,
    )


def test_what_is_planned_or_denied_is_not_done(rule_table: RuleTable) -> None:
    rule_table(
        "CA101",
        cadres="""
        cadre_id | name | birth | outcome
        G1 | 甲 | 1980-11-05 | unknown
        G2 | 乙 | 1980-11-05 | unknown
        G3 | 丙 | 1980-11-05 | pass
        """,
        cadre_care="""
        cadre_id | care | due | done | content | cake
        G1 | 本人生日 | 2018-11-05 |  | 放假一天，送蛋糕一份 |
        G2 | 本人生日 | 2018-11-05 | 2018-11-05 | 未放假，未送蛋糕 |
        G3 | 本人生日 | 2018-11-05 | 2018-11-05 | 放假一天 | 是
        """,
    )


def test_names_are_compared_without_blanks_and_numbers_only_where_cadres_have_them(rule_table: RuleTable) -> None:
    rule_table(
        "CA101",
        cadres="name | birth | outcome\n王一 | 1980-11-05 | pass\n王二 | 1980-11-05 | fail",
        cadre_care="""
        cadre_id | name | care | done | day_off | cake
        G1 | 王 一 | 本人生日 | 2018-11-05 | 2018-11-05 | 是
        """,
    )


def test_29_february_is_over_with_the_28th_in_other_years(rule_table: RuleTable) -> None:
    """On 8 March 2018 the 28th is eight days ago."""
    rule_table(
        "CA101",
        date(2018, 3, 8),
        cadres="cadre_id | name | birth | outcome\nG1 | 甲 | 1980-02-29 | fail\nG2 | 乙 | 1980-03-01 | not_applicable",
        cadre_care="""
        cadre_id | care | due
        G9 | 本人生日 | 2018-02-14
        """,
    )


def test_days_off_are_counted_by_the_birthday_and_each_day_once(rule_table: RuleTable) -> None:
    rule_table(
        "CA105",
        cadres="cadre_id | name\nG1 | 甲\nG2 | 乙",
        cadre_care="""
        cadre_id | care | due | day_off | outcome
        G1 | 本人生日 | 2017-12-31 | 2018-01-02 | pass
        G1 | 本人生日 | 2018-12-31 | 2018-12-31 | pass
        G2 | 本人生日 | 2018-11-05 | 2018-11-05 | pass
        G2 | 本人生日 | 2018-11-05 | 2018-11-05 | pass
        """,
    )
