"""The fictional town: its households, their members, incomes and villages, made from a seed.

No row is anybody's: see `numbers` for why the identity numbers and telephones belong to nobody, and `names` for the invented
villages. The codes of the villages are invented too: 610921102 is Puxi by GB/T 2260 and its register of towns, the three
digits behind it are not those of any village.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from puxi_cli.errors import UsageError
from puxi_cli.samples import houses, incomes, names, people, villages
from puxi_cli.samples.cadres import Cadres, Signers, cadres_of_villages, somebody
from puxi_cli.samples.cells import Shift
from puxi_cli.samples.checked import Checks, hit_row, inspection_row, make_checks
from puxi_cli.samples.draw import Draw
from puxi_cli.samples.families import Member, make_family
from puxi_cli.samples.numbers import Numbers
from puxi_cli.samples.people import Home, Row
from puxi_cli.samples.plan import FIRST_YEAR, LAST_YEAR, TOWN_HOUSEHOLDS, Fate, VillagePlan, make_plan
from puxi_cli.samples.procedures import step_rows
from puxi_cli.system import modules

_OF_REGISTER = ("households", "persons", "incomes", "villages", "village_years", "steps", "evidence", "samples")
TABLES = (*_OF_REGISTER, *(table for module in modules("samples") for table in module.TABLES))
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
        for name, row in _with_systems(_rows(self.households, self.seed)):
            tables[name].append(row)
        return tables

    def stream(self) -> Iterator[tuple[str, Row]]:
        """(table, row) one after the other; a household always before what else is told of it."""
        if self.given is None and "tables" not in self.__dict__:
            yield from _with_systems(_rows(self.households, self.seed))
            return
        for name, rows in self.tables.items():
            for row in rows:
                yield name, row

    def registered(self, others: int = 0) -> Town:
        """The households that were ever identified, those that inspectors went to see, and so many others; with all villages and all
        hits of other offices. Of a clean register, before anything is planted in it."""
        kept = {row["household_id"] for row in self.tables["samples"]}
        unlisted = (row["household_id"] for row in self.tables["households"] if not row.get("identified"))
        kept |= set(islice((number for number in unlisted if number not in kept), others))
        kept |= {row["household_id"] for row in self.tables["households"] if row.get("identified")}
        tables = {
            name: [row for row in rows if "household_id" not in row or row["household_id"] in kept]
            for name, rows in self.tables.items()
        }
        return Town(self.households, self.seed, tables)


def make_town(households: int = TOWN_HOUSEHOLDS, seed: int = 1) -> Town:
    """The fictional register of a town with this many households; the same for the same seed, on every machine.

    With 9,678 it has exactly the figures published for Puxi, with any other number the same shares. Raises UsageError for a
    number below 1.
    """
    if households < 1:
        raise UsageError(f"户数至少为 1，给出的是 {households}", f"at least 1 household is needed, not {households}")
    return Town(households, seed)


@dataclass
class _Making:
    """What the households of a village are made with."""

    draw: Draw
    numbers: Numbers
    checks: Checks
    village: VillagePlan
    cadres: Cadres
    signers: Signers
    exited: villages.ExitedIncome


def _with_systems(rows: Iterator[tuple[str, Row]]) -> Iterator[tuple[str, Row]]:
    """The rows of a register, and behind them those that each system makes of what it has seen of these."""
    makers = [module.Maker() for module in modules("samples")]
    for name, row in rows:
        for maker in makers:
            maker.see(name, row)
        yield name, row
    for maker in makers:
        yield from maker.rows()


def _rows(households: int, seed: int) -> Iterator[tuple[str, Row]]:
    draw = Draw(seed)
    plan = make_plan(households, draw)
    checks = make_checks(plan, households, draw)
    numbers = Numbers()
    exited = villages.ExitedIncome()
    cadres = cadres_of_villages([sum(home >= 0 for home in village.homes) for village in plan.villages])
    township, county = somebody(draw), somebody(draw)
    unlisted = 0
    for village, helping in zip(plan.villages, cadres, strict=True):
        signers = Signers(somebody(draw), township, county)
        making = _Making(draw, numbers, checks, village, Cadres(draw, numbers, helping), signers, exited)
        groups = max(1, round(len(village.homes) / _GROUP_SIZE))
        for position, home in enumerate(village.homes):
            group = names.in_words(position * groups // len(village.homes) + 1) + "组"
            if home < 0:
                yield from _unlisted(making, group, -home, unlisted)
                unlisted += 1
            else:
                yield from _listed(making, group, plan.fates[home], home)
    for village in plan.villages:
        yield "villages", villages.village_row(village)
    for village in plan.villages:
        for row in villages.village_year_rows(village, exited):
            yield "village_years", row


def _unlisted(making: _Making, group: str, size: int, place: int) -> Iterator[tuple[str, Row]]:
    draw, numbers, checks = making.draw, making.numbers, making.checks
    household_id = numbers.household()
    family = make_family(draw, size, youngest=0)
    ethnic = "汉族" if draw.chance(0.985) else "回族"
    household = houses.unlisted_row(household_id, making.village, group, family[0].name, size)
    rows = [people.basic_row(household_id, member, numbers, ethnic) for member in family]
    yield "households", household
    for row in rows:
        yield "persons", row
    if place in checks.unlisted:
        yield "evidence", hit_row(checks.unlisted[place], family, rows)
    if place in checks.inspected_unlisted:
        yield "samples", inspection_row(draw, household, "未建档户", approves=True)


def _listed(making: _Making, group: str, fate: Fate, place: int) -> Iterator[tuple[str, Row]]:
    draw, numbers, checks = making.draw, making.numbers, making.checks
    home = Home(
        household_id=numbers.household(),
        identified=_identified(draw, fate),
        poor_type=fate.poor_type,
        exited=not fate.poor_in(LAST_YEAR),
        sound=fate.exit_year is not None,
        phone=numbers.phone(),
    )
    family = make_family(draw, fate.size, LAST_YEAR + 1 - fate.identified_year, fate.change, fate.poor_type == "五保贫困户")
    rows = people.listed_rows(draw, home, family, numbers)
    household = houses.listed_row(draw, home, making.village, group, fate, rows, making.cadres.next())
    means = incomes.means_of(draw, household, rows)
    earned = incomes.income_rows(draw, home.household_id, fate, family, rows, means)
    household["income_per_head"] = earned[-1]["net_per_head"]
    making.exited.add(making.village.name, fate, earned, _heads(family))
    yield "households", household
    for row in rows:
        yield "persons", row
    for row in earned:
        yield "incomes", row
    for row in step_rows(draw, household, fate, making.signers):
        yield "steps", row
    for category, former in ((checks.listed.get(place), False), (checks.former.get(place), True)):
        if category:
            yield "evidence", hit_row(category, family, rows, former)
    if place in checks.inspected:
        yield "samples", inspection_row(draw, household, checks.inspected[place], place not in checks.disapproving)


def _heads(family: list[Member]) -> dict[int, int]:
    return {year: sum(member.there_at_end_of(year) for member in family) for year in range(FIRST_YEAR, LAST_YEAR + 1)}


def _identified(draw: Draw, fate: Fate) -> str:
    """The month of identification: the first round in January 2014, later ones in the adjustment at the end of a year."""
    if fate.identified_year == FIRST_YEAR:
        return "201401" if draw.chance(0.93) else f"2014{draw.between(2, 11):02d}"
    return f"{fate.identified_year}{draw.between(9, 12):02d}"
