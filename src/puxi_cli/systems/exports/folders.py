"""Where exports stand: each in a folder of its own number, the newest under `latest`; a new one grows hidden beside them.

Numbers and not hours give the order: a clock that goes back changes nothing. A folder gets its number only when it is whole, so a
process that is killed leaves a hidden folder, which the next run takes away.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from puxi_cli.errors import NotWritten, UsageError, of_system
from puxi_cli.reports.writing import locked, not_written, renaming_kept
from puxi_cli.systems.exports.manifest import is_export
from puxi_cli.text.words import Text

LATEST = "latest"
_LATEST_NOTE = "latest.txt"  # where a file system has no links
_NAME = re.compile(r"([0-9]{4,})_[0-9]{4}-[0-9]{2}-[0-9]{2}")
_GROWING, _GOING = ".puxi-new-", ".puxi-old-"
_LOCK = ".puxi-export.lock"


class ExportFolder:
    """The folder that holds exports. `root` is made where it is not there."""

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.realpath(root))
        self.named = root

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Make the folder and keep others out while the block runs; what a killed run left is taken away first.

        Raises NotWritten where another export runs, or nothing can be written; UsageError where `latest` is somebody's own.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            latest = self.root / LATEST
            if latest.exists() and not latest.is_symlink():
                raise UsageError(
                    f"{self.named / LATEST} 不是 puxi 建的链接，不会覆盖；请移走它，或给 --output 换一个文件夹。",
                    f"{self.named / LATEST} is no link of puxi's and is not replaced. Move it away, or give --output another folder.",
                )
        except OSError as error:
            raise not_written(str(self.named), error) from error
        busy = Text(
            f"另一个 puxi export 正在写 {self.named}，这次没有做；它结束后再运行，已有的导出都在。",
            f"Another puxi export is writing to {self.named}, so this one did nothing. Run again when it has ended; what stands is whole.",
        )
        with locked(self.root / _LOCK, busy):
            self._clear()
            if (newest := self.newest) is not None:
                self._pointed(newest.name)  # a run may have ended between the two
            yield

    def exports(self) -> list[Path]:
        """The whole exports, oldest first."""
        numbered = [(int(match[1]), path) for path in self._folders() if (match := _NAME.fullmatch(path.name))]
        return [path for _, path in sorted(numbered) if is_export(path)]

    @property
    def newest(self) -> Path | None:
        """The last whole export."""
        return next(reversed(self.exports()), None)

    @contextmanager
    def growing(self) -> Iterator[Path]:
        """A hidden folder for a new export; it is gone after the block, unless it was landed. Raises NotWritten."""
        try:
            new = Path(tempfile.mkdtemp(prefix=_GROWING, dir=self.root))  # mode 0700
        except OSError as error:
            raise not_written(str(self.named), error) from error
        try:
            yield new
        except OSError as error:
            raise not_written(str(self.named), error) from error
        finally:
            shutil.rmtree(new, ignore_errors=True)

    def land(self, new: Path, day: str) -> Path:
        """Flush a folder that is whole to the disk, give it its number, and point `latest` to it. Raises OSError."""
        for folder, _, names in os.walk(new):
            for name in names:
                with open(Path(folder, name), "r+b") as file:
                    os.fsync(file.fileno())
            renaming_kept(Path(folder))
        # Also a link or a file of somebody's own may have such a name: its number is taken, though it is no export.
        numbers = [int(match[1]) for path in self.root.iterdir() if (match := _NAME.fullmatch(path.name))]
        name = f"{max(numbers, default=0) + 1:04d}_{day}"
        os.rename(new, self.root / name)
        renaming_kept(self.root)
        self.point_to(name)
        return self.named / name

    def point_to(self, name: str) -> None:
        """Have `latest` name an export; at any moment it names the old one or the new one. Raises OSError."""
        beside = self.root / f"{_GROWING}{LATEST}"
        with suppress(FileNotFoundError):
            beside.unlink()
        try:
            os.symlink(name, beside, target_is_directory=True)
            os.replace(beside, self.root / LATEST)
        except (OSError, NotImplementedError):  # a file system, or a system, that lets nobody make links
            beside.write_text(f"{name}\n", "utf-8")
            os.replace(beside, self.root / _LATEST_NOTE)
        renaming_kept(self.root)

    def _pointed(self, name: str) -> None:
        try:
            if os.readlink(self.root / LATEST) == name:
                return
        except OSError:
            note = self.root / _LATEST_NOTE
            if note.is_file() and note.read_text("utf-8").strip() == name:
                return
        try:
            self.point_to(name)
        except OSError as error:
            raise not_written(str(self.named), error) from error

    def keep(self, most: int) -> list[str]:
        """Take away the oldest whole exports beyond `most`; their names. Raises NotWritten."""
        gone = self.exports()[:-most] if most else []
        for path in gone:
            try:
                # First out of the row, then away: half an export never stands under its number.
                going = path.with_name(f"{_GOING}{path.name}")
                os.rename(path, going)
                shutil.rmtree(going)
            except OSError as error:
                raise NotWritten(
                    f"新的导出已经完整；旧的 {path.name} 没能删除（{of_system(error)[0]}）。",
                    f"The new export is whole; the old one {path.name} could not be removed ({of_system(error)[1]}).",
                ) from error
        return [path.name for path in gone]

    def _folders(self) -> Iterator[Path]:
        yield from (path for path in self.root.iterdir() if path.is_dir() and not path.is_symlink())

    def _clear(self) -> None:
        for path in list(self.root.iterdir()):
            if path.name.startswith((_GROWING, _GOING)):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    with suppress(OSError):
                        path.unlink()
