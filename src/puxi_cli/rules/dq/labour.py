"""Group 6 of the library: healthy people of working age who are said to be unable to work."""

from __future__ import annotations

from typing import Any

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, rule
from puxi_cli.text.words import Text

_CITE = "陕西省脱贫攻坚信息库规则库（2018），劳动能力问题"
_IN_FORCE = ("2014-01-01", "2020-12-31")
_ASK = (Ask(Scope.PERSON, "labour", "persons"),)
_MEND = Text(
    "入户核实健康状况和劳动能力，改正其一", "Find out at the house how health and ability to work are; correct one of them"
)


def _healthy_of_age(p: Any, law: Law) -> Any:
    return p.on_list & p.there & p.labour_age & p.healthy


@rule(
    id="DQ601",
    name="healthy-has-not-lost-labour",
    asks=_ASK,
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("劳动年龄健康人员丧失劳动力", "healthy, of working age, ability to work lost"),
    zh="{state_age} 岁，健康，{heading_labour}却是丧失劳动力",
    en="is {state_age} and healthy, yet the ability to work is lost",
    mend=_MEND,
    cite=_CITE,
    applies=_healthy_of_age,
    shows=("state_age",),
)
def healthy_has_not_lost_labour(p: Any, law: Law) -> Any:
    """Who is healthy and of working age has not lost the ability to work.

    劳动年龄内的健康人员不是丧失劳动力。
    """
    return p.labour != "丧失劳动力"


@rule(
    id="DQ602",
    name="healthy-has-labour",
    asks=_ASK,
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("劳动年龄健康非在校人员无劳动力", "healthy, of working age, not at school, no ability to work"),
    zh="{state_age} 岁，健康，不在校，{heading_labour}却是无劳动力",
    en="is {state_age}, healthy and not at school, yet has no ability to work",
    mend=_MEND,
    cite=_CITE,
    applies=lambda p, law: _healthy_of_age(p, law) & ~p.at_school,
    shows=("state_age",),
)
def healthy_has_labour(p: Any, law: Law) -> Any:
    """Who is healthy, of working age and not at school is not without ability to work.

    劳动年龄内、不在校的健康人员不是无劳动力。
    """
    return p.labour != "无劳动力"
