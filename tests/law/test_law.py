"""Asking for a number: on a day, for a year, in a region; and what is said where there is none."""

from __future__ import annotations

from datetime import date

import narwhals as nw
import polars as pl
import pytest

from puxi_cli.errors import ExitCode, NoLawForDay
from puxi_cli.law.law import Law, Number

HANYIN = "610921"


def by_year(number: Number, years: list[int | None]) -> list[float | None]:
    frame = nw.from_native(pl.LazyFrame({"year": years}, schema={"year": pl.Int64}))
    return frame.select(number.of(nw.col("year")).alias("line")).collect().to_native()["line"].to_list()


@pytest.mark.parametrize(
    ("day", "region", "line", "sourced", "of"),
    [
        # DOMAIN 2.1: the country's line; 3,070 in Shaanxi, of 2017 or 2018.
        ("2016-12-31", HANYIN, 2952, True, "CN"),
        ("2017-01-01", HANYIN, 3070, False, "61"),
        ("2018-12-31", HANYIN, 3070, False, "61"),
        ("2019-01-01", HANYIN, 3218, False, "CN"),
        ("2017-01-01", "610100", 3070, False, "61"),
        ("2017-01-01", "61", 3070, False, "61"),
        ("2017-01-01", "62", 2952, False, "CN"),
        ("2017-01-01", "6", 2952, False, "CN"),
        ("2017-01-01", None, 2952, False, "CN"),
        ("2013-12-31", None, 2736, True, "CN"),
        ("2014-01-01", None, 2800, True, "CN"),
        ("2020-12-31", None, 4000, False, "CN"),
    ],
)
@pytest.mark.parametrize("name", ["exit_income_line", "identification_income_line"])
def test_the_income_line_of_a_day(name: str, day: str, region: str | None, line: float, sourced: bool, of: str) -> None:
    law = Law(date.fromisoformat(day), region)
    found = law.asked(name)
    assert (found.value, found.sourced, found.region) == (line, sourced, of)
    assert law.named(name).value == line


def test_the_line_of_each_rows_own_year_whatever_the_day() -> None:
    for day in (date(2014, 12, 31), date(2018, 12, 31), date(2025, 12, 31)):
        line = Law(day, HANYIN).exit_income_line
        assert by_year(line, [2010, 2011, 2016, 2017, 2018, 2019, 2020, 2021, None]) == [
            None, 2536, 2952, 3070, 3070, 3218, 4000, None, None,
        ]  # fmt: skip


def test_a_year_takes_the_value_of_its_last_day() -> None:
    assert {year: value.document for year, value in Law(date(2018, 12, 31)).adult_age.by_year().items() if year in (2016, 2017, 2021)} == {
        2016: "中华人民共和国民法通则", 2017: "中华人民共和国民法总则", 2021: "中华人民共和国民法典",
    }  # fmt: skip


def test_income_compared_with_a_line_that_is_not_there_is_unknown() -> None:
    frame = nw.from_native(pl.LazyFrame({"income": [3070.0, 3070.01, 9000.0], "year": [2018, 2018, 2021]}))
    kept = nw.col("income") > Law(date(2018, 12, 31), HANYIN).exit_income_line.of(nw.col("year"))
    assert frame.select(kept.alias("kept")).collect().to_native()["kept"].to_list() == [False, True, None]


def test_a_list_is_a_value_and_has_no_year() -> None:
    steps = Law(date(2018, 12, 31), HANYIN).identification_steps
    assert steps.value[0] == "农户申请"
    assert len(steps.value) == 7
    with pytest.raises(TypeError):
        steps.of(nw.col("year"))


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        ("2010-12-31", "之前 无，之后 2011-01-01 – 2011-12-31 (CN)", "before, none; after, 2011-01-01 – 2011-12-31 (CN)"),
        ("2021-01-01", "之前 2020-01-01 – 2020-12-31 (CN)，之后 无", "before, 2020-01-01 – 2020-12-31 (CN); after, none"),
    ],
)
def test_a_day_without_a_value_names_the_number_the_day_and_the_nearest_spans(day: str, zh: str, en: str) -> None:
    with pytest.raises(NoLawForDay) as raised:
        _ = Law(date.fromisoformat(day), HANYIN).exit_income_line.value
    error = raised.value
    assert error.exit_code == ExitCode.NO_LAW
    assert error.zh.startswith(f"贫困户退出收入标准（exit_income_line）在 {day} 没有记录（{HANYIN}）；")
    assert zh in error.zh
    assert error.en.startswith(
        "Income line a household must exceed to leave the register (exit_income_line) is not recorded for " + day
    )
    assert en in error.en


def test_another_provinces_number_is_not_taken() -> None:
    with pytest.raises(NoLawForDay) as raised:
        _ = Law(date(2018, 12, 31), "44").village_incidence_limit.value
    assert "没有适用于 44 的数值；有记录的地区：61" in raised.value.zh
    assert "no value for 44; recorded for: 61" in raised.value.en
    assert not Law(date(2018, 12, 31)).village_incidence_limit.known


def test_a_number_that_is_declared_missing_says_why_and_is_null() -> None:
    number = Law(date(2018, 12, 31), HANYIN).county_income_province
    assert not number.known
    assert number.by_year() == {}
    assert by_year(number, [2018, None]) == [None, None]
    with pytest.raises(NoLawForDay) as raised:
        _ = number.value
    assert "统计部门" in raised.value.zh
    assert "county_income_province.toml" in raised.value.en


def test_a_name_that_is_no_number() -> None:
    law = Law(date(2018, 12, 31))
    with pytest.raises(AttributeError, match="no_such_number"):
        _ = law.no_such_number
    with pytest.raises(KeyError):
        law.named("no_such_number")


def test_a_law_knows_what_was_asked_of_it_and_how() -> None:
    law = Law(date(2018, 12, 31), HANYIN)
    assert (law.asked_on_day, law.asked_by_year) == (set(), set())
    _ = law.publicity_days.value
    _ = law.county_income_province.known
    law.exit_income_line.of(nw.col("year"))
    law.adult_age.by_year()
    assert law.asked_on_day == {"publicity_days", "county_income_province"}
    assert law.asked_by_year == {"exit_income_line"}
    assert law == Law(date(2018, 12, 31), HANYIN)
