"""Group 7 of the library: business income without costs, and an income per head that cannot be right."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, rule
from puxi_cli.text.words import Text

_CITE = "陕西省脱贫攻坚信息库规则库（2018），收入问题"
_IN_FORCE = ("2014-01-01", "2020-12-31")
_MEND = Text("复核收入核算表", "Go through the income sheet again")


@rule(
    id="DQ701",
    name="business-has-costs",
    asks=(Ask(Scope.HOUSEHOLD, "household_id", "households"),),
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("有生产经营性收入无支出", "business income without costs"),
    zh="{twin_year} 年生产经营性收入 {business_now} 元，支出却为 {business_cost_now}，见{twin}",
    en="business income of {twin_year} is {business_now} yuan, yet its costs are {business_cost_now}, see {twin}",
    mend=_MEND,
    cite=_CITE,
    applies=lambda h, law: h.on_list,
    shows=("business_now", "business_cost_now"),
    twin="income_row",
    twin_table="incomes",
)
def business_has_costs(h: Any, law: Law) -> Any:
    """With business income there are costs, in the reference year; a blank is unknown.

    参考年度有生产经营性收入的，也有生产经营性支出；空白的无法判断。
    """
    return ~((h.business_now > 0) & (h.business_cost_now <= 0))


@rule(
    id="DQ702",
    name="income-per-head-plausible",
    asks=(Ask(Scope.HOUSEHOLD, "income_per_head", "households"),),
    region="61",
    in_force=_IN_FORCE,
    severity=Severity.WARNING,
    duty=Duty.VILLAGE,
    titles=Text("人均纯收入为 0、为负、为空或过大", "income per head of 0, less, blank or too much"),
    zh="{reference_year} 年人均纯收入为 {income_now}，应大于 0、不超过 {income_per_head_most} 元",
    en="income per head of {reference_year} is {income_now}; above 0 and at most {income_per_head_most} yuan is expected",
    mend=_MEND,
    cite=_CITE,
    applies=lambda h, law: h.on_list,
    shows=("reference_year", "income_now"),
)
def income_per_head_plausible(h: Any, law: Law) -> Any:
    """Income per head of the reference year is above 0 and at most the bound; a blank cell fails too (含空), no row is unknown.

    参考年度人均纯收入大于 0 且不超过上限；空白也不符合（含空），没有这一年的无法判断。
    """
    plausible = (h.income_now > 0) & (h.income_now <= law.income_per_head_most.value)
    return nw.when(h.income_told).then(plausible).otherwise(nw.when(~h.income_told).then(nw.lit(False)))
