"""Planted errors of money and years: sums that do not add up, exits at the wrong time."""

from __future__ import annotations

from puxi_cli.samples.ground import Ground, House

_AFTER_THE_REGISTER = 2029
_BEFORE_THE_REGISTER = "201106"


def _listed(house: House) -> bool:
    return house.listed


def _exited(house: House) -> bool:
    return house.exited


def _yuan(ground: Ground, index: int, field: str) -> float:
    amount = ground.tables["incomes"][index][field]
    assert isinstance(amount, float)
    return amount


def not_the_sum(ground: Ground, nth: int) -> None:
    """REC321: more net income than the parts make, while net income and income per head still agree."""
    house = ground.house(_listed)
    index = ground.draw.pick(house.incomes)
    net, per_head = _yuan(ground, index, "net"), _yuan(ground, index, "net_per_head")
    heads = round(net / per_head)
    ground.change("incomes", index, net=round(net + 100 * heads, 2), net_per_head=round(per_head + 100, 2))
    ground.note("not-the-sum", "REC321", "incomes", index, "net", house, "年纯收入多写")


def not_the_quotient(ground: Ground, nth: int) -> None:
    """REC322: more per head than the heads make."""
    house = ground.house(_listed)
    index = ground.draw.pick(house.incomes)
    ground.change("incomes", index, net_per_head=round(_yuan(ground, index, "net_per_head") + 37.5, 2))
    ground.note("not-the-quotient", "REC322", "incomes", index, "net_per_head", house, "人均多写 37.5 元")


def left_before_listed(ground: Ground, nth: int) -> None:
    """REC331: the year of exit is the one before the identification."""
    house = ground.house(_exited)
    ground.change("households", house.index, exit_year=int(str(house.row["identified"])[:4]) - 1)
    ground.note("left-before-listed", "REC331", "households", house.index, "exit_year", house, "脱贫年度早于识别")


def year_without_status(ground: Ground, nth: int) -> None:
    """REC332: a year of exit where the status is 未脱贫."""
    house = ground.house(lambda h: h.row.get("status") == "未脱贫")
    ground.change("households", house.index, exit_year=2018)
    ground.note("year-without-status", "REC332", "households", house.index, "exit_year", house, "未脱贫户填了脱贫年度")


def status_without_year(ground: Ground, nth: int) -> None:
    """REC333: no year of exit where the status says that the household has left."""
    house = ground.house(_exited)
    ground.change("households", house.index, exit_year=None)
    ground.note("status-without-year", "REC333", "households", house.index, "exit_year", house, "脱贫年度删空")


def year_outside(ground: Ground, nth: int) -> None:
    """REC342: a year that no register of these households can speak of."""
    if nth % 3 == 0:
        house = ground.house(_listed)
        index = house.incomes[-1]  # the last year: its heads are those of every later year
        ground.change("incomes", index, year=_AFTER_THE_REGISTER)
        ground.note("year-outside", "REC342", "incomes", index, "year", house, "年度写错")
    elif nth % 3 == 1:
        house = ground.house(_exited)
        ground.change("households", house.index, exit_year=_AFTER_THE_REGISTER)
        ground.note("year-outside", "REC342", "households", house.index, "exit_year", house, "脱贫年度写错")
    else:
        house = ground.house(lambda h: h.row.get("status") == "未脱贫")
        ground.change("households", house.index, identified=_BEFORE_THE_REGISTER)
        ground.note("year-outside", "REC342", "households", house.index, "identified", house, "首次识别时间早于建档立卡")
