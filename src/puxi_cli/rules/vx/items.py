"""The seven items that a poor village must meet to leave, asked of every poor village as of the day."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, Expression, rule
from puxi_cli.text.words import Text

_CITE = "陕西省贫困退出工作实施细则（2017）贫困村退出第{n}项"
_MEND = Text(
    "核对村年度指标和佐证材料；未达标的列入村的补短板计划",
    "Check the village's figures and papers; what lacks goes into the village's plan",
)


def _poor_village(v: Any, law: Law) -> Any:
    return v.poor


def _incidence(v: Any, law: Law) -> Any:
    """Poor persons on the day / rural registered persons of its year is below the limit, whoever cannot be placed is poor or not.

    当日贫困人口占当年农业户籍人口的比例低于限度；是否在册不明的人，计入与不计入都要低于限度。
    """
    limit = law.village_incidence_limit.value
    below, not_below = v.incidence_most < limit, v.incidence_least >= limit
    return nw.when(below).then(nw.lit(True)).otherwise(nw.when(not_below).then(nw.lit(False)))


def _income_ratio(v: Any, law: Law) -> Any:
    """Income per head of exited households / that of the rural county is above the year before.

    脱贫户人均纯收入占全县农村居民的比重高于上年。
    """
    return v.income_ratio > v.income_ratio_before


def _collective(v: Any, law: Law) -> Any:
    """There is a collective economy, a cooperative or a mutual-aid fund.

    有集体经济、合作组织或互助资金组织。
    """
    return v.collective


def _road(v: Any, law: Law) -> Any:
    """A road of asphalt or concrete leads to the village.

    通沥青（水泥）路。
    """
    return v.road


def _water(v: Any, law: Law) -> Any:
    """The village has safe water.

    有安全饮水。
    """
    return v.water


def _power(v: Any, law: Law) -> Any:
    """As many households in 100 have electricity as is prescribed: all.

    通电的户达到规定的比例，即全部。
    """
    return v.power_rate >= law.village_power_rate.value


def _clinic(v: Any, law: Law) -> Any:
    """The village has a standard clinic.

    有标准化卫生室。
    """
    return v.clinic


_ITEMS: tuple[tuple[str, str, str, Expression, Text, Text, tuple[str, ...]], ...] = (
    (
        "incidence",
        "village-incidence-below-limit",
        "village_points_incidence",
        _incidence,
        Text("贫困发生率未低于标准", "incidence not below the limit"),
        Text(
            "当日贫困发生率 {incidence}（{poor_persons}/{rural_now} 人），未低于 {village_incidence_limit}",
            "incidence on the day is {incidence} ({poor_persons}/{rural_now} persons), not below {village_incidence_limit}",
        ),
        ("incidence", "poor_persons", "rural_now"),
    ),
    (
        "income_ratio",
        "village-income-ratio-rises",
        "village_points_income_ratio",
        _income_ratio,
        Text("脱贫户收入比重未提高", "income ratio has not risen"),
        Text(
            "{reference_year} 年脱贫户人均纯收入占全县农村居民的比重 {income_ratio}，未高于上年 {income_ratio_before}",
            "in {reference_year} the income of exited households is {income_ratio} of the county's, not above the year before, {income_ratio_before}",
        ),
        ("reference_year", "income_ratio", "income_ratio_before"),
    ),
    (
        "collective_economy",
        "village-has-collective-economy",
        "village_points_item",
        _collective,
        Text("没有集体经济或合作组织", "no collective economy"),
        Text(
            "{reference_year} 年没有集体经济、合作组织或互助资金组织",
            "in {reference_year} there is no collective economy, cooperative or mutual-aid fund",
        ),
        ("reference_year",),
    ),
    (
        "road",
        "village-has-road",
        "village_points_item",
        _road,
        Text("未通沥青（水泥）路", "no road of asphalt or concrete"),
        Text("{reference_year} 年未通沥青（水泥）路", "in {reference_year} no road of asphalt or concrete leads there"),
        ("reference_year",),
    ),
    (
        "water",
        "village-has-safe-water",
        "village_points_item",
        _water,
        Text("没有安全饮水", "no safe water"),
        Text("{reference_year} 年没有安全饮水", "in {reference_year} there is no safe water"),
        ("reference_year",),
    ),
    (
        "power",
        "village-has-power",
        "village_points_item",
        _power,
        Text("电力入户率未达标", "not all households have electricity"),
        Text(
            "{reference_year} 年电力入户率 {power_rate}%，未达到 {village_power_rate}%",
            "in {reference_year} {power_rate} % of the households have electricity, less than {village_power_rate} %",
        ),
        ("reference_year", "power_rate"),
    ),
    (
        "clinic",
        "village-has-clinic",
        "village_points_item",
        _clinic,
        Text("没有标准化卫生室", "no standard clinic"),
        Text("{reference_year} 年没有标准化村卫生室", "in {reference_year} there is no standard clinic"),
        ("reference_year",),
    ),
)

for _n, (_item, _name, _points, _kept, _titles, _said, _shows) in enumerate(_ITEMS, 1):
    rule(
        id=f"VX10{_n}",
        name=_name,
        asks=(Ask(Scope.VILLAGE, "village", "villages"),),
        item=_item,
        points=_points,
        region="61",
        in_force=("2014-01-01", "2020-12-31"),
        severity=Severity.WARNING,
        duty=Duty.TOWN,
        titles=Text(f"贫困村：{_titles[0]}", f"poor village: {_titles[1]}"),
        zh=_said[0],
        en=_said[1],
        mend=_MEND,
        cite=_CITE.format(n="一二三四五六七"[_n - 1]),
        applies=_poor_village,
        shows=_shows,
    )(_kept)
