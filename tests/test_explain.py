"""`puxi explain`: one household whole, as a screen, a document and a page; figures worked out by hand from the rows written here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import html

from puxi_cli.cli.main import main
from tests.conftest import number

SAMPLE = Path(__file__).parent.parent / "data" / "samples" / "registry.xlsx"
HEAD, WIFE, CHILD = number("69000019700101123"), number("69000019720305124"), number("69000020090601125")

HOUSEHOLDS = (
    "户编号,行政村,户主姓名,首次识别时间,脱贫属性,脱贫年度,返贫时间,危房户,是否解决安全饮用水,饮水困难,贫困户属性\n"
    "0001,甲村,王大山,201401,未脱贫,,,否,是,否,一般贫困户\n"
    "0002,甲村,李<b>四,201401,已脱贫（享受政策）,2017,,是,是,否,一般贫困户\n"
    "0003,甲村,赵五,,,,,否,是,否,一般农户\n"
)
PERSONS = (
    "户编号,人编号,姓名,证件号码,与户主关系,在校生状况,健康状况,是否参加城乡居民基本医疗保险,是否参加大病保险,人员识别时间,减少时间,减少原因\n"
    f"0001,000101,王大山,{HEAD},户主,非在校生,健康,是,是,201401,,\n"
    f"0001,000102,刘小花,{WIFE},配偶,非在校生,健康,是,是,201401,201605,死亡\n"
    f"0001,000103,王小山,{CHILD},之子,非在校生,健康,是,是,201401,,\n"
    f"0002,000201,李<b>四,{number('69000019650101126')},户主,非在校生,健康,是,否,201401,,\n"
    f"0003,000301,赵五,{number('69000019600101127')},户主,非在校生,健康,是,是,,,\n"
)
INCOMES = "户编号,年度,人均纯收入\n0001,2014,2100.5\n0001,2018,2900\n0002,2017,3070\n0002,2018,3100\n0003,2018,9000\n"
VILLAGES = "行政村,行政区划代码,类型,是否贫困村\n甲村,610921102200,村,否\n"
EVIDENCE = f"证件号码,姓名,来源部门,类别,说明,日期\n{HEAD},王大山,车管所,车辆,名下一辆轿车,20180501\n"
WAIVERS = "规则,户编号,原因,批准人,日期,截止\nID202,0001,车辆已报废,周主任,20180601,20191231\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    folder = tmp_path / "登记表"
    folder.mkdir()
    for name, text in {
        "户信息": HOUSEHOLDS, "人口信息": PERSONS, "家庭收入": INCOMES, "村信息": VILLAGES, "比对线索": EVIDENCE, "豁免": WAIVERS,
    }.items():  # fmt: skip
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def explained(register: Path, household: str, *options: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, ["explain", household, str(register), "--lang", "zh", *options])
    assert result.exit_code == code, result.output
    return result.output


def document(register: Path, household: str, *options: str) -> dict[str, Any]:
    told = json.loads(explained(register, household, "--format", "json", *options))
    assert isinstance(told, dict)
    return told


def criterion(told: dict[str, Any], rule: str) -> dict[str, Any]:
    found = [one for one in told["criteria"] if one["rule"] == rule]
    assert len(found) == 1
    return dict(found[0])


def test_a_listed_household_is_held_against_the_line_of_its_year(register: Path) -> None:
    told = document(register, "0001", "--year", "2018")
    assert told["standing"] == "listed"
    income = criterion(told, "ID101")
    assert income["outcome"] == "fail"  # 2,100.50 yuan in 2014; the line of 2014 is 2,800
    assert {figure["name"]: figure["value"] for figure in income["figures"]} == {"standard_income": 2100.5, "standard_year": 2014}
    (line,) = income["numbers"]
    assert (line["value"], line["of"], line["status"]) == (2800, "2014", "sourced")
    assert line["document"]
    # Born in June 2009, out of school in 2018 at nine: a child of school age.
    assert criterion(told, "ID104")["outcome"] == "fail"


def test_every_member_is_shown_with_coming_and_going(register: Path) -> None:
    told = document(register, "0001", "--year", "2018")
    assert [(m["relation"], m["age"], m["there"]) for m in told["members"]] == [
        ("本人或户主", 48, True), ("配偶", 46, False), ("之子", 9, True),
    ]  # fmt: skip
    assert [(e["when"], e["of"]) for e in told["timeline"]] == [
        ("2014-01", "household"), ("2016-05", "person"), ("2018-05-01", "evidence"),
    ]  # fmt: skip
    before = document(register, "0001", "--year", "2015")
    assert [m["there"] for m in before["members"]] == [True, True, True]
    assert [event["later"] for event in before["timeline"]] == [False, True, True]
    # Born on 1 January 1970, 5 March 1972 and 1 June 2009: ages are those of the day asked.
    assert [m["age"] for m in before["members"]] == [45, 43, 6]


def test_an_age_is_that_of_the_day_asked_and_none_before_birth(register: Path) -> None:
    persons = register / "人口信息.csv"
    persons.write_text(PERSONS.replace(CHILD, number("69000020160605125")), "utf-8")
    told = document(register, "0001", "--as-of", "2014-06-30")
    assert [m["age"] for m in told["members"]] == [44, 42, None]
    assert any("按 2014-06-30 计" in note and "按 2018-12-31 计" in note for note in told["notes"])


def test_an_exit_is_told_item_by_item_with_the_line_of_its_year(register: Path) -> None:
    told = document(register, "0002", "--year", "2018")
    assert told["standing"] == "exited"
    items = {one["rule"]: one["outcome"] for one in told["criteria"] if one["rule"].startswith("EX1")}
    # 3,070 equals the line of 2017 and is not above it; an unsafe house; no serious-illness insurance.
    assert items == {
        "EX101": "fail", "EX102": "fail", "EX103": "pass", "EX104": "fail", "EX105": "pass", "EX106": "pass",
    }  # fmt: skip
    (verdict,) = told["verdicts"]
    assert (verdict["command"], verdict["verdict"], verdict["points"]) == ("exit", "fail", 40)
    (line,) = criterion(told, "EX101")["numbers"]
    assert (line["value"], line["of"], line["status"], line["document"]) == (3070, "2017", "unsourced", None)
    assert criterion(told, "EX201")["outcome"] == "pass"  # 3,100 in 2018, above 3,070
    assert told["why"][0].startswith("截至 2018-12-31：已退出")


def test_a_household_that_never_was_listed(register: Path) -> None:
    told = document(register, "0003", "--year", "2018")
    assert (told["standing"], told["verdicts"][0]["verdict"]) == ("unlisted", "consistent")
    assert criterion(told, "ID108")["outcome"] == "pass"
    assert {line["outcome"] for line in told["red_lines"]} == {"not_applicable"}


def test_a_hit_names_the_member_and_a_waiver_answers_for_it(register: Path) -> None:
    told = document(register, "0001", "--year", "2018")
    assert [line["red_line"] for line in told["red_lines"] if line["outcome"] == "fail"] == [2]
    assert {line["outcome"] for line in told["red_lines"] if line["red_line"] != 2} == {"unknown"}  # no list was handed in
    (waiver,) = told["waivers"]
    assert (waiver["rule"], waiver["in_force"]) == ("ID202", True)
    identify = next(one for one in told["verdicts"] if one["command"] == "identify")
    assert identify["verdict"] == "consistent"  # the hit is answered for
    (register / "豁免.csv").unlink()
    told = document(register, "0001", "--year", "2018")
    (lead,) = told["leads"]
    assert (lead["red_line"], lead["name"], lead["source"], lead["category"]) == (2, "王**", "车管所", "车辆")
    assert next(one for one in told["verdicts"] if one["command"] == "identify")["verdict"] == "lead_wrongly_listed"


def test_the_screen_answers_why(register: Path) -> None:
    text = explained(register, "0002", "--year", "2018")
    for words in (
        "已退出",
        "2017 退出",
        "收入 未达标",
        "住房 未达标",
        "3070",
        "未经核实的默认值",
        "成员 1 人",
        "陕西省贫困退出工作实施细则",
    ):
        assert words in text
    assert HEAD not in text
    assert "李<b>四" not in text  # masked
    english = CliRunner().invoke(main, ["explain", "0002", str(register), "--year", "2018", "--lang", "en"]).output
    assert "has left the register" in english
    assert "income fail" in english


def test_the_page_is_whole_escaped_and_without_network(register: Path, tmp_path: Path) -> None:
    target = tmp_path / "户.html"
    explained(register, "0002", "--year", "2018", "--output", str(target), "--show-ids")
    text = target.read_text("utf-8")
    page = html.fromstring(text)
    assert "李<b>四" in page.xpath("string(//h1)")
    assert not page.xpath("//b[text()='四']")
    assert "http" not in text
    assert "<script" not in text
    outcomes = {
        row.xpath("string(td[1])"): row.xpath("string(td[3])") for row in page.xpath("//table[@class='criteria']/tbody/tr")
    }
    assert outcomes["EX102"] == "有此情况"
    assert outcomes["EX105"] == "未发现"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_number_that_is_not_there(register: Path, lang: str) -> None:
    result = CliRunner().invoke(main, ["explain", "0004", str(register), "--year", "2018", "--lang", lang])
    assert result.exit_code == 2
    assert "0004" in result.output


def test_a_day_without_rules_of_identification_or_exit(register: Path) -> None:
    assert "2021-12-31" in explained(register, "0001", "--year", "2021", code=4)


def test_households_of_the_sample_agree_with_their_verdicts() -> None:
    """What explain says of a household is what identify and exit say of it."""
    told = {}
    for command in ("identify", "exit"):
        result = CliRunner().invoke(main, [command, str(SAMPLE), "--year", "2018", "--format", "json", "--fail-on", "never"])
        assert result.exit_code == 0
        for verdict in json.loads(result.output)["verdicts"]:
            if verdict.get("household_id"):
                told.setdefault(verdict["household_id"], {})[command] = verdict["verdict"]
    chosen = sorted(told)[:: len(told) // 3][:4]
    assert len(chosen) == 4
    for household in chosen:
        shown = document(SAMPLE, household, "--year", "2018")
        assert {one["command"]: one["verdict"] for one in shown["verdicts"]} == told[household]
