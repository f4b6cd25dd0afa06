"""What a file is, by what it holds and not by its name."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from puxi_cli.errors import UnreadableFile

SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".et", ".xlsb", ".ods", ".csv", ".tsv", ".txt", ".parquet")
# What the libraries that parse foreign bytes raise on broken ones, beside errors of their own. A `try` that names this tuple
# holds calls of such a library and as little else as can be, so that no fault of ours hides behind it. SyntaxError is lxml's.
BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


# The first records of a workbook of Excel 2, 3 and 4, which have no container around them.
OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_PICTURES_AND_PAPERS = (
    b"%PDF",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"\x7fELF",
    b"MZ",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
)
_PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|style|title|table|div|span|center|font|p|br|form|script|link)\b", re.IGNORECASE
)
_ARCHIVE = re.compile(rb"^(?:mime-version|content-type|from|subject|date):", re.IGNORECASE | re.MULTILINE)
_TEXTS = (".csv", ".tsv", ".txt")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(path: Path, head: bytes) -> str:
    """One of xlsx, xlsb, ods, ole, parquet, text, html, mhtml, xml; raises UnreadableFile for anything else."""
    if not head:
        raise UnreadableFile(
            f"{path}：文件是空的。请从系统重新导出。", f"{path}: the file is empty. Export it again from the system."
        )
    if head.startswith(_OLE):
        return "ole"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PARE"):
        raise encrypted_parquet(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        with path.open("rb") as file:
            return kind_of_package(path, file)
    if head.startswith(OLD_EXCEL):
        return "xls"
    if head.startswith(_PICTURES_AND_PAPERS):
        raise wrong_type(path)
    if markup := _markup(head):
        return markup
    if path.suffix.lower() in _TEXTS or (
        path.suffix.lower() in SPREADSHEETS and path.suffix.lower() != ".parquet" and _is_text(head)
    ):
        return "text"
    raise wrong_type(path)


def _markup(head: bytes) -> str | None:
    """html, mhtml or xml (a workbook as XML of Excel 2003), where the file begins as one of these."""
    begin = head
    for mark in _MARKS:
        begin = begin.removeprefix(mark)
    begin = begin.replace(b"\0", b"").lstrip()  # UTF-16 has a zero beside each letter of a tag
    if begin[:12].lower().startswith(b"mime-version") or (_ARCHIVE.match(begin) and b"multipart/" in begin[:2000].lower()):
        return "mhtml"
    if not begin.startswith(b"<"):
        return None
    if b"urn:schemas-microsoft-com:office:spreadsheet" in begin and b"<html" not in begin.lower():
        return "xml"
    if _PAGE.match(begin) or (begin.startswith((b"<!--", b"<?xml")) and _PAGE.search(begin)) or begin[:9].lower() == b"<!doctype":
        return "html"
    return "xml" if begin.startswith(b"<?xml") else None


def _is_text(head: bytes) -> bool:
    """Whether the beginning of a file can be text: no marks that only machines write, but for the zeros of UTF-16."""
    if head.startswith(_MARKS):
        return True
    strange = sum(map(head.count, bytes((*range(9), *range(14, 32), 127))))
    return strange <= len(head) // 100


def part_names(package: zipfile.ZipFile) -> dict[str, str]:
    """The parts' names as the format means them (with slashes, in small letters), and as they are written."""
    return {name.replace("\\", "/").lstrip("/").lower(): name for name in package.namelist()}


def workbook_of(package: zipfile.ZipFile) -> str:
    """The name of the part that is the document, as the package's relations say; xl/workbook.xml where they say nothing."""
    names = part_names(package)
    if "_rels/.rels" in names:
        relations = _head(package, names["_rels/.rels"], 1 << 16).replace(b"\0", b"")
        for relation in _RELATION.findall(relations):
            target = _TARGET.search(relation)
            if b'/officeDocument"' in relation.replace(b"'", b'"') and target:
                found = target[1].decode("utf-8", "replace").replace("\\", "/").lstrip("/")
                if found.lower() in names:
                    return found
    return "xl/workbook.bin" if "xl/workbook.bin" in names else "xl/workbook.xml"


_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_TARGET = re.compile(rb"""\bTarget=["']([^"']*)["']""")


def kind_of_package(path: Path, file: BinaryIO) -> str:
    """One of xlsx, xlsb, ods for a zipped file: the one at `path`, or what was decrypted from it. Raises UnreadableFile."""
    locked = False
    try:
        with zipfile.ZipFile(file) as package:
            names = part_names(package)
            document = workbook_of(package).lower()
            if document.endswith(".bin") and document in names:
                return "xlsb"
            if any(name.startswith("xl/") and name.endswith(".xml") for name in names) or _is_workbook(
                package, names.get(document)
            ):
                return "xlsx"
            if "content.xml" in names:
                manifest = _head(package, names.get("meta-inf/manifest.xml"), 1 << 16)
                locked = b"encryption-data" in manifest
                if b"spreadsheet" in (_head(package, names.get("mimetype"), 100) or _entry(manifest)):
                    if not locked:
                        return "ods"
                else:
                    locked = False
    except BROKEN:
        raise damaged(path) from None
    if locked:
        raise UnreadableFile(
            f"{path}：文件有打开密码，这种格式（.ods）的密码 puxi 解不开。请在 LibreOffice 或 WPS 中打开，取消密码后再保存。",
            f"{path}: the file is protected by a password, which puxi cannot undo in this format (.ods). "
            "Open it in LibreOffice and save it without the password.",
        )
    raise wrong_type(path)


def _is_workbook(package: zipfile.ZipFile, name: str | None) -> bool:
    return re.search(rb"<(?:\w+:)?workbook\b", _head(package, name, 4096).replace(b"\0", b"")) is not None


_MAIN_ENTRY = re.compile(rb"""<[^>]*full-path=["']/["'][^>]*>""")


def _entry(manifest: bytes) -> bytes:
    """What the manifest of an OpenDocument package says of the document itself."""
    found = _MAIN_ENTRY.search(manifest)
    return found[0] if found else b""


def _head(package: zipfile.ZipFile, name: str | None, size: int) -> bytes:
    """The first bytes of a part, however large it claims to be; none where there is none."""
    if name is None:
        return b""
    with package.open(name) as part:
        return part.read(size)


def encrypted_parquet(path: Path) -> UnreadableFile:
    """A Parquet file whose content is encrypted."""
    return UnreadableFile(
        f"{path}：Parquet 文件已加密，puxi 没有密钥，未读取。请由写出它的程序另存一份不加密的。",
        f"{path}: the Parquet file is encrypted, and puxi has no key. Have the program that wrote it write one without encryption.",
    )


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
