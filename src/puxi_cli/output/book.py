"""A report as a workbook, row by row: for the screen with headings that stay, for A4 paper with headings on every page.

The same rows give the same bytes: nothing in the file tells when it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from puxi_cli.output.cells import FONT, HEADING, LINE_HEIGHT, PAPER_A4, Look, lines_needed
from puxi_cli.output.document import Column, Table
from puxi_cli.records.text import plain_text, visible
from puxi_cli.text.report_mark import REPORT_MARK
from puxi_cli.text.words import Lang, Text, chosen

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_NO_TIME = datetime(2000, 1, 1)  # the format wants one
_AS_IT_IS = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}


class Book(NamedTuple):
    """A workbook on its way out, and the language it is written in."""

    workbook: Workbook
    lang: Lang


@contextmanager
def report_book(stream: BinaryIO, lang: Lang) -> Iterator[Book]:
    """A workbook in a language that is written to the stream at the end, marked as a report of puxi's."""
    import xlsxwriter

    content = BytesIO()  # the library gives a full disk as an error of its own
    book = xlsxwriter.Workbook(content, _AS_IT_IS)
    book.set_properties({"category": REPORT_MARK, "author": "puxi", "created": _NO_TIME})
    book.formats[0].set_font_name(FONT)
    yield Book(book, lang)
    book.close()
    stream.write(content.getbuffer())


class SheetWriter:
    """One sheet of a report, row by row. Widths are in cells of a letter; rows above `frozen` stay in sight."""

    def __init__(self, book: Book, title: Text | str, widths: Sequence[int], *, frozen: int = 0, upright: bool = False) -> None:
        self._book = book.workbook
        self._lang = book.lang
        self._sheet = self._book.add_worksheet(chosen(title, self._lang))
        self._widths = widths
        self._rows = 0
        for number, wide in enumerate(widths):
            self._sheet.set_column(number, number, wide)
        if frozen:
            self._sheet.freeze_panes(frozen, 0)
            self._sheet.repeat_rows(frozen - 1)
        self._sheet.set_paper(PAPER_A4)
        if not upright:
            self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)  # as many pages as it takes, one page wide
        self._formats: dict[Look, Format] = {}

    def row(self, values: Iterable[Any], looks: Sequence[Look] | Look = Look(), *, height: float | None = None) -> None:
        """Append a row; None leaves a cell empty. One look serves all its cells, or each has its own. `height` in points."""
        lines = 1
        for column, words in enumerate(values):
            value = chosen(words, self._lang)
            look = looks if isinstance(looks, Look) else looks[column]
            made = self._format(look)
            if isinstance(value, str):
                self._sheet.write_string(self._rows, column, plain_text(visible(value)), made)
                if look.wrapped:
                    lines = max(lines, lines_needed(value, self._widths[column]))
            elif value is None:
                self._sheet.write_blank(self._rows, column, None, made)
            elif isinstance(value, bool):
                self._sheet.write_boolean(self._rows, column, value, made)
            else:
                self._sheet.write_number(self._rows, column, value, made)
        if height is not None or lines > 1:
            self._sheet.set_row(self._rows, height if height is not None else LINE_HEIGHT * lines)
        self._rows += 1

    def table(self, table: Table[Any], *, filtered: bool = False) -> None:
        """Append the headings and the rows; `filtered` where nothing stands above, so that the reader can filter."""
        self.headings(table.columns)
        self.rows(table.columns, table.rows)
        if filtered:
            self.filter(len(table.columns), len(table.rows))

    def headings(self, columns: Sequence[Column[Any]]) -> None:
        """Append the titles of columns."""
        self.row([column.title for column in columns], HEADING)

    def rows(self, columns: Sequence[Column[Any]], rows: Sequence[Any]) -> None:
        """Append rows in columns."""
        looks = [column.kind.look for column in columns]
        for row in rows:
            self.row([column.value(row) for column in columns], looks)

    def across(self, words: Text | str, look: Look = Look(wrapped=True)) -> None:
        """Append a row whose text goes over all columns, as high as it needs."""
        text = chosen(words, self._lang)
        wide = sum(self._widths)
        self._sheet.merge_range(self._rows, 0, self._rows, len(self._widths) - 1, None, self._format(look))
        self._sheet.write_string(self._rows, 0, plain_text(visible(text)), self._format(look))
        self._sheet.set_row(self._rows, max(LINE_HEIGHT * lines_needed(text, wide), (look.size or 11) * 1.6))
        self._rows += 1

    def printed(self, columns: int, rows: int) -> None:
        """Print only the first columns: a page that held all of them could not be read."""
        self._sheet.print_area(0, 0, rows, columns - 1)

    def filter(self, columns: int, rows: int) -> None:
        """Let the reader filter: headings in the first row, `rows` under it."""
        self._sheet.autofilter(0, 0, rows, columns - 1)

    def footed(self) -> None:
        """Number the pages, and keep the sheet's name on each."""
        self._sheet.set_footer("&C&A  &P / &N", {"margin": 0.3})
        self._sheet.set_margins(0.4, 0.4, 0.5, 0.7)  # inches

    def _format(self, look: Look) -> Format:
        if look not in self._formats:
            text = look.number is None and look.size is None
            wanted: dict[str, Any] = {"font_name": FONT, "font_size": look.size or 11, "valign": "top", "bold": look.bold}
            if look.centred or text:
                wanted["align"] = "center" if look.centred else "left"
            if text and not look.centred:
                wanted["indent"] = 1  # else it touches the figure in the cell before
            if look.wrapped:
                wanted["text_wrap"] = True
            if look.fill:
                wanted |= {"bg_color": f"#{look.fill}", "pattern": 1}
            if look.number:
                wanted["num_format"] = look.number
            if look.ruled:
                wanted |= {"border": 1, "border_color": "#808080"}
            self._formats[look] = self._book.add_format(wanted)
        return self._formats[look]
