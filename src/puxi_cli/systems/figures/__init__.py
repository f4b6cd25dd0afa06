"""The town's figures and what they are made of."""

from puxi_cli.system import Command, System
from puxi_cli.text.words import Text

SYSTEM = System(
    "figures",
    Text("统计", "figures"),
    commands=(
        Command(
            "stats",
            "puxi_cli.cli.stats",
            Text("统计：贫困户、贫困人口、发生率、流动", "Figures: households, persons, incidence, flow"),
        ),
    ),
    lists=("puxi_cli.reports.figures_table", "puxi_cli.reports.rates_table", "puxi_cli.reports.standard_table"),
)
