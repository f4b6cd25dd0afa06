"""The wheel holds everything: built, installed beside the libraries, and run from an empty folder."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("puxi_cli-*.whl"))


def test_the_wheel_has_the_data_of_the_package(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "src" / "puxi_cli"
    wanted = {str(path.relative_to(ROOT / "src")) for path in package.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert wanted <= names
    assert any(name.endswith("records/codes.toml") for name in wanted)
    assert any("law/parameters/" in name for name in wanted)


def test_puxi_runs_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "environment"
    venv.create(place, with_pip=True)
    python = place / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", wheel], check=True, capture_output=True)
    # The libraries are those of this environment; a link to its folder brings them without its editable puxi.
    inside = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], check=True, capture_output=True, text=True
    ).stdout.strip()
    Path(inside, "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    empty = tmp_path / "empty"
    empty.mkdir()
    puxi = place / "bin" / "puxi"

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([puxi, *arguments], cwd=empty, capture_output=True, text=True, encoding="utf-8", check=False)

    where = subprocess.run(
        [python, "-c", "import puxi_cli; print(puxi_cli.__file__)"], cwd=empty, check=True, capture_output=True, text=True
    )
    assert where.stdout.startswith(str(place))
    assert run("--version").returncode == 0
    assert run("sample", ".", "--households", "30").returncode == 0
    validated = run("validate", "--lang", "zh")
    assert (validated.returncode, "没有发现问题" in validated.stdout) == (0, True), validated.stderr
    assert run("stats", "--year", "2018").returncode == 0
    assert run("template", "entry.xlsx").returncode == 0
