"""What `validate`, `identify` and `exit` have in common: the forms of their report, and the exit code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from puxi_cli.cli import language, options
from puxi_cli.cli.commands import Command, Option
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode, path_of
from puxi_cli.findings import Checked, Severity
from puxi_cli.reports.writing import written, written_page, written_text
from puxi_cli.text.counting import counted

FORMS = ("text", "json", "csv", "xlsx", "html")


def every() -> Option:
    """All of what a screen would cut."""
    return Option(
        "--all",
        "every",
        is_flag=True,
        words=Words("在屏幕上显示全部问题（默认前 50 条）", "Show all findings on the screen (default: the first 50)"),
    )


def earlier() -> Option:
    """Registers of earlier years."""
    return Option(
        "--earlier",
        type=click.Path(path_type=Path, readable=False),
        metavar="PATH",
        multiple=True,
        words=Words(
            "往年的信息表，只用来比较在校生状况；可写多次，每年一份",
            "A register of an earlier year, to compare grades at school with; may be given again, one for each year",
        ),
    )


def verdict_command(name: str, job: Callable[[], Callable[..., Checked]], words: Words, example: Words) -> Command:
    """A command that gives every household a verdict; `job` loads what asks its rules, when it is called."""

    def run(
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
        from puxi_cli.jobs.settings import password_from, register_meant
        from puxi_cli.jobs.settings_parts import Selection
        from puxi_cli.law.regions import checked_region

        chosen = options.form_of(form, output, FORMS)
        settings = options.settings_here()
        checked = job()(
            register_meant(files, registry, settings, Path.cwd()),
            day=options.day_of(year, as_of),
            region=checked_region(region, "--region") if region else None,
            settings=settings,
            password=password_from(password_file),
            selection=Selection(rules, families, severity),
            engine=engine,
        )
        return reported(checked, chosen, output, show_ids, every, fail_on)

    params: list[click.Parameter] = [
        options.files(),
        options.registry(),
        options.year(),
        options.as_of(),
        options.region(),
        options.lang(),
        options.form(*FORMS),
        options.output(),
        *options.rule_selection(),
        options.fail_on(),
        options.show_ids(),
        every(),
        options.password_file(),
        options.engine(),
    ]
    return Command(name, callback=run, words=words, example=example, params=params)


def reported(checked: Checked, form: str, output: str, show_ids: bool, every: bool, fail_on: str) -> int:
    """Write the report in its form; the exit code by what was found."""
    _report(checked, form, output, show_ids, every, [path_of(item.file) for item in checked.inputs])
    options.say_written(output, _found(checked))
    return ExitCode.FINDINGS if fails(checked, fail_on) else ExitCode.CLEAN


def _report(checked: Checked, form: str, output: str, show_ids: bool, every: bool, kept: list[Path]) -> None:
    lang = language.current()
    if form == "text":
        from puxi_cli.reports.findings_text import write_findings_text

        with written_text(output, keep=kept, signed=True) as text:
            limit = None if every or output != "-" else 50
            write_findings_text(checked, text, lang, show_ids=show_ids, limit=limit)
    elif form == "json":
        from puxi_cli.output.json_text import write_json
        from puxi_cli.reports.findings_json import findings_document

        with written_text(output, keep=kept) as text:
            write_json(findings_document(checked, lang, show_ids), text, lang)
    elif form == "html":
        from puxi_cli.reports.findings_html import write_findings_html

        with written_page(output, keep=kept) as text:
            write_findings_html(checked, text, lang, show_ids=show_ids)
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
    zh = "，".join(f"{severity.words.of('zh')} {count:,}" for severity, count in counts)
    en = ", ".join(f"{severity.words.of('en')} {count:,}" for severity, count in counts)
    total = len(open_ones)
    return Words(f"{total:,} 个问题（{zh}）", f"{counted(total, 'finding')} ({en})")


def fails(checked: Checked, fail_on: str) -> bool:
    """Whether something of that weight was found."""
    worst = checked.worst()
    return fail_on != "never" and worst is not None and worst.weight >= Severity(fail_on).weight
