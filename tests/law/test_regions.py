"""Regions by name and by code."""

from __future__ import annotations

import pytest

from puxi_cli.errors import UsageError
from puxi_cli.law.regions import checked_region, is_region, regions_named, regions_within, shared_prefix


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


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        ("61092", "行政区划代码为 2、4 或 6 位（6109 是陕西省安康市）", "a code has 2, 4 or 6 digits (6109 is 陕西省安康市)"),
        ("610999", "GB/T 2260 中没有这个代码（6109 是陕西省安康市）", "GB/T 2260 has no such code (6109 is 陕西省安康市)"),
        ("999999", "GB/T 2260 中没有这个代码。", "GB/T 2260 has no such code. "),
        ("汉荫县", "是否为“汉阴县”", "is it 汉阴县"),
        ("鼓楼区", "有 4 处（江苏省南京市鼓楼区 320106、", "4 regions are called 鼓楼区 (江苏省南京市鼓楼区 320106, "),
    ],
)
def test_the_reason_for_refusing_is_given(given: str, zh: str, en: str) -> None:
    with pytest.raises(UsageError) as refused:
        checked_region(given, "--region")
    assert zh in refused.value.zh
    assert en in refused.value.en


@pytest.mark.parametrize(
    ("given", "code"), [("610000", "61"), ("610900", "6109"), ("500000", "50"), ("户县", "610125"), ("610125", "610125")]
)
def test_zeros_at_the_end_and_former_counties_are_taken(given: str, code: str) -> None:
    assert checked_region(given, "--region") == code


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("陕西省汉阴县蒲溪镇建档立卡贫困户信息表", {"汉阴县": {"610921"}}),
        ("汉阴县2018年贫困户", {"汉阴县": {"610921"}}),
        ("陕西汉阴县", {"汉阴县": {"610921"}}),
        ("江苏省南京市鼓楼区", {"鼓楼区": {"320106"}}),
        ("南京市2018年鼓楼区", {"鼓楼区": {"320106"}}),
        ("安康市汉阴县、石泉县", {"汉阴县": {"610921"}, "石泉县": {"610922"}}),
        ("四川省汉阴县", {"四川省": {"51"}, "汉阴县": set()}),
        ("河南新县", {"新县": {"411523"}}),
        ("乡镇和县级名单县", {}),
        ("蒲溪镇", {}),
    ],
)  # fmt: skip
def test_regions_in_a_title(text: str, named: dict[str, set[str]]) -> None:
    assert {name: set(codes) for name, codes in regions_within(text)} == named
