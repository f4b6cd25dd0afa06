"""What puxi goes by: headings, rules, the law."""

from puxi_cli.system import Command, System
from puxi_cli.text.words import Text

SYSTEM = System(
    "reference",
    Text("查阅", "reference"),
    commands=(
        Command("headings", "puxi_cli.systems.reference.headings", Text("各列是怎样识别的", "How each column was understood")),
        Command(
            "rules",
            "puxi_cli.systems.reference.rules",
            Text("规则：查什么、何时何地适用、读取什么", "The rules: what is checked, when and where"),
        ),
        Command(
            "law",
            "puxi_cli.systems.reference.law",
            Text("政策标准：收入标准、退出指标、年龄等", "The law's numbers: lines, thresholds, ages"),
        ),
    ),
)
