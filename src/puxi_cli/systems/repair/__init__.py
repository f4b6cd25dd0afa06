"""Repairs that need no judgement."""

from puxi_cli.system import Command, System
from puxi_cli.text.words import Text

SYSTEM = System(
    "repair",
    Text("修正", "repair"),
    settings=("puxi_cli.systems.repair.settings",),
    commands=(
        Command(
            "fix",
            "puxi_cli.systems.repair.fix",
            Text("机械修正：空格、全角、日期写法等，另存一份", "Repairs that need no judgement, in a copy"),
        ),
    ),
)
