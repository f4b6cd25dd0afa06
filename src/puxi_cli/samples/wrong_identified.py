"""Planted leads of identification: listed without need, in need without being listed, not the whole household."""

from __future__ import annotations

from puxi_cli.samples import scaled
from puxi_cli.samples.ground import Ground, House, Someone

_SCHOOL = {"schooling": "小学", "education": None}
_ABOVE_EVERY_LINE = 4600.0


def sound(ground: Ground, house: House) -> bool:
    """House, water, food, school and insurance are as they should be: only income may be wanting."""
    row, people = house.row, [person for person in ground.people(house) if person.present]
    good = (row["unsafe_house"], row["water_hard"], row["safe_water"], row["enough_food"], row["enough_clothing"])
    insured = all(p.row["medical"] == p.row["serious_medical"] == "是" for p in people)
    return good == ("否", "否", "是", "是", "是") and insured and not any(p.row["dropout_reason"] for p in people)


def wrongly_listed(ground: Ground, nth: int) -> None:
    """ID107: a listed household whose income was above the line all the time, and that lacks nothing."""
    house = ground.house(
        lambda h: h.poor and h.row["status"] == "未脱贫" and h.row["poor_type"] == "一般贫困户" and sound(ground, h)
    )
    for index in house.incomes:
        ground.tables["incomes"][index] = scaled.scaled(ground.tables["incomes"][index], _ABOVE_EVERY_LINE)
    latest = ground.tables["incomes"][house.incomes[-1]]
    ground.change("households", house.index, income_per_head=latest["net_per_head"])
    ground.note("wrongly-listed", "ID107", "households", house.index, "household_id", house, "各年收入都改到标准以上")


def missed(ground: Ground, nth: int) -> None:
    """ID108: a household that was never listed lives in an unsafe house, or has no safe water."""
    house = ground.house(lambda h: not h.listed)
    changed, note = (({"safe_water": "否"}, "饮水不安全"), ({"unsafe_house": "是"}, "住危房"))[nth % 2]
    ground.change("households", house.index, **changed)
    ground.note("missed", "ID108", "households", house.index, "household_id", house, f"未建档户填了{note}")


def one_left_out(ground: Ground, nth: int) -> None:
    """ID301: a listed household is said to have one person more than its members; the record sees it too (REC310)."""
    house = ground.house(lambda h: h.poor)
    size = house.row["size"]
    assert isinstance(size, int)
    ground.change("households", house.index, size=size + 1)
    cause = ground.note("left-out", "ID301", "households", house.index, "size", house, "人数多写 1")
    ground.note("left-out", "REC310", "households", house.index, "size", house, "人数与成员不符", cause)


def children_alone(ground: Ground, nth: int) -> None:
    """ID302: who lives alone becomes a child of ten at primary school; everything said of it fits that."""
    person = ground.someone(
        lambda p: p.present, lambda h: h.poor and h.row["poor_type"] == "一般贫困户" and len(h.members) == 1 and bool(h.incomes)
    )
    house = person.house
    birth = f"2008{str(person.row['birth'])[4:6]}{10 + nth % 18:02d}"
    ground.change(
        "persons",
        person.index,
        id_no=ground.identity(birth, str(person.row["sex"])),
        birth=birth,
        political="群众",
        health="健康",
        disability_no=None,
        labour="无劳动力",
        work_place=None,
        work_months=0,
        pension="否",
        phone=None,
        **_SCHOOL,
    )
    ground.change("households", house.index, cause="因学", other_causes="缺劳力", relapse_cause=None)
    for index in house.incomes:
        ground.tables["incomes"][index] = scaled.all_transfers(ground.tables["incomes"][index])
    ground.note("children-alone", "ID302", "households", house.index, "household_id", house, "独居成员改成十岁儿童")


def parted(ground: Ground, nth: int) -> None:
    """ID303: a member left a household that was never listed in the month in which this one was identified."""
    person = ground.someone(lambda p: p.present and not p.head and p.row["joined"] == p.house.row["identified"], lambda h: h.poor)
    old = ground.house(lambda h: not h.listed)
    fields = ("person_id", "name", "sex", "id_type", "id_no", "birth", "ethnic")
    ground.add(
        "persons",
        {
            "household_id": old.row["household_id"],
            **{field: person.row[field] for field in fields},
            "relation": "其他",
            "left": person.row["joined"],
            "left_reason": "其他转出",
        },
    )
    house = person.house
    ground.note("parted", "ID303", "households", house.index, "household_id", house, "一名成员在识别当月由未建档户转入")


def grown(person: Someone) -> bool:
    """A member who is there, of an age to own or to sign something."""
    return person.present and "1953" <= str(person.row["birth"])[:4] <= "1996"
