"""The ledger file: a workbook (or a folder of CSV) that people edit by hand, read as it stands and changed in place.

No row is taken out, no column that is not puxi's is touched, rows stay where people put them. The file is written beside and renamed; what
stood there before is kept as the previous one.
"""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from puxi_cli.edits.sheet import SheetXml
from puxi_cli.edits.workbook import Workbook
from puxi_cli.errors import NotWritten, UnreadableFile
from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import CLEAR, ROW, SOURCE, UNREAD
from puxi_cli.reports.writing import locked as only_one
from puxi_cli.reports.writing import written
from puxi_cli.sheets.body import body_of
from puxi_cli.sheets.check import checked
from puxi_cli.sheets.delimited import delimited
from puxi_cli.sheets.heading_row import located
from puxi_cli.sheets.headings import Headings
from puxi_cli.sheets.loading import grids
from puxi_cli.sheets.opened import Opened, opened
from puxi_cli.systems.rectification.duties import holder_of
from puxi_cli.systems.rectification.ledger_xlsx import cell_value, write_new_ledger
from puxi_cli.systems.rectification.problems import Changes, Event, Ledger, current_word
from puxi_cli.systems.rectification.rows import Row, Taken, taken
from puxi_cli.text.words import Text

_PROBLEMS, _EVENTS, _HOLDERS = "problems", "problem_events", "duty_holders"
_PLACES = {SOURCE, ROW, CLEAR, UNREAD}
_OF_EVENT = tuple(each.name for each in dataclasses.fields(Event))


@dataclass(frozen=True)
class TableInFile:
    """Where a table of the ledger stands: its file and sheet, the row of its headings, its columns by field (from 0), its last row."""

    file: Path
    sheet: str | None
    heading_row: int
    columns: Mapping[str, int]
    last_row: int
    last_column: int


@dataclass(frozen=True)
class LedgerFile:
    """A ledger and the file it was read from; `tables` are empty for one that does not exist yet.

    `rows` say what people did to it by hand.
    """

    path: Path
    ledger: Ledger
    tables: Mapping[str, TableInFile] = field(default_factory=dict)
    stamps: Mapping[Path, str] = field(default_factory=dict)
    rows: Taken = field(default_factory=Taken)

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder of CSV files."""
        return self.path.suffix.lower() != ".xlsx"


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Nobody else changes the ledger meanwhile. Raises NotWritten where somebody does, or has it open in a spreadsheet program."""
    for name in (f".~lock.{path.name}#", f"~${path.name}"):
        if path.with_name(name).exists():
            raise NotWritten(
                f"{path} 正在别的程序中打开（{name}），没有写入；请先关闭它再运行。",
                f"{path} is open in another program ({name}), so nothing was written. Close it and run again.",
            )
    busy = Text(
        f"另一个 puxi 正在写 {path}，没有写入；请等它结束再运行。",
        f"Another puxi is writing {path}; nothing was written. Run again when it has ended.",
    )
    with only_one(path.with_name(f".{path.name}.lock"), busy):
        yield


def read_other(path: Path) -> LedgerFile:
    """Read what is not the ledger itself: another copy of it, or a sheet of reported problems. Raises UnreadableFile."""
    if not path.exists():
        opened(path, None)  # says that there is no such file; a plan would not make it
    return read_ledger(path, ours=False)


def read_ledger(path: Path, *, new: bool = False, ours: bool = True) -> LedgerFile:
    """Read a ledger; with `new` one that does not exist is empty; `ours` is false for a sheet that others made. Raises UnreadableFile."""
    if not path.exists():
        if new:
            return LedgerFile(path, Ledger())
        raise UnreadableFile(
            f"{path}：没有这份台账。先用 puxi rectify plan 信息表 生成，或用 --ledger 指定。",
            f"{path}: no such ledger. Make one with puxi rectify plan REGISTER, or name it with --ledger.",
        )
    files = [path] if path.is_file() else sorted(path.glob("*.csv"))
    found: dict[str, tuple[TableInFile, list[dict[str, Any]], dict[int, dict[str, str]]]] = {}
    stamps = {}
    for file in files:
        if ours and file.stat().st_size == 0:
            raise _empty(file)
        source = opened(file, None)
        stamps[file] = source.sha256
        for name, place, rows, unread in _tables_of(source, file):
            if name not in found or len(found[name][1]) < len(rows):
                found[name] = (place, rows, unread)
    if _PROBLEMS not in found:
        raise UnreadableFile(
            f"{path}：没有找到问题表，至少要有“反馈问题”一列。",
            f"{path}: no table of problems was found; it needs at least a column 反馈问题.",
        )
    history = tuple(
        Event(*(_as_now_written(row[name]) for name in _OF_EVENT))
        for row in (found[_EVENTS][1] if _EVENTS in found else [])
        if row["key"] and row["after"]
    )
    holders = tuple(holder_of(row) for row in (found[_HOLDERS][1] if _HOLDERS in found else []) if row["person"])
    _, lines, unread = found[_PROBLEMS]
    every = (
        Row(line[ROW], {name: _as_now(name, line[name]) for name in line if name not in _PLACES}, unread.get(line[ROW], {}))
        for line in lines
    )
    read = taken(every, history)
    ledger = Ledger(read.problems, history, holders, frozenset(one.key for one in read.doubled))
    return LedgerFile(path, ledger, {name: entry[0] for name, entry in found.items()}, stamps, read)


def _empty(file: Path) -> UnreadableFile:
    """A ledger of no bytes: no system could export it again, but the one before the last change may be there."""
    before = previous_of(file)
    if before.is_file() and before.stat().st_size:
        return UnreadableFile(
            f"{file}：台账文件是空的。上一次改动前的台账还在：{before.name}，请复制一份，改名为 {file.name} 后再运行。",
            f"{file}: the ledger is empty. The ledger as it was before the last change is there: copy {before.name} to {file.name} "
            "and run again.",
        )
    return UnreadableFile(
        f"{file}：台账文件是空的，旁边也没有 {before.name}。请用备份恢复；没有备份的，删去这个空文件，用 puxi rectify plan 重新生成。",
        f"{file}: the ledger is empty, and there is no {before.name} beside it. Restore a backup; without one, delete the empty file "
        "and make a new ledger with puxi rectify plan.",
    )


def _tables_of(source: Opened, file: Path) -> Iterator[tuple[str, TableInFile, list[dict[str, Any]], dict[int, dict[str, str]]]]:
    # A sheet of reports needs nothing but what is wrong; and a household's number and its head beside that make no register of it.
    headings = Headings(tables=(_PROBLEMS, _EVENTS, _HOLDERS), enough={_PROBLEMS: "text"})
    for grid in grids(source):
        where = located(grid, headings)
        if where is None:
            continue
        name = where.assignment.tables[0]
        body = body_of(grid, where)
        result = checked(grid, where.assignment, body.frame, where.assignment)
        frame = result.tables[name]
        unread: dict[int, dict[str, str]] = {}
        for fault in result.faults:
            if fault.place.row and fault.field and fault.rule != "REC101":
                unread.setdefault(fault.place.row, {}).setdefault(fault.field, fault.value or "")
        rows = list(frame.iter_rows(named=True))
        place = TableInFile(
            file,
            grid.sheet,
            where.row,
            {str(match.field): match.column for match in where.assignment.of(name)},
            grid.frame.height,
            grid.last_column,
        )
        yield name, place, rows, unread


def _as_now(name: str, value: Any) -> Any:
    """A cell of a problem; a state or a source as it is written now."""
    return current_word(value) if name in ("state", "source") else value


def _as_now_written(value: Any) -> Any:
    return None if value is None else current_word(str(value))


def write_ledger(file: LedgerFile, changes: Changes) -> bool:
    """Write what is to be changed, if anything is; whether something was. Raises NotWritten; to be called under `locked`."""
    updates = {row: dict(values) for row, values in changes.updates.items()}
    for problem in file.ledger.problems:  # what is puxi's own and was changed or left out by hand
        for name in problem.cells:
            if problem.row is not None:
                updates.setdefault(problem.row, {}).setdefault(name, problem.values.get(name))
    changes = dataclasses.replace(changes, updates=updates)
    if not changes and file.tables:
        return False
    for path, stamp in file.stamps.items():
        if not path.exists() or _sha256(path) != stamp:
            raise NotWritten(
                f"{path} 在读取之后被改动了，没有写入；请重新运行。",
                f"{path} was changed after it was read; nothing was written. Run again.",
            )
    if file.is_folder:
        _write_folder(file, changes)
    elif not file.tables:
        with written(file.path) as stream:
            write_new_ledger(
                stream,
                [problem.values for problem in changes.added],
                [vars(event) for event in changes.events],
                [vars(holder) for holder in file.ledger.holders],
            )
    else:
        _write_workbook(file, changes)
    return True


def previous_of(path: Path) -> Path:
    """Where the ledger that stood before the last change is kept."""
    return path.with_name(f"{path.stem}.上一版{path.suffix}")


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write_workbook(file: LedgerFile, changes: Changes) -> None:
    book = Workbook(file.path, str(file.path))
    _change_table(book, file, _PROBLEMS, changes.updates, [problem.values for problem in changes.added])
    _change_table(book, file, _EVENTS, {}, [vars(event) for event in changes.events])
    with written(file.path, replace="anything", previous=previous_of(file.path)) as stream:
        book.save(stream)


def _change_table(
    book: Workbook, file: LedgerFile, name: str, updates: Mapping[int, Mapping[str, Any]], added: list[Mapping[str, Any]]
) -> None:
    """Set cells of a table's sheet and put rows behind its last one; a column or a sheet that is not there yet is made."""
    if not updates and not added:
        return
    cells = fields_of(MODELS[name])
    table = file.tables.get(name)
    if table is None:
        sheet = book.add_sheet(MODELS[name].table.sheet)
        for column, cell in enumerate(cells.values()):
            sheet.set(1, column, cell.heading)
        table = TableInFile(file.path, None, 1, {field: column for column, field in enumerate(cells)}, 1, len(cells) - 1)
    else:
        sheet = book.sheet(str(table.sheet))
    places = dict(table.columns)
    for field_name in dict.fromkeys(name for row in (*updates.values(), *added) for name in row):
        if (
            field_name in cells
            and field_name not in places
            and any(_says(row, field_name) for row in (*updates.values(), *added))
        ):
            places[field_name] = max(table.last_column, *places.values()) + 1
            beside = sheet.styles_of(table.heading_row).get(table.last_column, 0)
            sheet.set(table.heading_row, places[field_name], cells[field_name].heading, _always(beside))
    for row, values in updates.items():
        for field_name, value in values.items():
            if field_name in places:
                sheet.set(row, places[field_name], cell_value(field_name, value))
    last = max(table.last_row, table.heading_row)
    styles = sheet.styles_of(table.last_row) if table.last_row > table.heading_row else {}
    like = {column: _always(styles.get(column, 0)) for column in places.values()}
    for offset, values in enumerate(added, 1):
        for field_name, column in places.items():
            sheet.set(last + offset, column, cell_value(field_name, values.get(field_name)), like[column])
    if added:
        _reach_down(book, sheet, table, last + len(added))


def _says(row: Mapping[str, Any], name: str) -> bool:
    return row.get(name) is not None


def _always(style: int) -> Callable[[int], int]:
    return lambda old: old or style


def _reach_down(book: Workbook, sheet: SheetXml, table: TableInFile, last: int) -> None:
    """Let a filter that ended with the last row end with the new one."""
    there = sheet.behind().get("autoFilter")
    if there is None:
        return
    first, _, end = (there.get("ref") or "").partition(":")
    letters = end.rstrip("0123456789")
    if letters and int(end[len(letters) :] or 0) >= min(table.last_row, table.heading_row + 1):
        reference = f"{first}:{letters}{last}"
        there.set("ref", reference)
        if table.sheet is not None:
            book.name_filter(table.sheet, reference)


def _write_folder(file: LedgerFile, changes: Changes) -> None:
    """A folder of CSV. The history goes first: it is what counts, should the rest not be written."""
    file.path.mkdir(exist_ok=True)
    events: list[Mapping[str, Any]] = [vars(event) for event in changes.events]
    problems = [problem.values for problem in changes.added]
    for name, updates, added in ((_EVENTS, {}, events), (_PROBLEMS, changes.updates, problems)):
        table = file.tables.get(name)
        cells = fields_of(MODELS[name])
        if table is None:
            target = file.path / f"{MODELS[name].table.sheet}.csv"
            rows, places = [[cell.heading for cell in cells.values()]], {field: column for column, field in enumerate(cells)}
            encoding, delimiter, line_end = "utf-8-sig", ",", "\r\n"
        elif not updates and not added:
            continue
        else:
            target = table.file
            form = delimited(opened(target, None))
            rows, places = [list(row) for row in form.rows], dict(table.columns)
            encoding, delimiter, line_end = form.encoding, form.delimiter, form.line_end
        heads = rows[(table.heading_row if table else 1) - 1]
        for field_name in cells:
            if field_name not in places and any(_says(row, field_name) for row in (*updates.values(), *added)):
                places[field_name] = len(heads)
                heads.append(cells[field_name].heading)
        for row, values in updates.items():
            _put(rows[row - 1], places, values)
        for values in added:
            rows.append([])
            _put(rows[-1], places, {name: values.get(name) for name in cells})
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter, lineterminator=line_end).writerows(rows)
        with written(target, replace="anything", previous=previous_of(target)) as stream:
            stream.write(text.getvalue().encode(encoding))


def _put(row: list[str], places: Mapping[str, int], values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name in places:
            row.extend([""] * (places[name] + 1 - len(row)))
            told = cell_value(name, value)
            row[places[name]] = "" if told is None else str(told)
