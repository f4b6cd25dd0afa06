"""The rates as rows, the town's first and then each village's: CSV, or a workbook with a sheet for each."""

from __future__ import annotations

from typing import BinaryIO

from puxi_cli import __version__
from puxi_cli.output.book import SheetWriter, report_book
from puxi_cli.output.cells import COUNT, HEADING, Look
from puxi_cli.output.csv_table import write_csv
from puxi_cli.output.document import Table, day_words, frame_of, headings
from puxi_cli.reports.units import HOUSEHOLD_COUNT, PERSON_COUNT
from puxi_cli.systems.figures.figures import RateFigures
from puxi_cli.systems.figures.rates_words import COLUMNS, RATES, Held, plain_number, rates_table
from puxi_cli.text.words import COMMA, Lang, Text

HEADS = headings(COLUMNS)
_INSPECTED = (
    Text("抽查类型", "inspected kind"),
    HOUSEHOLD_COUNT,
    PERSON_COUNT,
    Text("无结论", "no conclusion"),
    Text("结论不符", "odd conclusion"),
)


def whole_table(figures: RateFigures) -> Table[Held]:
    """All rates in one long table."""
    rows = [*rates_table(figures).rows, *rates_table(figures, villages=True).rows]
    return Table(RATES, COLUMNS, rows, figures.notes)


def write_rates_csv(figures: RateFigures, stream: BinaryIO, lang: Lang) -> None:
    """The long table as CSV; values to eight decimals."""
    write_csv(frame_of(whole_table(figures), lang), stream)


def write_rates_xlsx(figures: RateFigures, stream: BinaryIO, lang: Lang) -> None:
    """A workbook: the town's rates with the sizes of the inspections and the remarks, then the villages'."""
    widths = [column.wide for column in COLUMNS]
    looks = [column.kind.look for column in COLUMNS]
    with report_book(stream, lang) as book:
        sheet = SheetWriter(book, RATES, widths)
        sheet.row([Text("核查各率", "Rates of the inspectors")], Look(bold=True, size=14))
        sheet.row([day_words(figures.as_of, figures.region) + COMMA + f"puxi {__version__} stats --table rates"])
        sheet.row([])
        sheet.headings(COLUMNS)
        for rate in figures.rates:
            sheet.rows(COLUMNS, [(rate, None)])
            for part in rate.parts:
                sheet.row(["  " + part.words, None, None, plain_number(part.persons)], looks)
        sheet.row([])
        sheet.row(_INSPECTED, HEADING)
        for size in figures.samples:
            counts = (size.households, size.persons, size.without_conclusion, size.odd_conclusion)
            sheet.row([size.kind, *counts], (Look(), COUNT, COUNT, COUNT, COUNT))
        sheet.row([Text("问过是否认可", "asked to approve"), figures.asked], (Look(), COUNT))
        sheet.row([])
        for note in figures.notes:
            sheet.across(note)
        SheetWriter(book, Text("按村", "Villages"), widths, frozen=1).table(rates_table(figures, villages=True), filtered=True)
