"""Files on their way in: read on a thread of their own while the libraries that will check them are still being loaded.

Nothing here needs those libraries, so that a command can begin with its files before it imports anything heavy: on a town's
register that is a quarter of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from puxi_cli.errors import UnreadableFile
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.kinds_of_file import SPREADSHEETS
from puxi_cli.sheets.opened import Opened, opened

Loaded = tuple[Opened, list[Grid]]


def files_of(paths: Sequence[Path]) -> list[Path]:
    """The files meant by files and folders; a folder gives the spreadsheets right in it, by name. Raises UnreadableFile."""
    files = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                item for item in path.iterdir()
                if item.suffix.lower() in SPREADSHEETS and not item.name.startswith(("~$", ".")) and item.is_file()
            )  # fmt: skip
            if not inside:
                raise UnreadableFile(
                    f"{path}：文件夹里没有表格文件（{' '.join(SPREADSHEETS)}）。",
                    f"{path}: no spreadsheet in this folder ({' '.join(SPREADSHEETS)}).",
                )
            files.extend(inside)
        else:
            files.append(path)
    return files


class Loading:
    """The files of a register, in order, each with its sheets; one file is read ahead of the one being worked on."""

    def __init__(self, paths: Sequence[Path], password: str | None = None) -> None:
        self._files = files_of(paths)
        self._password = password
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="loading")
        self._ahead: Future[Loaded] | None = self._begin(0)

    def _begin(self, number: int) -> Future[Loaded] | None:
        if number >= len(self._files):
            return None
        return self._pool.submit(_load, self._files[number], self._password)

    def __iter__(self) -> Iterator[Loaded]:
        """Every file once. Raises UnreadableFile when a file's turn comes that cannot be read."""
        try:
            for number in range(len(self._files)):
                assert self._ahead is not None
                loaded = self._ahead.result()
                self._ahead = self._begin(number + 1)
                yield loaded
        finally:
            self._pool.shutdown(wait=True, cancel_futures=True)


def _load(path: Path, password: str | None) -> Loaded:
    source = opened(path, password)
    return source, list(_grids(source))


def _grids(source: Opened) -> Iterator[Grid]:
    if source.kind == "text":
        from puxi_cli.sheets.delimited import grid_of_text

        yield grid_of_text(source)
    elif source.kind == "parquet":
        from puxi_cli.sheets.parquet import grid_of_parquet

        yield grid_of_parquet(source)
    else:
        from puxi_cli.sheets.workbooks import grids_of

        yield from grids_of(source)
