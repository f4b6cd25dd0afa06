"""Charts drawn in a process of their own: the same as here, gone with its parent, and no page fails where it is not there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from puxi_cli.output import drawing
from puxi_cli.output.charts import Bar, bars

pytestmark = pytest.mark.slow

ITEMS = [Bar("因病", 120.0, "120 人（31.3 %）"), Bar("缺技术 <&>", 7.5, "7.5"), Bar("因残", None, "—")]


@pytest.fixture
def beside() -> Iterator[subprocess.Popen[bytes]]:
    """The process that draws, started; after the test there is none."""
    drawing.begin_drawing()
    started = drawing._beside
    assert started is not None
    yield started
    for process in {started, drawing._beside} - {None}:
        drawing._end(process)
    drawing._beside = None


def test_drawn_beside_is_drawn_the_same(beside: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    here = drawing._drawn_here
    monkeypatch.setattr(drawing, "_drawn_here", None)  # would raise
    there = bars(ITEMS, "致贫原因")("zh") + bars(ITEMS[:1], "第二幅")("zh")
    monkeypatch.setattr(drawing, "_drawn_here", here)
    monkeypatch.setattr(drawing, "_beside", None)
    assert there == bars(ITEMS, "致贫原因")("zh") + bars(ITEMS[:1], "第二幅")("zh")
    assert "缺技术 &lt;&amp;&gt;" in there[0]
    assert 'aria-label="第二幅"' in there[1]


def test_one_process_draws_everything(beside: subprocess.Popen[bytes]) -> None:
    drawing.begin_drawing()
    assert drawing._beside is beside


def test_a_page_is_drawn_though_the_process_has_ended(beside: subprocess.Popen[bytes]) -> None:
    beside.kill()
    beside.wait()
    assert bars(ITEMS, "致贫原因")("zh")[0].startswith("<svg")
    drawing.begin_drawing()  # and another one is started
    assert drawing._beside is not None
    assert drawing._beside is not beside
    assert drawing._beside.poll() is None


def test_what_cannot_be_drawn_is_an_error_here_too(beside: subprocess.Popen[bytes]) -> None:
    with pytest.raises(ValueError, match=r"(?i)vega"):
        drawing.drawn({"mark": "no such mark"}, "")


def test_no_room_for_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*arguments: object, **settings: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refused)
    drawing.begin_drawing()
    assert drawing._beside is None
    assert bars(ITEMS, "致贫原因")("zh")[0].startswith("<svg")


def test_it_ends_with_its_parent_however_that_ends() -> None:
    parent = "from puxi_cli.output import drawing as d; d.begin_drawing(); print(d._beside.pid, flush=True); input()"
    for end in (signal.SIGTERM, signal.SIGKILL, None):
        process = subprocess.Popen([sys.executable, "-c", parent], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        child = int(process.stdout.readline())
        if end:
            process.send_signal(end)
        process.communicate("\n")
        for _ in range(600):
            if not _runs(child):
                break
            time.sleep(0.05)
        assert not _runs(child)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0]
    return state != "Z"  # one whose end nobody has asked for has ended, too
