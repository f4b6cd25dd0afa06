"""Whose code may run: own rules of the user (or of root) that nobody else can change, or that the user has accepted."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path

from puxi_cli.errors import NotWritten, UsageError, of_system
from puxi_cli.text.words import Text

_ACCEPTED = "accepted-rules"
_KINDS = (".py", ".toml")


def check_trusted(settings_file: Path, files: Sequence[Path]) -> None:
    """Raise UsageError for the first file of own rules that others wrote or could change, unless the user has accepted it.

    The settings file decides which code runs, so it is held to the same as the rules and the folders that both stand in.
    """
    if os.name != "posix" or not files:
        return  # where the system has no owners and modes in this form, the files are the user's own affair
    accepted: frozenset[str] | None = None
    for file in files:
        wrong = _foreign(settings_file) or _foreign(file)
        if wrong is None:
            continue
        accepted = _accepted() if accepted is None else accepted
        if not file.is_file() or _line(file) in accepted:
            continue  # that a file is not there is said where it is read
        raise UsageError(
            f"{file}：没有运行这个规则文件，因为 {wrong[0]}。请看过内容；确认可信后运行 puxi rules accept {file}，文件改动后须重新确认。",
            f"{file}: this file of rules was not run: {wrong[1]}. Read it; if you trust it, run puxi rules accept {file}. "
            "A file that changes has to be accepted again.",
        )


def check_trusted_writing(settings_file: Path, targets: Mapping[str, Path | None]) -> None:
    """Raise UsageError where a settings file of a folder above the work, that others wrote or could change, says where to write.

    `targets` are the paths by their keys in the file.
    """
    named = [key for key, path in targets.items() if path is not None]
    if os.name != "posix" or not named:
        return
    wrong = _foreign(settings_file)
    if wrong is None or _line(settings_file) in _accepted():
        return
    keys = Text("、".join(named), ", ".join(named))
    raise UsageError(
        f"{settings_file}：上级文件夹的这个设置文件规定了写到哪里（{keys[0]}），但 {wrong[0]}，没有采用。请看过内容；确认可信后运行 "
        f"puxi rules accept {settings_file}，或在当前文件夹另写 puxi.toml。",
        f"{settings_file}: this settings file of a folder above says where to write ({keys[1]}), but {wrong[1]}. Read it; if you trust "
        f"it, run puxi rules accept {settings_file}, or write a puxi.toml in this folder.",
    )


def accept(files: Sequence[Path]) -> None:
    """Note that the user trusts some files as they are now.

    Raises UsageError for one that cannot be read or is none that puxi runs or reads settings from; NotWritten.
    """
    lines = []
    for file in files:
        if file.suffix.lower() not in _KINDS:
            raise UsageError(
                f"{file}：不是规则文件（.py）或设置文件（puxi.toml），没有登记。",
                f"{file}: no file of rules (.py) and no settings file (puxi.toml); nothing was accepted.",
            )
        try:
            lines.append(_line(file))
        except OSError as error:
            zh, en = of_system(error)
            raise UsageError(f"{file}：读不了（{zh}）。", f"{file}: cannot be read ({en}).") from None
    path = _list()
    kept = sorted(_accepted() | set(lines))
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        with open(
            os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", errors="surrogateescape"
        ) as to:
            to.write("".join(f"{line}\n" for line in kept))
        beside.replace(path)
    except OSError as error:
        zh, en = of_system(error)
        raise NotWritten(f"{path}：写不了（{zh}）。", f"{path}: cannot be written ({en}).") from None


def _list() -> Path:
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base and Path(base).is_absolute() else Path.home() / ".config") / "puxi" / _ACCEPTED


def _accepted() -> frozenset[str]:
    """The lines of the list; none where it is not there, or others could have written it."""
    path = _list()
    if _foreign(path) is not None:
        return frozenset()
    try:
        return frozenset(path.read_text("utf-8", errors="surrogateescape").splitlines())
    except OSError:
        return frozenset()


def _line(file: Path) -> str:
    """A file by its content and its place, without line breaks in either."""
    return f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {str(file.resolve())!r}"


def _foreign(file: Path) -> Text | None:
    """Why a file cannot be taken for the user's own: who owns it, or who may write it or its folder, also behind a link."""
    for path in dict.fromkeys((file.absolute(), file.absolute().parent, file.resolve(), file.resolve().parent)):
        try:
            seen = path.stat()
        except OSError:
            continue
        if seen.st_uid not in (os.geteuid(), 0):
            return Text(f"{path} 属于另一个用户", f"{path} belongs to another user")
        # A group of the same number as the user is the user's own.
        others = stat.S_IWOTH | (0 if seen.st_gid == seen.st_uid else stat.S_IWGRP)
        if seen.st_mode & others and not (path.is_dir() and seen.st_mode & stat.S_ISVTX):
            return Text(f"{path} 其他用户也能修改", f"other users may change {path}")
    return None
