"""Two registers compared."""

from puxi_cli.system import Command, System
from puxi_cli.text.words import Text

SYSTEM = System(
    "compare",
    Text("比对", "comparison"),
    commands=(
        Command(
            "diff",
            "puxi_cli.cli.diff",
            Text("两份信息表比对：谁新增、谁减少、改了什么", "Two registers compared: who came, who went, what changed"),
        ),
    ),
    lists=("puxi_cli.reports.diff_table",),
)
