"""`puxi schema`."""

from __future__ import annotations

from typing import Any

from puxi_cli import __version__
from puxi_cli.cli import language, options
from puxi_cli.cli.choices import Choice
from puxi_cli.cli.commands import Command, Option
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode
from puxi_cli.reports.writing import written_text


def _run(kind: str, table: str | None, output: str) -> int:
    from puxi_cli.jobs.settings_parts import FILE_NAME
    from puxi_cli.output.json_text import write_json
    from puxi_cli.reports.schema import schema_document
    from puxi_cli.systems.entry.tables import tables_named

    options.form_of(None, output, ("json",))
    if table == FILE_NAME:
        from puxi_cli.jobs.settings_file import settings_schema

        document = _signed(settings_schema())
    else:
        wanted = tables_named([table])[0] if table is not None else None
        document = _signed(schema_document("table" if kind == "table" else "json", wanted))
    with written_text(output) as text:
        write_json(document, text, language.current())
    options.say_written(output)
    return ExitCode.CLEAN


def _signed(document: dict[str, Any]) -> dict[str, Any]:
    """The schema, first of all who wrote it, in what its standard has for that: a comment, or a property of one's own."""
    if "$schema" in document:
        return {"$comment": f"puxi {__version__} schema", **document}
    return {"puxi": __version__, "command": "schema", **document}


command = Command(
    "schema",
    callback=_run,
    words=Words(
        "输出各表的字段定义：JSON Schema 或 Table Schema（frictionless），与校验所用的是同一份定义。",
        "Print the fields of the tables as JSON Schema or Table Schema (frictionless): the same definition that validation uses.",
    ),
    example=Words(*["puxi schema --table persons\npuxi schema --kind table --output schema.json"] * 2),
    params=[
        Option(
            "--kind",
            type=Choice({"json": "json", "table": "table"}),
            default="json",
            show_default=True,
            words=Words("哪一种定义", "Which kind of schema"),
        ),
        Option(
            "--table",
            metavar="NAME",
            words=Words(
                "只要这张表，如 persons；puxi.toml 为设置文件的写法",
                "Only this table, as persons; puxi.toml for how that file is written",
            ),
        ),
        options.output(),
        options.lang(),
    ],
)
