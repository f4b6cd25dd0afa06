"""Planted errors of identity numbers, and of what must agree with them."""

from __future__ import annotations

from puxi_cli.records.identity import CHECK_CHARACTERS
from puxi_cli.samples.ground import Ground, Someone


def _plain(person: Someone) -> bool:
    """A present member whose number stands in one cell only: a disability certificate repeats it."""
    return person.present and not person.row.get("disability_no")


def _number(person: Someone) -> str:
    return str(person.row["id_no"])


def _replace(ground: Ground, person: Someone, kind: str, rule: str, number: str, note: str) -> None:
    ground.change("persons", person.index, id_no=number)
    ground.note(kind, rule, "persons", person.index, "id_no", person.house, note)


def wrong_length(ground: Ground, nth: int) -> None:
    """REC111: a character too few or too many."""
    person = ground.someone(_plain)
    number = _number(person)
    _replace(ground, person, "id-length", "REC111", *((number + "0", "多一位") if nth % 2 else (number[:-1], "少一位")))


def wrong_check_character(ground: Ground, nth: int) -> None:
    """REC112: another check character than the digits want."""
    person = ground.someone(_plain)
    number = _number(person)
    wrong = CHECK_CHARACTERS[(CHECK_CHARACTERS.index(number[-1]) + 1 + nth % 9) % 11]
    _replace(ground, person, "id-check", "REC112", number[:-1] + wrong, "校验码写错")


def impossible_date(ground: Ground, nth: int) -> None:
    """REC113: a thirteenth month, or a letter among the digits."""
    person = ground.someone(_plain)
    number = _number(person)
    if nth % 2:
        _replace(ground, person, "id-shape", "REC113", number[:14] + "O" + number[15:], "数字位上是字母 O")
    else:
        _replace(ground, person, "id-shape", "REC113", number[:10] + "13" + number[12:], "出生月份为 13")


def old_number(ground: Ground, nth: int) -> None:
    """REC114: the form of before 1999: no century, no check character."""
    person = ground.someone(lambda p: _plain(p) and _number(p)[6:8] == "19")
    number = _number(person)
    _replace(ground, person, "id-15", "REC114", number[:6] + number[8:17], "15 位旧号")


def wrong_certificate(ground: Ground, nth: int) -> None:
    """REC115: a category or grade that does not exist, or only the citizen's number."""
    person = ground.someone(lambda p: p.present and bool(p.row.get("disability_no")))
    number = str(person.row["disability_no"])
    wrongs = ((number[:18] + "9" + number[19], "类别 9"), (number[:19] + "6", "等级 6"), (number[:18], "缺类别和等级"))
    wrong, note = wrongs[nth % 3]
    ground.change("persons", person.index, disability_no=wrong)
    ground.note("certificate", "REC115", "persons", person.index, "disability_no", person.house, note)


def other_birth(ground: Ground, nth: int) -> None:
    """REC116: a real day, but not the one in the number."""
    person = ground.someone(_plain)
    birth = str(person.row["birth"])
    ground.change("persons", person.index, birth=f"{birth[:6]}{int(birth[6:]) % 28 + 1:02d}")
    ground.note("birth", "REC116", "persons", person.index, "birth", person.house, "日期与号码不一致")


def other_sex(ground: Ground, nth: int) -> None:
    """REC117: the other sex; of somebody who lives alone, so that no relation contradicts it as well."""
    person = ground.someone(_plain, lambda house: len(house.members) == 1)
    ground.change("persons", person.index, sex="女" if person.row["sex"] == "男" else "男")
    ground.note("sex", "REC117", "persons", person.index, "sex", person.house, "性别与号码不一致")
