"""`puxi stats`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from puxi_cli.cli import choices, language, options
from puxi_cli.cli.choices import Choice
from puxi_cli.cli.commands import Command, Option
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode, UsageError
from puxi_cli.reports.writing import written, written_page, written_text
from puxi_cli.text.words import Text

_FORMS = ("text", "json", "csv", "xlsx", "html")
_RATES, _LIST = "rates", "list"
_CHINESE = {"各率": _RATES, "列表": _LIST}  # the standard tables are also known by their titles
_ONLY_WITH = {
    "--of": Text(
        "--of 只用于统计表，如 --table causes --of exited。", "--of goes with a standard table, as --table causes --of exited."
    ),
    "--unit": Text("--unit 只用于 --table rates。", "--unit goes with --table rates."),
    "--from": Text("--from 不用于 --table。", "--from does not go with --table."),
    "--to": Text("--to 不用于 --table。", "--to does not go with --table."),
}


def _run(
    files: tuple[Path, ...],
    registry: Path | None,
    year: int | None,
    as_of: date | None,
    table: str | None,
    of: str | None,
    unit: str | None,
    first: int | None,
    last: int | None,
    by: str | None,
    region: str | None,
    form: str | None,
    output: str,
    password_file: Path | None,
    engine: str,
) -> int:
    from puxi_cli.jobs.settings import password_from, register_meant
    from puxi_cli.law.regions import checked_region
    from puxi_cli.systems.figures.job import checked_table, figures, rates, standard_table

    table = _CHINESE.get(table, table) if table else None
    if first is not None and last is not None and first > last:
        raise UsageError("--from 不能晚于 --to。", "--from may not be later than --to.")
    _check_together(table, {"--of": of, "--unit": unit, "--from": first, "--to": last})
    if table == _LIST:
        return _list(form, output)
    if table is not None and table != _RATES:
        checked_table(table)  # before a large register is read
    chosen = options.form_of(form, output, _FORMS)
    settings = options.settings_here()
    paths = register_meant(files, registry, settings, Path.cwd())
    common: dict[str, Any] = {
        "day": options.day_of(year, as_of),
        "region": checked_region(region, "--region") if region else None,
        "settings": settings,
        "password": password_from(password_file),
        "engine": engine,
    }
    if table is None:
        counted: Any = figures(paths, first_year=first, last_year=last, **common)
    elif table == _RATES:
        counted = rates(paths, unit or "person", **common)
    else:
        counted = standard_table(paths, table, of or "listed", **common)
    _write(counted, table, chosen, output, paths, by == "village")
    options.say_written(output)
    return ExitCode.CLEAN


def _check_together(table: str | None, given: dict[str, object]) -> None:
    """Raises UsageError for an option that says nothing to the table asked for."""
    goes_with = {
        "--of": table not in (None, _RATES, _LIST),
        "--unit": table == _RATES,
        "--from": table is None,
        "--to": table is None,
    }
    for name, value in given.items():
        if value is not None and not goes_with[name]:
            raise UsageError(*_ONLY_WITH[name])


def _list(form: str | None, output: str) -> int:
    """The names of the tables; no register is read."""
    from puxi_cli.systems.figures.job import table_titles

    chosen = options.form_of(form, output, ("text", "json"))
    lang = language.current()
    if chosen not in ("text", "json"):
        raise UsageError("--table list 只有 text 和 json。", "--table list comes as text or json only.")
    with written_text(output, signed=chosen == "text") as text:
        if chosen == "json":
            from puxi_cli.output.json_text import write_json
            from puxi_cli.systems.figures.standard_json import table_list_document

            write_json(table_list_document(table_titles()), text, lang)
        else:
            from puxi_cli.systems.figures.standard_text import write_table_list

            write_table_list(table_titles(), text, lang)
    options.say_written(output)
    return ExitCode.CLEAN


def _write(counted: Any, table: str | None, form: str, output: str, paths: Sequence[Path], by_village: bool) -> None:
    lang = language.current()
    if form == "text":
        with written_text(output, keep=paths, signed=True) as text:
            _text_writer(table)(counted, text, lang, by_village=by_village)
    elif form == "json":
        from puxi_cli.output.json_text import write_json

        with written_text(output, keep=paths) as text:
            write_json(_document_maker(table)(counted), text, lang)
    elif form == "html":
        with written_page(output, keep=paths) as text:
            _page_writer(table)(counted, text, lang)
    else:
        with written(output, keep=paths) as stream:
            _table_writer(table, form)(counted, stream, lang)


def _text_writer(table: str | None) -> Callable[..., None]:
    if table is None:
        from puxi_cli.systems.figures.figures_text import write_figures_text

        return write_figures_text
    if table == _RATES:
        from puxi_cli.systems.figures.rates_text import write_rates_text

        return write_rates_text
    from puxi_cli.systems.figures.standard_text import write_standard_text

    return write_standard_text


def _document_maker(table: str | None) -> Callable[..., dict[str, Any]]:
    if table is None:
        from puxi_cli.systems.figures.figures_json import figures_document

        return figures_document
    if table == _RATES:
        from puxi_cli.systems.figures.rates_json import rates_document

        return rates_document
    from puxi_cli.systems.figures.standard_json import standard_document

    return standard_document


def _page_writer(table: str | None) -> Callable[..., None]:
    if table is None:
        from puxi_cli.systems.figures.figures_html import write_figures_html

        return write_figures_html
    if table == _RATES:
        from puxi_cli.systems.figures.rates_html import write_rates_html

        return write_rates_html
    from puxi_cli.systems.figures.standard_html import write_standard_html

    return write_standard_html


def _table_writer(table: str | None, form: str) -> Callable[..., None]:
    if table is None:
        from puxi_cli.systems.figures.figures_table import write_figures_csv, write_figures_xlsx

        return write_figures_csv if form == "csv" else write_figures_xlsx
    if table == _RATES:
        from puxi_cli.systems.figures.rates_table import write_rates_csv, write_rates_xlsx

        return write_rates_csv if form == "csv" else write_rates_xlsx
    from puxi_cli.systems.figures.standard_table import write_standard_csv, write_standard_xlsx

    return write_standard_csv if form == "csv" else write_standard_xlsx


command = Command(
    "stats",
    callback=_run,
    words=Words(
        "从信息表逐人计数：某日的贫困户和贫困人口、贫困发生率（写明分子、分母和分母出处）、逐年和分村的情况、一年之内的增减。"
        "--table 出各率或一张统计表。",
        "Count from the records: poor households and persons on a day, the incidence with numerator, denominator and its source, "
        "by year and by village, and the flow of a year. --table gives the rates or a standard table instead.",
    ),
    example=Words(
        *[
            "\n".join(
                (
                    "puxi stats --year 2018",
                    "puxi stats registry.xlsx --as-of 2018-06-30 --by village",
                    "puxi stats --from 2014 --to 2018 --format json",
                    "puxi stats --year 2018 --table rates --unit household",
                    "puxi stats --year 2018 --table causes --of exited --by village",
                    "puxi stats --year 2018 --output figures.html",
                )
            )
        ]
        * 2
    ),
    params=[
        options.files(),
        options.registry(),
        options.year(),
        options.as_of(),
        Option(
            "--from",
            "first",
            type=options.YearType(1990, 2100),
            metavar="YYYY",
            words=Words("逐年统计从这一年起", "First year of the series"),
        ),
        Option(
            "--to",
            "last",
            type=options.YearType(1990, 2100),
            metavar="YYYY",
            words=Words("逐年统计到这一年止", "Last year of the series"),
        ),
        Option("--by", type=Choice(choices.VILLAGE), words=Words("分村列出", "Show every village")),
        Option(
            "--table",
            metavar="NAME",
            words=Words(
                "rates 为各率；其余为统计表，如 causes、ages、health；list 列出全部",
                "rates gives the rates; other names a standard table, as causes, ages, health; list names all",
            ),
        ),
        Option(
            "--of",
            type=Choice(choices.LISTED),
            words=Words(
                "统计表统计谁：在册（默认）、已脱贫、曾建档",
                "Whom a standard table counts: on the register (default), exited, ever registered",
            ),
        ),
        Option(
            "--unit",
            type=Choice(choices.UNITS),
            words=Words(
                "各率按户还是按人计（默认按人；综合贫困发生率总是按人）",
                "Whether rates are in households or persons (default; the composite incidence always is)",
            ),
        ),
        options.region(),
        options.lang(),
        options.form(*_FORMS),
        options.output(),
        options.password_file(),
        options.engine(),
    ],
)
