"""Rows that double each other: one finding that names them all, and one answer in whatever counts or judges."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from puxi_cli.findings import Finding
from puxi_cli.jobs.identify import identified
from puxi_cli.jobs.opening import open_register
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.reports.words import message
from puxi_cli.sheets.loading import Loading
from puxi_cli.systems.notices.job import notices_of
from puxi_cli.systems.quality.job import validate
from tests.conftest import number
from tests.sheets.registers import Rows, xlsx

pytestmark = pytest.mark.slow

HOUSEHOLD_HEAD = ("户编号", "行政村", "首次识别时间", "脱贫属性")
PERSON_HEAD = ("户编号", "人编号", "姓名", "证件号码", "与户主关系")
INCOME_HEAD = ("户编号", "年度", "人均纯收入")
HOUSEHOLDS: Rows = (HOUSEHOLD_HEAD, ("1", "丙村", "2014-01", "未脱贫"), ("2", "丙村", "2014-01", "未脱贫"))


def person(n: int, house: str = "1", relation: str = "之子", key: str | None = None) -> tuple[str, ...]:
    return (house, key or f"P{n}", f"王{n}", number(f"690000198001010{n:02}"), relation)


def findings(path: Path, rule: str, **sheets: Rows) -> list[Finding]:
    tables = {"户信息": HOUSEHOLDS, "人口信息": (PERSON_HEAD, person(1, relation="户主"), person(2, "2", "户主")), **sheets}
    found = validate([xlsx(path / "a.xlsx", tables)], day=date(2018, 12, 31)).findings
    return [one for one in found if one.card.id == rule]


DOUBLED: list[tuple[str, str, Rows, str, int, str]] = [
    ("REC305", "人口信息", (PERSON_HEAD, person(1, relation="户主"), person(3), person(3, key="P9"), person(2, "2", "户主")), "D3", 2, "第4行"),
    ("REC305", "人口信息", (PERSON_HEAD, *(person(1, key=f"P{n}") for n in range(8)), person(2, "2", "户主")), "D2", 8,
     "第3行、人口信息 第4行、人口信息 第5行、人口信息 第6行、人口信息 第7行、其他行"),
    ("REC304", "人口信息", (PERSON_HEAD, person(1, relation="户主"), person(3, relation="户主"), person(2, "2", "户主")), "E2", 2, "第3行"),
    ("REC307", "人口信息", (PERSON_HEAD, person(1, relation="户主", key="P2"), person(3, key="P2"), person(2, "2", "户主", "P5")), "B2", 2, "第3行"),
    ("REC308", "户信息", (*HOUSEHOLDS, ("1", "丁村", "2014-01", "未脱贫")), "A2", 2, "第4行"),
    ("REC323", "家庭收入", (INCOME_HEAD, ("1", "2017", "2000"), ("1", "2017", "800"), ("2", "2017", "900")), "B2", 2, "第3行"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "sheet", "rows", "cell", "several", "others"), DOUBLED)
def test_rows_that_double_each_other_are_one_finding(
    rule: str, sheet: str, rows: Rows, cell: str, several: int, others: str, tmp_path: Path
) -> None:
    [found] = findings(tmp_path, rule, **{sheet: rows})
    assert (found.place.cell, found.rows) == (cell, several)
    assert f"另见 {sheet} {others}" in message(found, "zh", False)


@pytest.mark.parametrize(
    ("rule", "members"),
    [
        ("REC302", [person(2, "2", "户主")]),
        ("REC303", [person(1, relation="配偶"), person(2, "2", "户主")]),
        ("DQ1001", [(*person(1, relation="户主"), "2015-06"), (*person(2, "2", "户主"), None)]),
    ],
)
def test_what_is_wrong_with_the_members_of_a_household_on_two_rows_is_said_once(
    rule: str, members: list[tuple[object, ...]], tmp_path: Path
) -> None:
    rows = {"户信息": (*HOUSEHOLDS, ("1", "丁村", "2014-01", "未脱贫")), "人口信息": ((*PERSON_HEAD, "减少时间"), *members)}
    [found] = findings(tmp_path, rule, **rows)
    assert (found.place.cell, found.rows) == ("A2", 2)


def test_a_person_in_two_households_is_told_at_both_once_each(tmp_path: Path) -> None:
    persons = (PERSON_HEAD, person(1, relation="户主"), person(2, "2", "户主"), person(3), person(3), person(3, "2"))
    found = findings(tmp_path, "REC306", 人口信息=persons)
    assert [(one.place.cell, one.rows) for one in found] == [("D4", 2), ("D6", 1)]
    assert [one.place.cell for one in findings(tmp_path, "REC305", 人口信息=persons)] == ["D4"]


# A town of four households: 1 and 2 are poor, 3 left in 2017, 4 never was poor.
TOWN: Rows = (
    ("户编号", "行政村", "户主姓名", "首次识别时间", "脱贫属性", "脱贫年度"),
    ("1", "丙村", "王1", "2014-01", "未脱贫", None), ("2", "丙村", "王2", "2014-01", "未脱贫", None),
    ("3", "丙村", "王3", "2014-01", "已脱贫（享受政策）", "2017"), ("4", "丙村", "王4", None, None, None),
)  # fmt: skip
PEOPLE: Rows = (PERSON_HEAD, *(person(n, str(n), "户主") for n in (1, 2, 3, 4)), person(5, "1"))


def answers(path: Path, households: Rows = TOWN, persons: Rows = PEOPLE) -> dict[str, dict[str, Any]]:
    """What stats, identify and exit say as JSON."""
    file = xlsx(path / "a.xlsx", {"户信息": households, "人口信息": persons})
    told = {}
    for command in ("stats", "identify", "exit"):
        options = ["--as-of", "2018-12-31", "--region", "610921", "--format", "json", "--lang", "zh"]
        result = CliRunner().invoke(main, [command, str(file), *options])
        assert result.exit_code in (0, 1), result.output
        told[command] = json.loads(result.stdout)
    return told


def counts(told: dict[str, dict[str, Any]]) -> tuple[int, int, int, int]:
    """Poor households and persons, households and persons of the files."""
    figures = told["stats"]
    return *figures["poor"].values(), *figures["all"].values()


def verdicts(told: dict[str, Any]) -> list[tuple[str, str, bool | None]]:
    return [(one["household_id"], one["verdict"], one.get("listed")) for one in told["verdicts"] if one["household_id"]]


def named(told: dict[str, Any], words: str) -> bool:
    return any(words in note for note in told["notes"])


def test_a_member_entered_twice_is_one_member_in_every_command(tmp_path: Path) -> None:
    clean, told = answers(tmp_path), answers(tmp_path, persons=(*PEOPLE, person(5, "1", key="P9"), person(5, "1", "子女")))
    assert counts(told) == counts(clean)
    for command, document in told.items():
        assert verdicts(document) == verdicts(clean[command]) if command != "stats" else True
        assert named(document, "2 行与同户另一行是同一人（姓名、证件号码相同），只计一人：1。"), command
        [left] = [one for one in document["left_out"] if one["what"] == "同户同一人重复的行"]
        assert (left["count"], left["households"]) == (2, [{"household_id": "1", "village": "丙村"}])


def test_a_member_entered_twice_without_a_number_that_can_be_read_is_one_member_by_the_persons_number(tmp_path: Path) -> None:
    lost = ("1", "P5", "王5", "69000019800101", "之子")
    told = answers(tmp_path, persons=(*PEOPLE[:-1], lost, lost))
    assert counts(told) == counts(answers(tmp_path))
    assert all(named(document, "只计一人：1。") for document in told.values())


def test_a_member_entered_twice_whose_time_of_leaving_cannot_be_read_is_one_member(tmp_path: Path) -> None:
    """2014/13 twice is one time that cannot be read; beside a row that says when, the person may have come back."""
    head = (*PERSON_HEAD, "减少时间")
    rows = [(*row, None) for row in PEOPLE[1:-1]]
    lost = (*person(5, "1"), "2014/13")
    once, twice = (answers(tmp_path, persons=(head, *rows, *[lost] * times)) for times in (1, 2))
    assert counts(twice) == counts(once)
    assert named(twice["stats"], "只计一人：1。")
    back = answers(tmp_path, persons=(head, *rows, lost, (*person(5, "1"), "2014-05")))
    assert not named(back["stats"], "只计一人")


def test_two_members_with_one_number_and_two_names_are_two(tmp_path: Path) -> None:
    wife = ("1", "P6", "李六", *person(5)[3:])
    told = answers(tmp_path, persons=(*PEOPLE, wife))
    assert counts(told)[1] == counts(answers(tmp_path))[1] + 1
    assert not any(named(document, "只计一人") for document in told.values())


def test_a_person_in_two_households_is_named_with_every_figure(tmp_path: Path) -> None:
    told = answers(tmp_path, persons=(*PEOPLE, person(5, "2")))
    assert counts(told)[1] == counts(answers(tmp_path))[1] + 1
    for command, document in told.items():
        assert named(document, "1 人的证件号码同时在几户，属于哪一户无法判断，各户都计入，全镇人数可能多计 1 人：1、2。"), command


@pytest.mark.parametrize("again", [TOWN[1], ("1", "丙村", None, None, "未脱贫", None)])
def test_a_household_on_two_rows_that_agree_is_one_with_one_verdict(again: tuple[str | None, ...], tmp_path: Path) -> None:
    clean, told = answers(tmp_path), answers(tmp_path, (*TOWN, again))
    assert counts(told) == counts(clean)
    for command, document in told.items():
        assert verdicts(document) == verdicts(clean[command]) if command != "stats" else True
        assert named(document, "1 个户编号有多行（共 2 行），各按一户计：1。"), command
        assert not named(document, "不同之处按无法识别处理"), command
        assert [one["count"] for one in document["left_out"] if one["what"] == "户编号重复的行"] == [1]


def test_a_household_whose_rows_say_two_things_of_its_standing_is_undecided_everywhere(tmp_path: Path) -> None:
    other = ("1", "丙村", "王1", "2014-01", "已脱贫（享受政策）", "2016")
    told = answers(tmp_path, (*TOWN, other))
    assert counts(told)[:2] == (1, 1)
    assert told["stats"]["undecided"] == [{"household_id": "1", "village": "丙村"}]
    assert [one for one in verdicts(told["identify"]) if one[0] == "1"] == [("1", "unknown", None)]
    assert [one for one in verdicts(told["exit"]) if one[0] == "1"] == [("1", "unknown", None)]
    for command, document in told.items():
        assert named(document, "其中 1 户各行的“脱贫属性”不同，不同之处按无法识别处理：1。"), command


def test_a_household_whose_rows_name_two_villages_counts_in_the_town_and_in_no_village(tmp_path: Path) -> None:
    told = answers(tmp_path, (*TOWN, ("1", "丁村", *TOWN[1][2:])))
    assert counts(told)[:2] == (2, 3)
    assert sum(one["persons"] for one in told["stats"]["villages"]) == 1


def test_notices_name_doubled_rows_on_the_sheet_that_is_looked_at_first(tmp_path: Path) -> None:
    file = xlsx(tmp_path / "a.xlsx", {"户信息": (*TOWN, TOWN[1]), "人口信息": (*PEOPLE, person(5, "1"), person(2, "3"))})
    opening = open_register(Loading([file]), date(2018, 12, 31), "610921", Settings(Path()))
    _, whole = identified(opening, opening.settings)
    [listed] = [notice for notice in notices_of(opening, whole) if notice.kind == "listed"]
    assert [(row.household_id, row.persons) for row in listed.rows] == [("1", 2), ("2", 1)]
    doubts = {(doubt.household_id, doubt.rule) for doubt in listed.doubts}
    assert {("1", "REC308"), ("1", "REC305"), ("2", "REC306")} <= doubts
