"""Where the files say that they are from: columns of provinces, prefectures, counties and codes, titles, names of sheets and files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import polars as pl

from puxi_cli.records.text import folded, names_nothing, same_name
from puxi_cli.sheets.body import column_name
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.qualifiers import normal

_T = TypeVar("_T")
_TABLES = frozenset({"households", "persons", "villages"})  # tables whose rows lie where the register lies
_PROVINCE, _CITY, _COUNTY, _CODE = "province", "city", "county", "code"
_COLUMNS = {
    **dict.fromkeys(["省", "省份", "所在省", "所属省", "省(区、市)", "省(自治区、直辖市)", "省(市、区)"], _PROVINCE),
    **dict.fromkeys(
        ["市", "地市", "所在市", "所属市", "市(州)", "市(州、盟)", "市(地、州、盟)", "州市", "市州", "地级市"], _CITY
    ),
    **dict.fromkeys(["县", "所在县", "所属县", "县(市、区)", "县(市、区、旗)", "县(区、市)", "区县", "县区"], _COUNTY),
    **dict.fromkeys(["行政区划代码", "行政编码", "区划代码"], _CODE),
}
_BY_HEADING = {folded(heading): part for heading, part in _COLUMNS.items()}
_MOST_ROWS = 1000  # different places in one sheet; beyond them the columns hold something else


@dataclass(frozen=True)
class PlaceNames:
    """`rows` are (province, prefecture, county) as rows name them together, blanks as None; `codes` those of a column of division codes.

    Each once, in the order in which they are read.
    """

    rows: list[tuple[str | None, str | None, str | None]] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def add_sheet(self, grid: Grid, where: Located) -> None:
        """What stands around a table."""
        if _TABLES.isdisjoint(where.assignment.tables):
            return
        above = grid.above(where.row)
        for row in above.iter_rows():
            _once(self.titles, (same_name(cell) for cell in row if cell))
        _once(self.sheets, [same_name(grid.sheet)] if grid.sheet else [])
        _once(self.files, [same_name(Path(grid.file).stem)])

    def add_rows(self, where: Located, body: pl.DataFrame) -> None:
        """What the rows of a piece of it name."""
        if _TABLES.isdisjoint(where.assignment.tables):
            return
        columns: dict[str, str] = {}
        for match in where.assignment.matches:
            part = (
                match.field
                if match.field in (_COUNTY, _CODE)
                else None
                if match.field
                else _BY_HEADING.get(normal(match.heading))
            )
            if part:
                columns.setdefault(part, column_name(match.column))
        named = [columns.get(part) for part in (_PROVINCE, _CITY, _COUNTY)]
        if any(named):
            found = body.select(
                pl.col(name).alias(f"p{n}") if name else pl.lit(None, pl.String).alias(f"p{n}") for n, name in enumerate(named)
            )
            rows = found.unique(maintain_order=True).head(_MOST_ROWS).iter_rows()
            _once(self.rows, ((_name(row[0]), _name(row[1]), _name(row[2])) for row in rows))
        if _CODE in columns and "villages" not in where.assignment.tables:
            codes = body[columns[_CODE]].drop_nulls().str.strip_chars().str.slice(0, 6).unique(maintain_order=True)
            _once(self.codes, codes.head(_MOST_ROWS))


def _name(cell: str | None) -> str | None:
    return None if cell is None or names_nothing(cell) else same_name(cell)


def _once(kept: list[_T], found: Iterable[_T]) -> None:
    seen = set(kept)
    for one in found:
        if one not in seen:
            seen.add(one)
            kept.append(one)
