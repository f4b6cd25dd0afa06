"""Who should be on the register."""

from puxi_cli.system import Command, System
from puxi_cli.text.words import Text

SYSTEM = System(
    "identification",
    Text("识别", "identification"),
    commands=(
        Command(
            "identify",
            "puxi_cli.systems.identification.command",
            Text("识别核查：错评、漏评、红线线索", "Who should be on the register, who should not"),
            ("ID",),
        ),
    ),
    settings=("puxi_cli.jobs.prohibitions",),
    rules=("puxi_cli.rules.id",),
)
