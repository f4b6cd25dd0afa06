"""What the rows of one key agree on: several rows of one household and year, or of one village, speak as one or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import narwhals as nw


def agreed(
    rows: nw.LazyFrame[Any],
    by: Sequence[str],
    names: Mapping[str, str],
    silent: Callable[[str], nw.Expr] | None = None,
    more: Mapping[str, nw.Expr] | None = None,
) -> nw.LazyFrame[Any]:
    """One row per key `by`: of each field in `names`, under the name it is given there, the value that all rows have; null where two differ.

    A blank says nothing for or against. Where `silent` is true of the field in one row, as `cannot_read` is or `blank`, all of the key are
    silent. `more` are further aggregates, by name.
    """
    groups = rows.group_by(*by).agg(
        *(nw.col(name).min().alias(f"_least_{name}") for name in names),
        *(nw.col(name).max().alias(f"_most_{name}") for name in names),
        *(silent(name).cast(nw.Int64).sum().alias(f"_silent_{name}") for name in names if silent),
        *(value.alias(name) for name, value in (more or {}).items()),
    )

    def told(name: str) -> nw.Expr:
        same = nw.col(f"_least_{name}") == nw.col(f"_most_{name}")
        return nw.when(same & (nw.col(f"_silent_{name}") == 0) if silent else same).then(nw.col(f"_least_{name}"))

    return groups.select(*by, *(told(name).alias(fact) for name, fact in names.items()), *(more or {}))


def blank(name: str) -> nw.Expr:
    """Whether a row has no value of a field: none is written, or it cannot be read."""
    return nw.col(name).is_null()


def differing(
    rows: nw.LazyFrame[Any], by: Sequence[str], names: Sequence[str], more: Mapping[str, nw.Expr] | None = None
) -> nw.LazyFrame[Any]:
    """One row per key `by`: of each field in `names` whether two of its rows have different values, blanks aside; `more` as in `agreed`."""
    groups = rows.group_by(*by).agg(
        *(nw.col(name).min().alias(f"_least_{name}") for name in names),
        *(nw.col(name).max().alias(f"_most_{name}") for name in names),
        *(value.alias(name) for name, value in (more or {}).items()),
    )
    differs = ((nw.col(f"_least_{name}") != nw.col(f"_most_{name}")).fill_null(False).alias(name) for name in names)
    return groups.select(*by, *differs, *(more or {}))
