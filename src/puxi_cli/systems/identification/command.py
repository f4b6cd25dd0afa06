"""`puxi identify`."""

from __future__ import annotations

from collections.abc import Callable

from puxi_cli.cli.checking import verdict_command
from puxi_cli.cli.language import Words
from puxi_cli.findings import Checked


def _job() -> Callable[..., Checked]:
    from puxi_cli.jobs.identify import identify

    return identify


command = verdict_command(
    "identify",
    _job,
    Words(
        "识别核查：在册户按识别年度的标准、未建档户按当年的标准逐项核对（收入、吃穿、住房、教育、医疗、饮水），"
        "比对外部门名单（九条红线），查整户识别和识别程序，列出错评、漏评线索。线索供入户核实，不是结论。",
        "Who should be on the register: listed households against the standard of their year, unlisted ones against the "
        "present (income, food and clothing, house, school, insurance, water), lists of other offices (the nine red lines), whole "
        "households, the procedure. What comes out are leads for a visit, not conclusions.",
    ),
    Words(
        "puxi identify registry.xlsx --year 2018\npuxi identify --output 线索.xlsx\npuxi identify registry.xlsx --rule ID107",
        "puxi identify registry.xlsx --year 2018\npuxi identify --output leads.xlsx\npuxi identify registry.xlsx --rule ID107",
    ),
)
