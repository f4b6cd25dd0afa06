"""Engines: what they take over, what they give back, and that a town's rules and figures are the same on both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import narwhals as nw
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from puxi_cli.engine import local
from puxi_cli.engine.base import tables_with_files
from puxi_cli.engine.spark import Spark
from puxi_cli.errors import ExitCode, PuxiError
from puxi_cli.findings import RuleCount
from puxi_cli.jobs.findings import with_villages
from puxi_cli.jobs.judge import judge
from puxi_cli.jobs.opening import Opening, open_register
from puxi_cli.jobs.rulebook import ASKED_BY
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.records.tables import MODELS
from puxi_cli.registry import FILE, KEY, Registry
from puxi_cli.rules.catalogue import rules
from puxi_cli.sheets.loading import Loading
from puxi_cli.systems.figures.figures_job import figures_of
from puxi_cli.systems.figures.rates_job import rates_of
from tests.conftest import rows_of, table_of

# The sample town with errors of every kind planted in it.
ERRORS = Path(__file__).parent.parent / "data" / "samples" / "errors.xlsx"


@pytest.fixture
def second(spark: Spark | None) -> Spark:
    """The second engine; a test that is about nothing else is skipped without it."""
    if spark is None:
        pytest.skip("the Spark half is left out")
    return spark


@pytest.fixture(scope="module")
def opened() -> Opening:
    return open_register(Loading([ERRORS]), date(2018, 12, 31), None, Settings(Path()))


@pytest.mark.spark
@pytest.mark.parametrize(("command", "failing"), [("validate", 40), ("identify", 10), ("exit", 5)])
def test_every_rule_says_the_same_of_a_town_with_errors(opened: Opening, second: Spark, command: str, failing: int) -> None:
    asked = [rule for rule in rules().values() if rule.card.family in ASKED_BY[command]]
    asking = replace(opened.asking, as_it_stands=command == "validate")
    here = judge(opened.registry, asked, asking)
    there = judge(opened.registry, asked, replace(asking, engine=second))
    assert sum(1 for count in here.counts if count.failed) >= failing, "where nothing fails nothing is compared"
    assert [_numbers(count) for count in there.counts] == [_numbers(count) for count in here.counts]
    assert there.findings == here.findings


def _numbers(count: RuleCount) -> tuple[object, ...]:
    return (count.card.id, count.passed, count.failed, count.unknown, count.not_applicable)


def test_rules_that_are_asked_apart_say_what_they_say_together(opened: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [rule for rule in rules().values() if rule.card.family in ("REC", "DQ")]
    together = judge(opened.registry, asked, opened.asking)
    monkeypatch.setattr("puxi_cli.jobs.judge.MANY", 0)
    apart = judge(opened.registry, asked, opened.asking)
    assert [_numbers(count) for count in apart.counts] == [_numbers(count) for count in together.counts]
    assert len(together.findings) > 20
    # Whose village a person's is, is known where the household is joined; else it is put to the findings behind.
    assert with_villages(apart.findings, opened.registry) == with_villages(together.findings, opened.registry)


@pytest.mark.spark
def test_the_figures_of_a_town_are_the_same_also_where_its_tables_are_in_parts(opened: Opening, second: Spark) -> None:
    parted = Spark("local[1]", {"spark.sql.shuffle.partitions": "3"}, one_part=0)
    figures, rates = figures_of(opened, 2014, 2018), rates_of(opened, "person")
    assert figures.persons > 100
    for engine in (second, parted):
        on_spark = replace(opened, engine=engine)
        assert figures_of(on_spark, 2014, 2018) == figures
        assert rates_of(on_spark, "person") == rates


def test_every_row_knows_its_file_by_the_same_number_in_every_table() -> None:
    households = table_of("households", rows_of("household_id | file\n0001 | a.xlsx\n0002 | b.xlsx\n0003 | a.xlsx"))
    persons = table_of("persons", rows_of("household_id | file\n0001 | b.xlsx\n0002 | c.xlsx"))
    villages = table_of("villages", rows_of("village | file\n甲村 | c.xlsx"))
    registry = Registry({"households": households, "persons": persons, "villages": villages})
    frames = tables_with_files(registry)
    found = {name: frames[name].collect()[FILE].to_list() for name in MODELS}
    assert (found["households"], found["persons"], found["villages"]) == ([0, 1, 0], [1, 2], [2])
    assert found["incomes"] == []


@pytest.mark.spark
def test_a_table_comes_back_from_either_engine_as_it_went(second: Spark) -> None:
    rows = rows_of("household_id | size | village | exit_year\n0001 | 4 | 甲村 | 2017\n0002 | | | \n")
    registry = Registry({"households": table_of("households", rows)})
    frames = []
    for engine in (local, second):
        tables, present = engine.frames_of(registry)
        assert present == {"households": frozenset(rows[0])}
        [whole] = engine.collected([tables["households"]])
        [nobody] = engine.collected([tables["persons"]])
        assert nobody.height == 0
        frames.append((whole.sort(KEY), nobody))
    assert_frame_equal(frames[0][0], frames[1][0])
    assert_frame_equal(frames[0][1], frames[1][1])


@pytest.mark.spark
def test_types_that_spark_lacks_become_such_as_it_has(second: Spark) -> None:
    given = table_of("households", rows_of("household_id | village\n0001 | 甲村\n0002 |"))
    odd = given.frame.with_columns(
        pl.col("village").cast(pl.Enum(["甲村"])), pl.col("household_id").cast(pl.Categorical),
        pl.Series("small", [1, 255], pl.UInt8), pl.Series("nothing", [None, None], pl.Null),
    )  # fmt: skip
    tables, _ = second.frames_of(Registry({"households": replace(given, frame=odd)}))
    [found] = second.collected([tables["households"].select("household_id", "village", "small", "nothing")])
    wanted = {"household_id": pl.String, "village": pl.String, "small": pl.Int64, "nothing": pl.String}
    assert found.schema == pl.Schema(wanted)
    assert found.rows() == [("0001", "甲村", 1, None), ("0002", None, 255, None)]


@pytest.mark.spark
def test_what_spark_says_of_a_failure_names_nobody(second: Spark) -> None:
    tables, _ = second.frames_of(Registry({"persons": table_of("persons", rows_of("name | household_id\n王大山 | 0001"))}))
    with pytest.raises(PuxiError) as raised:
        second.collected([tables["persons"].select(nw.col("name").cast(nw.Int64))])
    assert raised.value.exit_code == ExitCode.FAULT
    assert "CAST_INVALID_INPUT" in raised.value.text("en")
    assert raised.value.__suppress_context__
    assert not any("王大山" in raised.value.text(lang) for lang in ("zh", "en"))
