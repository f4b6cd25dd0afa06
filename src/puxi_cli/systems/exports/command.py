"""`puxi export`."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from puxi_cli.cli import choices, language, options, terminal
from puxi_cli.cli.choices import Between
from puxi_cli.cli.commands import OpenGroup, Option
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode, UsageError
from puxi_cli.findings import Severity

if TYPE_CHECKING:
    from puxi_cli.systems.exports.job import Exported, Order


def _run(
    files: tuple[Path, ...],
    registry: Path | None,
    year: int | None,
    as_of: date | None,
    region: str | None,
    output: Path | None,
    products: tuple[str, ...],
    households: tuple[str, ...],
    keep: int | None,
    if_changed: bool,
    show_ids: bool,
    fail_on: str,
    password_file: Path | None,
    show_cron: bool,
    show_systemd: bool,
) -> int:
    from puxi_cli.jobs.settings import password_from, register_meant
    from puxi_cli.law.regions import checked_region
    from puxi_cli.systems.exports.job import DEFAULT_TARGET, Order, RegisterMeant, export
    from puxi_cli.systems.exports.products import product_names
    from puxi_cli.systems.exports.settings import EXPORT

    settings = options.settings_here()
    wanted = settings.of(EXPORT)
    made = product_names(products or wanted.products)
    if households and made and "households" not in made:
        raise UsageError(
            "--household 只用于一户一档：请加 --product households，或去掉 --product。",
            "--household is of household sheets: add --product households, or leave --product out.",
        )
    if show_cron or show_systemd:
        return _schedule(show_systemd)
    if wanted.registers and not files and registry is None:
        registers = [RegisterMeant(one.name, [one.path]) for one in wanted.registers]
    else:
        registers = [RegisterMeant(None, register_meant(files, registry, settings, Path.cwd()))]
    order = Order(
        output or wanted.target or Path(DEFAULT_TARGET),
        registers,
        language.current(),
        options.day_of(year, as_of) or wanted.day,
        checked_region(region, "--region") if region else None,
        password_from(password_file),
        made,
        households or wanted.households,
        wanted.tables,
        show_ids or wanted.show_ids,
        wanted.keep if keep is None else keep,
        if_changed or wanted.if_changed,
    )
    told = export(order, settings)
    _tell(told, order)
    failing = fail_on != "never" and told.worst is not None and told.worst.weight >= Severity(fail_on).weight
    return ExitCode.FINDINGS if told.failed or failing else ExitCode.CLEAN


def _tell(told: Exported, order: Order) -> None:
    """Which registers failed; to who sits at a terminal, where the export is. Cron hears nothing of one that is whole."""
    for failed in told.failed:
        click.echo(str(Words(f"{failed.name}：{failed.error.zh}", f"{failed.name}: {failed.error.en}")), err=True)
    if told.failed:
        rest, all_ = len(order.registers) - len(told.failed), len(order.registers)
        click.echo(
            str(
                Words(f"{all_} 份信息表中 {rest} 份已导出：{told.path}", f"{rest} of {all_} registers are exported: {told.path}")
            ),
            err=True,
        )
    elif terminal.at_a_terminal():
        gone = (
            Words(f"，删去旧的 {len(told.removed)} 份", f", {len(told.removed)} old ones removed")
            if told.removed
            else Words("", "")
        )
        said = Words(f"已导出 {told.files} 个文件：{told.path}{gone.zh}", f"{told.files} files exported: {told.path}{gone.en}")
        same = Words(f"没有变化，未重做：{told.path}", f"Nothing has changed, so nothing was made: {told.path}")
        click.echo(str(said if told.made else same), err=True)


def _schedule(systemd: bool) -> int:
    """Print lines that run this very command from cron or systemd: where it was called, so that it finds the same settings."""
    from puxi_cli.systems.exports.schedules import cron_line, systemd_units

    command, environment = [*_called(), *_arguments()], {"PUXI_LANG": language.current(), "PYTHONUTF8": "1"}
    for name in ("PUXI_REGISTRY",):
        if value := os.environ.get(name):
            environment[name] = str(Path(value).absolute())
    if not systemd:
        click.echo(
            str(
                Words(
                    "# crontab -e 加入下面一行：工作日 6:30；出错时 cron 把那句话寄给 MAILTO。",
                    "# For crontab -e: weekdays at 6:30. Where something is wrong, cron sends the sentence to MAILTO.",
                )
            )
        )
        click.echo(cron_line(command, Path.cwd(), environment))
        return ExitCode.CLEAN
    for name, text in systemd_units(command, Path.cwd(), environment, "puxi export").items():
        click.echo(f"# /etc/systemd/system/{name}\n{text}")
    return ExitCode.CLEAN


def _called() -> list[str]:
    """This puxi by its whole path; where it was started as a module, its Python."""
    name = sys.argv[0]
    found = shutil.which(name) if os.sep not in name else name
    if found and os.access(found, os.X_OK) and Path(found).name != "__main__.py":
        return [str(Path(found).absolute())]
    return [sys.executable, "-m", "puxi_cli"]


_OF_PATHS = ("--output", "--registry", "--password-file")


def _arguments() -> Iterator[str]:
    """The command's own words, paths made whole; those that only print are left out."""
    context = click.get_current_context()
    yield "export"
    for param in context.command.params:
        if context.get_parameter_source(param.name or "") is not click.core.ParameterSource.COMMANDLINE:
            continue
        value, flag = context.params.get(param.name or ""), param.opts[-1]
        if param.name in ("show_cron", "show_systemd") or value is None:
            continue
        if isinstance(param, click.Argument):
            yield from (str(Path(path).absolute()) for path in value)
        elif isinstance(param, click.Option) and param.is_flag:
            yield flag
        else:
            for one in value if isinstance(value, tuple) else (value,):
                yield from (flag, str(Path(one).absolute()) if flag in _OF_PATHS else str(one))


command = OpenGroup(
    "export",
    callback=_run,
    subcommand_metavar="| verify FOLDER",
    table={
        "verify": ("puxi_cli.systems.exports.verify", Words("按清单核对一份导出是否完整", "Hold an export against its manifest"))
    },
    words=Words(
        "一次生成一期的全部成果资料：问题清单、三单、统计、公示表、一户一档、数据，写进一个新文件夹，全部完成后才出现；latest 指向最新一份。"
        "为 cron 设计：成功时不显示信息，日志在 logs/。做什么写在 puxi.toml 的 [export]。",
        "Make all products of a period in one go: findings, the three lists, figures, notices, household sheets, data, in a new folder that "
        "appears only when it is whole; latest points to the newest. Made for cron: silent where it went well, a log in logs/. What is made "
        "stands in [export] of puxi.toml.",
    ),
    example=Words(
        *[
            "\n".join(
                (
                    "puxi export registry.xlsx --year 2018",
                    "puxi export --output /srv/exports --keep 12 --if-changed",
                    "puxi export --show-cron",
                    "puxi export verify exports/latest",
                )
            )
        ]
        * 2
    ),
    params=[
        options.files(),
        options.registry(),
        options.year(),
        options.as_of(),
        options.region(),
        options.lang(),
        Option(
            "--output",
            type=click.Path(path_type=Path, readable=False),
            metavar="FOLDER",
            words=Words(
                "放各期导出的文件夹（默认 [export] target，再到 exports）",
                "The folder of exports (default [export] target, then exports)",
            ),
        ),
        Option(
            "--product",
            "products",
            multiple=True,
            metavar="NAME",
            words=Words(
                "只做这一种：问题清单、三单、统计、公示表、一户一档、报告、数据（可重复）",
                "Make only this: findings, lists, figures, notices, households, report, data (may be repeated)",
            ),
        ),
        Option(
            "--household",
            "households",
            multiple=True,
            metavar="NUMBER",
            words=Words(
                "为这一户做一户一档（户编号，或户主、成员的姓名，可重复）",
                "Make the sheet of this household (its number, or the name of its head or a member; may be repeated)",
            ),
        ),
        Option(
            "--keep",
            type=Between(0),
            metavar="N",
            words=Words(
                "新的做好以后，只留最近 N 份；0 为全部保留", "When the new one is whole, keep the newest N only; 0 keeps all"
            ),
        ),
        Option(
            "--if-changed",
            is_flag=True,
            words=Words(
                "信息表、政策标准、设置都没有变化时不做", "Do nothing where registers, law and settings have not changed"
            ),
        ),
        options.show_ids(),
        Option(
            "--fail-on",
            type=choices.severities(never=True),
            default="never",
            show_default=True,
            words=Words("有这一级以上的问题时退出码为 1", "Exit with 1 when there are findings at or above this severity"),
        ),
        options.password_file(),
        Option("--show-cron", is_flag=True, words=Words("只打印可用的 crontab 行", "Only print a line for crontab")),
        Option(
            "--show-systemd",
            is_flag=True,
            words=Words("只打印 systemd 的 service 和 timer", "Only print a service and a timer for systemd"),
        ),
    ],
)
