"""Lists of households without a list of persons: as many persons as their rows state, and said so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from puxi_cli.errors import UnreadableFile
from puxi_cli.jobs.identify import identify
from puxi_cli.systems.figures.job import figures
from puxi_cli.systems.quality.job import validate
from tests.conftest import number
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


def test_a_listed_household_without_a_size_is_a_household_of_unknown_size(tmp_path: Path) -> None:
    found = figures([xlsx(tmp_path / "a.xlsx", {"Sheet1": rows("3", None, "4")})], day=DAY)
    assert (found.households, found.persons, found.all_households, found.all_persons) == (2, 3, 3, 7)
    assert (found.unsized, found.all_unsized, found.left_out) == ((("6100000002", "甲村"),), 1, ())
    assert [(village.households, village.persons, village.unsized) for village in found.villages] == [(2, 3, 1)]
    assert [(year.year, year.households, year.persons, year.unsized) for year in found.series][-2:] == [
        (2017, 3, 7, 1), (2018, 2, 3, 1),
    ]  # fmt: skip


def test_an_exited_household_without_a_size_is_told_with_the_year_ends(tmp_path: Path) -> None:
    found = figures([xlsx(tmp_path / "a.xlsx", {"Sheet1": rows("3", "2", None)})], day=DAY)
    assert [(year.year, year.households, year.persons, year.unsized) for year in found.series][-2:] == [
        (2017, 3, 5, 1), (2018, 2, 5, 0),
    ]  # fmt: skip
    assert "1 个已脱贫的户有几人不详，脱贫前的各年末计入户数，没有计入人数：6100000003。" in [zh for zh, _ in found.notes]


def test_where_no_size_can_be_read_there_is_no_rate_of_nought(tmp_path: Path) -> None:
    of_village = [("行政村", "年度", "农业户籍人口"), ("甲村", 2018, 200), ("甲村", 2017, 200)]
    found = figures([xlsx(tmp_path / "a.xlsx", {"Sheet1": rows(None, "不详", "4"), "村年度": of_village})], day=DAY)
    assert (found.households, found.persons, len(found.unsized)) == (2, 0, 2)
    rates = [found.incidence, found.villages[0].incidence, found.series[-1].incidence]
    assert [(rate.rate, rate.reason and rate.reason[0]) for rate in rates] == 3 * [(None, "2 个在册户人数不详，没有可算的分子")]
    # At the end of 2017 somebody can be counted: the rate is of these, and the line says that some are not among them.
    assert (found.series[-2].incidence.rate, found.series[-2].unsized) == (0.02, 2)


def test_with_a_list_of_persons_sizes_do_not_count(tmp_path: Path) -> None:
    persons = [("户编号", "姓名", "证件号码", "与户主关系"), ("6100000001", "王1", "690000196001010012", "户主")]
    found = figures([xlsx(tmp_path / "a.xlsx", {"户信息": rows("3", "2", "4"), "人口信息": persons})], day=DAY)
    assert (found.households, found.persons) == (2, 1)
    assert found.unsized == (("6100000002", "甲村"),)
    assert "1 个在册户在成员名单中没有一人，计入户数；有几人不详，人数没有计入：6100000002。" in [zh for zh, _ in found.notes]


@pytest.mark.parametrize(
    "persons",
    [
        # Without a number or a known head of their households; with numbers of another kind: nobody can tell whose they are.
        [("姓名", "证件号码", "与户主关系"), ("李九", "690000196001010012", "户主")],
        [("户编号", "姓名", "证件号码", "与户主关系"), ("17", "王1", "690000196001010012", "户主")],
    ],
)
def test_members_of_no_household_leave_the_stated_sizes(persons: Rows, tmp_path: Path) -> None:
    found = figures([xlsx(tmp_path / "a.xlsx", {"户信息": rows("3", "2", "4"), "人口信息": persons})], day=DAY)
    assert (found.households, found.persons, found.all_households) == (2, 5, 3)
    assert any("没有能对应到户的人员名单，人数按各户所填“人数”合计" in zh for zh, _ in found.notes)


def test_without_persons_and_sizes_households_are_counted(tmp_path: Path) -> None:
    without = [tuple(cell for place, cell in enumerate(row) if place != 3) for row in rows("3", "2", "1")]
    found = figures([xlsx(tmp_path / "a.xlsx", {"Sheet1": without})], day=DAY)
    assert (found.households, found.persons, found.all_households) == (2, 0, 3)
    told = "2 个在册户没有成员名单，也没有“人数”列，计入户数；有几人不详，人数没有计入：6100000001、6100000002。"
    assert told in [zh for zh, _ in found.notes]
    assert not any("人数按各户所填" in zh for zh, _ in found.notes)


def test_without_households_there_is_nothing_to_count(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="No table of households"):
        figures(
            [
                xlsx(
                    tmp_path / "a.xlsx", {"人口信息": [("户编号", "姓名", "证件号码", "与户主关系"), ("17", "王1", None, "户主")]}
                )
            ],
            day=DAY,
        )


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
    # Of how many persons the second is, nobody can tell: it is on the list, with a place to write it, and to be looked into before.
    [unsized] = [row for row in texts if "王2" in row]
    assert unsized == ["2", "王2", "2014"]
    assert ["甲村: 2 households, 3 persons (1 of unknown size)"] in texts
    before = [str(row[3]) for row in book["Before it is put up"].iter_rows(values_only=True) if row[0] == "6100000002"]
    assert any("the list leaves it open" in doubt for doubt in before)
    assert not any("王3" in row for row in texts)


MEMBER = ("6100000001", "王1", number("69000019600101001"), "户主")
OF_PERSONS = ("户编号", "姓名", "证件号码", "与户主关系")


@pytest.mark.parametrize("sheet", ["公益岗", "雨露计划补助花名册", "残疾人名册", "2018年自然减少人口"])
def test_a_list_of_some_persons_does_not_take_the_place_of_the_sizes(sheet: str, tmp_path: Path) -> None:
    found = figures([xlsx(tmp_path / "a.xlsx", {"户信息": rows("3", "2", "4"), sheet: [OF_PERSONS, MEMBER]})], day=DAY)
    assert (found.households, found.persons, found.all_persons, found.unsized) == (2, 5, 9, ())
    assert any(sheet in zh for zh, _ in found.notes)


def test_a_household_paid_twice_counts_once_with_its_size(tmp_path: Path) -> None:
    paid = [("户编号", "户主姓名", "人数", "补助项目"), *(("6100000001", "王1", "4", what) for what in ("养猪", "魔芋"))]
    found = figures([xlsx(tmp_path / "a.xlsx", {"户信息": rows("3", "2", "4"), "产业补助": paid})], day=DAY)
    assert (found.households, found.persons, found.unsized) == (2, 5, ())
    assert not any("看不出是否在册" in zh for zh, _ in found.notes)


def test_villages_of_which_no_list_names_anybody_count_with_their_sizes(tmp_path: Path) -> None:
    homes = [
        HEADS,
        *(
            (f"610000000{n}", f"王{n}", village, size, "2014年", "未脱贫", None)
            for n, (village, size) in enumerate((("甲村", "3"), ("甲村", "2"), ("乙村", "4"), ("乙村", "5"), ("丙村", "1")), 1)
        ),
    ]
    path = xlsx(tmp_path / "a.xlsx", {"户信息": homes, "人口信息": [OF_PERSONS, MEMBER]})
    found = figures([path], day=DAY)
    # 甲村 has a list, which leaves one household out; 丙村 may be a village's name written wrong.
    assert (found.households, found.persons, [number for number, _ in found.unsized]) == (5, 10, ["6100000002", "6100000005"])
    assert any("乙村的 2 户在成员名单中都没有对应的人，人数按所填“人数”计" in zh for zh, _ in found.notes)
    checked = validate([path], day=DAY)
    assert [one.household_id for one in checked.findings if one.card.id == "REC302"] == ["6100000002", "6100000005"]
    assert any("乙村的 2 户在成员名单中都没有对应的人，有没有成员未检查（REC302）" in zh for zh, _ in checked.notes)


@pytest.mark.parametrize("blank", [0, 1, 3])
def test_rows_of_persons_without_a_number_accuse_no_village(blank: int, tmp_path: Path) -> None:
    """Whose the rows are is unknown: the households of 乙村 count with their sizes, and every command says so of them."""
    homes = [
        HEADS,
        *(
            (f"610000000{n}", f"王{n}", village, size, "2014年", "未脱贫", None)
            for n, (village, size) in enumerate((("甲村", "1"), ("乙村", "4"), ("乙村", "5")), 1)
        ),
    ]
    lost = [(None, *MEMBER[1:-1], number(f"690000198001010{n:02}")) for n in range(11, 11 + blank)]
    path = xlsx(tmp_path / "a.xlsx", {"户信息": homes, "人口信息": [OF_PERSONS, *lost, MEMBER]})
    found = figures([path], day=DAY)
    assert (found.households, found.persons, found.unsized) == (3, 10, ())
    assert not [one for one in validate([path], day=DAY).findings if one.card.id == "REC302"]
    assert not [zh for zh, _ in identify([path], day=DAY).notes if "在成员名单中没有一人" in zh]


def test_whether_households_have_members_is_unknown_without_a_list(tmp_path: Path) -> None:
    checked = validate([xlsx(tmp_path / "a.xlsx", {"户信息": rows("3", "2", "4")})], day=DAY)
    unknown = {one.card.id: one.unknown for one in checked.rules}
    assert (unknown["REC302"], unknown["REC303"]) == (3, 3)
