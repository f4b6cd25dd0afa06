"""The rates as rows, the town's first and then each village's: CSV, or a workbook with a sheet for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from puxi_cli import __version__
from puxi_cli.figures import HeldRate, RateFigures
from puxi_cli.output.book import SheetWriter, report_book
from puxi_cli.output.cells import COUNT, HEADING, WRAPPED, Look
from puxi_cli.output.csv_table import write_csv
from puxi_cli.reports.figures_text import unit_words
from puxi_cli.reports.rates_json import plain_number
from puxi_cli.reports.rates_words import VERDICTS, limit_words
from puxi_cli.text.words import SEMICOLON, Lang, Text, each_of

if TYPE_CHECKING:
    import pandas as pd

_HEADS = {
    "zh": ("率", "行政村", "值", "分子", "分母", "单位", "要求", "要求的依据", "结论", "说明", "分子出处", "分母出处"),
    "en": (
        "rate",
        "village",
        "value",
        "numerator",
        "denominator",
        "unit",
        "required",
        "required by",
        "verdict",
        "remark",
        "numerator source",
        "denominator source",
    ),
}
RATE_HEADS = tuple(_HEADS.values())
_LOOKS = (WRAPPED, Look(), Look(number="0.00%"), Look(number="#,##0.##"), COUNT, *[WRAPPED] * 7)
_WIDTHS = (16, 12, 8, 10, 11, 10, 12, 18, 11, 24, 22, 22)

Row = tuple[Any, ...]


def _row(rate: HeldRate, village: str | None, lang: Lang) -> Row:
    limit = rate.limit
    rests_on = None
    if limit:
        unsourced = "" if limit.status == "sourced" else Text("未经核实", "unsourced").of(lang)
        rests_on = SEMICOLON.of(lang).join(part for part in (limit.document, unsourced) if part) or None
    return (
        rate.words.of(lang),
        village,
        rate.rate,
        plain_number(rate.numerator),
        rate.denominator,
        unit_words(rate.unit, lang),
        limit_words(limit, lang) if limit else None,
        rests_on,
        VERDICTS[rate.verdict].of(lang),
        rate.reason.of(lang) if rate.reason else None,
        rate.numerator_source.of(lang),
        rate.denominator_source.of(lang),
    )


def _villages(figures: RateFigures, lang: Lang) -> list[Row]:
    return [_row(rate, village.village, lang) for village in figures.villages for rate in village.rates]


def rates_frame(figures: RateFigures, lang: Lang) -> pd.DataFrame:
    """All rates in one long table; `value` is the unrounded quotient. A row for each remark follows, which stands under it."""
    import pandas as pd

    rows = [*(_row(rate, None, lang) for rate in figures.rates), *_villages(figures, lang)]
    what = Text("备注", "note").of(lang)
    rows += [(what, *[None] * 8, note.of(lang), None, None) for note in figures.notes]
    kinds = {2: "float64", 4: "Int64"}
    return pd.DataFrame(
        {
            head: pd.Series([row[index] for row in rows], dtype=kinds.get(index, "object"))
            for index, head in enumerate(_HEADS[lang])
        }
    )


def write_rates_csv(figures: RateFigures, stream: BinaryIO, lang: Lang) -> None:
    """The long table as CSV, UTF-8 with BOM; values to eight decimals."""
    frame = rates_frame(figures, lang)
    frame[_HEADS[lang][2]] = frame[_HEADS[lang][2]].round(8)
    write_csv(frame, stream)


def write_rates_xlsx(figures: RateFigures, stream: BinaryIO, lang: Lang) -> None:
    """A workbook: the town's rates with the sizes of the inspections and the remarks, then the villages'."""
    with report_book(stream, lang) as book:
        sheet = SheetWriter(book, Text("各率", "Rates"), _WIDTHS)
        region = "" if not figures.region else Text(f"，区划 {figures.region}", f", region {figures.region}").of(lang)
        sheet.row([Text("核查各率", "Rates of the inspectors")], Look(bold=True, size=14))
        said = Text(f"截至 {figures.as_of}{region}", f"As of {figures.as_of}{region}").of(lang)
        sheet.row([f"{said}{Text('，', ', ').of(lang)}puxi {__version__} stats --table rates"])
        sheet.row([])
        sheet.row(_HEADS[lang], HEADING)
        for rate in figures.rates:
            sheet.row(_row(rate, None, lang), _LOOKS)
            for part in rate.parts:
                sheet.row([f"  {part.words.of(lang)}", None, None, plain_number(part.persons)], _LOOKS)
        sheet.row([])
        sheet.row(
            each_of(
                (
                    Text("抽查类型", "inspected kind"),
                    Text("户数", "households"),
                    Text("人数", "persons"),
                    Text("无结论", "no conclusion"),
                    Text("结论不符", "odd conclusion"),
                ),
                lang,
            ),
            HEADING,
        )
        for size in figures.samples:
            counts = (size.households, size.persons, size.without_conclusion, size.odd_conclusion)
            sheet.row([size.kind, *counts], (Look(), COUNT, COUNT, COUNT, COUNT))
        sheet.row([Text("问过是否认可", "asked to approve"), figures.asked], (Look(), COUNT))
        sheet.row([])
        for note in figures.notes:
            sheet.across(note)
        sheet = SheetWriter(book, Text("按村", "Villages"), _WIDTHS, frozen=1)
        sheet.row(_HEADS[lang], HEADING)
        rows = _villages(figures, lang)
        for row in rows:
            sheet.row(row, _LOOKS)
        sheet.filter(len(_HEADS[lang]), len(rows))
