"""The clerk's own workbook come back: wrong cells coloured by severity, a note in each, and a column to filter by.

Everything else is as it was, and the marks of an earlier run are gone. Nothing is computed here: what is marked are the findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from puxi_cli.edits.notes import Notes
from puxi_cli.edits.seal import seal
from puxi_cli.edits.sheet import SheetXml
from puxi_cli.edits.workbook import Workbook
from puxi_cli.findings import CHECK_HEADINGS, EVERY_CHECK_HEADING, Finding, InputRead, SheetRead
from puxi_cli.records.place import column_index, column_letters
from puxi_cli.reports import words
from puxi_cli.systems.quality.marks import Marks
from puxi_cli.text.words import COLON, SEMICOLON, Lang, Text

_AUTHOR, _BEGIN, _END = "puxi", "【puxi】", "【/puxi】"
_WIDE = 48  # letters of the column that tells a row's findings
_MOST_IN_A_NOTE = 12  # findings; a cell with more of them is told in the column
Cell = tuple[int, int]


@dataclass(frozen=True)
class Annotated:
    """How many cells of a workbook were marked, and in how many rows; `untold` findings have no place in it."""

    cells: int
    rows: int
    untold: int


def write_annotated(
    source: Path | BinaryIO, read: InputRead, findings: Iterable[Finding], stream: BinaryIO, lang: Lang, *, show_ids: bool = False
) -> Annotated:
    """Write a copy of a workbook (xlsx, xlsm) with the findings of this file marked.

    Findings that are waived stand in the column, without a colour. Raises UnreadableFile.
    """
    book = Workbook(source, read.file)
    marks = Marks(book)
    marks.wipe()
    here = [finding for finding in findings if finding.place.file == read.file and finding.place.sheet in book.names]
    tables: dict[str, list[SheetRead]] = {}  # those of a sheet, from top to bottom
    for one in read.sheets:
        tables.setdefault(one.sheet, []).append(one)
    understood = {name: some[0] for name, some in tables.items()}
    cells: dict[tuple[str, int, int], list[Finding]] = {}
    rows: dict[str, dict[int, list[Finding]]] = {}
    for finding in here:
        sheet = str(finding.place.sheet)
        row = finding.place.row or (understood[sheet].header_row if sheet in understood else 1)
        column = finding.place.column_index
        column = _first_column(understood.get(sheet)) if column is None else column
        cells.setdefault((sheet, *book.sheet(sheet).shown_in(row, column)), []).append(finding)
        rows.setdefault(sheet, {}).setdefault(row, []).append(finding)
    for (sheet, row, column), found in cells.items():
        if standing := [finding.card.severity for finding in found if finding.waived is None]:
            marks.put(sheet, row, column, max(standing, key=lambda severity: severity.weight))
    for name in book.names:
        told = {(row, column): _note(found, lang, show_ids) for (sheet, row, column), found in cells.items() if sheet == name}
        if told or _has_notes(book, name):
            Notes(book.package, book.part(name), book.sheet(name), _AUTHOR, _BEGIN, _END).replace(told)
        if name in understood:
            _tell_rows(book, tables[name], rows.get(name, {}), lang, show_ids)
    book.settle()  # only now is it known which fills lie under marks
    marks.keep()
    seal(book.package)
    book.save(stream)
    untold = sum(finding.place.file == read.file for finding in findings) - len(here)
    return Annotated(len(cells), sum(map(len, rows.values())), untold)


def _has_notes(book: Workbook, name: str) -> bool:
    return bool(book.package.related(book.part(name), "comments"))


def _first_column(sheet: SheetRead | None) -> int:
    """The column of a sheet in which a finding of a whole row is shown: the first that is understood."""
    known = [number for number, column in enumerate(sheet.columns) if column.field] if sheet else []
    return column_index(sheet.columns[known[0]].letters) if sheet and known else 0


def _note(found: Sequence[Finding], lang: Lang, show_ids: bool) -> str:
    """What is wrong with a cell, what is allowed, and how it is mended."""
    lines = []
    for finding in sorted(found, key=_weight)[:_MOST_IN_A_NOTE]:
        said = words.message(finding, lang, show_ids)
        mend = words.mend(finding, lang, show_ids)
        waived = "" if finding.waived is None else Text("（已豁免）", " (waived)").of(lang)
        lines.append(
            Text(
                f"{finding.card.severity.words.of(lang)}{waived} {finding.card.id}：{said}",
                f"{finding.card.severity.words.of(lang)}{waived} {finding.card.id}: {said}",
            ).of(lang)
        )
        lines.append(Text(f"怎么改：{mend}", f"To mend it: {mend}").of(lang))
    if len(found) > _MOST_IN_A_NOTE:
        more = len(found) - _MOST_IN_A_NOTE
        lines.append(Text(f"另有 {more} 个问题", f"and {more} more findings").of(lang))
    return "\n".join(lines)


def _weight(finding: Finding) -> tuple[bool, int, str]:
    return (finding.waived is not None, -finding.card.severity.weight, finding.card.id)


def _tell_rows(
    book: Workbook, tables: Sequence[SheetRead], rows: Mapping[int, Sequence[Finding]], lang: Lang, show_ids: bool
) -> None:
    """Fill the column: a row's findings, the heaviest first; a column of an earlier run is used again.

    Each of the tables of the sheet has its heading.
    """
    read, headed = tables[0], {one.header_row for one in tables}
    old = [column_index(column.letters) for column in read.columns if column.heading in EVERY_CHECK_HEADING]
    if not rows and not old:
        return
    sheet = book.sheet(read.sheet)
    column = old[0] if old else sheet.last_column + 1
    if old:
        for row in sheet.filled(column):
            if row > read.header_row:
                sheet.set(row, column, None)
    beside = sheet.styles_of(read.header_row).get(column - 1, 0)
    for header_row in headed:
        sheet.set(header_row, column, CHECK_HEADINGS[lang], lambda style: style if old else beside)
    for row, found in rows.items():
        if row not in headed:
            said = [_told(finding, lang, show_ids) for finding in sorted(found, key=_weight)]
            # In one line, not folded: it shows whole beyond the column, and no row of the clerk's changes its height.
            sheet.set(row, column, SEMICOLON.of(lang).join(said).replace("\n", " "))
    if not old:
        sheet.set_width(column, _WIDE)
        if (reference := _filter_by(sheet, read, column)) is not None:
            book.name_filter(read.sheet, reference)


def _told(finding: Finding, lang: Lang, show_ids: bool) -> str:
    waived = "" if finding.waived is None else Text("（已豁免）", " (waived)").of(lang)
    heading = f" {finding.place.heading}" if finding.place.heading else ""
    between = COLON.of(lang)
    return f"{finding.card.severity.words.of(lang)}{waived} {finding.card.id}{heading}{between}{words.message(finding, lang, show_ids)}"


def _filter_by(sheet: SheetXml, read: SheetRead, column: int) -> str | None:
    """Let the reader filter by the new column, where the sheet has no filter yet or one that ends beside it; the range filtered."""
    behind = sheet.behind()
    there = behind.get("autoFilter")
    if there is not None:
        first, _, last = (there.get("ref") or "").partition(":")
        letters = last.rstrip("0123456789")
        if letters and column_index(letters) == column - 1:
            there.set("ref", f"{first}:{column_letters(column)}{last[len(letters) :]}")
            return there.get("ref")
        return None
    if behind.get("tableParts") is not None:
        return None  # a table has a filter of its own, and two would be one too many
    first_column = min((column_index(one.letters) for one in read.columns), default=0)
    element = etree.Element(f"{{{sheet.space}}}autoFilter")
    last_row = max(sheet.last_row, read.header_row)
    element.set("ref", f"{column_letters(first_column)}{read.header_row}:{column_letters(column)}{last_row}")
    behind.put(element)
    return element.get("ref")
