"""What calamine does not tell of an OpenDocument sheet: error values, hidden rows, merges, and how far repeated cells would reach."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from io import RawIOBase
from pathlib import Path
from typing import Any

from puxi_cli.sheets import guard
from puxi_cli.sheets.grid import ERROR_VALUE, NO_RESULT, Merge
from puxi_cli.sheets.kinds_of_file import damaged
from puxi_cli.sheets.number_formats import PERCENT, text_of
from puxi_cli.sheets.qualifiers import UNITS_TO_CONVERT

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_WITH_UNIT = re.compile(r"(-?[0-9][0-9,]*(?:\.[0-9]+)?)\s*([^0-9.,\s-]+)")
_MOST_COLUMNS = 1 << 16  # four times what any office program shows


@dataclass
class OdsScan:
    """One sheet's oddities: cells by (row from 1, column from 0)."""

    odd: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    shown: list[tuple[Merge, str]] = field(default_factory=list)  # areas whose cells show something else than the reader gives
    struck: set[tuple[int, int]] = field(default_factory=set)


class _Chunks(RawIOBase):
    """A stream of chunks as a file, for the parser."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._rest = chunk
        given, self._rest = self._rest[:size], self._rest[size:]
        return given


def scan(path: Path, package: zipfile.ZipFile) -> dict[str, OdsScan]:
    """Look through content.xml; sheets without anything to tell are left out. Raises UnreadableFile.

    Always by a parser: three short numbers of repeated rows and columns can stand for a billion cells.
    """
    try:
        return _parsed(path, package)
    except (KeyError, SyntaxError, ValueError):  # no such part; what lxml raises; a number that is none
        raise damaged(path) from None


def _parsed(path: Path, package: zipfile.ZipFile) -> dict[str, OdsScan]:
    from lxml import etree

    found: dict[str, OdsScan] = {}
    name, row, column, width, widest, copied = "", 0, 0, 0, 0, 0
    rows_repeated, filled = 1, False
    size = package.getinfo("content.xml").file_size
    events = etree.iterparse(
        _Chunks(guard.stream(path, package, "content.xml")),
        events=("start", "end"),
        tag=(f"{_STYLE}style", f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"),
        resolve_entities=False,
        no_network=True,
    )
    struck: set[str] = set()
    for event, element in events:
        if element.tag == f"{_STYLE}style":
            if event == "end" and _is_struck(element):
                struck.add(element.get(f"{_STYLE}name") or "")
            continue
        kind = element.tag.removeprefix(_TABLE)
        if event == "start":
            if kind == "table":
                name, row, widest = element.get(f"{_TABLE}name") or "", 0, 0
            elif kind == "table-row":
                rows_repeated, column, width, filled = _count(element, "number-rows-repeated"), 0, 0, False
            continue
        if kind in ("table-cell", "covered-table-cell"):
            repeated = _count(element, "number-columns-repeated")
            if len(element) or element.get(f"{_OFFICE}value-type"):
                filled, width = True, column + repeated
                _note(element, (row + 1, column), found.setdefault(name, OdsScan()), struck)
                if form := _shown_as(element):
                    text = text_of(element.get(f"{_OFFICE}value") or "", form)
                    if text is not None:
                        area = Merge(row + 1, row + rows_repeated, column, column + repeated - 1)
                        found[name].shown.append((area, text))
                if repeated * rows_repeated > 1:
                    copied += repeated * rows_repeated * sum(map(len, element.itertext()))
                    if copied > guard.MOST_TEXT:
                        raise guard.too_large(path, copied)
            column += repeated
            if column > _MOST_COLUMNS:
                raise guard.spans_too_much(path, name, row + 1, column)
            element.clear()
        elif kind == "table-row":
            if filled:
                widest = max(widest, width)
                guard.check_span(path, name, row + rows_repeated, widest, size)
                if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
                    found.setdefault(name, OdsScan()).hidden_rows.update(range(row + 1, row + 1 + rows_repeated))
            row += rows_repeated
            element.clear()
            while element.getprevious() is not None:  # empty by now, but a million of them are not small
                del element.getparent()[0]
    return found


def _count(element: Any, attribute: str) -> int:
    return int(element.get(f"{_TABLE}{attribute}") or 1)


def _shown_as(cell: Any) -> str | None:
    """What a cell's number is shown as: a percentage, or a unit that only its style writes. A figure that the style divides is none of it."""
    kind = cell.get(f"{_OFFICE}value-type")
    if kind == "percentage":
        return PERCENT
    shown = _WITH_UNIT.fullmatch("".join(cell.itertext()).strip()) if kind in ("float", "currency") else None
    if shown is None or shown[2] not in UNITS_TO_CONVERT:
        return None
    stored = float(cell.get(f"{_OFFICE}value") or "nan")
    return shown[2] if abs(float(shown[1].replace(",", "")) - stored) <= max(0.5, abs(stored) / 2) else None


def _is_struck(style: Any) -> bool:
    return any(
        text.get(f"{_STYLE}text-line-through-{what}") not in (None, "none")
        for text in style.iterchildren(f"{_STYLE}text-properties")
        for what in ("style", "type")
    )


def _note(element: Any, cell: tuple[int, int], found: OdsScan, struck: Collection[str]) -> None:
    if struck and (
        element.get(f"{_TABLE}style-name") in struck
        or any(span.get(f"{_TEXT}style-name") in struck for span in element.iter(f"{_TEXT}span"))
    ):
        found.struck.add(cell)
    if element.get(f"{_CALC}value-type") == "error":
        found.odd[cell] = ERROR_VALUE
    elif element.get(f"{_TABLE}formula") and not element.get(f"{_OFFICE}value-type"):
        found.odd[cell] = NO_RESULT
    rows, columns = _count(element, "number-rows-spanned"), _count(element, "number-columns-spanned")
    if rows > 1:
        found.merges.append(Merge(cell[0], cell[0] + rows - 1, cell[1], cell[1] + columns - 1))
