"""Names of villages and tables as names of sheets and files: what a workbook or a system does not take is left out, none stands twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from puxi_cli.records.text import visible

_LONGEST_SHEET = 31
_NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_FILE = 60  # characters; a file system counts bytes, and a Chinese character has three
_NOT_IN_FILES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_TAKEN = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}  # by Windows


def sheet_names(names: Sequence[str]) -> list[str]:
    """A sheet's name for each, in order."""
    return _unlike(
        [_NOT_IN_SHEETS.sub("_", visible(name)).strip("'").strip()[:_LONGEST_SHEET] or "_" for name in names], _LONGEST_SHEET
    )


def file_names(names: Sequence[str]) -> list[str]:
    """A file's name, without ending, for each, in order; on every system."""
    plain = []
    for name in names:
        kept = _NOT_IN_FILES.sub("_", visible(name)).strip(" .")[:_LONGEST_FILE].rstrip(" .") or "_"
        plain.append(f"_{kept}" if kept.upper() in _TAKEN else kept)
    return _unlike(plain, _LONGEST_FILE)


def _unlike(names: Sequence[str], longest: int) -> list[str]:
    """None twice, also where only letters' size differs: a number is put behind those that come later."""
    seen: set[str] = set()
    found = []
    for name in names:
        one, number = name, 1
        while one.casefold() in seen:
            number += 1
            behind = f"_{number}"
            one = name[: longest - len(behind)] + behind
        seen.add(one.casefold())
        found.append(one)
    return found
