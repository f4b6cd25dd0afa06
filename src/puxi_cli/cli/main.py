"""`puxi`: the table of commands. Short helps stand here, so that `puxi --help` loads no command."""

from __future__ import annotations

import click

from puxi_cli import __version__
from puxi_cli.cli import options
from puxi_cli.cli.commands import Group, Option
from puxi_cli.cli.language import Words

COMMANDS = {
    "validate": ("puxi_cli.cli.validate", Words("校验信息表，逐格指出问题", "Check a register to the cell")),
    "identify": (
        "puxi_cli.cli.identify",
        Words("识别核查：错评、漏评、红线线索", "Who should be on the register, who should not"),
    ),
    "exit": (
        "puxi_cli.cli.exit",
        Words("退出核查：错退、返贫线索，预脱贫是否具备条件", "Who may leave, who left too early, who fell back"),
    ),
    "explain": ("puxi_cli.cli.explain", Words("一户为什么在册或不在册", "Why a household is on the list, or off it")),
    "stats": (
        "puxi_cli.cli.stats",
        Words("统计：贫困户、贫困人口、发生率、流动", "Figures: households, persons, incidence, flow"),
    ),
    "diff": (
        "puxi_cli.cli.diff",
        Words("两份信息表比对：谁新增、谁减少、改了什么", "Two registers compared: who came, who went, what changed"),
    ),
    "headings": ("puxi_cli.cli.headings", Words("各列是怎样识别的", "How each column was understood")),
    "rules": ("puxi_cli.cli.rules", Words("规则：查什么、何时何地适用、读取什么", "The rules: what is checked, when and where")),
    "law": ("puxi_cli.cli.law", Words("政策标准：收入标准、退出指标、年龄等", "The law's numbers: lines, thresholds, ages")),
    "rectify": ("puxi_cli.cli.rectify", Words("整改：三单、核对、销号、进展", "The three lists, close-out, progress")),
    "fix": ("puxi_cli.cli.fix", Words("机械修正：空格、全角、日期写法等，另存一份", "Repairs that need no judgement, in a copy")),
    "export": ("puxi_cli.cli.export", Words("一次生成一期的全部成果资料，供定时任务使用", "All products of a period, for cron")),
    "template": ("puxi_cli.cli.template", Words("生成录入模板", "Make an entry workbook")),
    "schema": (
        "puxi_cli.cli.schema",
        Words("字段定义（JSON Schema、Table Schema）", "The fields as JSON Schema or Table Schema"),
    ),
    "sample": ("puxi_cli.cli.sample", Words("生成虚构的样例信息表", "Make a fictional register")),
}


def _version(context: click.Context, parameter: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        from puxi_cli.jobs.law import version

        click.echo(f"puxi {__version__}, law {version()}")
        context.exit()


main = Group(
    "puxi",
    table=COMMANDS,
    words=Words(
        "建档立卡台账工具：哪些格子错了、怎么改，数字是多少、由什么构成。不联网，不改动输入文件。",
        "For the household poverty register: which cells are wrong and how to mend them, what the figures are and what they are "
        "made of. No network; inputs are never changed.",
    ),
    example=Words("puxi validate registry.xlsx\npuxi stats --year 2018", "puxi validate registry.xlsx\npuxi stats --year 2018"),
    params=[
        options.lang(),
        Option(
            "--version",
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_version,
            words=Words("显示版本", "Show the version and exit"),
        ),
    ],
)
