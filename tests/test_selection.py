"""Which rules are asked: by the line, by puxi.toml, by day and region; what is left out is told, and nothing left is no clean check."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from puxi_cli.cli.main import main
from puxi_cli.errors import ExitCode
from puxi_cli.findings import Card, Duty, Severity
from puxi_cli.jobs.rulebook import ASKED_BY
from puxi_cli.records.scope import Scope
from puxi_cli.rules.catalogue import RECORD_CARDS, cards
from tests.conftest import number

pytestmark = pytest.mark.slow

LANGS = ("zh", "en")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a register of Hanyin that has one wrong phone (REC106), one wrong size (REC310), one blank name (REC101)."""
    folder = tmp_path / "册"
    folder.mkdir()
    (folder / "户信息.csv").write_text(
        "户编号,行政村,人数,首次识别时间,脱贫属性,脱贫年度\n0001,甲村,1,201401,已脱贫（享受政策）,2016\n0002,甲村,3,201401,未脱贫,\n",
        "utf-8",
    )
    (folder / "人口信息.csv").write_text(
        "户编号,人编号,姓名,证件号码,与户主关系,联系电话\n"
        f"0001,1,张三,{number('69000019700101123')},户主,12345\n0002,2,,{number('69000019720202124')},户主,\n",
        "utf-8",
    )
    (folder / "村信息.csv").write_text("行政村,行政区划代码,是否贫困村,类型\n甲村,610921100200,是,村\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def puxi(*arguments: str) -> Result:
    command, *rest = arguments
    return CliRunner().invoke(main, [command, "册", *rest])


def answer(*arguments: str) -> dict[str, Any]:
    result = puxi(*arguments, "--format", "json")
    assert result.exit_code in (ExitCode.CLEAN, ExitCode.FINDINGS), result.output
    told = json.loads(result.stdout)
    assert isinstance(told, dict)
    return told


def asked(told: dict[str, Any]) -> list[str]:
    return [count["rule"] for count in told["rules"]]


def found(told: dict[str, Any]) -> set[str]:
    return {finding["rule"] for finding in told["findings"]}


def settings(project: Path, text: str) -> None:
    (project / "puxi.toml").write_text(text, "utf-8")


def refused(*arguments: str) -> tuple[str, str]:
    """What puxi says in both languages where it cannot carry out a call."""
    said = []
    for lang in LANGS:
        result = puxi(*arguments, "--lang", lang)
        assert result.exit_code == ExitCode.USAGE, result.output
        assert result.stdout == ""
        assert len(result.stderr.strip().splitlines()) == 1
        said.append(result.stderr)
    assert re.search(r"[一-鿿]", said[0])
    return said[0], said[1]


# ---- by the line


def test_every_family_is_asked_by_one_command() -> None:
    families = [family for asked_of in ASKED_BY.values() for family in asked_of]
    assert len(families) == len(set(families))
    assert {card.family for card in cards().values()} <= set(families)


def test_without_a_selection_everything_of_the_command_is_asked(project: Path) -> None:
    told = answer("validate")
    assert found(told) >= {"REC101", "REC106", "REC310"}
    families = {card.family for number in asked(told) for card in [cards()[number]]}
    assert families == {"REC", "DQ"}
    assert set(asked(told)) >= set(RECORD_CARDS)
    assert not [note for note in told["notes"] if "chosen" in note]


@pytest.mark.parametrize("named", ["REC310", "rec310", "size-is-counted", "Size-Is-Counted"])
def test_one_rule_by_number_or_name(named: str, project: Path) -> None:
    told = answer("validate", "--rule", named)
    assert asked(told) == ["REC310"]
    assert found(told) == {"REC310"}


def test_several_rules_those_of_reading_among_them(project: Path) -> None:
    told = answer("validate", "--rule", "REC106", "--rule", "REC310", "--rule", "REC305")
    assert asked(told) == ["REC106", "REC305", "REC310"]
    assert found(told) == {"REC106", "REC310"}
    counts = {count["rule"]: count for count in told["rules"]}
    assert (counts["REC106"]["pass"], counts["REC106"]["fail"]) == (0, 1)


def test_a_family_and_a_rule_beside_it(project: Path) -> None:
    told = answer("validate", "--family", "dq", "--rule", "REC310")
    assert {cards()[number].family for number in asked(told)} == {"REC", "DQ"}
    assert [number for number in asked(told) if number.startswith("REC")] == ["REC310"]


@pytest.mark.parametrize(("severity", "phone"), [("error", False), ("warning", True)])
def test_only_what_weighs_enough(severity: str, phone: bool, project: Path) -> None:
    told = answer("validate", "--severity", severity)
    least = Severity(severity).weight
    assert all(cards()[number].severity.weight >= least for number in asked(told))
    assert all(Severity(finding["severity"]).weight >= least for finding in told["findings"])
    assert ("REC106" in found(told)) is phone, "a warning"
    assert "REC310" in found(told), "an error"
    assert "REC208" not in asked(told), "a notice"


def test_a_selection_leaves_the_exit_code_to_what_is_told(project: Path) -> None:
    assert puxi("validate").exit_code == ExitCode.FINDINGS
    assert puxi("validate", "--rule", "REC305").exit_code == ExitCode.CLEAN
    assert puxi("validate", "--rule", "REC106").exit_code == ExitCode.CLEAN
    assert puxi("validate", "--rule", "REC106", "--fail-on", "warning").exit_code == ExitCode.FINDINGS


@pytest.mark.parametrize(
    ("lang", "chosen", "rest", "untold"),
    [
        ("zh", "只检查了所选的规则（REC305）", "条没有检查", "另有 2 处读入时的问题"),
        ("en", "Only the rules chosen were asked (REC305)", "others were not", "2 faults of reading"),
    ],
)  # fmt: skip
def test_a_selection_says_what_it_leaves_out(lang: str, chosen: str, rest: str, untold: str, project: Path) -> None:
    text = puxi("validate", "--rule", "REC305", "--lang", lang).stdout
    for words in (chosen, rest, untold):
        assert words in text


def test_the_number_of_those_left_out_adds_up(project: Path) -> None:
    whole, part = answer("validate"), answer("validate", "--family", "REC", "--severity", "error")
    [note] = [note for note in part["notes"] if "chosen" in note and "Only" in note]
    assert "REC --severity error" in note
    [rest] = re.findall(r"([0-9]+) others", note)
    assert len(asked(part)) + int(rest) == len(asked(whole))


@pytest.mark.parametrize("command", ["validate", "identify", "exit"])
@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["--rule", "REC311"], "没有规则 REC311；是否为 REC31", "there is no rule REC311; perhaps REC31"),
        (["--rule", "size-is-countd"], "是否为 size-is-counted", "perhaps size-is-counted"),
        (["--rule", "XYZ"], "没有规则 XYZ。", "there is no rule XYZ."),
        (
            ["--family", "RCE"],
            "没有规则族 RCE；可用：CA、CX、DQ、EX、ID、REC、VX",
            "there is no family RCE; known: CA, CX, DQ, EX, ID, REC, VX",
        ),
    ],
)
def test_what_there_is_not_is_named(command: str, arguments: list[str], zh: str, en: str, project: Path) -> None:
    said = refused(command, *arguments)
    assert zh in said[0]
    assert en in said[1]


@pytest.mark.parametrize(
    ("command", "arguments", "other"),
    [
        ("validate", ["--rule", "EX101"], "exit"), ("validate", ["--family", "ID"], "identify"),
        ("exit", ["--rule", "REC310"], "validate"), ("identify", ["--family", "VX"], "exit"),
    ],
)  # fmt: skip
def test_a_rule_of_another_command_says_of_which(command: str, arguments: list[str], other: str, project: Path) -> None:
    said = refused(command, *arguments)
    assert f"由 puxi {other} 检查，puxi {command} 不检查" in said[0]
    assert f"asked by puxi {other}, not by puxi {command}" in said[1]


def test_a_severity_there_is_not_is_refused(project: Path) -> None:
    for lang in LANGS:
        result = puxi("validate", "--severity", "notice", "--lang", lang)
        assert result.exit_code == ExitCode.USAGE
        assert "warning" in result.stderr


# ---- nothing left to ask is no clean check


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["exit", "--rule", "EX101", "--year", "2022"], "EX101 只在 2014-01-01 – 2020-12-31，61 有效", "EX101 only for 2014-01-01 – 2020-12-31, 61"),
        (["exit", "--rule", "VX101", "--region", "52"], "61 有效", "61"),
        (["validate", "--rule", "REC106", "--severity", "error"], "REC106 级别是警告，低于 --severity error", "REC106 of severity warning, below"),
    ],
)  # fmt: skip
def test_nothing_in_force_is_an_error_that_says_why(arguments: list[str], zh: str, en: str, project: Path) -> None:
    said = refused(*arguments)
    assert "没有可检查的规则" in said[0]
    assert "No rule to ask" in said[1]
    assert zh in said[0]
    assert en in said[1]


def test_one_of_two_that_does_not_hold_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "REC399"
    words = ("旧", "old", "改", "mend", "依据", "旧", "old")
    card = Card(name, "once", Scope.CELL, Severity.ERROR, Duty.CLERK, *words, in_force=("2014-01-01", "2014-12-31"))
    monkeypatch.setitem(RECORD_CARDS, name, card)
    told = answer("validate", "--rule", name, "--rule", "REC310", "--year", "2018")
    assert asked(told) == ["REC310"]
    assert f"--rule {name}: only for 2014-01-01 – 2014-12-31." in told["notes"]
    assert asked(answer("validate", "--rule", name, "--year", "2014")) == [name]
    assert name in refused("validate", "--rule", name, "--year", "2015")[1]


# ---- by puxi.toml


def test_what_is_switched_off_is_not_asked_and_told(project: Path) -> None:
    settings(project, '[rules]\noff = ["REC310", "phone"]\n')
    told = answer("validate")
    assert not {"REC310", "REC106"} & ({*asked(told)} | found(told))
    assert (
        "Switched off in puxi.toml and not asked: REC106 telephone number is wrong, REC310 stated and counted size differ."
        in told["notes"]
    )
    assert (
        "puxi.toml 关闭了的规则，没有检查：REC106 电话号码不对、REC310 登记人数与成员数不符。"
        in puxi("validate", "--lang", "zh").stdout
    )


def test_a_rule_that_the_line_names_is_asked_though_it_is_off(project: Path) -> None:
    settings(project, '[rules]\noff = ["REC310", "REC106"]\n')
    assert asked(answer("validate", "--rule", "REC310")) == ["REC310"]
    assert "REC310" not in asked(answer("validate", "--family", "REC"))


def test_all_that_is_chosen_is_off(project: Path) -> None:
    settings(project, '[rules]\nonly = ["REC310"]\noff = ["REC310"]\n')
    said = refused("validate")
    assert "REC310 已在 puxi.toml 中关闭" in said[0]
    assert "REC310 switched off in puxi.toml" in said[1]


def test_families_and_rules_of_the_file_and_the_line_before_them(project: Path) -> None:
    settings(project, '[rules]\nfamilies = ["DQ"]\nonly = ["size-is-counted"]\n')
    told = answer("validate")
    assert [number for number in asked(told) if number.startswith("REC")] == ["REC310"]
    assert any(number.startswith("DQ") for number in asked(told))
    assert any("[rules] families: DQ; only: REC310)" in note for note in told["notes"])
    assert asked(answer("validate", "--rule", "REC305")) == ["REC305"]
    said = refused("exit")
    assert "[rules] families, only 中没有 puxi exit 的规则（EX、VX、CX）" in said[0]
    assert "none of them is a rule of puxi exit (EX, VX, CX)" in said[1]
    assert "EX101" in asked(answer("exit", "--family", "EX"))


def test_a_severity_of_the_users_counts_everywhere(project: Path) -> None:
    settings(project, '[rules]\nseverity = { REC106 = "error", size-is-counted = "notice" }\n')
    told = answer("validate")
    assert {finding["severity"] for finding in told["findings"] if finding["rule"] == "REC106"} == {"error"}
    assert {finding["severity"] for finding in told["findings"] if finding["rule"] == "REC310"} == {"notice"}
    assert "Severity as in puxi.toml: REC106 error, REC310 notice." in told["notes"]
    assert "puxi.toml 改了级别：REC106 错误、REC310 提示。" in puxi("validate", "--lang", "zh").stdout
    assert puxi("validate", "--rule", "REC106").exit_code == ExitCode.FINDINGS
    assert puxi("validate", "--rule", "REC310").exit_code == ExitCode.CLEAN
    assert "REC106" in asked(answer("validate", "--severity", "error"))
    assert "REC310" not in asked(answer("validate", "--severity", "warning"))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('off = ["REC999"]', "off"), ('only = ["REC999"]', "only"), ('families = ["ABC"]', "families"),
        ('severity = { REC999 = "error" }', "severity"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["validate", "identify", "exit"])
def test_what_the_file_names_and_is_not_there_is_an_error_with_the_file(text: str, key: str, command: str, project: Path) -> None:
    settings(project, f"[rules]\n{text}\n")
    said = refused(command)
    assert f"puxi.toml，[rules] {key}：没有规则" in said[0]
    assert f"puxi.toml, [rules] {key}: there is no" in said[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colour = 1", "colour"), ('off = "REC310"', "off"), ("only = [1]", "only"), ('families = [""]', "families"), ("own = 1", "own"),
        ('severity = "error"', "severity"), ('severity = { REC310 = "bad" }', "severity"), ('region = "6"', "6"), ("region = 5", "5"),
    ],
)  # fmt: skip
def test_a_section_that_cannot_be_understood_is_an_error_with_the_file(text: str, words: str, project: Path) -> None:
    settings(project, f"[rules]\n{text}\n")
    for said in refused("validate"):
        assert "puxi.toml" in said
        assert words in said


# ---- whose rules: the region


def test_rules_of_a_region_are_taken_wherever_the_register_lies(project: Path) -> None:
    path = project / "册" / "村信息.csv"
    path.write_text(path.read_text("utf-8").replace("610921", "520123"), "utf-8")
    assert "DQ101" not in asked(answer("validate")), "a rule of Shaanxi's"
    settings(project, '[rules]\nregion = "61"\n')
    told = answer("validate")
    assert "DQ101" in asked(told)
    assert told["region"] == "61"
    assert "Rules and numbers are those of 61 ([rules] region in puxi.toml); the register lies in 520123." in told["notes"]
    assert "规则和数值取自 61（puxi.toml 的 [rules] region），信息表属 520123。" in puxi("validate", "--lang", "zh").stdout
    line = answer("validate", "--region", "52")
    assert "DQ101" not in asked(line)
    assert not [note for note in line["notes"] if "[rules] region" in note]


def test_the_region_of_the_file_says_nothing_where_the_register_lies_in_it(project: Path) -> None:
    settings(project, '[rules]\nregion = "61"\n')
    told = answer("validate")
    assert told["region"] == "610921"
    assert not [note for note in told["notes"] if "[rules] region" in note]


# ---- identify and exit: findings are chosen, verdicts are of all rules


@pytest.mark.parametrize(("command", "rule"), [("exit", "EX102"), ("identify", "ID107")])
def test_verdicts_are_made_of_all_rules_whatever_is_chosen(command: str, rule: str, project: Path) -> None:
    whole, part = answer(command, "--year", "2018"), answer(command, "--year", "2018", "--rule", rule)
    assert whole["verdicts"]
    assert part["verdicts"] == whole["verdicts"]
    assert asked(part) == [rule]
    assert found(part) <= {rule}
    assert len(asked(whole)) > 1
    assert any("verdicts are made of all of them" in note for note in part["notes"])
    assert "结论仍按全部规则作出" in puxi(command, "--year", "2018", "--rule", rule, "--lang", "zh").stdout


def items(told: dict[str, Any], household: str) -> dict[str, str]:
    [verdict] = [verdict for verdict in told["verdicts"] if verdict.get("household_id") == household]
    return {item["item"]: item["outcome"] for item in verdict["items"]}


def test_an_item_whose_rule_is_off_stays_open(project: Path) -> None:
    assert items(answer("exit", "--year", "2018"), "0001")["same_year"] == "pass"
    settings(project, '[rules]\noff = ["not-identified-and-exited-in-one-year"]\n')
    told = answer("exit", "--year", "2018")
    assert items(told, "0001")["same_year"] == "unknown"
    assert "EX106" not in asked(told)


def test_a_verdict_without_the_rule_it_stands_on_is_unknown(project: Path) -> None:
    settings(project, '[rules]\noff = ["ID107"]\n')
    told = answer("identify", "--year", "2018")
    verdicts = {verdict["household_id"]: verdict["verdict"] for verdict in told["verdicts"]}
    assert verdicts["0002"] == "unknown"
    assert any("ID107" in note for note in told["notes"])


def test_nothing_but_rules_of_persons(project: Path) -> None:
    others = [number for number, card in cards().items() if card.family == "ID" and card.scope == Scope.HOUSEHOLD]
    settings(project, f"[rules]\noff = {json.dumps(others)}\n")
    told = answer("identify", "--year", "2018")
    assert asked(told)
    # What every verdict rests on is off: no household is consistent, and none a lead.
    assert {verdict["verdict"] for verdict in told["verdicts"]} == {"unknown"}
    assert {item["off"] for verdict in told["verdicts"] for item in verdict["items"] if item["outcome"] == "unknown"} == {True}


# ---- what the file switches off


@pytest.mark.parametrize(("command", "rule"), [("identify", "ID202"), ("exit", "EX102")])
def test_a_rule_that_the_line_names_is_asked_by_identify_and_exit_though_it_is_off(
    command: str, rule: str, project: Path
) -> None:
    whole = answer(command, "--year", "2018")
    settings(project, f'[rules]\noff = ["{rule}"]\n')
    told = answer(command, "--year", "2018", "--rule", cards()[rule].name)
    assert asked(told) == [rule]
    assert told["rules"] == [count for count in whole["rules"] if count["rule"] == rule]
    assert told["verdicts"] == whole["verdicts"], "it is asked, and so it stands in the verdicts"
    assert not [note for note in told["notes"] if "Switched off" in note]


def test_of_two_rules_that_the_line_names_both_are_asked(project: Path) -> None:
    settings(project, '[rules]\noff = ["ID201"]\n')
    told = answer("identify", "--year", "2018", "--rule", "id202", "--rule", "flat-bought")
    assert asked(told) == ["ID201", "ID202"]
    assert any("told (ID201, ID202)" in note for note in told["notes"])


def complete(project: Path) -> None:
    """0002 is on the register by its income, with everything else in order: consistent."""
    (project / "册" / "户信息.csv").write_text(
        "户编号,行政村,人数,首次识别时间,脱贫属性,脱贫年度,危房户,是否解决安全饮用水,饮水困难\n0002,甲村,1,201401,未脱贫,,否,是,否\n",
        "utf-8",
    )
    (project / "册" / "人口信息.csv").write_text(
        "户编号,人编号,姓名,证件号码,与户主关系,在校生状况,是否参加城乡居民基本医疗保险,是否参加大病保险\n"
        f"0002,2,李四,{number('69000019720202124')},户主,非在校生,是,是\n", "utf-8",
    )  # fmt: skip
    (project / "册" / "家庭收入.csv").write_text("户编号,年度,人均纯收入\n0002,2014,2000\n", "utf-8")


@pytest.mark.parametrize(
    ("off", "verdict"),
    [
        ("ID107", "unknown"), ("ID303", "unknown"), ("ID201", "unknown"), ("ID101", "unknown"), ("ID103", "unknown"),
        # Of a household on the register these make no lead, or are not asked.
        ("ID108", "consistent"), ("ID102", "consistent"), ("ID302", "consistent"), ("ID401", "consistent"),
    ],
)  # fmt: skip
def test_no_verdict_of_identify_rests_on_a_rule_that_is_off(off: str, verdict: str, project: Path) -> None:
    complete(project)
    assert {one["verdict"] for one in answer("identify", "--year", "2018")["verdicts"]} == {"consistent"}
    settings(project, f'[rules]\noff = ["{off}"]\n')
    assert {one["verdict"] for one in answer("identify", "--year", "2018")["verdicts"]} == {verdict}


def explained(*arguments: str) -> dict[str, Any]:
    result = CliRunner().invoke(main, ["explain", "0002", "册", "--year", "2018", "--format", "json", *arguments])
    assert result.exit_code == ExitCode.CLEAN, result.output
    told = json.loads(result.stdout)
    assert isinstance(told, dict)
    return told


def test_explain_says_what_is_switched_off(project: Path) -> None:
    complete(project)
    settings(project, '[rules]\noff = ["ID201", "ID103"]\n')
    told = explained()
    [verdict] = told["verdicts"]
    assert verdict["verdict"] == "unknown"
    assert [line["category"] for line in told["red_lines"] if line["off"]] == ["商品房"]
    assert len(told["red_lines"]) == 9
    [housing] = [one for one in told["criteria"] if one["rule"] == "ID103"]
    assert (housing["outcome"], housing["off"]) == ("unknown", True)
    assert [(item["outcome"], item["off"]) for item in verdict["items"] if item["item"] == "housing"] == [("unknown", True)]
    assert any("Switched off in puxi.toml and not asked: ID103" in line for line in told["not_asked"])
    text = CliRunner().invoke(main, ["explain", "0002", "册", "--year", "2018", "--lang", "zh"]).stdout
    for words in (
        "结论 无法判断",
        "住房 已关闭，没有判断",
        "已关闭，没有比对：商品房",
        "puxi.toml 关闭了的规则，没有检查：ID103 住房安全",
    ):
        assert words in text


def test_explain_is_as_identify_says_whatever_is_off(project: Path) -> None:
    complete(project)
    settings(project, '[rules]\noff = ["ID107"]\n')
    [verdict] = explained()["verdicts"]
    assert [verdict["verdict"]] == [one["verdict"] for one in answer("identify", "--year", "2018")["verdicts"]] == ["unknown"]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ('only = ["ID201"]', "([rules] only: ID201)"), ('families = ["ID"]', "The rules chosen"),
        ('families = ["id"]\nonly = ["ID201"]', "The rules chosen"),
    ],
)  # fmt: skip
def test_what_the_file_chose_is_told_by_its_own_key_and_all_is_not_told_as_a_part(text: str, note: str, project: Path) -> None:
    settings(project, f"[rules]\n{text}\n")
    [told] = [one for one in answer("identify", "--year", "2018")["notes"] if "chosen" in one]
    assert "0 others" not in told
    assert note in told or note.removeprefix("(").removesuffix(")") in told
