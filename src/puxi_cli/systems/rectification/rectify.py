"""`puxi rectify`: its commands, and the options that they share."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import date
from typing import Any

import click

from puxi_cli.cli import checking, language, options
from puxi_cli.cli.commands import Group, Option
from puxi_cli.cli.language import Words
from puxi_cli.reports.writing import written_text

FORMS = ("text", "json")


def today() -> Option:
    """The day that the command is run as."""
    return Option(
        "--today",
        type=options.DayType(),
        words=Words(
            "当作这一天运行（默认今天）：时限、时间都按它算",
            "Run as if on this day (default: today): deadlines and days go by it",
        ),
    )


def by() -> Option:
    """Who."""
    return Option(
        "--by",
        metavar="NAME",
        words=Words("谁做的，记入整改历史（默认登录名）", "Who does it, for the history (default: the login name)"),
    )


def shared() -> list[click.Parameter]:
    """The options of every command here."""
    return [options.ledger(), today(), options.lang(), options.form(*FORMS), options.show_ids(), checking.every()]


def who(name: str | None) -> str:
    """The name given, else that of whoever is logged in."""
    if name:
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # nobody: a number without a name, as in a container
        return "?"


def day(given: date | None) -> date:
    """The day given, else the clock's."""
    return given or date.today()


def write(
    told: Any, form: str | None, show_ids: bool, every: bool, text: Callable[..., None], document: Callable[..., Any]
) -> None:
    """Write what was done to standard output."""
    lang = language.current()
    with written_text("-") as stream:
        if form == "json":
            from puxi_cli.output.json_text import write_json

            write_json(document(told, lang, show_ids), stream, lang)
        else:
            text(told, stream, lang, show_ids=show_ids, limit=None if every else 50)


command = Group(
    "rectify",
    table={
        "plan": (
            "puxi_cli.systems.rectification.plan",
            Words("生成或更新整改台账，列出三单", "Make or update the ledger, and the three lists"),
        ),
        "check": (
            "puxi_cli.systems.rectification.check",
            Words("用最新信息表核对每个问题", "Hold every problem against the newest register"),
        ),
        "close": (
            "puxi_cli.systems.rectification.close",
            Words("销号：六个条件都满足的", "Close what has passed the six conditions"),
        ),
        "status": (
            "puxi_cli.systems.rectification.status",
            Words("进展：逾期、待销号、销号率", "How far it has come: overdue, waiting, closed"),
        ),
        "merge": (
            "puxi_cli.systems.rectification.merge",
            Words("并入另一份台账，列出冲突", "Take over another copy, list what contradicts"),
        ),
    },
    words=Words(
        "整改：把发现的和上级反馈的问题列成问题、任务、责任三张清单，落实到人和时限；信息表改对了才能销号。"
        "台账是一个工作簿，可以人工填写；puxi 只写自己的列，从不删行。",
        "Rectification: problems found here or reported from above become lists of problems, tasks and responsibilities, each with a person "
        "and a day, and are closed only when the register is right. The ledger is a workbook that people fill in by hand; puxi writes its "
        "own columns only and never deletes a row.",
    ),
    example=Words(*["puxi rectify plan registry.xlsx\npuxi rectify check registry.xlsx\npuxi rectify status"] * 2),
    params=[options.lang()],
)
