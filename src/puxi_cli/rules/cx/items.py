"""The seven items that a county must meet to leave, over all townships that were read."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, Expression, rule
from puxi_cli.text.words import Text

_CITE = "陕西省贫困退出工作实施细则（2017）贫困县退出第{n}项"
_MEND = Text(
    "核对各村年度指标；只读了部分乡镇时，此结论只说这些乡镇",
    "Check the villages' figures; where only some townships were read, this speaks of them only",
)


def _incidence(c: Any, law: Law) -> Any:
    """Poor persons on the day / rural registered persons of its year is below the limit, whoever cannot be placed is poor or not.

    当日贫困人口占当年农业户籍人口的比例低于限度；是否在册不明的人，计入与不计入都要低于限度。
    """
    limit = law.county_incidence_limit.value
    below, not_below = c.incidence_most < limit, c.incidence_least >= limit
    return nw.when(below).then(nw.lit(True)).otherwise(nw.when(not_below).then(nw.lit(False)))


def _income(c: Any, law: Law) -> Any:
    """Rural disposable income per head is at least the prescribed share of the province's; unknown without the province's.

    Within a year, too: the county's figure is then the year's before, and the province's the day's.

    农村居民人均可支配收入达到全省的规定比例；没有全省数值的无法判断。年内查的也无法判断：县的数值是上一年的，省的是当年的。
    """
    province = law.county_income_province
    whole = nw.lit(float(province.value)) if province.known else nw.lit(None, dtype=nw.Float64())
    of_that_year = nw.when(c.reference_year == law.day.year).then(c.county_income)
    return of_that_year >= whole * law.county_income_share.value


def _road(c: Any, law: Law) -> Any:
    """The share of villages with a road of asphalt or concrete.

    通沥青（水泥）路的行政村比例达到规定。
    """
    return c.road_share >= law.county_road_share.value


def _water(c: Any, law: Law) -> Any:
    """The share of rural persons in villages with safe water.

    有安全饮水的村，其农业户籍人口的比例达到规定。
    """
    return c.water_share >= law.county_water_share.value


def _power(c: Any, law: Law) -> Any:
    """Households in 100 with electricity.

    每百户中通电的户数达到规定。
    """
    return c.power_rate >= law.county_power_rate.value


def _insurance(c: Any, law: Law) -> Any:
    """The share of persons on the register who have basic and serious-illness medical insurance.

    在册人口中参加基本医疗保险和大病保险的比例达到规定。
    """
    return c.insurance_share >= law.county_insurance_share.value


def _housing(c: Any, law: Law) -> Any:
    """The share of households with a safe house.

    住房安全的户的比例达到规定。
    """
    return c.housing_share >= law.county_housing_share.value


_LESS = Text("未达到", "less than")
# What keeps an item from an answer.
_UNKNOWN = {
    "incidence": Text(
        "没有写当年农业户籍人口的村 {rural_now_unknown} 个；若为 0，则是有人是否在册不明，计入与否结论不同",
        "villages without rural registered persons of the day's year: {rural_now_unknown}; if 0, it hangs on who may be on the register",
    ),
    "income": Text(
        "各村所写的全县数值不一致，或当年尚未过完", "the villages' figures of the county differ, or the year is not over"
    ),
    "road": Text("道路一项不明的村 {road_unknown} 个", "villages whose road is not known: {road_unknown}"),
    "water": Text(
        "饮水一项不明的村 {water_unknown} 个，农业户籍人口不明的村 {rural_unknown} 个",
        "villages whose water is not known: {water_unknown}, whose rural registered persons are not: {rural_unknown}",
    ),
    "power": Text(
        "电力入户率或总户数不明的村 {power_unknown} 个",
        "villages whose households or share with electricity are not known: {power_unknown}",
    ),
    "insurance": Text(
        "参保情况或是否在册不明的有 {insurance_unknown} 人",
        "persons of whom it is not known whether they are insured, or on the register: {insurance_unknown}",
    ),
    "housing": Text(
        "住房是否安全不明的有 {housing_unknown} 户", "households whose house is not known to be safe or not: {housing_unknown}"
    ),
}
# Counted on the day itself; the others are indicators of the last whole year.
_ON_THE_DAY = ("incidence", "insurance", "housing")
_ITEMS: tuple[tuple[str, str, str, str, Expression, Text, Text], ...] = (
    (
        "incidence",
        "incidence",
        "county_incidence_limit",
        "county_points_incidence",
        _incidence,
        Text("贫困发生率", "incidence"),
        Text("未低于", "not below"),
    ),
    (
        "income",
        "county_income",
        "county_income_share",
        "county_points_income_share",
        _income,
        Text("农村居民人均可支配收入", "rural disposable income per head"),
        Text("未达到全省的", "less than this share of the province's:"),
    ),
    (
        "road",
        "road_share",
        "county_road_share",
        "county_points_item",
        _road,
        Text("通沥青（水泥）路的行政村比例", "villages with a road"),
        _LESS,
    ),
    (
        "water",
        "water_share",
        "county_water_share",
        "county_points_item",
        _water,
        Text("农村饮水普及率", "rural persons with safe water"),
        _LESS,
    ),
    (
        "power",
        "power_rate",
        "county_power_rate",
        "county_points_item",
        _power,
        Text("电力入户率", "households with electricity"),
        _LESS,
    ),
    (
        "insurance",
        "insurance_share",
        "county_insurance_share",
        "county_points_item",
        _insurance,
        Text("贫困人口参保率", "poor persons insured"),
        _LESS,
    ),
    (
        "housing",
        "housing_share",
        "county_housing_share",
        "county_points_item",
        _housing,
        Text("有安全住房的农户", "households with a safe house"),
        _LESS,
    ),
)

for _n, (_item, _fact, _limit, _points, _kept, _titles, _than) in enumerate(_ITEMS, 1):
    _now = _item in _ON_THE_DAY
    _unit = "%" if _item == "power" else ""  # the one that is counted in 100; shares are written in percent as they are
    rule(
        id=f"CX10{_n}",
        name=f"county-{_item}",
        asks=(Ask(Scope.COUNTY, "code", "villages"),),
        item=_item,
        points=_points,
        region="61",
        in_force=("2014-01-01", "2020-12-31"),
        severity=Severity.WARNING,
        duty=Duty.TOWN,
        titles=Text(f"全县：{_titles[0]}", f"county: {_titles[1]}"),
        zh=f"{'当日' if _now else '{reference_year} 年'}{_titles[0]} {{{_fact}}}{_unit}，{_than[0]} {{{_limit}}}{_unit}",
        en=f"{_titles[1]} {'on the day' if _now else 'of {reference_year}'}: {{{_fact}}}{_unit}, {_than[1]} {{{_limit}}}{_unit}",
        mend=_MEND,
        cite=_CITE.format(n="一二三四五六七"[_n - 1]),
        applies=None,
        shows=(_fact,) if _now else ("reference_year", _fact),
        unknown=_UNKNOWN[_item],
    )(_kept)
