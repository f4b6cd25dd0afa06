"""What facts are of: the rows of a table, each with all its facts. What a rule is asked of is one of these, by its scope."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import narwhals as nw

from puxi_cli.facts.counties import county_facts
from puxi_cli.facts.households import household_facts, household_reach, household_row_facts
from puxi_cli.facts.incomes import income_facts
from puxi_cli.facts.persons import person_facts, person_reach
from puxi_cli.facts.tables import Tables
from puxi_cli.facts.villages import village_facts, village_year_facts
from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.system import modules
from puxi_cli.text.words import Text

Facts = Callable[[Tables, Collection[str] | None], nw.LazyFrame[Any]]
_ROWS = Text("行", "rows")


@dataclass(frozen=True)
class Subject:
    """The rows of a `table`, under the name of a scope. `facts` gives one row each with the facts that are wanted (None: all).

    unit       what stands behind a number of them
    cells      the table whose cells a finding points to, where that is another
    reach      the function of `facts.blocks`
    in_memory  a row's KEY is its place in the table; else the rows are put together of others
    causes     why a fact of theirs is unknown can be told
    plain      they have no facts but their fields
    """

    scope: str
    table: str
    facts: Facts
    unit: Text = _ROWS
    cells: str = ""
    reach: Callable[[Collection[str]], frozenset[str]] | None = None
    in_memory: bool = False
    causes: bool = True
    plain: bool = False


def household_fields() -> list[str]:
    """The fields of a household that stand on every row of a flat list."""
    return [name for name in fields_of(MODELS["households"]) if name != "household_id"]


_SUBJECTS = (
    Subject("household", "households", household_facts, Text("户", "households"), reach=household_reach, in_memory=True),
    Subject("person", "persons", person_facts, Text("人", "persons"), reach=person_reach, in_memory=True),
    Subject("income", "incomes", lambda tables, _: income_facts(tables), in_memory=True),
    Subject("village", "villages", village_facts, Text("村", "villages")),
    Subject("village_year", "village_years", lambda tables, _: village_year_facts(tables)),
    Subject("county", "county", county_facts, Text("县", "counties"), "villages"),
    Subject("household_rows", "household_rows", lambda tables, _: household_row_facts(tables, household_fields()), causes=False),
)


@cache
def subjects() -> Mapping[str, Subject]:
    """All by scope: those above, those of the systems, and the rows of every other table, which have no facts but their fields."""
    of_systems = (subject for module in modules("facts") for subject in getattr(module, "SUBJECTS", ()))
    told = {subject.scope: subject for subject in (*_SUBJECTS, *of_systems)}
    of_tables = {subject.table for subject in told.values()}
    return told | {name: _rows_of(name) for name in MODELS if name not in of_tables}


def _rows_of(table: str) -> Subject:
    return Subject(table, table, lambda tables, _: tables[table], in_memory=True, plain=True)
