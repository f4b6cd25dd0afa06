"""A standard table as CSV, one row per village and category; or as a workbook, villages against categories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

from puxi_cli import __version__
from puxi_cli.output.book import SheetWriter, report_book
from puxi_cli.output.cells import COUNT, HEADING, WRAPPED, Look
from puxi_cli.output.csv_table import write_csv
from puxi_cli.output.document import MONEY, SHARE, day_words, frame_of, headings
from puxi_cli.output.sheet_names import sheet_names
from puxi_cli.reports.units import TOTAL, VILLAGE
from puxi_cli.systems.figures.figures import Amount, StandardFigures, TablePart
from puxi_cli.systems.figures.standard_words import (
    COLUMNS,
    PAIR_OF_SUMS,
    SHARE_HEAD,
    base_words,
    category_words,
    count_head,
    headline,
    standard_table,
    title_words,
    village_name,
    whole_town_table,
)
from puxi_cli.text.words import Lang, Text, each_of

HEADS = headings(COLUMNS)
_TOWN_WIDTHS = (36, 14, 12, 12, 16, 14)


def write_standard_csv(figures: StandardFigures, stream: BinaryIO, lang: Lang) -> None:
    """The long table as CSV; shares to six decimals, what is per head to two."""
    write_csv(frame_of(standard_table([figures]), lang), stream)


def write_standard_xlsx(figures: StandardFigures, stream: BinaryIO, lang: Lang) -> None:
    """A workbook: the town's table with the remarks; a sheet of villages with number and share of each category."""
    with report_book(stream, lang) as book:
        _write_town(SheetWriter(book, Text("全镇", "Town"), _TOWN_WIDTHS), figures)
        widths = (18, 10, *[13, 10] * len(figures.town.rows))
        _write_villages(SheetWriter(book, Text("按村", "Villages"), widths, frozen=1), figures)


def write_standard_tables_xlsx(tables: Sequence[StandardFigures], stream: BinaryIO, lang: Lang) -> None:
    """A workbook with a list of the tables, and a sheet for each: the town's table, under it the villages."""
    with report_book(stream, lang) as book:
        titles = sheet_names(each_of([Text("目录", "Tables"), *map(title_words, tables)], lang))
        index = SheetWriter(book, titles[0], (34, 14, 60), frozen=1)
        index.row((Text("统计表", "table"), Text("名称", "name"), Text("统计谁", "whom it counts")), HEADING)
        for figures, title in zip(tables, titles[1:], strict=True):
            index.row((title, figures.table, base_words(figures)), WRAPPED)
        for figures, title in zip(tables, titles[1:], strict=True):
            sheet = SheetWriter(book, title, (*_TOWN_WIDTHS, *[12] * max(0, 2 * len(figures.town.rows) - 4)))
            _write_town(sheet, figures)
            sheet.row([])
            _write_villages(sheet, figures)


def _write_villages(sheet: SheetWriter, figures: StandardFigures) -> None:
    amounts = any(isinstance(row, Amount) for row in figures.town.rows)
    pair = PAIR_OF_SUMS if amounts else (count_head(figures), SHARE_HEAD)
    named = [category_words(row.category) + " " + what for row in figures.town.rows for what in pair]
    sheet.row([VILLAGE, TOTAL + " " + count_head(figures), *named], HEADING)
    looks = (MONEY.look, MONEY.look) if amounts else (COUNT, SHARE.look)
    for name, part in (*((village_name(part), part) for part in figures.villages), (TOTAL, figures.town)):
        sheet.row([name, part.base, *_pairs(part)], (Look(), COUNT, *looks * len(part.rows)))


def _pairs(part: TablePart) -> list[Any]:
    """Number and share of each category, or sum and per head of each figure."""
    found: list[Any] = []
    for row in part.rows:
        found += [row.total, row.per_head] if isinstance(row, Amount) else [row.n, row.n / part.base if part.base else None]
    return found


def _write_town(sheet: SheetWriter, figures: StandardFigures) -> None:
    sheet.row([headline(figures)], Look(bold=True, size=14))
    sheet.row([day_words(figures.as_of, figures.region)])
    sheet.row([f"puxi {__version__} stats --table {figures.table}"])
    sheet.row([])
    sheet.table(whole_town_table(figures))
    sheet.row([])
    for note in figures.notes:
        sheet.across(note)
