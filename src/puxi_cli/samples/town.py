"""The fictional town: its households, their members, incomes and villages, made from a seed.

No row is anybody's: see `numbers` for why the identity numbers and telephones belong to nobody, and `names` for the invented
villages. The codes of the villages are invented too: 610921102 is Puxi by GB/T 2260 and its register of towns, the three
digits behind it are not those of any village.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from puxi_cli.errors import UsageError
from puxi_cli.samples import houses, incomes, names, people, villages
from puxi_cli.samples.cells import Shift
from puxi_cli.samples.draw import Draw
from puxi_cli.samples.families import Member, make_family
from puxi_cli.samples.numbers import Numbers
from puxi_cli.samples.people import Home, Row
from puxi_cli.samples.plan import FIRST_YEAR, LAST_YEAR, TOWN_HOUSEHOLDS, Fate, VillagePlan, make_plan

TABLES = ("households", "persons", "incomes", "villages", "village_years")
_GROUP_SIZE = 95


@dataclass
class Town:
    """A register in tables of rows, field name to value as a clerk's export writes it.

    Text as text (labels, 是/否, 201401, numbers that name something), figures as numbers. Without `given` the rows are made when
    they are asked for, the same every time; `stream` never holds them all. `shifted` names rows of planted errors by table and
    index.
    """

    households: int
    seed: int
    given: dict[str, list[Row]] | None = None
    shifted: dict[tuple[str, int], Shift] = field(default_factory=dict)

    @cached_property
    def tables(self) -> dict[str, list[Row]]:
        """All rows of all tables."""
        if self.given is not None:
            return self.given
        tables: dict[str, list[Row]] = {name: [] for name in TABLES}
        for name, row in _rows(self.households, self.seed):
            tables[name].append(row)
        return tables

    def stream(self) -> Iterator[tuple[str, Row]]:
        """(table, row) one after the other; a household always before its members and incomes."""
        if self.given is None and "tables" not in self.__dict__:
            yield from _rows(self.households, self.seed)
            return
        for name, rows in self.tables.items():
            for row in rows:
                yield name, row

    def registered(self) -> Town:
        """The households that were ever identified, with all villages; of a clean register, before anything is planted in it."""
        tables: dict[str, list[Row]] = {name: [] for name in TABLES}
        listed: set[object] = set()
        for name, row in self.stream():
            if name == "households" and row.get("identified"):
                listed.add(row["household_id"])
            if "household_id" not in row or row["household_id"] in listed:
                tables[name].append(row)
        return Town(self.households, self.seed, tables)


def make_town(households: int = TOWN_HOUSEHOLDS, seed: int = 1) -> Town:
    """The fictional register of a town with this many households; the same for the same seed, on every machine.

    With 9,678 it has exactly the figures published for Puxi, with any other number the same shares. Raises UsageError for a
    number below 1.
    """
    if households < 1:
        raise UsageError(f"户数至少为 1，给出的是 {households}", f"at least 1 household is needed, not {households}")
    return Town(households, seed)


def _rows(households: int, seed: int) -> Iterator[tuple[str, Row]]:
    draw = Draw(seed)
    plan = make_plan(households, draw)
    numbers = Numbers()
    exited = villages.ExitedIncome()
    for village in plan.villages:
        groups = max(1, round(len(village.homes) / _GROUP_SIZE))
        for position, home in enumerate(village.homes):
            group = names.in_words(position * groups // len(village.homes) + 1) + "组"
            if home < 0:
                yield from _unlisted(draw, numbers, village, group, -home)
            else:
                yield from _listed(draw, numbers, village, group, plan.fates[home], exited)
    for village in plan.villages:
        yield "villages", villages.village_row(village)
    for village in plan.villages:
        for row in villages.village_year_rows(village, exited):
            yield "village_years", row


def _unlisted(draw: Draw, numbers: Numbers, village: VillagePlan, group: str, size: int) -> Iterator[tuple[str, Row]]:
    household_id = numbers.household()
    family = make_family(draw, size, youngest=0)
    ethnic = "汉族" if draw.chance(0.985) else "回族"
    yield "households", houses.unlisted_row(household_id, village, group, family[0].name, size)
    for member in family:
        yield "persons", people.basic_row(household_id, member, numbers, ethnic)


def _listed(
    draw: Draw, numbers: Numbers, village: VillagePlan, group: str, fate: Fate, exited: villages.ExitedIncome
) -> Iterator[tuple[str, Row]]:
    home = Home(
        household_id=numbers.household(),
        identified=_identified(draw, fate),
        poor_type=fate.poor_type,
        exited=not fate.poor_in(LAST_YEAR),
        phone=numbers.phone(),
    )
    family = make_family(draw, fate.size, LAST_YEAR + 1 - fate.identified_year, fate.change, fate.poor_type == "五保贫困户")
    rows = people.listed_rows(draw, home, family, numbers)
    household = houses.listed_row(draw, home, village, group, fate, rows)
    means = incomes.means_of(draw, household, rows)
    earned = incomes.income_rows(draw, home.household_id, fate, family, rows, means)
    household["income_per_head"] = earned[-1]["net_per_head"]
    exited.add(village.name, fate, earned, _heads(family))
    yield "households", household
    for row in rows:
        yield "persons", row
    for row in earned:
        yield "incomes", row


def _heads(family: list[Member]) -> dict[int, int]:
    return {year: sum(member.there_at_end_of(year) for member in family) for year in range(FIRST_YEAR, LAST_YEAR + 1)}


def _identified(draw: Draw, fate: Fate) -> str:
    """The month of identification: the first round in January 2014, later ones in the adjustment at the end of a year."""
    if fate.identified_year == FIRST_YEAR:
        return "201401" if draw.chance(0.93) else f"2014{draw.between(2, 11):02d}"
    return f"{fate.identified_year}{draw.between(9, 12):02d}"
