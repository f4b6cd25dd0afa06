"""A package's parts: what is not put stays byte for byte, relations and content types are found and made."""

from __future__ import annotations

import io
import zipfile

import pytest

from puxi_cli.edits.package import Package
from puxi_cli.errors import UnreadableFile
from tests.edits.packages import OFFICE, STRICT_OFFICE, as_strict, cells, differing, packed, parts_of, relations, sheet, unpacked

PARTS = parts_of(
    {"表": sheet(cells([["甲"]]))}, more={"xl/media/image1.png": b"\x89PNG\r\n\x1a\n" + bytes(2000), "xl/empty.bin": b""}
)


def opened(parts: dict[str, bytes]) -> Package:
    return Package(io.BytesIO(packed(parts)), "信息表.xlsx")


def saved(package: Package) -> bytes:
    out = io.BytesIO()
    package.save(out)
    return out.getvalue()


def test_parts_keep_their_content_order_day_and_packing() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as source:
        for number, (name, content) in enumerate(PARTS.items()):
            entry = zipfile.ZipInfo(name, (2018, 1, 1 + number, 8, 30, 0))
            entry.compress_type = zipfile.ZIP_STORED if number % 2 else zipfile.ZIP_DEFLATED
            source.writestr(entry, content)
    package = Package(out, "信息表.xlsx")
    assert not package.changed
    package.put("xl/new.xml", b"<new/>")
    with zipfile.ZipFile(io.BytesIO(saved(package))) as found, zipfile.ZipFile(out) as source:
        assert found.namelist() == [*PARTS, "xl/new.xml"]
        assert found.testzip() is None
        for name, content in PARTS.items():
            old, new = source.getinfo(name), found.getinfo(name)
            assert found.read(name) == content
            assert (new.date_time, new.compress_type) == (old.date_time, old.compress_type)
        assert found.getinfo("xl/new.xml").date_time == (2018, 1, 1, 8, 30, 0)


def test_saving_twice_gives_the_same_bytes() -> None:
    package = opened(PARTS)
    package.put("xl/styles.xml", b"<x/>")
    assert saved(package) == saved(package)


def test_a_part_that_is_put_anew_is_declared_once() -> None:
    package = opened(PARTS)
    for _ in range(2):
        package.put(
            "xl/comments1.xml", b"<comments/>", "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
        )
        package.put("xl/drawings/vmlDrawing1.vml", b"<xml/>", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        package.put("xl/worksheets/sheet1.xml", b"<worksheet/>", "declared/already")
    parts = unpacked(saved(package))
    types = parts["[Content_Types].xml"].decode()
    assert types.count('PartName="/xl/comments1.xml"') == 1
    assert types.count('Extension="vml"') == 1
    assert "declared/already" not in types
    assert types.index('Extension="vml"') < types.index("<Override")
    assert differing(PARTS, parts) == {
        "[Content_Types].xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/worksheets/sheet1.xml",
    }  # fmt: skip


def test_a_part_that_is_taken_out_is_declared_no_more() -> None:
    package = opened(PARTS)
    package.remove("xl/styles.xml")
    parts = unpacked(saved(package))
    assert "xl/styles.xml" not in parts
    assert b"styles.xml" not in parts["[Content_Types].xml"]
    with pytest.raises(KeyError):
        package.read("xl/styles.xml")


def test_relations_are_found_whoever_wrote_them() -> None:
    microsoft = "http://schemas.microsoft.com/office/2017/10/relationships"
    package = opened(PARTS | {
        "xl/worksheets/_rels/sheet1.xml.rels": relations({
            "a": ("comments", "../comments1.xml"),
            "b": ("comments", "/xl/comments2.xml"),
            "c": (f"{STRICT_OFFICE}/comments", "../../xl/comments3.xml"),
            "d": (f"{microsoft}/threadedComment", "../threadedComments/threadedComment1.xml"),
            "e": ("hyperlink", "http://example.invalid/comments"),
        }).replace('Target="http', 'TargetMode="External" Target="http').encode(),
    })  # fmt: skip
    part = "xl/worksheets/sheet1.xml"
    assert package.related(part, "comments") == {"a": "xl/comments1.xml", "b": "xl/comments2.xml", "c": "xl/comments3.xml"}
    assert package.related(part, "threadedComment") == {"d": "xl/threadedComments/threadedComment1.xml"}
    assert package.related(part, "hyperlink") == {}
    assert package.related("xl/styles.xml", "theme") == {}


def test_a_new_relation_has_a_free_name_and_points_from_its_part() -> None:
    package = opened(PARTS)
    assert package.relate("xl/worksheets/sheet1.xml", "comments", "xl/comments1.xml") == "rId1"
    assert package.relate("xl/workbook.xml", "worksheet", "xl/worksheets/sheet2.xml") == "rId2"
    assert package.relate("", "custom-properties", "docProps/custom.xml") == "rId2"
    parts = unpacked(saved(package))
    assert b'Target="../comments1.xml"' in parts["xl/worksheets/_rels/sheet1.xml.rels"]
    assert b'Target="worksheets/sheet2.xml"' in parts["xl/_rels/workbook.xml.rels"]
    assert f'Type="{OFFICE}/custom-properties" Target="docProps/custom.xml"'.encode() in parts["_rels/.rels"]
    package.unrelate("xl/workbook.xml", "rId2")
    assert package.related("xl/workbook.xml", "worksheet") == {"rId1": "xl/worksheets/sheet1.xml"}


def test_in_a_strict_package_relations_have_the_strict_names() -> None:
    package = opened(as_strict(PARTS))
    assert package.strict
    assert not opened(PARTS).strict
    package.relate("xl/worksheets/sheet1.xml", "comments", "xl/comments1.xml")
    package.relate("", "custom-properties", "docProps/custom.xml")
    parts = unpacked(saved(package))
    assert f'Type="{STRICT_OFFICE}/comments"'.encode() in parts["xl/worksheets/_rels/sheet1.xml.rels"]
    assert f'Type="{STRICT_OFFICE}/customProperties"'.encode() in parts["_rels/.rels"]
    assert package.related("", "custom-properties") == {"rId2": "docProps/custom.xml"}


@pytest.mark.parametrize("content", [None, b"", b"<a>", b"\xff\xfe", b"<a></b>"])
def test_a_part_that_is_missing_or_broken_names_the_file(content: bytes | None) -> None:
    parts = {name: one for name, one in PARTS.items() if name != "xl/styles.xml"}
    package = opened(parts if content is None else parts | {"xl/styles.xml": content})
    with pytest.raises(UnreadableFile) as refused:
        package.tree("xl/styles.xml")
    assert "信息表.xlsx" in refused.value.zh
    assert "信息表.xlsx" in refused.value.en


def test_comments_and_instructions_in_xml_are_no_children_and_entities_are_not_followed() -> None:
    package = opened(PARTS | {"a.xml": b"<?xml version='1.0'?><!-- 1 --><a><!-- 2 --><?x y?><b/><!-- 3 --></a>"})
    assert [child.tag for child in package.tree("a.xml")] == ["b"]
    package = opened(PARTS | {"a.xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'})
    assert "".join(map(str, package.tree("a.xml").itertext())) in ("", "&x;")
