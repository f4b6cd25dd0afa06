"""A sheet with everything that is easily lost on the way: `odd.xls` and `odd.ods` in tests/data/sheets were made of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlsxwriter

from tests.sheets.registers import LI, QIAN, WANG, ZHAO

HEADINGS = ("户编号", "人编号", "姓名", "证件号码", "出生日期", "与户主关系", "健康状况", "联系电话")
# What every format must say of it: the table begins at B3, household 1 is merged over three rows, row 7 is hidden.
ROWS = [4, 5, 6, 7]
FAULTS = [("REC201", "E5"), ("REC202", "H6"), ("REC209", None)]
HOUSEHOLD_IDS = ["6100000001", "6100000001", "6100000001", "6100000002"]
ID_NUMBERS = [WANG, None, ZHAO, QIAN]
BIRTHS = ["1970-01-01", "1972-03-15", "2008-09-30", "1945-12-24"]
PHONES = ["13900000001", None, "13900000003", "13900000004"]


def odd_workbook(path: Path) -> Path:
    """Write it as xlsx."""
    with xlsxwriter.Workbook(str(path)) as book:
        days, merged = book.add_format({"num_format": "yyyy/m/d"}), book.add_format({"valign": "vcenter"})
        framed = book.add_format({"border": 1})
        sheet = book.add_worksheet("人口信息")
        sheet.write_row(2, 1, HEADINGS)
        sheet.merge_range(3, 1, 5, 1, "6100000001", merged)
        people = [("P1", "王一", "户主"), ("P2", "李二", "配偶"), ("P3", "赵三", "之女"), ("P4", "钱四", "户主")]
        for row, (key, name, relation) in enumerate(people, start=3):
            sheet.write_row(row, 2, (key, name))
            sheet.write_string(row, 6, relation)
            sheet.write_string(row, 7, "健康")
            year, month, day = map(int, BIRTHS[row - 3].split("-"))
            sheet.write_datetime(row, 5, date(year, month, day), days)
        sheet.write_number(6, 1, 6100000002)
        for row, number in ((3, WANG), (5, ZHAO), (6, QIAN)):
            sheet.write_string(row, 4, number)
        sheet.write_number(4, 4, int(LI))  # the spreadsheet keeps 15 digits of it
        sheet.write_formula(5, 7, "=NA()", None, "#N/A")
        sheet.write_number(3, 8, 13900000001)
        sheet.write_string(5, 8, "13900000003")
        sheet.write_string(6, 8, "13900000004.0")
        sheet.set_row(6, None, None, {"hidden": True})
        for column in range(1, 9):
            sheet.write_blank(7, column, None, framed)
        sheet.write_row(8, 1, ("合计", None, "4人"))
        sheet.write_string(10, 1, "注：本表由各村填报，截至2018年12月31日。")
        copy = book.add_worksheet("旧表")
        copy.write_row(0, 0, HEADINGS)
        copy.write_row(1, 0, ("6100000009", "P9", "孙九", WANG, "1970-01-01", "户主", "健康", "13900000001"))
        copy.hide()
    return path
