"""The lists to be made public: what stands in their columns."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from puxi_cli.jobs.identify import identified
from puxi_cli.jobs.opening import open_register
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.sheets.loading import Loading
from puxi_cli.systems.notices.job import notices_of
from puxi_cli.systems.notices.notices import Notice
from puxi_cli.systems.notices.workbook import write_notice_xlsx
from tests.conftest import number
from tests.sheets.registers import xlsx

pytestmark = pytest.mark.slow

HOUSEHOLDS = (
    ("户编号", "行政村", "户主姓名", "首次识别时间", "脱贫属性", "脱贫年度", "计划脱贫年度"),
    ("1", "丙村", "王1", "2014-01", "预脱贫", None, "2018"),
    ("2", "丙村", "王2", "2014-01", "预脱贫", "2018", None),
    ("3", "丙村", "王3", "2014-01", "预脱贫", None, None),
)
PERSONS = (
    ("户编号", "人编号", "姓名", "证件号码", "与户主关系"),
    *((str(n), f"P{n}", f"王{n}", number(f"690000198001010{n:02}"), "户主") for n in (1, 2, 3)),
)


def notices(file: Path) -> list[Notice]:
    opening = open_register(Loading([file]), date(2018, 6, 30), "610921", Settings(Path()))
    _, whole = identified(opening, opening.settings)
    return notices_of(opening, whole)


def test_the_list_of_who_is_to_leave_names_the_year_of_the_plan(tmp_path: Path) -> None:
    file = xlsx(tmp_path / "a.xlsx", {"户信息": HOUSEHOLDS, "人口信息": PERSONS})
    [planned] = [notice for notice in notices(file) if notice.kind == "planned"]
    # A year of exit beside 预脱贫 is the plan's; of the third nobody wrote a year.
    assert [(row.household_id, row.when) for row in planned.rows] == [("1", "2018"), ("2", "2018"), ("3", None)]


def test_the_number_of_the_head_comes_from_the_list_of_households_where_no_member_is_the_head(tmp_path: Path) -> None:
    heads = [number(f"690000197001010{n:02}") for n in (1, 2, 3)]
    households = [(*HOUSEHOLDS[0], "户主身份证号码", "人数")]
    households += [(*row, head, 2) for row, head in zip(HOUSEHOLDS[1:], heads, strict=True)]
    alone = xlsx(tmp_path / "a.xlsx", {"户信息": households})
    [listed] = [notice for notice in notices(alone) if notice.kind == "listed"]
    assert [row.head_number for row in listed.rows] == heads
    # Where the members say who the head is, it is theirs.
    both = xlsx(tmp_path / "b.xlsx", {"户信息": households, "人口信息": PERSONS})
    [listed] = [notice for notice in notices(both) if notice.kind == "listed"]
    assert [row.head_number for row in listed.rows] == [row[3] for row in PERSONS[1:]]


def test_the_number_of_the_head_is_checked(tmp_path: Path) -> None:
    wrong = number("69000019700101001")[:17] + "?"
    households = [(*HOUSEHOLDS[0], "户主身份证号码"), (*HOUSEHOLDS[1], wrong), (*HOUSEHOLDS[2], None), (*HOUSEHOLDS[3], None)]
    checked = CliRunner().invoke(main, ["validate", str(xlsx(tmp_path / "a.xlsx", {"户信息": households})), "--format", "json"])
    found = [one for one in json.loads(checked.stdout)["findings"] if one["field"] == "head_id_no"]
    assert [one["row"] for one in found] == [2]
    assert wrong not in checked.stdout


def test_a_remark_of_a_death_is_told_before_the_list_is_put_up(tmp_path: Path) -> None:
    households = [
        (*HOUSEHOLDS[0], "备注"),
        *((*row, remark) for row, remark in zip(HOUSEHOLDS[1:], (None, "户主死亡", None), strict=True)),
    ]
    persons = [
        (*PERSONS[0], "备注"),
        *((*row, remark) for row, remark in zip(PERSONS[1:], (None, "2018年3月死亡", None), strict=True)),
    ]
    file = xlsx(tmp_path / "a.xlsx", {"户信息": households, "人口信息": persons})
    for notice in notices(file):
        told = notice.beside[-1]
        assert "备注写明有人死亡或离开本户" in told.zh
        assert "人口信息 第 3 行" in told.zh
    written = tmp_path / "b.xlsx"
    with written.open("wb") as stream:
        write_notice_xlsx(notices(file)[0], stream, "zh")
    book = openpyxl.load_workbook(written)
    said = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert any("人口信息 第 3 行" in str(cell) for cell in said)
    assert not any("没有发现与名单不符的" in str(cell) for cell in said)


FLAT = ("户编号", "行政村", "姓名", "证件号码", "与户主关系", "首次识别时间", "脱贫属性", "减少时间")


def member(nth: int, house: str, relation: str, name: str | None = None, left: str | None = None) -> tuple[str | None, ...]:
    return (house, "丙村", name or f"王{nth}", number(f"690000198001010{nth:02}"), relation, "201401", "未脱贫", left)


def put_up(path: Path, folder: Path) -> tuple[list[list[object]], list[list[object]], str]:
    """Of an export of the list: its rows, what its check sheet says, and the text of all of its files."""
    done = CliRunner().invoke(
        main, ["export", str(path), "--year", "2018", "--product", "notices", "--output", str(folder), "--lang", "zh"]
    )
    assert done.exit_code in (0, 1), done.output
    [file] = (folder / "latest").rglob("在册贫困户公示表.xlsx")
    check, *villages = openpyxl.load_workbook(file).worksheets
    rows = [list(row) for sheet in villages for row in sheet.iter_rows(min_row=4, values_only=True) if isinstance(row[4], int)]
    doubts = [list(row) for row in check.iter_rows(min_row=6, values_only=True)]
    names = [one.name for one in folder.rglob("*")] + [sheet.title for sheet in villages]
    return rows, doubts, f"{names}{[list(sheet.values) for sheet in (check, *villages)]}"


def test_a_household_whose_head_left_is_put_up_by_a_members_name_and_looked_into(tmp_path: Path) -> None:
    people = [FLAT, member(1, "1", "户主", left="201803"), member(2, "1", "配偶"), member(3, "2", "户主")]
    rows, doubts, _ = put_up(xlsx(tmp_path / "a.xlsx", {"名单": people}), tmp_path / "out")
    assert [(row[2], row[4]) for row in rows] == [("王2", 1), ("王3", 1)]
    assert {(row[0], row[2]) for row in doubts} == {("1", ""), ("1", "REC303")}
    assert any("没有户主或户主不止一名" in str(row[3]) for row in doubts)


def test_two_heads_under_one_number_are_looked_into(tmp_path: Path) -> None:
    people = [FLAT, member(1, "1", "户主"), member(2, "1", "户主"), member(3, "2", "户主")]
    path = xlsx(tmp_path / "a.xlsx", {"名单": people})
    rows, doubts, _ = put_up(path, tmp_path / "out")
    assert [(row[2], row[4]) for row in rows] == [("王1", 2), ("王3", 1)]
    assert {(row[0], row[2]) for row in doubts} == {("1", ""), ("1", "REC304")}


def test_heads_of_one_number_that_differ_are_told_beside_the_figures(tmp_path: Path) -> None:
    heads = [(*FLAT, "户主姓名")]
    heads += [
        (*member(n, house, "户主"), head)
        for n, house, head in ((1, "1", "王一"), (2, "1", "李二"), (3, "2", "张三"), (4, "2", "张 三"))
    ]
    path = xlsx(tmp_path / "a.xlsx", {"名单": heads})
    told = CliRunner().invoke(main, ["stats", str(path), "--year", "2018", "--lang", "zh"]).stdout
    assert "1 个户编号下写了不同的户主，按一户计，请核实是不是两户：1。" in told


def test_a_number_in_place_of_a_name_is_put_up_nowhere(tmp_path: Path) -> None:
    whole, phone = number("69000019700101001"), "13900000002"
    people = [(*FLAT, "村民小组"), (*member(1, "1", "户主", name=whole), None), (*member(2, "2", "户主"), phone)]
    people += [(*member(3, "3", "户主", name=f"王三{phone}")[:1], whole, *member(3, "3", "户主", name=f"王三{phone}")[2:], None)]
    path = xlsx(tmp_path / "a.xlsx", {"名单": people})
    rows, doubts, text = put_up(path, tmp_path / "out")
    assert [row[2] for row in rows] == [None, "王2", "王三139****0002"]
    assert any("没有户主姓名" in str(row[3]) for row in doubts if row[0] == "1")
    shown = text + CliRunner().invoke(main, ["stats", str(path), "--year", "2018", "--format", "json"]).stdout
    checked = CliRunner().invoke(main, ["validate", str(path), "--year", "2018", "--format", "json"]).stdout
    found = [one for one in json.loads(checked)["findings"] if one["rule"] == "REC119"]
    assert {one["cell"] for one in found} == {"C2", "I3", "B4"}
    assert whole not in shown + checked
    assert phone not in shown + checked
