"""Planted errors of sheets, headings and whole columns: a small workbook with one of each kind, since the kind can stand but once in it.

Apart from them nothing is wrong in it. The missing column is the name: no other check reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from puxi_cli.records.fields import Cell
from puxi_cli.records.place import column_letters
from puxi_cli.samples.ground import Planted
from puxi_cli.samples.layout import columns_of, sheet_of
from puxi_cli.samples.people import Row
from puxi_cli.samples.town import Town
from puxi_cli.samples.write import heading_format, new_workbook, put, set_columns

_HOUSEHOLDS = 20
_TWICE = "farmland"
_MISSPELT, _MISSPELT_AS = "road_distance", "与村主干道距离"
_QUALIFIED, _QUALIFIED_AS = "forest", "林地面积（流转）"
_MISSING = "name"
_WORK = "已外出务工信息"
_WORK_HEADINGS = ("户编号", "姓名", "证件号码", "是否已务工", "开始时间", "务工企业名称")
# Cells of some of the households: what is oddly written in them, and two more villages beside one that may be either.
_WRITTEN: dict[int, Row] = {
    2: {"helper": "马全波\u202c"},
    3: {"poor_type": "一般贫困⼾"},
    4: {"village": "云杉湾"},
    5: {"relapse_cause": "无"},
    17: {"village": "东沟村"},
    18: {"village": "东沟社区"},
    19: {"village": "东沟"},
}
_OF_COLUMNS = (
    ("unseen-marks", "REC220", 2, "helper", "看不见的方向符号"),
    ("radicals-for-letters", "REC221", 3, "poor_type", "以部首代替汉字"),
    ("village-otherwise", "REC222", 4, "village", "村名少写“村”字"),
    ("words-for-nothing", "REC223", 5, "relapse_cause", "以“无”代替空白"),
    ("village-undecided", "REC224", 19, "village", "可能是两个村"),
)
_ROSTER = "值班表"  # no heading of it is one of a register
_ROSTER_ROWS = (("周次", "白天", "夜间"), ("第一周", "甲班", "乙班"), ("第二周", "乙班", "丙班"), ("第三周", "丙班", "甲班"))


@dataclass(frozen=True)
class PlainSheet:
    """A sheet as it is written: the headings in row 1, rows of values below, and the fields of those columns that have one."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[object]]
    cells: Sequence[Cell] = ()
    hidden: bool = False


def plant_headings(town: Town) -> tuple[list[PlainSheet], list[Planted]]:
    """Sheets of the first registered households of a clean town with an error of each kind (REC205 to REC224), and where they are."""
    households = [row for row in town.tables["households"] if row.get("identified")][:_HOUSEHOLDS]
    kept = {row["household_id"] for row in households}
    persons = [row for row in town.tables["persons"] if row["household_id"] in kept]
    old = f"{sheet_of('households')}（旧）"
    sheets = [
        _households([row | _WRITTEN.get(index, {}) for index, row in enumerate(households)]),
        _persons(persons),
        PlainSheet(_ROSTER, _ROSTER_ROWS[0], _ROSTER_ROWS[1:]),
        _sheet("households", old, households, list(columns_of("households")), hidden=True),
        PlainSheet(_WORK, _WORK_HEADINGS, [(row["household_id"], "", "", "是", "2018年03月", "") for row in households[:3]]),
    ]
    fields = list(columns_of("households"))
    twice = columns_of("households")[_TWICE].heading
    missing = columns_of("persons")[_MISSING].heading
    planted = [
        _planted(1, "heading-twice", "REC205", "households", 1, len(fields), twice, _TWICE, "末尾又有一列同样的表头"),
        _planted(
            2, "heading-misspelt", "REC206", "households", 1, fields.index(_MISSPELT), _MISSPELT_AS, _MISSPELT, "表头写错一个字"
        ),
        _planted(3, "column-missing", "REC207", "persons", 1, None, missing, _MISSING, "必填的列整列删去"),
        _planted(4, "sheet-unread", "REC208", "", None, None, "", "", "不是信息表的工作表", _ROSTER),
        _planted(5, "hidden-sheet-unread", "REC209", "households", None, None, "", "", "旧表隐藏在文件里", old),
        *(
            _planted(
                number,
                kind,
                rule,
                "households",
                index + 2,
                fields.index(field),
                columns_of("households")[field].heading,
                field,
                note,
            )
            for number, (kind, rule, index, field, note) in enumerate(_OF_COLUMNS, 6)
        ),
        _planted(
            len(_OF_COLUMNS) + 6,
            "heading-qualified",
            "REC210",
            "households",
            1,
            fields.index(_QUALIFIED),
            _QUALIFIED_AS,
            _QUALIFIED,
            "表头另有计量单位",
        ),
        _planted(
            len(_OF_COLUMNS) + 7, "sheet-of-another-kind", "REC211", "", None, None, "", "", "务工信息表，不是家庭成员名单", _WORK
        ),
    ]
    return sheets, planted


def write_sheets(sheets: Sequence[PlainSheet], path: Path) -> None:
    """Write sheets into a workbook, in their order."""
    with new_workbook(path) as book:
        for plain in sheets:
            sheet = book.add_worksheet(plain.name)
            if plain.hidden:
                sheet.hide()
            set_columns(book, sheet, list(plain.cells))
            style = heading_format(book)
            for column, heading in enumerate(plain.headings):
                sheet.write_string(0, column, heading, style)
            for index, row in enumerate(plain.rows, 1):
                for column, value in enumerate(row):
                    put(sheet, index, column, value)


def _sheet(table: str, name: str, rows: Sequence[Row], fields: Sequence[str], hidden: bool = False) -> PlainSheet:
    cells = [columns_of(table)[field] for field in fields]
    return PlainSheet(
        name, [cell.heading for cell in cells], [[row.get(field) for field in fields] for row in rows], cells, hidden
    )


def _households(rows: Sequence[Row]) -> PlainSheet:
    """Households with one heading misspelt, and one that stands again behind the last column."""
    fields = list(columns_of("households"))
    plain = _sheet("households", sheet_of("households"), rows, [*fields, _TWICE])
    headings = list(plain.headings)
    headings[fields.index(_MISSPELT)] = _MISSPELT_AS
    headings[fields.index(_QUALIFIED)] = _QUALIFIED_AS
    return PlainSheet(plain.name, headings, plain.rows, plain.cells)


def _persons(rows: Sequence[Row]) -> PlainSheet:
    """Persons without a column that must be there."""
    return _sheet("persons", sheet_of("persons"), rows, [field for field in columns_of("persons") if field != _MISSING])


def _planted(
    number: int,
    kind: str,
    rule: str,
    table: str,
    row: int | None,
    column: int | None,
    heading: str,
    field: str,
    note: str,
    sheet: str | None = None,
) -> Planted:
    return Planted(
        number=number,
        kind=kind,
        rule=rule,
        table=table,
        sheet=sheet or sheet_of(table),
        row=row,
        cell="" if column is None else f"{column_letters(column)}{row}",
        heading=heading,
        field=field,
        household_id="",
        person_id="",
        follows=None,
        note=note,
    )
