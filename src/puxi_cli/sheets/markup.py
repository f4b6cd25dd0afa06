"""Web pages, web archives and workbooks as XML of Excel 2003: what portals give out under the name of .xls. Only their tables are read.

Nothing is fetched and no entity is followed; a document type, in which entities are defined, is refused where the format has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from io import BytesIO
from typing import Any

from puxi_cli.errors import UnreadableFile
from puxi_cli.sheets import guard
from puxi_cli.sheets.delimited import decoded
from puxi_cli.sheets.grid import ERROR_VALUE, NO_RESULT, NUMBER_LOST, Grid, Merge, frame_of
from puxi_cli.sheets.kinds_of_file import BROKEN, damaged, wrong_type
from puxi_cli.sheets.number_formats import DAY, PERCENT, TIME, shown_as, text_of
from puxi_cli.sheets.opened import Opened
from puxi_cli.sheets.struck import joined
from puxi_cli.text.words import Text

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")
_MOST_SPANNED = 1000  # columns, as browsers have it
_STRUCK = ("s", "strike", "del")
_LINE_THROUGH = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def grids_of_page(source: Opened) -> Iterator[Grid]:
    """The tables of a web page. Raises UnreadableFile, also where it has none."""
    with source.file() as file:
        data = file.read()
    found = _tables(_page(source, data))
    if not found:
        raise _without_table(source, Text("网页", "a web page"))
    yield from _grids(source, found, len(data))


def grids_of_archive(source: Opened) -> Iterator[Grid]:
    """The tables of a web archive (MHTML): pages within a letter. Raises UnreadableFile, also where it has none."""
    with source.file() as file:
        data = file.read()
    found = []
    try:
        for part in message_from_bytes(data).walk():
            content = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
            if isinstance(content, bytes) and content.strip():
                found += _tables(_page(source, content, part.get_content_charset()))
    except (MessageError, *BROKEN):
        raise damaged(source.path) from None
    if not found:
        raise _without_table(source, Text("网页存档（mht）", "a web archive (MHTML)"))
    yield from _grids(source, found, len(data))


def _without_table(source: Opened, what: Text) -> UnreadableFile:
    return UnreadableFile(
        f"{source.path}：这是{what[0]}，其中没有表格。请重新导出，或用 Excel、WPS 打开，另存为 .xlsx。",
        f"{source.path}: this is {what[1]} without a table in it. Export it again, or open it in Excel or WPS and save it as .xlsx.",
    )


def _page(source: Opened, data: bytes, charset: str | None = None) -> Any:
    """The root of a page, whatever it is written in; None where nothing is in it."""
    from lxml import etree, html

    declared = _DECLARED.search(data[:4096])
    text = _XML.sub("", decoded(source.path, data, charset or (declared[1].decode() if declared else None)))
    try:
        return html.document_fromstring(text, parser=html.HTMLParser(no_network=True, huge_tree=True, remove_comments=True))
    except (etree.ParserError, SyntaxError):
        return None
    except BROKEN:
        raise damaged(source.path) from None


def _tables(root: Any) -> list[Any]:
    """The tables with rows that hold no other table: pages are laid out by tables, too."""
    if root is None:
        return []
    return [table for table in root.iter("table") if table.find(".//table") is None and table.find(".//tr") is not None]


def _grids(source: Opened, tables: list[Any], size: int) -> Iterator[Grid]:
    for number, table in enumerate(tables, 1):
        sheet = None if len(tables) == 1 else f"表格{number}"
        grid = _grid_of_table(source, sheet, table, size)
        if grid.frame.height:
            grid.tab = number
            yield grid


def _grid_of_table(source: Opened, sheet: str | None, table: Any, size: int) -> Grid:
    rows: list[list[str | None]] = []
    taken: dict[int, int] = {}  # columns that a cell above reaches down into, as far as which row
    merges, hidden, struck = [], set(), set()
    for number, line in enumerate(table.iter("tr"), 1):
        row: list[str | None] = []
        if _NOT_SHOWN.search(line.get("style") or ""):
            hidden.add(number)
        for cell in line.iterchildren("td", "th"):
            while taken.get(len(row), 0) >= number:
                row.append(None)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            column, text = len(row), _text(cell)
            row += [text, *[None] * (across - 1)]
            if down > 1:
                taken.update(dict.fromkeys(range(column, column + across), number + down - 1))
            if down > 1 or across > 1:
                merges.append(Merge(number, number + down - 1, column, column + across - 1))
            if text and _is_struck(cell, line):
                struck.add((number, column))
        rows.append(row)
        guard.check_span(source.path, sheet or source.path.name, number, len(row), size)
    guard.check_span(source.path, sheet or source.path.name, len(rows), max(map(len, rows), default=0), size)
    return Grid(
        source.shown, sheet, frame_of(rows), merges=tuple(merges), hidden_rows=frozenset(hidden), struck=frozenset(struck)
    )


def _span(cell: Any, name: str) -> int:
    text = (cell.get(name) or "").strip()
    return max(1, min(int(text), _MOST_SPANNED)) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _text(cell: Any) -> str | None:
    """What stands in a cell: line breaks are kept, other blanks are one, as on the screen."""
    text = joined(_pieces(cell)) if len(cell) else _on_one_line(cell.text or "")
    return "\n".join(line.strip(" ") for line in text.split("\n")).strip("\n") or None


def _pieces(cell: Any) -> Iterator[tuple[str, bool]]:
    """The pieces of text in a cell, in their order, with whether each is struck out."""
    from lxml import etree

    struck = unread = 0  # how many elements around a piece strike it out, and how many are no text
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        strikes = element is not cell and _strikes(element)
        hides = element.tag in ("script", "style")
        if event == "start":
            struck, unread = struck + strikes, unread + hides
            text = "\n" if element.tag == "br" else _on_one_line(element.text or "")
        else:
            struck, unread = struck - strikes, unread - hides
            text = "" if element is cell else _on_one_line(element.tail or "")
        if text and not unread:
            yield text, struck > 0


def _on_one_line(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text)


def _is_struck(cell: Any, line: Any) -> bool:
    if any(_LINE_THROUGH.search(one.get("style") or "") for one in (line, cell)):
        return True
    return any(_strikes(one) for one in cell.iterdescendants("*"))


def _strikes(element: Any) -> bool:
    return element.tag in _STRUCK or _LINE_THROUGH.search(element.get("style") or "") is not None


_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
# Formats that the XML of Excel 2003 calls by a name.
_NAMED = {
    "percent": PERCENT,
    "general date": DAY,
    "long date": DAY,
    "medium date": DAY,
    "short date": DAY,
    "long time": TIME,
    "medium time": TIME,
    "short time": TIME,
    "general number": None,
    "currency": None,
    "euro currency": None,
    "fixed": None,
    "standard": None,
    "scientific": None,
    "yes/no": None,
    "true/false": None,
    "on/off": None,
}


def grids_of_xml(source: Opened) -> Iterator[Grid]:
    """The sheets of a workbook as XML of Excel 2003 (SpreadsheetML). Raises UnreadableFile."""
    from lxml import etree

    with source.file() as file:
        data = file.read()
    if b"<!DOCTYPE" in data.replace(b"\0", b""):
        raise guard.entities(source.path)
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
        root = etree.parse(BytesIO(data), parser).getroot()
    except (SyntaxError, ValueError):
        try:
            text = decoded(source.path, data, None)
            root = etree.fromstring(_XML.sub("", text), parser)  # its declaration says another encoding than it has
        except (SyntaxError, ValueError):
            raise damaged(source.path) from None
    if root is None or root.tag != f"{_SPREADSHEET}Workbook":
        raise wrong_type(source.path)
    since_1904 = root.find(".//{urn:schemas-microsoft-com:office:excel}Date1904") is not None
    styles = {one.get(f"{_SPREADSHEET}ID"): _style(one) for one in root.iter(f"{_SPREADSHEET}Style")}
    for tab, sheet in enumerate(root.iterchildren(f"{_SPREADSHEET}Worksheet")):
        try:
            grid = _grid_of_sheet(source, sheet, styles, since_1904, len(data))
        except ValueError:
            raise damaged(source.path) from None
        grid.tab = tab
        if grid.frame.height:
            yield grid


def _style(style: Any) -> tuple[str | None, bool]:
    """What a style shows for a number, and whether its font is struck out."""
    form, font = style.find(f"{_SPREADSHEET}NumberFormat"), style.find(f"{_SPREADSHEET}Font")
    code = str(form.get(f"{_SPREADSHEET}Format") or "") if form is not None else ""
    shown = _NAMED[code.lower()] if code.lower() in _NAMED else shown_as(0, code)
    return shown, font is not None and font.get(f"{_SPREADSHEET}StrikeThrough") == "1"


def _grid_of_sheet(source: Opened, sheet: Any, styles: dict[Any, tuple[str | None, bool]], since_1904: bool, size: int) -> Grid:
    name = str(sheet.get(f"{_SPREADSHEET}Name") or "")
    rows: list[list[str | None]] = []
    odd: dict[tuple[int, int], str] = {}
    merges, hidden, struck = [], set(), set()
    taken: dict[int, int] = {}
    table = sheet.find(f"{_SPREADSHEET}Table")
    for line in table.iterchildren(f"{_SPREADSHEET}Row") if table is not None else ():
        number = int(line.get(f"{_SPREADSHEET}Index") or len(rows) + 1)
        if number <= len(rows):
            raise ValueError("a row above the last")
        guard.check_span(source.path, name, number, 1, size)
        rows.extend([] for _ in range(number - len(rows) - 1))
        row: list[str | None] = []
        if line.get(f"{_SPREADSHEET}Hidden") == "1":
            hidden.add(number)
        for cell in line.iterchildren(f"{_SPREADSHEET}Cell"):
            column = int(cell.get(f"{_SPREADSHEET}Index") or 0) - 1
            if column < 0:
                column = len(row)
                while taken.get(column, 0) >= number:
                    column += 1
            elif column < len(row):
                raise ValueError("a cell before the last")
            across, down = (int(cell.get(f"{_SPREADSHEET}Merge{way}") or 0) for way in ("Across", "Down"))
            guard.check_span(source.path, name, number, column + across + 1, size)
            shown, line_through = styles.get(cell.get(f"{_SPREADSHEET}StyleID"), (None, False))
            text = _content(cell, (number, column), shown, since_1904, odd)
            row += [*[None] * (column - len(row)), text, *[None] * across]
            if down > 0:
                taken.update(dict.fromkeys(range(column, column + across + 1), number + down))
            if down > 0 or across > 0:
                merges.append(Merge(number, number + down, column, column + across))
            if text and (line_through or any(str(one.tag).endswith("}S") for one in cell.iterdescendants())):
                struck.add((number, column))
        rows.append(row)
    guard.check_span(source.path, name, len(rows), max(map(len, rows), default=0), size)
    visible = sheet.find(".//{urn:schemas-microsoft-com:office:excel}Visible")
    is_hidden = visible is not None and (visible.text or "").startswith("Sheet")
    return Grid(
        source.shown,
        name,
        frame_of(rows) if any(map(any, rows)) else frame_of([]),
        0,
        odd,
        tuple(merges),
        is_hidden,
        frozenset(hidden),
        struck=frozenset(struck),
    )


def _content(
    cell: Any, place: tuple[int, int], shown: str | None, since_1904: bool, odd: dict[tuple[int, int], str]
) -> str | None:
    data = cell.find(f"{_SPREADSHEET}Data")
    if data is None:
        if cell.get(f"{_SPREADSHEET}Formula"):
            odd[place] = NO_RESULT
        return None
    kind, text = data.get(f"{_SPREADSHEET}Type"), "".join(map(str, data.itertext()))
    if kind == "Error":
        odd[place] = ERROR_VALUE
        return None
    if kind == "DateTime":
        day, _, clock = text.strip().partition("T")
        clock = clock.partition(".")[0]
        return day if clock in ("", "00:00:00") else f"{day} {clock}"
    if kind == "Boolean":
        return "TRUE" if text.strip() == "1" else "FALSE"
    if kind == "Number":
        value = float(text)
        if not abs(value) < 1e15:
            odd[place] = NUMBER_LOST
            return text.strip()
        return text_of(value, shown, since_1904) or (str(int(value)) if value == int(value) else repr(value))
    return text or None
