"""Files on their way in: read on a thread of their own while the libraries that will check them are still being loaded.

Nothing here needs those libraries, so that a command can begin with its files before it imports anything heavy: on a town's
register that is a quarter of the time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Thread, main_thread

from puxi_cli.errors import UnreadableFile, of_system, passed_over
from puxi_cli.progress import stage, step
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.kinds_of_file import SPREADSHEETS
from puxi_cli.sheets.opened import Opened, opened
from puxi_cli.text.words import NO_WORDS, Text

_AHEAD = 8  # sheets that may wait to be worked on


class FoundFile(type(Path())):  # type: ignore[misc]  # the class of paths of this system
    """A file that was found in a folder and not named: where it cannot be read, the others are."""


def files_of(paths: Sequence[Path]) -> list[Path]:
    """The files meant by files and folders; a folder gives the spreadsheets in it and in its folders, by name. Raises UnreadableFile."""
    files = []
    for path in paths:
        inside = _inside(path)
        if inside is not None:
            if not inside:
                raise UnreadableFile(
                    f"{path}：文件夹里没有表格文件（{' '.join(SPREADSHEETS)}）。",
                    f"{path}: no spreadsheet in this folder ({' '.join(SPREADSHEETS)}).",
                )
            files.extend(inside)
        else:
            files.append(path)
    return files


def _inside(path: Path) -> list[Path] | None:
    """The spreadsheets in a folder and the folders in it, by name; None for what is no folder. Raises UnreadableFile."""
    try:
        if not path.is_dir():
            return None
        if os.name == "posix" and path.resolve() == Path("/"):
            raise UnreadableFile(
                f"{path}：这是整台机器的文件。请写信息表所在的文件夹。",
                f"{path}: this is every file of the machine. Name the folder of the register.",
            )
        closed: list[OSError] = []
        found = [
            FoundFile(folder, name)
            for folder, _, names in os.walk(path, onerror=closed.append)
            for name in names
            if Path(name).suffix.lower() in SPREADSHEETS and not name.startswith(("~$", "."))
        ]
    except OSError as error:
        raise _closed(path, error) from None
    refused = [error for error in closed if isinstance(error, PermissionError) or Path(error.filename) == path]
    if refused and not found:
        raise _closed(Path(refused[0].filename), refused[0])
    # A folder that may not be entered is told as a file that cannot be read; one that has gone meanwhile is not missed.
    return sorted([*(one for one in found if _may_be_read(one)), *(FoundFile(error.filename) for error in refused)])


def _may_be_read(path: Path) -> bool:
    """Whether something is a file, or a link that points nowhere: that is told when its turn comes."""
    return path.is_file() or (path.is_symlink() and not path.exists())


def _closed(path: Path, error: OSError) -> UnreadableFile:
    zh, en = of_system(error)
    what = Text("请检查权限。", "Check the permissions.") if isinstance(error, PermissionError) else NO_WORDS
    return UnreadableFile(f"{path}：打不开（{zh}）。{what[0]}", f"{path}: cannot be opened ({en}). {what[1]}".strip())


class LostFile(Exception):
    """A file of a folder broke off while it was read; `Loading.lost` has the reason. What was read of it does not count."""


class Loading:
    """The files of a register, in order, each with its sheets, read ahead by a few sheets on a thread of its own.

    A file that was named and cannot be read ends the reading. One that was found in a folder is passed over and kept in `lost`.
    """

    def __init__(self, paths: Sequence[Path], password: str | None = None) -> None:
        self._files = files_of(paths)
        self.lost: list[UnreadableFile] = []
        self._password = password
        self._read: Queue[_Item] = Queue(_AHEAD)
        self._abandoned = False
        self._thread = Thread(target=self._produce, name="loading")
        self._thread.start()

    def __iter__(self) -> Iterator[tuple[Opened, Iterator[Grid]]]:
        """Every file once, with an iterator over its sheets to be used up before the next file is asked for.

        Raises UnreadableFile when a file's or a sheet's turn comes that cannot be read; the iterator over sheets raises LostFile in a file
        that is passed over.
        """
        try:
            with stage(Text("正在读取", "Reading"), len(self._files)):
                for path in self._files:
                    step(path.name)
                    source = self._next()
                    if isinstance(source, _Lost):
                        self._pass_over(source)
                        continue
                    assert isinstance(source, Opened)
                    yield source, self._sheets()
            if self.lost and len(self.lost) == len(self._files):
                raise self.lost[0]  # nothing is left to be read
        finally:
            self.close()

    def close(self) -> None:
        """Stop reading ahead."""
        self._abandoned = True
        while self._thread.is_alive():
            with suppress(Empty):
                self._read.get(timeout=0.05)
        self._thread.join()

    def _sheets(self) -> Iterator[Grid]:
        while (item := self._next()) is not None:
            if isinstance(item, _Lost):
                self._pass_over(item)
                raise LostFile
            assert isinstance(item, Grid)
            yield item

    def _pass_over(self, lost: _Lost) -> None:
        self.lost.append(lost.why)
        passed_over.append(lost.why)

    def _next(self) -> Opened | Grid | _Lost | None:
        item = self._read.get()
        if isinstance(item, BaseException):
            raise item
        return item

    def _produce(self) -> None:
        try:
            for path in self._files:
                try:
                    source = opened(path, self._password)
                    self._put(source)
                    for grid in () if source.is_report else grids(source):
                        self._put(grid)
                        if self._abandoned:
                            return
                    self._put(None)
                except UnreadableFile as error:
                    if not isinstance(path, FoundFile):
                        raise
                    self._put(_Lost(error))
        except BaseException as error:  # raised again where the file's turn comes, on the thread that asked for it
            self._put(error)

    def _put(self, item: _Item) -> None:
        """Hand over, waiting for room; not for ever, where the command ended in an error before it came to its files."""
        while not self._abandoned and main_thread().is_alive():
            with suppress(Full):
                self._read.put(item, timeout=0.05)
                return
        self._abandoned = True


@dataclass(frozen=True)
class _Lost:
    """A file of a folder that cannot be read."""

    why: UnreadableFile


_Item = Opened | Grid | _Lost | BaseException | None


def grids(source: Opened) -> Iterator[Grid]:
    """The sheets of an opened file, as they are ready. Raises UnreadableFile."""
    if source.kind == "text":
        from puxi_cli.sheets.delimited import grid_of_text

        yield grid_of_text(source)
    elif source.kind == "parquet":
        from puxi_cli.sheets.parquet import grid_of_parquet

        yield grid_of_parquet(source)
    elif source.kind in ("html", "mhtml", "xml"):
        from puxi_cli.sheets import markup

        yield from {"html": markup.grids_of_page, "mhtml": markup.grids_of_archive, "xml": markup.grids_of_xml}[source.kind](
            source
        )
    else:
        from puxi_cli.sheets.workbooks import grids_of

        yield from grids_of(source)
