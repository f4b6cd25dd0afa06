"""`puxi explain`: one household whole, as a screen, a document and a page; figures worked out by hand from the rows written here."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import html

from puxi_cli.cli.main import main
from puxi_cli.explained import Explanation
from puxi_cli.jobs.looking import looked_at
from puxi_cli.jobs.opening import open_register
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.sheets.loading import Loading
from puxi_cli.systems.explain.document import explain_document
from puxi_cli.systems.explain.job import explain, explanations
from tests.conftest import number

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).resolve().parents[3] / "data" / "samples" / "registry.xlsx"
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
    folder = tmp_path / "信息表"
    folder.mkdir()
    for name, text in {
        "户信息": HOUSEHOLDS, "人口信息": PERSONS, "家庭收入": INCOMES, "村信息": VILLAGES, "比对线索": EVIDENCE, "豁免": WAIVERS,
    }.items():  # fmt: skip
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


_TOLD: dict[tuple[object, ...], Result] = {}


def told_by(register: Path, household: str, lang: str, *options: str) -> Result:
    """What the command says; of the same files, asked in the same way, it is worked out once for all tests of this module."""
    files = [register] if register.is_file() else sorted(path for path in register.iterdir() if path.is_file())
    key = (*((path.name, path.read_bytes()) for path in files), household, lang, options)
    if "--output" in options or key not in _TOLD:
        _TOLD[key] = CliRunner().invoke(main, ["explain", household, str(register), "--lang", lang, *options])
    return _TOLD[key]


def explained(register: Path, household: str, *options: str, code: int = 0) -> str:
    result = told_by(register, household, "zh", *options)
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
    assert "http:" not in text
    assert "https:" not in text
    assert "<script" not in text
    outcomes = {
        row.xpath("string(th)"): " ".join(row.xpath("string(td[2])").split())
        for row in page.xpath("//table[contains(@class, 'criteria')]/tbody/tr")
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


def screen(register: Path, household: str, *options: str, lang: str = "zh") -> list[str]:
    result = told_by(register, household, lang, *options)
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def append(register: Path, table: str, *rows: str) -> None:
    path = register / f"{table}.csv"
    path.write_text(path.read_text("utf-8") + "".join(f"{row}\n" for row in rows), "utf-8")


# ---- why it is on the list or off it


def test_a_number_that_stands_twice_is_said_first_and_nothing_is_told_twice(register: Path) -> None:
    append(register, "户信息", "0003,甲村,赵五,,,,,否,是,否,一般农户")
    told = document(register, "0003", "--year", "2018")
    assert [place.rpartition("/")[2] for place in told["twice"]] == ["户信息.csv 第4行", "户信息.csv 第5行"]
    assert told["why"][0].startswith(f"这个户编号出现 2 次（{'、'.join(told['twice'])}）")
    assert len(told["why"]) == 3, "the two rows say the same, and it is said once"
    assert len(told["verdicts"]) == 1


def test_a_status_without_its_year_is_the_ground_of_having_left(register: Path) -> None:
    path = register / "户信息.csv"
    path.write_text(path.read_text("utf-8").replace("已脱贫（享受政策）,2017", "已脱贫（享受政策）,"), "utf-8")
    told = document(register, "0002", "--year", "2018")
    assert told["standing"] == "exited"
    assert told["taken"] == ["脱贫属性为“已脱贫（享受政策）”而没有可识别的脱贫年度，按信息表当日已退出计，此前是否在册无法判断"]
    assert told["taken"][0] in told["why"][0]


def test_a_time_that_cannot_be_read_is_not_called_missing(register: Path) -> None:
    path = register / "户信息.csv"
    text = path.read_text("utf-8").replace("0002,甲村,李<b>四,201401", "0002,甲村,李<b>四,2014年初")
    path.write_text(text.replace("已脱贫（享受政策）,2017", ",一七年底"), "utf-8")
    told = document(register, "0002", "--year", "2018")
    # The row is the third of its sheet; the times stand in its fourth and sixth column.
    assert told["standing"] is None
    assert told["why"][0] == "截至 2018-12-31：是否在册无法判断。依据：“首次识别时间”读不懂（D3）；“脱贫年度”读不懂（F3）。"
    unread = [event for event in told["timeline"] if event["of"] == "household"]
    assert [(event["when"], event["what"], event["later"]) for event in unread] == [
        (None, "“首次识别时间”读不懂（D3）", False), (None, "“脱贫年度”读不懂（F3）", False),
    ]  # fmt: skip


def test_a_time_of_a_member_that_cannot_be_read_stands_in_the_timeline(register: Path) -> None:
    path = register / "人口信息.csv"
    path.write_text(path.read_text("utf-8").replace("201605,死亡", "前年,死亡"), "utf-8")
    whole = "\n".join(screen(register, "0001", "--year", "2018"))
    assert "“减少时间”无法识别：刘**" in whole


@pytest.mark.parametrize(
    ("status", "year", "words"),
    [
        ("未脱贫", "2017", "脱贫年度 2017 不算退出"), ("返贫", "2017", "按信息表当日在册计"), ("预脱贫", "", "按信息表的 2018 年计"),
        ("未脱贫", "", None), ("预脱贫", "2018", None),
    ],
)  # fmt: skip
def test_how_a_status_and_a_time_that_do_not_agree_were_taken(status: str, year: str, words: str | None, register: Path) -> None:
    path = register / "户信息.csv"
    path.write_text(path.read_text("utf-8").replace("已脱贫（享受政策）,2017", f"{status},{year}"), "utf-8")
    told = document(register, "0002", "--year", "2018")
    assert (words in told["why"][0]) if words else told["taken"] == []


def test_who_is_not_listed_by_the_day_is_told_when_they_were(register: Path) -> None:
    path = register / "户信息.csv"
    path.write_text(path.read_text("utf-8").replace("0001,甲村,王大山,201401", "0001,甲村,王大山,201711"), "utf-8")
    persons = register / "人口信息.csv"
    persons.write_text(PERSONS.replace("201401", "201711"), "utf-8")
    told = document(register, "0001", "--year", "2014")
    assert (told["standing"], told["identified_later"]) == ("unlisted", "2017-11")
    assert told["why"][0] == "截至 2014-12-31：未建档。后来识别：2017-11。"
    assert "没有识别时间" not in "".join(told["why"])
    assert "成员 0 人（共登记 3 人，其中 3 人在该日之后登记）" in screen(register, "0001", "--year", "2014")


def test_what_inspectors_found_wrong_is_no_pass(register: Path) -> None:
    path = register / "户信息.csv"
    path.write_text(path.read_text("utf-8").replace("2017,,是,是,否", "2017,,否,是,否"), "utf-8")
    (register / "家庭收入.csv").write_text(INCOMES.replace("0002,2017,3070", "0002,2017,3071"), "utf-8")
    (register / "人口信息.csv").write_text(PERSONS.replace("健康,是,否,201401", "健康,是,是,201401"), "utf-8")
    assert [one["verdict"] for one in document(register, "0002", "--year", "2018")["verdicts"]] == ["pass"]
    (register / "抽查.csv").write_text(
        "户编号,抽查日期,类型,人数,结论,是否认可,抽查单位\n0002,20180601,脱贫户,1,错退,是,市核查组\n", "utf-8"
    )
    [verdict] = document(register, "0002", "--year", "2018")["verdicts"]
    assert verdict["verdict"] == "fail"
    assert [item["outcome"] for item in verdict["items"] if item["item"] == "inspection"] == ["fail"]
    # The inspection came in June: at the end of May it had not.
    assert [one["verdict"] for one in document(register, "0002", "--as-of", "2018-05-31")["verdicts"]] == ["pass"]
    shown = CliRunner().invoke(main, ["exit", str(register), "--year", "2018", "--lang", "zh", "--fail-on", "never"]).output
    assert "错退线索，待入户核实） 1" in shown
    assert re.search(r"0002 李\*+ +甲村 +未达标：抽查", shown)


# ---- lists of other offices


def test_a_hit_on_who_has_left_is_told_as_such_and_is_no_lead(register: Path) -> None:
    (register / "豁免.csv").unlink()
    append(register, "比对线索", f"{WIFE},刘小花,房管局,商品房,一套,20180502")
    told = document(register, "0001", "--year", "2018")
    assert [(hit["category"], hit["weight"]) for hit in told["hits"]] == [("车辆", "lead"), ("商品房", "former")]
    assert [lead["category"] for lead in told["leads"]] == ["车辆"]
    [event] = [event for event in told["timeline"] if "商品房" in event["what"]]
    assert "已减少的成员" in event["what"]
    text = "\n".join(screen(register, "0001", "--year", "2018"))
    assert re.search(r"红线1 商品房：刘\*\*，房管局，一套（.*比对线索.csv 第3行），是已减少的成员，不作线索", text)
    assert "名单中没有：商品房" not in text
    english = "\n".join(screen(register, "0001", "--year", "2018", lang="en"))
    assert "a former member: no lead" in english


def test_a_waived_hit_is_shown_with_its_waiver(register: Path) -> None:
    told = document(register, "0001", "--year", "2018")
    assert [(hit["category"], hit["weight"], hit["waived"]) for hit in told["hits"]] == [("车辆", "waived", "车辆已报废")]
    assert told["leads"] == []
    text = "\n".join(screen(register, "0001", "--year", "2018"))
    assert re.search(r"红线2 车辆：王\*\*，车管所，名下一辆轿车（.*比对线索.csv 第2行），已豁免：车辆已报废", text)


def test_a_waived_criterion_says_so_and_so_does_its_finding(register: Path) -> None:
    (register / "豁免.csv").write_text("规则,户编号,原因,批准人,日期,截止\nEX101,0002,收入已复核,周主任,,\n", "utf-8")
    told = document(register, "0002", "--year", "2018")
    income = criterion(told, "EX101")
    assert (income["outcome"], income["waived"], income["outcome_words"]) == ("fail", "收入已复核", "有此情况（已豁免）")
    text = "\n".join(screen(register, "0002", "--year", "2018"))
    assert "收入 未达标（已豁免）" in text
    assert "EX101 收入已复核（周**，有效）" in text, "a waiver without dates leaves no hole"
    page = explained(register, "0002", "--year", "2018", "--format", "html")
    assert "有此情况（已豁免）" in page
    assert "收入已复核" in page


def test_a_waiver_without_effect_is_told_with_its_household_and_with_no_other(register: Path) -> None:
    (register / "豁免.csv").write_text(
        "规则,户编号,原因,批准人,日期,截止\nEX105,0002,已通水,周主任,,\nID202,0009,无此户,周主任,,\n", "utf-8"
    )
    told = document(register, "0002", "--year", "2018")
    assert [(waiver["rule"], waiver["no_effect"]) for waiver in told["waivers"]] == [("EX105", "规则 EX105 没有发现这样的问题")]
    for household in ("0001", "0002"):
        assert not [note for note in document(register, household, "--year", "2018")["notes"] if "豁免" in note]
    assert "EX105 已通水（周**，不起作用：规则 EX105 没有发现这样的问题）" in screen(register, "0002", "--year", "2018")


# ---- what was not asked, what is said once


def test_rules_of_another_region_that_were_not_asked_are_named(register: Path) -> None:
    told = document(register, "0002", "--year", "2018", "--region", "52")
    assert any("陕西的" in line and "区划是 贵州省（52）" in line for line in told["not_asked"])
    assert not any("--region" in line for line in told["not_asked"]), "nobody is told to pass as another province"
    lines = screen(register, "0002", "--year", "2018", "--region", "52")
    assert any("陕西的" in line for line in lines[:8])
    assert "逐项判断：没有适用的规则" in lines


def test_no_note_is_told_twice_and_none_of_another_household(register: Path) -> None:
    notes = document(register, "0002", "--year", "2018")["notes"]
    for words in ("未经核实的默认值", "未规定，采用全国标准"):
        assert sum(words in note for note in notes) <= 1
    # 0002 left in 2017 and is watched in 2018: no other year's line was used.
    assert not any("2014" in note or "2015" in note for note in notes)


def test_a_finding_that_a_criterion_tells_is_no_other_finding(register: Path) -> None:
    told = document(register, "0002", "--year", "2018")
    inside = {one["rule"]: one["in_criteria"] for one in told["findings"]}
    assert inside["EX101"] is True
    assert inside["EX102"] is True
    others = {rule for rule, told_above in inside.items() if not told_above}
    assert others
    text = screen(register, "0002", "--year", "2018")
    start = next(index for index, line in enumerate(text) if line.startswith("这一户的其他问题"))
    assert text[start] == f"这一户的其他问题 {len(others)}"
    assert {line.split()[0] for line in text[start + 2 : start + 2 + len(others)]} == others


# ---- one screen


@cache
def of_the_sample(household: str) -> Explanation:
    return explain(household, [SAMPLE], day=date(2018, 12, 31))


def lines_on_a_terminal(household: str, lang: str, every: bool = False) -> list[str]:
    from puxi_cli.systems.explain.text import write_explain_text

    told = of_the_sample(household)
    with StringIO() as stream:
        write_explain_text(told, stream, lang, every=every, width=100, terminal=True)  # type: ignore[arg-type]
        return stream.getvalue().splitlines()


@pytest.mark.parametrize("lang", ["zh", "en"])
# On the register with a lead, exited with seven steps, of six members.
@pytest.mark.parametrize("household", ["6900001412", "6900000017", "6900003720"])
def test_one_screen_answers_with_the_verdict_first(household: str, lang: str) -> None:
    lines = lines_on_a_terminal(household, lang)
    assert len(lines) <= 50
    assert any(("结论" if lang == "zh" else "verdict") in line for line in lines[:8])
    assert len(lines_on_a_terminal(household, lang, every=True)) > len(lines)


def test_all_gives_every_criterion_that_applies_and_every_step() -> None:
    told = document(SAMPLE, "6900000017", "--year", "2018")
    applied = [one["rule"] for one in told["criteria"] if one["outcome"] != "not_applicable"]
    whole = screen(SAMPLE, "6900000017", "--year", "2018", "--all")
    assert [line.split()[0] for line in whole if line.split()[:1] in [[rule] for rule in applied]] == applied
    assert sum("程序 第" in line for line in whole) == 7
    short = screen(SAMPLE, "6900000017", "--year", "2018")
    assert [line for line in short if "退出程序，7 步：小组提名、" in line and "系统标识" in line]


# ---- who it is


def test_a_number_that_is_not_there_names_the_nearest(register: Path) -> None:
    result = CliRunner().invoke(main, ["explain", "6900001413", str(SAMPLE), "--lang", "zh"])
    assert "是否为 6900001412、" in result.output


@pytest.mark.parametrize("written", ["0001 ", " 0001", "０００１", "0001\u3000"])
def test_blanks_and_forms_of_a_number_do_not_matter(written: str, register: Path) -> None:
    assert document(register, written, "--year", "2018")["household_id"] == "0001"


def test_the_head_of_a_list_that_names_none_is_the_member_who_is(register: Path) -> None:
    path = register / "户信息.csv"
    path.write_text(HOUSEHOLDS.replace("户主姓名", "备注"), "utf-8")
    assert document(register, "0001", "--year", "2018")["head_name"] == "王**"
    assert "户主 王**" in screen(register, "0001", "--year", "2018")[0]


# ---- nobody is named in free text


def test_an_identity_number_for_a_household_number_is_not_echoed(register: Path) -> None:
    for lang in ("zh", "en"):
        result = CliRunner().invoke(main, ["explain", HEAD, str(register), "--lang", lang])
        assert result.exit_code == 2
        assert HEAD not in result.output
        assert f"690000********{HEAD[-4:]}" in result.output


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_free_text_names_nobody_of_the_household(form: str, register: Path) -> None:
    (register / "比对线索.csv").write_text(
        f"证件号码,姓名,来源部门,类别,说明,日期\n{HEAD},王大山,车管所,车辆,车主王大山1970-01-01生 电话+8613812345678 妻刘小花,20180501\n",
        "utf-8",
    )
    (register / "豁免.csv").write_text("规则,户编号,原因,批准人,日期,截止\nID202,0001,王大山之子王小山使用,周主任,,\n", "utf-8")
    (register / "抽查.csv").write_text(
        "户编号,抽查日期,类型,人数,结论,是否认可,抽查单位\n0001,20180601,在册户,2,准确,是,组长王大山0915-5212345\n", "utf-8"
    )
    shown = explained(register, "0001", "--year", "2018", "--format", form)
    for hidden in ("王大山", "王小山", "刘小花", "1970-01-01", "13812345678", "5212345"):
        assert hidden not in shown, hidden
    assert "车主王**1970-**-**生" in shown
    whole = explained(register, "0001", "--year", "2018", "--format", form, "--show-ids")
    assert "车主王大山1970-01-01生" in whole


# ---- in English


def test_english_has_english_words_and_signs(register: Path) -> None:
    (register / "程序.csv").write_text(
        "户编号,程序,步骤,日期,公示截止日期,结果\n0002,退出,小组提名,20170901,,同意\n0002,退出,民主评议公示,20170910,20170920,无异议\n",
        "utf-8",
    )
    append(register, "户信息", "0004,甲村,孙六,201701,未脱贫,,,否,是,否,一般贫困户")
    append(register, "人口信息", f"0004,000401,孙六,{number('69000019600101129')},户主,非在校生,健康,是,是,201702,201805,死亡")
    text = "\n".join(screen(register, "0002", "--year", "2018", "--all", lang="en"))
    assert "exit procedure: 小组提名, 同意" in text
    assert "exit procedure: 民主评议公示, public until 2017-09-20, 无异议" in text
    assert "above the exit line" in text
    moved = "\n".join(screen(register, "0004", "--year", "2018", lang="en"))
    assert "since 2017-02, left 2018-05 死亡" in moved
    for line in (*text.splitlines(), *moved.splitlines()):
        cites = line.startswith("[") or "陕西省" in line or "国开办发" in line
        assert cites or not re.search("[，；：]", line), line


def test_the_standard_is_told_in_both_languages() -> None:
    for lang, words in (("zh", "识别为贫困户（国家标准）"), ("en", "identified (国家标准)")):
        assert any(words in line for line in screen(SAMPLE, "6900001412", "--year", "2018", lang=lang))


def test_a_criterion_of_no_year_leaves_no_hole_on_the_page(register: Path) -> None:
    for lang in ("zh", "en"):
        page = (
            CliRunner()
            .invoke(main, ["explain", "0001", str(register), "--year", "2018", "--format", "html", "--lang", lang])
            .output
        )
        assert "（，" not in page
        assert "no value （" not in page
        assert lang == "zh" or "（2018" not in page


def test_a_file_where_the_number_belongs_is_told_as_that(register: Path) -> None:
    done = CliRunner().invoke(main, ["explain", str(register / "户信息.csv"), "--lang", "zh"])
    assert done.exit_code == 2
    assert "先写户编号或姓名，再写文件" in done.stderr


@pytest.mark.parametrize("day", [date(2014, 12, 31), date(2016, 6, 30), date(2018, 12, 31)])
def test_an_export_that_asked_the_rules_already_explains_the_same(register: Path, day: date) -> None:
    opening = open_register(Loading([register], None), day, None, Settings(Path()))
    ids = ["0001", "0002", "0003"]
    looked = looked_at(opening, Settings(Path()), verdicts=True, to_explain=True)
    assert looked.assessed
    assert looked.validated is not None
    assert [explain_document(one, "zh", False) for one in explanations(ids, opening, Settings(Path()), looked)] == [
        explain_document(one, "zh", False) for one in explanations(ids, opening, Settings(Path()))
    ]
