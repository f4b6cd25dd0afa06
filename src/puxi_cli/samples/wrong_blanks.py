"""Planted blanks in the cells that the library of Shaanxi holds for important (its group 3)."""

from __future__ import annotations

from puxi_cli.samples.ground import Ground, Someone

# Rule and field; those of a person only where the rule asks for them.
OF_HOUSEHOLDS = (
    ("DQ308", "cause"),
    ("DQ309", "production_power"),
    ("DQ310", "cooperative"),
    ("DQ311", "road_distance"),
    ("DQ312", "road_type"),
    ("DQ313", "floor_area"),
    ("DQ314", "power"),
    ("DQ315", "water_hard"),
    ("DQ316", "safe_water"),
    ("DQ317", "fuel"),
    ("DQ318", "toilet"),
)
OF_PERSONS = (("DQ301", "ethnic"), ("DQ302", "education"), ("DQ303", "schooling"), ("DQ304", "health"), ("DQ305", "labour"))


def household_blank(rule: str, field: str, ground: Ground, nth: int) -> None:
    """DQ308 to DQ318: a listed household does not tell. Of one that has left, a blank floor area is DQ106's too."""
    house = ground.house(lambda h: h.poor or (h.listed and field != "floor_area"))
    ground.change("households", house.index, **{field: None})
    ground.note(f"blank-{field.replace('_', '-')}", rule, "households", house.index, field, house, "重要指标删空")


def person_blank(rule: str, field: str, ground: Ground, nth: int) -> None:
    """DQ301 to DQ305: a plain grown member does not tell; of schooling, a child."""

    def fits(person: Someone) -> bool:
        if not person.present or person.head or person.row["health"] != "健康" or person.row["work_months"]:
            return False
        age = 2018 - int(str(person.row["birth"])[:4])
        return 8 <= age <= 14 if field == "schooling" else 30 <= age <= 60

    person = ground.someone(fits, lambda h: h.listed and h.row["cause"] != "因学")
    ground.change("persons", person.index, **{field: None})
    ground.note(f"blank-{field}", rule, "persons", person.index, field, person.house, "重要指标删空")


def no_certificate(ground: Ground, nth: int) -> None:
    """DQ307: a disabled member has no certificate."""
    person = ground.someone(lambda p: p.present and p.row["health"] == "残疾", lambda h: h.listed)
    ground.change("persons", person.index, disability_no=None)
    ground.note("blank-certificate", "DQ307", "persons", person.index, "disability_no", person.house, "残疾证号删空")
