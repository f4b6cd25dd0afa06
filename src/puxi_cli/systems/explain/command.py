"""`puxi explain`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from puxi_cli.cli import language, options
from puxi_cli.cli.commands import Command, Option
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode, UsageError, path_of
from puxi_cli.reports.writing import written_page, written_text

_FORMS = ("text", "json", "html")


def _run(
    household: str,
    files: tuple[Path, ...],
    village: str | None,
    registry: Path | None,
    year: int | None,
    as_of: date | None,
    region: str | None,
    form: str | None,
    output: str,
    show_ids: bool,
    every: bool,
    ledger: Path | None,
    password_file: Path | None,
) -> int:
    from puxi_cli.jobs.settings import password_from, register_meant
    from puxi_cli.law.regions import checked_region
    from puxi_cli.systems.explain.job import explain
    from puxi_cli.systems.rectification.settings import ledger_meant

    chosen = options.form_of(form, output, _FORMS)
    if Path(household).is_file():
        raise UsageError(
            f"{household} 是文件：先写户编号或姓名，再写文件，如 puxi explain 6900001412 {household}。",
            f"{household} is a file: first the household's number or a name, then the file, as puxi explain 6900001412 {household}.",
        )
    settings = options.settings_here()
    paths = register_meant(files, registry, settings, Path.cwd())
    told = explain(
        household,
        paths,
        village=village,
        day=options.day_of(year, as_of),
        region=checked_region(region, "--region") if region else None,
        settings=settings,
        password=password_from(password_file),
        show_ids=show_ids,
        ledger=ledger_meant(ledger, settings, Path.cwd()),
        named_ledger=ledger is not None,
    )
    lang = language.current()
    kept = [path_of(item.file) for item in told.inputs] + ([path_of(told.ledger.path)] if told.ledger else [])
    page = written_page(output, keep=kept) if chosen == "html" else written_text(output, keep=kept, signed=chosen == "text")
    with page as text:
        if chosen == "json":
            from puxi_cli.output.json_text import write_json
            from puxi_cli.systems.explain.document import explain_document

            write_json(explain_document(told, lang, show_ids), text, lang)
        elif chosen == "html":
            from puxi_cli.systems.explain.page import write_explain_html

            write_explain_html(told, text, lang, show_ids=show_ids)
        else:
            from puxi_cli.systems.explain.text import write_explain_text

            write_explain_text(told, text, lang, show_ids=show_ids, every=every)
    options.say_written(output)
    return ExitCode.CLEAN


command = Command(
    "explain",
    callback=_run,
    words=Words(
        "一屏说明一户（写户编号，或户主、家庭成员的姓名）为什么在册或不在册：结论及其依据、未达标和无法判断的各项（数据、政策标准及其出处）、外部门线索、成员、时间线、收入、豁免。"
        "--all、json 和 html 列出每一项。",
        "Why one household (by its number, or by the name of its head or of a member) is on the list or off it, on one screen: the "
        "verdict and its grounds, each criterion that fails or cannot be told with its figures, the number of the law and its source, "
        "hits in lists of other offices, members, timeline, incomes, waivers. --all, json and html give every criterion.",
    ),
    example=Words(
        "puxi explain 6900001412 registry.xlsx --year 2018\npuxi explain 王宝 --village 云杉湾村\npuxi explain 6900001412 --output 户.html",
        "puxi explain 6900001412 registry.xlsx --year 2018\npuxi explain 王宝 --village 云杉湾村\n"
        "puxi explain 6900001412 --output household.html",
    ),
    params=[
        click.Argument(["household"], metavar="HOUSEHOLD"),
        options.files(),
        Option(
            "--village",
            metavar="NAME",
            words=Words(
                "按姓名查找时只找这个村（云杉湾、云杉湾村、蒲溪镇云杉湾村都可以）",
                "Look for a name in this village only (with or without the word village, or the town before it)",
            ),
        ),
        options.registry(),
        options.year(),
        options.as_of(),
        options.region(),
        options.lang(),
        options.form(*_FORMS),
        options.output(),
        options.show_ids(),
        Option(
            "--all",
            "every",
            is_flag=True,
            words=Words(
                "列出每一项判断及其数据、政策标准和依据，程序的每一步（默认只列未达标、发现和无法判断的）",
                "Show every criterion with its figures, numbers and sources, and every step of a procedure (default: what fails, was found or "
                "cannot be told)",
            ),
        ),
        options.ledger(),
        options.password_file(),
    ],
)
