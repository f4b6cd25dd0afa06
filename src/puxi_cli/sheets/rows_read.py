"""Which rows of a sheet were read, and what is told of them: left out, hidden, struck out, named as a town is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from puxi_cli.registry import ROW
from puxi_cli.sheets.body import Body
from puxi_cli.sheets.grid import Grid
from puxi_cli.text.words import NO_WORDS, Text


@dataclass
class RowsRead:
    """How many rows of a sheet were read, which were left out and why, and how many of those read are hidden."""

    read: int = 0
    left_out: tuple[tuple[int, str], ...] = ()
    hidden: int = 0
    struck: frozenset[int] = frozenset()
    towns: tuple[tuple[int, str], ...] = ()

    def count(self, piece: Grid, body: Body) -> None:
        """Add a piece of the sheet."""
        self.read += body.frame.height
        self.left_out += body.left_out
        self.towns += body.towns
        if piece.hidden_rows:
            self.hidden += len(piece.hidden_rows.intersection(body.frame[ROW]))
        if piece.struck:
            self.struck |= {row for row, _ in piece.struck}.intersection(body.frame[ROW])

    def notes(self, grid: Grid) -> Iterator[Text]:
        """That text is struck out in some rows (clerks strike out who died or left, or a value that holds no more), and that a village may
        be a total."""
        where = Text(f"，工作表“{grid.sheet}”", f", sheet {grid.sheet}") if grid.sheet else NO_WORDS
        for row, name in self.towns:
            yield Text(
                f"{grid.file}{where[0]}：第 {row} 行“{name}”像是全镇的合计，但数字不是各村之和，已按一个村读取；若是合计，请改正数字或删去这一行。",
                f"{grid.file}{where[1]}: row {row}, {name}, looks like the town's total, but its figures are not the sums of the villages. It was "
                "read as a village; if it is a total, correct its figures or delete the row.",
            )
        if self.struck:
            rows, most = sorted(self.struck), 20
            zh = "、".join(map(str, rows[:most])) + ("等" if len(rows) > most else "")
            en = ", ".join(map(str, rows[:most])) + (" and more" if len(rows) > most else "")
            yield Text(
                f"{grid.file}{where[0]}：有 {len(rows)} 行带删除线（第 {zh} 行），仍照常读取并计入；若表示死亡、迁出或作废，请改表后再用。",
                f"{grid.file}{where[1]}: text is struck out in rows {en} ({len(rows)} in all). They are read and counted as they stand; "
                "if it means that somebody died or left, or that a value is void, change the table first.",
            )
