"""Whether a workbook that puxi wrote is still as it was written: then it may be replaced, else somebody's work is in it."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from pathlib import Path

from puxi_cli.edits.package import Package
from puxi_cli.edits.properties import PART, properties_of, set_properties
from puxi_cli.errors import UnreadableFile

_SEAL = "puxi-seal"


def seal(package: Package) -> None:
    """Write into the properties what all other parts hold; the last thing to be done before a package is saved."""
    set_properties(package, {_SEAL: ""}, _SEAL)  # the part is there now, and declared
    set_properties(package, {_SEAL: _digest(package)}, _SEAL)


def is_sealed(path: Path) -> bool:
    """Whether the file is a sealed workbook that nobody changed since."""
    try:
        package = Package(path, str(path))
        kept = properties_of(package).get(_SEAL)
        return kept is not None and kept == _digest(package)
    except (zipfile.BadZipFile, KeyError, ValueError, RuntimeError, EOFError, OSError, zlib.error, UnreadableFile):
        return False  # damaged, encrypted, or no workbook at all


def _digest(package: Package) -> str:
    whole = hashlib.sha256()
    for name in sorted(package.names):
        if name != PART:
            try:
                part = b"\0" + package.read(name)
            except UnreadableFile:  # stands as it is in the file; its bytes are never taken for those of a sound part
                part = b"\1" + package.content(name)
            whole.update(name.encode() + part + b"\0")
    return whole.hexdigest()
