"""The rows under the headings that are data, and those that are not: blank ones, totals, notes, repeated headings."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from puxi_cli.registry import ROW
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located

_TOTAL = r"^\s*(?:合\s*计|总\s*计|小\s*计|共\s*计|本页合计|累\s*计|汇\s*总)"
_NOTE = r"^\s*(?:注|说明|备注|填表|制表|审核|复核|负责人|单位|联系人|填报|日期|签字|盖章)"
_MOST_CELLS_OF_A_NOTE = 3


@dataclass(frozen=True)
class Body:
    """The data rows as raw text: columns named c0, c1 … by their index in the sheet, and `_row` (from 1).

    `left_out` are (row, why): total, note, heading, section.
    """

    frame: pl.DataFrame
    left_out: tuple[tuple[int, str], ...]


def column_name(index: int) -> str:
    """The name of a sheet's column (from 0) in a body."""
    return f"c{index}"


def body_of(grid: Grid, found: Located) -> Body:
    """Cut the data rows out of a grid. A cell merged over several rows stands in each of them."""
    frame = grid.frame.rename({name: f"c{grid.first_column + i}" for i, name in enumerate(grid.frame.columns)})
    frame = frame.with_row_index(ROW, offset=1).with_columns(pl.col(ROW).cast(pl.Int64)).slice(found.row)
    matched = [column_name(match.column) for match in found.assignment.matched]
    frame = _filled(frame, grid, found.row, set(matched))
    content = pl.any_horizontal(pl.col(name).str.contains(r"\S") for name in frame.columns if name != ROW)
    frame = frame.filter(content.fill_null(False))
    if frame.height == 0:
        return Body(frame, ())
    why = frame.select(pl.col(ROW), _reason(frame, found, matched).alias("why")).filter(pl.col("why").is_not_null())
    kept = frame.filter(~pl.col(ROW).is_in(why[ROW].to_list())) if why.height else frame
    return Body(kept, tuple(why.iter_rows()))


def _reason(frame: pl.DataFrame, found: Located, matched: list[str]) -> pl.Expr:
    """Why a row is no data; null for data."""
    texts = [name for name in frame.columns if name != ROW]
    filled = [pl.col(name).str.contains(r"\S").fill_null(False) for name in matched]
    needed = [
        pl.col(column_name(match.column)).str.contains(r"\S").fill_null(False)
        for match in found.assignment.matched
        if match.cell.required
    ]
    first = pl.coalesce(pl.when(pl.col(name).str.contains(r"\S")).then(pl.col(name)) for name in texts)
    keyed = pl.any_horizontal(needed) if needed else pl.lit(True)
    few = pl.sum_horizontal(filled) <= _MOST_CELLS_OF_A_NOTE
    repeated = pl.sum_horizontal(
        (pl.col(column_name(match.column)) == match.heading).fill_null(False) for match in found.assignment.matched
    )
    last = pl.col(ROW).filter(keyed & ~first.str.contains(_TOTAL)).max()
    return (
        pl.when(repeated >= max(2, len(matched) // 2)).then(pl.lit("heading"))
        .when(first.str.contains(_TOTAL) & ((pl.sum_horizontal(needed) <= 1) if needed else pl.lit(True))).then(pl.lit("total"))
        .when((~keyed & few & (first.str.contains(_NOTE) | (pl.col(ROW) > last).fill_null(True)))
              | (first.str.contains(_NOTE) & (pl.sum_horizontal(filled) <= 1))).then(pl.lit("note"))
        .when(~keyed & (pl.sum_horizontal(filled) <= 1)).then(pl.lit("section"))
    )  # fmt: skip


def _filled(frame: pl.DataFrame, grid: Grid, heading_row: int, matched: set[str]) -> pl.DataFrame:
    """Write a cell merged over several rows into each of them, as it is seen on the screen."""
    values: dict[str, dict[int, int]] = {}
    for merge in grid.merges:
        name = column_name(merge.first_column)
        if merge.last_row > merge.first_row > heading_row and name in matched and merge.first_column == merge.last_column:
            values.setdefault(name, {}).update(dict.fromkeys(range(merge.first_row + 1, merge.last_row + 1), merge.first_row))
    for name, rows in values.items():
        source = pl.col(ROW).replace_strict(list(rows), list(rows.values()), default=None, return_dtype=pl.Int64)
        wanted = frame.select(source.alias("from"))
        above = frame.select(pl.col(ROW).alias("from"), pl.col(name).alias("above"))
        frame = frame.with_columns(pl.coalesce(pl.col(name), wanted.join(above, on="from", how="left", maintain_order="left")["above"]))
    return frame
