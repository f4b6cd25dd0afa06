"""Rows without a household number beside sheets that have numbers: of the household whose village and head they name."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.jobs.countable import FIELDS
from puxi_cli.sheets.loading import Loading
from puxi_cli.sheets.read import Reading, read_register
from puxi_cli.systems.figures.job import figures
from tests.conftest import number
from tests.sheets.registers import Rows, Sheets, at, column, read, rows_of, xlsx

LISTED: Rows = (
    ("行政村", "户编号", "户主姓名", "姓名", "证件号码", "与户主关系", "首次识别时间", "脱贫属性"),
    ("红石村", "6900000001", "张三平", "张三平", "", "户主", "2014-01", "未脱贫"),
    ("红石村", "6900000001", "张三平", "刘桂花", "", "配偶", "2014-01", "未脱贫"),
    ("红石村", "6900000003", "孙独", "孙独", "", "户主", "2014-01", "未脱贫"),
)
HELP: Rows = (("序号", "行政村", "贫困户户主", "家庭人口"), ("1", "红石村", "张三平", "2"), ("2", "红石村", "孙独", "1"))


def both(tmp_path: Path, side: Rows, listed: Rows = LISTED) -> Path:
    """A workbook of the register and a side list."""
    return xlsx(tmp_path / "册.xlsx", {"贫困户": listed, "台账": side})


def homes(reading: Reading) -> list[object]:
    """The households that were read."""
    return column(reading, "households", "household_id")


def about(reading: Reading, word: str) -> list[str]:
    """The notes with a word."""
    return [note.zh.partition("台账：")[2] or note.zh for note in reading.notes if word in note.zh]


def test_a_side_list_by_village_and_head_is_of_the_numbered_households(tmp_path: Path) -> None:
    reading = read(both(tmp_path, HELP))
    assert sorted(map(str, homes(reading))) == ["6900000001", "6900000003"]
    assert column(reading, "households", "size") == [2, 1]
    assert about(reading, "户编号") == ["没有“户编号”列，按行政村和户主与其他表中有编号的户对上 2 户，按同一户读取。"]
    assert [fault.values["done"].zh for fault in at(reading, "REC216")] == [
        "按行政村和户主与其他表中有编号的户对上 2 户，按同一户读取"
    ]


def test_the_order_of_the_sheets_does_not_matter(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "册.xlsx", {"台账": HELP, "贫困户": LISTED}))
    assert sorted(map(str, homes(reading))) == ["6900000001", "6900000003"]


def test_figures_and_reading_agree_though_heads_are_not_asked_for(tmp_path: Path) -> None:
    file = both(tmp_path, HELP)
    found = figures([file])
    assert (found.all_households, found.all_persons, found.all_unsized) == (2, 3, 0)
    reading = read_register(Loading([file]), None, FIELDS)
    assert "head_name" not in reading.registry.present("households")


def test_heads_that_nobody_asked_for_have_no_faults(tmp_path: Path) -> None:
    listed: Rows = (LISTED[0], *(("红石村", row[1], "2019-01-01", *row[3:]) for row in LISTED[1:]))
    file = xlsx(tmp_path / "册.xlsx", {"贫困户": listed})
    assert "head_name" not in {fault.field for fault in read_register(Loading([file]), None, FIELDS).faults}


def test_pupils_of_one_household_make_no_further_ones(tmp_path: Path) -> None:
    side: Rows = (
        ("村", "户主姓名", "学生姓名", "学校", "家庭人口"),
        ("红石村", "张三平", "张小一", "红石小学", "2"),
        ("红石村", "张三平", "张小二", "镇中学", "2"),
    )
    reading = read(both(tmp_path, side))
    assert sorted(map(str, homes(reading))) == ["6900000001", "6900000003"]
    assert column(reading, "persons", "name") == ["张三平", "刘桂花", "孙独"]
    assert not at(reading, "REC301")


def test_a_head_whom_the_register_does_not_have_makes_no_household(tmp_path: Path) -> None:
    side: Rows = (*HELP, ("3", "红石村", "李四", "4"), ("4", "红石村", "钱一", "2"))
    file = both(tmp_path, side)
    reading = read(file)
    assert sorted(map(str, homes(reading))) == ["6900000001", "6900000003"]
    assert about(reading, "未知") == [
        f"2 行没有户编号，户主在其他表中找不到，或不只一户，是哪一户未知，没有计入：{file} 台账 第 4、5 行。"
    ]
    assert at(reading, "REC216")[0].values["done"].zh == (
        "按行政村和户主与其他表中有编号的户对上 2 户，按同一户读取；2 行的户主在其他表中找不到，或不只一户，是哪一户未知，没有计入"
    )
    assert figures([file]).all_households == 2


@pytest.mark.parametrize("village", [None, "红石村"])
def test_a_head_of_two_households_is_of_neither(village: str | None, tmp_path: Path) -> None:
    second = "白石村" if village is None else "红石村"
    listed: Rows = (*LISTED, (second, "6900000004", "张三平", "张三平", "", "户主", "2014-01", "未脱贫"))
    headings, row = ("户主姓名", "家庭人口", "危房户"), ("张三平", "2", "否")
    side: Rows = (headings, row) if village is None else ((*headings, "行政村"), (*row, village))
    reading = read(both(tmp_path, side, listed))
    assert sorted(map(str, homes(reading))) == ["6900000001", "6900000003", "6900000004"]
    assert len(about(reading, "未知")) == 1


def test_a_head_alone_is_enough_where_the_name_stands_once(tmp_path: Path) -> None:
    listed: Rows = (*LISTED, ("白石村", "6900000004", "周五", "周五", "", "户主", "2014-01", "未脱贫"))
    side: Rows = (("户主姓名", "家庭人口", "危房户"), ("周五", "1", "否"))
    reading = read(both(tmp_path, side, listed))
    assert sorted(map(str, homes(reading))) == ["6900000001", "6900000003", "6900000004"]
    assert about(reading, "户编号") == ["没有“户编号”列，按户主与其他表中有编号的户对上 1 户，按同一户读取。"]


def test_a_namesake_in_another_village_is_another_household(tmp_path: Path) -> None:
    side: Rows = (("序号", "行政村", "户主姓名", "家庭人口"), ("1", "白石村", "张三平", "3"))
    reading = read(both(tmp_path, side))
    # Nobody of that village is in the register: the list is all that is known of it, and its household stays one.
    assert len(homes(reading)) == 3
    assert about(reading, "系统自编") != []


_UNNUMBERED: Rows = tuple((row[0], *row[2:]) for row in LISTED)


def test_a_register_without_numbers_keeps_households_that_no_other_sheet_has(tmp_path: Path) -> None:
    more: Rows = (*_UNNUMBERED, ("红石村", "李四", "李四", "", "户主", "2014-01", "未脱贫"))
    numbered: Rows = (("行政村", "户编号", "户主姓名", "危房户"), ("红石村", "6900000001", "张三平", "是"))
    sheets: Sheets = {"贫困户": more, "危房": numbered}
    reading = read(xlsx(tmp_path / "册.xlsx", sheets))
    found = list(map(str, homes(reading)))
    assert "6900000001" in found
    assert len(found) == 3
    assert sorted(map(str, column(reading, "persons", "household_id"))).count("6900000001") == 2
    done = at(reading, "REC216")[0].values["done"].zh
    assert done == "按行政村和户主与其他表中有编号的户对上 1 户，按同一户读取；按行政村和户主分户，户编号由系统自编"
    told = about(reading, "系统自编")
    assert len(told) == 1
    assert "共 2 户" in told[0]


def test_two_papers_are_two_heads(tmp_path: Path) -> None:
    def with_paper(rows: Rows, paper: str) -> Rows:
        column = rows[0].index("证件号码")
        return (rows[0], *((*row[:column], paper if row[column - 1] == "张三平" else "", *row[column + 1 :]) for row in rows[1:]))

    first, second = with_paper(LISTED, "690000196002030111"), with_paper(_UNNUMBERED[:3], "690000197102030172")
    reading = read(xlsx(tmp_path / "册.xlsx", {"贫困户": first, "另一表": second}))
    assert len(set(homes(reading))) == 3
    same = read(xlsx(tmp_path / "同.xlsx", {"贫困户": first, "另一表": with_paper(_UNNUMBERED[:3], "690000196002030111")}))
    assert sorted(set(map(str, homes(same)))) == ["6900000001", "6900000003"]


def test_lists_that_both_lack_numbers_are_joined_as_before(tmp_path: Path) -> None:
    reading = read(both(tmp_path, HELP, _UNNUMBERED))
    assert len(homes(reading)) == 2
    assert len(about(reading, "系统自编")) == 2


def test_persons_of_a_side_list_whose_head_is_unknown_stay_without_a_household(tmp_path: Path) -> None:
    side: Rows = (
        ("行政村", "户主姓名", "姓名", "性别", "证件号码"),
        ("红石村", "张三平", "张小平", "男", ""),
        ("红石村", "李四", "李小四", "男", ""),
    )
    reading = read(both(tmp_path, side))
    assert column(reading, "persons", "household_id") == ["6900000001", "6900000001", "6900000003", "6900000001", None]
    assert rows_of(reading, "persons")[-1] == 3
    assert sorted(map(str, homes(reading))) == ["6900000001", "6900000003"]


NUMBERED = ("户编号", "行政村", "组", "户主姓名", "户主证件号码", "家庭人口", "识别时间", "主要致贫原因")
FOUND = NUMBERED[1:]
FIRST, SECOND = number("69000019600101201"), number("69000019850101661")


def newly_found(tmp_path: Path, head: str, group: str = "", paper: str = "", size: str = "2") -> tuple[int, int, int]:
    """Households, persons and cells that differ, beside 张大山 of 一组 with 3 persons, where a register without numbers has this head, too."""
    listed: Rows = (NUMBERED, ("6900000001", "白水村", "一组", "张大山", FIRST, "3", "2014年", "因病"))
    found: Rows = (
        FOUND,
        ("白水村", group, head, paper, size, "2018年", "因残"),
        ("白水村", "", "吴新生", "", "4", "2018年", "因学"),
    )
    file = xlsx(tmp_path / "册.xlsx", {"户信息": listed, "新识别户": found})
    counted, reading = figures([file]), read(file)
    assert counted.all_households == len(homes(reading))
    return counted.all_households, counted.all_persons, len(at(reading, "REC226"))


@pytest.mark.parametrize("head", ["张大山（小）", "张大山（二组）", "张大山（党员）", "张大山2", "张大山（沟口）", "张大山(残)"])
@pytest.mark.parametrize("group", ["", "一组", "二组"])
def test_a_register_keeps_a_household_whose_head_is_written_otherwise(head: str, group: str, tmp_path: Path) -> None:
    assert newly_found(tmp_path, head, group) == (3, 9, 0)


@pytest.mark.parametrize(("head", "told"), [("张大山(残)", True), ("张大山（党员）", True), ("张大山（小）", False)])
def test_one_who_is_written_with_other_words_and_another_size_may_be_one(head: str, told: bool, tmp_path: Path) -> None:
    newly_found(tmp_path, head)
    notes = [note.zh for note in read(tmp_path / "册.xlsx").notes if "也可能是同一户" in note.zh]
    assert ["共 1 个户主：白水村6900000001、9" in note for note in notes] == [True] * told


@pytest.mark.parametrize("group", ["", "一组"])
def test_a_mark_makes_no_other_head_though_the_size_changed(group: str, tmp_path: Path) -> None:
    assert newly_found(tmp_path, "张大山★", group)[0] == 2
    assert newly_found(tmp_path, "张大山★", "二组") == (3, 9, 0)


@pytest.mark.parametrize("head", ["张大山（小）", "张大山（二组）", "张大山2"])
def test_a_word_that_tells_namesakes_apart_does_so_at_equal_size(head: str, tmp_path: Path) -> None:
    assert newly_found(tmp_path, head, size="3") == (3, 10, 0)


def test_a_namesake_in_another_group_of_the_village_is_another_household(tmp_path: Path) -> None:
    assert newly_found(tmp_path, "张大山", "二组") == (3, 9, 0)
    assert newly_found(tmp_path, "张大山", "二组", SECOND) == (3, 9, 0)


@pytest.mark.parametrize(
    ("head", "group", "paper"),
    [
        ("张大山★", "", ""),
        ("张大山(残)", "第1组", ""),
        ("张 大 山", "", ""),
        ("张大山", "老屋", ""),  # a group by another name
        ("张大山", "二组", FIRST),
        ("张大山（小）", "", FIRST),
    ],
)
def test_a_register_joins_one_of_whom_nothing_says_that_he_is_another(head: str, group: str, paper: str, tmp_path: Path) -> None:
    assert newly_found(tmp_path, head, group, paper, "3")[:2] == (2, 7)


def test_one_written_in_the_same_way_is_the_household_though_its_size_changed(tmp_path: Path) -> None:
    assert newly_found(tmp_path, "张大山")[0] == 2


def test_of_two_in_a_register_the_one_written_alike_is_the_numbered_one(tmp_path: Path) -> None:
    listed: Rows = (NUMBERED, ("6900000001", "白水村", "", "张大山", "", "3", "2014年", "因病"))
    found: Rows = (FOUND, *(("白水村", "", head, "", "3", "2014年", "因病") for head in ("张大山", "张大山★")))
    reading = read(xlsx(tmp_path / "册.xlsx", {"户信息": listed, "新识别户": found}))
    assert [one == "6900000001" for one in homes(reading)].count(True) == 1
    assert len(homes(reading)) == 2


@pytest.mark.parametrize(
    ("head", "group", "known"),
    [
        ("张三平（小）", "", False),
        ("张三平(二组)", "", False),
        ("张三平★", "2组", False),
        ("张三平", "2组", False),
        ("张三平★", "第一组", True),
        ("张三平（残）", "", True),
        ("张三平（党员）", "", True),
    ],
)
def test_a_row_of_a_side_list_is_of_a_namesake_or_unknown(head: str, group: str, known: bool, tmp_path: Path) -> None:
    listed: Rows = tuple((*row, "组" if not place else "1组") for place, row in enumerate(LISTED))
    side: Rows = (("行政村", "组", "户主姓名", "家庭人口", "耕地面积"), ("红石村", group, head, "5", "9"))
    reading = read(both(tmp_path, side, listed))
    assert sorted(map(str, homes(reading))) == ["6900000001", "6900000003"]
    assert column(reading, "households", "size") == ([5, None] if known else [None, None])
    assert len(about(reading, "未知")) == (0 if known else 1)


def test_a_side_list_finds_each_of_two_numbered_heads_by_the_mark(tmp_path: Path) -> None:
    listed: Rows = (*LISTED, ("红石村", "6900000004", "张三平★", "张三平★", "", "户主", "2014-01", "未脱贫"))
    side: Rows = (("行政村", "户主姓名", "家庭人口"), ("红石村", "张三平", "2"), ("红石村", "张三平★", "1"))
    reading = read(both(tmp_path, side, listed))
    assert dict(zip(homes(reading), column(reading, "households", "size"), strict=True)) == {
        "6900000001": 2,
        "6900000003": None,
        "6900000004": 1,
    }
