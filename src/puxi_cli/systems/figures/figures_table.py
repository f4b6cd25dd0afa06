"""A town's figures as rows: one long table for CSV; a workbook with a sheet for the day, the years, the villages, the flow."""

from __future__ import annotations

from typing import BinaryIO

from puxi_cli import __version__
from puxi_cli.output.book import SheetWriter, report_book
from puxi_cli.output.cells import COUNT, HEADING, Look
from puxi_cli.output.csv_table import write_csv
from puxi_cli.output.document import Table, day_words, frame_of, headings
from puxi_cli.reports.units import PERSON_COUNT
from puxi_cli.systems.figures.figures import Figures, Flow
from puxi_cli.systems.figures.figures_words import COLUMNS, FigureRow, flow_parts, flow_verdict
from puxi_cli.text.words import COMMA, Lang, Text

HEADS = headings(COLUMNS)


def _day(figures: Figures) -> list[FigureRow]:
    what = Text(f"截至 {figures.as_of} 在册贫困", f"poor as of {figures.as_of}")
    return [FigureRow(what, figures.households, figures.persons, figures.incidence, unsized=len(figures.unsized))]


def _years(figures: Figures) -> list[FigureRow]:
    what = Text("年末在册贫困", "poor at the end of the year")
    return [
        FigureRow(what, one.households, one.persons, one.incidence, year=one.year, unsized=one.unsized) for one in figures.series
    ]


def _villages(figures: Figures) -> list[FigureRow]:
    what = Text(f"截至 {figures.as_of} 各村", f"village as of {figures.as_of}")
    return [
        FigureRow(what, one.households, one.persons, one.incidence, village=one.village, unsized=one.unsized)
        for one in figures.villages
    ]


def _flow(flow: Flow) -> list[tuple[Text, int]]:
    """The parts of the identity, in its order."""
    parts = [(what, number) for what, number, _ in flow_parts(flow)]
    return [(Text("年初人数", "start"), flow.start), *parts, (Text("年末人数", "end"), flow.end), (Text("差额", "gap"), flow.gap)]


def figures_table(figures: Figures, *, by_village: bool = True, notes: bool = False) -> Table[FigureRow]:
    """All figures in one long table."""
    flow = [
        FigureRow(Text("变动：", "flow: ") + what, None, persons, year=figures.flow.year) for what, persons in _flow(figures.flow)
    ]
    rows = [*_day(figures), *flow, *_years(figures), *(_villages(figures) if by_village else [])]
    return Table("", COLUMNS, rows, figures.notes if notes else ())


def write_figures_csv(figures: Figures, stream: BinaryIO, lang: Lang, *, by_village: bool = True) -> None:
    """The long table as CSV; what the figures are to be read with in the last rows."""
    write_csv(frame_of(figures_table(figures, by_village=by_village, notes=True), lang), stream)


def write_figures_xlsx(figures: Figures, stream: BinaryIO, lang: Lang, *, by_village: bool = True) -> None:
    """The figures as a workbook; rates are numbers shown to 0.1 %."""
    widths = [column.wide for column in COLUMNS]
    with report_book(stream, lang) as book:
        sheet = SheetWriter(book, Text("概况", "Summary"), widths)
        sheet.row([Text("贫困户、贫困人口和贫困发生率", "Poor households, persons, and incidence")], Look(bold=True, size=14))
        sheet.row([day_words(figures.as_of, figures.region) + COMMA + f"puxi {__version__} stats"])
        sheet.row([])
        sheet.table(Table("", COLUMNS, _day(figures)))
        everybody = Text("文件中当日全部", "everybody in the files on that day")
        looks = [column.kind.look for column in COLUMNS]
        sheet.row([everybody, None, None, figures.all_households, figures.all_persons], looks)
        sheet.row([])
        for note in figures.notes:
            sheet.across(note)
        SheetWriter(book, Text("按年", "Years"), widths, frozen=1).table(Table("", COLUMNS, _years(figures)), filtered=True)
        if by_village:
            SheetWriter(book, Text("按村", "Villages"), widths, frozen=1).table(
                Table("", COLUMNS, _villages(figures)), filtered=True
            )
        sheet = SheetWriter(book, Text("变动", "Flow"), (24, 12, 60), frozen=1)
        sheet.row([Text(f"{figures.flow.year} 年", str(figures.flow.year)), PERSON_COUNT], HEADING)
        for what, persons in _flow(figures.flow):
            sheet.row([what, persons], (Look(), COUNT))
        sheet.row([flow_verdict(figures.flow)], Look(bold=True))
