"""Which standing file an output may replace: puxi's own reports and empty files, never what somebody else wrote.

puxi's workbooks carry a mark in their properties, its pages one in their head, its CSV begins with the headings of a list of its systems,
its JSON with its version and command, its calendars name it, and the last line of its text is a signature. A copy of somebody's workbook
that puxi wrote may be replaced as long as nobody has changed it since.
"""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from pathlib import Path
from typing import Literal

from puxi_cli import __version__
from puxi_cli.errors import UsageError
from puxi_cli.system import modules
from puxi_cli.text.report_mark import REPORT_MARK

# What of a standing file may be replaced: nothing, reports of puxi's own, or whatever it is (a ledger that was just read).
Replace = Literal["nothing", "reports", "anything"]

SIGNATURE = f"— puxi {__version__}\n"  # the last line of a report in plain text
_SIGNED = re.compile(rb"(?:^|\n)" + "— puxi ".encode() + rb"[0-9][0-9A-Za-z.+-]*\n\Z")
_JSON = re.compile(rb'\{\n  (?:"puxi": "[^"\n]*",\n  "command": "|"\$comment": "puxi )')
_CALENDAR = re.compile(rb"BEGIN:VCALENDAR\r?\n(?:[A-Z].*\r?\n){0,4}?PRODID:-//puxi//")
_PROPERTIES = "docProps/core.xml"
_SIGNATURE_AT_MOST = 100  # bytes
_MOST = 1 << 16  # bytes; properties and heading rows are shorter
_GENERATOR = f'<meta name="generator" content="{REPORT_MARK} '.encode()
_CATEGORY = re.compile(rb"<(?:[a-z]+:)?category[^>]*>\s*" + re.escape(REPORT_MARK.encode()) + rb"\s*</")


def refuse_to_replace(target: Path, replace: Replace) -> None:
    """Raises UsageError where a file stands at `target` that must not be lost."""
    if not target.is_file() or replace == "anything":
        return
    if replace == "nothing":
        raise UsageError(
            f"{target} 已经存在，不会覆盖；请换一个文件名", f"{target} already exists and is not replaced; give another name"
        )
    if target.stat().st_size and not is_own_report(target):  # `mktemp` makes empty ones
        raise UsageError(
            f"{target} 已经存在，而且不是 puxi 写的报告，不会覆盖；请换一个文件名",
            f"{target} already exists and is no report of puxi's, so it is not replaced; give another name",
        )


def is_own_report(path: Path) -> bool:
    """Whether puxi wrote this workbook, page, CSV, JSON, calendar or text as a report. What cannot be told is not ours."""
    head = _beginning(path)
    if head.startswith(b"PK"):
        from puxi_cli.edits.seal import is_sealed

        return _is_marked(path) or is_sealed(path)
    if head.startswith(b"<!DOCTYPE html>"):
        return _GENERATOR in head
    if _JSON.match(head) or _CALENDAR.match(head) or _SIGNED.search(_end(path)):
        return True
    first = head.removeprefix(b"\xef\xbb\xbf").splitlines()[:1]
    return first in [[",".join(heads).encode()] for module in modules("lists") for heads in module.HEADS]


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MOST)


def _end(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(-min(path.stat().st_size, _SIGNATURE_AT_MOST), os.SEEK_END)
        return file.read()


def _is_marked(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package, package.open(_PROPERTIES) as part:
            return _CATEGORY.search(part.read(_MOST)) is not None
    except (zipfile.BadZipFile, KeyError, ValueError, RuntimeError, EOFError, NotImplementedError, zlib.error):
        return False  # damaged, encrypted or without properties
