"""Group 1 of the library: households that have left without the two assurances and three guarantees, one rule for all exit years.

House, water, school, health, insurance and floor area are as the register has them now; income is that of the year of exit.
"""

from __future__ import annotations

from typing import Any

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, rule
from puxi_cli.text.words import Text

_CITE = "陕西省脱贫攻坚信息库规则库（2018），脱贫户未解决两不愁三保障"
_IN_FORCE = ("2014-01-01", "2020-12-31")
_MEND = Text(
    "核对指标录入和脱贫审批资料；录入无误的入户复核，确未达标的按程序回退",
    "Check the entry and the papers of the exit; if it is right, visit the house: an exit that should not have been is taken back",
)


def _has_left(h: Any, law: Law) -> Any:
    """Who has left by the day, in a year after that in which the register was made."""
    return h.exited & (h.leaving_year > law.register_first_year.value)


def _ill_and_left(h: Any, law: Law) -> Any:
    return _has_left(h, law) & (h.cause == "因病")


@rule(
    id="DQ101",
    name="exited-not-below-national-line",
    asks=(Ask(Scope.HOUSEHOLD, "exit_year", "households"),),
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("脱贫户收入低于国家标准", "exited with income below the national line"),
    zh="{leaving_year} 年脱贫，当年人均纯收入 {leaving_income} 元，低于当年国家贫困标准 {national_income_line} 元",
    en="left in {leaving_year}; income per head of that year, {leaving_income} yuan, is below its national line of {national_income_line}",
    mend=_MEND,
    cite=_CITE,
    applies=_has_left,
    shows=("leaving_year", "leaving_income"),
    by_year={"national_income_line": "leaving_year"},
)
def exited_not_below_national_line(h: Any, law: Law) -> Any:
    """Income per head of the year of exit is not below the national line of that year; to equal it is enough here.

    脱贫年度人均纯收入不低于当年国家标准；等于标准即可。
    """
    return h.leaving_income >= law.national_income_line.of(h.leaving_year)


@rule(
    id="DQ102",
    name="exited-without-healthy-dropout",
    asks=(Ask(Scope.HOUSEHOLD, "exit_year", "households"),),
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("脱贫户有健康适龄儿童辍学", "exited with a healthy child out of school"),
    zh="{leaving_year} 年脱贫，有健康的义务教育适龄儿童不在校",
    en="left in {leaving_year}, yet a healthy child of school age is out of school",
    mend=_MEND,
    cite=_CITE,
    applies=_has_left,
    shows=("leaving_year",),
)
def exited_without_healthy_dropout(h: Any, law: Law) -> Any:
    """No healthy member of school age is out of school.

    没有健康的义务教育适龄成员失学辍学。
    """
    return ~h.any_healthy_dropout


@rule(
    id="DQ103",
    name="exited-with-safe-house",
    asks=(Ask(Scope.HOUSEHOLD, "unsafe_house", "households"),),
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("脱贫户住危房", "exited and lives in an unsafe house"),
    zh="{leaving_year} 年脱贫，仍登记为危房（危房户为是，或危房级别为 C、D 级）",
    en="left in {leaving_year}, yet the house is recorded as unsafe (said so, or of grade C or D)",
    mend=_MEND,
    cite=_CITE,
    applies=_has_left,
    shows=("leaving_year",),
)
def exited_with_safe_house(h: Any, law: Law) -> Any:
    """The house is not an unsafe one, by its column or its grade.

    按危房户一列或危房级别，住的不是危房。
    """
    return h.house_safe


@rule(
    id="DQ104",
    name="exited-with-good-water",
    asks=(Ask(Scope.HOUSEHOLD, "safe_water", "households"),),
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("脱贫户饮水问题未解决", "exited without safe water"),
    zh="{leaving_year} 年脱贫，仍登记为饮水困难或饮水不安全",
    en="left in {leaving_year}, yet water is recorded as hard to get or not safe",
    mend=_MEND,
    cite=_CITE,
    applies=_has_left,
    shows=("leaving_year",),
)
def exited_with_good_water(h: Any, law: Law) -> Any:
    """Water is safe and not hard to get.

    饮水安全，也不困难。
    """
    return h.water_good


@rule(
    id="DQ105",
    name="exited-ill-members-insured",
    asks=(Ask(Scope.HOUSEHOLD, "cause", "households"),),
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text(
        "因病致贫脱贫户患病成员未参加大病保险", "exited, poor by illness, an ill member without serious-illness insurance"
    ),
    zh="{leaving_year} 年脱贫，{heading_cause}为因病，有患病成员未参加大病保险",
    en="left in {leaving_year}; illness is the main cause, yet an ill member has no serious-illness insurance",
    mend=_MEND,
    cite=_CITE,
    applies=_ill_and_left,
    shows=("leaving_year",),
)
def exited_ill_members_insured(h: Any, law: Law) -> Any:
    """No member with a chronic or a serious illness lacks serious-illness insurance.

    患长期慢性病或大病的成员都参加了大病保险。
    """
    return ~h.any_ill_without_serious


@rule(
    id="DQ106",
    name="exited-with-floor-area",
    asks=(Ask(Scope.HOUSEHOLD, "floor_area", "households"),),
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("脱贫户住房面积为 0 或空", "exited with no floor area"),
    zh="{leaving_year} 年脱贫，{heading_floor_area}为 {floor_area}",
    en="left in {leaving_year}, yet the floor area is {floor_area}",
    mend=Text("入户核实住房面积后补录", "Measure the house and enter it"),
    cite=_CITE,
    applies=_has_left,
    shows=("leaving_year", "floor_area"),
)
def exited_with_floor_area(h: Any, law: Law) -> Any:
    """The floor area is more than 0; a blank fails too, because the library says so (含空).

    住房面积大于 0；空白也不符合，规则库写明含空。
    """
    return h.positive("floor_area")
