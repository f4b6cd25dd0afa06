"""`puxi stats`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from puxi_cli.cli import language, options
from puxi_cli.cli.commands import Command, Option
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode, UsageError
from puxi_cli.reports.writing import written, written_text

_FORMS = ("text", "json", "csv", "xlsx")


def _run(
    files: tuple[Path, ...],
    registry: Path | None,
    year: int | None,
    as_of: date | None,
    first: int | None,
    last: int | None,
    by: str | None,
    region: str | None,
    form: str | None,
    output: str,
    password_file: Path | None,
) -> int:
    from puxi_cli.jobs.settings import checked_region, password_from, register_meant, settings_from
    from puxi_cli.jobs.stats import figures

    if first is not None and last is not None and first > last:
        raise UsageError("--from 不能晚于 --to。", "--from may not be later than --to.")
    chosen = options.form_of(form, output, _FORMS)
    settings = settings_from(Path.cwd())
    paths = register_meant(files, registry, settings, Path.cwd())
    counted = figures(
        paths, day=options.day_of(year, as_of), first_year=first, last_year=last,
        region=checked_region(region, "--region") if region else None,
        settings=settings, password=password_from(password_file),
    )  # fmt: skip
    lang = language.current()
    if chosen == "text":
        from puxi_cli.reports.figures_text import write_figures_text

        with written_text(output, keep=paths) as text:
            write_figures_text(counted, text, lang, by_village=by == "village")
    elif chosen == "json":
        from puxi_cli.reports.figures_json import figures_document
        from puxi_cli.reports.json_text import write_json

        with written_text(output, keep=paths) as text:
            write_json(figures_document(counted, lang), text)
    else:
        from puxi_cli.reports.figures_table import write_figures_csv, write_figures_xlsx

        with written(output, keep=paths) as stream:
            (write_figures_csv if chosen == "csv" else write_figures_xlsx)(counted, stream, lang)
    options.say_written(output)
    return ExitCode.CLEAN


command = Command(
    "stats",
    callback=_run,
    words=Words(
        "从登记表逐人计数：某日的贫困户和贫困人口、贫困发生率（写明分子、分母和分母出处）、逐年和分村的情况、一年之内的增减。",
        "Count from the records: poor households and persons on a day, the incidence with numerator, denominator and its source, "
        "by year and by village, and the flow of a year.",
    ),
    example=Words(
        "puxi stats --year 2018\npuxi stats registry.xlsx --as-of 2018-06-30 --by village\npuxi stats --from 2014 --to 2018 --format json",
        "puxi stats --year 2018\npuxi stats registry.xlsx --as-of 2018-06-30 --by village\npuxi stats --from 2014 --to 2018 --format json",
    ),
    params=[
        options.files(), options.registry(), options.year(), options.as_of(),
        Option("--from", "first", type=click.IntRange(1990, 2100), metavar="YYYY", words=Words("逐年统计从这一年起", "First year of the series")),
        Option("--to", "last", type=click.IntRange(1990, 2100), metavar="YYYY", words=Words("逐年统计到这一年止", "Last year of the series")),
        Option("--by", type=click.Choice(["village"]), words=Words("分村列出", "Show every village")),
        options.region(), options.lang(), options.form(*_FORMS), options.output(), options.password_file(),
    ],
)  # fmt: skip
