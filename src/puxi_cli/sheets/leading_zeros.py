"""Household numbers that differ in zeros before them alone, as a column of figures loses them: 06109210001 and 6109210001.

Where both have one head of the same name, and no other village, group, size, year of identification or paper of the head, they are one
household, under the number that most rows have. Others stay two, and are told, as do two numbers of one sheet: who wrote it knew both.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import polars as pl

from puxi_cli.records.person import HEAD
from puxi_cli.sheets.faults import Fault
from puxi_cli.sheets.layouts import ReadSheet
from puxi_cli.sheets.made_numbers import plain_group
from puxi_cli.sheets.village_numbers import Villages
from puxi_cli.sheets.village_numbers_told import ID, SERIAL
from puxi_cli.text.words import Text

_SHOWN = 5  # pairs in a note
_PAPER = 18  # a disability card's number begins with its holder's
_YEAR = 4
_TOLD = {"name": pl.String, "village": pl.String, "paper": pl.String, "group": pl.String, "size": pl.Int64, "since": pl.String}


def without_leading_zeros(sheets: Sequence[ReadSheet]) -> tuple[list[ReadSheet], Mapping[str, str], tuple[Text, ...]]:
    """The sheets with one number for each such household, the numbers that were read as another, and what is to be said."""
    frames = [frame for sheet in sheets for frame in sheet.checked.tables.values() if ID in frame.columns]
    rows = pl.concat([frame.select(pl.col(ID).cast(pl.String)) for frame in frames]) if frames else pl.DataFrame({ID: []})
    if not rows[ID].cast(pl.String).str.starts_with("0").any():
        return list(sheets), {}, ()
    numbers = (
        rows.drop_nulls()
        .group_by(ID)
        .agg(pl.len().alias("rows"))
        .with_columns(pl.col(ID).str.strip_chars_start("0").alias("bare"))
    )
    numbers = numbers.filter(pl.len().over("bare") > 1)
    if numbers.is_empty():
        return list(sheets), {}, ()
    numbers = numbers.sort("rows", pl.col(ID).str.len_chars(), descending=[True, False])
    heads = _heads(sheets, numbers)
    told = heads.group_by("bare").agg(*(pl.col(name).drop_nulls().n_unique() for name in _TOLD))
    # Of each number the head must be known.
    unknown = numbers.join(heads.drop_nulls("name"), on=ID, how="anti")["bare"]
    pairs = numbers.group_by("bare", maintain_order=True).agg(ID).join(told, on="bare", how="left").sort("bare")
    # A short number may be a serial one, which each village has.
    is_short = pl.col("bare").str.len_chars() <= SERIAL
    known = pl.col("bare").is_in(unknown.implode()).not_()
    differ = pl.max_horizontal("name", "village", "paper") > 1
    alike = ~differ & (pl.max_horizontal("size", "group", "since") <= 1) & ~pl.col("bare").is_in(_in_one_sheet(sheets, numbers))
    pairs = pairs.with_columns((~is_short & known & alike).fill_null(False).alias("same"))
    pairs = pairs.filter(~(is_short & known & differ).fill_null(False))
    meant = {number: found[0] for found, same in pairs.select(ID, "same").iter_rows() if same for number in found[1:]}
    notes = tuple(_note(pairs.filter(pl.col("same") == same)[ID].to_list(), same=same) for same in (True, False))
    return [_renamed(sheet, meant) for sheet in sheets] if meant else list(sheets), meant, tuple(one for one in notes if one)


def of_joined(faults: list[Fault], meant: Mapping[str, str]) -> list[Fault]:
    """The faults of households whose numbers were read as another, under that one."""
    if not meant:
        return faults
    return [dataclasses.replace(one, household_id=meant.get(str(one.household_id), one.household_id)) for one in faults]


def _in_one_sheet(sheets: Sequence[ReadSheet], numbers: pl.DataFrame) -> list[str]:
    """The numbers without their zeros of which one sheet of households has several spellings; of a list of persons, as those of heads."""
    rows = []
    for at, sheet in enumerate(sheets):
        frame = sheet.checked.tables.get("persons" if sheet.is_flat else "households")
        if frame is not None and not sheet.lists_deeds:
            of_heads = frame.filter(pl.col("relation") == HEAD) if sheet.is_flat else frame
            rows.append(of_heads.select(pl.col(ID).cast(pl.String), pl.lit(at).alias("at")).unique())
    if not rows:
        return []
    spelt = pl.concat(rows).join(numbers, on=ID).group_by("at", "bare").len()
    return spelt.filter(pl.col("len") > 1)["bare"].unique().to_list()


def _heads(sheets: Sequence[ReadSheet], numbers: pl.DataFrame) -> pl.DataFrame:
    """What rows of these numbers say: the head's name and paper, the village and group, the size and the year of identification."""
    villages = Villages(sheets)
    found = [pl.DataFrame(schema={ID: pl.String, **_TOLD})]
    for at, sheet in enumerate(sheets):
        rows = villages.rows(at)
        if rows is None:
            continue
        homes = sheet.checked.tables.get("households")
        homes = homes if homes is not None and homes.height == rows.height else None
        of_home = {"group": "group", "size": "size", "since": "identified"}
        said = {name: homes[field] if homes is not None else pl.lit(None) for name, field in of_home.items()}
        rows = rows.with_columns(**said).with_columns(
            pl.coalesce("named", "head").alias("name"),
            pl.col("paper").cast(pl.String).str.strip_chars().str.to_uppercase().str.slice(0, _PAPER),
            pl.col("since").cast(pl.String).str.slice(0, _YEAR),
        )
        rows = rows.select(pl.col(ID).cast(pl.String), *(pl.col(name).cast(kind) for name, kind in _TOLD.items()))
        found.append(rows.join(numbers, on=ID, how="semi"))
    heads = pl.concat(found)
    groups = heads["group"].unique().drop_nulls()
    plain = pl.col("group").replace(groups, pl.Series([plain_group(group) for group in groups], dtype=pl.String))
    return heads.with_columns(plain).unique().join(numbers.select(ID, "bare"), on=ID)


def _renamed(sheet: ReadSheet, meant: Mapping[str, str]) -> ReadSheet:
    tables = {
        name: frame.with_columns(pl.col(ID).replace(dict(meant))) if ID in frame.columns else frame
        for name, frame in sheet.checked.tables.items()
    }
    return dataclasses.replace(sheet, checked=dataclasses.replace(sheet.checked, tables=tables))


def _note(pairs: Sequence[Sequence[str]], *, same: bool) -> Text | None:
    if not pairs:
        return None
    more = Text(" 等", " and others") if len(pairs) > _SHOWN else Text("", "")
    zh = "；".join("、".join(found) for found in pairs[:_SHOWN]) + more.zh
    en = "; ".join(" and ".join(found) for found in pairs[:_SHOWN]) + more.en
    if same:
        return Text(
            f"户编号只差开头的“0”、户主相同的，按同一户读取，共 {len(pairs)} 户：{zh}。请统一编号。",
            f"Household numbers that differ in zeros before them alone, with the same head, were read as one: {len(pairs)} ({en}). Write "
            "them in one way.",
        )
    return Text(
        f"户编号只差开头的“0”、分不清是否同一户的，仍按不同的户读取，共 {len(pairs)} 组：{zh}。请核实编号。",
        f"Household numbers that differ in zeros before them alone, of which nothing tells whether they are one, were read as different "
        f"ones: {len(pairs)} ({en}). Check the numbers.",
    )
