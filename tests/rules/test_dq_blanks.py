"""Group 3 of the library: a blank fails, a cell that cannot be read is unknown, who is not on the list is not asked."""

from dataclasses import replace
from datetime import date

import pytest

from puxi_cli.jobs.judge import Asking, judge
from puxi_cli.law.law import Law
from puxi_cli.registry import Registry
from puxi_cli.reports.words import message
from puxi_cli.rules.catalogue import rules
from tests.conftest import RuleTable, rows_of, table_of

# 0001 is on the list, 0002 is not, and 0003's kind says that it is not poor either.
_HOUSEHOLDS = """
    household_id | identified | poor_type
    0001         | 2014       |
    0002         |            |
    0003         |            | 一般农户
"""


def test_an_ethnic_group_is_filled(rule_table: RuleTable) -> None:
    rule_table(
        "DQ301",
        households=_HOUSEHOLDS,
        persons="""
            household_id | ethnic | left   | outcome
            0001         | 汉族   |        | pass
            0001         |        |        | fail
            0001         | 火星人 |        | unknown
            0001         |        | 201705 | not_applicable
            0002         |        |        | not_applicable
            0003         |        |        | not_applicable
        """,
    )


def test_education_is_filled_for_who_is_not_at_school(rule_table: RuleTable) -> None:
    # A blank of schooling between 6 and 23 is DQ303's; at 24 (born 1994) it says that somebody is not at school.
    rule_table(
        "DQ302",
        households=_HOUSEHOLDS,
        persons="""
            household_id | birth    | schooling | education | outcome
            0001         | 19700505 | 非在校生  | 小学      | pass
            0001         | 19700505 | 非在校生  |           | fail
            0001         | 20080505 | 小学      |           | not_applicable
            0001         | 19941231 |           |           | fail
            0001         | 19950101 |           |           | not_applicable
            0001         | 19700505 | 非在校生  | 中专      | unknown
            0002         | 19700505 | 非在校生  |           | not_applicable
        """,
    )


def test_schooling_is_filled_from_6_to_23(rule_table: RuleTable) -> None:
    rule_table(
        "DQ303",
        households=_HOUSEHOLDS,
        persons="""
            household_id | birth    | schooling | outcome
            0001         | 20121231 |           | fail
            0001         | 20130101 |           | not_applicable
            0001         | 19950101 |           | fail
            0001         | 19941231 |           | not_applicable
            0001         | 20080505 | 小学      | pass
            0001         | 20080505 | 非在校生  | pass
            0001         | 20080505 | 初中班    | unknown
            0001         |          |           | not_applicable
            0002         | 20080505 |           | not_applicable
        """,
    )


def test_health_is_filled(rule_table: RuleTable) -> None:
    rule_table(
        "DQ304",
        households=_HOUSEHOLDS,
        persons="""
            household_id | health         | outcome
            0001         | 健康           | pass
            0001         | 残疾、患有大病 | pass
            0001         |                | fail
            0001         | 还行           | unknown
            0002         |                | not_applicable
        """,
    )


def test_labour_is_filled_from_16_to_65(rule_table: RuleTable) -> None:
    rule_table(
        "DQ305",
        households=_HOUSEHOLDS,
        persons="""
            household_id | birth    | labour     | outcome
            0001         | 20021231 |            | fail
            0001         | 20030101 |            | not_applicable
            0001         | 19530101 |            | fail
            0001         | 19521231 |            | not_applicable
            0001         | 19700505 | 普通劳动力 | pass
            0001         | 19700505 | 有力气     | unknown
            0001         |          |            | not_applicable
            0002         | 19700505 |            | not_applicable
        """,
    )


def test_the_disabled_have_a_certificate(rule_table: RuleTable) -> None:
    # 44 behind the citizen's number: limbs, grade 4. Such a number as identity number is the certificate's.
    rule_table(
        "DQ307",
        households=_HOUSEHOLDS,
        persons="""
            household_id | id_no                | health     | disability_no        | outcome
            0001         | 11010519491231002X   | 残疾       | 11010519491231002X44 | pass
            0001         | 11010519491231002X   | 残疾       |                      | fail
            0001         | 11010519491231002X44 | 残疾       |                      | pass
            0001         | 11010519491231002X   | 残疾       | 44                   | unknown
            0001         | 11010519491231002X   | 健康       |                      | not_applicable
            0001         | 11010519491231002X   |            |                      | not_applicable
            0001         | 11010519491231002X   | 患有大病、残疾 |                  | fail
            0002         | 11010519491231002X   | 残疾       |                      | not_applicable
        """,
    )


@pytest.fixture
def field_table(rule_table: RuleTable) -> RuleTable:
    """Ask a rule of one field of a household: a sound value (`no` and 0 are values), a blank, one that cannot be read."""

    def ask(rule_id: str, field: str, sound: str, unreadable: str) -> None:
        rule_table(
            rule_id,
            households=f"""
                household_id | identified | status | {field} | outcome
                0001         | 2014       | 未脱贫 | {sound} | pass
                0002         | 2014       | 未脱贫 |         | fail
                0003         | 2014       | 未脱贫 | {unreadable} | unknown
                0004         | 2014       | 已脱贫 |         | fail
                0005         |            |        |         | not_applicable
            """,
        )

    return ask


def test_the_main_cause_is_filled(field_table: RuleTable) -> None:
    field_table("DQ308", "cause", "因病", "命不好")


def test_power_is_filled(field_table: RuleTable) -> None:
    field_table("DQ309", "production_power", "否", "不清楚")
    field_table("DQ314", "power", "否", "不清楚")


def test_membership_in_a_cooperative_is_filled(field_table: RuleTable) -> None:
    field_table("DQ310", "cooperative", "否", "不清楚")


def test_the_road_is_filled(field_table: RuleTable) -> None:
    field_table("DQ311", "road_distance", "0", "很远")
    field_table("DQ312", "road_type", "水泥路", "好路")


def test_the_floor_area_is_filled(field_table: RuleTable) -> None:
    field_table("DQ313", "floor_area", "0", "三间")


def test_water_is_filled(field_table: RuleTable) -> None:
    field_table("DQ315", "water_hard", "否", "不清楚")
    field_table("DQ316", "safe_water", "否", "不清楚")


def test_fuel_and_toilet_are_filled(field_table: RuleTable) -> None:
    field_table("DQ317", "fuel", "柴草", "太阳")
    field_table("DQ318", "toilet", "否", "不清楚")


def test_a_blank_is_told_by_the_heading_that_the_file_has() -> None:
    households = table_of("households", rows_of("household_id | identified | water_hard\n0001 | 201401 | \n0002 | 201401 | 否"))
    [source] = households.sources
    written = replace(source, columns={**source.columns, "water_hard": (2, "是否饮水困难")})
    registry = Registry({"households": replace(households, sources=(written,))})
    [finding] = judge(registry, [rules()["DQ315"]], Asking(Law(date(2018, 12, 31), "610921"))).findings
    assert message(finding, "zh", show_ids=False) == "“是否饮水困难”没有填写"


def test_a_number_is_told_under_the_heading_that_the_file_has() -> None:
    persons = table_of(
        "persons",
        rows_of(
            "household_id | name | id_no | relation\n0001 | 王一 | #69000019700101123 | 户主\n0002 | 王一 | #69000019700101123 | 户主"
        ),
    )
    [source] = persons.sources
    written = replace(source, columns={**source.columns, "id_no": (2, "身份证号"), "household_id": (0, "户号")})
    households = table_of("households", rows_of("household_id | identified\n0003 | 201401"))
    registry = Registry({"households": households, "persons": replace(persons, sources=(written,))})
    told = judge(registry, [rules()["REC306"], rules()["REC301"]], Asking(Law(date(2018, 12, 31), "610921"))).findings
    said = {message(finding, "zh", show_ids=False) for finding in told}
    assert "户号 0001 在户信息中没有" in said
    assert any(one.startswith("身份证号 690000********") for one in said)
