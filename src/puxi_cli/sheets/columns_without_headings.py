"""Columns that hold values and have no heading: they are not read, and named."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from puxi_cli.records.place import column_letters
from puxi_cli.registry import ROW
from puxi_cli.sheets.body import Body, column_name
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.text.words import NO_WORDS, Text

_SHOWN = 8  # columns in a note


class ColumnsWithoutHeadings:
    """The columns of a sheet that have no heading, with how many cells of data rows are filled and the first of these rows.

    Row numbers in the leftmost column are none: nobody misses them.
    """

    def __init__(self, grid: Grid, where: Located) -> None:
        self._headed = {column_name(match.column) for match in where.assignment.matches}
        self._leftmost = column_name(grid.first_column)
        self._numbers_rows = True
        self._found: dict[str, tuple[int, int]] = {}

    def count(self, body: Body) -> None:
        """Add a piece of the sheet."""
        names = [name for name in body.frame.columns if name != ROW and name not in self._headed]
        if not names or not body.frame.height:
            return
        filled = body.frame.select(pl.col(names).is_not_null().sum()).row(0)
        for name, cells in zip(names, filled, strict=True):
            if cells:
                before, first = self._found.get(name, (0, int(body.frame.filter(pl.col(name).is_not_null())[ROW][0])))
                self._found[name] = before + cells, first
        if self._leftmost in names:
            numbers = body.frame[self._leftmost].drop_nulls().cast(pl.Int64, strict=False)
            steps = numbers.diff()
            follows = ((steps == 1) | ((steps < 0) & (numbers == 1))).fill_null(False)  # or begins anew, in another village
            self._numbers_rows &= numbers.null_count() == 0 and bool(follows[1:].all())

    def notes(self, grid: Grid) -> Iterator[Text]:
        """That there are such columns, by their letters."""
        found = {name: cells for name, cells in self._found.items() if name != self._leftmost or not self._numbers_rows}
        if not found:
            return
        letters = [column_letters(int(name[1:])) for name in sorted(found, key=lambda name: int(name[1:]))]
        cells, row = sum(number for number, _ in found.values()), min(first for _, first in found.values())
        more = len(letters) > _SHOWN
        zh, en = (
            "、".join(letters[:_SHOWN]) + (" 等" if more else ""),
            ", ".join(letters[:_SHOWN]) + (" and others" if more else ""),
        )
        where = Text(f"，工作表“{grid.sheet}”", f", sheet {grid.sheet}") if grid.sheet else NO_WORDS
        yield Text(
            f"{grid.file}{where[0]}：{zh} 列没有表头而有内容（共 {cells} 格，最上面的在第 {row} 行），未读；请补上表头。",
            f"{grid.file}{where[1]}: columns without a heading hold values and were not read: {en} (cells: {cells}, the first in row {row}). "
            "Give them headings.",
        )
