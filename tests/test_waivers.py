"""Waivers in every checking command: by number or name, of a household or a person, on their days; and those that touch a household."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from puxi_cli.errors import ExitCode
from puxi_cli.jobs.opening import open_register
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.jobs.waivers import Waiver, waivers_of
from puxi_cli.rules.catalogue import cards
from puxi_cli.sheets.loading import Loading
from tests.conftest import number

pytestmark = pytest.mark.slow

HEADINGS = "规则,户编号,人编号,原因,批准人,日期,截止\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A household that left in 2016 with an unsafe house (EX102), one on the register whose member has a car (ID202)."""
    (tmp_path / "户信息.csv").write_text(
        "户编号,行政村,人数,首次识别时间,脱贫属性,脱贫年度,危房户\n0001,甲村,1,201401,已脱贫（享受政策）,2016,是\n0002,甲村,1,201401,未脱贫,,否\n",
        "utf-8",
    )
    (tmp_path / "人口信息.csv").write_text(
        "户编号,人编号,姓名,证件号码,与户主关系\n"
        f"0001,11,张三,{number('69000019700101123')},户主\n0002,22,李四,{number('69000019720202124')},户主\n",
        "utf-8",
    )
    (tmp_path / "村信息.csv").write_text("行政村,行政区划代码,是否贫困村,类型\n甲村,610921100200,是,村\n", "utf-8")
    hit = f"证件号码,姓名,来源部门,类别,说明,日期\n{number('69000019720202124')},李四,车管所,车辆,小型轿车,2018-03-01\n"
    (tmp_path / "比对线索.csv").write_text(hit, "utf-8")
    return tmp_path


def waive(folder: Path, *rows: str) -> None:
    (folder / "豁免.csv").write_text(HEADINGS + "".join(f"{row}\n" for row in rows), "utf-8")


def answer(command: str, folder: Path) -> dict[str, Any]:
    result = CliRunner().invoke(main, [command, str(folder), "--year", "2018", "--format", "json"])
    assert result.exit_code in (ExitCode.CLEAN, ExitCode.FINDINGS), result.output
    told = json.loads(result.stdout)
    assert isinstance(told, dict)
    return told


def waived(told: dict[str, Any], rule: str) -> tuple[str | None, int]:
    """The reason of the one finding of a rule, and how many of its failures are counted as waived."""
    [finding] = [finding for finding in told["findings"] if finding["rule"] == rule]
    [count] = [count for count in told["rules"] if count["rule"] == rule]
    assert count["fail"] == 1, "a waived failure stays a failure"
    return finding["waived"], count["waived"]


@pytest.mark.parametrize(
    ("command", "rule", "named", "household", "person"),
    [
        ("exit", "EX102", "EX102", "0001", ""), ("exit", "EX102", "ex102", "0001", ""), ("exit", "EX102", "exit-with-safe-house", "0001", ""),
        ("identify", "ID202", "ID202", "0002", ""), ("identify", "ID202", "id202", "", "22"), ("identify", "ID202", "ID202", "0002", "22"),
    ],
)  # fmt: skip
def test_a_waiver_holds_for_identify_and_exit(
    command: str, rule: str, named: str, household: str, person: str, folder: Path
) -> None:
    assert waived(answer(command, folder), rule) == (None, 0)
    waive(folder, f"{named},{household},{person},已入户核实,王五,2018-01-01,2018-12-31")
    told = answer(command, folder)
    assert waived(told, rule) == ("已入户核实", 1)
    assert not [note for note in told["notes"] if "waiver" in note]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("EX102,0002,,已核实,王五,,", "rule EX102 found nothing there"),
        ("EX102,1234,,已核实,王五,,", "there is no such household"),
        ("EX102,,99,已核实,王五,,", "there is no person of that number"),
        ("EX102,0001,22,已核实,王五,,", "the person is none of that household"),
        ("EX102,0001,11,已核实,王五,,", "rule EX102 is asked of households: it may name no person"),
        ("EX101,0001,,已核实,王五,,", "rule EX101 found nothing there"),
        ("ID202,0002,,已核实,王五,,", None),  # of another command
        ("ID202,6900009999999,,已核实,王五,,", "there is no such household"),
        ("EX102,0001,,已核实,王五,2019-01-01,", "it is not in force on the day"),
        ("EX102,0001,,已核实,王五,,2018-12-30", "it is not in force on the day"),
        ("EX102,0001,,,王五,,", "not complete, or not readable"),
        ("EX102,,,已核实,王五,,", "it names no household and no person"),
        ("exit-with-save-house,0001,,已核实,王五,,", "there is no rule exit-with-save-house"),
    ],
)
def test_what_waives_nothing_is_told_with_the_reason(row: str, why: str | None, folder: Path) -> None:
    waive(folder, row)
    told = answer("exit", folder)
    assert waived(told, "EX102") == (None, 0)
    notes = [note for note in told["notes"] if "waiver" in note]
    assert notes == ([f"The waiver in row 2 has no effect: {why}."] if why else [])


def test_a_waiver_is_useless_to_the_command_that_asks_its_rule_and_found_nothing(folder: Path) -> None:
    waive(
        folder,
        "EX102,0001,,已核实,王五,,",
        "ID202,0002,,已核实,王五,,",
        "REC310,0001,,已核实,王五,,",
        "ID103,0002,,已核实,王五,,",
    )
    told = {
        command: [note for note in answer(command, folder)["notes"] if "waiver" in note]
        for command in ("validate", "identify", "exit")
    }
    assert told == {
        "validate": ["The waiver in row 4 has no effect: rule REC310 found nothing there."],
        "identify": [
            "The waiver in row 5 has no effect: rule ID103 answers a criterion and makes no findings that could be waived."
        ],
        "exit": [],
    }


def test_a_waiver_of_a_rule_that_is_off_or_out_of_force_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waive(folder, "EX102,0001,,已核实,王五,,", "DQ301,0001,,已核实,王五,,")
    (folder / "puxi.toml").write_text('[rules]\noff = ["EX102"]\n', "utf-8")
    monkeypatch.chdir(folder)
    assert "The waiver in row 2 has no effect: rule EX102 is switched off in puxi.toml." in answer("exit", folder)["notes"]
    result = CliRunner().invoke(main, ["validate", str(folder), "--year", "2021", "--lang", "zh", "--fail-on", "never"])
    assert "豁免表第 3 行不起作用：规则 DQ301 在这一天或这个地区不适用。" in result.stdout


def test_a_finding_whose_household_is_nowhere_can_be_waived_all_the_same(folder: Path) -> None:
    path = folder / "人口信息.csv"
    path.write_text(path.read_text("utf-8") + f"0009,99,王一,{number('69000019720202125')},户主\n", "utf-8")
    waive(folder, "REC301,0009,,待补录,王五,,")
    assert waived(answer("validate", folder), "REC301") == ("待补录", 1)
    assert not [note for note in answer("validate", folder)["notes"] if "waiver" in note]


def test_a_lead_that_is_waived_makes_no_verdict(folder: Path) -> None:
    def verdict() -> str:
        verdicts = {one["household_id"]: one["verdict"] for one in answer("identify", folder)["verdicts"]}
        return str(verdicts["0002"])

    assert verdict() == "lead_wrongly_listed"
    waive(folder, "ID202,0002,,车已过户,王五,,")
    assert verdict() != "lead_wrongly_listed"


def test_a_waived_failure_is_none_of_the_verdict_and_stays_a_failure(folder: Path) -> None:
    path = folder / "户信息.csv"
    path.write_text(
        "户编号,行政村,人数,首次识别时间,脱贫属性,脱贫年度,危房户,是否解决安全饮用水,饮水困难\n"
        "0001,甲村,1,201401,已脱贫（享受政策）,2016,是,是,否\n0002,甲村,1,201401,未脱贫,,否,是,否\n", "utf-8",
    )  # fmt: skip
    (folder / "人口信息.csv").write_text(
        "户编号,人编号,姓名,证件号码,与户主关系,在校生状况,是否参加城乡居民基本医疗保险,是否参加大病保险\n"
        f"0001,11,张三,{number('69000019700101123')},户主,非在校生,是,是\n", "utf-8",
    )  # fmt: skip
    (folder / "家庭收入.csv").write_text("户编号,年度,人均纯收入\n0001,2016,9000\n", "utf-8")

    def verdict() -> dict[str, Any]:
        [one] = [one for one in answer("exit", folder)["verdicts"] if one.get("household_id") == "0001"]
        return dict(one)

    def housing(told: dict[str, Any]) -> tuple[str, bool, int, int]:
        [item] = [item for item in told["items"] if item["item"] == "housing"]
        return item["outcome"], item["waived"], item["points"], item["of"]

    told = verdict()
    assert (told["verdict"], told["points"], housing(told)) == ("fail", 80, ("fail", False, 0, 20))
    waive(folder, "EX102,0001,,已入户核实,王五,,")
    told = verdict()
    assert (told["verdict"], told["points"], housing(told)) == ("pass", 80, ("fail", True, 0, 20))
    text = CliRunner().invoke(main, ["exit", str(folder), "--year", "2018", "--lang", "zh"]).stdout
    assert "已退出户 1 户：达标 1" in text
    assert "已豁免：已入户核实" in text


def test_the_waivers_that_touch_a_household(folder: Path) -> None:
    waive(
        folder,
        "ex102,0001,,已核实,王五,2018-01-01,2018-12-31",
        "size-is-counted,,11,人在外,赵六,,2017-12-31",
        "ID202,0002,,车已过户,王五,,",
        "NEW1,0001,,,王五,,",
    )
    registry = open_register(Loading([folder]), date(2018, 12, 31), None, Settings(folder)).registry
    every = waivers_of(registry, ["0001", "0002", "0003"], cards())
    found = every["0001"]
    assert [(waiver.rule, waiver.household_id, waiver.person_id) for waiver in found] == [
        ("EX102", "0001", None), ("REC310", None, "11"), ("NEW1", "0001", None),
    ]  # fmt: skip
    assert [waiver.in_force("2018-12-31") for waiver in found] == [True, False, False]
    assert (found[0].reason, found[0].approved_by, found[0].row, found[2].complete) == ("已核实", "王五", 2, False)
    assert [waiver.rule for waiver in every["0002"]] == ["ID202"]
    assert every["0003"] == []


@pytest.mark.parametrize(
    ("day", "holds"),
    [("2017-12-31", False), ("2018-01-01", True), ("2018-06-30", True), ("2018-12-31", True), ("2019-01-01", False)],
)
def test_both_days_of_a_waiver_are_included(day: str, holds: bool) -> None:
    waiver = Waiver(2, "EX102", "0001", None, "已核实", "王五", "2018-01-01", "2018-12-31", True)
    assert waiver.in_force(day) is holds
    assert Waiver(2, "EX102", "0001", None, "已核实", "王五", None, None, True).in_force(day)
    assert not Waiver(2, "EX102", "0001", None, None, "王五", None, None, False).in_force(day)


def test_no_table_of_waivers(folder: Path) -> None:
    registry = open_register(Loading([folder]), date(2018, 12, 31), None, Settings(folder)).registry
    assert waivers_of(registry, ["0001"], cards()) == {"0001": []}
