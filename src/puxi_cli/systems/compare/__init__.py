"""Two registers of one town held against each other: which row of the one is which of the other, and what became of everybody."""

from puxi_cli.system import Command, System
from puxi_cli.text.words import Text

SYSTEM = System(
    "compare",
    Text("比对", "comparison"),
    commands=(
        Command(
            "diff",
            "puxi_cli.systems.compare.command",
            Text("两份信息表比对：谁新增、谁减少、改了什么", "Two registers compared: who came, who went, what changed"),
        ),
    ),
    lists=("puxi_cli.systems.compare.table",),
)
