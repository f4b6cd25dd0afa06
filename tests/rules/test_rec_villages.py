"""Villages and their years stand once: each table was worked out by hand from the rule's sentence."""

from datetime import date

import pytest

from puxi_cli.systems.figures.figures import Rate
from puxi_cli.systems.figures.incidence import Denominators
from tests.conftest import RuleTable


def test_a_village_has_one_row_for_a_year(rule_table: RuleTable) -> None:
    rule_table(
        "REC324",
        village_years="""
            village  | year | rural_persons | outcome
            云杉湾   | 2018 | 900           | fail
            云杉湾村 | 2018 | 900           | fail
            云杉湾村 | 2017 | 900           | pass
            东沟村   | 2018 | 700           | pass
            东沟村   |      | 700           | not_applicable
            东沟村   |      | 700           | not_applicable
        """,
    )


def test_a_village_has_one_row_unless_the_codes_differ(rule_table: RuleTable) -> None:
    rule_table(
        "REC325",
        villages="""
            village  | code         | outcome
            云杉湾   |              | fail
            云杉湾村 | 610921100001 | fail
            东沟村   | 610921100002 | pass
            东沟     | 610921100003 | pass
            河东社区 |              | pass
            河东村   |              | pass
                     |              | not_applicable
        """,
    )


@pytest.mark.parametrize(("second", "outcome"), [("99.9", "unknown"), ("", "pass"), ("全通", "unknown"), ("100", "pass")])
def test_what_two_rows_of_a_year_have_differently_is_unknown(rule_table: RuleTable, second: str, outcome: str) -> None:
    rule_table(
        "VX106",
        villages=f"""
            village | poor | exit_year | outcome
            甲村    | 是   | 2018      | {outcome}
        """,
        village_years=f"""
            village | year | power_rate
            甲村    | 2018 | 100
            甲村    | 2018 | {second}
        """,
    )


@pytest.mark.parametrize(
    ("rows", "denominator"), [((900, 900), 900), ((900, None), 900), ((900, 800), None), ((None, None), None)]
)
def test_the_denominator_is_what_all_rows_of_a_year_say(rows: tuple[int | None, ...], denominator: int | None) -> None:
    rate: Rate = Denominators([("甲村", 2018, persons) for persons in rows], ["甲村"]).village_rate("甲村", date(2018, 12, 31), 9)
    assert rate.denominator == denominator
