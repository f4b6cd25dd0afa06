"""Ledgers as people leave them, files that cannot be written, and commands that are killed: nothing of anybody's work is lost."""

from __future__ import annotations

import csv
import gc
import io
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from filelock import FileLock
from openpyxl.styles import PatternFill

from puxi_cli.cli.main import main
from puxi_cli.errors import ExitCode, NotWritten, UnreadableFile, UsageError
from puxi_cli.jobs.settings import settings_from
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.samples.products import write_sample
from puxi_cli.samples.town import make_town
from puxi_cli.samples.write import write_register
from puxi_cli.systems.rectification import job as rectify
from puxi_cli.systems.rectification.ledger_xlsx import write_new_ledger
from puxi_cli.systems.rectification.ledgers import previous_of, read_ledger, read_other
from puxi_cli.systems.rectification.problems import Seen, State
from puxi_cli.systems.rectification.rectify_json import plan_document
from puxi_cli.systems.rectification.settings import RectifySettings, ledger_meant
from tests.conftest import number
from tests.sheets.registers import HOUSEHOLDS, PERSONS, Rows, xlsx

pytestmark = pytest.mark.slow

MONDAY, TUESDAY = date(2019, 1, 7), date(2019, 1, 8)
NOBODY = Settings(Path())
LEDGER = "整改台账.xlsx"


def home(place: int) -> str:
    """The number of a household of `households`."""
    return f"{6100000000 + place}"


def households(*sizes: str) -> Rows:
    """Households with stated sizes; the first two have the members of `PERSONS`, three and one."""
    heads = HOUSEHOLDS[0]
    rows = []
    for place, size in enumerate(sizes):
        like = HOUSEHOLDS[1 + place % (len(HOUSEHOLDS) - 1)]
        row = dict(zip(heads, like, strict=True)) | {"户编号": home(place + 1), "人数": size}
        rows.append(tuple(row.values()))
    return ((*dict(zip(heads, heads, strict=True)) | {"人数": "人数"},), *rows)


def persons(count: int) -> Rows:
    """The members of the first two households, and a head in each further one."""
    heads = PERSONS[0]
    rows = list(PERSONS)
    for place in range(3, count + 1):
        row = dict(zip(heads, PERSONS[4], strict=True))
        row |= {"户编号": home(place), "人编号": f"Q{place}", "证件号码": number(f"69000019451224{place:03d}"), "性别": "男"}
        rows.append(tuple(row.values()))
    return tuple(rows)


def register(path: Path, *sizes: str) -> Path:
    """A register in which the stated sizes are right at 3 1 1 1 …; another one is an error (REC310)."""
    return xlsx(path, {"户信息": households(*sizes), "人口信息": persons(len(sizes))})


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A register with three errors, and the ledger that a plan made of it."""
    file = register(tmp_path / "信息表.xlsx", "4", "2", "1", "9")
    planned = rectify.plan([file], tmp_path / LEDGER, NOBODY, today=MONDAY, who="张三", checks=["validate"])
    assert [problem["rule"] for problem in planned.ledger.problems if problem["rule"] == "REC310"] == ["REC310"] * 3
    return tmp_path


def sizes(ledger: Path) -> list[Any]:
    """The problems with stated sizes."""
    return [problem for problem in read_ledger(ledger).ledger.problems if problem["rule"] == "REC310"]


def cells(path: Path) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(path)["整改台账"]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def columns(path: Path) -> dict[str, int]:
    return {str(heading): place for place, heading in enumerate(cells(path)[0])}


def test_a_ledger_that_was_sorted_filtered_coloured_and_widened_is_read_right_and_kept(town: Path) -> None:
    path = town / LEDGER
    book = openpyxl.load_workbook(path)
    sheet = book["整改台账"]
    heads = [cell.value for cell in sheet[1]]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    rows.reverse()
    wide = [[*heads[:3], "我的列", *heads[3:]], *([*row[:3], f"=1+{n}", *row[3:]] for n, row in enumerate(rows))]
    for number_, row in enumerate(wide, 1):
        for place, value in enumerate(row, 1):
            sheet.cell(number_, place).value = value  # `cell` would leave what stood there where the value is blank
    sheet.cell(2, 5).fill = PatternFill("solid", fgColor="FF123456")
    sheet.row_dimensions[3].hidden = True
    sheet.insert_rows(2)  # a blank row in between
    book.create_sheet("我的表")["A1"] = "别动"
    book.save(path)
    before = cells(path)

    told = rectify.check([register(town / "新.xlsx", "3", "2", "1", "1")], path, NOBODY, today=TUESDAY, who="李四")
    assert told.written
    after = cells(path)
    own = {"问题编号", "状态", "首次发现", "最近核对", "核对结果", "反弹次数", "是否销号", "销号时间"}
    mine = [place for place, heading in enumerate(after[0]) if heading not in own]
    assert [[row[place] for place in mine] for row in after] == [[row[place] for place in mine] for row in before]
    assert after[2][3] == "=1+0", "a formula of the clerk's is a formula still"
    sheet = openpyxl.load_workbook(path)["整改台账"]
    assert sheet.cell(3, 5).fill.fgColor.rgb == "FF123456"
    assert sheet.row_dimensions[3].hidden or sheet.row_dimensions[4].hidden
    assert openpyxl.load_workbook(path)["我的表"]["A1"].value == "别动"
    states = {problem["household_id"]: problem.state for problem in sizes(path)}
    assert states == {"6100000001": State.WAITING, "6100000002": State.OPEN, "6100000004": State.WAITING}


def test_a_row_that_somebody_added_gets_a_number_and_keeps_its_words(town: Path) -> None:
    path = town / LEDGER
    at = columns(path)
    book = openpyxl.load_workbook(path)
    sheet = book["整改台账"]
    row = sheet.max_row + 1
    for place, (text, rule, household) in enumerate(
        (("门牌号没有挂", None, None), ("人数又错了", "REC310", "6100000001"), ("门牌号没有挂", None, None))
    ):
        for heading, value in {"反馈问题": text, "规则": rule, "户编号": household, "整改时限": "月底前"}.items():
            sheet.cell(row + place, at[heading] + 1, value)
    book.save(path)
    rectify.check([town / "信息表.xlsx"], path, NOBODY, today=TUESDAY, who="李四")
    added = read_ledger(path).ledger.problems[-3:]
    assert [problem.seen for problem in added] == [Seen.ON_SITE, Seen.FOUND, Seen.ON_SITE]
    assert len({problem.key for problem in added}) == 3, "the same words twice are two problems"
    assert [line[at["整改时限"]] for line in cells(path)[-3:]] == ["月底前"] * 3
    assert all(problem["number"] is None for problem in added), "a column that is not puxi's"
    again = rectify.check([town / "信息表.xlsx"], path, NOBODY, today=TUESDAY, who="李四")
    assert not again.written


def test_a_state_changed_by_hand_is_put_back_and_told(town: Path) -> None:
    path = town / LEDGER
    at = columns(path)
    book = openpyxl.load_workbook(path)
    sheet = book["整改台账"]
    sheet.cell(2, at["状态"] + 1, "已销号")
    sheet.cell(2, at["是否销号"] + 1, "是")
    book.save(path)
    key = sheet.cell(2, at["问题编号"] + 1).value
    told = rectify.check([town / "信息表.xlsx"], path, NOBODY, today=TUESDAY, who="李四")
    assert any(key in en and "by hand" in en for _, en in told.notes)
    assert cells(path)[1][at["状态"]] == "整改中"
    assert read_ledger(path).rows.by_hand == ()


def test_a_ledger_in_the_words_of_an_earlier_version_reads_as_one_of_today(town: Path) -> None:
    path = town / LEDGER
    sheets = {"整改台账": {"整改中": "被驳回", "系统核查": "puxi 核查"}, "整改历史": {"整改中": "被驳回"}}
    book = openpyxl.load_workbook(path)
    for name, words in sheets.items():
        for row in book[name].iter_rows(min_row=2):
            for cell in row:
                cell.value = words.get(cell.value, cell.value)
    book.save(path)
    read = read_ledger(path)
    assert {problem.state for problem in read.ledger.problems} == {State.REJECTED}
    assert not any(problem.reported for problem in read.ledger.problems), "puxi found them, nobody reported them"
    assert read.rows.by_hand == (), "the old word is no change by hand"


PAPERS = {"问题查清": "是", "产生原因": "录错", "责任人": "王五", "佐证材料": "照片", "群众满意": "是"}


def copy_row(path: Path, **values: str | None) -> tuple[str, int]:
    """Copy the first row to the end, as one does in a spreadsheet program, and type some cells of it; its number and its new row."""
    at = columns(path)
    book = openpyxl.load_workbook(path)
    sheet = book["整改台账"]
    row = sheet.max_row + 1
    for place in range(1, sheet.max_column + 1):
        sheet.cell(row, place, sheet.cell(2, place).value)
    for heading, value in values.items():
        sheet.cell(row, at[heading] + 1).value = value
    book.save(path)
    return str(sheet.cell(2, at["问题编号"] + 1).value), row


def fill(path: Path, row: int, values: dict[str, str]) -> None:
    at = columns(path)
    book = openpyxl.load_workbook(path)
    for heading, value in values.items():
        book["整改台账"].cell(row, at[heading] + 1, value)
    book.save(path)


def test_a_copied_row_is_told_and_closes_nothing(town: Path) -> None:
    """The papers of the copy are not those of the first row; the copy is another problem and gets a number of its own."""
    path, mended = town / LEDGER, register(town / "新.xlsx", "3", "1", "1", "1")
    rectify.check([mended], path, NOBODY, today=TUESDAY, who="李四")
    key, row = copy_row(path, **PAPERS, 反馈问题="另一件事", 规则=None, 现场核实人="李四")
    asked: dict[str, Any] = {"today": TUESDAY, "who": "李四", "why": None}
    before = len(read_ledger(path).ledger.problems)

    def told(notes: Any) -> bool:
        return any(key in zh and f"第2、{row}行" in zh and f"rows 2, {row}" in en for zh, en in notes)

    assert told(rectify.status(path, TUESDAY).notes)
    copied = read_ledger(path).ledger.problems[-1]
    assert (copied.key != key, copied.state, copied["result"], copied["last_checked"]) == (True, State.OPEN, None, None)
    first = rectify.close(path, NOBODY, keys=[key], **asked)
    assert (first.closed, first.refused, told(first.notes)) == ((), (), True)
    after = read_ledger(path)
    assert (len(after.ledger.problems), after.rows.doubled) == (before, ())
    assert after.ledger.problems[-1].key == copied.key
    assert rectify.close(path, NOBODY, keys=[key], **asked).refused[0].problem.key == key, "its own papers are blank"
    assert not told(rectify.check([mended], path, NOBODY, today=TUESDAY, who="李四").notes)


def test_a_row_that_stands_twice_is_left_alone_until_one_of_them_is_gone(town: Path) -> None:
    path, mended = town / LEDGER, register(town / "新.xlsx", "3", "1", "1", "1")
    rectify.check([mended], path, NOBODY, today=TUESDAY, who="李四")
    fill(path, 2, PAPERS)
    key, row = copy_row(path, 佐证材料="别的")
    for notes in (
        rectify.check([mended], path, NOBODY, today=date(2019, 1, 9), who="李四").notes,
        rectify.plan([mended], path, NOBODY, today=TUESDAY, who="李四", checks=["validate"]).notes,
        rectify.close(path, NOBODY, keys=[key], today=TUESDAY, who="李四", why=None).notes,
        rectify.close(path, NOBODY, keys=[], today=TUESDAY, who="李四", why=None).notes,
    ):
        assert any(key in zh and f"第{row}行与第2行是同一个问题" in zh for zh, _ in notes)
    at = columns(path)
    assert [cells(path)[place][at["状态"]] for place in (1, -1)] == ["待销号"] * 2
    assert cells(path)[-1][at["最近核对"]] == "2019-01-08", "nobody touched it"
    book = openpyxl.load_workbook(path)
    book["整改台账"].delete_rows(row)
    book.save(path)
    assert [one.key for one in rectify.close(path, NOBODY, keys=[key], today=TUESDAY, who="李四", why=None).closed] == [key]


def test_a_row_in_the_words_of_one_that_has_its_number_gets_another(town: Path) -> None:
    path = town / LEDGER
    for _ in range(2):
        fill(path, len(cells(path)) + 1, {"反馈问题": "门牌号没有挂"})
        rectify.check([town / "信息表.xlsx"], path, NOBODY, today=TUESDAY, who="李四")
    read = read_ledger(path)
    assert read.rows.doubled == ()
    assert len({problem.key for problem in read.ledger.problems}) == len(read.ledger.problems)


def test_a_row_of_ones_own_begins_open_whatever_is_typed(town: Path) -> None:
    path = town / LEDGER
    typed = {
        "反馈问题": "门牌号没有挂",
        "状态": "已销号",
        "规则": "REC310",
        "户编号": "6100000001",
        "核对结果": "不再发现",
        **PAPERS,
    }
    fill(path, len(cells(path)) + 1, typed)
    assert rectify.status(path, TUESDAY).progress.total.closed == 0
    key = read_ledger(path).ledger.problems[-1].key
    closed = rectify.close(path, NOBODY, keys=[key], today=TUESDAY, who="李四", why=None)
    assert closed.refused[0].lacking == ("put_right",), "nobody has looked yet"
    assert any(f"{key} 记录为整改中，表中为已销号" in zh for zh, _ in closed.notes)
    at = columns(path)
    assert (cells(path)[-1][at["问题编号"]], cells(path)[-1][at["状态"]]) == (key, "整改中")
    events = [event for event in read_ledger(path).ledger.history if event.key == key]
    assert [(event.before, event.after, event.who) for event in events] == [(None, "整改中", "李四")]
    fill(path, len(cells(path)), {"状态": "已销号"})
    told = rectify.check([town / "信息表.xlsx"], path, NOBODY, today=TUESDAY, who="李四")
    assert any(f"{key} is recorded as 整改中" in en for _, en in told.notes)
    assert cells(path)[-1][at["状态"]] == "整改中"


def test_a_row_of_ones_own_gets_the_days_of_its_rule_or_of_a_report(town: Path) -> None:
    path = town / LEDGER
    last = len(cells(path))
    own = [
        {"反馈问题": "门牌号没有挂"}, {"反馈问题": "人数错了", "规则": "rec310"}, {"反馈问题": "不急", "级别": "警告"},
        {"反馈问题": "已有时限", "整改时限": "2019-03-01"}, {"反馈问题": "读不懂", "整改时限": "月底前"},
    ]  # fmt: skip
    for row, values in enumerate(own, last + 1):
        fill(path, row, values)
    rectify.plan([town / "信息表.xlsx"], path, NOBODY, today=MONDAY, who="张三", checks=["validate"])
    days = [line[columns(path)["整改时限"]] for line in cells(path)[last:]]
    assert days == ["2019-01-21", "2019-01-21", "2019-02-02", "2019-03-01", "月底前"]
    assert not rectify.plan([town / "信息表.xlsx"], path, NOBODY, today=TUESDAY, who="张三", checks=["validate"]).written


def test_cells_of_the_ledger_that_cannot_be_read_are_told(town: Path) -> None:
    path = town / LEDGER
    fill(path, 2, {"整改时限": "月底前", "群众满意": "基本满意", "户编号": "六号户"})
    fill(path, 3, {"整改时限": "2019-13-45"})
    for told in (rectify.status(path, TUESDAY), rectify.check([town / "信息表.xlsx"], path, NOBODY, today=TUESDAY, who="李四")):
        for zh, en in (
            ("第2行的 整改时限“月底前” 读不懂，按空白计", "Row 2 of the ledger: 整改时限 “月底前” cannot be read"),
            ("第2行的 群众满意“基本满意” 读不懂", "群众满意 “基本满意” cannot be read"), ("第2行的 户编号 读不懂", "户编号 cannot be read"),
            ("第3行的 整改时限“2019-13-45” 读不懂", "Row 3 of the ledger: 整改时限 “2019-13-45”"),
        ):  # fmt: skip
            assert any(zh in note and en in other for note, other in told.notes), zh
        assert "六号户" not in str(told.notes)


@pytest.mark.parametrize(
    ("word", "closes"), [("满意", True), ("是", True), ("不满意", False), ("否", False), ("基本满意", False)]
)
def test_people_are_satisfied_in_the_words_that_people_write(town: Path, word: str, closes: bool) -> None:
    path = town / LEDGER
    rectify.check([register(town / "新.xlsx", "3", "1", "1", "1")], path, NOBODY, today=TUESDAY, who="李四")
    fill(path, 2, PAPERS | {"群众满意": word})
    key = read_ledger(path).ledger.problems[0].key
    told = rectify.close(path, NOBODY, keys=[key], today=TUESDAY, who="李四", why=None)
    assert (len(told.closed), [one.lacking for one in told.refused]) == ((1, []) if closes else (0, [("satisfied",)]))


def test_a_day_before_the_first_makes_nothing_younger_than_new(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(town)
    said = puxi("check", "信息表.xlsx", "--today", "2019-01-01", "--lang", "zh").stdout
    assert "最久 0 天，中位数 0 天" in said


def test_a_state_typed_by_hand_that_the_check_finds_right_stays(town: Path) -> None:
    path = town / LEDGER
    fill(path, 2, {"状态": "待销号"})
    rectify.check([register(town / "新.xlsx", "3", "1", "1", "1")], path, NOBODY, today=TUESDAY, who="李四")
    assert cells(path)[1][columns(path)["状态"]] == "待销号"
    assert read_ledger(path).rows.by_hand == ()


def test_without_the_history_no_typed_state_counts_and_it_is_told(town: Path) -> None:
    path = town / LEDGER
    fill(path, 2, {"状态": "已销号"})
    book = openpyxl.load_workbook(path)
    del book["整改历史"]
    book.save(path)
    told = rectify.status(path, TUESDAY)
    assert told.progress.total.closed == 0
    assert any("整改历史中没有这些问题的记录" in zh and "has no line of these problems" in en for zh, en in told.notes)
    rectify.check([town / "信息表.xlsx"], path, NOBODY, today=TUESDAY, who="李四")
    read = read_ledger(path)
    assert (read.rows.unrecorded, read.rows.by_hand) == ((), ())
    assert {event.key for event in read.ledger.history} == {problem.key for problem in read.ledger.problems}


def test_the_previous_ledger_is_kept(town: Path) -> None:
    path = town / LEDGER
    before = path.read_bytes()
    rectify.check([register(town / "新.xlsx", "3", "2", "1", "1")], path, NOBODY, today=TUESDAY, who="李四")
    assert previous_of(path).read_bytes() == before
    assert path.read_bytes() != before
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_is_not_in_the_register_cannot_be_checked(town: Path) -> None:
    """The file of another village says nothing of these households; a household that is gone from its own village is told."""
    path = town / LEDGER
    told = rectify.check([register(town / "少一户.xlsx", "4", "2", "1")], path, NOBODY, today=TUESDAY, who="李四")
    gone = next(
        problem for problem in told.ledger.problems if problem["household_id"] == "6100000004" and problem["rule"] == "REC310"
    )
    assert gone.state is State.OPEN
    assert str(gone["result"]).startswith("须现场核实：信息表中已无此户（人）：编号或姓名改过的，请在台账中改写户编号")
    heads, *rows = households("3", "1")
    other = [
        heads,
        *(tuple("别村" if heading == "行政村" else value for heading, value in zip(heads, row, strict=True)) for row in rows),
    ]
    moved = [tuple(str(value).replace("610000000", "620000000") if value else value for value in row) for row in other[1:]]
    elsewhere = xlsx(town / "别村.xlsx", {"户信息": (heads, *moved), "人口信息": persons(2)[:1]})
    before = {problem.key: problem.state for problem in told.ledger.problems}
    told = rectify.check([elsewhere], path, NOBODY, today=TUESDAY, who="李四")
    assert told.seen[Seen.UNKNOWN] > 0
    assert {problem.key: problem.state for problem in told.ledger.problems} == before


@pytest.mark.parametrize(("left", "another"), [(9, True), (10, False)])
def test_a_register_without_most_of_the_households_puts_nothing_right(tmp_path: Path, left: int, another: bool) -> None:
    """Twenty households are wrong; of a file that has nine of them nobody can say that eleven were taken out."""
    whole, path = register(tmp_path / "信息表.xlsx", *["9"] * 20), tmp_path / LEDGER
    rectify.plan([whole], path, NOBODY, today=MONDAY, who="张三", checks=["validate"])
    part = register(tmp_path / "部分.xlsx", "3", *["9"] * (left - 1))
    told = rectify.check([part], path, NOBODY, today=TUESDAY, who="李四")
    by_home = {problem["household_id"]: problem for problem in told.ledger.problems if problem["rule"] == "REC310"}
    assert len(by_home) == 20
    last = by_home[home(20)]
    assert (last.seen, last.state) == (Seen.UNKNOWN if another else Seen.ON_SITE, State.OPEN)
    assert (by_home[home(1)].seen, by_home[home(2)].seen) == (Seen.GONE, Seen.FOUND), "who is there is checked"
    notes = [(zh, en) for zh, en in told.notes if "拿错了文件" in zh and "right file" in en]
    assert len(notes) == int(another)
    assert not another or "20 户，这份信息表里只有 9 户" in notes[0][0]
    assert rectify.check([whole], path, NOBODY, today=TUESDAY, who="李四").seen[Seen.UNKNOWN] == 0


def test_a_ledger_of_the_clerks_own_is_taken_as_it_is(tmp_path: Path) -> None:
    """Other headings, no sheet of history, no column of puxi's: they are put beside."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "问题台账"
    sheet.append(["某镇整改台账"])
    sheet.append(["序号", "来源", "存在问题", "涉及对象", "责任人", "完成时限", "进度%"])
    sheet.append([7, "省", "6100000001 人数不符 REC310", "丙村", "王五", "2019-02-01", 0.5])
    path = tmp_path / LEDGER
    book.save(path)
    planned = rectify.plan(
        [register(tmp_path / "信息表.xlsx", "4", "2")], path, NOBODY, today=MONDAY, who="张三", checks=["validate"]
    )
    book = openpyxl.load_workbook(path)
    sheet = book["问题台账"]
    assert [cell.value for cell in sheet[2]][:8] == [
        "序号",
        "来源",
        "存在问题",
        "涉及对象",
        "责任人",
        "完成时限",
        "进度%",
        "问题编号",
    ]
    assert [cell.value for cell in sheet[3]][:7] == [7, "省", "6100000001 人数不符 REC310", "丙村", "王五", "2019-02-01", 0.5]
    assert "整改历史" in book.sheetnames
    assert sheet.max_row == 2 + len(planned.ledger.problems)
    assert [problem["number"] for problem in planned.ledger.problems][:2] == [7, 8]
    told = rectify.check([tmp_path / "信息表.xlsx"], path, NOBODY, today=TUESDAY, who="张三")
    assert told.seen[Seen.FOUND] >= 2
    assert not rectify.check([tmp_path / "信息表.xlsx"], path, NOBODY, today=TUESDAY, who="张三").written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ledger that is a folder of CSV."""
    file = register(tmp_path / "信息表.xlsx", "4", "2", "1", "9")
    rectify.plan([file], tmp_path / "台账", NOBODY, today=MONDAY, who="张三", checks=["validate"])
    return tmp_path


def test_a_folder_of_csv_is_a_ledger_too(folder: Path) -> None:
    path = folder / "台账"
    problems = path / "问题.csv"
    with problems.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    rows[0].insert(2, "我的列")
    for number_, row in enumerate(rows[1:]):
        row.insert(2, f"记{number_}")
    problems.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in rows) + "\n", encoding="gb18030")
    rectify.check([register(folder / "新.xlsx", "3", "2", "1", "1")], path, NOBODY, today=TUESDAY, who="李四")
    with problems.open(encoding="gb18030", newline="") as file:
        after = list(csv.reader(file))
    assert [row[2] for row in after] == [row[2] for row in rows]
    assert {problem["household_id"]: problem.state for problem in sizes(path)} == {
        "6100000001": State.WAITING, "6100000002": State.OPEN, "6100000004": State.WAITING,
    }  # fmt: skip
    assert not rectify.check([folder / "新.xlsx"], path, NOBODY, today=TUESDAY, who="李四").written
    assert len(read_ledger(path).ledger.history) == len(after) - 1 + 2


def test_feedback_is_mapped_where_it_can_be_and_kept_as_text_where_it_cannot(town: Path) -> None:
    path = town / LEDGER
    sheet = xlsx(town / "省反馈.xlsx", {"反馈": (
        ("序号", "反馈问题", "涉及村/户", "整改时限"),
        ("1", "6100000003 档案中没有照片", "丙村", "2019-03-01"),
        ("2", "户主王一家人数不符（REC310）", "丙村 6100000001", None),
        ("3", "村级公示栏破损", "丁村", None),
    )})  # fmt: skip
    told = rectify.plan(
        [town / "信息表.xlsx"], path, NOBODY, today=TUESDAY, who="张三", feedback=[sheet], source="省", checks=["validate"]
    )
    assert dict(told.added) == {"省": 3}
    photo, size, board = told.ledger.problems[-3:]
    assert told.text_only == (photo.key, board.key)
    assert (photo["household_id"], photo["rule"], photo["deadline"]) == ("6100000003", None, "2019-03-01")
    assert (size["household_id"], size["rule"], size["severity"]) == ("6100000001", "REC310", "错误")
    assert (board["village"], board["household_id"], board["duty"]) == ("丁村", None, "镇")
    again = rectify.plan(
        [town / "信息表.xlsx"], path, NOBODY, today=TUESDAY, who="张三", feedback=[sheet], source="省", checks=["validate"]
    )
    assert (dict(again.added), again.written) == ({}, False)
    seen = {
        problem.key: problem.seen
        for problem in rectify.check([town / "信息表.xlsx"], path, NOBODY, today=TUESDAY, who="张三").ledger.problems
    }
    assert (seen[photo.key], seen[size.key], seen[board.key]) == (Seen.ON_SITE, Seen.FOUND, Seen.ON_SITE)
    with pytest.raises(UsageError, match="--source"):
        rectify.plan([town / "信息表.xlsx"], path, NOBODY, today=TUESDAY, who="张三", feedback=[sheet], checks=["validate"])


def test_reports_in_the_same_words_of_several_households_are_all_kept(town: Path) -> None:
    sheet = xlsx(town / "省反馈.xlsx", {"反馈": (
        ("反馈问题", "行政村", "户编号", "规则"), ("人数不符", "丙村", "6100000001", "REC310"), ("人数不符", "丙村", "6100000002", "REC310"),
        ("人数不符", "丙村", "6100000002", "REC311"), ("人数不符", "丁村", None, None),
    )})  # fmt: skip
    asked: dict[str, Any] = {"today": TUESDAY, "who": "张三", "feedback": [sheet], "source": "省", "checks": ["validate"]}
    assert dict(rectify.plan([town / "信息表.xlsx"], town / LEDGER, NOBODY, **asked).added) == {"省": 4}
    again = rectify.plan([town / "信息表.xlsx"], town / LEDGER, NOBODY, **asked)
    assert (dict(again.added), again.written) == ({}, False)


def test_a_report_that_names_no_household_stands_until_nobody_is_found(tmp_path: Path) -> None:
    path = tmp_path / LEDGER
    first, second, mended = (
        register(tmp_path / f"{name}.xlsx", *sizes_) for name, sizes_ in (("一", "422"), ("二", "312"), ("三", "311"))
    )
    sheet = xlsx(tmp_path / "省反馈.xlsx", {"反馈": (
        ("反馈问题", "行政村", "户编号", "规则"),
        ("丙村有户人数不符", "丙村", None, "REC310"),
        ("有户人数不符", None, None, "rec310 "),
        ("户主赵六家人数不符", "丙村", "6999999999", "REC310"),
    )})  # fmt: skip
    rectify.plan([first], path, NOBODY, today=MONDAY, who="张三", feedback=[sheet], source="省", checks=["validate"])

    def seen(file: Path) -> list[Seen | None]:
        told = rectify.check([file], path, NOBODY, today=TUESDAY, who="张三")
        return [problem.seen for problem in told.ledger.problems if problem["source"] == "省"]

    assert seen(first)[:2] == [Seen.FOUND, Seen.FOUND]
    assert seen(second)[:2] == [Seen.FOUND, Seen.FOUND], "one household of that village is still wrong"
    assert seen(mended) == [Seen.GONE, Seen.GONE, Seen.UNKNOWN]
    last = [problem for problem in read_ledger(path).ledger.problems if problem["source"] == "省"][-1]
    assert "信息表里没有这一户" in str(last["result"]), "it never was in the register, so it was not taken out of it"


def test_a_report_that_names_somebody_who_is_not_found_is_never_about_the_village(tmp_path: Path) -> None:
    path, mended = tmp_path / LEDGER, register(tmp_path / "信息表.xlsx", "3", "1")
    sheet = xlsx(tmp_path / "省反馈.xlsx", {"反馈": (
        ("反馈问题", "涉及村/户", "规则"),
        ("人数不符", "丙村 6100000098", "REC310"), ("人数不符", "丙村王五", "REC310"), ("人数不符", "罗山", "REC310"),
        ("人数不符", "丙村", "REC310"),
    )})  # fmt: skip

    def planned() -> list[str]:
        told = rectify.plan([mended], path, NOBODY, today=MONDAY, who="张三", feedback=[sheet], source="省", checks=["validate"])
        return [zh for zh, en in told.notes if "省反馈" in zh and "省反馈" in en]

    [note] = planned()
    assert "第2、3、4行共 3 个问题没有找到这一户" in note
    assert "户编号" in note
    told = rectify.check([mended], path, NOBODY, today=TUESDAY, who="张三")
    seen = [(problem.seen, problem.state) for problem in told.ledger.problems if problem["source"] == "省"]
    assert seen == [(Seen.UNKNOWN, State.OPEN)] * 3 + [(Seen.GONE, State.WAITING)]
    assert next(problem["household_id"] for problem in told.ledger.problems if problem["source"] == "省") == "6100000098"
    assert "没有找到这一户" in str(read_ledger(path).ledger.problems[1]["result"])

    # Somebody writes into the ledger whom the province meant.
    at, book = columns(path), openpyxl.load_workbook(path)
    for row, number_ in ((2, "6100000001"), (3, "6100000002")):
        book["整改台账"].cell(row, at["户编号"] + 1, number_)
    book.save(path)
    assert "第4行共 1 个" in planned()[0]
    told = rectify.check([mended], path, NOBODY, today=TUESDAY, who="张三")
    assert [problem.seen for problem in told.ledger.problems][:3] == [Seen.GONE, Seen.GONE, Seen.UNKNOWN]


def test_the_head_in_a_column_of_its_own_is_the_household(tmp_path: Path) -> None:
    path, file = tmp_path / LEDGER, register(tmp_path / "信息表.xlsx", "3", "2")
    village, head = (dict(zip(HOUSEHOLDS[0], HOUSEHOLDS[2], strict=True))[name] for name in ("行政村", "户主姓名"))
    sheet = xlsx(tmp_path / "省反馈.xlsx", {"反馈": (("反馈问题", "行政村", "户主姓名"), ("人数不符 REC310", village, head))})
    told = rectify.plan([file], path, NOBODY, today=MONDAY, who="张三", feedback=[sheet], source="省", checks=["validate"])
    [problem] = [problem for problem in told.ledger.problems if problem["source"] == "省"]
    assert (problem["household_id"], problem["head_name"]) == ("6100000002", head)
    shown = plan_document(told, "zh", False)["problems"][0]
    assert shown["head_name"] == str(head)[0] + "*" * (len(str(head)) - 1)


@pytest.mark.parametrize(
    ("heads", "title"),
    [
        (("反馈问题",), False), (("反馈问题",), True), (("编码", "存在问题", "督查组"), True), (("反馈问题", "行政村", "户主姓名"), False),
        (("户编号", "户主姓名", "行政村", "乡镇", "人数", "联系电话", "贫困户属性", "反馈问题"), False),
    ],
)  # fmt: skip
def test_a_sheet_of_reports_needs_nothing_but_what_is_wrong(tmp_path: Path, heads: tuple[str, ...], title: bool) -> None:
    titles = [("存在问题", *[None] * (len(heads) - 1))] * title
    row = tuple("公示栏破损" if heading in ("反馈问题", "存在问题") else None for heading in heads)
    sheet = xlsx(tmp_path / "省反馈.xlsx", {"表": (*titles, heads, row)})
    problems = read_ledger(sheet).ledger.problems
    assert [problem["text"] for problem in problems] == ["公示栏破损"]


def test_a_day_of_a_report_that_cannot_be_read_is_told(town: Path) -> None:
    sheet = xlsx(town / "省反馈.xlsx", {"反馈": (("反馈问题", "整改时限"), ("公示栏破损", "月底前"), ("门牌未挂", "2019-03-01"))})
    told = rectify.plan(
        [town / "信息表.xlsx"],
        town / LEDGER,
        NOBODY,
        today=TUESDAY,
        who="张三",
        feedback=[sheet],
        source="省",
        checks=["validate"],
    )
    assert [note for note in told.notes if "省反馈" in note[0]] == [
        (f"{sheet} 第2行的 整改时限 读不懂，没有取用。", f"{sheet} row 2: 整改时限 cannot be understood and was not taken over.")
    ]


def test_a_report_that_says_how_grave_it_is_has_the_days_of_that(town: Path) -> None:
    sheet = xlsx(town / "自查.xlsx", {"反馈": (
        ("反馈问题", "级别"), ("公示栏破损", None), ("门牌未挂", "警告"), ("牌子歪了", "不急"),
    )})  # fmt: skip
    told = rectify.plan(
        [town / "信息表.xlsx"],
        town / LEDGER,
        NOBODY,
        today=MONDAY,
        who="张三",
        feedback=[sheet],
        source="自查",
        checks=["validate"],
    )
    # Ten and twenty working days from 7 January 2019; 2 February was a Saturday that made up for the Spring Festival.
    assert [str(problem.deadline) for problem in told.ledger.problems[-3:]] == ["2019-01-21", "2019-02-02", "2019-01-21"]


@pytest.mark.parametrize(("word", "seen"), [("rec310", Seen.FOUND), ("Size-Is-Counted", Seen.FOUND), ("没有这条", Seen.UNKNOWN)])
def test_a_rule_written_by_hand_is_known_by_number_or_name(town: Path, word: str, seen: Seen) -> None:
    path = town / LEDGER
    book = openpyxl.load_workbook(path)
    sheet, at = book["整改台账"], columns(path)
    row = sheet.max_row + 1
    for heading, value in {"反馈问题": "人数又错了", "规则": word, "户编号": "6100000001"}.items():
        sheet.cell(row, at[heading] + 1, value)
    book.save(path)
    rectify.check([town / "信息表.xlsx"], path, NOBODY, today=TUESDAY, who="李四")
    added = read_ledger(path).ledger.problems[-1]
    assert added.seen is seen
    assert ("没有这条规则" in str(added["result"])) is (seen is Seen.UNKNOWN)


def test_copies_of_two_people_are_merged_and_what_differs_is_listed(town: Path) -> None:
    path, other = town / LEDGER, town / "李四的.xlsx"
    shutil.copy(path, other)
    at = columns(path)
    for file, values in ((path, {"产生原因": "录错", "进展情况": "已入户"}), (other, {"产生原因": "漏报", "佐证材料": "照片"})):
        book = openpyxl.load_workbook(file)
        for heading, value in values.items():
            book["整改台账"].cell(2, at[heading] + 1, value)
        book.save(file)
    told = rectify.merge(path, other, TUESDAY)
    assert [(one.field, one.mine, one.theirs) for one in told.conflicts] == [("cause", "录错", "漏报")]
    line = cells(path)[1]
    assert (line[at["产生原因"]], line[at["进展情况"]], line[at["佐证材料"]]) == ("录错", "已入户", "照片")
    assert cells(other)[1][at["产生原因"]] == "漏报"
    assert not rectify.merge(path, other, TUESDAY).written
    with pytest.raises(UsageError):
        rectify.merge(path, path, TUESDAY)


def test_what_cannot_be_read_in_two_copies_is_listed_as_it_is_written(town: Path) -> None:
    path, other = town / LEDGER, town / "李四的.xlsx"
    shutil.copy(path, other)
    fill(path, 2, {"整改时限": "月底前", "群众满意": "基本满意"})
    fill(other, 2, {"整改时限": "2019-03-01", "群众满意": "满意", "完成时间": "月初"})
    told = rectify.merge(path, other, TUESDAY)
    assert {(one.field, one.mine, one.theirs) for one in told.conflicts} == {
        ("deadline", "月底前", "2019-03-01"), ("satisfied", "基本满意", "是"),
    }  # fmt: skip
    assert cells(path)[1][columns(path)["完成时间"]] == "月初"
    assert not rectify.merge(path, other, TUESDAY).written


# Files that cannot be written


def refused(ledger: Path, file: Path) -> NotWritten:
    before = ledger.read_bytes()
    with pytest.raises(NotWritten) as caught:
        rectify.check([file], ledger, NOBODY, today=TUESDAY, who="李四")
    assert caught.value.exit_code is ExitCode.NOT_WRITTEN
    assert ledger.read_bytes() == before
    return caught.value


@pytest.mark.parametrize("name", [f".~lock.{LEDGER}#", f"~${LEDGER}"])
def test_a_ledger_that_is_open_in_a_spreadsheet_program_is_left_alone(town: Path, name: str) -> None:
    (town / name).write_text("")
    assert name in refused(town / LEDGER, register(town / "新.xlsx", "3", "1")).en


def test_two_at_once(town: Path) -> None:
    with FileLock(town / f".{LEDGER}.lock"):
        assert "Another puxi" in refused(town / LEDGER, register(town / "新.xlsx", "3", "1")).en


def test_a_read_only_ledger(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (town / LEDGER).chmod(0o400)
    if os.geteuid() == 0:  # root may write everywhere
        monkeypatch.setattr(os, "access", lambda path, mode: Path(path).stat().st_mode & 0o222 != 0)
    assert "permission" in refused(town / LEDGER, register(town / "新.xlsx", "3", "1")).en


def test_a_ledger_that_changed_while_the_register_was_read(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = town / LEDGER
    look = rectify.checking.check

    def meanwhile(*arguments: Any) -> Any:
        with path.open("ab") as file:
            file.write(b" ")
        return look(*arguments)

    monkeypatch.setattr(rectify.checking, "check", meanwhile)
    with pytest.raises(NotWritten, match="changed after it was read"):
        rectify.check([register(town / "新.xlsx", "3", "1")], path, NOBODY, today=TUESDAY, who="李四")
    assert not previous_of(path).exists()


class _BrokenOff(io.RawIOBase):
    """A file in whose middle somebody presses Ctrl-C."""

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return 0

    def write(self, data: object) -> int:
        raise KeyboardInterrupt


def test_a_new_ledger_broken_off_says_nothing_of_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", said.append)
    stream = _BrokenOff()
    with pytest.raises(KeyboardInterrupt):
        write_new_ledger(stream, [], [], [])  # type: ignore[arg-type]
    stream.close()
    gc.collect()
    assert not said


CHECK = """
import signal, sys
from datetime import date
from pathlib import Path
folder, at = Path(sys.argv[1]), int(sys.argv[2])
from puxi_cli.systems.rectification import job as rectify
from puxi_cli.jobs.settings_parts import Settings
import os
seen = 0
def watch(event, arguments):
    # Every file that is opened, linked, renamed or removed in the ledger's folder is a moment at which the machine may stop.
    global seen
    if event in ("open", "os.link", "os.rename", "os.remove", "os.chmod") and str(folder) in str(arguments[0]):
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)
if at < 0:
    import resource
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))
sys.addaudithook(watch)
from puxi_cli.errors import PuxiError
try:
    rectify.check([folder / "新.xlsx"], folder / "整改台账.xlsx", Settings(folder), today=date(2019, 1, 8), who="x")
except PuxiError as error:
    print(error)
    sys.exit(error.exit_code)
"""


def killed(folder: Path, at: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", CHECK, str(folder), str(at)], capture_output=True, text=True, check=False)


def test_killed_at_any_moment_the_ledger_is_the_old_one_or_the_new_one(
    town: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    register(town / "新.xlsx", "3", "2", "1", "1")
    old = (town / LEDGER).read_bytes()
    whole = tmp_path_factory.mktemp("whole")
    shutil.copytree(town, whole, dirs_exist_ok=True)
    assert killed(whole, 0).returncode == 0
    new = (whole / LEDGER).read_bytes()
    assert new != old
    outcomes = []
    for at in range(1, 60):
        folder = tmp_path_factory.mktemp("killed")
        shutil.copytree(town, folder, dirs_exist_ok=True)
        ended = killed(folder, at).returncode
        now = (folder / LEDGER).read_bytes()
        assert now in (old, new), f"killed at moment {at}"
        outcomes.append((ended, now == new))
        # Whatever was left lying about, the next run does its work.
        if ended == 0:
            break
    else:
        pytest.fail("it was never left to end")
    killings = outcomes[:-1]
    assert len(killings) > 8
    assert {code for code, _ in killings} == {-signal.SIGKILL}
    assert (False in {new for _, new in killings}, outcomes[-1]) == (True, (0, True))
    folder = tmp_path_factory.mktemp("after")
    shutil.copytree(town, folder, dirs_exist_ok=True)
    killed(folder, len(killings) - 1)
    assert killed(folder, 0).returncode == 0
    assert (folder / LEDGER).read_bytes() == new


def test_a_full_disk_leaves_the_ledger_as_it_was(town: Path) -> None:
    register(town / "新.xlsx", "3", "2", "1", "1")
    old = (town / LEDGER).read_bytes()
    assert len(old) > 4000 > 0 == resource.RLIMIT_CPU
    done = killed(town, -1)
    assert done.returncode == ExitCode.NOT_WRITTEN, done.stdout + done.stderr
    assert (town / LEDGER).read_bytes() == old
    assert not [name for name in os.listdir(town) if name.endswith(".part")]


# Wrong files


def test_a_missing_ledger_and_one_without_problems(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="puxi rectify plan"):
        read_ledger(tmp_path / LEDGER)
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["甲", "乙"])
    book.save(tmp_path / LEDGER)
    with pytest.raises(UnreadableFile, match="反馈问题"):
        read_ledger(tmp_path / LEDGER)
    (tmp_path / LEDGER).write_bytes(b"no workbook")
    with pytest.raises(UnreadableFile):
        read_ledger(tmp_path / LEDGER)


def test_an_empty_ledger_is_no_export_and_the_one_before_is_named(town: Path) -> None:
    path = town / LEDGER
    rectify.check([register(town / "新.xlsx", "3", "1", "1", "1")], path, NOBODY, today=TUESDAY, who="李四")
    path.write_bytes(b"")
    with pytest.raises(UnreadableFile, match=re.escape("copy 整改台账.上一版.xlsx to 整改台账.xlsx")) as caught:
        read_ledger(path)
    assert "系统" not in caught.value.zh
    previous_of(path).unlink()
    with pytest.raises(UnreadableFile, match="puxi rectify plan"):
        read_ledger(path)
    with pytest.raises(UnreadableFile, match="Export it again from the system"):
        read_other(path)


def test_a_new_ledger_can_be_printed_and_its_long_cells_are_folded(town: Path) -> None:
    book = openpyxl.load_workbook(town / LEDGER)
    sheet = book["整改台账"]
    assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (8, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (3, 0)
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$B")
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)
    assert int(book["整改历史"].page_setup.paperSize) == 9


def test_which_ledger_is_meant(tmp_path: Path) -> None:
    silent, named = Settings(tmp_path), Settings(tmp_path, read={"rectify": RectifySettings(tmp_path / "乙.xlsx")})
    assert ledger_meant(None, silent, tmp_path) == tmp_path / LEDGER
    assert ledger_meant(None, named, tmp_path) == tmp_path / "乙.xlsx"
    assert ledger_meant(tmp_path / "甲", named, tmp_path) == tmp_path / "甲"
    with pytest.raises(UsageError, match="xlsx"):
        ledger_meant(tmp_path / "台账.xls", silent, tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "[rectify]\ndays = { error = 0 }", "[rectify]\ndays = { grave = 3 }", '[rectify]\nconditions = ["一"]', '[rectify]\nchecks = ["all"]',
        "[rectify]\nledger = 3", "[rectify]\nother = 1", '[[duties]]\nvillage = "甲村"', '[[duties]]\nperson = "王"\nage = 3',
        '[duties]\nperson = "王"',
    ],
)  # fmt: skip
def test_settings_that_are_wrong_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "puxi.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"puxi\.toml"):
        settings_from(tmp_path)


def test_who_writes_duties_once_is_told_the_form(tmp_path: Path) -> None:
    (tmp_path / "puxi.toml").write_text('[duties]\nperson = "王"', encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        settings_from(tmp_path)
    assert "[[duties]]" in caught.value.zh
    assert "[[duties]]" in caught.value.en


# As people call it


@pytest.fixture
def there(town: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(town)
    return town


def puxi(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["rectify", *arguments])


def test_a_ledger_in_this_folder_is_called_by_its_name(there: Path) -> None:
    for settings in ("", f'[rectify]\nledger = "{LEDGER}"\n'):
        (there / "puxi.toml").write_text(settings, encoding="utf-8")
        assert puxi("status", "--lang", "zh").stdout.splitlines()[0] == f"台账 {LEDGER}"


def test_a_missing_sheet_of_reports_or_copy_is_not_taken_for_the_ledger(there: Path) -> None:
    for arguments in (["plan", "信息表.xlsx", "--feedback", "没有.xlsx", "--source", "省"], ["merge", "没有.xlsx"]):
        said = puxi(*arguments, "--lang", "zh")
        assert said.exit_code == ExitCode.UNREADABLE
        assert said.stderr == "没有.xlsx：找不到这个文件。请检查文件名和所在文件夹。\n"


def test_numbers_without_a_source_are_told_once_for_all_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_register(make_town(60, 1).registered(), tmp_path / "信息表.xlsx")
    said = puxi("plan", "信息表.xlsx", "--year", "2018", "--lang", "zh").stdout
    assert said.count("未经核实的默认值") == said.count("未规定，采用全国标准") == 1
    told = next(line for line in said.splitlines() if line.startswith("未经核实的默认值"))
    assert {"exit_steps", "identification_steps", "register_last_year"} <= set(re.findall(r"（([a-z_]+)）", told))


def test_the_same_grade_for_the_third_year_is_a_problem_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_sample(tmp_path, households=2000, each_error=1)
    beside = [f"--earlier=pupils_{year}1231.xlsx" for year in (2016, 2017)]
    asked = ("registry.xlsx", *beside, "--year", "2018")
    said = puxi("plan", *asked, "--checks", "validate", "--format", "json")
    assert said.exit_code == 0, said.stderr
    assert [one["rule"] for one in json.loads(said.stdout)["problems"]].count("DQ1009") == 1
    assert json.loads(puxi("check", *asked, "--format", "json").stdout)["seen"]["unknown"] == 0
    without = json.loads(puxi("check", "registry.xlsx", "--year", "2018", "--format", "json").stdout)
    assert without["seen"]["unknown"] == 1, "nobody can tell without the registers of the years before"


def test_status_says_what_is_overdue_and_tells_cron(there: Path) -> None:
    before, after = (puxi("status", "--today", day, "--lang", "en") for day in ("2019-01-21", "2019-01-22"))
    assert (before.exit_code, after.exit_code) == (0, 1)
    assert "Closure rate 0.0% (0 closed of" in after.stdout
    assert "Overdue: " in after.stdout
    document = json.loads(puxi("status", "--today", "2019-01-22", "--format", "json").stdout)
    assert document["counts"]["overdue"] == document["ages"]["overdue"] > 0
    assert document["closure_rate"]["denominator"] == document["counts"]["total"]
    assert {entry["key"] for entry in document["overdue"]} == {
        problem.key for problem in read_ledger(there / LEDGER).ledger.problems
    }


def test_counts_read_well_for_one_as_for_many(there: Path) -> None:
    mended = str(register(there / "新.xlsx", "3", "2", "1", "9"))
    checked = puxi("check", mended, "--today", "2019-01-08", "--lang", "en").stdout
    assert "Changes of state: 1\n" in checked
    assert "days since they were found: 1 at most, 1 in the middle" in checked
    assert "Problems added: 0; in the ledger already: " in puxi("plan", mended, "--lang", "en", "--checks", "validate").stdout


def test_check_and_close_tell_by_their_exit_code(there: Path) -> None:
    mended = str(register(there / "新.xlsx", "3", "1", "1", "1"))
    assert puxi("check", mended, "--today", "2019-01-08", "--by", "李四").exit_code == 0
    closed = puxi("close", "--today", "2019-01-09", "--lang", "zh")
    assert closed.exit_code == 1
    assert (
        "问题查清（问题查清 填“是”）；原因查明（产生原因）；责任落实（责任人）；佐证归档（佐证材料）；群众满意（群众满意 填“是”）"
        in closed.stdout
    )
    assert "未经核实的默认值" in closed.stdout, "nobody found the wording of the six conditions"
    unknown = puxi("close", "AAAA-AAAA")
    assert unknown.exit_code == 2
    assert "AAAA-AAAA" in unknown.stderr


def test_names_of_conditions_are_the_users(there: Path) -> None:
    (there / "puxi.toml").write_text('[rectify]\nconditions = ["甲", "乙", "丙", "丁", "戊", "己"]\n', encoding="utf-8")
    puxi("check", str(register(there / "新.xlsx", "3", "1", "1", "1")), "--today", "2019-01-08")
    closed = puxi("close", "--lang", "zh")
    assert "甲（问题查清 填“是”）；乙（产生原因）" in closed.stdout
    assert "未经核实" not in closed.stdout


def test_a_sheet_of_the_register_says_who_answers(tmp_path: Path) -> None:
    file = xlsx(tmp_path / "信息表.xlsx", {
        "户信息": households("4", "2"), "人口信息": persons(2),
        "责任人": (("职责", "行政村", "责任人", "责任单位", "联系电话"), ("村", "丙村", "王五", "丙村村委会", "13900000001"),
                 (None, None, "赵六", None, None)),
    })  # fmt: skip
    told = rectify.plan([file], tmp_path / LEDGER, NOBODY, today=MONDAY, who="张三", checks=["validate"])
    persons_named = {(problem["duty"], problem["village"]): problem["person"] for problem in told.ledger.problems}
    assert persons_named["村", "丙村"] == "王五"
    assert "赵六" in persons_named.values()


def test_where_nobody_is_named_the_lists_say_so(there: Path) -> None:
    listed = puxi("plan", "信息表.xlsx", "--today", "2019-01-07", "--lang", "zh", "--output", "三单.xlsx", "--checks", "validate")
    assert listed.exit_code == 0, listed.stderr
    assert "（未明确）" in listed.stdout
    book = openpyxl.load_workbook(there / "三单.xlsx")
    assert book.sheetnames == ["问题清单", "任务清单", "责任清单"]
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_title_rows == "$3:$3"
        text = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell]
        assert any("审核人" in str(cell) for cell in text)
    assert "（未明确）" in [cell.value for cell in book["责任清单"]["K"]]
    refused_ = puxi("plan", "信息表.xlsx", "--output", "三单.pdf")
    assert refused_.exit_code == 2


def test_telephones_and_numbers_are_masked_in_what_is_printed(there: Path) -> None:
    (there / "puxi.toml").write_text('[[duties]]\nperson = "赵主任"\nphone = "13912345678"\n', encoding="utf-8")
    for arguments in (
        ["plan", "信息表.xlsx", "--format", "json"],
        ["status", "--format", "json"],
        ["plan", "信息表.xlsx", "--all"],
    ):
        out = puxi(*arguments, "--today", "2019-01-07").stdout
        assert "13912345678" not in out
        assert "赵主任" in out, "who answers is an official, and is named"
    assert "13912345678" in puxi("plan", "信息表.xlsx", "--format", "json", "--show-ids", "--today", "2019-01-07").stdout
