"""The parts of an xlsx package, and how they point to each other."""

from __future__ import annotations

import copy
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from puxi_cli.errors import UnreadableFile, without_half_characters

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_STRICT_NAMES = {"custom-properties": "customProperties"}  # relations that are called otherwise there
_CONTENT_TYPES = "[Content_Types].xml"
_LARGE = 1 << 20  # bytes from which on a part is packed faster and not as small


def parsed(content: bytes) -> etree._Element:
    """The root of an XML part, without comments: they would count as children. Entities are not followed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(content, parser)


def not_to_be_changed(name: str) -> UnreadableFile:
    """A workbook that may be read and cannot be changed: a part of it is not as the format wants it."""
    return UnreadableFile(
        f"{name}：这个工作簿无法改写；请在 Excel 中另存为 xlsx 后再试。",
        f"{name}: this workbook cannot be changed in place; save it as xlsx in Excel and try again.",
    )


def written(root: etree._Element) -> bytes:
    """An XML part as Office writes it."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def spaces(plain: str, prefixed: Mapping[str, str] | None = None) -> dict[str, str]:
    """Namespaces as lxml wants them: the one without a prefix, and those with one."""
    bare: dict[Any, str] = {None: plain}  # lxml's types know no namespace without a prefix
    return bare | dict(prefixed or {})


class Package:
    """A package's parts by name: read when asked for; those put are written anew, the others as they were.

    Raises what zipfile raises for a file that is no package. `name` is how its user calls it.
    """

    def __init__(self, source: Path | BinaryIO, name: str) -> None:
        self._name = name
        self._zip = zipfile.ZipFile(source)
        self._put: dict[str, bytes] = {}
        self._gone: set[str] = set()

    @property
    def names(self) -> list[str]:
        """The parts there are."""
        old = [name for name in self._zip.namelist() if name not in self._gone]
        return old + [name for name in self._put if name not in old]

    @property
    def changed(self) -> bool:
        """Whether a part was put or taken out."""
        return bool(self._put or self._gone)

    def read(self, name: str) -> bytes:
        """A part's content. Raises KeyError where there is none of that name."""
        if name in self._gone:
            raise KeyError(name)
        if name in self._put:
            return self._put[name]
        try:
            return self._zip.read(name)
        except _UNREADABLE:
            raise _spoiled(self._name, name) from None

    def content(self, name: str) -> bytes:
        """A part's content; of one that cannot be unpacked, what stands in the file for it."""
        try:
            return self.read(name)
        except UnreadableFile:
            return self._packed(self._zip.getinfo(name))

    def _packed(self, part: zipfile.ZipInfo) -> bytes:
        """A part as it stands in the file, packed and perhaps encrypted."""
        file = self._zip.fp
        try:
            if file is None:
                raise ValueError("closed")
            file.seek(part.header_offset)
            header = file.read(30)
            file.seek(part.header_offset + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"))
            packed = file.read(part.compress_size)
        except (OSError, ValueError):
            raise not_to_be_changed(self._name) from None
        if len(packed) < part.compress_size:
            raise not_to_be_changed(self._name)
        return packed

    def tree(self, name: str) -> etree._Element:
        """The root of an XML part. Raises UnreadableFile for one that is missing or broken: Office would mend or refuse the file."""
        try:
            return parsed(self.read(name))
        except (KeyError, ValueError, etree.XMLSyntaxError):
            raise not_to_be_changed(self._name) from None

    def put(self, name: str, content: bytes, content_type: str | None = None) -> None:
        """Replace a part, or add one of a content type."""
        self._put[name] = content
        self._gone.discard(name)
        if content_type:
            self._declare(name, content_type)

    def remove(self, name: str) -> None:
        """Take a part out."""
        self._put.pop(name, None)
        self._gone.add(name)
        types = self.tree(_CONTENT_TYPES)
        for entry in types.findall(f"{{{_TYPES}}}Override"):
            if entry.get("PartName") == f"/{name}":
                types.remove(entry)
                self.put(_CONTENT_TYPES, written(types))

    def save(self, stream: BinaryIO) -> None:
        """Write the package: the parts in their old order, new ones behind."""
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
            for name in self.names:
                old = self._zip.getinfo(name) if name in self._zip.NameToInfo else None
                entry = zipfile.ZipInfo(name, old.date_time if old else self._zip.infolist()[0].date_time)
                entry.compress_type = old.compress_type if old else zipfile.ZIP_DEFLATED
                entry.external_attr = old.external_attr if old else 0
                try:
                    content = self.read(name)
                except UnreadableFile:  # a part that nobody needed to look at: it stays as it is, with what is wrong with it
                    if old is None:
                        raise
                    _copy(out, old, self._packed(old))
                    continue
                out.writestr(entry, content, compresslevel=1 if len(content) > _LARGE else None)

    def free_name(self, pattern: str) -> str:
        """The first name of a pattern with {n} that no part has."""
        number = 1
        while pattern.format(n=number) in self.names:
            number += 1
        return pattern.format(n=number)

    def related(self, part: str, kind: str) -> dict[str, str]:
        """The parts that a part points to by relations of a kind (the end of its address): relation's id, part's name.

        The beginning is not looked at: newer kinds of Microsoft's have another, and so has the strict form of the format.
        """
        name = _relations_of(part)
        if name not in self.names:
            return {}
        found = {}
        for entry in self.tree(name):
            address, target = entry.get("Type") or "", entry.get("Target") or ""
            if address.rpartition("/")[2] in (kind, _STRICT_NAMES.get(kind)) and entry.get("TargetMode") != "External":
                found[entry.get("Id") or ""] = _resolved(part, target)
        return found

    @property
    def strict(self) -> bool:
        """Whether it is written in the strict form of the format, whose names begin otherwise."""
        name = _relations_of("")
        return name in self.names and any((entry.get("Type") or "").startswith(_STRICT) for entry in self.tree(name))

    def relate(self, part: str, kind: str, target: str) -> str:
        """Point from a part to another; the relation's id."""
        name = _relations_of(part)
        root = self.tree(name) if name in self.names else etree.Element(f"{{{RELATIONS}}}Relationships", nsmap=spaces(RELATIONS))
        taken = {entry.get("Id") for entry in root}
        number = 1
        while f"rId{number}" in taken:
            number += 1
        address = f"{_STRICT}/{_STRICT_NAMES.get(kind, kind)}" if self.strict else f"{_OFFICE}/{kind}"
        relative = posixpath.relpath(target, posixpath.dirname(part))
        entry = etree.SubElement(root, f"{{{RELATIONS}}}Relationship")
        entry.set("Id", f"rId{number}")
        entry.set("Type", address)
        entry.set("Target", relative)
        self.put(name, written(root))
        return f"rId{number}"

    def unrelate(self, part: str, relation: str) -> None:
        """Take a relation out."""
        name = _relations_of(part)
        root = self.tree(name)
        for entry in root:
            if entry.get("Id") == relation:
                root.remove(entry)
        self.put(name, written(root))

    def _declare(self, name: str, content_type: str) -> None:
        types = self.tree(_CONTENT_TYPES)
        if any(entry.get("PartName") == f"/{name}" for entry in types):
            return
        extension = posixpath.splitext(name)[1].removeprefix(".")
        defaults = {entry.get("Extension"): entry.get("ContentType") for entry in types.findall(f"{{{_TYPES}}}Default")}
        if defaults.get(extension) == content_type:
            return
        if extension == "vml" and extension not in defaults:
            entry = etree.Element(f"{{{_TYPES}}}Default")
            entry.set("Extension", extension)
            types.insert(0, entry)
        else:
            entry = etree.SubElement(types, f"{{{_TYPES}}}Override")
            entry.set("PartName", f"/{name}")
        entry.set("ContentType", content_type)
        self.put(_CONTENT_TYPES, written(types))


def _copy(out: zipfile.ZipFile, part: zipfile.ZipInfo, packed: bytes) -> None:
    """Write a part as it stood in another package, without unpacking it: `zipfile` itself can only pack anew."""
    entry = copy.copy(part)
    entry.flag_bits &= ~8  # its sizes stand before it and not behind it
    file = out.fp
    assert file is not None
    file.seek(out.start_dir)
    entry.header_offset = file.tell()
    file.write(entry.FileHeader(zip64=False) + packed)
    out.start_dir = file.tell()
    out.filelist.append(entry)
    out.NameToInfo[entry.filename] = entry


def _spoiled(name: str, part: str) -> UnreadableFile:
    shown = without_half_characters(part)[:60]
    return UnreadableFile(
        f"{name}：其中的部件 {shown} 已损坏、加密或用了不支持的压缩方法，这个工作簿无法改写；请在 Excel 中另存为 xlsx 后再试。",
        f"{name}: its part {shown} is damaged, encrypted or packed by an unknown method, so the workbook cannot be changed in place; "
        "save it as xlsx in Excel and try again.",
    )


# What `zipfile` raises for a part that is damaged, encrypted, or packed by a method it does not know.
_UNREADABLE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, EOFError, OSError, ValueError, struct.error)


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _resolved(part: str, target: str) -> str:
    if target.startswith("/"):
        return target.removeprefix("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
