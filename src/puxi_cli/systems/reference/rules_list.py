"""`puxi rules list`."""

from __future__ import annotations

from datetime import date

from puxi_cli.cli import language, options
from puxi_cli.cli.commands import Command
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode
from puxi_cli.reports.writing import written_text

_FORMS = ("text", "json")


def _run(
    families: tuple[str, ...], year: int | None, as_of: date | None, region: str | None, form: str | None, output: str
) -> int:
    from puxi_cli.law.regions import checked_region
    from puxi_cli.systems.reference.rules_job import all_rules

    chosen = options.form_of(form, output, _FORMS)
    settings = options.settings_here()
    place = checked_region(region, "--region") if region else settings.rules.region or settings.region
    told = all_rules(settings, families, options.day_of(year, as_of), place)
    with written_text(output, signed=chosen == "text") as text:
        if chosen == "json":
            from puxi_cli.output.json_text import write_json
            from puxi_cli.systems.reference.rules_json import rules_document

            write_json(rules_document(told), text, language.current())
        else:
            from puxi_cli.systems.reference.rules_text import write_rules_list

            write_rules_list(told, text, language.current())
    options.say_written(output)
    return ExitCode.CLEAN


command = Command(
    "list",
    callback=_run,
    words=Words(
        "列出全部规则和自定的规则。写 --year 或 --as-of 时标出当日不适用的；puxi.toml 关闭的、改了级别的也标出。",
        "List every rule, your own among them. With --year or --as-of, those not in force on that day are marked; so are those that "
        "puxi.toml switches off or weighs anew.",
    ),
    example=Words(
        *["puxi rules list --family EX --year 2018 --region 610921\npuxi rules list --format json --output rules.json"] * 2
    ),
    params=[
        options.family(),
        options.year(),
        options.as_of(),
        options.region_of_law(),
        options.lang(),
        options.form(*_FORMS),
        options.output(),
    ],
)
