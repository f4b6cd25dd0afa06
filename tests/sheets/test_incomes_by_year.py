"""Several columns of income, each of a year, in one sheet of households: each is the income of its year."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from puxi_cli.jobs.opening import open_register
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.sheets.loading import Loading
from puxi_cli.sheets.read import read_register
from tests.sheets.registers import Rows, xlsx

HEADS = ("户编号", "行政村", "户主姓名", "人数", "首次识别时间", "脱贫属性", "脱贫年度")
HOME = ("6900000001", "甲村", "王一", "2", "201401", "已脱贫", "2016")
BOTH = [("6900000001", 2016, 2900.0), ("6900000001", 2017, 3100.0)]
OTHER = ("6900000002", "甲村", "李二", "1", "201401", "未脱贫", None)


def incomes(path: Path) -> list[tuple[Any, ...]]:
    registry = read_register(Loading([path])).registry
    return sorted(registry.frame("incomes").select("household_id", "year", "net_per_head").iter_rows())


def own(path: Path) -> dict[str, float | None]:
    registry = read_register(Loading([path])).registry
    return dict(registry.frame("households").select("household_id", "income_per_head").iter_rows())


def rules_of(path: Path) -> set[str]:
    result = CliRunner().invoke(main, ["validate", str(path), "--year", "2018", "--format", "json", "--fail-on", "never"])
    assert result.exit_code == 0, result.output
    return {finding["rule"] for finding in json.loads(result.stdout)["findings"]}


@pytest.mark.slow
@pytest.mark.parametrize(
    "headings",
    [
        ("2016年人均纯收入", "2017年人均纯收入", "2018年人均纯收入"),
        ("人均纯收入（2016年）", "人均纯收入（2017年）", "人均纯收入（2018年）"),
        ("2016年人均纯收入", "2017年人均纯收入", "人均纯收入"),
        ("2016人均纯收入（元）", "2017人均纯收入（元）", "2018人均纯收入（元）"),
    ],
)
def test_each_column_is_the_income_of_its_year(headings: Sequence[str], tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"户信息": [(*HEADS, *headings), (*HOME, 2900, 3100, 3300), (*OTHER, 1800, None, 2500)]})
    named = [
        ("6900000001", 2016, 2900.0), ("6900000001", 2017, 3100.0), ("6900000001", 2018, 3300.0), ("6900000002", 2016, 1800.0),
        ("6900000002", 2018, 2500.0),
    ]  # fmt: skip
    assert incomes(path) == [row for row in named if row[1] != 2018 or "2018" in headings[2]]
    assert own(path) == {"6900000001": 3300.0, "6900000002": 2500.0}
    assert "REC205" not in rules_of(path)


@pytest.mark.slow
def test_the_exit_is_asked_of_the_income_of_its_year(tmp_path: Path) -> None:
    rows: Rows = [(*HEADS, "2016年人均纯收入", "2018年人均纯收入"), (*HOME, 1000, 9000)]
    path = xlsx(tmp_path / "a.xlsx", {"户信息": rows})
    result = CliRunner().invoke(
        main, ["exit", str(path), "--year", "2018", "--region", "610921", "--format", "json", "--fail-on", "never"]
    )
    [verdict] = json.loads(result.stdout)["verdicts"]
    assert {item["rule"]: item["outcome"] for item in verdict["items"]}["EX101"] == "fail"


def test_a_unit_above_the_year_counts(tmp_path: Path) -> None:
    rows: Rows = [(*HEADS, "2016年人均纯收入（万元）", "2017年人均纯收入（元）"), (*HOME, "0.29", 3100)]
    assert incomes(xlsx(tmp_path / "a.xlsx", {"户信息": rows})) == BOTH


@pytest.mark.parametrize("above", [("2016年", "2017年"), ("2016", "2017年度"), ("2016年", "2017年", "另")])
def test_years_above_headings(above: Sequence[str], tmp_path: Path) -> None:
    rows: Rows = [
        (*(None,) * len(HEADS), *above), (*HEADS, "人均纯收入", "人均纯收入", "备注说明"), (*HOME, 2900, 3100, None)
    ]  # fmt: skip
    path = xlsx(tmp_path / "a.xlsx", {"户信息": rows})
    assert incomes(path) == BOTH
    assert own(path) == {"6900000001": 3100.0}


def test_years_below_one_heading(tmp_path: Path) -> None:
    below = (*(None,) * len(HEADS), "2016年", "2017年")
    rows: Rows = [(*HEADS, "人均纯收入", None), below, (*HOME, 2900, 3100)]
    assert incomes(xlsx(tmp_path / "a.xlsx", {"户信息": rows})) == BOTH


def test_a_unit_above_the_table_is_that_of_every_column(tmp_path: Path) -> None:
    rows: Rows = [("单位：万元",), (*HEADS, "2016年人均纯收入", "2017年人均纯收入"), (*HOME, "0.29", "0.31")]
    path = xlsx(tmp_path / "a.xlsx", {"户信息": rows})
    assert incomes(path) == BOTH
    notes = read_register(Loading([path])).notes
    assert sum("已换算为元" in zh for zh, _ in notes) == 2


@pytest.mark.slow
def test_beside_a_sheet_of_incomes_columns_are_not_read_and_it_is_said(tmp_path: Path) -> None:
    rows: Rows = [(*HEADS, "2016年人均纯收入", "2017年人均纯收入"), (*HOME, 2900, 3100)]
    sheet: Rows = [("户编号", "年度", "人均纯收入", "低保金"), (HOME[0], "2017", "3000", "100")]
    path = xlsx(tmp_path / "a.xlsx", {"户信息": rows, "家庭收入": sheet})
    assert incomes(path) == [("6900000001", 2017, 3000.0)]
    assert any("各年收入以“家庭收入”表为准" in zh for zh, _ in read_register(Loading([path])).notes)
    assert "REC323" not in rules_of(path)


@pytest.mark.slow
def test_yearly_rosters_that_repeat_a_year_tell_it_once(tmp_path: Path) -> None:
    for year, headings, values in ((2017, ("2016", "2017"), (2900, 3000)), (2018, ("2016", "2017", "2018"), (2900, 3100, 3300))):
        rows: Rows = [(*HEADS, *(f"{one}年人均纯收入" for one in headings)), (*HOME, *values)]
        xlsx(tmp_path / f"花名册{year}年.xlsx", {"户信息": rows})
    assert incomes(tmp_path) == [*BOTH, ("6900000001", 2018, 3300.0)]
    assert "REC323" not in rules_of(tmp_path)


def test_villages_whose_newest_years_differ_each_have_theirs(tmp_path: Path) -> None:
    xlsx(
        tmp_path / "甲村.xlsx",
        {"户信息": [(*HEADS, "2016年人均纯收入", "2017年人均纯收入", "2018年人均纯收入"), (*HOME, 2900, 3100, 3300)]},
    )
    xlsx(tmp_path / "乙村.xlsx", {"户信息": [(*HEADS, "2016年人均纯收入", "2017年人均纯收入"), (*OTHER, 1800, 1900)]})
    assert [row for row in incomes(tmp_path) if row[1] == 2017] == [("6900000001", 2017, 3100.0), ("6900000002", 2017, 1900.0)]


def test_a_column_without_a_year_is_of_none_that_has_its_own(tmp_path: Path) -> None:
    rows: Rows = [(*HEADS, "2016年人均纯收入", "2017年人均纯收入", "人均纯收入"), (*HOME, 2900, 3100, 3300)]
    opening = open_register(Loading([xlsx(tmp_path / "a.xlsx", {"户信息": rows})]), None, None, Settings(Path()))
    assert (opening.day.year, opening.asking.income_year) == (2017, None)


@pytest.mark.slow
def test_every_command_takes_the_same_day(tmp_path: Path) -> None:
    rows: Rows = [(*HEADS, "2016年人均纯收入", "2018年人均纯收入"), (*HOME, 2900, 3300), (*OTHER, 1800, 1900)]
    path = xlsx(tmp_path / "a.xlsx", {"户信息": rows})
    days = set()
    for command in (
        ("validate", "--fail-on", "never"),
        ("stats",),
        ("identify", "--fail-on", "never"),
        ("exit", "--region", "61", "--fail-on", "never"),
    ):
        result = CliRunner().invoke(main, [command[0], str(path), "--format", "json", *command[1:]])
        assert result.exit_code == 0, result.output
        days.add(json.loads(result.stdout)["as_of"])
    assert days == {"2018-12-31"}


@pytest.mark.slow
def test_a_year_of_no_register_accuses_nobody_and_is_told(tmp_path: Path) -> None:
    rows: Rows = [(*HEADS, "2010年人均纯收入", "2018年人均纯收入"), (*HOME, 900, 3300)]
    path = xlsx(tmp_path / "a.xlsx", {"户信息": rows})
    result = CliRunner().invoke(main, ["validate", str(path), "--format", "json", "--lang", "zh", "--fail-on", "never"])
    document = json.loads(result.stdout)
    assert not [one for one in document["findings"] if one["rule"] == "REC342"]
    assert any("2010年人均纯收入" in note and "未用" in note for note in document["notes"])


@pytest.mark.slow
def test_a_wrong_cell_copied_over_a_household_is_one_finding(tmp_path: Path) -> None:
    heads = (*HEADS, "姓名", "证件号码", "与户主关系", "2016年人均纯收入", "2017年人均纯收入")
    rows: Rows = [heads, (*HOME, "王一", None, "户主", "29oo", 3100), (*HOME, "王二", None, "之子", "29oo", 3100)]
    path = xlsx(tmp_path / "a.xlsx", {"名单": rows})
    result = CliRunner().invoke(main, ["validate", str(path), "--year", "2017", "--format", "json", "--fail-on", "never"])
    assert len([one for one in json.loads(result.stdout)["findings"] if one["field"] == "net_per_head"]) == 1
    assert "REC323" not in rules_of(path)


@pytest.mark.slow
def test_without_a_household_the_columns_stand_twice(tmp_path: Path) -> None:
    rows: Rows = [
        ("行政村", "姓名", "证件号码", "贫困户属性", "2016年人均纯收入", "2017年人均纯收入"),
        ("甲村", "王一", None, "一般贫困户", 1, 2),
    ]
    path = xlsx(tmp_path / "a.xlsx", {"名单": rows})
    assert "REC205" in rules_of(path)


@pytest.mark.slow
def test_two_columns_of_one_year_are_asked_about(tmp_path: Path) -> None:
    rows: Rows = [(*HEADS, "2016年人均纯收入", "人均纯收入（2016年）"), (*HOME, 2900, 3100)]
    path = xlsx(tmp_path / "a.xlsx", {"户信息": rows})
    assert "REC205" in rules_of(path)


@pytest.mark.slow
def test_a_cell_that_cannot_be_read_is_told_once_and_is_the_years(tmp_path: Path) -> None:
    rows: Rows = [(*HEADS, "2016年人均纯收入", "2017年人均纯收入"), (*HOME, "2o00", 3100), (*OTHER, 1800, 1900)]
    path = xlsx(tmp_path / "a.xlsx", {"户信息": rows})
    result = CliRunner().invoke(main, ["validate", str(path), "--year", "2017", "--format", "json", "--fail-on", "never"])
    findings = [one for one in json.loads(result.stdout)["findings"] if one["field"] == "net_per_head" and one["row"] == 2]
    assert [one["cell"] for one in findings] == ["H2"]


def test_the_members_of_a_household_say_its_income_once(tmp_path: Path) -> None:
    heads = (*HEADS, "姓名", "证件号码", "与户主关系", "2016年人均纯收入", "2017年人均纯收入")
    rows: Rows = [heads, (*HOME, "王一", None, "户主", 2900, 3100), (*HOME, "王二", None, "之子", 2900, 3100)]
    path = xlsx(tmp_path / "a.xlsx", {"名单": rows})
    assert incomes(path) == BOTH


def test_a_roster_without_numbers_has_its_incomes(tmp_path: Path) -> None:
    rows: Rows = [(*HEADS[1:], "2016年人均纯收入", "2017年人均纯收入"), (*HOME[1:], 2900, 3100), (*OTHER[1:], 1800, 1900)]
    found = incomes(xlsx(tmp_path / "a.xlsx", {"户信息": rows}))
    assert sorted((year, net) for _, year, net in found) == [(2016, 1800.0), (2016, 2900.0), (2017, 1900.0), (2017, 3100.0)]
    assert len({number for number, *_ in found}) == 2


@pytest.mark.slow
def test_the_headings_say_what_each_column_is_read_as(tmp_path: Path) -> None:
    rows: Rows = [(*HEADS, "2016年人均纯收入", "2017年人均纯收入"), (*HOME, 2900, 3100)]
    result = CliRunner().invoke(main, ["headings", str(xlsx(tmp_path / "a.xlsx", {"户信息": rows})), "--lang", "zh"])
    assert "其他年度的收入" in result.stdout
