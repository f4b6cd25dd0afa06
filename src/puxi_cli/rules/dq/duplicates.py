"""Group 11 of the library: one person in the registers of two counties. Within a county it is REC306's, within a household REC305's.

These two hold everywhere and always, as REC306 does: what one tells the others leave out, so that a pair is told once.
"""

from __future__ import annotations

from typing import Any

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, rule
from puxi_cli.text.words import Text

_CITE = "陕西省脱贫攻坚信息库规则库（2018），人员重复问题"
_ASK = (Ask(Scope.PERSON, "id_no", "persons"),)
_MEND = Text(
    "与对方县核实此人在哪一户，另一户按程序做自然减少",
    "Find out with the other county where the person lives; the other household marks the person as left, by the procedure",
)


def _numbered(p: Any, law: Law) -> Any:
    return p.present & p.has_number


@rule(
    id="DQ1102",
    name="number-in-one-city",
    asks=_ASK,
    severity=Severity.ERROR,
    duty=Duty.TOWN,
    titles=Text("省内市外人员重复", "identity number in two cities of the province"),
    zh="{heading_id_no} {id_no} 在本省另一市也有（{other_city_households} 户），见{twin}",
    en="identity number {id_no} stands in another city of the province too (households there: {other_city_households}), see {twin}",
    mend=_MEND,
    cite=_CITE,
    needs=("persons.id_no",),
    applies=_numbered,
    shows=("id_no", "other_city_households"),
    twin="other_city_twin",
)
def number_in_one_city(p: Any, law: Law) -> Any:
    """No present person of a household in another city of the province has the same number.

    本省其他市的户中没有在户的人用同一号码。
    """
    return p.other_city_households == 0


@rule(
    id="DQ1103",
    name="number-in-one-county",
    asks=_ASK,
    severity=Severity.ERROR,
    duty=Duty.TOWN,
    titles=Text("市内县外人员重复", "identity number in two counties of the city"),
    zh="{heading_id_no} {id_no} 在本市另一县也有（{other_county_households} 户），见{twin}",
    en="identity number {id_no} stands in another county of the city too (households there: {other_county_households}), see {twin}",
    mend=_MEND,
    cite=_CITE,
    needs=("persons.id_no",),
    applies=_numbered,
    shows=("id_no", "other_county_households"),
    twin="other_county_twin",
)
def number_in_one_county(p: Any, law: Law) -> Any:
    """No present person of a household in another county of the city has the same number.

    本市其他县的户中没有在户的人用同一号码。
    """
    return p.other_county_households == 0
