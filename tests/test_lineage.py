"""What a fact says that it is made of is what it is made of: blank a column, and the facts that read it change, and no others.

Columns by which rows belong together (numbers, villages, years) are left alone: without them there is no row to look at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from puxi_cli.facts.catalogue import FACTS, fact_of, of_other_rows
from puxi_cli.facts.fact import LAST_YEAR, THIS_YEAR, YEAR_BEFORE
from puxi_cli.facts.subjects import subjects
from puxi_cli.jobs.judge import Asking, facts_of, tables_of
from puxi_cli.law.law import Law
from puxi_cli.records.fields import fields_of
from puxi_cli.records.scope import Scope
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import KEY, NUMBER, Registry, Table
from puxi_cli.sheets.loading import Loading
from puxi_cli.sheets.read import read_register

pytestmark = pytest.mark.slow

SCOPES = {Scope(one.scope): one.table for one in subjects().values() if one.causes and not one.plain}
LINKS = frozenset(("household_id", "village", "year", "person_id", "procedure", "category", "county", "town", "id_no", "id_type"))
# In the sample nothing of it is wrong or two-sided, so that the column changes nothing there; tables in tests/rules hold what it does.
SAYS_NOTHING = frozenset((
    ("healthy_dropout", "persons.health"), ("any_healthy_dropout", "persons.health"), ("planned", "households.status"),
    ("schooling_a_year_before", "persons.schooling"), ("schooling_two_years_before", "persons.schooling"),
    ("housing_share", "households.unsafe_house|households.house_grade"),
    *((f"{name}_short", f"steps.{field}") for name in ("identification", "exit") for field in ("public_until", "day")),
    *((f"{name}_{fact}", "steps.step") for name in ("identification", "exit") for fact in ("unsigned", "unproved")),
))  # fmt: skip


@pytest.fixture(scope="module")
def sample() -> Registry:
    """Some households of the sample with all that belongs to them."""
    whole = read_register(Loading([Path(__file__).parents[1] / "data/samples/registry-csv"])).registry
    some = whole.frame("households")["household_id"].unique(maintain_order=True).head(400).implode()
    tables = {}
    for name, table in whole.tables.items():
        frame = table.frame
        frame = frame.filter(pl.col("household_id").is_in(some)) if "household_id" in frame.columns else frame
        tables[name] = Table(table.model, frame, table.sources)
    return replace(whole, tables=tables)


def without(register: Registry, columns: Iterable[str]) -> Registry:
    """The register as if no file had these columns."""
    gone = {tuple(column.split(".")) for column in columns}
    tables = {}
    for name, table in register.tables.items():
        lost = [field for field in fields_of(table.model) if (name, field) in gone]
        frame = table.frame.with_columns(pl.lit(None, table.frame.schema[field]).alias(field) for field in lost)
        if "id_no" in lost and NUMBER in frame.columns:
            frame = frame.with_columns(pl.lit(None, frame.schema[NUMBER]).alias(NUMBER))
        sources = (
            replace(one, columns={field: at for field, at in one.columns.items() if field not in lost}) for one in table.sources
        )
        tables[name] = Table(table.model, frame, tuple(sources))
    return replace(register, tables=tables)


def values(register: Registry, scope: Scope, fact: str) -> pl.Series:
    tables = tables_of(register, Asking(Law(date(2018, 12, 31), "610921"), as_it_stands=False))
    frame = facts_of(scope, tables, {fact}).collect().to_native()
    assert isinstance(frame, pl.DataFrame)
    return frame.sort(KEY)[fact] if KEY in frame.columns else frame[fact]


def made_of(table: str, name: str) -> set[str]:
    """All columns that a fact says it is made of, itself or through the facts it is made of."""
    fact = of_other_rows(table, name) or fact_of(name)
    columns = {way for need in (*fact.reads, *fact.also, *fact.readable, *fact.beside) for way in need.split("|")}
    for column, field in fact.blank_beside:
        columns |= {column, f"{column.split('.')[0]}.{field}"}
    if table in MODELS and name in fields_of(MODELS[table]):
        columns.add(f"{table}.{name}")
    if fact.year and fact.year not in (THIS_YEAR, LAST_YEAR, YEAR_BEFORE):
        columns |= made_of(table, fact.year)
    if fact.rows:
        columns |= {f"{other}.{fact.rows[0]}" for other in MODELS}
    return columns.union(*(made_of(other, one) for other, names in fact.made_of for one in names))


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: scope.name)
def test_a_fact_is_made_of_what_it_says(scope: Scope, sample: Registry) -> None:
    table, known = SCOPES[scope], {fact.name for fact in FACTS}
    tables = tables_of(sample, Asking(Law(date(2018, 12, 31), "610921"), as_it_stands=False))
    names = [name for name in facts_of(scope, tables, None).collect_schema().names() if name in known]
    every = {f"{name}.{field}" for name, one in sample.tables.items() for field in one.present if field not in LINKS}
    assert names
    for name in names:
        base = values(sample, scope, name)
        rest = every - made_of(table, name)
        assert base.equals(values(without(sample, rest), scope, name), null_equal=True), f"{name} reads more than it says"
        for need in (of_other_rows(table, name) or fact_of(name)).reads:
            ways = set(need.split("|"))
            if ways & every and (name, need) not in SAYS_NOTHING:
                changed = not base.equals(values(without(sample, ways), scope, name), null_equal=True)
                assert changed, f"{name} does not read {need}"
