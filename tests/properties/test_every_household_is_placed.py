"""Every household of a file is counted, not poor, undecided (named) or left out (named), and the commands agree on which."""

from __future__ import annotations

import csv
import io
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from puxi_cli.jobs.identify import identify
from puxi_cli.systems.figures.figures_text import write_figures_text
from puxi_cli.systems.figures.job import figures

pytestmark = pytest.mark.slow

_HEADINGS = (
    "户编号",
    "行政村",
    "姓名",
    "与户主关系",
    "首次识别时间",
    "脱贫属性",
    "脱贫年度",
    "返贫时间",
    "贫困户属性",
    "户类型",
    "主要致贫原因",
)
_VALUES = {
    "首次识别时间": ("201401", "2016", "去年", "", ""),
    "脱贫属性": ("未脱贫", "已脱贫（享受政策）", "返贫", "状态甲", "", ""),
    "脱贫年度": ("", "", "2016", "2018"),
    "返贫时间": ("", "", "", "201706"),
    "贫困户属性": ("一般贫困户", "低保贫困户", "贫困户", "一般农户", ""),
    "户类型": ("", "", "", "脱贫户", "一般农户"),
    "主要致贫原因": ("", "", "因病"),
}
DAY = date(2018, 12, 31)


def _register(path: Path, rows: list[dict[str, str]]) -> Path:
    headings = [heading for heading in _HEADINGS if any(row.get(heading) for row in rows)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, headings, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def _rows(seed: int) -> list[dict[str, str]]:
    draw = random.Random(seed)
    columns = [heading for heading in _VALUES if draw.random() < 0.7] or ["脱贫属性"]
    return [
        {"户编号": f"69000000{number:02d}", "行政村": f"{'甲乙'[number % 2]}村", "姓名": "某人", "与户主关系": "本人或户主"}
        | {heading: draw.choice(_VALUES[heading]) for heading in columns}
        for number in range(24)
    ]


def _says_something(row: dict[str, str]) -> bool:
    """Whether a cell says that the household is on the list, or something that cannot be read."""
    not_poor = "一般农户" in (row.get("贫困户属性"), row.get("户类型"))
    signs = [row.get(heading) for heading in ("首次识别时间", "脱贫属性", "脱贫年度", "返贫时间")]
    kind, household_type = row.get("贫困户属性"), row.get("户类型")
    return bool(
        any(signs)
        or kind not in (None, "", "一般农户")
        or household_type == "脱贫户"
        or (not not_poor and row.get("主要致贫原因"))
    )


@pytest.mark.parametrize("seed", range(10))
def test_every_household_is_placed_once_and_alike(seed: int, tmp_path: Path) -> None:
    rows = _rows(seed)
    path = _register(tmp_path / "a.csv", rows)
    counted = figures([path], day=DAY)
    found = identify([path], day=DAY)
    listed = {verdict.household_id: verdict.listed for verdict in found.verdicts}
    undecided = {number for number, _ in counted.undecided}
    assert {number for number, said in listed.items() if said is None} == undecided
    assert counted.households == sum(said is True for said in listed.values())
    # A file without any of these columns does not say who is on the list: a blank in another column says nothing either.
    tells_who = any(row.get(heading) for row in rows for heading in ("首次识别时间", "脱贫属性", "户类型"))
    for row in rows:
        if not _says_something(row):
            assert listed[row["户编号"]] is (False if tells_who or row.get("贫困户属性") == "一般农户" else None)
    # Who has no verdict has left; who is not listed and says something is not silently unlisted.
    for number, said in listed.items():
        row = next(row for row in rows if row["户编号"] == number)
        if said is False:
            assert not _says_something(row) or row.get("首次识别时间", "") > "2018"
    if undecided:
        assert any("undecided" in en for _, en in counted.notes)
        assert any("undecided" in en for _, en in found.notes)


def test_a_list_without_the_column_counts_by_status(tmp_path: Path) -> None:
    rows = [
        {"户编号": "6900000001", "行政村": "甲村", "姓名": "王一", "与户主关系": "本人或户主", "脱贫属性": "未脱贫"},
        {
            "户编号": "6900000002",
            "行政村": "甲村",
            "姓名": "王二",
            "与户主关系": "本人或户主",
            "脱贫属性": "已脱贫",
            "脱贫年度": "2017",
        },
        {"户编号": "6900000003", "行政村": "甲村", "姓名": "王三", "与户主关系": "本人或户主", "脱贫年度": "2017"},
    ]
    path = _register(tmp_path / "a.csv", rows)
    counted = figures([path], day=DAY)
    assert (counted.households, counted.persons) == (1, 1)
    assert [number for number, _ in counted.by_status] == ["6900000001", "6900000002"]
    assert counted.undecided == ()  # whose year of exit is over has left, whenever it was identified
    # Since when they are listed is unknown: before the register's own year they are undecided.
    before = figures([path], day=date(2016, 12, 31))
    assert before.households == 0
    assert len(before.undecided) == 3


def test_a_head_is_named_by_the_member_who_is_it(tmp_path: Path) -> None:
    rows = [
        {"户编号": "6900000001", "行政村": "甲村", "姓名": "李二", "与户主关系": "配偶", "脱贫属性": "未脱贫"},
        {"户编号": "6900000001", "行政村": "甲村", "姓名": "王一", "与户主关系": "本人或户主", "脱贫属性": "未脱贫"},
    ]
    [verdict] = identify([_register(tmp_path / "a.csv", rows)], day=DAY).verdicts
    assert verdict.name == "王一"


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", "在册贫困户 0 户、0 人；另有 2 户是否在册无法判断"), ("en", "0 households, 0 persons; undecided: 2 households")],
)
def test_no_figure_is_a_bare_nought_where_households_are_undecided(lang: Any, said: str, tmp_path: Path) -> None:
    rows = [
        {"户编号": f"690000000{n}", "行政村": "甲村", "姓名": "王一", "与户主关系": "本人或户主", "贫困户属性": "一般贫困户"}
        for n in (1, 2)
    ]
    stream = io.StringIO()
    write_figures_text(figures([_register(tmp_path / "a.csv", rows)], day=DAY), stream, lang)
    assert said in stream.getvalue()
