"""Which cells are wrong, and who answered for one that looks so."""

from puxi_cli.system import Command, System
from puxi_cli.text.words import Text

SYSTEM = System(
    "quality",
    Text("数据质量", "data quality"),
    commands=(
        Command(
            "validate",
            "puxi_cli.systems.quality.command",
            Text("校验信息表，逐格指出问题", "Check a register to the cell"),
            ("REC", "DQ"),
        ),
    ),
    lists=("puxi_cli.reports.findings_csv",),
    rules=("puxi_cli.rules.rec", "puxi_cli.rules.dq"),
)
