"""`puxi headings`."""

from __future__ import annotations

from pathlib import Path

from puxi_cli.cli import language, options
from puxi_cli.cli.commands import Command
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode, UnreadableFile
from puxi_cli.reports.writing import written_text


def _run(files: tuple[Path, ...], registry: Path | None, form: str | None, output: str, password_file: Path | None) -> int:
    from puxi_cli.jobs.settings import password_from, register_meant
    from puxi_cli.systems.reference.headings_job import headings

    chosen = options.form_of(form, output, ("text", "json"))
    settings = options.settings_here()
    paths = register_meant(files, registry, settings, Path.cwd())
    inputs = headings(paths, settings.headings, password_from(password_file))
    with written_text(output, keep=paths, signed=chosen == "text") as text:
        if chosen == "json":
            from puxi_cli.output.json_text import write_json
            from puxi_cli.systems.reference.headings_json import headings_document

            write_json(headings_document(inputs), text, language.current())
        else:
            from puxi_cli.systems.reference.headings_text import write_headings_text

            write_headings_text(inputs, text, language.current())
    options.say_written(output)
    if not any(read.sheets for read in inputs):
        files_read = [read.file for read in inputs]
        raise UnreadableFile(f"{'、'.join(files_read)}：没有认出任何一张表", f"{', '.join(files_read)}: no table was recognised")
    return ExitCode.CLEAN


command = Command(
    "headings",
    callback=_run,
    words=Words(
        "列出每一列的表头认成了哪个字段，哪些不认识、哪些重复。不认识的表头可以写进 puxi.toml 的 [headings]。",
        "List the field each column was taken for, and which headings are unknown or stand twice. Unknown ones can be added to "
        "[headings] in puxi.toml.",
    ),
    example=Words("puxi headings 名单.xls", "puxi headings list.xls"),
    params=[
        options.files(),
        options.registry(),
        options.lang(),
        options.form("text", "json"),
        options.output(),
        options.password_file(),
    ],
)
