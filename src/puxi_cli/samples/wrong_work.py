"""Planted contradictions of ability to work, income, work away from home and wages (groups 6 to 8 of the library of Shaanxi)."""

from __future__ import annotations

from puxi_cli.samples.ground import Ground, House, Someone
from puxi_cli.samples.scaled import scaled, yuan


def _works(person: Someone) -> bool:
    return person.present and bool(person.row.get("work_place"))


def _workers(ground: Ground, house: House) -> int:
    return sum(_works(person) for person in ground.people(house))


def _listed(house: House) -> bool:
    return house.listed


def _of_house(ground: Ground, kind: str, rule: str, house: House, note: str) -> None:
    ground.note(kind, rule, "households", house.index, "household_id", house, note)


def _note(ground: Ground, kind: str, rule: str, person: Someone, field: str, note: str) -> None:
    ground.note(kind, rule, "persons", person.index, field, person.house, note)


def able_yet_not(rule: str, labour: str, ground: Ground, nth: int) -> None:
    """DQ601, DQ602: of working age, healthy, not at school, yet said to have lost the ability or never to have had it."""
    person = ground.someone(
        lambda p: p.present and p.row["health"] == "健康" and "1958" <= str(p.row["birth"])[:4] <= "1992" and not _works(p),
        _listed,
    )
    ground.change("persons", person.index, labour=labour)
    _note(ground, "ability", rule, person, "labour", f"健康的劳动年龄成员改成{labour}")


def place_without_months(ground: Ground, nth: int) -> None:
    """DQ802: works somewhere for no time."""
    person = ground.someone(_works, _listed)
    ground.change("persons", person.index, work_months=(0, None)[nth % 2])
    _note(ground, "work-months", "DQ802", person, "work_months", "有务工地，月数为零或空")


def months_without_place(ground: Ground, nth: int) -> None:
    """DQ803: works for months nowhere."""
    person = ground.someone(_works, _listed)
    ground.change("persons", person.index, work_place=None)
    _note(ground, "work-place", "DQ803", person, "work_place", "有务工月数，务工地删空")


def unable_yet_works(ground: Ground, nth: int) -> None:
    """DQ804: who cannot work works away from home; another one of the house does so too, so that there are wages."""
    person = ground.someone(
        lambda p: p.present and p.row["labour"] == "丧失劳动力", lambda h: h.listed and _workers(ground, h) >= 1
    )
    ground.change("persons", person.index, work_place="县外省内务工", work_months=3 + nth % 6)
    _note(ground, "work-unable", "DQ804", person, "labour", "丧失劳动力的成员填了务工")


def wages_without_worker(ground: Ground, nth: int) -> None:
    """DQ805: wages in the newest year, and nobody who works for them."""
    person = ground.someone(_works, lambda h: h.listed and _workers(ground, h) == 1)
    ground.change("persons", person.index, work_place=None, work_months=0)
    _of_house(ground, "wages", "DQ805", person.house, "唯一的务工成员改成不务工")


def worker_without_wages(ground: Ground, nth: int) -> None:
    """DQ806: somebody works, and the newest year has no wages: they are told as transfers."""
    house = ground.house(lambda h: h.listed and _workers(ground, h) >= 1)
    index = house.incomes[-1]
    row = ground.tables["incomes"][index]
    ground.change("incomes", index, wage=0.0, transfer=round(yuan(row, "transfer") + yuan(row, "wage"), 2))
    _of_house(ground, "wages", "DQ806", house, "工资性收入改成零")


def business_without_cost(ground: Ground, nth: int) -> None:
    """DQ701: income of business and no cost of it."""
    house = ground.house(lambda h: h.listed and yuan(ground.tables["incomes"][h.incomes[-1]], "business") > 0)
    index = house.incomes[-1]
    row = ground.tables["incomes"][index]
    ground.change("incomes", index, business=round(yuan(row, "business") - yuan(row, "business_cost"), 2), business_cost=0.0)
    _of_house(ground, "no-cost", "DQ701", house, "有生产经营性收入，支出改成零")


def income_cannot_be(ground: Ground, nth: int) -> None:
    """DQ702: an income per head of more than 100,000 yuan, or a blank one."""
    house = ground.house(lambda h: h.exited)
    index = house.incomes[-1]
    row = ground.tables["incomes"][index]
    row = {**row, "net_per_head": None} if nth % 2 else scaled(row, 120_000.0 + 1000 * nth)
    ground.tables["incomes"][index] = row
    ground.change("households", house.index, income_per_head=row["net_per_head"])
    ground.note("income", "DQ702", "households", house.index, "income_per_head", house, "人均纯收入为空或超过十万元")
