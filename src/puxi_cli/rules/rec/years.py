"""Years that a register can speak of."""

from __future__ import annotations

from typing import Any

import narwhals as nw

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
    applies=lambda f, law: f.asked_filled,
)  # fmt: skip
def year_within_register(f: Any, law: Law) -> Any:
    """A year lies between the register's first and last.

    年度在登记期的首年和末年之间。
    """
    return (f.asked >= law.register_first_year.value) & (f.asked <= law.register_last_year.value)


@rule(
    id="REC334", name="leaving-after-joining", asks=(Ask(Scope.PERSON, "left", "persons"),),
    severity=Severity.WARNING, duty=Duty.VILLAGE, titles=("减少早于增加", "left before joining"),
    zh="减少时间 {left}，人员识别时间却在 {joined}", en="left in {left}, yet joined in {joined}",
    mend=("核对增减人员的材料，改正时间", "Check the papers of joining and leaving; correct a time"),
    cite="信息表一致性（人员增加、减少时间先后）", applies=lambda p, law: p.filled("left") & p.filled("joined"),
    needs=("persons.left", "persons.joined"), shows=("left", "joined"),
)  # fmt: skip
def leaving_after_joining(p: Any, law: Law) -> Any:
    """The time of leaving is not before the time of joining, by as much as both say: the year, the month or the day.

    减少时间不早于人员识别时间；只写到年、月的按年、月比较。
    """
    # "~" is behind every digit and hyphen: 2016 may be any day of 2016.
    return nw.concat_str([p.left, nw.lit("~")]) >= p.joined
