"""The rows of 户信息: why a household is poor, its house, its land, the way to it."""

from __future__ import annotations

from puxi_cli.samples.draw import Draw
from puxi_cli.samples.names import COUNTY
from puxi_cli.samples.people import ILL, Home, Row
from puxi_cli.samples.plan import LAST_YEAR, Fate, VillagePlan

_OTHER_CAUSES = (
    ("缺技术", 0.34),
    ("缺资金", 0.24),
    ("交通条件落后", 0.14),
    ("缺土地", 0.07),
    ("因灾", 0.05),
    ("自身发展力不足", 0.08),
)


def unlisted_row(household_id: str, village: VillagePlan, group: str, head_name: str, size: int) -> Row:
    """A household of the town that was never on the register: the little that is known of it."""
    return {
        "household_id": household_id,
        "county": COUNTY,
        "town": village.town,
        "village": village.name,
        "group": group,
        "head_name": head_name,
        "size": size,
        "household_type": "一般农户",
    }


def listed_row(draw: Draw, home: Home, village: VillagePlan, group: str, fate: Fate, people: list[Row], helper: Row) -> Row:
    """A listed household; the causes are true of its members. `helper` are the fields of who helps it."""
    present = [row for row in people if row["left"] is None]
    cause, other = _causes(draw, present)
    exited = home.exited
    relapsed = f"{fate.relapse_year}{draw.between(5, 10):02d}" if fate.relapse_year else None
    row = unlisted_row(home.household_id, village, group, str(people[0]["name"]), len(present))
    row |= {
        "phone": home.phone,
        "household_type": "脱贫户" if exited else None,
        "poor_type": home.poor_type,
        "standard": "国家标准" if draw.chance(0.9) else "省定标准",
        "identified": home.identified,
        "status": _status(draw, fate),
        "exit_year": fate.exit_year,
        "relapsed": relapsed,
        "cause": cause,
        "other_causes": other,
        "relapse_cause": cause if relapsed else None,
        "planned_year": _planned(draw, fate),
    }
    row |= _house(draw, home, len(present))
    row |= _land(draw, fate.size)
    return row | helper


def _status(draw: Draw, fate: Fate) -> str:
    if fate.relapse_year is not None:
        return "返贫"
    if fate.exit_year is None:
        return "未脱贫"
    # Who left early and does well no longer has the benefits.
    return "已脱贫（不再享受政策）" if fate.exit_year <= LAST_YEAR - 2 and draw.chance(0.25) else "已脱贫（享受政策）"


def _planned(draw: Draw, fate: Fate) -> int | None:
    """Who left in the last year had been planned for it; who remains is to leave by 2020."""
    if fate.poor_in(LAST_YEAR):
        return LAST_YEAR + (2 if fate.poor_type == "五保贫困户" or draw.chance(0.3) else 1)
    return fate.exit_year if fate.exit_year == LAST_YEAR else None


def _causes(draw: Draw, present: list[Row]) -> tuple[str, str | None]:
    """The main cause and at times another; none that the members contradict."""
    possible: list[tuple[str, float]] = list(_OTHER_CAUSES)
    if any(row["health"] in ILL for row in present):
        possible.append(("因病", 2.6))
    if any(row["health"] == "残疾" for row in present):
        possible.append(("因残", 2.4))
    if any(row["schooling"] not in (None, "非在校生", "学前教育") for row in present):
        possible.append(("因学", 0.6))
    able = sum(row["labour"] in ("普通劳动力", "技能劳动力") for row in present)
    if 4 * able <= len(present):
        possible.append(("缺劳力", 1.2))
    cause = draw.weighted(possible)
    others = [item for item in possible if item[0] != cause]
    return cause, draw.weighted(others) if draw.chance(0.35) else None


def _house(draw: Draw, home: Home, size: int) -> Row:
    exited, relocated = home.exited, draw.chance(0.1)
    unsafe = not home.sound and not relocated and draw.chance(0.14)
    dry = not home.sound and not relocated and draw.chance(0.07)
    hungry = not home.sound and draw.chance(0.015)
    area = 25 * size if relocated else round(draw.within(18, 38) * max(size, 2))
    grade = draw.pick(("C级", "D级")) if unsafe else draw.weighted((("A级", 0.6), ("B级", 0.4)))
    road = draw.weighted((("泥土路", 0.06 if exited else 0.2), ("砂石路", 0.16), ("水泥路", 0.62), ("沥青路", 0.08)))
    return {
        "floor_area": area,
        "unsafe_house": "是" if unsafe else "否",
        "house_grade": grade,
        "safe_water": "否" if dry else "是",
        "water_hard": "是" if dry else "否",
        "power": "是",
        "production_power": "是" if exited or draw.chance(0.9) else "否",
        "road_type": road,
        "road_distance": round(draw.within(0, 1.2) if draw.chance(0.7) else draw.within(1.2, 4.8), 1),
        "fuel": draw.weighted((("柴草", 0.66), ("煤炭", 0.06), ("清洁能源", 0.28))),
        "toilet": "是" if draw.chance(0.75 if exited else 0.45) else "否",
        "cooperative": "是" if draw.chance(0.42 if exited else 0.25) else "否",
        "enough_food": "否" if hungry else "是",
        "enough_clothing": "否" if hungry and draw.chance(0.5) else "是",
        "relocated": "是" if relocated else "否",
    }


def _land(draw: Draw, size: int) -> Row:
    return {
        "farmland": round(draw.within(0.6, 1.9) * size, 1),
        "forest": round(draw.within(0.5, 9) * size, 1),
        "returned_forest": round(draw.within(0.3, 1.5) * size, 1) if draw.chance(0.5) else 0,
        "orchard": round(draw.within(0.2, 1.2) * size, 1) if draw.chance(0.3) else 0,
    }
