"""`puxi validate`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from puxi_cli.cli import checking, language, options, terminal
from puxi_cli.cli.commands import Command, Option
from puxi_cli.cli.language import Words
from puxi_cli.findings import Checked
from puxi_cli.text.words import NO_WORDS, Text


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
    annotate: Path | None,
) -> int:
    from puxi_cli.jobs.settings import password_from, register_meant
    from puxi_cli.jobs.settings_parts import Selection
    from puxi_cli.law.regions import checked_region
    from puxi_cli.systems.quality.job import validate

    chosen = options.form_of(form, output, checking.FORMS)
    settings = options.settings_here()
    paths = register_meant(files, registry, settings, Path.cwd())
    if annotate is not None:
        from puxi_cli.systems.quality.annotate import targets

        targets(paths, annotate, output)  # what it may not replace is told before a large register is read
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
    if annotate is not None:
        _annotate(checked, paths, annotate, password_from(password_file), show_ids)
    return checking.reported(checked, chosen, output, show_ids, every, fail_on)


def _annotate(checked: Checked, files: Sequence[Path], target: Path, password: str | None, show_ids: bool) -> None:
    """Write the copies, and say of each what its reader must know."""
    from puxi_cli.systems.quality.annotate import annotate

    for copy in annotate(checked, files, target, language.current(), password=password, show_ids=show_ids):
        told = copy.annotated
        elsewhere = (
            Text(f"；另有 {told.untold} 个问题没有格子", f"; {told.untold} findings have no cell in it")
            if told.untold
            else NO_WORDS
        )
        said = [
            Text(
                f"已写出 {copy.target}：标记 {told.cells:,} 格，{told.rows:,} 行{elsewhere[0]}",
                f"Wrote {copy.target}: {told.cells:,} cells in {told.rows:,} rows marked{elsewhere[1]}",
            )
        ]
        for words in (*(said if terminal.at_a_terminal() else []), *copy.notes):
            click.echo(words.of(language.current()), err=True)


command = Command(
    "validate",
    callback=_run,
    words=Words(
        "读取信息表（xlsx、xls、ods、xlsb、csv、parquet，或装着这些文件的文件夹），检查每一格、每一行和表与表之间的关系，"
        "指出在哪个文件、哪张表、哪一格，以及怎样改。",
        "Read a register (xlsx, xls, ods, xlsb, csv, parquet, or a folder of these), check every cell, every row and what tables "
        "say of each other, and name file, sheet and cell of each finding and how to mend it.",
    ),
    example=Words(
        "puxi validate registry.xlsx\npuxi validate 各村/ --year 2018 --output 问题.xlsx\n"
        "puxi validate registry.xlsx --output 问题.html\n"
        "puxi validate registry.xlsx --format json --fail-on warning\n"
        "puxi validate registry.xlsx --rule REC305 --rule REC306\n"
        "puxi validate registry.xlsx --annotate 批注.xlsx",
        "puxi validate registry.xlsx\npuxi validate villages/ --year 2018 --output findings.xlsx\n"
        "puxi validate registry.xlsx --output findings.html\n"
        "puxi validate registry.xlsx --format json --fail-on warning\n"
        "puxi validate registry.xlsx --rule REC305 --rule REC306\n"
        "puxi validate registry.xlsx --annotate marked.xlsx",
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
        checking.earlier(),
        Option(
            "--annotate",
            type=click.Path(path_type=Path, readable=False),
            metavar="PATH",
            words=Words(
                "另存一份工作簿：错格按级别上色并加批注，末尾加一列可供筛选；其余不变。读入多个文件时写一个文件夹",
                "Write a copy of the workbook with wrong cells coloured and commented, and a column to filter by; else as it was. "
                "A folder where several files are read",
            ),
        ),
        options.password_file(),
        options.engine(),
    ],
)
