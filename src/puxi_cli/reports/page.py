"""A page of text: tables and lines for a terminal by rich, the same content as plain lines for everything else.

On a terminal, tables are as wide as it is and long cells are folded. In a pipe or a file nothing is folded or coloured, so that a
line is a row and `grep` finds what it looks for. What cannot be encoded becomes a question mark, never a crash.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, TextIO, cast

from rich.cells import cell_len, set_cell_size

if TYPE_CHECKING:
    from rich.console import RenderableType

    from puxi_cli.reports.screen import Screen

PLAIN_WIDTH = 100
_PADDED_TO = 36  # in plain lines a column is not padded wider than this

# Control characters, and those that turn the direction of writing: data must not move the cursor or hide text.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SIMPLER = {"✓": "√", "−": "-", "✗": "×", "…": "...", "→": "->", "█": "#"}


def visible(text: str) -> str:
    """Text of somebody's file without what a terminal would obey instead of showing."""
    return _UNSEEN.sub("", text)


_NOT_FIRST = "，。；：、？！”’）》】,.;:?!)]}%"
_PIECE = re.compile(r"[\x21-\x7e]+|.", re.DOTALL)


def folded_lines(text: str, width: int) -> list[str]:
    """A paragraph in lines of at most `width` cells, the later ones as far in as the first.

    Chinese may be broken anywhere, words of Latin letters only at blanks; no line begins with a comma or a closing bracket.
    """
    indent = text[: len(text) - len(text.lstrip(" "))]
    pieces: list[str] = []
    for piece in _PIECE.findall(text.lstrip(" ")):
        if pieces and piece[0] in _NOT_FIRST and pieces[-1] != " ":
            pieces[-1] += piece
        else:
            pieces.append(piece)
    lines, line = [], indent
    for piece in pieces:
        if cell_len(line + piece) <= width:
            line += piece
            continue
        ahead, blank, last_word = line.rpartition(" ")
        if blank and piece != " " and cell_len(ahead) > 0.6 * width:
            lines.append(ahead.rstrip())  # rather at a blank near the edge than within a word of Chinese
            line = indent + last_word + piece
        else:
            if line.strip():
                lines.append(line.rstrip())
            line = indent + piece.lstrip(" ")
        while cell_len(line) > width:  # one word longer than a line
            first = set_cell_size(line, width).rstrip()
            lines.append(first)
            line = indent + line[len(first) :]
    return [*lines, line.rstrip()]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, figures to the right, its share of the width, whether it is never folded.

    `most` is the greatest part of the page's width it may take; only columns with a `share` grow beyond their content.
    """

    head: str
    right: bool = False
    share: int | None = None
    most: float | None = None
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
        self._width = width
        self._screen: Screen | None = None

    @property
    def screen(self) -> Screen:
        """What rich draws on; loaded only where something is drawn."""
        if self._screen is None:
            from puxi_cli.reports.screen import Screen

            plain = None if self.is_terminal else PLAIN_WIDTH
            self._screen = Screen(cast(IO[str], self._out), self._width or plain, self.is_terminal)
        return self._screen

    @property
    def width(self) -> int:
        """How many cells a line has."""
        return self.screen.width if self.is_terminal else self._width or PLAIN_WIDTH

    def line(self, text: str = "", style: str = "") -> None:
        """One paragraph; on a terminal it is folded at the edge."""
        if self.is_terminal:
            self.screen.line(visible(text), style)
        else:
            self._out.write(visible(text).rstrip() + "\n")

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[str | Styled]]) -> None:
        """Rows under headings; in plain form each row is one line."""
        if self.is_terminal:
            self.screen.table(columns, rows)
        else:
            self._plain_table(columns, [[_text(cell) for cell in row] for row in rows])

    def draw(self, drawing: RenderableType) -> None:
        """Something of rich's; without its colours and trailing blanks where this is no terminal."""
        self.screen.draw(drawing)

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
