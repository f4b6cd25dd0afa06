"""What no cell may do: what is missing, blank or unreadable says nothing that a value could turn round. Asked of every rule and column.

The register is the fictional town with an error of every kind. For cells that cannot be read it stands there once for each column,
under numbers and villages of its own, with the cells of that column spoiled, so that the rules are asked once for all of them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from puxi_cli.jobs.judge import Asking, judge, outcome_column
from puxi_cli.law.law import Law
from puxi_cli.records.fields import fields_of
from puxi_cli.records.scope import Scope
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import BEFORE, BEHIND, KEY, NUMBER, UNREAD, Registry, Table, completed
from puxi_cli.rules.base import CODES, Ask, Rule
from puxi_cli.rules.catalogue import rules
from puxi_cli.samples.errors import plant
from puxi_cli.samples.town import make_town
from tests.conftest import OUTCOMES, table_of

Column = tuple[str, str]
OF_ROWS = {Scope.PERSON, Scope.HOUSEHOLD, Scope.INCOME, Scope.VILLAGE, Scope.VILLAGE_YEAR}
LAW = Law(date(2018, 12, 31), "610921")
# Where a number cannot be read in one table, the row is of nobody: it neither answers for a household nor against one. What it would
# have said is lacking, and the cell is a finding of its own.
LINKS = {("steps", "household_id"), ("samples", "household_id"), ("evidence", "id_no")}
# Spoiled in some rows only: whole columns of them would leave no household, village or year to ask.
SOME_ROWS = {"household_id", "person_id", "village", "id_no", "year", "relation", "left"}
UNKNOWN = CODES[next(outcome for outcome in CODES if outcome.value == "unknown")]


@pytest.fixture(scope="module")
def town() -> Registry:
    planted, _ = plant(make_town(800).registered(20), 1)
    tables = {}
    for name, rows in planted.tables.items():
        kept = [field for field in fields_of(MODELS[name]) if any(row.get(field) not in (None, "") for row in rows)]
        cells = [{field: "" if row.get(field) is None else str(row[field]) for field in kept} for row in rows]
        tables[name] = table_of(name, cells)
    return Registry(tables)


def columns_of(registry: Registry) -> list[Column]:
    return [(name, field) for name, table in registry.tables.items() for field in sorted(table.present)]


def some_rules(as_it_stands: bool, scopes: set[Scope]) -> list[Rule]:
    found = [rule for rule in rules().values() if {ask.scope for ask in rule.asks} <= scopes]
    return [rule for rule in found if (rule.card.family in ("REC", "DQ")) is as_it_stands]


def outcomes(registry: Registry, scopes: set[Scope]) -> dict[tuple[str, Ask], list[int]]:
    """What every rule says of every row, where it is asked of the scopes only; as the commands ask."""
    said = {}
    for as_it_stands in (True, False):
        some = some_rules(as_it_stands, scopes)
        asking = Asking(LAW, "2018-12-31", 2018, as_it_stands)
        judged = judge(registry, some, asking, {ask.scope: () for rule in some for ask in rule.asks})
        frames = {scope: frame.sort(KEY) for scope, frame in judged.rows.items()}
        said |= {
            (rule.card.id, ask): frames[ask.scope][outcome_column(rule, ask)].to_list() for rule in some for ask in rule.asks
        }
    return said


def without(registry: Registry, columns: list[Column], *, blank: bool) -> Registry:
    """The register with columns blank throughout, or missing."""
    tables = dict(registry.tables)
    for name, field in columns:
        table = tables[name]
        gone = [one for one in ((field, NUMBER) if field == "id_no" else (field,)) if one in table.frame.columns]
        frame = table.frame.with_columns(pl.lit(None, dtype=table.frame.schema[one]).alias(one) for one in gone)
        sources = table.sources if blank else tuple(
            replace(source, columns={one: place for one, place in source.columns.items() if one != field}) for source in table.sources
        )  # fmt: skip
        tables[name] = Table(table.model, frame, sources)
    return Registry(tables)


@pytest.mark.parametrize("part", range(6))
def test_a_missing_column_says_what_a_blank_one_says(town: Registry, part: int) -> None:
    columns = columns_of(town)[part::6]
    assert len(columns) > 10
    scopes = {*OF_ROWS, Scope.COUNTY}
    missing, blank = (outcomes(without(town, columns, blank=blank), scopes) for blank in (False, True))
    assert [asked for asked in missing if missing[asked] != blank[asked]] == []


def copy(name: str, frame: pl.DataFrame, number: int) -> pl.DataFrame:
    """A table of the town under other numbers and villages."""
    made = []
    for field in frame.columns:
        text = pl.col(field).cast(pl.String)
        if field in ("household_id", "person_id"):
            made.append((pl.lit(f"{number:04d}") + text).alias(field))
        elif field in ("id_no", "disability_no", "helper_id_no"):
            made.append((text.str.slice(0, 2) + f"{number:04d}" + text.str.slice(6)).alias(field))
        elif field == "village":
            made.append((text + str(number)).alias(field))
    return frame.with_columns(one.cast(frame.schema[one.meta.output_name()]) for one in made)


def spoiled(frame: pl.DataFrame, field: str) -> pl.DataFrame:
    rows = pl.int_range(pl.len()) % 37 == 5 if field in SOME_ROWS else pl.lit(True)
    unread = pl.col(UNREAD).cast(pl.String)
    return frame.with_columns(
        pl.when(~rows).then(pl.col(field)).alias(field),
        pl.when(rows).then(unread.fill_null("") + f"|{field}|").otherwise(unread).cast(pl.Categorical).alias(UNREAD),
    )


def test_a_cell_that_cannot_be_read_turns_nothing_round(town: Registry) -> None:
    columns = [column for column in columns_of(town) if column not in LINKS]
    tables = {}
    for name, table in town.tables.items():
        core = table.frame.drop([field for field in (KEY, NUMBER, BEFORE, BEHIND) if field in table.frame.columns])
        parts = [copy(name, core, 0)]
        for number, (of, field) in enumerate(columns, 1):
            part = copy(name, core, number)
            parts.append(spoiled(part, field) if of == name else part)
        tables[name] = Table(table.model, completed(table.model, pl.concat(parts)), table.sources)
    turned = set()
    for (rule, ask), codes in outcomes(Registry(tables), OF_ROWS).items():
        height = town.tables[ask.table].frame.height
        first, *others = (codes[start : start + height] for start in range(0, len(codes), height))
        for column, codes_then in zip(columns, others, strict=True):
            for before, then in zip(first, codes_then, strict=True):
                if then not in (before, UNKNOWN):
                    turned.add((rule, ask.field, ".".join(column), OUTCOMES[before].value, OUTCOMES[then].value))
    assert turned == set()
