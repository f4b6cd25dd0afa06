"""Planted errors of exits: without what it takes to leave, in the year of identification, fallen back, not approved."""

from __future__ import annotations

from puxi_cli.samples import scaled
from puxi_cli.samples.checked import inspection_row
from puxi_cli.samples.ground import Ground, House, Planted

_BELOW_EVERY_LINE = 2500.0


def _note(ground: Ground, kind: str, rule: str, house: House, note: str) -> Planted:
    return ground.note(kind, rule, "households", house.index, "exit_year", house, note)


def _lower(ground: Ground, house: House, year: int, per_head: float) -> None:
    index = next(index for index in house.incomes if ground.tables["incomes"][index]["year"] == year)
    row = scaled.scaled(ground.tables["incomes"][index], per_head)
    ground.tables["incomes"][index] = row
    if index == house.incomes[-1]:
        ground.change("households", house.index, income_per_head=row["net_per_head"])


def _both(ground: Ground, kind: str, exit_rule: str, quality: tuple[str, str], house: House, note: str, exit_first: bool) -> None:
    """What the rule of exit and the library of Shaanxi both find; the one asked for is the error, the other follows from it."""
    exit_at, quality_at = (exit_rule, "exit_year"), quality
    first, second = (exit_at, quality_at) if exit_first else (quality_at, exit_at)
    cause = ground.note(kind, first[0], "households", house.index, first[1], house, note)
    ground.note(kind, second[0], "households", house.index, second[1], house, note, cause)


def poor_when_leaving(ground: Ground, nth: int) -> None:
    """EX101: income of the year of exit is above the country's line and not above the province's."""
    house = ground.house(lambda h: h.exited and h.exit_year >= 2017)
    _lower(ground, house, house.exit_year, 3062.0 - 9 * (nth % 7))
    _note(ground, "exit-income", "EX101", house, "退出当年收入改到省定标准以下")


def below_every_line(ground: Ground, nth: int) -> None:
    """DQ101: income of the year of exit is below the country's line too; so it is EX101's as well."""
    house = ground.house(lambda h: h.exited)
    _lower(ground, house, house.exit_year, _BELOW_EVERY_LINE - 10 * nth)
    _both(ground, "exit-income-low", "EX101", ("DQ101", "exit_year"), house, "退出当年收入改到国家标准以下", exit_first=False)


def unsafe_house(exit_first: bool, ground: Ground, nth: int) -> None:
    """EX102, DQ103: the household has left and lives in an unsafe house."""
    house = ground.house(lambda h: h.exited)
    ground.change("households", house.index, unsafe_house="是", house_grade=("C级", "D级")[nth % 2])
    _both(ground, "exit-house", "EX102", ("DQ103", "unsafe_house"), house, "已脱贫户住危房", exit_first)


def unsafe_water(exit_first: bool, ground: Ground, nth: int) -> None:
    """EX105, DQ104: the household has left and has no safe water."""
    house = ground.house(lambda h: h.exited)
    ground.change("households", house.index, **({"safe_water": "否"}, {"water_hard": "是"})[nth % 2])
    _both(ground, "exit-water", "EX105", ("DQ104", "safe_water"), house, "已脱贫户饮水不安全", exit_first)


def out_of_school(exit_first: bool, ground: Ground, nth: int) -> None:
    """EX103, DQ102: a child of a household that has left is out of school. One that is not healthy is EX103's alone."""
    child = ground.someone(
        lambda p: p.present and p.row["health"] == "健康" and "2004" <= str(p.row["birth"])[:4] <= "2011",
        lambda h: h.exited and h.row["cause"] != "因学",
    )
    ground.change("persons", child.index, education="小学", schooling="非在校生", dropout_reason="厌学")
    if exit_first:
        ground.change("persons", child.index, health="长期慢性病")
        _note(ground, "exit-school", "EX103", child.house, "患病儿童辍学，原因不是因病")
    else:
        _both(ground, "exit-school", "EX103", ("DQ102", "exit_year"), child.house, "健康的适龄儿童改成非在校生", exit_first)


def uninsured(ground: Ground, nth: int) -> None:
    """EX104: a healthy member of a household that has left has no insurance."""
    person = ground.someone(lambda p: p.present and p.row.get("health") == "健康", lambda h: h.exited)
    ground.change("persons", person.index, medical="否", serious_medical="否")
    _note(ground, "exit-insurance", "EX104", person.house, "一名成员改成未参保")


def ill_and_uninsured(ground: Ground, nth: int) -> None:
    """DQ105: illness made the household poor, it has left, and who is ill has no serious-illness insurance; so it is EX104's too."""
    person = ground.someone(
        lambda p: p.present and p.row["health"] in ("长期慢性病", "患有大病"), lambda h: h.exited and h.row["cause"] == "因病"
    )
    ground.change("persons", person.index, serious_medical="否")
    _both(ground, "exit-ill", "EX104", ("DQ105", "cause"), person.house, "患病成员改成未参加大病保险", exit_first=False)


def no_floor(ground: Ground, nth: int) -> None:
    """DQ106: the household has left, and its house has no floor area."""
    house = ground.house(lambda h: h.exited)
    ground.change("households", house.index, floor_area=0)
    ground.note("exit-floor", "DQ106", "households", house.index, "floor_area", house, "已脱贫户住房面积改成零")


def left_at_once(ground: Ground, nth: int) -> None:
    """EX106: identified in the year of exit."""
    house = ground.house(lambda h: h.exited and not h.has_steps)
    ground.change("households", house.index, identified=f"{house.exit_year}0{1 + nth % 9}")
    _note(ground, "exit-same-year", "EX106", house, "首次识别时间改到脱贫当年")


def fallen_back(ground: Ground, nth: int) -> None:
    """EX201: above the line when it left, below it in the newest year."""
    house = ground.house(lambda h: h.exited and h.exit_year < 2018)
    _lower(ground, house, 2018, _BELOW_EVERY_LINE - 10 * nth)
    _note(ground, "fallen-back", "EX201", house, "最近一年收入改到标准以下")


def disapproves(ground: Ground, nth: int) -> None:
    """EX203: a household that has left told inspectors that it does not approve."""
    house = ground.house(lambda h: h.exited and not h.inspected)
    ground.add("samples", inspection_row(ground.draw, house.row, "脱贫户", approves=False))
    _note(ground, "exit-not-approved", "EX203", house, "抽查时农户不认可")


def found_wrong(ground: Ground, nth: int) -> None:
    """EX204: inspectors concluded that the exit was wrong."""
    house = ground.house(lambda h: h.exited and not h.inspected)
    ground.add("samples", inspection_row(ground.draw, house.row, "脱贫户", approves=True, conclusion="错退"))
    _note(ground, "exit-found-wrong", "EX204", house, "抽查结论为错退")
