"""How rules are asked of a register that lacks a column, and of whom where they are switched off: for whom they are meant is told."""

from __future__ import annotations

from datetime import date

import pytest

from puxi_cli.engine.spark import Spark
from puxi_cli.jobs.judge import Asking, judge, outcome_column
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.registry import KEY, Registry
from puxi_cli.rules.catalogue import rules
from tests.conftest import OUTCOMES, rows_of, table_of

# 0001 is on the register, 0002 has left, 0003 never was listed; of 0004 it cannot be told.
HOUSEHOLDS = """
    household_id | identified | status             | exit_year
    0001         | 201401     | 未脱贫             |
    0002         | 201401     | 已脱贫（享受政策） | 2016
    0003         |            |                    |
    0004         | 去年       | 未脱贫             |
"""
PERSONS = """
    household_id | name | id_no              | left
    0001         | 张一 | #69000019700101123 |
    0001         | 张二 | #69000019700101124 | 201605
    0002         | 李一 | #69000019700101125 |
    0003         | 王一 | #69000019700101126 |
    0004         | 赵一 | #69000019700101127 |
"""
WITHOUT_NUMBERS = """
    name | source | category
    张一 | 车管所 | 车辆
"""


def register(**texts: str) -> Registry:
    return Registry({name: table_of(name, rows_of(text)) for name, text in texts.items()})


def asking(engine: Spark | None) -> list[Asking]:
    law = Law(date(2018, 12, 31), "610921")
    local = Asking(law, as_it_stands=False)
    return [local, *([Asking(law, as_it_stands=False, engine=engine)] if engine else [])]


def test_without_its_column_a_rule_is_unknown_for_those_it_is_meant_for_and_not_applicable_for_the_others(
    spark: Spark | None,
) -> None:
    rule = rules()["ID202"]
    registry = register(households=HOUSEHOLDS, persons=PERSONS, evidence=WITHOUT_NUMBERS)
    for one in asking(spark):
        judged = judge(registry, [rule], one, {Scope.PERSON: ()})
        [count] = judged.counts
        # Meant for 张一, and perhaps for 赵一; 张二 has left, 李一 and 王一 are not on the register.
        assert (count.passed, count.failed, count.unknown, count.not_applicable) == (0, 0, 2, 3)
        assert count.why_unknown == ("比对线索.证件号码",)
        said = judged.rows[Scope.PERSON].sort(KEY)[outcome_column(rule, rule.asks[0])].to_list()
        assert [OUTCOMES[code].value for code in said] == [
            "unknown", "not_applicable", "not_applicable", "not_applicable", "unknown",
        ]  # fmt: skip


def test_where_the_column_that_says_for_whom_is_missing_a_rule_is_unknown_for_all_it_may_be_meant_for(
    spark: Spark | None,
) -> None:
    households = "household_id\n0001\n0002\n0003\n0004"
    registry = register(households=households, persons=PERSONS, evidence=WITHOUT_NUMBERS)
    for one in asking(spark):
        [count] = judge(registry, [rules()["ID202"]], one).counts
        # 张二 has left the household, whatever became of it.
        assert (count.passed, count.failed, count.unknown, count.not_applicable) == (0, 0, 4, 1)
        assert set(count.why_unknown) == {"比对线索.证件号码", "户信息.首次识别时间 / 户信息.脱贫属性 / 户信息.户类型"}


@pytest.mark.parametrize(("conclusion", "unknown", "aside"), [("", 0, 4), ("office", 1, 3)])
def test_without_an_inspection_its_rule_is_not_applicable_and_one_without_a_conclusion_leaves_it_open(
    conclusion: str, unknown: int, aside: int
) -> None:
    samples = {"samples": f"household_id | {conclusion}\n0002 | 县"} if conclusion else {}
    households = HOUSEHOLDS.replace("去年", "201401")
    [local] = asking(None)
    [count] = judge(register(households=households, persons=PERSONS, **samples), [rules()["EX204"]], local).counts
    assert (count.passed, count.failed, count.unknown, count.not_applicable) == (0, 0, unknown, aside)
    assert count.why_unknown


def test_a_rule_that_is_off_is_in_no_count_and_unknown_for_those_it_is_meant_for() -> None:
    registry = register(households=HOUSEHOLDS, persons=PERSONS)
    off, on = rules()["ID103"], rules()["ID105"]
    [local] = asking(None)
    judged = judge(registry, [on], local, {Scope.HOUSEHOLD: ()}, [off])
    assert [count.card.id for count in judged.counts] == ["ID105"]
    assert not judged.findings
    said = judged.rows[Scope.HOUSEHOLD].sort(KEY)[outcome_column(off, off.asks[0])].to_list()
    # Asked of all but those who have left.
    assert [OUTCOMES[code].value for code in said] == ["unknown", "not_applicable", "unknown", "unknown"]


@pytest.mark.parametrize("schooling", ["", " | schooling"])
def test_items_that_are_there_decide_where_a_column_is_missing(schooling: str) -> None:
    # Listed in 2014 with an unsafe house: in need, whatever is not told. In a safe one it may be in need or not.
    households = """
        household_id | identified | status | exit_year | unsafe_house
        0001         | 201401     | 未脱贫 |           | 是
        0002         | 201401     | 未脱贫 |           | 否
        0003         |            |        |           | 是
        0004         |            |        |           | 否
    """
    pupils = f"household_id | id_no{schooling}\n" + "\n".join(
        f"{home} | #69000020080301{n}{' |' if schooling else ''}" for n, home in enumerate(("0001", "0002", "0003", "0004"), 123)
    )
    [local] = asking(None)
    counts = judge(register(households=households, persons=pupils), [rules()["ID107"], rules()["ID108"]], local).counts
    assert [(count.passed, count.failed, count.unknown, count.not_applicable) for count in counts] == [(1, 0, 1, 2), (0, 1, 1, 2)]
    assert all(("人口信息.在校生状况" in count.why_unknown) is not bool(schooling) for count in counts)


def test_a_column_that_is_blank_throughout_accuses_nobody() -> None:
    # One that is filled for some accuses who is left out; which it is, the reason says.
    [local] = asking(None)
    said = {}
    for name, cells in {"blank": ("", ""), "some": ("王五", ""), "missing": None}.items():
        rows = ["0001 | 201401", "0002 | 201401"]
        text = "household_id | identified\n" + "\n".join(rows)
        if cells:
            text = "household_id | identified | helper\n" + "\n".join(
                f"{row} | {cell}" for row, cell in zip(rows, cells, strict=True)
            )
        [count] = judge(register(households=text), [rules()["DQ901"]], local).counts
        said[name] = (count.passed, count.failed, count.unknown, count.why_unknown)
    assert said == {"blank": (0, 0, 2, ()), "some": (1, 1, 0, ()), "missing": (0, 0, 2, ("户信息.帮扶责任人",))}
