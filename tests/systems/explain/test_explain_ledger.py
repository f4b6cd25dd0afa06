"""`puxi explain`: who answers for a household, and where its problems stand in the ledger."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import html

from puxi_cli.cli.main import main
from puxi_cli.systems.rectification.ledger_xlsx import write_new_ledger
from tests.conftest import number

pytestmark = pytest.mark.slow

LEDGER = "整改台账.xlsx"
HOUSEHOLDS = "户编号,行政村,户主姓名,首次识别时间,脱贫属性\n0001,甲村,王大山,201401,未脱贫\n0002,乙村,李四,201401,未脱贫\n"
PERSONS = (
    "户编号,人编号,姓名,证件号码,与户主关系\n"
    f"0001,000101,王大山,{number('69000019700101123')},户主\n0002,000201,李四,{number('69000019650101126')},户主\n"
)
DUTIES = (
    '[[duties]]\nduty = "村"\nvillage = "甲村"\nperson = "赵支书"\nphone = "13912345678"\n'
    '[[duties]]\nperson = "李站长"\noffice = "镇扶贫办"\n'
)
PROBLEMS = [
    {"key": "AAAA-2222", "household_id": "0001", "text": "王大山家人数不符", "rule": "REC310", "person": "赵支书", "deadline": "2019-01-21",
     "result": "仍存在", "state": "整改中"},
    {"key": "BBBB-2222", "household_id": "0001", "text": "没有照片", "state": "已销号", "closed": True, "closed_on": "2019-01-09"},
    {"key": "CCCC-2222", "person_id": "000101", "text": "证件过期", "state": "反弹"},
    {"key": "DDDD-2222", "household_id": "0002", "text": "房子漏雨", "state": "整改中"},
]  # fmt: skip
EVENTS = [
    {"day": "2019-01-07", "key": one["key"], "before": None, "after": one["state"], "who": "张三", "why": None}
    for one in PROBLEMS
]


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "信息表").mkdir()
    (tmp_path / "信息表" / "户信息.csv").write_text(HOUSEHOLDS, "utf-8")
    (tmp_path / "信息表" / "人口信息.csv").write_text(PERSONS, "utf-8")
    return tmp_path


@pytest.fixture
def with_ledger(town: Path) -> Path:
    with (town / LEDGER).open("wb") as stream:
        write_new_ledger(stream, PROBLEMS, EVENTS, [])
    (town / "puxi.toml").write_text(DUTIES, "utf-8")
    return town


def explained(household: str, *options: str, lang: str = "zh", code: int = 0) -> str:
    result = CliRunner().invoke(main, ["explain", household, "信息表", "--year", "2018", "--lang", lang, *options])
    assert result.exit_code == code, result.output
    return result.output


def document(household: str, *options: str) -> dict[str, Any]:
    told = json.loads(explained(household, "--format", "json", *options))
    assert isinstance(told, dict)
    return told


def test_who_answers_is_who_a_plan_would_name(with_ledger: Path) -> None:
    told = {one["duty"]: (one["person"], one["office"], one["phone"]) for one in document("0001")["responsible"]}
    assert told == {
        "clerk": ("李站长", "镇扶贫办", None), "village": ("赵支书", None, "139****5678"), "town": ("李站长", "镇扶贫办", None),
    }  # fmt: skip
    assert {one["person"] for one in document("0002")["responsible"]} == {"李站长"}  # another village
    screen = explained("0001").splitlines()
    assert "责任人：录入员、镇 李站长（镇扶贫办）；村 赵支书（电话 139****5678）" in screen
    assert "13912345678" in explained("0001", "--show-ids")
    assert "responsible: clerk, town 李站长 (镇扶贫办); village 赵支书 (telephone 139****5678)" in explained("0001", lang="en")


def test_a_sheet_of_the_register_or_of_the_ledger_names_who_answers(town: Path) -> None:
    assert {one["person"] for one in document("0001")["responsible"]} == {None}
    assert "责任人：未明确" in explained("0001").splitlines()
    with (town / LEDGER).open("wb") as stream:
        write_new_ledger(stream, PROBLEMS, EVENTS, [{"duty": "镇", "person": "孙镇长"}])
    assert [one["person"] for one in document("0001")["responsible"]] == [None, None, "孙镇长"]
    (town / "信息表" / "责任人.csv").write_text("职责,行政村,责任人\n镇,甲村,钱主任\n", "utf-8")
    assert document("0001")["responsible"][2]["person"] == "钱主任"


def test_the_ledger_says_where_the_problems_of_the_household_stand(with_ledger: Path) -> None:
    ledger = document("0001")["ledger"]
    assert ledger["path"] == LEDGER
    assert [(one["key"], one["state"], one["result"], one["closed"]) for one in ledger["problems"]] == [
        ("AAAA-2222", "open", "found", False), ("CCCC-2222", "reopened", None, False), ("BBBB-2222", "closed", None, True),
    ]  # fmt: skip
    assert ledger["problems"][0]["text"] == "王**家人数不符"
    screen = explained("0001").splitlines()
    assert f"整改台账（{LEDGER}）：这一户 3 个问题，未销号 2 个" in screen
    [line] = [line for line in screen if line.startswith("AAAA-2222")]
    assert line.split() == ["AAAA-2222", "王**家人数不符", "整改中（仍存在）", "赵支书", "2019-01-21"]
    assert any("已销号（2019-01-09）" in line for line in screen)
    assert not any("DDDD-2222" in line for line in screen)
    page = html.fromstring(explained("0001", "--format", "html"))
    assert [row.text_content() for row in page.xpath("//th[@class='k']") if "-2222" in row.text_content()] == [
        "AAAA-2222", "CCCC-2222", "BBBB-2222",
    ]  # fmt: skip
    assert "赵支书（电话 139****5678）" in page.text_content()
    assert "closed (2019-01-09)" in explained("0001", lang="en")


def test_without_a_ledger_nothing_is_said_of_one_and_none_is_made(town: Path) -> None:
    assert document("0001")["ledger"] is None
    assert "台账" not in explained("0001")
    assert not (town / LEDGER).exists()
    assert "另一本.xlsx" in explained("0001", "--ledger", "另一本.xlsx", code=3)


def test_another_ledger_is_named_and_settings_name_one(with_ledger: Path) -> None:
    (with_ledger / LEDGER).rename(with_ledger / "台账2.xlsx")
    assert document("0001")["ledger"] is None
    assert document("0001", "--ledger", "台账2.xlsx")["ledger"]["path"] == "台账2.xlsx"
    (with_ledger / "puxi.toml").write_text('[rectify]\nledger = "台账2.xlsx"\n', "utf-8")
    assert len(document("0002")["ledger"]["problems"]) == 1
    (with_ledger / "puxi.toml").write_text('[rectify]\nledger = "还没有.xlsx"\n', "utf-8")
    assert document("0002")["ledger"] is None


def test_a_household_without_problems_and_a_ledger_that_only_lies_there_damaged(with_ledger: Path) -> None:
    with (with_ledger / LEDGER).open("wb") as stream:
        write_new_ledger(stream, PROBLEMS[:2], EVENTS[:2], [])
    assert f"整改台账（{LEDGER}）中没有这一户的问题" in explained("0002")
    (with_ledger / LEDGER).write_bytes(b"PK\x03\x04 half")
    told = document("0002")
    assert told["ledger"] is None
    assert any(note.startswith("没有采用整改台账") for note in told["notes"])
    assert LEDGER in explained("0002", "--ledger", LEDGER, code=3)


def test_the_ledger_is_no_place_for_the_page(with_ledger: Path) -> None:
    before = (with_ledger / LEDGER).read_bytes()
    (with_ledger / "页.html").symlink_to(LEDGER)
    explained("0001", "--output", "页.html", code=2)
    assert (with_ledger / LEDGER).read_bytes() == before
