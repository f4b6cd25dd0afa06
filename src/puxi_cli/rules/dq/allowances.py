"""Group 5 of the library: the kind of poor household against its members' allowances and the money of the reference year."""

from __future__ import annotations

from typing import Any

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, rule
from puxi_cli.text.words import Text

_CITE = "陕西省脱贫攻坚信息库规则库（2018），贫困户低保、五保问题"
_IN_FORCE = ("2014-01-01", "2020-12-31")
_KIND = (Ask(Scope.HOUSEHOLD, "poor_type", "households"),)
_MINIMUM_LIVING = ("低保户", "低保贫困户")
_SUPPORTED = ("五保户", "五保贫困户", "特困供养户", "特困供养贫困户")
_GENERAL = ("一般贫困户", "一般农户")
_MEND = Text(
    "与民政的低保、特困供养名册比对，改正户属性、成员的低保标记或金额",
    "Compare with the civil affairs lists; correct the kind of household, the members' marks or the amount",
)


def _minimum_living(h: Any, law: Law) -> Any:
    return h.on_list & h.poor_type.is_in(list(_MINIMUM_LIVING))


def _supported(h: Any, law: Law) -> Any:
    return h.on_list & h.poor_type.is_in(list(_SUPPORTED))


def _general(h: Any, law: Law) -> Any:
    return h.on_list & h.poor_type.is_in(list(_GENERAL))


@rule(
    id="DQ501",
    name="minimum-living-household-has-member",
    asks=_KIND,
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("低保户中无人享受低保", "minimum-living household, nobody receives it"),
    zh="户属性为{poor_type}，家庭成员没有人享受低保",
    en="the kind is {poor_type}, yet no member receives the minimum living allowance",
    mend=_MEND,
    cite=_CITE,
    applies=_minimum_living,
    shows=("poor_type",),
)
def minimum_living_household_has_member(h: Any, law: Law) -> Any:
    """A member receives the minimum living allowance.

    有成员享受低保。
    """
    return h.any_minimum_living


@rule(
    id="DQ502",
    name="general-household-has-no-minimum-living",
    asks=_KIND,
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("一般农（贫困）户中有人享受低保", "general household, a member receives minimum living"),
    zh="户属性为{poor_type}，家庭成员有人享受低保",
    en="the kind is {poor_type}, yet a member receives the minimum living allowance",
    mend=_MEND,
    cite=_CITE,
    applies=_general,
    shows=("poor_type",),
)
def general_household_has_no_minimum_living(h: Any, law: Law) -> Any:
    """No member receives the minimum living allowance.

    没有成员享受低保。
    """
    return ~h.any_minimum_living


@rule(
    id="DQ503",
    name="supported-household-has-no-labour",
    asks=_KIND,
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("五保户中有劳动力", "supported household with an able member"),
    zh="户属性为{poor_type}，却有 {labour_age_first}-{labour_age_last} 周岁的劳动力",
    en="the kind is {poor_type}, yet a member of {labour_age_first} to {labour_age_last} is able to work",
    mend=_MEND,
    cite=_CITE,
    applies=_supported,
    shows=("poor_type",),
)
def supported_household_has_no_labour(h: Any, law: Law) -> Any:
    """No member of working age is able to work.

    没有劳动年龄内有劳动能力的成员。
    """
    return ~h.any_able_of_age


@rule(
    id="DQ504",
    name="not-both-allowances",
    asks=(Ask(Scope.HOUSEHOLD, "household_id", "households"),),
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.TOWN,
    titles=Text("同时领取低保金和五保金", "minimum living allowance and support together"),
    zh="{twin_year} 年低保金 {minimum_living_money} 元、五保金 {five_guarantee_money} 元，两项都领，见{twin}",
    en="in {twin_year} both the minimum living allowance ({minimum_living_money} yuan) and support ({five_guarantee_money}), see {twin}",
    mend=_MEND,
    cite=_CITE,
    applies=lambda h, law: h.on_list,
    shows=("minimum_living_money", "five_guarantee_money"),
    twin="income_row",
    twin_table="incomes",
)
def not_both_allowances(h: Any, law: Law) -> Any:
    """Of the two, one at most is above 0 in the reference year; a blank beside the other is unknown.

    参考年度的两项中至多一项大于 0；一项大于 0 而另一项空白的无法判断。
    """
    return ~((h.minimum_living_money > 0) & (h.five_guarantee_money > 0))


@rule(
    id="DQ505",
    name="general-household-has-no-allowance",
    asks=_KIND,
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.TOWN,
    titles=Text("一般农（贫困）户领取低保金、五保金", "general household with an allowance"),
    zh="户属性为{poor_type}，{twin_year} 年低保金 {minimum_living_money} 元、五保金 {five_guarantee_money} 元，见{twin}",
    en="the kind is {poor_type}; in {twin_year} minimum living {minimum_living_money} yuan, support {five_guarantee_money}, see {twin}",
    mend=_MEND,
    cite=_CITE,
    applies=_general,
    shows=("poor_type", "minimum_living_money", "five_guarantee_money"),
    twin="income_row",
    twin_table="incomes",
)
def general_household_has_no_allowance(h: Any, law: Law) -> Any:
    """Neither of the two is above 0 in the reference year.

    参考年度的两项都不大于 0。
    """
    return ~((h.minimum_living_money > 0) | (h.five_guarantee_money > 0))


@rule(
    id="DQ506",
    name="minimum-living-is-paid",
    asks=_KIND,
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.TOWN,
    titles=Text("低保户低保金为 0 或空", "minimum-living household without its money"),
    zh="户属性为{poor_type}，{twin_year} 年低保金为 {twin_minimum_living}，见{twin}",
    en="the kind is {poor_type}; the minimum living allowance of {twin_year} is {twin_minimum_living}, see {twin}",
    mend=_MEND,
    cite=_CITE,
    applies=_minimum_living,
    shows=("poor_type",),
    twin="income_row",
    twin_table="incomes",
)
def minimum_living_is_paid(h: Any, law: Law) -> Any:
    """The allowance of the reference year is above 0; a blank fails too (含空), a year without a row is unknown.

    参考年度的低保金大于 0；空白也不符合（含空），没有这一年的无法判断。
    """
    return h.minimum_living_paid


@rule(
    id="DQ507",
    name="support-is-paid",
    asks=_KIND,
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.TOWN,
    titles=Text("五保户五保金为 0 或空", "supported household without its money"),
    zh="户属性为{poor_type}，{twin_year} 年五保金为 {twin_five_guarantee}，见{twin}",
    en="the kind is {poor_type}; the support of {twin_year} is {twin_five_guarantee}, see {twin}",
    mend=_MEND,
    cite=_CITE,
    applies=_supported,
    shows=("poor_type",),
    twin="income_row",
    twin_table="incomes",
)
def support_is_paid(h: Any, law: Law) -> Any:
    """The support of the reference year is above 0; a blank fails too (含空), a year without a row is unknown.

    参考年度的五保金大于 0；空白也不符合（含空），没有这一年的无法判断。
    """
    return h.five_guarantee_paid
