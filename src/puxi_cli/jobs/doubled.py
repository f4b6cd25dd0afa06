"""Rows that double each other, read as one wherever something is counted or judged: what is counted, judged and listed agrees."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import polars as pl

from puxi_cli.records.compile import same_names
from puxi_cli.records.fields import fields_of
from puxi_cli.records.identity import NO_NUMBER_PREFIX
from puxi_cli.registry import KEY, NUMBER, UNREAD, Registry, Table

# A name as names are compared; an identity number, else the number of the person; whether the time of leaving cannot be read. A row with such
# a time repeats another one with one, and never one that says when: the person may have come back.
_NAME, _PERSON, _LOST = "_name", "_person", "_lost"
# What says who a row is: two forms of it are no contradiction.
_WHO = frozenset({"household_id", "id_no", "person_id", "name"})
# By table: the fields by which households are told apart and rows are known to double each other, whatever else is read of them.
READ_ALWAYS = {
    "households": frozenset({"household_id", "village", "head_name", "head_id_no"}),
    "persons": _WHO | {"left", "relation"},
}


@dataclass(frozen=True)
class DoubledHousehold:
    """A household number on several rows: `rows` of them, and the headings of columns in which they differ."""

    number: str
    village: str | None
    rows: int
    differing: tuple[str, ...]


@dataclass(frozen=True)
class Doubled:
    """What was read as one.

    households   numbers that stand on several rows of households
    persons      rows that repeat a member of their household: the same number (or person number, where there is none), name and time of leaving
    at           households of such members, with their villages
    shared       persons whose number stands in several households: each household counts them
    shared_rows  how many more persons are counted for it
    shared_at    the households of these
    """

    households: tuple[DoubledHousehold, ...] = ()
    persons: int = 0
    at: tuple[tuple[str, str | None], ...] = ()
    shared: int = 0
    shared_rows: int = 0
    shared_at: tuple[tuple[str, str | None], ...] = ()


def without_doubles(registry: Registry) -> tuple[Registry, Doubled]:
    """The register with one row for rows that double each other, and what these are.

    A field in which the rows differ holds nothing that can be read; where only one of them says something, that counts. A person
    stays in each of several households: nobody can tell which is right.
    """
    tables = dict(registry.tables)
    households: tuple[DoubledHousehold, ...] = ()
    if registry.has("households"):
        tables["households"], rows, differing = _once(registry.households, ["household_id"])
        villages = _villages(tables["households"], rows["household_id"])
        households = tuple(
            DoubledHousehold(number, villages.get(number), count, tuple(differing.get(number, ())))
            for number, count in rows.iter_rows()
        )
    if not registry.has("persons"):
        return (dataclasses.replace(registry, tables=tables) if households else registry), Doubled(households)
    tables["persons"], repeated, _ = _once(registry.persons, ["household_id", _PERSON, _NAME, "left", _LOST])
    homes = tables.get("households")
    frame = tables["persons"].frame.filter(_numbered(), pl.col("household_id").is_not_null(), pl.col("left").is_null())
    spread = frame.group_by(NUMBER).agg(pl.col("household_id").n_unique().alias("homes")).filter(pl.col("homes") > 1)
    shared = frame.filter(pl.col(NUMBER).is_in(spread[NUMBER].to_list()))["household_id"].unique().sort()
    told = Doubled(
        households,
        int((repeated["_rows"] - 1).sum()),
        _named(homes, repeated["household_id"].unique().sort()),
        spread.height,
        int((spread["homes"] - 1).sum()),
        _named(homes, shared),
    )
    changed = households or repeated.height
    return (dataclasses.replace(registry, tables=tables) if changed else registry), told


def _numbered() -> pl.Expr:
    return (pl.col(NUMBER).is_not_null() & ~pl.col(NUMBER).str.starts_with(NO_NUMBER_PREFIX)).fill_null(False)


def _once(table: Table, by: Sequence[str]) -> tuple[Table, pl.DataFrame, dict[str, list[str]]]:
    """A table with rows that agree in `by` as one; the keys with the number of their rows, in the order of the file; what differs."""
    frame = table.frame
    columns = frame.columns
    if NUMBER in columns:
        number = pl.when(_numbered()).then(pl.col(NUMBER)).otherwise("人" + pl.col("person_id").cast(pl.String))
        lost = pl.col(UNREAD).cast(pl.String).str.contains("|left|", literal=True).fill_null(False)
        frame = frame.with_columns(same_names(frame["name"]).alias(_NAME), number.alias(_PERSON), lost.alias(_LOST))
        keyed = frame.filter(pl.col("household_id").is_not_null(), pl.col(_PERSON).is_not_null())
    else:
        keyed = frame.filter(pl.col("household_id").is_not_null())
    counted = (
        keyed.group_by(by).agg(pl.len().alias("_rows"), pl.col(KEY).min().alias("_at")).filter(pl.col("_rows") > 1).sort("_at")
    )
    if not counted.height:
        return table, counted.select("household_id", "_rows"), {}
    several = keyed.join(counted.select(by), on=by, how="semi", nulls_equal=True, maintain_order="left")
    fields = [name for name in fields_of(table.model) if name not in _WHO]
    unread = pl.col(UNREAD).cast(pl.String)
    merged = several.group_by(by, maintain_order=True).agg(
        *(pl.col(name).drop_nulls().first().alias(f"_value_{name}") for name in fields),
        *(
            (
                (pl.col(name).drop_nulls().n_unique() > 1) | unread.str.contains(f"|{name}|", literal=True).fill_null(False).any()
            ).alias(f"_lost_{name}")
            for name in fields
        ),
        *((pl.col(name).drop_nulls().n_unique() > 1).alias(f"_differs_{name}") for name in fields),
        *(pl.col(name).first().alias(f"_value_{name}") for name in columns if name not in (*fields, *by, UNREAD)),
    )
    unclear = pl.concat_str(pl.when(pl.col(f"_lost_{name}")).then(pl.lit(f"|{name}|")).otherwise(pl.lit("")) for name in fields)
    held = set(by)
    whole = merged.select(
        *(pl.col(name) for name in by if name in columns),
        *(pl.when(~pl.col(f"_lost_{name}")).then(pl.col(f"_value_{name}")).alias(name) for name in fields if name not in held),
        *(pl.col(f"_value_{name}").alias(name) for name in columns if name not in (*fields, *by, UNREAD)),
        pl.when(unclear != "").then(unclear).cast(pl.Categorical).alias(UNREAD),
    ).select(columns)
    rest = frame.filter(~pl.col(KEY).is_in(several[KEY].to_list())).select(columns)
    together = pl.concat([rest, whole]).sort(KEY).with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias(KEY))
    cells = fields_of(table.model)
    differing: dict[str, list[str]] = {}
    for name in fields:
        for number in merged.filter(pl.col(f"_differs_{name}"))["household_id"]:
            differing.setdefault(str(number), []).append(cells[name].heading)
    return dataclasses.replace(table, frame=together), counted.select("household_id", "_rows"), differing


def _villages(homes: Table | None, numbers: pl.Series) -> dict[str, str | None]:
    if homes is None:
        return {}
    rows = homes.frame.filter(pl.col("household_id").is_in(numbers.to_list())).select("household_id", "village").cast(pl.String)
    return dict(rows.iter_rows())


def _named(homes: Table | None, numbers: pl.Series) -> tuple[tuple[str, str | None], ...]:
    villages = _villages(homes, numbers)
    found: Collection[str] = [str(number) for number in numbers]
    return tuple((number, villages.get(number)) for number in found)
