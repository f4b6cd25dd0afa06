"""`puxi validate`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from puxi_cli.cli import language, options
from puxi_cli.cli.commands import Command, Option
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode
from puxi_cli.findings import Checked, Severity
from puxi_cli.reports.writing import written, written_text

_FORMS = ("text", "json", "csv", "xlsx")


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
) -> int:
    from puxi_cli.jobs.settings import checked_region, password_from, register_meant, settings_from
    from puxi_cli.jobs.validate import validate

    chosen = options.form_of(form, output, _FORMS)
    settings = settings_from(Path.cwd())
    paths = register_meant(files, registry, settings, Path.cwd())
    checked = validate(
        paths,
        day=options.day_of(year, as_of),
        region=checked_region(region, "--region") if region else None,
        settings=settings,
        password=password_from(password_file),
    )
    kept = [Path(item.file) for item in checked.inputs]
    _report(checked, chosen, output, show_ids, every, kept)
    options.say_written(output, _found(checked))
    return ExitCode.FINDINGS if _fails(checked, fail_on) else ExitCode.CLEAN


def _report(checked: Checked, form: str, output: str, show_ids: bool, every: bool, kept: list[Path]) -> None:
    lang = language.current()
    if form == "text":
        from puxi_cli.reports.findings_text import write_findings_text

        with written_text(output, keep=kept) as text:
            limit = None if every or output != "-" else 50
            write_findings_text(checked, text, lang, show_ids=show_ids, limit=limit)
    elif form == "json":
        from puxi_cli.reports.findings_json import findings_document
        from puxi_cli.reports.json_text import write_json

        with written_text(output, keep=kept) as text:
            write_json(findings_document(checked, lang, show_ids), text)
    elif form == "csv":
        from puxi_cli.reports.findings_csv import write_findings_csv

        with written(output, keep=kept) as stream:
            write_findings_csv(checked, stream, lang, show_ids=show_ids)
    else:
        from puxi_cli.reports.findings_xlsx import write_findings_xlsx

        with written(output, keep=kept) as stream:
            write_findings_xlsx(checked, stream, lang, show_ids=show_ids)


def _found(checked: Checked) -> Words:
    """How many problems there are, of which severity."""
    open_ones = [finding.card.severity for finding in checked.findings if not finding.waived]
    counts = [(severity, open_ones.count(severity)) for severity in Severity if severity in open_ones]
    if not counts:
        return Words("没有发现问题", "no findings")
    zh = "，".join(f"{severity.words('zh')} {count:,}" for severity, count in counts)
    en = ", ".join(f"{severity.words('en')} {count:,}" for severity, count in counts)
    total = len(open_ones)
    return Words(f"{total:,} 个问题（{zh}）", f"{total:,} finding{'' if total == 1 else 's'} ({en})")


def _fails(checked: Checked, fail_on: str) -> bool:
    worst = checked.worst()
    return fail_on != "never" and worst is not None and worst.weight >= Severity(fail_on).weight


command = Command(
    "validate",
    callback=_run,
    words=Words(
        "读取登记表（xlsx、xls、ods、xlsb、csv、parquet，或装着这些文件的文件夹），检查每一格、每一行和表与表之间的关系，"
        "指出在哪个文件、哪张表、哪一格，以及怎样改。",
        "Read a register (xlsx, xls, ods, xlsb, csv, parquet, or a folder of these), check every cell, every row and what tables "
        "say of each other, and name file, sheet and cell of each finding and how to mend it.",
    ),
    example=Words(
        "puxi validate registry.xlsx\npuxi validate 各村/ --year 2018 --output 问题.xlsx\n"
        "puxi validate registry.xlsx --format json --fail-on warning",
        "puxi validate registry.xlsx\npuxi validate villages/ --year 2018 --output findings.xlsx\n"
        "puxi validate registry.xlsx --format json --fail-on warning",
    ),
    params=[
        options.files(),
        options.registry(),
        options.year(),
        options.as_of(),
        options.region(),
        options.lang(),
        options.form(*_FORMS),
        options.output(),
        options.fail_on(),
        options.show_ids(),
        Option(
            "--all",
            "every",
            is_flag=True,
            words=Words("在屏幕上显示全部问题（默认前 50 条）", "Show all findings on the screen (default: the first 50)"),
        ),
        options.password_file(),
    ],
)
