"""A sheet as it stands: a grid of raw text, with what was easily lost on the way to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from puxi_cli.text.words import NO_WORDS, Text

if TYPE_CHECKING:
    import polars as pl

# Oddities of single cells: a number that had more digits than a spreadsheet keeps, an error value, a formula whose result
# the file does not hold.
NUMBER_LOST, ERROR_VALUE, NO_RESULT = "number_lost", "error_value", "no_result"

# The most cells a sheet may span (rows × columns). A county of 300,000 persons with 40 columns has 12 million.
MOST_CELLS = 30_000_000


@dataclass(frozen=True)
class Merge:
    """A merged range, all bounds included: rows count from 1, columns from 0."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(eq=False)
class Grid:
    """One sheet: `frame` has String columns c0, c1 …; its first row is the sheet's row `first_row`, its first column `first_column`.

    `behind` are the rows behind those of `frame`, in frames like it, as far as row `last_row`: a long sheet is read in pieces, when
    they are asked for.
    Blank cells, also those that hold nothing but blanks, are null.
    `odd` names cells by (row from 1, column from 0). `hidden_rows` (from 1) is empty where the format does not tell.
    """

    file: str
    sheet: str | None
    frame: pl.DataFrame
    first_column: int = 0
    odd: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    tab: int = 0  # its place among the tabs: sheets may come in the order in which they are ready
    first_row: int = 1
    behind: Iterable[pl.DataFrame] = ()
    last_row: int | None = None
    struck: frozenset[tuple[int, int]] = frozenset()  # cells in which text is struck out, as `odd` names them
    notes: tuple[Text, ...] = ()  # what its reader must know of how it was read
    heading_row: int | None = None  # that of its headings, where its sheet has several tables
    titles: tuple[str, ...] = ()  # of a table further down on a sheet: what stands over the first one

    @property
    def last_column(self) -> int:
        """The index of its last column."""
        return self.first_column + self.frame.width - 1

    def above(self, row: int) -> pl.DataFrame:
        """The rows above one, by its number in the file: of headings, the titles and notes over them."""
        return self.frame.head(max(row - self.first_row, 0))

    @property
    def shown(self) -> Text:
        """Its file and sheet, and which of several tables it is."""
        where = f"{self.file} {self.sheet or ''}".strip()
        row = self.heading_row
        return Text(where, where) + (Text(f" 第 {row} 行表头下", f", headings of row {row}") if row else NO_WORDS)

    @property
    def rows(self) -> int:
        """How many rows it has, with those behind `frame`."""
        return self.frame.height if self.last_row is None else self.last_row + 1 - self.first_row

    @property
    def goes_on(self) -> bool:
        """Whether rows of the sheet stand behind those of this piece."""
        return self.last_row is not None and self.first_row + self.frame.height <= self.last_row

    def pieces(self) -> Iterator[Grid]:
        """The sheet's rows, once, as grids that follow each other."""
        yield self
        row = self.first_row + self.frame.height
        for frame in self.behind:
            yield replace(self, frame=frame, first_row=row, behind=())
            row += frame.height


def frame_of(rows: list[list[str | None]]) -> pl.DataFrame:
    """Rows of unequal length as a frame of text; short rows end in nulls."""
    import polars as pl

    width = max((len(row) for row in rows), default=0)
    columns = {}
    for index in range(width):
        cells = (row[index] if index < len(row) else None for row in rows)
        columns[f"c{index}"] = pl.Series([cell if cell and not cell.isspace() else None for cell in cells], dtype=pl.String)
    return pl.DataFrame(columns)
