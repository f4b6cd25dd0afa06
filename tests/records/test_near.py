"""Names found in a sentence, and the one that a misspelt word was probably meant to be."""

import pytest

from puxi_cli.records.near import Names

VILLAGES = Names(["云杉湾村", "青石坪村", "石坪村", "柳溪村"])


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("云杉湾村", "云杉湾村"),
        ("云山湾村", "云杉湾村"),  # one sign wrong
        ("云杉湾", "云杉湾村"),  # one is missing
        ("云杉大湾村", "云杉湾村"),  # one too many
        ("杉湾云村", "云杉湾村"),  # moved
        ("青石平林", "青石坪村"),  # two wrong
        ("蒲溪镇政府", None),
        ("", None),
    ],
)
def test_the_nearest_name_differs_in_two_signs_at_most(word: str, meant: str | None) -> None:
    assert VILLAGES.nearest(word) == meant


def test_names_within_a_sentence_come_longest_first() -> None:
    assert VILLAGES.within("柳溪村和青石坪村的问题") == ["青石坪村", "柳溪村", "石坪村"]
    assert VILLAGES.within("没有村") == []


def test_a_name_among_thousands_is_found() -> None:
    many = Names([f"第{number}号村" for number in range(5000)])
    assert many.nearest("第4321号材") == "第4321号村"
