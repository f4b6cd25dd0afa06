"""A real cron daemon runs the line that `puxi export --show-cron` prints, and the export appears.

cron gets folders of its own in a mount namespace, so that nobody's crontab is touched. Where that cannot be had the test is skipped, except
where PUXI_NEED_CRON says that the machine is there for such tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.sheets.registers import xlsx
from tests.systems.exports.test_export import TOWN

pytestmark = pytest.mark.cron

NEEDED = os.environ.get("PUXI_NEED_CRON") == "1"
OWN = "mount --bind spool /var/spool/cron/crontabs && mount --bind crond /etc/cron.d && mount --bind run /run"


def alone(folder: Path, command: str) -> list[str]:
    return ["unshare", "--mount", "sh", "-c", f"cd '{folder}' && {OWN} && {command}"]


@pytest.fixture
def cron(tmp_path: Path) -> Path:
    """A folder in which cron can be run."""
    for name in ("spool", "crond", "run"):
        (tmp_path / name).mkdir()
    lacking = [name for name in ("cron", "crontab", "unshare") if not shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")]
    if lacking or os.geteuid() != 0 or subprocess.run(alone(tmp_path, "true"), check=False, capture_output=True).returncode:
        assert not NEEDED, f"cron cannot be run here: {lacking or 'no mount namespace'}"
        pytest.skip("cron cannot be run here")
    return tmp_path


def test_cron_runs_the_printed_line(cron: Path) -> None:
    home = cron / "蒲溪 镇"
    home.mkdir()
    xlsx(home / "registry.xlsx", TOWN)
    shown = subprocess.run(
        [sys.executable, "-m", "puxi_cli", "export", "--product", "figures", "--year", "2017", "--show-cron"],
        cwd=home, capture_output=True, text=True, check=True, env={**os.environ, "PUXI_LANG": "zh"},
    )  # fmt: skip
    line = shown.stdout.splitlines()[-1]
    assert line.startswith("30 6 * * 1-5 ")
    (cron / "tab").write_text(f"* * * * * {line.removeprefix('30 6 * * 1-5 ')}\n", "utf-8")  # the same, in the next minute
    manifest = home / "exports/latest/manifest.json"
    daemon = subprocess.Popen(
        alone(cron, "crontab tab && exec /usr/sbin/cron -f"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        moment = threading.Event()
        for _ in range(1500):  # of a tenth of a second: cron begins with the next minute
            if manifest.is_file() or daemon.poll() is not None:
                break
            moment.wait(0.1)
    finally:
        daemon.terminate()
        said, _ = daemon.communicate()
    assert manifest.is_file(), said
    verified = subprocess.run(
        [sys.executable, "-m", "puxi_cli", "export", "verify", "exports"], cwd=home, capture_output=True, text=True, check=False
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "统计/统计.json" in manifest.read_text("utf-8")
