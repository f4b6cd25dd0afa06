"""Tables one below the other on a sheet: a row of headings that differs from those above it begins a table of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from puxi_cli.records.text import trimmed
from puxi_cli.sheets.faults import Fault
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located, located
from puxi_cli.sheets.headings import Headings
from puxi_cli.sheets.qualifiers import is_parent, normal
from puxi_cli.sheets.row_words import NAMES_SOMEBODY, NUMBERED
from puxi_cli.text.words import Text

# Why rows of a sheet were not read.
UNKNOWN_AT_THE_TOP = Text("前十行内没有认识的表头", "no headings known within the first ten")
UNKNOWN_BELOW = Text("上方另起的表头不认识", "the headings above them, which are not those of the sheet, are not known")

_LEAST = 3  # headings of a row of headings, and no fewer than a third of its cells
_DEEPEST = 2  # rows of headings above and below the one that is recognised
_TITLES = 3  # rows above the headings of a table that may say what it is
_NEAR = 20
_ROW = "_row"


@dataclass(frozen=True)
class TableOnSheet:
    """One table of a sheet: a grid of its rows, under their numbers in the file, and where its headings are, if they are known.

    `row` is that of its headings where it stands below another table.
    """

    grid: Grid
    where: Located | None
    row: int | None = None

    @property
    def rows(self) -> int:
        """How many rows it has, with its titles; of one below another, how many below its headings hold something."""
        if self.row is None:
            return self.grid.rows
        below = self.grid.frame.slice(self.row + 1 - self.grid.first_row)
        return below.filter(pl.any_horizontal(pl.all().is_not_null())).height


def tables_on(grid: Grid, headings: Headings) -> Iterator[TableOnSheet]:
    """The tables of a sheet from top to bottom.

    A row that repeats the headings above it, as at the top of a page, begins none. Where headings further down are no table's, nobody
    knows what the rows below them are. A sheet that is read in pieces comes from a database and is one table.
    """
    where = located(grid, headings)
    if where is None or grid.last_row is not None:
        yield TableOnSheet(grid, where)
        return
    rows = _rows_of_headings(grid, headings, where.row)
    of_row: int | None = None
    begins, printed = grid.first_row, _printed(grid, _first_printed(grid, where), where.row)
    above = tuple(_titles(grid, where))
    below = where.row  # the last row of the headings of the table that is gone through
    for row in rows:
        if row <= below + 1 or _repeats(grid, row, printed):
            continue
        top = _with_groups(grid, row, below)
        part = replace(_cut(grid, _with_titles(grid, top, below), None), titles=above, notes=())
        found = located(part, headings)
        if found is not None and not row <= found.row <= row + _DEEPEST:
            found = None
        if found is None and not _holds_rows(grid, row):
            continue
        yield TableOnSheet(replace(_cut(grid, begins, top), heading_row=of_row or below), where, of_row)
        begins, of_row, where, below = part.first_row, row, found, found.row if found else row
        printed = _printed(grid, top, below)
        grid = replace(grid, titles=above, notes=(_note(grid, row),) if found else ())
    yield TableOnSheet(replace(_cut(grid, begins, None), heading_row=of_row), where, of_row)


def unread_notes(unread: Iterable[Fault]) -> Iterator[Text]:
    """That rows of a sheet stand below headings of their own and were not read."""
    for fault in unread:
        if fault.place.row is None:
            continue
        where, row, rows = f"{fault.place.file} {fault.place.sheet or ''}".strip(), fault.place.row, fault.values["rows"]
        kind = fault.values.get("kind") or Text("认不出的表", "a table that is not understood")
        yield Text(
            f"{where}：第 {row} 行另有表头，是{kind.zh}，其下 {rows} 行未读，没有计入。",
            f"{where}: other headings stand in row {row}, of {kind.en}; the {rows} rows below them were not read and are not counted.",
        )


def _note(grid: Grid, row: int) -> Text:
    where = f"{grid.file} {grid.sheet or ''}".strip()
    return Text(
        f"{where}：第 {row} 行另有表头，其下各行按该表头读取。",
        f"{where}: other headings stand in row {row}; the rows below were read by these.",
    )


def _rows_of_headings(grid: Grid, headings: Headings, above: int) -> list[int]:
    """The rows below one that hold headings: several words that head columns and are no value of a cell, and no number of anybody."""
    frame = grid.frame.with_row_index(_ROW, offset=grid.first_row).slice(max(above + 1 - grid.first_row, 0))
    cells = pl.exclude(_ROW)
    # Hardly a row has even one of these words as it stands; only those that do are looked at in every spelling.
    some = frame.filter(pl.any_horizontal(cells.is_in(headings.words)))
    plain = cells.str.replace_all(r"\s|[（(].*$|[*＊:：]", "")
    hits = pl.sum_horizontal(plain.is_in(headings.words).fill_null(False).cast(pl.Int64))
    filled = pl.sum_horizontal(cells.is_not_null().cast(pl.Int64))
    somebody = pl.any_horizontal(cells.str.contains(NAMES_SOMEBODY)).fill_null(False)
    return some.filter((hits >= _LEAST) & (3 * hits >= filled) & ~somebody)[_ROW].to_list()


def _texts(grid: Grid, row: int) -> list[str]:
    """The cells of a row of the sheet as they are compared; blank ones are empty."""
    return [normal(cell) if cell and trimmed(cell) else "" for cell in grid.frame.row(row - grid.first_row)]


def _printed(grid: Grid, first: int, last: int) -> list[set[str]]:
    """What stands over each column in some rows."""
    rows = [_texts(grid, row) for row in range(max(first, grid.first_row), last + 1)]
    return [set(column) for column in zip(*rows, strict=True)]


def _first_printed(grid: Grid, where: Located) -> int:
    """The first row of the first headings: a page may begin with their groups."""
    return max(grid.first_row, where.row - _DEEPEST)


def _repeats(grid: Grid, row: int, printed: Sequence[set[str]]) -> bool:
    """Whether a row says nothing but what stands over the same columns already."""
    return all(not text or text in column for text, column in zip(_texts(grid, row), printed, strict=True))


def _with_groups(grid: Grid, row: int, below: int) -> int:
    """The first row of headings whose lower row is known: groups stand directly above them, over several columns each."""
    for above in range(row - 1, max(row - 1 - _DEEPEST, below), -1):
        cells = [cell for cell in grid.frame.row(above - grid.first_row) if cell]
        if len(cells) < 2 or any(re.search("[0-9０-９]", cell) or not is_parent(cell) for cell in cells):
            return above + 1
    return max(row - _DEEPEST, below + 1)


def _with_titles(grid: Grid, top: int, below: int) -> int:
    """The first of the lines above headings that may say what the table is: with one cell or two, and of nobody.

    They are the last rows of the table above, too, which says why it has left them out.
    """
    first = top
    for above in range(top - 1, max(top - 1 - _TITLES, below), -1):
        cells = [cell for cell in grid.frame.row(above - grid.first_row) if cell]
        if len(cells) > 2 or any(re.search(NAMES_SOMEBODY, cell) for cell in cells):
            break
        first = above
    return first


def _holds_rows(grid: Grid, row: int) -> bool:
    """Whether anything stands not far below a row."""
    return any(any(cells) for cells in grid.frame.slice(row + 1 - grid.first_row, _NEAR).iter_rows())


def _titles(grid: Grid, where: Located) -> Iterator[str]:
    """What stands over a sheet, but for what heads the first of its sections."""
    for cells in grid.above(where.row).iter_rows():
        yield from (cell for cell in cells if cell and not re.search(NUMBERED, cell))


def _cut(grid: Grid, first: int, behind: int | None) -> Grid:
    """The rows of a sheet from one to the one before another, or to its end."""
    length = None if behind is None else behind - first
    return replace(grid, frame=grid.frame.slice(first - grid.first_row, length), first_row=first)
