"""Spark: a cluster, or threads of this machine. Needs the extra `spark` and Java."""

from __future__ import annotations

import subprocess
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import narwhals as nw
import polars as pl

from puxi_cli.engine.base import Frames, present_in, tables_with_files
from puxi_cli.errors import PuxiError, UsageError
from puxi_cli.registry import Registry

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# A register with fewer rows is one part: moving its rows between parts would take longer than all its rules.
_ONE_PART = 20_000
_SETTINGS = {
    "spark.app.name": "puxi",
    "spark.api.mode": "classic",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.caseSensitive": "true",
    "spark.ui.showConsoleProgress": "false",
    "spark.executor.syncLogLevel.enabled": "true",
    # Where in the code a column was made: nobody reads it here, and telling Java costs as much as the work.
    "spark.python.sql.dataFrameDebugging.enabled": "false",
    # What follows from conditions beside them: of facts that are built on one another, working it out takes minutes and gains nothing.
    "spark.sql.constraintPropagation.enabled": "false",
}
# Threads of one machine: no page to look at, nobody else to talk to, few parts.
_ON_THIS_MACHINE = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
}


class Spark:
    """A session on `master`, started when the first tables are taken over; `settings` go before puxi's own."""

    def __init__(self, master: str, settings: dict[str, str] | None = None, one_part: int = _ONE_PART) -> None:
        self._master = master
        self._settings = settings or {}
        self._one_part = one_part
        self._session: SparkSession | None = None
        self._started = False

    def frames_of(self, registry: Registry) -> tuple[Frames, dict[str, frozenset[str]]]:
        """The registry's tables as lazy frames, each row with FILE; and the fields the files have a column for.

        Raises UsageError where no session can be had.
        """
        tables = tables_with_files(registry)
        one_part = sum(table.frame.height for table in registry.tables.values()) < self._one_part
        return _HandedOver(self.session(), tables, one_part), present_in(registry)

    def collected(self, frames: Sequence[nw.LazyFrame[Any]]) -> list[pl.DataFrame]:
        """Compute lazy frames one after the other. Raises PuxiError where Spark gives up.

        What Spark says of a failure may name a value of somebody's row, so only the name of the failure is passed on.
        """
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        found = []
        for frame in frames:
            try:
                found.append(pl.DataFrame(frame.to_native().toArrow()))
            except PySparkException as error:
                raise _gave_up(error.getCondition() or type(error).__name__) from None
            except Py4JError as error:
                raise _gave_up(type(error).__name__) from None
        return found

    def kept(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The frame, held by Spark once it was computed."""
        held: nw.LazyFrame[Any] = nw.from_native(frame.to_native().persist())
        return held

    def session(self) -> SparkSession:
        """The session: one beside that of whoever runs Spark in this process already, else a new one."""
        if self._session is None:
            from pyspark.sql import SparkSession

            active = SparkSession.getActiveSession()
            self._started = active is None
            settings = _SETTINGS | (_ON_THIS_MACHINE if self._master.startswith("local") else {}) | self._settings
            self._session = active.newSession() if active else _started(self._master, settings)
            for name, value in settings.items():
                if name.startswith("spark.sql."):
                    self._session.conf.set(name, value)
        return self._session

    def stop(self) -> None:
        """End Spark, where it was started here."""
        if self._session is not None and self._started:
            self._session.stop()
        self._session = None


class _HandedOver(Mapping[str, nw.LazyFrame[Any]]):
    """Tables by name, handed over to Spark when they are first asked for: most questions need a few of them."""

    def __init__(self, session: SparkSession, tables: dict[str, pl.LazyFrame], one_part: bool) -> None:
        self._session = session
        self._tables = tables
        self._one_part = one_part
        self._frames: dict[str, nw.LazyFrame[Any]] = {}

    def __getitem__(self, name: str) -> nw.LazyFrame[Any]:
        if name not in self._frames:
            handed = self._session.createDataFrame(
                _plain(self._tables[name].collect()).to_arrow(compat_level=pl.CompatLevel.oldest())
            )
            self._frames[name] = nw.from_native(handed.coalesce(1) if self._one_part else handed)
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """The columns in types that Spark has: it knows no unsigned numbers and no lists of words."""
    kinds = {
        name: pl.Int64 if dtype.is_unsigned_integer() else pl.String
        for name, dtype in frame.schema.items()
        if dtype.is_unsigned_integer() or dtype in (pl.Enum, pl.Categorical, pl.Null)
    }
    # The keys of a Mapping are invariant: a dict of names is none of names and selectors, though polars takes it.
    return frame.cast(kinds)  # type: ignore[arg-type]


def _started(master: str, settings: dict[str, str]) -> SparkSession:
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    conf = SparkConf(loadDefaults=False).setMaster(master).setAll(list(settings.items()))
    try:
        with warnings.catch_warnings():
            # No frame of pandas goes to Spark or comes from it.
            warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
            # Spark's log goes nowhere: a failure comes back as an exception, while a line of the log may hold somebody's row.
            silence = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            gateway = launch_gateway(conf, silence)  # type: ignore[no-untyped-call]  # PySpark says no types of it
            SparkContext(conf=conf, gateway=gateway).setLogLevel("OFF")
            return SparkSession.builder.getOrCreate()
    except PySparkException as error:
        raise _not_started(master, error.getCondition() or type(error).__name__) from None
    except Exception as error:  # py4j passes on whatever Java raises
        raise _not_started(master, type(error).__name__) from None


def _not_started(master: str, why: str) -> UsageError:
    return UsageError(
        f"--engine {master}：Spark 没有启动（{why}）。请核对地址，并用 java -version 确认装有 Java 17 以上；不用 Spark 则去掉 --engine。",
        f"--engine {master}: Spark did not start ({why}). Check the address, and with java -version that Java 17 or newer is there; "
        "without --engine puxi needs no Spark.",
    )


def _gave_up(why: str) -> PuxiError:
    return PuxiError(
        f"Spark 中途停止（{why}）。请查看集群的日志，或去掉 --engine 在本机运行。",
        f"Spark gave up ({why}). Look into the cluster's log, or leave --engine out to run on this machine.",
    )
