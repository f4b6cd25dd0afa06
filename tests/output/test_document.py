"""A table described once, as every format shows it."""

from __future__ import annotations

import io
from typing import NamedTuple

import openpyxl
import pytest

from puxi_cli.output.book import SheetWriter, report_book
from puxi_cli.output.csv_table import write_csv
from puxi_cli.output.document import COUNT, MONEY, PROSE, REMARK, SHARE, YEAR, Column, Kind, Table, day_words, frame_of, headings
from puxi_cli.output.html_parts import shown
from puxi_cli.output.json_text import in_language
from puxi_cli.output.lines import Fit, Marked
from puxi_cli.output.page import Page
from puxi_cli.text.words import Lang, Text


class Village(NamedTuple):
    name: Text
    persons: int | None
    share: float | None
    verdict: str = ""


COLUMNS: tuple[Column[Village], ...] = (
    Column(Text("行政村", "village"), lambda one: one.name, PROSE, wide=20, name="village"),
    Column(Text("人数", "persons"), lambda one: one.persons, COUNT, name="persons"),
    Column(Text("占比", "share"), lambda one: one.share, SHARE, name="share"),
    Column(REMARK, lambda one: None, human=lambda one: Marked(one.verdict, one.verdict)),
)
ROWS = (Village(Text("甲村", "Jia"), 1234, 1 / 3, "fail"), Village(Text("乙村", "Yi"), None, None, "pass"))
TABLE = Table(Text("各村", "Villages"), COLUMNS, ROWS, (Text("缺一村", "one village is missing"),))


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("zh", ["行政村   人数   占比  说明", "甲村    1,234  33.3%  fail", "乙村        —      —  pass"]),
        ("en", ["village  persons  share  remark", "Jia        1,234  33.3%  fail", "Yi             —      —  pass"]),
    ],
)
def test_a_page_shows_the_human_forms_in_its_language(lang: Lang, lines: list[str]) -> None:
    stream = io.StringIO()
    Page(stream, lang, terminal=False).show(TABLE, [Fit(share=1)])
    assert stream.getvalue().splitlines() == lines


def test_a_frame_and_csv_keep_the_machine_forms_and_end_with_the_notes() -> None:
    frame = frame_of(TABLE, "en", rounded=False)
    assert list(frame.columns) == ["village", "persons", "share", "remark"]
    assert frame["share"][0] == 1 / 3
    stream = io.BytesIO()
    write_csv(frame_of(TABLE, "zh"), stream)
    assert stream.getvalue().decode("utf-8-sig").splitlines() == [
        "行政村,人数,占比,说明", "甲村,1234,0.333333,", "乙村,,,", "备注,,,缺一村"
    ]  # fmt: skip


def test_a_workbook_keeps_the_machine_forms_under_headings() -> None:
    stream = io.BytesIO()
    with report_book(stream, "zh") as book:
        SheetWriter(book, TABLE.title, [column.wide for column in COLUMNS], frozen=1).table(TABLE, filtered=True)
    sheet = openpyxl.load_workbook(io.BytesIO(stream.getvalue()))["各村"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["行政村", "人数", "占比", "说明"], ["甲村", 1234, 1 / 3, None], ["乙村", None, None, None]
    ]  # fmt: skip
    assert (sheet["B2"].number_format, sheet["C2"].number_format) == ("#,##0", "0.0%")
    assert sheet.auto_filter.ref == "A1:D3"


def test_json_has_the_machine_forms_by_name() -> None:
    assert in_language(TABLE.records, "en") == [
        {"village": "Jia", "persons": 1234, "share": 1 / 3},
        {"village": "Yi", "persons": None, "share": None},
    ]


def test_a_page_of_html_knows_the_columns_of_figures_and_the_marks() -> None:
    made = shown(TABLE, wide=True)
    assert (made.caption, made.right, made.wide) == (TABLE.title, frozenset({1, 2}), True)
    assert made.rows[0] == (Text("甲村", "Jia"), "1,234", "33.3%", Marked("fail", "fail"))


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (COUNT, 1234567, "1,234,567"),
        (MONEY, 3070, "3,070.00"),
        (SHARE, 0.9995, "100.0%"),
        (YEAR, 2018, "2018"),
        (MONEY, None, "—"),
    ],
)
def test_every_kind_has_a_human_form(kind: Kind, value: object, said: str) -> None:
    assert kind.human(value) == said


def test_headings_are_those_of_both_languages() -> None:
    assert headings(COLUMNS[:2]) == (("行政村", "人数"), ("village", "persons"))


def test_the_day_and_the_region() -> None:
    assert day_words("2018-12-31", "610921") == ("截至 2018-12-31，区划 610921", "As of 2018-12-31, region 610921")
    assert day_words("2018-12-31", None).en == "As of 2018-12-31"
