"""`puxi exit`."""

from __future__ import annotations

from collections.abc import Callable

from puxi_cli.cli.checking import verdict_command
from puxi_cli.cli.language import Words
from puxi_cli.findings import Checked


def _job() -> Callable[..., Checked]:
    from puxi_cli.jobs.exits import exits

    return exits


command = verdict_command(
    "exit",
    _job,
    Words(
        "退出核查：已退出户和预脱贫户逐项核对退出条件（陕西：户 5 项、贫困村 7 项、县 7 项；其他地区还没有规则），"
        "列出错退线索、收入回落的返贫线索、“被脱贫”线索，预脱贫户谁具备条件、谁缺什么。",
        "Who may leave: the items of exit for households that left or are planned to (Shaanxi: five, and "
        "seven for poor villages, seven for the county; there are no rules of other regions yet), who left too early, whose income has "
        "fallen back, who never agreed, and what each planned exit still lacks.",
    ),
    Words(
        "puxi exit registry.xlsx --year 2018\npuxi exit --as-of 2018-06-30 --format json\n"
        "puxi exit registry.xlsx --family EX --severity error",
        "puxi exit registry.xlsx --year 2018\npuxi exit --as-of 2018-06-30 --format json\n"
        "puxi exit registry.xlsx --family EX --severity error",
    ),
)
