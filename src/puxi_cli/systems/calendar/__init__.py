"""The calendar of the town: birthdays of cadres and their families, visits and other care that is due, deadlines, ends of publicity."""

from puxi_cli.system import Command, System
from puxi_cli.text.words import Text

SYSTEM = System(
    "calendar",
    Text("日历", "calendar"),
    uses=("rectification",),
    commands=(
        Command(
            "calendar",
            "puxi_cli.systems.calendar.command",
            Text("日历：干部生日、慰问、整改时限、公示期满", "Calendar: birthdays, visits due, deadlines, publicity ends"),
            ("CA",),
        ),
    ),
    tables=("puxi_cli.systems.calendar.records",),
    codes=("puxi_cli.systems.calendar",),
    facts=("puxi_cli.systems.calendar.facts",),
    rules=("puxi_cli.systems.calendar.ca",),
    parameters=("puxi_cli.systems.calendar.parameters",),
    lists=("puxi_cli.systems.calendar.outputs",),
    samples=("puxi_cli.systems.calendar.sample",),
    plants=("puxi_cli.systems.calendar.planted",),
)
