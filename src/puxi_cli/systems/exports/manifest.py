"""The manifest of an export: what it was made of and what it consists of, each file with its SHA-256.

It is written last. A folder without one is no export; one whose files differ from it is damaged. It tells no hour: the same registers, law,
settings and version give the same manifest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from puxi_cli.errors import UnreadableFile, of_system
from puxi_cli.text.words import Text

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class FileSum:
    """A file of an export: its path in it (with /), its bytes, its SHA-256, which product it belongs to and what it is."""

    path: str
    bytes: int
    sha256: str
    product: str
    what: str


@dataclass(frozen=True)
class Manifest:
    """What an export was made of (`made_of`, as JSON has it) and the files it consists of."""

    made_of: Mapping[str, Any]
    files: tuple[FileSum, ...]

    @property
    def fingerprint(self) -> str | None:
        """What the inputs, the law, the settings and the version were, as one sum."""
        return self.made_of.get("fingerprint")

    def document(self) -> dict[str, Any]:
        """As JSON has it."""
        outputs = [
            {"path": one.path, "bytes": one.bytes, "sha256": one.sha256, "product": one.product, "what": one.what}
            for one in self.files
        ]
        return {**self.made_of, "outputs": outputs}


@dataclass(frozen=True)
class Verified:
    """How the files of an export compare with its manifest: paths that are missing, changed, or in no manifest."""

    folder: Path
    manifest: Manifest
    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = field(default=())

    @property
    def whole(self) -> bool:
        """Whether every file is there as it was written."""
        return not (self.missing or self.changed)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_export(folder: Path) -> bool:
    """Whether a folder holds a manifest of an export."""
    try:
        return read_manifest(folder) is not None
    except UnreadableFile:
        return False


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an export. Raises UnreadableFile where there is none, or it is none of puxi's."""
    path = folder / MANIFEST
    try:
        told = json.loads(path.read_bytes())
        if told["command"] != "export":
            raise KeyError("command")
        files = tuple(
            FileSum(str(one["path"]), int(one["bytes"]), str(one["sha256"]), str(one["product"]), str(one["what"]))
            for one in told["outputs"]
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        if not folder.exists():
            raise UnreadableFile(
                f"没有文件夹 {folder}。请检查路径，给出导出的文件夹，如 exports/latest。",
                f"There is no folder {folder}. Check the path; name the folder of an export, as exports/latest.",
            ) from None
        why = (
            Text("没有 manifest.json", "there is no manifest.json")
            if isinstance(error, FileNotFoundError | NotADirectoryError)
            else Text("manifest.json 读不懂", "its manifest.json cannot be understood")
        )
        raise UnreadableFile(
            f"{folder}：{why[0]}，不是 puxi 的完整导出。请给出导出的文件夹，如 exports/latest。",
            f"{folder}: {why[1]}, so it is no whole export of puxi's. Name the folder of an export, as exports/latest.",
        ) from None
    if any(_outside(one.path) for one in files):
        raise UnreadableFile(
            f"{folder}：manifest.json 中有文件夹以外的路径。", f"{folder}: its manifest.json names a path outside the folder."
        )
    return Manifest({name: value for name, value in told.items() if name != "outputs"}, files)


def verified(folder: Path) -> Verified:
    """Hold the files of an export against its manifest. Raises UnreadableFile."""
    manifest = read_manifest(folder)
    missing, changed = [], []
    for one in manifest.files:
        path = folder / one.path
        try:
            if path.stat().st_size != one.bytes or sha256_of(path) != one.sha256:
                changed.append(one.path)
        except FileNotFoundError:
            missing.append(one.path)
        except OSError as error:
            raise UnreadableFile(
                f"{path}：读不了（{of_system(error)[0]}）。", f"{path}: cannot be read ({of_system(error)[1]})."
            ) from None
    known = {one.path for one in manifest.files} | {MANIFEST}
    return Verified(
        folder, manifest, tuple(missing), tuple(changed), tuple(path for path in files_in(folder) if path not in known)
    )


def files_in(folder: Path) -> Iterator[str]:
    """The files of a folder and the folders in it, by their paths in it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix()


def _outside(path: str) -> bool:
    parts = PurePosixPath(path)
    return parts.is_absolute() or ".." in parts.parts or not path
