"""What pages are made of: tables, charts with the numbers they show, figures with their parts. Values here are words already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from puxi_cli.text.words import COLON, COMMA, Lang, Text, each_of

_READ_OUT = 15  # pairs; of more a listener is sent to the table


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is more than words: `kind` is how it looks (pass, fail, unknown, error …), its words say the same."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its rows begin with their name. `right` are the columns of figures; with `total` the last row sums the others.

    On a narrow screen a `wide` one may be moved sideways, of a `stacked` one, which is of words, each row becomes a card. With `sums` the
    second column is that of the rows' sums. `notes` stand under it.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    right: frozenset[int] = frozenset()
    total: bool = False
    wide: bool = False
    stacked: bool = False
    sums: bool = False
    notes: tuple[str, ...] = ()

    @property
    def cells(self) -> list[list[Cell]]:
        """The rows, every cell as such."""
        return [[cell if isinstance(cell, Cell) else Cell(cell) for cell in row] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: what it shows, the drawings one under the other, what its colours mean, the same numbers as a table."""

    title: str
    drawings: tuple[str, ...]
    table: Table | None = None
    legend: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure to be seen first: its name, the figure, and what it is made of."""

    name: str
    figure: str
    made_of: str = ""


def columns_from(first: int, heads: tuple[str, ...]) -> frozenset[int]:
    """The columns of figures where these are all from `first` on."""
    return frozenset(range(first, len(heads)))


def read_out(title: str, pairs: Sequence[tuple[str, str]], lang: Lang) -> str:
    """What a screen reader says instead of a drawing: its title and every name with its figure."""
    comma, colon = each_of((COMMA, COLON), lang)
    if len(pairs) > _READ_OUT:
        return Text(f"{title}{colon}{len(pairs)} 项，见下表", f"{title}{colon}{len(pairs)} bars, see the table below").of(lang)
    return f"{title}{colon}{comma.join(f'{name} {figure}' for name, figure in pairs)}"


def _numbered(caption: str, place: int, columns: int, most: int) -> str:
    """The caption of one of several tables: two of one name could not be told apart by ear."""
    return caption if columns <= most else f"{caption} {place + 1}/{-(-columns // most)}"


def in_blocks(
    caption: str,
    first: Sequence[str],
    heads: Sequence[str],
    rows: Sequence[tuple[str, Sequence[str | Cell]]],
    sums: Sequence[str] = (),
    *,
    most: int,
) -> list[Table]:
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
        tables.append(Table(caption_here, there, cells, columns_from(1, there), total=bool(sums), wide=True, sums=summed))
    return tables
