"""Lines for cron and units for systemd that run an export as it is configured."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from puxi_cli.errors import UsageError

_WHEN_CRON, _WHEN_SYSTEMD = "30 6 * * 1-5", "Mon..Fri 06:30"


def cron_line(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> str:
    """A line for `crontab -e`: weekdays at half past six, in this folder.

    cron runs it with a shell that knows neither the user's PATH nor their language, and takes a bare % for a line's end.
    """
    _checked([*command, str(folder)])
    said = " ".join(f"{name}={shlex.quote(value)}" for name, value in environment.items())
    line = f"cd {shlex.quote(str(folder))} && {said} {shlex.join(command)}"
    return f"{_WHEN_CRON} " + line.replace("%", r"\%")


def systemd_units(command: Sequence[str], folder: Path, environment: Mapping[str, str], description: str) -> dict[str, str]:
    """A service and its timer, by file name: weekdays at half past six, made up for where the machine was off."""
    _checked([*command, str(folder)])
    service = [
        "[Unit]",
        f"Description={_specifiers(description)}",
        "",
        "[Service]",
        "Type=oneshot",
        f"WorkingDirectory={_specifiers(str(folder))}",
        *(f"Environment={_quoted(f'{name}={value}')}" for name, value in environment.items()),
        "ExecStart=" + " ".join(_quoted(word, command=True) for word in command),
        "",
    ]
    timer = [
        "[Unit]",
        f"Description={_specifiers(description)}",
        "",
        "[Timer]",
        f"OnCalendar={_WHEN_SYSTEMD}",
        "Persistent=true",
        "",
        "[Install]",
        "WantedBy=timers.target",
        "",
    ]
    return {"puxi-export.service": "\n".join(service), "puxi-export.timer": "\n".join(timer)}


def _checked(words: Sequence[str]) -> None:
    if any(character in word for word in words for character in "\n\r\0"):
        raise UsageError("路径中有换行，不能写进定时任务。", "A path holds a line break and cannot stand in a schedule.")


def _specifiers(text: str) -> str:
    return text.replace("%", "%%")


def _quoted(word: str, *, command: bool = False) -> str:
    """A word as systemd reads it: quoted, its own signs doubled."""
    inner = _specifiers(word.replace("\\", "\\\\").replace('"', '\\"'))
    return f'"{inner.replace("$", "$$") if command else inner}"'
