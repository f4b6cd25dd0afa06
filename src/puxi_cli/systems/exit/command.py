"""`puxi exit`."""

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
    from puxi_cli.jobs.exits import exits
    from puxi_cli.jobs.settings import password_from, register_meant
    from puxi_cli.jobs.settings_parts import Selection
    from puxi_cli.law.regions import checked_region

    chosen = options.form_of(form, output, checking.FORMS)
    settings = options.settings_here()
    paths = register_meant(files, registry, settings, Path.cwd())
    checked = exits(
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
    "exit",
    callback=_run,
    words=Words(
        "退出核查：已退出户和预脱贫户逐项核对退出条件（陕西：户 5 项、贫困村 7 项、县 7 项；其他地区还没有规则），"
        "列出错退线索、收入回落的返贫线索、“被脱贫”线索，预脱贫户谁具备条件、谁缺什么。",
        "Who may leave: the items of exit for households that left or are planned to (Shaanxi: five, and "
        "seven for poor villages, seven for the county; there are no rules of other regions yet), who left too early, whose income has "
        "fallen back, who never agreed, and what each planned exit still lacks.",
    ),
    example=Words(
        "puxi exit registry.xlsx --year 2018\npuxi exit --as-of 2018-06-30 --format json\n"
        "puxi exit registry.xlsx --family EX --severity error",
        "puxi exit registry.xlsx --year 2018\npuxi exit --as-of 2018-06-30 --format json\n"
        "puxi exit registry.xlsx --family EX --severity error",
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
