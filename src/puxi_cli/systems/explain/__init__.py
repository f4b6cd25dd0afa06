"""One household, whole."""

from puxi_cli.system import Command, System
from puxi_cli.text.words import Text

SYSTEM = System(
    "explain",
    Text("一户说明", "explanations"),
    uses=("rectification", "reference"),
    commands=(
        Command(
            "explain",
            "puxi_cli.systems.explain.command",
            Text("一户为什么在册或不在册", "Why a household is on the list, or off it"),
        ),
    ),
)
