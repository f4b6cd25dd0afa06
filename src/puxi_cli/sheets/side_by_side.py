"""Two blocks of columns side by side, as printed to save paper: the right one repeats the headings of the left one, and is not read."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from puxi_cli.records.place import Place
from puxi_cli.sheets.assignment import Assignment, Match
from puxi_cli.sheets.body import column_name
from puxi_cli.sheets.faults import BESIDE, Fault
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.qualifiers import normal
from puxi_cli.text.words import Text

_LEAST = 3  # columns of a block
_KEYS = frozenset({"household_id", "head_name", "name", "id_no"})


@dataclass
class BlockBeside:
    """The columns of the right block, and how many of its rows hold something."""

    columns: tuple[Match, ...]
    rows: int = 0

    @classmethod
    def of(cls, assignment: Assignment) -> BlockBeside | None:
        """The columns from the first repeated heading on, if they repeat earlier ones in their order and one of them says whose a row is."""
        matches = assignment.matches
        headings = [normal(match.heading) for match in matches]
        begins = next((place for place, match in enumerate(matches) if match.how == "duplicate"), None)
        if begins is None or headings[begins] not in headings[:begins]:
            return None
        left = headings.index(headings[begins])
        block = matches[begins:]
        width = begins - left
        repeated = all(headings[begins + place] == headings[left + place % width] for place in range(len(block)))
        keyed = any(match.field in _KEYS for match in matches[left:begins][: len(block)])
        return cls(block) if repeated and keyed and len(block) >= _LEAST else None

    def count(self, frame: pl.DataFrame) -> None:
        """The rows of a piece of the sheet."""
        self.rows += (
            frame.select(pl.any_horizontal(pl.col(column_name(match.column)).is_not_null() for match in self.columns))
            .sum()
            .item()
        )

    def fault(self, grid: Grid, found: Located) -> Fault:
        """That it was not read, once."""
        first = self.columns[0]
        place = Place(grid.file, grid.sheet, found.row, first.column, first.heading)
        values = {"heading": first.heading, "columns": len(self.columns), "rows": self.rows}
        return Fault(BESIDE, place, found.assignment.tables[0], value=first.heading, values=values)

    def note(self, grid: Grid) -> Text:
        """The same for the readers of figures and lists."""
        where, first = f"{grid.file} {grid.sheet or ''}".strip(), self.columns[0].heading
        return Text(
            f"{where}：左右并排两块，右边自“{first}”起的 {len(self.columns)} 列、{self.rows} 行未读，没有计入；请移到左边一块的下面。",
            f"{where}: two blocks side by side; the right one, {len(self.columns)} columns from {first} on, was not read, and its {self.rows} rows "
            "are not counted. Move them below the left block.",
        )
