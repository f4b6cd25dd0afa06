"""The flat list: one row per person with the household's fields repeated, as the national system exported it up to 2020."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from puxi_cli.records.fields import Cell
from puxi_cli.samples import layout
from puxi_cli.samples.people import Row
from puxi_cli.samples.plan import LAST_YEAR
from puxi_cli.samples.town import Town
from puxi_cli.samples.write import heading_format, new_workbook, put, set_columns

SHEET = "贫困人口信息"
HEADING_ROW = 3
_TITLE = "建档立卡贫困人口信息（虚构样例）"
_NOTE = f"数据日期：{LAST_YEAR}-12-31    单位：人、元、月"

COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("县(市、区、旗)", "households", "county"),
    ("乡(镇)", "households", "town"),
    ("行政村", "households", "village"),
    ("自然村", "households", "group"),
    ("户编号", "households", "household_id"),
    ("人编号", "persons", "person_id"),
    ("姓名", "persons", "name"),
    ("证件号码", "persons", "id_no"),
    ("人数", "households", "size"),
    ("与户主关系", "persons", "relation"),
    ("民族", "persons", "ethnic"),
    ("文化程度", "persons", "education"),
    ("在校生状况", "persons", "schooling"),
    ("健康状况", "persons", "health"),
    ("劳动技能", "persons", "labour"),
    ("务工状况", "persons", "work_place"),
    ("务工时间（月）", "persons", "work_months"),
    ("是否参加大病保险", "persons", "serious_medical"),
    ("脱贫属性", "households", "status"),
    ("脱贫年度", "households", "exit_year"),
    ("贫困户属性", "households", "poor_type"),
    ("主要致贫原因", "households", "cause"),
    ("危房户", "households", "unsafe_house"),
    ("是否解决安全饮用水", "households", "safe_water"),
    ("饮水困难", "households", "water_hard"),
    ("人均纯收入", "households", "income_per_head"),
    ("联系电话", "households", "phone"),
    ("首次识别时间", "households", "identified"),
    ("人员识别时间", "persons", "joined"),
)


@dataclass(frozen=True)
class FlatList:
    """The rows in the order of `COLUMNS`, the first under the headings in row 3."""

    rows: list[list[object]]


def flat_list(town: Town) -> FlatList:
    """Everybody of the registered households who is there at the end of 2018.

    Who has left is not in such a list: it has no column that would say so.
    """
    members: dict[object, list[Row]] = defaultdict(list)
    for person in town.tables["persons"]:
        left = person.get("left")
        if left is None or str(left)[:4] > str(LAST_YEAR):
            members[person["household_id"]].append(person)
    rows = [
        [{"households": household, "persons": person}[table].get(field) for _, table, field in COLUMNS]
        for household in town.tables["households"]
        if household.get("identified")
        for person in members[household["household_id"]]
    ]
    return FlatList(rows)


def write_flat(town: Town, path: Path) -> None:
    """Write the flat list of a town: title, note, headings, a row per person."""
    write_flat_list(flat_list(town), path)


def write_flat_list(flat: FlatList, path: Path) -> None:
    """Write a flat list that was made before, with planted errors or without."""
    cells: list[Cell] = [layout.columns_of(table)[field] for _, table, field in COLUMNS]
    with new_workbook(path) as book:
        sheet = book.add_worksheet(SHEET)
        set_columns(book, sheet, cells)
        sheet.freeze_panes(HEADING_ROW, 0)
        title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
        sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, _TITLE, title)
        sheet.write_string(1, 0, _NOTE, book.add_format({"align": "left"}))
        style = heading_format(book)
        for column, (heading, _, _) in enumerate(COLUMNS):
            sheet.write_string(HEADING_ROW - 1, column, heading, style)
        for index, row in enumerate(flat.rows):
            for column, value in enumerate(row):
                put(sheet, HEADING_ROW + index, column, value)
