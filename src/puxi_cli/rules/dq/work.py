"""Group 8 of the library: place and months of work against each other, against ability, and against the household's wages."""

from __future__ import annotations

from typing import Any

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, rule
from puxi_cli.text.words import Text

_CITE = "陕西省脱贫攻坚信息库规则库（2018），务工状况问题"
_IN_FORCE = ("2014-01-01", "2020-12-31")
_MEND = Text("核实务工地点和时间后改正", "Find out where and how long, and correct it")
_MEND_WAGES = Text("核实务工情况和工资性收入，改正其一", "Find out who works and what is earned; correct one of them")


def _member(p: Any, law: Law) -> Any:
    return p.on_list & p.there


@rule(
    id="DQ802",
    name="work-has-months",
    asks=(Ask(Scope.PERSON, "work_months", "persons"),),
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("有务工地无务工时间", "a place of work without months"),
    zh="务工地为{work_place}，务工时间为 {work_months}",
    en="works in {work_place}, yet the months of work are {work_months}",
    mend=_MEND,
    cite=_CITE,
    applies=lambda p, law: _member(p, law) & p.filled("work_place"),
    shows=("work_place", "work_months"),
)
def work_has_months(p: Any, law: Law) -> Any:
    """Who has a place of work has months of it; a blank fails too (含空).

    有务工地的有务工时间；空白也不符合（含空）。
    """
    return p.positive("work_months")


@rule(
    id="DQ803",
    name="months-have-place",
    asks=(Ask(Scope.PERSON, "work_place", "persons"),),
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("有务工时间无务工地", "months of work without a place"),
    zh="务工时间 {work_months} 个月，没有务工地",
    en="months of work: {work_months}, and no place of it",
    mend=_MEND,
    cite=_CITE,
    applies=lambda p, law: _member(p, law) & (p.work_months > 0),
    shows=("work_months",),
)
def months_have_place(p: Any, law: Law) -> Any:
    """Who has months of work has a place of it: the list has no word for none, so a blank is none.

    有务工时间的有务工地；代码表里没有“无”，所以空白就是没有。
    """
    return p.filled("work_place")


@rule(
    id="DQ804",
    name="unable-does-not-work",
    asks=(Ask(Scope.PERSON, "labour", "persons"),),
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("无劳动力或丧失劳动力而务工", "unable to work, yet works"),
    zh="{heading_labour}为{labour}，却在{work_place}，{work_months} 个月",
    en="the ability to work is {labour}, yet works in {work_place} (months: {work_months})",
    mend=Text("入户核实劳动能力和务工情况，改正其一", "Find out at the house and correct one of them"),
    cite=_CITE,
    applies=lambda p, law: _member(p, law) & p.unable,
    shows=("labour", "work_place", "work_months"),
)
def unable_does_not_work(p: Any, law: Law) -> Any:
    """Who has no ability to work has not both a place and months of work.

    没有劳动能力的人不会既有务工地又有务工时间。
    """
    return ~(p.filled("work_place") & (p.work_months > 0))


@rule(
    id="DQ805",
    name="wages-have-worker",
    asks=(Ask(Scope.HOUSEHOLD, "household_id", "households"),),
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("有工资性收入无务工人员", "wages, and nobody works"),
    zh="{twin_year} 年工资性收入 {wage_now} 元，家庭成员没有人务工，见{twin}",
    en="wages of {twin_year} are {wage_now} yuan, yet no member works, see {twin}",
    mend=_MEND_WAGES,
    cite=_CITE,
    applies=lambda h, law: h.on_list & (h.wage_now > 0),
    shows=("wage_now",),
    twin="income_row",
    twin_table="incomes",
)
def wages_have_worker(h: Any, law: Law) -> Any:
    """A household with wages in the reference year has a member with a place or months of work.

    参考年度有工资性收入的户，有成员有务工地或务工时间。
    """
    return h.any_worker


@rule(
    id="DQ806",
    name="worker-has-wages",
    asks=(Ask(Scope.HOUSEHOLD, "household_id", "households"),),
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("有务工人员无工资性收入", "somebody works, and no wages"),
    zh="家庭成员有人务工，{twin_year} 年工资性收入为 {wage_now}，见{twin}",
    en="a member works, yet the wages of {twin_year} are {wage_now}, see {twin}",
    mend=_MEND_WAGES,
    cite=_CITE,
    applies=lambda h, law: h.on_list & h.any_worker,
    shows=("wage_now",),
    twin="income_row",
    twin_table="incomes",
)
def worker_has_wages(h: Any, law: Law) -> Any:
    """A household of which a member works has wages in the reference year; a blank is unknown.

    有成员务工的户，参考年度有工资性收入；空白的无法判断。
    """
    return h.wage_now > 0
