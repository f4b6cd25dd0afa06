"""`puxi rules list` and `show`: every rule is there, with what it reads and the numbers it asks."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from puxi_cli.cli.main import main
from puxi_cli.errors import ExitCode
from puxi_cli.facts.catalogue import FACTS
from puxi_cli.jobs.judge import Asking, facts_of, tables_of
from puxi_cli.law.law import Law, parameters
from puxi_cli.records.scope import Scope
from puxi_cli.registry import Registry
from puxi_cli.rules.catalogue import cards, rules
from puxi_cli.system import asked_by

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def puxi(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["rules", *arguments])


def document(*arguments: str) -> dict[str, Any]:
    result = puxi(*arguments, "--format", "json")
    assert result.exit_code == ExitCode.CLEAN, result.output
    told = json.loads(result.stdout)
    assert isinstance(told, dict)
    return told


# ---- list


def test_every_rule_is_listed_in_order() -> None:
    told = document("list")
    assert [rule["rule"] for rule in told["rules"]] == list(cards())
    assert all(rule["in_force"] is None for rule in told["rules"]), "no day was asked"
    assert (told["as_of"], told["region"]) == (None, None)
    for rule in told["rules"]:
        assert re.fullmatch(r"puxi_cli/(?:rules|systems)/[\w/]+\.py", rule["file"]), rule["rule"]
        assert rule["asked_by"] in asked_by()
        assert not rule["own"]


@pytest.mark.parametrize(
    ("lang", "heads", "row", "last"),
    [
        ("zh", ["规则", "名称", "级别", "责任", "范围", "有效期", "地区", "问题"], ["错误", "村", "户", "退出户收入未超过标准"], "共 15 条"),
        ("en", ["rule", "name", "severity", "duty", "scope", "in force", "region"], ["error", "village", "household"], "15 rules"),
    ],
)  # fmt: skip
def test_a_family_in_both_languages(lang: str, heads: list[str], row: list[str], last: str) -> None:
    text = puxi("list", "--family", "ex", "--lang", lang).stdout
    lines = text.splitlines()
    assert all(head in lines[0] for head in heads)
    [line] = [line for line in lines if line.startswith("EX101 ")]
    assert all(word in line for word in [*row, "income-above-line", "2014-01-01 – 2020-12-31", "61"])
    assert last in text
    assert len([line for line in lines if re.match(r"[A-Z]{2,3}[0-9]{3}", line)]) == 15


@pytest.mark.parametrize(
    ("arguments", "holds"),
    [
        (["--year", "2018", "--region", "610921"], True), (["--as-of", "2014-01-01", "--region", "61"], True),
        (["--as-of", "2013-12-31", "--region", "610921"], False), (["--as-of", "2021-01-01", "--region", "610921"], False),
        (["--year", "2018", "--region", "520123"], False), (["--year", "2018"], False), (["--region", "520123"], False),
        (["--region", "610921"], True),
    ],
)  # fmt: skip
def test_what_is_not_in_force_is_marked(arguments: list[str], holds: bool) -> None:
    told = document("list", "--family", "EX", *arguments)
    assert {rule["in_force"] for rule in told["rules"]} == {holds}
    marks = {"zh": "不适用", "en": "not in force"}
    for lang, mark in marks.items():
        text = puxi("list", "--family", "EX", *arguments, "--lang", lang).stdout
        [line] = [line for line in text.splitlines() if line.startswith("EX101 ")]
        assert (mark in line) is not holds


def test_what_the_file_says_is_marked(tmp_path: Path) -> None:
    (tmp_path / "puxi.toml").write_text('[rules]\noff = ["REC310"]\nseverity = { phone = "error" }\n', "utf-8")
    told = {rule["rule"]: rule for rule in document("list", "--family", "REC")["rules"]}
    assert [number for number, rule in told.items() if rule["off"]] == ["REC310"]
    assert (told["REC106"]["severity"], told["REC106"]["severity_made_with"]) == ("error", "warning")
    zh, en = (puxi("list", "--family", "REC", "--lang", lang).stdout for lang in ("zh", "en"))
    assert "（已关闭）" in zh
    assert "错误*" in zh
    assert "在 puxi.toml 中关闭 1 条，puxi.toml 改了级别 1 条（带 *）" in zh
    assert "(switched off)" in en
    assert "1 switched off in puxi.toml, 1 with the severity of puxi.toml (*)." in en
    assert "错误（puxi.toml 所定；原为警告）" in puxi("show", "REC106", "--lang", "zh").stdout
    assert "switched off in puxi.toml" in puxi("show", "REC310", "--lang", "en").stdout


def test_a_family_there_is_not() -> None:
    for lang, words in (("zh", "没有规则族 EXX"), ("en", "there is no family EXX")):
        result = puxi("list", "--family", "EXX", "--lang", lang)
        assert result.exit_code == ExitCode.USAGE
        assert words in result.stderr
        assert "REC" in result.stderr


def test_the_list_goes_to_a_file(tmp_path: Path) -> None:
    assert puxi("list", "--output", "rules.json").exit_code == ExitCode.CLEAN
    told = json.loads((tmp_path / "rules.json").read_text("utf-8"))
    assert len(told["rules"]) == len(cards())


# ---- show


@pytest.mark.parametrize("number", cards())
def test_every_rule_can_be_shown_whole(number: str) -> None:
    told = document("show", number)
    rule, card = rules().get(number), cards()[number]
    assert told["rule"] == number
    assert told["message"] == {"zh": card.zh, "en": card.en}
    assert told["cite"] == card.cite
    assert told["in_force"], "as of the last day on which it holds"
    assert (told["kept_when"] is not None) is (told["kept_when_zh"] is not None) is (rule is not None)
    assert bool(told["facts"]) is (rule is not None)
    for lang in ("zh", "en"):
        text = puxi("show", number, "--lang", lang).stdout
        assert card.title.of(lang) in text
        assert card.cite in text
        for sentence in (card.zh, card.mend_zh) if lang == "zh" else (card.en, card.mend_en):
            assert all(part in text for part in re.split(r"\{[^}]*\}", sentence)), "with names where a finding has values"
        assert "{" not in text
        assert told["file"] in text


@pytest.mark.parametrize("number", rules())
def test_when_a_rule_is_kept_is_told_in_the_readers_language(number: str) -> None:
    said = {lang: puxi("show", number, "--lang", lang).stdout for lang in ("zh", "en")}
    [zh] = re.findall(r"^符合：(.*)$", said["zh"], re.MULTILINE)
    [en] = re.findall(r"^Kept when: (.*)$", said["en"], re.MULTILINE)
    assert re.search(r"[一-鿿]", zh)
    assert not re.search(r"[A-Za-z]{3,} [a-z]{2,}", zh), "no English sentence"
    assert not re.search(r"[一-鿿]", en.replace("含空", ""))


def test_what_is_told_otherwise_of_a_planned_exit_is_shown() -> None:
    told = document("show", "EX101")
    assert (told["severity"], told["otherwise"]["severity"]) == ("error", "warning")
    assert "预脱贫户" in told["otherwise"]["title"]["zh"]
    assert "问题（预脱贫）：计划 〔退出年度〕 年退出" in puxi("show", "EX101", "--lang", "zh").stdout
    assert document("show", "EX204")["otherwise"] is None


def test_one_rule_is_one_rule(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(
        "from puxi_cli.rules.own import Ask, Duty, Scope, Severity, rule\n\n"
        '@rule(id="OWN101", name="one", asks=(Ask(Scope.HOUSEHOLD, "size", "households"),), severity=Severity.ERROR, duty=Duty.TOWN,\n'
        '      titles=("一", "one"), zh="一", en="one", mend=("改", "mend"), cite="本镇")\n'
        "def one(h, law):\n    return h.size > 0\n", "utf-8",
    )  # fmt: skip
    (tmp_path / "puxi.toml").write_text('[rules]\nown = ["mine.py"]\n', "utf-8")
    assert "\n1 rule.\n" in puxi("list", "--family", "OWN", "--lang", "en").stdout


def test_the_columns_a_fact_is_made_of() -> None:
    facts = {fact["name"]: fact for fact in document("show", "EX103")["facts"]}
    assert facts["any_dropout"]["columns"] == [["persons.schooling"], ["persons.id_no", "persons.birth"]]
    text = puxi("show", "EX103", "--lang", "zh").stdout
    assert "人口信息.在校生状况、人口信息.证件号码 / 人口信息.出生日期" in text
    assert "有适龄儿童失学辍学" in text


def test_the_numbers_of_a_rule_with_their_years_and_sources() -> None:
    told = document("show", "income-above-line", "--year", "2018", "--region", "610921")
    numbers = {asked["name"]: asked for asked in told["numbers"]}
    assert set(numbers) == {"exit_income_line", "exit_points_item"}
    line = {year["year"]: year for year in numbers["exit_income_line"]["by_year"]}
    assert {year: line[year]["value"] for year in (2016, 2017, 2018, 2019)} == {2016: 2952, 2017: 3070, 2018: 3070, 2019: 3218}
    assert (line[2016]["status"], line[2018]["status"]) == ("sourced", "unsourced")
    assert numbers["exit_points_item"]["in_force"]["value"] == 20
    zh = puxi("show", "EX101", "--year", "2018", "--region", "610921", "--lang", "zh").stdout
    [row] = [row for row in zh.splitlines() if "2017–2018" in row]
    assert "3070" in row
    assert "未经核实" in row
    assert "不是政策规定" in zh
    country = document("show", "DQ101", "--year", "2017", "--region", "610921")
    [asked] = [asked for asked in country["numbers"] if asked["name"] == "national_income_line"]
    assert {year["year"]: year["value"] for year in asked["by_year"]}[2017] == 2952


def test_a_number_that_goes_into_a_fact_is_among_them() -> None:
    names = {asked["name"] for asked in document("show", "EX103")["numbers"]}
    assert names == {"school_age_first", "school_age_last", "exit_points_item"}


def test_the_numbers_of_facts_are_those_that_the_facts_ask() -> None:
    asked: set[str] = set()
    for scope in (Scope.HOUSEHOLD, Scope.PERSON):
        law = Law(date(2018, 12, 31), "610921")
        tables = tables_of(Registry({}), Asking(law))
        facts_of(scope, replace(tables, present={"steps": frozenset()}), None)
        asked |= law.asked_on_day
    assert set(parameters()) >= asked
    assert {name for fact in FACTS for name in fact.numbers} == asked


@pytest.mark.parametrize(("word", "near"), [("EX110", "EX10"), ("REC31", "REC31"), ("income-above-lin", "income-above-line")])
@pytest.mark.parametrize(("lang", "words"), [("zh", "没有规则 {}；是否为 "), ("en", "there is no rule {}; perhaps ")])
def test_an_unknown_rule_is_named_with_near_ones(word: str, near: str, lang: str, words: str) -> None:
    result = puxi("show", word, "--lang", lang)
    assert result.exit_code == ExitCode.USAGE
    assert words.format(word) + near in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("word", ["rec305", "REC305", "number-once-in-household"])
def test_a_rule_is_called_by_number_or_name(word: str) -> None:
    assert document("show", word)["rule"] == "REC305"


def test_a_day_without_a_number_it_needs_is_exit_code_4() -> None:
    told = puxi("show", "DQ305", "--year", "2018", "--region", "610921", "--lang", "zh")
    assert told.exit_code == ExitCode.CLEAN
    result = puxi("show", "REC342", "--as-of", "2030-12-31", "--lang", "zh")
    assert result.exit_code == ExitCode.NO_LAW
    assert "REC342" in result.stdout, "the card is told all the same"
    assert "没有数值" in result.stdout
    assert "register_first_year" in result.stderr


def test_a_rule_that_does_not_hold_on_the_day_needs_no_number() -> None:
    for lang, words in (("zh", "不适用于 2022-12-31（61）"), ("en", "not in force on 2022-12-31 in 61")):
        result = puxi("show", "VX101", "--year", "2022", "--lang", lang)
        assert result.exit_code == ExitCode.CLEAN
        assert words in result.stdout


def test_the_users_own_region_and_numbers_are_used(tmp_path: Path) -> None:
    (tmp_path / "numbers").mkdir()
    value = '[[values]]\nsince = 2018-01-01\nuntil = 2018-12-31\nregion = "52"\nvalue = 5\n'
    (tmp_path / "numbers" / "exit_points_item.toml").write_text(value, "utf-8")
    (tmp_path / "puxi.toml").write_text('[region]\ncode = "520123"\n[law]\nextra = "numbers"\n', "utf-8")
    told = document("show", "EX101", "--year", "2018")
    assert told["region"] == "520123"
    assert not told["in_force"], "a rule of 61"
    [points] = [asked["in_force"] for asked in told["numbers"] if asked["name"] == "exit_points_item"]
    assert (points["value"], points["own"]) == (5, True)
    (tmp_path / "puxi.toml").write_text('[region]\ncode = "520123"\n[rules]\nregion = "61"\n', "utf-8")
    assert document("show", "EX101", "--year", "2018")["in_force"]


def test_the_official_checks_that_a_rule_answers() -> None:
    told = document("show", "DQ101")["official"]
    assert [check["check"] for check in told] == ["SX0101", "SX0102", "SX0103", "SX0104"]
    assert told[0]["name"] == "2014年初脱贫户人均纯收入低于国家贫困标准2952元"
    for lang, head in (("zh", "官方检查项"), ("en", "Official checks it answers")):
        text = puxi("show", "DQ101", "--lang", lang).stdout
        assert head in text
        assert text.count("  SX010") == 4
        assert text.count(told[0]["differs"][lang]) == 1
    assert document("show", "EX101")["official"] == []
