"""`puxi validate --annotate`: the workbooks that were read, each with its findings marked in a copy."""

from __future__ import annotations

import dataclasses
import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from puxi_cli.errors import UsageError, shown_path
from puxi_cli.findings import Checked, Finding, InputRead
from puxi_cli.records.fields import fields_of
from puxi_cli.records.kinds import Number
from puxi_cli.records.tables import MODELS
from puxi_cli.reports.plain_copy import PlainSheet, SheetNames, write_plain_copy
from puxi_cli.reports.writing import STDOUT, check_target, not_written, written
from puxi_cli.sheets.loading import grids
from puxi_cli.sheets.opened import Opened, opened
from puxi_cli.systems.quality.annotated import Annotated, write_annotated
from puxi_cli.text.words import Lang, Text

_CHANGED_IN_PLACE = ("xlsx",)


@dataclass(frozen=True)
class Copy:
    """A copy that was written, and what there is to be known of it."""

    source: str
    target: Path
    annotated: Annotated
    notes: tuple[Text, ...] = ()


def targets(files: Sequence[Path], target: Path, report: str = STDOUT) -> list[Path]:
    """Where the copy of each file goes: `target` itself for one file, else a name within that folder.

    Raises UsageError where several files cannot go into one workbook, for a wrong ending, for what must not be replaced, and where
    the report is to go to the same place.
    """
    found: list[Path] = []
    if len(files) == 1:
        ending = ".xlsm" if files[0].suffix.lower() == ".xlsm" else ".xlsx"
        if target.suffix.lower() != ending:
            raise UsageError(
                f"--annotate {target}：批注后的文件扩展名应为 {ending}。",
                f"--annotate {target}: the copy's name must end in {ending}.",
            )
        found.append(target)
    else:
        if target.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".csv", ".ods") or target.is_file():
            raise UsageError(
                f"--annotate {target}：读入了 {len(files)} 个文件，请写一个文件夹，每个文件各写一份。",
                f"--annotate {target}: {len(files)} files were read; give a folder, which gets a copy of each.",
            )
        base = _common_folder(files)
        taken: set[Path] = set()
        for file in files:
            name = file.absolute().relative_to(base) if base else Path(file.name)
            free = name.with_suffix(".xlsm" if file.suffix.lower() == ".xlsm" else ".xlsx")
            stem = free.stem if free not in taken else f"{free.stem}-{file.suffix[1:]}"
            for number in count(1):
                free = free.with_name(f"{stem}{f'-{number}' if number > 1 else ''}{free.suffix}")
                if free not in taken:
                    break
            taken.add(free)
            found.append(target / free)
    for one in found:
        if report != STDOUT and os.path.realpath(one) == os.path.realpath(report):
            raise UsageError(
                f"--annotate 和 --output 都写到 {report}；请换一个文件名。",
                f"--annotate and --output both name {report}; give one of them another name.",
            )
        check_target(one)
    return found


def _common_folder(files: Sequence[Path]) -> Path | None:
    """The folder that holds all files, or None where they lie on several disks."""
    try:
        return Path(os.path.commonpath([file.parent.absolute() for file in files]))
    except ValueError:
        return None


def annotate(
    checked: Checked, files: Sequence[Path], target: Path, lang: Lang, *, password: str | None = None, show_ids: bool = False
) -> list[Copy]:
    """Write a copy of every one of the register's files with its findings marked; a report of puxi's among them gets none.

    Registers of earlier years are read and not checked. Raises UsageError, UnreadableFile, NotWritten.
    """
    reads = {read.file: read for read in checked.inputs if read.sheets or read.unread}
    of_file: dict[str, list[Finding]] = {}
    for finding in checked.findings:
        of_file.setdefault(finding.place.file, []).append(finding)
    copies = []
    for file, place in zip(files, targets(files, target), strict=True):
        if (read := reads.get(shown_path(file))) is None:
            continue
        if len(files) > 1:
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise not_written(str(place), error) from None
        source = opened(file, password)
        notes: list[Text] = []
        findings: Sequence[Finding] = of_file.get(read.file, [])
        stream: Path | io.BytesIO
        if source.kind in _CHANGED_IN_PLACE:
            stream = file if source.content is None else io.BytesIO(source.content)
            if source.content is not None:
                notes.append(Text(f"{place} 没有打开密码，请妥善保管。", f"{place} has no password; keep it safe."))
        else:
            stream, read, findings = _plain(source, read, findings)
            notes.append(
                Text(
                    f"{file} 不是 xlsx，{place} 是新建的工作簿：只有各格的值，没有原来的格式和公式。",
                    f"{file} is no xlsx: {place} is a new workbook with the values of all cells, without formats and formulas.",
                )
            )
        with written(place, keep=files) as out:
            told = write_annotated(stream, read, findings, out, lang, show_ids=show_ids)
        copies.append(Copy(read.file, place, told, tuple(notes)))
    return copies


def _plain(source: Opened, read: InputRead, findings: Sequence[Finding]) -> tuple[io.BytesIO, InputRead, list[Finding]]:
    """The same cells in a new workbook; a file without sheets has one there, and its findings stand in it."""
    names = SheetNames()
    figures = {sheet.sheet: _figures(read, sheet.sheet) for sheet in read.sheets}

    def sheets() -> Iterator[PlainSheet]:
        for grid in grids(source):
            rows = (row for piece in grid.pieces() for row in piece.frame.iter_rows())
            told = grid.sheet or source.path.name
            merges = [(one.first_row, one.last_row, one.first_column, one.last_column) for one in grid.merges]
            yield PlainSheet(names.of(grid.sheet or source.path.stem), rows, grid.first_column, figures.get(told, ()), merges)

    stream = io.BytesIO()
    write_plain_copy(sheets(), stream)
    stream.seek(0)

    def name(sheet: str | None) -> str:
        return names.of(source.path.stem if sheet in (None, source.path.name) else sheet)

    named = tuple(dataclasses.replace(sheet, sheet=name(sheet.sheet)) for sheet in read.sheets)
    placed = [
        dataclasses.replace(finding, place=dataclasses.replace(finding.place, sheet=name(finding.place.sheet)))
        for finding in findings
    ]
    return stream, dataclasses.replace(read, sheets=named), placed


def _figures(read: InputRead, name: str) -> list[int]:
    """The columns of a sheet (from 0) that hold figures."""
    from puxi_cli.records.place import column_index

    columns = next(sheet.columns for sheet in read.sheets if sheet.sheet == name)
    return [
        column_index(column.letters)
        for column in columns
        if column.table and column.field and isinstance(fields_of(MODELS[column.table])[column.field].kind, Number)
    ]
