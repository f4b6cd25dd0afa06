"""`puxi export verify`."""

from __future__ import annotations

from pathlib import Path

import click

from puxi_cli.cli import language, options
from puxi_cli.cli.commands import Command
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode
from puxi_cli.reports.writing import written_text

_FORMS = ("text", "json")


def _run(folder: Path, form: str | None) -> int:
    from puxi_cli.systems.exports.job import verify
    from puxi_cli.systems.exports.verified import verified_document, write_verified_text

    told = verify(folder)
    with written_text("-") as text:
        if form == "json":
            from puxi_cli.output.json_text import write_json

            write_json(verified_document(told), text, language.current())
        else:
            write_verified_text(told, text, language.current())
    return ExitCode.CLEAN if told.whole else ExitCode.FINDINGS


command = Command(
    "verify",
    callback=_run,
    words=Words(
        "按 manifest.json 核对一份导出：每个文件都在、逐字节相同。给出放各期导出的文件夹时核对最新一份。有缺失或改动时退出码为 1。",
        "Hold an export against its manifest.json: every file is there, byte for byte. Of a folder of exports the newest is looked at. Exit "
        "code 1 where something is missing or changed.",
    ),
    example=Words(*["puxi export verify exports/latest\npuxi export verify exports --format json"] * 2),
    params=[
        click.Argument(["folder"], type=click.Path(path_type=Path, readable=False), metavar="FOLDER"),
        options.lang(),
        options.form(*_FORMS),
    ],
)
