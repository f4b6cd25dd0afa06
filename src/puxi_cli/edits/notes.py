"""Notes on cells (comments of the old kind), which need a part for their text and one for their little windows."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from puxi_cli.edits.package import Package, spaces, written
from puxi_cli.edits.sheet import SheetXml
from puxi_cli.records.place import column_index, column_letters
from puxi_cli.records.text import cell_text, visible

Cell = tuple[int, int]  # row from 1, column from 0
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# Libraries give the names prefixes of their own.
_SHAPE = re.compile(rb"<((?:\w+:)?shape)\b[^>]*(?<!/)>.*?</\1\s*>", re.DOTALL)
_ROW, _COLUMN = (re.compile(rb"<(?:\w+:)?%b>\s*([0-9]+)\s*</" % name) for name in (b"Row", b"Column"))
_NUMBER = re.compile(rb"_x0000_s([0-9]+)")
_ROOT = re.compile(rb"<xml\b([^>]*>)")
_END = re.compile(rb"(</xml\s*>)\s*\Z|\s*/>\s*\Z")  # of the whole part, which may hold nothing yet
_VML = b"<xml></xml>"
_SPACES = {
    b"v": b"urn:schemas-microsoft-com:vml",
    b"o": b"urn:schemas-microsoft-com:office:office",
    b"x": b"urn:schemas-microsoft-com:office:excel",
}
_KIND = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_WINDOW = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:59pt;margin-top:1pt;width:{width}pt;'
    'height:{height}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
    '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row>"
    "<x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_CHARACTERS, _LINE = 22, 15  # Chinese characters on a line of the window, and a line's height in points


@dataclass
class Notes:
    """The notes of one sheet. `begin` and `end` stand around what we write into a note, and tell it from what people wrote."""

    package: Package
    part: str
    sheet: SheetXml
    author: str
    begin: str
    end: str

    def replace(self, texts: Mapping[Cell, str]) -> None:
        """Take out our notes of an earlier run, and write these. People's own notes stay, ours stand below them.

        A cell with a discussion (a threaded comment) gets no note of ours: its old note is a stand-in for the discussion.
        """
        name = next(iter(self.package.related(self.part, "comments").values()), None)
        root = self.package.tree(name) if name else None
        if root is None and not texts:
            return
        if root is None:
            name = self.package.free_name("xl/comments{n}.xml")
            root = etree.Element(f"{{{self.sheet.space}}}comments", nsmap=spaces(self.sheet.space))
            etree.SubElement(root, f"{{{self.sheet.space}}}authors")
            etree.SubElement(root, f"{{{self.sheet.space}}}commentList")
            self.package.relate(self.part, "comments", name)
        assert name is not None
        before = written(root)
        gone = self._without_ours(root)
        threaded = self._threaded()
        wanted = {cell: text for cell, text in texts.items() if cell not in threaded}
        new = self._with(root, wanted)
        if written(root) == before:
            return
        self.package.put(name, written(root), _TYPE)
        self._windows(gone, {cell: wanted[cell] for cell in new})

    def _list(self, root: etree._Element, name: str) -> etree._Element:
        found = root.find(f"{{{self.sheet.space}}}{name}")
        if found is None:
            found = etree.SubElement(root, f"{{{self.sheet.space}}}{name}")
        return found

    def _without_ours(self, root: etree._Element) -> set[Cell]:
        """Take our text out of all notes; the cells of the notes of which nothing is left.

        What people wrote before, behind or about it stays: only what stands between both marks is ours.
        """
        gone = set()
        listed = self._list(root, "commentList")
        ours = re.compile(f"(?:\n\n)?{re.escape(self.begin)}.*?{re.escape(self.end)}", re.DOTALL)
        for note in list(listed):
            texts = list(note.iter(f"{{{self.sheet.space}}}t"))
            whole = "".join(text.text or "" for text in texts)
            cuts = [match.span() for match in ours.finditer(whole)]
            if not cuts:
                continue
            position = 0
            for text in texts:
                begin, position = position, position + len(text.text or "")
                kept = "".join(whole[at] for at in range(begin, position) if not any(a <= at < b for a, b in cuts))
                run = text.getparent()
                if not kept and run is not None and etree.QName(run).localname == "r" and (body := run.getparent()) is not None:
                    body.remove(run)
                elif kept != (text.text or ""):
                    text.text = kept
                    text.set(_SPACE, "preserve")
            if not "".join(text.text or "" for text in note.iter(f"{{{self.sheet.space}}}t")).strip():
                listed.remove(note)
                gone.add(_cell(note.get("ref") or ""))
        return gone

    def _with(self, root: etree._Element, texts: Mapping[Cell, str]) -> list[Cell]:
        """Write the texts; the cells that had no note before."""
        authors, listed = self._list(root, "authors"), self._list(root, "commentList")
        names = [author.text for author in authors]
        if self.author not in names and texts:
            etree.SubElement(authors, f"{{{self.sheet.space}}}author").text = self.author
            names.append(self.author)
        there = {_cell(note.get("ref") or ""): note for note in listed}
        new = []
        for cell, text in sorted(texts.items()):
            note = there.get(cell)
            if note is None:
                note = etree.SubElement(listed, f"{{{self.sheet.space}}}comment")
                note.set("ref", f"{column_letters(cell[1])}{cell[0]}")
                note.set("authorId", str(names.index(self.author)))
                etree.SubElement(note, f"{{{self.sheet.space}}}text")
                new.append(cell)
            body = note.find(f"{{{self.sheet.space}}}text")
            if body is None:
                body = etree.SubElement(note, f"{{{self.sheet.space}}}text")
            said = self.begin + text.replace(self.begin, "").replace(self.end, "") + self.end
            said = said if len(body) == 0 else f"\n\n{said}"
            if len(body) == 1 and etree.QName(body[0]).localname == "t":  # plain text cannot stand beside runs
                run = etree.Element(f"{{{self.sheet.space}}}r")
                run.append(body[0])
                body.append(run)
            written_text = etree.SubElement(etree.SubElement(body, f"{{{self.sheet.space}}}r"), f"{{{self.sheet.space}}}t")
            written_text.text = cell_text(visible(said))
            written_text.set(_SPACE, "preserve")
        listed[:] = sorted(listed, key=lambda note: _cell(note.get("ref") or ""))
        return new

    def _threaded(self) -> set[Cell]:
        cells = set()
        for kind in ("threadedComment", "threadedComments"):
            for name in self.package.related(self.part, kind).values():
                cells |= {_cell(item.get("ref") or "") for item in self.package.tree(name) if item.get("ref")}
        return cells

    def _windows(self, gone: set[Cell], new: Mapping[Cell, str]) -> None:
        """Take windows out and put windows in. The part may be no proper XML (Office writes <br> into it): it is cut as text."""
        relations = self.package.related(self.part, "vmlDrawing")
        drawing = self.sheet.behind().get("legacyDrawing")
        name = relations.get(drawing.get(self.sheet.related_id()) or "") if drawing is not None else None
        if name is None and not new:
            return
        try:
            vml = self.package.read(name) if name else _VML
        except KeyError:
            vml = _VML  # the sheet names a drawing that is not there: the notes get one
        if gone:
            vml = _SHAPE.sub(lambda match: b"" if _of_window(match[0]) in gone else match[0], vml)
        highest = max((int(number) for number in _NUMBER.findall(vml)), default=1024)
        kind = b"" if b'id="_x0000_t202"' in vml else _KIND
        windows = kind + "".join(_window(highest + n, cell, text) for n, (cell, text) in enumerate(new.items(), 1)).encode()
        if new:
            vml = _ROOT.sub(_declaring, vml, count=1)
            vml = _END.sub(lambda end: (windows if end[1] else b">" + windows) + b"</xml>", vml)
        if name is None:
            name = self.package.free_name("xl/drawings/vmlDrawing{n}.vml")
            relation = self.package.relate(self.part, "vmlDrawing", name)
            drawing = etree.Element(f"{{{self.sheet.space}}}legacyDrawing")
            drawing.set(self.sheet.related_id(), relation)
            self.sheet.behind().put(drawing)
        self.package.put(name, vml, _VML_TYPE)


def _cell(reference: str) -> Cell:
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :] or 0), column_index(letters)


def _declaring(root: re.Match[bytes]) -> bytes:
    """The beginning of a drawing, with the prefixes of our windows."""
    missing = [b' xmlns:%b="%b"' % one for one in _SPACES.items() if b"xmlns:%b=" % one[0] not in root[0]]
    return b"<xml" + b"".join(missing) + root[1]


def _of_window(shape: bytes) -> Cell | None:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    return (int(row[1]) + 1, int(column[1])) if row and column else None


def _window(number: int, cell: Cell, text: str) -> str:
    row, column = cell[0] - 1, cell[1]
    lines = 1 + sum(max(1, math.ceil(len(line) / _CHARACTERS)) for line in text.split("\n"))
    return _WINDOW.format(
        number=number,
        width=260,
        height=lines * _LINE,
        row=row,
        column=column,
        left=column + 1,
        right=column + 5,
        top=max(row - 1, 0),
        bottom=max(row - 1, 0) + lines,
    )
