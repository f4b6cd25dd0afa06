"""The rows below headings that number the columns, as printed forms do: 1 2 3 4 …, 甲 乙 1 2 …, （1）（2）…, 第1列 …."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import polars as pl

from puxi_cli.records.text import folded
from puxi_cli.registry import ROW
from puxi_cli.sheets.row_words import NAMES_SOMEBODY

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_STEM = frozenset(_STEMS)
_SAY_SO = frozenset({"栏次", "列次", "栏号", "列号"})
# How the number of a column is written, folded: 1, (1), 1., 第1列, 1栏, and with how it comes about, 3=1+2.
_NUMBER_OF_A_COLUMN = re.compile(r"[(\[]?(?:第?([0-9]{1,3})[列栏]?|[列栏]([0-9]{1,3}))[)\].、]?(?:=[0-9+\-*/×÷()]+)?")
_LEAST_COUNT = 4
_LEAST_STEMS = 2  # of 甲 乙 丙, which number as figures do; one alone may name a village
_LEAST_WITH_STEMS = 3
_FIRST_ROWS = 3  # a row of hints or units, and two that number the columns


def counts_columns(cells: Sequence[str | None], from_the_first: bool = False) -> bool:
    """Whether a row numbers the columns, in order."""
    written = [mark for cell in cells if cell and (mark := folded(cell)) not in _SAY_SO]
    marks = [mark for mark in written if mark not in _STEM]
    stems = "".join(mark for mark in written if mark in _STEM)
    read = [_NUMBER_OF_A_COLUMN.fullmatch(mark) for mark in marks]
    numbers = [int(one[1] or one[2]) for one in read if one]
    in_order = len(stems) >= _LEAST_STEMS and _STEMS.startswith(stems)
    if len(numbers) < len(marks) or (len(numbers) < _LEAST_COUNT and not (in_order and len(written) >= _LEAST_WITH_STEMS)):
        return False
    if numbers and (in_order or from_the_first) and numbers[0] > 1:
        return False
    return all(after == before + 1 for before, after in pairwise(numbers))


def rows_that_count(frame: pl.DataFrame) -> dict[int, str]:
    """The rows that number the columns, with why: the first, or the one behind a row of hints or units, which is then left out, too; one
    directly below these that numbers them in another way; and any that repeats them on a later page."""
    (number, *cells), *below = frame.head(_FIRST_ROWS).iter_rows()
    found = {number: "heading"} if counts_columns(cells) else {}
    worded = any(cell and not re.search("[0-9０-９]", cell) for cell in cells)
    if not found and worded and below and counts_columns(below[0][1:], from_the_first=True):
        somebody = any(cell and re.search(NAMES_SOMEBODY, cell) for cell in cells)
        found = ({} if somebody else {number: "hint"}) | {below.pop(0)[0]: "heading"}
    if not found:
        return {}
    if below and counts_columns(below[0][1:], from_the_first=True):
        found[below[0][0]] = "heading"
    marks = frame.filter(pl.col(ROW).is_in([row for row, why in found.items() if why == "heading"]))
    again = frame.join(marks.drop(ROW), on=marks.columns[1:], how="semi", nulls_equal=True)[ROW]
    return found | dict.fromkeys((row for row in again if row not in found), "heading")
