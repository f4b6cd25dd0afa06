"""A project's settings, which `puxi.toml` they come from, and which register and ledger are meant."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from puxi_cli.errors import UnreadableFile, UsageError
from puxi_cli.jobs.settings_parts import ExportSettings, RectifySettings, RuleSettings, WrittenDuty, WrittenProhibition
from puxi_cli.sheets.loading import files_of
from puxi_cli.text.words import NO_WORDS, Text

if TYPE_CHECKING:
    from puxi_cli.jobs.rulebook import Rulebook

FILE_NAME = "puxi.toml"
DEFAULT_REGISTER = "registry.xlsx"


@dataclass(frozen=True)
class Selection:
    """What `--rule`, `--family` and `--severity` say: rules by number or name, families, and from which severity on."""

    rules: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    severity: str | None = None


@dataclass(frozen=True)
class Settings:
    """What `puxi.toml` says; all of it may be absent. `folder` is where the file stands: its paths are relative to it."""

    folder: Path
    file: Path | None = None
    register: Path | None = None
    region: str | None = None
    headings: dict[str, str] = field(default_factory=dict)
    one_two: bool = False  # in columns of yes and no, 1 is yes and 2 is no
    law_extra: Path | None = None  # a folder of numbers of the law, put over puxi's
    prohibitions: tuple[WrittenProhibition, ...] = ()
    rules: RuleSettings = field(default_factory=RuleSettings)
    rectify: RectifySettings = field(default_factory=RectifySettings)
    duties: tuple[WrittenDuty, ...] = ()
    export: ExportSettings = field(default_factory=ExportSettings)
    misspellings: dict[str, str] = field(default_factory=dict)  # words and headings known to be written wrong, for `puxi fix`

    def above(self, folder: Path) -> bool:
        """Whether the file was found in a folder above this one."""
        return self.file is not None and self.file.parent != folder.resolve()

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rules there are, as `[rules]` has them. Raises UsageError where it names what is not there."""
        from puxi_cli.jobs.rulebook import Rulebook

        return Rulebook(self)


def settings_from(folder: Path) -> Settings:
    """Read the nearest `puxi.toml` from a folder upward. Raises UsageError on what it does not know."""
    for place in (folder.resolve(), *folder.resolve().parents):
        path = place / FILE_NAME
        if path.is_file():
            from puxi_cli.jobs.settings_file import read_settings

            settings = read_settings(path)
            if settings.above(folder):
                from puxi_cli.jobs.trust import check_trusted_writing

                targets = {"[rectify] ledger": settings.rectify.ledger, "[export] target": settings.export.target}
                check_trusted_writing(path, targets)
            return settings
    return Settings(folder)


def checked_region(given: str, where: str) -> str:
    """The code of a region, given as a code of GB/T 2260 (two, four or six digits) or as a name. Raises UsageError."""
    from puxi_cli.law.regions import full_name, near_names, region_code, regions_named

    written = "".join(given.split())
    if code := region_code(written):
        return code
    named = regions_named(written)
    if len(named) == 1:
        return next(iter(named))
    if named:
        listed = [f"{full_name(code)} {code}" for code in sorted(named)]
        raise UsageError(
            f"{where}：叫“{given}”的有 {len(listed)} 处（{'、'.join(listed)}），请连省、市名一起写，或写代码。",
            f"{where}: {len(listed)} regions are called {given} ({', '.join(listed)}); write the province and the city before it, or the code.",
        )
    why = NO_WORDS
    if written.isascii() and written.isdigit():
        above = next((code for digits in (4, 2) if (code := region_code(written[:digits])) and len(written) > digits), None)
        why = Text("行政区划代码为 2、4 或 6 位", "a code has 2, 4 or 6 digits")
        if len(written) in (2, 4, 6):
            why = Text("GB/T 2260 中没有这个代码", "GB/T 2260 has no such code")
        if above:
            why = Text(f"{why[0]}（{above} 是{full_name(above)}）", f"{why[1]} ({above} is {full_name(above)})")
    elif near := near_names(written):
        why = Text(f"是否为“{'”、“'.join(near)}”？", f"is it {', '.join(near)}?")
    raise UsageError(
        f"{where}：没有行政区划“{given}”{'：' if why[0] else '。'}{why[0]}{'' if why[0][-1:] in ('', '？') else '。'}请写 2、4 或 6 位的代码或名称，"
        "如 61、610921、汉阴县、陕西省汉阴县。",
        f"{where}: there is no region {given}{': ' if why[1] else '. '}{why[1]}{'' if why[1][-1:] == '' else ' ' if why[1][-1:] == '?' else '. '}"
        "Give a code of 2, 4 or 6 digits or a name, as 61, 610921, 汉阴县 or 陕西省汉阴县.",
    )


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


def ledger_meant(given: Path | None, from_settings: Path | None, folder: Path) -> Path:
    """Which ledger: the one asked for, the one of `puxi.toml`, else 整改台账.xlsx here. Raises UsageError for another kind of file.

    One within the current folder is named from there, as a person would.
    """
    path = given or from_settings or folder / "整改台账.xlsx"
    if given is None and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    if path.suffix.lower() not in ("", ".xlsx") and not path.is_dir():
        raise UsageError(
            f"--ledger {path}：台账应为 .xlsx 工作簿，或一个放 CSV 的文件夹。",
            f"--ledger {path}: a ledger is an .xlsx workbook, or a folder of CSV files.",
        )
    return path


def password_from(path: Path | None) -> str | None:
    """The first line of a password file. Raises UnreadableFile."""
    if path is None:
        return None
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise UnreadableFile(f"{path}：密码文件读不了。", f"{path}: the password file cannot be read.") from None
    if not lines or not lines[0]:
        raise UnreadableFile(f"{path}：密码文件第一行是空的。", f"{path}: the first line of the password file is empty.")
    return lines[0]
