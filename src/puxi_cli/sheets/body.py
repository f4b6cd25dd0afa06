"""The rows under the headings that are data, and those that are not: blank ones, totals, notes, repeated headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from puxi_cli.records.kinds import Digits, IdentityNumber
from puxi_cli.registry import ROW
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located

_TOTAL = r"^\s*(?:合\s*计|总\s*计|小\s*计|共\s*计|本页合计|累\s*计|汇\s*总)"
# What no household's number, no person's and no village's name begins with, whatever else stands in the row.
_SURELY_TOTAL = _TOTAL + r"\s*(?:$|[:：(（数])"
_NOTE = r"^\s*(?:注|说明|备注|填表|制表|审核|复核|负责人|单位|联系人|填报|日期|签字|盖章|[12][0-9]{3}\s*年\s*[0-9]{1,2}\s*月)"
_MOST_CELLS_OF_A_NOTE = 3
_STEMS = frozenset("甲乙丙丁戊己庚辛壬癸")
_LEAST_COUNT = 4


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
    frame = frame.with_row_index(ROW, offset=grid.first_row).with_columns(pl.col(ROW).cast(pl.Int64))
    frame = frame.slice(max(found.row + 1 - grid.first_row, 0))
    matched = [column_name(match.column) for match in found.assignment.matched]
    frame = _filled(frame, grid, found.row, set(matched))
    content = frame.select(pl.any_horizontal(pl.exclude(ROW).is_not_null())).to_series() if frame.width > 1 else None
    if content is None or not content.any():
        return Body(frame.clear(), ())
    frame = frame if content.all() else frame.filter(content)
    number, *cells = frame.row(0)
    counted = ((number, "heading"),) if grid.first_row <= found.row and _counts_columns(cells) else ()
    frame = frame.slice(len(counted))
    why = _left_out(frame, found, grid.goes_on)
    kept = frame.filter(~pl.col(ROW).is_in(why[ROW].to_list())) if why.height else frame
    return Body(kept, (*counted, *why.iter_rows()))


def _counts_columns(cells: Sequence[str | None]) -> bool:
    """Whether a row numbers the columns, as printed forms do under their headings: 1 2 3 4 …, or 甲 乙 1 2 …."""
    marks = [mark for cell in cells if cell and (mark := cell.strip()) not in _STEMS]
    if len(marks) < _LEAST_COUNT or not all(mark.isascii() and mark.isdigit() and len(mark) < 4 for mark in marks):
        return False
    first = int(marks[0])
    return [int(mark) for mark in marks] == list(range(first, first + len(marks)))


def _left_out(frame: pl.DataFrame, found: Located, goes_on: bool) -> pl.DataFrame:
    """Rows that are no data, with why: `_row` and `why`. Only rows that might be are looked at closely.

    Where the sheet `goes_on`, the last rows here are not its last, and a row with little in it is a row with faults.
    """
    matched = found.assignment.matched
    filled = pl.sum_horizontal(pl.col(column_name(match.column)).is_not_null() for match in matched)
    needed = [column_name(match.column) for match in matched if match.cell.required]
    keys = pl.sum_horizontal(pl.col(name).is_not_null() for name in needed) if needed else pl.lit(1)
    headed = pl.any_horizontal(pl.col(column_name(match.column)) == match.heading for match in matched[:4])
    summed = pl.any_horizontal(pl.col(name).str.contains(_SURELY_TOTAL) for name in frame.columns[1:4])
    odd = (headed | summed).fill_null(False)
    told = frame.select(ROW, keys.alias("keys"), filled.alias("filled"), odd.alias("odd"))
    perhaps = told.filter((pl.col("keys") <= 1) | (pl.col("filled") <= _MOST_CELLS_OF_A_NOTE) | pl.col("odd"))
    if perhaps.height == 0:
        return pl.DataFrame(schema={ROW: pl.Int64, "why": pl.String})
    rows = frame.filter(pl.col(ROW).is_in(perhaps[ROW].to_list()))
    first = rows.select(pl.coalesce(pl.exclude(ROW)).alias("first"))["first"]
    repeated = rows.select(
        pl.sum_horizontal((pl.col(column_name(match.column)) == match.heading).fill_null(False) for match in matched)
    ).to_series()
    numbers = [column_name(match.column) for match in matched if isinstance(match.cell.kind, (Digits, IdentityNumber))]
    words = rows.with_columns(
        pl.any_horizontal(pl.lit(False), *(~pl.col(name).str.contains("[0-9０-９]") for name in numbers)).alias("words")
    )["words"].fill_null(False)
    rows = perhaps.with_columns(first.alias("first"), repeated.alias("repeated"), words)
    total = pl.col("first").str.contains(_TOTAL)
    last = rows.filter((pl.col("keys") > 0) & ~total)[ROW].max()
    whole = told.filter((pl.col("keys") > 1) & ~pl.col("odd"))[ROW].max()
    bottom = max((row for row in (last, whole) if isinstance(row, int)), default=0)
    note = pl.col("first").str.contains(_NOTE)
    keyless, short = pl.col("keys") == 0, pl.col("filled") <= _MOST_CELLS_OF_A_NOTE
    below = pl.lit(False) if goes_on else pl.col(ROW) > bottom
    reason = (
        pl.when(pl.col("repeated") >= max(2, len(matched) // 2)).then(pl.lit("heading"))
        .when(total & ((pl.col("keys") <= 1) | pl.col("first").str.contains(_SURELY_TOTAL))).then(pl.lit("total"))
        .when(keyless & short & (note | below)).then(pl.lit("note"))
        .when(note & ((pl.col("filled") <= 1) | (short & pl.col("first").str.contains("[:：]")))).then(pl.lit("note"))
        .when((keyless | pl.col("words")) & (pl.col("filled") <= 1)).then(pl.lit("section"))
    )  # fmt: skip
    return rows.select(ROW, reason.alias("why")).filter(pl.col("why").is_not_null())


def _filled(frame: pl.DataFrame, grid: Grid, heading_row: int, matched: set[str]) -> pl.DataFrame:
    """Write a cell merged over several rows into each of them, as it is seen on the screen."""
    values: dict[str, dict[int, int]] = {}
    done: dict[str, int] = {}  # ranges that overlap are no office program's work: no row is filled twice
    for merge in sorted(grid.merges, key=lambda merge: merge.first_row):
        name = column_name(merge.first_column)
        rows = range(max(merge.first_row, done.get(name, 0)) + 1, min(merge.last_row, grid.frame.height) + 1)
        if rows and merge.first_row > heading_row and name in matched and merge.first_column == merge.last_column:
            values.setdefault(name, {}).update(dict.fromkeys(rows, merge.first_row))
            done[name] = rows[-1]
    for name, above_of in values.items():
        source = pl.col(ROW).replace_strict(list(above_of), list(above_of.values()), default=None, return_dtype=pl.Int64)
        wanted = frame.select(source.alias("from"))
        above = frame.select(pl.col(ROW).alias("from"), pl.col(name).alias("above"))
        frame = frame.with_columns(
            pl.coalesce(pl.col(name), wanted.join(above, on="from", how="left", maintain_order="left")["above"])
        )
    return frame
