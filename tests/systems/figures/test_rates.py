"""The rates of a register and its inspections: each worked out by hand, its limit met exactly, and when there is none."""

from __future__ import annotations

from fractions import Fraction

import pytest

from puxi_cli.engine.spark import Spark
from puxi_cli.errors import UnreadableFile
from puxi_cli.systems.figures.figures import HeldRate, RateFigures, SampleSize
from puxi_cli.systems.figures.rates_job import rates_of
from tests.systems.figures.registers import on_both, opening

HOUSEHOLDS = """
    household_id | village | identified | exit_year
    0001         | 甲      | 201401     |
    0002         | 甲      | 201401     |
    0003         | 甲      | 201401     |
    0004         | 甲      | 201401     |
    0005         | 甲      | 201401     | 2017
    0006         | 甲      | 201401     | 2017
    0007         | 甲      | 201401     | 2016
    0008         | 乙      |            |
    0009         | 乙      |            |
    0010         | 乙      |            |
"""
# On 31 December 2018 four live in 0003: one has left, one comes later.
PERSONS = """
    household_id | joined | left
    0001         |        |
    0002         |        |
    0003         |        |
    0003         |        |
    0003         |        |
    0003         |        |
    0003         |        | 201801
    0003         | 201901 |
    0004         |        |
    0005         |        |
    0006         |        |
    0007         |        |
    0008         |        |
    0009         |        |
    0010         |        |
"""
SAMPLES = """
    household_id | day        | kind     | persons | conclusion | approves
    0001         | 2018-11-01 | 在册户   | 3       | 准确       | 是
    0002         | 2018-11-01 | 在册户   | 2       | 错评       | 否
    0003         | 2018-11-01 | 在册户   |         | 漏退       |
    0004         | 2018-11-01 | 在册户   | 5       |            | 是
    0005         |            | 脱贫户   | 2       | 错退       | 是
    0006         | 2018-11-02 | 脱贫户   | 3       | 准确       | 是
    0006         | 2018-05-02 | 脱贫户   | 3       | 错退       | 否
    0006         |            | 脱贫户   | 3       | 错退       | 否
    0007         | 2019-01-01 | 脱贫户   | 1       | 错退       | 否
    0008         | 2018-12-31 | 未建档户 | 1       | 漏评       |
    0009         | 2018-11-03 | 未建档户 | 4       | 准确       | 是
    0010         | 2018-11-03 | 未建档户 | 4       | 错退       | 是
"""
YEARS = """
    village | year | rural_persons
    甲      | 2018 | 60
    乙      | 2018 | 50
"""


def by_name(figures: RateFigures) -> dict[str, HeldRate]:
    return {rate.name: rate for rate in figures.rates}


def quotients(figures: RateFigures) -> dict[str, tuple[Fraction | None, int | None]]:
    return {rate.name: (rate.numerator, rate.denominator) for rate in figures.rates}


def said(figures: RateFigures) -> str:
    return " ".join(zh for zh, _ in figures.notes)


def test_each_rate_in_households() -> None:
    opened = opening(households=HOUSEHOLDS, persons=PERSONS, samples=SAMPLES, village_years=YEARS)
    figures = rates_of(opened, "household")
    # 0004 has no conclusion; 0006 counts once, as it was last found; 0007 was inspected after the day; 0010 was never listed and
    # cannot have left wrongly. Whether they approve was asked of seven.
    assert quotients(figures) == {
        "relapse_rate": (0, 3),
        "wrongly_listed_rate": (1, 3),
        "missed_rate": (1, 2),
        "wrong_exit_rate": (1, 2),
        "missed_exit_rate": (1, 3),
        "composite_incidence": (Fraction(282, 10), 110),
        "approval_rate": (6, 7),
    }
    assert figures.samples == (
        SampleSize("脱贫户", 2, 5, 0, 0),
        SampleSize("在册户", 4, 14, 1, 0),
        SampleSize("未建档户", 3, 9, 0, 1),
    )
    assert figures.asked == 7
    for words in ("1 户抽查没有结论", "1 户抽查的结论与类型不符", "1 行抽查晚于统计日"):
        assert words in said(figures)


def test_each_rate_in_persons(spark: Spark | None) -> None:
    opened = opening(households=HOUSEHOLDS, persons=PERSONS, samples=SAMPLES, village_years=YEARS)
    figures = on_both(spark, opened, lambda each: rates_of(each, "person"))
    # The inspection of 0003 names no persons: the four who live there on the day.
    assert quotients(figures) == {
        "relapse_rate": (0, 3),
        "wrongly_listed_rate": (2, 9),
        "missed_rate": (1, 5),
        "wrong_exit_rate": (2, 5),
        "missed_exit_rate": (4, 9),
        "composite_incidence": (Fraction(282, 10), 110),
        "approval_rate": (21, 23),
    }
    composite = by_name(figures)["composite_incidence"]
    # Seven poor; two fifths of three who have exited; a fifth of the hundred who were never registered.
    assert [(part.name, part.persons, part.of) for part in composite.parts] == [
        ("remaining", 7, None), ("wrong_exits", Fraction(6, 5), 3), ("missed", 20, 100)
    ]  # fmt: skip
    assert composite.rate == 28.2 / 110
    assert composite.denominator_source == ("村年度.农业户籍人口 2018",) * 2


def test_a_village_has_the_rates_of_its_own_households() -> None:
    opened = opening(households=HOUSEHOLDS, persons=PERSONS, samples=SAMPLES, village_years=YEARS)
    figures = rates_of(opened, "person")
    villages = {village.village: {rate.name: rate for rate in village.rates} for village in figures.villages}
    assert list(villages) == ["甲", "乙"]
    assert villages["甲"]["wrong_exit_rate"].rate == 2 / 5
    assert villages["甲"]["missed_rate"].reason == ("截至 2018-12-31 没有抽查未建档户", "no 未建档户 was inspected by 2018-12-31")
    # Without a rate of missed persons nothing can be said of the fifty in 甲 who were never registered.
    composite = villages["甲"]["composite_incidence"]
    assert (composite.numerator, composite.denominator, composite.verdict) == (None, 60, "unknown")
    assert composite.reason
    assert "漏评率无法计算：截至 2018-12-31 没有抽查未建档户" in composite.reason[0]
    # In 乙 nobody has exited: nothing is to be estimated of them, and no rate is needed for it.
    composite = villages["乙"]["composite_incidence"]
    assert (composite.numerator, composite.denominator) == (10, 50)
    assert [part.persons for part in composite.parts] == [0, 0, 10]


def test_in_the_middle_of_the_year_what_comes_later_is_not_known(spark: Spark | None) -> None:
    opened = opening("2018-05-02", households=HOUSEHOLDS, persons=PERSONS, samples=SAMPLES, village_years=YEARS)
    figures = on_both(spark, opened, lambda each: rates_of(each, "household"))
    rates = by_name(figures)
    # The inspections of that day and those without a day; the newest of 0006 is now the one of 2 May.
    assert (rates["wrong_exit_rate"].numerator, rates["wrong_exit_rate"].denominator) == (2, 2)
    assert (rates["approval_rate"].numerator, rates["approval_rate"].denominator) == (1, 2)
    assert (rates["missed_rate"].rate, rates["missed_rate"].verdict) == (None, "unknown")
    assert "9 行抽查晚于统计日" in said(figures)


def test_relapse_is_of_those_who_ever_exited(spark: Spark | None) -> None:
    households = """
        household_id | village | identified | exit_year | relapsed | status
        0001         | 甲      | 201401     | 2015      | 201807   | 返贫
        0002         | 甲      | 201401     | 2016      |          |
        0003         | 甲      | 201401     | 2018      |          |
        0004         | 甲      | 201401     |           | 201703   | 返贫
        0005         | 甲      | 201401     |           |          | 已脱贫（享受政策）
        0006         | 甲      | 201401     | 2017      |          | 预脱贫
        0007         | 甲      |            |           |          |
        0008         | 甲      | 201401     | 2015      | 2016     | 返贫
    """
    persons = """
        household_id | left
        0001         |
        0001         |
        0001         | 201806
        0002         |
        0003         |
        0004         |
        0004         |
        0004         |
        0005         |
        0006         |
        0007         |
        0008         | 2017
    """

    def relapse(day: str, unit: str, engine: Spark | None = None) -> tuple[Fraction | None, int | None]:
        opened = opening(day, households=households, persons=persons)
        return quotients(on_both(engine, opened, lambda each: rates_of(each, unit)))["relapse_rate"]

    # Gone by 30 June: 0001, 0002 and 0004 (its relapse tells of an exit of unknown year). Back: 0004. Of 0005 nobody knows since when
    # it is gone: it counts from the register's own day, 31 December. A plan is no exit, 0007 was never registered, of 0008 nobody is left.
    assert relapse("2018-06-30", "household") == (1, 3)
    assert relapse("2018-06-30", "person") == (3, 6)
    # 0001 is back from 1 July; the exits of 2018 count from 31 December.
    assert relapse("2018-07-01", "household") == (2, 3)
    assert relapse("2018-12-31", "household") == (2, 5)
    assert relapse("2018-12-31", "person", spark) == (5, 8)
    assert relapse("2014-06-30", "household") == (0, 0)


def test_without_inspections_their_rates_have_a_reason_and_relapse_is_still_told() -> None:
    figures = rates_of(opening(households=HOUSEHOLDS, persons=PERSONS, village_years=YEARS), "person")
    rates = by_name(figures)
    assert (rates["relapse_rate"].numerator, rates["relapse_rate"].denominator) == (0, 3)
    for name in ("wrongly_listed_rate", "missed_rate", "wrong_exit_rate", "missed_exit_rate", "approval_rate"):
        rate = rates[name]
        assert (rate.numerator, rate.denominator, rate.rate, rate.verdict) == (None, None, None, "unknown")
        assert rate.reason == ("没有“抽查”表", "there is no 抽查 table")
    assert rates["composite_incidence"].verdict == "unknown"
    assert (figures.samples, figures.asked) == ((), 0)


def test_two_inspections_of_one_day_that_differ_say_nothing(spark: Spark | None) -> None:
    samples = """
        household_id | day        | kind   | conclusion | approves
        0005         | 2018-11-01 | 脱贫户 | 准确       | 是
        0005         | 2018-11-01 | 脱贫户 | 错退       | 否
        0006         | 2018-11-01 | 脱贫户 | 错退       | 是
        0006         | 2018-11-01 | 脱贫户 | 错退       |
        0007         | 2018-11-01 |        | 错退       | 是
    """
    opened = opening(households=HOUSEHOLDS, persons=PERSONS, samples=samples)
    figures = on_both(spark, opened, lambda each: rates_of(each, "household"))
    rates = by_name(figures)
    assert (rates["wrong_exit_rate"].numerator, rates["wrong_exit_rate"].denominator) == (1, 1)
    assert (rates["approval_rate"].numerator, rates["approval_rate"].denominator) == (2, 2)
    assert "1 户抽查没有结论" in said(figures)
    assert "1 户抽查没有类型" in said(figures)


def test_who_is_not_on_file_is_counted_for_the_town_and_in_no_village(spark: Spark | None) -> None:
    samples = """
        household_id | kind     | persons | conclusion
        0999         | 未建档户 | 3       | 漏评
        0998         | 未建档户 |         | 漏评
        0008         | 未建档户 |         | 准确
                     | 未建档户 | 2       | 漏评
    """
    opened = opening(households=HOUSEHOLDS, persons=PERSONS, samples=samples)
    figures = on_both(spark, opened, lambda each: rates_of(each, "person"))
    rate = by_name(figures)["missed_rate"]
    # Of 0998 nobody knows how many they are.
    assert (rate.numerator, rate.denominator) == (3, 4)
    assert [village.rates[2].denominator for village in figures.villages] == [0, 1]
    for words in ("1 户抽查不知人数", "2 户抽查的户不在户信息中", "1 行抽查的户编号空白"):
        assert words in said(figures)
    in_households = by_name(rates_of(opened, "household"))["missed_rate"]
    assert (in_households.numerator, in_households.denominator) == (2, 3)


def sampled(kind: str, bad: str, n_bad: int, n: int, approving: int = 0) -> list[dict[str, str]]:
    return [
        {
            "household_id": f"{number + 1:04}",
            "kind": kind,
            "persons": "1",
            "conclusion": bad if number < n_bad else "准确",
            "approves": "是" if number < approving else "否",
        }
        for number in range(n)
    ]


@pytest.mark.parametrize(
    ("name", "kind", "conclusion", "bad", "n", "verdict"),
    [
        ("wrong_exit_rate", "脱贫户", "错退", 1, 50, "fail"),  # exactly 2 %, which has to be stayed below
        ("wrong_exit_rate", "脱贫户", "错退", 1, 51, "pass"),
        ("wrong_exit_rate", "脱贫户", "错退", 0, 1, "pass"),
        ("missed_rate", "未建档户", "漏评", 1, 50, "fail"),
        ("missed_rate", "未建档户", "漏评", 1, 51, "pass"),
        ("missed_rate", "未建档户", "漏评", 3, 149, "fail"),
        ("wrongly_listed_rate", "在册户", "错评", 0, 9, "unknown"),  # no limit is known: nothing is ever passed
        ("missed_exit_rate", "在册户", "漏退", 0, 9, "unknown"),
    ],
)
def test_a_rate_is_held_against_its_limit(name: str, kind: str, conclusion: str, bad: int, n: int, verdict: str) -> None:
    opened = opening(households=HOUSEHOLDS, persons=PERSONS, samples=sampled(kind, conclusion, bad, n))
    for unit in ("household", "person"):
        rate = by_name(rates_of(opened, unit))[name]
        assert (rate.numerator, rate.denominator, rate.verdict) == (bad, n, verdict)
        assert (rate.limit is None) is (verdict == "unknown")
        assert bool(rate.reason) is (verdict == "unknown")


@pytest.mark.parametrize(
    ("approving", "n", "verdict"), [(9, 10, "pass"), (8, 9, "fail"), (899, 1000, "fail"), (900, 1000, "pass")]
)
def test_nine_of_ten_have_to_approve(approving: int, n: int, verdict: str) -> None:
    opened = opening(households=HOUSEHOLDS, persons=PERSONS, samples=sampled("在册户", "错评", 0, n, approving))
    rate = by_name(rates_of(opened, "household"))["approval_rate"]
    assert (rate.numerator, rate.denominator, rate.verdict) == (approving, n, verdict)


COMPOSITE = {
    "households": "household_id | village | identified\n0001 | 甲 | 201401",
    "persons": "household_id | left\n0001 |\n0001 |\n0001 |",
    "samples": "household_id | kind | persons | conclusion\n0002 | 未建档户 | 4 | 准确",
}


@pytest.mark.parametrize(
    ("rural", "region", "verdict"),
    [
        (100, "610921", "fail"),  # exactly 3 % in the west
        (101, "610921", "pass"),
        (101, "420000", "fail"),  # 2 % in the middle
        (151, "420000", "pass"),
        (101, "330000", "unknown"),  # for the east no limit was found
        (101, None, "unknown"),
    ],
)
def test_the_composite_incidence_is_held_against_the_regions_limit(rural: int, region: str | None, verdict: str) -> None:
    years = f"village | year | rural_persons\n甲 | 2018 | {rural}"
    rate = by_name(rates_of(opening(region=region, village_years=years, **COMPOSITE), "person"))["composite_incidence"]
    assert (rate.numerator, rate.denominator, rate.verdict) == (3, rural, verdict)
    assert rate.limit is None or rate.limit.status == "unsourced"


@pytest.mark.parametrize(
    ("years", "reason"),
    [
        ("village | year | rural_persons\n甲 | 2017 | 100", "没有 2018 年的 村年度.农业户籍人口"),  # never another year's
        ("village | year | rural_persons\n甲 | 2018 |", "没有 2018 年的 村年度.农业户籍人口"),
        ("village | year | rural_persons\n甲 | 2018 | 2", "多于农业户籍人口 2 人"),
        ("village | year | rural_persons\n甲 | 2018 | 0", "农业户籍人口为 0"),
    ],
)
def test_the_composite_incidence_without_a_denominator_is_unknown(years: str, reason: str) -> None:
    rate = by_name(rates_of(opening(village_years=years, **COMPOSITE), "person"))["composite_incidence"]
    assert (rate.rate, rate.verdict) == (None, "unknown")
    assert rate.reason
    assert reason in rate.reason[0]


def test_where_everybody_was_registered_no_rate_of_missed_persons_is_needed() -> None:
    years = "village | year | rural_persons\n甲 | 2018 | 3"
    tables = {name: text for name, text in COMPOSITE.items() if name != "samples"}
    rate = by_name(rates_of(opening(village_years=years, **tables), "household"))["composite_incidence"]
    assert (rate.numerator, rate.denominator, rate.unit, rate.verdict) == (3, 3, "person", "fail")


@pytest.mark.parametrize(("day", "status"), [("2017-09-29", "unsourced"), ("2017-09-30", "sourced")])
def test_a_limit_says_whether_it_has_a_source(day: str, status: str) -> None:
    opened = opening(day, households=HOUSEHOLDS, persons=PERSONS, samples=sampled("脱贫户", "错退", 0, 3))
    limit = by_name(rates_of(opened, "household"))["wrong_exit_rate"].limit
    assert limit
    assert (limit.number, limit.status, limit.at_least) == (0.02, status, False)
    assert (limit.document == "国开办发〔2017〕56号") is (status == "sourced")


def test_after_the_last_year_of_the_law_there_is_no_verdict() -> None:
    opened = opening("2021-12-31", households=HOUSEHOLDS, persons=PERSONS, samples=sampled("脱贫户", "错退", 0, 3))
    rate = by_name(rates_of(opened, "household"))["wrong_exit_rate"]
    assert (rate.rate, rate.limit, rate.verdict) == (0.0, None, "unknown")
    assert rate.reason
    assert "2021-12-31" in rate.reason[0]


def test_without_households_nothing_can_be_counted() -> None:
    with pytest.raises(UnreadableFile):
        rates_of(opening(samples=SAMPLES, persons=PERSONS), "person")


def test_without_persons_households_are_counted_and_no_rate_of_persons_is_said() -> None:
    whole = rates_of(opening(samples=SAMPLES, households=HOUSEHOLDS, persons=PERSONS), "household")
    found = rates_of(opening(samples=SAMPLES, households=HOUSEHOLDS), "household")
    assert [(rate.numerator, rate.denominator) for rate in whole.rates if rate.unit == "household"] == [
        (rate.numerator, rate.denominator) for rate in found.rates if rate.unit == "household"
    ]
    of_persons = by_name(rates_of(opening(samples=SAMPLES, households=HOUSEHOLDS), "person"))
    assert (of_persons["relapse_rate"].denominator, of_persons["relapse_rate"].rate) == (0, None)
