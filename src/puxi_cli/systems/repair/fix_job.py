"""`puxi fix`: a copy of a spreadsheet in which what is only written wrong is written right; each change is listed."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import polars as pl

from puxi_cli.edits.package import Package
from puxi_cli.edits.seal import seal
from puxi_cli.edits.workbook import Workbook
from puxi_cli.errors import UnreadableFile, UsageError
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.records.coded import Code
from puxi_cli.records.fields import Cell
from puxi_cli.records.kinds import IdentityNumber, Number
from puxi_cli.records.place import Place
from puxi_cli.records.text import trimmed
from puxi_cli.registry import ROW
from puxi_cli.reports.plain_copy import PlainSheet, SheetNames, write_plain_copy
from puxi_cli.sheets.assignment import Match
from puxi_cli.sheets.body import Body, body_of, column_name
from puxi_cli.sheets.check import checked
from puxi_cli.sheets.delimited import Delimited, delimited
from puxi_cli.sheets.faults import RULE_OF
from puxi_cli.sheets.fill_down import dittos_read, filled_down
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located, located
from puxi_cli.sheets.headings import Headings
from puxi_cli.sheets.kinds_of_file import kind_of
from puxi_cli.sheets.loading import grids
from puxi_cli.sheets.opened import Opened, opened
from puxi_cli.sheets.tables_below import tables_on
from puxi_cli.systems.repair.cells import habit_of, label_or_code, repaired, right_heading, told_by_number
from puxi_cli.systems.repair.changes import Change, Fixed, Reason
from puxi_cli.systems.repair.settings import MISSPELLINGS
from puxi_cli.text.words import Text

_TOLD_BY_NUMBER = ("birth", "sex")
_LOST = frozenset(RULE_OF[code] for code in ("number_lost", "error_value", "no_result"))
# What keeps an office program from making a number of a cell of a text file: taken away, it would make one.
_PROTECTED_TEXT = re.compile(r"\s*(?:=\"|'|\t\s*[0-9])|[^\t]*[0-9] *\t\s*$")
_HEAD = 4096  # bytes by which a file's kind is told
_TEXTS = (".csv", ".tsv", ".txt")


@dataclass(frozen=True)
class _Table:
    """A sheet with the changes it needs, by row (from 1) and column (from 0)."""

    grid: Grid
    changes: dict[tuple[int, int], Change]
    figures: list[int]


def fix(
    path: Path, settings: Settings, stream: BinaryIO | None, password: str | None = None, *, fill_down: bool = False
) -> Fixed:
    """Find the repairs of a file and, where there is a stream, write the copy. Raises UnreadableFile, UsageError.

    With `fill_down`, cells that say 同上, and household cells that only the first row of a household has, are written in every row;
    without, a note offers it.
    """
    _refuse_folder(path)
    source = opened(path, password)
    if source.kind == "parquet":
        raise _of_parquet(path)
    headings = Headings(settings.headings)
    in_text = source.kind == "text"
    tables = [_Table(grid, *_changes_of(grid, headings, settings, in_text)) for grid in grids(source)]
    tables.sort(key=lambda table: table.grid.tab)  # they come in the order in which they are ready
    if not any(table.figures or table.changes for table in tables) and all(located(t.grid, headings) is None for t in tables):
        raise UnreadableFile(
            f"{path}：没有找到 puxi 认识的表。puxi headings 可查看识别情况。",
            f"{path}: no table that puxi knows. puxi headings shows how columns are understood.",
        )
    notes: list[Text] = []
    if not fill_down:
        rows = {(table.grid.tab, cell[0]) for table in tables for cell, change in table.changes.items() if _is_below(change)}
        tables = [dataclasses.replace(t, changes={c: one for c, one in t.changes.items() if not _is_below(one)}) for t in tables]
        notes += [_offer(path, len(rows))] if rows else []
    elif merged := sum(_merged_down(table.grid, headings) for table in tables):
        notes.append(
            Text(
                f"{path}：有 {merged} 处跨行合并的单元格，读取时每行都算，不拆分、不填写。",
                f"{path}: cells merged over several rows: {merged}. They are read in each of these rows, and stay merged.",
            )
        )
    if source.kind == "xlsx":
        tables = _in_workbook(source, tables, stream)
        if source.content is not None and stream is not None:
            notes.append(
                Text(
                    f"{path} 有打开密码，写出的文件没有，请妥善保管。", f"{path} has a password, the copy has none; keep it safe."
                )
            )
    elif stream is not None:
        if source.kind == "text":
            _write_text(source, tables, stream)
        else:
            _write_plain(source, tables, stream)
            notes.append(
                Text(
                    f"{path} 不是 xlsx，写出的是新工作簿：只有各格的值，没有原来的格式和公式。",
                    f"{path} is no xlsx: the copy is a new workbook with the values of all cells, without formats and formulas.",
                )
            )
    in_order = sorted(tables, key=lambda table: table.grid.tab)
    changes = [change for table in in_order for _, change in sorted(table.changes.items())]
    return Fixed(path, tuple(changes), tuple(notes))


def _changes_of(
    grid: Grid, headings: Headings, settings: Settings, in_text: bool
) -> tuple[dict[tuple[int, int], Change], list[int]]:
    """What is to be changed in a sheet, and which of its columns hold figures; nothing in one that holds no table."""
    found: dict[tuple[int, int], Change] = {}
    figures: list[int] = []
    for table in tables_on(grid, headings):
        if table.where is not None:
            changes, columns = _changes_of_table(table.grid, table.where, settings, in_text)
            found.update(changes)
            figures += columns
    return found, sorted(set(figures))


def _changes_of_table(
    grid: Grid, where: Located, settings: Settings, in_text: bool
) -> tuple[dict[tuple[int, int], Change], list[int]]:
    """The same of one of the tables of a sheet."""
    found: dict[tuple[int, int], Change] = {}
    for match in where.assignment.matches:
        if (after := right_heading(match.heading, settings.of(MISSPELLINGS))) and _stands(grid, where.row, match):
            place = Place(grid.file, grid.sheet, where.row, match.column, match.heading)
            found[where.row, match.column] = Change(place, match.heading, after, Reason.MISSPELT)
    matches = where.assignment.matched
    for piece in grid.pieces():
        whole = body_of(piece, where)
        moved, lost = _left_to_people(piece, where, whole.frame, settings)
        body = whole.frame.filter(~pl.col(ROW).is_in(list(moved)))
        for match in matches:
            found.update(
                (cell, change)
                for cell, change in _of_column(grid, match, body, settings)
                if cell not in lost and not (in_text and _PROTECTED_TEXT.match(change.before or "")) and _is_own(piece, cell)
            )
        found.update((cell, change) for cell, change in _by_number(grid, where, body, lost))
        found.update(
            (cell, change)
            for cell, change in _from_above(grid, where, dataclasses.replace(whole, frame=body), settings, in_text)
            if change.before is None or _is_own(piece, cell)
        )
    figures = [match.column for match in matches if isinstance(match.cell.kind, Number)]
    return found, figures


def _merged_down(grid: Grid, headings: Headings) -> int:
    """How many cells below the headings of a sheet are merged over several rows."""
    below = [merge.first_row for merge in grid.merges if merge.last_row > merge.first_row]
    where = located(grid, headings) if below else None
    return sum(row > where.row for row in below) if where else 0


def _stands(grid: Grid, row: int, match: Match) -> bool:
    """Whether a heading stands in the last row of the headings itself, and not above it."""
    cell = grid.frame.row(row - grid.first_row)[match.column - grid.first_column]
    return cell is not None and trimmed(cell) == match.heading


def _is_own(grid: Grid, cell: tuple[int, int]) -> bool:
    """Whether a cell holds what is seen in it, and does not show what the first of some merged cells holds."""
    return not grid.merges or grid.frame[cell[0] - grid.first_row, cell[1] - grid.first_column] is not None


def _left_to_people(grid: Grid, where: Located, body: pl.DataFrame, settings: Settings) -> tuple[set[int], set[tuple[int, int]]]:
    """The rows whose cells stand a column too far left or right, and the cells whose digits or content were lost on the way here."""
    faults = checked(grid, where.assignment, body, where.assignment, settings.one_two).faults
    places = [(fault.rule, fault.place.row, fault.place.column_index) for fault in faults]
    moved = {row for rule, row, _ in places if rule == "REC204" and row is not None}
    lost = {(row, column) for rule, row, column in places if rule in _LOST and row is not None and column is not None}
    return moved, lost


def _of_column(grid: Grid, match: Match, body: pl.DataFrame, settings: Settings) -> Iterator[tuple[tuple[int, int], Change]]:
    name, kind = column_name(match.column), match.cell.kind
    texts = body[name].drop_nulls()
    habit = habit_of(kind, texts)
    after = {}
    for text in texts.unique():
        if (repair := repaired(kind, text, habit, settings.of(MISSPELLINGS))) is not None:
            after[text] = repair
    if not after:
        return
    for row, text in body.filter(pl.col(name).is_in(list(after))).select(ROW, name).iter_rows():
        if (row, match.column) not in grid.odd:
            place = Place(grid.file, grid.sheet, row, match.column, match.heading)
            yield (row, match.column), Change(place, text, after[text].text, after[text].reason, match.cell.personal)


def _by_number(
    grid: Grid, where: Located, body: pl.DataFrame, lost: Collection[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], Change]]:
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
        unseen = [
            text for text in body[name].drop_nulls().unique() if not trimmed(text)
        ]  # marks that nobody sees are no birth date
        blank = body.filter((pl.col(name).is_null() | pl.col(name).is_in(unseen)) & pl.col(numbers).is_not_null())
        for row, before, text in blank.select(ROW, pl.col(name).alias("before"), numbers).iter_rows():
            if (row, match.column) in grid.odd or (row, match.column) in lost or (row, number.column) in lost:
                continue
            told = told_by_number(_read(number.cell, text), habit)[position]
            if told is not None and isinstance(match.cell.kind, Code):
                told = label_or_code(match.cell.kind, told, habit)
            if told is not None:
                place = Place(grid.file, grid.sheet, row, match.column, match.heading)
                yield (row, match.column), Change(place, before, told, Reason.FROM_NUMBER, match.cell.personal)


def _from_above(
    grid: Grid, where: Located, whole: Body, settings: Settings, in_text: bool
) -> Iterator[tuple[tuple[int, int], Change]]:
    """What the row above says, written right, in cells that say 同上, and in household cells that only the first row of a household has."""
    body = whole.frame
    filled, dittos = dittos_read(body, where.assignment)
    filled, below = filled_down(filled, where.assignment, whole.breaks)
    columns = [*(one.match for one in dittos), *(below.columns if below else ())]
    for match in {match.column: match for match in columns}.values():
        name, kind = column_name(match.column), match.cell.kind
        habit = habit_of(kind, body[name].drop_nulls())
        both = body.select(ROW, pl.col(name).alias("before")).with_columns(filled[name].alias("after"))
        rows = both.filter(pl.col("after").is_not_null() & pl.col("before").ne_missing(pl.col("after")))
        for row, before, after in rows.iter_rows():
            if (row, match.column) not in grid.odd and _read(match.cell, after):
                kept = in_text and _PROTECTED_TEXT.match(after)
                repair = None if kept else repaired(kind, after, habit, settings.of(MISSPELLINGS))
                place = Place(grid.file, grid.sheet, row, match.column, match.heading)
                text = after if repair is None else repair.text
                yield (row, match.column), Change(place, before, text, Reason.FROM_ABOVE, match.cell.personal)


def _is_below(change: Change) -> bool:
    return change.reason is Reason.FROM_ABOVE


def _offer(path: Path, rows: int) -> Text:
    return Text(
        f"{path}：有 {rows} 行的户信息只写在本户第一行，或写“同上”，未改；加 --fill-down 可逐行填写。",
        f"{path}: rows that say ditto, or whose household cells are written in the first row of the household only: {rows}. They were "
        "left; --fill-down fills them.",
    )


def _read(cell: Cell, text: str) -> str:
    """The number that a cell holds, or nothing where it cannot be read."""
    try:
        return str(cell.kind.read(trimmed(text)))
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
    stream.write(form.written(rows))


def _write_plain(source: Opened, tables: Sequence[_Table], stream: BinaryIO) -> None:
    """A new workbook with the values; a cell that shows what another says, with which it is merged, gets none of its own."""
    names = SheetNames()

    def rows(table: _Table) -> Iterator[list[str | None]]:
        by_row: dict[int, dict[int, str | None]] = {}
        for (row, column), change in table.changes.items():
            by_row.setdefault(row, {})[column - table.grid.first_column] = change.after
        for number, cells in enumerate(table.grid.frame.iter_rows(), 1):
            changed = by_row.get(number, {})
            yield [changed.get(place, cell) for place, cell in enumerate(cells)]

    def sheets() -> Iterator[PlainSheet]:
        for table in tables:
            grid = table.grid
            merges = [(one.first_row, one.last_row, one.first_column, one.last_column) for one in grid.merges]
            yield PlainSheet(names.of(grid.sheet or source.path.stem), rows(table), grid.first_column, table.figures, merges)

    plain = io.BytesIO()
    write_plain_copy(sheets(), plain)
    package = Package(plain, str(source.path))
    seal(package)
    package.save(stream)


def copy_ending(path: Path) -> str:
    """The ending of the copy's name, by what the file holds: text and workbooks with macros keep theirs, all else becomes xlsx.

    Raises UnreadableFile, UsageError.
    """
    _refuse_folder(path)
    kind, ending = "", path.suffix.lower()
    if path.is_file():  # else the reading tells
        with suppress(OSError), path.open("rb") as file:
            kind = kind_of(path, file.read(_HEAD))
    if kind == "parquet":
        raise _of_parquet(path)
    return ending if ending == ".xlsm" or (kind == "text" and ending in _TEXTS) else ".xlsx"


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise UsageError(
            f"{path} 是文件夹：puxi fix 每次改一个文件，请逐个指定。",
            f"{path} is a folder: puxi fix mends one file at a time; name each.",
        )


def _of_parquet(path: Path) -> UsageError:
    return UsageError(
        f"{path}：Parquet 由程序写出，请在原表中改。", f"{path}: Parquet is written by programs; mend the table it was made of."
    )
