"""Group 9 of the library: who helps a household (帮扶责任人)."""

from __future__ import annotations

from typing import Any

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, rule
from puxi_cli.text.words import Text

_CITE = "陕西省脱贫攻坚信息库规则库（2018），帮扶责任人问题"
_IN_FORCE = ("2014-01-01", "2020-12-31")
_ASK = (Ask(Scope.HOUSEHOLD, "helper", "households"),)


@rule(
    id="DQ901",
    name="household-has-helper",
    asks=_ASK,
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.TOWN,
    titles=Text("无帮扶责任人", "no helping cadre"),
    zh="没有帮扶责任人",
    en="no cadre is named who helps the household",
    mend=Text("落实帮扶责任人并补录", "Name one and enter it"),
    cite=_CITE,
    applies=lambda h, law: h.on_list,
)
def household_has_helper(h: Any, law: Law) -> Any:
    """A listed household names the cadre who helps it; a blank is none.

    建档户写了帮扶责任人；空白就是没有。
    """
    return h.filled("helper")


@rule(
    id="DQ902",
    name="helper-is-not-listed",
    asks=_ASK,
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.TOWN,
    titles=Text("帮扶责任人本人是贫困人口", "the helping cadre stands on the list"),
    zh="{heading_helper} {helper} 本人在建档户中，见{twin}",
    en="the helping cadre, {helper}, is a member of a listed household, see {twin}",
    mend=Text(
        "核对是否同一人；确是本人的，更换帮扶责任人，并核实其户的识别情况",
        "Is it the same person? If so name another cadre, and look at that household",
    ),
    cite=_CITE,
    applies=lambda h, law: h.on_list & h.filled("helper"),
    shows=("helper",),
    twin="helper_twin",
    twin_table="persons",
)
def helper_is_not_listed(h: Any, law: Law) -> Any:
    """The helper is no person of a listed household: by identity number, else by name and telephone together, never by name alone.

    帮扶责任人不是建档户的成员：按证件号码，没有号码的按姓名加电话，绝不只按姓名。
    """
    return ~h.helper_listed
