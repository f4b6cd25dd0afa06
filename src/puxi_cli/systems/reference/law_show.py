"""`puxi law show`."""

from __future__ import annotations

from datetime import date

import click

from puxi_cli.cli import language, options
from puxi_cli.cli.commands import Command
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode
from puxi_cli.reports.writing import written_text

_FORMS = ("text", "json")


def _run(name: str, year: int | None, as_of: date | None, region: str | None, form: str | None, output: str) -> int:
    from puxi_cli.law.regions import checked_region
    from puxi_cli.systems.reference.law_job import number_named, refuse_without_law

    chosen = options.form_of(form, output, _FORMS)
    settings = options.settings_here()
    place = checked_region(region, "--region") if region else settings.region
    told = number_named(name, options.day_of(year, as_of), place, settings.law_extra)
    with written_text(output, signed=chosen == "text") as text:
        if chosen == "json":
            from puxi_cli.output.json_text import write_json
            from puxi_cli.systems.reference.law_json import law_document

            write_json(law_document(told, "law show"), text, language.current())
        else:
            from puxi_cli.systems.reference.law_text import write_law_number

            write_law_number(told, text, language.current())
    options.say_written(output)
    refuse_without_law(told, settings.law_extra)
    return ExitCode.CLEAN


command = Command(
    "show",
    callback=_run,
    words=Words(
        "一项数值：全部时段、地区、依据和没有数值的年份。写 --year 或 --as-of 时先列出该日有效的；该日没有数值时退出码为 4。",
        "One number: every span with its region and source, and the years without a value. With --year or --as-of, first what is in "
        "force on that day; where there is nothing, the exit code is 4.",
    ),
    example=Words(
        *["puxi law show exit_income_line --year 2018 --region 610921\npuxi law show national_income_line --format json"] * 2
    ),
    params=[
        click.Argument(["name"], metavar="NAME"),
        options.year(),
        options.as_of(),
        options.region_of_law(),
        options.lang(),
        options.form(*_FORMS),
        options.output(),
    ],
)
