"""Planted contradictions between a household's kind and the allowances of its members (group 5 of the library of Shaanxi)."""

from __future__ import annotations

from puxi_cli.samples.ground import Ground, House
from puxi_cli.samples.scaled import yuan

_GENERAL, _ALLOWED, _SUPPORTED = "一般贫困户", "低保贫困户", "五保贫困户"


def _kind(ground: Ground, poor_type: str) -> House:
    return ground.house(lambda h: h.listed and h.row["poor_type"] == poor_type)


def _note(ground: Ground, rule: str, house: House, note: str, field: str = "poor_type") -> None:
    ground.note("allowance", rule, "households", house.index, field, house, note)


def _pay(ground: Ground, house: House, **amounts: float | None) -> None:
    """Change the newest year's row."""
    ground.change("incomes", house.incomes[-1], **amounts)


def nobody_allowed(ground: Ground, nth: int) -> None:
    """DQ501: a household of the minimum living allowance in which nobody has it."""
    house = _kind(ground, _ALLOWED)
    for person in ground.people(house):
        ground.change("persons", person.index, minimum_living="否")
    _note(ground, "DQ501", house, "低保贫困户成员都改成不享受低保")


def somebody_allowed(ground: Ground, nth: int) -> None:
    """DQ502: another household in which somebody has it."""
    house = _kind(ground, _GENERAL)
    ground.change("persons", house.members[0], minimum_living="是")
    _note(ground, "DQ502", house, "一般贫困户户主改成享受低保")


def able_but_supported(ground: Ground, nth: int) -> None:
    """DQ503: a supported household with somebody of working age who can work: one of 58 to 64, by the number too."""
    person = ground.someone(
        lambda p: p.present and not p.row["disability_no"], lambda h: h.poor and h.row["poor_type"] == _SUPPORTED
    )
    birth = f"{1954 + nth % 7}{str(person.row['birth'])[4:]}"
    number = ground.identity(birth, str(person.row["sex"]))
    ground.change("persons", person.index, id_no=number, birth=number[6:14], labour="普通劳动力")
    _note(ground, "DQ503", person.house, "五保成员改成有劳动能力的劳动年龄人口")


def both_paid(ground: Ground, nth: int) -> None:
    """DQ504: both allowances are paid in one year; the second is a part of the first, so that the sums stand."""
    house = _kind(ground, _ALLOWED)
    half = round(yuan(ground.tables["incomes"][house.incomes[-1]], "minimum_living") / 2, 2)
    _pay(ground, house, minimum_living=half, five_guarantee=half)
    _note(ground, "DQ504", house, "低保金的一半写成五保金", "household_id")


def paid_without_kind(ground: Ground, nth: int) -> None:
    """DQ505: a general household is paid an allowance, out of the transfers told."""
    house = _kind(ground, _GENERAL)
    part = round(yuan(ground.tables["incomes"][house.incomes[-1]], "transfer") / 2, 2) or 120.0
    _pay(ground, house, **{("minimum_living", "five_guarantee")[nth % 2]: part})
    _note(ground, "DQ505", house, "一般贫困户领取低保金或五保金")


def unpaid(which: int, ground: Ground, nth: int) -> None:
    """DQ506, DQ507: the kind says an allowance, the money does not: zero or blank."""
    rule, kind, field = (("DQ506", _ALLOWED, "minimum_living"), ("DQ507", _SUPPORTED, "five_guarantee"))[which]
    house = _kind(ground, kind)
    _pay(ground, house, **{field: (0.0, None)[nth % 2]})
    _note(ground, rule, house, "应有的低保金、五保金为零或空")
