"""The households and members of a town, with what else is on file of them."""

from puxi_cli.system import System
from puxi_cli.text.words import Text

SYSTEM = System(
    "register",
    Text("台账", "register"),
    tables=("puxi_cli.records.register", "puxi_cli.records.waiver"),
    evidence=("puxi_cli.systems.register",),
)
