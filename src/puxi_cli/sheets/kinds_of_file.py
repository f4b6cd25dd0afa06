"""What a file is, by what it holds and not by its name."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from puxi_cli.errors import UnreadableFile

SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt", ".parquet")
# What the libraries that parse foreign bytes raise on broken ones, beside errors of their own. A `try` that names this tuple
# holds calls of such a library and as little else as can be, so that no fault of ours hides behind it. SyntaxError is lxml's.
BROKEN = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError, OSError, RuntimeError, SyntaxError,
    TypeError, ValueError, struct.error, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
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
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        with path.open("rb") as file:
            return kind_of_package(path, file)
    if head.lstrip()[:200].lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table", b"\xef\xbb\xbf<")):
        raise UnreadableFile(
            f"{path}：这是网页或 XML，不是电子表格（有些系统把网页存成 .xls）。请用 Excel 或 WPS 打开，另存为 .xlsx。",
            f"{path}: this is a web page or XML, not a workbook (some systems save web pages as .xls). "
            "Open it in Excel or WPS and save it as .xlsx.",
        )
    if path.suffix.lower() in (".csv", ".tsv", ".txt"):
        return "text"
    raise wrong_type(path)


def kind_of_package(path: Path, file: BinaryIO) -> str:
    """One of xlsx, xlsb, ods for a zipped file: the one at `path`, or what was decrypted from it. Raises UnreadableFile."""
    locked = False
    try:
        with zipfile.ZipFile(file) as package:
            names = set(package.namelist())
            if "xl/workbook.bin" in names:
                return "xlsb"
            if any(name.startswith("xl/") and name.endswith(".xml") for name in names):
                return "xlsx"
            if "content.xml" in names and b"spreadsheet" in _head(package, names, "mimetype", 100):
                locked = b"encryption-data" in _head(package, names, "META-INF/manifest.xml", 1 << 16)
                if not locked:
                    return "ods"
    except BROKEN:
        raise damaged(path) from None
    if locked:
        raise UnreadableFile(
            f"{path}：文件有打开密码，这种格式（.ods）的密码 puxi 解不开。请在 LibreOffice 或 WPS 中打开，取消密码后再保存。",
            f"{path}: the file is protected by a password, which puxi cannot undo in this format (.ods). "
            "Open it in LibreOffice and save it without the password.",
        )
    raise wrong_type(path)


def _head(package: zipfile.ZipFile, names: set[str], name: str, size: int) -> bytes:
    """The first bytes of a part, however large it claims to be."""
    if name not in names:
        return b""
    with package.open(name) as part:
        return part.read(size)


def damaged(path: Path) -> UnreadableFile:
    """The file is cut off or broken."""
    return UnreadableFile(
        f"{path}：文件不完整或已损坏。请重新导出或复制；若 Excel 能打开，另存为新的 .xlsx 再试。",
        f"{path}: the file is truncated or damaged. Export or copy it again; if Excel opens it, save it as a new .xlsx.",
    )


def wrong_type(path: Path) -> UnreadableFile:
    """The file is no spreadsheet."""
    endings = " ".join(SPREADSHEETS)
    if path.is_file() and path.suffix.lower() in SPREADSHEETS:
        return UnreadableFile(
            f"{path}：不是 puxi 能读的表格：名为 {path.suffix}，内容却是别的（图片、网页，或改过扩展名）。请重新取得文件，或用 Excel 另存为 xlsx。",
            f"{path}: not a spreadsheet that puxi reads: it is called {path.suffix}, but holds something else (a picture, a page, a file that was "
            "renamed). Get the file again, or open it in Excel and save it as xlsx.",
        )
    return UnreadableFile(
        f"{path}：不是 puxi 能读的表格。可读的有：{endings}，或装着这些文件的文件夹。",
        f"{path}: not a spreadsheet that puxi reads. It reads {endings}, or a folder of these.",
    )
