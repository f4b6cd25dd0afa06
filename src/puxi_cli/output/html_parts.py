"""What pages are made of: tables, charts with the numbers they show, figures with their parts. Values are words already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from puxi_cli.output.charts import Drawing
from puxi_cli.output.document import Table
from puxi_cli.output.lines import Marked
from puxi_cli.text.words import COLON, COMMA, NO_WORDS, Text

Cell = Text | str | Marked
_READ_OUT = 15  # pairs; of more a listener is sent to the table


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on a page: its rows begin with their name. `right` are the columns of figures; with `total` the last row sums the others.

    On a narrow screen a `wide` one may be moved sideways, of a `stacked` one, which is of words, each row becomes a card. With `sums` the
    second column is that of the rows' sums. `notes` stand under it.
    """

    caption: Text | str
    heads: tuple[Text | str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    right: frozenset[int] = frozenset()
    total: bool = False
    wide: bool = False
    stacked: bool = False
    sums: bool = False
    notes: tuple[Text | str, ...] = ()

    @property
    def cells(self) -> list[list[Marked]]:
        """The rows, every cell as such."""
        return [[cell if isinstance(cell, Marked) else Marked(cell) for cell in row] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: what it shows, the drawings one under the other, what its colours mean, the same numbers as a table."""

    title: Text | str
    drawings: Drawing
    table: PageTable | None = None
    legend: Text | str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure to be seen first: its name, the figure, and what it is made of."""

    name: Text | str
    figure: Text | str
    made_of: Text | str = ""


def shown(table: Table[Any], *, wide: bool = False, stacked: bool = False) -> PageTable:
    """A table as a page shows it."""
    heads = tuple(column.title for column in table.columns)
    right = frozenset(place for place, column in enumerate(table.columns) if column.kind.right)
    rows = tuple(map(tuple, table.shown))
    return PageTable(table.title, heads, rows, right, table.total, wide, stacked, notes=tuple(table.notes))


def columns_from(first: int, heads: tuple[Text | str, ...]) -> frozenset[int]:
    """The columns of figures where these are all from `first` on."""
    return frozenset(range(first, len(heads)))


def read_out(title: Text | str, pairs: Sequence[tuple[Text | str, Text | str]]) -> Text:
    """What a screen reader says instead of a drawing: its title and every name with its figure."""
    if len(pairs) > _READ_OUT:
        return title + (COLON + Text(f"{len(pairs)} 项，见下表", f"{len(pairs)} bars, see the table below"))
    return title + (COLON + COMMA.join(NO_WORDS + name + " " + figure for name, figure in pairs))


def _numbered(caption: Text | str, place: int, columns: int, most: int) -> Text | str:
    """The caption of one of several tables: two of one name could not be told apart by ear."""
    return caption if columns <= most else caption + f" {place + 1}/{-(-columns // most)}"


def in_blocks(
    caption: Text | str,
    first: Sequence[Text | str],
    heads: Sequence[Text | str],
    rows: Sequence[tuple[Text | str, Sequence[Cell]]],
    sums: Sequence[str] = (),
    *,
    most: int,
) -> list[PageTable]:
    """A table with more columns than a page is wide, as several of at most `most`, each with the rows' names.

    `first` are the headings over names and, where there are `sums`, over these: they stand in the first table. With them the last row is
    that of all together.
    """
    tables = []
    for begin in range(0, max(len(heads), 1), most):
        block = slice(begin, begin + most)
        summed = bool(sums) and begin == 0
        there = (*first[: 1 + summed], *heads[block])
        cells = tuple((name, *([sums[place]] if summed else []), *values[block]) for place, (name, values) in enumerate(rows))
        caption_here = _numbered(caption, begin // most, len(heads), most)
        tables.append(PageTable(caption_here, there, cells, columns_from(1, there), total=bool(sums), wide=True, sums=summed))
    return tables
