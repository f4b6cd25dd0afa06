"""Rows without a household number beside sheets that have numbers: of the household whose village and head they name."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.jobs.countable import FIELDS
from puxi_cli.sheets.loading import Loading
from puxi_cli.sheets.read import Reading, read_register
from puxi_cli.systems.figures.job import figures
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
