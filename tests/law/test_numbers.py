"""The numbers puxi ships, held against the texts they come from, read by hand."""

from __future__ import annotations

from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from puxi_cli.law.law import Law, documents, parameters
from puxi_cli.law.parameter import UNITS
from puxi_cli.system import systems

SHAANXI = "610921"
RULES_OF_2017 = "陕西省贫困退出工作实施细则（2017）"
LIBRARY = "陕西省脱贫攻坚信息库规则（2018）"


def asked(name: str, day: str = "2018-12-31", region: str | None = SHAANXI) -> Any:
    return Law(date.fromisoformat(day), region).named(name).value


@pytest.mark.parametrize(
    ("year", "line"),
    [(2011, 2536), (2012, 2625), (2013, 2736), (2014, 2800), (2015, 2855), (2016, 2952), (2017, 2952), (2018, 2995), (2019, 3218), (2020, 4000)],
)  # fmt: skip
def test_the_national_line(year: int, line: float) -> None:
    for day in (date(year, 1, 1), date(year, 12, 31)):
        found = Law(day).asked("national_income_line")
        assert found.value == line
        assert found.sourced is (year <= 2016)
        assert (found.concept or ("", ""))[0] == ("农民人均纯收入" if year <= 2013 else "农村常住居民人均可支配收入")


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("village_incidence_limit", 0.03), ("village_power_rate", 100), ("county_incidence_limit", 0.03), ("county_income_share", 0.70),
        ("county_road_share", 0.97), ("county_water_share", 0.90), ("county_power_rate", 100), ("county_insurance_share", 1),
        ("county_housing_share", 0.97),
    ],
)  # fmt: skip
def test_the_exit_thresholds_of_shaanxi_are_sourced_from_the_day_they_were_published(name: str, number: float) -> None:
    before, after = (Law(date.fromisoformat(day), SHAANXI).asked(name) for day in ("2017-11-18", "2017-11-19"))
    assert before.value == after.value == number
    assert (before.sourced, before.document) == (False, None)
    assert (after.sourced, after.document) == (True, RULES_OF_2017)
    assert not Law(date(2018, 12, 31)).named(name).known, "they are Shaanxi's"


def test_points_add_up_to_a_hundred_on_each_level() -> None:
    assert 5 * asked("exit_points_item") == 100
    village = asked("village_points_incidence"), asked("village_points_income_ratio"), 5 * asked("village_points_item")
    county = asked("county_points_incidence"), asked("county_points_income_share"), 5 * asked("county_points_item")
    assert village == county == (30, 20, 50)


@pytest.mark.parametrize(
    ("region", "limit"), [("61", 0.03), ("51", 0.03), ("15", 0.03), ("45", 0.03), ("41", 0.02), ("36", 0.02), ("46", 0.02)]
)
def test_the_composite_incidence_is_three_percent_in_the_west_and_two_in_the_middle(region: str, limit: float) -> None:
    found = Law(date(2018, 12, 31), region).asked("composite_incidence_limit")
    assert (found.value, found.sourced) == (limit, False)


def test_no_limit_where_a_province_is_neither_west_nor_middle() -> None:
    regions = {value.region for value in parameters()["composite_incidence_limit"].values}
    assert len(regions) == 12 + 10
    assert not regions & {"11", "12", "21", "31", "32", "33", "35", "37", "44", "CN"}


@pytest.mark.parametrize(
    ("name", "number"), [("wrong_exit_rate_limit", 0.02), ("missed_rate_limit", 0.02), ("approval_rate_least", 0.9)]
)
def test_the_rates_of_the_county_test(name: str, number: float) -> None:
    before, after = (Law(date.fromisoformat(day)).asked(name) for day in ("2017-09-29", "2017-09-30"))
    assert (before.value, before.sourced) == (number, False)
    assert (after.value, after.document) == (number, "国开办发〔2017〕56号")


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("labour_age_first", 16), ("labour_age_last", 65), ("schooling_known_age_first", 6), ("schooling_known_age_last", 23),
        ("farmland_per_head_most", 50), ("forest_per_head_most", 70), ("road_distance_most", 50), ("income_per_head_most", 100000),
        ("high_school_age_over", 14), ("primary_school_age_under", 20),
    ],
)  # fmt: skip
def test_the_bounds_of_the_shaanxi_library(name: str, number: float) -> None:
    own, country = (Law(date(2018, 12, 31), region).asked(name) for region in (SHAANXI, None))
    assert (own.value, own.document, own.region) == (number, LIBRARY, "61")
    assert (country.value, country.sourced) == (number, False)
    for day, region in (("2013-12-31", "CN"), ("2014-01-01", "61"), ("2018-12-31", "61"), ("2019-01-01", "CN")):
        assert Law(date.fromisoformat(day), SHAANXI).asked(name).region == region


POINTS = (
    "exit_points_item", "village_points_incidence", "village_points_income_ratio", "village_points_item",
    "county_points_incidence", "county_points_income_share", "county_points_item",
)  # fmt: skip


@pytest.mark.parametrize("name", POINTS)
def test_the_points_of_one_citys_system_are_sourced_in_that_city_and_year_alone(name: str) -> None:
    """西安市脱贫攻坚红黄绿电子作战图 is a city's system of 2018: elsewhere and before or after, its marks are a default."""
    sourced = {
        (day, region): Law(date.fromisoformat(day), region).asked(name).sourced
        for day in ("2017-12-31", "2018-12-31", "2019-12-31") for region in ("610116", SHAANXI)
    }  # fmt: skip
    assert [where for where, so in sourced.items() if so] == [("2018-12-31", "610116")]


def test_ages_of_the_country() -> None:
    assert (asked("school_age_first"), asked("school_age_last"), asked("adult_age")) == (6, 15, 18)
    cited = [Law(date.fromisoformat(day)).asked("adult_age").document for day in ("2017-09-30", "2017-10-01", "2021-01-01")]
    assert cited == ["中华人民共和国民法通则", "中华人民共和国民法总则", "中华人民共和国民法典"]


def test_the_procedure_is_a_default_and_says_so() -> None:
    every = [*asked("identification_steps"), *asked("exit_steps")]
    assert len(every) == len(set(every)) == 14
    assert set(asked("publicity_steps")) <= set(every)
    assert set(asked("household_signature_steps")) <= set(asked("exit_steps"))
    assert asked("publicity_days") == 7
    for name in ("identification_steps", "exit_steps", "publicity_steps", "household_signature_steps", "publicity_days"):
        assert not any(value.sourced for value in parameters()[name].values)


def test_what_is_missing_is_declared_and_nothing_else() -> None:
    assert {name for name, number in parameters().items() if not number.values} == {
        "care_amount_most",
        "county_income_province",
        "wrongly_listed_rate_limit",
    }
    assert all(number.missing for number in parameters().values() if not number.values)


def test_every_file_is_a_number_every_unit_has_words_and_every_document_is_cited() -> None:
    folders = [resources.files("puxi_cli.law").joinpath("parameters")]
    folders += [resources.files(package) for system in systems() for package in system.parameters]
    files = [file.name for folder in folders for file in folder.iterdir() if file.name.endswith(".toml")]
    assert sorted(f"{name}.toml" for name in parameters()) == sorted(files)
    assert {number.unit for number in parameters().values()} <= set(UNITS)
    cited = {value.document for number in parameters().values() for value in number.values} - {None}
    assert cited == set(documents())


def test_every_number_without_a_source_and_every_missing_one_is_declared_in_the_open_points() -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "open-points.md").read_text("utf-8")
    open_ = [
        name for name, number in parameters().items() if not all(value.sourced for value in number.values) or not number.values
    ]
    assert open_
    assert [name for name in open_ if f"`{name}`" not in page] == []
    assert [name for name in parameters() if f"`{name}`" in page and name not in open_] == ["school_age_last"]


def test_every_default_without_a_source_says_where_it_comes_from() -> None:
    bare = [
        (number.name, value.since)
        for number in parameters().values()
        for value in number.values
        if not value.sourced and not value.note
    ]
    assert bare == []


def test_the_number_that_another_falls_back_on_is_there_in_the_same_unit() -> None:
    named = [number for number in parameters().values() if number.otherwise]
    assert {number.name for number in named} == {"exit_income_line", "identification_income_line"}
    for number in named:
        other = parameters()[number.otherwise or ""]
        assert (other.unit, other.otherwise) == (number.unit, None)
