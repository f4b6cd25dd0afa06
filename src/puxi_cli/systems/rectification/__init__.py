"""Problems with a name and a day, until they are closed."""

from puxi_cli.system import Command, System
from puxi_cli.text.words import Text

SYSTEM = System(
    "rectification",
    Text("整改", "rectification"),
    settings=("puxi_cli.systems.rectification.settings",),
    commands=(
        Command(
            "rectify",
            "puxi_cli.systems.rectification.rectify",
            Text("整改：三单、核对、销号、进展", "The three lists, close-out, progress"),
        ),
    ),
    tables=("puxi_cli.systems.rectification.records",),
)
