"""The whole household is identified: nobody of the home is left out, and no household is parted to fit."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, rule
from puxi_cli.text.words import Text

_IN_FORCE = ("2014-01-01", "2020-12-31")
_CITE = "国开办发〔2014〕24号（以户为单位，整户识别）"


def _listed(h: Any, law: Law) -> Any:
    return h.on_register


@rule(
    id="ID301",
    name="nobody-of-the-home-left-out",
    asks=(Ask(Scope.HOUSEHOLD, "size", "households"),),
    item="whole_household",
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("整户识别：登记人数少于家庭人数", "whole household: fewer members than stated"),
    zh="家庭人数 {size} 人，登记成员只有 {members} 人，可能有家庭成员未纳入",
    en="the household's stated size is {size}, the members listed are {members}: somebody may be left out",
    mend=Text(
        "对照户口本核实家庭成员，漏登的补登，已减少的更正人数",
        "Compare with the household book; add who is missing, or correct the size",
    ),
    cite=_CITE,
    in_force=_IN_FORCE,
    applies=lambda h, law: _listed(h, law) & ~h.village_unlisted,
    needs=("persons.household_id",),
    shows=("size", "members"),
)
def nobody_of_the_home_left_out(h: Any, law: Law) -> Any:
    """As many members are on file as the household is said to have, or more, those counted who have left: where somebody left, the
    stated size may be the older (REC310 says that it differs). Unknown where a row that may be theirs cannot be read.

    As the files have it, whatever the day: the stated size speaks of no other day than the members do. Not asked where the lists of members
    name nobody of several households of a village.

    登记的成员（含已减少的）不少于家庭人数；有行读不懂的无法判断。有人减少的，可能只是人数未更正（REC310 另有提示）。
    按文件现状，不论查哪一天：家庭人数与成员说的是同一天。全村几户都没有名单的不适用。
    """
    enough = h.member_rows >= h.size
    return nw.when(enough).then(nw.lit(True)).otherwise(nw.when(h.rows_beside == 0).then(enough))


@rule(
    id="ID302",
    name="household-has-an-adult",
    asks=(Ask(Scope.HOUSEHOLD, "household_id", "households"),),
    item="whole_household",
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("整户识别：全户没有成年人", "whole household: no adult"),
    zh="登记的 {members_there} 名成员都不满 {adult_age} 周岁，家中成年人可能未纳入",
    en="everybody listed ({members_there}) is under {adult_age}: the adults of the home may be left out",
    mend=Text("核实监护人和共同生活的成年人；孤儿户注明", "Find out who looks after the children; orphans are noted as such"),
    cite=_CITE,
    in_force=_IN_FORCE,
    applies=_listed,
    shows=("members_there",),
)
def household_has_an_adult(h: Any, law: Law) -> Any:
    """A member who is there is of age.

    当日在户的成员中有成年人。
    """
    return h.any_adult


@rule(
    id="ID303",
    name="household-not-parted-to-fit",
    asks=(Ask(Scope.HOUSEHOLD, "household_id", "households"),),
    item="whole_household",
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("整户识别：识别前后从非贫困户分出", "whole household: parted from an unlisted one"),
    zh="有 {parted_from} 名成员在识别前后一年内由未建档的户转入，可能是分户",
    en="members who came from a household never on the register, within a year of the identification: {parted_from}; it may have been parted",
    mend=Text("核实分户时间和原因，是否共同生活", "Find out when and why the household was parted, and who lives together"),
    cite=_CITE,
    in_force=_IN_FORCE,
    applies=_listed,
    needs=("persons.id_no",),
    shows=("parted_from",),
)
def household_not_parted_to_fit(h: Any, law: Law) -> Any:
    """No member left, within a year of the identification, a household that was never on the register by the day.

    没有成员在识别前后一年内从截至当日未建档的户转入。
    """
    return h.parted_from == 0
