"""The rows of 家庭收入: a listed household's income of every year from its identification on, right to the fen.

Who is poor stays below the line of the year, who has left is above it with a margin. The figures only have to be plausible:
the lines a register is held against are data of their own elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from puxi_cli.samples.draw import Draw
from puxi_cli.samples.families import Member
from puxi_cli.samples.people import Row
from puxi_cli.samples.plan import FIRST_YEAR, LAST_YEAR, Fate

# Yuan per head and year; of the lines told for a year the lowest bounds the poor.
_POOR_BELOW = {2014: 2800, 2015: 2855, 2016: 2952, 2017: 2952, 2018: 2995}
_EXIT_LEVEL = {2015: (3400, 4800), 2016: (3700, 5300), 2017: (4100, 6000), 2018: (4500, 6800)}
_PENSION = {2014: 720, 2015: 900, 2016: 936, 2017: 1020, 2018: 1116}  # a year, from 60 on


@dataclass(frozen=True, slots=True)
class Means:
    """What a household can live on besides allowances."""

    wages: bool
    farming: bool
    forest: float
    family_planning: bool
    property_share: float


def means_of(draw: Draw, household: Row, people: list[Row]) -> Means:
    """Wages only where somebody works, business only where there is land and somebody who can till it."""
    present = [row for row in people if row["left"] is None]
    able = any(row["labour"] in ("普通劳动力", "技能劳动力") for row in present)
    supported = any(row["support"] == "是" for row in present)
    forest = household["forest"]
    assert isinstance(forest, int | float)
    return Means(
        wages=any(row["work_months"] for row in present),
        farming=able and not supported,
        forest=forest,
        family_planning=not supported and draw.chance(0.05),
        property_share=draw.within(0.01, 0.06) if draw.chance(0.12) else 0,
    )


def income_rows(draw: Draw, household_id: str, fate: Fate, family: list[Member], people: list[Row], means: Means) -> list[Row]:
    """One row per year; money is added up in fen and written in yuan."""
    level = draw.within(0.58, 0.84)  # of the poor: the share of the line
    earned = 0.0
    rows = []
    for year in range(max(fate.identified_year, FIRST_YEAR), LAST_YEAR + 1):
        heads = sum(member.there_at_end_of(year) for member in family)
        if fate.poor_in(year):
            level = min(max(level + draw.within(-0.03, 0.04), 0.55), 0.92)
            per_head = _POOR_BELOW[year] * level
        else:
            # Above the line of the year of leaving, and growing from then on faster than the county's average.
            earned = earned * draw.within(1.10, 1.17) if earned else draw.within(*_EXIT_LEVEL[year])
            per_head = earned
        pensioners = sum(
            row["pension"] == "是" and year - int(member.birth[:4]) >= 60 and member.there_at_end_of(year)
            for member, row in zip(family, people, strict=True)
        )
        net = round(per_head * 100) * heads + draw.below(heads)  # so that it does not always divide evenly
        rows.append(_year(draw, household_id, year, net, heads, pensioners, fate, means))
    return rows


def _year(draw: Draw, household_id: str, year: int, net: int, heads: int, pensioners: int, fate: Fate, means: Means) -> Row:
    """One year whose parts add up to `net` (fen)."""
    pension = pensioners * _PENSION[year] * 100
    ecological = min(round(means.forest * draw.within(6, 10) * 100), net // 12)
    family_planning = 96_000 if means.family_planning and net > 900_000 else 0
    transfer = pension + ecological + family_planning
    minimum_living = five_guarantee = 0
    if fate.poor_type == "低保贫困户":
        minimum_living = round((net - transfer) * draw.within(0.25, 0.45))
    elif fate.poor_type == "五保贫困户":
        five_guarantee = net - transfer
    transfer += minimum_living + five_guarantee
    rest = net - transfer
    property_income = round(rest * means.property_share)
    rest -= property_income
    wage = round(rest * draw.within(0.45, 0.8)) if means.wages and means.farming else rest if means.wages else 0
    farmed = rest - wage
    if not means.farming:  # nobody can till the land: relatives and relief keep the household
        transfer += farmed
        farmed = 0
    cost = round(farmed * draw.within(0.15, 0.6))
    fen = {
        "wage": wage,
        "business": farmed + cost,
        "business_cost": cost,
        "property": property_income,
        "transfer": transfer,
        "minimum_living": minimum_living,
        "five_guarantee": five_guarantee,
        "pension": pension,
        "ecological": ecological,
        "family_planning": family_planning,
        "net": net,
        "net_per_head": (2 * net + heads) // (2 * heads),
    }
    return {"household_id": household_id, "year": year} | {name: amount / 100 for name, amount in fen.items()}
