"""`puxi rules`: its commands."""

from __future__ import annotations

from puxi_cli.cli import options
from puxi_cli.cli.commands import Group
from puxi_cli.cli.language import Words

command = Group(
    "rules",
    table={
        "list": ("puxi_cli.systems.reference.rules_list", Words("列出全部规则", "Every rule in a line")),
        "show": ("puxi_cli.systems.reference.rules_show", Words("一条规则的全部内容", "One rule, whole")),
        "accept": (
            "puxi_cli.systems.reference.rules_accept",
            Words("确认自定规则文件可信", "Trust a file of rules as it is now"),
        ),
    },
    words=Words(
        "检查什么：每条规则的编号、级别、责任、有效期和地区，读取哪些列，用到哪些政策标准；puxi.toml 中自定的规则一并列出。",
        "What is checked: every rule with its severity, duty, time and region, the columns it reads and the numbers of the law it "
        "asks; rules of your own, named in puxi.toml, among them.",
    ),
    example=Words(*["puxi rules list\npuxi rules show EX101"] * 2),
    params=[options.lang()],
)
