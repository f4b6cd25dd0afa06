"""What remarks, section titles and the names of sheets say that no column does: 2017年死亡 beside no time of leaving, 三、清退户 above rows
without a year of exit.

puxi changes nothing for it: its writer may have meant somebody else. The rows are told, and the columns to fill.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from puxi_cli.records.fields import fields_of
from puxi_cli.records.place import Place, rows_named
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import ROW
from puxi_cli.sheets.body import Body, column_name
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.qualifiers import normal
from puxi_cli.text.words import Text

_REMARKS = frozenset({"备注", "备考", "附注", "说明", "情况说明", "备注说明", "其他备注"})
_MOST_LETTERS = 24  # of a title that is quoted


@dataclass(frozen=True)
class _Told:
    """What words tell, by fields of a table that would say so, too: where one of them is filled, the row says it itself."""

    words: str  # a pattern, for a whole cell or a part of it
    table: str
    to_fill: tuple[str, ...]
    also: tuple[str, ...]
    tells: Text


# 计划2019年脱贫 tells of no exit that was.
_NOT_YET = r"计划|拟|预脱贫|未脱贫|争取|预计|不能|没有|无人"
_DENIES = r"^\s*(?:未脱贫|预脱贫|否|无|/|-|—)\s*$"  # in a column that would say so
# A title over rows of several kinds, 脱贫户和监测户, says nothing of each.
_MIXED = r"监测|边缘|一般户|全部|所有|[和及与]"
_TOLD = (
    _Told(
        r"死亡|去世|病故|已故|亡故|过世|身故|迁出|迁走|外嫁|出嫁|嫁出|嫁到|销户|户口注销|自然减少",
        "persons",
        ("left", "left_reason"),
        (),
        Text("有人死亡或离开本户", "that somebody died or left the household"),
    ),
    _Told(
        r"已脱贫|脱贫户|年脱贫(?:$|[户人的（(，,。；;、\s])|年度?退出(?:$|[户的（(，,。；;、\s])|已退出|清退|剔除",
        "households",
        ("exit_year", "status"),
        ("household_type",),
        Text("该户已退出", "that the household left the register"),
    ),
)
_Source = tuple[_Told, Text]


class Remarks:
    """The rows of a sheet of which something beside its columns tells what none of these does."""

    def __init__(self, grid: Grid, where: Located) -> None:
        matches = where.assignment.matches
        self._told = [told for told in _TOLD if told.table in where.assignment.tables]
        self._columns = [column_name(match.column) for match in matches if not match.field and normal(match.heading) in _REMARKS]
        self._said = {
            told: [
                column_name(match.column)
                for match in matches
                if match.table == told.table and match.field in (*told.to_fill, *told.also)
            ]
            for told in self._told
        }
        above = grid.frame.head(max(where.row - grid.first_row, 0)) if self._told else grid.frame.clear()
        titles = [_quoted(Text("标题", "the title "), cell) for row in above.iter_rows() for cell in row if cell]
        if grid.sheet:
            titles.append(_quoted(Text("工作表名", "the sheet's name "), grid.sheet))
        # What stands over all rows of the sheet, and over those below a section's title.
        self._over_all = [one for one in titles if one]
        self._section: Text | None = None
        self._rows: dict[_Source, list[int]] = {}

    def add(self, piece: Grid, body: Body) -> None:
        """The rows of a piece of it."""
        if not self._told:
            return
        sections = self._sections(piece, body)
        for told in self._told:
            said = [
                (pl.col(name).str.strip_chars().fill_null("") != "") & ~pl.col(name).str.contains(_DENIES).fill_null(False)
                for name in self._said[told]
            ]
            silent = body.frame.filter(~pl.any_horizontal(said)) if said else body.frame
            if self._columns:
                remarked = pl.any_horizontal(
                    pl.col(name).str.contains(told.words) & ~pl.col(name).str.contains(_NOT_YET) for name in self._columns
                )
                self._note(told, Text("备注", "the remark"), silent.filter(remarked.fill_null(False)))
            for title in self._over_all:
                if _tells(told, title):
                    self._note(told, title, silent)
            for title, first, last in sections:
                if _tells(told, title):
                    self._note(told, title, silent.filter(pl.col(ROW).is_between(first, last)))

    def _sections(self, piece: Grid, body: Body) -> list[tuple[Text, int, int]]:
        """The titles of sections, with the first and the last row that each stands over; the last of a piece goes on in the next."""
        found: list[tuple[Text, int, int]] = []
        begins, title = 0, self._section
        last = piece.first_row + piece.frame.height
        for row, why in body.left_out:
            if why == "section":
                if title:
                    found.append((title, begins, row))
                cell = next(filter(None, piece.frame.row(row - piece.first_row)), "")
                begins, title = row, _quoted(Text("分节标题", "the section's title "), cell)
        if title:
            found.append((title, begins, last))
        self._section = title
        return found

    def _note(self, told: _Told, source: Text, rows: pl.DataFrame) -> None:
        if rows.height:
            self._rows.setdefault((told, source), []).extend(rows[ROW])

    def notes(self, grid: Grid) -> Iterator[Text]:
        """Each kind of what is told, with its rows and the columns that would say so."""
        for (told, source), found in self._rows.items():
            rows = rows_named([Place(grid.file, grid.sheet, row) for row in sorted(found)])
            headings = [fields_of(MODELS[told.table])[name].heading for name in told.to_fill]
            yield Text(
                f"{source[0]}写明{told.tells[0]}，而“{'”“'.join(headings)}”没有这样填写的，有 {len(found)} 行：{rows[0]}。"
                "puxi 不据此改动，这些行仍照常计入；请核实后填入相应的列。",
                f"Rows of which {source[1]} says {told.tells[1]}, while {' and '.join(headings)} do not: {len(found)}: {rows[1]}. "
                "puxi changes nothing for that: they are counted as they stand. Look into them and fill the columns.",
            )


def _quoted(what: Text, title: str) -> Text | None:
    """A title as it is named; None for one too long, or with digits that may be somebody's."""
    title = " ".join(title.split())
    return (
        None if len(title) > _MOST_LETTERS or re.search("[0-9]{6}", title) else Text(f"{what[0]}“{title}”", f"{what[1]}“{title}”")
    )


def _tells(told: _Told, title: Text) -> bool:
    return bool(re.search(told.words, title[0].rstrip("”"))) and not re.search(f"{_NOT_YET}|{_MIXED}", title[0])
