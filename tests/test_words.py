"""Words in both languages: put together without choosing one."""

from __future__ import annotations

import pytest

from puxi_cli.text.words import COLON, ITEMS, NO_WORDS, Text, chosen

HEAD, WORD = Text("户数", "households"), Text("村", "village")


def test_words_are_added_in_each_language() -> None:
    assert HEAD + COLON + "3" == ("户数：3", "households: 3")
    assert "  " + HEAD == ("  户数", "  households")


def test_words_are_joined_and_filled_in_each_language() -> None:
    assert ITEMS.join([HEAD, "x", WORD]) == ("户数、x、村", "households, x, village")
    assert Text("{a}（{b}）", "{a} ({b})").filled({"a": HEAD, "b": 2}) == ("户数（2）", "households (2)")
    with pytest.raises(KeyError):
        Text("{a}", "{a}").filled({})


def test_words_do_not_stand_in_a_sentence_of_one_language() -> None:
    with pytest.raises(TypeError, match="one language"):
        f"{HEAD} 3"


def test_nothing_said_is_false() -> None:
    assert [bool(words) for words in (NO_WORDS, ITEMS.join([]), HEAD)] == [False, False, True]


def test_only_words_are_chosen() -> None:
    assert [chosen(value, "en") for value in (HEAD, "x", 3, None)] == ["households", "x", 3, None]
