"""`puxi law list`."""

from __future__ import annotations

from datetime import date

from puxi_cli.cli import language, options
from puxi_cli.cli.commands import Command
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode
from puxi_cli.reports.writing import written_text

_FORMS = ("text", "json")


def _run(year: int | None, as_of: date | None, region: str | None, form: str | None, output: str) -> int:
    from puxi_cli.law.regions import checked_region
    from puxi_cli.systems.reference.law_job import all_numbers

    chosen = options.form_of(form, output, _FORMS)
    settings = options.settings_here()
    place = checked_region(region, "--region") if region else settings.region
    told = all_numbers(options.day_of(year, as_of), place, settings.law_extra)
    with written_text(output, signed=chosen == "text") as text:
        if chosen == "json":
            from puxi_cli.output.json_text import write_json
            from puxi_cli.systems.reference.law_json import law_document

            write_json(law_document(told, "law list"), text, language.current())
        else:
            from puxi_cli.systems.reference.law_text import write_law_list

            write_law_list(told, text, language.current())
    options.say_written(output)
    return ExitCode.CLEAN


command = Command(
    "list",
    callback=_run,
    words=Words(
        "列出全部数值。写 --year 或 --as-of 时列出该日有效的，否则列出各时段的。",
        "List every number: with --year or --as-of what is in force on that day, else what there is through the years.",
    ),
    example=Words(*["puxi law list --year 2018 --region 610921\npuxi law list --format json --output law.json"] * 2),
    params=[options.year(), options.as_of(), options.region_of_law(), options.lang(), options.form(*_FORMS), options.output()],
)
