"""`puxi rules accept`: files of own rules that somebody else wrote, or could change, run once they are accepted."""

from __future__ import annotations

from pathlib import Path

import click

from puxi_cli.cli import options
from puxi_cli.cli.commands import Command
from puxi_cli.cli.language import Words


def _run(file: tuple[Path, ...]) -> None:
    from puxi_cli.jobs.trust import accept
    from puxi_cli.reports.masking import harmless

    accept(file)
    for one in file:
        click.echo(harmless(str(Words(f"已登记为可信：{one}（改动后须重新确认）", f"Accepted as it is now: {one}"))))


command = Command(
    "accept",
    words=Words(
        "自定规则是程序，运行时能做您能做的一切。规则文件或 puxi.toml 属于别人、别人能修改时，puxi 不运行它；看过内容、确认可信后用本命令"
        "登记。登记的是文件现在的内容，改动后须重新确认。",
        "Rules of your own are programs and may do all that you may. Where the file of rules or puxi.toml belongs to somebody else, or "
        "others may change it, puxi does not run it. Read it, then accept it with this command: as it is now; a changed file has to "
        "be accepted again.",
    ),
    example=Words(*["puxi rules accept rules/own.py"] * 2),
    params=[click.Argument(["file"], nargs=-1, required=True, type=click.Path(path_type=Path, readable=False)), options.lang()],
    callback=_run,
)
