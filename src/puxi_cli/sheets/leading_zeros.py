"""Household numbers that differ in zeros before them alone, as a column of figures loses them: 06109210001 and 6109210001.

Where both have one head of the same name, and no other village, size or paper of the head, they are one household, under the number that
most rows have. Others stay two, and are told.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import polars as pl

from puxi_cli.sheets.faults import Fault
from puxi_cli.sheets.layouts import ReadSheet
from puxi_cli.sheets.village_numbers import Villages
from puxi_cli.sheets.village_numbers_told import ID, SERIAL
from puxi_cli.text.words import Text

_SHOWN = 5  # pairs in a note
_PAPER = 18  # a disability card's number begins with its holder's


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
    told = heads.group_by("bare").agg(*(pl.col(name).drop_nulls().n_unique() for name in ("name", "village", "size", "paper")))
    # Of each number the head must be known.
    unknown = numbers.join(heads.drop_nulls("name"), on=ID, how="anti")["bare"]
    pairs = numbers.group_by("bare", maintain_order=True).agg(ID).join(told, on="bare", how="left").sort("bare")
    # A short number may be a serial one, which each village has.
    is_short = pl.col("bare").str.len_chars() <= SERIAL
    known = pl.col("bare").is_in(unknown.implode()).not_()
    differ = pl.max_horizontal("name", "village", "paper") > 1
    pairs = pairs.with_columns((~is_short & known & ~differ & (pl.col("size") <= 1)).fill_null(False).alias("same"))
    pairs = pairs.filter(~(is_short & known & differ).fill_null(False))
    meant = {number: found[0] for found, same in pairs.select(ID, "same").iter_rows() if same for number in found[1:]}
    notes = tuple(_note(pairs.filter(pl.col("same") == same)[ID].to_list(), same=same) for same in (True, False))
    return [_renamed(sheet, meant) for sheet in sheets] if meant else list(sheets), meant, tuple(one for one in notes if one)


def of_joined(faults: list[Fault], meant: Mapping[str, str]) -> list[Fault]:
    """The faults of households whose numbers were read as another, under that one."""
    if not meant:
        return faults
    return [dataclasses.replace(one, household_id=meant.get(str(one.household_id), one.household_id)) for one in faults]


def _heads(sheets: Sequence[ReadSheet], numbers: pl.DataFrame) -> pl.DataFrame:
    """What rows of these numbers say: the head's name and paper, the village and the size."""
    villages = Villages(sheets)
    found = [pl.DataFrame(schema={ID: pl.String, "name": pl.String, "village": pl.String, "paper": pl.String, "size": pl.Int64})]
    for at, sheet in enumerate(sheets):
        rows = villages.rows(at)
        if rows is None:
            continue
        homes = sheet.checked.tables.get("households")
        sizes = homes["size"] if homes is not None and homes.height == rows.height else pl.Series([None] * rows.height)
        paper = pl.col("paper").cast(pl.String).str.strip_chars().str.to_uppercase().str.slice(0, _PAPER)
        rows = rows.with_columns(sizes.cast(pl.Int64).alias("size"))
        found.append(
            rows.select(
                pl.col(ID).cast(pl.String),
                pl.coalesce("named", "head").cast(pl.String).alias("name"),
                pl.col("village").cast(pl.String),
                paper,
                "size",
            ).join(numbers, on=ID, how="semi")
        )
    return pl.concat(found).unique().join(numbers.select(ID, "bare"), on=ID)


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
