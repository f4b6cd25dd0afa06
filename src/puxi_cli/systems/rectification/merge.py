"""`puxi rectify merge`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from puxi_cli.cli import options
from puxi_cli.cli.commands import Command
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode
from puxi_cli.systems.rectification import rectify


def _run(other: Path, ledger: Path | None, today: date | None, form: str | None, show_ids: bool, every: bool) -> int:
    from puxi_cli.systems.rectification.job import merge
    from puxi_cli.systems.rectification.rectify_json import merge_document
    from puxi_cli.systems.rectification.rectify_text import write_merge_text
    from puxi_cli.systems.rectification.settings import ledger_meant

    settings = options.settings_here()
    told = merge(ledger_meant(ledger, settings, Path.cwd()), other, rectify.day(today))
    rectify.write(told, form, show_ids, every, write_merge_text, merge_document)
    return ExitCode.FINDINGS if told.conflicts else ExitCode.CLEAN


command = Command(
    "merge",
    callback=_run,
    words=Words(
        "两个人各填了一份台账时，把另一份独有的行、本台账空白而另一份填了的格子、历史并进来；两边都填了又不同的列为冲突，"
        "两边都不改。有冲突时退出码为 1。",
        "Where two people filled in copies of the ledger: take over rows that only the other has, cells that are blank here and filled "
        "there, and history. What both have and have differently is listed; neither is changed. Exit code 1 where there are conflicts.",
    ),
    example=Words(*["puxi rectify merge 整改台账-李四.xlsx"] * 2),
    params=[click.Argument(["other"], type=click.Path(path_type=Path, readable=False), metavar="OTHER"), *rectify.shared()],
)
