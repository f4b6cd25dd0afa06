"""The seven items of a poor village, with the indicators of the last whole year."""

from datetime import date

from tests.conftest import RuleTable


def persons(**of: int) -> str:
    """So many members in households, by household number behind an h."""
    lines = ["household_id | name | left"]
    for household, count in of.items():
        lines += [f"{household[1:]} | 甲 |"] * count
    return "\n".join([*lines, "0001 | 乙 | 201805"])


def test_incidence_is_below_three_in_a_hundred(rule_table: RuleTable) -> None:
    # 3 of 100 is not below 3 %. Those who left, exited or were never listed are not counted; planned and relapsed ones are.
    rule_table(
        "VX101",
        villages="""
            village | poor | outcome
            甲村    | 是   | fail
            乙村    | 是   | pass
            丙村    | 是   | fail
            丁村    | 是   | pass
            戊村    | 是   | unknown
            己村    | 是   | unknown
            庚村    | 否   | not_applicable
            辛村    |      | unknown
            壬村    | 是   | unknown
            癸村    | 是   | unknown
        """,
        village_years="""
            village | year | rural_persons
            甲村    | 2018 | 100
            乙村    | 2018 | 101
            丙村    | 2018 | 200
            丁村    | 2018 | 50
            戊村    | 2017 | 1000
            己村    | 2018 |
            庚村    | 2018 | 10
            辛村    | 2018 | 10
            壬村    | 2018 | 100
            壬村    | 2018 | 200
            癸村    | 2018 | 0
        """,
        households="""
            household_id | village | identified | status | exit_year | relapsed
            0001         | 甲村    | 201401     |        |           |
            0002         | 乙村    | 201401     | 预脱贫 | 2018      |
            0003         | 丙村    | 201401     | 返贫   | 2015      | 201806
            0004         | 丙村    | 201401     |        | 2018      |
            0005         | 丁村    | 201401     |        | 2018      |
            0006         | 丁村    |            |        |           |
            0007         | 庚村    | 201401     |        |           |
            0008         | 壬村    | 201401     |        |           |
        """,
        persons=persons(h0001=3, h0002=3, h0003=6, h0004=9, h0005=9, h0006=9, h0007=9, h0008=1),
    )


def test_incidence_in_mid_year_is_a_share_of_that_years_persons_as_in_stats(rule_table: RuleTable) -> None:
    # Never another year's: where the day's year is not on file, nobody knows.
    rule_table(
        "VX101",
        date(2018, 6, 30),
        villages="""
            village | poor | outcome
            甲村    | 是   | pass
            乙村    | 是   | unknown
        """,
        village_years="""
            village | year | rural_persons
            甲村    | 2017 | 1
            甲村    | 2018 | 101
            乙村    | 2017 | 1000
        """,
        households="""
            household_id | village | identified | exit_year
            0001         | 甲村    | 201401     | 2018
        """,
        persons=persons(h0001=3),
    )


def test_a_household_of_unknown_size_is_never_counted_as_nobody(rule_table: RuleTable) -> None:
    # 1 of 101 and nobody knows how many more: not known to be below 3 %. 4 of 101 are above it, whatever is not known. A household that has
    # left, one that says that it is 0, and one whose member is named leave nothing open; one of no village leaves every other village open.
    villages = """
        village | poor | outcome
        甲村    | 是   | unknown
        乙村    | 是   | fail
        丙村    | 是   | {0}
    """
    years = """
        village | year | rural_persons
        甲村    | 2018 | 101
        乙村    | 2018 | 101
        丙村    | 2018 | 101
    """
    households = """
        household_id | village | identified | exit_year | size
        0001         | 甲村    | 201401     |           | 1
        0002         | 甲村    | 201401     |           |
        0003         | 乙村    | 201401     |           | 4
        0004         | 乙村    | 201401     |           | 2
        0005         | 丙村    | 201401     |           | 0
        0006         | 丙村    | 201401     | 2017      |
        0007         | 丙村    | 201401     |           |
    """
    members = persons(h0001=1, h0003=4, h0007=1)
    rule_table("VX101", villages=villages.format("pass"), village_years=years, households=households, persons=members)
    homeless = households + "        0008         |         | 201401     |           |\n"
    rule_table("VX101", villages=villages.format("unknown"), village_years=years, households=homeless, persons=members)


def test_without_households_or_persons_nobody_is_counted(rule_table: RuleTable) -> None:
    villages = """
        village | poor | outcome
        甲村    | 是   | unknown
    """
    years = """
        village | year | rural_persons
        甲村    | 2018 | 1000
    """
    rule_table("VX101", villages=villages, village_years=years, persons=persons(h0001=1))
    rule_table(
        "VX101",
        villages=villages,
        village_years=years,
        households="""
            household_id | village | identified
            0001         | 甲村    | 201401
        """,
    )


def test_a_poor_person_who_may_belong_to_the_village_leaves_it_open(rule_table: RuleTable) -> None:
    # One person more would be 3 of 100: whose village or standing cannot be told may be that one. Two of 1,000 and one more are not.
    for village, identified, exit_year, status in (
        ("", "201401", "", ""), ("甲", "201401", "", ""), ("甲村", "去年", "", ""), ("甲村", "201401", "2O16", ""),
    ):  # fmt: skip
        rule_table(
            "VX101",
            villages="""
                village | poor | outcome
                甲村    | 是   | unknown
                乙村    | 是   | pass
                丙村    | 是   | fail
            """,
            village_years="""
                village | year | rural_persons
                甲村    | 2018 | 100
                乙村    | 2018 | 1000
                丙村    | 2018 | 100
            """,
            households=f"""
                household_id | village   | identified   | exit_year   | status
                0001         | 甲村      | 201401       |             |
                0002         | {village} | {identified} | {exit_year} | {status}
                0003         | 乙村      | 201401       |             |
                0004         | 丙村      | 201401       |             |
            """,
            persons=persons(h0001=2, h0002=1, h0003=2, h0004=3),
        )


def test_a_household_that_only_its_status_lists_is_counted(rule_table: RuleTable) -> None:
    # Two and one are 3 of 100: the status says that the second household is poor.
    rule_table(
        "VX101",
        villages="""
            village | poor | outcome
            甲村    | 是   | fail
        """,
        village_years="""
            village | year | rural_persons
            甲村    | 2018 | 100
        """,
        households="""
            household_id | village | identified | status
            0001         | 甲村    | 201401     |
            0002         | 甲村    |            | 未脱贫
        """,
        persons=persons(h0001=2, h0002=1),
    )


def test_the_income_ratio_rises(rule_table: RuleTable) -> None:
    # 0.50 after 0.50 has not risen; 0.51 has; 0.49 has fallen. Both years' figures are needed.
    rule_table(
        "VX102",
        villages="""
            village | poor | outcome
            甲村    | 是   | fail
            乙村    | 是   | pass
            丙村    | 是   | fail
            丁村    | 是   | unknown
            戊村    | 是   | unknown
            己村    | 是   | unknown
            庚村    | 否   | not_applicable
        """,
        village_years="""
            village | year | exited_income | county_income
            甲村    | 2017 | 4000          | 8000
            甲村    | 2018 | 5000          | 10000
            乙村    | 2017 | 4000          | 8000
            乙村    | 2018 | 5100          | 10000
            丙村    | 2017 | 4000          | 8000
            丙村    | 2018 | 4900          | 10000
            丁村    | 2018 | 5100          | 10000
            戊村    | 2017 | 4000          | 8000
            戊村    | 2018 |               | 10000
            己村    | 2016 | 4000          | 8000
            己村    | 2017 | 4000          | 0
            己村    | 2018 | 5100          | 10000
            庚村    | 2017 | 4000          | 8000
            庚村    | 2018 | 1000          | 10000
        """,
    )


YES_NO = """
    village | poor | outcome
    甲村    | 是   | pass
    乙村    | 是   | fail
    丙村    | 是   | unknown
    丁村    | 是   | unknown
    戊村    | 否   | not_applicable
    己村    | 是   | unknown
    庚村    | 是   | pass
    辛村    |      | unknown
"""


def years(field: str) -> str:
    """甲 yes, 乙 no, 丙 blank, 丁 only of another year, 己 both, 庚 yes twice."""
    return f"""
        village | year | {field}
        甲村    | 2017 | 否
        甲村    | 2018 | 是
        乙村    | 2017 | 是
        乙村    | 2018 | 否
        丙村    | 2018 |
        丁村    | 2017 | 是
        戊村    | 2018 | 否
        己村    | 2018 | 是
        己村    | 2018 | 否
        庚村    | 2018 | 是
        庚村    | 2018 | 是
        辛村    | 2018 | 是
    """


def test_there_is_a_collective_economy(rule_table: RuleTable) -> None:
    rule_table("VX103", villages=YES_NO, village_years=years("collective"))


def test_there_is_a_road(rule_table: RuleTable) -> None:
    rule_table("VX104", villages=YES_NO, village_years=years("road"))


def test_there_is_safe_water(rule_table: RuleTable) -> None:
    rule_table("VX105", villages=YES_NO, village_years=years("water"))


def test_every_household_has_power(rule_table: RuleTable) -> None:
    rule_table(
        "VX106",
        villages="""
            village | poor | outcome
            甲村    | 是   | pass
            乙村    | 是   | fail
            丙村    | 是   | unknown
            丁村    | 是   | unknown
            戊村    | 否   | not_applicable
        """,
        village_years="""
            village | year | power_rate
            甲村    | 2018 | 100
            乙村    | 2018 | 99.99
            丙村    | 2018 |
            丁村    | 2017 | 100
            戊村    | 2018 | 90
        """,
    )


def test_there_is_a_clinic(rule_table: RuleTable) -> None:
    rule_table("VX107", villages=YES_NO, village_years=years("clinic"))
