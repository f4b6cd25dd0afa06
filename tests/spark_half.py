"""The Spark half of the tests: one session for each process of the run, started by the first test that needs it, or the reason why there is none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from puxi_cli.engine.base import Engine
from puxi_cli.engine.choose import spark_lacks
from puxi_cli.engine.spark import Spark
from puxi_cli.errors import PuxiError
from puxi_cli.jobs.judge import judged
from puxi_cli.registry import KEY
from tests.together import Case, joined

# Tables of ten rows: what Spark would do to run a million of them fast takes longer than running them. Java itself compiles, as what takes the
# time is the analysis of plans, but only in its first and quick way: there are too few of them for the second to pay.
SMALL = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
}


@dataclass
class Half:
    """What became of the Spark half."""

    why_not: str | None = None
    tables: int = 0
    registers: int = 0


HALF = Half()


def needed() -> bool:
    """Whether tests may not do without Spark."""
    return os.environ.get("PUXI_NEED_SPARK", "") not in ("", "0")


def left_out() -> bool:
    """Whether this run is not about Spark."""
    return os.environ.get("PUXI_NO_SPARK", "") not in ("", "0")


def started() -> Iterator[Spark | None]:
    """Spark on a thread of this machine; None where it cannot be had."""
    engine = Spark("local[1]", SMALL)
    try:
        if left_out():
            raise PuxiError("设置了 PUXI_NO_SPARK", "PUXI_NO_SPARK is set")
        if lacking := spark_lacks():
            raise PuxiError(*lacking)
        engine.session()
    except PuxiError as error:
        if needed():
            pytest.fail(f"PUXI_NEED_SPARK is set: {error}")
        HALF.why_not = str(error)
        yield None
        return
    with _expressions_made_once():
        yield engine
    engine.stop()


def same(here: dict[Any, pl.DataFrame], there: dict[Any, pl.DataFrame], tables: int = 1) -> None:
    """Both engines said the same of a register in which so many tables stand; only the width of numbers may differ."""
    assert here.keys() == there.keys()
    for name, frame in here.items():
        assert_frame_equal(frame.sort(KEY), there[name].sort(KEY), check_dtypes=False, rel_tol=1e-12, abs_tol=0)
    count(tables)


def count(tables: int) -> None:
    """Note that so many tables gave the same on both engines, asked of one register."""
    HALF.tables += tables
    HALF.registers += 1


def asked_of_both(cases: Sequence[Case], engine: Engine) -> None:
    """Ask the second engine what Polars was asked already, of many tables at once (`together`). Tells of all tables that differ."""
    differing = []
    for one in joined(cases):
        asking = replace(one.cases[0].asking, engine=engine)
        try:
            same(one.frames, judged(one.registry, one.rules, asking), len(one.cases))
        except AssertionError as error:
            tests = "\n".join(dict.fromkeys(f"  {case.rule.card.id} in {case.test}" for case in one.cases))
            differing.append(f"Polars and Spark differ in one of these:\n{tests}\n{error}")
    assert not differing, "\n\n".join(differing)


def told_by(worker: Mapping[str, Any]) -> None:
    """Add what became of the half in a process that ran a part of the tests."""
    HALF.tables += worker["spark_tables"]
    HALF.registers += worker["spark_registers"]
    HALF.why_not = HALF.why_not or worker["spark_why_not"]


def summary(reporter: pytest.TerminalReporter) -> None:
    """Tell what of the tests ran on Spark."""
    if HALF.why_not:
        reporter.section("Spark", yellow=True, bold=True)
        reporter.line(f"THE SPARK HALF WAS LEFT OUT, the rules ran on Polars alone: {HALF.why_not}", yellow=True)
    elif HALF.tables:
        reporter.line(f"{HALF.tables} tables gave the same on Polars and on Spark, asked of {HALF.registers} registers")


# What makes expressions in Java, and nothing but expressions.
_MAKERS = {"z:org.apache.spark.sql.functions", "z:org.apache.spark.api.python.PythonUtils"}


@contextmanager
def _expressions_made_once() -> Iterator[None]:
    """Let Java make every expression once: that `household_id` is a column, hundreds of tables would tell it thousands of times.

    An expression never changes, so the one made for an earlier table serves; neither do Java's classes and their functions, for which
    PySpark asks twice with each expression. This takes a table from 10,000 calls of Java to 1,000.
    """
    from py4j.java_gateway import JavaClass, JavaMember, JavaObject, JVMView
    from pyspark.sql.classic.column import Column
    from pyspark.sql.types import DataType

    made: dict[tuple[Any, ...], JavaObject] = {}
    ours: set[str] = set()

    def known(value: Any) -> Any:
        """What an argument is recognised by; None where it is no expression and no plain value."""
        if isinstance(value, JavaObject):
            return value._target_id if value._target_id in ours else None
        if isinstance(value, list):
            each = tuple(known(item) for item in value)
            return None if None in each else each
        return (type(value), value) if value is None or isinstance(value, (str, int, float)) else None

    def call(member: JavaMember, *values: Any) -> Any:
        key = (member.target_id, member.name, *map(known, values))
        if None in key or not (member.target_id in _MAKERS or member.target_id in ours):
            return asked(member, *values)
        if key not in made:
            answer = asked(member, *values)
            if not isinstance(answer, JavaObject):
                return answer
            made[key] = answer
            ours.add(answer._target_id)
        return made[key]

    def cast(column: Column, kind: DataType | str) -> Column:
        return whole_cast(column, kind if isinstance(kind, str) else kind.simpleString())

    def looked_up_once(lookup: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
        found: dict[tuple[int, str], tuple[Any, Any]] = {}

        def look_up(where: Any, name: str) -> Any:
            if (id(where), name) not in found:
                found[id(where), name] = where, lookup(where, name)  # `where` is held, so that its id stays its own
            return found[id(where), name][1]

        return look_up

    asked, whole_cast = JavaMember.__call__, Column.cast
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(JavaMember, "__call__", call)
        patch.setattr(Column, "cast", cast)
        patch.setattr(JVMView, "__getattr__", looked_up_once(JVMView.__getattr__))
        patch.setattr(JavaClass, "__getattr__", looked_up_once(JavaClass.__getattr__))
        yield
