"""Household numbers that differ in zeros before them alone, as a column of figures loses them: 06109210001 and 6109210001.

Where both have one head of the same name they are one household, under the number that most rows have. Others stay two, and are told.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import polars as pl

from puxi_cli.records.person import HEAD
from puxi_cli.sheets.faults import Fault
from puxi_cli.sheets.head_names import bare_heads
from puxi_cli.sheets.layouts import ReadSheet
from puxi_cli.sheets.village_numbers_told import ID, SERIAL
from puxi_cli.text.words import Text

_SHOWN = 5  # pairs in a note


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
    heads = _heads(frames, numbers[ID])
    known = numbers.join(heads, on=ID, how="left").sort("rows", pl.col(ID).str.len_chars(), descending=[True, False])
    pairs = (
        known.group_by("bare", maintain_order=True)
        .agg(pl.col(ID), ((pl.col("names") == 1).fill_null(False).all() & (pl.col("head").n_unique() == 1)).alias("same"))
        .sort("bare")
    )
    # A short number may be a serial one, which each village has.
    pairs = pairs.with_columns(pl.col("same") & (pl.col("bare").str.len_chars() > SERIAL))
    meant = {number: found[0] for found, same in pairs.select(ID, "same").iter_rows() if same for number in found[1:]}
    notes = tuple(_note(pairs.filter(pl.col("same") == same)[ID].to_list(), same=same) for same in (True, False))
    return [_renamed(sheet, meant) for sheet in sheets] if meant else list(sheets), meant, tuple(one for one in notes if one)


def of_joined(faults: list[Fault], meant: Mapping[str, str]) -> list[Fault]:
    """The faults of households whose numbers were read as another, under that one."""
    if not meant:
        return faults
    return [dataclasses.replace(one, household_id=meant.get(str(one.household_id), one.household_id)) for one in faults]


def _heads(frames: Sequence[pl.DataFrame], numbers: pl.Series) -> pl.DataFrame:
    """The name of the head of each number, and how many names its rows give."""
    found = []
    for frame in frames:
        here = frame.filter(pl.col(ID).is_in(numbers.implode()))
        if "head_name" in here.columns:
            found.append(here.select(ID, pl.col("head_name").cast(pl.String).alias("head")))
        elif {"name", "relation"} <= set(here.columns):
            found.append(
                here.filter(pl.col("relation").cast(pl.String) == HEAD).select(ID, pl.col("name").cast(pl.String).alias("head"))
            )
    if not found:
        return pl.DataFrame(schema={ID: pl.String, "head": pl.String, "names": pl.UInt32})
    named = pl.concat(found).drop_nulls()
    named = named.with_columns(bare_heads(named["head"]))
    return named.group_by(ID).agg(pl.col("head").min(), pl.col("head").n_unique().alias("names"))


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
