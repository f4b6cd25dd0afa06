"""What a file is, by what it holds and not by its name."""

from __future__ import annotations

import zipfile
from pathlib import Path

from puxi_cli.errors import UnreadableFile

SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt", ".parquet")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def kind_of(path: Path, head: bytes) -> str:
    """One of xlsx, xlsb, ods, ole, parquet, text; raises UnreadableFile for anything else."""
    if not head:
        raise UnreadableFile(
            f"{path}：文件是空的。请从系统重新导出。", f"{path}: the file is empty. Export it again from the system."
        )
    if head.startswith(_OLE):
        return "ole"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PK"):
        return _kind_of_package(path)
    if head.lstrip()[:200].lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table", b"\xef\xbb\xbf<")):
        raise UnreadableFile(
            f"{path}：这是网页或 XML，不是电子表格（有些系统把网页存成 .xls）。请用 Excel 或 WPS 打开，另存为 .xlsx。",
            f"{path}: this is a web page or XML, not a workbook (some systems save web pages as .xls). "
            "Open it in Excel or WPS and save it as .xlsx.",
        )
    if path.suffix.lower() in (".csv", ".tsv", ".txt"):
        return "text"
    raise wrong_type(path)


def _kind_of_package(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            if "xl/workbook.bin" in names:
                return "xlsb"
            if any(name.startswith("xl/") and name.endswith(".xml") for name in names):
                return "xlsx"
            if "content.xml" in names and "mimetype" in names and b"spreadsheet" in package.read("mimetype")[:100]:
                return "ods"
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        raise damaged(path) from None
    raise wrong_type(path)


def damaged(path: Path) -> UnreadableFile:
    """The file is cut off or broken."""
    return UnreadableFile(
        f"{path}：文件不完整或已损坏。请重新导出或复制；若 Excel 能打开，另存为新的 .xlsx 再试。",
        f"{path}: the file is truncated or damaged. Export or copy it again; if Excel opens it, save it as a new .xlsx.",
    )


def wrong_type(path: Path) -> UnreadableFile:
    """The file is no spreadsheet."""
    endings = " ".join(SPREADSHEETS)
    return UnreadableFile(
        f"{path}：不是 puxi 能读的表格。可读的有：{endings}，或装着这些文件的文件夹。",
        f"{path}: not a spreadsheet that puxi reads. It reads {endings}, or a folder of these.",
    )
