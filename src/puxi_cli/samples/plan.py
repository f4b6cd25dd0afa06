"""The plan of the years: how many households were listed when, left when, fell back when, and where they live.

The figures are those published for Puxi: 1,727 households with 4,869 persons at the end of 2014; 945 with 2,253 at the end of
2017 and in June 2018; 249 with 867 persons leave in 2018 and nothing else changes, so that 696 with 1,386 remain; 9,678
households and 29,544 persons in all; about 27,354 rural persons in 2014 and 26,654 in 2018; 12 villages, of which 3 poor ones
that leave in 2017, and a neighbourhood committee. What lies between is invented. Other sizes take the same shares.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Literal

from puxi_cli.samples import names
from puxi_cli.samples.draw import Draw, apportion

FIRST_YEAR = 2014
LAST_YEAR = 2018
TOWN_HOUSEHOLDS = 9678
_TOWN_PERSONS = 29544
_RURAL_PERSONS = {2014: 27354, 2015: 27208, 2016: 27021, 2017: 26845, 2018: 26654}
_POOR_2014 = 4869
_LEAVING_PERSONS = 867  # of the 249 households that leave in 2018
_STAYING_PERSONS = 1386  # of the 696 that remain

# identified, left the register, fell back, households: the households of the town by what becomes of them.
_COHORTS: tuple[tuple[int, int | None, int | None, int], ...] = (
    (2014, 2015, None, 220),
    (2014, 2015, 2016, 5),
    (2014, 2015, 2017, 5),
    (2014, 2016, None, 286),
    (2014, 2016, 2017, 4),
    (2014, 2017, None, 348),
    (2014, 2018, None, 223),
    (2014, None, None, 636),
    (2015, 2017, None, 4),
    (2015, 2018, None, 10),
    (2015, None, None, 16),
    (2016, 2018, None, 10),
    (2016, None, None, 16),
    (2017, 2018, None, 6),
    (2017, None, None, 14),
)
_LISTED = sum(count for *_, count in _COHORTS)

# Households, of them left by 2017, of them still listed in 2018 or back; the order of `names.VILLAGES`. In the three poor
# villages most households have left by 2017, so that fewer than 3 in 100 persons are poor there when the village leaves.
_VILLAGES: tuple[tuple[int, int, int], ...] = (
    (712, 42, 96),
    (655, 158, 14),
    (698, 46, 101),
    (745, 41, 94),
    (640, 150, 13),
    (803, 49, 104),
    (776, 44, 99),
    (600, 142, 12),
    (731, 45, 97),
    (820, 47, 103),
    (766, 43, 95),
    (749, 43, 92),
    (983, 8, 25),
)
_POOR_VILLAGES = (1, 4, 7)
_COMMITTEE = len(_VILLAGES) - 1
_RURAL_SHARE = 0.972
_RURAL_SHARE_OF_COMMITTEE = 0.28

_SIZES_STAYING = ((1, 0.42), (2, 0.31), (3, 0.15), (4, 0.09), (5, 0.03))
_SIZES_LEAVING = ((1, 0.06), (2, 0.18), (3, 0.27), (4, 0.27), (5, 0.14), (6, 0.08))
_SIZES_UNLISTED = ((1, 0.12), (2, 0.25), (3, 0.26), (4, 0.21), (5, 0.10), (6, 0.06))
_LARGEST = 8

PoorType = Literal["一般贫困户", "低保贫困户", "五保贫困户"]
ChangeKind = Literal["birth", "bride", "death", "wedding", "move"]
_JOINS: tuple[ChangeKind, ...] = ("birth", "bride")


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody joins a household (a birth, a bride) or leaves it (a death, a wedding, a move) in a year."""

    kind: ChangeKind
    year: int

    @property
    def added(self) -> int:
        """What it adds to the size of the household."""
        return 1 if self.kind in _JOINS else -1


@dataclass(slots=True)
class Fate:
    """What becomes of a listed household; `size` is its members at the end of 2018."""

    identified_year: int
    exit_year: int | None
    relapse_year: int | None
    size: int = 0
    change: Change | None = None
    poor_type: PoorType = "一般贫困户"

    def poor_in(self, year: int) -> bool:
        """Whether the household is poor at the end of a year from its identification on."""
        left = self.exit_year is not None and self.exit_year <= year
        return not left or (self.relapse_year is not None and self.relapse_year <= year)

    def size_in_first_year(self) -> int:
        """Members at the end of the year of identification: no change happens in that year."""
        return self.size - (self.change.added if self.change else 0)


@dataclass(frozen=True, slots=True)
class VillagePlan:
    """A village and who lives there: `homes` holds a listed household as its place in `Plan.fates`, an unlisted one as minus
    its size."""

    name: str
    town: str
    code: str
    poor: bool
    committee: bool
    rural: dict[int, int]
    homes: array[int]
    persons: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole register before anybody has a name."""

    fates: list[Fate]
    villages: list[VillagePlan]


def make_plan(households: int, draw: Draw) -> Plan:
    """The plan of a register of this many households."""
    fates = _fates(households, draw)
    unlisted_count = households - len(fates)
    persons = round(households * _TOWN_PERSONS / TOWN_HOUSEHOLDS)
    unlisted = _sizes(draw, unlisted_count, persons - sum(fate.size for fate in fates), _SIZES_UNLISTED)
    return Plan(fates, _villages(households, fates, unlisted, draw))


def _fates(households: int, draw: Draw) -> list[Fate]:
    listed = max(1, round(households * _LISTED / TOWN_HOUSEHOLDS))
    counts = apportion(listed, [count for *_, count in _COHORTS])
    fates = [
        Fate(identified, left, back)
        for (identified, left, back, _), count in zip(_COHORTS, counts, strict=True)
        for _ in range(count)
    ]
    staying = [fate for fate in fates if fate.poor_in(LAST_YEAR)]
    leaving = [fate for fate in fates if fate.exit_year == LAST_YEAR]
    left = [fate for fate in fates if not fate.poor_in(LAST_YEAR) and fate.exit_year != LAST_YEAR]

    _set_sizes(staying, _share(staying, _STAYING_PERSONS, 696), _SIZES_STAYING, draw)
    _set_sizes(leaving, _share(leaving, _LEAVING_PERSONS, 249), _SIZES_LEAVING, draw)
    for fate in staying + leaving:
        fate.poor_type = _poor_type(fate, draw)
        fate.change = _change(fate, fate.size, draw)

    # Those who left by 2017 make up what the end of 2014 still lacks.
    first = [fate for fate in left if fate.identified_year == FIRST_YEAR]
    later = [fate for fate in left if fate.identified_year != FIRST_YEAR]
    counted = sum(fate.size_in_first_year() for fate in staying + leaving if fate.identified_year == FIRST_YEAR)
    all_first = sum(fate.identified_year == FIRST_YEAR for fate in fates)
    _set_sizes(first, round(all_first * _POOR_2014 / 1727) - counted, _SIZES_LEAVING, draw)
    _set_sizes(later, round(len(later) * 3.2), _SIZES_LEAVING, draw)
    for fate in left:
        fate.poor_type = _poor_type(fate, draw)
        fate.change = _change(fate, fate.size - 1, draw)  # so that a death never leaves an empty house
        if fate.change:
            fate.size += fate.change.added
    return fates


def _share(group: list[Fate], persons: int, households: int) -> int:
    return round(len(group) * persons / households)


def _set_sizes(group: list[Fate], total: int, weights: tuple[tuple[int, float], ...], draw: Draw) -> None:
    for fate, size in zip(group, _sizes(draw, len(group), total, weights), strict=True):
        fate.size = size


def _sizes(draw: Draw, count: int, total: int, weights: tuple[tuple[int, float], ...]) -> array[int]:
    """`count` household sizes that add up to `total`, as far as that can be."""
    sizes = array("b", (draw.weighted(weights) for _ in range(count)))
    lacking = min(max(total, count), count * _LARGEST) - sum(sizes)
    while lacking:
        index = draw.below(count)
        step = 1 if lacking > 0 else -1
        if 1 <= sizes[index] + step <= _LARGEST:
            sizes[index] += step
            lacking -= step
    return sizes


def _poor_type(fate: Fate, draw: Draw) -> PoorType:
    if fate.poor_in(LAST_YEAR) and fate.relapse_year is None:
        # 特困 (五保) households are old people alone; they are supported, they do not leave.
        if draw.chance({1: 0.45, 2: 0.04}.get(fate.size, 0)):
            return "五保贫困户"
        return "低保贫困户" if draw.chance(0.24) else "一般贫困户"
    return "低保贫困户" if draw.chance(0.07) else "一般贫困户"


def _change(fate: Fate, size: int, draw: Draw) -> Change | None:
    """What happens in the family between the year after identification and 2017; `size` is what a departure leaves behind."""
    years = range(fate.identified_year + 1, LAST_YEAR)
    if not years or fate.poor_type == "五保贫困户" or fate.relapse_year is not None or not draw.chance(0.13):
        return None
    kinds: list[tuple[ChangeKind, float]] = []
    if size >= 1:
        kinds.append(("death", 3.0))
    if size >= 2:
        kinds += [("wedding", 1.0), ("move", 0.4)]
    if size >= 3:
        kinds.append(("birth", 3.0))
    if size >= 4:
        kinds.append(("bride", 1.5))
    return Change(draw.weighted(kinds), draw.pick(years)) if kinds else None


def _villages(households: int, fates: list[Fate], unlisted: array[int], draw: Draw) -> list[VillagePlan]:
    towns = max(1, round(households / TOWN_HOUSEHOLDS))
    kept = range(len(_VILLAGES)) if households >= 8 * len(_VILLAGES) else range(max(1, households // 8))
    numbers = [(town, village) for town in range(towns) for village in kept]
    homes = [array("i") for _ in numbers]

    gone = draw.shuffled([n for n, fate in enumerate(fates) if not fate.poor_in(2017)])
    there = draw.shuffled([n for n, fate in enumerate(fates) if fate.poor_in(2017)])
    for column, group in ((1, gone), (2, there)):
        start = 0
        for place, count in enumerate(apportion(len(group), [_VILLAGES[village][column] for _, village in numbers])):
            homes[place].extend(group[start : start + count])
            start += count
    room = [
        max(count - len(lived), 0)
        for count, lived in zip(apportion(households, [_VILLAGES[village][0] for _, village in numbers]), homes, strict=True)
    ]
    start = 0
    for place, count in enumerate(apportion(len(unlisted), room) if len(unlisted) else []):
        homes[place].extend(-size for size in unlisted[start : start + count])
        start += count
    mixed = [array("i", draw.shuffled(lived)) for lived in homes]
    persons = [sum(-home if home < 0 else fates[home].size for home in lived) for lived in mixed]
    rural = _rural(households, persons, [_RURAL_SHARE_OF_COMMITTEE if v == _COMMITTEE else _RURAL_SHARE for _, v in numbers])
    return [
        VillagePlan(
            name=names.village_name(town * len(_VILLAGES) + village),
            town=names.town_name(town),
            code=_division_code(town, village),
            poor=village in _POOR_VILLAGES,
            committee=village == _COMMITTEE,
            rural={year: rural[year][place] for year in rural},
            homes=mixed[place],
            persons=persons[place],
        )
        for place, (town, village) in enumerate(numbers)
    ]


def _rural(households: int, persons: list[int], shares: list[float]) -> dict[int, list[int]]:
    """Rural persons of each year and village; a village too small for its share keeps a rural person."""
    weights = [max(count, 1) * share for count, share in zip(persons, shares, strict=True)]
    return {
        year: [max(count, 1) for count in apportion(round(households * whole / TOWN_HOUSEHOLDS), weights)]
        for year, whole in _RURAL_PERSONS.items()
    }


def _division_code(town: int, village: int) -> str:
    """Twelve digits. 610921102 is Puxi; which village has which of the last three is invented, as the villages are. Further
    towns stand under the county 690000 that does not exist."""
    last = 1 if village == _COMMITTEE else 200 + village
    return f"610921102{last:03d}" if town == 0 else f"690000{town:03d}{last:03d}"
