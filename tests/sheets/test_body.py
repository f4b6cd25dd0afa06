"""Which rows under the headings are data, and which are not."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from puxi_cli.errors import UnreadableFile
from puxi_cli.sheets.read import Reading
from tests.sheets.registers import FLAT, HOUSEHOLDS, PERSONS, WANG, Rows, column, csv_file, faults_of, number, read, rows_of, xlsx

Row = tuple[str | None, ...]


def of(tmp_path: Path, rows: Rows) -> Reading:
    return read(xlsx(tmp_path / "a.xlsx", {"人口信息": rows}))


def left_out(reading: Reading) -> tuple[tuple[int, str], ...]:
    (sheet,) = reading.inputs[0].sheets
    return sheet.left_out


TOTALS: list[Row] = [
    ("合计",),
    ("合 计",),
    ("合  计", None, None, None, None, None, None, None, None, None, "3"),
    ("总计：",),
    ("小计", None, "4人"),
    ("合计", None, "4", None, "4"),
    ("合计4人",),
    ("合计（人）", None, "4"),
    (None, None, "合计", None, None, None, None, None, None, None, "3"),
    ("本页合计",),
    ("累计", None, "4"),
]


@pytest.mark.parametrize("total", TOTALS)
@pytest.mark.parametrize("blank", [0, 1])
def test_a_total_is_no_household(total: Row, blank: int, tmp_path: Path) -> None:
    reading = of(tmp_path, [*PERSONS, *[()] * blank, total])
    assert faults_of(reading) == []
    assert rows_of(reading, "persons") == [2, 3, 4, 5]
    assert left_out(reading) == ((6 + blank, "total"),)


def test_totals_between_villages(tmp_path: Path) -> None:
    rows = [
        PERSONS[0],
        ("丙村",),
        *PERSONS[1:4],
        ("小计", None, "3"),
        ("丁村",),
        PERSONS[4],
        ("小计", None, "1"),
        ("合计", None, "4"),
    ]
    reading = of(tmp_path, rows)
    assert faults_of(reading) == []
    assert rows_of(reading, "persons") == [3, 4, 5, 8]
    assert left_out(reading) == ((2, "section"), (6, "total"), (7, "section"), (9, "total"), (10, "total"))


NOTES: list[Row] = [
    ("注：本表由各村填报",),
    ("说明：1. 户编号由系统生成；2. 证件号码须为文本。",),
    ("制表人：王一",),
    ("制表人：王一", None, None, None, "审核人：李二"),
    ("填表：王一", None, "审核：李二", None, "日期：2018年12月31日"),
    ("单位（盖章）：",),
    (None, None, "2018年12月31日"),
    (None, None, None, "以上情况属实"),
]


@pytest.mark.parametrize("note", NOTES)
def test_notes_under_the_table(note: Row, tmp_path: Path) -> None:
    reading = of(tmp_path, [*PERSONS, (), note])
    assert faults_of(reading) == []
    assert rows_of(reading, "persons") == [2, 3, 4, 5]
    assert [row for row, _ in left_out(reading)] == [7]


def test_repeated_headings_of_a_printed_page(tmp_path: Path) -> None:
    rows = [*PERSONS[:3], PERSONS[0], *PERSONS[3:]]
    reading = of(tmp_path, rows)
    assert faults_of(reading) == []
    assert rows_of(reading, "persons") == [2, 3, 5, 6]
    assert left_out(reading) == ((4, "heading"),)


@pytest.mark.parametrize("first", [("1", "2", "3"), ("甲", "乙", "1"), ("0", "1", "2"), (None, None, "1")])
def test_a_row_that_numbers_the_columns(first: Row, tmp_path: Path) -> None:
    start = int(first[2] or 0) + 1
    counted = (*first, *(str(start + n) for n in range(8)))
    reading = of(tmp_path, [PERSONS[0], counted, *PERSONS[1:]])
    assert faults_of(reading) == []
    assert rows_of(reading, "persons") == [3, 4, 5, 6]
    assert left_out(reading) == ((2, "heading"),)


COUNTS = {
    "（1）": [f"（{n}）" for n in range(1, 12)],
    "(1)": [f"({n})" for n in range(1, 12)],
    "①": list("①②③④⑤⑥⑦⑧⑨⑩⑪"),
    "⑴": list("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾"),
    "第1列": [f"第{n}列" for n in range(1, 12)],
    "第 1 列": [f"第 {n} 列" for n in range(1, 12)],
    "第1栏": [f"第{n}栏" for n in range(1, 12)],
    "1栏": [f"{n}栏" for n in range(1, 12)],
    "栏1": [f"栏{n}" for n in range(1, 12)],
    "１": [*list("１２３４５６７８９"), "１０", "１１"],
    "1.": [f"{n}." for n in range(1, 12)],
    "栏次": ["栏次", *map(str, range(1, 11))],
    "甲 乙 ①": ["甲", "乙", *"①②③④⑤⑥⑦⑧⑨"],
    "4=2+3": ["1", "2", "3", "4=2+3", *map(str, range(5, 12))],
}
HINTED: list[Row] = [
    ("10位", "选填", "必填", "男/女", "18位"),
    ("数字", None, "文字", None, None, "年月日"),
    ("系统号", None, "全名", None, None, "年月日"),
    (None, None, "人", None, None, "日"),
]


@pytest.mark.parametrize("counted", list(COUNTS.values()), ids=list(COUNTS))
def test_however_the_numbers_of_the_columns_are_written(counted: list[str], tmp_path: Path) -> None:
    reading = of(tmp_path, [PERSONS[0], counted, *PERSONS[1:]])
    assert faults_of(reading) == []
    assert rows_of(reading, "persons") == [3, 4, 5, 6]
    assert left_out(reading) == ((2, "heading"),)


@pytest.mark.parametrize("hints", HINTED)
@pytest.mark.parametrize("counted", ["（1）", "①", "第1列", "栏次"])
def test_the_columns_are_numbered_below_a_row_of_hints_or_units(hints: Row, counted: str, tmp_path: Path) -> None:
    reading = of(tmp_path, [PERSONS[0], hints, COUNTS[counted], *PERSONS[1:]])
    assert faults_of(reading) == []
    assert rows_of(reading, "persons") == [4, 5, 6, 7]
    assert left_out(reading) == ((2, "hint"), (3, "heading"))


def test_a_person_above_the_numbers_of_the_columns_is_kept(tmp_path: Path) -> None:
    reading = of(tmp_path, [*PERSONS[:2], COUNTS["①"], *PERSONS[2:]])
    assert rows_of(reading, "persons") == [2, 4, 5, 6]
    assert left_out(reading) == ((3, "heading"),)


def test_small_numbers_in_the_second_row_do_not_number_the_columns(tmp_path: Path) -> None:
    rows = [("户编号", "行政村", "户类型", "住房面积", "耕地面积"), ("9", "甲村", "2", "80", "3"), ("2", "3", "4", "5", "6")]
    assert rows_of(of(tmp_path, rows), "households") == [2, 3]


def test_a_row_of_codes_does_not_number_the_columns(tmp_path: Path) -> None:
    rows = [("户编号", "行政村", "户类型", "住房面积", "耕地面积"), ("1", "2", "2", "80", "3"), ("2", "3", "4", "5", "7")]
    assert rows_of(of(tmp_path, rows), "households") == [2, 3]


def test_the_same_in_a_flat_list_and_in_households(tmp_path: Path) -> None:
    for name, rows, faults in (("flat", FLAT, [("REC344", None)]), ("households", HOUSEHOLDS, [])):
        total = ("合计", None, None, str(len(rows) - 1))
        reading = read(csv_file(tmp_path / f"{name}.csv", [*rows[:2], rows[0], *rows[2:], total, (), ("注：以上",)]))
        assert faults_of(reading) == faults
        assert [why for _, why in left_out(reading)] == ["heading", "total", "note"]
        assert column(reading, "households", "household_id") == ["6100000001", "6100000002"]


def test_a_person_is_not_taken_for_a_total_a_note_or_a_heading(tmp_path: Path) -> None:
    rows = [
        PERSONS[0],
        *((*row[:2], name, *row[3:]) for row, name in zip(PERSONS[1:], ("姓名", "单小计", "注生", "汇总"), strict=True)),
    ]
    reading = of(tmp_path, rows)
    assert column(reading, "persons", "name") == ["姓名", "单小计", "注生", "汇总"]
    assert left_out(reading) == ()


def test_a_table_without_any_number_has_notes_and_totals_too(tmp_path: Path) -> None:
    rows: list[Row] = [
        ("行政村", "年度", "总户数", "总人口"),
        ("丙村", "2018", "300", "900"),
        ("合计", None, "300", "900"),
        ("注：年末数",),
    ]
    reading = of(tmp_path, rows)
    assert rows_of(reading, "village_years") == [2]
    assert left_out(reading) == ((3, "total"), (4, "note"))


def test_a_row_with_little_in_it_is_a_row_with_faults(tmp_path: Path) -> None:
    rows: list[Row] = [PERSONS[0], (None, None, "王一", "男"), PERSONS[2], ("6100000001",), PERSONS[3]]
    reading = of(tmp_path, rows)
    assert rows_of(reading, "persons") == [2, 3, 4, 5]
    assert {place for rule, place in faults_of(reading) if rule == "REC101"} == {"A2", "E2", "G2", "C4", "E4", "G4"}


def test_formatted_blank_rows_are_none(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, framed = book.add_worksheet("人口信息"), book.add_format({"border": 1, "bg_color": "#EEEEEE"})
        for r, row in enumerate(PERSONS):
            sheet.write_row(r, 0, row, framed)
        for r in range(5, 400):
            for c in range(15):
                sheet.write_blank(r, c, None, framed)
        sheet.write_string(10, 3, "   ", framed)
        sheet.write_string(11, 0, "\u3000", framed)
    reading = read(path)
    assert faults_of(reading) == []
    assert rows_of(reading, "persons") == [2, 3, 4, 5]
    assert left_out(reading) == ()


def test_blank_rows_between_do_not_shift_the_numbers(tmp_path: Path) -> None:
    rows = [PERSONS[0], (), PERSONS[1], (), (), PERSONS[2]]
    for reading in (of(tmp_path, rows), read(csv_file(tmp_path / "b.csv", rows))):
        assert rows_of(reading, "persons") == [3, 6]


def test_hidden_rows_are_read_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("人口信息")
        for r, row in enumerate(PERSONS):
            sheet.write_row(r, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(90, None, None, {"hidden": True})  # with nothing in it
    reading = read(path)
    assert column(reading, "persons", "name") == ["王一", "李二", "赵三", "钱四"]
    assert reading.inputs[0].sheets[0].hidden_rows == 1


def test_household_cells_merged_over_their_members(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in FLAT:
        sheet.append(list(row))
    for letter in "CDH":  # village, household and stated size stand once over three rows
        sheet.merge_cells(f"{letter}2:{letter}4")
    sheet.merge_cells("A2:B4")  # county and town together: the value is that of the first
    sheet.merge_cells("J2:J3")
    book.save(path)
    reading = read(path)
    assert column(reading, "persons", "household_id") == ["6100000001"] * 3 + ["6100000002"]
    assert column(reading, "households", "village") == ["丙村", "丁村"]
    assert column(reading, "households", "size") == [3, 1]
    assert column(reading, "persons", "ethnic") == ["汉族", "汉族", "汉族", "汉族"]
    assert faults_of(reading) == [("REC344", None)]


def test_merges_that_overlap_or_reach_to_the_end_of_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("人口信息")
        for r, row in enumerate(PERSONS):
            sheet.write_row(r, 0, row)
        sheet.merge_range(1, 7, 3, 7, "汉族")
        sheet.merge_range(4, 7, 59999, 7, "汉族")
    reading = read(path)
    assert rows_of(reading, "persons") == [2, 3, 4, 5]
    assert column(reading, "persons", "ethnic") == ["汉族"] * 4


@pytest.mark.parametrize(
    "rows",
    [
        [PERSONS[0]],
        [PERSONS[0], (), ()],
        [PERSONS[0], ("合计", None, "0")],
        [PERSONS[0], ("注：无",)],
        [PERSONS[0], tuple("123456789")],
        [PERSONS[0], PERSONS[0]],
    ],
)
def test_headings_without_a_row_are_no_register(rows: Rows, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="not one row of data") as refused:
        of(tmp_path, rows)
    assert "a.xlsx" in refused.value.zh


def by_village(*between: Row) -> list[Row]:
    """A list whose first column is required and a text, as village lists have it; what comes between stands behind two persons."""
    village = [("行政村", *PERSONS[0]), *(("丙村", *row) for row in PERSONS[1:])]
    return [*village[:3], *between, *village[3:]]


@pytest.mark.parametrize(
    ("between", "why"),
    [
        (("丙村小计", None, None, None, None, "3"), "total"),
        (("丙村", "小计", None, "2户3人"), "total"),
        (("本页小计", None, None, "3人"), "total"),
        (("全镇合计", None, None, "4"), "total"),
        (("全鎮合計", None, None, "4"), "total"),
        (("总数", None, None, "4"), "total"),
        (("總計", None, None, "4"), "total"),
        (("一、丙村（2户3人）",), "section"),
        (("丁村",), "section"),
        (("第1页 共2页",), "note"),
        (("2018年贫困人口花名册",), "section"),
        (("填报单位：某镇", None, None, "2018年12月31日"), "note"),
        (("村支书：", None, None, "驻村工作队长：", None, "包村干部："), "note"),
        (("填表人：", None, "审核人："), "note"),
        (("村支书：张三", None, None, "队长：李四"), "note"),
        (("村支书：", "张三", None, "队长：", "李四"), "note"),
        (("村两委签字", None, None, "李支书"), "note"),
        (("村两委签字", None, "李支书", "驻村工作队签字", None, "王队员"), "note"),
        ((None, None, "驻村工作队员", "王队员"), "note"),
        (("公示时间", None, "2018年12月1日至12月7日"), "note"),
        (("公示期：7天", None, "监督电话"), "note"),
        (("备注", "该户2018年新增"), "note"),
        (("镇审核意见", None, "同意"), "note"),
        (("评议小组成员", None, None, "赵六"), "note"),
        (("过次页",), "total"),
        (("承前页", None, "1"), "total"),
        (("转下页", None, "2户", "3人"), "total"),
        (("（接上页）",), "total"),
        (("续表",), "total"),
    ],
)
def test_what_is_no_person_is_left_out_whichever_column_is_first(between: Row, why: str, tmp_path: Path) -> None:
    reading = of(tmp_path, by_village(between))
    assert left_out(reading) == ((4, why),)
    assert rows_of(reading, "persons") == [2, 3, 5, 6]
    firsts = ["序号", "1", "2", None, "3", "4"]
    numbered = [(first, *row) for first, row in zip(firsts, by_village(between), strict=True)]
    assert left_out(of(tmp_path, numbered)) == ((4, why),)


@pytest.mark.parametrize(
    "person",
    [
        ("红石村委会", "6100000003", "P9", "孙七"),  # a village that is called by its committee
        ("公示村", None, None, "孙七", "男", WANG, "1970-01-01", "本人或户主"),
        ("丙村", None, None, "备注", "男", None, None, "配偶"),
        (None, None, None, "第一书记", "男", WANG),  # whoever has a number is a person
    ],
)
def test_a_person_beside_such_words_is_kept(person: Row, tmp_path: Path) -> None:
    assert left_out(of(tmp_path, by_village(person))) == ()


def test_a_list_of_helpers_below_is_none_of_persons(tmp_path: Path) -> None:
    helpers: list[Row] = [
        ("附：帮扶责任人一览表",),
        ("序号", "帮扶干部", "职务", "帮扶户"),
        ("1", "李干部", "站长", "张三平"),
        ("2", "王主任", "主任", "孙独"),
    ]
    reading = of(tmp_path, [*by_village(), (), *helpers])
    assert rows_of(reading, "persons") == [2, 3, 4, 5]
    assert left_out(reading) == ((7, "section"), (8, "helpers"), (9, "helpers"), (10, "helpers"))
    assert faults_of(reading) == []
    # The register's own headings again: what stands below them is the register's.
    village = by_village()
    again = of(tmp_path, [*village[:3], *helpers, village[0], *village[3:]])
    assert rows_of(again, "persons") == [2, 3, 9, 10]


def test_headings_of_households_with_helpers_again_are_headings(tmp_path: Path) -> None:
    headings: Row = ("序号", "行政村", "户主姓名", "帮扶责任人", "单位", "联系电话")
    rows: list[Row] = [
        headings,
        ("1", "丙村", "王一", "李干部", "农综站", ""),
        headings,
        ("2", "丙村", "钱四", "李干部", "农综站", ""),
    ]
    reading = of(tmp_path, rows)
    assert rows_of(reading, "households") == [2, 4]
    assert left_out(reading) == ((3, "heading"),)


def test_the_upper_of_two_heading_rows_again_is_a_heading(tmp_path: Path) -> None:
    upper = ("基本信息", None, None, None, "个人情况")
    head, *rows = by_village()
    reading = of(tmp_path, [upper, head, *rows[:2], upper, head, *rows[2:]])
    assert left_out(reading) == ((5, "heading"), (6, "heading"))


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("必填", "必填", "必填", "男/女", "按代码表", "选填", "选填"), "hint"),
        (tuple(f"aab{number:03}" for number in range(7)), "hint"),
        (("例：丙村", "例：1000000009", "例：某某", "例：男"), "example"),
        (("如：丙村", "如：1000000009", "如：某某", "男"), "example"),
        (("字符型", "字符型(10)", "字符型（18）", "字符型", "代码", "字符型(18)", "日期型", "代码", "代码", "代码"), "hint"),
        (("varchar(20)", "C(10)", "varchar(14)", "string", "char(1)", "varchar(18)", "date", "int"), "hint"),
        (("（必填）", "（必填）", "（必填）", "（必填）", "（选填）", "（选填）"), "hint"),
        (("自动编号", "*", "*", "*", "*", "*"), "hint"),
        ((None, None, None, "（男/女）"), "hint"),
        (("（全称）", None, None, "（选填）"), "hint"),
    ],
)
def test_hints_codes_and_examples_below_the_headings_are_no_persons(row: Row, why: str, tmp_path: Path) -> None:
    head, *rows = by_village()
    reading = of(tmp_path, [head, row, *rows])
    assert left_out(reading) == ((2, why),)
    assert rows_of(reading, "persons") == [3, 4, 5, 6]


def test_a_row_that_calls_itself_an_example_is_left_out_though_it_is_filled_in(tmp_path: Path) -> None:
    head, *rows = by_village()
    reading = of(tmp_path, [("序号", *head), ("示例", *rows[0]), *((str(n), *row) for n, row in enumerate(rows, 1))])
    assert left_out(reading) == ((2, "example"),)
    assert rows_of(reading, "persons") == [3, 4, 5, 6]


def test_villages_and_people_with_such_words_in_their_names_are_kept(tmp_path: Path) -> None:
    head, *rows = by_village()
    odd = [("示例村", *rows[0][1:]), ("合计沟村", *rows[1][1:]), ("第一页村", *rows[2][1:]), ("总计坪村", *rows[3][1:])]
    reading = of(tmp_path, [head, *odd])
    assert left_out(reading) == ()
    assert rows_of(reading, "persons") == [2, 3, 4, 5]


def test_a_total_below_villages_and_their_years_is_no_village(tmp_path: Path) -> None:
    villages = [("行政村", "行政区划代码"), ("丙村", "690000100201"), ("全镇合计", None)]
    years = [
        ("行政村", "年度", "总户数", "总人口", "农业户籍人口"),
        ("丙村", "2018", "300", "900", "880"),
        ("全镇合计", "2018", "300", "900", "880"),
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", {"户信息": HOUSEHOLDS, "人口信息": PERSONS, "村信息": villages, "村年度": years}))
    assert column(reading, "villages", "village") == ["丙村"]
    assert column(reading, "village_years", "village") == ["丙村"]


def test_a_list_of_letters_only_keeps_its_first_rows(tmp_path: Path) -> None:
    rows = [("户编号", "行政村", "户主姓名"), *((f"A{n}", "East", f"Name{n}") for n in range(1, 8))]
    reading = of(tmp_path, rows)
    assert left_out(reading) == ()
    assert sum(sheet.rows for sheet in reading.inputs[0].sheets) == 7


def test_a_person_with_a_sex_and_a_relation_is_no_total_whatever_the_name(tmp_path: Path) -> None:
    head = ("行政村", *PERSONS[0])
    at = {heading: place for place, heading in enumerate(head)}
    doubtful: list[str | None] = [None] * len(head)
    for heading, value in {"行政村": "丙村", "姓名": "单小计", "性别": "男", "与户主关系": "之子"}.items():
        doubtful[at[heading]] = value
    reading = of(tmp_path, by_village(tuple(doubtful)))
    assert left_out(reading) == ()


def test_a_person_called_like_an_example_is_kept(tmp_path: Path) -> None:
    head, *rows = by_village()
    place = head.index("姓名")
    named = (*rows[0][:place], "示例", *rows[0][place + 1 :])
    reading = of(tmp_path, [head, named, *rows[1:]])
    assert left_out(reading) == ()


WHOLE: Row = (
    "甲村",
    "6100000009",
    "P9",
    "孙五",
    "男",
    number("69000019800101003"),
    "1980-01-01",
    "本人或户主",
    "汉族",
    "小学",
    "健康",
    "是",
)


MARKS = [
    "例",
    "例如",
    "（例）",
    "(例)",
    "【例】",
    "[例]",
    "例1",
    "例：",
    "样表",
    "（样表）",
    "示例",
    "（示例）",
    "【示例】",
    "样例",
    "填写示例",
    "示例，请删除",
    "如",
    "如：",
    "示范",
    "示范：",
    "示范行",
    "举例",
    "范本",
]


def test_rows_whose_number_is_an_example_are_left_out_wherever_they_stand(tmp_path: Path) -> None:
    head, *rows = by_village()
    numbered = [(str(n), *row) for n, row in enumerate(rows, 1)]
    reading = of(tmp_path, [("序号", *head), *numbered[:2], *((mark, *WHOLE) for mark in MARKS), *numbered[2:]])
    assert left_out(reading) == tuple((row, "example") for row in range(4, 4 + len(MARKS)))
    assert column(reading, "persons", "name") == ["王一", "李二", "赵三", "钱四"]


@pytest.mark.parametrize("mark", ["例", "（例）", "例如"])
def test_the_first_row_may_be_an_example(mark: str, tmp_path: Path) -> None:
    head, *rows = by_village()
    reading = of(tmp_path, [("序号", *head), (mark, *WHOLE), *((str(n), *row) for n, row in enumerate(rows, 1))])
    assert left_out(reading) == ((2, "example"),)


REMARKS = [
    "示例", "示例，请删除", "示例,填表前删除", "（示例）", "样例", "样例。", "例", "此行为示例", "本行是样例，请删除", "填写示例", "示例行",
    "示例数据", "请删除本示例行", "仅供示例", "示例（仅供参考）", "示例：请勿删除",
]  # fmt: skip


@pytest.mark.parametrize("heading", ["备注", "备 注", "说明", "备注（填写说明）"])
def test_rows_whose_remark_is_an_example_are_left_out(heading: str, tmp_path: Path) -> None:
    head, *rows = by_village()
    reading = of(tmp_path, [(*head, heading), *((*WHOLE, remark) for remark in REMARKS), *rows])
    assert left_out(reading) == tuple((row, "example") for row in range(2, 2 + len(REMARKS)))
    assert column(reading, "persons", "name") == ["王一", "李二", "赵三", "钱四"]


@pytest.mark.parametrize(
    "remark",
    [
        "示例户",
        "示范户",
        "示例户，请勿删除",
        "样例（带动5户）",
        "例会缺席",
        "例行走访",
        "该户为示例户",
        "范例",
        "示例村产业带动",
        "脱贫示例：养蜂",
        "已删除重复",
        "此户是示例",
    ],
)
def test_a_household_that_is_an_example_to_others_is_kept(remark: str, tmp_path: Path) -> None:
    head, *rows = by_village()
    reading = of(tmp_path, [(*head, "备注"), (*WHOLE, remark), *rows])
    assert left_out(reading) == ()
    assert rows_of(reading, "persons") == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("village", "name"),
    [
        ("例家村", "例一"),
        ("样田村", "例"),
        ("例沟村", "示例"),
        ("样表村", "样例"),
        ("示例村", "孙五"),
        ("示范村", "孙五"),
        ("示范", "如一"),
    ],
)
def test_villages_and_surnames_that_begin_like_examples_are_kept(village: str, name: str, tmp_path: Path) -> None:
    head, *rows = by_village()
    reading = of(tmp_path, [("序号", *head), ("1", village, *WHOLE[1:3], name, *WHOLE[4:]), *((None, *row) for row in rows)])
    assert left_out(reading) == ()
    assert column(reading, "persons", "name") == [name, "王一", "李二", "赵三", "钱四"]


Cells = dict[str, str]


def listed(*between: Cells) -> list[Row]:
    """A flat list, with rows of a few cells behind its third person."""
    head = tuple(str(heading) for heading in FLAT[0])
    rows = [tuple(None if cell is None else str(cell) for cell in row) for row in FLAT]
    return [*rows[:4], *(tuple(cells.get(heading) for heading in head) for cells in between), *rows[4:]]


SUMS = [
    "共2户3人",
    "2户3人",
    "计",
    "共 2 户",
    "合计2户",
    "小计：2户3人",
    "2户，3人",
    "共二户",
    "３人",
    "合计",
    "总计 3人",
    "总数",
    "合計",
    "小 計",
    "總計",
    "共計",
    "總數",
    "合計2户",
]


@pytest.mark.parametrize("heading", ["姓名", "户编号", "证件号码", "人编号"])
@pytest.mark.parametrize(
    "beside", [{}, {"人数": "3"}, {"县(市、区、旗)": "甲县", "乡(镇)": "乙镇", "人数": "3人"}], ids=["alone", "persons", "town"]
)
def test_a_sum_beside_its_village_is_no_person(heading: str, beside: Cells, tmp_path: Path) -> None:
    reading = of(tmp_path, listed(*({"行政村": "丙村", heading: words, **beside} for words in SUMS)))
    assert faults_of(reading) == [("REC344", None)]
    assert left_out(reading) == tuple((row, "total") for row in range(5, 5 + len(SUMS)))
    assert rows_of(reading, "persons") == [2, 3, 4, 5 + len(SUMS)]


@pytest.mark.parametrize("words", ["共2户3人", "计", "合计2户"])
def test_one_sum_below_its_village_is_no_person(words: str, tmp_path: Path) -> None:
    reading = of(tmp_path, listed({"行政村": "丙村", "姓名": words}))
    assert left_out(reading) == ((5, "total"),)


@pytest.mark.parametrize(
    "cells",
    [
        {"行政村": "丙村", "人数": "3"},
        {"行政村": "丙村", "人数": "3人"},
        {"乡(镇)": "乙镇", "行政村": "丙村", "人数": "3"},
        {"行政村": "丙村", "户编号": "2户", "人数": "3"},
        {"行政村": "丙村", "户编号": "2户", "姓名": "3人"},
    ],
)
def test_figures_beside_a_village_are_a_sum(cells: Cells, tmp_path: Path) -> None:
    reading = of(tmp_path, listed(cells))
    assert faults_of(reading) == [("REC344", None)]
    assert left_out(reading) == ((5, "total"),)


def test_a_sum_of_many_figures_is_one(tmp_path: Path) -> None:
    head = (*HOUSEHOLDS[0], "人数", "住房面积", "户数")
    rows = [tuple(str(cell) if cell else None for cell in row) for row in HOUSEHOLDS[1:]]
    figures = {"行政村": "丙村", "户主姓名": "共2户", "人均纯收入": "4000", "人数": "3", "住房面积": "160.5", "户数": "2"}
    reading = of(tmp_path, [head, rows[0], tuple(figures.get(str(heading)) for heading in head), rows[1]])
    assert left_out(reading) == ((3, "total"),)
    assert rows_of(reading, "households") == [2, 4]


@pytest.mark.parametrize(
    "cells",
    [
        {"行政村": "丙村", "姓名": "孙五"},
        {"行政村": "丙村", "姓名": "计一"},
        {"行政村": "丙村", "姓名": "计一户"},
        {"行政村": "丙村", "姓名": "共和"},
        {"行政村": "丙村", "姓名": "孙五", "人数": "3"},
        {"行政村": "丙村", "户编号": "2", "人数": "3"},
        {"行政村": "丙村", "户编号": "2户", "姓名": "孙五", "人数": "3"},
        {"行政村": "丙村", "姓名": "共2户3人", "与户主关系": "户主"},
        {"行政村": "丙村", "姓名": "计", "证件号码": number("69000019800101003")},
        {"行政村": "丙村", "人数": "3", "联系电话": "13900000009"},
        {"行政村": "丙村", "人数": "3", "脱贫属性": "未脱贫"},
    ],
)
def test_a_person_of_whom_little_is_written_is_a_row_with_faults(cells: Cells, tmp_path: Path) -> None:
    reading = of(tmp_path, listed(cells))
    assert left_out(reading) == ()
    assert rows_of(reading, "persons") == [2, 3, 4, 5, 6]


def test_a_numbered_row_of_a_village_and_a_size_is_a_household_with_faults(tmp_path: Path) -> None:
    rows = [(None if n == 0 else str(n), *row) for n, row in enumerate(listed({"行政村": "丙村", "人数": "3"}))]
    reading = of(tmp_path, [("序号", *rows[0][1:]), *rows[1:]])
    assert left_out(reading) == ()


def test_figures_of_villages_and_years_are_no_sums(tmp_path: Path) -> None:
    years = [("行政村", "年度", "总户数", "总人口"), ("丙村", None, "300", "900"), ("丁村", "2018", "200", "700")]
    assert rows_of(of(tmp_path, years), "village_years") == [2, 3]


@pytest.mark.parametrize(
    "row",
    [
        ("丙村", "丙村5户8人"), (None, "丙村：5户8人"), ("丙村共5户", None, "8"), ("第三村民小组", "丙村（5户，8人）"), ("丙村5户", "丁村3户8人"),
        ("乙镇合计12户30口", None, "丙村"),
    ],
)  # fmt: skip
def test_what_is_counted_in_a_place_is_a_total(row: Row, tmp_path: Path) -> None:
    reading = of(tmp_path, [*PERSONS, ("说明：",), row])
    assert left_out(reading) == ((6, "note"), (7, "total"))
    assert faults_of(reading) == []


@pytest.mark.parametrize("row", [("6100000009", "丙村5户8人"), ("丙村5户8人", None, "王九"), ("丙村5户8人", None, None, "男")])
def test_where_somebody_stands_beside_it_the_row_is_theirs(row: Row, tmp_path: Path) -> None:
    assert rows_of(of(tmp_path, [*PERSONS, row]), "persons") == [2, 3, 4, 5, 6]


AVERAGES: list[Cells] = [
    {"县(市、区、旗)": "平均", "人数": "2.5"},
    {"乡(镇)": "平均值：", "人数": "2"},
    {"行政村": "平均", "人数": "2.5"},
    {"姓名": "平均", "人数": "2.5"},
    {"姓名": "户均", "人数": "2.5人"},
    {"行政村": "丙村平均", "人数": "3"},
    {"行政村": "丙村", "户编号": "平均", "人数": "3"},
    {"户编号": "占比", "人数": "35.5%"},
    {"乡(镇)": "全镇户均", "人数": "2.5"},
]


@pytest.mark.parametrize("cells", AVERAGES)
def test_an_average_is_nobody(cells: Cells, tmp_path: Path) -> None:
    reading = of(tmp_path, listed(cells))
    assert left_out(reading) == ((5, "total"),)
    assert rows_of(reading, "persons") == [2, 3, 4, 6]


@pytest.mark.parametrize(
    "cells",
    [
        {"姓名": "平均", "行政村": "丙村", "人数": "3"},
        {"姓名": "平均", "户编号": "6100000003", "人数": "3"},
        {"姓名": "平均", "与户主关系": "配偶"},
        {"姓名": "户均", "民族": "汉", "人数": "3"},
        {"行政村": "平均村", "姓名": "王九", "人数": "3"},
        {"行政村": "平均", "姓名": "王九", "户编号": "6100000003"},
    ],
)
def test_somebody_may_be_called_average(cells: Cells, tmp_path: Path) -> None:
    assert left_out(of(tmp_path, listed(cells))) == ()


def test_an_average_below_households_and_villages_is_none(tmp_path: Path) -> None:
    homes: Rows = [
        ("序号", "行政村", "户主姓名", "户编号", "人数", "人均纯收入"),
        ("1", "丙村", "平均", "5001", "3", "3200"),
        ("2", "丙村", "王二", "5002", "2", "3800"),
        (None, "平均", None, None, "2.5", "3500"),
    ]
    assert left_out(of(tmp_path, homes)) == ((4, "total"),)
    years = [
        ("行政村", "年度", "总户数", "总人口"),
        ("丙村", "2018", "300", "900"),
        ("丁村", "2018", "200", "700"),
        ("平均", "2018", "250", "800"),
    ]
    reading = of(tmp_path, years)
    assert left_out(reading) == ((4, "total"),)
    assert column(reading, "village_years", "village") == ["丙村", "丁村"]


def test_somebody_whose_cells_are_hidden_by_stars_is_read(tmp_path: Path) -> None:
    head, *rows = by_village()
    starred = ("丙村", "6100000009", "*", "*", "*", "*", "*", *rows[0][7:])
    assert left_out(of(tmp_path, [head, starred, *rows])) == ()


HOUSEHOLDS_OF_A_FORM: list[Row] = [("丙村", "王一", "一般贫困户", "3", "2800"), ("丙村", "李二", "低保贫困户", "2", "2700")]
FORM: Row = ("行政村", "户主姓名", "贫困户属性", "家庭人口", "人均纯收入")


@pytest.mark.parametrize(
    ("below", "why"),
    [
        ([("甲", "乙", "丙", "1", "2")], ["heading"]),
        ([("甲", "乙", "丙", "丁", "1")], ["heading"]),
        ([("甲", "乙", "丙", "丁", "戊")], ["heading"]),
        ([("甲", "乙", None, "1", "2")], ["heading"]),
        ([("甲", "乙", "丙", "（1）", "（2）")], ["heading"]),
        ([(None, None, None, "人", "元"), ("甲", "乙", "丙", "1", "2")], ["heading"]),
        ([("(1)", "(2)", "(3)", "(4)", "(5)"), ("甲", "乙", "丙", "1", "2")], ["heading", "heading"]),
    ],
)
def test_letters_of_order_number_the_columns(below: list[Row], why: list[str], tmp_path: Path) -> None:
    reading = of(tmp_path, [FORM, *below, *HOUSEHOLDS_OF_A_FORM])
    assert column(reading, "households", "head_name") == ["王一", "李二"]
    assert [reason for _, reason in left_out(reading)] == why


def test_the_numbers_of_the_columns_again_on_the_next_page(tmp_path: Path) -> None:
    counted = ("甲", "乙", "丙", "1", "2")
    first, second = HOUSEHOLDS_OF_A_FORM
    reading = of(tmp_path, [FORM, counted, first, FORM, counted, second])
    assert column(reading, "households", "head_name") == ["王一", "李二"]
    assert left_out(reading) == ((2, "heading"), (4, "heading"), (5, "heading"))


@pytest.mark.parametrize(
    "first",
    [
        ("甲村", "王乙", "一般贫困户", "1", "2"),
        ("甲", "王一", "一般贫困户", "1", "2"),
        ("乙", "甲", "一般贫困户", "1", "2"),
        ("甲", "乙", "一般贫困户", "3", "2800"),
    ],
)
def test_villages_and_names_of_such_letters_are_kept(first: Row, tmp_path: Path) -> None:
    reading = of(tmp_path, [FORM, first, *HOUSEHOLDS_OF_A_FORM])
    assert column(reading, "households", "head_name")[0] == first[1]
    assert left_out(reading) == ()


@pytest.mark.parametrize(
    "name",
    [
        "张三（样表）",
        "张三(示例)",
        "【样例】张三",
        "例：李四",
        "示例：李四",
        "XXX",
        "xx",
        "×××",
        "某某某",
        "某某",
        "示例",
        "样例",
    ],
)
def test_a_name_that_is_an_examples_is_no_household(name: str, tmp_path: Path) -> None:
    reading = of(tmp_path, [FORM, ("丙村", name, "一般贫困户", "3", "2800"), *HOUSEHOLDS_OF_A_FORM])
    assert column(reading, "households", "head_name") == ["王一", "李二"]
    assert left_out(reading) == ((2, "example"),)


@pytest.mark.parametrize("name", ["张三", "王某某", "王XX", "例一", "张三（示范户）", "张三（户主）", "李四（小）", "某"])
def test_a_name_that_only_looks_like_one_is_kept(name: str, tmp_path: Path) -> None:
    reading = of(tmp_path, [FORM, ("丙村", name, "一般贫困户", "3", "2800"), *HOUSEHOLDS_OF_A_FORM])
    assert rows_of(reading, "households") == [2, 3, 4]
    assert left_out(reading) == ()


def test_a_list_without_names_keeps_its_households(tmp_path: Path) -> None:
    hidden = [("丙村", "XXX", "一般贫困户", "3", "2800"), ("丙村", "XXX", "低保贫困户", "2", "2700")]
    assert left_out(of(tmp_path, [FORM, *hidden, HOUSEHOLDS_OF_A_FORM[0]])) == ()


def test_a_household_with_a_number_and_a_child_without_a_name_are_kept(tmp_path: Path) -> None:
    numbered = [("户编号", *FORM), ("6100000001", "丙村", "某某", "一般贫困户", "3", "2800")]
    numbered += [(f"610000000{n}", *row) for n, row in enumerate(HOUSEHOLDS_OF_A_FORM, 2)]
    assert left_out(of(tmp_path, numbered)) == ()
    members = [("村", "姓名", "与户主关系"), ("丙村", "王一", "户主"), ("丙村", "王二", "配偶"), ("丙村", "XXX", "之子")]
    assert left_out(of(tmp_path, members)) == ()


def test_households_left_out_for_their_name_are_told(tmp_path: Path) -> None:
    reading = of(tmp_path, [FORM, ("丙村", "XXX", "一般贫困户", "3", "2800"), *HOUSEHOLDS_OF_A_FORM])
    (note,) = [note for note in reading.notes if "示例" in note.zh]
    assert "1 行的姓名是“XXX”" in note.zh
    assert "第 2 行" in note.zh


@pytest.mark.parametrize(
    "words",
    ["本村无贫困户", "零报告", "本月无新增贫困户", "暂无贫困人口", "无返贫户", "（本组没有贫困户）", "无", "本年度无变化"],
)
def test_that_there_is_nobody_is_nobody(words: str, tmp_path: Path) -> None:
    alone = of(tmp_path, [FORM, (None, words), *HOUSEHOLDS_OF_A_FORM])
    assert rows_of(alone, "households") == [3, 4]
    assert left_out(alone) == ((2, "note"),)
    assert not [note for note in alone.notes if "只填了姓名" in note.zh]


@pytest.mark.parametrize("name", ["无名氏", "吴贫", "没德才", "全无忧", "本村"])
def test_somebody_called_alike_is_kept(name: str, tmp_path: Path) -> None:
    reading = of(tmp_path, [FORM, ("丙村", name, "一般贫困户", "3", "2800"), *HOUSEHOLDS_OF_A_FORM])
    assert left_out(reading) == ()


@pytest.mark.parametrize("words", ["以下空白", "（此页无正文）", "（以下空白）", "以下无正文", "——以下空白——"])
def test_that_nothing_follows_is_a_note(words: str, tmp_path: Path) -> None:
    reading = of(tmp_path, [FORM, *HOUSEHOLDS_OF_A_FORM, (None, words)])
    assert left_out(reading) == ((4, "note"),)


@pytest.mark.parametrize("words", ["以上共3人", "以上共2户3人", "以上合计", "以上 3人", "以上总计：3人"])
def test_what_is_counted_above_is_no_person(words: str, tmp_path: Path) -> None:
    head = ("户编号", "行政村", "姓名", "与户主关系", "证件号码")
    reading = of(tmp_path, [head, ("6100000001", "丙村", "王一", "户主", WANG), (None, None, words, None, None)])
    assert column(reading, "persons", "name") == ["王一"]
    assert left_out(reading) == ((3, "total"),)
