"""Whether birthdays of cadres and of their families were kept, a day off was given once, and amounts stay within the town's limit.

Not built: CA103 (the day somebody was taken to hospital is in no table), CA104 and CA108 (they need attendance), CA107 (it needs the
roles of a team's members), CA106 (REC116 is asked of cadres).
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, rule
from puxi_cli.systems.calendar.facts import GRACE
from puxi_cli.systems.calendar.records import OWN
from puxi_cli.text.words import Text

_CITE = "蒲溪镇干部关爱机制暂行办法"
# A finding points to the name: beside it the date of birth would be shown.
_CADRE, _CARE = Scope("cadres"), Scope("cadre_care")
_MEND = Text(
    "核对关爱台账：已办的补录，漏办的补办", "Look into the ledger of care: enter what was done, make up for what was not"
)


def _on_file(c: Any, law: Law) -> Any:
    return c.in_post & c.birthday_covered


def _family_on_file(c: Any, law: Law) -> Any:
    return c.in_post & c.family_covered


@rule(
    id="CA101",
    name="birthday-kept",
    asks=(Ask(_CADRE, "name", "cadres"),),
    severity=Severity.NOTICE,
    duty=Duty.TOWN,
    titles=Text("干部生日没有慰问记录", "a cadre's birthday without care on file"),
    zh=f"{{birthday}} 生日前后 {GRACE} 天内没有放假一天、送蛋糕的记录",
    en=f"no day off and cake on file within {GRACE} days of the birthday on {{birthday}}",
    mend=_MEND,
    cite=_CITE,
    needs=("cadre_care.care",),
    applies=_on_file,
    shows=("birthday",),
    once=("same_person",),
)
def birthday_kept(c: Any, law: Law) -> Any:
    """Within seven days of the last birthday, which is more than seven days ago, a row of care tells a day off and a cake.

    Asked of who is in post, and of months in which the ledger has some birthday. A file without cakes is not asked for them.

    最近一次生日（已过 7 天以上）前后 7 天内，关爱台账有放假一天、送蛋糕的记录。只查在岗干部和台账有生日记录的月份；台账没有蛋糕一列的不查蛋糕。
    """
    return c.birthday_kept


@rule(
    id="CA102",
    name="family-birthday-kept",
    asks=(Ask(_CADRE, "name", "cadres"),),
    severity=Severity.NOTICE,
    duty=Duty.TOWN,
    titles=Text("干部家属生日没有放假记录", "a family birthday without a day off on file"),
    zh=f"家属 {{family_birthday}} 生日前后 {GRACE} 天内没有放假一天的记录",
    en=f"no day off on file within {GRACE} days of the family birthday on {{family_birthday}}",
    mend=_MEND,
    cite=_CITE,
    needs=("cadre_care.care",),
    applies=_family_on_file,
    shows=("family_birthday",),
    once=("same_person",),
)
def family_birthday_kept(c: Any, law: Law) -> Any:
    """Within seven days of the family member's last birthday, which is more than seven days ago, a row of care tells a day off.

    家属最近一次生日（已过 7 天以上）前后 7 天内，关爱台账有放假一天的记录。只查在岗干部和台账有家属生日记录的月份。
    """
    return c.family_birthday_kept


@rule(
    id="CA105",
    name="birthday-once",
    asks=(Ask(_CARE, "day_off", "cadre_care"),),
    severity=Severity.WARNING,
    duty=Duty.CLERK,
    titles=Text("同一年生日放假不止一次", "a birthday's day off given twice in a year"),
    zh="同一干部当年生日放假记了 {days_off} 次，见{twin}",
    en="the same cadre has {days_off} days off for the birthday of that year, see {twin}",
    mend=Text("核对后删去重复的一行", "Find out which is right and take the other one out"),
    cite=_CITE,
    needs=("cadre_care.day_off",),
    applies=lambda c, law: (c.care == OWN) & ~c.day_off.is_null(),
    shows=("days_off",),
    twin="days_off_twin",
    once=("days_off_first",),
)
def birthday_once(c: Any, law: Law) -> Any:
    """A cadre's own birthday has one day off a year: the year is that of `due`, else of `done`, else of the day off. Who the row is about must
    be told by a number, or a name that only one cadre has.

    一名干部一年只因本人生日放假一天，年份按应办日期，没有的按办理日期、放假日期。按编号、证件号码、电话或不重名的姓名认人。
    """
    return c.days_off == 1


def _limited(c: Any, law: Law) -> Any:
    return ~c.amount.is_null() if law.care_amount_most.given else nw.lit(False)


@rule(
    id="CA110",
    name="amount-in-limit",
    asks=(Ask(_CARE, "amount", "cadre_care"),),
    severity=Severity.NOTICE,
    duty=Duty.TOWN,
    titles=Text("慰问金额超过限额", "more was given than the limit"),
    zh="{heading_amount} {amount} 元，超过限额 {care_amount_most} 元",
    en="{amount} yuan, more than the limit of {care_amount_most}",
    mend=Text("核对金额和标准", "Look into the amount and the limit"),
    cite="镇定标准（puxi.toml 的 [law] extra）",
    applies=_limited,
    shows=("amount",),
)
def amount_in_limit(c: Any, law: Law) -> Any:
    """The amount is not above the limit that the town has set; without one it is not asked.

    金额不超过镇定的限额；没有规定限额的不查。
    """
    limit = law.care_amount_most
    return c.amount <= (nw.lit(float(limit.value)) if limit.given else nw.lit(None, dtype=nw.Float64()))
