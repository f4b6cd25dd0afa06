"""The files of an export while it grows: each written once under a path of its own, summed, and described for other programs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from puxi_cli.reports.writing import not_written
from puxi_cli.systems.exports.manifest import FileSum


@dataclass(frozen=True)
class Described:
    """A file that is whole. `fields` are its columns by Table Schema, where it is a table."""

    sum: FileSum
    fields: Sequence[dict[str, Any]] | None = None


class Contents:
    """What has been written into a folder so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[Described] = []

    @contextmanager
    def file(self, path: str, product: str, what: str, fields: Sequence[dict[str, Any]] | None = None) -> Iterator[BinaryIO]:
        """A stream whose content becomes the file at `path` (with /) when the block ends well. Raises NotWritten."""
        if any(one.sum.path == path for one in self.files):
            raise ValueError(f"two files of an export want the path {path}")
        target = self.folder / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # Straight to its name, and not flushed to the disk one by one: nobody sees the folder before it is whole and flushed.
            with open(target, "xb", opener=_owner_only) as stream:
                yield stream
        except OSError as error:
            raise not_written(str(target), error) from error
        content = target.read_bytes()
        total = hashlib.sha256(content).hexdigest()
        self.files.append(Described(FileSum(path, len(content), total, product, what), fields))


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
