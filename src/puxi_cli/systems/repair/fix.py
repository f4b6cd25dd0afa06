"""`puxi fix`."""

from __future__ import annotations

from pathlib import Path

import click

from puxi_cli.cli import checking, language, options
from puxi_cli.cli.commands import Command, Option
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode, UsageError
from puxi_cli.reports.writing import STDOUT, check_target, written, written_text


def _run(
    file: Path,
    output: str | None,
    dry_run: bool,
    fill_down: bool,
    form: str | None,
    show_ids: bool,
    every: bool,
    password_file: Path | None,
) -> int:
    from puxi_cli.jobs.settings import password_from
    from puxi_cli.systems.repair.fix_job import copy_ending, fix

    if (output is None) != dry_run:
        raise UsageError(
            "请用 --output 指定写到哪个文件，或加 --dry-run 只看会改什么。",
            "Say with --output where the copy goes, or see with --dry-run what would be changed.",
        )
    settings, password = options.settings_here(), password_from(password_file)
    if output is None:
        fixed = fix(file, settings, None, password, fill_down=fill_down)
    else:
        ending = copy_ending(file)
        if output == STDOUT or Path(output).suffix.lower() != ending:
            raise UsageError(
                f"--output {output}：写出的文件扩展名应为 {ending}。", f"--output {output}: the copy's name must end in {ending}."
            )
        check_target(output)
        with written(output, keep=[file]) as stream:
            fixed = fix(file, settings, stream, password, fill_down=fill_down)
    lang = language.current()
    with written_text(STDOUT) as text:
        if form == "json":
            from puxi_cli.output.json_text import write_json
            from puxi_cli.systems.repair.fix_json import fix_document

            write_json(fix_document(fixed, show_ids, output), text, lang)
        else:
            from puxi_cli.systems.repair.fix_text import write_fix_text

            write_fix_text(fixed, text, lang, show_ids=show_ids, limit=None if every else 50, written=output)
    return ExitCode.CLEAN


command = Command(
    "fix",
    callback=_run,
    words=Words(
        "把只是写法不对的格子改好，另存一份：空格、全角、小写 x、多余的 .0、日期写法、代码与名称、已知的错别字；"
        "出生日期和性别空白时按证件号码填写。需要判断的一概不动。每一处改动都列出。",
        "Mend in a copy what is only written wrong: blanks, full-width forms, a small x, a stray .0, dates, codes and labels, known "
        "misspellings; fill a blank birth date and sex from the identity number. What needs judgement is left alone. Every change is listed.",
    ),
    example=Words(
        "puxi fix registry.xlsx --dry-run\npuxi fix registry.xlsx --output 已修正.xlsx",
        "puxi fix registry.xlsx --dry-run\npuxi fix registry.xlsx --output mended.xlsx",
    ),
    params=[
        click.Argument(["file"], type=click.Path(path_type=Path, readable=False), metavar="FILE"),
        options.output(required=True),
        Option("--dry-run", is_flag=True, words=Words("只列出会改什么，不写文件", "List what would be changed; write nothing")),
        Option(
            "--fill-down",
            is_flag=True,
            words=Words(
                "户编号、行政村、户主姓名每户只写在第一行的，以及写“同上”的，逐行填写",
                "Write in every row the household number, village and head's name that only the first row of a household has, and what says ditto",
            ),
        ),
        options.lang(),
        options.form("text", "json"),
        options.show_ids(),
        checking.every(),
        options.password_file(),
    ],
)
