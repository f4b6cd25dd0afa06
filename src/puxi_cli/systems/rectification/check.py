"""`puxi rectify check`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from puxi_cli.cli import checking, options
from puxi_cli.cli.commands import Command
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode
from puxi_cli.systems.rectification import rectify


def _run(
    files: tuple[Path, ...],
    registry: Path | None,
    year: int | None,
    as_of: date | None,
    region: str | None,
    earlier: tuple[Path, ...],
    by: str | None,
    ledger: Path | None,
    today: date | None,
    form: str | None,
    show_ids: bool,
    every: bool,
    password_file: Path | None,
) -> int:
    from puxi_cli.jobs.settings import password_from, register_meant
    from puxi_cli.law.regions import checked_region
    from puxi_cli.systems.rectification.job import check
    from puxi_cli.systems.rectification.rectify_json import check_document
    from puxi_cli.systems.rectification.rectify_text import write_check_text
    from puxi_cli.systems.rectification.settings import ledger_meant

    settings = options.settings_here()
    told = check(
        register_meant(files, registry, settings, Path.cwd()),
        ledger_meant(ledger, settings, Path.cwd()),
        settings,
        today=rectify.day(today),
        who=rectify.who(by),
        day=options.day_of(year, as_of),
        region=checked_region(region, "--region") if region else None,
        password=password_from(password_file),
        earlier=earlier,
    )
    rectify.write(told, form, show_ids, every, write_check_text, check_document)
    return ExitCode.FINDINGS if told.reopened else ExitCode.CLEAN


command = Command(
    "check",
    callback=_run,
    words=Words(
        "用最新的信息表核对台账里的每个问题：不再发现的转为待销号，仍存在的写明已多久，销号后又发现的记为反弹。"
        "数据无法判断的不改状态。有反弹时退出码为 1。",
        "Hold every problem of the ledger against the newest register: what is no longer found waits to be closed, what is still found says "
        "for how long, what is found again after closing is reopened. What cannot be told keeps its state. Exit code 1 where something reopened.",
    ),
    example=Words(*["puxi rectify check registry.xlsx"] * 2),
    params=[
        options.files(),
        options.registry(),
        options.year(),
        options.as_of(),
        options.region(),
        checking.earlier(),
        rectify.by(),
        *rectify.shared(),
        options.password_file(),
    ],
)
