"""From OLD's count of the poor on its day to NEW's count on its own, line by line, every line with its persons.

OLD's count, less whom NEW does not count on that day and with whom NEW counts on it in hindsight, is NEW's count of OLD's day; from there the
parts of the flow lead to NEW's count of its own day. Rows of which it cannot be told who they are stand in lines of their own. Both halves
close whatever the registers say: a property test looks for two that make it fail.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from puxi_cli.systems.compare.compared import ComparedFlow, Counted, FlowLine
from puxi_cli.systems.compare.subjects import Order, Subjects

# The columns by which it is decided who counts on a day; the birth, as nobody belongs to a household before it.
DECIDING = {"persons": ("joined", "left", "birth", "id_no"), "households": ("identified", "exit_year", "relapsed", "status")}
_PARTS = {"exited": -1, "new": 1, "returned": 1, "natural_increase": 1, "natural_decrease": -1}

Keys = tuple[int | None, int | None]  # a row in OLD, a row in NEW


def with_lines(everybody: pl.LazyFrame) -> pl.LazyFrame:
    """Add `correction` (added, taken_out, or null) and `part` (a part of the flow, or null) to everybody's standing."""
    before, hindsight = pl.col("o_counted"), pl.col("n_was_counted")
    correction = pl.when(hindsight & ~before).then(pl.lit("added")).when(before & ~hindsight).then(pl.lit("taken_out"))
    part = pl.coalesce(pl.when(pl.col(f"n_{name}")).then(pl.lit(name)) for name in _PARTS)
    return everybody.with_columns(pl.when(~pl.col("unclear")).then(correction).alias("correction"), part.alias("part"))


def flow_of(everybody: pl.DataFrame, subjects: Subjects, order: Order, why: Mapping[Keys, Counted]) -> ComparedFlow:
    """The lines. `everybody` is as `with_lines` gives it; `why` explains the persons of the corrections."""
    counts = everybody.select(
        "old",
        "new",
        "correction",
        "part",
        old_end="o_counted",
        start="n_was_counted",
        end="n_counted",
        incomparable_old=pl.col("unclear") & pl.col("o_counted"),
        incomparable_new=pl.col("unclear") & pl.col("n_was_counted"),
    )

    def whole(name: str) -> FlowLine:
        return FlowLine(name, 0, int(counts[name].sum()))

    def line(name: str, sign: int, rows: pl.Expr) -> FlowLine:
        found = counts.lazy().filter(rows).select("old", "new").collect()
        # Somebody may be corrected and then come or go as well; the reason is one of the correction.
        reasons = why if name in ("taken_out", "added") else {}
        who = (reasons.get(keys) or Counted(subjects.of(*keys)) for keys in found.iter_rows())
        return FlowLine(name, sign, found.height, tuple(sorted(who, key=lambda counted: order(counted.subject))))

    return ComparedFlow(
        (
            whole("old_end"),
            line("taken_out", -1, pl.col("correction") == "taken_out"),
            line("added", 1, pl.col("correction") == "added"),
            line("incomparable_old", -1, pl.col("incomparable_old")),
            line("incomparable_new", 1, pl.col("incomparable_new")),
            whole("start"),
            *(line(name, sign, pl.col("part") == name) for name, sign in _PARTS.items()),
            whole("end"),
        )
    )
