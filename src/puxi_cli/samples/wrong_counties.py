"""Planted people who stand in two counties: a small register over three counties of two cities of one province.

Their codes begin with 69, which is no province (see `numbers`): two counties of one city, and one of another.
"""

from __future__ import annotations

from puxi_cli.samples.draw import Draw
from puxi_cli.samples.ground import Ground, Planted, Someone, too_small
from puxi_cli.samples.people import Row
from puxi_cli.samples.town import TABLES, Town
from puxi_cli.samples.wrong_households import take_number

_COUNTIES = (("样例甲县", "690001"), ("样例乙县", "690002"), ("样例丙县", "690101"))
# Rule, the counties of the two households, what they have in common.
_PAIRS = (("DQ1103", "样例甲县", "样例乙县", "同市另一县"), ("DQ1102", "样例甲县", "样例丙县", "同省另一市"))
_SPARE = 6  # households of each county beside those in which something is planted


def plant_counties(town: Town, each: int, seed: int = 1) -> tuple[Town, list[Planted]]:
    """A register of registered households in three counties, with `each` people in two counties of a city and as many in two cities.

    The finding stands at both. Raises UsageError where the town given is too small.
    """
    ground = Ground(_three_counties(town, 4 * each + _SPARE), Draw(seed))
    for pair in _PAIRS:
        for _ in range(each):
            _stands_twice(ground, *pair)
    return ground.town(town), ground.planted


def _stands_twice(ground: Ground, rule: str, here: str, there: str, note: str) -> None:
    person = ground.someone(_plain, lambda h: h.row["county"] == here)
    other = ground.someone(lambda p: _plain(p) and p.row["sex"] == person.row["sex"], lambda h: h.row["county"] == there)
    take_number(ground, person, other)
    cause = ground.note("two-counties", rule, "persons", person.index, "id_no", person.house, f"抄成了{note}的人的号码")
    ground.note("two-counties", rule, "persons", other.index, "id_no", other.house, "号码的主人", cause)


def _plain(person: Someone) -> bool:
    return person.present and not person.row["disability_no"]


def _three_counties(town: Town, count: int) -> Town:
    """The first registered households of the first three villages, each village in a county of its own."""
    villages = town.tables["villages"][: len(_COUNTIES)]
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    kept: set[object] = set()
    for village, (county, code) in zip(villages, _COUNTIES, strict=False):
        homes = [row for row in town.tables["households"] if row.get("identified") and row["village"] == village["village"]]
        if len(homes) < count:
            raise too_small()
        kept |= {row["household_id"] for row in homes[:count]}
        tables["households"] += [{**row, "county": county} for row in homes[:count]]
        tables["villages"].append({**village, "code": code + str(village["code"])[6:]})
        tables["village_years"] += [row for row in town.tables["village_years"] if row["village"] == village["village"]]
    if len(villages) < len(_COUNTIES):
        raise too_small()
    for name in ("persons", "incomes", "steps", "samples"):
        tables[name] = [row for row in town.tables[name] if row["household_id"] in kept]
    return Town(town.households, town.seed, tables)
