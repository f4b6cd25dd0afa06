"""The styles of a workbook: a cell's style with another fill, and which fill a style has."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field

from lxml import etree

from puxi_cli.edits.package import Package, parsed, written

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_RGB = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
# What a workbook without styles is understood to have, in the order in which the format wants it.
_LEAST = {
    "numFmts": "",
    "fonts": '<font><sz val="11"/><name val="Calibri"/></font>',
    "fills": '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
}


@dataclass
class Styles:
    """The part that holds the styles of a workbook; `save` puts it back where a style was added. A style is a number that cells name.

    A workbook may have no such part, and a part may lack what it need not say: that is put in when it is wanted.
    """

    package: Package
    workbook: str
    space: str
    _name: str | None = field(init=False)
    _root: etree._Element = field(init=False)
    _made: dict[tuple[int, bytes, bool], int] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._name = next(iter(self.package.related(self.workbook, "styles").values()), None)
        if self._name is not None:
            self._root = self.package.tree(self._name)
            self.space = self._root.nsmap[self._root.prefix] or ""
        else:
            self._root = parsed(f'<styleSheet xmlns="{self.space}"/>'.encode())
        for name in _LEAST if self._name is None else ("fills", "cellXfs"):
            self._complete(name)
        self._fills, self._styles = list(self._all("fills")), list(self._all("cellXfs"))
        # The first of those that are written alike, and of those that are alike but for saying whether their fill holds.
        self._fill_of = {_alike(fill): number for number, fill in reversed([*enumerate(self._fills)])}
        self._style_of: dict[tuple[bytes, bool], int] = {}
        for number, style in reversed([*enumerate(self._styles)]):
            self._style_of |= {(_alike(style), True): number, (_but_for_the_fill(style), False): number}

    def _complete(self, name: str) -> None:
        if self._root.find(f"{{{self.space}}}{name}") is None and _LEAST[name]:
            element = parsed(f'<{name} xmlns="{self.space}">{_LEAST[name]}</{name}>'.encode())
            element.set("count", str(len(element)))
            before = list(_LEAST)[: list(_LEAST).index(name)]
            place = (n for n, child in enumerate(self._root, 1) if etree.QName(child).localname in before)
            self._root.insert(max(place, default=0), element)

    def _all(self, name: str) -> etree._Element:
        found = self._root.find(f"{{{self.space}}}{name}")
        if found is None:
            raise KeyError(name)
        return found

    @property
    def count(self) -> int:
        """How many styles there are."""
        return len(self._styles)

    def _style(self, number: int) -> etree._Element:
        # A cell that names a style which is not there is shown in the first.
        return self._styles[number if number < len(self._styles) else 0]

    def _fill(self, style: int) -> etree._Element:
        number = int(self._style(style).get("fillId") or 0)
        return self._fills[number if number < len(self._fills) else 0]

    def fill(self, style: int) -> bytes:
        """The XML of a style's fill, without a namespace: short, and fit for a workbook of either form."""
        return _alike(self._fill(style))

    def colour(self, style: int) -> str | None:
        """The colour (RRGGBB) of a style whose fill is solid and of a plain colour, else None."""
        pattern = self._fill(style).find(f"{{{self.space}}}patternFill")
        if pattern is None or pattern.get("patternType") != "solid":
            return None
        colour = pattern.find(f"{{{self.space}}}fgColor")
        match = _RGB.fullmatch(colour.get("rgb") or "") if colour is not None else None
        return match[1].upper() if match else None

    def solid(self, style: int, colour: str) -> int:
        """The number of a style like this one, filled with a colour (RRGGBB)."""
        fill = f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor indexed="64"/></patternFill></fill>'
        return self._with(style, fill.encode(), says_so=True)

    def filled(self, style: int, fill: bytes) -> int:
        """The number of a style like this one, with a fill that was given out by `fill`."""
        return self._with(style, fill, says_so=False)

    def _with(self, style: int, fill: bytes, *, says_so: bool) -> int:
        if (style, fill, says_so) not in self._made:
            like = copy.deepcopy(self._style(style))
            like.set("fillId", str(self._fill_number(fill)))
            like.set("applyFill", "1")
            key = (_alike(like), True) if says_so else (_but_for_the_fill(like), False)
            if key not in self._style_of:
                self._append("cellXfs", like)
                self._styles.append(like)
                self._style_of |= {
                    (_alike(like), True): len(self._styles) - 1,
                    (_but_for_the_fill(like), False): len(self._styles) - 1,
                }
            self._made[style, fill, says_so] = self._style_of[key]
        return self._made[style, fill, says_so]

    def _fill_number(self, fill: bytes) -> int:
        element = parsed(fill)
        for part in element.iter():
            part.tag = f"{{{self.space}}}{etree.QName(part).localname}"
        key = _alike(element)
        if key not in self._fill_of:
            self._append("fills", element)
            self._fills.append(element)
            self._fill_of[key] = len(self._fills) - 1
        return self._fill_of[key]

    def _append(self, name: str, element: etree._Element) -> None:
        there = self._all(name)
        there.append(element)
        there.set("count", str(len(there)))

    def save(self) -> None:
        """Put the part back, where something was added to it."""
        if not self._made:
            return
        if self._name is None:
            self._name = self.package.free_name("xl/styles{n}.xml") if "xl/styles.xml" in self.package.names else "xl/styles.xml"
            self.package.relate(self.workbook, "styles", self._name)
        self.package.put(self._name, written(self._root), _TYPE)


def _alike(element: etree._Element) -> bytes:
    """What is the same for elements that say the same: their XML without namespaces."""
    bare = copy.deepcopy(element)
    bare.tail = None
    for part in bare.iter():
        part.tag = etree.QName(part).localname
    etree.cleanup_namespaces(bare)
    return etree.tostring(bare, method="c14n", exclusive=True)


def _but_for_the_fill(style: etree._Element) -> bytes:
    """The same for styles that differ only in saying whether their fill holds: an office program shows it in any case."""
    bare = copy.deepcopy(style)
    bare.attrib.pop("applyFill", "")
    return _alike(bare)
