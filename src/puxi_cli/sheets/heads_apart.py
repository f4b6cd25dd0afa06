"""Lists whose members leave out the head: 家庭成员信息（不含户主） beside 户主信息. The head is a member, as the head's columns name it."""

from __future__ import annotations

import dataclasses
import re

import polars as pl

from puxi_cli.records.compile import same_names
from puxi_cli.records.person import HEAD
from puxi_cli.registry import CLEAR, ROW
from puxi_cli.sheets.check import CheckedSheet
from puxi_cli.sheets.faults import BLANK
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.layouts import cannot_read
from puxi_cli.sheets.qualifiers import WITHOUT_HEADS
from puxi_cli.text.words import Text

_WITHOUT = re.compile(WITHOUT_HEADS)
# A line over the headings that tells how to fill the list in speaks of each row, and not of the list.
_TELLS_HOW = re.compile(r"^[\s（(【*※]*(?:填[表写报]|说明|注|备注|要求|提示|温馨)|[。；;]|须|[请应]填|必填|填写")
_MOST_OF_A_TITLE = 40  # signs
_OF_A_MEMBER = ("name", "id_no", "relation")  # blank in the row of a head who lives alone


def with_heads_apart(grid: Grid, found: Located, result: CheckedSheet) -> tuple[CheckedSheet, tuple[Text, ...]]:
    """The sheet with a member for each head, where its headings say that the members are without; and a note of it."""
    if not {"households", "persons"} <= result.tables.keys() or not _leaves_out_heads(grid, found):
        return result, ()
    homes, persons = result.tables["households"], result.tables["persons"]
    heads = homes.filter(pl.col("household_id").is_not_null() & pl.col("head_name").is_not_null())
    heads = heads.unique("household_id", keep="first", maintain_order=True)
    alike = pl.DataFrame([persons["household_id"], same_names(persons["name"]).alias("_name"), persons["relation"]])
    named = heads.with_columns(same_names(heads["head_name"]).alias("_name")).select("household_id", "_name")
    there = pl.concat(
        [
            alike.filter(pl.col("relation") == HEAD).select("household_id"),
            alike.join(named, on=["household_id", "_name"], how="semi").select("household_id"),
        ]
    )
    every = heads.height
    heads = heads.join(there, on="household_id", how="anti", maintain_order="left")
    if 2 * heads.height < every or not heads.height:  # most households have their head among the members
        return result, ()
    blank = pl.all_horizontal(pl.col(name).is_null() & ~cannot_read(name) for name in _OF_A_MEMBER)
    alone = persons.filter(blank & pl.col(ROW).is_in(heads[ROW].implode()))[ROW].to_list()
    told = {
        "household_id": pl.col("household_id"),
        "name": pl.col("head_name"),
        "id_no": pl.col("head_id_no"),
        "relation": pl.lit(HEAD),
        ROW: pl.col(ROW),
        CLEAR: pl.col(CLEAR),
    }
    made = heads.select(told.get(name, pl.lit(None)).cast(kind).alias(name) for name, kind in persons.schema.items())
    frame = pl.concat([made, persons.filter(~pl.col(ROW).is_in(alone))]).sort(ROW, maintain_order=True)
    gone = {*alone}
    faults = tuple(
        fault for fault in result.faults if fault.rule != BLANK or fault.table != "persons" or fault.place.row not in gone
    )
    note = Text(
        f"{grid.shown.zh}：表头写明家庭成员不含户主，{made.height} 名户主按户主各列计为成员。",
        f"{grid.shown.en}: the headings say that the members are without the head; heads that were added as members from their own columns: "
        f"{made.height}.",
    )
    return dataclasses.replace(result, tables={**result.tables, "persons": frame}, faults=faults), (note,)


def _leaves_out_heads(grid: Grid, found: Located) -> bool:
    """Whether a heading, or what stands above the headings, says so."""
    own = (match.heading for match in found.assignment.matched if match.table == "persons")
    above = (
        cell
        for row in grid.above(found.row).iter_rows()
        for cell in row
        if cell and len(cell) <= _MOST_OF_A_TITLE and not _TELLS_HOW.search(cell)
    )
    return any(_WITHOUT.search(text) for text in (*own, *above))
