"""`puxi fix`: a copy of a spreadsheet in which what is only written wrong is written right; each change is listed."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import polars as pl

from puxi_cli.edits.seal import seal
from puxi_cli.edits.workbook import Workbook
from puxi_cli.errors import UnreadableFile, UsageError
from puxi_cli.jobs.settings import Settings
from puxi_cli.records.fields import Cell
from puxi_cli.records.kinds import Code, IdentityNumber, Number
from puxi_cli.records.place import Place
from puxi_cli.registry import ROW
from puxi_cli.repairs.cells import habit_of, repaired, right_heading, told_by_number
from puxi_cli.repairs.changes import Change, Fixed, Reason
from puxi_cli.reports.plain_copy import PlainSheet, sheet_name, write_plain_copy
from puxi_cli.sheets.body import body_of, column_name
from puxi_cli.sheets.check import checked
from puxi_cli.sheets.delimited import Delimited, delimited
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located, located
from puxi_cli.sheets.headings import Headings, Match
from puxi_cli.sheets.loading import grids
from puxi_cli.sheets.opened import Opened, opened

Note = tuple[str, str]
_TOLD_BY_NUMBER = ("birth", "sex")


@dataclass(frozen=True)
class _Table:
    """A sheet with the changes it needs, by row (from 1) and column (from 0)."""

    grid: Grid
    changes: dict[tuple[int, int], Change]
    figures: list[int]


def fix(path: Path, settings: Settings, stream: BinaryIO | None, password: str | None = None) -> Fixed:
    """Find the repairs of a file and, where there is a stream, write the copy. Raises UnreadableFile, UsageError."""
    if path.is_dir():
        raise UsageError(
            f"{path} 是文件夹：puxi fix 每次改一个文件，请逐个指定。",
            f"{path} is a folder: puxi fix mends one file at a time; name each.",
        )
    source = opened(path, password)
    if source.kind == "parquet":
        raise UsageError(
            f"{path}：Parquet 由程序写出，请在原表中改。",
            f"{path}: Parquet is written by programs; mend the table it was made of.",
        )
    headings = Headings(settings.headings)
    tables = [_Table(grid, *_changes_of(grid, headings, settings)) for grid in grids(source)]
    if not any(table.figures or table.changes for table in tables) and all(located(t.grid, headings) is None for t in tables):
        raise UnreadableFile(
            f"{path}：没有找到 puxi 认识的表。puxi headings 可查看识别情况。",
            f"{path}: no table that puxi knows. puxi headings shows how columns are understood.",
        )
    notes: list[Note] = []
    if source.kind == "xlsx":
        tables = _in_workbook(source, tables, stream)
        if source.content is not None and stream is not None:
            notes.append(
                (f"{path} 有打开密码，写出的文件没有，请妥善保管。", f"{path} has a password, the copy has none; keep it safe.")
            )
    elif stream is not None:
        if source.kind == "text":
            _write_text(source, tables, stream)
        else:
            _write_plain(source, tables, stream)
            notes.append((
                f"{path} 不是 xlsx，写出的是新工作簿：只有各格的值，没有原来的格式和公式。",
                f"{path} is no xlsx: the copy is a new workbook with the values of all cells, without formats and formulas.",
            ))  # fmt: skip
    in_order = sorted(tables, key=lambda table: table.grid.tab)
    changes = [change for table in in_order for _, change in sorted(table.changes.items())]
    return Fixed(path, tuple(changes), tuple(notes))


def _changes_of(grid: Grid, headings: Headings, settings: Settings) -> tuple[dict[tuple[int, int], Change], list[int]]:
    """What is to be changed in a sheet, and which of its columns hold figures; nothing in one that holds no table."""
    where = located(grid, headings)
    if where is None:
        return {}, []
    found: dict[tuple[int, int], Change] = {}
    for match in where.assignment.matches:
        if after := right_heading(match.heading, settings.misspellings):
            place = Place(grid.file, grid.sheet, where.row, match.column, match.heading)
            found[where.row, match.column] = Change(place, match.heading, after, Reason.MISSPELT)
    matches = where.assignment.matched
    for piece in grid.pieces():
        body = body_of(piece, where).frame
        for row in _moved(piece, where, body, settings):  # what a person has to put right first
            body = body.filter(pl.col(ROW) != row)
        for match in matches:
            found.update(_of_column(grid, match, body, settings))
        found.update(_by_number(grid, where, body))
    figures = [match.column for match in matches if isinstance(match.cell.kind, Number)]
    return found, figures


def _moved(grid: Grid, where: Located, body: pl.DataFrame, settings: Settings) -> set[int]:
    """The rows whose cells stand a column too far left or right."""
    faults = checked(grid, where.assignment, body, where.assignment, settings.one_two).faults
    return {fault.place.row for fault in faults if fault.rule == "REC204" and fault.place.row is not None}


def _of_column(grid: Grid, match: Match, body: pl.DataFrame, settings: Settings) -> Iterator[tuple[tuple[int, int], Change]]:
    name, kind = column_name(match.column), match.cell.kind
    texts = body[name].drop_nulls()
    habit = habit_of(kind, texts)
    after = {}
    for text in texts.unique():
        if (repair := repaired(kind, text, habit, settings.misspellings)) is not None:
            after[text] = repair
    if not after:
        return
    for row, text in body.filter(pl.col(name).is_in(list(after))).select(ROW, name).iter_rows():
        if (row, match.column) not in grid.odd:
            place = Place(grid.file, grid.sheet, row, match.column, match.heading)
            yield (row, match.column), Change(place, text, after[text].text, after[text].reason, match.cell.personal)


def _by_number(grid: Grid, where: Located, body: pl.DataFrame) -> Iterator[tuple[tuple[int, int], Change]]:
    """Birth dates and sexes that are blank beside a number that tells them."""
    persons = (
        {str(match.field): match for match in where.assignment.of("persons")} if "persons" in where.assignment.tables else {}
    )
    number = persons.get("id_no")
    if number is None or not isinstance(number.cell.kind, IdentityNumber):
        return
    for position, field in enumerate(_TOLD_BY_NUMBER):
        if (match := persons.get(field)) is None:
            continue
        name, numbers = column_name(match.column), column_name(number.column)
        habit = habit_of(match.cell.kind, body[name].drop_nulls())
        blank = body.filter(pl.col(name).is_null() & pl.col(numbers).is_not_null()).select(ROW, numbers)
        for row, text in blank.iter_rows():
            if (row, match.column) in grid.odd or (row, number.column) in grid.odd:
                continue
            told = told_by_number(_read(number.cell, text), habit)[position]
            if told is not None and isinstance(match.cell.kind, Code) and habit.codes:
                told = match.cell.kind.codes.code_of(told) or told
            if told is not None:
                place = Place(grid.file, grid.sheet, row, match.column, match.heading)
                yield (row, match.column), Change(place, None, told, Reason.FROM_NUMBER, match.cell.personal)


def _read(cell: Cell, text: str) -> str:
    """The number that a cell holds, or nothing where it cannot be read."""
    try:
        return str(cell.kind.read(text.strip()))
    except ValueError:
        return ""


def _in_workbook(source: Opened, tables: Sequence[_Table], stream: BinaryIO | None) -> list[_Table]:
    """Write the copy where there is a stream. Only text is changed that somebody typed: numbers, dates and formulas stay, and so do
    cells that are shown in a merged range without being there; what was changed comes back."""
    book = Workbook(source.path if source.content is None else io.BytesIO(source.content), str(source.path))
    kept = []
    for table in tables:
        sheet = book.sheet(str(table.grid.sheet)) if table.changes else None
        changes: Mapping[tuple[int, int], Change] = {}
        if sheet is not None:
            typed = sheet.typed(table.changes)
            changes = {cell: change for cell, change in table.changes.items() if typed.get(cell, change.before is None)}
            for (row, column), change in changes.items():
                sheet.set(row, column, change.after)
        kept.append(dataclasses.replace(table, changes=dict(changes)))
    if stream is not None:
        book.settle()
        seal(book.package)
        book.save(stream)
    return kept


def _write_text(source: Opened, tables: Sequence[_Table], stream: BinaryIO) -> None:
    """The same text in the same encoding, with the same signs between cells and at the ends of lines."""
    form: Delimited = delimited(source)
    rows = form.rows
    for table in tables:
        for (row, column), change in table.changes.items():
            cells = rows[row - 1]
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = change.after or ""
    text = io.StringIO()
    csv.writer(text, delimiter=form.delimiter, lineterminator=form.line_end).writerows(rows)
    stream.write(text.getvalue().encode(form.encoding))


def _write_plain(source: Opened, tables: Sequence[_Table], stream: BinaryIO) -> None:
    only = sheet_name(source.path.stem)

    def rows(table: _Table) -> Iterator[list[str | None]]:
        by_row: dict[int, dict[int, str | None]] = {}
        for (row, column), change in table.changes.items():
            by_row.setdefault(row, {})[column - table.grid.first_column] = change.after
        for number, cells in enumerate(table.grid.frame.iter_rows(), 1):
            changed = by_row.get(number, {})
            yield [changed.get(place, cell) for place, cell in enumerate(cells)]

    ordered = sorted(tables, key=lambda table: table.grid.tab)
    write_plain_copy(
        (PlainSheet(table.grid.sheet or only, rows(table), table.grid.first_column, table.figures) for table in ordered), stream
    )


def copy_ending(path: Path) -> str:
    """The ending of the copy's name: workbooks stay what they are, text stays text, all else becomes xlsx."""
    ending = path.suffix.lower()
    return ending if ending in (".xlsm", ".csv", ".tsv", ".txt") else ".xlsx"
