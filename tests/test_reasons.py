"""Every rule that is unknown says why, and says it once: of files that lack a column, or have it and nothing in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from tests.sheets.registers import csv_file, number

pytestmark = pytest.mark.slow

HEADS = (
    "户编号",
    "行政村",
    "户主姓名",
    "人数",
    "首次识别时间",
    "脱贫属性",
    "姓名",
    "性别",
    "证件号码",
    "与户主关系",
    "在校生状况",
)
WANG, LI = number("69000019700101123"), number("69000020050315002")  # of 48 and of 13 years at the end of 2018
ROWS = [
    ("6900000001", "丙村", "王一", "2", "2014", "未脱贫", "王一", "男", WANG, "户主", "非在校生"),
    ("6900000001", "丙村", "王一", "2", "2014", "未脱贫", "李二", "女", LI, "之女", "小学"),
]


def rules(path: Path, heading: str, cell: str | None, *, kept: bool = True) -> dict[str, dict[str, Any]]:
    """The counts of all rules, where a column holds the same in every row, or is not there."""
    at = HEADS.index(heading)
    rows = [HEADS, *(tuple(cell if n == at else said for n, said in enumerate(row)) for row in ROWS)]
    rows = rows if kept else [tuple(said for n, said in enumerate(row) if n != at) for row in rows]
    options = ("--region", "61", "--as-of", "2018-12-31", "--format", "json", "--lang", "zh")
    result = CliRunner().invoke(main, ["validate", str(csv_file(path / "a.csv", rows)), *options])
    return {one["rule"]: one for one in json.loads(result.stdout)["rules"]}


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("heading", ["证件号码", "在校生状况", "人数", "脱贫属性", "性别"])
def test_nothing_is_unknown_without_a_reason(heading: str, kept: bool, tmp_path: Path) -> None:
    unknown = {name: one["why_unknown"] for name, one in rules(tmp_path, heading, None, kept=kept).items() if one["unknown"]}
    assert unknown
    assert [name for name, why in unknown.items() if not why or len(why) > len({*why})] == []


def test_a_sex_without_a_number_beside_it_says_what_is_missing(tmp_path: Path) -> None:
    assert rules(tmp_path, "证件号码", None, kept=False)["REC117"]["why_unknown"] == ["人口信息.证件号码"]
    assert rules(tmp_path, "证件号码", None)["REC117"]["why_unknown"] == ["“人口信息”表的“证件号码”空白"]
    assert rules(tmp_path, "证件号码", "12345")["REC117"]["why_unknown"] == ["“人口信息”表的“证件号码”读不懂"]


def test_a_column_without_a_value_is_the_reason(tmp_path: Path) -> None:
    assert rules(tmp_path, "在校生状况", None)["DQ303"]["why_unknown"] == ["“人口信息”表的“在校生状况”列全部空白"]
    assert rules(tmp_path, "在校生状况", "某校")["DQ303"]["why_unknown"] == ["“人口信息”表的“在校生状况”列全部空白或读不懂"]
