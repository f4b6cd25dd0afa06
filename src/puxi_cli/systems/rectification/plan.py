"""`puxi rectify plan`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from puxi_cli.cli import checking, choices, language, options
from puxi_cli.cli.choices import Choice
from puxi_cli.cli.commands import Command, Option
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode, UsageError
from puxi_cli.reports.writing import STDOUT, check_target, written
from puxi_cli.systems.rectification import rectify


def _run(
    files: tuple[Path, ...],
    registry: Path | None,
    year: int | None,
    as_of: date | None,
    region: str | None,
    feedback: tuple[Path, ...],
    source: str | None,
    checks: tuple[str, ...],
    earlier: tuple[Path, ...],
    output: str | None,
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
    from puxi_cli.systems.rectification.job import plan
    from puxi_cli.systems.rectification.rectify_json import plan_document
    from puxi_cli.systems.rectification.rectify_text import write_plan_text
    from puxi_cli.systems.rectification.settings import ledger_meant

    if output is not None:
        if output == STDOUT or Path(output).suffix.lower() != ".xlsx":
            raise UsageError(
                f"--output {output}：三单是工作簿，扩展名应为 .xlsx。",
                f"--output {output}: the lists are a workbook; the name must end in .xlsx.",
            )
        check_target(output)
    settings = options.settings_here()
    paths = register_meant(files, registry, settings, Path.cwd())
    told = plan(
        paths,
        ledger_meant(ledger, settings, Path.cwd()),
        settings,
        today=rectify.day(today),
        who=rectify.who(by),
        feedback=feedback,
        source=source,
        day=options.day_of(year, as_of),
        region=checked_region(region, "--region") if region else None,
        password=password_from(password_file),
        checks=checks,
        earlier=earlier,
    )
    if output is not None:
        from puxi_cli.systems.rectification.three_lists import write_three_lists

        with written(output, keep=[*paths, told.path]) as stream:
            write_three_lists(told, stream, language.current(), show_ids=show_ids)
        options.say_written(output)
    rectify.write(told, form, show_ids, every, write_plan_text, plan_document)
    return ExitCode.CLEAN


command = Command(
    "plan",
    callback=_run,
    words=Words(
        "检查信息表，把问题写进整改台账（已有的不重复），分派责任人和时限，列出问题清单、任务清单、责任清单。"
        "--feedback 把上级或自查反馈的问题表也并进来。",
        "Check a register and put its problems into the ledger (none twice), with who answers for each and by when; list problems, tasks and "
        "responsibilities. --feedback also takes a sheet of problems reported from above or by a self-check.",
    ),
    example=Words(
        "puxi rectify plan registry.xlsx --output 三单.xlsx\npuxi rectify plan registry.xlsx --feedback 省反馈.xlsx --source 省",
        "puxi rectify plan registry.xlsx --output lists.xlsx\npuxi rectify plan registry.xlsx --feedback reported.xlsx --source province",
    ),
    params=[
        options.files(),
        options.registry(),
        options.year(),
        options.as_of(),
        options.region(),
        Option(
            "--feedback",
            type=click.Path(path_type=Path, readable=False),
            multiple=True,
            metavar="FILE",
            words=Words(
                "反馈问题表（至少有“反馈问题”一列），可写多次",
                "A sheet of reported problems (at least a column 反馈问题); may be given again",
            ),
        ),
        Option(
            "--source",
            metavar="TEXT",
            words=Words(
                "反馈表没有“问题来源”一列时的来源，如 中央、省、市、县、镇、自查",
                "Where a feedback sheet comes from that has no column 问题来源",
            ),
        ),
        Option(
            "--checks",
            type=Choice(choices.COMMANDS),
            multiple=True,
            words=Words(
                "只用这些命令的规则找问题（默认全部；可重复）",
                "Find problems by the rules of these commands only (default: all; may be repeated)",
            ),
        ),
        checking.earlier(),
        Option(
            "--output",
            metavar="PATH",
            words=Words("把三单写成可打印的工作簿（.xlsx）", "Write the three lists as a workbook to print (.xlsx)"),
        ),
        rectify.by(),
        *rectify.shared(),
        options.password_file(),
    ],
)
