"""What is oddly written in a column though it was read: unseen marks, radicals for letters, words for nothing. Told once a column."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from puxi_cli.records.compile import Written
from puxi_cli.records.place import Place
from puxi_cli.records.text import seen, trimmed
from puxi_cli.registry import ROW
from puxi_cli.sheets.assignment import Assignment, Match
from puxi_cli.sheets.body import column_name
from puxi_cli.sheets.faults import NOTHING, RADICALS, UNSEEN, Fault
from puxi_cli.sheets.grid import Grid
from puxi_cli.text.words import Text

_MOST_SIGNS = 6  # are named


@dataclass(frozen=True)
class OddColumn:
    """One oddity of one column: how many cells have it, the first of them, the signs or words, each once."""

    rule: str
    match: Match
    cells: int
    row: int
    signs: tuple[str, ...]


def odd_columns(
    assignment: Assignment, body: pl.DataFrame, written: Mapping[int, Mapping[str, Written]]
) -> tuple[OddColumn, ...]:
    """What is odd in the columns of a body; `written` has by column its odd texts."""
    found = []
    for match in assignment.matched:
        texts = written.get(match.column)
        if not texts:
            continue
        name = column_name(match.column)
        counted = body.filter(pl.col(name).is_in(list(texts))).group_by(name).agg(pl.len().alias("n"), pl.col(ROW).min())
        cells = sorted(counted.iter_rows(), key=lambda one: one[2])
        found += [
            OddColumn(rule, match, number, row, signs)
            for text, number, row in cells
            for rule, signs in _oddities(text, texts[text])
            if signs
        ]
    return added(found)


def _oddities(text: str, how: Written) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield UNSEEN, how.marks
    yield RADICALS, how.radicals
    yield NOTHING, (seen(trimmed(text)),) if how.nothing else ()


def added(parts: Iterable[OddColumn]) -> tuple[OddColumn, ...]:
    """The same oddities of the same columns as one."""
    whole: dict[tuple[str, int], OddColumn] = {}
    for part in parts:
        key = part.rule, part.match.column
        before = whole.get(key)
        whole[key] = (
            part
            if before is None
            else dataclasses.replace(
                before,
                cells=before.cells + part.cells,
                row=min(before.row, part.row),
                signs=tuple(dict.fromkeys(before.signs + part.signs)),
            )
        )
    return tuple(whole.values())


def writing_faults(grid: Grid, odd: Iterable[OddColumn]) -> Iterator[Fault]:
    """The faults of the oddities of a sheet, each at the first cell that has it."""
    for one in odd:
        match = one.match
        signs = "、".join(_described(one.rule, sign) for sign in one.signs[:_MOST_SIGNS])
        more = len(one.signs) > _MOST_SIGNS
        yield Fault(
            one.rule,
            Place(grid.file, grid.sheet, one.row, match.column, match.heading),
            match.table,
            match.field,
            values={
                "heading": match.heading,
                "cells": one.cells,
                "signs": Text(signs + (" 等" if more else ""), signs.replace("、", ", ") + (" and others" if more else "")),
            },
        )


def _described(rule: str, sign: str) -> str:
    if rule == UNSEEN:
        return f"U+{ord(sign):04X} {unicodedata.name(sign, 'CONTROL CHARACTER')}"
    if rule == RADICALS:
        return f"{sign} (U+{ord(sign):04X}) = {seen(sign)}"
    return sign
