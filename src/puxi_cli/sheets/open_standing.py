"""Households of which a list alone says that they may be on the register: nothing in their row, or nothing in the newest list, does.

A list titled 贫困户花名册 names the poor: whose row says nothing of it there is no ordinary household. Who stands on the list of 2017 and,
where others stand on both, not on that of 2018, has left it for a reason that nobody wrote down, or was forgotten.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from puxi_cli.records.fields import fields_of
from puxi_cli.records.household import EXITED, EXITED_TYPE, NOT_POOR, Household
from puxi_cli.records.place import Place
from puxi_cli.registry import ROW, SOURCE, UNREAD, Registry, Source
from puxi_cli.sheets.faults import ON_AN_OLD_LIST, SAYS_NOTHING, Fault
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.layouts import cannot_read
from puxi_cli.sheets.newest_sheets import Sheet
from puxi_cli.text.words import NO_WORDS, Text

_POOR = re.compile(
    r"(?:建档立卡|(?<!非)贫困|未脱贫|脱贫)(?:贫困)?(?:农?户|人口|家庭|人员)(?:[^，。；、]{0,10}?)(?:花名册|名册|名单|台账|登记表|信息表|明细表|情况表|一览表)"
)
_OTHERS = re.compile("一般农?户|非贫困|非建档|非脱贫|全村|常住|申请|疑似|拟|比对|边缘")
# What says of a household that it is, was or is not on the register (`facts.listing.with_times`).
_SIGNS = ("status", "identified", "household_type", "exit_year", "relapsed", "poor_type", "cause", "monitored_type")
_WHO = ("status", "identified", "household_type")
_COLUMNS = ("identified", "status", "exit_year")  # that are asked for where a list has none of those
_SHOWN = 5


def names_the_poor(grid: Grid, found: Located) -> bool:
    """Whether what stands over the rows, or the name of the sheet or the file, says that the list is one of the poor."""
    above = grid.above(found.row)
    titles = [Path(grid.file).stem, grid.sheet or "", *(cell for row in above.iter_rows() for cell in row if cell)]
    plain = [re.sub(r"\s", "", title) for title in titles]
    return any(map(_POOR.search, plain)) and not any(map(_OTHERS.search, plain))


def with_open_standing(
    registry: Registry, poor: Collection[Sheet], dropped: Mapping[Sheet, Collection[str]]
) -> tuple[Registry, list[Fault]]:
    """The register with the standing of such households left open, as a cell that cannot be read leaves it; and a fault for each sheet.

    `poor` are the sheets that name the poor, `dropped` the households of a sheet that no later one has.
    """
    if not registry.has("households"):
        return registry, []
    homes = registry.tables["households"]
    of_poor = [number for number, one in enumerate(homes.sources) if (one.file, one.sheet) in poor]
    silent = pl.lit(False)
    if of_poor and any(name in homes.filled for name in _WHO):
        blank = pl.all_horizontal(pl.col(name).is_null() for name in _SIGNS)
        unread = pl.any_horizontal(cannot_read(name) for name in _SIGNS)
        silent = pl.col(SOURCE).is_in(of_poor) & blank & ~unread
    gone = pl.lit(False)
    for number, one in enumerate(homes.sources):
        if lost := dropped.get((one.file, one.sheet)):
            here = (pl.col(SOURCE) == number) & pl.col("household_id").is_in(list(lost)).fill_null(False)
            gone |= here & pl.any_horizontal(pl.col(name).is_not_null() for name in _SIGNS) & ~_has_left()
    marked = homes.frame.select(SOURCE, ROW, "household_id", silent.alias("silent"), gone.alias("gone"))
    if not (marked["silent"].any() or marked["gone"].any()):
        return registry, []
    open_ = marked["silent"] | marked["gone"]
    more = pl.concat_str(pl.col(UNREAD).cast(pl.String).fill_null(""), pl.lit("|status|"))
    frame = homes.frame.with_columns(
        pl.when(open_).then(more).otherwise(pl.col(UNREAD).cast(pl.String)).cast(pl.Categorical).alias(UNREAD),
        *(pl.when(~marked["gone"]).then(pl.col(name)).alias(name) for name in ("status", "exit_year", "relapsed")),
    )
    tables = {**registry.tables, "households": dataclasses.replace(homes, frame=frame)}
    faults = [
        fault
        for rule, name in ((SAYS_NOTHING, "silent"), (ON_AN_OLD_LIST, "gone"))
        for fault in _faults(registry, marked, rule, name)
    ]
    return dataclasses.replace(registry, tables=tables), faults


def _faults(registry: Registry, marked: pl.DataFrame, rule: str, name: str) -> Iterator[Fault]:
    homes = registry.tables["households"]
    for [number], rows in marked.filter(pl.col(name)).group_by([SOURCE], maintain_order=True):
        source = homes.sources[int(str(number))]
        field = next((one for one in _WHO if one in source.columns), "household_id" if rule == ON_AN_OLD_LIST else None)
        index, heading = source.columns.get(field, (None, None)) if field else (None, None)
        ids = rows["household_id"].to_list()
        yield Fault(
            rule,
            Place(source.file, source.sheet, rows[ROW][0], index, heading),
            "households",
            field,
            household_id=ids[0],
            values={"lacking": _lacking(source, heading), "households": len(ids), "shown": _shown(ids, rows[ROW].to_list())},
        )


def _lacking(source: Source, heading: str | None) -> Text:
    """What of a list says nothing: the blank cells of its column, or that it has none."""
    if heading:
        return Text(f"没有填“{heading}”，其他列也看不出是否在册", f"{heading} and all else that would say so are blank")
    headings = [fields_of(Household)[name].heading for name in _COLUMNS if name not in source.columns]
    return Text(
        f"看不出是否在册（本表没有“{'”“'.join(headings)}”等列）",
        f"no column of the list says so (there is neither {' nor '.join(headings)})",
    )


def _shown(ids: Sequence[str | None], rows: Sequence[int]) -> Text:
    """The first households, by number, or by row where they have none."""
    named = [Text(one, one) if one else Text(f"第 {row} 行", f"row {row}") for one, row in zip(ids[:_SHOWN], rows, strict=False)]
    shown = Text("、".join(one.zh for one in named), ", ".join(one.en for one in named))
    return shown + (Text(" 等", " and others") if len(ids) > _SHOWN else NO_WORDS)


def _has_left() -> pl.Expr:
    """Whether the row says that the household had left already, or never was on the register."""
    status, kind, household_type = (pl.col(name).cast(pl.String) for name in ("status", "poor_type", "household_type"))
    left = status.is_in(list(EXITED)) | (status.is_null() & (pl.col("exit_year").is_not_null() | (household_type == EXITED_TYPE)))
    return (left | (kind == NOT_POOR) | (household_type == NOT_POOR)).fill_null(False)
