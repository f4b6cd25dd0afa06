"""Rows that a merged cell makes one household: its head, number or serial stands once, beside several causes or measures of help."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from puxi_cli.records.compile import same_names
from puxi_cli.records.fields import fields_of
from puxi_cli.records.place import Place, rows_named
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import CLEAR, ROW, UNREAD
from puxi_cli.sheets.assignment import Match
from puxi_cli.sheets.body import column_name
from puxi_cli.sheets.check import CheckedSheet
from puxi_cli.sheets.faults import BLANK
from puxi_cli.sheets.grid import Grid
from puxi_cli.sheets.heading_row import Located
from puxi_cli.sheets.row_words import SERIALS
from puxi_cli.text.words import NO_WORDS, Text

# A merged cell of these names one household or person. One of size, or a serial, does where all its rows name one head.
_NAMING = ("household_id", "head_name", "name", "id_no")
_FIRST_COUNTS = frozenset({"cause", "other_causes"})  # a household may have several: the first row has the main one


@dataclass(frozen=True)
class MergedRows:
    """By row, the first row of the merged cell that it is in: of cells that name somebody, of names of persons, and of sizes and serials."""

    naming: Mapping[int, int]
    persons: Mapping[int, int]
    others: Mapping[int, int]

    @classmethod
    def of(cls, grid: Grid, found: Located) -> MergedRows:
        """Those of a sheet, below its headings."""
        whole = found.assignment
        kind = {
            match.column: "persons" if match.field == "name" else "naming" if match.field in _NAMING else "others"
            for match in whole.matches
            if match.field in (*_NAMING, "size") or (not match.field and re.search(SERIALS, match.heading))
        }
        rows: dict[str, dict[int, int]] = {"naming": {}, "persons": {}, "others": {}}
        last = grid.first_row + grid.frame.height - 1  # a sheet that is read in pieces has no merged cells
        for merge in grid.merges:
            if merge.first_row > found.row and merge.last_row > merge.first_row and merge.first_column in kind:
                several = range(merge.first_row, min(merge.last_row, last) + 1)
                rows[kind[merge.first_column]].update(dict.fromkeys(several, merge.first_row))
        return cls(rows["naming"], rows["persons"], rows["others"])

    def continue_household(self, frame: pl.DataFrame, matches: Mapping[str, Match], head: pl.Series) -> pl.Series:
        """The rows of a body that are of the household of the row above, as they share a merged cell and name no other head."""
        if not (self.naming or self.persons or self.others):
            return pl.Series([False] * frame.height, dtype=pl.Boolean)
        name = same_names(head)
        other = [column_name(matches[field].column) for field in ("id_no", "village") if field in matches]
        told = frame.select(
            ROW,
            *(_first_of(rows).alias(kind) for kind, rows in (("a", self.naming), ("b", self.persons), ("c", self.others))),
            *(pl.col(one).alias(f"other_{at}") for at, one in enumerate(other)),
        ).with_columns(name.alias("name"))
        together = pl.lit(False)
        for kind in ("a", "b", "c"):
            same = (pl.col(kind) == pl.col(kind).shift(1)).fill_null(False)
            together |= same if kind != "c" else same & (pl.col("name").drop_nulls().n_unique().over("c") <= 1)
        alike = pl.col("name").is_null() | (pl.col("name") == pl.col("name").shift(1).forward_fill()).fill_null(False)
        for at in range(len(other)):
            one = pl.col(f"other_{at}")
            alike &= (one == one.shift(1)).fill_null(True)
        return told.select(together & alike).to_series()

    def as_one(self, grid: Grid, found: Located, result: CheckedSheet) -> tuple[CheckedSheet, tuple[Text, ...]]:
        """The sheet with one row for the rows of one merged household, or of one person in a list of persons; and a note of these rows."""
        is_of_persons = "persons" in found.assignment.tables
        first = dict(self.persons) if is_of_persons else {**self.others, **self.naming, **self.persons}
        kept, gone, unclear = {}, set[int](), set[str]()
        for table, frame in result.tables.items() if first else ():
            if table in ("households", "persons"):
                kept[table], rows, names = _folded(table, frame, first, self.others if not is_of_persons else {})
                gone.update(rows)
                unclear.update(names)
        if not gone:
            return result, ()
        faults = tuple(fault for fault in result.faults if fault.rule != BLANK or fault.place.row not in gone)
        return replace(result, tables={**result.tables, **kept}, faults=faults), (_note(grid, sorted(gone), sorted(unclear)),)


def _first_of(rows: Mapping[int, int]) -> pl.Expr:
    return pl.col(ROW).replace_strict(list(rows), list(rows.values()), default=None, return_dtype=pl.Int64)


def _folded(
    table: str, frame: pl.DataFrame, first: Mapping[int, int], weak: Mapping[int, int]
) -> tuple[pl.DataFrame, list[int], list[str]]:
    """A table with such rows as one, the rows that went into those above them, and the headings of fields in which they differ.

    What differs is unreadable, but for causes, of which the first counts.
    """
    cells = fields_of(MODELS[table])
    known = ["household_id", "id_no" if table == "persons" else "head_name"]
    apart = (_first_of(first) != _first_of(first).shift(1)).fill_null(True)
    for name in known:
        one = pl.col(name).cast(pl.String)
        # Rows without a number are of one household only where a cell that names it is merged over them.
        other = (one != one.shift(1)).fill_null(False) | (one.is_null() != one.shift(1).is_null())
        apart |= other if name == "household_id" else (one != one.shift(1)).fill_null(False)
    if weak:
        apart |= pl.col("household_id").is_null() & pl.col(ROW).is_in(list(weak))
    told = frame.with_columns(apart.alias("_apart")).with_columns(pl.col("_apart").cum_sum().alias("_block"))
    gone = told.filter(~pl.col("_apart"))[ROW].to_list()
    if not gone:
        return frame, [], []
    several = told.filter(pl.len().over("_block") > 1)
    fields = [name for name in cells if name in frame.columns]
    unread = pl.col(UNREAD).cast(pl.String)
    lost = {name: (pl.col(name).drop_nulls().n_unique() > 1) if name not in _FIRST_COUNTS else pl.lit(False) for name in fields}
    merged = several.group_by("_block", maintain_order=True).agg(
        *(pl.when(~lost[name]).then(pl.col(name).drop_nulls().first()).alias(name) for name in fields),
        *((pl.col(name).drop_nulls().n_unique() > 1).alias(f"_differs_{name}") for name in fields),
        *(
            (
                lost[name]
                | (unread.str.contains(f"|{name}|", literal=True).fill_null(False).any() & pl.col(name).is_null().all())
            ).alias(f"_lost_{name}")
            for name in fields
        ),
        pl.col(ROW).first(),
        pl.col(CLEAR).all(),
    )
    marks = pl.concat_str(pl.when(pl.col(f"_lost_{name}")).then(pl.lit(f"|{name}|")).otherwise(pl.lit("")) for name in fields)
    whole = merged.with_columns(pl.when(marks != "").then(marks).cast(frame.schema[UNREAD]).alias(UNREAD)).select(frame.columns)
    rest = told.filter(pl.len().over("_block") == 1).select(frame.columns)
    differing = [cells[name].heading for name in fields if merged[f"_differs_{name}"].any()]
    return pl.concat([rest, whole]).sort(ROW), gone, differing


def _note(grid: Grid, rows: Sequence[int], unclear: Sequence[str]) -> Text:
    zh, en = rows_named([Place(grid.file, grid.sheet, row) for row in rows])
    more = NO_WORDS
    cells = fields_of(MODELS["households"])
    causes = [heading for heading in unclear if heading in {cells[name].heading for name in _FIRST_COUNTS}]
    if causes:
        more += Text(
            f"；各行所填“{'”“'.join(causes)}”不同，取第一行所填",
            f"; they differ in {', '.join(causes)}, of which the first row counts",
        )
    if others := [heading for heading in unclear if heading not in causes]:
        more += Text(
            f"；各行所填“{'”“'.join(others)}”不同，按无法识别处理", f"; they differ in {', '.join(others)}, which is unknown"
        )
    return Text(
        f"{len(rows)} 行与上一行同在纵向合并的单元格中，是同一户（同一人），合为一行读取{more.zh}：{zh}。",
        f"Rows that share a merged cell with the row above, so that both are of one household or person, read as one: {len(rows)} ({en})"
        f"{more.en}.",
    )
