"""`puxi explain` by a name: which household is meant, and what is said where none is, or several are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from tests.conftest import number

pytestmark = pytest.mark.slow

HOUSEHOLDS = (
    "户编号,县,乡镇,行政村,村民小组,户主姓名\n"
    "0001,汉阴县,蒲溪镇,云杉湾村,一组,王宝\n"
    "0002,汉阴县,蒲溪镇,云杉湾村,二组,赵大山\n"
    "0003,汉阴县,蒲溪镇,东沟村,三组,王宝\n"
    "0004,汉阴县,蒲溪镇,东沟社区,一组,阿依古丽·买买提\n"
    "0005,汉阴县,蒲溪镇,东沟村,一组,李小满\n"
)
# 王宝 of 0001 has a daughter 王丽, who married into 0005; 钱多 has no household's number that can be read.
PERSONS = [
    ("0001", "王宝", "户主", ""), ("0001", "王丽", "之女", "201605"), ("0002", "赵大山", "户主", ""), ("0002", "赵  小 宝", "之子", ""),
    ("0003", "王宝", "户主", ""), ("0004", "阿依古丽•买买提", "户主", ""), ("0005", "李小满", "户主", ""), ("0005", "王丽", "之儿媳", ""),
    ("", "钱多", "配偶", ""),
]  # fmt: skip


@pytest.fixture
def register(tmp_path: Path) -> Path:
    folder = tmp_path / "信息表"
    folder.mkdir()
    (folder / "户信息.csv").write_text(HOUSEHOLDS, "utf-8")
    rows = [
        f"{household},{name},{number(f'6900001970010{place}123')},{relation},{left}"
        for place, (household, name, relation, left) in enumerate(PERSONS, 1)
    ]
    (folder / "人口信息.csv").write_text("户编号,姓名,证件号码,与户主关系,减少时间\n" + "\n".join(rows) + "\n", "utf-8")
    return folder


def found(register: Path, *asked: str) -> str:
    """The number of the household that is explained."""
    result = CliRunner().invoke(main, ["explain", *asked, str(register), "--year", "2018", "--format", "json"])
    assert result.exit_code == 0, result.output
    return str(json.loads(result.stdout)["household_id"])


def refused(register: Path, *asked: str, lang: str = "zh") -> str:
    result = CliRunner().invoke(main, ["explain", *asked, str(register), "--year", "2018", "--lang", lang])
    assert result.exit_code == 2, result.output
    assert not result.stdout
    return result.stderr


@pytest.mark.parametrize(
    ("asked", "household"),
    [
        (("赵大山",), "0002"),
        (("赵小宝",), "0002"),  # a member, written with blanks
        (("赵 小\u3000宝",), "0002"),
        (("阿依古丽.买买提",), "0004"),  # any dot, in the head's own spelling or the member's
        (("王宝", "--village", "云杉湾村"), "0001"),
        (("王宝", "--village", "云杉湾"), "0001"),
        (("王宝", "--village", "蒲溪镇云杉湾村"), "0001"),
        (("王宝", "--village", "云杉湾 村委会"), "0001"),
        (("王宝", "--village", "东沟村"), "0003"),
        (("东沟村王宝",), "0003"),
        (("云杉湾村 王宝",), "0001"),
        (("云杉湾村的王宝",), "0001"),
        (("0003", "--village", "东沟村"), "0003"),
        (("王丽", "--village", "东沟村"), "0005"),
        (("王丽", "--village", "云杉湾村"), "0001"),  # who left is found where they were, too
    ],
)
def test_a_household_is_found_by_a_name_of_its_people(asked: tuple[str, ...], household: str, register: Path) -> None:
    assert found(register, *asked) == household


def test_several_are_listed_masked_with_number_group_and_village(register: Path) -> None:
    said = refused(register, "王宝")
    assert "puxi explain 0001" in said
    assert "--village" in said
    assert [line.split() for line in said.splitlines()[1:]] == [
        ["0001", "王*", "本人或户主", "一组", "云杉湾村"],
        ["0003", "王*", "本人或户主", "三组", "东沟村"],
    ]
    assert said.count("王宝") == 1, "as it was asked for"


def test_who_left_is_listed_as_that(register: Path) -> None:
    said = refused(register, "王丽", "--show-ids")
    assert [line.split() for line in said.splitlines()[1:]] == [
        ["0001", "王丽", "之女（2016-05", "减少）", "一组", "云杉湾村"], ["0005", "王丽", "之儿媳", "一组", "东沟村"],
    ]  # fmt: skip
    assert "(left 2016-05)" in refused(register, "王丽", lang="en")


def test_several_in_one_village_are_told_by_their_numbers_alone(register: Path) -> None:
    path = register / "户信息.csv"
    path.write_text(HOUSEHOLDS.replace("东沟村,三组", "云杉湾村,三组"), "utf-8")
    said = refused(register, "王宝", "--village", "云杉湾村")
    assert [line.split()[0] for line in said.splitlines()[1:]] == ["0001", "0003"]
    assert "或加 --village" not in said


def test_a_name_of_another_village_is_told_with_its_village(register: Path) -> None:
    said = refused(register, "赵大山", "--village", "东沟村")
    assert said.startswith("东沟村没有姓名为“赵大山”的人")
    assert said.splitlines()[1].split() == ["0002", "赵**", "本人或户主", "二组", "云杉湾村"]


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        (("赵大三",), ["0002"]),  # one sign of three differs: 赵大山
        (("李满",), ["0005"]),  # one is left out: 李小满
        (("李小满子",), ["0005"]),  # one too many
        (("王保", "--village", "云杉湾村"), ["0001", "0001"]),  # 王宝 and 王丽
        (("孙悟空",), []),
    ],
)
def test_the_nearest_are_offered_where_nobody_is_found(asked: tuple[str, ...], near: list[str], register: Path) -> None:
    said = refused(register, *asked)
    assert [line.split()[0] for line in said.splitlines()[1:]] == near
    assert f"“{asked[0]}”" in said  # as it was typed; those of the register are masked
    assert not {"赵大山", "李小满", "王宝", "王丽"} & set(re.findall(r"[\u4e00-\u9fff]+", said))
    assert ("是否为" in said) == bool(near)


def test_a_village_that_may_be_two_or_is_none_is_asked_back(register: Path) -> None:
    assert "东沟村、东沟社区" in refused(register, "王宝", "--village", "东沟")
    assert "是否为 云杉湾村" in refused(register, "王宝", "--village", "云彬湾村")
    assert "东沟村、东沟社区、云杉湾村" in refused(register, "王宝", "--village", "南坪镇")  # few villages: all are named


def test_a_number_of_another_village_is_not_shown(register: Path) -> None:
    assert "0003 在 东沟村，不在 云杉湾村" in refused(register, "0003", "--village", "云杉湾")


def test_who_has_no_household_that_can_be_read_is_told_so(register: Path) -> None:
    assert "户编号空白或读不出" in refused(register, "钱多")


@pytest.mark.parametrize("asked", ["", "  ", "\u3000"])
def test_nothing_asked_finds_nobody(asked: str, register: Path) -> None:
    assert "请写户编号" in refused(register, asked)


def test_a_roster_without_numbers_is_asked_by_name(tmp_path: Path) -> None:
    path = tmp_path / "花名册.csv"
    path.write_text(
        "行政村,户主姓名,姓名,证件号码,与户主关系\n"
        f"甲村,周明,周明,{number('69000019700101123')},户主\n甲村,周明,周小明,{number('69000020000101123')},之子\n"
        f"乙村,周明,周明,{number('69000019750101123')},户主\n",
        "utf-8",
    )
    assert found(path, "周明", "--village", "甲村") == found(path, "周小明") != found(path, "周明", "--village", "乙")
