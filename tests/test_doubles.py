"""Rows that double each other: one finding that names them all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from puxi_cli.findings import Finding
from puxi_cli.jobs.validate import validate
from puxi_cli.reports.words import message
from tests.conftest import number
from tests.sheets.registers import Rows, xlsx

HOUSEHOLD_HEAD = ("户编号", "行政村", "首次识别时间", "脱贫属性")
PERSON_HEAD = ("户编号", "人编号", "姓名", "证件号码", "与户主关系")
INCOME_HEAD = ("户编号", "年度", "人均纯收入")
HOUSEHOLDS: Rows = (HOUSEHOLD_HEAD, ("1", "丙村", "2014-01", "未脱贫"), ("2", "丙村", "2014-01", "未脱贫"))


def person(n: int, house: str = "1", relation: str = "之子", key: str | None = None) -> tuple[str, ...]:
    return (house, key or f"P{n}", f"王{n}", number(f"690000198001010{n:02}"), relation)


def findings(path: Path, rule: str, **sheets: Rows) -> list[Finding]:
    tables = {"户信息": HOUSEHOLDS, "人口信息": (PERSON_HEAD, person(1, relation="户主"), person(2, "2", "户主")), **sheets}
    found = validate([xlsx(path / "a.xlsx", tables)], day=date(2018, 12, 31)).findings
    return [one for one in found if one.card.id == rule]


DOUBLED: list[tuple[str, str, Rows, str, int, str]] = [
    ("REC305", "人口信息", (PERSON_HEAD, person(1, relation="户主"), person(3), person(3, key="P9"), person(2, "2", "户主")), "D3", 2, "第4行"),
    ("REC305", "人口信息", (PERSON_HEAD, *(person(1, key=f"P{n}") for n in range(8)), person(2, "2", "户主")), "D2", 8,
     "第3行、人口信息 第4行、人口信息 第5行、人口信息 第6行、人口信息 第7行、其他行"),
    ("REC304", "人口信息", (PERSON_HEAD, person(1, relation="户主"), person(3, relation="户主"), person(2, "2", "户主")), "E2", 2, "第3行"),
    ("REC307", "人口信息", (PERSON_HEAD, person(1, relation="户主", key="P2"), person(3, key="P2"), person(2, "2", "户主", "P5")), "B2", 2, "第3行"),
    ("REC308", "户信息", (*HOUSEHOLDS, ("1", "丁村", "2014-01", "未脱贫")), "A2", 2, "第4行"),
    ("REC323", "家庭收入", (INCOME_HEAD, ("1", "2017", "2000"), ("1", "2017", "800"), ("2", "2017", "900")), "B2", 2, "第3行"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "sheet", "rows", "cell", "several", "others"), DOUBLED)
def test_rows_that_double_each_other_are_one_finding(
    rule: str, sheet: str, rows: Rows, cell: str, several: int, others: str, tmp_path: Path
) -> None:
    [found] = findings(tmp_path, rule, **{sheet: rows})
    assert (found.place.cell, found.rows) == (cell, several)
    assert f"另见 {sheet} {others}" in message(found, "zh", False)


def test_a_person_in_two_households_is_told_at_both_once_each(tmp_path: Path) -> None:
    persons = (PERSON_HEAD, person(1, relation="户主"), person(2, "2", "户主"), person(3), person(3), person(3, "2"))
    found = findings(tmp_path, "REC306", 人口信息=persons)
    assert [(one.place.cell, one.rows) for one in found] == [("D4", 2), ("D6", 1)]
    assert [one.place.cell for one in findings(tmp_path, "REC305", 人口信息=persons)] == ["D4"]
