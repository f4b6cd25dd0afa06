"""An export that is killed at any moment, or runs into a full disk: what stood stands whole, nothing half is called whole."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from puxi_cli.errors import ExitCode
from puxi_cli.systems.exports.folders import LATEST, ExportFolder
from puxi_cli.systems.exports.manifest import verified
from tests.sheets.registers import REGISTER, xlsx

pytestmark = pytest.mark.slow

EXPORT = """
import os, signal, sys
folder, at, limit = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
seen = 0
def watch(event, arguments):
    # Every file or folder that is opened, made, linked, renamed or removed there is a moment at which the machine may stop.
    global seen
    watched = ("open", "os.mkdir", "os.symlink", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree")
    if event in watched and any(folder in str(argument) for argument in arguments[:2]):
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)
if limit:
    import resource
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
sys.addaudithook(watch)
os.chdir(os.path.dirname(folder))
from puxi_cli.cli.main import main
try:
    main(["export", "--year", "2017", "--lang", "en", "--product", "notices", "--product", "data", "--keep", "1", "--output", folder])
finally:
    print(seen)
"""


WAITING = """
from puxi_cli.cli.main import main
import puxi_cli.systems.exports.job as jobs
made = jobs._made
def waiting(*given):
    print("inside", flush=True)
    sys.stdin.readline()
    return made(*given)
jobs._made = waiting
"""


def run(folder: Path, at: int = 0, limit: int = 0) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", EXPORT, str(folder), str(at), str(limit)], capture_output=True, text=True, check=False
    )


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    """A folder with one whole export, beside the register it is made of."""
    xlsx(tmp_path / "registry.xlsx", REGISTER)
    folder = tmp_path / "exports"
    assert run(folder).returncode == 0
    return folder


def whole(folder: Path) -> list[str]:
    """The whole exports; each verifies, and `latest` names one of them."""
    found = ExportFolder(folder).exports()
    for path in found:
        assert verified(path).whole, path.name
    assert (folder / LATEST).resolve() in found
    return [path.name for path in found]


def test_killed_at_many_moments_the_last_whole_export_verifies(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    counted = tmp_path_factory.mktemp("counted")
    shutil.copytree(exports.parent, counted, dirs_exist_ok=True, symlinks=True)
    ended = run(counted / "exports")
    assert ended.returncode == 0, ended.stderr
    moments = int(ended.stdout.split()[-1])
    assert moments > 40
    # The beginning and the end closely, where folders are made, renamed and removed; what lies between in steps.
    chosen = sorted({1, 2, 4, 6, *range(8, moments - 16, 12), *range(moments - 16, moments + 1)})
    outcomes = []
    for at in chosen:
        folder = tmp_path_factory.mktemp("killed")
        shutil.copytree(exports.parent, folder, dirs_exist_ok=True, symlinks=True)
        done = run(folder / "exports", at)
        assert done.returncode == -signal.SIGKILL, f"moment {at}: {done.stderr}"
        outcomes.append(tuple(whole(folder / "exports")))
        if at % 8 == 0:  # whatever was left lying about, the next run does its work
            assert run(folder / "exports").returncode == 0
            assert len(whole(folder / "exports")) == 1
            assert not [path.name for path in (folder / "exports").iterdir() if path.name.startswith((".puxi-new", ".puxi-old"))]
    assert outcomes[0] == ("0001_2017-12-31",)
    assert outcomes[-1] == ("0002_2017-12-31",)
    assert ("0001_2017-12-31", "0002_2017-12-31") in outcomes, "landed, the old one not removed yet"
    assert set(outcomes) <= {("0001_2017-12-31",), ("0001_2017-12-31", "0002_2017-12-31"), ("0002_2017-12-31",)}


@pytest.mark.parametrize("limit", [1, 1500, 2500, 6000])
def test_a_full_disk_leaves_the_last_whole_export(exports: Path, limit: int) -> None:
    done = run(exports, limit=limit)
    assert done.returncode == ExitCode.NOT_WRITTEN, done.stderr
    assert "was not written" in done.stderr
    assert whole(exports) == ["0001_2017-12-31"]
    assert not list(exports.glob(".puxi-new*"))


def test_two_at_once_the_second_comes_back_with_a_sentence(exports: Path) -> None:
    slow = EXPORT.replace("from puxi_cli.cli.main import main", WAITING)
    first = subprocess.Popen(
        [sys.executable, "-c", slow, str(exports), "0", "0"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert first.stdout is not None
    assert first.stdout.readline() == "inside\n"
    second = run(exports)
    assert second.returncode == ExitCode.NOT_WRITTEN
    assert "Another puxi export is writing" in second.stderr
    first.communicate("go on\n")
    assert first.returncode == 0
    assert whole(exports) == ["0002_2017-12-31"]
