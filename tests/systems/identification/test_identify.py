"""A whole run of `puxi identify`: verdicts, leads, notes and prohibitions, and what its forms show of a person."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from puxi_cli.cli.main import main
from puxi_cli.errors import ExitCode
from puxi_cli.records.scope import Scope
from puxi_cli.rules.catalogue import cards, rules
from tests.conftest import number
from tests.sheets.registers import Sheets, xlsx

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).resolve().parents[3] / "data" / "samples" / "registry.xlsx"
ITEMS = {"income", "food_clothing", "housing", "education", "insurance", "water", "whole_household", "procedure"}
OUTCOMES = ("pass", "fail", "unknown", "not_applicable")

HOUSEHOLD_HEADINGS: list[object] = [
    "户编号", "行政村", "户主姓名", "人数", "首次识别时间", "脱贫属性", "脱贫年度", "危房户", "是否解决安全饮用水", "饮水困难",
]  # fmt: skip
PERSON_HEADINGS: list[object] = [
    "户编号", "人编号", "姓名", "证件号码", "与户主关系", "在校生状况", "是否参加城乡居民基本医疗保险", "是否参加大病保险", "减少时间",
]  # fmt: skip
EVIDENCE_HEADINGS: list[object] = ["证件号码", "姓名", "来源部门", "类别", "说明", "日期"]


def household(
    household_id: str, identified: object, *, status: object = None, exit_year: object = None, unsafe: object = "否"
) -> list[object]:
    return [household_id, "甲村", f"赵{household_id}", 1, identified, status, exit_year, unsafe, "是", "否"]


def person(household_id: str) -> list[object]:
    return [household_id, household_id + "01", f"赵{household_id}", id_of(household_id), "户主", None, "是", "是", None]


def id_of(household_id: str) -> str:
    return number(f"69000019700101{household_id[1:]}")


def register(path: Path, **more: list[list[object]]) -> Path:
    """Twelve households, one for each thing that a verdict can come to; `more` are further sheets."""
    incomes = {
        "0001": (2017, 3000), "0002": (2017, 3071), "0003": (2017, 3070), "0004": (2018, 3000), "0005": (2018, 3071),
        "0008": (2018, 1000), "0010": (2017, 3000), "0011": (2017, 3000), "0012": (2018, 9000),
    }  # fmt: skip
    sheets: Sheets = {
        "户信息": [
            HOUSEHOLD_HEADINGS,
            household("0001", "201701", status="未脱贫"),
            household("0002", "201701", status="未脱贫"),
            household("0003", "201701", status="未脱贫"),
            household("0004", None),
            household("0005", None),
            household("0006", None),
            household("0007", "201401", status="已脱贫", exit_year=2016),
            household("0008", "去年", status="未脱贫"),
            household("0009", "201701", status="未脱贫"),
            household("0010", "201701", status="预脱贫", exit_year=2018),
            household("0011", "201701", status="未脱贫"),
            household("0012", None),
        ],
        "人口信息": [
            PERSON_HEADINGS,
            *(person(f"{n:04}") for n in range(1, 13)),
            # Who is the head of 0011, identified in January 2017, left the unlisted household 0012 in February.
            ["0012", "001202", "赵0011", id_of("0011"), "配偶", None, "是", "是", "201702"],
        ],
        "家庭收入": [["户编号", "年度", "人均纯收入"], *([key, *of] for key, of in incomes.items())],
        "比对线索": [
            EVIDENCE_HEADINGS,
            [id_of("0003"), "赵0003", "车管所", "车辆", "小型轿车", "2018-05-01"],
            [number("69000019990909123"), "某人", "市场监管局", "经营实体", None, None],
        ],
        **more,
    }  # fmt: skip
    return xlsx(path, sheets)


def puxi(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def document(*arguments: str | Path, code: int = ExitCode.CLEAN) -> dict[str, Any]:
    result = puxi(*arguments, "--format", "json", "--fail-on", "never")
    assert result.exit_code == code, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def adds_up(found: dict[str, Any]) -> None:
    """The four outcomes of every rule are the rows it was asked of; their sums are the summary's."""
    rows = {
        Scope.HOUSEHOLD: found["rows"]["households"], Scope.PERSON: found["rows"]["persons"],
        Scope.VILLAGE: found["rows"]["villages"], Scope.COUNTY: 1,
    }  # fmt: skip
    assert found["counts"]["rules"] == len(found["rules"]) > 0
    for counted in found["rules"]:
        assert sum(counted[outcome] for outcome in OUTCOMES) == rows[cards()[counted["rule"]].scope], counted["rule"]
    for outcome in OUTCOMES:
        assert found["counts"][outcome] == sum(counted[outcome] for counted in found["rules"])


def verdicts(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["household_id"]: one for one in found["verdicts"]}


def items(verdict: dict[str, Any]) -> dict[str, str]:
    return {item["item"]: item["outcome"] for item in verdict["items"]}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return document(
        "identify", register(tmp_path_factory.mktemp("identify") / "registry.xlsx"), "--year", "2018", "--region", "61"
    )


def test_a_verdict_for_every_household_on_the_register_and_every_unlisted_one(found: dict[str, Any]) -> None:
    assert {one: (told["listed"], told["verdict"]) for one, told in verdicts(found).items()} == {
        "0001": (True, "consistent"),
        "0002": (True, "lead_wrongly_listed"),
        "0003": (True, "lead_wrongly_listed"),
        "0004": (False, "lead_missed"),
        "0005": (False, "consistent"),
        "0006": (False, "unknown"),
        "0008": (True, "unknown"),
        "0009": (True, "unknown"),
        "0010": (True, "consistent"),
        "0011": (True, "lead_wrongly_listed"),
        "0012": (False, "consistent"),
    }
    assert {one for one, told in verdicts(found).items() if told["planned"]} == {"0010"}


def test_the_json_form_is_the_one_of_the_design(found: dict[str, Any]) -> None:
    assert {"puxi", "command", "as_of", "region", "inputs", "counts", "rules", "findings", "verdicts"} <= set(found)
    assert (found["command"], found["as_of"], found["region"]) == ("identify", "2018-12-31", "61")
    assert {"rules", *OUTCOMES, "waived"} <= set(found["counts"])
    for verdict in found["verdicts"]:
        assert {"household_id", "listed", "verdict", "items", "leads"} <= set(verdict)
        assert {item["item"] for item in verdict["items"]} == ITEMS
        for item in verdict["items"]:
            assert item["outcome"] in OUTCOMES
            assert rules()[item["rule"]].item == item["item"]
    [lead] = verdicts(found)["0003"]["leads"]
    assert (lead["red_line"], lead["person_id"], lead["source"], lead["category"]) == (2, "000301", "车管所", "车辆")
    keys = {"rule", "outcome", "severity", "duty", "table", "file", "sheet", "row", "column", "cell", "field", "household_id",
            "person_id", "village", "value", "message", "mend", "cite"}  # fmt: skip
    assert found["findings"]
    assert all(keys <= set(finding) for finding in found["findings"])


def test_items_say_what_each_criterion_came_to(found: dict[str, Any]) -> None:
    told = {one: items(verdict) for one, verdict in verdicts(found).items()}
    assert told["0002"] == dict.fromkeys(("income", "housing", "education", "insurance", "water", "whole_household"), "pass") | {
        "food_clothing": "not_applicable", "procedure": "unknown",
    }  # fmt: skip
    assert (told["0003"]["income"], told["0004"]["income"], told["0006"]["income"], told["0009"]["income"]) == (
        "fail", "fail", "unknown", "unknown",
    )  # fmt: skip
    assert told["0011"]["whole_household"] == "fail"
    # Of an unlisted household neither the whole home nor the procedure is asked, though there is no table of steps to know it by.
    assert (told["0004"]["whole_household"], told["0004"]["procedure"]) == ("not_applicable", "not_applicable")
    # 0008 is listed by its status: since when, and so by which year's line, is unknown.
    assert told["0008"]["income"] == "unknown"


def test_a_lead_names_the_member_the_list_and_the_place(found: dict[str, Any]) -> None:
    [hit] = [finding for finding in found["findings"] if finding["rule"] == "ID202"]
    assert (hit["household_id"], hit["person_id"], hit["table"], hit["row"]) == ("0003", "000301", "persons", 4)
    assert "车管所" in hit["message"]
    assert "2" in hit["message"]  # the row of the list
    assert {finding["rule"] for finding in found["findings"]} == {"ID107", "ID108", "ID202", "ID303"}


def test_the_outcomes_add_up(found: dict[str, Any]) -> None:
    adds_up(found | {"rows": found["rows"] | {"villages": 0}})


@pytest.mark.parametrize("year", range(2014, 2019))
def test_the_outcomes_of_the_sample_add_up_in_every_year(year: int) -> None:
    told = document("identify", SAMPLE, "--year", str(year))
    adds_up(told)
    # 1,727 on the list at the end of 2014, 945 in June 2018 and so at the end of 2017, 696 at the end of 2018.
    listed = {2014: 1727, 2017: 945, 2018: 696}
    if year in listed:
        assert sum(verdict["listed"] is True for verdict in told["verdicts"]) == listed[year]


@pytest.mark.parametrize(("year", "nearest"), [("2013", "2014-01-01"), ("2021", "2020-12-31")])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_year_without_rules_is_exit_4_and_says_what_is_missing(year: str, nearest: str, lang: str) -> None:
    result = puxi("identify", SAMPLE, "--year", year, "--lang", lang)
    assert result.exit_code == ExitCode.NO_LAW
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1
    for word in (f"{year}-12-31", "identify", nearest):
        assert word in result.stderr


def test_without_a_table_of_households_nothing_is_judged(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"家庭收入": [["户编号", "年度", "人均纯收入"], ["0001", 2017, 3000]]})
    for lang, words in (("zh", "没有读到户的表"), ("en", "No table of households")):
        result = puxi("identify", path, "--year", "2018", "--lang", lang)
        assert result.exit_code == ExitCode.UNREADABLE
        assert words in result.stderr


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        ([["姓名", "来源部门", "类别"], ["赵0003", "车管所", "车辆"]], "证件号码"),
        ([["证件号码", "姓名", "来源部门", "类别"], [None, "赵0003", "车管所", "车辆"]], "没有这些类别的名单"),
        ([["证件号码", "姓名", "来源部门", "类别"], ["12345", "赵0003", "车管所", "车辆"]], "没有这些类别的名单"),
    ],
)
def test_a_list_without_numbers_is_told_and_says_nothing_of_anybody(
    evidence: list[list[object]], said: str, tmp_path: Path
) -> None:
    told = document(
        "identify", register(tmp_path / "a.xlsx", 比对线索=evidence), "--year", "2018", "--region", "61", "--lang", "zh"
    )
    red = next(counted for counted in told["rules"] if counted["rule"] == "ID202")
    assert (red["pass"], red["fail"]) == (0, 0)
    assert red["unknown"] > 0
    assert said in json.dumps([told["notes"], red["why_unknown"]], ensure_ascii=False)
    assert verdicts(told)["0003"]["verdict"] == "consistent"


@pytest.mark.parametrize(
    ("evidence", "zh", "en"),
    [
        ([EVIDENCE_HEADINGS, [None, "某人", "车管所", "车辆", None, None]], "本次用到的列中有 1 个格子读不懂、有 1 个必填的格子空白",
         "Cells that cannot be read in the columns used here: 1; required cells that are blank: 1."),
        ([EVIDENCE_HEADINGS[1:], ["某人", "车管所", "车辆", None, None]], "本次用到的列中有 1 个格子读不懂、缺少 1 个必填的列",
         "Cells that cannot be read in the columns used here: 1; required columns that are missing: 1."),
    ],
)  # fmt: skip
def test_a_blank_and_a_missing_column_are_not_called_unreadable(
    evidence: list[list[object]], zh: str, en: str, tmp_path: Path
) -> None:
    path = register(tmp_path / "a.xlsx", 比对线索=evidence)
    for lang, words in (("zh", zh), ("en", en)):
        # The one that cannot be read is 去年, the time of identification of 0008.
        assert words in puxi("identify", path, "--year", "2018", "--region", "61", "--lang", lang).stdout
        assert words.partition("；")[0][:15] in puxi("stats", path, "--year", "2018", "--lang", lang).stdout


def test_a_register_without_lists_says_that_the_red_lines_are_unknown(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("户编号,行政村,首次识别时间\n0001,甲村,201701\n", encoding="utf-8")
    for lang, words in (("zh", "没有“比对线索”表"), ("en", "There is no table 比对线索")):
        result = puxi("identify", path, "--year", "2018", "--lang", lang)
        assert result.exit_code == ExitCode.CLEAN
        assert words in result.stdout


def test_a_province_without_rules_of_its_own_has_the_countrys_line_and_no_red_lines(tmp_path: Path) -> None:
    # 3,000 yuan are above the country's 2,952 of 2017 and 2,995 of 2018, where Shaanxi's line is 3,070.
    told = document("identify", register(tmp_path / "a.xlsx"), "--year", "2018", "--region", "45", "--lang", "zh")
    assert {verdicts(told)[one]["verdict"] for one in ("0001", "0002")} == {"lead_wrongly_listed"}
    assert verdicts(told)["0004"]["verdict"] == "consistent"
    assert not [counted for counted in told["rules"] if counted["rule"].startswith("ID20")]
    assert "2952" in json.dumps(told, ensure_ascii=False)


def test_a_waived_lead_is_shown_as_waived_and_is_no_lead_of_the_household(tmp_path: Path) -> None:
    waivers: list[list[object]] = [
        ["规则", "户编号", "人编号", "原因", "批准人", "日期", "截止"],
        ["ID202", "0003", None, "车已过户", "王五", "2018-06-01", None],
        ["ID107", "0002", None, "大病支出", "王五", "2018-06-01", "2019-01-01"],
        ["ID108", "0004", None, "过期", "王五", "2018-01-01", "2018-06-01"],
    ]
    path = register(tmp_path / "a.xlsx", 豁免=waivers)
    told = document("identify", path, "--year", "2018", "--region", "61", "--lang", "zh")
    assert {one: verdicts(told)[one]["verdict"] for one in ("0002", "0003", "0004")} == {
        "0002": "consistent", "0003": "consistent", "0004": "lead_missed",
    }  # fmt: skip
    assert verdicts(told)["0003"]["leads"] == []
    assert told["counts"]["waived"] == 2
    assert {counted["rule"]: (counted["fail"], counted["waived"]) for counted in told["rules"] if counted["fail"]}["ID202"] == (
        1,
        1,
    )
    assert any("豁免表第 4 行" in note for note in told["notes"])
    assert "车已过户" in puxi("identify", path, "--year", "2018", "--region", "61", "--lang", "zh", "--all").stdout


def project(folder: Path, prohibitions: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    (folder / "puxi.toml").write_text(prohibitions, encoding="utf-8")
    monkeypatch.chdir(folder)
    return register(folder / "registry.xlsx")


def test_prohibitions_are_answered_by_a_rule_or_a_signed_statement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = project(
        tmp_path,
        """
        [[identify.prohibitions]]
        text = "不准优亲厚友"
        rule = "ID202"
        [[identify.prohibitions]]
        text = "不准分户拆户"
        rule = "ID302"
        [[identify.prohibitions]]
        text = "不准弄虚作假"
        statement = "甲村承诺书"
        signed_by = "王五"
        day = 2018-05-01
        [[identify.prohibitions]]
        text = "不准收钱收礼"
        statement = "乙村承诺书"
        [[identify.prohibitions]]
        text = "不准事后签字"
        statement = "丙村承诺书"
        signed_by = "王五"
        day = 2019-01-01
        [[identify.prohibitions]]
        text = "不准漏人"
        rule = "ID101"
        """,
        monkeypatch,
    )
    told = document("identify", path, "--year", "2018", "--region", "61", "--lang", "zh")
    assert [(one["text"], one["outcome"], one["rule"], one["failed"]) for one in told["prohibitions"]][:5] == [
        ("不准优亲厚友", "fail", "ID202", 1),
        # The household whose time cannot be read is listed by its status, and has an adult.
        ("不准分户拆户", "pass", "ID302", 0),
        ("不准弄虚作假", "pass", None, 0),
        ("不准收钱收礼", "unknown", None, 0),
        ("不准事后签字", "unknown", None, 0),
    ]
    assert any("填了 6 条" in note for note in told["notes"])
    shown = puxi("identify", path, "--year", "2018", "--region", "61", "--lang", "zh").stdout
    assert "八不准" in shown
    assert "不准弄虚作假" in shown
    assert "王五" not in shown


def test_an_empty_list_of_prohibitions_is_said(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx")
    for lang, words in (("zh", "“八不准”清单是空的"), ("en", "The list of the eight prohibitions is empty")):
        assert words in puxi("identify", path, "--year", "2018", "--lang", lang).stdout


@pytest.mark.parametrize(
    "entry",
    [
        'text = "不准"',
        'rule = "ID202"',
        'text = "不准"\nrule = "ID999"',
        'text = "不准"\nrule = "ID202"\nstatement = "承诺书"',
        'text = "不准"\nrule = 202',
        'text = "不准"\nstatement = "承诺书"\nday = "去年"',
        'text = "不准"\nrule = "ID202"\ncolour = "red"',
    ],
)
def test_a_wrong_prohibition_is_exit_2(entry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = project(tmp_path, f"[[identify.prohibitions]]\n{entry}\n", monkeypatch)
    result = puxi("identify", path, "--year", "2018", "--region", "61")
    assert result.exit_code == ExitCode.USAGE
    assert len(result.stderr.strip().splitlines()) == 1


def test_prohibitions_that_are_no_list_are_exit_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = project(tmp_path, '[identify]\nprohibitions = "八不准"\n', monkeypatch)
    assert puxi("identify", path, "--year", "2018").exit_code == ExitCode.USAGE


def whole_text(path: Path, form: str) -> str:
    if form != "xlsx":
        return path.read_text("utf-8-sig")
    cells = [str(cell.value) for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.value]
    return "\n".join(cells)


@pytest.mark.parametrize("command", ["identify", "exit"])
@pytest.mark.parametrize("form", ["text", "json", "csv", "xlsx"])
def test_names_and_numbers_are_masked_unless_asked(command: str, form: str, tmp_path: Path) -> None:
    phone = "13812345678"
    evidence: list[list[object]] = [
        EVIDENCE_HEADINGS,
        [id_of("0003"), "赵0003", f"车管所 {id_of('0003')}", "车辆", f"车主 {id_of('0003')} 电话 {phone}", "2018-05-01"],
    ]
    # Somebody's number stands where the village should.
    strayed = [HOUSEHOLD_HEADINGS, household("0001", "201701"), [*household("0003", "201701")]]
    strayed[1][1] = id_of("0001")
    gone = household("0007", "201401", status="已脱贫", exit_year=2016)
    gone[1], gone[7] = id_of("0007"), "是"
    path = register(
        tmp_path / "a.xlsx", 比对线索=evidence, 户信息=[*strayed, gone], 村信息=[["行政村", "是否贫困村"], [id_of("0009"), "是"]]
    )
    output = tmp_path / f"out.{'txt' if form == 'text' else form}"
    arguments = (command, path, "--year", "2018", "--region", "61", "--format", form, "--all", "--fail-on", "never")
    assert puxi(*arguments, "--output", output).exit_code == ExitCode.CLEAN
    shown = whole_text(output, form)
    assert ("0003" if command == "identify" else "0007") in shown
    for n in range(1, 13):
        assert id_of(f"{n:04}") not in shown
        assert f"赵{n:04}" not in shown
    assert phone not in shown
    assert puxi(*arguments, "--output", output, "--show-ids").exit_code == ExitCode.CLEAN
    if command == "identify":
        assert "赵0003" in whole_text(output, form)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_text_says_that_a_household_is_to_be_removed(lang: str, tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx")
    told = "\n".join(
        puxi(command, path, "--year", "2018", "--region", "61", "--lang", lang, "--all").stdout
        for command in ("identify", "exit")
    )
    assert len(told) > 1000
    judging = [card for card in cards().values() if card.family in ("ID", "EX", "VX", "CX", "DQ")]
    words = [word for card in judging for word in (card.zh, card.en, card.mend_zh, card.mend_en, card.title_zh, card.title_en)]
    forbidden = re.compile("清退|剔除|清除|取消资格|remov|expel|evict|strike off|delete", re.IGNORECASE)
    assert not forbidden.search(told)
    assert [word for word in words if forbidden.search(word)] == []


def test_both_languages_tell_the_same(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx")
    chinese, english = (document("identify", path, "--year", "2018", "--region", "61", "--lang", lang) for lang in ("zh", "en"))
    assert chinese["verdicts"] == english["verdicts"]
    assert chinese["counts"] == english["counts"]
    assert len(chinese["notes"]) == len(english["notes"])
    for one, other in zip(chinese["findings"], english["findings"], strict=True):
        assert one["rule"] == other["rule"]
        assert one["message"] != other["message"]
        assert set(re.findall(r"\d+(?:\.\d+)?", one["message"])) == set(re.findall(r"\d+(?:\.\d+)?", other["message"]))
    # What is left of Chinese in English are names: of sheets, headings, villages, offices, categories.
    assert "错评线索" not in puxi("identify", path, "--year", "2018", "--region", "61", "--lang", "en").stdout


def test_csv_has_a_row_for_every_finding(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx")
    shown = puxi("identify", path, "--year", "2018", "--region", "61", "--format", "csv", "--fail-on", "never")
    rows = list(csv.DictReader(io.StringIO(shown.stdout.removeprefix("\ufeff"))))
    assert len(rows) == len(document("identify", path, "--year", "2018", "--region", "61")["findings"])


def test_leads_alone_fail_a_run_where_warnings_count(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx")
    for fail_on, code in (("never", ExitCode.CLEAN), ("error", ExitCode.CLEAN), ("warning", ExitCode.FINDINGS)):
        assert puxi("identify", path, "--year", "2018", "--region", "61", "--fail-on", fail_on).exit_code == code


def test_the_register_of_any_earlier_day_is_judged_as_of_that_day(tmp_path: Path) -> None:
    told = verdicts(document("identify", register(tmp_path / "a.xlsx"), "--as-of", "2016-06-30", "--region", "61"))
    # Listed from January 2017 on; 0007 exits at the end of 2016 and is on the register before.
    assert told["0007"]["listed"] is True
    assert told["0001"]["listed"] is False


@pytest.mark.parametrize("command", ["identify", "exit"])
def test_a_day_behind_the_register_is_told(command: str, tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx")
    for year, told in (("2018", False), ("2019", True)):
        notes = document(command, path, "--year", year, "--region", "61", "--lang", "zh")["notes"]
        assert any("最新只到 2018 年" in note for note in notes) is told


def test_every_fact_a_criterion_reads_has_words() -> None:
    from puxi_cli.facts.catalogue import fact_of
    from puxi_cli.law.law import Law
    from puxi_cli.records.fields import fields_of
    from puxi_cli.records.tables import MODELS
    from puxi_cli.rules.base import read_by

    law = Law(date(2018, 12, 31), "610921")
    asked = [rule for rule in rules().values() if rule.card.family in ("ID", "EX") and rule.card.scope == Scope.HOUSEHOLD]
    assert len(asked) > 20
    for rule in asked:
        facts = {*read_by(rule, rule.asks[0], law), *rule.by_year.values(), *rule.shows}
        assert [fact for fact in facts if fact_of(fact).words is None and fact not in fields_of(MODELS["households"])] == [], (
            rule.card.id
        )


# ---- what a lead rests on, and what its reader must know


def shown(path: Path, *options: str, command: str = "identify", lang: str = "zh") -> list[str]:
    return puxi(
        command, path, "--year", "2018", "--region", "61", "--lang", lang, "--all", "--fail-on", "never", *options
    ).stdout.splitlines()


def test_a_lead_is_told_with_its_ground_and_not_with_what_speaks_for_being_listed(found: dict[str, Any], tmp_path: Path) -> None:
    grounds = {one: told["grounds"] for one, told in verdicts(found).items() if told["grounds"]}
    # 3,071 yuan and all else in order; a car; a member who came from a household that is not listed; income below the line.
    assert grounds == {"0002": ["ID107"], "0003": ["ID202"], "0004": ["ID108"], "0011": ["ID303"]}
    text = "\n".join(shown(register(tmp_path / "a.xlsx")))
    assert re.search(r"0002 赵\*\*\*\* +甲村 +错评线索：在册户各项均达标$", text, re.MULTILINE)
    assert re.search(r"0003 赵\*\*\*\* +甲村 +红线2 车辆：赵\*\*\*\*，车管所，小型轿车$", text, re.MULTILINE)
    assert re.search(r"0011 赵\*\*\*\* +甲村 +整户识别：识别前后从非贫困户分出$", text, re.MULTILINE)
    assert re.search(r"0004 赵\*\*\*\* +甲村 +未达标：收入$", text, re.MULTILINE)


def test_who_was_missed_and_identified_since_is_told(tmp_path: Path) -> None:
    # On 30 June 2016 eight households of the register were not yet identified; 0004 never was.
    path = register(tmp_path / "a.xlsx", 家庭收入=[["户编号", "年度", "人均纯收入"], ["0001", 2015, 1000], ["0004", 2015, 1000]])
    arguments = ("identify", path, "--as-of", "2016-06-30", "--region", "61")
    told = verdicts(document(*arguments))
    assert (told["0001"]["verdict"], told["0001"]["identified_later"]) == ("lead_missed", "2017-01")
    assert (told["0004"]["verdict"], told["0004"]["identified_later"]) == ("lead_missed", None)
    for lang, words in (
        ("zh", ("2，其中后来已识别 1", "后来识别：2017-01")),
        ("en", ("2, of them identified later: 1", "identified later: 2017-01")),
    ):
        text = puxi(*arguments, "--lang", lang).stdout
        assert all(word in text for word in words)


def test_failures_that_answer_a_criterion_are_not_taken_for_findings(found: dict[str, Any], tmp_path: Path) -> None:
    counts = {one["rule"]: one for one in found["rules"]}
    answers = sum(one["fail"] for one in found["rules"] if not one["finds"])
    assert answers > 0
    assert {rule for rule, one in counts.items() if not one["finds"]} == {f"ID10{n}" for n in range(1, 7)}
    assert len(found["findings"]) == found["counts"]["fail"] - answers
    text = "\n".join(shown(register(tmp_path / "a.xlsx")))
    assert f"不通过中有 {answers} 项次是逐项标准的回答（ID101" in text
    assert "Of the failures" in "\n".join(shown(register(tmp_path / "b.xlsx"), lang="en"))
    page = "\n".join(shown(register(tmp_path / "c.xlsx"), "--format", "html"))
    assert f"一行中可有几个问题。不通过中有 {answers} 项次是逐项标准的回答（ID101" in page


def test_a_number_that_stands_twice_and_an_empty_home_are_told_beside_the_counts(tmp_path: Path) -> None:
    sheets: Sheets = {
        "户信息": [HOUSEHOLD_HEADINGS, *(household(one, "201701", status="未脱贫") for one in ("0001", "0001", "0002", "0003"))],
        "人口信息": [PERSON_HEADINGS, person("0001"), person("0002"), [*person("0003")[:-1], "201801"]],
    }
    path = xlsx(tmp_path / "a.xlsx", sheets)
    told = document("identify", path, "--year", "2018", "--region", "61", "--lang", "zh")
    assert sum(one["listed"] is True for one in told["verdicts"]) == 3
    assert "1 个户编号有多行（共 2 行），各按一户计：0001。" in told["notes"]
    assert "有结论而当日没有成员的有 1 户；puxi stats 不计。" in told["notes"]
    stats = json.loads(puxi("stats", path, "--year", "2018", "--format", "json").stdout)
    assert stats["poor"]["households"] == 2
    quiet = document("identify", register(tmp_path / "b.xlsx"), "--year", "2018", "--region", "61")["notes"]
    assert not [note for note in quiet if "puxi stats" in note]


def test_rows_without_a_day_are_told(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx", 程序=[["户编号", "程序", "步骤", "日期"], ["0001", "识别", "农户申请", None]])
    notes = document("identify", path, "--year", "2018", "--region", "61", "--lang", "zh")["notes"]
    # Of the two rows of the lists one has a day.
    assert "“比对线索”表有 1 行没有日期，查哪一天都算在内。" in notes
    assert "“程序”表有 1 行没有日期，查哪一天都算在内。" in notes


def test_an_unknown_red_line_says_that_its_list_is_missing(found: dict[str, Any]) -> None:
    why = {one["rule"]: one["why_unknown"] for one in found["rules"]}
    assert why["ID201"] == ["no list of this category with identity numbers was handed in by the day"]


def test_a_prohibition_is_told_with_who_signed_when_and_how_many_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = project(
        tmp_path,
        """
        [[identify.prohibitions]]
        text = "不准优亲厚友"
        rule = "ID202"
        [[identify.prohibitions]]
        text = "不准弄虚作假"
        statement = "甲村承诺书"
        signed_by = "王小五"
        day = 2018-05-01
        [[identify.prohibitions]]
        text = "不准收钱收礼"
        statement = "乙村承诺书"
        """,
        monkeypatch,
    )
    told = document("identify", path, "--year", "2018", "--region", "61")["prohibitions"]
    assert [(one["failed"], one["statement"], one["signed_by"], one["day"]) for one in told] == [
        (1, None, None, None), (0, "甲村承诺书", "王**", "2018-05-01"), (0, "乙村承诺书", None, None),
    ]  # fmt: skip
    text = "\n".join(shown(path))
    for words in ("ID202，1 个问题", "甲村承诺书，王**，2018-05-01", "乙村承诺书，没有签字人，没有日期"):
        assert words in text
    assert "王小五" not in text
    whole = document("identify", path, "--year", "2018", "--region", "61", "--show-ids")["prohibitions"]
    assert whole[1]["signed_by"] == "王小五"


def test_a_blank_figure_has_no_unit(tmp_path: Path) -> None:
    # Nothing is known of its income, and its house is unsafe.
    path = xlsx(tmp_path / "a.xlsx", {
        "户信息": [HOUSEHOLD_HEADINGS, household("0001", None, unsafe="是"), household("0002", "201401", status="未脱贫")],
        "人口信息": [PERSON_HEADINGS, person("0001"), person("0002")],
        "家庭收入": [["户编号", "年度", "人均纯收入"], ["0001", 2010, 3000]],
    })  # fmt: skip
    for lang, words, wrong in (
        ("zh", "人均纯收入 （空白）（标准", "（空白） 元"),
        ("en", "of 2018 is (blank) (line", "(blank) yuan"),
    ):
        found = document("identify", path, "--year", "2018", "--region", "61", "--lang", lang)["findings"]
        [missed] = [finding for finding in found if finding["household_id"] == "0001"]
        assert words in missed["message"]
        assert wrong not in missed["message"]


@pytest.mark.parametrize("form", ["text", "json", "csv", "xlsx"])
def test_names_in_remarks_and_reasons_are_masked(form: str, tmp_path: Path) -> None:
    born = f"{id_of('0003')[6:10]}年{int(id_of('0003')[10:12])}月{int(id_of('0003')[12:14])}日"
    path = register(
        tmp_path / "a.xlsx",
        比对线索=[EVIDENCE_HEADINGS, [id_of("0003"), "赵0003", "车管所", "车辆", f"车主赵0003（{born}）", "2018-05-01"]],
        豁免=[["规则", "户编号", "原因", "批准人"], ["ID107", "0002", "赵0002 大病支出", "王五"]],
    )
    output = tmp_path / f"out.{'txt' if form == 'text' else form}"
    arguments = (
        "identify",
        path,
        "--year",
        "2018",
        "--region",
        "61",
        "--format",
        form,
        "--all",
        "--fail-on",
        "never",
        "--output",
        output,
    )
    assert puxi(*arguments).exit_code == ExitCode.CLEAN
    told = whole_text(output, form)
    for hidden in ("赵0003", "赵0002", born):
        assert hidden not in told
    assert "赵**** 大病支出" in told
    assert puxi(*arguments, "--show-ids").exit_code == ExitCode.CLEAN
    assert "赵0002 大病支出" in whole_text(output, form)


def left_register(path: Path, lists: list[list[object]], **more: list[list[object]]) -> Path:
    """0001 is listed; 0002 left at the end of 2016, 0003 nobody knows when; 0004 left, and its one member has left it since."""
    sheets: Sheets = {
        "户信息": [
            HOUSEHOLD_HEADINGS,
            household("0001", "201701", status="未脱贫"),
            household("0002", "201401", status="已脱贫（享受政策）", exit_year=2016),
            household("0003", "201401", status="已脱贫（享受政策）"),
            household("0004", "201401", status="已脱贫（享受政策）", exit_year=2016),
            household("0005", None),
        ],
        "人口信息": [
            PERSON_HEADINGS,
            *(person(f"{n:04}") for n in (1, 2, 3, 5)),
            [*person("0004")[:-1], "201803"],
        ],
        "家庭收入": [["户编号", "年度", "人均纯收入"], ["0001", 2017, 3000], ["0005", 2018, 9000]],
        "比对线索": [EVIDENCE_HEADINGS, *lists],
        **more,
    }  # fmt: skip
    return xlsx(path, sheets)


def car(household_id: str, day: str | None, category: str = "车辆") -> list[object]:
    return [id_of(household_id), f"赵{household_id}", "车管所", category, "小型轿车", day]


ASK_2018 = ("--year", "2018", "--region", "61")


def test_a_household_that_left_and_is_in_a_list_is_told_apart(tmp_path: Path) -> None:
    cars = [car("0001", "2018-05-01"), car("0002", "2015-05-01"), car("0003", "2018-05-01"), car("0004", "2015-05-01")]
    found = document("identify", left_register(tmp_path / "a.xlsx", cars), *ASK_2018)
    told = verdicts(found)
    assert {one: (entry["listed"], entry["standing"], entry["verdict"]) for one, entry in told.items()} == {
        "0001": (True, "listed", "lead_wrongly_listed"),
        "0002": (False, "exited", "lead_exited"),
        "0003": (False, "exited", "lead_exited"),
        "0005": (False, "unlisted", "consistent"),
    }
    assert found["households"] == {"listed": 1, "unlisted": 1, "unknown": 0, "exited_with_leads": 2}
    [lead] = told["0002"]["leads"]
    assert (lead["red_line"], lead["person_id"], lead["source"], lead["day"]) == (2, "000201", "车管所", "2015-05-01")
    assert (told["0002"]["exit_year"], told["0003"]["exit_year"], told["0002"]["grounds"]) == (2016, None, ["ID212"])
    assert {(one["rule"], one["household_id"]) for one in found["findings"] if one["rule"].startswith("ID2")} == {
        ("ID202", "0001"), ("ID212", "0002"), ("ID212", "0003"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("day", "said"), [("2016-12-31", "lead_exited"), (None, "lead_exited"), ("2017-01-01", None), ("2018-12-31", None)]
)
def test_a_car_from_after_the_exit_says_nothing_of_the_listing(day: str | None, said: str | None, tmp_path: Path) -> None:
    path = left_register(tmp_path / "a.xlsx", [car("0002", day), car("0001", "2018-05-01", "商品房")])
    told = verdicts(document("identify", path, *ASK_2018))
    assert (told["0002"]["verdict"] if "0002" in told else None) == said


def test_the_listed_households_are_counted_as_without_those_that_left(tmp_path: Path) -> None:
    """With and without a hit on a household that left: the same counts of the listed and unlisted, and of `stats`."""
    counts = []
    for cars in ([car("0001", "2018-05-01")], [car("0001", "2018-05-01"), car("0002", None)]):
        path = left_register(tmp_path / "a.xlsx", cars)
        found = document("identify", path, *ASK_2018)
        here = {one: entry for one, entry in verdicts(found).items() if entry["standing"] != "exited"}
        rules_of_listed = [rule for rule in found["rules"] if not rule["rule"].startswith("ID21")]
        poor = json.loads(puxi("stats", path, "--year", "2018", "--format", "json").stdout)["poor"]
        counts.append((here, rules_of_listed, found["households"] | {"exited_with_leads": None}, poor))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_form_asks_whether_it_was_listed_rightly(lang: str, tmp_path: Path) -> None:
    path = left_register(tmp_path / "a.xlsx", [car("0002", "2015-05-01"), car("0003", None), car("0001", "2018-05-01")])
    said = {"zh": "当年识别是否准确", "en": "was it listed rightly?"}[lang]
    text = puxi("identify", path, *ASK_2018, "--lang", lang).stdout
    lines = text.splitlines()
    [listed] = [line for line in lines if line.startswith(("在册户 ", "listed households "))]
    [unlisted] = [line for line in lines if line.startswith(("未建档户 ", "unlisted households "))]
    assert re.search(r"[ ]1\b", listed)
    assert re.search(r"[ ]1\b", unlisted)
    assert said in text
    apart = {"zh": "另有已退出而在外部门名单中的 2 户", "en": "besides, exited households in lists of other offices: 2"}[lang]
    assert apart in text
    basis = {
        "zh": (
            "2016 年退出；红线2 车辆：赵****，车管所，小型轿车，2015-05-01",
            "退出年度不详；红线2 车辆：赵****，车管所，小型轿车，名单没有日期",
        ),
        "en": (
            "left in 2016; red line 2 车辆: 赵****, 车管所, 小型轿车, 2015-05-01",
            "left, year unknown; red line 2 车辆: 赵****, 车管所, 小型轿车, no day in the list",
        ),
    }[lang]
    # The page and the workbook have the same words; the screen may break them over lines.
    page = puxi("identify", path, *ASK_2018, "--lang", lang, "--format", "html").stdout
    assert all(words in page for words in basis)
    target = tmp_path / f"{lang}.xlsx"
    puxi("identify", path, *ASK_2018, "--lang", lang, "--output", target)
    sheet = openpyxl.load_workbook(target)["结论" if lang == "zh" else "Verdicts"]
    rows = {row[0]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["0002"][3:5] == (("已退出" if lang == "zh" else "exited"), 2016)
    assert said in str(rows["0002"][5])
    assert rows["0003"][-1] == basis[1]
    table = list(csv.reader(io.StringIO(puxi("identify", path, *ASK_2018, "--lang", lang, "--format", "csv").stdout)))
    assert sum("ID212" in row for row in table) == 2


def test_a_lead_of_a_household_that_left_can_be_waived(tmp_path: Path) -> None:
    waivers: list[list[object]] = [
        ["规则", "户编号", "人编号", "原因", "批准人", "日期", "截止"],
        ["ID212", "0002", None, "识别前已报废", "王五", "2018-06-01", None],
    ]
    path = left_register(tmp_path / "a.xlsx", [car("0002", "2015-05-01"), car("0003", None)], 豁免=waivers)
    assert {one for one, entry in verdicts(document("identify", path, *ASK_2018)).items() if entry["standing"] == "exited"} == {
        "0003"
    }


def test_explain_agrees_with_identify_of_a_household_that_left(tmp_path: Path) -> None:
    cars = [
        car("0002", "2015-05-01"), car("0002", "2018-05-01"), car("0002", "2018-05-01", "商品房"), car("0003", None),
        car("0004", "2015-05-01"), car("0001", "2018-05-01"), car("0001", None),
    ]  # fmt: skip
    path = left_register(tmp_path / "a.xlsx", cars)
    told = verdicts(document("identify", path, *ASK_2018))
    weights = {}
    for one in ("0001", "0002", "0003", "0004"):
        result = puxi("explain", one, path, *ASK_2018, "--format", "json", "--lang", "zh")
        whole = json.loads(result.stdout)
        weights[one] = [(hit["red_line"], hit["day"], hit["weight"]) for hit in whole["hits"]]
        by_identify = [entry["verdict"] for entry in whole["verdicts"] if entry["command"] == "identify"]
        assert by_identify == ([told[one]["verdict"]] if one in told else [])
        lines = {line["red_line"]: (line["rule"], line["outcome"]) for line in whole["red_lines"]}
        if one == "0002":
            assert lines[2] == ("ID212", "fail")
            assert lines[1] == ("ID211", "pass")
            assert "当年识别是否准确（线索）：2016 年退出" in "".join(whole["why"])
    assert weights == {
        "0001": [(2, "2018-05-01", "lead"), (2, None, "lead")],
        "0002": [(2, "2015-05-01", "lead_exited"), (2, "2018-05-01", "after_exit"), (1, "2018-05-01", "after_exit")],
        "0003": [(2, None, "lead_exited")],
        "0004": [(2, "2015-05-01", "former")],
    }
    screen = puxi("explain", "0002", path, *ASK_2018, "--lang", "zh").stdout
    assert "线索，待核实：当年识别是否准确" in screen
    assert "在退出以后，不说明当年识别" in screen
