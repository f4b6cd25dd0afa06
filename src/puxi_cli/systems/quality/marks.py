"""The colours by which a workbook that comes back shows its wrong cells, and the way back to what was under them.

A later run, perhaps after somebody sorted the rows or saved the file in Excel, must find every mark of an earlier one and give the cell its
old fill. So a mark's colour says itself which of the workbook's fills lay under it: its last six bits are a number, and the fill of that
number stands in the workbook's properties, which Office keeps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from puxi_cli.edits.package import parsed
from puxi_cli.edits.properties import properties_of, set_properties
from puxi_cli.edits.styles import Styles
from puxi_cli.edits.workbook import Workbook
from puxi_cli.findings import Severity

_PREFIX = "puxi-fill-"
_NAME = re.compile(f"{_PREFIX}([0-9]{{1,2}})")
# Red and green, and the first two bits of blue; the other six count the fills.
_COLOURS = {Severity.ERROR: ("FFC4", 0xC0), Severity.WARNING: ("FFE8", 0x80), Severity.NOTICE: ("D8E6", 0xC0)}
_MOST = 64


@dataclass
class Marks:
    """The marks of one workbook, those of an earlier run and new ones."""

    book: Workbook
    _fills: dict[int, bytes] = field(init=False)

    def __post_init__(self) -> None:
        kept = properties_of(self.book.package)
        numbers = [int(match[1]) for name in kept if (match := _NAME.fullmatch(name))]
        self._fills = {number: kept[f"{_PREFIX}{number}"].encode() for number in sorted(numbers) if number < _MOST}
        self._fills = {number: fill for number, fill in self._fills.items() if _is_fill(fill)}
        self._numbers = {fill: number for number, fill in self._fills.items()}
        self._ours = dict(self._earlier(self.book.styles))

    def _earlier(self, styles: Styles) -> Iterator[tuple[int, bytes]]:
        """The styles that are marks of an earlier run, each with the fill that lay under it."""
        for style in range(styles.count if self._fills else 0):
            colour = styles.colour(style)
            for head, blue in _COLOURS.values():
                if colour and colour.startswith(head) and int(colour[4:], 16) & 0xC0 == blue:
                    number = int(colour[4:], 16) & 0x3F
                    if number in self._fills:
                        yield style, self._fills[number]

    def wipe(self) -> None:
        """Give every cell that an earlier run marked its old fill."""
        for name in self.book.names if self._ours else ():
            sheet = self.book.sheet(name)
            for row, column in list(sheet.styled(frozenset(self._ours))):
                sheet.restyle(row, column, self._as_before)

    def _as_before(self, style: int) -> int:
        return self.book.styles.filled(style, self._ours[style]) if style in self._ours else style

    def put(self, sheet: str, row: int, column: int, severity: Severity) -> None:
        """Mark a cell (row from 1, column from 0)."""
        self.book.sheet(sheet).restyle(row, column, lambda style: self._marked(style, severity))

    def _marked(self, style: int, severity: Severity) -> int:
        fill = self.book.styles.fill(style)
        if fill not in self._numbers:
            number = next((number for number in range(_MOST) if number not in self._fills), None)
            if number is None:
                return style  # a workbook of more than sixty different fills: the note and the column still tell
            self._fills[number], self._numbers[fill] = fill, number
        head, blue = _COLOURS[severity]
        return self.book.styles.solid(style, f"{head}{blue + self._numbers[fill]:02X}")

    def keep(self) -> None:
        """Write down which fills lie under marks; to be called when all marks are put."""
        texts = {f"{_PREFIX}{number}": fill.decode() for number, fill in sorted(self._fills.items())}
        set_properties(self.book.package, texts, _PREFIX)


def _is_fill(text: bytes) -> bool:
    """Whether a text is what was written down: people can change properties."""
    try:
        return etree.QName(parsed(text)).localname == "fill"
    except etree.XMLSyntaxError:
        return False
