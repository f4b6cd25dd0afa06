"""Who belongs to a household: the names and days of birth that reports are to mask in free text of it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable

import polars as pl

from puxi_cli.findings import Finding, Known
from puxi_cli.records.identity import NO_NUMBER_PREFIX
from puxi_cli.registry import NUMBER, Registry

_BETWEEN = re.compile(r"[\s、，,；;/|＋+]+")


def known_of(registry: Registry, households: Collection[str]) -> dict[str, Known]:
    """By household number its members, also those who left, its head and its helper."""
    wanted = pl.col("household_id").is_in(list(households))
    names: dict[str, dict[str, None]] = {}
    births: dict[str, dict[str, None]] = {}
    number = pl.col(NUMBER).cast(pl.String)
    written = pl.col("birth").cast(pl.String).str.replace_all("-", "", literal=True)
    none = number.is_null() | number.str.starts_with(NO_NUMBER_PREFIX)
    born = pl.when(none).then(written).otherwise(number.str.slice(6, 8))
    persons = registry.frame("persons").filter(wanted).select("household_id", "name", born.alias("born"))
    for household, name, birth in persons.iter_rows():
        names.setdefault(household, {})[name or ""] = None
        births.setdefault(household, {})[birth or ""] = None
    for household, *those in (
        registry.frame("households").filter(wanted).select("household_id", "head_name", "helper").iter_rows()
    ):
        names.setdefault(household, {}).update(dict.fromkeys(name or "" for name in those))
    # A name of one character would be found in many words.
    return {
        household: Known(
            tuple(name for name in names.get(household, ()) if len(name) > 1),
            tuple(birth for birth in births.get(household, ()) if len(birth) == 8),
        )
        for household in {*names, *births}
    }


def with_known(findings: Iterable[Finding], registry: Registry) -> list[Finding]:
    """Say of each finding who belongs to its household, and whom of the register the cell names: in a wrong column stands anybody's name."""
    found = list(findings)
    known = known_of(registry, {f.household_id for f in found if f.household_id})
    everybody = _everybody(registry) if any(f.value for f in found) else frozenset[str]()
    return [
        dataclasses.replace(f, known=dataclasses.replace(of, names=(*of.names, *others)))
        if f.household_id in known or others
        else f
        for f in found
        for of in [known.get(f.household_id or "", Known())]
        for others in [tuple(name for name in _BETWEEN.split(f.value or "") if name in everybody and name not in of.names)]
    ]


def _everybody(registry: Registry) -> frozenset[str]:
    """The names of all members, heads and helpers; one of one character would be found in many words."""
    names = [
        registry.frame(table)[field]
        for table, field in (("persons", "name"), ("households", "head_name"), ("households", "helper"))
        if field in registry.present(table)
    ]
    return frozenset(name for each in names for name in each.drop_nulls().unique().to_list() if len(name) > 1)
