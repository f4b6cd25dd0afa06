"""Whom a report names: found, not found, or nobody at all; what names somebody is never taken for one about the village."""

from __future__ import annotations

from typing import Any

import pytest

from puxi_cli.systems.rectification.feedback import Lost, Register, Rules, wanted, whom

REGISTER = Register(
    {"6900000001": "甲村", "6900000002": "甲村", "6900000003": "大甲村"}, {"690000197001011019": ("6900000002", "P2")},
    {("甲村", "王大山"): "6900000001", ("甲村", "李二"): None, ("大甲村", "王大山"): "6900000003"}, ["甲村", "大甲村"], ["乙镇"],
)  # fmt: skip


@pytest.mark.parametrize(
    ("row", "lost"),
    [
        ({"concerns": "甲村 6999999998"}, Lost.NOBODY),  # a mistyped number
        ({"concerns": "甲村 69000001"}, Lost.NOBODY),  # digits are lacking
        ({"concerns": "甲村王五"}, Lost.NOBODY),
        ({"concerns": "乙镇甲村一组王五户"}, Lost.NOBODY),
        ({"concerns": "罗山"}, Lost.NOBODY),
        ({"concerns": "甲村", "text": "户主赵六，人数不符"}, Lost.NOBODY),
        ({"text": "甲村赵六家人数不符"}, Lost.NOBODY),
        ({"text": "户 6999999998 人数不符", "village": "甲村"}, Lost.NOBODY),
        ({"text": "690000197001011028 人数不符", "village": "甲村"}, Lost.NOBODY),
        ({"village": "甲村", "head_name": "王五"}, Lost.NOBODY),
        ({"head_name": "王大山"}, Lost.NOBODY),  # of which village?
        ({"village": "甲村", "household_id": "6999999998"}, Lost.NOBODY),
        ({"concerns": "甲村李二"}, Lost.SEVERAL),
        ({"village": "甲村", "head_name": "李二"}, Lost.SEVERAL),
        ({"concerns": "6900000001、6900000002"}, Lost.SEVERAL),
        ({"village": "丁村"}, Lost.NO_VILLAGE),
        ({"concerns": "甲村"}, None),
        ({"concerns": "乙镇甲村二组、全村"}, None),
        ({"concerns": "甲村 3户"}, None),
        ({"concerns": "全镇各村"}, None),
        ({"village": "甲村", "text": "有户人数不符，2018年12月31日前（20181231）"}, None),
        ({"text": "甲村户主姓名与户口簿不符"}, None),
        ({"text": "人数不符"}, None),
    ],
)  # fmt: skip
def test_who_is_named_and_not_found_is_told_apart_from_nobody(row: dict[str, Any], lost: Lost | None) -> None:
    about = whom({"text": "人数不符"} | row, REGISTER)
    assert (about.household, about.lost) == (None, lost)


def test_the_heads_name_in_a_column_of_its_own_names_the_household() -> None:
    row = {"text": "人数不符", "village": "甲村"}
    assert whom(row | {"head_name": "王大山"}, REGISTER).household == "6900000001"
    assert whom(row | {"head_name": "王大"}, REGISTER).household is None, "a part of a name is another name"
    rules = Rules(frozenset(), {})
    keys = {wanted(row | {"head_name": head}, "省", REGISTER, rules).key for head in ("王大山", "王五", None)}
    assert len(keys) == 3, "one sentence for two heads is two problems"


def test_a_number_that_is_not_found_is_kept_as_written() -> None:
    told = wanted(
        {"text": "人数不符 REC310", "concerns": "甲村 6999999998"}, "省", REGISTER, Rules(frozenset({"REC310"}), {})
    ).values
    assert (told["household_id"], told["village"], told["rule"]) == ("6999999998", "甲村", "REC310")


@pytest.mark.parametrize("village", ["甲村", "甲", "乙镇甲村", "甲 村", "甲村委会"])
@pytest.mark.parametrize("head", ["王大山", "王 大山", "王\u3000大山", "王⼤山"])
def test_names_and_villages_are_found_however_they_are_spelt(village: str, head: str) -> None:
    about = whom({"text": "人数不符", "village": village, "head_name": head}, REGISTER)
    assert (about.household, about.village, about.lost) == ("6900000001", "甲村", None)
    assert whom({"text": f"甲村 {head}户人数不符"}, REGISTER).household == "6900000001"
