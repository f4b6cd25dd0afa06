"""`puxi calendar` on a workbook as a trade union keeps it: days, names and what has no day, worked out by hand."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from puxi_cli.cli.main import main
from puxi_cli.records.kinds import CellFault
from puxi_cli.registry import Registry
from puxi_cli.systems.calendar.entries import Span, entries_of, span_of
from puxi_cli.systems.calendar.kinds import MonthDay
from puxi_cli.systems.rectification.problems import Ledger, Problem
from tests.conftest import number
from tests.sheets.registers import Sheets, xlsx

CADRES = (
    ("蒲溪镇干部名册",),
    ("序号", "姓名", "性别", "证件号码", "出生日期", "生日历法", "单位", "家属姓名", "家属生日", "状态"),
    (1, "王一", "男", number("69000019801105001"), None, None, "镇政府", "李花", "11月20日", None),
    (2, "王二", "男", None, "1985-11-15", None, "县委办", None, None, "在岗"),
    (3, "王三", "女", None, "1992-02-29", None, "镇政府", None, "2.14", None),
    (4, "王四", "男", None, "1979-11-02", None, "县林业局", None, None, "调离"),
    (5, "王五", "女", None, "1988-11-10", "农历", None, None, None, None),
    (6, "王六", "女", None, None, None, "县林业局", None, "十一月", None),
)
CARE = (
    ("姓名", "事项", "应办日期", "办理日期", "放假日期", "蛋糕"),
    ("王一", "本人生日", "2018-11-05", "2018-11-06", "2018-11-06", "是"),
    ("王五", "本人生日", "2018-12-16", None, None, None),
    ("王四", "住院看望", "2018-11-21", None, None, None),
    ("王四", "体检", "2018-11-22", "2018-11-22", None, None),
)
STEPS = (
    ("户编号", "程序", "步骤", "日期", "公示截止日期"),
    ("6900000001", "退出", "民主评议公示", "2018-11-20", "2018-11-27"),
    ("6900000002", "退出", "民主评议公示", "2018-11-20", "2018-11-27"),
    ("6900000003", "退出", "民主评议公示", "2018-11-24", "2018-12-01"),
)
HOUSEHOLDS = (
    ("户编号", "行政村", "户主姓名", "贫困户属性"),
    ("6900000001", "云杉湾村", "甲一", "一般贫困户"),
    ("6900000002", "云杉湾村", "甲二", "一般贫困户"),
    ("6900000003", "云杉湾村", "甲三", "一般贫困户"),
)
ALL: Sheets = {"干部": CADRES, "关爱台账": CARE, "程序": STEPS, "户信息": HOUSEHOLDS}


def run(*arguments: str | Path, lang: str = "zh") -> Result:
    return CliRunner().invoke(main, ["calendar", *map(str, arguments), "--as-of", "2018-11-30", "--lang", lang])


def document(*arguments: str | Path) -> dict[str, Any]:
    said = run(*arguments, "--format", "json")
    found: dict[str, Any] = json.loads(said.stdout)
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return xlsx(tmp_path / "工会.xlsx", ALL)


def test_a_month_has_birthdays_visits_due_and_ends_of_publicity(file: Path) -> None:
    entries = document(file, "--show-ids")["tables"]["entries"]
    assert [(entry["day"], entry["kind"], entry["name"], entry["where"], entry["what"]) for entry in entries] == [
        ("2018-11-05", "birthday", "王一", "镇政府", "放假一天，送蛋糕"),
        ("2018-11-15", "birthday", "王二", "县委办", "放假一天，送蛋糕"),
        ("2018-11-20", "family_birthday", "王一", "镇政府", "放假一天"),
        ("2018-11-21", "care", "王四", None, "住院慰问"),
        ("2018-11-27", "publicity", None, "云杉湾村", "退出·民主评议公示（2 户）"),
    ]
    assert [(entry["sheet"], entry["row"]) for entry in entries[:4]] == [("干部", 3), ("干部", 4), ("干部", 3), ("关爱台账", 4)]


def test_who_has_no_day_is_told(file: Path) -> None:
    """王六 has neither birth nor number; 王五's birthday is a lunar one; 王六's 十一月 is no day; who left the service is not asked."""
    told = document(file)
    assert [(left["what"], left["count"]) for left in told["left_out"]] == [
        ("农历生日不换算，只列台账的应办日期", 1),
        ("在岗干部没有可读的出生日期", 1),
        ("家属生日无法识别", 1),
    ]


def test_a_lunar_birthday_stands_on_the_day_the_ledger_has(file: Path) -> None:
    entries = document(file, "--month", "2018年12月")["tables"]["entries"]
    assert [(entry["day"], entry["kind"], entry["note"]) for entry in entries] == [
        ("2018-12-01", "publicity", None),
        ("2018-12-16", "care", "农历生日，按台账的应办日期"),
    ]


def test_29_february_is_kept_on_the_28th_in_other_years(file: Path) -> None:
    told = {
        month: [(entry["day"], entry["note"]) for entry in document(file, "--month", month)["tables"]["entries"]]
        for month in ("2019-02", "2020-02")
    }
    assert told == {
        "2019-02": [("2019-02-14", None), ("2019-02-28", "闰日生日，2 月 28 日过")],
        "2020-02": [("2020-02-14", None), ("2020-02-29", None)],
    }


def test_several_months_go_over_the_end_of_a_year(file: Path) -> None:
    told = document(file, "--month", "2018-11", "--months", "4")
    assert told["span"] == {"first": "2018-11-01", "last": "2019-02-28"}
    assert {entry["day"][:7] for entry in told["tables"]["entries"]} == {"2018-11", "2018-12", "2019-02"}


@given(st.integers(1990, 2100), st.integers(1, 12), st.integers(1, 24))
def test_a_span_is_of_whole_months(year: int, month: int, months: int) -> None:
    span = span_of(f"{year}-{month:02d}", months)
    assert span.first == date(year, month, 1)
    days = [date.fromordinal(day) for day in range(span.first.toordinal(), span.last.toordinal() + 2)]
    assert len({(day.year, day.month) for day in days[:-1]}) == months
    assert days[-1].day == 1


def test_names_are_masked_and_years_of_birth_never_shown(file: Path, tmp_path: Path) -> None:
    for form in ("text", "json", "csv", "ics", "xlsx"):
        out = tmp_path / f"out.{form}"
        for show in ((), ("--show-ids",)):
            said = run(file, "--month", "2018-11", "--months", "4", "--format", form, "--output", out, *show)
            assert said.exit_code in (0, 1), said.output
            if form == "xlsx":
                cells = [str(cell.value) for row in openpyxl.load_workbook(out)["日历"] for cell in row]
                text = "\n".join(cells)
            else:
                text = out.read_text("utf-8-sig").replace("\r\n ", "")
            assert ("王一" in text) is bool(show), form
            assert not re.search("1980|1985|1992|1979|1988", text), form


def test_a_calendar_of_puxis_is_replaced_and_nobody_elses(file: Path, tmp_path: Path) -> None:
    """A job of cron writes the same file each month."""
    out = tmp_path / "a.ics"
    for lang in ("zh", "en"):
        assert run(file, "--output", out, lang=lang).exit_code in (0, 1)
    out.write_bytes(out.read_bytes().replace(b"PRODID:-//puxi//", b"PRODID:-//other//"))
    assert "不会覆盖" in run(file, "--output", out).stderr


def test_an_icalendar_file_is_read_by_others_and_is_the_same_each_time(file: Path, tmp_path: Path) -> None:
    out, again = tmp_path / "a.ics", tmp_path / "b.ics"
    for path in (out, again):
        assert run(file, "--show-ids", "--output", path).exit_code in (0, 1)
    assert out.read_bytes() == again.read_bytes()
    events = icalendar.Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    assert [(event["dtstart"].dt, event["dtend"].dt, str(event["class"])) for event in events] == [
        (date(2018, 11, 5), date(2018, 11, 6), "PRIVATE"),
        (date(2018, 11, 15), date(2018, 11, 16), "PRIVATE"),
        (date(2018, 11, 20), date(2018, 11, 21), "PRIVATE"),
        (date(2018, 11, 21), date(2018, 11, 22), "PRIVATE"),
        (date(2018, 11, 27), date(2018, 11, 28), "PUBLIC"),
    ]
    assert len({str(event["uid"]) for event in events}) == 5
    assert str(events[0]["summary"]) == "干部生日：王一 放假一天，送蛋糕"
    assert all(len(line) <= 75 for line in out.read_bytes().split(b"\r\n"))


def test_deadlines_of_the_ledger_are_in_it(file: Path, tmp_path: Path) -> None:
    ledger = xlsx(
        tmp_path / "整改台账.xlsx",
        {
            "问题": (
                ("问题编号", "反馈问题", "行政村", "责任人", "整改时限", "状态"),
                ("1", "缺照片", "云杉湾村", "张三", "2018-11-09", "整改中"),
                ("2", "缺签字", "云杉湾村", "张三", "2018-11-09", None),
                ("4", "缺签字", "云杉湾村", "李四", "2018-12-09", "整改中"),
            )
        },
    )
    entries = document(file, "--ledger", ledger, "--show-ids")["tables"]["entries"]
    assert [(one["day"], one["name"], one["what"]) for one in entries if one["kind"] == "deadline"] == [
        ("2018-11-09", "张三", "2 个问题到期")
    ]


def test_a_closed_problem_has_no_deadline() -> None:
    """What waits to be closed, or was sent back, still has one."""
    problems = tuple(
        Problem(str(index), {"state": state, "deadline": "2018-11-09", "person": state})
        for index, state in enumerate(("整改中", "待销号", "退回整改", "反弹", "已销号"))
    )
    entries, _ = entries_of(Registry({}), span_of("2018-11", 1), Ledger(problems))
    assert [entry.name for entry in entries] == ["反弹", "待销号", "整改中", "退回整改"]


def test_a_register_without_any_of_it_is_refused_with_what_is_missing(tmp_path: Path) -> None:
    said = run(xlsx(tmp_path / "户.xlsx", {"户信息": HOUSEHOLDS}))
    assert said.exit_code == 3
    assert "没有读到“干部”“干部关爱”或“程序”表" in said.stderr


@pytest.mark.parametrize(
    ("name", "headings", "table"),
    [
        ("Sheet1", "姓名 性别 证件号码 联系电话", "persons"),
        ("花名册", "姓名 性别 证件号码 联系电话", "persons"),
        ("帮扶干部", "姓名 性别 证件号码 联系电话", "cadres"),
        ("Sheet1", "姓名 性别 单位 单位类型 职务级别", "cadres"),
        ("成员信息", "户编号 姓名 性别 证件号码 联系电话", "persons"),
        ("成员信息", "姓名 性别 证件号码 与户主关系", "persons"),
        ("帮扶责任人", "户编号 户主姓名 帮扶责任人 帮扶单位 联系电话", "households"),
        ("Sheet1", "户主姓名 户编号 帮扶责任人 性别 帮扶单位 单位隶属关系", "households"),
        ("残疾人", "姓名 性别 证件号码 级别", "persons"),
        ("生日台账", "姓名 事项 应办日期 办理日期", "cadre_care"),
        ("Sheet1", "姓名 事项 应办日期 放假日期", "cadre_care"),
        ("民情", "日期 姓名 事项 内容 备注", None),
    ],
)
def test_sheets_of_households_and_of_others_are_not_taken_for_cadres(
    tmp_path: Path, name: str, headings: str, table: str | None
) -> None:
    """A column that is about households or their members decides; else the sheet's name, or a column that only cadres have."""
    file = xlsx(tmp_path / "a.xlsx", {name: (tuple(headings.split()), tuple("甲" for _ in headings.split()))})
    said = CliRunner().invoke(main, ["headings", str(file), "--format", "json"])
    read = [sheet["table"] for one in json.loads(said.stdout or "{}").get("inputs", []) for sheet in one["sheets"]]
    assert (read[0].split("+")[0] if read else None) == table


def test_a_ledger_of_birthdays_alone_is_a_calendar(tmp_path: Path) -> None:
    file = xlsx(tmp_path / "a.xlsx", {"生日台账": (CARE[0], ("王一", "本人生日", "2018-11-05", None, None, None))})
    assert [(one["day"], one["kind"], one["what"]) for one in document(file)["tables"]["entries"]] == [
        ("2018-11-05", "care", "本人生日")
    ]


def test_one_person_in_two_sheets_has_one_birthday(tmp_path: Path) -> None:
    sheets = {
        "干部": (("干部编号", "姓名", "出生日期"), ("G1", "王一", "1980-11-05")),
        "驻村干部": (("干部编号", "姓名", "出生日期"), ("G1", "王一", "1980-11-05")),
    }
    assert len(document(xlsx(tmp_path / "a.xlsx", sheets))["tables"]["entries"]) == 1


def test_what_cannot_be_read_is_left_out_and_told(tmp_path: Path) -> None:
    sheets = {
        "干部": (
            ("干部编号", "姓名", "出生日期", "生日历法", "状态"),
            ("G1", "王一", "1980-11-05", None, "借调出去"),
            ("G2", "王二", "11月6日", None, None),
            ("G3", "王三", "1980-11-07", "藏历", None),
        ),
        "慰问台账": (
            ("干部编号", "事项", "应办日期", "办理日期"),
            ("G2", "住院慰问", "2018-11-08", "已办"),
            ("G2", "体检", None, None),
        ),
    }
    told = document(xlsx(tmp_path / "a.xlsx", sheets))
    assert [one["day"] for one in told["tables"]["entries"]] == ["2018-11-06"]
    assert [(left["what"], left["count"]) for left in told["left_out"]] == [
        ("在岗干部没有可读的出生日期", 1),
        ("状态无法识别的干部", 1),
        ("办理日期无法识别，是否办过不明", 1),
        ("关爱事项没有日期", 1),
    ]


def test_events_are_known_again_when_the_sheet_is_sorted_or_moved(file: Path, tmp_path: Path) -> None:
    def numbers(path: Path, *more: str) -> set[str]:
        out = tmp_path / "a.ics"
        assert run(path, *more, "--output", out).exit_code in (0, 1)
        found = {str(event["uid"]) for event in icalendar.Calendar.from_ical(out.read_bytes()).walk("VEVENT")}
        out.unlink()
        return found

    sorted_ = {**ALL, "干部": (*CADRES[:2], *reversed(CADRES[2:]))}
    (tmp_path / "other").mkdir()
    assert numbers(file) == numbers(xlsx(tmp_path / "other" / "b.xlsx", sorted_))
    assert numbers(file) != numbers(file, "--show-ids")


def test_a_month_without_anything_is_a_file_that_others_read(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.ics"
    assert run(file, "--month", "2018-05", "--output", out).exit_code in (0, 1)
    [event] = icalendar.Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    assert (str(event["summary"]), event["dtstart"].dt) == ("这段时间没有事项。", date(2018, 5, 1))


def test_a_masked_birth_of_a_cadre_shows_no_year(tmp_path: Path) -> None:
    """The calendar shows the day: with the year of REC116 and the digits of the number, the number would be whole."""
    rows = (("姓名", "证件号码", "出生日期", "单位类型"), ("王一", number("69000019801105001"), "1981-11-05", "国家机关"))
    said = CliRunner().invoke(
        main, ["validate", str(xlsx(tmp_path / "a.xlsx", {"干部": rows})), "--as-of", "2018-12-31", "--format", "json"]
    )
    [found] = json.loads(said.stdout)["findings"]
    assert found["rule"] == "REC116"
    told = re.sub(r'"sha256": "[0-9a-f]{64}"', "", said.stdout)  # a digest may hold any three digits
    assert "198" not in told.replace(str(tmp_path), "")


def test_a_birthday_by_another_calendar_is_not_held_against_the_number(tmp_path: Path) -> None:
    for calendar, rules in (("旧历", []), ("农历", []), ("藏历", ["REC103"]), (None, ["REC116"])):
        rows = (("姓名", "证件号码", "出生日期", "生日历法"), ("王一", number("69000019801105001"), "1980-12-12", calendar))
        file = xlsx(tmp_path / "a.xlsx", {"干部": rows})
        said = CliRunner().invoke(main, ["validate", str(file), "--as-of", "2018-12-31", "--format", "json"])
        assert [found["rule"] for found in json.loads(said.stdout)["findings"]] == rules


def test_a_month_that_is_none_is_refused_in_the_readers_language(file: Path) -> None:
    said = run(file, "--month", "2018-13")
    assert said.exit_code == 2
    assert "“2018-13”不是月份；写成 2018-11 或 2018年11月" in said.stderr


@pytest.mark.parametrize(
    ("text", "value"),
    [("5月12日", "05-12"), ("05-12", "05-12"), ("2.29", "02-29"), ("1980-05-12", "1980-05-12"), ("５／１２", "05-12")],
)
def test_a_birthday_without_its_year_is_read(text: str, value: str) -> None:
    assert MonthDay().read(text) == value


@pytest.mark.parametrize("text", ["十一月", "5月", "2.30", "13-01", "1980", "2.1"])
def test_what_is_no_birthday_is_refused(text: str) -> None:
    with pytest.raises(CellFault):
        MonthDay().read(text)


def test_a_day_lies_in_a_span_with_both_ends() -> None:
    span = Span(date(2018, 11, 1), date(2018, 11, 30))
    assert [date(2018, 10, 31) in span, date(2018, 11, 1) in span, date(2018, 11, 30) in span, date(2018, 12, 1) in span] == [
        False, True, True, False,
    ]  # fmt: skip
