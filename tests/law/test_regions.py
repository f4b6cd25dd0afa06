"""Regions by name and by code."""

from __future__ import annotations

import pytest

from puxi_cli.errors import UsageError
from puxi_cli.jobs.settings import checked_region
from puxi_cli.law.regions import is_region, regions_named, shared_prefix


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("汉阴县", {"610921"}), ("汉阴", {"610921"}), ("陕西省汉阴县", {"610921"}), ("陕西省安康市汉阴县", {"610921"}),
        ("陕西 汉阴县", {"610921"}), ("陕西省", {"61"}), ("广西", {"45"}), ("安康市", {"6109"}), ("西咸新区", {"619900"}),
        ("鄠邑区", {"610118"}), ("南京市鼓楼区", {"320106"}), ("仙桃市", {"429004"}), ("重庆市忠县", {"500233"}),
        ("甲县", set()), ("四川省汉阴县", set()), ("城区人", set()), ("", set()),
    ],
)  # fmt: skip
def test_a_name_means_its_region(name: str, codes: set[str]) -> None:
    assert regions_named(name) == codes


def test_a_name_of_several_regions_is_ambiguous() -> None:
    assert len(regions_named("鼓楼区")) > 1
    assert shared_prefix(regions_named("鼓楼区")) is None
    assert shared_prefix({"610921", "610922"}) == "6109"
    assert shared_prefix({"610921", "610102"}) == "61"
    assert shared_prefix(set()) is None


@pytest.mark.parametrize("code", ["61", "6109", "610921", "610192", "619900", "520123", "45", "5101", "610125", "610118"])
def test_codes_of_today_of_before_and_of_the_place_are_regions(code: str) -> None:
    assert is_region(code)
    assert checked_region(code, "--region") == code


@pytest.mark.parametrize("given", ["99", "9999", "999999", "610999", "690000", "6", "61092", "甲县", "鼓楼区", "", "６１"])
def test_what_is_no_region_is_refused(given: str) -> None:
    with pytest.raises(UsageError, match=r"陕西省汉阴县|the city before it"):
        checked_region(given, "--region")


@pytest.mark.parametrize(("given", "code"), [("汉阴县", "610921"), ("陕西省汉阴县", "610921"), ("陕西省", "61")])
def test_a_region_may_be_given_by_name(given: str, code: str) -> None:
    assert checked_region(given, "--region") == code
