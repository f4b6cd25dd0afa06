"""One row's XML with some of its cells changed; the cells that do not change are copied as they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from puxi_cli.records.place import column_index, column_letters
from puxi_cli.records.text import cell_text

Value = str | float | None
CELL = re.compile(rb'<c r="([A-Z]{1,3})[0-9]+"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_SPANS, _STYLE, _KIND = re.compile(rb' spans="[^"]*"'), re.compile(rb' s="([0-9]+)"'), re.compile(rb' t="[^"]*"')


class Change(NamedTuple):
    """What becomes of a cell: `value` (where `sets`), and its style by the old one."""

    sets: bool
    value: Value
    style: Callable[[int], int] | None


def end_of_row(rows: bytes, inside_tag: int) -> int:
    """Where a row ends, by a place within its first tag."""
    end_of_tag = rows.index(b">", inside_tag)
    return end_of_tag + 1 if rows[end_of_tag - 1] == ord("/") else rows.index(b"</row>", end_of_tag) + len(b"</row>")


def changed_row(xml: bytes, number: int, changes: dict[int, Change]) -> bytes:
    """A row with some of its cells changed; one that is not there yet where the XML is empty."""
    if not xml:
        cells = [_new_cell(column, number, changes[column]) for column in sorted(changes)]
        return f'<row r="{number}">'.encode() + b"".join(cells) + b"</row>"
    end_of_tag = xml.index(b">") + 1
    begin, inside = _SPANS.sub(b"", xml[:end_of_tag]), b""  # spans: a hint that may no longer be true
    if begin.endswith(b"/>"):
        begin = begin[:-2].rstrip() + b">"
    else:
        inside = xml[end_of_tag : xml.rindex(b"</row>")]
    if (quickly := _changed_where_all_stand(inside, number, changes)) is not None:
        return begin + quickly + b"</row>"
    out: list[bytes] = []
    left = sorted(changes, reverse=True)
    for cell in sorted(CELL.finditer(inside), key=lambda cell: column_index(cell[1])):
        column = column_index(cell[1])
        while left and left[-1] < column:
            new = left.pop()
            out.append(_new_cell(new, number, changes[new]))
        if left and left[-1] == column:
            out.append(_changed_cell(cell, column, number, changes[left.pop()]))
        else:
            out.append(cell[0])
    out += [_new_cell(column, number, changes[column]) for column in reversed(left)]
    return begin + b"".join(out) + b"</row>"


def _changed_where_all_stand(inside: bytes, number: int, changes: dict[int, Change]) -> bytes | None:
    """The same for a row that has all cells that change, which then are looked for by name; None for any other."""
    out, position = [], 0
    for column in sorted(changes):
        start = inside.find(f'<c r="{column_letters(column)}{number}"'.encode(), position)
        cell = CELL.match(inside, start) if start >= 0 else None
        if cell is None:
            return None
        out += [inside[position:start], _changed_cell(cell, column, number, changes[column])]
        position = cell.end()
    return b"".join([*out, inside[position:]])


def _changed_cell(cell: re.Match[bytes], column: int, number: int, change: Change) -> bytes:
    attributes = cell[2]
    if change.style:
        attributes = _STYLE.sub(b"", attributes) + f' s="{change.style(style_of(attributes))}"'.encode()
    if change.sets:
        return _cell(column, number, _KIND.sub(b"", attributes), change.value)
    begin = b'<c r="' + cell[1] + str(number).encode() + b'"' + attributes.rstrip()
    return begin + b"/>" if cell[3] is None else begin + b">" + cell[3] + b"</c>"


def _new_cell(column: int, number: int, change: Change) -> bytes:
    if change.style is None and (not change.sets or change.value is None):
        return b""
    return _cell(
        column, number, f' s="{change.style(0)}"'.encode() if change.style else b"", change.value if change.sets else None
    )


def _cell(column: int, number: int, attributes: bytes, value: Value) -> bytes:
    begin = f'<c r="{column_letters(column)}{number}"'.encode() + attributes.rstrip()
    if isinstance(value, str):
        return begin + _text(value)
    return begin + (b"/>" if value is None else f"><v>{value!r}</v></c>".encode())


@lru_cache(4096)  # the same few words, names and days stand in thousands of cells
def _text(value: str) -> bytes:
    """What stands behind the attributes of a cell that holds a text; an empty one would count as a filled cell."""
    text = cell_text(value)
    if not text:
        return b"/>"
    return b' t="inlineStr"><is><t xml:space="preserve">' + escape(text).encode() + b"</t></is></c>"


def style_of(attributes: bytes) -> int:
    """The style that the attributes of a cell name; 0 where they name none."""
    match = _STYLE.search(attributes)
    return int(match[1]) if match else 0
