"""A workbook of bare values, for files whose own form cannot be changed in place (xls, ods, csv …): every cell where it stood."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import BinaryIO

from puxi_cli.records.text import plain_text

_FIGURE = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,10})?")
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class PlainSheet:
    """A sheet's cells as text, from row 1 on, their first column, the columns (from 0) that hold figures, and merged ranges (first and
    last row from 1, first and last column from 0)."""

    name: str
    rows: Iterable[Sequence[str | None]]
    first_column: int = 0
    figures: Collection[int] = ()
    merges: Iterable[tuple[int, int, int, int]] = ()


class SheetNames:
    """Names that a workbook may have, each once, by those that the sheets had: other formats let a name be longer."""

    def __init__(self) -> None:
        self._given: dict[str, str] = {}

    def of(self, old: str) -> str:
        """The name for a sheet; the same whenever it is asked for."""
        if old not in self._given:
            taken = {name.casefold() for name in self._given.values()}
            self._given[old] = next(name for number in count(1) if (name := _name(old, number)).casefold() not in taken)
        return self._given[old]


def _name(text: str, number: int) -> str:
    """Text as the name of a sheet: no sign that a name may not have, at most 31 characters, a number behind it from the second on."""
    behind = f"_{number}" if number > 1 else ""
    return (_NOT_IN_NAMES.sub("_", text).strip("'")[: _LONGEST_NAME - len(behind)].rstrip("'") or "Sheet") + behind


def write_plain_copy(sheets: Iterable[PlainSheet], stream: BinaryIO) -> None:
    """Write the sheets; text stays text, figures of columns of figures become numbers."""
    import xlsxwriter
    from xlsxwriter.exceptions import OverlappingRange

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            merges: dict[int, list[tuple[int, int, int, int]]] = {}
            for first_row, last_row, first_column, last_column in sheet.merges:
                merges.setdefault(first_row - 1, []).append((first_row - 1, first_column, last_row - 1, last_column))
            for number, row in enumerate(sheet.rows):
                for merge in merges.get(number, ()):
                    if merge[:2] != merge[2:]:
                        with suppress(OverlappingRange):
                            page.merge_range(*merge, "")
                for place, text in enumerate(row, sheet.first_column):
                    if text is None:
                        continue
                    if place in sheet.figures and _FIGURE.fullmatch(text):
                        page.write_number(number, place, float(text))
                    else:
                        page.write_string(number, place, plain_text(text))
