"""Where a value stands: file, sheet, row as the spreadsheet shows it, heading as written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from puxi_cli.text.words import Text

_ROWS = 10  # that a sentence names


@cache
def column_letters(index: int) -> str:
    """The letters a spreadsheet shows for the column with this number, counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@cache
def column_index(letters: bytes | str) -> int:
    """The number, from 0, of a column named by letters."""
    index = 0
    for letter in letters if isinstance(letters, bytes) else letters.encode("ascii"):
        index = index * 26 + letter - 64
    return index - 1


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, a row, a sheet or a file, as far as it is known. `row` counts from 1, `column_index` from 0."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column_index: int | None = None
    heading: str | None = None

    @property
    def cell(self) -> str | None:
        """The name of the cell, as F37, where row and column are known."""
        if self.row is None or self.column_index is None:
            return None
        return f"{column_letters(self.column_index)}{self.row}"


def rows_named(places: Sequence[Place], most: int = _ROWS) -> Text:
    """Rows by file and sheet, in both languages: the first `most`, and how many more there are."""
    by_sheet: dict[str, list[int]] = {}
    for place in places[:most]:
        by_sheet.setdefault(" ".join(filter(None, (place.file, place.sheet))), []).append(place.row or 0)
    more = len(places) - most
    zh = "；".join(f"{sheet} 第 {'、'.join(map(str, rows))} 行" for sheet, rows in by_sheet.items())
    en = "; ".join(f"{sheet} row {', '.join(map(str, rows))}" for sheet, rows in by_sheet.items())
    return Text(zh + (f" 等，另有 {more} 行" if more > 0 else ""), en + (f" and {more} more" if more > 0 else ""))
