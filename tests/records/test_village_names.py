"""Spellings of one village, and villages that only look alike."""

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from puxi_cli.records.village_names import KnownVillages, spellings


def read(
    *villages: str,
    listed: tuple[str, ...] = (),
    towns: Mapping[str, set[str]] = MappingProxyType({}),
    places: tuple[str, ...] = (),
) -> list[str]:
    rows = {village: villages.count(village) for village in villages}
    found = spellings({**dict.fromkeys(listed, 0), **rows}, listed, places, towns)
    return [found.read(village) for village in villages]


@pytest.mark.parametrize(
    "other",
    [
        "云杉湾",
        "蒲溪镇云杉湾村",
        "汉阴县蒲溪镇云杉湾村委会",
        "陕西省安康市汉阴县蒲溪镇云杉湾村",
        "云杉湾村民委员会",
        "云杉湾 村",
        "云杉湾行政村",
        "云杉\u3000湾村",
        "⽩石沟村",
    ],
)
def test_spellings_of_one_village(other: str) -> None:
    village = "白石沟村" if "石" in other else "云杉湾村"
    assert read(village, village, other) == [village] * 3
    assert read(other, other, village, listed=(village,)) == [village] * 3


@pytest.mark.parametrize(
    "other",
    ["云杉湾村居委会", "云杉湾村居民委员会", "云杉湾村一组", "云杉湾村1组", "云杉湾1组", "云杉湾村第一村民小组", "云杉湾村王家组",
     "蒲溪镇云杉湾村3社", "蒲溪镇-云杉湾村",
     "蒲溪镇/云杉湾村", "蒲溪镇、云杉湾村", "汉阴县，蒲溪镇，云杉湾村", "蒲溪云杉湾村", "蒲溪镇人民政府云杉湾村", "1.云杉湾村",
     "①云杉湾村", "（1）云杉湾村", "01云杉湾村", "1、云杉湾村", "610921云杉湾村", "云杉湾村610921103201", "云杉湾村（610921103201）",
     "“云杉湾村”", "云杉湾村*", "云杉湾村.", "云杉湾村、", "云杉湾村；", "云杉湾村（贫困村）", "云杉湾村(已出列)", "云杉湾村支部", "云杉湾村党支部",
     "云杉湾大队", "云杉湾生产大队", "“1.蒲溪镇-云杉湾村（贫困村）”"],
)  # fmt: skip
def test_what_is_written_around_a_name_is_passed_over_where_the_register_has_the_name_without_it(other: str) -> None:
    assert read("云杉湾村", "云杉湾村", "白石沟村", other, places=("蒲溪镇",)) == ["云杉湾村", "云杉湾村", "白石沟村", "云杉湾村"]
    assert read(*[other] * 3, "云杉湾村", places=("蒲溪镇",)) == ["云杉湾村"] * 4, "though more rows write it so"
    assert read(other, "白石沟村", places=("蒲溪镇",)) == [other, "白石沟村"]
    assert KnownVillages(("云杉湾村", "白石沟村"), ("蒲溪镇",)).meant(other) == "云杉湾村"


def test_a_name_with_a_group_that_may_be_of_two_villages_is_named() -> None:
    found = spellings({"东沟村": 5, "东沟社区": 5, "东沟1组": 1})
    assert not found.meant
    assert dict(found.unclear) == {"东沟1组": ("东沟村", "东沟社区")}


def test_a_committee_of_residents_is_the_communitys_where_the_register_has_one() -> None:
    assert read("东沟社区", "东沟村", "东沟村居委会") == ["东沟社区", "东沟村", "东沟社区"]


def test_the_plain_name_is_told_where_a_row_writes_it() -> None:
    assert read("红石村委会", "红石村委会", "蒲水镇红石村", "蒲水镇红石村", "红石村") == ["红石村"] * 5
    assert read("红石村委会", "红石村委会", "红石") == ["红石村委会"] * 3, "which does not say that it is a village"
    assert read("蒲水镇红石村", "红石村", listed=("蒲水镇红石村",)) == ["蒲水镇红石村"] * 2, "the table of villages goes before"


def test_most_rows_decide_how_a_village_is_written_where_no_table_lists_it() -> None:
    assert read("云杉湾", "云杉湾", "云杉湾村") == ["云杉湾"] * 3
    assert read("蒲溪镇云杉湾村", "云杉湾村") == ["云杉湾村"] * 2


@pytest.mark.parametrize(
    "villages",
    [("李家村", "李家沟村"), ("东沟村", "东沟社区"), ("上坝村", "下坝村"), ("新镇河村", "河村"), ("一村", "二村"), ("中村", "中坝村"),
     ("蒲溪镇东沟村", "平梁镇东沟村"), ("下乡坝村", "坝村"), ("云杉湾一村", "云杉湾二村"),
     ("云杉湾村", "云杉湾1村"), ("云杉湾村（东）", "云杉湾村"), ("里村", "1里村"), ("白石沟村一组", "白石沟村二组"), ("大湾村", "小湾村"),
     ("东沟村", "东沟社区居委会"), ("东沟社区", "东沟村", "蒲溪社区"), ("1.东沟村", "2.西沟村"), ("东沟社区", "东沟大队"),
     ("蒲溪村", "蒲溪社区"), ("东村", "东村一村")],
)  # fmt: skip
def test_villages_that_only_look_alike(villages: tuple[str, ...]) -> None:
    found = spellings(dict.fromkeys(villages, 3))
    assert not found.meant
    assert not found.unclear


def test_a_name_that_may_be_either_of_two_stays_as_it_is_and_is_named() -> None:
    found = spellings({"东沟": 1, "东沟村": 5, "东沟社区": 5})
    assert not found.meant
    assert dict(found.unclear) == {"东沟": ("东沟村", "东沟社区")}
    found = spellings({"东沟村": 1, "蒲溪镇东沟村": 5, "平梁镇东沟村": 5})
    assert not found.meant
    assert dict(found.unclear) == {"东沟村": ("平梁镇东沟村", "蒲溪镇东沟村")}


def test_the_town_of_its_rows_tells_which_of_two_villages_a_name_means() -> None:
    towns = {"东沟村": {"平梁镇"}}
    assert read("东沟村", "蒲溪镇东沟村", "平梁镇东沟村", "平梁镇东沟村", towns=towns) == [
        "平梁镇东沟村",
        "蒲溪镇东沟村",
        "平梁镇东沟村",
        "平梁镇东沟村",
    ]
    assert read("东沟村", "蒲溪镇东沟村", towns=towns) == ["东沟村", "蒲溪镇东沟村"], "a village of the same name in another town"


def test_villages_that_each_have_a_row_in_their_table_are_two() -> None:
    found = spellings({"东沟": 2, "东沟村": 2, "蒲溪镇东沟": 1}, listed=("东沟", "东沟村"))
    assert not found.meant
    assert dict(found.unclear) == {"蒲溪镇东沟": ("东沟", "东沟村")}


def test_a_community_is_one_under_all_its_names() -> None:
    assert read("蒲溪社区", "蒲溪社区", "蒲溪居委会", "蒲溪社区居民委员会", "蒲溪镇蒲溪社区") == ["蒲溪社区"] * 5


def test_a_known_town_is_known_though_it_looks_like_none() -> None:
    assert read("石门坎云杉湾村", "云杉湾村", "云杉湾村", places=("石门坎",)) == ["云杉湾村"] * 3


@pytest.mark.parametrize("other", ["云杉弯村", "云衫湾村", "雲杉灣村", "云杉湾社区居委会", "云杉湾居委会", "云杉弯"])
def test_what_is_nearly_the_name_of_many_is_asked_about_and_not_joined(other: str) -> None:
    found = spellings({"云杉湾村": 20, "白石沟村": 9, other: 2})
    assert not found.meant
    assert dict(found.unclear) == {other: ("云杉湾村",)}
    assert not spellings({"云杉湾村": 19, other: 2}).unclear, "no ten times as many"
    assert not spellings({"云杉湾村": 900, other: 11}).unclear, "a village of its own"
    assert not spellings({"云杉湾村": 20, other: 2}, listed=("云杉湾村",)).unclear, "REC341 says so"


@pytest.mark.parametrize("villages", [("大湾村", "小湾村"), ("云杉湾一村", "云杉湾二村"), ("东沟村", "东沟社区"), ("张家湾村", "李家湾村"),
    ("蒲溪镇高坪村", "平梁镇高平村")])  # fmt: skip
def test_other_villages_are_not_asked_about(villages: tuple[str, str]) -> None:
    assert not spellings({villages[0]: 90, villages[1]: 2}).unclear
