"""`puxi template`."""

from __future__ import annotations

from pathlib import Path

import click

from puxi_cli.cli import language, options
from puxi_cli.cli.commands import Command, Option
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode, UsageError
from puxi_cli.reports.writing import STDOUT, check_target, written


def _run(output: str, tables: tuple[str, ...]) -> int:
    from puxi_cli.systems.entry.tables import tables_named
    from puxi_cli.systems.entry.workbook import write_template

    if output != STDOUT and Path(output).suffix.lower() != ".xlsx":
        raise UsageError(
            f"模板是 Excel 工作簿，文件名要以 .xlsx 结尾：{output}",
            f"A template is a workbook; its name has to end with .xlsx: {output}",
        )
    check_target(output, "nothing")
    wanted = tables_named(tables)
    with written(output, replace="nothing") as stream:
        write_template(stream, wanted or None, language.current())
    options.say_written(output)
    return ExitCode.CLEAN


command = Command(
    "template",
    callback=_run,
    words=Words(
        "生成录入用的工作簿：标准表头、代码表下拉框、证件号码按文本、每个字段的说明。",
        "Make a workbook for entry: canonical headings, drop-downs from the code lists, text format for identity numbers, a note per field.",
    ),
    example=Words(
        "puxi template 录入模板.xlsx\npuxi template 模板.xlsx --table 户信息 --table 人口信息",
        "puxi template entry.xlsx --table households",
    ),
    params=[
        click.Argument(["output"], metavar="FILE.xlsx"),
        Option(
            "--table",
            "tables",
            multiple=True,
            metavar="NAME",
            words=Words("只要这张表（可多次）", "Only this table (may be given again)"),
        ),
        options.lang(),
    ],
)
