"""The head of a household: one, and only one."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.person import HEAD
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, rule
from puxi_cli.text.words import Text

_CITE = "信息表一致性（一户一名户主）"


@rule(
    id="REC303",
    name="household-has-head",
    asks=(Ask(Scope.HOUSEHOLD, "household_id", "households"),),
    severity=Severity.ERROR,
    duty=Duty.VILLAGE,
    titles=Text("没有户主", "no head of household"),
    zh="{heading_household_id} {household_id} 的 {members} 名成员中没有户主",
    en="nobody of household {household_id} (members: {members}) is its head",
    mend=Text(
        "核实谁是户主，把其与户主的关系改为本人或户主，其余成员的关系随之更正",
        "Find out who is the head and correct the relations",
    ),
    cite=_CITE,
    applies=lambda h, law: (h.members + h.unsure) > 0,
    needs=("persons.relation",),
    shows=("household_id", "members"),
    once=("household_id",),
)
def household_has_head(h: Any, law: Law) -> Any:
    """A present member is the head; unknown where a member, or a relation, cannot be read.

    在户的成员中有户主；有成员或与户主关系读不懂的无法判断。
    """
    missing = nw.when(h.unsure == 0).then(nw.lit(False))
    return nw.when(h.heads >= 1).then(nw.lit(True)).otherwise(missing)


@rule(
    id="REC304",
    name="household-has-one-head",
    asks=(Ask(Scope.PERSON, "relation", "persons"),),
    severity=Severity.ERROR,
    duty=Duty.VILLAGE,
    titles=Text("户主不止一名", "two heads of one household"),
    zh="{heading_household_id} {household_id} 有 {heads_here} 名户主，另见 {twin}",
    en="household {household_id} has {heads_here} heads, see {twin}",
    mend=Text(
        "核实谁是户主，改正其余成员的“{heading}”；分户的按分户处理",
        "Find out who is the head; correct the others, or part the households",
    ),
    cite=_CITE,
    applies=lambda p, law: p.present & (p.relation == HEAD),
    shows=("household_id", "heads_here"),
    twin="head_twin",
    once=("household_id",),
)
def household_has_one_head(p: Any, law: Law) -> Any:
    """No other present member of the household is its head too.

    同一户没有别的在户成员也是户主。
    """
    return p.heads_here <= 1
