"""The styles of a workbook: a cell's style with another fill, and which fill a style has."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field

from lxml import etree

from puxi_cli.edits.package import Package, parsed, written

_PART = "xl/styles.xml"
_RGB = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")


@dataclass
class Styles:
    """The part that holds the styles; `save` puts it back where a style was added. A style is a number that cells name."""

    package: Package
    _root: etree._Element = field(init=False)
    _made: dict[tuple[int, bytes], int] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._root = parsed(self.package.read(_PART))
        self._space = self._root.nsmap[self._root.prefix] or ""

    def _all(self, name: str) -> etree._Element:
        found = self._root.find(f"{{{self._space}}}{name}")
        if found is None:
            raise KeyError(name)
        return found

    @property
    def count(self) -> int:
        """How many styles there are."""
        return len(self._all("cellXfs"))

    def fill(self, style: int) -> bytes:
        """The XML of a style's fill."""
        number = int(self._all("cellXfs")[style].get("fillId") or 0)
        element = copy.deepcopy(self._all("fills")[number])
        element.tail = None
        etree.cleanup_namespaces(element)
        return etree.tostring(element)

    def colour(self, style: int) -> str | None:
        """The colour (RRGGBB) of a style whose fill is solid and of a plain colour, else None."""
        number = int(self._all("cellXfs")[style].get("fillId") or 0)
        pattern = self._all("fills")[number].find(f"{{{self._space}}}patternFill")
        if pattern is None or pattern.get("patternType") != "solid":
            return None
        colour = pattern.find(f"{{{self._space}}}fgColor")
        match = _RGB.fullmatch(colour.get("rgb") or "") if colour is not None else None
        return match[1].upper() if match else None

    def solid(self, style: int, colour: str) -> int:
        """The number of a style like this one, filled with a colour (RRGGBB)."""
        return self.filled(
            style,
            f'<fill xmlns="{self._space}"><patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor indexed="64"/>'
            "</patternFill></fill>".encode(),
        )

    def filled(self, style: int, fill: bytes) -> int:
        """The number of a style like this one, with a fill given as XML."""
        if (style, fill) not in self._made:
            fills = self._all("fills")
            element = etree.fromstring(fill)
            number = next((n for n, other in enumerate(fills) if _same(other, element)), None)
            if number is None:
                number = len(fills)
                fills.append(element)
                fills.set("count", str(len(fills)))
            like = copy.deepcopy(self._all("cellXfs")[style])
            like.set("fillId", str(number))
            like.set("applyFill", "1")
            self._made[style, fill] = self._numbered(like)
        return self._made[style, fill]

    def _numbered(self, wanted: etree._Element) -> int:
        """The number of a style: that of one that is the same, else a new one."""
        styles = self._all("cellXfs")
        number = next((n for n, other in enumerate(styles) if _same(other, wanted)), None)
        if number is None:
            styles.append(wanted)
            styles.set("count", str(len(styles)))
            number = len(styles) - 1
        return number

    def save(self) -> None:
        """Put the part back, where something was added to it."""
        if self._made:
            self.package.put(_PART, written(self._root))


def _same(one: etree._Element, other: etree._Element) -> bool:
    return etree.tostring(one, method="c14n", exclusive=True) == etree.tostring(other, method="c14n", exclusive=True)
