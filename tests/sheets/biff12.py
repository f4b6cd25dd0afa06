"""A tiny writer of xlsb (BIFF12, MS-XLSB): no library on the registry writes it, and the tests need a few cells of it."""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

from tests.sheets.registers import Sheets

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class ErrorCell:
    """A cell whose formula failed: 0x2A is #N/A."""

    code: int = 0x2A


@dataclass(frozen=True)
class OwnText:
    """A text that stands in its cell and not in the table of strings."""

    text: str


def record(number: int, data: bytes = b"") -> bytes:
    """One record: its number and its length, seven bits a byte, then its data."""
    head = bytes([number]) if number < 0x80 else number.to_bytes(2, "little")
    length, size = b"", len(data)
    while True:
        size, low = size >> 7, size & 0x7F
        length += bytes([low | (0x80 if size else 0)])
        if not size:
            return head + length + data


def wide(text: str) -> bytes:
    """A text of UTF-16 with its length before it."""
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def cell(column: int, value: object, strings: dict[str, int]) -> bytes:
    """A cell's record."""
    place = struct.pack("<II", column, 0)
    if isinstance(value, ErrorCell):
        return record(0x03, place + bytes([value.code]))
    if isinstance(value, OwnText):
        return record(0x06, place + wide(value.text))
    if isinstance(value, (int, float)):
        return record(0x05, place + struct.pack("<d", value))
    return record(0x07, place + struct.pack("<I", strings.setdefault(str(value), len(strings))))


def xlsb(path: Path, sheets: Sheets, top: int = 0, left: int = 0, width: int | None = None) -> Path:
    """A workbook of text, figures and error cells; `width` is what a sheet says of itself, for tests of liars."""
    strings: dict[str, int] = {}
    names, relations, parts = b"", "", {}
    for number, (name, rows) in enumerate(sheets.items(), start=1):
        widest = max(len(row) for row in rows) + left
        body = record(0x0194, struct.pack("<4I", top, top + len(rows) - 1, left, (width or widest) - 1)) + record(0x0191)
        for r, row in enumerate(rows, start=top):
            body += record(0x00, struct.pack("<I", r) + b"\0" * 13)
            body += b"".join(cell(c, value, strings) for c, value in enumerate(row, start=left) if value is not None)
        parts[f"xl/worksheets/sheet{number}.bin"] = record(0x0181) + body + record(0x0192) + record(0x0182)
        names += record(0x019C, struct.pack("<II", 0, number) + wide(f"rId{number}") + wide(name))
        relations += f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.bin"/>'
    parts["xl/workbook.bin"] = record(0x0183) + record(0x018F) + names + record(0x0190) + record(0x0184)
    table = b"".join(record(0x13, b"\0" + wide(text)) for text in strings)
    parts["xl/sharedStrings.bin"] = record(0x019F, struct.pack("<II", len(strings), len(strings))) + table + record(0x01A0)
    parts["xl/_rels/workbook.bin.rels"] = f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, data in parts.items():
            package.writestr(part, data)
    return path
