"""A project's settings, which `puxi.toml` they come from, and which register and ledger are meant."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from puxi_cli.errors import UnreadableFile, UsageError, of_system
from puxi_cli.jobs.settings_parts import FILE_NAME, Settings, sections
from puxi_cli.sheets.loading import files_of

DEFAULT_REGISTER = "registry.xlsx"


def settings_from(folder: Path) -> Settings:
    """Read the nearest `puxi.toml` from a folder upward. Raises UsageError on what it does not know."""
    for place in (folder.resolve(), *folder.resolve().parents):
        path = place / FILE_NAME
        if path.is_file():
            from puxi_cli.jobs.settings_file import read_settings

            settings = read_settings(path)
            if settings.above(folder):
                from puxi_cli.jobs.trust import check_trusted_writing

                targets = {f"[{one.name}] {key}": getattr(settings.of(one), key) for one in sections() for key in one.targets}
                check_trusted_writing(path, targets)
            return settings
    return Settings(folder)


def register_meant(given: Sequence[Path], option: Path | None, settings: Settings, folder: Path) -> list[Path]:
    """The files of the register a command is to read, folders opened.

    Arguments, `--registry` or PUXI_REGISTRY, `puxi.toml`, then registry.xlsx here. Raises UsageError, with what to try, where
    none of these is there, UnreadableFile for a folder without spreadsheets.
    """
    if given:
        return files_of(given)
    from_environment = os.environ.get("PUXI_REGISTRY")
    for path in (option, Path(from_environment) if from_environment else None, settings.register):
        if path is not None:
            return files_of([path])
    here = folder / DEFAULT_REGISTER
    if here.is_file():
        return [Path(DEFAULT_REGISTER)]
    raise UsageError(
        "没有指定信息表，当前文件夹里也没有 registry.xlsx。可以：在命令后面写上文件，如 puxi validate 文件.xlsx；或设 PUXI_REGISTRY；"
        "或在 puxi.toml 写 [registry] path；或用 puxi sample 文件夹 生成样例。",
        "No register given, and no registry.xlsx in this folder. Try: name the file behind the command, as puxi validate FILE.xlsx; or set "
        "PUXI_REGISTRY; or write [registry] path in puxi.toml; or make a sample with puxi sample FOLDER.",
    )


def password_from(path: Path | None) -> str | None:
    """The first line of a password file. Raises UnreadableFile."""
    if path is None:
        return None
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except OSError as error:
        zh, en = of_system(error)
        raise UnreadableFile(f"{path}：密码文件读不了（{zh}）。", f"{path}: the password file cannot be read ({en}).") from None
    except UnicodeDecodeError:
        raise UnreadableFile(
            f"{path}：密码文件不是 UTF-8 的文本文件。", f"{path}: the password file is no text file in UTF-8."
        ) from None
    if not lines or not lines[0]:
        raise UnreadableFile(f"{path}：密码文件第一行是空的。", f"{path}: the first line of the password file is empty.")
    return lines[0]
