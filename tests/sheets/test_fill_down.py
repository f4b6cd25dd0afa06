"""Rosters that write a household's number in its first row only."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.sheets.read import Reading
from puxi_cli.systems.repair.fix_job import fix
from tests.sheets.registers import Rows, column, csv_file, faults_of, number, read, xlsx

HEAD = ("户编号", "行政村", "姓名", "证件号码", "与户主关系")


def roster(*rows: tuple[str | None, str | None, str]) -> Rows:
    """(number, village, relation) of one member after the other."""
    return (
        HEAD,
        *(
            (house, village, f"王{n}", number(f"690000198001010{n:02}"), relation)
            for n, (house, village, relation) in enumerate(rows, 1)
        ),
    )


def households(reading: Reading) -> list[object]:
    return column(reading, "persons", "household_id")


def written_once(mark: str | None) -> Rows:
    return roster(
        ("1", "丙村", "户主"), (mark, "丙村", "配偶"), (mark, "丙村", "之子"), ("2", "丙村", "户主"), (mark, None, "配偶"),
    )  # fmt: skip


@pytest.mark.parametrize(
    "mark", [None, "同上", "〃", " 同上 ", "同上。", "（同上）", "仝上", "同", "''", "〃〃", "同上行", "..", "->"]
)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_members_below_the_first_row_are_of_its_household(mark: str | None, form: str, tmp_path: Path) -> None:
    rows = written_once(mark)
    path = xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}) if form == "xlsx" else csv_file(tmp_path / "a.csv", rows)
    reading = read(path)
    assert households(reading) == ["1", "1", "1", "2", "2"]
    assert column(reading, "households", "village") == ["丙村", "丙村"]
    assert faults_of(reading) == [("REC215", "A3")]
    assert any("3 行没有写“户编号”" in zh for zh, _ in reading.notes)


def test_a_head_without_a_number_belongs_to_nobody_above(tmp_path: Path) -> None:
    rows = roster(("1", "丙村", "户主"), (None, "丙村", "配偶"), (None, "丙村", "户主"), (None, "丙村", "之子"))
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert households(reading) == ["1", "1", None, None]
    assert faults_of(reading) == [("REC101", "A4"), ("REC101", "A5"), ("REC215", "A3")]


def test_another_village_is_another_household(tmp_path: Path) -> None:
    rows = roster(("1", "丙村", "户主"), (None, "丙村", "配偶"), (None, "丁村", "之子"))
    assert households(read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))) == ["1", "1", None]


def test_nothing_is_filled_across_a_row_that_was_left_out(tmp_path: Path) -> None:
    head, first, second, third = roster(("1", "丙村", "户主"), (None, "丙村", "配偶"), (None, "丙村", "之子"))
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": (head, first, second, ("小计", None, None, None, None), third)}))
    assert households(reading) == ["1", "1", None]


def test_a_blank_in_a_list_that_repeats_the_numbers_is_a_blank(tmp_path: Path) -> None:
    rows = roster(
        ("1", "丙村", "户主"), ("1", "丙村", "配偶"), ("1", "丙村", "之子"), ("1", "丙村", "之女"), (None, "丙村", "之父")
    )
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert households(reading) == ["1", "1", "1", "1", None]
    assert faults_of(reading) == [("REC101", "A6")]


def test_the_mark_is_filled_though_others_repeat_the_number(tmp_path: Path) -> None:
    rows = roster(("1", "丙村", "户主"), ("1", "丙村", "配偶"), ("1", "丙村", "之子"), ("同上", "丙村", "之女"))
    assert households(read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))) == ["1"] * 4


def test_a_list_with_every_number_is_left_as_it_is(tmp_path: Path) -> None:
    rows = roster(("1", "丙村", "户主"), ("1", "丙村", "配偶"))
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert (faults_of(reading), reading.notes) == ([], ())


# 同上 in any column


HOUSES = ("户编号", "行政村", "村民小组", "户主姓名", "脱贫属性", "帮扶责任人")


@pytest.mark.parametrize("mark", ["同上", "〃", "″", "”", '"', " 同上 ", "同上。", "仝上", "〃〃", "''", '-"-', "—”—"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_ditto_mark_says_what_the_row_above_says(mark: str, form: str, tmp_path: Path) -> None:
    rows: Rows = [
        HOUSES, ("1", "丙村", "一组", "王一", "未脱贫", "赵六"), ("2", mark, mark, "王二", mark, mark), ("3", mark, "二组", "王三", mark, None),
        ("4", "丁村", "一组", "王四", "未脱贫", mark),
    ]  # fmt: skip
    path = xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}) if form == "xlsx" else csv_file(tmp_path / "a.csv", rows)
    reading = read(path)
    assert column(reading, "households", "village") == ["丙村", "丙村", "丙村", "丁村"]
    assert column(reading, "households", "group") == ["一组", "一组", "二组", "一组"]
    assert column(reading, "households", "status") == ["未脱贫"] * 4
    # The last mark stands below a blank: nobody is named there.
    assert column(reading, "households", "helper") == ["赵六", "赵六", None, None]
    assert faults_of(reading) == [
        ("REC225", "B3"),
        ("REC225", "C3"),
        ("REC225", "E3"),
        ("REC225", "F3"),
        ("REC223", "F5"),
        ("REC344", None),
    ]


def test_a_bare_same_is_one_but_for_the_head_of_another_household(tmp_path: Path) -> None:
    rows: Rows = [HOUSES, ("1", "丙村", "一组", "王一", "未脱贫", "赵六"), ("2", "同", "同", "同", "同", "同")]
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert column(reading, "households", "village") == ["丙村", "丙村"]
    assert column(reading, "households", "status") == ["未脱贫", "未脱贫"]
    assert column(reading, "households", "helper") == ["赵六", "赵六"]
    # The head of another household may be written so.
    assert column(reading, "households", "head_name") == ["王一", "同"]
    # In a roster the number says that the row is of the same household.
    head = (*HEAD, "户主姓名")
    members: Rows = [head, ("1", "丙村", "王一", None, "户主", "王一"), ("同", "同", "李二", None, "配偶", "同")]
    reading = read(xlsx(tmp_path / "b.xlsx", {"Sheet1": members}))
    assert households(reading) == ["1", "1"]
    assert column(reading, "households", "head_name") == ["王一"]


def test_a_bare_same_in_a_roster_without_numbers_is_the_head_above(tmp_path: Path) -> None:
    head = ("行政村", "户主姓名", "姓名", "证件号码", "与户主关系")
    rows: Rows = [
        head,
        ("丙村", "王一", "王一", None, "户主"),
        ("同", "同", "李二", None, "配偶"),
        ("丙村", "同", "同一", None, "户主"),
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    first, second, third = households(reading)
    assert first == second != third


@pytest.mark.parametrize("mark", ["..", "->", "→"])
def test_dots_and_arrows_may_say_that_nothing_is_there(mark: str, tmp_path: Path) -> None:
    rows: Rows = [HOUSES, ("1", "丙村", "一组", "王一", "未脱贫", "赵六"), ("2", "丙村", "一组", "王二", mark, "赵六")]
    assert column(read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows})), "households", "status") == ["未脱贫", None]


def test_a_ditto_mark_in_place_of_a_name_or_number_names_nobody(tmp_path: Path) -> None:
    rows: Rows = [HOUSES, ("1", "丙村", "一组", "王一", "未脱贫", None), ("同上", "丙村", "一组", "同上", "未脱贫", None)]
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert column(reading, "households", "household_id") == ["1", None]
    assert column(reading, "households", "head_name") == ["王一", None]
    assert ("REC101", "A3") in faults_of(reading)


def test_a_ditto_mark_below_nothing_is_nothing(tmp_path: Path) -> None:
    """The first row, and the row below one that is left out."""
    rows: Rows = [
        HOUSES, ("1", "同上", "一组", "王一", "未脱贫", None), ("2", "丙村", "一组", "王二", "未脱贫", None),
        ("小计", None, None, None, None, None), ("3", "〃", "一组", "王三", "未脱贫", None),
    ]  # fmt: skip
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert column(reading, "households", "village") == [None, "丙村", None]


def test_a_ditto_mark_of_a_roster_without_numbers_is_of_its_village(tmp_path: Path) -> None:
    rows: Rows = [
        ("行政村", "户主姓名", "姓名", "证件号码", "与户主关系"),
        ("丙村", "王一", "王一", number("69000019800101001"), "户主"), ("″", "″", "王二", number("69000019800101002"), "配偶"),
        ("″", "李三", "李三", number("69000019800101003"), "户主"),
    ]  # fmt: skip
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert column(reading, "households", "village") == ["丙村", "丙村"]
    assert len(set(households(reading))) == 2


def test_a_list_without_numbers_names_village_and_head_once(tmp_path: Path) -> None:
    heads = ("行政村", "户主姓名", "姓名", "证件号码", "与户主关系")
    persons = (("丙村", "王1", "户主"), (None, None, "配偶"), (None, None, "之子"), ("丙村", "王4", "户主"), (None, None, "之女"))
    rows = [
        (village, head, f"王{n}", number(f"690000198001010{n:02}"), relation)
        for n, (village, head, relation) in enumerate(persons, 1)
    ]
    path = xlsx(tmp_path / "a.xlsx", {"Sheet1": (heads, *rows)})
    reading = read(path)
    assert faults_of(reading) == [("REC216", None), ("REC215", "B3")]
    assert column(reading, "households", "village") == ["丙村", "丙村"]
    assert len(set(households(reading))) == 2
    with (tmp_path / "b.xlsx").open("wb") as stream:
        fixed = fix(path, Settings(Path()), stream, fill_down=True)
    assert [(change.place.cell, change.after) for change in fixed.changes] == [
        ("A3", "丙村"), ("B3", "王1"), ("A4", "丙村"), ("B4", "王1"), ("A6", "丙村"), ("B6", "王4"),
    ]  # fmt: skip
    # A village that most rows name is not filled, nor is a blank of a head's own row.
    several = [("丙村", *row[1:]) if n != 2 else row for n, row in enumerate(rows)]
    assert ("REC101", "A4") in faults_of(read(xlsx(tmp_path / "c.xlsx", {"Sheet1": (heads, *several)})))


_MEMBERS = ("户主姓名", "姓名", "证件号码", "与户主关系", "脱贫属性")


def _members(*rows: tuple[str | None, str, str]) -> Rows:
    """(head as written, name, relation) of one member after the other; the status stands beside the head's name."""
    return (
        _MEMBERS,
        *(
            (head, name, number(f"690000198001010{n:02}"), relation, "未脱贫" if head else None)
            for n, (head, name, relation) in enumerate(rows, 1)
        ),
    )


def test_a_head_below_another_member_is_of_the_household_that_names_him(tmp_path: Path) -> None:
    rows = _members(("张三平", "刘桂花", "妻"), (None, "张三 平", "户主"), (None, "张小英", "之女"), ("周五", "周五", "户主"))
    reading = read(xlsx(tmp_path / "红石村.xlsx", {"Sheet1": rows}))
    first, *others = households(reading)
    assert first is not None
    assert [house == first for house in others] == [True, True, False]
    assert column(reading, "households", "head_name") == ["张三平", "周五"]
    assert [(rule, cell) for rule, cell in faults_of(reading) if rule != "REC344"] == [("REC216", None), ("REC215", "A3")]
    fixed = fix(tmp_path / "红石村.xlsx", Settings(tmp_path), None, fill_down=True)
    assert [(change.place.cell, change.after) for change in fixed.changes if change.place.column_index == 0] == [
        ("A3", "张三平"),
        ("A4", "张三平"),
    ]


def test_a_second_head_of_the_name_written_above_begins_a_household(tmp_path: Path) -> None:
    rows = _members(("张三平", "张三平", "户主"), (None, "张三平", "户主"), (None, "刘桂花", "妻"))
    first, second, third = households(read(xlsx(tmp_path / "红石村.xlsx", {"Sheet1": rows})))
    assert first is not None
    assert second is None
    assert third is None


def test_a_head_whom_no_row_above_names_begins_a_household(tmp_path: Path) -> None:
    rows = _members(("张三平", "刘桂花", "妻"), (None, "李四", "户主"), (None, "张三平", "户主"))
    first, *others = households(read(xlsx(tmp_path / "红石村.xlsx", {"Sheet1": rows})))
    assert first is not None
    assert others == [None, None]


def test_the_number_of_a_household_is_also_that_of_its_head_further_down(tmp_path: Path) -> None:
    heads = ("户编号", *_MEMBERS)
    numbers = ("1", None, None, "2")
    rows = _members(("张三平", "刘桂花", "妻"), (None, "张三平", "户主"), (None, "张小英", "之女"), ("周五", "周五", "户主"))[1:]
    reading = read(xlsx(tmp_path / "a.xlsx", {"红石村": (heads, *((n, *row) for n, row in zip(numbers, rows, strict=True)))}))
    assert households(reading) == ["1", "1", "1", "2"]


PAGED = ("户编号", "行政村", "姓名", "与户主关系", "脱贫属性")
OF_THE_HEAD = ("6100000001", "丙村", "王一", "户主", "未脱贫")
CHILD = (None, None, "王二", "之子", None)


@pytest.mark.parametrize(
    "between",
    [
        [PAGED],
        [("丙村贫困户花名册（第2页）",), PAGED],
        [("丙村贫困户花名册",), PAGED],
        [(), ("丙村贫困户花名册 续表",), (), PAGED],
        [("过次页",), ("丙村贫困户花名册",), PAGED, ("承前页",)],
        [("第1页 共2页",), ("丙村贫困户花名册",), PAGED],
        [("本页小计", None, "1人"), PAGED],
    ],
)
def test_a_household_goes_on_across_printed_pages(between: Rows, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Sheet1": [("丙村贫困户花名册",), PAGED, OF_THE_HEAD, *between, CHILD]})
    reading = read(path)
    assert column(reading, "persons", "household_id") == ["6100000001", "6100000001"]
    with (tmp_path / "b.xlsx").open("wb") as stream:
        fixed = fix(path, Settings(Path()), stream, fill_down=True)
    row = 4 + len(between)
    assert [(change.place.cell, change.after) for change in fixed.changes] == [(f"A{row}", "6100000001"), (f"B{row}", "丙村")]


@pytest.mark.parametrize(
    "between",
    [
        [("丁村贫困户花名册",), PAGED],
        [("小计", None, "1人"), PAGED],
        [("合计", None, "1人")],
        [("丙村贫困户花名册",)],
        [("二组",), PAGED],
    ],
)
def test_a_household_ends_at_another_list_or_a_sum(between: Rows, tmp_path: Path) -> None:
    rows = [("丙村贫困户花名册",), PAGED, OF_THE_HEAD, *between, CHILD]
    assert column(read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows})), "persons", "household_id") == ["6100000001", None]


def test_a_head_at_the_top_of_a_page_is_not_of_the_household_above(tmp_path: Path) -> None:
    rows = [PAGED, OF_THE_HEAD, PAGED, (None, None, "李二", "户主", "未脱贫")]
    assert column(read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows})), "persons", "household_id") == ["6100000001", None]
