"""The rows of 比对线索 and 抽查: whom other offices have in their lists, and which households inspectors went to see.

Which households these are is settled before anybody has a name, so that a register of any size is made household by household.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from puxi_cli.samples.draw import Draw
from puxi_cli.samples.families import Member
from puxi_cli.samples.people import Row
from puxi_cli.samples.plan import LAST_YEAR, TOWN_HOUSEHOLDS, Fate, Plan

# Category, the office, the day of its list, what it says. In the order of the nine red lines.
LISTS: dict[str, tuple[str, str, str]] = {
    "商品房": ("不动产登记中心", "2018-05-16", "县城有商品房一套"),
    "车辆": ("车管所", "2018-05-09", "名下有小型轿车一辆"),
    "村干部": ("镇政府", "2018-06-04", "现任村务监督委员会委员"),
    "财政供养": ("财政局", "2018-05-22", "财政统发工资人员"),
    "经营实体": ("市场监督管理局", "2018-05-11", "登记为公司法定代表人"),
    "长期外出": ("镇政府", "2018-06-04", "全家在外居住三年以上"),
    "留学或商业保险": ("人社局", "2018-05-25", "购买商业养老保险"),
    "违法": ("公安局", "2018-05-18", "因赌博受过行政处罚"),
    "投诉": ("镇政府", "2018-06-04", "群众来电反映，尚待说明"),
}
_ON_LISTED = ("车辆", "商品房", "经营实体")
_HITS, _OF_FORMER_MEMBERS = 40, 8  # of the town
_INSPECTED = {"脱贫户": 45, "在册户": 25, "未建档户": 20}
_DISAPPROVE = 3
_INSPECTORS = "市级核查组"


@dataclass
class Checks:
    """Which households are hit, with the category, and which are inspected, with their kind.

    Those on the register by their place in `Plan.fates`, the others by their place among the unlisted ones. `former` are hits on
    somebody who has left the household.
    """

    listed: dict[int, str] = field(default_factory=dict)
    former: dict[int, str] = field(default_factory=dict)
    unlisted: dict[int, str] = field(default_factory=dict)
    inspected: dict[int, str] = field(default_factory=dict)
    inspected_unlisted: set[int] = field(default_factory=set)
    disapproving: set[int] = field(default_factory=set)


def make_checks(plan: Plan, households: int, draw: Draw) -> Checks:
    """Shares of the town's 40 hits (each category at least once) and 90 inspections; 3 hits on listed households at any size."""
    checks, unlisted = Checks(), households - len(plan.fates)
    rest = [category for category in LISTS if category not in _ON_LISTED]
    others = max(round(_HITS * households / TOWN_HOUSEHOLDS) - len(_ON_LISTED), len(rest))
    categories = (rest + list(LISTS) * (others // len(LISTS) + 1))[:others]

    stay = _places(plan, lambda fate: fate.poor_in(LAST_YEAR) and fate.poor_type == "一般贫困户" and fate.change is None)
    checks.listed = dict(zip(_some(draw, len(_ON_LISTED), stay), _ON_LISTED, strict=False))
    gone = _places(plan, lambda fate: fate.change is not None and fate.change.added < 0)
    former = _some(draw, min(round(_OF_FORMER_MEMBERS * households / TOWN_HOUSEHOLDS), others), gone)
    split = len(categories) - len(former)
    checks.former = dict(zip(former, categories[split:], strict=True))
    checks.unlisted = dict(zip(draw.several(split, unlisted), categories[:split], strict=False))

    wanted = {kind: max(round(count * households / TOWN_HOUSEHOLDS), 1) for kind, count in _INSPECTED.items()}
    left = _places(plan, lambda fate: not fate.poor_in(LAST_YEAR) and fate.exit_year != LAST_YEAR)
    poor = _places(plan, lambda fate: fate.poor_in(LAST_YEAR))
    for kind, places in (("脱贫户", left), ("在册户", poor)):
        checks.inspected |= dict.fromkeys(_some(draw, wanted[kind], places), kind)
    checks.inspected_unlisted = set(draw.several(wanted["未建档户"], unlisted))
    # Who does not approve is on the register still: one that has left would be a lead.
    disapproving = round(_DISAPPROVE * households / TOWN_HOUSEHOLDS)
    asked = [place for place, kind in checks.inspected.items() if kind == "在册户"]
    checks.disapproving = set(_some(draw, disapproving, asked))
    return checks


def _places(plan: Plan, fits: Callable[[Fate], bool]) -> list[int]:
    return [place for place, fate in enumerate(plan.fates) if fits(fate)]


def _some(draw: Draw, count: int, places: list[int]) -> list[int]:
    return [places[index] for index in draw.several(count, len(places))]


def hit_row(category: str, family: list[Member], rows: list[Row], former: bool = False) -> Row:
    """A hit on the member most likely to own or to do something: the first grown one, or the one who has left."""
    fits = [
        row
        for member, row in zip(family, rows, strict=True)
        if (member.left is not None if former else member.left is None and 20 <= member.age <= 65)
    ]
    return hit_on(fits[0] if fits else rows[0], category)


def hit_on(person: Row, category: str) -> Row:
    """A person in the list of a category."""
    office, day, note = LISTS[category]
    return {"id_no": person["id_no"], "name": person["name"], "source": office, "category": category, "note": note, "day": day}


def inspection_row(draw: Draw, household: Row, kind: str, approves: bool, conclusion: str = "准确") -> Row:
    """What inspectors found; in the clean town, that every household is what the register says."""
    return {
        "household_id": household["household_id"],
        "day": f"{LAST_YEAR}-11-{draw.between(5, 23):02d}",
        "kind": kind,
        "persons": household["size"],
        "conclusion": conclusion,
        "approves": "是" if approves else "否",
        "office": _INSPECTORS,
    }
