"""`puxi validate`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from puxi_cli.cli import checking, options
from puxi_cli.cli.commands import Command, Option
from puxi_cli.cli.language import Words


def _run(
    files: tuple[Path, ...],
    registry: Path | None,
    year: int | None,
    as_of: date | None,
    region: str | None,
    form: str | None,
    output: str,
    fail_on: str,
    show_ids: bool,
    every: bool,
    password_file: Path | None,
    rules: tuple[str, ...],
    families: tuple[str, ...],
    severity: str | None,
    engine: str,
    earlier: tuple[Path, ...],
) -> int:
    from puxi_cli.jobs.settings import Selection, checked_region, password_from, register_meant, settings_from
    from puxi_cli.jobs.validate import validate

    chosen = options.form_of(form, output, checking.FORMS)
    settings = settings_from(Path.cwd())
    paths = register_meant(files, registry, settings, Path.cwd())
    checked = validate(
        paths,
        day=options.day_of(year, as_of),
        region=checked_region(region, "--region") if region else None,
        settings=settings,
        password=password_from(password_file),
        selection=Selection(rules, families, severity),
        engine=engine,
        earlier=earlier,
    )
    return checking.reported(checked, chosen, output, show_ids, every, fail_on)


command = Command(
    "validate",
    callback=_run,
    words=Words(
        "读取登记表（xlsx、xls、ods、xlsb、csv、parquet，或装着这些文件的文件夹），检查每一格、每一行和表与表之间的关系，"
        "指出在哪个文件、哪张表、哪一格，以及怎样改。",
        "Read a register (xlsx, xls, ods, xlsb, csv, parquet, or a folder of these), check every cell, every row and what tables "
        "say of each other, and name file, sheet and cell of each finding and how to mend it.",
    ),
    example=Words(
        "puxi validate registry.xlsx\npuxi validate 各村/ --year 2018 --output 问题.xlsx\n"
        "puxi validate registry.xlsx --format json --fail-on warning\n"
        "puxi validate registry.xlsx --rule REC305 --rule REC306",
        "puxi validate registry.xlsx\npuxi validate villages/ --year 2018 --output findings.xlsx\n"
        "puxi validate registry.xlsx --format json --fail-on warning\n"
        "puxi validate registry.xlsx --rule REC305 --rule REC306",
    ),
    params=[
        options.files(),
        options.registry(),
        options.year(),
        options.as_of(),
        options.region(),
        options.lang(),
        options.form(*checking.FORMS),
        options.output(),
        *options.rule_selection(),
        options.fail_on(),
        options.show_ids(),
        checking.every(),
        Option(
            "--earlier",
            type=click.Path(path_type=Path),
            metavar="PATH",
            multiple=True,
            words=Words(
                "往年的登记表，只用来比较在校生状况；可写多次，每年一份",
                "A register of an earlier year, to compare grades at school with; may be given again, one for each year",
            ),
        ),
        options.password_file(),
        options.engine(),
    ],
)
