"""Bars while a long run works: on a terminal's standard error only, after a moment, and gone before anything is printed."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from puxi_cli.cli import bars
from puxi_cli.cli.main import main
from puxi_cli.progress import stage, step, stepping, watched_by
from puxi_cli.text.words import Text

pytestmark = pytest.mark.slow

SAMPLE = "data/samples/registry.xlsx"
ROOT = Path(__file__).parent.parent


class Noted:
    """A watcher that writes down what it is told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def begin(self, words: tuple[str, str], steps: int | None) -> None:
        self.told.append((words[1], steps))

    def step(self, what: str) -> None:
        self.told.append(what)

    def end(self) -> None:
        self.told.append("end")


def test_a_stage_is_told_to_its_end_also_where_it_breaks_off() -> None:
    noted = Noted()
    with watched_by(noted):
        with suppress(ValueError), stage(Text("读", "Reading"), 2):
            step("a.xlsx")
            raise ValueError("broken")
        assert list(stepping(Text("做", "Making"), [("one", 1), ("two", 2)])) == [1, 2]
    step("nobody watches")
    assert noted.told == [("Reading", 2), "a.xlsx", "end", ("Making", 2), "one", "two", "end"]


def test_a_stage_that_ends_behind_a_broken_run_is_let_go() -> None:
    drawn = bars.Bars()
    drawn.begin(Text("读", "Reading"), 2)
    drawn.close()
    drawn.end()


def test_an_export_tells_its_registers_files_and_products(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    noted = Noted()
    with watched_by(noted):
        ended = CliRunner().invoke(
            main, ["export", SAMPLE, "--year", "2018", "--lang", "en", "--product", "figures", "--output", str(tmp_path / "out")]
        )
    assert ended.exit_code == 0, ended.output
    stages = [told for told in noted.told if isinstance(told, tuple)]
    assert stages[:3] == [("Registers", 1), ("Reading", 1), ("Making", 1)]
    assert "registry.xlsx" in noted.told
    assert noted.told.count("end") == len(stages)


def test_without_a_terminal_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bars, "AFTER", 0.0)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with bars.shown(), stage(Text("读", "Reading"), 2):
        step("a.xlsx")
    assert sys.stderr.getvalue() == ""  # type: ignore[attr-defined]


def run_at_a_terminal(after: float, *arguments: str) -> tuple[bytes, str]:
    """What a terminal is sent on standard error, and standard output."""
    ours, theirs = pty.openpty()
    code = f"import sys; from puxi_cli.cli import bars, main; bars.AFTER = {after}; main.main(sys.argv[1:])"
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stderr=theirs, stdout=subprocess.PIPE, cwd=ROOT,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100", "PYTHONUTF8": "1"}, text=True, encoding="utf-8",
    ) as run:  # fmt: skip
        os.close(theirs)
        sent = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the other side is closed
                break
            if not part:
                break
            sent += part
        assert run.stdout
        said = run.stdout.read()
    os.close(ours)
    assert run.returncode in (0, 1)
    return sent, said


def test_at_a_terminal_bars_come_and_go() -> None:
    sent, said = run_at_a_terminal(0, "validate", SAMPLE, "--year", "2018", "--lang", "zh")
    drawn = sent.decode("utf-8")
    assert "正在读取" in drawn
    assert "registry.xlsx" in drawn
    assert drawn.endswith("\x1b[2K") or drawn.rstrip("\r\n").endswith(("\x1b[2K", "\x1b[?25h"))  # erased, the cursor shown again
    assert "截至 2018-12-31" in said
    assert "正在读取" not in said


def test_a_short_run_draws_nothing() -> None:
    sent, _ = run_at_a_terminal(600, "stats", SAMPLE, "--year", "2018", "--lang", "en")
    assert b"Reading" not in sent
    assert b"\x1b[?25l" not in sent  # no cursor was hidden
