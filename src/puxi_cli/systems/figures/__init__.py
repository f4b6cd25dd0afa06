"""The town's figures and what they are made of."""

from puxi_cli.system import Command, System
from puxi_cli.text.words import Text

SYSTEM = System(
    "figures",
    Text("统计", "figures"),
    commands=(
        Command(
            "stats",
            "puxi_cli.systems.figures.command",
            Text("统计：贫困户、贫困人口、发生率、流动", "Figures: households, persons, incidence, flow"),
        ),
    ),
    lists=(
        "puxi_cli.systems.figures.figures_table",
        "puxi_cli.systems.figures.rates_table",
        "puxi_cli.systems.figures.standard_table",
    ),
)
