"""`puxi rules show`."""

from __future__ import annotations

from datetime import date

import click

from puxi_cli.cli import language, options
from puxi_cli.cli.commands import Command
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode
from puxi_cli.reports.writing import written_text

_FORMS = ("text", "json")


def _run(rule: str, year: int | None, as_of: date | None, region: str | None, form: str | None, output: str) -> int:
    from puxi_cli.law.regions import checked_region
    from puxi_cli.systems.reference.rules_job import refuse_without_law, rule_whole

    chosen = options.form_of(form, output, _FORMS)
    settings = options.settings_here()
    place = checked_region(region, "--region") if region else settings.rules.region or settings.region
    told = rule_whole(rule, settings, options.day_of(year, as_of), place)
    with written_text(output, signed=chosen == "text") as text:
        if chosen == "json":
            from puxi_cli.output.json_text import write_json
            from puxi_cli.systems.reference.rules_json import rule_document

            write_json(rule_document(told), text, language.current())
        else:
            from puxi_cli.systems.reference.rules_text import write_rule

            write_rule(told, text, language.current())
    options.say_written(output)
    refuse_without_law(told, settings)
    return ExitCode.CLEAN


command = Command(
    "show",
    callback=_run,
    words=Words(
        "一条规则（编号或名称）：内容、依据、读取的事实和列、所用的政策标准及其出处。不写日期时按规则有效的最后一天；"
        "写了日期而缺少所需数值时退出码为 4。",
        "One rule, by its number or name: what it says, its source, the facts and columns it reads, the numbers of the law it asks and "
        "their sources; without a day, as of the last on which it holds. Where a day was asked that a number it needs has no value for, "
        "the exit code is 4.",
    ),
    example=Words(
        *["puxi rules show EX101 --year 2018 --region 610921\npuxi rules show number-once-in-household --format json"] * 2
    ),
    params=[
        click.Argument(["rule"], metavar="RULE"),
        options.year(),
        options.as_of(),
        options.region_of_law(),
        options.lang(),
        options.form(*_FORMS),
        options.output(),
    ],
)
