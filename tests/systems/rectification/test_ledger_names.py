"""Whose problem it is: the head, the group and the village in the ledger and the three lists, and how they are masked."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from puxi_cli.records.fields import fields_of
from puxi_cli.systems.rectification.ledger_cells import cell_shown
from puxi_cli.systems.rectification.ledger_xlsx import write_new_ledger
from puxi_cli.systems.rectification.ledgers import previous_of, read_ledger
from puxi_cli.systems.rectification.records import Problem
from tests.conftest import number

pytestmark = pytest.mark.slow

LEDGER = "整改台账.xlsx"
NAMES = ("行政村", "村民小组", "户主姓名")
# Each household says one member more than it has (REC310). The head of 0002 died; 0003's is written in 户主姓名 alone.
HOUSEHOLDS = "户编号,行政村,村民小组,户主姓名,人数\n0001,甲村,一组,王大山,2\n0002,甲村,二组,,2\n0003,乙村,,赵六斤,2\n"
PERSONS = (
    "户编号,姓名,证件号码,与户主关系,减少时间\n"
    f"0001,王大山,{number('69000019700101123')},户主,\n"
    f"0002,孙老爹,{number('69000019400101123')},户主,201601\n"
    f"0002,孙小妹,{number('69000019800101124')},户主,\n"
    f"0003,周小兰,{number('69000019850101124')},配偶,\n"
)


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a register, in which puxi is called."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "信息表").mkdir()
    (tmp_path / "信息表" / "户信息.csv").write_text(HOUSEHOLDS, "utf-8")
    (tmp_path / "信息表" / "人口信息.csv").write_text(PERSONS, "utf-8")
    return tmp_path


def puxi(command: str, *arguments: str) -> str:
    files = ["信息表", "--year", "2018"] if command in ("plan", "check") else []
    checks = ["--checks", "validate"] if command == "plan" else []
    options = ["--today", "2019-01-07", "--lang", "zh"]
    result = CliRunner().invoke(main, ["rectify", command, *files, *checks, *options, *arguments])
    assert result.exit_code in (0, 1), result.output
    return result.stdout


def rows(path: Path) -> list[dict[str, Any]]:
    heads, *found = openpyxl.load_workbook(path)["整改台账"].iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in found]


def sizes(path: Path) -> dict[str, tuple[Any, ...]]:
    """What the ledger says of the households whose size is wrong: village, group, head."""
    return {row["户编号"]: tuple(row[name] for name in NAMES) for row in rows(path) if row["规则"] == "REC310"}


NAMED = {"0001": ("甲村", "一组", "王大山"), "0002": ("甲村", "二组", "孙小妹"), "0003": ("乙村", None, "赵六斤")}


def test_the_ledger_names_village_group_and_head(town: Path) -> None:
    puxi("plan")
    assert sizes(town / LEDGER) == NAMED


def test_the_lists_name_them_masked_and_whole_where_asked(town: Path) -> None:
    for options, head in (([], "王**"), (["--show-ids"], "王大山")):
        puxi("plan", "--output", "三单.xlsx", *options)
        for sheet in openpyxl.load_workbook(town / "三单.xlsx"):
            cells = list(sheet.iter_rows(min_row=3, values_only=True))
            column = {name: cells[0].index(name) for name in ("行政村", "村民小组", "户主", "涉及户")}
            told = [tuple(row[place] for place in column.values()) for row in cells[1:]]
            assert ("甲村", "一组", head, "0001") in told, sheet.title
    screen = puxi("plan")
    assert any("甲村 一组" in line and "0001 王**" in line for line in screen.splitlines())
    assert "王大山" not in screen


def without_names(path: Path, more: Mapping[str, str] = {}) -> list[dict[str, Any]]:
    """A ledger as earlier versions made it, which has no group and no name of its own, and a column of somebody's own."""
    book = openpyxl.load_workbook(path)
    sheet = book["整改台账"]
    heads = [cell.value for cell in sheet[1]]
    sheet.delete_cols(heads.index("村民小组") + 1)
    heads.remove("村民小组")
    for row in sheet.iter_rows(min_row=2):
        row[heads.index("户主姓名")].value = None
        if row[heads.index("户编号")].value in more:
            row[heads.index("户主姓名")].value = more[row[heads.index("户编号")].value]
    sheet.cell(1, len(heads) + 1, "我的列")
    for place in range(2, sheet.max_row + 1):
        sheet.cell(place, len(heads) + 1, f"记{place}")
    book.save(path)
    return rows(path)


@pytest.mark.parametrize("command", ["check", "plan"])
def test_an_older_ledger_gets_the_column_and_loses_nothing(command: str, town: Path) -> None:
    puxi("plan")
    before = without_names(town / LEDGER, {"0003": "赵六斤（已故）"})
    puxi(command)
    after = rows(town / LEDGER)
    # What somebody had written is theirs; a blank group stays blank.
    assert sizes(town / LEDGER) == NAMED | {"0003": ("乙村", None, "赵六斤（已故）")}
    assert [*before[0], "村民小组"] == list(after[0])
    for old, new in zip(before, after, strict=True):
        assert {name: new[name] for name in old if name not in NAMES} == {name: old[name] for name in old if name not in NAMES}
    assert rows(previous_of(town / LEDGER)) == before
    content = (town / LEDGER).read_bytes()
    puxi("check")
    assert (town / LEDGER).read_bytes() == content  # nothing is left to be filled in


def test_a_folder_of_csv_gets_the_column_too(town: Path) -> None:
    puxi("plan", "--ledger", "台账")
    path = town / "台账" / "问题.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    group, head = table[0].index("村民小组"), table[0].index("户主姓名")
    for row in table:
        row[head] = row[head] if row is table[0] else ""
        del row[group]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(table)
    puxi("check", "--ledger", "台账")
    with path.open(encoding="utf-8-sig", newline="") as file:
        told = list(csv.DictReader(file))
    assert {row["户编号"]: tuple(row[name] or None for name in NAMES) for row in told if row["规则"] == "REC310"} == NAMED


def test_rows_of_ones_own_closed_ones_and_households_that_are_gone(town: Path) -> None:
    puxi("plan")
    cells = list(fields_of(Problem).items())
    values = [
        {"text": "房子漏雨", "household_id": "0001"}, {"text": "没有照片", "household_id": "0009"}, {"text": "公示栏破损", "village": "甲村"},
        {"text": "户主写错", "household_id": "0002", "village": "丙村"},
    ]  # fmt: skip
    with (town / LEDGER).open("wb") as stream:
        write_new_ledger(stream, values, [], [])
    puxi("check")
    told = [tuple(row[name] for name in NAMES) for row in rows(town / LEDGER)]
    assert len(cells) == len(rows(town / LEDGER)[0])
    assert told == [
        ("甲村", "一组", "王大山"), (None, None, None), ("甲村", None, None), ("丙村", "二组", "孙小妹"),  # the village stays as written
    ]  # fmt: skip


def test_a_closed_problem_is_named_too(town: Path) -> None:
    puxi("plan")
    without_names(town / LEDGER)
    book = openpyxl.load_workbook(town / LEDGER)
    keys = [row["问题编号"] for row in rows(town / LEDGER)]
    for key in keys:
        book["整改历史"].append(["2019-01-08", key, "整改中", "已销号", "张三", None])
    book.save(town / LEDGER)
    puxi("plan")
    assert {problem.state.name for problem in read_ledger(town / LEDGER).ledger.problems} == {"CLOSED"}
    assert sizes(town / LEDGER) == NAMED


def test_the_heads_name_is_masked_in_every_form_and_in_reported_words(town: Path) -> None:
    feedback = town / "反馈.csv"
    feedback.write_text("反馈问题,户编号,问题来源\n王大山家的房子漏雨（王大山本人反映）,0001,省\n", "utf-8")
    puxi("plan", "--feedback", str(feedback))
    for options in ([], ["--format", "json"]):
        for command in ("plan", "check", "status", "close"):
            said = puxi(command, *options, *(["--today", "2019-06-30"] if command == "status" else []))
            assert "王大山" not in said, (command, options)
        assert "王**" in puxi("plan", *options)
        assert "王大山家的房子漏雨" in puxi("plan", *options, "--show-ids").replace("\n", "")


@pytest.mark.parametrize("field", [name for name, cell in fields_of(Problem).items() if cell.personal])
def test_what_the_model_calls_personal_is_masked(field: str) -> None:
    value = {"id": number("69000019700101123"), "phone": "13912345678", "name": "王大山", "birth": "1970-01-01"}
    text = value[str(fields_of(Problem)[field].personal)]
    assert cell_shown(field, text, True) == text
    assert "*" in cell_shown(field, text, False)
    assert text not in cell_shown(field, text, False)
