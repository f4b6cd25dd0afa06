"""A town's row among its villages is their total, whatever it is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sheets.registers import Rows, column, read, xlsx
from tests.sheets.test_body import left_out, of

YEARS = ("行政村", "年度", "总户数", "总人口", "农业户籍人口")
# Of 2017: 500 households and 1600 persons; of 2018: 510 and 1650.
VILLAGES: Rows = (
    ("丙村", "2017", "300", "900", "880"),
    ("丁村", "2017", "200", "700", None),
    ("丙村", "2018", "305", "930", "900"),
    ("丁社区", "2018", "205", "720", None),
)
NAMES = ["丙村", "丁村", "丙村", "丁社区"]


@pytest.mark.parametrize("town", ["蒲溪镇", "蒲溪乡", "城关街道", "某县", "全镇", "蒲 溪 镇"])
def test_a_row_of_the_town_with_the_sums_is_a_total(town: str, tmp_path: Path) -> None:
    totals = [(town, "2017", "500", "1,600", "880"), (town, "2018", "510", "1650人", None)]
    reading = of(tmp_path, [YEARS, *VILLAGES, *totals])
    assert left_out(reading) == ((6, "total"), (7, "total"))
    assert column(reading, "village_years", "village") == NAMES
    assert reading.notes == ()
    # At the head of the list, too.
    assert left_out(of(tmp_path, [YEARS, *totals, *VILLAGES])) == ((2, "total"), (3, "total"))


def test_towns_of_a_county_each_have_their_sum(tmp_path: Path) -> None:
    """Above or below their villages, or by the column of towns."""
    head = ("行政村", "年度", "总户数", "总人口")
    first, second = (
        [("甲村", "2018", "10", "30"), ("乙村", "2018", "20", "60")],
        [("丙村", "2018", "5", "15"), ("丁村", "2018", "6", "18")],
    )
    east, west, county = ("东镇", "2018", "30", "90"), ("西乡", "2018", "11", "33"), ("某县", "2018", "41", "123")
    assert left_out(of(tmp_path, [head, county, east, *first, west, *second])) == ((2, "total"), (3, "total"), (6, "total"))
    assert left_out(of(tmp_path, [head, *first, east, *second, west])) == ((4, "total"), (7, "total"))
    with_town = [
        ("乡镇", *head),
        *(("东", *row) for row in first),
        *(("西", *row) for row in second),
        (None, "西", *west[1:]),
        (None, "东", *east[1:]),
    ]
    assert left_out(of(tmp_path, with_town)) == ((6, "total"), (7, "total"))


def test_a_row_of_the_town_that_is_no_sum_is_kept_and_told(tmp_path: Path) -> None:
    reading = of(tmp_path, [YEARS, *VILLAGES, ("蒲溪镇", "2018", "511", "1650", None)])
    assert left_out(reading) == ()
    assert column(reading, "village_years", "village") == [*NAMES, "蒲溪镇"]
    assert any("第 6 行“蒲溪镇”像是全镇的合计" in zh for zh, _ in reading.notes)
    assert any("row 6, 蒲溪镇, looks like the town's total" in en for _, en in reading.beside)


@pytest.mark.parametrize("name", ["蒲溪镇村", "城关社区", "城关", "新区社区", "乡里村"])
def test_a_village_with_such_a_name_is_a_village(name: str, tmp_path: Path) -> None:
    reading = of(tmp_path, [("城关镇村年度表",), YEARS, *VILLAGES, (name, "2018", "100", "300", None)])
    assert left_out(reading) == ()
    assert reading.notes == ()


def test_a_name_without_its_word_is_the_towns_only_with_the_sums(tmp_path: Path) -> None:
    reading = of(tmp_path, [("蒲溪镇村年度表",), YEARS, *VILLAGES, ("蒲溪", "2018", "510", "1650", None)])
    assert left_out(reading) == ((7, "total"),)


def test_towns_alone_are_no_totals(tmp_path: Path) -> None:
    reading = of(tmp_path, [YEARS, ("东镇", "2018", "30", "90", None), ("西镇", "2018", "30", "90", None)])
    assert (left_out(reading), reading.notes) == ((), ())


def test_the_town_in_a_list_of_villages(tmp_path: Path) -> None:
    head = ("行政村", "行政区划代码", "类型", "是否贫困村")
    rows: Rows = [head, ("丙村", "690000100201", "行政村", "是"), ("丁村", "690000100202", "行政村", "否")]
    years: Rows = [YEARS, *VILLAGES]
    bare = read(xlsx(tmp_path / "a.xlsx", {"村信息": [*rows, ("蒲溪镇",)], "村年度": years}))
    assert column(bare, "villages", "village") == ["丙村", "丁村"]
    # What says more of it than a total would is kept.
    more = read(xlsx(tmp_path / "b.xlsx", {"村信息": [*rows, ("城关镇", "690000100203", "社区", "否")], "村年度": years}))
    assert column(more, "villages", "village") == ["丙村", "丁村", "城关镇"]
    summed = [
        (*head, "贫困户数"),
        *((*row, n) for row, n in zip(rows[1:], ("12", "8"), strict=True)),
        ("蒲溪镇", None, None, None, "20"),
    ]
    one = read(xlsx(tmp_path / "c.xlsx", {"村信息": summed, "村年度": years}))
    assert column(one, "villages", "village") == ["丙村", "丁村"]
