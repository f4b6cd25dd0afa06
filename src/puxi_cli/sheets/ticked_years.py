"""Columns of ticks that say in which year a household left: √ under 2017年脱贫."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from puxi_cli.sheets.assignment import Assignment, Match
from puxi_cli.sheets.body import body_of, column_name
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.qualifiers import normal

_YEAR = re.compile(r"(20[0-9]{2})年?度?(?:已|实际)?(?:脱贫|退出|脱贫退出)(?:户|情况)?")
TICK = r"^\s*(?:[√✓✔☑●■]|是|已脱贫|脱贫|[YyVv]|1(?:\.0)?)\s*$"
NO = r"^\s*(?:[×✗✕xX/—-]|否|无|未脱贫|0(?:\.0)?)?\s*$"
_PLAN = re.compile("计划|规划|拟|预")


def with_ticked_years(grid: Grid, where: Located) -> Located:
    """A list of households without a column 脱贫年度, with its columns of ticks in that place; not where it is headed as a plan."""
    assignment = where.assignment
    if "households" not in assignment.tables or any(match.field in ("exit_year", "planned_year") for match in assignment.matched):
        return where
    ticked = [match for match in assignment.matches if not match.field and _YEAR.fullmatch(normal(match.heading))]
    if not ticked or _is_plan(grid, where):
        return where
    body = body_of(grid, where).frame
    for match in ticked:
        cells = body[column_name(match.column)].drop_nulls()
        if not cells.str.contains(f"{TICK}|{NO}|^\\s*{_year(match)}年?\\s*$").all():
            return where
    read = {match.column: replace(match, how="context", near=None, extra=None) for match in ticked}
    read[ticked[0].column] = replace(read[ticked[0].column], table="households", field="exit_year")
    matches = tuple(read.get(match.column, match) for match in assignment.matches)
    return replace(where, assignment=replace(assignment, matches=matches))


def ticked_years_read(frame: pl.DataFrame, assignment: Assignment) -> pl.DataFrame:
    """A body with the year, or the years, whose column has a tick; several are no year that can be read."""
    ticked = list(_ticked(assignment))
    if not ticked or ticked[0].field != "exit_year":
        return frame
    years = []
    for match in ticked:
        text = pl.col(column_name(match.column))
        nothing = text.is_null() | text.str.contains(NO)
        said = text.str.contains(f"{TICK}|^\\s*{_year(match)}年?\\s*$")
        years.append(pl.when(~nothing).then(pl.when(said).then(pl.lit(_year(match))).otherwise(text)))
    told = pl.concat_str(years, separator="、", ignore_nulls=True)
    return frame.with_columns(pl.when(told != "").then(told).alias(column_name(ticked[0].column)))


def _ticked(assignment: Assignment) -> Iterator[Match]:
    for match in assignment.matches:
        if match.how == "context" and match.field in (None, "exit_year") and _YEAR.fullmatch(normal(match.heading)):
            yield match


def _year(match: Match) -> str:
    found = _YEAR.fullmatch(normal(match.heading))
    assert found
    return found[1]


def _is_plan(grid: Grid, where: Located) -> bool:
    above = grid.above(where.row).iter_rows()
    return any(_PLAN.search(text) for text in (grid.sheet or "", *grid.titles, *(cell for row in above for cell in row if cell)))
