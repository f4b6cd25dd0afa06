"""What a register is filled in with, and a fictional one."""

from puxi_cli.system import Command, System
from puxi_cli.text.words import Text

SYSTEM = System(
    "entry",
    Text("录入", "entry"),
    commands=(
        Command("template", "puxi_cli.systems.entry.template", Text("生成录入模板", "Make an entry workbook")),
        Command(
            "schema",
            "puxi_cli.systems.entry.schema",
            Text("字段定义（JSON Schema、Table Schema）", "The fields as JSON Schema or Table Schema"),
        ),
        Command("sample", "puxi_cli.systems.entry.sample", Text("生成虚构的样例信息表", "Make a fictional register")),
    ),
)
