"""`puxi diff`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from puxi_cli.cli import language, options
from puxi_cli.cli.commands import Command, Option
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode, path_of
from puxi_cli.reports.writing import written, written_text

_FORMS = ("text", "json", "csv", "xlsx")


def _run(
    old: Path,
    new: Path,
    old_as_of: date | None,
    year: int | None,
    as_of: date | None,
    form: str | None,
    output: str,
    show_ids: bool,
    every: bool,
    password_file: Path | None,
) -> int:
    from puxi_cli.jobs.settings import password_from
    from puxi_cli.systems.compare.job import diff

    chosen = options.form_of(form, output, _FORMS)
    compared = diff(
        old,
        new,
        old_day=old_as_of,
        day=options.day_of(year, as_of),
        settings=options.settings_here(),
        password=password_from(password_file),
    )
    _write(compared, chosen, output, show_ids, every)
    options.say_written(output)
    return ExitCode.CLEAN


def _write(compared: Any, form: str, output: str, show_ids: bool, every: bool) -> None:
    lang = language.current()
    kept = [path_of(item.file) for register in (compared.old, compared.new) for item in register.inputs]
    if form == "text":
        from puxi_cli.systems.compare.text import ON_A_SCREEN, write_diff_text

        with written_text(output, keep=kept, signed=True) as text:
            write_diff_text(compared, text, lang, show_ids=show_ids, limit=None if every or output != "-" else ON_A_SCREEN)
    elif form == "json":
        from puxi_cli.output.json_text import write_json
        from puxi_cli.systems.compare.document import diff_document

        with written_text(output, keep=kept) as text:
            write_json(diff_document(compared, show_ids), text, lang)
    else:
        from puxi_cli.systems.compare.table import write_diff_csv, write_diff_xlsx

        with written(output, keep=kept) as stream:
            (write_diff_csv if form == "csv" else write_diff_xlsx)(compared, stream, lang, show_ids=show_ids)


command = Command(
    "diff",
    callback=_run,
    words=Words(
        "比对同一个镇的两份信息表，每份是一个文件或文件夹：按户按人列出新增（新识别、返贫、出生、婚入、迁入）、减少（脱贫、死亡等）、"
        "户间、村间调整、前后不同的格子，并逐项说明在册贫困人口怎样从旧数变成新数。有差别不算错，退出码为 0。",
        "Compare two registers of one town, each a file or a folder: by household and person who came (identified, relapsed, born, married in, "
        "moved in), who went (exited, died, …), who moved, which cells changed (before, after), and line by line how the old "
        "count of the poor became the new one. Differences are no errors: the exit code is 0.",
    ),
    example=Words(
        "puxi diff 户信息_20171231.xlsx 户信息_20181231.xlsx\n"
        "puxi diff 去年/ registry.xlsx --old-as-of 2017-12-31 --year 2018\n"
        "puxi diff 去年/ registry.xlsx --output 比对.xlsx",
        "puxi diff register_20171231.xlsx register_20181231.xlsx\n"
        "puxi diff last-year/ registry.xlsx --old-as-of 2017-12-31 --year 2018\n"
        "puxi diff last-year/ registry.xlsx --output differences.xlsx",
    ),
    params=[
        click.Argument(["old"], type=click.Path(path_type=Path, readable=False), metavar="OLD"),
        click.Argument(["new"], type=click.Path(path_type=Path, readable=False), metavar="NEW"),
        Option(
            "--old-as-of",
            type=options.DayType(),
            words=Words(
                "旧表截至这一天；不写则按其文件名中的日期或“数据日期”列，再按其最新年份的年末",
                "OLD as of this day; else the day in its file's name or its column of that day, else the end of its newest year",
            ),
        ),
        Option(
            "--year",
            type=options.YearType(1990, 2100),
            metavar="YYYY",
            words=Words("新表截至这一年的 12 月 31 日", "NEW as of 31 December of this year"),
        ),
        Option(
            "--as-of",
            type=options.DayType(),
            words=Words("新表截至这一天；不写时同上", "NEW as of this day; else found as for OLD"),
        ),
        options.lang(),
        options.form(*_FORMS),
        options.output(),
        options.show_ids(),
        Option(
            "--all",
            "every",
            is_flag=True,
            words=Words(
                "在屏幕上列出全部（默认每个清单前 50 行）", "Show all on the screen (default: the first 50 lines of each list)"
            ),
        ),
        options.password_file(),
    ],
)
