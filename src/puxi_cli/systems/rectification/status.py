"""`puxi rectify status`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from puxi_cli.cli import options
from puxi_cli.cli.commands import Command
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode
from puxi_cli.systems.rectification import rectify


def _run(ledger: Path | None, today: date | None, form: str | None, show_ids: bool, every: bool) -> int:
    from puxi_cli.systems.rectification.job import status
    from puxi_cli.systems.rectification.rectify_json import status_document
    from puxi_cli.systems.rectification.rectify_text import write_status_text
    from puxi_cli.systems.rectification.settings import ledger_meant

    settings = options.settings_here()
    told = status(ledger_meant(ledger, settings, Path.cwd()), rectify.day(today))
    rectify.write(told, form, show_ids, every, write_status_text, status_document)
    return ExitCode.FINDINGS if told.progress.total.overdue else ExitCode.CLEAN


command = Command(
    "status",
    callback=_run,
    words=Words(
        "整改进展：未整改、逾期、待销号、已销号、反弹，按来源、行政村、责任人；销号率及其分子分母；剩余时限的图。有逾期时退出码为 1。",
        "How far rectification has come: open, overdue, waiting, closed, reopened, by source, village and person; the closure rate with its "
        "parts; a picture of the time left. Exit code 1 where something is overdue.",
    ),
    example=Words(*["puxi rectify status\npuxi rectify status --format json"] * 2),
    params=rectify.shared(),
)
