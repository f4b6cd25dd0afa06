"""Asks puxi and the oracle about the same register and names every difference."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from puxi_cli.cli.main import main
from tests.oracle.counting import count, flow, rural_persons
from tests.oracle.exits import judge_exit
from tests.oracle.generate import write
from tests.oracle.identification import World, identify
from tests.oracle.register import Household, Register, evidence_by_number, read

FLOW = ("start", "exited", "new", "returned", "natural_increase", "natural_decrease", "end")


@dataclass(frozen=True)
class Difference:
    command: str
    kind: str
    household: str
    puxi: Any
    oracle: Any


@dataclass
class Comparison:
    verdicts: int
    differences: list[Difference]
    world: World


def compare(register: Register, day: date, folder: Path) -> Comparison:
    path = write(register, folder)
    world = world_of(register, day)
    differences = [*_identify(world, path), *_exit(world, path), *_stats(world, register, path)]
    return Comparison(3 * len(world.households), differences, world)


def random_day(seed: int, file_day: date) -> date:
    """Mostly the end of a year, sometimes a day within one."""
    chance = random.Random(seed * 7 + 1)
    year = chance.randint(max(2014, file_day.year - 3), file_day.year)
    return date(year, 12, 31) if chance.random() < 0.7 else date(year, chance.randint(1, 12), chance.randint(1, 28))


def world_of(register: Register, day: date) -> World:
    households = read(register)
    numbers: dict[str, list[tuple[Household, int]]] = defaultdict(list)
    for household in households.values():
        for place, member in enumerate(household.members):
            if member.number.value:
                numbers[member.number.value].append((household, place))
    first = register.tables["户信息"][0]
    return World(
        day=day,
        file_day=register.file_day,
        households=households,
        evidence=evidence_by_number(register),
        numbers=numbers,
        has_food_columns="是否不愁吃" in first or "是否不愁穿" in first,
        has_members=bool(register.tables["人口信息"]),
    )


def ask(command: str, path: Path, day: date, *more: str) -> dict[str, Any]:
    options = ["--as-of", day.isoformat(), "--region", "610921", "--format", "json", "--lang", "en", *more]
    result = CliRunner().invoke(main, [command, str(path), *options], catch_exceptions=False)
    assert result.exit_code in (0, 1), result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def _items(entry: dict[str, Any]) -> dict[str, str]:
    return {item["item"]: item["outcome"] for item in entry["items"]}


def _identify(world: World, path: Path) -> Iterator[Difference]:
    told = {entry["household_id"]: entry for entry in ask("identify", path, world.day)["verdicts"]}
    for number, household in world.households.items():
        wanted = identify(world, household)
        entry = told.pop(number, None)
        if wanted is None or entry is None:
            if wanted is not None or entry is not None:
                yield Difference(
                    "identify",
                    "entry",
                    number,
                    entry and (entry["listed"], entry["verdict"]),
                    wanted and (wanted.listed, wanted.verdict),
                )
            continue
        items = _items(entry)
        if (entry["listed"] is None) != (wanted.listed is None):
            wanted.items.clear()  # the difference of the standing is told below; its items say no more
        for name, outcome in wanted.items.items():
            if items[name] != outcome:
                yield Difference("identify", f"item {name}", number, items[name], outcome)
        if entry["listed"] is None and wanted.listed is None and entry["verdict"] == wanted.verdict:
            continue
        lines = {lead["red_line"] for lead in entry["leads"]}
        if lines != wanted.red_lines:
            yield Difference("identify", "red lines", number, lines, wanted.red_lines)
        if (entry["listed"], entry["verdict"]) != (wanted.listed, wanted.verdict):
            yield Difference("identify", "verdict", number, (entry["listed"], entry["verdict"]), (wanted.listed, wanted.verdict))
    for number, entry in told.items():
        yield Difference("identify", "unknown household", number, entry["verdict"], None)


def _exit(world: World, path: Path) -> Iterator[Difference]:
    told = {entry["household_id"]: entry for entry in ask("exit", path, world.day)["verdicts"] if entry["scope"] == "household"}
    for number, household in world.households.items():
        wanted = judge_exit(world, household)
        entry = told.pop(number, None)
        if wanted is None or entry is None:
            if wanted is not None or entry is not None:
                yield Difference(
                    "exit",
                    "entry",
                    number,
                    entry and (entry["planned"], entry["verdict"]),
                    wanted and (wanted.planned, wanted.verdict),
                )
            continue
        items = _items(entry)
        if (entry["planned"] is None) != (wanted.planned is None):
            wanted.items.clear()  # the difference of the standing is told below; its items say no more
        for name, outcome in wanted.items.items():
            if items[name] != outcome:
                yield Difference("exit", f"item {name}", number, items[name], outcome)
        said = (entry["planned"], entry["exit_year"], entry["verdict"], entry["points"])
        if entry["planned"] is None and wanted.planned is None and entry["verdict"] == wanted.verdict:
            continue
        if said != (wanted.planned, wanted.exit_year, wanted.verdict, wanted.points):
            yield Difference("exit", "verdict", number, said, (wanted.planned, wanted.exit_year, wanted.verdict, wanted.points))
    for number, entry in told.items():
        yield Difference("exit", "unknown household", number, entry["verdict"], None)


def _stats(world: World, register: Register, path: Path) -> Iterator[Difference]:
    answer = ask("stats", path, world.day, "--by", "village")
    figures = count(world, world.day)
    town = (answer["poor"]["households"], answer["poor"]["persons"])
    if town != (figures.households.total(), figures.persons.total()):
        yield Difference("stats", "poor", "town", town, (figures.households.total(), figures.persons.total()))
    denominators = []
    for village in answer["villages"]:
        name = village["village"]
        rural = rural_persons(register.tables["村年度"], name, world.day.year)
        denominators.append(rural)
        rate = None if rural is None else figures.persons[name] / rural
        wanted = (figures.households[name], figures.persons[name], rural, rate)
        said = (village["households"], village["persons"], village["denominator"], village["rate"])
        if said != wanted:
            yield Difference("stats", "village", name, said, wanted)
    whole = None if None in denominators else sum(one for one in denominators if one)
    wanted_rate = None if whole is None else figures.persons.total() / whole
    if answer["incidence"]["rate"] != wanted_rate:
        yield Difference("stats", "incidence", "town", answer["incidence"], wanted_rate)
    parts = flow(world)
    for name in FLOW:
        if answer["flow"][name] != parts[name]:
            yield Difference("stats", f"flow {name}", "town", answer["flow"][name], parts[name])
