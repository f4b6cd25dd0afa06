"""How a value is put into a cell of CSV or a workbook so that text stays text: no formula, no link, no number is made of it."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.cells import cell_len

from puxi_cli.records.text import cell_text, visible, without_control

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import Cell

_ACTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LONG_NUMBER = re.compile("[0-9]{16,}")


def csv_value(value: Any) -> Any:
    """A value for CSV: text that a spreadsheet would take for a formula gets a leading apostrophe; numbers stay numbers.

    So does a text of more than 15 digits: a spreadsheet would make a number of it and lose its end.
    """
    if not isinstance(value, str):
        return value
    text = visible(without_control(value))
    return f"'{text}" if text.startswith(_ACTS) or _LONG_NUMBER.fullmatch(text) else text


def put_text(cell: Cell | WriteOnlyCell, text: str) -> None:
    """Set a cell's value so that a workbook holds and shows exactly this text."""
    cell.value = cell_text(visible(text))
    cell.data_type = "s"  # else =1+1 becomes a formula and #N/A an error


class Look(NamedTuple):
    """How a cell looks: bold, wrapped, in the middle, with a fill (RRGGBB), with a number format, of another size, with lines around.

    A tuple, because one is looked up for every cell of a workbook.
    """

    bold: bool = False
    wrapped: bool = False
    centred: bool = False
    fill: str | None = None
    number: str | None = None
    size: int | None = None
    ruled: bool = False


FONT = "Calibri"  # the font of a new workbook; a font without a name is a serif one in some programs
LINE_HEIGHT = 17.0  # points; what a line of Chinese takes in 11 points
PAPER_A4 = 9  # as the format counts papers
HEADING = Look(bold=True, wrapped=True, centred=True, fill="D9E2F3")
COUNT = Look(number="#,##0")
WRAPPED = Look(wrapped=True)


def lines_needed(text: str, wide: float) -> int:
    """How many lines a text takes in a cell of this width. A spreadsheet does not see to the height of a row by itself."""
    return sum(max(1, math.ceil(cell_len(line) * 1.05 / max(1.0, wide - 1))) for line in text.split("\n"))
