"""Income: the parts make the whole, and the whole divided by heads is what is stated per head."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, rule
from puxi_cli.text.words import Text

_CITE = "家庭纯收入核算：工资性+生产经营性+财产性+转移性−生产经营性支出；人均=纯收入÷家庭人口"
_FEN = 0.01  # what rounding may leave over, per head
_FLOAT = 1e-6  # what binary fractions leave over


@rule(
    id="REC321",
    name="income-is-sum-of-parts",
    asks=(Ask(Scope.INCOME, "net", "incomes"),),
    severity=Severity.ERROR,
    duty=Duty.VILLAGE,
    titles=Text("纯收入与各项之和不符", "net income is not the sum of its parts"),
    zh="{year} 年纯收入 {net} 元，各项算得 {net_of_parts} 元",
    en="net income of {year} is {net} yuan, its parts make {net_of_parts}",
    mend=Text("复核收入核算表", "Go through the income sheet again"),
    cite=_CITE,
    shows=("year", "net", "net_of_parts"),
    needs=("incomes.wage", "incomes.business", "incomes.business_cost", "incomes.property", "incomes.transfer", "incomes.net"),
)
def income_is_sum_of_parts(i: Any, law: Law) -> Any:
    """Wages + business − costs + property + transfers is the net income, to one fen per head.

    工资性 + 生产经营性 − 支出 + 财产性 + 转移性等于年纯收入，人均相差不超过一分。
    """
    heads = nw.max_horizontal(i.members_then.fill_null(1), nw.lit(1))
    return (i.net - i.net_of_parts).abs() <= _FEN * heads + _FLOAT


@rule(
    id="REC322",
    name="income-per-head-is-quotient",
    asks=(Ask(Scope.INCOME, "net_per_head", "incomes"),),
    severity=Severity.ERROR,
    duty=Duty.VILLAGE,
    titles=Text("人均纯收入与纯收入不符", "income per head is not net income by heads"),
    zh="{year} 年人均纯收入 {net_per_head} 元；纯收入 {net} 元，年末在册 {members_then} 人",
    en="income per head of {year} is {net_per_head} yuan; net income {net}, members at its end {members_then}",
    mend=Text("复核收入核算表和当年家庭人口", "Go through the income sheet and the household's members of that year"),
    cite=_CITE,
    shows=("year", "net_per_head", "net", "members_then"),
    needs=("incomes.net", "incomes.net_per_head", "persons.household_id"),
)
def income_per_head_is_quotient(i: Any, law: Law) -> Any:
    """Net income by the members of that year's end, or by the stated size, is the income per head, to one fen.

    年纯收入除以当年年末成员数（或登记人数）等于人均纯收入，相差不超过一分。
    """
    counted = (i.net - i.net_per_head * i.members_then).abs() <= _FEN * i.members_then + _FLOAT
    # A size of 0 divides nothing: it would agree with every income of 0.
    stated = (i.size > 0) & ((i.net - i.net_per_head * i.size).abs() <= _FEN * i.size + _FLOAT)
    return counted | nw.when(~i.size_unread.fill_null(False)).then(stated.fill_null(False))


@rule(
    id="REC323",
    name="income-year-once",
    asks=(Ask(Scope.INCOME, "year", "incomes"),),
    severity=Severity.ERROR,
    duty=Duty.CLERK,
    titles=Text("同户同年收入重复", "income of a year stands twice"),
    zh="本户 {year} 年的收入有 {year_rows} 行，另见 {twin}",
    en="this household has {year_rows} rows of income for {year}, see {twin}",
    mend=Text("核实后删去重复的一行，年度写错的改正", "Drop a double row, or correct a wrong year"),
    cite="信息表一致性（一户一年一行收入）",
    applies=lambda i, law: i.filled("household_id") & i.filled("year"),
    needs=("incomes.household_id", "incomes.year"),
    shows=("year", "year_rows"),
    twin="year_twin",
    once=("household_id", "year"),
)
def income_year_once(i: Any, law: Law) -> Any:
    """A household has one row of income for a year.

    一户一年只有一行收入。
    """
    return i.year_rows <= 1
