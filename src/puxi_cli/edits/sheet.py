"""One sheet's XML with some of its cells changed: rows without a changed cell are copied as they are.

The XML is cut into what stands before the rows, the rows, and what stands behind them. A row that changes is cut into its cells, of which
the changed ones are written anew; XML that is not written in the plain way (prefixed names, rows or cells without references) is first put
into it by a parser.
"""

from __future__ import annotations

import copy
import re
from bisect import bisect
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from puxi_cli.edits.package import parsed, spaces
from puxi_cli.edits.rows import CELL, Change, Value, changed_row, end_of_row, style_of
from puxi_cli.records.place import column_index, column_letters

_MAIN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
_RELATED = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_ROW = re.compile(rb'<row\b[^>]*? r="([0-9]+)"(?:[^>]*/>|[^>]*>.*?</row>)', re.DOTALL)
_ROW_NUMBER = re.compile(rb'<row\b[^>]*? r="([0-9]+)"')
_DATA = re.compile(rb"<sheetData\s*/>|<sheetData\s*>")
_CELL_STYLE = re.compile(rb'<c r="([A-Z]{1,3})([0-9]+)"[^>]*? s="([0-9]+)"')
_TEXT = re.compile(rb' t="(?:s|str|inlineStr)"')  # some programs write text as `str`, which Office has for a formula's result
_CELL_NAME = re.compile(rb'<c r="([A-Z]{1,3})[0-9]+"')
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]+)")
# What the patterns above would not see: names prefixed, attributes in another order or in other quotation marks, blanks in a tag.
_UNUSUAL = re.compile(
    rb'<(?:c(?! r="[A-Z]{1,3}+[0-9]++"(?: s="[0-9]++")?+(?: t="[a-zA-Z]++")?+(?: [\w:]++="[^">]*+")*+ ?/?>)[\s/>]'
    rb'|row(?! r="[0-9]++"(?: [\w:]++="[^">]*+")*+ ?/?>)[\s/>]|/(?:c|row)\s|[!?])'
)
_MERGED = re.compile(rb'<mergeCell\b[^>]*? ref="([A-Z]{1,3})([0-9]+):([A-Z]{1,3})([0-9]+)"')
_LAST_ROW = 1_048_576
# The order in which the format wants what stands behind the rows.
_BEHIND = (
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)


class SheetXml:
    """The XML of a sheet. Rows count from 1, columns from 0. Raises XMLSyntaxError, ValueError for what is no XML of a sheet."""

    def __init__(self, xml: bytes) -> None:
        self._changes: dict[int, dict[int, Change]] = {}
        cut = _cut(xml) or _cut(_plain(xml))
        if cut is None:
            raise ValueError("no sheet")  # what has other elements, and could not be put into the plain form
        head, self._rows, self._tail = cut
        self._root = parsed(head + b"</worksheet>")
        self._behind: Behind | None = None
        self._head_given = False

    @property
    def changed(self) -> bool:
        """Whether anything was asked to be changed, or may have been: an element was given out."""
        return bool(self._changes) or self._behind is not None or self._head_given

    @property
    def space(self) -> str:
        """The namespace of the sheet's elements."""
        return self._root.nsmap[None] or ""

    def set(self, row: int, column: int, value: Value, style: Callable[[int], int] | None = None) -> None:
        """Put text, a number or nothing into a cell, whatever was in it; its style stays but for `style`."""
        of_row = self._changes.setdefault(row, {})
        if (earlier := of_row.get(column)) is None:
            of_row[column] = Change(True, value, style)
            return
        of_row[column] = Change(True, value, earlier.style)
        if style:
            self.restyle(row, column, style)

    def restyle(self, row: int, column: int, style: Callable[[int], int]) -> None:
        """Give a cell another style by its old one; its content stays."""
        before = self._changes.get(row, {}).get(column)
        if before is not None:
            earlier = before.style
            both = (lambda old: style(earlier(old))) if earlier else style
            self._changes[row][column] = Change(before.sets, before.value, both)
        else:
            self._changes.setdefault(row, {})[column] = Change(False, None, style)

    def styled(self, styles: frozenset[int]) -> Iterator[tuple[int, int]]:
        """The cells (row, column) that have one of some styles."""
        if not styles:
            return
        for match in _CELL_STYLE.finditer(self._rows):
            if int(match[3]) in styles:
                yield int(match[2]), column_index(match[1].decode())

    def styles_of(self, row: int) -> dict[int, int]:
        """The styles of a row's cells as they were, by column."""
        begin = self._rows.find(f'<row r="{row}"'.encode())
        end = self._rows.find(b"</row>", begin)
        if not 0 <= begin < end:
            return {}
        return {column_index(cell[1]): style_of(cell[2]) for cell in CELL.finditer(self._rows, begin, end)}

    def shown_in(self, row: int, column: int) -> tuple[int, int]:
        """The cell in which a cell is seen: of merged ones only the first is."""
        ranges = self._merged.get(column, [])
        at = bisect(ranges, (row, _LAST_ROW, (0, 0))) - 1
        return ranges[at][2] if at >= 0 and ranges[at][0] <= row <= ranges[at][1] else (row, column)

    @cached_property
    def _merged(self) -> dict[int, list[tuple[int, int, tuple[int, int]]]]:
        """The merged ranges of each column: first row, last row, the first cell."""
        found: dict[int, list[tuple[int, int, tuple[int, int]]]] = {}
        for match in _MERGED.finditer(self._tail):
            left, right = column_index(match[1]), column_index(match[3])
            for column in range(left, right + 1):
                found.setdefault(column, []).append((int(match[2]), int(match[4]), (int(match[2]), left)))
        return {column: sorted(ranges) for column, ranges in found.items()}

    def typed(self, cells: Collection[tuple[int, int]]) -> dict[tuple[int, int], bool]:
        """Of some cells (row, column) those that hold anything, and whether it is text that somebody typed: no number, date or formula."""
        wanted: dict[int, list[int]] = {}
        for row, column in cells:
            wanted.setdefault(row, []).append(column)
        found = {}
        for match in _ROW.finditer(self._rows):
            columns = wanted.get(int(match[1]))
            for cell in CELL.finditer(match[0]) if columns else ():
                column = column_index(cell[1])
                if columns and column in columns and cell[3]:
                    found[int(match[1]), column] = bool(_TEXT.search(cell[2])) and b"<f" not in cell[3]
        return found

    def filled(self, column: int) -> list[int]:
        """The rows in which a cell of this column stood."""
        return [int(row) for row in re.findall(rb'<c r="' + column_letters(column).encode() + rb'([0-9]+)"', self._rows)]

    @property
    def last_column(self) -> int:
        """The column (from 0) of the last cell that holds anything, -1 where there is none; a blank cell may have a format."""
        last, position = -1, 0
        while (end := self._rows.find(b"</row>", position)) >= 0:
            filled = self._rows.rfind(b"</c>", position, end)
            begin = self._rows.rfind(b'<c r="', position, filled) if filled >= 0 else -1
            cell = _CELL_NAME.match(self._rows, begin) if begin >= 0 else None
            last = max(last, column_index(cell[1].decode()) if cell else -1)
            position = end + 1
        return last

    def set_width(self, column: int, wide: float) -> None:
        """Make a column so many letters wide."""
        columns = self.before_rows("cols", ("sheetPr", "dimension", "sheetViews", "sheetFormatPr"))
        number = column + 1
        for entry in list(columns):
            first, last = int(entry.get("min") or 1), int(entry.get("max") or 1)
            if first <= number <= last:  # what holds for a range of columns holds on for the others of it
                for begin, end in ((first, number - 1), (number + 1, last)):
                    if begin <= end:
                        part = copy.deepcopy(entry)
                        part.set("min", str(begin))
                        part.set("max", str(end))
                        entry.addprevious(part)
                columns.remove(entry)
        new = etree.Element(f"{{{self.space}}}col")
        for name, value in {"min": number, "max": number, "width": wide, "customWidth": 1}.items():
            new.set(name, str(value))
        columns.insert(sum(int(entry.get("min") or 1) < number for entry in columns), new)

    @property
    def last_row(self) -> int:
        """The number of the last row there is, 0 where there is none."""
        return max((int(number) for number in _ROW_NUMBER.findall(self._rows)), default=0)

    def head(self, name: str) -> etree._Element | None:
        """An element that stands before the rows, to be changed as it is."""
        self._head_given = True
        return self._root.find(f"{{{self.space}}}{name}")

    def before_rows(self, name: str, after: Sequence[str]) -> etree._Element:
        """An element before the rows, made behind those named in `after` where there is none."""
        found = self.head(name)
        if found is None:
            found = etree.Element(f"{{{self.space}}}{name}")
            place = max((n for n, child in enumerate(self._root, 1) if _name(child) in after), default=0)
            self._root.insert(place, found)
        return found

    def behind(self) -> Behind:
        """What stands behind the rows, to be changed as it is."""
        if self._behind is None:
            self._behind = Behind(self._opened(self._tail.removesuffix(b"</worksheet>")))
        return self._behind

    def related_id(self) -> str:
        """The name of the attribute by which an element of the sheet names a relation."""
        return f"{{{_RELATED[_MAIN.index(self.space)]}}}id"

    def result(self) -> bytes:
        """The sheet's XML with all changes."""
        rows = self._changed_rows()
        self._widen()
        head = etree.tostring(self._root, encoding="UTF-8", xml_declaration=True, standalone=True)
        head = head[:-2] + b">" if head.endswith(b"/>") else head.removesuffix(b"</worksheet>")
        tail = self._tail if self._behind is None else _inside(_utf8(self._behind.root)) + b"</worksheet>"
        return head + b"<sheetData>" + rows + b"</sheetData>" + tail

    def _opened(self, inside: bytes) -> etree._Element:
        """Some XML of the sheet within an element that declares what the sheet's root declares."""
        spaces = "".join(f' xmlns{":" + prefix if prefix else ""}="{space}"' for prefix, space in self._root.nsmap.items())
        return parsed(f"<all{spaces}>".encode() + inside + b"</all>")

    def _changed_rows(self) -> bytes:
        """The rows, those that change written anew, new ones put in at their place."""
        if not self._changes:
            return self._rows
        there = [
            (int(match[1]), match.start(), end_of_row(self._rows, match.end())) for match in _ROW_NUMBER.finditer(self._rows)
        ]
        numbers = [number for number, _, _ in there]
        pieces = [piece for piece in there if piece[0] in self._changes]
        for number in self._changes.keys() - set(numbers):
            behind = bisect(numbers, number)
            place = there[behind][1] if behind < len(there) else len(self._rows)
            pieces.append((number, place, place))
        pieces.sort(key=lambda piece: (piece[1], piece[0]))
        out, position = [], 0
        for number, start, end in pieces:
            out += [self._rows[position:start], changed_row(self._rows[start:end], number, self._changes[number])]
            position = end
        return b"".join([*out, self._rows[position:]])

    def _widen(self) -> None:
        """Let the sheet's stated range cover the new cells."""
        stated = self._root.find(f"{{{self.space}}}dimension")
        if stated is None or not self._changes:
            return
        bounds = [_REFERENCE.fullmatch(part) for part in (stated.get("ref") or "").split(":")]
        if not all(bounds):
            return
        corners = [(int(part[2]), column_index(part[1])) for part in bounds if part]
        corners += [(row, column) for row, columns in self._changes.items() for column in (min(columns), max(columns))]
        first = f"{column_letters(min(c for _, c in corners))}{min(r for r, _ in corners)}"
        last = f"{column_letters(max(c for _, c in corners))}{max(r for r, _ in corners)}"
        stated.set("ref", f"{first}:{last}")


@dataclass
class Behind:
    """What stands behind the rows of a sheet."""

    root: etree._Element

    def get(self, name: str) -> etree._Element | None:
        """The first element of a name."""
        return next((child for child in self.root if _name(child) == name), None)

    def put(self, element: etree._Element) -> None:
        """Put an element in where the format wants it."""
        order = _BEHIND.index(_name(element))
        before = (n for n, child in enumerate(self.root, 1) if _name(child) in _BEHIND and _BEHIND.index(_name(child)) <= order)
        self.root.insert(max(before, default=0), element)

    def drop(self, element: etree._Element) -> None:
        """Take an element out."""
        self.root.remove(element)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _utf8(element: etree._Element) -> bytes:
    return etree.tostring(element, encoding="UTF-8", xml_declaration=False)


def _inside(xml: bytes) -> bytes:
    """What stands within the outermost element."""
    begin = xml.index(b">") + 1
    return b"" if xml[begin - 2 : begin] == b"/>" else xml[begin : xml.rindex(b"</")]


def _cut(xml: bytes) -> tuple[bytes, bytes, bytes] | None:
    """What stands before the rows, the rows, what stands behind them; None where the XML is not written in the plain way."""
    data = _DATA.search(xml)
    if data is None or (b"encoding" in xml[:200].split(b"?>")[0] and b"utf-8" not in xml[:200].lower()):
        return None
    end = data.end() if data[0].endswith(b"/>") else xml.rfind(b"</sheetData>")
    rows = b"" if data[0].endswith(b"/>") else xml[data.end() : end]
    tail = xml[data.end() :] if data[0].endswith(b"/>") else xml[end + len(b"</sheetData>") :]
    head = xml[: data.start()]
    root = head.find(b"<worksheet")
    if root < 0 or not any(f'xmlns="{space}"'.encode() in head[root : head.find(b">", root)] for space in _MAIN):
        return None
    return (head, rows, tail.rstrip()) if tail.rstrip().endswith(b"</worksheet>") and not _UNUSUAL.search(rows) else None


def _plain(xml: bytes) -> bytes:
    """The same sheet with its elements unprefixed, every row and cell with its reference, which stands first."""
    old = parsed(xml)
    space = etree.QName(old).namespace or _MAIN[0]
    others = {prefix: other for prefix, other in old.nsmap.items() if prefix and other != space}
    root = etree.Element(f"{{{space}}}worksheet", nsmap=spaces(space, others))
    for name, value in old.attrib.items():
        root.set(name, value)
    root.extend(list(old))
    data = root.find(f"{{{space}}}sheetData")
    row_number = 0
    for row in data if data is not None else ():
        row_number = int(row.get("r") or row_number + 1)
        _first_attribute(row, str(row_number))
        column = -1
        for cell in row.iterfind(f"{{{space}}}c"):
            reference = _REFERENCE.fullmatch((cell.get("r") or "").upper())
            column = column_index(reference[1]) if reference else column + 1
            _first_attribute(cell, f"{column_letters(column)}{row_number}")
    at_the_rows = {prefix: other for prefix, other in data.nsmap.items() if prefix} if data is not None else {}
    kept = [prefix for prefix in (*root.nsmap, *at_the_rows) if prefix]
    etree.cleanup_namespaces(root, top_nsmap=spaces(space, at_the_rows), keep_ns_prefixes=kept)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _first_attribute(element: etree._Element, reference: str) -> None:
    others = {name: value for name, value in element.attrib.items() if name != "r"}
    element.attrib.clear()
    element.set("r", reference)
    for name, value in others.items():
        element.set(name, value)
