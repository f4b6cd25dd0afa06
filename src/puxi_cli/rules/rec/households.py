"""A household against its members, its village, and its own rows in a flat list."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, rule
from puxi_cli.text.words import Text

_CITE = "信息表一致性（户信息与人口信息、村信息相符）"


@rule(
    id="REC309",
    name="household-rows-agree",
    asks=(Ask(Scope.HOUSEHOLD_ROWS, "household_id", "household_rows"),),
    severity=Severity.ERROR,
    duty=Duty.CLERK,
    titles=Text("同一户各行不一致", "rows of a household disagree"),
    zh="“{heading}”为 {value}，本户其余行（如{twin}）为 {told}",
    en="{heading} is {value}; other rows of the household (see {twin}) say {told}",
    mend=Text("核实后把各行改成一致", "Find out which is right and make the rows agree"),
    cite=_CITE,
)
def household_rows_agree(h: Any, law: Law) -> Any:
    """In a flat list, a household's fields say the same on the row of each member; blanks aside.

    在一人一行的名单中，同一户各行的户信息相同；空白不计。
    """
    return h.fields_that_differ == 0


@rule(
    id="REC310",
    name="size-is-counted",
    asks=(Ask(Scope.HOUSEHOLD, "size", "households"),),
    severity=Severity.ERROR,
    duty=Duty.VILLAGE,
    titles=Text("登记人数与成员数不符", "stated and counted size differ"),
    zh="登记 {size} 人，人口信息中在册 {members} 人",
    en="the stated size is {size}, the members present in the persons table are {members}",
    mend=Text("入户核实人数，补录、减员或改正人数", "Count at the house; add or take off members, or correct the size"),
    cite=_CITE,
    applies=lambda h, law: h.member_rows > 0,
    needs=("households.size", "persons.household_id"),
    shows=("size", "members"),
)
def size_is_counted(h: Any, law: Law) -> Any:
    """The stated size is the number of members without a time of leaving; unknown where one of them cannot be read.

    登记人数等于没有减少时间的成员数；有成员读不懂的无法判断。
    """
    differs = nw.when(h.unsure == 0).then(h.size == h.members)
    return nw.when(h.size == h.members).then(nw.lit(True)).otherwise(differs)


@rule(
    id="REC341",
    name="village-is-known",
    asks=(Ask(Scope.HOUSEHOLD, "village", "households"),),
    severity=Severity.ERROR,
    duty=Duty.CLERK,
    titles=Text("村名不在村信息中", "unknown village"),
    zh="村信息中没有“{village}”{near}",
    en="{village} does not stand among the villages{near}",
    mend=Text("按村信息改正村名；新设或合并的村补入村信息", "Write the village as in the villages table, or add it there"),
    cite=_CITE,
    needs=("villages.village", "households.village"),
    shows=("village",),
)
def village_is_known(h: Any, law: Law) -> Any:
    """A household's village stands in the villages table.

    户的行政村在村信息中。
    """
    return h.village_known
