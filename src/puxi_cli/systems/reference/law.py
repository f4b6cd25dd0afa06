"""`puxi law`: its commands."""

from __future__ import annotations

from puxi_cli.cli import options
from puxi_cli.cli.commands import Group
from puxi_cli.cli.language import Words

command = Group(
    "law",
    table={
        "list": ("puxi_cli.systems.reference.law_list", Words("列出全部数值", "Every number in a line")),
        "show": (
            "puxi_cli.systems.reference.law_show",
            Words("一项数值的全部时段和依据", "One number with every span and its source"),
        ),
    },
    words=Words(
        "政策标准：收入标准、退出指标、公示天数、年龄和数据质量界限，各写明时段、地区和依据。没有找到依据的写明未经核实。",
        "The law's numbers: income lines, exit thresholds, days of publicity, ages and bounds, each with its span, region and source. "
        "Where no document was found, it says so.",
    ),
    example=Words(*["puxi law list\npuxi law show exit_income_line"] * 2),
    params=[options.lang()],
)
