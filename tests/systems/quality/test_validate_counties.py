"""`validate` over several registers: those of two counties together, and those of earlier years beside the one that is checked."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from puxi_cli.errors import UnreadableFile
from puxi_cli.findings import Checked
from puxi_cli.reports.words import message
from puxi_cli.rules.catalogue import rules
from puxi_cli.systems.quality.job import validate
from tests.conftest import number
from tests.sheets.registers import Sheets, xlsx
from tests.systems.quality.test_validate import count

pytestmark = pytest.mark.slow

DAY = date(2018, 12, 31)
HEADINGS: list[object] = ["户编号", "姓名", "证件号码", "与户主关系", "在校生状况", "减少时间"]
SAME, OTHER, PUPIL = number("69000019700101113"), number("69000019720202115"), number("69000020030303117")


def county(path: Path, code: str | None, household: str, numbers: list[str]) -> Path:
    sheets: Sheets = {
        "户信息": [["户编号", "行政村", "首次识别时间"], [household, "甲村", "2014"]],
        "人口信息": [HEADINGS, *([household, f"张{place}", one, "其他", None, None] for place, one in enumerate(numbers))],
        "村信息": [["行政村", "行政区划代码"], ["甲村", code]],
    }
    return xlsx(path, sheets)


def findings(checked: Checked, rule: str) -> list[tuple[str | None, str]]:
    return [(f.household_id, message(f, "zh", False)) for f in checked.findings if f.card.id == rule]


def test_a_person_in_two_counties_is_told_with_the_place_of_the_other_row(tmp_path: Path) -> None:
    here = county(tmp_path / "汉阴.xlsx", "610921102200", "0001", [SAME])
    there = county(tmp_path / "石泉.xlsx", "610922100200", "0002", [OTHER, SAME])
    checked = validate([here, there], day=DAY)
    assert checked.region == "6109"
    found = findings(checked, "DQ1103")
    assert [household for household, _ in found] == ["0001", "0002"]
    assert "石泉.xlsx 人口信息 第3行" in found[0][1]
    assert "汉阴.xlsx 人口信息 第2行" in found[1][1]
    assert not any(SAME in said for _, said in found)
    assert not findings(checked, "REC306")
    assert not findings(checked, "DQ1102")


def test_within_a_county_and_in_unknown_ones_it_is_told_as_two_households(tmp_path: Path) -> None:
    for code in ("610921102201", None):
        here = county(tmp_path / "a.xlsx", "610921102200", "0001", [SAME])
        there = county(tmp_path / "b.xlsx", code, "0002", [SAME])
        checked = validate([here, there], day=DAY)
        assert [household for household, _ in findings(checked, "REC306")] == ["0001", "0002"]
        assert not findings(checked, "DQ1103")


def test_outside_shaanxi_and_after_its_library_people_in_two_counties_are_told_all_the_same(tmp_path: Path) -> None:
    here = county(tmp_path / "a.xlsx", "510104102200", "0001", [SAME])
    there = county(tmp_path / "b.xlsx", "510105100200", "0002", [SAME])
    for day in (DAY, date(2022, 12, 31)):
        checked = validate([here, there], day=day)
        assert checked.region == "5101"
        assert len(findings(checked, "DQ1103")) == 2


def test_rules_of_a_region_that_were_not_asked_are_told_and_how(tmp_path: Path) -> None:
    unknown = county(tmp_path / "a.xlsx", None, "0001", [SAME])
    asked = CliRunner().invoke(main, ["validate", str(unknown), "--year", "2018", "--lang", "en"])
    assert "rules of Shaanxi (DQ) were not asked: the register's region is unknown. --region 61" in " ".join(asked.output.split())
    asked = CliRunner().invoke(main, ["validate", str(unknown), "--year", "2018", "--lang", "zh", "--region", "5101"])
    # Who gave the region is not told to give another.
    assert "条规则（DQ）没有检查：只用于陕西，而区划是成都市（5101）。" in "".join(asked.output.split())
    assert "请加--region" not in "".join(asked.output.split())
    for more in (["--region", "61"], ["--region", "610921"]):
        asked = CliRunner().invoke(main, ["validate", str(unknown), "--year", "2018", "--lang", "en", *more])
        assert "were not asked: " not in " ".join(asked.output.split())
        assert "DQ318" in asked.output
    # In 2021 the library holds nowhere: there is nothing to be had by naming a region.
    asked = CliRunner().invoke(main, ["validate", str(unknown), "--year", "2021", "--lang", "en"])
    assert "were not asked: the register" not in " ".join(asked.output.split())


def couple(path: Path) -> Path:
    """A son who is a woman, and two men who are head and spouse: what no place and no year makes right."""
    sheets: Sheets = {
        "户信息": [["户编号", "行政村", "户主姓名", "首次识别时间", "脱贫属性"], ["0001", "甲村", "张三", "201401", "未脱贫"]],
        "人口信息": [
            ["户编号", "人编号", "姓名", "与户主关系", "性别", "证件号码"],
            ["0001", "000101", "张三", "户主", "男", number("69000019700101123")],
            ["0001", "000102", "张四", "配偶", "男", number("69000019710202113")],
            ["0001", "000103", "张五", "之子", "女", number("69000019990909120")],
        ],
    }
    return xlsx(path, sheets)


@pytest.mark.parametrize(("region", "year"), [("61", 2018), ("61", 2022), ("45", 2018), ("45", 2022), (None, 2015)])
def test_what_contradicts_itself_in_the_file_is_found_always_and_everywhere(
    region: str | None, year: int, tmp_path: Path
) -> None:
    checked = validate([couple(tmp_path / "a.xlsx")], day=date(year, 12, 31), region=region)
    assert [finding.card.id for finding in checked.findings if finding.card.id.startswith("DQ100")] == ["DQ1003", "DQ1002"]


@pytest.mark.parametrize(
    ("region", "year", "left", "line"),
    [
        ("61", 2018, {}, False), ("61", 2022, {"DQ": 42}, True), ("61", 2013, {"DQ": 42}, True),
        # On a day on which they hold, but elsewhere, another line says how they are asked.
        ("45", 2018, {"DQ": 42}, False), ("45", 2022, {"DQ": 42}, True),
    ],
)  # fmt: skip
def test_one_line_names_the_families_that_are_not_in_force(
    region: str, year: int, left: dict[str, int], line: bool, tmp_path: Path
) -> None:
    path = couple(tmp_path / "a.xlsx")
    asked = [rule.card for rule in rules().values() if rule.card.family == "DQ" and not rule.card.holds(f"{year}-12-31", region)]
    assert len(asked) == left.get("DQ", 0)
    for lang, words in (
        ("zh", f"以下规则在{year}年12月31日不适用，没有检查：DQ（42 条）"), ("en", f"Not in force on {year}-12-31 and not asked: DQ (42 rules)"),
    ):  # fmt: skip
        asked_of = ["validate", str(path), "--year", str(year), "--region", region, "--lang", lang]
        assert (words in CliRunner().invoke(main, asked_of).stdout) is line
        told = json.loads(CliRunner().invoke(main, [*asked_of, "--format", "json"]).stdout)
        assert {one["family"]: one["rules"] for one in told["not_in_force"]} == left
        assert any(words in note for note in told["notes"]) is line


def test_families_that_were_not_chosen_are_in_no_such_line(tmp_path: Path) -> None:
    path = couple(tmp_path / "a.xlsx")
    told = CliRunner().invoke(main, ["validate", str(path), "--year", "2022", "--family", "REC", "--lang", "en"])
    assert "Not in force" not in told.stdout


def test_identify_elsewhere_counts_the_red_lines_as_not_in_force(tmp_path: Path) -> None:
    asked_of = ["identify", str(couple(tmp_path / "a.xlsx")), "--year", "2018", "--region", "45", "--format", "json"]
    told = json.loads(CliRunner().invoke(main, asked_of).stdout)
    assert told["not_in_force"] == [{"family": "ID", "rules": 18}]


def pupils(path: Path, grade: str | None, year: int = 2018) -> Path:
    sheets: Sheets = {
        "户信息": [["户编号", "行政村", "首次识别时间"], ["0001", "甲村", str(year)]],
        "人口信息": [HEADINGS, ["0001", "张三", SAME, "户主", "非在校生", None], ["0001", "张小", PUPIL, "之子", grade, None]],
        "村信息": [["行政村", "行政区划代码"], ["甲村", "610921102200"]],
    }
    return xlsx(path, sheets)


def test_the_same_grade_in_three_registers_is_found(tmp_path: Path) -> None:
    now = pupils(tmp_path / "now.xlsx", "九年级")
    by_name = pupils(tmp_path / "信息表_20171231.xlsx", "九年级", 2014)
    by_rows = pupils(tmp_path / "old.xlsx", "九年级", 2016)
    checked = validate([now], day=DAY, earlier=[by_name, by_rows])
    assert [household for household, _ in findings(checked, "DQ1009")] == ["0001"]
    said = "\n".join(zh for zh, _ in checked.notes)
    assert "信息表_20171231.xlsx（2017 年）" in said
    assert "old.xlsx（2016 年）" in said
    assert [Path(item.file).name for item in checked.inputs] == ["now.xlsx", "信息表_20171231.xlsx", "old.xlsx"]
    # What is read beside is not checked: its rows are in no count.
    assert checked.rows["persons"] == 2

    moved_on = pupils(tmp_path / "信息表_20171230.xlsx", "八年级", 2014)
    checked = validate([now], day=DAY, earlier=[moved_on, by_rows])
    assert not findings(checked, "DQ1009")
    assert count(checked, "DQ1009").passed == 1


def test_without_earlier_registers_it_is_said_which_are_wanted(tmp_path: Path) -> None:
    now = pupils(tmp_path / "now.xlsx", "九年级")
    checked = validate([now], day=DAY)
    assert (count(checked, "DQ1009").unknown, count(checked, "DQ1009").failed) == (1, 0)
    assert any("--earlier 给出 2016、2017 年" in zh and "2016 and 2017" in en for zh, en in checked.notes)
    checked = validate([now], day=DAY, earlier=[pupils(tmp_path / "x_20171231.xlsx", "九年级")])
    assert count(checked, "DQ1009").unknown == 1
    assert any("--earlier 给出 2016 年" in zh for zh, _ in checked.notes)
    # Nobody's grade has to be followed: nothing is wanted.
    checked = validate([pupils(tmp_path / "primary.xlsx", "小学")], day=DAY)
    assert not any("--earlier" in zh for zh, _ in checked.notes)


def test_a_register_of_the_same_year_is_no_earlier_one(tmp_path: Path) -> None:
    now = pupils(tmp_path / "now.xlsx", "九年级")
    checked = validate([now], day=DAY, earlier=[pupils(tmp_path / "b_20180630.xlsx", "九年级")])
    assert any("没有用作往年信息表" in zh for zh, _ in checked.notes)
    assert count(checked, "DQ1009").unknown == 1


def test_what_is_no_earlier_register_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    now = pupils(tmp_path / "now.xlsx", "九年级")
    bare: Sheets = {"人口信息": [HEADINGS[:4], ["0001", "张三", SAME, "户主"]]}
    with pytest.raises(UnreadableFile, match="在校生状况"):
        validate([now], day=DAY, earlier=[xlsx(tmp_path / "bare_20171231.xlsx", bare)])
    undated: Sheets = {"人口信息": [HEADINGS, ["0001", "张小", PUPIL, "之子", "九年级", None]]}
    with pytest.raises(UnreadableFile, match="of which year"):
        validate([now], day=DAY, earlier=[xlsx(tmp_path / "undated.xlsx", undated)])
    asked = CliRunner().invoke(main, ["validate", str(now), "--earlier", str(tmp_path / "absent.xlsx"), "--lang", "en"])
    assert asked.exit_code == 3
    assert "absent.xlsx" in asked.output
    assert "Traceback" not in asked.output


def test_a_report_does_not_replace_an_earlier_register(tmp_path: Path) -> None:
    now = pupils(tmp_path / "now.xlsx", "九年级")
    before = pupils(tmp_path / "old_20171231.xlsx", "九年级")
    whole = before.read_bytes()
    asked = CliRunner().invoke(main, ["validate", str(now), "--earlier", str(before), "--output", str(before), "--lang", "en"])
    assert asked.exit_code not in (0, 1)
    assert before.read_bytes() == whole


def test_many_rules_without_their_columns_are_told_together(tmp_path: Path) -> None:
    # Two columns of households: most of the library cannot be asked, which is one remark and not forty.
    asked = CliRunner().invoke(main, ["validate", str(pupils(tmp_path / "a.xlsx", "小学")), "--year", "2018", "--lang", "en"])
    told = [line for line in asked.output.splitlines() if "unknown for all rows, as sheets or columns are missing" in line]
    assert len(told) == 1
    assert "DQ308, DQ309" in told[0]
    assert told[0].count("户信息.住房面积") == 1
    assert "DQ308 main cause" not in asked.output
