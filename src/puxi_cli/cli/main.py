"""`puxi`: the commands of all systems. Short helps stand in their lists, so that `puxi --help` loads no command."""

from __future__ import annotations

import click

from puxi_cli import __version__
from puxi_cli.cli import options
from puxi_cli.cli.commands import Group, Option
from puxi_cli.cli.language import Words
from puxi_cli.system import commands


def _version(context: click.Context, parameter: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        from puxi_cli.law.version import law_version

        click.echo(f"puxi {__version__}, law {law_version()}")
        context.exit()


main = Group(
    "puxi",
    table={command.name: (command.module, Words(*command.words)) for command in commands()},
    words=Words(
        "建档立卡台账工具：哪些格子错了、怎么改，数字是多少、由什么构成。不联网，不改动输入文件。",
        "For the household poverty register: which cells are wrong and how to mend them, what the figures are and what they are "
        "made of. No network; inputs are never changed.",
    ),
    example=Words("puxi validate registry.xlsx\npuxi stats --year 2018", "puxi validate registry.xlsx\npuxi stats --year 2018"),
    params=[
        options.lang(),
        Option(
            "--version",
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_version,
            words=Words("显示版本", "Show the version and exit"),
        ),
    ],
)
