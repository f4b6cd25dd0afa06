"""Planted values that cannot well be: helpers, relations, land, distances, school and age (groups 9 and 10 of the library of Shaanxi)."""

from __future__ import annotations

from puxi_cli.samples.ground import Ground, Someone

_OTHER_SEX = {
    "之子": "之女",
    "之女": "之子",
    "之父": "之母",
    "之母": "之父",
    "之孙子": "之孙女",
    "之孙女": "之孙子",
    "之儿媳": "之女婿",
}


def no_helper(ground: Ground, nth: int) -> None:
    """DQ901: nobody helps a listed household."""
    house = ground.house(lambda h: h.listed)
    ground.change("households", house.index, helper=None, helper_phone=None, helper_id_no=None)
    ground.note("no-helper", "DQ901", "households", house.index, "helper", house, "帮扶责任人删空")


def helper_on_list(ground: Ground, nth: int) -> None:
    """DQ902: who helps is a member of a listed household himself."""
    house = ground.house(lambda h: h.listed)
    person = ground.someone(lambda p: p.present and p.head, lambda h: h.listed)
    ground.change("households", house.index, helper=person.row["name"], helper_id_no=person.row["id_no"])
    ground.note("helper-on-list", "DQ902", "households", house.index, "helper", house, "帮扶责任人写成在册的人")


def relation_against_sex(ground: Ground, nth: int) -> None:
    """DQ1002: a relation that only the other sex can have."""
    person = ground.someone(lambda p: p.present and p.row["relation"] in _OTHER_SEX, lambda h: h.listed)
    ground.change("persons", person.index, relation=_OTHER_SEX[str(person.row["relation"])])
    ground.note("relation-sex", "DQ1002", "persons", person.index, "relation", person.house, "关系与性别不符")


def spouse_of_same_sex(ground: Ground, nth: int) -> None:
    """DQ1003: head and spouse are of one sex, by their numbers too."""
    person = ground.someone(
        lambda p: p.present and p.row["relation"] == "配偶" and not p.row["disability_no"], lambda h: h.listed
    )
    sex = "女" if person.row["sex"] == "男" else "男"
    number = ground.identity(str(person.row["birth"]), sex)
    ground.change("persons", person.index, sex=sex, id_no=number, birth=number[6:14])
    ground.note("spouse-sex", "DQ1003", "persons", person.index, "sex", person.house, "配偶与户主同性别")


def empty_house(ground: Ground, nth: int) -> None:
    """DQ1001: the only member has died; the household is still on the register. What its income is divided by is blank."""
    person = ground.someone(lambda p: p.present, lambda h: h.poor and len(h.members) == 1 and h.row["poor_type"] == "一般贫困户")
    house = person.house
    ground.change("persons", person.index, left="201812", left_reason="死亡")
    ground.change("households", house.index, size=0)
    ground.change("incomes", house.incomes[-1], net_per_head=None)
    ground.note("empty-house", "DQ1001", "households", house.index, "household_id", house, "唯一的成员已死亡，户仍在册")


# Rule, field, per head or not, the value.
TOO_LARGE = (("DQ1004", "farmland", True, 62.5), ("DQ1005", "forest", True, 81.0), ("DQ1006", "road_distance", False, 56.0))


def too_large(which: int, ground: Ground, nth: int) -> None:
    """DQ1004 to DQ1006: more land a head, or a longer way, than there is."""
    rule, field, per_head, value = TOO_LARGE[which]
    house = ground.house(lambda h: h.listed)
    size = house.row["size"]
    assert isinstance(size, int)
    ground.change("households", house.index, **{field: (value + nth) * (size if per_head else 1)})
    ground.note("too-large", rule, "households", house.index, field, house, "数值过大")


def _age(person: Someone) -> int:
    return 2018 - int(str(person.row["birth"])[:4])


def too_young_for_school(ground: Ground, nth: int) -> None:
    """DQ1007: a child of 14 or younger in senior school."""
    person = ground.someone(
        lambda p: p.present and p.row.get("schooling") in ("小学", "七年级") and _age(p) <= 13, lambda h: h.listed
    )
    ground.change("persons", person.index, schooling=("高中一年级", "中职一年级", "大专及以上")[nth % 3])
    ground.note("school-young", "DQ1007", "persons", person.index, "schooling", person.house, "年龄太小，写成高中及以上")


def too_old_for_school(ground: Ground, nth: int) -> None:
    """DQ1008: somebody of 20 or older in primary school or a nursery."""
    person = ground.someone(
        lambda p: p.present and not p.head and 21 <= _age(p) <= 45 and not p.row["work_months"], lambda h: h.listed
    )
    ground.change("persons", person.index, schooling=("小学", "学前教育")[nth % 2], education=None)
    ground.note("school-old", "DQ1008", "persons", person.index, "schooling", person.house, "成年人写成小学及以下在校生")
