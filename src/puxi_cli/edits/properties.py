"""A workbook's own properties (docProps/custom.xml): what a later run has to know, and what Office keeps when people save."""

from __future__ import annotations

from lxml import etree

from puxi_cli.edits.package import Package, parsed, spaces, written

PART = "docProps/custom.xml"
_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the one format there is for properties that users make


def properties_of(package: Package) -> dict[str, str]:
    """The texts by name."""
    if PART not in package.names:
        return {}
    return {entry.get("name") or "": "".join(map(str, entry.itertext())) for entry in parsed(package.read(PART))}


def set_properties(package: Package, texts: dict[str, str], prefix: str) -> None:
    """Make these the properties whose names begin with a prefix; those of other names stay."""
    there = PART in package.names
    if not there and not texts:
        return
    root = (
        parsed(package.read(PART)) if there else etree.Element(f"{{{_SPACE}}}Properties", nsmap=spaces(_SPACE, {"vt": _VALUES}))
    )
    for entry in list(root):
        if (entry.get("name") or "").startswith(prefix):
            root.remove(entry)
    number = max((int(entry.get("pid") or 1) for entry in root), default=1)
    for name, text in texts.items():
        number += 1
        entry = etree.SubElement(root, f"{{{_SPACE}}}property")
        entry.set("fmtid", _FORMAT)
        entry.set("pid", str(number))
        entry.set("name", name)
        etree.SubElement(entry, f"{{{_VALUES}}}lpwstr").text = text
    package.put(PART, written(root), _TYPE)
    if not there:
        package.relate("", "custom-properties", PART)
