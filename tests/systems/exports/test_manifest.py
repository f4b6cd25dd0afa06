"""A manifest tells every file that is missing, changed or not its own, and is not taken for one where it is damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from puxi_cli.errors import UnreadableFile
from puxi_cli.systems.exports.contents import Contents
from puxi_cli.systems.exports.manifest import Manifest, is_export, read_manifest, verified


def made(folder: Path) -> Path:
    contents = Contents(folder)
    for path, text in (("甲.csv", "a,b\n"), ("内/乙.json", "{}\n")):
        with contents.file(path, "figures", "说明") as stream:
            stream.write(text.encode())
    manifest = Manifest({"command": "export", "puxi": "0", "fingerprint": "f"}, tuple(one.sum for one in contents.files))
    (folder / "manifest.json").write_text(json.dumps(manifest.document(), ensure_ascii=False))
    return folder


def test_a_whole_export_verifies(tmp_path: Path) -> None:
    told = verified(made(tmp_path))
    assert told.whole
    assert (told.missing, told.changed, told.unknown) == ((), (), ())
    # printf 'a,b\n' | sha256sum
    assert told.manifest.files[0].sha256 == "5be08c9684a1d25efcee09318204824278b08bbfb4aef973ffefd0b9d7478313"
    assert [one.bytes for one in told.manifest.files] == [4, 3]
    assert read_manifest(tmp_path).fingerprint == "f"


def test_every_difference_is_told(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "甲.csv").write_bytes(b"a,c\n")
    (tmp_path / "内/乙.json").unlink()
    (tmp_path / "丙.txt").write_text("mine")
    told = verified(tmp_path)
    assert not told.whole
    assert (told.missing, told.changed, told.unknown) == (("内/乙.json",), ("甲.csv",), ("丙.txt",))


def test_a_file_beside_does_not_make_it_less_whole(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "我的备注.txt").write_text("x")
    assert verified(tmp_path).whole


@pytest.mark.parametrize(
    "content",
    [
        "", "no json", "[]", "{}", '{"command": "validate", "outputs": []}', '{"command": "export"}', '{"command": "export", "outputs": [{}]}',
        '{"command": "export", "outputs": [{"path": "../x", "bytes": 1, "sha256": "0", "product": "p", "what": "w"}]}',
        '{"command": "export", "outputs": [{"path": "/etc/passwd", "bytes": 1, "sha256": "0", "product": "p", "what": "w"}]}',
    ],
)  # fmt: skip
def test_what_is_no_manifest(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content)
    assert not is_export(tmp_path)
    with pytest.raises(UnreadableFile):
        verified(tmp_path)


def test_no_manifest_at_all(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"no manifest\.json"):
        verified(tmp_path)
    with pytest.raises(UnreadableFile, match="There is no folder"):
        verified(tmp_path / "nowhere")


def test_no_path_is_written_twice(tmp_path: Path) -> None:
    contents = Contents(tmp_path)
    with contents.file("a.csv", "figures", "x") as stream:
        stream.write(b"1")
    with pytest.raises(ValueError, match="two files"), contents.file("a.csv", "figures", "x"):
        pytest.fail("it was opened")
