"""Several tables one below the other on a sheet: each is read by its own headings, and its rows keep their places."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from puxi_cli.sheets.read import Reading
from tests.sheets.registers import LI, QIAN, WANG, ZHAO, Rows, at, column, read, rows_of, xlsx

_BASE = ("序号", "户主姓名", "姓名", "身份证号", "与户主关系", "识别时间")
_POOR = (("1", "王一", "王一", WANG, "户主", "2014", "2800", None), ("2", "王一", "李二", LI, "配偶", "2014", "2800", None))
_EXITED = (("1", "钱四", "钱四", QIAN, "户主", "2014", "2017", None), ("2", "赵三", "赵三", ZHAO, "户主", "2014", "2018", None))
# As a village office types it: those still poor above, those who have left below, with other columns.
_STACKED: Rows = (
    ("丙村贫困户花名册",),
    ("一、未脱贫户",),
    (*_BASE, "人均纯收入", "脱贫年度"),
    *_POOR,
    (),
    ("二、已脱贫户",),
    (*_BASE, "脱贫年度", "备注"),
    *_EXITED,
)


def _said(reading: Reading, words: str) -> list[str]:
    """The notes with some words, without the file's folder."""
    return [zh.rpartition("/")[2] for zh, _ in reading.notes if words in zh]


def test_rows_below_other_headings_are_read_by_these(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", {"丙村": _STACKED}))
    assert column(reading, "persons", "name") == ["王一", "李二", "钱四", "赵三"]
    assert rows_of(reading, "persons") == [4, 5, 9, 10]
    households = reading.registry.frame("households")
    assert households["head_name"].to_list() == ["王一", "钱四", "赵三"]
    assert households["exit_year"].to_list() == [None, 2017, 2018]
    assert households["income_per_head"].to_list() == [2800, None, None]
    assert _said(reading, "另有表头") == ["a.xlsx 丙村：第 8 行另有表头，其下各行按该表头读取。"]
    [sheet, below] = reading.inputs[0].sheets
    assert (sheet.header_row, sheet.rows, sheet.left_out) == (3, 2, ((7, "section"),))
    assert (below.header_row, below.rows, below.left_out) == (8, 2, ())
    # Two notes of how many households there are would contradict each other: each says of which table it speaks.
    assert [zh.split("：")[0] for zh in _said(reading, "没有“户编号”列")] == [
        "a.xlsx 丙村 第 3 行表头下",
        "a.xlsx 丙村 第 8 行表头下",
    ]


def test_a_refused_cell_is_named_by_the_headings_above_it(tmp_path: Path) -> None:
    rows = [*_STACKED[:8], ("1", "钱四", "钱四", QIAN, "户主", "2014", "去年", None)]
    [fault] = [one for one in read(xlsx(tmp_path / "a.xlsx", {"丙村": rows})).faults if one.field == "exit_year"]
    assert (fault.place.cell, fault.place.heading) == ("G9", "脱贫年度")


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (0, 2, 1, 3, 5, 4)])
def test_the_same_headings_in_another_order_are_other_headings(tmp_path: Path, order: tuple[int, ...]) -> None:
    first = ("1", "王一", "王一", WANG, "户主", "2014")
    second = ("2", "钱四", "李二", LI, "配偶", "2015")
    rows = (_BASE, first, tuple(_BASE[place] for place in order), tuple(second[place] for place in order))
    reading = read(xlsx(tmp_path / "a.xlsx", {"丙村": rows}))
    assert column(reading, "persons", "name") == ["王一", "李二"]
    assert column(reading, "persons", "relation") == ["本人或户主", "配偶"]
    # In their first order they are the headings of a new page, and nothing else.
    assert len(reading.inputs[0].sheets) == (1 if order == (0, 1, 2, 3, 4, 5) else 2)


def test_headings_repeated_on_each_page_begin_no_table(tmp_path: Path) -> None:
    head = (*_BASE, "人均纯收入", "脱贫年度")
    again = ("序 号", "户主姓名", "姓名", "身份证号", "与户主关系", "识别时间", "人均纯收入", "脱贫年度")
    reading = read(xlsx(tmp_path / "a.xlsx", {"丙村": (head, _POOR[0], head, _POOR[1], again, *_EXITED)}))
    [sheet] = reading.inputs[0].sheets
    assert sheet.left_out == ((3, "heading"), (5, "heading"))
    assert not _said(reading, "另有表头")


def test_a_short_table_above_is_not_lost_beside_fuller_headings_below(tmp_path: Path) -> None:
    # Both rows of headings stand within the first ten, and more is known of the lower one.
    head = ("户主姓名", "姓名", "身份证号", "与户主关系", "脱贫情况说明")
    fuller = ("户主姓名", "姓名", "身份证号", "与户主关系", "脱贫属性", "脱贫年度", "识别时间")
    rows = (
        ("一、未脱贫户",),
        head,
        ("王一", "王一", WANG, "户主", None),
        ("二、已脱贫户",),
        fuller,
        ("钱四", "钱四", QIAN, "户主", "已脱贫", "2017", "2014"),
    )
    reading = read(xlsx(tmp_path / "a.xlsx", {"丙村": rows}))
    assert column(reading, "persons", "name") == ["王一", "钱四"]
    assert column(reading, "households", "exit_year") == [None, 2017]


def test_headings_in_two_rows_and_merged_cells_of_a_lower_table(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [
        ("丙村贫困户花名册",),
        ("户主姓名", "姓名", "身份证号", "与户主关系", "脱贫属性"),
        ("王一", "王一", WANG, "户主", "未脱贫"),
        ("丁村贫困户花名册",),
        ("户主", None, "家庭成员", None, "脱贫情况", None),
        ("姓名", "联系电话", "姓名", "身份证号", "脱贫属性", "脱贫年度"),
        ("钱四", "13900000002", "钱四", QIAN, "已脱贫", "2017"),
        (None, None, "赵三", ZHAO, None, None),
    ]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    for cells in ("A5:B5", "C5:D5", "E5:F5", "A7:A8", "E7:E8", "F7:F8"):
        book.active.merge_cells(cells)
    book.save(tmp_path / "a.xlsx")
    reading = read(tmp_path / "a.xlsx")
    assert column(reading, "persons", "name") == ["王一", "钱四", "赵三"]
    households = reading.registry.frame("households")
    assert households["head_name"].to_list() == ["王一", "钱四"]
    assert households["exit_year"].to_list() == [None, 2017]
    assert households["village"].to_list() == ["丙村", "丁村"]
    assert reading.inputs[0].sheets[0].left_out == ((4, "section"),)


def test_households_above_and_their_members_below(tmp_path: Path) -> None:
    rows = (
        ("户编号", "户主姓名", "行政村", "人数", "脱贫属性"),
        ("6100000001", "王一", "丙村", 2, "未脱贫"),
        (),
        ("户编号", "姓名", "证件号码", "与户主关系", "性别"),
        ("6100000001", "王一", WANG, "户主", "男"),
        ("6100000001", "李二", LI, "配偶", "女"),
    )
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert [sheet.tables for sheet in reading.inputs[0].sheets] == [("households",), ("persons",)]
    assert column(reading, "households", "size") == [2]
    assert column(reading, "persons", "household_id") == ["6100000001", "6100000001"]


def test_namesakes_in_two_tables_of_a_sheet_are_two_by_their_papers(tmp_path: Path) -> None:
    other = (("1", "王一", "王一", QIAN, "户主", "2014", "2017", None),)
    numbers = column(read(xlsx(tmp_path / "a.xlsx", {"丙村": (*_STACKED[:8], *other)})), "persons", "household_id")
    assert numbers[0] == numbers[1] != numbers[2]
    same = (("1", "王一", "赵三", ZHAO, "之女", "2014", "2017", None),)
    numbers = column(read(xlsx(tmp_path / "a.xlsx", {"丙村": (*_STACKED[:8], *same)})), "persons", "household_id")
    assert len(set(numbers)) == 1


def test_a_table_below_that_is_not_understood_is_said_and_none_of_its_rows_read(tmp_path: Path) -> None:
    rows = (
        (*_BASE, "人均纯收入", "脱贫年度"),
        *_POOR,
        ("帮扶单位", "户籍地址", "开户银行", "银行账号"),
        ("农综站", "丙村", "信用社", "62280000001"),
        ("镇政府", "丙村", "信用社", "62280000002"),
        (*_BASE, "脱贫年度", "备注"),
        *_EXITED,
    )
    reading = read(xlsx(tmp_path / "a.xlsx", {"丙村": rows}))
    assert column(reading, "persons", "name") == ["王一", "李二", "钱四", "赵三"]
    [fault] = at(reading, "REC208")
    assert (fault.place.row, fault.values["rows"], fault.values["where"][0]) == (4, 2, "上方另起的表头不认识")
    [note] = _said(reading, "认不出")
    assert note == "a.xlsx 丙村：第 4 行另有表头，是认不出的表，其下 2 行未读，没有计入。"
    assert any(zh.endswith(note) for zh, _ in reading.beside)
    assert reading.inputs[0].unread == ()  # the sheet was read, but for these rows


def test_a_list_of_helpers_below_names_no_members(tmp_path: Path) -> None:
    rows = (
        (*_BASE, "人均纯收入", "脱贫年度"),
        *_POOR,
        (),
        ("序号", "姓名", "身份证号", "工作单位", "职务", "帮扶户数"),
        ("1", "李干部", ZHAO, "农综站", "站长", "2"),
    )
    reading = read(xlsx(tmp_path / "a.xlsx", {"丙村": rows}))
    assert column(reading, "persons", "name") == ["王一", "李二"]
    [fault] = at(reading, "REC211")
    assert (fault.place.row, fault.values["kind"][0], fault.values["rows"]) == (5, "帮扶干部名册", 1)
    assert _said(reading, "第 5 行另有表头，是帮扶干部名册，其下 1 行未读，没有计入。")


def test_a_unit_of_money_over_the_sheet_holds_for_the_tables_below(tmp_path: Path) -> None:
    rows = (
        ("单位：万元",),
        ("户主姓名", "行政村", "脱贫属性", "人均纯收入"),
        ("王一", "丙村", "未脱贫", "0.28"),
        (),
        ("户主姓名", "行政村", "人均纯收入", "脱贫属性", "脱贫年度"),
        ("钱四", "丙村", "0.5", "已脱贫", "2017"),
    )
    assert column(read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows})), "households", "income_per_head") == [2800, 5000]
