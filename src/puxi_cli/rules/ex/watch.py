"""Households that have left, under watch: who has slipped, and who was let go without knowing or agreeing."""

from __future__ import annotations

from typing import Any

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, rule
from puxi_cli.text.words import Text

_IN_FORCE = ("2014-01-01", "2020-12-31")
_ASK = (Ask(Scope.HOUSEHOLD, "exit_year", "households"),)
_AGREES = "“被脱贫”情形：不知情、不认可、未得到帮扶（贵州省长顺县政策文本）；陕西文本未见"


@rule(
    id="EX201",
    name="income-still-above-line",
    asks=_ASK,
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("返贫线索：退出后收入回落", "lead, relapse: income has fallen back"),
    zh="{leaving_year} 年退出，{reference_year} 年人均纯收入 {income_now} 元，未超过当年标准 {exit_income_line} 元",
    en="left in {leaving_year}; income per head of {reference_year}, {income_now} yuan, is not above that year's line of {exit_income_line}",
    mend=Text(
        "入户核实，符合条件的按返贫程序重新纳入", "Visit the house; if it is so, it is listed again by the procedure of relapse"
    ),
    cite="动态管理：返贫户经核实重新纳入",
    applies=lambda h, law: h.exited & (h.leaving_year < h.reference_year),
    shows=("leaving_year", "reference_year", "income_now"),
    by_year={"exit_income_line": "reference_year"},
)
def income_still_above_line(h: Any, law: Law) -> Any:
    """Income per head of the reference year is above that year's line.

    参考年度人均纯收入高于当年标准。
    """
    return h.income_now > law.exit_income_line.of(h.reference_year)


@rule(
    id="EX202",
    name="household-signed-its-exit",
    asks=_ASK,
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("“被脱贫”线索：无农户签字", "lead: the household did not sign its exit"),
    zh="{leaving_year} 年退出，退出程序中没有农户认可签字",
    en="left in {leaving_year}, and its exit has no signature of the household",
    mend=Text("入户核实农户是否知情、认可，补齐签字材料", "Ask the household whether it knew and agreed; add the signed paper"),
    cite=_AGREES,
    applies=lambda h, law: h.exited,
    shows=("leaving_year",),
    unknown=Text("截至当日没有录入退出程序的步骤", "no step of the exit is on file by the day"),
)
def household_signed_its_exit(h: Any, law: Law) -> Any:
    """The household's own signature stands among the steps of its exit; unknown where no step is on file, or the signature is dated after the day.

    退出程序中有农户自己的签字；一步也没有录入，或签字的日期晚于当日的，无法判断。
    """
    return h.exit_own_signature


@rule(
    id="EX203",
    name="household-approves-of-its-exit",
    asks=_ASK,
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("“被脱贫”线索：抽查时不认可", "lead: the household does not approve"),
    zh="{leaving_year} 年退出，抽查时农户不认可",
    en="left in {leaving_year}; when inspected, the household did not approve",
    mend=Text("入户听取意见，核实帮扶和退出情况", "Visit and listen; look at the help given and at the exit"),
    cite=_AGREES,
    applies=lambda h, law: h.exited & (h.inspections > 0),
    shows=("leaving_year",),
)
def household_approves_of_its_exit(h: Any, law: Law) -> Any:
    """No inspection by the day noted that the household does not approve.

    截至当日没有抽查记录农户不认可。
    """
    return ~h.disapproves


@rule(
    id="EX204",
    name="inspectors-confirm-exit",
    asks=_ASK,
    item="inspection",
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.ERROR,
    duty=Duty.TOWN,
    titles=Text("错退：抽查结论", "wrong exit, by inspection"),
    zh="{leaving_year} 年退出，抽查结论为错退",
    en="left in {leaving_year}; inspectors concluded that the exit was wrong",
    mend=Text(
        "按抽查意见整改，核实后按程序回退", "Mend what the inspectors name; if it is so, the exit is taken back by the procedure"
    ),
    cite="错退：标注脱贫而未达到退出标准（核查办法）",
    applies=lambda h, law: h.exited & (h.inspections > 0),
    needs=("samples.conclusion",),
    shows=("leaving_year",),
)
def inspectors_confirm_exit(h: Any, law: Law) -> Any:
    """No inspection by the day concluded that the exit was wrong.

    截至当日没有抽查结论为错退。
    """
    return ~h.found_wrong_exit
