"""A whole run of `puxi exit`: verdicts and points of households, poor villages and the county, and what its reader must know."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from puxi_cli.errors import ExitCode
from puxi_cli.rules.catalogue import rules
from tests.sheets.registers import Sheets, xlsx
from tests.systems.identification.test_identify import (
    HOUSEHOLD_HEADINGS,
    OUTCOMES,
    PERSON_HEADINGS,
    SAMPLE,
    adds_up,
    document,
    household,
    items,
    person,
    puxi,
    verdicts,
)

pytestmark = pytest.mark.slow

OF_HOUSEHOLD = {"income", "housing", "education", "insurance", "water", "same_year", "inspection"}
OF_VILLAGE = {"incidence", "income_ratio", "collective_economy", "road", "water", "power", "clinic"}
OF_COUNTY = {"incidence", "income", "road", "water", "power", "insurance", "housing"}
YEAR_HEADINGS: list[object] = [
    "行政村", "年度", "总户数", "农业户籍人口", "脱贫户人均纯收入", "全县农村居民人均可支配收入", "是否有集体经济或互助资金组织",
    "是否通沥青(水泥)路", "是否有安全饮水", "电力入户率", "是否有标准化卫生室",
]  # fmt: skip


def year(village: str, of: int, **other: object) -> list[object]:
    """A village's year in which every item is met, but for what is said otherwise."""
    row: dict[object, object] = dict(
        zip(YEAR_HEADINGS, (village, of, 50, 1000, 4000 + 200 * (of - 2017), 8000, "是", "是", "是", 100, "是"), strict=True)
    )
    return list((row | other).values())  # type: ignore[operator]


def register(path: Path, *, without: str | None = None, **more: list[list[object]]) -> Path:
    """One household for each thing that exit can come to, in three poor villages and one that is not."""
    incomes = {
        "0001": (2018, 3071), "0002": (2018, 3070), "0003": (2018, 3071), "0004": (2016, 2953), "0005": (2018, 3071),
        "0006": (2018, 3071), "0008": (2018, 3071), "0010": (2018, 3071), "0011": (2016, 2953), "0012": (2018, 3071),
    }  # fmt: skip
    rows = [
        household("0001", "201701", status="已脱贫", exit_year=2018),
        household("0002", "201701", status="已脱贫", exit_year=2018),
        household("0003", "201701", status="已脱贫", exit_year=2018, unsafe=None),
        household("0004", "201601", status="已脱贫", exit_year=2016),
        household("0005", "201701", status="预脱贫", exit_year=2018),
        household("0006", "201701", status="预脱贫", unsafe="是"),
        household("0007", "201701", status="预脱贫", exit_year=2019),
        household("0008", "201701", status="已脱贫", exit_year="2O18"),
        household("0009", "201701", status="未脱贫"),
        household("0010", "201701", status="返贫", exit_year=2017),
        household("0011", "201501", status="已脱贫", exit_year=2016),
        household("0012", None),
    ]
    headings = [*HOUSEHOLD_HEADINGS, "返贫时间"]
    for row, village in zip(rows, ("甲村", "甲村", "乙村", "甲村", *("丙村",) * 8), strict=True):
        row[1] = village
        row.append("201806" if row[0] == "0010" else None)
    sheets: Sheets = {
        "户信息": [headings, *rows],
        "人口信息": [PERSON_HEADINGS, *(person(str(row[0])) for row in rows)],
        "家庭收入": [["户编号", "年度", "人均纯收入"], *([key, *of] for key, of in incomes.items())],
        "村信息": [
            ["行政村", "行政区划代码", "类型", "是否贫困村", "出列年度"],
            ["甲村", "610921102201", "村", "是", 2018], ["乙村", "610921102202", "村", "是", None],
            ["丙村", "610921102203", "村", "是", None], ["丁村", "610921102204", "村", "否", None],
        ],
        "村年度": [
            YEAR_HEADINGS,
            *(year(village, 2017) for village in ("甲村", "乙村", "丙村", "丁村")),
            year("甲村", 2018), year("乙村", 2018, 是否有标准化卫生室=None), year("丙村", 2018, 电力入户率=99, 是否有安全饮水=None),
            year("丁村", 2018),
        ],
        **more,
    }  # fmt: skip
    if without:
        del sheets[without]
    return xlsx(path, sheets)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return document("exit", register(tmp_path_factory.mktemp("exit") / "registry.xlsx"), "--year", "2018", "--lang", "zh")


def of_households(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return verdicts({"verdicts": [one for one in found["verdicts"] if one["scope"] == "household"]})


def of_villages(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["village"]: one for one in found["verdicts"] if one["scope"] == "village"}


def test_a_verdict_for_who_has_left_and_who_is_planned_to(found: dict[str, Any]) -> None:
    # 0003's house is blank; 0004 was listed in 2016 and left in 2016; 0006 lives in an unsafe house; 0008's year cannot be read;
    # 0007 is planned for 2019, 0009 stays, 0010 came back, 0012 was never listed.
    told = {one: (verdict["exit_year"], verdict["planned"], verdict["verdict"]) for one, verdict in of_households(found).items()}
    assert told == {
        "0001": (2018, False, "pass"),
        "0002": (2018, False, "fail"),
        "0003": (2018, False, "unknown"),
        "0004": (2016, False, "fail"),
        "0005": (2018, True, "pass"),
        "0006": (2018, True, "fail"),
        "0008": (None, False, "unknown"),
        "0011": (2016, False, "pass"),
    }


def test_points_are_those_of_the_items_that_pass_and_the_year_has_none(found: dict[str, Any]) -> None:
    points = {one: verdict["points"] for one, verdict in of_households(found).items()}
    assert points == {"0001": 100, "0002": 80, "0003": 80, "0004": 100, "0005": 100, "0006": 80, "0008": 80, "0011": 100}
    for verdict in of_households(found).values():
        said = items(verdict)
        assert set(said) == OF_HOUSEHOLD
        # A veto, and what inspectors found, earn no points; each of the five earns its 20 or nothing.
        assert {(item["points"], item["of"]) for item in verdict["items"] if item["item"] in ("same_year", "inspection")} == {
            (None, None)
        }
        with_points = [item for item in verdict["items"] if item["item"] not in ("same_year", "inspection")]
        assert all((item["points"], item["of"]) == (20 if item["outcome"] == "pass" else 0, 20) for item in with_points)
        assert verdict["points"] == sum(item["points"] for item in with_points)
    assert items(of_households(found)["0004"])["same_year"] == "fail"


def test_the_json_form_is_the_one_of_the_design(found: dict[str, Any]) -> None:
    assert {"puxi", "command", "as_of", "region", "inputs", "counts", "rules", "findings", "verdicts"} <= set(found)
    assert (found["command"], found["as_of"], found["region"]) == ("exit", "2018-12-31", "610921")
    for verdict in found["verdicts"]:
        assert {"scope", "verdict", "points", "items"} <= set(verdict)
        family = {"household": "EX", "village": "VX", "county": "CX"}[verdict["scope"]]
        for item in verdict["items"]:
            assert item["outcome"] in OUTCOMES
            assert (rules()[item["rule"]].item, rules()[item["rule"]].card.family) == (item["item"], family)
    assert all({"household_id", "exit_year"} <= set(verdict) for verdict in of_households(found).values())


def test_villages_are_judged_by_their_items_and_an_unknown_item_is_no_pass(found: dict[str, Any]) -> None:
    told = {one: (verdict["verdict"], verdict["points"]) for one, verdict in of_villages(found).items()}
    # 30 for the incidence, 20 for the ratio, 10 for each of five.
    assert told == {"甲村": ("pass", 100), "乙村": ("unknown", 90), "丙村": ("fail", 80)}
    for verdict in of_villages(found).values():
        assert set(items(verdict)) == OF_VILLAGE
    assert (items(of_villages(found)["丙村"])["power"], items(of_villages(found)["丙村"])["water"]) == ("fail", "unknown")
    assert of_villages(found)["甲村"]["households"] == {"pass": 1, "fail": 2, "unknown": 0}
    assert of_villages(found)["乙村"]["households"] == {"pass": 0, "fail": 0, "unknown": 1}


def test_the_county_is_one_verdict_over_what_was_read(found: dict[str, Any]) -> None:
    [county] = [one for one in found["verdicts"] if one["scope"] == "county"]
    said = items(county)
    assert set(said) == OF_COUNTY
    # No figure of the province, a village whose water is blank, a household whose house is: these are unknown. 99 % have power.
    assert {item for item, outcome in said.items() if outcome == "unknown"} == {"income", "water", "housing"}
    assert said["power"] == "fail"
    assert county["verdict"] == "fail"
    assert county["households"] == {"pass": 3, "fail": 3, "unknown": 2}


def test_the_outcomes_add_up(found: dict[str, Any]) -> None:
    adds_up(found)


@pytest.mark.parametrize("of", range(2014, 2019))
def test_the_outcomes_of_the_sample_add_up_in_every_year(of: int) -> None:
    told = document("exit", SAMPLE, "--year", str(of))
    adds_up(told)
    # 249 left in 2018, 782 of the 1,727 by the end of 2017: 945 were left on the register.
    if of == 2018:
        left = [verdict["exit_year"] for verdict in of_households(told).values()]
        assert left.count(2018) == 249
    assert len(of_villages(told)) == 3


@pytest.mark.parametrize(("of", "nearest"), [("2013", "2014-01-01"), ("2021", "2020-12-31")])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_year_without_rules_is_exit_4_and_says_what_is_missing(of: str, nearest: str, lang: str) -> None:
    result = puxi("exit", SAMPLE, "--year", of, "--lang", lang)
    assert result.exit_code == ExitCode.NO_LAW
    assert result.stdout == ""
    for word in (f"{of}-12-31", "exit", nearest):
        assert word in result.stderr


def test_the_577_are_shaanxis(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx")
    for lang, words in (("zh", ("45", "陕西省（61）")), ("en", ("45", "陕西省 (61)"))):
        result = puxi("exit", path, "--year", "2018", "--region", "45", "--lang", lang)
        assert result.exit_code == ExitCode.NO_LAW
        assert all(word in result.stderr for word in words)


def test_a_register_whose_place_is_not_known_is_told_so(tmp_path: Path) -> None:
    result = puxi("exit", register(tmp_path / "a.xlsx", without="村信息"), "--year", "2018", "--lang", "zh")
    assert result.exit_code == ExitCode.NO_LAW
    assert "未知" in result.stderr


def test_without_villages_households_are_judged_and_that_is_said(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx", without="村信息")
    told = document("exit", path, "--year", "2018", "--region", "610921", "--lang", "zh")
    assert {verdict["scope"] for verdict in told["verdicts"]} == {"household"}
    assert any("没有“村信息”表" in note for note in told["notes"])
    assert of_households(told)["0001"]["verdict"] == "pass"


def test_without_a_table_of_households_nothing_is_judged(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx", without="户信息")
    for lang, words in (("zh", "没有读到户的表"), ("en", "No table of households")):
        result = puxi("exit", path, "--year", "2018", "--region", "61", "--lang", lang)
        assert result.exit_code == ExitCode.UNREADABLE
        assert words in result.stderr


def test_without_persons_what_needs_them_is_unknown(tmp_path: Path) -> None:
    told = document("exit", register(tmp_path / "a.xlsx", without="人口信息"), "--year", "2018")
    assert of_households(told)["0001"]["verdict"] == "unknown"
    assert items(of_households(told)["0001"])["insurance"] == "unknown"
    assert items(of_villages(told)["甲村"])["incidence"] == "unknown"
    assert of_villages(told)["甲村"]["verdict"] == "unknown"


def test_without_a_column_its_item_is_unknown_and_the_heading_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("户编号,行政村,首次识别时间,脱贫年度\n0001,甲村,201401,2018\n", encoding="utf-8")
    told = document("exit", path, "--year", "2018", "--region", "61")
    assert set(items(of_households(told)["0001"]).values()) == {"unknown", "pass", "not_applicable"}
    assert items(of_households(told)["0001"])["inspection"] == "not_applicable"
    assert items(of_households(told)["0001"])["same_year"] == "pass"
    assert of_households(told)["0001"]["verdict"] == "unknown"
    why = {counted["rule"]: counted["why_unknown"] for counted in told["rules"]}
    assert any("危房户" in heading for heading in why["EX102"])
    assert any("饮水困难" in heading for heading in why["EX105"])


def test_findings_of_exit_name_the_year_the_income_and_the_line(found: dict[str, Any]) -> None:
    by_rule: dict[str, list[dict[str, Any]]] = {}
    for finding in found["findings"]:
        by_rule.setdefault(finding["rule"], []).append(finding)
    [income] = by_rule["EX101"]
    assert income["household_id"] == "0002"
    assert all(word in income["message"] for word in ("2018", "3070"))
    assert [finding["household_id"] for finding in by_rule["EX106"]] == ["0004"]
    assert [finding["household_id"] for finding in by_rule["EX102"]] == ["0006"]
    assert {finding["rule"] for finding in found["findings"]} == {"EX101", "EX102", "EX106", "VX106", "CX105"}
    assert [finding["village"] for finding in by_rule["VX106"]] == ["丙村"]


def test_the_text_tells_who_may_leave_and_who_lacks_what(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx")
    shown = puxi("exit", path, "--year", "2018", "--lang", "zh").stdout
    for line in ("已退出户 6 户：未达标 2，无法判断 2，达标 2", "预脱贫户 2 户：未达标 1，达标 1", "预脱贫：尚缺 1"):
        assert line in shown
    english = puxi("exit", path, "--year", "2018", "--lang", "en").stdout
    for line in ("exited households 6: fail 2, unknown 2, pass 2", "households planned to exit 2: fail 1, pass 1"):
        assert line in english


def test_a_waived_failure_is_shown_as_waived(tmp_path: Path) -> None:
    waivers: list[list[object]] = [
        ["规则", "户编号", "人编号", "原因", "批准人", "日期", "截止"],
        ["EX101", "0002", None, "收入已复核", "王五", "2018-06-01", None],
    ]
    told = document("exit", register(tmp_path / "a.xlsx", 豁免=waivers), "--year", "2018", "--lang", "zh")
    assert told["counts"]["waived"] == 1
    [income] = [finding for finding in told["findings"] if finding["rule"] == "EX101"]
    assert income["waived"] == "收入已复核"


def test_errors_of_exit_fail_the_run(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx")
    for fail_on, code in (("never", ExitCode.CLEAN), ("error", ExitCode.FINDINGS), ("warning", ExitCode.FINDINGS)):
        assert puxi("exit", path, "--year", "2018", "--fail-on", fail_on).exit_code == code


def test_a_plan_of_this_snapshot_is_no_plan_of_an_earlier_day(tmp_path: Path) -> None:
    told = document("exit", register(tmp_path / "a.xlsx"), "--year", "2017")
    # 0006 is planned without a year: that is a plan of 2018, of which the register is. In 2017, 0004 and 0011 had left (in 2016),
    # and 0010 left at that year's end and came back in 2018.
    told_of = of_households(told)
    assert {one: verdict["planned"] for one, verdict in told_of.items()} == {
        "0004": False, "0008": None, "0010": False, "0011": False,
    }  # fmt: skip
    assert told_of["0010"]["exit_year"] == 2017


def test_numbers_that_are_no_law_are_named(found: dict[str, Any], tmp_path: Path) -> None:
    told = json.dumps(found["notes"], ensure_ascii=False)
    for name in ("exit_income_line", "county_income_province"):
        assert name in told
    # Without a table of steps none of the numbers that steps are held against is used.
    assert "exit_steps" not in told
    steps: list[list[object]] = [["户编号", "程序", "步骤", "日期"], ["0001", "退出", "小组提名", "2018-10-01"]]
    told = json.dumps(document("exit", register(tmp_path / "a.xlsx", 程序=steps), "--year", "2018")["notes"], ensure_ascii=False)
    for name in ("exit_steps", "publicity_days"):
        assert name in told


def test_who_left_in_no_year_that_is_told_has_a_line_of_its_own(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx")
    told = register(tmp_path / "b.xlsx", 户信息=[
        [*HOUSEHOLD_HEADINGS, "返贫时间"],
        *([*household(one, "201701", status="已脱贫", exit_year=left), None] for one, left in (("0001", 2018), ("0002", None), ("0003", 2017))),
    ])  # fmt: skip
    for lang, line in (("zh", "  没有脱贫年度：1，无法判断 1"), ("en", "  no year of exit: 1, unknown 1")):
        text = puxi("exit", told, "--year", "2018", "--lang", lang).stdout.splitlines()
        assert line in text
        years = [
            int(re.split(r"[:：]", one)[1].split("，")[0].split(",")[0])
            for one in text
            if re.match("  (20[0-9]{2}|没有|no)", one)
        ]
        assert sum(years) == 3
        # The year of 0008 cannot be read; that it left can.
        assert [
            one for one in puxi("exit", path, "--year", "2018", "--lang", lang).stdout.splitlines() if one.startswith(line[:6])
        ]


def test_plans_that_are_not_judged_and_plans_without_a_year_are_told(found: dict[str, Any], tmp_path: Path) -> None:
    # 0005 is planned for 2018, 0006 for no year that is told, 0007 for 2019.
    assert "预脱贫而计划在 2018 年以后退出的户没有判断：2019 年 1 户。" in found["notes"]
    assert "预脱贫而没有写年度的有 1 户，按信息表的 2018 年判断。" in found["notes"]
    assert {one for one, verdict in of_households(found).items() if verdict["planned"]} == {"0005", "0006"}
    earlier = document("exit", register(tmp_path / "a.xlsx"), "--year", "2017", "--lang", "en")["notes"]
    assert "Planned to exit after 2017 and not judged: 2018: 1, 2019: 1, without a year: 1." in earlier


def test_what_a_plan_lacks_is_a_warning_in_its_own_words(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx", 户信息=[
        [*HOUSEHOLD_HEADINGS, "返贫时间"],
        [*household("0001", "201701", status="预脱贫", exit_year=2018, unsafe="是"), None],
        [*household("0002", "201701", status="预脱贫", exit_year=2018), None],
    ])  # fmt: skip
    told = document("exit", path, "--year", "2018", "--lang", "zh", "--region", "61")
    of_plans = {one["rule"]: one for one in told["findings"] if one["household_id"]}
    assert {rule: one["severity"] for rule, one in of_plans.items()} == {"EX101": "warning", "EX102": "warning"}
    assert of_plans["EX101"]["message"] == "计划 2018 年退出，该年人均纯收入 3070 元，未超过标准 3070 元"
    assert "退出户" not in of_plans["EX102"]["message"]
    assert of_households(told)["0001"]["verdict"] == "fail"
    # Nobody has left: nothing is an error.
    assert puxi("exit", path, "--year", "2018", "--rule", "EX101", "--rule", "EX102").exit_code == ExitCode.CLEAN
    assert puxi("exit", path, "--year", "2018", "--rule", "EX102", "--fail-on", "warning").exit_code == ExitCode.FINDINGS
    text = puxi("exit", path, "--year", "2018", "--lang", "zh").stdout
    assert "预脱贫户住房不安全" in text
    assert "退出户住房不安全" not in text


def test_a_kind_of_finding_is_one_of_words_where_one_rule_has_two(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx", 户信息=[
        [*HOUSEHOLD_HEADINGS, "返贫时间"],
        [*household("0001", "201701", status="预脱贫", exit_year=2018, unsafe="是"), None],
        [*household("0003", "201701", status="已脱贫", exit_year=2018, unsafe="是"), None],
    ])  # fmt: skip
    kinds = [
        line.split()
        for line in puxi("exit", path, "--year", "2018", "--lang", "zh").stdout.splitlines()
        if line.endswith("EX102")
    ]
    assert [kind[:3] for kind in kinds if kind[0] == "1"] == [
        ["1", "错误", "退出户住房不安全"],
        ["1", "警告", "预脱贫户住房不安全"],
    ]


def test_a_weight_of_the_users_is_that_of_plans_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "puxi.toml").write_text('[rules]\nseverity = { EX102 = "error" }\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    told = document("exit", register(tmp_path / "a.xlsx"), "--year", "2018")
    assert [(one["household_id"], one["severity"]) for one in told["findings"] if one["rule"] == "EX102"] == [("0006", "error")]


def test_what_keeps_the_county_from_an_answer_is_counted(found: dict[str, Any], tmp_path: Path) -> None:
    why = {one["rule"]: one["why_unknown"] for one in found["rules"] if one["unknown"] and one["rule"].startswith("CX")}
    # 丙村's water is blank; 0003's house is; there is no figure of the province.
    assert why["CX104"] == ["饮水一项不明的村 1 个，农业户籍人口不明的村 0 个", "“村年度”表的“是否有安全饮水”空白"]
    assert why["CX107"] == ["住房是否安全不明的有 1 户", "“户信息”表的“危房户”空白", "“户信息”表没有“危房级别”列"]
    assert "county_income_province" in why["CX102"][0]
    text = puxi("exit", register(tmp_path / "a.xlsx"), "--year", "2018", "--lang", "en").stdout
    assert "unknown for all 1 row: households whose house is not known to be safe or not: 1" in text
    uninsured = [PERSON_HEADINGS, *([*person(f"{n:04}")[:6], None, None, None] for n in range(1, 13))]
    told = document("exit", register(tmp_path / "b.xlsx", 人口信息=uninsured), "--year", "2018", "--lang", "en")
    [insurance] = [one for one in told["rules"] if one["rule"] == "CX106"]
    # On the register at the end of 2018: 0005, 0006, 0007, 0009 and 0010; 0008 has left.
    assert insurance["why_unknown"] == [
        "persons of whom it is not known whether they are insured, or on the register: 5",
        "人口信息.是否参加城乡居民基本医疗保险 is blank",
        "人口信息.是否参加大病保险 is blank", "there is no column 人口信息.是否参加城镇职工基本医疗保险",
    ]  # fmt: skip


def test_what_is_unknown_for_all_says_what_is_blank(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx", 家庭收入=[["户编号", "年度", "人均纯收入"], ["0001", 2010, 3000]])
    told = {one["rule"]: one for one in document("exit", path, "--year", "2018", "--lang", "zh")["rules"]}
    assert (told["EX101"]["pass"], told["EX101"]["fail"]) == (0, 0)
    # 0001, 0002, 0003, 0005 and 0006 leave in 2018, 0004 and 0011 left in 2016; the year of 0008 cannot be read. The column of the
    # households, which no file has, would be of 2018.
    assert told["EX101"]["why_unknown"] == [
        "“家庭收入”表缺少该户 2018 年的行（5 户）", "“户信息”表没有“人均纯收入”列（5 户）", "“家庭收入”表缺少该户 2016 年的行（2 户）",
        "“户信息”表的“脱贫年度”读不懂（1 户）",
    ]  # fmt: skip
    town = {one["rule"]: one for one in document("exit", SAMPLE, "--year", "2017", "--lang", "zh")["rules"]}
    assert town["EX202"]["why_unknown"] == ["截至当日没有录入退出程序的步骤"]


def test_a_percentage_is_told_as_one(found: dict[str, Any]) -> None:
    [power] = [one["message"] for one in found["findings"] if one["rule"] == "CX105"]
    # 99 % in one of four villages of 50 households each.
    assert power == "2018 年电力入户率 99.75%，未达到 100%"


@pytest.mark.parametrize(("lang", "words"), [("zh", "陕西的 29 条规则"), ("en", "29 rules of Shaanxi")])
def test_a_list_of_no_known_region_is_told_how_it_is_asked(tmp_path: Path, lang: str, words: str) -> None:
    path = tmp_path / "national-list.xlsx"
    workbook = load_workbook(SAMPLE.parent / "national-list.xlsx")
    for cell in workbook.worksheets[0]["A"][3:]:
        cell.value = None
    workbook.save(path)
    result = puxi("exit", path, "--lang", lang)
    assert result.exit_code == ExitCode.NO_LAW
    assert words in result.stderr
    assert "--region 61" in result.stderr
    # On a day on which they do not hold anywhere, there is nothing to be done by it.
    assert "--region 61" not in puxi("exit", path, "--year", "2022", "--lang", lang).stderr


def test_a_list_that_names_its_county_is_asked_by_its_region() -> None:
    told = document("exit", SAMPLE.parent / "national-list.xlsx", "--lang", "zh")
    assert told["region"] == "610921"
    assert "地区：汉阴县（610921），取自各行的“汉阴县”。" in told["notes"]


def test_a_region_without_rules_is_not_told_to_pass_as_another(tmp_path: Path) -> None:
    for lang, words, advice in (
        ("zh", ("区划 河南省（41） 没有适用的规则", "有规则的是：陕西省（61），2014-01-01 至 2020-12-31"), "请加 --region"),
        ("en", ("in region 河南省 (41)", "there are rules for 陕西省 (61), 2014-01-01 to 2020-12-31"), "--region 61"),
    ):
        result = puxi("exit", str(register(tmp_path / "a.xlsx")), "--year", "2018", "--region", "河南省", "--lang", lang)
        assert result.exit_code == ExitCode.NO_LAW
        assert all(one in result.stderr for one in words)
        assert advice not in result.stderr
