"""What an answer is made of, without a language and without a format: tables whose columns know what stands in them.

A value has a machine form, which JSON, CSV and workbooks keep, and a human form for a page: 0.123 and 12.3 %, 1234 and 1,234. Words are
`Text`; only a renderer chooses the language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from puxi_cli.output import cells
from puxi_cli.output.cells import Look
from puxi_cli.output.lines import Marked
from puxi_cli.output.percents import number_of, percent_of
from puxi_cli.text.words import LANGUAGES, Lang, Text, chosen

if TYPE_CHECKING:
    import pandas as pd

Row = TypeVar("Row")
NOTE, REMARK = Text("备注", "note"), Text("说明", "remark")


class Kind(NamedTuple):
    """What a column holds: its human form; for a workbook its look; for a frame its type; for CSV how many decimals are kept."""

    human: Callable[[Any], Text | str]
    look: Look = Look()
    dtype: str = "object"
    decimals: int | None = None
    right: bool = True


def _known(written: Callable[[Any], Text | str]) -> Callable[[Any], Text | str]:
    return lambda value: "—" if value is None else written(value)


def _percent(places: int) -> Callable[[Any], Text | str]:
    return _known(lambda value: percent_of(Fraction(value), places))


NAME = Kind(lambda value: "" if value is None else value, right=False)
PROSE = NAME._replace(look=cells.WRAPPED)
YEAR = Kind(_known(str), dtype="Int64")
COUNT = Kind(_known("{:,}".format), cells.COUNT, "Int64")
NUMBER = Kind(_known(number_of), Look(number="#,##0.##"))  # whole, or estimated
MONEY = Kind(_known("{:,.2f}".format), Look(number="#,##0.00"), "float64", 2)
SHARE = Kind(_percent(1), Look(number="0.0%"), "float64", 6)
RATE = Kind(_percent(2), Look(number="0.00%"), "float64", 8)


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: its title, the machine form of its value, what it holds; in a workbook it is `wide` (cells of a letter).

    `human` gives the human form where it is not that of the kind, `name` is the key in JSON.
    """

    title: Text | str
    value: Callable[[Row], Any]
    kind: Kind = NAME
    human: Callable[[Row], Text | str | Marked] | None = None
    wide: int = 12
    name: str = ""

    def shown(self, row: Row) -> Text | str | Marked:
        """What a reader sees of a row."""
        return self.human(row) if self.human else self.kind.human(self.value(row))


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """A table: with `total` its last row sums the others; `notes` are what it is to be read with."""

    title: Text | str
    columns: Sequence[Column[Row]]
    rows: Sequence[Row]
    notes: Sequence[Text | str] = ()
    total: bool = False

    @property
    def shown(self) -> list[list[Text | str | Marked]]:
        """The human form of every cell."""
        return [[column.shown(row) for column in self.columns] for row in self.rows]

    @property
    def records(self) -> list[dict[str, Any]]:
        """The machine form of every row by the names of its columns."""
        return [{column.name: column.value(row) for column in self.columns if column.name} for row in self.rows]


def headings(columns: Sequence[Column[Any]]) -> tuple[tuple[str, ...], ...]:
    """The titles of columns in each language."""
    return tuple(tuple(chosen(column.title, lang) for column in columns) for lang in LANGUAGES)


def frame_of(table: Table[Any], lang: Lang, *, rounded: bool = True) -> pd.DataFrame:
    """A table as one frame in a language; its notes follow as rows, under the column of remarks."""
    import pandas as pd

    made = {}
    for place, column in enumerate(table.columns):
        values = [chosen(column.value(row), lang) for row in table.rows]
        under = NOTE if place == 0 else None
        values += [chosen(note if column.title == REMARK else under, lang) for note in table.notes]
        series = pd.Series(values, dtype=column.kind.dtype)
        made[chosen(column.title, lang)] = series.round(column.kind.decimals) if rounded and column.kind.decimals else series
    return pd.DataFrame(made)


def day_words(as_of: str, region: str | None) -> Text:
    """The day asked and the region."""
    where = Text(f"，区划 {region}", f", region {region}") if region else ""
    return Text(f"截至 {as_of}", f"As of {as_of}") + where
