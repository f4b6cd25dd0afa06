"""What a package (a zipped workbook) may unpack to, looked at before any library reads it.

The readers limit nothing: a few kilobytes can ask for hundreds of gigabytes. So every part is unpacked here once, as a stream,
and held against what it declares; XML with a document type (entities) is refused.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from puxi_cli.errors import UnreadableFile
from puxi_cli.sheets.grid import MOST_CELLS
from puxi_cli.sheets.kinds_of_file import BROKEN, damaged

CHUNK = 1 << 20
MOST_BYTES = 2 << 30  # of all parts together
LARGE = 64 << 20  # from here on a part must not be packed tighter than `MOST_RATIO`
SPARSE = 4_000_000  # from here on a sheet must hold something: a stray cell far away costs memory for all cells between
MOST_CELLS_PER_BYTE = 2  # a cell takes ten bytes and more in any format: a sheet that is 95 % blank passes
LONG_TEXT = 4096  # bytes of a shared string from which its uses are counted
MOST_TEXT = 256 << 20  # bytes that long shared strings may unfold to in one sheet
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")  # how XML in UTF-16 begins
MOST_RATIO = 150  # registers pack 10 to 25 times; blanks a thousand times


def inspected(path: Path, package: zipfile.ZipFile) -> None:
    """Refuse a package whose parts declare more than any register holds. Raises UnreadableFile."""
    parts = package.infolist()
    if len({part.filename for part in parts}) < len(parts):
        raise damaged(path)  # two parts of one name: libraries do not agree which of them counts
    total = sum(part.file_size for part in parts)
    packed = [part for part in parts if part.file_size > LARGE and part.file_size > MOST_RATIO * max(part.compress_size, 1)]
    if total > MOST_BYTES or packed:
        raise too_large(path, total)


def long_texts(strings: bytes) -> dict[int, int]:
    """The shared strings that are long, by number, with their length in bytes: a few bytes in a sheet stand for each of them."""
    texts = strings.split(b"</si>")
    return {number: len(text) for number, text in enumerate(texts) if len(text) > LONG_TEXT}


def too_large(path: Path, size: int) -> UnreadableFile:
    """The file unpacks to more than a register can be."""
    return UnreadableFile(
        f"{path}：展开后达 {size >> 20} MB，远超正常信息表，可能是压缩炸弹或带有大量空白格式，未读取。"
        "请在 Excel 中把数据区复制到新工作簿再试。",
        f"{path}: it unpacks to {size >> 20} MB, far more than a register holds (a zip bomb, or masses of formatted blanks), "
        "and was not read. Copy the cells with data into a new workbook.",
    )


def check_span(path: Path, sheet: str, rows: int, columns: int, size: int) -> None:
    """Refuse a rectangle of cells that a file of `size` bytes (unpacked) cannot fill. Raises UnreadableFile."""
    span = rows * columns
    if span > MOST_CELLS or (span > SPARSE and span > MOST_CELLS_PER_BYTE * size):
        raise spans_too_much(path, sheet, rows, columns)


def check_text(path: Path, rows: Iterable[Iterable[str | None]]) -> None:
    """Refuse cells that share one long text so often that writing it out would take the memory. Raises UnreadableFile."""
    size = sum(len(cell) for row in rows for cell in row if cell)
    if size > MOST_TEXT:
        raise too_large(path, size)


def spans_too_much(path: Path, sheet: str, rows: int, columns: int) -> UnreadableFile:
    """A stray cell far outside makes the sheet enormous."""
    return UnreadableFile(
        f"{path}，工作表“{sheet}”：从第一格到最后一格有 {rows} 行 × {columns} 列，可能远处有一个多余的格子，未读取。"
        "请删掉数据区以外的行和列（Ctrl+End 可以找到），或拆成几个文件。",
        f"{path}, sheet {sheet}: {rows} rows × {columns} columns from the first cell to the last, probably one stray cell "
        "far away; not read. Delete the rows and columns outside the data (Ctrl+End finds them), or split the file.",
    )


def stream(path: Path, package: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A part's bytes in chunks, never more than it declares. Raises UnreadableFile.

    `zipfile` stops at the declared size without a word, other libraries do not: so the part is unpacked here by hand.
    """
    part = package.getinfo(name)
    if not can_be_unpacked(part):
        raise _packed_otherwise(path, part)
    file: IO[bytes] | None = package.fp
    if file is None:
        raise damaged(path)
    try:
        file.seek(part.header_offset)
        header = file.read(30)
    except BROKEN:
        raise damaged(path) from None
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise damaged(path)
    file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    left, given = part.compress_size, 0
    unpack = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
    tail, full = b"", False
    while left:
        position = file.tell()
        packed = file.read(min(CHUNK, left))
        if not packed:
            raise damaged(path)
        left -= len(packed)
        position += len(packed)
        while packed or full:
            try:
                data = unpack.decompress(packed, 4 * CHUNK) if unpack else packed
            except zlib.error:
                raise damaged(path) from None
            packed = unpack.unconsumed_tail if unpack else b""
            full = unpack is not None and len(data) == 4 * CHUNK  # more may be waiting although all input is taken
            given += len(data)
            if given > part.file_size:
                raise _lies(path)
            if b"<!DOCTYPE" in tail + data[:20] or b"<!DOCTYPE" in data:
                raise entities(path)
            if given == len(data) and data.startswith(_WIDE) and b"<!DOCTYPE" in data.replace(b"\0", b""):
                raise entities(path)
            tail = data[-10:]
            if data:
                yield data
        file.seek(position)
    if given < part.file_size:
        raise damaged(path)


def can_be_unpacked(part: zipfile.ZipInfo) -> bool:
    """Whether a part is packed as office programs do: by a known method, and not encrypted."""
    return part.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) and not part.flag_bits & 1


def _packed_otherwise(path: Path, part: zipfile.ZipInfo) -> UnreadableFile:
    if part.flag_bits & 1:
        return UnreadableFile(
            f"{path}：其中的部件被压缩软件加了密码（不是 Excel 的密码），puxi 解不开。请去掉密码后重新保存。",
            f"{path}: a part of it is protected by the password of a zip program (not of Excel), which puxi cannot undo. "
            "Remove that password and save the file again.",
        )
    return UnreadableFile(
        f"{path}：其中的部件用了 puxi 不支持的压缩方法。请用 Excel 或 WPS 打开后另存为新的 .xlsx。",
        f"{path}: a part of it is packed by a method that puxi does not know. Open it in Excel or WPS and save it as a new .xlsx.",
    )


def _lies(path: Path) -> UnreadableFile:
    return UnreadableFile(
        f"{path}：其中一个部件展开后比文件所说的大，可能是压缩炸弹或文件已损坏，未读取。请重新导出，或用 Excel 另存为新的 .xlsx。",
        f"{path}: one of its parts unpacks to more than the file says (a zip bomb, or damage), and was not read. "
        "Export it again, or save it as a new .xlsx in Excel.",
    )


def entities(path: Path) -> UnreadableFile:
    """XML with a document type has no place in a workbook."""
    return UnreadableFile(
        f"{path}：其中的 XML 带有实体定义（DOCTYPE），正常的工作簿没有，未读取。请在 Excel 或 WPS 中打开后另存为新的 .xlsx。",
        f"{path}: its XML defines entities (DOCTYPE), which no ordinary workbook does; not read. "
        "Open it in Excel or WPS and save it as a new .xlsx.",
    )
