"""A town's figures as rows: one long table for CSV; a workbook with a sheet for the day, the years, the villages, the flow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from puxi_cli import __version__
from puxi_cli.figures import Figures, Flow, VillageFigure, YearFigure
from puxi_cli.output.book import SheetWriter, report_book
from puxi_cli.output.cells import COUNT, HEADING, WRAPPED, Look
from puxi_cli.output.csv_table import write_csv
from puxi_cli.reports.figures_text import flow_verdict, unit_words
from puxi_cli.text.words import Lang, Text, each_of

if TYPE_CHECKING:
    import pandas as pd

_HEADS = {
    "zh": ("项目", "年度", "行政村", "户数", "人数", "分母", "发生率", "单位", "分母来源", "说明"),
    "en": ("figure", "year", "village", "households", "persons", "denominator", "rate", "unit", "denominator source", "remark"),
}
FIGURE_HEADS = tuple(_HEADS.values())
_RATE = Look(number="0.0%")
_LOOKS = (WRAPPED, Look(), Look(), COUNT, COUNT, COUNT, _RATE, Look(), WRAPPED, WRAPPED)
_WIDTHS = (20, 7, 14, 11, 9, 12, 8, 10, 20, 26)  # as a page of A4 can be read

Row = tuple[Any, ...]


def _row(what: str, of: Figures | YearFigure | VillageFigure, lang: Lang) -> Row:
    rate = of.incidence
    year = of.year if isinstance(of, YearFigure) else None
    village = of.village if isinstance(of, VillageFigure) else None
    reason = None
    if rate.rate is None and rate.reason:
        reason = rate.reason.of(lang)
    unit = unit_words(rate.unit, lang)
    return (what, year, village, of.households, of.persons, rate.denominator, rate.rate, unit, rate.denominator_source, reason)


def _flow_row(what: str, persons: int, year: int, lang: Lang) -> Row:
    what = Text(f"变动：{what}", f"flow: {what}").of(lang)
    return (what, year, None, None, persons, None, None, unit_words("person", lang), None, None)


def _day(figures: Figures, lang: Lang) -> Row:
    what = Text(f"截至 {figures.as_of} 在册贫困", f"poor as of {figures.as_of}").of(lang)
    return _row(what, figures, lang)


def _years(figures: Figures, lang: Lang) -> list[Row]:
    what = Text("年末在册贫困", "poor at the end of the year").of(lang)
    return [_row(what, year, lang) for year in figures.series]


def _villages(figures: Figures, lang: Lang) -> list[Row]:
    what = Text(f"截至 {figures.as_of} 各村", f"village as of {figures.as_of}").of(lang)
    return [_row(what, village, lang) for village in figures.villages]


def _flow_parts(flow: Flow, lang: Lang) -> list[tuple[str, int]]:
    """The parts of the identity, in its order."""
    words = each_of(
        (
            Text("年初人数", "start"),
            Text("脱贫", "exited"),
            Text("新识别", "new"),
            Text("返贫", "returned"),
            Text("自然增加", "natural increase"),
            Text("自然减少", "natural decrease"),
            Text("年末人数", "end"),
            Text("差额", "gap"),
        ),
        lang,
    )
    numbers = (flow.start, flow.exited, flow.new, flow.returned, flow.natural_increase, flow.natural_decrease, flow.end, flow.gap)
    return list(zip(words, numbers, strict=True))


def figures_frame(figures: Figures, lang: Lang, *, by_village: bool = True, notes: bool = False) -> pd.DataFrame:
    """All figures in one long table; counts are whole or missing, `rate` is the unrounded quotient or NaN.

    With `notes`, a row for each remark follows, which stands in the last column.
    """
    import pandas as pd

    flow = [_flow_row(what, persons, figures.flow.year, lang) for what, persons in _flow_parts(figures.flow, lang)]
    rows = [_day(figures, lang), *flow, *_years(figures, lang), *(_villages(figures, lang) if by_village else [])]
    if notes:
        what = Text("备注", "note").of(lang)
        rows += [(what, *[None] * 8, note.of(lang)) for note in figures.notes]
    whole = {1, 3, 4, 5}
    return pd.DataFrame(
        {
            head: pd.Series(
                [row[index] for row in rows], dtype="Int64" if index in whole else "float64" if index == 6 else "object"
            )
            for index, head in enumerate(_HEADS[lang])
        }
    )


def write_figures_csv(figures: Figures, stream: BinaryIO, lang: Lang, *, by_village: bool = True) -> None:
    """The long table as CSV, UTF-8 with BOM: rates to six decimals, what the figures are to be read with in the last rows."""
    frame = figures_frame(figures, lang, by_village=by_village, notes=True)
    rate = _HEADS[lang][6]
    frame[rate] = frame[rate].round(6)
    write_csv(frame, stream)


def write_figures_xlsx(figures: Figures, stream: BinaryIO, lang: Lang, *, by_village: bool = True) -> None:
    """The figures as a workbook; rates are numbers shown to 0.1 %."""
    with report_book(stream, lang) as book:
        sheet = SheetWriter(book, Text("概况", "Summary"), _WIDTHS)
        region = "" if not figures.region else Text(f"，区划 {figures.region}", f", region {figures.region}").of(lang)
        sheet.row([Text("贫困户、贫困人口和贫困发生率", "Poor households, persons, and incidence")], Look(bold=True, size=14))
        said = Text(f"截至 {figures.as_of}{region}", f"As of {figures.as_of}{region}").of(lang)
        sheet.row([f"{said}{Text('，', ', ').of(lang)}puxi {__version__} stats"])
        sheet.row([])
        sheet.row(_HEADS[lang], HEADING)
        sheet.row(_day(figures, lang), _LOOKS)
        everybody = Text("文件中当日全部", "everybody in the files on that day").of(lang)
        sheet.row([everybody, None, None, figures.all_households, figures.all_persons], _LOOKS)
        sheet.row([])
        for note in figures.notes:
            sheet.across(note)
        sheet = SheetWriter(book, Text("按年", "Years"), _WIDTHS, frozen=1)
        _listed(sheet, _years(figures, lang), lang)
        if by_village:
            sheet = SheetWriter(book, Text("按村", "Villages"), _WIDTHS, frozen=1)
            _listed(sheet, _villages(figures, lang), lang)
        sheet = SheetWriter(book, Text("变动", "Flow"), (24, 12, 60), frozen=1)
        sheet.row([Text(f"{figures.flow.year} 年", str(figures.flow.year)), Text("人数", "persons")], HEADING)
        for what, persons in _flow_parts(figures.flow, lang):
            sheet.row([what, persons], (Look(), COUNT))
        sheet.row([flow_verdict(figures.flow, lang)], Look(bold=True))


def _listed(sheet: SheetWriter, rows: list[Row], lang: Lang) -> None:
    sheet.row(_HEADS[lang], HEADING)
    for row in rows:
        sheet.row(row, _LOOKS)
    sheet.filter(len(_HEADS[lang]), len(rows))
