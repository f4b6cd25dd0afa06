"""Lists of households without a list of persons: as many persons as their rows state, and said so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from puxi_cli.errors import UnreadableFile
from puxi_cli.jobs.stats import figures
from tests.sheets.registers import Rows, xlsx

HEADS = ("户编号", "户主姓名", "行政村", "人数", "识别时间", "脱贫属性", "脱贫年度")
DAY = date(2018, 12, 31)


def rows(*sizes: str | None) -> Rows:
    """Households identified in 2014, the last of them exited in 2018."""
    last = len(sizes)
    return [
        HEADS,
        *(
            (f"610000000{n}", f"王{n}", "甲村", size, "2014年", *(("已脱贫", "2018") if n == last else ("未脱贫", None)))
            for n, size in enumerate(sizes, 1)
        ),
    ]


def test_persons_are_the_sum_of_the_stated_sizes(tmp_path: Path) -> None:
    found = figures([xlsx(tmp_path / "a.xlsx", {"Sheet1": rows("3", "2", "4")})], day=DAY)
    assert (found.households, found.persons, found.all_households, found.all_persons) == (2, 5, 3, 9)
    assert (found.flow.start, found.flow.exited, found.flow.end) == (9, 4, 5)
    assert [(year.year, year.households, year.persons) for year in found.series][-2:] == [(2017, 3, 9), (2018, 2, 5)]
    assert any("人数按各户所填“人数”合计" in zh for zh, _ in found.notes)


def test_a_listed_household_without_a_size_is_left_out_by_its_number(tmp_path: Path) -> None:
    found = figures([xlsx(tmp_path / "a.xlsx", {"Sheet1": rows("3", None, "4")})], day=DAY)
    assert (found.households, found.persons) == (1, 3)
    assert [household for left in found.left_out for household in left.households] == [("6100000002", "甲村")]


def test_with_a_list_of_persons_sizes_do_not_count(tmp_path: Path) -> None:
    persons = [("户编号", "姓名", "证件号码", "与户主关系"), ("6100000001", "王1", "690000196001010012", "户主")]
    found = figures([xlsx(tmp_path / "a.xlsx", {"户信息": rows("3", "2", "4"), "人口信息": persons})], day=DAY)
    assert (found.households, found.persons) == (1, 1)


@pytest.mark.parametrize(
    "persons",
    [
        # Without a number of their households; with numbers of another kind: nobody can tell whose they are.
        [("姓名", "证件号码", "与户主关系"), ("王1", "690000196001010012", "户主")],
        [("户编号", "姓名", "证件号码", "与户主关系"), ("17", "王1", "690000196001010012", "户主")],
    ],
)
def test_members_of_no_household_leave_the_stated_sizes(persons: Rows, tmp_path: Path) -> None:
    found = figures([xlsx(tmp_path / "a.xlsx", {"户信息": rows("3", "2", "4"), "人口信息": persons})], day=DAY)
    assert (found.households, found.persons, found.all_households) == (2, 5, 3)
    assert any("没有能对应到户的人员名单，人数按各户所填“人数”合计" in zh for zh, _ in found.notes)


def test_without_persons_and_sizes_there_is_nothing_to_count(tmp_path: Path) -> None:
    without = [tuple(cell for place, cell in enumerate(row) if place != 3) for row in rows("3", "2")]
    with pytest.raises(UnreadableFile):
        figures([xlsx(tmp_path / "a.xlsx", {"Sheet1": without})], day=DAY)


@pytest.mark.slow
def test_the_notice_names_the_households_with_their_stated_sizes(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from puxi_cli.cli.main import main

    path = xlsx(tmp_path / "a.xlsx", {"Sheet1": rows("3", None, "4")})
    ran = CliRunner().invoke(main, ["export", str(path), "--year", "2018", "--output", str(tmp_path / "out"), "--lang", "en"])
    assert ran.exit_code == 0, ran.output
    book = load_workbook(tmp_path / "out" / "latest" / "notices" / "listed.xlsx")
    texts = [[str(cell) for cell in row if cell is not None] for row in book["甲村"].iter_rows(values_only=True)]
    [named] = [row for row in texts if "王1" in row]
    assert "3" in named
    assert not any("王2" in row or "王3" in row for row in texts)
