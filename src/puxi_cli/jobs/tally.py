"""The outcomes of a scope: how many rows say what of each rule, and the rows that fail, whole.

What an engine computes is narrow: outcomes and what was derived. The columns of the files are put beside the few rows that need
them afterwards, from the register in memory, because carrying text through joins costs more than all rules together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import polars as pl

from puxi_cli.facts.subjects import subjects
from puxi_cli.findings import Outcome
from puxi_cli.records.scope import Scope
from puxi_cli.registry import KEY, Registry
from puxi_cli.rules.base import CODES


@dataclass(frozen=True)
class Tally:
    """`rows` in scope; `counts` by outcome column and outcome; `failing` rows with who and where they are and what they show."""

    rows: int
    counts: dict[str, dict[Outcome, int]]
    failing: pl.DataFrame


def narrowed(frame: nw.LazyFrame[Any], scope: Scope, registry: Registry) -> nw.LazyFrame[Any]:
    """A scope's frame without the columns that its table has in memory."""
    in_memory = _columns(scope, registry) - {KEY}
    return frame.select(name for name in frame.collect_schema().names() if name not in in_memory)


def widened(frame: pl.DataFrame, scope: Scope, registry: Registry, wanted: Sequence[str]) -> pl.DataFrame:
    """Rows of `narrowed` with those of the table's columns that are wanted."""
    in_memory = _columns(scope, registry) - {KEY}
    columns = [name for name in wanted if name in in_memory]
    if not columns:
        return frame
    return frame.hstack(registry.frame(subjects()[scope].table).select(columns)[frame[KEY]].get_columns())


def tally_of(rows: pl.DataFrame, outcomes: Sequence[str], fails: Sequence[str]) -> Tally:
    """Count a scope's rows; `fails` are the outcome columns whose failures are told."""
    said = {code: outcome for outcome, code in CODES.items()}
    counts = {name: {said[code]: number for code, number in rows[name].value_counts().iter_rows()} for name in outcomes}
    failed = [pl.col(name) == CODES[Outcome.FAIL] for name in fails]
    return Tally(rows.height, counts, rows.filter(pl.any_horizontal(failed)) if failed else rows.clear())


def _columns(scope: Scope, registry: Registry) -> frozenset[str]:
    subject = subjects()[scope]
    return frozenset(registry.frame(subject.table).columns) if subject.in_memory else frozenset()
