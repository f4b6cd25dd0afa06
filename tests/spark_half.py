"""The Spark half of the tests: one session for the whole run, started by the first test that needs it, or the reason why there is none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from puxi_cli.engine.choose import spark_lacks
from puxi_cli.engine.spark import Spark
from puxi_cli.errors import PuxiError
from puxi_cli.registry import KEY

# Tables of ten rows: what Java would do to run a million of them fast takes longer than running them.
SMALL = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}


@dataclass
class Half:
    """What became of the Spark half."""

    why_not: str | None = None
    tables: int = 0


HALF = Half()


def needed() -> bool:
    """Whether tests may not do without Spark."""
    return os.environ.get("PUXI_NEED_SPARK", "") not in ("", "0")


def started() -> Iterator[Spark | None]:
    """Spark on a thread of this machine; None where it cannot be had."""
    engine = Spark("local[1]", SMALL)
    try:
        if lacking := spark_lacks():
            raise PuxiError(*lacking)
        _answer_once(engine.session()._jvm)
    except PuxiError as error:
        if needed():
            pytest.fail(f"PUXI_NEED_SPARK is set: {error}")
        HALF.why_not = str(error)
        yield None
        return
    yield engine
    engine.stop()


def same(here: dict[Any, pl.DataFrame], there: dict[Any, pl.DataFrame]) -> None:
    """Both engines said the same; only the width of numbers may differ."""
    assert here.keys() == there.keys()
    for name, frame in here.items():
        assert_frame_equal(frame.sort(KEY), there[name].sort(KEY), check_dtypes=False, rel_tol=1e-12, abs_tol=0)
    HALF.tables += 1


def summary(reporter: pytest.TerminalReporter) -> None:
    """Tell what of the tests ran on Spark."""
    if HALF.why_not:
        reporter.section("Spark", yellow=True, bold=True)
        reporter.line(f"THE SPARK HALF WAS LEFT OUT, the rules ran on Polars alone: {HALF.why_not}", yellow=True)
    elif HALF.tables:
        reporter.line(f"{HALF.tables} tables gave the same on Polars and on Spark")


class _Once:
    """Something of Java whose parts are looked up once each."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._inner, name)
        setattr(self, name, value)
        return value


def _answer_once(java: Any) -> None:
    """Each `nw.col` asks Java two times where its function is before it calls it; hundreds of tables wait for that."""
    for name in ("functions", "org.apache.spark.sql.functions", "PythonUtils", "PythonSQLUtils"):
        setattr(java, name, _Once(getattr(java, name)))
