"""A page of text: tables and lines for a terminal by rich, the same content as plain lines for everything else.

On a terminal, tables are as wide as it is and long cells are folded. In a pipe or a file nothing is folded or coloured, so that a
line is a row and `grep` finds what it looks for. What cannot be encoded becomes a question mark, never a crash.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TextIO

from rich import box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

PLAIN_WIDTH = 100
_PADDED_TO = 36  # in plain lines a column is not padded wider than this

# Control characters, and those that turn the direction of writing: data must not move the cursor or hide text.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SIMPLER = {"✓": "√", "−": "-", "✗": "×", "…": "...", "→": "->", "█": "#"}


def visible(text: str) -> str:
    """Text of somebody's file without what a terminal would obey instead of showing."""
    return _UNSEEN.sub("", text)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, figures to the right, its share of the width, whether it is never folded."""

    head: str
    right: bool = False
    share: int | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Styled:
    """Text with a style, shown where the page has colours."""

    text: str
    style: str = ""


class Page:
    """Where a report is written. `terminal` and `width` are found out unless given."""

    def __init__(self, stream: TextIO, *, width: int | None = None, terminal: bool | None = None) -> None:
        self._out = _Lenient(stream)
        self.is_terminal = self._out.isatty() if terminal is None else terminal
        self._width = width or (None if self.is_terminal else PLAIN_WIDTH)
        self._console = Console(file=self._out, width=self._width, highlight=False, markup=False, emoji=False)

    @property
    def width(self) -> int:
        """How many cells a line has."""
        return self._console.width

    def line(self, text: str = "", style: str = "") -> None:
        """One paragraph; on a terminal it is folded at the edge."""
        if self.is_terminal:
            self._console.print(Text(visible(text), style=style, overflow="fold"))
        else:
            self._out.write(visible(text).rstrip() + "\n")

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[str | Styled]]) -> None:
        """Rows under headings; in plain form each row is one line."""
        if self.is_terminal:
            self._console.print(_table(columns, rows))
        else:
            self._plain_table(columns, [[_text(cell) for cell in row] for row in rows])

    def draw(self, drawing: RenderableType) -> None:
        """Something of rich's; without its colours and trailing blanks where this is no terminal."""
        if self.is_terminal:
            self._console.print(drawing)
            return
        with io.StringIO() as drawn:
            Console(file=drawn, width=self._width, no_color=True, force_terminal=False, legacy_windows=False).print(drawing)
            for line in drawn.getvalue().splitlines():
                self._out.write(line.rstrip() + "\n")

    def _plain_table(self, columns: Sequence[Column], rows: list[list[str]]) -> None:
        heads = [column.head for column in columns]
        widths = [
            min(_PADDED_TO, max(cell_len(row[index]) for row in (heads, *rows))) if index < len(columns) - 1 else 0
            for index in range(len(columns))
        ]
        for row in (heads, *rows):
            cells = []
            for text, width, column in zip(row, widths, columns, strict=True):
                blanks = " " * (width - cell_len(text))
                cells.append(blanks + text if column.right else text + blanks)
            self._out.write("  ".join(cells).rstrip() + "\n")


def _text(cell: str | Styled) -> str:
    text = cell.text if isinstance(cell, Styled) else cell
    return visible(text).replace("\n", " ").replace("\t", " ")


def _table(columns: Sequence[Column], rows: Iterable[Sequence[str | Styled]]) -> Table:
    # No cell is given as a str: rich would read [red] in somebody's data as markup.
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(
            Text(column.head),
            justify="right" if column.right else "left",
            overflow="fold",
            ratio=column.share,
            no_wrap=column.whole,
        )
    table.expand = any(column.share for column in columns)
    for row in rows:
        cells = (cell if isinstance(cell, Styled) else Styled(cell) for cell in row)
        table.add_row(*(Text(visible(cell.text), style=cell.style, overflow="fold") for cell in cells))
    return table


class _Lenient(io.TextIOBase):
    """Passes text on; what the stream's encoding lacks is written by a simpler sign or as a question mark."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._encoding = getattr(stream, "encoding", None) or "utf-8"

    @property
    def encoding(self) -> str:  # type: ignore[override]  # a plain attribute in the stub
        return self._encoding

    def write(self, text: str) -> int:
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            text = "".join(map(self._nearest, text))
        self._stream.write(text)
        return len(text)

    def _nearest(self, character: str) -> str:
        for candidate in (character, _SIMPLER.get(character, "?")):
            try:
                candidate.encode(self._encoding)
            except UnicodeEncodeError:
                continue
            return candidate
        return "?"

    def flush(self) -> None:
        self._stream.flush()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()
