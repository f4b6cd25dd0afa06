"""CSV and TSV in: what they are written in, and rows that keep their numbers.

A row's number is the one a spreadsheet shows: blank lines count, a cell with a line break inside stays one row.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from puxi_cli.errors import UnreadableFile
from puxi_cli.sheets.grid import Grid, frame_of
from puxi_cli.sheets.guard import check_span
from puxi_cli.sheets.kinds_of_file import wrong_type
from puxi_cli.sheets.opened import Opened
from puxi_cli.text.words import Text

csv.field_size_limit(1 << 24)
# Not `splitlines`, which also breaks at marks that may stand inside a cell (a vertical tab, U+0085, U+2028).
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


def encoding_of(path: Path, data: bytes) -> str:
    """What a file is written in: by its byte order mark, else strict UTF-8, else strict GB18030 (which holds GBK and GB 2312).

    Raises UnreadableFile where it is none of these.
    """
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return encoding
    wide = _wide(data[:4000])
    if wide:
        return wide
    if data[:4000].count(0) > len(data[:4000]) // 50:
        raise wrong_type(path)  # a stray zero is dirt in a text, many are no text
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        _strict(path, data, "gb18030", error.start)
        return "gb18030"
    return "utf-8"


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: digits, commas and line ends have a zero beside them, always on the same side."""
    signs = b"0123456789,;\t\r\n"
    pairs = list(zip(head[0::2], head[1::2], strict=False))
    little = sum(1 for low, high in pairs if high == 0 and low in signs)
    big = sum(1 for high, low in pairs if high == 0 and low in signs)
    if max(little, big) <= len(pairs) // 50:
        return None
    return "utf-16-le" if little > big else "utf-16-be"


def _strict(path: Path, data: bytes, encoding: str, right_until: int = 0) -> str:
    """`right_until` is how far another encoding came: the one that came furthest knows where the trouble is."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: max(error.start, right_until)].count(b"\n") + 1
        raise UnreadableFile(
            f"{path}：第 {line} 行附近既不是 UTF-8 也不是 GB18030 文字。请用 Excel 打开原表，另存为 .xlsx 或“CSV UTF-8”。",
            f"{path}: the text near line {line} is neither UTF-8 nor GB18030. "
            "Open the original in Excel and save it as .xlsx or as “CSV UTF-8”.",
        ) from None


def decoded(path: Path, data: bytes, declared: str | None) -> str:
    """A text in the encoding that it declares, or in the one that it is written in. Raises UnreadableFile."""
    if declared and not data.startswith(_ENCODING_MARKS):
        # What is called GB 2312 is GBK in most files, and GB18030 holds both.
        encoding = "gb18030" if declared.lower().replace("-", "") in ("gb2312", "gbk", "gb18030", "xgbk", "cp936") else declared
        with suppress(LookupError, UnicodeDecodeError):
            return data.decode(encoding)
    return _strict(path, data, encoding_of(path, data))


_ENCODING_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DELIMITERS = ",\t;|"
_WIDE_DELIMITERS = "，；｜、"  # typed in Chinese: they stand in sentences as well, so every line must have as many
# A tab beside another delimiter, or at an end of a line.
_TAB_OF_A_CELL = re.compile(r"""(?:(?<=[,;|，；｜、])|(?<=[,;|，；｜、]")|^"?)\t+|\t+(?="?(?:[,;|，；｜、]|$))""")


def delimiter_of(path: Path, text: str) -> str:
    """Comma, tab, semicolon or upright stroke: the one that most of the first lines have, and then the one they have most of (因病;因残;因学 is
    one cell); a full-width one only where there is none of these.

    A tab at the end or the beginning of a cell, which keeps Excel from rounding a number, is no delimiter unless there is no other.
    """
    if path.suffix.lower() == ".tsv":
        return "\t"
    head = text[:20000].splitlines()[:20]
    without = [_TAB_OF_A_CELL.sub("", line) for line in head]
    if found := _most_of(without):
        return found
    for mark in _WIDE_DELIMITERS:
        counts = {line.count(mark) for line in without if line.strip()}
        if len(counts) == 1 and counts.pop() > 1:
            return mark
    return _most_of(head) or ","


def _most_of(lines: list[str]) -> str | None:
    """The delimiter that most lines have, and then that a line has most of; None where no line has one."""
    counts = {mark: [line.count(mark) for line in lines if mark in line] for mark in _DELIMITERS}
    best = max(counts, key=lambda mark: (len(counts[mark]), max(counts[mark], default=0)))
    return best if counts[best] else None


def _swallows(row: list[str], lines: int, width: int, delimiter: str) -> bool:
    """Whether a row over several lines has as many delimiters as these lines had if each were a row of its own."""
    inside = sum(cell.count(delimiter) for cell in row)
    return inside > 0 and width > 1 and len(row) - 1 + inside == lines * (width - 1)


@dataclass(frozen=True)
class Delimited:
    """A text taken apart: its rows as they stand (a blank line is a row without cells), and how it is written."""

    rows: list[list[str]]
    encoding: str
    delimiter: str
    line_end: str
    length: int
    big_endian: bool = False  # where the encoding is that of a mark which says it
    behind_quotes: tuple[int, ...] = ()  # lines in which text stands behind a closing quotation mark

    def written(self, rows: Iterable[Sequence[str]]) -> bytes:
        """Other rows in the same way."""
        text = io.StringIO()
        csv.writer(text, delimiter=self.delimiter, lineterminator=self.line_end).writerows(rows)
        if self.big_endian:
            return codecs.BOM_UTF16_BE + text.getvalue().encode("utf-16-be")
        return text.getvalue().encode(self.encoding)


def delimited(source: Opened) -> Delimited:
    """Take a CSV or TSV file apart. Raises UnreadableFile where a quotation mark is never closed."""
    with source.file() as file:
        data = file.read()
    encoding = encoding_of(source.path, data)
    text = _strict(source.path, data, encoding)
    delimiter = delimiter_of(source.path, text)
    behind: tuple[int, ...] = ()
    try:
        rows = _rows(text, delimiter, strict=True)
    except _QuoteError as error:
        if not error.text_behind or text.count('"') % 2:
            raise _unbalanced(source, error.line) from None
        try:
            rows = _rows(text, delimiter, strict=False)
        except _QuoteError as again:
            raise _unbalanced(source, again.line) from None
        behind = tuple(
            n
            for n, line in enumerate(_LINE.finditer(text), 1)
            if re.search(rf'[^"{re.escape(delimiter)}]"(?!["{re.escape(delimiter)}\r\n]|$)', line[0])
        )
    first = _LINE.search(text)
    end = first[0][len(first[0].rstrip("\r\n")) :] if first else ""
    return Delimited(rows, encoding, delimiter, end or "\n", len(text), data.startswith(codecs.BOM_UTF16_BE), behind)


class _QuoteError(Exception):
    """A quotation mark without a partner from this line on, or text behind one that closes."""

    def __init__(self, line: int, text_behind: bool) -> None:
        self.line = line
        self.text_behind = text_behind


def _rows(text: str, delimiter: str, *, strict: bool) -> list[list[str]]:
    rows: list[list[str]] = []
    blank: list[str] = []  # one for all blank lines: a file may hold millions
    reader = csv.reader((line[0] for line in _LINE.finditer(text)), delimiter=delimiter, strict=strict)
    line = width = 0
    try:
        for row in reader:
            lines = reader.line_num - line
            if lines == 1:
                width = max(width, len(row))
            elif lines > 1 and _swallows(row, lines, width, delimiter):
                raise _QuoteError(line + 1, False)
            line = reader.line_num
            rows.append(row or blank)
    except csv.Error as error:
        raise _QuoteError(line + 1, "expected after" in str(error)) from None
    return rows


def _unbalanced(source: Opened, line: int) -> UnreadableFile:
    return UnreadableFile(
        f"{source.path}：第 {line} 行起有一个引号没有配对，后面的行会被当成一个格子。请在该行补上或删掉引号。",
        f"{source.path}: from line {line} on a quotation mark has no partner, so that later rows would be read as one "
        "cell. Close it or delete it.",
    )


def _notes(source: Opened, found: Delimited) -> Iterator[Text]:
    """What its reader must know of how a text was taken apart."""
    if found.delimiter in _WIDE_DELIMITERS:
        yield Text(
            f"{source.shown} 用全角“{found.delimiter}”分隔各列，已按此读取；请改用半角逗号。",
            f"{source.shown}: the columns are separated by the full-width sign {found.delimiter}, and were read so; use a plain comma.",
        )
    if found.behind_quotes:
        lines = "、".join(map(str, found.behind_quotes[:6])) + (" 等" if len(found.behind_quotes) > 6 else "")
        some = ", ".join(map(str, found.behind_quotes[:6])) + (" and more" if len(found.behind_quotes) > 6 else "")
        yield Text(
            f"{source.shown} 第 {lines} 行：右引号后面还有文字，已连同引号内的文字一起读取，请核对（共 {len(found.behind_quotes)} 行）。",
            f"{source.shown}: text stands behind a closing quotation mark (lines {some}; {len(found.behind_quotes)} in all) "
            "and was read with the text inside. Check these cells.",
        )


def grid_of_text(source: Opened) -> Grid:
    """The one grid of a CSV or TSV file. Raises UnreadableFile."""
    found = delimited(source)
    columns = max((len(row) for row in found.rows), default=0)
    check_span(source.path, source.path.name, len(found.rows), columns, found.length)
    rows = [[cell or None for cell in row] for row in found.rows]
    return Grid(source.shown, None, frame_of(rows), notes=tuple(_notes(source, found)))
