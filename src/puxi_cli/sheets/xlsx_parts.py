"""Where the parts of an xlsx workbook are, as its relations say; and a plain copy of it for a reader that finds them nowhere else.

The workbook need not stand under `xl/`, names may be written with backslashes, parts in UTF-16, and a stated range may be none.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from puxi_cli.sheets import guard
from puxi_cli.sheets.kinds_of_file import damaged, part_names, workbook_of, wrong_type

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\b[^>]*?(?:/>|>\s*</(?:\w+:)?dimension\s*>)")
_ENCODED = re.compile(rb"""^\s*<\?xml[^>]*encoding=["'](?!utf-8["']|us-ascii["'])""", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


@dataclass(frozen=True)
class XlsxParts:
    """The parts that are read, by their names in the package: worksheets in tab order as (name, part, hidden), styles, shared strings.

    `lost` are sheets that the workbook names and does not hold. Chart sheets and macros are passed over.
    """

    workbook: str
    sheets: tuple[tuple[str, str, bool], ...]
    styles: str | None
    strings: str | None
    since_1904: bool
    lost: tuple[str, ...] = ()


def xlsx_parts(path: Path, package: zipfile.ZipFile) -> XlsxParts:
    """Follow the relations from the package to its sheets. Raises UnreadableFile."""
    names = part_names(package)
    workbook = workbook_of(package)
    if workbook.lower() not in names:
        raise wrong_type(path)

    def parsed(name: str) -> Any:
        return xml_of(path, b"".join(guard.stream(path, package, names[name.lower()])))

    folder = posixpath.dirname(workbook)
    related: dict[str, tuple[str, str]] = {}  # by the relation's id: the end of its kind, the part
    relations = posixpath.join(folder, "_rels", f"{posixpath.basename(workbook)}.rels")
    if relations.lower() not in names:
        raise damaged(path)
    for item in parsed(relations):
        target = str(item.get("Target") or "").replace("\\", "/")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if item.get("TargetMode") != "External":
            related[str(item.get("Id"))] = str(item.get("Type") or "").rpartition("/")[2], names.get(part.lower(), "")
    sheets, lost, since_1904 = [], [], False
    for element in parsed(workbook).iter():
        name = str(element.tag).rpartition("}")[2]
        if name == "workbookPr":
            since_1904 = element.get("date1904") in ("1", "true")
        elif name == "sheet":
            own = next((str(value) for key, value in element.items() if str(key).endswith("}id")), "")
            kind, part = related.get(own, ("worksheet", ""))
            title = str(element.get("name") or "")
            if kind == "worksheet" and part:
                sheets.append((title, part, element.get("state") in ("hidden", "veryHidden")))
            elif kind == "worksheet":
                lost.append(title)
    if not sheets and lost:
        raise damaged(path)

    def only(kind: str) -> str | None:
        return next((part for of, part in related.values() if of == kind and part), None)

    return XlsxParts(workbook, tuple(sheets), only("styles"), only("sharedStrings"), since_1904, tuple(lost))


def xml_of(path: Path, data: bytes) -> Any:
    """The root of a small part. Raises UnreadableFile.

    The standard library's parser loads faster than lxml and knows few encodings; `guard.stream` has refused what they could be
    attacked with.
    """
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, LookupError, ValueError):
        from lxml import etree

        try:
            return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))
        except (SyntaxError, ValueError):
            raise damaged(path) from None


def plain_copy(path: Path, package: zipfile.ZipFile, parts: XlsxParts) -> bytes:
    """The worksheets, strings and styles as a workbook written in the plainest way. Raises UnreadableFile."""
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, (name, _, _) in enumerate(parts.sheets, 1)
    )
    related = {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(parts.sheets) + 1)}
    also = {"styles": parts.styles, "sharedStrings": parts.strings}
    related |= {kind: (kind, f"{kind}.xml") for kind, part in also.items() if part}
    types = "".join(f'<Override PartName="/xl/{target}" ContentType="{_TYPE}.{kind}+xml"/>' for kind, target in related.values())
    relations = "".join(
        f'<Relationship Id="{own}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for own, (kind, target) in related.items()
    )
    copy = BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        out.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f"{types}</Types>",
        )
        out.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        out.writestr("xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>')
        out.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>')
        copied = [(target, part) for (_, target), (_, part, _) in zip(related.values(), parts.sheets, strict=False)]
        copied += [(f"{kind}.xml", part) for kind, part in also.items() if part]
        for target, part in copied:
            out.writestr(f"xl/{target}", _DIMENSION.sub(b"", in_utf8(path, b"".join(guard.stream(path, package, part))), count=1))
    return copy.getvalue()


def in_utf8(path: Path, data: bytes) -> bytes:
    """A part's XML in UTF-8, whatever it is written in. Raises UnreadableFile."""
    if not data.startswith(_WIDE) and not _ENCODED.match(data[:200]):
        return data
    from lxml import etree

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except (SyntaxError, ValueError):
        raise damaged(path) from None
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
