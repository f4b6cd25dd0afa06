"""Years that a register can speak of."""

from __future__ import annotations

from typing import Any

from puxi_cli.findings import Duty, Scope, Severity
from puxi_cli.law.law import Law
from puxi_cli.rules.base import Ask, rule


@rule(
    id="REC342", name="year-within-register", severity=Severity.ERROR, duty=Duty.CLERK,
    asks=(
        Ask(Scope.INCOME, "year", "incomes"), Ask(Scope.VILLAGE_YEAR, "year", "village_years"),
        Ask(Scope.HOUSEHOLD, "exit_year", "households"), Ask(Scope.HOUSEHOLD, "identified_year", "households"),
        Ask(Scope.VILLAGE, "exit_year", "villages"),
    ),
    titles=("年份不在登记期内", "year outside the register's time"),
    zh="年份 {asked} 不在登记期 {register_first_year} 至 {register_last_year} 年内",
    en="{asked} is outside the register's time, {register_first_year} to {register_last_year}",
    mend=("核对后改正年份", "Check and correct the year"),
    cite="国开办发〔2014〕24号（时间节点 2013 年底）；截止年份为 puxi 默认，未见出处",
    applies=lambda f, law: ~f.asked.is_null(),
)  # fmt: skip
def year_within_register(f: Any, law: Law) -> Any:
    """A year lies between the register's first and last.

    年度在登记期的首年和末年之间。
    """
    return (f.asked >= law.register_first_year.value) & (f.asked <= law.register_last_year.value)
