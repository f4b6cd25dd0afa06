"""`puxi rectify close`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from puxi_cli.cli import options
from puxi_cli.cli.commands import Command, Option
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode
from puxi_cli.systems.rectification import rectify


def _run(
    keys: tuple[str, ...],
    why: str | None,
    region: str | None,
    by: str | None,
    ledger: Path | None,
    today: date | None,
    form: str | None,
    show_ids: bool,
    every: bool,
) -> int:
    from puxi_cli.law.regions import checked_region
    from puxi_cli.systems.rectification.job import close
    from puxi_cli.systems.rectification.rectify_json import close_document
    from puxi_cli.systems.rectification.rectify_text import write_close_text
    from puxi_cli.systems.rectification.settings import ledger_meant

    settings = options.settings_here()
    told = close(
        ledger_meant(ledger, settings, Path.cwd()),
        settings,
        keys=keys,
        today=rectify.day(today),
        who=rectify.who(by),
        why=why,
        region=checked_region(region, "--region") if region else None,
    )
    rectify.write(told, form, show_ids, every, write_close_text, close_document)
    return ExitCode.FINDINGS if told.refused else ExitCode.CLEAN


command = Command(
    "close",
    callback=_run,
    words=Words(
        "销号。六个条件（问题查清、原因查明、责任落实、整改到位、佐证归档、群众满意）都满足才销；缺哪一条，退回并写明。"
        "不写问题编号时处理全部待销号的。有退回时退出码为 1。",
        "Close problems that fulfil all six conditions (verified, cause found, responsible named, put right, evidence on file, people "
        "satisfied); what lacks one is refused and told. Without numbers, all that wait. Exit code 1 where something was refused.",
    ),
    example=Words(*["puxi rectify close\npuxi rectify close K7QM-2XD4 --by 张三 --why 入户核实"] * 2),
    params=[
        click.Argument(["keys"], nargs=-1, metavar="[NUMBER]..."),
        Option("--why", metavar="TEXT", words=Words("为什么销号，记入整改历史", "Why, for the history")),
        options.region_of_law(),
        rectify.by(),
        *rectify.shared(),
    ],
)
