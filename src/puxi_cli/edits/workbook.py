"""A workbook to be changed: its sheets by name, its styles, and the way back into a file."""

from __future__ import annotations

import zipfile
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from puxi_cli.edits.package import Package, not_to_be_changed, written
from puxi_cli.edits.sheet import SheetXml
from puxi_cli.edits.styles import Styles

_WORKBOOK = "xl/workbook.xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_FILTER = "_xlnm._FilterDatabase"


class Workbook:
    """An xlsx or xlsm file. Sheets are read when they are asked for, written where one of their cells was changed.

    Raises UnreadableFile for what is no such file.
    """

    def __init__(self, source: Path | BinaryIO, name: str) -> None:
        self._name = name
        try:
            self.package = Package(source, name)
        except (zipfile.BadZipFile, OSError):
            raise not_to_be_changed(name) from None
        self._parts = self._named_parts()
        self._sheets: dict[str, SheetXml] = {}

    def _named_parts(self) -> dict[str, str]:
        related = self.package.related(_WORKBOOK, "worksheet")
        found = {}
        for element in self.package.tree(_WORKBOOK).iter():
            if isinstance(element.tag, str) and etree.QName(element).localname == "sheet":
                relation = next((str(value) for key, value in element.items() if str(key).endswith("}id")), "")
                if relation in related:
                    found[element.get("name") or ""] = related[relation]
        return found

    @property
    def names(self) -> list[str]:
        """The worksheets, in the order of their tabs."""
        return list(self._parts)

    def part(self, name: str) -> str:
        """The name of a sheet's part. Raises UnreadableFile where none is found by that name, as where relations were changed."""
        if name not in self._parts:
            raise not_to_be_changed(self._name)
        return self._parts[name]

    def sheet(self, name: str) -> SheetXml:
        """A sheet to be changed. Raises UnreadableFile where none is found by that name, or its XML is broken."""
        if name not in self._sheets:
            part = self.part(name)
            try:
                self._sheets[name] = SheetXml(self.package.read(part))
            except (KeyError, ValueError, etree.XMLSyntaxError):
                raise not_to_be_changed(self._name) from None
        return self._sheets[name]

    def add_sheet(self, name: str) -> SheetXml:
        """A new, empty sheet behind the others."""
        part = self.package.free_name("xl/worksheets/sheet{n}.xml")
        root = self.package.tree(_WORKBOOK)
        space = root.nsmap[root.prefix] or ""
        self.package.put(part, f'<worksheet xmlns="{space}"><sheetData/></worksheet>'.encode(), _SHEET_TYPE)
        relation = self.package.relate(_WORKBOOK, "worksheet", part)
        sheets = root.find(f"{{{space}}}sheets")
        assert sheets is not None
        entry = etree.SubElement(sheets, f"{{{space}}}sheet")
        entry.set("name", name)
        entry.set("sheetId", str(1 + max(int(one.get("sheetId") or 0) for one in sheets)))
        entry.set(self.sheet(self.names[0]).related_id(), relation)
        self.package.put(_WORKBOOK, written(root))
        self._parts[name] = part
        return self.sheet(name)

    @cached_property
    def styles(self) -> Styles:
        """The styles. Raises UnreadableFile where their part is broken."""
        root = self.package.tree(_WORKBOOK)
        return Styles(self.package, _WORKBOOK, root.nsmap[root.prefix] or "")

    def name_filter(self, sheet: str, reference: str) -> None:
        """Say that a range (A1:F20) is what a sheet's filter filters: LibreOffice sees no filter without such a name."""
        root = self.package.tree(_WORKBOOK)
        space = root.nsmap[root.prefix]
        tabs = [one.get("name") for one in root.iter(f"{{{space}}}sheet")]  # chart sheets count, too
        number = str(tabs.index(sheet))
        names = root.find(f"{{{space}}}definedNames")
        if names is None:
            names = etree.Element(f"{{{space}}}definedNames")
            before = max(
                n
                for n, child in enumerate(root, 1)
                if etree.QName(child).localname in ("sheets", "functionGroups", "externalReferences")
            )
            root.insert(before, names)
        entry = next((one for one in names if one.get("name") == _FILTER and one.get("localSheetId") == number), None)
        if entry is None:
            entry = etree.SubElement(names, f"{{{space}}}definedName")
            for name, value in {"name": _FILTER, "localSheetId": number, "hidden": "1"}.items():
                entry.set(name, value)
        quoted = sheet.replace("'", "''")
        entry.text = f"'{quoted}'!" + ":".join(f"${_split(corner)[0]}${_split(corner)[1]}" for corner in reference.split(":"))
        self.package.put(_WORKBOOK, written(root))

    def settle(self) -> None:
        """Put the changed sheets, and the styles that they asked for, into the package. A sheet asked for afterwards is read anew."""
        for name, sheet in self._sheets.items():
            if sheet.changed:
                self.package.put(self._parts[name], sheet.result())
        self._sheets.clear()
        if "styles" in vars(self):  # else nobody asked for a style
            self.styles.save()

    def save(self, stream: BinaryIO) -> None:
        """Write the workbook with its changes."""
        self.settle()
        self.package.save(stream)


def _split(corner: str) -> tuple[str, str]:
    letters = corner.rstrip("0123456789")
    return letters, corner[len(letters) :]
