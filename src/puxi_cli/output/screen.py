"""What rich draws: tables and folded lines on a terminal, charts as plain text elsewhere."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import IO

from rich import box
from rich.console import Console, RenderableType
from rich.containers import Lines
from rich.table import Table
from rich.text import Text as RichText

from puxi_cli.output.lines import Cell, Column, styled
from puxi_cli.records.text import visible
from puxi_cli.text.folding import folded_lines
from puxi_cli.text.words import Lang, chosen


class Screen:
    """A console of a width (cells), or of the terminal's own."""

    def __init__(self, out: IO[str], lang: Lang, width: int | None, is_terminal: bool) -> None:
        self._out = out
        self._lang = lang
        self._is_terminal = is_terminal
        self._console = Console(file=out, width=width, highlight=False, markup=False, emoji=False)

    @property
    def width(self) -> int:
        """How many cells a line has."""
        return self._console.width

    def line(self, text: str, style: str) -> None:
        """One paragraph, folded at the edge."""
        for part in folded_lines(text, self.width):
            self._console.print(RichText(part, style=style), no_wrap=True)

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
        """Rows under headings."""
        self._console.print(_table(columns, rows, self._lang, self.width))

    def draw(self, drawing: RenderableType) -> None:
        """Something of rich's; without its colours and trailing blanks where this is no terminal."""
        if self._is_terminal:
            self._console.print(drawing)
            return
        with io.StringIO() as drawn:
            Console(file=drawn, width=self.width, no_color=True, force_terminal=False, legacy_windows=False).print(drawing)
            for line in drawn.getvalue().splitlines():
                self._out.write(line.rstrip() + "\n")


def _table(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], lang: Lang, width: int) -> Table:
    # No cell is given as a str: rich would read [red] in somebody's data as markup.
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(
            RichText(chosen(column.head, lang)),
            justify="right" if column.right else "left",
            overflow="fold",
            ratio=column.share,
            max_width=int(width * column.most) if column.most else None,
            no_wrap=column.whole,
        )
    table.expand = any(column.share for column in columns)
    for row in rows:
        cells = map(styled, row)
        table.add_row(
            *(
                (RichText if column.right else _Folded)(visible(chosen(cell.text, lang)), style=cell.style)
                for cell, column in zip(cells, columns, strict=True)
            )
        )
    return table


class _Folded(RichText):
    """Text of one style that is folded as `folded_lines` does: rich breaks Chinese before a comma, and only at blanks."""

    def wrap(self, console: Console, width: int, **_: object) -> Lines:
        """The lines of a cell of this width."""
        paragraphs = self.plain.split("\n")
        return Lines(RichText(line, style=self.style) for part in paragraphs for line in folded_lines(part, width))
