"""A register of 18 December: times known by their year count from the 31st, and whoever prints anything made under that day says of whom."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main

pytestmark = pytest.mark.slow

# H1 exits, H2 is identified and H4 falls back in 2018; a child of H3 joined in 2018; H5 knows its days; H6 left in 2017.
HOUSEHOLDS = """户编号,县,乡镇,行政村,户主姓名,首次识别时间,脱贫户属性,脱贫年度,返贫时间
61092100001,汉阴县,蒲溪镇,甲村,甲,2016-05-01,已脱贫（享受政策）,2018,
61092100002,汉阴县,蒲溪镇,甲村,乙,2018,未脱贫,,
61092100003,汉阴县,蒲溪镇,甲村,丙,2016-05-01,未脱贫,,
61092100004,汉阴县,蒲溪镇,甲村,丁,2014-05-01,返贫,2016,2018
61092100005,汉阴县,蒲溪镇,甲村,戊,2018-12-03,未脱贫,,
61092100006,汉阴县,蒲溪镇,甲村,己,2014-05-01,已脱贫（享受政策）,2017,
"""
PERSONS = """户编号,姓名,证件号码,与户主关系,人员识别时间
61092100001,甲,,户主,2016-05-01
61092100002,乙,,户主,2018
61092100003,丙,,户主,2016-05-01
61092100003,丑,,之子,2018
61092100004,丁,,户主,2014-05-01
61092100005,戊,,户主,2018-12-03
61092100006,己,,户主,2014-05-01
"""
UNTIL = "1 户标为 2018 年脱贫，脱贫自 12 月 31 日起计，在 2018-12-18 仍计为贫困户（按年末情况请用 --year 2018）：61092100001。"
LATER = "2 户的识别或返贫时间只写到 2018 年，自 12 月 31 日起计，在 2018-12-18 未计为贫困户（按年末情况请用 --year 2018）：61092100002、61092100004。"
MEMBERS = "1 户有成员的增加或减少时间只写到 2018 年，自 12 月 31 日起计，在 2018-12-18 尚未计入（按年末情况请用 --year 2018）：61092100003。"
ALL = {UNTIL, LATER, MEMBERS}


def register(folder: Path, day: str = "20181218") -> Path:
    folder.mkdir()
    (folder / f"户信息_{day}.csv").write_text(HOUSEHOLDS, "utf-8")
    (folder / f"人口信息_{day}.csv").write_text(PERSONS, "utf-8")
    return folder


@pytest.fixture
def december(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return register(tmp_path / "12月")


def notes(*command: str | Path) -> list[str]:
    result = CliRunner().invoke(main, [*map(str, command), "--format", "json", "--lang", "zh"])
    told: dict[str, Any] = json.loads(result.stdout)
    return list(told["notes"])


COMMANDS = (
    ("stats",), ("stats", "--table", "rates"), ("stats", "--table", "ages"), ("identify",), ("exit",), ("validate",),
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_answer_says_whom_the_day_concerns_asked_for_or_not(december: Path, command: tuple[str, ...]) -> None:
    told = notes(*command, december)
    assert [told.count(note) for note in (UNTIL, LATER, MEMBERS)] == [1, 1, 1]
    asked = notes(*command, december, "--as-of", "2018-12-20")
    assert [asked.count(note.replace("2018-12-18", "2018-12-20")) for note in (UNTIL, LATER, MEMBERS)] == [1, 1, 1]
    assert ALL.isdisjoint(notes(*command, december, "--year", "2018"))  # the end of the year
    assert not [note for note in notes(*command, december, "--as-of", "2018-12-31") if "自 12 月 31 日起计" in note]


def test_validate_is_silent_where_no_outcome_depends_on_it(december: Path) -> None:
    assert ALL.isdisjoint(notes("validate", december, "--family", "REC"))


def test_explain_says_it_of_its_own_household(december: Path) -> None:
    assert UNTIL in notes("explain", "61092100001", december)
    assert "1 户的识别或返贫时间只写到 2018 年" in "".join(notes("explain", "61092100002", december))
    assert MEMBERS in notes("explain", "61092100003", december)
    assert not any("自 12 月 31 日起计" in note for note in notes("explain", "61092100005", december))


def test_both_sides_of_a_comparison_say_it(december: Path, tmp_path: Path) -> None:
    later = register(tmp_path / "新", "20181220")
    result = CliRunner().invoke(main, ["diff", str(december), str(later), "--format", "json", "--lang", "zh"])
    told = json.loads(result.stdout)
    assert set(told["old"]["notes"]) >= ALL
    assert {note.replace("2018-12-20", "2018-12-18") for note in told["new"]["notes"]} >= ALL


def test_the_lists_of_rectification_say_it(december: Path, tmp_path: Path) -> None:
    assert set(notes("rectify", "plan", december)) >= ALL
    CliRunner().invoke(main, ["rectify", "plan", str(december), "--output", "三单.xlsx", "--lang", "zh"])
    for sheet in openpyxl.load_workbook(tmp_path / "三单.xlsx"):
        assert {cell.value for row in sheet for cell in row} >= ALL
    assert set(notes("rectify", "check", december)) >= ALL


def test_the_export_says_it_on_every_list(december: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["export", str(december), "--output", "out", "--lang", "zh"])
    assert not result.exception or isinstance(result.exception, SystemExit), result.output
    made = (tmp_path / "out" / "latest").resolve()

    def looked_into(name: str) -> dict[str, str]:
        sheet = openpyxl.load_workbook(made / "公示" / name).worksheets[0]
        return {str(row[0].value): str(row[3].value) for row in sheet if row[3].value and not row[2].value}

    def village(name: str) -> list[str]:
        sheets = openpyxl.load_workbook(made / "公示" / name).worksheets[1:]
        return [str(row[2].value) for sheet in sheets for row in sheet if row[0].value in range(1, 10)]

    listed = looked_into("在册贫困户公示表.xlsx")
    assert village("在册贫困户公示表.xlsx") == ["甲", "丙", "戊"]
    assert listed["61092100001"] == "标为 2018 年脱贫，脱贫自 12 月 31 日起计，截至 2018-12-18 仍列入名单"
    assert {number for number, why in listed.items() if "没有列入名单" in why} == {"61092100002", "61092100004"}
    assert village("脱贫户公示表.xlsx") == []
    assert looked_into("脱贫户公示表.xlsx") == {
        "61092100001": "标为 2018 年脱贫，脱贫自 12 月 31 日起计，截至 2018-12-18 没有列入名单（--year 2018 列入）"
    }
    assert list(looked_into("新识别贫困户公示表.xlsx")) == ["61092100002"]
    assert list(looked_into("返贫户公示表.xlsx")) == ["61092100004"]
    for name in ("报告.html", "三单.xlsx"):
        content = (made / name).read_text("utf-8") if name.endswith("html") else "".join(
            str(cell.value) for sheet in openpyxl.load_workbook(made / name) for row in sheet for cell in row
        )  # fmt: skip
        assert "1 户标为 2018 年脱贫" in content


# A register that names no year at all


def undated(path: Path, titles: tuple[str, ...] = (), sheet: str = "Sheet1") -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    rows = [("户编号", "行政村", "姓名", "与户主关系", "脱贫属性"), ("6900000001", "甲村", "王一", "户主", "未脱贫")]
    for row in [*((title,) for title in titles), *rows]:
        page.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("titles", "file", "sheet", "day"),
    [
        (("蒲溪镇2018年度建档立卡贫困户花名册",), "a", "Sheet1", "2018-12-31"),
        (("建档立卡贫困户花名册", "填报单位：蒲溪镇   填报时间：2018 年 6 月 30 日"), "a", "Sheet1", "2018-06-30"),
        (("2018年度建档立卡户花名册", "填报时间：2019年1月5日"), "a", "Sheet1", "2018-12-31"),
        (("陕扶办发〔2016〕12号附件", "2018年度建档立卡户花名册"), "a", "Sheet1", "2018-12-31"),
        (("2018年2月建档立卡户花名册",), "2017年花名册", "2016年", "2018-02-28"),
        ((), "2017年贫困户花名册", "Sheet1", "2017-12-31"),
        (("蒲溪镇建档立卡贫困户花名册",), "a", "2019年12月", "2019-12-31"),
        (("2049年远景规划",), "a", "Sheet1", "2025-12-31"),  # no year of a register
        (("蒲溪镇建档立卡贫困户花名册",), "a", "Sheet1", "2025-12-31"),
    ],
)
def test_a_register_without_years_is_of_the_day_of_its_title(
    titles: tuple[str, ...], file: str, sheet: str, day: str, tmp_path: Path
) -> None:
    path = undated(tmp_path / f"{file}.xlsx", titles, sheet)
    result = CliRunner().invoke(main, ["stats", str(path), "--format", "json", "--lang", "zh"])
    told: dict[str, Any] = json.loads(result.stdout)
    assert told["as_of"] == day
    assert told["poor"]["households"] == 1
    why = "按建档立卡工作期末" if day == "2025-12-31" else "按标题或文件名"
    assert f"未给 --year 或 --as-of，信息表里没有年份，{why}取 {day}。" in told["notes"]


def test_a_register_with_years_is_not_of_the_day_of_its_title(tmp_path: Path) -> None:
    """Who fills in the form in January 2019 writes of 2018."""
    (tmp_path / "户信息.csv").write_text(f"建档立卡贫困户花名册 填报时间：2019年1月5日\n{HOUSEHOLDS}", "utf-8")
    (tmp_path / "人口信息.csv").write_text(PERSONS, "utf-8")
    assert any("按信息表最新年份取 2018-12-31" in note for note in notes("stats", tmp_path))


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("蒲溪镇2019年建档立卡贫困户花名册", "按标题中的年份取 2019-12-31"),
        ("蒲溪镇2016年建档立卡贫困户花名册", "按信息表最新年份取 2018-12-31"),
        ("蒲溪镇2019年脱贫计划花名册", "按信息表最新年份取 2018-12-31"),
    ],
)
def test_a_later_year_in_the_title_is_the_registers_newest(title: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "户信息.csv").write_text(f"{title}\n{HOUSEHOLDS}", "utf-8")
    (tmp_path / "人口信息.csv").write_text(PERSONS, "utf-8")
    told = notes("stats", tmp_path)
    assert any(why in note for note in told)
    assert not any("其后的变动不在其中" in note for note in told)


def test_a_register_speaks_of_the_year_in_its_files_name(tmp_path: Path) -> None:
    """Nothing happened in 2019: it is the register's newest year all the same."""
    folder = register(tmp_path / "a", "20191218")
    result = CliRunner().invoke(main, ["stats", str(folder), "--year", "2019", "--format", "json", "--lang", "zh"])
    told: dict[str, Any] = json.loads(result.stdout)
    assert not any("其后的变动不在其中" in note for note in told["notes"])
    assert told["series"][-1]["year"] == 2019
    assert any("信息表最新只到 2019 年" in note for note in notes("stats", folder, "--year", "2020"))


def with_days(file: Path, days: list[str]) -> Path:
    head, *rows = HOUSEHOLDS.splitlines()
    file.write_text("\n".join([f"{head},数据日期", *(f"{row},{day}" for row, day in zip(rows, days, strict=True))]), "utf-8")
    return file


def test_the_day_that_every_row_says_is_that_of_the_snapshot(tmp_path: Path) -> None:
    file = with_days(tmp_path / "户信息.csv", ["2018-12-18"] * 3 + ["20181218"] * 3)
    assert "未给 --year 或 --as-of，按“数据日期”列取 2018-12-18。" in notes("validate", file)
    assert {UNTIL, LATER} <= set(notes("validate", file))
    named = with_days(tmp_path / "户信息_20181130.csv", ["2018-12-18"] * 6)
    assert "未给 --year 或 --as-of，按文件名中的日期取 2018-11-30。" in notes("validate", named)


@pytest.mark.parametrize(
    "days", [["2018-12-18"] * 5 + ["2018-12-17"], ["2018-12-18"] * 5 + [""], ["2018-12"] * 6, ["一八年"] * 6, [""] * 6]
)
def test_a_column_of_days_that_differ_is_not_taken(days: list[str], tmp_path: Path) -> None:
    file = with_days(tmp_path / "户信息.csv", days)
    assert "未给 --year 或 --as-of，按信息表最新年份取 2018-12-31。" in notes("validate", file)


def test_the_newest_year_is_also_that_of_a_risk(tmp_path: Path) -> None:
    path = tmp_path / "户.csv"
    path.write_text(
        "户编号,行政村,户主姓名,人数,首次识别时间,脱贫户属性,脱贫年度,监测对象类别,监测时间\n"
        "61092100001,甲村,甲,2,2016-05-01,已脱贫（享受政策）,2018,脱贫不稳定户,2020年3月\n",
        "utf-8",
    )
    told = CliRunner().invoke(main, ["stats", str(path), "--format", "json"])
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["as_of"] == "2020-12-31"
