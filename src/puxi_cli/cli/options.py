"""Options that several commands share, in one wording."""

from __future__ import annotations

import re
import sys
import unicodedata
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from puxi_cli.cli import choices, terminal
from puxi_cli.cli.commands import Option
from puxi_cli.cli.language import Words, lang_named
from puxi_cli.errors import UsageError
from puxi_cli.reports.writing import STDOUT, check_target

if TYPE_CHECKING:
    from puxi_cli.jobs.settings_parts import Settings

_FILE = click.Path(path_type=Path, readable=False)


# A day as people type it: 2018-06-30, 2018/6/30, 2018.6.30, 2018年6月30日, 20180630.
_DAY = re.compile(r"([0-9]{4})([-/.年])([0-9]{1,2})([-/.月])([0-9]{1,2})日?|([0-9]{4})([0-9]{2})([0-9]{2})")


class DayType(click.ParamType[date]):
    """A day, in any of the forms that people write."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; refuses what is none."""
        if isinstance(value, date):
            return value
        try:
            found = _DAY.fullmatch("".join(unicodedata.normalize("NFKC", value).split()))
            if found is None:
                raise ValueError(value)
            year, month, day = (found[1], found[3], found[5]) if found[1] else (found[6], found[7], found[8])
            return date(int(year), int(month), int(day))
        except ValueError:
            said = Words(f"“{value}”不是日期；写成 2018-06-30 或 2018年6月30日", f"{value} is no day; write it as 2018-06-30")
            self.fail(str(said), param, ctx)


class YearType(choices.Between):
    """A year, as 2018, 2018年 or 2018年度."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Returns the year. Raises click.BadParameter where it is none."""
        plain: Any = value.strip().removesuffix("度").removesuffix("年") if isinstance(value, str) else value
        return super().convert(plain, param, ctx)


class LangType(click.Choice[str]):
    """A language, by its tag or its name."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The tag; refuses what names neither."""
        return super().convert(lang_named(value) or value, param, ctx)


def registry() -> Option:
    """Which register, where none is given as an argument."""
    return Option(
        "--registry",
        type=_FILE,
        metavar="PATH",
        words=Words(
            "没有写文件时读这份信息表（也可设 PUXI_REGISTRY）", "Register to read when no file is given (also PUXI_REGISTRY)"
        ),
    )


def year() -> Option:
    """The year's end as the day."""
    return Option(
        "--year",
        type=YearType(1990, 2100),
        metavar="YYYY",
        words=Words("截至这一年的 12 月 31 日", "As of 31 December of this year"),
    )


def as_of() -> Option:
    """Any day."""
    return Option("--as-of", type=DayType(), words=Words("截至这一天", "As of this day"))


def region() -> Option:
    """Whose law."""
    return Option(
        "--region",
        metavar="REGION",
        words=Words(
            "行政区划的代码或名称，如 610921、汉阴县；默认取自 puxi.toml 或信息表",
            "Code of a division, as 610921, or its Chinese name; default from puxi.toml or the register",
        ),
    )


def region_of_law() -> Option:
    """Whose law, where no register is read."""
    return Option(
        "--region",
        metavar="REGION",
        words=Words(
            "行政区划的代码或名称，如 610921、汉阴县；默认取自 puxi.toml，否则全国",
            "Code of a division, as 610921, or its Chinese name; default from puxi.toml, else the country",
        ),
    )


def lang() -> Option:
    """Which language. Read before anything is parsed (`language.settle`)."""
    return Option(
        "--lang",
        type=LangType(["zh", "en"]),
        expose_value=False,
        words=Words("语言（默认 PUXI_LANG，再按系统）", "Language (default PUXI_LANG, then the locale)"),
    )


def form(*names: str) -> Option:
    """Which form of output."""
    return Option(
        "--format",
        "form",
        type=choices.forms(*names),
        words=Words(
            "输出形式；不写则按 --output 的扩展名，否则 text", "Form of the output; else by the ending of --output, else text"
        ),
    )


def output(required: bool = False) -> Option:
    """Where to."""
    return Option(
        "--output",
        metavar="PATH",
        default=None if required else "-",
        words=Words("写到这个文件；- 为标准输出", "Write to this file; - is standard output"),
    )


def show_ids() -> Option:
    """Unmasked."""
    return Option(
        "--show-ids",
        is_flag=True,
        words=Words("不遮盖证件号码、电话和姓名", "Show identity numbers, telephones and names unmasked"),
    )


def fail_on() -> Option:
    """From which severity on the exit code is 1."""
    return Option(
        "--fail-on",
        type=choices.severities(never=True),
        default="error",
        show_default=True,
        words=Words("有这一级以上的问题时退出码为 1", "Exit with 1 when there are findings at or above this severity"),
    )


def family() -> Option:
    """Rules of a family."""
    return Option(
        "--family",
        "families",
        multiple=True,
        metavar="FAMILY",
        words=Words("只看这一族规则，如 REC（可重复）", "Only rules of this family, as REC (may be repeated)"),
    )


def rule_selection() -> list[click.Parameter]:
    """Which rules; `jobs.settings.Selection` takes the three."""
    return [
        Option(
            "--rule",
            "rules",
            multiple=True,
            metavar="ID",
            words=Words("只看这条规则（编号或名称，可重复）", "Only this rule, by number or name (may be repeated)"),
        ),
        family(),
        Option(
            "--severity", type=choices.severities(), words=Words("只看这一级以上的规则", "Only rules at or above this severity")
        ),
    ]


def engine() -> Option:
    """Where the expressions run."""
    return Option(
        "--engine",
        metavar="ENGINE",
        default="local",
        show_default=True,
        words=Words(
            "计算引擎：local（本机）；spark、local[N]、spark://主机:端口（需要 puxi-cli[spark] 和 Java）",
            "Engine: local (in this process); spark, local[N] or spark://HOST:PORT (they need puxi-cli[spark] and Java)",
        ),
    )


def ledger() -> Option:
    """Which ledger."""
    return Option(
        "--ledger",
        type=_FILE,
        metavar="PATH",
        words=Words(
            "整改台账（.xlsx，或放 CSV 的文件夹）；默认 puxi.toml 的 [rectify] ledger，再到当前文件夹的 整改台账.xlsx",
            "The ledger (.xlsx, or a folder of CSV); default [rectify] ledger in puxi.toml, then 整改台账.xlsx here",
        ),
    )


def password_file() -> Option:
    """The password of a protected workbook."""
    return Option(
        "--password-file",
        type=_FILE,
        metavar="PATH",
        words=Words("打开密码所在的文本文件（第一行）", "Text file whose first line is the workbook's password"),
    )


def files() -> click.Argument:
    """The files and folders to read."""
    return click.Argument(["files"], nargs=-1, type=_FILE, metavar="[FILE]...")


def day_of(year: int | None, as_of: date | None) -> date | None:
    """The day that `--year` and `--as-of` mean. Raises UsageError where both are given."""
    if year is not None and as_of is not None:
        raise UsageError("--year 和 --as-of 只能写一个。", "Give --year or --as-of, not both.")
    return date(year, 12, 31) if year is not None else as_of


# Endings that mean another form than text, and those that go with text.
_ENDINGS = {"xlsx": "xlsx", "csv": "csv", "json": "json", "html": "html"}
_FOREIGN = ("xlsm", "xls", "xlsb", "ods", "et", "tsv", "parquet", "pdf", "doc", "docx", "wps", "htm", "png", "jpg", "zip")
_TEXT = ("", "txt", "text", "log", "md")


def form_of(form: str | None, output: str, choices: tuple[str, ...]) -> str:
    """The form asked for, or the one that the output's ending names.

    Raises UsageError where the ending contradicts the form, for a workbook on a screen, and for an output that would
    replace somebody's spreadsheet.
    """
    ending = "" if output == STDOUT else Path(output).suffix.removeprefix(".").lower()
    named = _ENDINGS.get(ending) or (ending if ending in choices else None)
    chosen = form or (named if named in choices else choices[0])
    # With --format an unknown ending is the user's own affair (out.part), without it there is nothing to go by.
    wrong = ending in (*_FOREIGN, *(_TEXT[1:] if chosen == "xlsx" else ())) or named not in (None, chosen)
    if wrong or (form is None and ending not in (*_ENDINGS, *_TEXT, *choices)):
        raise _contradiction(output, ending, form, choices)
    if chosen == "xlsx" and output == STDOUT and sys.stdout.isatty():
        raise UsageError(
            "xlsx 不能显示在屏幕上，请加 --output 文件.xlsx。", "xlsx cannot be shown on a screen; add --output FILE.xlsx."
        )
    check_target(output)
    return chosen


def _contradiction(output: str, ending: str, form: str | None, choices: tuple[str, ...]) -> UsageError:
    endings = [".txt" if choice == "text" else f".{choice}" for choice in choices]
    if form is not None:
        right = ".txt" if form == "text" else f".{form}"
        return UsageError(
            f"--output {output} 的扩展名与 --format {form} 不符；请把扩展名写成 {right}，或去掉 --format",
            f"The ending of --output {output} contradicts --format {form}; give the file the ending {right}, or leave --format out",
        )
    return UsageError(
        f"不能写出 .{ending} 文件（--output {output}）；扩展名可用：{' '.join(endings)}",
        f"No file of the kind .{ending} can be written (--output {output}); take one of the endings {' '.join(endings)}",
    )


def settings_here() -> Settings:
    """The settings for the current folder; a file that is found in a folder above it is named on stderr. Raises UsageError."""
    from puxi_cli.jobs.settings import settings_from

    settings = settings_from(Path.cwd())
    if settings.above(Path.cwd()):
        click.echo(str(Words(f"采用上级文件夹的设置：{settings.file}", f"Settings of a folder above: {settings.file}")), err=True)
    return settings


def say_written(output: str, found: Words | None = None) -> None:
    """Tell who sits at the terminal that the file is there, and what was found; to cron nothing."""
    if output != STDOUT and terminal.at_a_terminal():
        said = Words(f"：{found.zh}", f": {found.en}") if found else Words("", "")
        from puxi_cli.reports.masking import harmless

        click.echo(harmless(str(Words(f"已写出 {output}{said.zh}", f"Wrote {output}{said.en}"))), err=True)
