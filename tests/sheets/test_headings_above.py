"""Two rows of headings: whom, which state and which source the one above the other is about."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from puxi_cli.sheets.read import Reading
from tests.sheets.registers import column, read, xlsx

KEYS = ("户编号", "行政村", "姓名", "与户主关系")
Below = tuple[str, str, str | None]  # a heading, the one below it, and what both rows of data have there


def two_rows(tmp_path: Path, *columns: Below, keys: tuple[str, ...] = KEYS, merged: bool = True) -> Reading:
    """A head and a wife with further columns; a heading over several of them stands once, merged over them or not."""
    people = (("6900000001", "丙村", "王一", "户主"), ("6900000001", "丙村", "李二", "配偶"))
    file = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(str(file), {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("人口信息")
        for place, key in enumerate(keys):
            sheet.write_string(0, place, key)
            if merged:
                sheet.merge_range(0, place, 1, place, key)
        starts = [n for n, (above, *_) in enumerate(columns) if n == 0 or above != columns[n - 1][0]]
        for start, end in zip(starts, [*starts[1:], len(columns)], strict=True):
            sheet.write_string(0, len(keys) + start, columns[start][0])
            if merged and end > start + 1:
                sheet.merge_range(0, len(keys) + start, 0, len(keys) + end - 1, columns[start][0])
        for place, (_, child, _) in enumerate(columns, len(keys)):
            sheet.write_string(1, place, child)
        for row, cells in enumerate(people, 2):
            for place, text in enumerate((*cells[: len(keys)], *(cell for *_, cell in columns))):
                if text:
                    sheet.write_string(row, place, text)
    return read(file)


def fields_of(reading: Reading, keys: tuple[str, ...] = KEYS) -> list[str | None]:
    """The field of each further column; how it was understood where it has none."""
    (sheet,) = reading.inputs[0].sheets
    return [f"{one.table}.{one.field}" if one.field else one.how for one in sheet.columns[len(keys) :]]


HEAD, HELPER, WIFE = "15400000001", "15400000002", "15400000003"


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize(
    ("above", "child", "field"),
    [
        ("联系电话", "户主", "households.phone"),
        ("联系电话", "户主*", "households.phone"),
        ("电话", "帮扶干部", "households.helper_phone"),
        ("联系电话", "帮扶责任人", "households.helper_phone"),
        ("联系电话", "成员", "persons.phone"),
        ("身份证号", "户主", "households.head_id_no"),
        ("证件号码", "帮扶责任人", "households.helper_id_no"),
        ("身份证号", "家庭成员", "persons.id_no"),
        ("健康状况", "户主", "asked"),
        ("文化程度", "帮扶干部", "asked"),
        ("劳动能力", "户主", "asked"),
        ("性别", "帮扶责任人", "asked"),
        ("性别", "户主", "known"),  # 户主性别 is a heading of its own, of which puxi makes nothing
    ],
)
def test_whose_it_is_stands_below(above: str, child: str, field: str, merged: bool, tmp_path: Path) -> None:
    reading = two_rows(tmp_path, (above, child, None), (above, "监护人", None), merged=merged)
    assert fields_of(reading) == [field, "asked"]


def test_a_name_below_which_it_is_stays_that_persons_name(tmp_path: Path) -> None:
    keys = ("户编号", "行政村", "人数", "危房户")
    reading = two_rows(tmp_path, ("姓名", "户主", "王一"), ("姓名", "帮扶干部", "张三"), ("姓名", "配偶", "李二"), keys=keys)
    assert fields_of(reading, keys) == ["households.head_name", "households.helper", "asked"]


def test_an_identity_number_is_nobodys_name(tmp_path: Path) -> None:
    reading = two_rows(tmp_path, ("身份证号", "户主", "690000196002140118"), ("身份证号", "配偶", "690000196203050223"))
    assert column(reading, "households", "head_id_no") == ["690000196002140118"]
    assert column(reading, "households", "head_name") == ["王一"]  # of the member who is the head
    assert column(reading, "persons", "id_no") == [None, None]


@pytest.mark.parametrize("order", [("户主", "帮扶干部"), ("帮扶干部", "户主")])
def test_telephones_of_the_head_and_the_helper_in_either_order(order: tuple[str, str], tmp_path: Path) -> None:
    numbers = {"户主": HEAD, "帮扶干部": HELPER}
    reading = two_rows(tmp_path, *(("联系电话", who, numbers[who]) for who in order))
    assert column(reading, "households", "phone") == [HEAD]
    assert column(reading, "households", "helper_phone") == [HELPER]
    assert [fault.rule for fault in reading.faults] == ["REC207"]  # there is no column of identity numbers


def test_a_group_of_members_is_no_heading_that_another_qualifies(tmp_path: Path) -> None:
    keys = ("户编号", "行政村", "人数", "危房户")
    assert fields_of(two_rows(tmp_path, ("家庭情况", "户主", "王一"), ("家庭情况", "人均纯收入", "3000"), keys=keys), keys) == [
        "households.head_name",
        "households.income_per_head",
    ]


STATES = (
    "原", "原有", "原情况", "旧", "新", "现", "现有", "现状", "目前",
    "当前情况", "年初", "年末", "年末数据", "2018年底", "期初", "期末", "变更", "变更情况",
    "调整后数据", "更正", "订正",
)  # fmt: skip
SOURCES = (
    "系统数据", "信息系统", "国办系统", "扶贫系统信息", "实际", "实际情况", "实地", "入户核查", "入户",
    "核查结果", "核实情况", "公安比对", "镇复核", "村级调查", "民主评议", "住房情况（系统）", "（二）核查结果",
)  # fmt: skip
HOUSE = ("住房面积", "危房户", "是否解决安全饮用水", "主要致贫原因", "贫困户属性", "人数", "联系电话", "耕地面积", "脱贫年度")


@pytest.mark.parametrize("above", [*STATES, *SOURCES])
def test_another_day_state_or_record_asks_of_every_field(above: str, tmp_path: Path) -> None:
    if above == "2018年底":  # the income of a year is read as that of the year
        assert (
            fields_of(two_rows(tmp_path, (above, "人均纯收入", "3000"), ("收入情况", "工资性收入", None)))[0]
            == "households.income_per_head"
        )
    else:
        reading = two_rows(tmp_path, (above, "人均纯收入", "3000"), (above, "2018年人均纯收入", "3000"))
        assert fields_of(reading) == ["asked"] * 2
    columns = [(above, child, None) for child in HOUSE if (above, child) != ("实际", "脱贫年度")]
    assert set(fields_of(two_rows(tmp_path, *columns))) == {"asked"}


GROUPS = (
    "基本信息", "基础信息", "贫困户信息", "家庭情况", "农户基本情况", "一、基本情况", "生产生活条件", "两不愁三保障", "住房情况",
    "安全住房", "安全饮水", "收入情况", "致贫原因", "帮扶措施", "户信息", "个人信息", "入户路情况", "原建档立卡贫困户",
    "现金收入", "产业结构调整", "本年度收入情况", "住房安全保障", "土地情况",
)  # fmt: skip


@pytest.mark.parametrize("above", GROUPS)
def test_groups_that_say_only_what_stands_below_them_change_nothing(above: str, tmp_path: Path) -> None:
    below = ("住房面积", "危房户", "是否解决安全饮用水", "主要致贫原因", "贫困户属性", "人均纯收入", "耕地面积")
    reading = two_rows(tmp_path, *((above, child, None) for child in below))
    assert [field.partition(".")[0] for field in fields_of(reading) if field] == ["households"] * len(below)


@pytest.mark.parametrize(
    ("above", "child", "field"),
    [
        ("系统数据", "户编号", "households.household_id"),
        ("现", "行政村", "households.village"),
        ("原", "行政村", "asked"),
        ("变更前", "户编号", "asked"),
        ("实际", "脱贫年度", "households.exit_year"),  # 实际脱贫年度 is a heading
    ],
)
def test_which_household_it_is_says_every_record(above: str, child: str, field: str, tmp_path: Path) -> None:
    keys = tuple(key for key in ("户编号", "户主姓名", "危房户", "行政村") if key != child)
    file = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("户信息")
        for place, key in enumerate(keys):
            sheet.merge_range(0, place, 1, place, key)
        for row, texts in enumerate(((above,), (child,))):
            sheet.write_row(row, len(keys), texts)
        sheet.write_row(2, 0, [*("甲" for _ in keys), "1"])
    assert fields_of(read(file), keys) == [field]


def test_the_members_own_changes_stand_below_what_changed(tmp_path: Path) -> None:
    assert fields_of(two_rows(tmp_path, ("人口变更情况", "减少时间", None), ("人口变更情况", "减少原因", None))) == [
        "persons.left",
        "persons.left_reason",
    ]


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize(("former", "now"), [("是", "否"), ("否", "是")])
def test_the_former_house_is_never_the_house(former: str, now: str, merged: bool, tmp_path: Path) -> None:
    reading = two_rows(tmp_path, ("原", "危房户", former), ("现", "危房户", now), merged=merged)
    assert column(reading, "households", "unsafe_house") == [None]
    asked = [fault for fault in reading.faults if fault.rule == "REC210"]
    assert [(fault.place.cell, fault.values["heading"], fault.values["extra"]) for fault in asked] == [
        ("E2", "原/危房户", "原"),
        ("F2", "现/危房户", "现"),
    ]


def test_the_state_above_a_group_above_a_heading(tmp_path: Path) -> None:
    file = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("户信息")
        for place, key in enumerate(("户编号", "行政村", "户主姓名")):
            sheet.merge_range(0, place, 2, place, key)
        for place, text in ((3, "系统数据"), (5, "入户核查")):
            sheet.merge_range(0, place, 0, place + 1, text)
            sheet.write_row(1, place, ("脱贫情况", "住房情况"))
            sheet.write_row(2, place, ("年度", "住房面积"))
        sheet.write_row(3, 0, ("6900000001", "丙村", "王一", "2017", "80", "2018", "60"))
    assert fields_of(read(file), KEYS[:3]) == ["asked"] * 4


def test_ones_own_heading_is_written_as_the_finding_names_it(tmp_path: Path) -> None:
    two_rows(tmp_path, ("原", "危房户", "是"), ("现", "危房户", "否"))
    reading = read(tmp_path / "r.xlsx", own={"现/危房户": "危房户"})
    assert column(reading, "households", "unsafe_house") == [False]


@pytest.mark.parametrize(
    "above",
    [
        "监护人",
        "配偶",
        "配偶信息",
        "帮扶责任人",
        "村干部",
        "子女",
        "联系人",
        "户主",
        "户主基本情况",
        "赡养人",
        "第一书记",
        "法定监护人",
    ],
)
def test_somebody_elses_columns_are_no_members_own(above: str, tmp_path: Path) -> None:
    below = ("劳动技能", "劳动能力", "在校生状况", "务工情况", "健康状况", "文化程度", "民族", "是否享受低保", "是否参加大病保险")
    assert set(fields_of(two_rows(tmp_path, *((above, child, None) for child in below)))) == {"asked"}
    assert fields_of(two_rows(tmp_path, (above, "住房面积", "80"), (above, "危房户", "否"))) == [
        "households.floor_area",
        "households.unsafe_house",
    ]


@pytest.mark.parametrize("above", ["家庭成员信息", "人口信息", "个人信息", "劳动力情况", "务工情况", "帮扶情况", "残疾人情况"])
def test_groups_of_the_members_change_nothing(above: str, tmp_path: Path) -> None:
    below = ("劳动技能", "在校生状况", "务工状况", "是否参加大病保险")
    reading = two_rows(tmp_path, *((above, child, None) for child in below))
    assert [field.partition(".")[0] for field in fields_of(reading) if field] == ["persons"] * len(below)


Wanted = tuple[Below, Below, list[str], float | None]  # two columns, how each is understood, and the area that is read
AREAS: list[Wanted] = [
    (("甲表", "住房面积", "80"), ("乙表", "住房面积", "60"), ["asked", "asked"], None),
    (("甲表", "住房面积", "80"), ("住房情况", "住房面积", "60"), ["asked", "asked"], None),
    (("甲表", "住房面积", "80"), ("甲表", "住房面积", "60"), ["households.floor_area", "duplicate"], 80.0),
    (("甲表", "住房面积", "80"), ("系统", "住房面积", "60"), ["asked", "asked"], None),
    (("改造前", "住房面积", "80"), ("改建", "住房面积", "60"), ["asked", "asked"], None),
    (("住房情况", "住房面积", "80"), ("改造前", "住房面积", "60"), ["households.floor_area", "asked"], 80.0),
    (("生产生活条件", "住房面积", "80"), ("系统", "住房面积", "60"), ["households.floor_area", "asked"], 80.0),
    (("甲表", "住房面积", "80"), ("乙表", "耕地面积", "6"), ["households.floor_area", "households.farmland"], 80.0),
]


@pytest.mark.parametrize(("first", "second", "understood", "area"), AREAS)
def test_one_field_below_two_headings_is_asked_about_twice(
    first: Below, second: Below, understood: list[str], area: float | None, tmp_path: Path
) -> None:
    reading = two_rows(tmp_path, first, second)
    assert fields_of(reading) == understood
    assert column(reading, "households", "floor_area") == [area]
    named = [fault.values["heading"] for fault in reading.faults if fault.rule == "REC210"]
    assert named == ([f"{above}/{child}" for above, child, _ in (first, second)] if area is None else [])


def test_another_spelling_below_another_heading_is_the_same_field(tmp_path: Path) -> None:
    reading = two_rows(tmp_path, ("甲表", "是否危房户", "是"), ("乙表", "危房户", "否"), ("丙表", "危房户", "是"))
    assert fields_of(reading) == ["asked"] * 3
    assert column(reading, "households", "unsafe_house") == [None]


@pytest.mark.parametrize("mine", ["甲表/住房面积", "乙表/住房面积"])
def test_the_one_that_ones_own_headings_name_is_read(mine: str, tmp_path: Path) -> None:
    two_rows(tmp_path, ("甲表", "住房面积", "80"), ("乙表", "住房面积", "60"))
    reading = read(tmp_path / "r.xlsx", own={mine: "住房面积"})
    assert column(reading, "households", "floor_area") == [80.0 if mine[0] == "甲" else 60.0]
    assert [fault.rule for fault in reading.faults if fault.rule in ("REC205", "REC210")] == ["REC205"]


def test_what_names_a_row_is_read_below_the_first_heading(tmp_path: Path) -> None:
    keys = ("户编号", "人数", "危房户")
    reading = two_rows(tmp_path, ("基本信息", "行政村", "丙村"), ("帮扶措施", "行政村", "丙村"), keys=keys)
    assert fields_of(reading, keys) == ["households.village", "duplicate"]


def test_incomes_of_two_years_below_two_headings_are_both_read(tmp_path: Path) -> None:
    reading = two_rows(tmp_path, ("甲表", "2017年人均纯收入", "3000"), ("乙表", "2018年人均纯收入", "4000"))
    assert column(reading, "households", "income_per_head") == [4000.0]
    assert not [fault for fault in reading.faults if fault.rule in ("REC205", "REC210")]


def test_a_guardian_beside_the_members_takes_nothing_from_them(tmp_path: Path) -> None:
    reading = two_rows(tmp_path, ("甲表", "劳动技能", "普通劳动力"), ("监护人", "劳动技能", "无劳动力"))
    assert fields_of(reading) == ["persons.labour", "asked"]
    reading = two_rows(tmp_path, ("家庭成员", "文化程度", "小学"), ("监护人", "文化程度", "初中"))
    assert column(reading, "persons", "education") == ["小学", "小学"]


@pytest.mark.parametrize(
    ("columns", "understood"),
    [
        ((("帮扶干部", "联系电话", HELPER), ("联系电话", "户主", HEAD)), ["households.helper_phone", "households.phone"]),
        ((("联系电话", "户主", HEAD), ("帮扶干部", "联系电话", HELPER)), ["households.phone", "households.helper_phone"]),
        ((("基本情况", "手机号", HEAD), ("帮扶干部", "联系电话", HELPER)), ["households.phone", "households.helper_phone"]),
        ((("基本情况", "手机号", HEAD), ("基本情况", "联系电话", WIFE)), ["duplicate", "households.phone"]),
        ((("原", "危房户", "是"), ("住房情况", "是否危房户", "否")), ["asked", "households.unsafe_house"]),
    ],
)
def test_a_heading_that_is_not_read_stands_in_nobodys_way(
    columns: tuple[Below, ...], understood: list[str], tmp_path: Path
) -> None:
    assert fields_of(two_rows(tmp_path, *columns)) == understood


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("联系电话（户主）", "households.phone"),
        ("户联系电话", "households.phone"),
        ("农户电话", "households.phone"),
        ("联系电话（成员）", "persons.phone"),
        ("联系电话", "asked"),
        ("联系电话（必填）", "asked"),
    ],
)
def test_a_telephone_behind_a_helper_that_says_whose_it_is(heading: str, field: str, tmp_path: Path) -> None:
    rows = ((*KEYS, "帮扶责任人", heading), ("6900000001", "丙村", "王一", "户主", "张三", HEAD))
    assert fields_of(read(xlsx(tmp_path / "r.xlsx", {"人口信息": rows})), (*KEYS, "帮扶责任人")) == [field]


def test_what_stands_in_the_brackets_of_a_group_is_named(tmp_path: Path) -> None:
    reading = two_rows(tmp_path, ("住房情况（系统）", "住房面积", "80"), ("住房情况（核查）", "住房面积", "60"))
    asked = [(fault.values["heading"], fault.values["extra"]) for fault in reading.faults if fault.rule == "REC210"]
    assert asked == [("住房情况（系统）/住房面积", "住房情况(系统)"), ("住房情况（核查）/住房面积", "住房情况(核查)")]


def test_the_day_of_the_table_in_a_groups_brackets_asks_nothing(tmp_path: Path) -> None:
    group = "家庭基本情况（2018年底）"
    reading = two_rows(tmp_path, (group, "住房面积", "80"), (group, "人均纯收入", "3000"))
    assert fields_of(reading) == ["households.floor_area", "households.income_per_head"]
