"""`puxi validate --annotate`: the workbooks that were read, each with its findings marked in a copy."""

from __future__ import annotations

import dataclasses
import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from puxi_cli.errors import UsageError
from puxi_cli.findings import Checked, Finding, InputRead, Lang
from puxi_cli.records.fields import fields_of
from puxi_cli.records.kinds import Number
from puxi_cli.records.tables import MODELS
from puxi_cli.reports.annotated import Annotated, write_annotated
from puxi_cli.reports.plain_copy import PlainSheet, sheet_name, write_plain_copy
from puxi_cli.reports.writing import check_target, written
from puxi_cli.sheets.loading import grids
from puxi_cli.sheets.opened import Opened, opened

_CHANGED_IN_PLACE = ("xlsx",)


@dataclass(frozen=True)
class Copy:
    """A copy that was written, and what there is to be known of it (zh, en)."""

    source: str
    target: Path
    annotated: Annotated
    notes: tuple[tuple[str, str], ...] = ()


def targets(files: Sequence[Path], target: Path) -> list[Path]:
    """Where the copy of each file goes: `target` itself for one file, else a name within that folder.

    Raises UsageError where several files cannot go into one workbook, for a wrong ending and for what must not be replaced.
    """
    if len(files) == 1:
        ending = ".xlsm" if files[0].suffix.lower() == ".xlsm" else ".xlsx"
        if target.suffix.lower() != ending:
            raise UsageError(
                f"--annotate {target}：批注后的文件扩展名应为 {ending}。",
                f"--annotate {target}: the copy's name must end in {ending}.",
            )
        found = [target]
    else:
        if target.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".csv", ".ods"):
            raise UsageError(
                f"--annotate {target}：读入了 {len(files)} 个文件，请写一个文件夹，每个文件各写一份。",
                f"--annotate {target}: {len(files)} files were read; give a folder, which gets a copy of each.",
            )
        base = Path(os.path.commonpath([file.parent.absolute() for file in files]))
        names = [
            file.absolute().relative_to(base).with_suffix(".xlsm" if file.suffix.lower() == ".xlsm" else ".xlsx")
            for file in files
        ]
        taken: set[Path] = set()
        found = []
        for file, name in zip(files, names, strict=True):
            free = name if name not in taken else name.with_name(f"{name.stem}-{file.suffix[1:]}{name.suffix}")
            taken.add(free)
            found.append(target / free)
    for one in found:
        check_target(one)
    return found


def annotate(checked: Checked, target: Path, lang: Lang, *, password: str | None = None, show_ids: bool = False) -> list[Copy]:
    """Write a copy of every file that was read, with its findings marked. Raises UsageError, UnreadableFile, NotWritten."""
    reads = [read for read in checked.inputs if read.sheets or read.unread]
    files = [Path(read.file) for read in reads]
    copies = []
    for read, file, place in zip(reads, files, targets(files, target), strict=True):
        if len(files) > 1:
            place.parent.mkdir(parents=True, exist_ok=True)
        source = opened(file, password)
        notes: list[tuple[str, str]] = []
        findings: Sequence[Finding] = [finding for finding in checked.findings if finding.place.file == read.file]
        stream: Path | io.BytesIO
        if source.kind in _CHANGED_IN_PLACE:
            stream = file if source.content is None else io.BytesIO(source.content)
            if source.content is not None:
                notes.append((f"{place} 没有打开密码，请妥善保管。", f"{place} has no password; keep it safe."))
        else:
            stream, read, findings = _plain(source, read, findings)
            notes.append((
                f"{file} 不是 xlsx，{place} 是新建的工作簿：只有各格的值，没有原来的格式和公式。",
                f"{file} is no xlsx: {place} is a new workbook with the values of all cells, without formats and formulas.",
            ))  # fmt: skip
        with written(place, keep=files) as out:
            told = write_annotated(stream, read, findings, out, lang, show_ids=show_ids)
        copies.append(Copy(read.file, place, told, tuple(notes)))
    return copies


def _plain(source: Opened, read: InputRead, findings: Sequence[Finding]) -> tuple[io.BytesIO, InputRead, list[Finding]]:
    """The same cells in a new workbook; a file without sheets has one there, and its findings stand in it."""
    only = sheet_name(source.path.stem)
    figures = {sheet.sheet: _figures(read, sheet.sheet) for sheet in read.sheets}

    def sheets() -> Iterator[PlainSheet]:
        for grid in grids(source):
            name = grid.sheet or only
            rows = (row for piece in grid.pieces() for row in piece.frame.iter_rows())
            yield PlainSheet(name, rows, grid.first_column, figures.get(grid.sheet or source.path.name, ()))

    stream = io.BytesIO()
    write_plain_copy(sheets(), stream)
    stream.seek(0)
    bare = source.path.name
    named = tuple(dataclasses.replace(sheet, sheet=only) if sheet.sheet == bare else sheet for sheet in read.sheets)
    placed = [
        finding if finding.place.sheet is not None
        else dataclasses.replace(finding, place=dataclasses.replace(finding.place, sheet=only))
        for finding in findings
    ]  # fmt: skip
    return stream, dataclasses.replace(read, sheets=named), placed


def _figures(read: InputRead, name: str) -> list[int]:
    """The columns of a sheet (from 0) that hold figures."""
    from puxi_cli.records.place import column_index

    columns = next(sheet.columns for sheet in read.sheets if sheet.sheet == name)
    return [
        column_index(column.letters) for column in columns
        if column.table and column.field and isinstance(fields_of(MODELS[column.table])[column.field].kind, Number)
    ]  # fmt: skip
