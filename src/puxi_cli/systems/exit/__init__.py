"""Who may leave the register: households, villages, the county."""

from puxi_cli.system import Command, System
from puxi_cli.text.words import Text

SYSTEM = System(
    "exit",
    Text("退出", "exit"),
    commands=(
        Command(
            "exit",
            "puxi_cli.systems.exit.command",
            Text("退出核查：错退、返贫线索，预脱贫是否具备条件", "Who may leave, who left too early, who fell back"),
            ("EX", "VX", "CX"),
        ),
    ),
    rules=("puxi_cli.rules.ex", "puxi_cli.rules.vx", "puxi_cli.rules.cx"),
)
