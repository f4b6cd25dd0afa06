"""For every year claimed, every number that a rule in force reads is found exactly once, or is declared missing.

The rules are those of the catalogue as it stands; what they read is recorded by the law they are given, for the facts too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from puxi_cli.engine import local
from puxi_cli.engine.base import Frames
from puxi_cli.jobs.judge import Asking, judged
from puxi_cli.law.law import Law, parameters
from puxi_cli.law.parameter import COUNTRY, Parameter, Value
from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import Registry
from puxi_cli.rules.base import Rule, read_by
from puxi_cli.rules.catalogue import FAMILIES, rules
from puxi_cli.systems.figures import held
from puxi_cli.systems.rectification import job as rectify
from tests.conftest import table_of

YEARS = range(2014, 2021)
REGIONS = ("610921", None)


class Unasked:
    """An engine that is handed everything and computes nothing: the facts are built, and so ask for their numbers."""

    def frames_of(self, registry: Registry) -> tuple[Frames, dict[str, frozenset[str]]]:
        return local.frames_of(registry)

    def collected(self, frames: Sequence[nw.LazyFrame[Any]]) -> list[pl.DataFrame]:
        return [pl.DataFrame() for _ in frames]

    def __getattr__(self, name: str) -> Any:
        return getattr(local, name)


@cache
def registry() -> Registry:
    """One row in every table, every column there."""
    row = {"household_id": "0001", "village": "甲村", "year": "2018", "name": "张三"}
    tables = {name: table_of(name, [{field: row.get(field, "") for field in fields_of(model)}]) for name, model in MODELS.items()}
    return Registry(tables, tables["households"])


def in_force(year: int, region: str | None) -> list[Rule]:
    return [rule for rule in rules().values() if rule.card.holds(f"{year}-12-31", region)]


def matching(number: Parameter, day: date, region: str | None) -> list[Value]:
    """The values that a region may use on a day, of the longest prefix: written again here, to be held against the law's own way."""
    usable = [
        v for v in number.values if v.since <= day <= v.until and (v.region == COUNTRY or (region or "").startswith(v.region))
    ]
    longest = max((len(value.region.replace(COUNTRY, "")) for value in usable), default=0)
    return [value for value in usable if len(value.region.replace(COUNTRY, "")) == longest]


def declared_missing(number: Parameter) -> bool:
    return not number.values and number.missing is not None


def gaps(law: Law, year: int) -> list[str]:
    """What the law was asked and cannot answer."""
    found = []
    for name in sorted(law.asked_on_day):
        number = parameters()[name]
        if not declared_missing(number) and len(matching(number, law.day, law.region)) != 1:
            found.append(f"{name} on {law.day}: {len(matching(number, law.day, law.region))} values")
    for name in sorted(law.asked_by_year):
        number = parameters()[name]
        for own in range(YEARS.start, year + 1):
            if not declared_missing(number) and len(matching(number, date(own, 12, 31), law.region)) != 1:
                found.append(f"{name} of {own}: {len(matching(number, date(own, 12, 31), law.region))} values")
    return found


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("year", YEARS)
def test_every_number_a_rule_reads_is_found_exactly_once(year: int, region: str | None) -> None:
    asked = in_force(year, region)
    assert {rule.card.family for rule in asked} >= {"REC"}
    wrong = {}
    for rule in asked:
        law = Law(date(year, 12, 31), region)
        for ask in rule.asks:
            read_by(rule, ask, law)
        for name in (rule.points, *rule.by_year, *re.findall(r"{(\w+)}", rule.card.zh)):
            if name in parameters():
                (law.asked_by_year if name in rule.by_year else law.asked_on_day).add(str(name))
        if found := gaps(law, year):
            wrong[rule.card.id] = found
    assert wrong == {}


@cache
def asked_by_facts(region: str | None) -> Law:
    """What the rules in force in any of the years ask, with the facts they read; the law of 2018, the facts of every year are the same."""
    law = Law(date(2018, 12, 31), region)
    every = [rule for rule in rules().values() if any(rule.card.holds(f"{year}-12-31", region) for year in YEARS)]
    assert judged(registry(), every, Asking(law, engine=Unasked()))
    return law


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("year", YEARS)
def test_every_number_a_fact_reads_is_found_exactly_once(year: int, region: str | None) -> None:
    asked = asked_by_facts(region)
    assert {"register_first_year", "school_age_first", "labour_age_last"} <= asked.asked_on_day
    assert gaps(replace(asked, day=date(year, 12, 31)), year) == []


@pytest.mark.parametrize("year", YEARS)
def test_every_family_is_in_force_in_the_samples_town(year: int) -> None:
    named = {family.__name__.rpartition(".")[2].upper() for family in FAMILIES}
    assert {rule.card.family for rule in in_force(year, "610921")} == named


def test_a_gap_and_an_overlap_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = dict(parameters())
    number = shipped["exit_income_line"]
    of_2016 = next(value for value in number.values if value.since.year == 2016)
    law = Law(date(2018, 12, 31), "610921", asked_by_year={"exit_income_line"})
    assert gaps(law, 2018) == []
    for values, told in (
        (tuple(value for value in number.values if value != of_2016), "exit_income_line of 2016: 0 values"),
        ((*number.values, replace(of_2016, value=1)), "exit_income_line of 2016: 2 values"),
    ):
        monkeypatch.setitem(shipped, "exit_income_line", replace(number, values=values))
        monkeypatch.setattr("tests.law.test_coverage.parameters", lambda: shipped)
        assert gaps(law, 2018) == [told]


def test_every_number_that_is_shipped_is_asked_by_something() -> None:
    """To change a number that nobody reads would change nothing, and its user would not know."""
    law = asked_by_facts("610921")
    named = {rule.points for rule in rules().values()} | {name for rule in rules().values() for name in rule.by_year}
    rest = set(parameters()) - law.asked_on_day - law.asked_by_year - named
    limits_of_rates = set(re.findall(r'"(\w+)"', Path(held.__file__).read_text("utf-8")))
    of_closing = set(re.findall(r"\blaw\.(\w+)\.value\b", Path(rectify.__file__).read_text("utf-8")))
    of_closing |= {
        name for rule in rules().values() for name in re.findall(r"\blaw\.(\w+)\.given\b", Path(rule.file).read_text("utf-8"))
    }
    assert of_closing
    assert rest - limits_of_rates - of_closing == set()
