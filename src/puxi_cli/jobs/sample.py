"""`puxi sample`: write a fictional register, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from puxi_cli.errors import NotWritten
from puxi_cli.samples.products import write_sample, write_small_samples


def sample(folder: Path, households: int, seed: int, each_error: int) -> list[Path]:
    """Write the sample into a folder, which is made. Raises NotWritten."""
    return _into(folder, lambda beside: write_sample(beside, households, seed, each_error))


def small_samples(folder: Path) -> list[Path]:
    """Write the small samples that the project ships. Raises NotWritten."""
    return _into(folder, write_small_samples)


def _into(folder: Path, make: Callable[[Path], list[Path]]) -> list[Path]:
    """Make files in a folder of their own beside the target, then move them into place one by one."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".puxi-") as beside:
            made = make(Path(beside))
            placed = []
            for path in made:
                target = folder / path.relative_to(beside)
                target.parent.mkdir(parents=True, exist_ok=True)
                if target.is_dir():
                    shutil.rmtree(target)
                os.replace(path, target)
                placed.append(target)
            return placed
    except OSError as error:
        raise NotWritten(
            f"{folder}：样例没有写出（{error.strerror}）。请检查磁盘空间和文件夹权限。",
            f"{folder}: the sample was not written ({error.strerror}). Check the space on the disk and the folder's permissions.",
        ) from error
