"""A page of text: tables and lines for a terminal by rich, the same content as plain lines for everything else.

On a terminal, tables are as wide as it is and long cells are folded. In a pipe or a file nothing is folded or coloured, so that a
line is a row and `grep` finds what it looks for. What cannot be encoded becomes a question mark, never a crash.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any, TextIO, cast

from rich.cells import cell_len

from puxi_cli.output.document import Table
from puxi_cli.output.lines import MARKS, Cell, Column, Fit, styled
from puxi_cli.records.text import visible
from puxi_cli.text.words import Lang, Text, chosen

if TYPE_CHECKING:
    from rich.console import RenderableType

    from puxi_cli.output.screen import Screen

PLAIN_WIDTH = 100
_PADDED_TO = 36  # in plain lines a column is not padded wider than this

_SIMPLER = {"✓": "√", "−": "-", "✗": "×", "…": "...", "→": "->", "█": "#"}


class Page:
    """Where a report is written, in a language. `terminal` and `width` are found out unless given."""

    def __init__(self, stream: TextIO, lang: Lang, *, width: int | None = None, terminal: bool | None = None) -> None:
        self._out = _Lenient(stream)
        self.lang = lang
        self.is_terminal = self._out.isatty() if terminal is None else terminal
        self._width = width
        self._screen: Screen | None = None

    @property
    def screen(self) -> Screen:
        """What rich draws on; loaded only where something is drawn."""
        if self._screen is None:
            from puxi_cli.output.screen import Screen

            plain = None if self.is_terminal else PLAIN_WIDTH
            self._screen = Screen(cast(IO[str], self._out), self.lang, self._width or plain, self.is_terminal)
        return self._screen

    @property
    def width(self) -> int:
        """How many cells a line has."""
        return self.screen.width if self.is_terminal else self._width or PLAIN_WIDTH

    def line(self, words: Text | str = "", style: str = "") -> None:
        """One paragraph; on a terminal it is folded at the edge."""
        text = visible(chosen(words, self.lang))
        if self.is_terminal:
            self.screen.line(text, style)
        else:
            self._out.write(text.rstrip() + "\n")

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
        """Rows under headings; in plain form each row is one line."""
        if self.is_terminal:
            self.screen.table(columns, rows)
        else:
            self._plain_table(columns, [[self.words(cell).replace("\n", " ").replace("\t", " ") for cell in row] for row in rows])

    def show(self, table: Table[Any], fits: Sequence[Fit] = (), styles: Mapping[str, str] = MARKS) -> None:
        """A described table, without its title and its notes; `fits` say how wide its columns are, `styles` how marks look."""
        fitted = [*fits, *[Fit()] * (len(table.columns) - len(fits))]
        columns = [Column(one.title, one.kind.right, *fit) for one, fit in zip(table.columns, fitted, strict=True)]
        self.table(columns, [[styled(cell, styles) for cell in row] for row in table.shown])

    def words(self, cell: Cell) -> str:
        """What a cell says, in the language of the page."""
        return visible(chosen(cell if isinstance(cell, Text | str) else cell.text, self.lang))

    def draw(self, drawing: RenderableType) -> None:
        """Something of rich's; without its colours and trailing blanks where this is no terminal."""
        self.screen.draw(drawing)

    def _plain_table(self, columns: Sequence[Column], rows: list[list[str]]) -> None:
        heads = [chosen(column.head, self.lang) for column in columns]
        widths = [
            min(_PADDED_TO, max(cell_len(row[index]) for row in (heads, *rows)))
            if column.right or column is not columns[-1]
            else 0
            for index, column in enumerate(columns)
        ]
        for row in (heads, *rows):
            cells = []
            for text, width, column in zip(row, widths, columns, strict=True):
                blanks = " " * (width - cell_len(text))
                cells.append(blanks + text if column.right else text + blanks)
            self._out.write("  ".join(cells).rstrip() + "\n")


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
