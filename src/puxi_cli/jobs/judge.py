"""Ask the rules of a register, and turn their failures into findings with a place."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import narwhals as nw
import polars as pl

from puxi_cli.engine.local import collected, frames_of
from puxi_cli.facts.households import household_facts, household_row_facts
from puxi_cli.facts.incomes import income_facts
from puxi_cli.facts.persons import person_facts
from puxi_cli.facts.tables import Tables
from puxi_cli.findings import Finding, Outcome, RuleCount, Scope
from puxi_cli.law.law import Law, parameters
from puxi_cli.records.fields import Cell, fields_of
from puxi_cli.records.place import Place
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import KEY, ROW, SOURCE, Registry, Table
from puxi_cli.rules.base import CODES, Ask, Rule, outcome, read_by

# The columns of a facts frame that say whom a row concerns.
_SUBJECT = ("household_id", "person_id", "village", "name", "head_name")
# Facts that are one field in another form: the cell of that field is the one to look at.
_FIELDS_OF_FACT = {"identified_year": "identified"}


def judge(registry: Registry, rules: Sequence[Rule], law: Law) -> tuple[list[RuleCount], list[Finding]]:
    """The four outcomes of every rule, and a finding for every failure.

    A rule that needs a column no file has is unknown for all rows, with the headings that would serve.
    """
    results = judged(registry, rules, law)
    counts: list[RuleCount] = []
    findings: list[Finding] = []
    for rule in rules:
        every: list[str] = []
        total = dict.fromkeys(CODES.values(), 0)
        for scope, frame in results.items():
            for ask in (ask for ask in rule.asks if ask.scope is scope):
                lacking = _lacking(rule, ask, registry, law)
                every += lacking
                if lacking:
                    total[CODES[Outcome.UNKNOWN]] += frame.height
                    continue
                said = frame[outcome_column(rule, ask)]
                for code, rows in said.value_counts().iter_rows():
                    total[code] += rows
                failed = frame.filter(said == CODES[Outcome.FAIL])
                if failed.height:
                    findings += _findings(rule, ask, failed, registry, law)
        counts.append(
            RuleCount(
                rule.card, total[CODES[Outcome.PASS]], total[CODES[Outcome.FAIL]], total[CODES[Outcome.UNKNOWN]],
                total[CODES[Outcome.NOT_APPLICABLE]], why_unknown=tuple(dict.fromkeys(every)),
            )
        )  # fmt: skip
    return counts, findings


def judged(registry: Registry, rules: Sequence[Rule], law: Law) -> dict[Scope, pl.DataFrame]:
    """The facts of every scope that is asked about, with a column of outcomes (`CODES`) for each asking (`outcome_column`)."""
    frames, present = frames_of(registry)
    tables = Tables(frames, present)
    asked: dict[Scope, list[tuple[Rule, Ask]]] = {}
    for rule in rules:
        for ask in rule.asks:
            if ask.scope is not Scope.HOUSEHOLD_ROWS or registry.household_rows:
                asked.setdefault(ask.scope, []).append((rule, ask))
    lazy = []
    for scope, pairs in asked.items():
        frame = _facts(scope, tables)
        frame = frame.with_columns(outcome(rule, ask, law).alias(outcome_column(rule, ask)) for rule, ask in pairs)
        lazy.append(frame)
    return dict(zip(asked, collected(lazy), strict=True)) if lazy else {}


def outcome_column(rule: Rule, ask: Ask) -> str:
    """The name of the column that holds what a rule says where it is asked."""
    return f"{rule.card.id}.{ask.table}.{ask.field}"


def _facts(scope: Scope, tables: Tables) -> nw.LazyFrame[Any]:
    if scope is Scope.PERSON:
        return person_facts(tables)
    if scope is Scope.HOUSEHOLD:
        return household_facts(tables)
    if scope is Scope.INCOME:
        return income_facts(tables)
    if scope is Scope.VILLAGE_YEAR:
        return tables["village_years"]
    if scope is Scope.VILLAGE:
        return tables["villages"]
    if scope is Scope.HOUSEHOLD_ROWS:
        return household_row_facts(tables, _row_fields())
    raise ValueError(scope)


def _row_fields() -> list[str]:
    return [name for name in fields_of(MODELS["households"]) if name != "household_id"]


def _lacking(rule: Rule, ask: Ask, registry: Registry, law: Law) -> list[str]:
    """Headings without which the rule cannot be asked: fields it reads, or its facts are made of, that no file has."""
    if not registry.has(ask.table) and ask.table in MODELS:
        return []  # the table is not there: nothing is asked of it
    table = "households" if ask.table == "household_rows" else ask.table
    fields = fields_of(MODELS[table])
    read = {_FIELDS_OF_FACT.get(name, name) for name in read_by(rule, ask, law)}
    needs = [*(f"{table}.{name}" for name in fields if name in read), *rule.needs]
    headings = []
    for need in dict.fromkeys(needs):
        place, _, name = need.partition(".")
        if name not in registry.present(place):
            headings.append(f"{MODELS[place].table.sheet}.{fields_of(MODELS[place])[name].heading}")
    return headings


def _findings(rule: Rule, ask: Ask, failed: pl.DataFrame, registry: Registry, law: Law) -> Iterator[Finding]:
    if ask.scope is Scope.HOUSEHOLD_ROWS:
        yield from _differing_rows(rule, failed, registry)
        return
    table = registry.tables[ask.table]
    field = _FIELDS_OF_FACT.get(ask.field, ask.field)
    twins = _places(table, failed[rule.twin].drop_nulls().to_list()) if rule.twin else {}
    numbers = {name: law.named(name).value for name in parameters(law.extra) if f"{{{name}}}" in rule.card.zh}
    villages = registry.frame("villages")["village"].drop_nulls().to_list() if "{near}" in rule.card.zh else []
    for row in failed.sort(KEY).iter_rows(named=True):
        values: dict[str, Any] = {name: row[name] for name in rule.shows} | numbers
        values["asked"] = row[ask.field]
        if rule.twin:
            values["twin"] = twins.get(row[rule.twin])
        if "{near}" in rule.card.zh:
            values["near"] = _near(row[ask.field], villages)
        yield Finding(
            rule.card, table.place(row[SOURCE], row[ROW], field), ask.table, field,
            value=None if row[field] is None else _written(row[field]),
            values=values, personal=_personal(table, rule.shows), **_subject(row),
        )  # fmt: skip


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _subject(row: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: row.get(name) for name in _SUBJECT}
    head = found.pop("head_name")
    return found | {"name": found["name"] or head}


def _personal(table: Table, names: Sequence[str]) -> dict[str, str]:
    cells: dict[str, Cell] = fields_of(table.model)
    return {name: str(cells[name].personal) for name in names if name in cells and cells[name].personal}


def _places(table: Table, keys: Sequence[int]) -> dict[int, Place]:
    rows = table.frame.filter(pl.col(KEY).is_in(list(set(keys)))).select(KEY, SOURCE, ROW)
    return {key: table.place(source, row) for key, source, row in rows.iter_rows()}


def _near(word: str | None, known: Sequence[str]) -> tuple[str, str]:
    found = difflib.get_close_matches(word or "", known, n=1, cutoff=0.5)
    return (f"；是否为“{found[0]}”？", f"; is it {found[0]}?") if found else ("", "")


def _differing_rows(rule: Rule, failed: pl.DataFrame, registry: Registry) -> Iterator[Finding]:
    """One finding for each cell that says something else than most rows of its household."""
    table = registry.household_rows
    assert table is not None
    ids = failed["household_id"].to_list()
    rows = table.frame.filter(pl.col("household_id").is_in(ids)).sort(KEY)
    agreed = {
        row["household_id"]: row
        for row in registry.frame("households").filter(pl.col("household_id").is_in(ids)).iter_rows(named=True)
    }
    cells = fields_of(table.model)
    every = list(rows.iter_rows(named=True))
    for row in every:
        for name in _row_fields():
            told = agreed[row["household_id"]][name]
            if row[name] is None or row[name] == told:
                continue
            other = next(r for r in every if r["household_id"] == row["household_id"] and r[name] == told)
            cell = cells[name]
            personal = {"value": str(cell.personal), "told": str(cell.personal)} if cell.personal else {}
            place = table.place(row[SOURCE], row[ROW], name)
            values = {
                "heading": place.heading or cell.heading, "value": _written(row[name]), "told": _written(told),
                "twin": table.place(other[SOURCE], other[ROW]),
            }  # fmt: skip
            yield Finding(
                rule.card, place, "households", name, household_id=row["household_id"], village=row["village"],
                name=row["head_name"], value=_written(row[name]), values=values, personal=personal,
            )  # fmt: skip
