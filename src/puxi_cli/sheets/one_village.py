"""One form for each village: wherever a table names a village it is read as one of the register's villages, and the spelling is told."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence

import polars as pl

from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.records.text import same_name
from puxi_cli.records.village_names import Spellings, spellings
from puxi_cli.registry import ROW, SOURCE, Registry, Source, Table
from puxi_cli.sheets.faults import OTHERWISE, UNDECIDED, Fault
from puxi_cli.sheets.layouts import ReadSheet, source_of
from puxi_cli.text.words import Text


def with_one_village(sheets: Sequence[ReadSheet]) -> tuple[list[ReadSheet], Spellings, tuple[Fault, ...]]:
    """The sheets with one spelling of each village, the spellings found, and a fault for each that was read as another or may be several."""
    villages = _villages_of(sheets)
    found = village_spellings(villages)
    if not found.meant and not found.unclear:
        return list(sheets), found, ()
    faults = tuple(_faults(villages, found))
    return [_sheet_as_meant(sheet, found) for sheet in sheets], found, faults


def spellings_in(sheets: Sequence[ReadSheet]) -> Spellings:
    """How the villages of sheets are spelt."""
    return village_spellings(_villages_of(sheets))


def _villages_of(sheets: Sequence[ReadSheet]) -> Registry:
    """What the tables of sheets say of villages, a row for each of theirs."""
    parts: dict[str, list[tuple[Source, pl.DataFrame]]] = {}
    for sheet in sheets:
        for table, frame in sheet.checked.tables.items():
            if frame.height and "village" in fields_of(MODELS[table]):
                fields = ["village", *(name for name in ("county", "town") if table == "households"), ROW]
                source = source_of(sheet, table)
                numbered = frame.select(fields).with_columns(pl.lit(len(parts.get(table, ())), pl.Int64).alias(SOURCE))
                parts.setdefault(table, []).append((source, numbered))
    return Registry(
        {
            table: Table(MODELS[table], pl.concat([frame for _, frame in found]), tuple(source for source, _ in found))
            for table, found in parts.items()
        }
    )


def _sheet_as_meant(sheet: ReadSheet, found: Spellings) -> ReadSheet:
    tables = {
        name: _as_meant(frame, found) if "village" in fields_of(MODELS[name]) else frame
        for name, frame in sheet.checked.tables.items()
    }
    return dataclasses.replace(sheet, checked=dataclasses.replace(sheet.checked, tables=tables))


def _as_meant(frame: pl.DataFrame, found: Spellings) -> pl.DataFrame:
    village = pl.col("village").cast(pl.String).replace(dict(found.meant)).cast(frame.schema["village"])
    return frame.with_columns(village)


def read_as(registry: Registry, found: Spellings) -> Registry:
    """The register with its villages as they are meant."""
    if not found.meant:
        return registry
    tables = {name: _replaced(table, found) for name, table in registry.tables.items()}
    rows = registry.household_rows and _replaced(registry.household_rows, found)
    return dataclasses.replace(registry, tables=tables, household_rows=rows)


def village_spellings(*registries: Registry) -> Spellings:
    """How the villages of registers are spelt; the newest register is the last, and its table of villages goes before the others'."""
    rows: Counter[str] = Counter()
    for registry in registries:
        for table in _tables(registry):
            counted = table.frame["village"].drop_nulls().cast(pl.String).value_counts(name="n")
            rows.update(dict(counted.iter_rows()))
    if len({same_name(village) for village in rows}) == len(rows) == 1:
        return Spellings({}, {})
    listed: set[str] = set()
    places: set[str] = set()
    towns: dict[str, set[str]] = {}
    for registry in registries:
        if registry.has("villages"):
            listed.update(registry.frame("villages")["village"].drop_nulls().cast(pl.String))
        if not registry.has("households"):
            continue
        frame = (registry.household_rows or registry.households).frame
        for name in ("county", "town"):
            places.update(frame[name].drop_nulls().unique().cast(pl.String))
        for village, town in frame.select("village", "town").drop_nulls().unique().cast(pl.String).iter_rows():
            towns.setdefault(village, set()).add(town)
    return spellings(rows, listed, places, towns)


def _tables(registry: Registry) -> list[Table]:
    tables = {name: table for name, table in registry.tables.items() if "village" in fields_of(table.model)}
    if registry.household_rows is not None:
        tables["households"] = registry.household_rows
    return list(tables.values())


def _replaced(table: Table, found: Spellings) -> Table:
    if "village" not in fields_of(table.model):
        return table
    return dataclasses.replace(table, frame=_as_meant(table.frame, found))


def _faults(registry: Registry, found: Spellings) -> list[Fault]:
    wanted = [*found.meant, *found.unclear]
    faults: dict[str, Fault] = {}
    for table in _tables(registry):
        rows = table.frame.select(pl.col("village").cast(pl.String), SOURCE, ROW).filter(pl.col("village").is_in(wanted))
        counted = rows.group_by("village", maintain_order=True).agg(pl.col(SOURCE).first(), pl.col(ROW).first(), pl.len())
        for written, source, row, number in counted.iter_rows():
            if written in faults:
                faults[written].values["rows"] += number
                continue
            place = table.place(source, row, "village")
            others = found.unclear.get(written, ())
            faults[written] = Fault(
                UNDECIDED if others else OTHERWISE,
                place,
                table.model.table.name,
                "village",
                village=found.read(written),
                value=written,
                values={
                    "heading": place.heading,
                    "value": written,
                    "rows": number,
                    "meant": found.read(written),
                    "others": Text("、".join(others), ", ".join(others)),
                },
            )
    return list(faults.values())
