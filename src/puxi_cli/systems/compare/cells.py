"""Rows that stand in both registers, cell by cell: what was there before, what is there now.

A column that one of the registers does not have says nothing of its rows: it is told once. Values are compared as they were read, so that
`2018年6月` is no change from `201806`, and names without blanks. A cell that cannot be read is not a blank one; of two such cells it cannot
be told whether they differ, and they are only counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

import polars as pl

from puxi_cli.records.coded import Code
from puxi_cli.records.compile import same_names
from puxi_cli.records.fields import fields_of
from puxi_cli.registry import SOURCE, UNREAD, Table
from puxi_cli.systems.compare.compared import LoneColumn

_SIDES = ("old", "new")


@dataclass(frozen=True)
class FieldDiffers:
    """A field, and the rows in which it differs: KEYs in both registers, values, and whether a cell cannot be read."""

    table: str
    field: str
    old: list[int]
    new: list[int]
    before: list[Any]
    after: list[Any]
    before_unread: list[bool]
    after_unread: list[bool]

    def only(self, kept: Sequence[bool]) -> FieldDiffers:
        """Of these rows alone."""
        columns = (self.old, self.new, self.before, self.after, self.before_unread, self.after_unread)
        return FieldDiffers(self.table, self.field, *(list(compress(column, kept)) for column in columns))


@dataclass(frozen=True)
class CellsCompared:
    """What differs, field by field in the order of the table's columns, the columns that stand in one register alone, and how many
    cells cannot be read in either."""

    fields: list[FieldDiffers]
    lone: list[LoneColumn]
    unread_in_both: int = 0


def compared_cells(old: Table, new: Table, pairs: pl.DataFrame) -> CellsCompared:
    """Compare the rows of `pairs` (KEYs `old` and `new`; a frame's rows stand in the order of their KEYs) in all fields."""
    name, cells = new.model.table.name, fields_of(new.model)
    having = {field: tuple(_sources_with(field, table) for table in (old, new)) for field in cells}
    lone = [
        LoneColumn(side, name, field)
        for field, sides in having.items()
        if not all(sides)
        for side, sources in zip(_SIDES, sides, strict=True)
        if sources
    ]
    asked = [field for field, sides in having.items() if all(sides)]
    both = pl.concat(
        [_beside(table, pairs[side], asked, side) for side, table in zip(_SIDES, (old, new), strict=True)], how="horizontal"
    )
    unread = {side: _unread_fields(both[f"{side} {UNREAD}"]) for side in _SIDES}
    partly = {field: rows for field in asked if (rows := _rows_with(having[field], (old, new))) is not None}
    masks = both.select(_differs(field, unread, partly.get(field)).alias(field) for field in asked)
    named = [field for field in asked if cells[field].personal == "name" and masks[field].any()]
    masks = masks.with_columns((pl.col(field) & ~_same_names(both, field)).alias(field) for field in named)
    if partly:
        left_out = both.select((~rows).sum().alias(field) for field, rows in partly.items()).row(0, named=True)
        for field, number in left_out.items():
            if number:
                lone.append(LoneColumn("new" if len(having[field][0]) < len(old.sources) else "old", name, field, number))
    hidden = sum(masks.null_count().row(0)) if asked else 0
    some = masks.select(pl.all().any()).row(0, named=True) if asked and pairs.height else {}
    found = []
    for field in (field for field, differs in some.items() if differs):
        kind = cells[field].kind
        differing = both.filter(masks[field]).select(f"{side} {column}" for column in (field, UNREAD) for side in _SIDES)
        found.append(_differing(name, field, pairs.filter(masks[field]), differing, isinstance(kind, Code) and kind.several))
    return CellsCompared([differs for differs in found if differs.old], lone, hidden)


def _same_names(both: pl.DataFrame, field: str) -> pl.Series:
    """Where the two are one name, written with other blanks or signs that only look different."""
    before, after = (same_names(both[f"{side} {field}"]) for side in _SIDES)
    return (before == after).fill_null(False)


def _sources_with(field: str, table: Table) -> frozenset[int]:
    return frozenset(number for number, source in enumerate(table.sources) if field in source.columns)


def _beside(table: Table, keys: pl.Series, fields: Sequence[str], side: str) -> pl.DataFrame:
    """The rows wanted, their columns named for the side. Text that is kept by number comes out as text: the numbers of two registers
    are not the same."""
    types = table.frame.schema
    by_number = [name for name in (*fields, UNREAD) if types[name] in (pl.Categorical, pl.Enum)]
    return table.frame[keys].select(
        (pl.col(name).cast(pl.String) if name in by_number else pl.col(name)).alias(f"{side} {name}")
        for name in (*fields, SOURCE, UNREAD)
    )


def _unread_fields(told: pl.Series) -> frozenset[str]:
    """The fields of which some row has a cell that cannot be read (`UNREAD`, as |left|relation|)."""
    return frozenset(field for text in told.drop_nulls().unique() for field in text.split("|") if field)


def _rows_with(sides: tuple[frozenset[int], ...], tables: tuple[Table, Table]) -> pl.Expr | None:
    """Which rows come from files that have the column, on both sides; None where all do."""
    masks = [
        pl.col(f"{side} {SOURCE}").is_in(sorted(sources))
        for side, sources, table in zip(_SIDES, sides, tables, strict=True)
        if len(sources) < len(table.sources)
    ]
    return pl.all_horizontal(masks) if masks else None


def _differs(field: str, unread: Mapping[str, frozenset[str]], asked: pl.Expr | None) -> pl.Expr:
    """Whether a cell differs; null where it can be read in neither register."""
    differs = pl.col(f"old {field}").ne_missing(pl.col(f"new {field}"))
    marks = [
        pl.col(f"{side} {UNREAD}").str.contains(f"|{field}|", literal=True).fill_null(False)
        for side in _SIDES
        if field in unread[side]
    ]
    if marks:
        differs = pl.any_horizontal(differs, *marks)
    if len(marks) == len(_SIDES):
        differs = pl.when(~pl.all_horizontal(marks)).then(differs)
    return differs if asked is None else pl.when(asked).then(differs).otherwise(False)


def _differing(table: str, field: str, pairs: pl.DataFrame, rows: pl.DataFrame, several: bool) -> FieldDiffers:
    before, after, *told = (column.to_list() for column in rows)
    unread = [[f"|{field}|" in (text or "") for text in texts] for texts in told]
    differs = FieldDiffers(table, field, pairs["old"].to_list(), pairs["new"].to_list(), before, after, *unread)
    if not several:
        return differs
    # Labels side by side mean the same in any order.
    return differs.only(
        [_in_order(was) != _in_order(now) or a or b for was, now, a, b in zip(before, after, *unread, strict=True)]
    )


def _in_order(text: str | None) -> list[str] | None:
    return None if text is None else sorted(text.split("、"))


def kinds_of_change(differs: FieldDiffers) -> Iterator[str]:
    """For each row, what kind of change it is: unread, filled, cleared or changed."""
    for before, after, unread_before, unread_after in zip(
        differs.before, differs.after, differs.before_unread, differs.after_unread, strict=True
    ):
        if unread_before or unread_after:
            yield "unread"
        elif before is None:
            yield "filled"
        else:
            yield "cleared" if after is None else "changed"
