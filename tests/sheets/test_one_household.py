"""Households without numbers in several sheets: spellings of the village and marks at the head's name make no other household."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.sheets.head_names import bare_head, head_without_words
from puxi_cli.systems.figures.job import figures
from tests.conftest import number
from tests.sheets.registers import Rows, at, column, read, xlsx

LISTED = ("行政村", "组", "户主姓名", "户主证件号码", "家庭人口", "脱贫属性", "首次识别时间")
HELP = ("行政村", "组", "户主姓名", "帮扶人")
FIRST, SECOND = number("69000019500101001"), number("69000019510101001")
SLIPPED = FIRST[:9] + "8" + FIRST[10:]  # one figure of it typed wrong


def book(tmp_path: Path, *sheets: Rows) -> Path:
    """A workbook of these sheets."""
    return xlsx(tmp_path / "册.xlsx", {f"表{place}": rows for place, rows in enumerate(sheets)})


def listed(*heads: tuple[str, ...]) -> Rows:
    """A list of households: village, group, head, paper, each of three persons."""
    return (LISTED, *((*head, *("",) * (4 - len(head)), "3", "未脱贫", "2014-01") for head in heads))


def helped(*heads: tuple[str, ...]) -> Rows:
    """A list of helpers: village, group, head, helper."""
    return (HELP, *heads)


def helpers(path: Path) -> list[tuple[object, object, object]]:
    """Group, head and helper of each household."""
    reading = read(path)
    return list(zip(*(column(reading, "households", field) for field in ("group", "head_name", "helper")), strict=True))


@pytest.mark.parametrize(
    "village",
    [
        "红石",
        "蒲溪镇红石村",
        "红石村委会",
        "红石村村委会",
        "红石行政村",
        "红石村（贫困村）",
        "红石村一组",
        "汉阴县蒲溪镇红石村",
        "红石村 ",
    ],
)
def test_a_village_in_another_spelling_is_the_same_village(village: str, tmp_path: Path) -> None:
    path = book(
        tmp_path,
        listed(("红石村", "", "张三"), ("红石村", "", "李四")),
        helped((village, "", "张三", "周一"), (village, "", "李四", "周二")),
    )
    assert helpers(path) == [(None, "张三", "周一"), (None, "李四", "周二")]
    assert (figures([path]).all_households, figures([path]).all_persons) == (2, 6)
    reading = read(path)
    assert [fault.values["rows"] for fault in at(reading, "REC222")] == ([2] if village.strip() != "红石村" else [])
    assert not at(reading, "REC226")  # one fault, one voice


def test_members_of_a_village_in_another_spelling_are_of_the_households(tmp_path: Path) -> None:
    members: Rows = (
        ("村", "户主姓名", "姓名", "与户主关系", "证件号码"),
        ("红石", "张三", "张三", "户主", FIRST),
        ("红石", "张三", "李小一", "配偶", SECOND),
    )
    reading = read(book(tmp_path, listed(("红石村", "", "张三")), members))
    assert len(column(reading, "households", "household_id")) == 1
    assert set(column(reading, "persons", "household_id")) == set(column(reading, "households", "household_id"))


def test_a_flat_list_that_spells_village_and_head_in_two_ways_has_one_household(tmp_path: Path) -> None:
    members: Rows = (
        ("村", "户主姓名", "姓名", "与户主关系", "证件号码"),
        ("红石村", "陈永福", "陈永福", "户主", FIRST),
        ("红石", "陈 永 福", "陈小一", "之子", SECOND),
    )
    assert len(column(read(book(tmp_path, members)), "households", "household_id")) == 1


def test_the_village_may_be_the_files(tmp_path: Path) -> None:
    xlsx(tmp_path / "红石村贫困户.xlsx", {"表": tuple(row[1:] for row in listed(("", "", "张三")))})
    xlsx(tmp_path / "帮扶.xlsx", {"表": helped(("红石", "", "张三", "周一"))})
    assert helpers(tmp_path) == [(None, "张三", "周一")]


def test_a_village_and_a_community_of_one_name_stay_two(tmp_path: Path) -> None:
    reading = read(book(tmp_path, listed(("小街村", "", "张三"), ("小街社区", "", "张三")), helped(("小街", "", "张三", "周一"))))
    assert column(reading, "households", "village") == ["小街村", "小街社区", "小街"]
    assert column(reading, "households", "helper") == [None, None, "周一"]
    assert [fault.value for fault in at(reading, "REC224")] == ["小街"]


@pytest.mark.parametrize(
    "name",
    [
        "张三*",
        "★张三",
        "1.张三",
        "①张三",
        "张三13912345678",
        "张三、",
        "张三(残)",
        "张三同志",
        "张　三",
        "张三（户主）",
        "张三 已嫁",
        "张三（电话：13912345678）",
    ],
)
def test_marks_at_a_heads_name_make_no_other_household(name: str, tmp_path: Path) -> None:
    assert helpers(book(tmp_path, listed(("红石村", "", "张三")), helped(("红石村", "", name, "周一")))) == [
        (None, "张三", "周一")
    ]


def test_a_blank_in_a_name_is_no_difference(tmp_path: Path) -> None:
    assert not at(read(book(tmp_path, listed(("红石村", "", "王宝")), helped(("红石村", "", "王　宝", "周一")))), "REC226")


def test_heads_told_apart_by_a_mark_stay_two(tmp_path: Path) -> None:
    two = listed(("红石村", "", "张三（大）"), ("红石村", "", "张三（小）"))
    path = book(tmp_path, two, helped(("红石", "", "张三（小）", "周一"), ("红石", "", "张三（大）", "周二")))
    assert helpers(path) == [(None, "张三（大）", "周二"), (None, "张三（小）", "周一")]
    # Even a sign tells them apart, where one sheet has both.
    two = listed(("红石村", "", "张三*"), ("红石村", "", "张三"))
    path = book(tmp_path, two, helped(("红石", "", "张三", "周一"), ("红石", "", "张三*", "周二")))
    assert helpers(path) == [(None, "张三*", "周二"), (None, "张三", "周一")]


@pytest.mark.parametrize("second", ["张三（大）", "张三（小）"])
def test_another_word_in_another_sheet_is_another_head(second: str, tmp_path: Path) -> None:
    path = book(tmp_path, listed(("红石村", "", "张三（大）")), helped(("红石村", "", second, "周一")))
    assert len(helpers(path)) == (1 if second == "张三（大）" else 2)


def test_heads_of_one_name_are_found_by_their_groups(tmp_path: Path) -> None:
    two = listed(("红石村", "一组", "张三"), ("红石村", "二组", "张三"))
    path = book(tmp_path, two, helped(("红石村", "第2组", "张三", "周一"), ("红石村", "1组", "张三", "周二")))
    assert helpers(path) == [("一组", "张三", "周二"), ("二组", "张三", "周一")]
    # One alone is of its group, too, and one of a third group is somebody else.
    assert helpers(book(tmp_path, two, helped(("红石村", "二组", "张三", "周一")))) == [
        ("一组", "张三", None),
        ("二组", "张三", "周一"),
    ]
    assert len(helpers(book(tmp_path, two, helped(("红石村", "三组", "张三", "周一"))))) == 3


def test_heads_of_one_name_are_found_by_their_papers(tmp_path: Path) -> None:
    two = listed(("红石村", "一组", "张三", FIRST), ("红石村", "二组", "张三", SECOND))
    members: Rows = (
        ("村", "户主姓名", "姓名", "与户主关系", "证件号码"),
        ("红石村", "张三", "张三", "户主", SECOND),
        ("红石村", "张三", "张三", "户主", FIRST),
        ("红石村", "张三", "张小一", "之子", number("69000019800101001")),
    )
    reading = read(book(tmp_path, two, members))
    first, second = column(reading, "households", "household_id")
    assert column(reading, "persons", "household_id") == [second, first, first]


def test_where_nothing_tells_whose_a_row_of_a_side_list_is_it_is_left_open(tmp_path: Path) -> None:
    two = listed(("红石村", "", "张三"), ("红石村", "", "张三"))
    path = book(tmp_path, two, helped(("红石村", "", "张三", "周一"), ("红石村", "", "张三", "周二")))
    assert helpers(path) == [(None, "张三", None), (None, "张三", None)]
    reading = read(path)
    assert any("2 行没有户编号，户主在其他表中找不到，或不只一户" in note.zh for note in reading.notes)
    assert any("2 行的户主在其他表中找不到，或不只一户" in fault.values["done"].zh for fault in at(reading, "REC216"))
    # The order of the sheets does not matter.
    assert helpers(book(tmp_path, helped(("红石村", "", "张三", "周一"), ("红石村", "", "张三", "周二")), two)) == helpers(path)


def test_a_register_that_writes_everything_in_one_way_keeps_its_numbers(tmp_path: Path) -> None:
    alone = read(book(tmp_path, listed(("红石", "", "张三*"), ("红石", "", "李四"))))
    both = read(book(tmp_path, listed(("红石", "", "张三*"), ("红石", "", "李四")), helped(("红石", "", "李四", "周一"))))
    assert column(alone, "households", "household_id") == column(both, "households", "household_id")


@pytest.mark.parametrize("village", ["红石村", "红石"])
@pytest.mark.parametrize("name", ["★张三", "张三(残)", "张 三 同志"])
def test_marks_are_passed_over_beside_households_with_numbers(village: str, name: str, tmp_path: Path) -> None:
    numbered: Rows = (("户编号", *LISTED), *(("6900000001", *row) for row in listed(("红石村", "", "张三"))[1:]))
    reading = read(book(tmp_path, numbered, helped((village, "", name, "周一"))))
    assert column(reading, "households", "household_id") == ["6900000001"]
    assert column(reading, "households", "helper") == ["周一"]


@pytest.mark.parametrize(
    ("name", "bare", "short"),
    [
        ("李四（610921）", "李四", "李四"),
        ("12、李四", "李四", "李四"),
        ("李四2", "李四2", "李四2"),  # a figure behind a name tells two of one name apart
        ("李四（大）", "李四(大)", "李四(大)"),  # written because there is another 李四
        ("李四（二组）", "李四(二组)", "李四(二组)"),
        ("李四（残）", "李四(残)", "李四"),
        ("李四已故", "李四已故", "李四"),
        ("王同志", "王同志", "王同志"),
        ("阿依古丽·买买提", "阿依古丽·买买提", "阿依古丽·买买提"),
        ("*", "", ""),
    ],
)
def test_what_stands_around_a_name(name: str, bare: str, short: str) -> None:
    assert (bare_head(name), head_without_words(name)) == (bare or name, short or name)


def by_groups(tmp_path: Path, first: tuple[str, ...], second: tuple[str, ...]) -> tuple[int, int, int]:
    """Households, persons and cells that differ, of two registers with a head (group, name, paper, persons) each."""
    sheets = [(LISTED, ("红石村", *head, "未脱贫", "2014-01")) for head in (first, second)]
    path = book(tmp_path, *sheets)
    return figures([path]).all_households, figures([path]).all_persons, len(at(read(path), "REC226"))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("一组", "张伟", "", "2"), ("二组", "张伟（小）", "", "4")),
        (("", "张伟", "", "2"), ("", "张伟（小）", "", "2")),
        (("一组", "张伟★", "", "2"), ("二组", "张伟", "", "4")),
        (("一组", "张伟★", "", "2"), ("二组", "张伟", "", "2")),
        (("", "张伟(残)", "", "2"), ("", "张伟", "", "4")),
        (("一组", "张伟", "", "2"), ("三组", "张伟", "", "2")),
        (("一组", "张伟", FIRST, "2"), ("一组", "张伟", SECOND, "2")),
        (("一组", "张伟(残)", FIRST, "2"), ("一组", "张伟", SECOND, "2")),
    ],
)
def test_registers_keep_two_heads_that_anything_tells_apart(
    first: tuple[str, ...], second: tuple[str, ...], tmp_path: Path
) -> None:
    assert by_groups(tmp_path, first, second) == (2, int(first[3]) + int(second[3]), 0)
    told = [note.zh for note in read(tmp_path / "册.xlsx").notes if "也可能是同一户" in note.zh]
    # 张伟 and 张伟（小） are two: the word is written because there are.
    assert ["共 1 个户主：红石村9" in note for note in told] == ([] if "（小）" in second[1] else [True])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("一组", "张伟★", "", "2"), ("第1组", "张伟", "", "2")),
        (("", "张伟(残)", "", "2"), ("一组", "张伟", "", "2")),
        (("", "张伟★", FIRST, "2"), ("", "张伟", FIRST, "2")),
        (("一组", "张伟", FIRST, "2"), ("三组", "张伟", FIRST, "2")),
        (("一组", "张伟", FIRST, "2"), ("一组", "张伟", SLIPPED, "2")),
        (("一组", "张伟", FIRST, "2"), ("一组", "张伟", FIRST[:6] + FIRST[8:17], "2")),
        (("一组", "张伟", FIRST, "2"), ("一组", "张伟", FIRST[:15] + "000", "2")),
        (("一组", "张伟", "", "2"), ("东坪组", "张伟", "", "2")),
    ],
)
def test_registers_have_one_household_where_nothing_tells_two(
    first: tuple[str, ...], second: tuple[str, ...], tmp_path: Path
) -> None:
    assert by_groups(tmp_path, first, second)[:2] == (1, 2)


@pytest.mark.parametrize("name", ["张伟★", "1.张伟", "张伟 同志", "张伟*"])
def test_a_mark_makes_no_other_head_though_the_size_changed(name: str, tmp_path: Path) -> None:
    households, _, differ = by_groups(tmp_path, ("一组", name, "", "2"), ("一组", "张伟", "", "4"))
    assert households == 1
    assert differ  # the size is told


def test_many_heads_of_one_name_are_found_by_what_tells_them_alone(tmp_path: Path) -> None:
    """王** in a list whose names are masked: papers and telephones tell them, the rest is of nobody known."""
    papers = [number(f"690000195001{nth:02}001") for nth in range(1, 29)]
    first = listed(*(("", "", "王*", paper) for paper in papers), *(("", "", "王*") for _ in range(40)))
    helped: Rows = (
        ("户主姓名", "户主证件号码", "帮扶人"),
        *(("王*", paper, f"周{nth}") for nth, paper in enumerate(papers)),
        ("王*", "", "钱一"),
    )
    reading = read(book(tmp_path, first, helped))
    assert column(reading, "households", "helper") == [*(f"周{nth}" for nth in range(28)), *(None for _ in range(40))]


def test_rosters_of_two_groups_have_a_head_each(tmp_path: Path) -> None:
    headings = ("村", "组", "户主姓名", "姓名", "与户主关系")
    sheets = [
        (headings, ("红石村", group, head, head, "户主"), ("红石村", group, head, child, "之子"))
        for group, head, child in (("一组", "张伟", "张小一"), ("二组", "张伟（小）", "张小二"))
    ]
    reading = read(book(tmp_path, *sheets))
    first, second = column(reading, "households", "household_id")
    assert column(reading, "persons", "household_id") == [first, first, second, second]


def test_a_helper_of_the_other_namesake_is_not_taken_for_the_first(tmp_path: Path) -> None:
    path = book(tmp_path, listed(("红石村", "", "张三")), helped(("红石村", "", "张三（小）", "周一")))
    assert (None, "张三", None) in helpers(path)
