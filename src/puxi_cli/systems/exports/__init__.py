"""All products of a period in one folder."""

from puxi_cli.system import Command, System
from puxi_cli.text.words import Text

SYSTEM = System(
    "exports",
    Text("成果资料", "exports"),
    uses=("explain", "figures", "notices", "rectification", "reference"),
    settings=("puxi_cli.systems.exports.settings",),
    commands=(
        Command(
            "export",
            "puxi_cli.systems.exports.command",
            Text("一次生成一期的全部成果资料，供定时任务使用", "All products of a period, for cron"),
        ),
    ),
)
