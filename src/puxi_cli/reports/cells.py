"""How a value is put into a cell of CSV or a workbook so that text stays text: no formula, no link, no number is made of it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from puxi_cli.records.text import cell_text, without_control

if TYPE_CHECKING:
    from openpyxl import Workbook
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
    text = without_control(value)
    return f"'{text}" if text.startswith(_ACTS) or _LONG_NUMBER.fullmatch(text) else text


def put_text(cell: Cell | WriteOnlyCell, text: str) -> None:
    """Set a cell's value so that a workbook holds and shows exactly this text."""
    cell.value = cell_text(text)
    cell.data_type = "s"  # else =1+1 becomes a formula and #N/A an error


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks: bold, wrapped, in the middle, with a fill (RRGGBB), with a number format, of another size, with lines around."""

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


class SheetWriter:
    """One sheet of a write-only workbook, row by row. Widths are in cells of a letter; rows above `frozen` stay in sight."""

    def __init__(self, book: Workbook, title: str, widths: Sequence[int], *, frozen: int = 0) -> None:
        from openpyxl.utils import get_column_letter

        self._sheet = book.create_sheet(title)
        self._widths = widths
        self._rows = 0
        for number, wide in enumerate(widths, start=1):
            self._sheet.column_dimensions[get_column_letter(number)].width = wide
        if frozen:
            self._sheet.freeze_panes = f"A{frozen + 1}"
            self._sheet.print_title_rows = f"{frozen}:{frozen}"
        self._sheet.page_setup.paperSize = PAPER_A4
        self._sheet.page_setup.orientation = "landscape"
        self._sheet.page_setup.fitToHeight = 0  # as many pages as it takes, one page wide
        self._sheet.sheet_properties.pageSetUpPr.fitToPage = True
        self._styles: dict[Look, Any] = {}

    def row(self, values: Iterable[Any], looks: Sequence[Look] | Look = Look()) -> None:
        """Append a row; None leaves a cell empty. One look serves all its cells, or each has its own."""
        from openpyxl.cell import WriteOnlyCell

        cells = []
        lines = 1
        self._rows += 1
        for index, value in enumerate(values):
            look = looks if isinstance(looks, Look) else looks[index]
            cell: Any = WriteOnlyCell(self._sheet, value if not isinstance(value, str) else None)
            if isinstance(value, str):
                put_text(cell, value)
            # A style is looked up once per look: set attribute by attribute it would take longer than the rest.
            cell._style = self._style(look)
            cells.append(cell)
            if look.wrapped and isinstance(value, str):
                lines = max(lines, lines_needed(value, self._widths[index]))
        if lines > 1:
            self._sheet.row_dimensions[self._rows].height = LINE_HEIGHT * lines
        self._sheet.append(cells)

    def printed(self, columns: int, rows: int) -> None:
        """Print only the first columns: a page that held all of them could not be read."""
        from openpyxl.utils import get_column_letter

        self._sheet.print_area = f"A1:{get_column_letter(columns)}{rows + 1}"

    def filter(self, columns: int, rows: int) -> None:
        """Let the reader filter: headings in the first row, `rows` under it."""
        from openpyxl.utils import get_column_letter

        self._sheet.auto_filter.ref = f"A1:{get_column_letter(columns)}{rows + 1}"

    def footed(self) -> None:
        """Number the pages, and keep the sheet's name on each."""
        self._sheet.oddFooter.center.text = "&A  &P / &N"
        margins = self._sheet.page_margins
        margins.left = margins.right = 0.4  # inches
        margins.top, margins.bottom, margins.footer = 0.5, 0.7, 0.3

    def _style(self, look: Look) -> Any:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        if look not in self._styles:
            model: Any = WriteOnlyCell(self._sheet, None)
            text = look.number is None and look.size is None
            model.alignment = Alignment(
                horizontal="center" if look.centred else "left" if text else None,
                indent=1 if text and not look.centred else 0,  # else it touches the figure in the cell before
                vertical="top",
                wrap_text=look.wrapped or None,
            )
            if look.bold or look.size:
                model.font = Font(name=FONT, bold=look.bold, size=look.size or 11)
            if look.fill:
                model.fill = PatternFill("solid", fgColor=look.fill)
            if look.number:
                model.number_format = look.number
            if look.ruled:
                model.border = Border(*[Side("thin", color="808080")] * 4)
            self._styles[look] = model._style
        return self._styles[look]
