"""What is there and not read is told as what it is: columns of another table, hidden copies, sheets that nobody knows."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from puxi_cli.reports.inputs import remarks, unread_words
from puxi_cli.systems.reference.headings_job import headings
from puxi_cli.systems.reference.headings_text import write_headings_text
from tests.sheets.registers import PERSONS, Rows, at, read, xlsx

HOUSES: Rows = (("户编号", "行政村", "户主姓名", "脱贫年度"), ("6900000001", "丙村", "王一", "2016"))


def with_column(rows: Rows, *more: str) -> Rows:
    return [(*rows[0], *more), *((*row, *("1" for _ in more)) for row in rows[1:])]


@pytest.mark.parametrize(
    ("rows", "heading", "table"),
    [
        (HOUSES, "工资性收入", "家庭收入"), (HOUSES, "家庭纯收入", "家庭收入"), (HOUSES, "生产经营性支出（元）", "家庭收入"),
        (HOUSES, "是否享受低保", "人口信息"), (HOUSES, "姓名", "人口信息"), (PERSONS, "工资性收入", "家庭收入"),
    ],
)  # fmt: skip
def test_a_column_of_another_table_is_told_with_its_table(rows: Rows, heading: str, table: str, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"甲": with_column(rows, heading)})
    (sheet,) = headings([path])[0].sheets
    assert (sheet.columns[-1].how, sheet.columns[-1].field) == ("elsewhere", None)
    assert f"“{table}”表的列，本表不读：{heading}" in [remark.zh for remark in remarks(sheet)]
    said = io.StringIO()
    write_headings_text(headings([path]), said, "zh")
    assert f"是“{table}”表的列，本表不读" in said.getvalue()


@pytest.mark.parametrize(
    ("heading", "how"), [("年度", "unmatched"), ("卫生厕所是否能正常使用", "known"), ("风险消除后工资性收入", "known")]
)
def test_others_stay_as_they_were(heading: str, how: str, tmp_path: Path) -> None:
    (sheet,) = headings([xlsx(tmp_path / "a.xlsx", {"甲": with_column(HOUSES, heading)})])[0].sheets
    assert sheet.columns[-1].how == how


def test_a_hidden_copy_is_no_unknown_sheet(tmp_path: Path) -> None:
    other = [("物资", "数量", "单价"), ("水泥", "20", "300"), ("砖", "5000", "0.4")]
    path = xlsx(tmp_path / "a.xlsx", {"新": HOUSES, "旧": HOUSES, "物资": other})
    book = openpyxl.load_workbook(path)
    book["旧"].sheet_state = "hidden"
    book.save(path)
    reading = read(path)
    hidden = "隐藏的工作表，与可见的工作表是同一种表"
    assert [(fault.place.sheet, fault.values["kind"][0]) for fault in at(reading, "REC209")] == [("旧", hidden)]
    assert sorted(unread_words(reading.inputs[0]).zh.removeprefix("未读的工作表：").split("、")) == [
        f"旧（{hidden}）",
        "物资（未识别）",
    ]
