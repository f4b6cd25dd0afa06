"""What a register says of households elsewhere than in their own columns: the head's name; and that nothing says since when they are listed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import polars as pl

from puxi_cli.records.fields import fields_of
from puxi_cli.records.household import EXITED_TYPE, NOT_POOR, STRUCK, UNSTABLE, Household
from puxi_cli.records.person import HEAD
from puxi_cli.records.place import Place
from puxi_cli.registry import MONITORING, UNREAD, Registry, Table
from puxi_cli.sheets.faults import NO_TIMES, Fault
from puxi_cli.text.words import Text

# Columns that lists of registered households alone have.
_SIGNS = ("status", "exit_year", "relapsed", "poor_type")
_LATER_EXPORTS = "2021"  # exports from this year on have 户类型 and 监测对象类别, and never had times of identification
_MONITORED = (UNSTABLE, STRUCK)


def with_head_names(registry: Registry) -> Registry:
    """The register with the head's name of each household that has none of its own: the member who is its one 本人或户主."""
    if not registry.has("households") or not registry.has("persons"):
        return registry
    homes = registry.tables["households"]
    if not homes.frame["head_name"].null_count():
        return registry
    heads = (
        registry.frame("persons")
        .lazy()
        .filter(
            pl.col("relation") == HEAD,
            pl.col("left").is_null(),
            pl.col("household_id").is_not_null(),
            pl.col("name").is_not_null(),
        )
        .group_by("household_id")
        .agg(pl.col("name").first().alias("_head"), pl.col("name").n_unique().alias("_heads"))
    )
    heads = heads.filter(pl.col("_heads") == 1).select("household_id", pl.col("_head").cast(homes.frame.schema["head_name"]))
    frame = homes.frame.lazy().join(heads, on="household_id", how="left", maintain_order="left")
    filled = frame.with_columns(pl.coalesce("head_name", "_head").alias("head_name")).drop("_head").collect()
    return dataclasses.replace(registry, tables={**registry.tables, "households": dataclasses.replace(homes, frame=filled)})


def without_times(registry: Registry) -> Iterator[Fault]:
    """A fault where no sheet has a column of identification with a value in it, and other columns say that households are on the list."""
    if not registry.has("households") or "identified" in registry.filled("households"):
        return
    homes, frame = registry.tables["households"], registry.frame("households")
    if frame[UNREAD].cast(pl.String).str.contains(f"|{MONITORING}|", literal=True).any():
        return  # its times are of the monitoring, which is told (`sheets.monitored`)
    signs = {name: (pl.col(name).is_not_null() & (pl.col(name).cast(pl.String) != NOT_POOR)).fill_null(False) for name in _SIGNS}
    some = pl.any_horizontal(signs.values())
    if _of_a_later_export(registry) and not frame.select(some.any()).item():
        return
    # A type, a cause and a kind of monitoring say it of a household, too (`facts.listing.with_times`).
    kind, household_type = pl.col("poor_type").cast(pl.String), pl.col("household_type").cast(pl.String)
    not_poor = pl.any_horizontal((one == NOT_POOR).fill_null(False) for one in (kind, household_type))
    monitored = pl.col("monitored_type").cast(pl.String).is_in(_MONITORED).fill_null(False)
    signs |= {
        "household_type": (household_type == EXITED_TYPE).fill_null(False),
        "cause": pl.col("cause").is_not_null() & ~not_poor,
        "monitored_type": monitored & ~not_poor,
    }
    listed = frame.filter(pl.any_horizontal(signs.values()))
    if rows := listed["household_id"].n_unique():
        source = next((one for one in homes.sources if "identified" in one.columns), homes.sources[0])
        _, heading = source.columns.get("identified", (None, fields_of(Household)["identified"].heading))
        place = Place(source.file, source.sheet, source.heading_row)
        saying = listed.select(expr.any().alias(name) for name, expr in signs.items()).row(0, named=True)
        named = [_heading(homes, name) for name, says in saying.items() if says]
        values = {"households": rows, "state": _state(registry), "signs": Text("”“".join(named), ", ".join(named))}
        yield Fault(NO_TIMES, place, Household.table.name, "identified", values={"heading": heading, **values})


def _heading(homes: Table, name: str) -> str:
    """The heading of a field as the first sheet that has it writes it."""
    return next((one.columns[name][1] for one in homes.sources if name in one.columns), fields_of(Household)[name].heading)


def _of_a_later_export(registry: Registry) -> bool:
    """Whether the columns, or 户类型 and the day, are those of an export that cannot have a time of identification."""
    if "household_type" not in registry.present("households"):
        return False
    of_that_time = registry.snapshot_day is not None and registry.snapshot_day[:4] >= _LATER_EXPORTS
    # A column that puxi made of the words of another (`sheets.monitored`) is none of an export's.
    sources = registry.tables["households"].sources
    return of_that_time or any(source.columns.get("monitored_type", (None, ""))[0] is not None for source in sources)


def _state(registry: Registry) -> Text:
    """Why the column of identification says nothing."""
    if "identified" not in registry.present("households"):
        return Text("没有找到", "is not there")
    if registry.frame("households")[UNREAD].cast(pl.String).str.contains("|identified|", literal=True).any():
        return Text("没有一格读得懂", "has no cell that can be read")
    return Text("全部空白", "is blank throughout")
