"""`puxi sample`: write a fictional register, whole or not at all, and over nothing that is somebody's."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from puxi_cli.errors import NotWritten, UsageError, of_system
from puxi_cli.samples.products import names_of_sample, write_sample, write_small_samples


def sample(folder: Path, households: int, seed: int, each_error: int) -> list[Path]:
    """Write the sample into a folder, which is made; returns the files written.

    Raises UsageError where a file of that name is there already, NotWritten where the system refuses; nothing is written then.
    """
    try:
        _refuse_existing(folder / name for name in names_of_sample(households, each_error))
        return _into(folder, lambda beside: write_sample(beside, households, seed, each_error), _place_new)
    except OSError as error:
        raise _not_written(folder, error) from error


def small_samples(folder: Path) -> list[Path]:
    """Write the small samples that the project ships, in place of those of before. Raises NotWritten."""
    try:
        return _into(folder, write_small_samples, _replace)
    except OSError as error:
        raise _not_written(folder, error) from error


_Moves = list[tuple[Path, Path]]


def _into(folder: Path, make: Callable[[Path], list[Path]], place: Callable[[_Moves], None]) -> list[Path]:
    """Make files in a folder of their own beside the target, then move them into place, readable by the owner only."""
    there = folder.exists()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".puxi-") as beside:
            moves = [(path, folder / path.relative_to(beside)) for path in make(Path(beside))]
            for path, _ in moves:
                path.chmod(0o600)
            place(moves)
        return [target for _, target in moves]
    except BaseException:
        if not there:
            with suppress(OSError):
                folder.rmdir()  # fails where it is not empty, and that is right
        raise


def _place_new(moves: _Moves) -> None:
    """Move files to where there are none; if one cannot be moved, those moved before are taken back."""
    placed: list[Path] = []
    try:
        for path, target in moves:
            if not target.parent.exists():
                target.parent.mkdir(mode=0o700)
                placed.append(target.parent)
            # Whoever made a file of this name in the meantime keeps it: ours is made only where there is none.
            try:
                target.open("x").close()
            except FileExistsError:
                _refuse_existing([target])
                raise
            placed.append(target)
            os.replace(path, target)
    except BaseException:
        for target in reversed(placed):
            with suppress(OSError):
                if target.is_dir():
                    target.rmdir()
                else:
                    target.unlink()
        raise


def _replace(moves: _Moves) -> None:
    for path, target in moves:
        target.parent.mkdir(mode=0o700, exist_ok=True)
        os.replace(path, target)


def _refuse_existing(targets: Iterable[Path]) -> None:
    """Raise UsageError for the first file that is there; a link that leads nowhere is there too."""
    for target in targets:
        if os.path.lexists(target):
            raise UsageError(
                f"{target} 已经存在，puxi 不覆盖它，什么也没有写。请换一个文件夹，或先把它移走",
                f"{target} exists already and is not overwritten; nothing was written. Choose another folder, or move it away first",
            )


def _not_written(folder: Path, error: OSError) -> NotWritten:
    return NotWritten(
        f"{folder}：样例没有写出（{of_system(error)[0]}）。请检查磁盘空间和文件夹权限。",
        f"{folder}: the sample was not written ({of_system(error)[1]}). Check the space on the disk and the folder's permissions.",
    )
