"""puxi and the oracle place every household alike, whatever its cells of standing say: all combinations of what a clerk may write."""

from __future__ import annotations

import csv
import itertools
from datetime import date
from pathlib import Path

import pytest

from puxi_cli.jobs.identify import identify
from puxi_cli.systems.figures.job import figures
from tests.oracle.register import Register, read
from tests.oracle.standing import EXITED, LISTED, UNKNOWN, UNLISTED, standing

pytestmark = pytest.mark.slow

_CELLS = {
    "首次识别时间": ("2016", "2o14", ""),
    "脱贫属性": ("未脱贫", "预脱贫", "已脱贫", "返贫", "某某", ""),
    "脱贫年度": ("", "2015", "2016", "2019", "2o17"),
    "返贫时间": ("", "201506", "201612", "201712", "xx"),
    "贫困户属性": ("一般贫困户", "一般农户", "贫困户", ""),
    "户类型": ("", "脱贫户"),
    "监测对象类别": ("", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户"),
}
_FILE_DAY = date(2019, 12, 31)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Register]:
    same = {"行政村": "甲村", "姓名": "王一", "与户主关系": "本人或户主"}
    rows = [
        {"户编号": f"69{number:08}", **same, **dict(zip(_CELLS, cells, strict=True))}
        for number, cells in enumerate(itertools.product(*_CELLS.values()))
    ]
    path = tmp_path_factory.mktemp("standing") / f"建档立卡_{_FILE_DAY:%Y%m%d}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path, Register({"户信息": rows, "人口信息": rows}, _FILE_DAY, True, False)


@pytest.mark.parametrize("day", [_FILE_DAY, date(2018, 6, 30), date(2016, 12, 31)])
def test_every_combination(day: date, register: tuple[Path, Register]) -> None:
    path, whole = register
    listed = {verdict.household_id: verdict.listed for verdict in identify([path], day=day, region="610921").verdicts}
    said = {True: LISTED, False: UNLISTED, None: UNKNOWN}
    wanted = {number: standing(household, day, _FILE_DAY) for number, household in read(whole).items()}
    different = {
        number: (told, wanted[number], whole.tables["户信息"][int(number[2:])])
        for number in wanted
        if (told := said[listed[number]] if number in listed else EXITED) != wanted[number]
    }
    assert not different, next(iter(different.items()))
    counted = figures([path], day=day)
    assert counted.households == list(wanted.values()).count(LISTED)
    assert {number for number, _ in counted.undecided} == {number for number, where in wanted.items() if where == UNKNOWN}
    assert len(set(wanted.values())) == 4
