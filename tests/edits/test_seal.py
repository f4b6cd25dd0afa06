"""Properties of a workbook that puxi keeps there, and the seal that tells whether anybody changed it since."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from puxi_cli.edits.package import Package
from puxi_cli.edits.properties import properties_of, set_properties
from puxi_cli.edits.seal import is_sealed, seal
from tests.edits.packages import XML, as_strict, cells, differing, packed, parts_of, relations, sheet, unpacked
from tests.profiles import examples

PARTS = parts_of({"表": sheet(cells([["甲", 1]]))})
CUSTOM = (
    f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="填报单位"><vt:lpwstr>乙镇</vt:lpwstr></property>'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="5" name="户数"><vt:i4>12</vt:i4></property></Properties>'
)
WITH_PROPERTIES = PARTS | {
    "docProps/custom.xml": CUSTOM.encode(),
    "_rels/.rels": relations({
        "rId1": ("officeDocument", "xl/workbook.xml"), "rId7": ("custom-properties", "docProps/custom.xml"),
    }).encode(),
}  # fmt: skip


def opened(parts: dict[str, bytes]) -> Package:
    return Package(io.BytesIO(packed(parts)), "信息表.xlsx")


def saved(package: Package) -> bytes:
    out = io.BytesIO()
    package.save(out)
    return out.getvalue()


def sealed(parts: dict[str, bytes]) -> bytes:
    package = opened(parts)
    seal(package)
    return saved(package)


@pytest.mark.parametrize("parts", [PARTS, WITH_PROPERTIES, as_strict(PARTS)], ids=["bare", "with properties", "strict"])
def test_properties_read_back_and_those_of_others_stay(parts: dict[str, bytes]) -> None:
    package = opened(parts)
    theirs = properties_of(package)
    set_properties(package, {"ours-1": "一<&>", "ours-2": ""}, "ours-")
    package = Package(io.BytesIO(saved(package)), "")
    assert properties_of(package) == theirs | {"ours-1": "一<&>", "ours-2": ""}
    set_properties(package, {"ours-3": "三"}, "ours-")
    assert properties_of(package) == theirs | {"ours-3": "三"}
    set_properties(package, {}, "ours-")
    assert properties_of(package) == theirs


def test_openpyxl_finds_the_properties() -> None:
    package = opened(WITH_PROPERTIES)
    set_properties(package, {"ours-1": "一"}, "ours-")
    found = openpyxl.load_workbook(io.BytesIO(saved(package))).custom_doc_props
    assert {one.name: one.value for one in found.props} == {"填报单位": "乙镇", "户数": 12, "ours-1": "一"}


def test_no_two_properties_have_one_number_and_the_same_texts_give_the_same_bytes() -> None:
    package = opened(WITH_PROPERTIES)
    set_properties(package, {f"ours-{n}": str(n) for n in range(5)}, "ours-")
    set_properties(package, {"seal": ""}, "seal")
    numbers = [entry.get("pid") for entry in package.tree("docProps/custom.xml")]
    assert sorted(map(str, numbers)) == ["2", "3", "4", "5", "6", "7", "8", "9"]
    first = package.read("docProps/custom.xml")
    set_properties(package, {f"ours-{n}": str(n) for n in range(5)}, "ours-")
    set_properties(package, {"seal": ""}, "seal")
    assert package.read("docProps/custom.xml") == first


def test_properties_that_nobody_points_to_are_pointed_to() -> None:
    package = opened(WITH_PROPERTIES | {"_rels/.rels": PARTS["_rels/.rels"]})
    set_properties(package, {"ours-1": "一"}, "ours-")
    assert list(package.related("", "custom-properties").values()) == ["docProps/custom.xml"]


def test_a_package_without_properties_gets_none_where_there_is_nothing_to_say() -> None:
    package = opened(PARTS)
    set_properties(package, {}, "ours-")
    assert not package.changed


@pytest.mark.parametrize("parts", [PARTS, WITH_PROPERTIES, as_strict(PARTS)], ids=["bare", "with properties", "strict"])
def test_a_sealed_workbook_is_sealed_until_a_part_changes(parts: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(sealed(parts))
    assert is_sealed(path)
    found = unpacked(path)
    assert differing(parts, found) <= {"docProps/custom.xml", "_rels/.rels", "[Content_Types].xml"}
    for name in found.keys() - {"docProps/custom.xml"}:
        path.write_bytes(packed(found | {name: found[name] + b" "}))
        assert not is_sealed(path), name
    path.write_bytes(packed(found | {"xl/more.xml": b"<a/>"}))
    assert not is_sealed(path)
    path.write_bytes(packed({name: content for name, content in found.items() if name != "xl/styles.xml"}))
    assert not is_sealed(path)
    # Packed otherwise, or sent through a mail program, it holds the same.
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
        for name in reversed(found):
            package.writestr(name, found[name])
    assert is_sealed(path)


def test_a_workbook_that_an_office_program_saved_again_is_somebodys(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(sealed(WITH_PROPERTIES))
    openpyxl.load_workbook(path).save(path)
    assert "puxi-seal" in properties_of(Package(path, ""))
    assert not is_sealed(path)


def test_sealing_again_changes_nothing(tmp_path: Path) -> None:
    once = sealed(WITH_PROPERTIES)
    assert sealed(unpacked(once)) == once


SEALED = sealed(PARTS)


@examples(150)
@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255), st.integers(0, 3))
def test_damage_is_never_a_seal_and_never_stops_the_program(at: int, other: int, how: int) -> None:
    data = bytearray(SEALED)
    if how == 0:
        del data[at:]
    elif how == 1:
        data[at:at] = random.Random(other).randbytes(other)
    else:
        data[at] ^= other
    try:
        same = unpacked(bytes(data)) == unpacked(SEALED)
    except Exception:  # what zipfile raises for damage has many names
        same = False
    path = Path("damaged.xlsx")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zipfile, "ZipFile", lambda source, *more: _ZIP(io.BytesIO(data) if source == path else source, *more))
        assert is_sealed(path) is same


_ZIP = zipfile.ZipFile
