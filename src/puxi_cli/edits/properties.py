"""A workbook's own properties (docProps/custom.xml): what a later run has to know, and what Office keeps when people save."""

from __future__ import annotations

from itertools import count

from lxml import etree

from puxi_cli.edits.package import Package, spaces, written

PART = "docProps/custom.xml"
# The namespace of the properties, and that of their values; behind them those of the strict form.
_SPACES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
)
_STRICT = (
    "http://purl.oclc.org/ooxml/officeDocument/customProperties",
    "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes",
)
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the one format there is for properties that users make


def properties_of(package: Package) -> dict[str, str]:
    """The texts by name."""
    if PART not in package.names:
        return {}
    return {entry.get("name") or "": "".join(map(str, entry.itertext())) for entry in package.tree(PART)}


def set_properties(package: Package, texts: dict[str, str], prefix: str) -> None:
    """Make these the properties whose names begin with a prefix; those of other names stay."""
    there = PART in package.names
    if not there and not texts:
        return
    space, values = _STRICT if package.strict else _SPACES
    root = package.tree(PART) if there else etree.Element(f"{{{space}}}Properties", nsmap=spaces(space, {"vt": values}))
    for entry in list(root):
        if (entry.get("name") or "").startswith(prefix):
            root.remove(entry)
    taken = {entry.get("pid") for entry in root}
    free = (number for number in count(2) if str(number) not in taken)  # so that the same texts get the same numbers again
    for name, text in texts.items():
        entry = etree.SubElement(root, f"{{{space}}}property")
        entry.set("fmtid", _FORMAT)
        entry.set("pid", str(next(free)))
        entry.set("name", name)
        etree.SubElement(entry, f"{{{values}}}lpwstr").text = text
    package.put(PART, written(root), _TYPE)
    if not package.related("", "custom-properties"):
        package.relate("", "custom-properties", PART)
