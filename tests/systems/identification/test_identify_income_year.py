"""The households' own column of income is of the year its heading tells, else of the snapshot's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from tests.conftest import number

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("heading", "year", "outcome"),
    [
        ("人均纯收入", "2018", "fail"),  # the snapshot's year, 2018: 3,000 is not above the line of 3,070
        ("2018人均纯收入", "2018", "fail"),
        ("2016年人均纯收入（元）", "2018", "unknown"),  # it says nothing of 2018
        ("2016年人均纯收入（元）", "2016", "pass"),  # above the line of 2016, 2,952
    ],
)
def test_income_of_the_year_in_the_heading(tmp_path: Path, heading: str, year: str, outcome: str) -> None:
    (tmp_path / "户信息.csv").write_text(
        f"户编号,行政村,户主姓名,首次识别时间,{heading},危房户,是否解决安全饮用水,饮水困难\n0001,甲村,王大山,,3000,否,是,否\n0002,甲村,李大山,201401,,否,是,否\n",
        "utf-8",
    )
    (tmp_path / "人口信息.csv").write_text(
        "户编号,姓名,证件号码,与户主关系,在校生状况,是否参加城乡居民基本医疗保险,是否参加大病保险,人员识别时间\n"
        f"0001,王大山,{number('69000019700101123')},户主,非在校生,是,是,201801\n"
        f"0002,李大山,{number('69000019710101123')},户主,非在校生,是,是,201401\n", "utf-8",
    )  # fmt: skip
    said = CliRunner().invoke(
        main, ["explain", "0001", str(tmp_path), "--year", year, "--region", "610921", "--format", "json"]
    ).output  # fmt: skip
    (income,) = (one for one in json.loads(said)["criteria"] if one["rule"] == "ID101")
    assert income["outcome"] == outcome
