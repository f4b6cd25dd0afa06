"""A column of which nearly every cell is refused by one rule: one fault of the column, and not one of each cell.

Such a column holds something else than its heading says: what another column should have, codes of another list, figures in another unit.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from puxi_cli.records.coded import Code
from puxi_cli.records.fields import Cell, fields_of
from puxi_cli.records.kinds import CellFault, IdentityNumber, Number, Phone, YesNo
from puxi_cli.records.place import Place
from puxi_cli.records.tables import MODELS
from puxi_cli.records.text import trimmed
from puxi_cli.registry import ROW
from puxi_cli.sheets.assignment import Assignment, Match
from puxi_cli.sheets.body import column_name
from puxi_cli.sheets.faults import Fault, rule_of
from puxi_cli.sheets.grid import Grid
from puxi_cli.text.words import Text

LEAST, _SHARE = 20, 0.9  # so many cells, and of the filled ones so many
# What a cell holds that is no such thing at all; a wrong check character or day within a number is somebody's own.
_FAULTS = frozenset(
    (
        "number",
        "whole",
        "date",
        "date_ambiguous",
        "code_list",
        "yes_no",
        "range",
        "format",
        "phone",
        "id_length",
        "id_shape",
        "id_certificate",
    )
)
_EXAMPLES, _TRIED = 3, 20


@dataclass(frozen=True)
class WholeColumn:
    """A column, the rule that refuses it, the rows it is refused in, how many of its cells are filled, and some of its texts."""

    match: Match
    table: str
    rule: str
    rows: tuple[int, ...]
    filled: int
    texts: tuple[str, ...]

    def fault(self, grid: Grid) -> Fault:
        """The one fault of all its cells, at the first of them."""
        cell, kind = self.match.cell, self.match.cell.kind
        place = Place(grid.file, grid.sheet, self.rows[0], self.match.column, self.match.heading)
        return Fault(
            self.rule,
            place,
            self.table,
            self.match.field,
            value=self.texts[0],
            values={
                "heading": self.match.heading,
                "value": self.texts[0],
                "filled": self.filled,
                "examples": list(self.texts[:_EXAMPLES]),
                "allowed": kind.brief(),
                "cause": _cause(self.table, self.match, self.rule, self.texts),
            },
            personal={"value": cell.personal, "examples": cell.personal} if cell.personal else {},
            also=self.rows[1:],
            filled=self.filled,
        )


def whole_columns(
    assignment: Assignment, body: pl.DataFrame, written: pl.DataFrame, tables: Mapping[str, pl.DataFrame]
) -> list[WholeColumn]:
    """The columns of a sheet in which one rule refuses 20 cells or more, and nine in ten of those that are filled.

    `written` is the body as the file has it, before figures were converted.
    """
    found = (
        _of_column(assignment, table, match, body, written, tables[table])
        for table in assignment.tables
        for match in assignment.of(table)
    )
    return [one for one in found if one]


def _of_column(
    assignment: Assignment, table: str, match: Match, body: pl.DataFrame, written: pl.DataFrame, read: pl.DataFrame
) -> WholeColumn | None:
    if match.how == "opposite" or (match.field == "household_id" and table == "households" and len(assignment.tables) > 1):
        return None  # the number of a flat list is told with the person
    name, field = column_name(match.column), str(match.field)
    filled = body.height - body[name].null_count()
    if read[field].null_count() - body[name].null_count() < max(LEAST, _SHARE * filled / 2):
        return None  # what is not read is not enough, whatever rule refuses it; words for nothing are filled and not refused
    refused = body.select(ROW, name).filter(read[field].is_null() & body[name].is_not_null())
    rules = {text: _rule(match, text) for text in refused[name].unique(maintain_order=True)}
    by_rule = refused.select(ROW, name, pl.col(name).replace_strict(rules, default=None, return_dtype=pl.String).alias("rule"))
    counts = by_rule["rule"].drop_nulls().value_counts(sort=True)
    if not counts.height:
        return None
    rule, count = counts.row(0)
    filled -= by_rule["rule"].null_count()  # words for nothing
    if not rule or count < LEAST or count < _SHARE * filled:
        return None
    found = by_rule.filter(pl.col("rule") == rule)
    texts = written.join(found.select(ROW), on=ROW, how="semi")[name].unique(maintain_order=True).head(_TRIED).to_list()
    return WholeColumn(match, table, rule, tuple(found[ROW]), filled, tuple(trimmed(text) for text in texts))


def _rule(match: Match, text: str) -> str | None:
    """The rule that refuses a text, "" where that is somebody's own fault; None where it is read after all, as a blank."""
    plain, kind = trimmed(text), match.cell.kind
    if isinstance(kind, Code):  # it refuses for one reason only, and looks long for what may be meant
        fault = "code_list" if plain and not kind.is_nothing(plain) else None
    else:
        fault = _fault_of(match.cell, text)
    return fault and (rule_of(fault, str(match.field)) if fault in _FAULTS else "")


def _fault_of(cell: Cell, text: str) -> str | None:
    plain = trimmed(text)
    try:
        if plain:
            cell.value(plain)
    except CellFault as refused:
        return refused.code
    return None


def rest_of(assignment: Assignment, whole: Collection[WholeColumn]) -> Assignment:
    """The columns that are read as they should be."""
    gone = {one.match.column for one in whole}
    return Assignment(assignment.tables, tuple(match for match in assignment.matches if match.column not in gone))


def with_further_cells(faults: Iterable[Fault]) -> list[Fault]:
    """Faults of the pieces of a sheet: those of a whole column in one piece take in what the other pieces say of it by the same rule."""
    told = list(faults)
    columns = {(fault.rule, fault.place.column_index) for fault in told if fault.filled is not None}
    if not columns:
        return told
    kept: list[Fault] = []
    first: dict[tuple[str, int | None], int] = {}
    rows: dict[int, list[int]] = {}
    filled: dict[int, int] = {}
    for fault in sorted(told, key=lambda one: one.filled is None):
        key = (fault.rule, fault.place.column_index)
        if key not in columns or fault.place.row is None:
            kept.append(fault)
            continue
        at = first.setdefault(key, len(kept))
        if at == len(kept):
            kept.append(fault)
        rows.setdefault(at, []).extend((fault.place.row, *fault.also))
        filled[at] = filled.get(at, 0) + (1 if fault.filled is None else fault.filled)
    for at, of in rows.items():
        kept[at] = dataclasses.replace(kept[at], also=tuple(row for row in of if row != kept[at].place.row), filled=filled[at])
    return kept


def _cause(table: str, match: Match, rule: str, texts: tuple[str, ...]) -> Text:
    """What the column most likely holds, as a clause."""
    strict = (IdentityNumber, Phone, Code)
    for name, cell in fields_of(MODELS[table]).items():
        if (
            name != match.field
            and isinstance(cell.kind, strict)
            and len(texts) > 1
            and not any(_fault_of(cell, text) for text in texts)
        ):
            return Text(f"像是“{cell.heading}”列的内容", f"it looks like the content of {cell.heading}")
    if rule == "REC104" and match.unit:
        own = match.cell.unit
        return Text(
            f"表头的单位是{match.unit}，可能是以{own}填写的",
            f"the heading says {match.unit}, and perhaps it was written in {own}",
        )
    if rule == "REC104":
        return Text("可能用了另一种单位", "perhaps it is in another unit")
    if isinstance(match.cell.kind, Number) and all(any(sign.isdigit() for sign in text) for text in texts):
        return Text("可能带有单位或用了另一种写法", "perhaps the figures have a unit or are written in another way")
    if isinstance(match.cell.kind, (Code, YesNo)) and all(len(text) <= 12 for text in texts):
        return Text("可能用了另一套代码表或选项", "perhaps another list of codes was used")
    return Text("可能是别的列的内容", "perhaps it is the content of another column")
