"""A small register as of a day, and a figure asked of it on both engines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from puxi_cli.engine.spark import Spark
from puxi_cli.jobs.opening import Opening
from puxi_cli.registry import Registry
from puxi_cli.sheets.read import Reading
from tests import spark_half
from tests.conftest import rows_of, table_of

Rows = str | list[dict[str, str]]
Figure = TypeVar("Figure")


def opening(day: str = "2018-12-31", region: str | None = "610921", **tables: Rows) -> Opening:
    """A register of tables drawn with bars, or of rows."""
    rows = {name: rows_of(given) if isinstance(given, str) else given for name, given in tables.items()}
    registry = Registry({name: table_of(name, found) for name, found in rows.items()})
    return Opening(Reading(registry, (), ()), date.fromisoformat(day), region, None)


def on_both(spark: Spark | None, opened: Opening, ask: Callable[[Opening], Figure]) -> Figure:
    """What Polars answers; Spark has to answer the same."""
    answer = ask(opened)
    if spark is not None:
        assert ask(replace(opened, engine=spark)) == answer
        spark_half.count(1)
    return answer
