"""Small registers in one: each says there what it says alone, and a second engine that says otherwise is found out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from puxi_cli.engine import local
from puxi_cli.engine.base import Frames
from puxi_cli.findings import Outcome
from puxi_cli.jobs.judge import Asking, judged
from puxi_cli.law.law import Law
from puxi_cli.registry import Registry
from puxi_cli.rules.base import CODES
from puxi_cli.rules.catalogue import rules
from tests import spark_half
from tests.conftest import rows_of, table_of
from tests.together import Case, in_one, joined

ASKING = Asking(Law(date(2018, 12, 31), "610921"))
# The same household and the same number in two registers: twice within one would be two findings, REC301 of the second is sound.
FIRST = {
    "households": "household_id | village\n0001 | 甲",
    "persons": "household_id | id_no\n0001 | #69000019700101123\n0002 | 999999",
}
SECOND = {
    "households": "household_id | village\n0002 | 甲",
    "persons": "household_id | id_no\n0002 | #69000019700101123\n0002 | 999999",
}
# Without a table of households nobody can tell whether a member's number stands in it.
WITHOUT = {"persons": FIRST["persons"]}


def case(rule_id: str, texts: dict[str, str]) -> Case:
    registry = Registry({name: table_of(name, rows_of(text)) for name, text in texts.items()})
    rule = rules()[rule_id]
    return Case(rule_id, rule, registry, ASKING, judged(registry, [rule], ASKING))


def said(one: Case) -> list[int]:
    [frame] = one.frames.values()
    return frame.sort("_key")[frame.columns[-1]].to_list()


def test_registers_in_one_do_not_know_of_each_other() -> None:
    cases = [case(rule_id, texts) for rule_id in ("REC301", "REC306") for texts in (FIRST, SECOND)]
    assert [said(one) for one in cases[:2]] == [[CODES[Outcome.PASS], CODES[Outcome.FAIL]], [CODES[Outcome.PASS]] * 2]
    [one] = joined(cases)
    assert list(one.cases) == cases
    persons = one.registry.persons.frame
    assert persons.height == 8
    assert persons.filter(pl.col("id_no") != "999999")["id_no"].n_unique() == 4
    assert persons["household_id"].n_unique() == 6
    assert one.registry.households.frame["village"].n_unique() == 4
    assert len(one.registry.persons.sources) == 4


def test_what_is_said_of_a_register_as_a_whole_is_asked_of_it_by_itself() -> None:
    cases = [case("REC301", texts) for texts in (FIRST, WITHOUT, SECOND)]
    assert said(cases[1]) == [CODES[Outcome.UNKNOWN]] * 2
    assert [list(one.cases) for one in joined(cases)] == [[cases[0], cases[2]], [cases[1]]]


def test_cases_of_two_days_are_not_in_one() -> None:
    other = Case("later", rules()["REC301"], case("REC301", FIRST).registry, Asking(Law(date(2019, 12, 31), "610921")), {})
    assert [len(one.cases) for one in joined([case("REC301", FIRST), other])] == [1, 1]


def test_rows_keep_who_they_belong_to() -> None:
    registry = in_one([case("REC301", texts).registry for texts in (FIRST, SECOND)])
    homes = registry.households.frame.select("household_id", "village")
    assert registry.persons.frame.join(homes, on="household_id", how="inner").height == 3


@dataclass(frozen=True)
class Lying:
    """Polars, but for a row of which something else is said."""

    row: int

    def frames_of(self, registry: Registry) -> tuple[Frames, dict[str, frozenset[str]]]:
        return local.frames_of(registry)

    def collected(self, frames: Sequence[nw.LazyFrame[Any]]) -> list[pl.DataFrame]:
        return [
            frame.with_columns(
                pl.when(pl.col("_key") == self.row).then(pl.lit(2, pl.Int8)).otherwise(pl.col(frame.columns[-1]))
                .alias(frame.columns[-1])
            )
            for frame in local.collected(frames)
        ]  # fmt: skip

    def kept(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        return local.kept(frame)


@pytest.mark.parametrize("row", [0, 3])
def test_an_engine_that_says_otherwise_is_found_out(row: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark_half, "HALF", spark_half.Half())
    cases = [case("REC301", texts) for texts in (FIRST, SECOND)]
    spark_half.asked_of_both(cases, local)
    assert (spark_half.HALF.tables, spark_half.HALF.registers) == (2, 1)
    with pytest.raises(AssertionError, match="REC301"):
        spark_half.asked_of_both(cases, Lying(row))
    assert spark_half.HALF.tables == 2
