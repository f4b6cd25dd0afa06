"""`puxi sample`."""

from __future__ import annotations

from pathlib import Path

import click

from puxi_cli.cli import options
from puxi_cli.cli.choices import Between
from puxi_cli.cli.commands import Command, Option
from puxi_cli.cli.language import Words
from puxi_cli.errors import ExitCode, UsageError

_TOWN = 9678  # households of the town whose published figures the sample has


def _run(folder: Path, households: int | None, seed: int | None, errors: int | None, small: bool) -> int:
    from puxi_cli.systems.entry.sample_job import sample, small_samples

    if small and (households is not None or seed is not None or errors is not None):
        raise UsageError(
            "--small 写的是随项目发布的样例，不能再定户数、种子或错误数。",
            "--small writes the samples that the project ships; it takes no size, seed or errors.",
        )
    written = (
        small_samples(folder)
        if small
        else sample(folder, _TOWN if households is None else households, 1 if seed is None else seed, errors or 0)
    )
    for path in written:
        click.echo(str(path))
    return ExitCode.CLEAN


command = Command(
    "sample",
    callback=_run,
    words=Words(
        "生成虚构的信息表，供试用和练习。默认是一个镇的规模；同一个种子每次生成的文件完全相同。"
        "姓名和号码都是编造的：证件号码以 690000 开头，没有这个地方。",
        "Make a fictional register to try puxi on, by default of the size of a town; the same seed gives the same bytes. "
        "Names and numbers are invented: identity numbers begin with 690000, which is no place.",
    ),
    example=Words(
        "puxi sample 样例/\npuxi sample 练习/ --households 2000 --errors 2",
        "puxi sample sample/\npuxi sample exercise/ --households 2000 --errors 2",
    ),
    params=[
        click.Argument(["folder"], type=click.Path(path_type=Path, file_okay=False), metavar="DIR"),
        Option(
            "--households",
            type=Between(1, 3_000_000),
            metavar="N",
            words=Words(f"户数（默认 {_TOWN}，即全镇）", f"Number of households (default {_TOWN}, the town)"),
        ),
        Option("--seed", type=Between(min=0), metavar="N", words=Words("随机种子（默认 1）", "Seed (default 1)")),
        Option(
            "--errors",
            type=Between(0, 200),
            metavar="N",
            words=Words(
                "每种错误埋入 N 处（表头类各一处），并写出清单 planted.csv",
                "Plant N errors of every kind (one each about headings), and list them in planted.csv",
            ),
        ),
        Option(
            "--small", is_flag=True, hidden=True, words=Words("随项目发布的小样例", "The small samples that the project ships")
        ),
        options.lang(),
    ],
)
