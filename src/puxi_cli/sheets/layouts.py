"""From sheets to tables: the relational workbook, the flat person list, the list of household heads."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from puxi_cli.records.fields import fields_of
from puxi_cli.records.household import Household
from puxi_cli.records.person import HEAD
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import CLEAR, KEY, ROW, SOURCE, UNREAD, Registry, Source, Table, completed
from puxi_cli.sheets.check import CheckedSheet
from puxi_cli.sheets.heading_row import Located

_NEARLY_ALL = 0.95


@dataclass(frozen=True)
class ReadSheet:
    """A sheet after reading: where it was found, what it is, its typed rows."""

    file: str
    sheet: str | None
    found: Located
    checked: CheckedSheet

    @property
    def is_flat(self) -> bool:
        """Whether it feeds persons and households at once."""
        return len(self.found.assignment.tables) == 2


def lists_heads_only(sheet: ReadSheet) -> bool:
    """Whether a flat list has one row per household, its head's: then it is a list of households, and nobody is missing.

    Decided by nearly all rows: one household number that stands twice, or one wrong relation, does not make it a list of persons.
    """
    persons = sheet.checked.tables["persons"]
    households = sheet.checked.tables["households"]
    rows = persons.height
    if rows < 2 or "size" not in {match.field for match in sheet.found.assignment.matched}:
        return False
    heads = rows - (persons["relation"].is_not_null() & (persons["relation"] != HEAD)).sum()
    different = persons["household_id"].drop_nulls().n_unique()
    return min(heads, different) >= _NEARLY_ALL * rows and (households["size"].sum() or 0) > rows


def registry_of(sheets: list[ReadSheet]) -> tuple[Registry, tuple[tuple[str, str], ...]]:
    """Put the tables of all sheets together; and what the reader should know of how it was done (zh, en)."""
    notes: list[tuple[str, str]] = []
    parts: dict[str, list[tuple[Source, pl.DataFrame]]] = {}
    flat: list[tuple[str, Source, pl.DataFrame]] = []
    for sheet in sheets:
        where = f"{sheet.file} {sheet.sheet or ''}".strip()
        if sheet.is_flat and lists_heads_only(sheet):
            frame = sheet.checked.tables["households"]
            names = sheet.checked.tables["persons"]["name"]
            frame = frame.with_columns(pl.coalesce(pl.col("head_name"), names).alias("head_name"))
            parts.setdefault("households", []).append((_source(sheet, "households"), frame))
            notes.append((f"{where}：每户一行，只有户主，按户信息读取。", f"{where}: one row per household, read as households."))
            continue
        for table in sheet.found.assignment.tables:
            frame = sheet.checked.tables[table]
            if not frame.height:
                continue  # an empty sheet of a template says as little as none
            if table == "households" and sheet.is_flat:
                flat.append((where, _source(sheet, table), frame))
            else:
                parts.setdefault(table, []).append((_source(sheet, table), frame))
    tables = {table: _table(table, found) for table, found in parts.items()}
    rows = _flat_rows(flat, tables.get("households"), notes)
    if rows is not None:
        tables["households"] = _with_flat(tables.get("households"), rows)
    ordered = {name: tables[name] for name in MODELS if name in tables}
    return Registry(ordered, rows), tuple(notes)


def _flat_rows(
    flat: list[tuple[str, Source, pl.DataFrame]], households: Table | None, notes: list[tuple[str, str]]
) -> Table | None:
    """The household fields of flat lists, for households that no sheet of households has: that sheet is where they are kept."""
    kept = []
    known = households.frame["household_id"].drop_nulls().to_list() if households else []
    for where, source, frame in flat:
        rest = frame.filter(~pl.col("household_id").is_in(known).fill_null(False)) if known else frame
        if rest.height < frame.height:
            notes.append((
                f"{where}：{frame.height - rest.height} 行的户在户信息表中，以户信息表为准，此处重复的户字段未读。",
                f"{where}: the households of {frame.height - rest.height} rows stand in a sheet of households, which counts; "
                "their fields here were not read.",
            ))  # fmt: skip
        if rest.height and rest["household_id"].drop_nulls().len():
            kept.append((source, rest))
    return _table("households", kept) if kept else None


def _with_flat(households: Table | None, rows: Table) -> Table:
    """The households of the sheets, and behind them those of the flat lists, one row each."""
    frame = _one_row_each(rows.frame)
    if households is None:
        return Table(Household, frame, rows.sources)
    frame = frame.with_columns(pl.col(SOURCE) + len(households.sources)).drop(KEY)
    whole = completed(Household, pl.concat([households.frame.drop(KEY), frame.select(households.frame.drop(KEY).columns)]))
    return Table(Household, whole, (*households.sources, *rows.sources))


def _source(sheet: ReadSheet, table: str) -> Source:
    columns = {str(match.field): (match.column, match.heading) for match in sheet.found.assignment.of(table)}
    return Source(sheet.file, sheet.sheet, sheet.found.row, columns)


def _table(name: str, found: list[tuple[Source, pl.DataFrame]]) -> Table:
    frames = [frame.with_columns(pl.lit(number, pl.Int64).alias(SOURCE)) for number, (_, frame) in enumerate(found)]
    return Table(MODELS[name], completed(MODELS[name], pl.concat(frames)), tuple(source for source, _ in found))


def _one_row_each(rows: pl.DataFrame) -> pl.DataFrame:
    """One row per household: what most of its rows say, and the first of them where they are even."""
    fields = [name for name in fields_of(Household) if name != "household_id"]
    keyed = rows.filter(pl.col("household_id").is_not_null())
    firsts = keyed.group_by("household_id", maintain_order=True).agg(
        *(pl.col(name).drop_nulls().first() for name in fields),
        *((pl.col(name).drop_nulls().n_unique() > 1).alias(f"differs_{name}") for name in fields),
        *(pl.col(name).first() for name in (SOURCE, ROW)),
        pl.col(CLEAR).all(),
        pl.col(UNREAD).drop_nulls().first(),
    )
    for name in fields:
        ids = firsts.filter(pl.col(f"differs_{name}"))["household_id"].to_list()
        if not ids:
            continue
        counted = (
            keyed.filter(pl.col("household_id").is_in(ids) & pl.col(name).is_not_null())
            .group_by("household_id", name).agg(pl.len().alias("n"), pl.col(KEY).min().alias("at"))
            .sort("n", "at", descending=[True, False])
            .group_by("household_id", maintain_order=True).agg(pl.col(name).first().alias("most"))
        )  # fmt: skip
        firsts = firsts.join(counted, on="household_id", how="left", maintain_order="left")
        firsts = firsts.with_columns(pl.coalesce("most", name).alias(name)).drop("most")
    firsts = firsts.drop([name for name in firsts.columns if name.startswith("differs_")])
    ordered = firsts.with_row_index(KEY).with_columns(pl.col(KEY).cast(pl.Int64))
    return ordered.select(["household_id", *fields, ROW, CLEAR, UNREAD, SOURCE, KEY]).select(rows.columns)
