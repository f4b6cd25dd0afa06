"""Where exports stand: numbered when whole, the newest under `latest`, old ones taken away, whatever a killed run left cleared."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from filelock import FileLock

from puxi_cli.errors import NotWritten, UsageError
from puxi_cli.systems.exports.folders import LATEST, ExportFolder

pytestmark = pytest.mark.slow

DAY = "2018-12-31"


def add(folder: ExportFolder, day: str = DAY) -> Path:
    """An export that holds nothing but its manifest."""
    with folder.growing() as new:
        (new / "manifest.json").write_text(json.dumps({"command": "export", "outputs": []}))
        return folder.land(new, day)


def names(folder: ExportFolder) -> list[str]:
    return [path.name for path in folder.exports()]


def test_numbers_give_the_order_and_latest_names_the_newest(tmp_path: Path) -> None:
    folder = ExportFolder(tmp_path / "exports")
    with folder.opened():
        assert folder.newest is None
        first, second = add(folder, "2018-12-31"), add(folder, "2017-12-31")
    assert (first.name, second.name) == ("0001_2018-12-31", "0002_2017-12-31")
    assert folder.newest == (tmp_path / "exports/0002_2017-12-31").resolve()
    assert os.readlink(tmp_path / "exports" / LATEST) == "0002_2017-12-31"
    assert sorted(path.name for path in (tmp_path / "exports").iterdir() if not path.name.startswith(".")) == [
        "0001_2018-12-31", "0002_2017-12-31", "latest",
    ]  # fmt: skip


def test_a_clock_that_goes_back_changes_neither_the_order_nor_what_is_kept(tmp_path: Path) -> None:
    folder = ExportFolder(tmp_path)
    with folder.opened():
        for path in (add(folder), add(folder), add(folder)):
            os.utime(path, (4_000_000_000, 4_000_000_000) if path.name.startswith("0001") else (0, 0))
        assert folder.keep(2) == ["0001_2018-12-31"]
    assert names(folder) == ["0002_2018-12-31", "0003_2018-12-31"]
    with folder.opened():
        assert add(folder).name == "0004_2018-12-31", "a number is never given twice"


def test_keep_none_keeps_all_and_looks_only_at_exports(tmp_path: Path) -> None:
    folder = ExportFolder(tmp_path)
    (tmp_path / "0001_2016-12-31").mkdir()  # somebody's own
    (tmp_path / "0001_2016-12-31/notes.txt").write_text("mine")
    (tmp_path / "mine").mkdir()
    with folder.opened():
        assert add(folder).name == "0002_2018-12-31"
        add(folder)
        assert folder.keep(0) == []
        assert folder.keep(1) == ["0002_2018-12-31"]
    assert (tmp_path / "0001_2016-12-31/notes.txt").read_text() == "mine"
    assert (tmp_path / "mine").is_dir()


def test_what_a_killed_run_left_is_cleared_and_latest_is_put_right(tmp_path: Path) -> None:
    folder = ExportFolder(tmp_path)
    with folder.opened():
        add(folder)
        add(folder)
    (tmp_path / ".puxi-new-abc").mkdir()
    (tmp_path / ".puxi-new-abc/half.csv").write_text("half")
    (tmp_path / ".puxi-old-0000_2018-12-31").mkdir()
    folder.point_to("0001_2018-12-31")  # killed between the two
    with folder.opened():
        pass
    assert os.readlink(tmp_path / LATEST) == "0002_2018-12-31"
    assert not list(tmp_path.glob(".puxi-*[!k]")), "only the lock stays"


def test_a_block_that_fails_leaves_nothing(tmp_path: Path) -> None:
    folder = ExportFolder(tmp_path)

    def half() -> None:
        with folder.growing() as new:
            (new / "half").write_text("half")
            raise ValueError("no")

    with folder.opened(), pytest.raises(ValueError, match="no"):
        half()
    assert [path.name for path in tmp_path.iterdir()] == [".puxi-export.lock"]


def test_two_at_once(tmp_path: Path) -> None:
    folder = ExportFolder(tmp_path)
    with (
        FileLock(tmp_path / ".puxi-export.lock"),
        pytest.raises(NotWritten, match="Another puxi export is writing"),
        folder.opened(),
    ):
        pytest.fail("it went in")
    with folder.opened():
        add(folder)
    assert names(folder) == ["0001_2018-12-31"]


def test_somebodys_own_latest_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / LATEST).mkdir()
    with pytest.raises(UsageError, match="no link of puxi's"), ExportFolder(tmp_path).opened():
        pytest.fail("it went in")


def test_without_links_a_note_names_the_newest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*given: object, **more: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "symlink", no_links)
    folder = ExportFolder(tmp_path)
    with folder.opened():
        add(folder)
        add(folder)
    assert (tmp_path / "latest.txt").read_text() == "0002_2018-12-31\n"
    assert not (tmp_path / LATEST).exists()
    with folder.opened():
        pass
    assert folder.newest is not None
    assert folder.newest.name == "0002_2018-12-31"


@pytest.mark.parametrize("place", ["file", "file/deeper"])
def test_a_target_that_is_no_folder(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotWritten), ExportFolder(tmp_path / place).opened():
        pytest.fail("it went in")


def test_a_target_that_cannot_be_written_to() -> None:
    with pytest.raises(NotWritten), ExportFolder(Path("/proc/exports")).opened():
        pytest.fail("it went in")


def test_another_file_system(tmp_path: Path) -> None:
    elsewhere = Path("/dev/shm")
    if not elsewhere.is_dir() or elsewhere.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second file system here")
    target = elsewhere / f"puxi-test-{os.getpid()}"
    try:
        folder = ExportFolder(target)
        with folder.opened():
            add(folder)
        assert names(folder) == ["0001_2018-12-31"]
    finally:
        for path in sorted(target.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        target.rmdir()


def test_a_folder_reached_by_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    folder = ExportFolder(tmp_path / "link")
    with folder.opened():
        landed = add(folder)
    assert landed == tmp_path / "link/0001_2018-12-31"
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real/0001_2018-12-31").is_dir()


@pytest.mark.parametrize("kind", ["link to a folder", "link to nothing", "file"])
def test_what_is_no_export_but_has_the_name_of_one_stops_nothing(kind: str, tmp_path: Path) -> None:
    folder = ExportFolder(tmp_path / "exports")
    own = tmp_path / "exports" / f"0001_{DAY}"
    (tmp_path / "own").mkdir()
    own.parent.mkdir()
    if kind == "file":
        own.write_text("mine")
    else:
        own.symlink_to(tmp_path / ("own" if kind == "link to a folder" else "gone"))
    with folder.opened():
        assert add(folder).name == f"0002_{DAY}"
        assert folder.keep(1) == []
    assert names(folder) == [f"0002_{DAY}"]
    assert own.is_symlink() is (kind != "file"), "what is somebody's own stays"
    assert os.path.lexists(own)
