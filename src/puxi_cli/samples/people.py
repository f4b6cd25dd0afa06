"""The rows of 人口信息: schooling by age, health, ability to work, work away from home, insurance, as one would find them."""

from __future__ import annotations

from dataclasses import dataclass

from puxi_cli.samples.draw import Draw
from puxi_cli.samples.families import Member
from puxi_cli.samples.numbers import Numbers
from puxi_cli.samples.plan import PoorType

Row = dict[str, object]

ILL = ("长期慢性病", "患有大病")
_ABLE = ("普通劳动力", "技能劳动力")
_WORK_PLACES = (("乡（镇）内务工", 0.22), ("乡（镇）外县内务工", 0.18), ("县外省内务工", 0.25), ("省外务工", 0.35))
_HEALTH = {
    "child": (("健康", 0.95), ("长期慢性病", 0.02), ("残疾", 0.03)),
    "adult": (("健康", 0.74), ("长期慢性病", 0.13), ("患有大病", 0.04), ("残疾", 0.09)),
    "old": (("健康", 0.47), ("长期慢性病", 0.36), ("患有大病", 0.06), ("残疾", 0.11)),
}
_GRADES = ("七年级", "八年级", "九年级")
_HIGH = ("高中一年级", "高中二年级", "高中三年级")
_TRADE = ("中职一年级", "中职二年级", "中职三年级")


@dataclass(frozen=True, slots=True)
class Home:
    """What the rows of a listed household's members have in common. `sound` are all that ever left, also those that fell back: their
    income failed them, not their house, water, school or insurance."""

    household_id: str
    identified: str
    poor_type: PoorType
    exited: bool
    sound: bool
    phone: str


def basic_row(household_id: str, member: Member, numbers: Numbers, ethnic: str) -> Row:
    """A member as far as the register knows everybody in the town; the birth date is the number's."""
    identity = numbers.identity(member.birth, member.sex)
    return {
        "household_id": household_id,
        "person_id": numbers.person(),
        "name": member.name,
        "sex": member.sex,
        "id_type": "居民身份证",
        "id_no": identity,
        "birth": identity[6:14],
        "relation": member.relation,
        "ethnic": ethnic,
    }


def listed_rows(draw: Draw, home: Home, family: list[Member], numbers: Numbers) -> list[Row]:
    """The members of a listed household, one row each in the order given."""
    ethnic = "汉族" if draw.chance(0.985) else draw.pick(("回族", "土家族", "苗族"))
    rows = [_listed_row(draw, home, member, numbers, ethnic) for member in family]
    if home.poor_type == "低保贫困户":
        _allow_minimum_living(draw, family, rows)
    return rows


def _listed_row(draw: Draw, home: Home, member: Member, numbers: Numbers, ethnic: str) -> Row:
    row = basic_row(home.household_id, member, numbers, ethnic)
    age = member.age
    supported = home.poor_type == "五保贫困户"
    education, schooling = _school(draw, member)
    pupil = schooling != "非在校生"
    health = _health(draw, age, supported)
    dropped_out = False
    if health == "残疾" and 6 <= age <= 15 and not home.sound and draw.chance(0.3):
        # A disabled child taught at home; in households that have left every child is at school.
        education, schooling, pupil, dropped_out = "小学", "非在校生", False, True
    grade = draw.between(1, 2) if pupil is False and draw.chance(0.45) else draw.between(3, 4)
    labour = _labour(draw, age, health, pupil, grade, supported)
    works = member.left is None and labour in _ABLE and 18 <= age <= 62 and draw.chance(0.6 if home.exited else 0.34)
    row |= {
        "political": _political(draw, age),
        "education": education,
        "schooling": schooling,
        "dropout_reason": "因残" if dropped_out else None,
        "health": health,
        "disability_no": f"{row['id_no']}{draw.pick('1234567')}{grade}" if health == "残疾" else None,
        "labour": labour,
        "work_place": draw.weighted(_WORK_PLACES) if works else None,
        "work_months": (draw.between(5, 11) if home.exited else draw.between(2, 5)) if works else 0,
        # In households that have left everybody is insured, and so is everywhere whoever is ill.
        "medical": _yes(home.sound or health != "健康" or draw.chance(0.98)),
        "worker_medical": "否",
        "pension": _yes(age >= 16 and not pupil and draw.chance(0.97)),
        "minimum_living": "否",
        "support": _yes(supported),
        "joined": member.joined or home.identified,
        "left": member.left,
        "left_reason": member.left_reason,
        "phone": home.phone if member.relation == "本人或户主" else numbers.phone() if works and draw.chance(0.5) else None,
    }
    row["serious_medical"] = row["medical"]
    return row


def _political(draw: Draw, age: int) -> str:
    if age >= 22 and draw.chance(0.03):
        return "中共党员"
    return "共青团员" if 15 <= age <= 27 and draw.chance(0.4) else "群众"


def _yes(answer: bool) -> str:
    return "是" if answer else "否"


def _school(draw: Draw, member: Member) -> tuple[str | None, str]:
    """文化程度 of those who are not at school, and 在校生状况.

    A child enters school in the September after its sixth birthday.
    """
    age = member.age
    year_of_school = age - 6 if int(member.birth[4:6]) <= 8 else age - 7
    if age <= 2:
        return "学龄前儿童", "非在校生"
    if year_of_school < 0:
        return (None, "学前教育") if age >= 5 or draw.chance(0.7) else ("学龄前儿童", "非在校生")
    if year_of_school <= 5:
        return None, "小学"
    if year_of_school <= 8:
        return None, _GRADES[year_of_school - 6]
    if year_of_school <= 11 and (age <= 16 or draw.chance(0.8)):
        return None, (_HIGH if draw.chance(0.55) else _TRADE)[year_of_school - 9]
    if 12 <= year_of_school <= 15 and member.relation not in ("本人或户主", "配偶", "之儿媳", "之女婿") and draw.chance(0.38):
        return None, "大专及以上"
    return _education(draw, age), "非在校生"


def _education(draw: Draw, age: int) -> str:
    if age >= 60:
        return draw.weighted((("文盲或半文盲", 0.35), ("小学", 0.5), ("初中", 0.15)))
    if age >= 40:
        return draw.weighted((("文盲或半文盲", 0.07), ("小学", 0.4), ("初中", 0.45), ("高中", 0.08)))
    if age >= 23:
        return draw.weighted((("小学", 0.1), ("初中", 0.6), ("高中", 0.2), ("大专及以上", 0.1)))
    return "初中" if draw.chance(0.8) else "高中"


def _health(draw: Draw, age: int, supported: bool) -> str:
    health = draw.weighted(_HEALTH["child" if age < 16 else "adult" if age < 60 else "old"])
    # Those who are supported below 70 cannot work: they are ill or disabled.
    return "长期慢性病" if supported and age < 70 and health == "健康" else health


def _labour(draw: Draw, age: int, health: str, pupil: bool, grade: int, supported: bool) -> str:
    if pupil or age < 16:
        return "无劳动力"
    if supported or age >= 70:
        return "无劳动力" if health == "健康" or age >= 70 else "丧失劳动力"
    if health == "健康":
        return "技能劳动力" if age < 60 and draw.chance(0.12) else "普通劳动力"
    if health == "患有大病" or (health == "残疾" and grade <= 2):
        return "丧失劳动力"
    return "普通劳动力" if draw.chance(0.6 if age < 60 else 0.3) else "丧失劳动力"


def _allow_minimum_living(draw: Draw, family: list[Member], rows: list[Row]) -> None:
    everybody = draw.chance(0.65)
    for member, row in zip(family, rows, strict=True):
        if member.left is None and (everybody or member.relation == "本人或户主" or row["health"] != "健康"):
            row["minimum_living"] = "是"
