"""Rows that share a key: how many there are, and another one to name beside a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from puxi_cli.registry import KEY


def sharing(rows: nw.LazyFrame[Any], by: Sequence[str], number: str) -> nw.LazyFrame[Any]:
    """One row per key `by`: how many rows share it under the name `number`, and the KEYs of the first and the last (`…_first`, `…_last`)."""
    return rows.group_by(*by).agg(
        nw.len().alias(number), nw.col(KEY).min().alias(f"{number}_first"), nw.col(KEY).max().alias(f"{number}_last")
    )


def another(number: str) -> nw.Expr:
    """Beside a row of `sharing`, another row that shares its key: the first of them, the last for the first itself."""
    first, last = nw.col(f"{number}_first"), nw.col(f"{number}_last")
    return nw.when(nw.col(KEY) == first).then(last).otherwise(first)


def with_another(
    rows: nw.LazyFrame[Any], shared: nw.LazyFrame[Any], by: Sequence[str], number: str, twin: str
) -> nw.LazyFrame[Any]:
    """Add to rows how many of the rows `shared` have their key, and which other one has."""
    joined = rows.join(sharing(shared, by, number), on=list(by), how="left")
    return joined.with_columns(another(number).alias(twin)).drop(f"{number}_first", f"{number}_last")
