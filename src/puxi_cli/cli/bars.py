"""Progress bars on standard error, for who waits at a terminal longer than a moment."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from puxi_cli.cli import terminal
from puxi_cli.cli.language import Words
from puxi_cli.progress import watched_by
from puxi_cli.text.words import Text

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

AFTER = 1.0  # seconds


@contextmanager
def shown() -> Iterator[None]:
    """Bars for the stages of this block where standard error is a terminal; nothing is drawn within the first second."""
    if not terminal.at_a_terminal():
        yield
        return
    bars = Bars()
    with watched_by(bars):
        try:
            yield
        finally:
            bars.close()


@dataclass
class _Stage:
    words: str
    steps: int | None
    at: int = 0  # the step it is at, from 1
    what: str = ""
    drawn: TaskID | None = None


class Bars:
    """A bar for each stage the work is in, outermost first; gone when the last of them ends, before anything is printed.

    Rich is loaded on the thread that waits, so that a run of less than a second never pays for it.
    """

    def __init__(self) -> None:
        self._stages: list[_Stage] = []
        self._drawing: Progress | None = None
        self._late = False  # the moment is over
        self._lock = Lock()
        self._closed = Event()
        self._thread = Thread(target=self._wait, name="bars", daemon=True)
        self._thread.start()

    def begin(self, words: Text, steps: int | None) -> None:
        """See `Watcher`."""
        with self._lock:
            # Of a stage of a single step nobody knows how far it is.
            self._stages.append(_Stage(str(Words(*words)), steps if steps != 1 else None))
            self._draw()

    def step(self, what: str) -> None:
        """See `Watcher`."""
        with self._lock:
            if self._stages:
                self._stages[-1].at += 1
                self._stages[-1].what = what
                self._draw()

    def end(self) -> None:
        """See `Watcher`."""
        with self._lock:
            if not self._stages:
                return  # the run broke off, and a reading that was left open ends behind it
            gone = self._stages.pop()
            if self._drawing and gone.drawn is not None:
                self._drawing.remove_task(gone.drawn)
            if self._stages:
                self._draw()
            else:
                self._erase()

    def close(self) -> None:
        """Draw no more."""
        self._closed.set()
        with self._lock:
            self._stages.clear()
            self._late = False
            self._erase()

    def _wait(self) -> None:
        if self._closed.wait(AFTER):
            return
        # Loaded here, outside the lock, so that a run shorter than the wait never pays for it.
        import rich.progress  # noqa: F401

        with self._lock:
            self._late = not self._closed.is_set()
            self._draw()

    def _draw(self) -> None:
        """Bring the bars up to date; the lock is held."""
        if not self._late or not self._stages:
            return
        if self._drawing is None:
            self._drawing = _progress()
            self._drawing.start()
        for stage in self._stages:
            if stage.drawn is None:
                stage.drawn = self._drawing.add_task(stage.words, total=stage.steps, what="")
            # A stage of which nobody knows how far it is says nothing where another within it does.
            seen = stage.steps is not None or stage is self._stages[-1]
            self._drawing.update(stage.drawn, completed=max(stage.at - 1, 0), what=self._line(stage), visible=seen)

    def _line(self, stage: _Stage) -> str:
        from puxi_cli.reports.masking import harmless

        several = f"{stage.at}/{stage.steps} " if stage.steps and stage.at else ""
        return several + harmless(stage.what)

    def _erase(self) -> None:
        if self._drawing is not None:
            self._drawing.stop()
            self._drawing = None
            for stage in self._stages:
                stage.drawn = None


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    console = Console(file=sys.stderr, highlight=False, markup=False, emoji=False)
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[what]}", markup=False),
        console=console,
        transient=True,
        refresh_per_second=4,
        disable=not console.is_interactive,
    )
