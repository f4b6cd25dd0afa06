"""A standard table as CSV, one row per village and category; or as a workbook, villages against categories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from puxi_cli import __version__
from puxi_cli.figures import Amount, StandardFigures, TablePart
from puxi_cli.output.book import SheetWriter, report_book
from puxi_cli.output.cells import COUNT, HEADING, WRAPPED, Look
from puxi_cli.output.csv_table import write_csv
from puxi_cli.output.sheet_names import sheet_names
from puxi_cli.reports.figures_text import unit_words
from puxi_cli.reports.standard_words import base_words, category_words, count_head, day_words, title_words
from puxi_cli.text.words import Lang, Text, each_of

if TYPE_CHECKING:
    import pandas as pd

_HEADS = {
    "zh": ("统计表", "行政村", "类别", "数量", "占比", "空白", "合计", "人均", "基数", "单位", "说明"),
    "en": ("table", "village", "category", "n", "share", "blank", "sum", "per head", "base", "unit", "remark"),
}
TABLE_HEADS = tuple(_HEADS.values())
_TOWN_WIDTHS = (36, 14, 12, 12, 16, 14)
_SHARE, _MONEY = Look(number="0.0%"), Look(number="#,##0.00")

Row = tuple[Any, ...]


def _total(lang: Lang) -> str:
    return Text("合计", "total").of(lang)


def _rows(figures: StandardFigures, part: TablePart, lang: Lang) -> list[Row]:
    title, unit = title_words(figures, lang), unit_words(figures.unit, lang)
    return [
        (
            title,
            part.village,
            category_words(row.category, lang),
            row.n,
            row.n / part.base if part.base else None,
            row.blank,
            row.total if isinstance(row, Amount) else None,
            row.per_head if isinstance(row, Amount) else None,
            part.base,
            unit,
            None,
        )
        for row in part.rows
    ]


def standard_frame(figures: StandardFigures, lang: Lang) -> pd.DataFrame:
    """All in one long table: the town (no village), then the villages, then a row for each remark."""
    import pandas as pd

    rows = [row for part in (figures.town, *figures.villages) for row in _rows(figures, part, lang)]
    what = Text("备注", "note").of(lang)
    rows += [(what, *[None] * 9, note.of(lang)) for note in figures.notes]
    kinds = {3: "Int64", 4: "float64", 5: "Int64", 6: "float64", 7: "float64", 8: "Int64"}
    return pd.DataFrame(
        {
            head: pd.Series([row[index] for row in rows], dtype=kinds.get(index, "object"))
            for index, head in enumerate(_HEADS[lang])
        }
    )


def write_standard_csv(figures: StandardFigures, stream: BinaryIO, lang: Lang) -> None:
    """The long table as CSV, UTF-8 with BOM; shares to six decimals, amounts to two."""
    write_csv(_rounded(standard_frame(figures, lang), lang), stream)


def standard_frames(tables: Sequence[StandardFigures], lang: Lang) -> pd.DataFrame:
    """Several tables one under the other, as they stand in one CSV; what is said of all of them is said once, at the end."""
    import pandas as pd

    note = Text("备注", "note").of(lang)
    frames = pd.concat([standard_frame(figures, lang) for figures in tables], ignore_index=True)
    remarks = frames[_HEADS[lang][0]] == note
    return _rounded(pd.concat([frames[~remarks], frames[remarks].drop_duplicates()], ignore_index=True), lang)


def _rounded(frame: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    _, _, _, _, share, _, _, per_head, *_ = _HEADS[lang]
    frame[share] = frame[share].round(6)
    frame[per_head] = frame[per_head].round(2)
    return frame


def write_standard_xlsx(figures: StandardFigures, stream: BinaryIO, lang: Lang) -> None:
    """A workbook: the town's table with the remarks; a sheet of villages with number and share of each category."""
    with report_book(stream, lang) as book:
        _write_town(SheetWriter(book, Text("全镇", "Town"), _TOWN_WIDTHS), figures, lang)
        widths = (18, 10, *[13, 10] * len(figures.town.rows))
        _write_villages(SheetWriter(book, Text("按村", "Villages"), widths, frozen=1), figures, lang)


def write_standard_tables_xlsx(tables: Sequence[StandardFigures], stream: BinaryIO, lang: Lang) -> None:
    """A workbook with a list of the tables, and a sheet for each: the town's table, under it the villages."""
    with report_book(stream, lang) as book:
        titles = sheet_names([Text("目录", "Tables").of(lang), *(title_words(figures, lang) for figures in tables)])
        index = SheetWriter(book, titles[0], (34, 14, 60), frozen=1)
        index.row(each_of((Text("统计表", "table"), Text("名称", "name"), Text("统计谁", "whom it counts")), lang), HEADING)
        for figures, title in zip(tables, titles[1:], strict=True):
            index.row((title, figures.table, base_words(figures, lang)), WRAPPED)
        for figures, title in zip(tables, titles[1:], strict=True):
            sheet = SheetWriter(book, title, (*_TOWN_WIDTHS, *[12] * max(0, 2 * len(figures.town.rows) - 4)))
            _write_town(sheet, figures, lang)
            sheet.row([])
            _write_villages(sheet, figures, lang)


def _write_villages(sheet: SheetWriter, figures: StandardFigures, lang: Lang) -> None:
    amounts = any(isinstance(row, Amount) for row in figures.town.rows)
    pair = each_of((Text("合计", "sum"), Text("人均", "per head")), lang)
    pair = pair if amounts else (count_head(figures, lang), Text("占比", "share").of(lang))
    heads = [Text("行政村", "village").of(lang), f"{_total(lang)} {count_head(figures, lang)}"]
    heads += [f"{category_words(row.category, lang)} {what}" for row in figures.town.rows for what in pair]
    sheet.row(heads, HEADING)
    looks = (Look(), COUNT, *(look for _ in figures.town.rows for look in ((_MONEY, _MONEY) if amounts else (COUNT, _SHARE))))
    for part in figures.villages:
        sheet.row([part.village or Text("（无村名）", "(no village)"), part.base, *_pairs(part)], looks)
    sheet.row([_total(lang), figures.town.base, *_pairs(figures.town)], looks)


def _pairs(part: TablePart) -> list[Any]:
    """Number and share of each category, or sum and per head of each figure."""
    found: list[Any] = []
    for row in part.rows:
        found += [row.total, row.per_head] if isinstance(row, Amount) else [row.n, row.n / part.base if part.base else None]
    return found


def _write_town(sheet: SheetWriter, figures: StandardFigures, lang: Lang) -> None:
    sheet.row([f"{title_words(figures, lang)}{Text('：', ': ').of(lang)}{base_words(figures, lang)}"], Look(bold=True, size=14))
    sheet.row([day_words(figures, lang)])
    sheet.row([f"puxi {__version__} stats --table {figures.table}"])
    sheet.row([])
    heads = [Text("类别", "category").of(lang), count_head(figures, lang), Text("占比", "share").of(lang)]
    if figures.several or figures.measure:
        heads.append(Text("空白", "blank").of(lang))
    measure = figures.measure.of(lang) if figures.measure else ""
    if measure:
        heads += [
            *each_of((Text(f"合计（{measure}）", f"sum ({measure})"), Text(f"人均（{measure}）", f"per head ({measure})")), lang)
        ]
    sheet.row(heads, HEADING)
    base = figures.town.base
    looks = (WRAPPED, COUNT, _SHARE, COUNT, _MONEY, _MONEY)
    for row in figures.town.rows:
        values = [category_words(row.category, lang), row.n, row.n / base if base else None]
        values += [row.blank] if figures.several or measure else []
        sheet.row([*values, *([row.total, row.per_head] if isinstance(row, Amount) else [])], looks)
    if not figures.several and not measure:
        sheet.row([_total(lang), base, 1 if base else None], looks)
    sheet.row([])
    for note in figures.notes:
        sheet.across(note)
