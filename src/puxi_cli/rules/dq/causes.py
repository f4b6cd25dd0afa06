"""Group 4 of the library: a main cause of poverty that no member bears out, or that stands among the other causes again."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.codes import code_list
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, rule
from puxi_cli.text.words import Text

_CITE = "陕西省脱贫攻坚信息库规则库（2018），致贫原因问题"
_IN_FORCE = ("2014-01-01", "2020-12-31")
_ASK = (Ask(Scope.HOUSEHOLD, "cause", "households"),)
_MEND = Text(
    "入户核实致贫原因和成员情况，改正其一", "Find out at the house what the cause is and how the members are; correct one of them"
)


@rule(
    id="DQ401",
    name="illness-has-ill-member",
    asks=_ASK,
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("因病致贫而成员均健康", "poor by illness, yet all members are healthy"),
    zh="{heading_cause}为因病，家庭成员的健康状况都是健康",
    en="the main cause is illness, yet all members are healthy",
    mend=_MEND,
    cite=_CITE,
    applies=lambda h, law: h.on_list & (h.cause == "因病"),
)
def illness_has_ill_member(h: Any, law: Law) -> Any:
    """A member is not healthy.

    有成员不健康。
    """
    return h.any_not_healthy


@rule(
    id="DQ402",
    name="schooling-cost-has-pupil",
    asks=_ASK,
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("因学致贫而无在校生", "poor by schooling, yet nobody is at school"),
    zh="{heading_cause}为因学，家庭成员没有在校生",
    en="the main cause is schooling, yet no member is at school",
    mend=_MEND,
    cite=_CITE,
    applies=lambda h, law: h.on_list & (h.cause == "因学"),
)
def schooling_cost_has_pupil(h: Any, law: Law) -> Any:
    """A member is at school.

    有成员在校。
    """
    return h.any_pupil


@rule(
    id="DQ403",
    name="disability-has-disabled-member",
    asks=_ASK,
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("因残致贫而无残疾人", "poor by disability, yet nobody is disabled"),
    zh="{heading_cause}为因残，家庭成员没有残疾人",
    en="the main cause is disability, yet no member is disabled",
    mend=_MEND,
    cite=_CITE,
    applies=lambda h, law: h.on_list & (h.cause == "因残"),
)
def disability_has_disabled_member(h: Any, law: Law) -> Any:
    """A member is disabled.

    有成员残疾。
    """
    return h.any_disabled


@rule(
    id="DQ404",
    name="other-causes-are-others",
    asks=(Ask(Scope.HOUSEHOLD, "other_causes", "households"),),
    severity=Severity.WARNING,
    duty=Duty.CLERK,
    titles=Text("其他致贫原因与主要致贫原因重复", "other causes repeat the main one"),
    zh="{heading_cause}“{cause}”在{heading_other_causes}“{other_causes}”中又填了一次",
    en="the main cause, {cause}, stands among the other causes again: {other_causes}",
    mend=Text("从{heading_other_causes}中删去重复的一项", "Take it out of the other causes"),
    cite=_CITE,
    applies=lambda h, law: h.on_list & h.filled("cause") & h.filled("other_causes"),
    shows=("cause", "other_causes"),
)
def other_causes_are_others(h: Any, law: Law) -> Any:
    """The main cause is none of the others.

    主要致贫原因不在其他致贫原因之中。
    """
    # No cause's name is part of another's (a test holds it), and engines do not agree on a column as a pattern.
    again = [(h.cause == label) & h.other_causes.str.contains(label, literal=True) for label in code_list("cause").labels]
    return ~nw.any_horizontal(*again, ignore_nulls=False)
