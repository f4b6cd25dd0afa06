"""Rows of a town among its villages: 蒲溪镇 with the sums of all of them is a total, though no word says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from puxi_cli.records.kinds import FreeText, Number
from puxi_cli.registry import ROW
from puxi_cli.sheets.assignment import Match
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.qualifiers import normal
from puxi_cli.sheets.row_words import SERIALS

_OF_VILLAGES = frozenset({"villages", "village_years"})
_TOWN = r"(?:镇|乡|街道|街道办|办事处|苏木|县|旗|市|区)$"
_VILLAGE = r"(?:村|社区|小区|村委会|居委会|居民委员会|嘎查|屯|寨|庄|农场|林场|分场)$"
_TOWNS = re.compile(
    r"(?:所属|所在)?(?:乡镇?|镇|街道|[乡镇]+[(（、]?[镇街道、]+[)）]?)(?:名称?)?"
)  # headings of a column of towns
_COUNTED = frozenset({"户", "人"})  # units of what adds up
_NOT_COUNTED = rf"均|率|比|年|时间|日期|月|代码|编码|电话|{SERIALS}"  # headings of what does not
_ODD_SIGNS = r"[\s,，户人口个]"


@dataclass(frozen=True)
class TownRows:
    """Rows named as a town is: those that are the sum of its villages, or hold nothing, and (row, name) of those that hold other figures."""

    totals: tuple[int, ...] = ()
    doubtful: tuple[tuple[int, str], ...] = ()


def town_rows(frame: pl.DataFrame, found: Located, grid: Grid) -> TownRows:
    """The rows of a body of villages that are a town's. None where a sheet is read in pieces: a piece has not all villages."""
    matches = {f"c{match.column}": match for match in found.assignment.matches}
    name = next((column for column, match in matches.items() if match.field == "village"), None)
    whole = grid.first_row <= found.row and not grid.goes_on
    if name is None or not whole or frame.height < 2 or not {*found.assignment.tables} <= _OF_VILLAGES:
        return TownRows()
    towns = next(
        (column for column, match in matches.items() if not match.field and _TOWNS.fullmatch(normal(match.heading))), None
    )
    year = next((column for column, match in matches.items() if match.field == "year"), None)
    figures = [column for column, match in matches.items() if _adds_up(match)]
    plain = frame.select(
        ROW,
        pl.col(name).str.replace_all(r"\s", "").fill_null("").alias("name"),
        (pl.col(towns).str.replace_all(r"\s", "").fill_null("") if towns else pl.lit("")).alias("town"),
        (pl.col(year).str.extract("([0-9]{4})").fill_null("") if year else pl.lit("")).alias("year"),
        *(pl.col(column).str.replace_all(_ODD_SIGNS, "").cast(pl.Float64, strict=False) for column in figures),
        pl.any_horizontal(pl.lit(False), *(pl.col(c).is_not_null() for c, match in matches.items() if _says_more(match))).alias(
            "more"
        ),
    )
    named = _named_towns(plain, _titles(grid, found))
    named = named.with_columns((pl.col("town_name") | pl.col("stem")).alias("candidate"))
    candidates, villages = named.filter("candidate"), named.filter(~pl.col("candidate"))
    if not candidates.height or not villages.height:
        return TownRows()
    sums = _are_sums(named, figures)
    of_villages = villages["name"].str.contains(_VILLAGE).sum() > villages.height / 2
    sure = pl.col("town_name") & (pl.col("told") | of_villages)
    empty = pl.all_horizontal(pl.lit(True), *(pl.col(column).is_null() for column in figures)) & ~pl.col("more")
    judged = candidates.select(
        ROW,
        "name",
        (pl.col(ROW).is_in(sums) | (sure & empty)).alias("total"),
        (sure & pl.any_horizontal(pl.lit(False), *(pl.col(column).is_not_null() for column in figures))).alias("figures"),
    )
    return TownRows(
        tuple(judged.filter("total")[ROW]),
        tuple(judged.filter(~pl.col("total") & pl.col("figures")).select(ROW, "name").iter_rows()),
    )


def _adds_up(match: Match) -> bool:
    """Whether the figures of a column may be added."""
    if match.field:
        return isinstance(match.cell.kind, Number) and match.cell.unit in _COUNTED
    return not re.search(_NOT_COUNTED, match.heading) and not _TOWNS.fullmatch(normal(match.heading))


def _says_more(match: Match) -> bool:
    """Whether a column says something of a village that is neither its place, its year nor a figure that adds up."""
    if match.field is None:
        return False
    place = isinstance(match.cell.kind, FreeText) and match.cell.kind.wants == "place"
    return not place and match.field != "year" and not _adds_up(match)


def _titles(grid: Grid, found: Located) -> str:
    """What stands over the rows: titles, the names of the sheet and of the file."""
    above = grid.above(found.row)
    cells = [cell for row in above.iter_rows() for cell in row if cell]
    return " ".join([Path(grid.file).stem, grid.sheet or "", *grid.titles, *cells])


def _named_towns(plain: pl.DataFrame, titles: str) -> pl.DataFrame:
    """The same with `town_name` (it ends as a town's does), `told` (a title or the column of towns has it), `stem` (they have it with 镇)."""
    known = {*plain["town"].unique(), *re.findall(r"[一-鿿]{1,8}?(?:镇|乡|街道)", titles)} - {""}
    stems = {re.sub("(?:镇|乡|街道)$", "", town) for town in known}
    names = plain["name"].unique()
    told = [name for name in names if name in known or (name and re.search(_TOWN, name) and name in titles)]
    village = pl.col("name").str.contains(_VILLAGE)
    return plain.with_columns(
        ((pl.col("name").str.contains(_TOWN) | pl.col("name").is_in(told)) & ~village).alias("town_name"),
        pl.col("name").is_in(told).alias("told"),
        (pl.col("name").is_in([name for name in names if name in stems]) & ~village).alias("stem"),
    )


def _are_sums(named: pl.DataFrame, figures: list[str]) -> list[int]:
    """The candidates whose figures are the sums of the villages of their year: of all, of those of their town, or of those above or below."""
    if not figures:
        return []
    begun = pl.col("candidate").cum_sum()
    keyed = named.with_columns(
        pl.lit("").alias("all"),
        pl.when("candidate").then("name").otherwise("town").alias("of_town"),
        begun.alias("below"),
        (begun - pl.col("candidate").cast(pl.UInt32)).alias("above"),
    )
    found: set[int] = set()
    for key in ("all", "of_town", "below", "above"):
        sums = (
            keyed.filter(~pl.col("candidate"))
            .group_by(key, "year")
            .agg(pl.when(pl.col(c).count() > 0).then(pl.col(c).sum()).alias(f"{c}_sum") for c in figures)
        )
        held = keyed.filter("candidate").join(sums, on=[key, "year"], how="inner")
        same = [(pl.col(column) - pl.col(f"{column}_sum")).abs() < 0.5 for column in figures]
        some = pl.any_horizontal(same[n] & (pl.col(column) > 0) for n, column in enumerate(figures)).fill_null(False)
        found.update(held.filter(pl.all_horizontal(one.fill_null(True) for one in same) & some)[ROW])
    return sorted(found)
