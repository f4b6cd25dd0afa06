"""Which standing file an output may replace: puxi's own reports and plain text, never somebody's spreadsheet or page.

puxi's workbooks carry a mark in their properties, its pages one in their head, its CSV begins with its own headings. A copy of somebody's
workbook that puxi wrote may be replaced as long as nobody has changed it since.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import Literal

from puxi_cli.errors import UsageError
from puxi_cli.findings import REPORT_MARK

# What of a standing file may be replaced: nothing, reports of puxi's own and text, or whatever it is (a ledger that was just read).
Replace = Literal["nothing", "reports", "anything"]

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".xltx", ".ods", ".et", ".parquet")
_DELIMITED = (".csv", ".tsv")
_PAGES = (".html", ".htm", ".mht", ".mhtml")  # national systems hand out lists as web pages, too
_HEADS_OF_FILES = (b"PK\x03\x04", b"PK\x05\x06", bytes.fromhex("d0cf11e0a1b11ae1"), b"PAR1")
_PROPERTIES = "docProps/core.xml"
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
    if _is_to_be_kept(target) and not is_own_report(target):
        raise UsageError(
            f"{target} 已经存在，而且不是 puxi 写的报告，不会覆盖；请换一个文件名",
            f"{target} already exists and is no report of puxi's, so it is not replaced; give another name",
        )


def is_own_report(path: Path) -> bool:
    """Whether puxi wrote this workbook, page or CSV as a report. What cannot be told is not ours."""
    head = _beginning(path)
    if head.startswith(b"PK"):
        from puxi_cli.edits.seal import is_sealed

        return _is_marked(path) or is_sealed(path)
    if head.startswith(b"<!DOCTYPE html>"):
        return _GENERATOR in head
    from puxi_cli.reports.diff_table import DIFF_HEADS
    from puxi_cli.reports.figures_table import FIGURE_HEADS
    from puxi_cli.reports.findings_csv import FINDING_HEADS
    from puxi_cli.reports.rates_table import RATE_HEADS
    from puxi_cli.reports.standard_table import TABLE_HEADS

    first = head.removeprefix(b"\xef\xbb\xbf").splitlines()[:1]
    return first in [
        [",".join(heads).encode()] for heads in (*FINDING_HEADS, *FIGURE_HEADS, *RATE_HEADS, *TABLE_HEADS, *DIFF_HEADS)
    ]


def _is_to_be_kept(path: Path) -> bool:
    """Whether it is a spreadsheet or a page, by its name or by what it holds; an empty file, as `mktemp` makes it, is none."""
    head = _beginning(path)
    return bool(head) and (path.suffix.lower() in (*_WORKBOOKS, *_DELIMITED, *_PAGES) or head.startswith(_HEADS_OF_FILES))


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MOST)


def _is_marked(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package, package.open(_PROPERTIES) as part:
            return _CATEGORY.search(part.read(_MOST)) is not None
    except (zipfile.BadZipFile, KeyError, ValueError, RuntimeError, EOFError, NotImplementedError, zlib.error):
        return False  # damaged, encrypted or without properties
