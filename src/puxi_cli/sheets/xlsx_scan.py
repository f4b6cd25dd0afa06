"""What the fast reader does not tell of an xlsx sheet, found in its XML: the used range, odd cells, hidden rows, merges.

calamine gives nothing for an error cell and for a formula without a stored result, prints an 18-digit number as text that looks
right and is wrong, says nothing of hidden rows, and allocates the whole rectangle between the first and the last cell. One pass
over the XML (in whole rows, a few megabytes at a time) finds all of it with its cells.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

from puxi_cli.errors import UnreadableFile
from puxi_cli.records.place import column_index, column_letters
from puxi_cli.sheets import guard
from puxi_cli.sheets.grid import ERROR_VALUE, MOST_CELLS, NO_RESULT, NUMBER_LOST, Merge
from puxi_cli.sheets.kinds_of_file import damaged
from puxi_cli.sheets.number_formats import PLAIN, Formats, text_of
from puxi_cli.sheets.struck import STRUCK_TEXT

_KEPT = 64 << 20  # bytes of a sheet's XML that are kept between the two passes; a larger one is unpacked twice

_ROW = re.compile(rb"<row\b([^>]*)>")
_CELL_TAG = re.compile(rb"<c[\s/>]")
_ROW_NUMBER = re.compile(rb'<row\b(?:[^>]*? r="([0-9]{1,7})")?')
_REFERENCE = re.compile(rb'<c r="([A-Z]{1,3})([0-9]+)"')
_FIRST_CELL = re.compile(rb'<row\b[^>]*[^/]>\s*<c r="([A-Z]{1,3})[0-9]+"')
_NUMBER = re.compile(rb' r="([0-9]+)"')
_HIDDEN = re.compile(rb' hidden="(?:1|true)"')
_FORMULA_END = re.compile(rb"(?:</f>|<f\b[^>]*/>)(\s*<v>[^<]+</v>)?")
_LONG = re.compile(rb"<v[^>]*>\s*[-+]?(?:[0-9]{16,}(?:\.[0-9]*)?|[0-9.]+[eE]\+?(?:1[5-9]|[2-9][0-9]|[0-9]{3}))\s*</v>")
_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"([^>]*)>')
_MERGE = re.compile(rb'<mergeCell [^>]*ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_INDEX = re.compile(rb"v>\s*([0-9]{1,9})\s*</")
_TYPE = re.compile(rb' t="([a-zA-Z]+)"')
_STRING_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]+)"[^>]* t="s"[^>]*><v>([0-9]{1,9})</v>')
# The last row and the number of columns of any sheet. Readers take more memory than there is for a cell beyond them.
LAST_ROW, COLUMNS = 1_048_576, 16_384
_RIGHT_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass
class Scan:
    """A sheet's used range (rows from 1, columns from 0; as declared, so blank formatted cells count) and its oddities."""

    rows: int = 0
    first_column: int | None = None
    last_column: int = -1
    odd: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    shown: dict[tuple[int, int], str] = field(default_factory=dict)  # cells that show something else than the reader gives
    struck: set[tuple[int, int]] = field(default_factory=set)
    whole: bool = False  # the oddities were looked for
    blocks: list[bytes] | None = field(default_factory=list)


def measured(path: Path, package: zipfile.ZipFile, part: str, formats: Formats = PLAIN) -> Scan:
    """Find how far one sheet reaches, before anything is allocated for it. Raises UnreadableFile.

    `look_through` then finds the rest. XML written in an unusual way (prefixed names, cells or rows without references) goes
    through a parser, which finds all of it at once.
    """
    found = Scan()
    try:
        for block in _blocks(path, package, part):
            if not _note_range(block, found):
                break
            if found.blocks is not None:
                found.blocks.append(block)
                if sum(map(len, found.blocks)) > _KEPT:
                    found.blocks = None
        else:
            if not _doubtful(found):
                return found
    except _UnusualError:
        pass
    except BadReferenceError as error:
        raise bad_reference(path, str(error)) from None
    xml = b"".join(guard.stream(path, package, part))
    try:
        return scan_by_parser(xml, formats)
    except BadReferenceError as error:
        raise bad_reference(path, str(error)) from None
    except (SyntaxError, ValueError):  # what lxml raises, and a number that is none
        raise damaged(path) from None


def look_through(
    found: Scan,
    path: Path,
    package: zipfile.ZipFile,
    part: str,
    formats: Formats = PLAIN,
    struck_texts: Mapping[int, str | None] = MappingProxyType({}),
) -> None:
    """Add to a measured sheet its odd cells, hidden rows and merged ranges; and, where the workbook has styles that need it, what cells of
    these show, and what is struck out. Raises UnreadableFile."""
    if found.whole:
        return
    cells = _of_styles(formats.looked_for)
    for block in found.blocks if found.blocks is not None else _blocks(path, package, part):
        _note_oddities(block, found)
        if cells:
            _note_styled(block, cells, formats, found)
        if struck_texts or b"<strike" in block:
            _note_struck(block, struck_texts, found)
    found.blocks, found.whole = None, True


def odd_days(path: Path, package: zipfile.ZipFile, part: str, formats: Formats) -> dict[tuple[int, int], str]:
    """What the cells show that hold day 0 or day 60, of which the calendar has none. Raises UnreadableFile."""
    found, cells = Scan(), _of_styles(frozenset(formats.days))
    days = Formats(formats.days, formats.days, since_1904=formats.since_1904)
    try:
        for block in _blocks(path, package, part):
            if cells:
                _note_styled(block, cells, days, found)
    except _UnusualError:
        return {}  # such a sheet went through the parser, which has looked already
    return {cell: text for cell, text in found.shown.items() if text.startswith(("1900-01-00", "1900-02-29"))}


class BadReferenceError(ValueError):
    """A cell's reference, or a row's number, that is none."""


def bad_reference(path: Path, reference: str) -> UnreadableFile:
    """A cell says that it is where no cell can be."""
    short = re.sub(r"[^\w$:.-]", "?", reference)[:24]
    return UnreadableFile(
        f"{path}：有一行或一个格子的位置“{short or '（空）'}”不对（最大是 XFD1048576），未读取。请用 Excel 或 WPS 打开后另存为新的 .xlsx。",
        f"{path}: a cell or row has the reference {short or '(blank)'}, which no sheet has (the last is XFD1048576); not read. "
        "Open the file in Excel or WPS and save it as a new .xlsx.",
    )


def _of_styles(styles: frozenset[int]) -> re.Pattern[bytes] | None:
    """The cells of some styles that hold something: column, row, style, attributes behind it, value."""
    if not styles:
        return None
    numbers = "|".join(map(str, sorted(styles)))
    return re.compile(
        rf'<c r="([A-Z]{{1,3}})([0-9]+)"([^>]*?) s="({numbers})"([^>]*[^/>])?>'
        r"(?:<f\b[^>]*/>|<f\b[^>]*>[^<]*</f>)?(?:<v>([^<]+)</v>|<is>)".encode()
    )


def _note_styled(block: bytes, cells: re.Pattern[bytes], formats: Formats, found: Scan) -> None:
    for match in cells.finditer(block):
        style, cell = int(match[4]), (int(match[2]), column_index(match[1]))
        if style in formats.struck:
            found.struck.add(cell)
        kind = _TYPE.search(match[3] + (match[5] or b""))
        if style in formats.special and match[6] and (kind is None or kind[1] == b"n"):
            text = text_of(match[6].decode("ascii", "replace"), formats.special[style], formats.since_1904)
            if text is not None:
                found.shown[cell] = text


def _note_struck(block: bytes, texts: Mapping[int, str | None], found: Scan) -> None:
    if texts:
        for match in _STRING_CELL.finditer(block):
            if (number := int(match[3])) in texts:
                cell = int(match[2]), column_index(match[1])
                found.struck.add(cell)
                if (text := texts[number]) is not None:
                    found.shown[cell] = text
    for match in STRUCK_TEXT.finditer(block):
        if before := _cell_before(block, match.start()):
            found.struck.add((int(before[2]), column_index(before[1])))


def text_of_sheet(texts: Mapping[int, int], path: Path, package: zipfile.ZipFile, part: str) -> int:
    """How many bytes the long shared strings (number: length) unfold to in one sheet; the count may be too high, never too low."""
    total, tail = 0, b""
    for chunk in guard.stream(path, package, part):
        block = tail + chunk
        total += sum(texts.get(int(number), 0) for number in _INDEX.findall(block))
        if total > guard.MOST_TEXT:
            break
        tail = block[-40:]
    return total


class _UnusualError(Exception):
    """The XML is not written in the plain way."""


def _blocks(path: Path, package: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A sheet's XML in blocks of whole rows; the last one ends with what follows the rows."""
    rest = b""
    begun = False
    for chunk in guard.stream(path, package, part):
        rest += chunk
        if not begun:
            if b"<sheetData" not in rest and b":sheetData" not in rest and len(rest) < 8 << 20:
                continue
            # A prefixed name (x:row) or another encoding is right XML that the patterns do not read.
            if b"<sheetData" not in rest or b"'" in rest[: rest.find(b"<sheetData")].split(b"?>")[-1]:
                raise _UnusualError
            begun = True
        cut = max(rest.rfind(b"<row"), 0)
        if cut:
            yield rest[:cut]
            rest = rest[cut:]
    if not begun:
        raise _UnusualError
    yield rest


def _doubtful(found: Scan) -> bool:
    """Whether cells that lie about their row, within the digits that were looked at, could make the sheet enormous."""
    columns = found.last_column + 1
    most: int = 10 ** len(str(found.rows))
    return found.rows * columns <= MOST_CELLS < most * columns // 3


def _note_range(block: bytes, found: Scan) -> bool:
    """Widen the used range by a block of whole rows; False where the XML is not written in the plain way."""
    numbers = _ROW_NUMBER.findall(block)
    if b"" in numbers:
        return False
    if numbers:
        rows = [*map(int, numbers)]
        if not min(rows):
            return False
        found.rows = max(found.rows, *rows)
    return _note_columns(block, found)


def _note_oddities(block: bytes, found: Scan) -> None:
    if b' hidden="1"' in block or b' hidden="true"' in block:
        for attributes in _ROW.findall(block):
            number = _NUMBER.search(attributes)
            if number and _HIDDEN.search(attributes):
                found.hidden_rows.add(int(number[1]))
    if b' t="e"' in block:
        for match in _CELL.finditer(block):
            if b' t="e"' in match[3]:
                found.odd[int(match[2]), column_index(match[1])] = ERROR_VALUE
    for match in _LONG.finditer(block):
        _note_number(block, match.start(), found)
    if b"<f" in block:
        for match in _FORMULA_END.finditer(block):
            if match[1] is None:
                _note_formula(block, match.start(), found)
    if b"<mergeCell " in block:
        for match in _MERGE.finditer(block):
            found.merges.append(Merge(int(match[2]), int(match[4]), column_index(match[1]), column_index(match[3])))


def _note_columns(block: bytes, found: Scan) -> bool:
    """Widen the used range by a block's cells; False where a cell does not begin with a reference that fits its rows.

    One pattern looks for cells right of the last column known so far, so that it matches once per new column and not per cell.
    """
    position = 0
    digits = len(str(found.rows))
    while cell := _beyond(found.last_column, digits).search(block, position):
        reference = _REFERENCE.match(block, cell.start())
        if reference is None or len(reference[2]) > digits or not reference[2].strip(b"0"):
            return False
        column = column_index(reference[1])
        if column >= COLUMNS:
            raise BadReferenceError((reference[1] + reference[2]).decode())
        if found.first_column is None:
            found.first_column = column
        found.last_column, position = max(column, found.last_column), cell.end()
    if found.first_column and (first := _FIRST_CELL.findall(block)):
        found.first_column = min(found.first_column, *map(column_index, first))
    return True


@cache
def _beyond(last: int, digits: int) -> re.Pattern[bytes]:
    """A cell without a reference right behind its name, or in a column right of `last` (from 0), or in a row of more digits or in row 0."""
    within = "(?!)"
    if last >= 0:
        name = column_letters(last)
        shorter = [f"[A-Z]{{1,{len(name) - 1}}}"] if len(name) > 1 else []
        same = [
            name[:place]
            + (f"[A-{letter if place == len(name) - 1 else chr(ord(letter) - 1)}]")
            + "[A-Z]" * (len(name) - 1 - place)
            for place, letter in enumerate(name)
            if place == len(name) - 1 or letter > "A"
        ]
        within = "|".join(shorter + same)
    return re.compile(rf'<c(?=[\s/>])(?! r="(?:{within})(?!0+")[0-9]{{1,{digits}}}")'.encode())


def _cell_before(block: bytes, position: int) -> re.Match[bytes] | None:
    return _CELL.match(block, block.rfind(b"<c ", 0, position))


def _note_number(block: bytes, position: int, found: Scan) -> None:
    cell = _cell_before(block, position)
    kind = _TYPE.search(cell[3]) if cell else None
    if cell and (kind is None or kind[1] == b"n"):
        found.odd[int(cell[2]), column_index(cell[1])] = NUMBER_LOST


def _note_formula(block: bytes, position: int, found: Scan) -> None:
    cell = _cell_before(block, position)
    kind = _TYPE.search(cell[3]) if cell else None
    # An empty text is a result that was stored: t="str" with <v></v>.
    if cell and not (kind is not None and kind[1] == b"str" and b"<v" in block[position : block.find(b"</c>", position)]):
        found.odd.setdefault((int(cell[2]), column_index(cell[1])), NO_RESULT)


def scan_by_parser(xml: bytes, formats: Formats = PLAIN) -> Scan:
    """The same by a real XML parser: for prefixed names, cells without references, other encodings. Raises BadReferenceError."""
    found = Scan(whole=True, blocks=None)
    row = column = 0
    for event, element, name in _elements(xml):
        if event == "start":
            if name == "row":
                row, column = _row_number(element.get("r"), row), -1
                found.rows = max(found.rows, row)
                if element.get("hidden") in ("1", "true"):
                    found.hidden_rows.add(row)
            continue
        if name == "c":
            at, column = _place(element.get("r"), row, column)
            found.rows = max(found.rows, at)
            found.first_column = column if found.first_column is None else min(found.first_column, column)
            found.last_column = max(found.last_column, column)
            _note_cell(element, (row, column), found, formats)
            element.clear()
        elif name == "mergeCell":
            match = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})", element.get("ref") or "")
            if match:
                found.merges.append(Merge(int(match[2]), int(match[4]), column_index(match[1]), column_index(match[3])))
        elif name == "row":
            element.clear()
    return found


def _row_number(written: str | None, before: int) -> int:
    """The number of a row, as written or by the row before it."""
    if written is None:
        return before + 1
    if not re.fullmatch("0*[1-9][0-9]{0,6}", written) or int(written) > LAST_ROW:
        raise BadReferenceError(written)
    return int(written)


def _place(reference: str | None, row: int, column: int) -> tuple[int, int]:
    """The row and column of a cell, by its reference or by the cell before it."""
    if reference is None:
        return row, column + 1
    match = _RIGHT_REFERENCE.fullmatch(reference.upper())
    if match is None or int(match[2]) > LAST_ROW or (found := column_index(match[1])) >= COLUMNS:
        raise BadReferenceError(reference)
    return int(match[2]), found


def _elements(xml: bytes) -> Iterator[tuple[str, Any, str]]:
    from lxml import etree

    for event, element in etree.iterparse(BytesIO(xml), events=("start", "end"), resolve_entities=False, no_network=True):
        if isinstance(element.tag, str):
            yield event, element, etree.QName(element).localname


def _note_cell(element: Any, cell: tuple[int, int], found: Scan, formats: Formats) -> None:
    kind, style = element.get("t"), int(element.get("s") or 0)
    texts = {child.tag.rpartition("}")[2]: child.text for child in element}
    if kind == "e":
        found.odd[cell] = ERROR_VALUE
    elif "f" in texts and not texts.get("v") and not (kind == "str" and "v" in texts):
        found.odd[cell] = NO_RESULT
    elif kind in (None, "n") and _LONG.fullmatch(f"<v>{texts.get('v') or ''}</v>".encode()):
        found.odd[cell] = NUMBER_LOST
    if kind in (None, "n") and texts.get("v") and (shown := formats.special.get(style) or formats.days.get(style)):
        text = text_of(str(texts["v"]), shown, formats.since_1904)
        if text is not None:
            found.shown[cell] = text
    if (style in formats.struck and texts) or any(str(part.tag).endswith("}strike") for part in element.iter()):
        found.struck.add(cell)
