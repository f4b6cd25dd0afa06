"""家庭收入: a household's income of one year, by source."""

from typing import Annotated, ClassVar

from puxi_cli.records.dates import Year
from puxi_cli.records.fields import Cell, Record, Table
from puxi_cli.records.kinds import HouseholdNumber, Kind, Number

_PAID = Number(least=0, most=10_000_000)
_NET = Number(least=-10_000_000, most=10_000_000)  # costs may exceed what was earned


def _yuan(heading: str, *others: str, kind: Kind = _PAID, en: str) -> Cell:
    return Cell(heading, *others, kind=kind, en=en, unit="元")


class Income(Record):
    """Net income = wages + business − business costs + property + transfers; the allowances are parts of transfers."""

    table: ClassVar[Table] = Table(
        name="incomes",
        sheet="家庭收入",
        zh="一户一年的收入",
        en="a household's year",
        key=("household_id", "year"),
        sheet_names=("家庭收入", "收入"),
    )

    household_id: Annotated[
        str,
        Cell(
            "户编号", "贫困户编号", "户码", "户号", "户ID", "户id", kind=HouseholdNumber(), en="household number", required=True
        ),
    ]
    year: Annotated[int, Cell("年度", "年份", "户登记表年度", kind=Year(), en="year", required=True)]
    wage: Annotated[float | None, _yuan("工资性收入", en="wages")] = None
    business: Annotated[float | None, _yuan("生产经营性收入", en="business income")] = None
    business_cost: Annotated[float | None, _yuan("生产经营性支出", "生产经营费用支出", en="business costs")] = None
    property: Annotated[float | None, _yuan("财产性收入", en="property income")] = None
    transfer: Annotated[float | None, _yuan("转移性收入", en="transfers")] = None
    minimum_living: Annotated[float | None, _yuan("低保金", en="minimum living allowance")] = None
    five_guarantee: Annotated[float | None, _yuan("五保金", "特困供养金", en="support for the destitute")] = None
    pension: Annotated[float | None, _yuan("养老保险金", en="pension")] = None
    ecological: Annotated[float | None, _yuan("生态补偿金", en="ecological compensation")] = None
    family_planning: Annotated[float | None, _yuan("计划生育金", en="family-planning subsidy")] = None
    net: Annotated[float | None, _yuan("年纯收入", "家庭年纯收入", "家庭纯收入", kind=_NET, en="net income")] = None
    net_per_head: Annotated[
        float | None, _yuan("人均纯收入", "家庭人均纯收入", "家庭年人均纯收入", kind=_NET, en="net income per head")
    ] = None
