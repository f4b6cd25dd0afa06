"""A small fictional register, and how it is written in each format that can be written without an office program."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl
import xlsxwriter

from puxi_cli.records.identity import check_character
from puxi_cli.registry import ROW
from puxi_cli.sheets.faults import Fault
from puxi_cli.sheets.loading import Loading
from puxi_cli.sheets.read import Reading, read_register

Rows = Sequence[Sequence[object]]
Sheets = Mapping[str, Rows]


def number(first_17: str) -> str:
    """A fictional identity number: 17 digits and the check character behind them. No place has the prefix 690000."""
    return first_17 + check_character(first_17)


WANG, LI, ZHAO = number("69000019700101123"), number("69000019720315002"), number("69000020080930022")
QIAN = number("69000019451224557")

HOUSEHOLDS: Rows = (
    (
        "户编号",
        "县",
        "乡镇",
        "行政村",
        "户主姓名",
        "联系电话",
        "贫困户属性",
        "首次识别时间",
        "脱贫属性",
        "脱贫年度",
        "危房户",
        "人均纯收入",
    ),
    ("6100000001", "甲县", "乙镇", "丙村", "王一", "13900000001", "一般贫困户", "2014-01", "未脱贫", None, "否", "2100.5"),
    (
        "6100000002",
        "甲县",
        "乙镇",
        "丁村",
        "钱四",
        "13900000002",
        "低保贫困户",
        "201406",
        "已脱贫（享受政策）",
        "2017",
        "否",
        "4100",
    ),
)
PERSONS: Rows = (
    (
        "户编号",
        "人编号",
        "姓名",
        "性别",
        "证件号码",
        "出生日期",
        "与户主关系",
        "民族",
        "文化程度",
        "健康状况",
        "是否参加大病保险",
    ),
    ("6100000001", "P1", "王一", "男", WANG, "1970-01-01", "本人或户主", "汉族", "小学", "健康", "是"),
    ("6100000001", "P2", "李二", "女", LI, "1972-03-15", "配偶", "汉族", "初中", "长期慢性病", "是"),
    ("6100000001", "P3", "赵三", "女", ZHAO, "2008-09-30", "之女", "汉族", None, "健康", "否"),
    ("6100000002", "P4", "钱四", "男", QIAN, "1945-12-24", "本人或户主", "汉族", "文盲或半文盲", "残疾", "是"),
)
# The same as a flat list: household fields repeat on each person's row.
FLAT: Rows = (
    (
        "县(市、区、旗)",
        "乡(镇)",
        "行政村",
        "户编号",
        "人编号",
        "姓名",
        "证件号码",
        "人数",
        "与户主关系",
        "民族",
        "脱贫属性",
        "联系电话",
    ),
    ("甲县", "乙镇", "丙村", "6100000001", "P1", "王一", WANG, "3", "户主", "汉", "未脱贫", "13900000001"),
    ("甲县", "乙镇", "丙村", "6100000001", "P2", "李二", LI, "3", "配偶", "汉", "未脱贫", "13900000001"),
    ("甲县", "乙镇", "丙村", "6100000001", "P3", "赵三", ZHAO, "3", "之女", "汉", "未脱贫", "13900000001"),
    ("甲县", "乙镇", "丁村", "6100000002", "P4", "钱四", QIAN, "1", "户主", "汉", "已脱贫", "13900000002"),
)
REGISTER: Sheets = {"户信息": HOUSEHOLDS, "人口信息": PERSONS}


def xlsx(path: Path, sheets: Sheets, top: int = 0, left: int = 0) -> Path:
    """A workbook: text as text, figures as figures, the first cell of each sheet moved down and right."""
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(top + r, left + c, value)
                    elif isinstance(value, (int, float)):
                        sheet.write_number(top + r, left + c, value)
    return path


def csv_text(rows: Rows, delimiter: str = ",") -> str:
    """One sheet as delimited text."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(
        ["" if cell is None else cell for cell in row] for row in rows
    )
    return out.getvalue()


def csv_file(path: Path, rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """One sheet as a CSV file."""
    path.write_bytes(csv_text(rows, delimiter).encode(encoding))
    return path


def faults_of(reading: Reading) -> list[tuple[str, str | None]]:
    """Every fault as (rule, cell); a fault of a row or a sheet has no cell."""
    return [(fault.rule, fault.place.cell) for fault in reading.faults]


def read(*paths: Path, password: str | None = None, own: dict[str, str] | None = None) -> Reading:
    """Read files and folders as one register."""
    return read_register(Loading(paths, password), own)


def column(reading: Reading, table: str, field: str) -> list[object]:
    """The values of a field in the order of the rows."""
    return reading.registry.frame(table)[field].to_list()


def rows_of(reading: Reading, table: str) -> list[int]:
    """The spreadsheet's own row numbers of a table."""
    return reading.registry.frame(table)[ROW].to_list()


def at(reading: Reading, rule: str) -> list[Fault]:
    """The faults of one rule."""
    return [fault for fault in reading.faults if fault.rule == rule]


def values_of(reading: Reading) -> dict[str, pl.DataFrame]:
    """The typed tables without their places, to be compared between formats."""
    return {
        name: table.frame.select(name for name in table.frame.columns if not name.startswith("_"))
        for name, table in reading.registry.tables.items()
    }
