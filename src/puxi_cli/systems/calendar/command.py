"""`puxi calendar`."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import click

from puxi_cli.cli import checking, choices, language, options
from puxi_cli.cli.commands import Command, Option
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode, path_of
from puxi_cli.reports.writing import written, written_text

_FORMS = ("text", "ics", "xlsx", "csv", "json")
_MONTH = re.compile(r"([0-9]{4})(?:[-/.年]?)([0-9]{1,2})月?")
_MOST = 24  # months


class MonthType(click.ParamType[str]):
    """A month, as 2018-11, 201811 or 2018年11月."""

    name = "YYYY-MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The month as 2018-11; refuses what is none."""
        found = _MONTH.fullmatch("".join(str(value).split()))
        if found is None or not 1 <= int(found[2]) <= 12 or not 1990 <= int(found[1]) <= 2100:
            said = Words(f"“{value}”不是月份；写成 2018-11 或 2018年11月", f"{value} is no month; write it as 2018-11")
            self.fail(str(said), param, ctx)
        return f"{found[1]}-{int(found[2]):02d}"


def _run(
    files: tuple[Path, ...],
    registry: Path | None,
    year: int | None,
    as_of: date | None,
    month: str | None,
    months: int,
    region: str | None,
    form: str | None,
    output: str,
    fail_on: str,
    show_ids: bool,
    every: bool,
    password_file: Path | None,
    ledger: Path | None,
    rules: tuple[str, ...],
    families: tuple[str, ...],
    severity: str | None,
    engine: str,
) -> int:
    from puxi_cli.jobs.settings import password_from, register_meant
    from puxi_cli.jobs.settings_parts import Selection
    from puxi_cli.law.regions import checked_region
    from puxi_cli.systems.calendar.job import calendar
    from puxi_cli.systems.rectification.settings import ledger_meant

    chosen = options.form_of(form, output, _FORMS)
    settings = options.settings_here()
    paths = register_meant(files, registry, settings, Path.cwd())
    told = calendar(
        paths,
        month=month,
        months=months,
        day=options.day_of(year, as_of),
        region=checked_region(region, "--region") if region else None,
        settings=settings,
        password=password_from(password_file),
        ledger=ledger_meant(ledger, settings, Path.cwd()),
        named_ledger=ledger is not None,
        selection=Selection(rules, families, severity),
        engine=engine,
    )
    lang, kept = language.current(), [path_of(item.file) for item in told.checked.inputs]
    if chosen in ("text", "json"):
        with written_text(output, keep=kept, signed=chosen == "text") as text:
            if chosen == "json":
                from puxi_cli.output.json_text import write_json
                from puxi_cli.systems.calendar.outputs import calendar_document

                write_json(calendar_document(told, lang, show_ids), text, lang)
            else:
                from puxi_cli.systems.calendar.outputs import write_calendar_text

                limit = None if every or output != "-" else 50
                write_calendar_text(told, text, lang, show_ids=show_ids, limit=limit)
    else:
        from puxi_cli.systems.calendar import outputs

        writer = {"ics": outputs.write_calendar_ics, "xlsx": outputs.write_calendar_xlsx, "csv": outputs.write_calendar_csv}[
            chosen
        ]
        with written(output, keep=kept) as stream:
            writer(told, stream, lang, show_ids=show_ids)
    options.say_written(output)
    return ExitCode.FINDINGS if checking.fails(told.checked, fail_on) else ExitCode.CLEAN


command = Command(
    "calendar",
    callback=_run,
    words=Words(
        "日历：某月（或连续几个月）的干部生日、家属生日、到期的慰问等关爱事项、整改时限、公示期满，并核查关爱台账。"
        "可存为 .ics（手机和电脑日历可导入）或 .xlsx。姓名默认遮盖，加 --show-ids 显示；不显示出生年份。",
        "The calendar of a month, or of several: birthdays of cadres and of their families, visits and other care that is due, "
        "deadlines of the ledger, ends of publicity; and what the ledger of care lacks. As .ics for the calendars of telephones and "
        "computers, or as .xlsx. Names are masked unless --show-ids is given; years of birth are never shown.",
    ),
    example=Words(
        "puxi calendar registry.xlsx --month 2018-11\npuxi calendar --month 2018-11 --show-ids --output 日历.ics",
        "puxi calendar registry.xlsx --month 2018-11\npuxi calendar --month 2018-11 --show-ids --output calendar.ics",
    ),
    params=[
        options.files(),
        options.registry(),
        Option(
            "--month",
            type=MonthType(),
            words=Words("从这个月起（默认为截至日期所在的月）", "From this month on (default: that of the day asked)"),
        ),
        Option(
            "--months",
            type=choices.Between(1, _MOST),
            default=1,
            show_default=True,
            metavar="N",
            words=Words("连续几个月", "So many months"),
        ),
        options.year(),
        options.as_of(),
        options.region(),
        options.lang(),
        options.form(*_FORMS),
        options.output(),
        *options.rule_selection(),
        options.fail_on(),
        options.show_ids(),
        checking.every(),
        options.ledger(),
        options.password_file(),
        options.engine(),
    ],
)
