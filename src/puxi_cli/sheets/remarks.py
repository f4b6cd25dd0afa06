"""What a column of remarks says of people and households that the columns of the register do not: 2017年死亡 beside no time of leaving.

puxi changes nothing for a remark: its writer may have meant somebody else. The rows are told, and the columns to fill.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from puxi_cli.records.fields import fields_of
from puxi_cli.records.place import Place, rows_named
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import ROW
from puxi_cli.sheets.body import column_name
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.qualifiers import normal
from puxi_cli.text.words import Text

_REMARKS = frozenset({"备注", "备考", "附注", "说明", "情况说明", "备注说明", "其他备注"})


@dataclass(frozen=True)
class _Told:
    """What words of a remark tell, by a field of each table that would say so, too."""

    words: str  # a pattern, for a whole cell or a part of it
    table: str
    fields: tuple[str, ...]  # the first of which are to be filled; where any of them is, the row says it itself
    tells: Text


# 计划2019年脱贫 tells of no exit that was.
_NOT_YET = r"计划|拟|预脱贫|未脱贫|争取|预计|不能|没有|无人"
_TOLD = (
    _Told(
        r"死亡|去世|病故|已故|亡故|过世|身故|迁出|迁走|外嫁|出嫁|嫁出|嫁到|销户|户口注销|自然减少",
        "persons",
        ("left", "left_reason"),
        Text("有人死亡或离开本户", "that somebody died or left the household"),
    ),
    _Told(
        r"已脱贫|脱贫户|年脱贫|年度?退出|已退出|清退|剔除",
        "households",
        ("exit_year", "status"),
        Text("该户已退出", "that the household left the register"),
    ),
)


class Remarks:
    """The rows of a sheet in which a remark tells what no column of theirs does."""

    def __init__(self, where: Located) -> None:
        matches = where.assignment.matches
        self._columns = [column_name(match.column) for match in matches if not match.field and normal(match.heading) in _REMARKS]
        self._tables = where.assignment.tables if self._columns else ()
        self._said = {
            told: [column_name(match.column) for match in matches if match.table == told.table and match.field in told.fields]
            for told in _TOLD
        }
        self._rows: dict[_Told, list[int]] = {}

    def add(self, body: pl.DataFrame) -> None:
        """The rows of a piece of it."""
        for told in _TOLD if self._tables else ():
            if told.table in self._tables:
                remarked = pl.any_horizontal(
                    pl.col(name).str.contains(told.words) & ~pl.col(name).str.contains(_NOT_YET) for name in self._columns
                )
                said = [pl.col(name).str.strip_chars().fill_null("") != "" for name in self._said[told]]
                found = body.filter(remarked.fill_null(False), ~pl.any_horizontal(said or [pl.lit(False)]))
                self._rows.setdefault(told, []).extend(found[ROW])

    def notes(self, grid: Grid) -> Iterator[Text]:
        """Each kind of what is told, with its rows and the columns that would say so."""
        for told, found in self._rows.items():
            if found:
                rows = rows_named([Place(grid.file, grid.sheet, row) for row in sorted(found)])
                headings = [fields_of(MODELS[told.table])[name].heading for name in told.fields]
                yield Text(
                    f"备注写明{told.tells[0]}，而“{'”“'.join(headings)}”没有填写的，有 {len(found)} 行：{rows[0]}。"
                    "puxi 不按备注改动，这些行仍照常计入；请核实后填入相应的列。",
                    f"Rows whose remark says {told.tells[1]}, while {' and '.join(headings)} are blank: {len(found)}: {rows[1]}. "
                    "puxi changes nothing for a remark: they are counted as they stand. Look into them and fill the columns.",
                )
