"""All facts by name: what each is called, and what it is made of (`facts.fact`)."""

from __future__ import annotations

from puxi_cli.facts import (
    condition,
    counties,
    duplicates,
    earlier,
    head_numbers,
    heads,
    helpers,
    hits,
    homes,
    household_rows,
    incomes,
    inspected,
    land,
    listing,
    members,
    money,
    person_rows,
    procedures,
    registered,
    standing,
    villages,
)
from puxi_cli.facts.fact import LAST_YEAR, THIS_YEAR, YEAR_BEFORE, Fact
from puxi_cli.system import modules

_MODULES = (
    person_rows,
    condition,
    earlier,
    duplicates,
    hits,
    heads,
    listing,
    household_rows,
    head_numbers,
    standing,
    registered,
    members,
    homes,
    land,
    helpers,
    incomes,
    money,
    inspected,
    procedures,
    villages,
    counties,
)
FACTS: tuple[Fact, ...] = tuple(fact for module in (*_MODULES, *modules("facts")) for fact in module.FACTS)
_OF_OTHER_ROWS = {(fact.of, fact.name): fact for fact in FACTS if fact.of}
# Facts that say of which year another is.
YEAR_FACTS = frozenset(fact.year for fact in FACTS if fact.year) - {THIS_YEAR, LAST_YEAR, YEAR_BEFORE}
_BY_NAME = {fact.name: fact for fact in reversed(FACTS)}
# Facts that are made of columns: what else a rule names is a field, or is never unknown.
OF_COLUMNS = frozenset(fact.name for fact in FACTS if fact.reads)


def fact_of(name: str) -> Fact:
    """The fact of a name; one of which nothing is said where it is a field."""
    return _BY_NAME.get(name) or Fact(name)


def of_other_rows(table: str, name: str) -> Fact | None:
    """The fact of a table's rows that is made of facts of other rows; None where it is none."""
    return _OF_OTHER_ROWS.get((table, name))


def others_are_made_of(table: str) -> frozenset[str]:
    """The facts of a table's rows of which facts of other rows are made."""
    made = (names for fact in FACTS for other, names in fact.made_of if other == table)
    return frozenset(name for names in made for name in names)
