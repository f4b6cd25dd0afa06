"""Turn the rows that fail a rule into findings: what they say, and where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from puxi_cli.facts.subjects import household_fields
from puxi_cli.findings import Finding
from puxi_cli.law.law import Law, parameters
from puxi_cli.records.fields import Cell, fields_of
from puxi_cli.records.near import Names
from puxi_cli.records.place import Place
from puxi_cli.records.scope import Scope
from puxi_cli.records.text import same_name
from puxi_cli.registry import KEY, ROW, SOURCE, Registry, Table
from puxi_cli.rules.base import HEADING_OF, Ask, Rule
from puxi_cli.text.words import NO_WORDS, Text

_NAMED = 5  # further rows that a sentence names
_SUBJECT = ("household_id", "person_id", "village", "name", "head_name")
# Facts that are one field in another form: the cell of that field is the one to look at.
_FIELDS_OF_FACT = {"identified_year": "identified"}


def findings_of(rule: Rule, ask: Ask, failed: pl.DataFrame, registry: Registry, law: Law) -> Iterator[Finding]:
    """One finding for each row that fails; rows that double each other (`Rule.once`) are one, at the first of them."""
    if ask.scope == Scope.HOUSEHOLD_ROWS:
        yield from _differing_rows(rule, failed, registry)
        return
    table = registry.tables[ask.table]
    field = _FIELDS_OF_FACT.get(ask.field, ask.field)
    twins = _twins(rule, registry.tables[rule.twin_table or ask.table], failed) if rule.twin else {}
    yearly = {name: (fact, law.named(name).by_year()) for name, fact in rule.by_year.items()}
    numbers = {
        name: law.named(name).value for name in parameters(law.extra) if f"{{{name}}}" in rule.card.zh and name not in yearly
    }
    villages = Names(registry.frame("villages")["village"].drop_nulls() if "{near}" in rule.card.zh else ())
    named = any("{heading}" in sentence for sentence in (rule.card.zh, rule.card.en, rule.card.mend_zh, rule.card.mend_en))
    cells = fields_of(table.model)
    heading = cells[field].heading if named else None
    headed = replace(rule.card, zh=rule.headed[0], mend_zh=rule.headed[1]) if rule.headed else rule.card
    fields_named = sorted({name for text in rule.headed or () for name in HEADING_OF.findall(text)})
    for row, doubles in _once(rule, failed.sort(KEY).iter_rows(named=True)):
        values: dict[str, Any] = {name: row[name] for name in rule.shows} | numbers
        values["asked"] = row.get(ask.field)
        for name, (fact, by_year) in yearly.items():
            values[name] = by_year[row[fact]].value if row[fact] in by_year else None
        if rule.twin:
            values |= twins.get(row[rule.twin]) or {"twin": None}
        if doubles and rule.twin:
            values["twin"] = _places(values["twin"], doubles, table)
        if "{near}" in rule.card.zh:
            values["near"] = _near(row[ask.field], villages)
        if "{told}" in rule.card.zh:
            values["told"] = _told(rule.shows, row, table)
        place = table.place(row[SOURCE], row[ROW], field)
        if heading:
            values["heading"] = place.heading or heading
        for name in fields_named:
            values[f"heading_{name}"] = table.place(row[SOURCE], row[ROW], name).heading or cells[name].heading
        card = rule.otherwise[1] if rule.otherwise and row[rule.otherwise[0]] else headed
        yield Finding(
            card,
            place,
            ask.table,
            field,
            value=None if row.get(field) is None else _written(row[field]),
            values=values,
            personal=_personal(table, rule.shows),
            rows=1 + len(doubles),
            **_subject(row),
        )


def _once(rule: Rule, rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], list[Mapping[str, Any]]]]:
    """Each row with those that double it; every row by itself where the rule does not say which do."""
    if not rule.once:
        yield from ((row, []) for row in rows)
        return
    groups: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in rule.once), []).append(row)
    yield from ((first, more) for first, *more in groups.values())


def _places(twin: Place | None, doubles: Sequence[Mapping[str, Any]], table: Table) -> list[Place | Text]:
    """Where the other rows stand: the doubles, and the twin that is none of them."""
    places = [table.place(row[SOURCE], row[ROW]) for row in doubles]
    if twin is not None and twin not in places:
        places.append(twin)
    more: list[Text] = [Text("其他行", "other rows")] if len(places) > _NAMED else []
    return [*places[:_NAMED], *more]


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _told(names: Sequence[str], row: Mapping[str, Any], table: Table) -> list[str]:
    """What those of the fields say that are filled and not personal: the column's heading, and the value."""
    cells, place = fields_of(table.model), table.place
    return [
        f"{place(row[SOURCE], row[ROW], name).heading or cells[name].heading} {_written(row[name])}"
        for name in names
        if row[name] is not None and not cells[name].personal
    ]


def _subject(row: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: row.get(name) for name in _SUBJECT}
    head = found.pop("head_name")
    return found | {"name": found["name"] or head}


def _personal(table: Table, names: Sequence[str]) -> dict[str, str]:
    cells: dict[str, Cell] = fields_of(table.model)
    return {name: str(cells[name].personal) for name in names if name in cells and cells[name].personal}


def _twins(rule: Rule, table: Table, failed: pl.DataFrame) -> dict[int, dict[str, Any]]:
    """By key, where the other row stands (`twin`); of a row of another table also its fields (`twin_…`) that are not personal."""
    keys = failed[str(rule.twin)].drop_nulls().unique().to_list()
    named = [name for name, cell in fields_of(table.model).items() if rule.twin_table and not cell.personal]
    rows = table.frame.filter(pl.col(KEY).is_in(keys)).select(KEY, SOURCE, ROW, *named)
    return {
        row[KEY]: {"twin": table.place(row[SOURCE], row[ROW])} | {f"twin_{name}": row[name] for name in named}
        for row in rows.iter_rows(named=True)
    }


def _near(word: str | None, known: Names) -> Text:
    found = known.nearest(word or "")
    return Text(f"；是否为“{found}”？", f"; is it {found}?") if found else NO_WORDS


def _differing_rows(rule: Rule, failed: pl.DataFrame, registry: Registry) -> Iterator[Finding]:
    """One finding for each thing that a cell says and most rows of the household do not, at the first row that says it."""
    table = registry.household_rows
    assert table is not None
    ids = failed["household_id"].to_list()
    rows = table.frame.filter(pl.col("household_id").is_in(ids)).sort(KEY)
    agreed = {
        row["household_id"]: row
        for row in registry.frame("households").filter(pl.col("household_id").is_in(ids)).iter_rows(named=True)
    }
    cells = fields_of(table.model)

    def alike(name: str, value: Any) -> Any:
        return same_name(value) if value and cells[name].personal == "name" else value

    every = list(rows.iter_rows(named=True))
    first: dict[tuple[str, str, Any], Mapping[str, Any]] = {}  # by household, field and value, the first row that has it
    for row in every:
        for name in household_fields():
            first.setdefault((row["household_id"], name, alike(name, row[name])), row)
    rows_of = Counter((row["household_id"], name, alike(name, row[name])) for row in every for name in household_fields())
    leading: dict[tuple[str, str], Any] = {}  # where as many rows say the one as the other: what the first says
    for number, name, value in first:
        if value is not None:
            leading.setdefault((number, name), value)
    for row in every:
        for name in household_fields():
            told = alike(name, agreed[row["household_id"]][name])
            told = leading.get((row["household_id"], name)) if told is None else told
            value = row["household_id"], name, alike(name, row[name])
            if row[name] is None or value[-1] == told or first[value] is not row:
                continue
            other = first[row["household_id"], name, told]
            cell = cells[name]
            personal = {"value": str(cell.personal), "told": str(cell.personal)} if cell.personal else {}
            place = table.place(row[SOURCE], row[ROW], name)
            values = {
                "heading": place.heading or cell.heading,
                "value": _written(row[name]),
                "told": _written(other[name]),
                "twin": table.place(other[SOURCE], other[ROW]),
            }
            yield Finding(
                rule.card,
                place,
                "households",
                name,
                household_id=row["household_id"],
                village=row["village"],
                name=row["head_name"],
                value=_written(row[name]),
                values=values,
                personal=personal,
                rows=rows_of[value],
            )
