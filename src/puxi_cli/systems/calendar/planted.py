"""Known errors of the ledger of care, for `puxi sample --errors`: each of a cadre of its own, who helps nobody."""

from __future__ import annotations

from puxi_cli.samples.cadres import somebody
from puxi_cli.samples.ground import Ground
from puxi_cli.samples.people import Row
from puxi_cli.systems.calendar.records import FAMILY, OWN

_BIRTHDAY, _DAY = "1980-11-12", "2018-11-12"


def _cadre(ground: Ground, **fields: object) -> int:
    """Add a cadre; returns the index of the row."""
    number = sum(str(row["cadre_id"]).startswith("GB9") for row in ground.tables["cadres"])
    made: Row = {
        "cadre_id": f"GB9{number:03d}",
        "name": somebody(ground.draw),
        "unit": "县档案馆",
        "unit_level": "县",
        "state": "在岗",
    }
    return ground.add("cadres", {**made, **fields})


def _care(ground: Ground, cadre: int, care: str, **fields: object) -> int:
    """Add an act of care for a cadre; returns the index of the row."""
    about = ground.tables["cadres"][cadre]
    made: Row = {"cadre_id": about["cadre_id"], "name": about["name"], "care": care, "due": _DAY, "done": _DAY, "day_off": _DAY}
    return ground.add("cadre_care", {**made, "cake": "是" if care == OWN else None, **fields})


def _on_file(ground: Ground, care: str) -> None:
    """The month is asked about only where the ledger has some such birthday in it."""
    if not any(row["care"] == care for row in ground.tables["cadre_care"]):
        born = {"birth": _BIRTHDAY} if care == OWN else {"family_birth": _BIRTHDAY[5:]}
        _care(ground, _cadre(ground, **born), care)


def birthday_missed(ground: Ground, nth: int) -> None:
    """CA101: nothing stands in the ledger about somebody's birthday."""
    _on_file(ground, OWN)
    ground.note("birthday", "CA101", "cadres", _cadre(ground, birth=_BIRTHDAY), "name", None, "生日没有关爱记录")


def family_birthday_missed(ground: Ground, nth: int) -> None:
    """CA102: nothing about the family's birthday."""
    _on_file(ground, FAMILY)
    cadre = _cadre(ground, family_birth=_BIRTHDAY[5:])
    ground.note("birthday", "CA102", "cadres", cadre, "name", None, "家属生日没有关爱记录")


def birthday_twice(ground: Ground, nth: int) -> None:
    """CA105: a second day off in the same year."""
    cadre = _cadre(ground, birth=_BIRTHDAY)
    row = _care(ground, cadre, OWN)
    _care(ground, cadre, OWN, due="2018-11-19", done="2018-11-19", day_off="2018-11-19")
    ground.note("birthday", "CA105", "cadre_care", row, "day_off", None, "同一年又记一次生日放假")


PLANTS = (birthday_missed, family_birthday_missed, birthday_twice)
