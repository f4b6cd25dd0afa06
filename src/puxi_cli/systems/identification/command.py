"""`puxi identify`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from puxi_cli.cli import checking, options
from puxi_cli.cli.commands import Command
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
) -> int:
    from puxi_cli.jobs.identify import identify
    from puxi_cli.jobs.settings import password_from, register_meant
    from puxi_cli.jobs.settings_parts import Selection
    from puxi_cli.law.regions import checked_region

    chosen = options.form_of(form, output, checking.FORMS)
    settings = options.settings_here()
    paths = register_meant(files, registry, settings, Path.cwd())
    checked = identify(
        paths,
        day=options.day_of(year, as_of),
        region=checked_region(region, "--region") if region else None,
        settings=settings,
        password=password_from(password_file),
        selection=Selection(rules, families, severity),
        engine=engine,
    )
    return checking.reported(checked, chosen, output, show_ids, every, fail_on)


command = Command(
    "identify",
    callback=_run,
    words=Words(
        "识别核查：在册户按识别年度的标准、未建档户按当年的标准逐项核对（收入、吃穿、住房、教育、医疗、饮水），"
        "比对外部门名单（九条红线），查整户识别和识别程序，列出错评、漏评线索。线索供入户核实，不是结论。",
        "Who should be on the register: listed households against the standard of their year, unlisted ones against the "
        "present (income, food and clothing, house, school, insurance, water), lists of other offices (the nine red lines), whole "
        "households, the procedure. What comes out are leads for a visit, not conclusions.",
    ),
    example=Words(
        "puxi identify registry.xlsx --year 2018\npuxi identify --output 线索.xlsx\npuxi identify registry.xlsx --rule ID107",
        "puxi identify registry.xlsx --year 2018\npuxi identify --output leads.xlsx\npuxi identify registry.xlsx --rule ID107",
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
        options.password_file(),
        options.engine(),
    ],
)
