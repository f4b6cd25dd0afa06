"""A unit, a year, a person or a state around a heading makes another column of it, or is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from puxi_cli.errors import UnreadableFile
from puxi_cli.jobs.opening import open_register
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.records.codes import code_list
from puxi_cli.reports.inputs import unread_words
from puxi_cli.sheets.headings import Headings
from puxi_cli.sheets.loading import Loading
from puxi_cli.sheets.read import Reading, read_headings
from puxi_cli.systems.reference.headings_text import nothing_known
from tests.sheets.registers import column, faults_of, read, rows_of, xlsx

PLAIN = (
    "户编号",
    "行政村",
    "姓名",
    "证件号码",
    "与户主关系",
    "人均纯收入",
    "住房面积",
    "人数",
    "脱贫年度",
    "危房户",
    "贫困户属性",
)


def understood(*headings: str | tuple[str, ...], beside: Sequence[str] = PLAIN) -> list[tuple[str, str | None]]:
    """(how, canonical heading) of headings beside plain ones; a tuple is a heading and its parents."""
    columns = [[heading] if isinstance(heading, str) else list(heading) for heading in headings]
    names = Headings()
    found = names.assign([(n, texts) for n, texts in enumerate([*columns, *([heading] for heading in beside)])], None)
    assert found
    found = names.with_near_misses(found)
    return [(match.how, match.cell.heading if match.field else match.near) for match in found.matches[: len(headings)]]


@pytest.mark.parametrize(
    ("heading", "how", "canonical"),
    [
        ("人均纯收入（元）", "bracket", "人均纯收入"),
        ("人均纯收入（万元）", "bracket", "人均纯收入"),
        ("人均纯收入（元/月）", "bracket", "人均纯收入"),
        ("人均纯收入（2014年）", "bracket", "人均纯收入"),
        ("住房面积（㎡）", "bracket", "住房面积"),
        ("住房面积（人均）", "asked", "住房面积"),
        ("人数（享受低保）", "asked", "人数"),
        ("脱贫年度（计划）", "exact", "计划脱贫年度"),
        ("危房户（改造前）", "asked", "危房户"),
        ("人均纯收入（识别时）", "asked", "人均纯收入"),
        ("人均纯收入（脱贫时）", "asked", "人均纯收入"),
        ("危房户（是/否）", "bracket", "危房户"),
        ("危房户（必填）（是、否）", "bracket", "危房户"),
        ("姓名（户主）", "exact", "户主姓名"),
        ("联系电话（帮扶干部）", "exact", "帮扶人手机号"),
        ("贫困户属性（一般贫困户/低保贫困户）", "bracket", "贫困户属性"),
        ("帮扶责任人电话", "exact", "帮扶人手机号"),
        ("人口数", "exact", "人数"),
        ("是否参加合疗", "exact", "是否参加城乡居民基本医疗保险"),
        ("是否参加大病医疗", "exact", "是否参加大病保险"),
        ("省(区、市)", "known", None),
        ("是否参加城镇职工基本养老保险", "known", None),
        ("入户道路是否硬化", "known", None),
        ("与户主关糸", "unmatched", "与户主关系"),
        ("总人口", "known", None),
    ],
)
def test_what_stands_in_brackets(heading: str, how: str, canonical: str | None) -> None:
    beside = [word for word in PLAIN if canonical != word and (canonical, word) != ("与户主关系", "与户主关系")]
    assert understood(heading, beside=beside) == [(how, canonical)]


@pytest.mark.parametrize(
    ("texts", "how", "canonical"),
    [
        (("姓名", "帮扶干部"), "exact", "帮扶责任人"),
        (("联系电话", "帮扶情况"), "exact", "帮扶人手机号"),
        (("姓名", "户主信息"), "exact", "户主姓名"),
        (("姓名", "家庭成员信息"), "exact", "姓名"),
        (("姓名", "基本信息"), "exact", "姓名"),
        (("姓名", "贫困户信息", "家庭成员信息"), "exact", "姓名"),
        (("姓名", "网格长"), "asked", "姓名"),
        (("人数", "享受低保情况表外"), "asked", "人数"),
        (("耕地面积", "随便什么"), "exact", "耕地面积"),
        (("人均纯收入", "识别时"), "asked", "人均纯收入"),
        (("人均纯收入", "脱贫时"), "asked", "人均纯收入"),
        (("人均纯收入", "识别情况"), "asked", "人均纯收入"),
        (("人均纯收入", "脱贫"), "asked", "人均纯收入"),
        (("人均纯收入", "脱贫户基本情况"), "exact", "人均纯收入"),
        (("人均纯收入", "收入情况"), "exact", "人均纯收入"),
        (("脱贫年度", "脱贫情况"), "exact", "脱贫年度"),
        (("人数", "务工情况"), "asked", "人数"),
        (("人数", "家庭基本情况"), "exact", "人数"),
        (("身份证号", "户主信息"), "exact", "户主证件号码"),
    ],
)
def test_what_stands_in_the_row_above(texts: tuple[str, ...], how: str, canonical: str | None) -> None:
    assert understood(texts, beside=[word for word in PLAIN if word not in ("姓名", "证件号码", texts[0])]) == [(how, canonical)]


def test_ones_own_heading_wins() -> None:
    names = Headings({"人均纯收入（万元）": "人均纯收入"})
    assert names.lookup("households", "人均纯收入（万元）") == ("income_per_head", "own")


def test_a_work_sheet_is_no_list_of_members(tmp_path: Path) -> None:
    work = [
        ("户编号", "姓名", "证件号码", "是否已务工", "开始时间", "务工企业名称"),
        ("6900000001", "王一", "", "是", "2018年01月", "甲厂"),
    ]
    households = [("户编号", "行政村", "户主姓名"), ("6900000001", "甲村", "王一")]
    reading = read(xlsx(tmp_path / "表.xlsx", {"户信息": households, "已外出务工信息": work}))
    assert [rule for rule, *_ in faults_of(reading)] == ["REC211"]
    assert not reading.registry.has("persons")


_OTHERS = {
    "帮扶干部名册": (
        ("序号", "帮扶责任人", "单位", "职务", "联系电话", "帮扶户数"),
        ("1", "张三", "镇政府", "干事", "13900000001", "3"),
    ),
    "低保名册": (("姓名", "低保证号", "月保障金额", "开户行"), ("张三", "D1", "300", "农行")),
    "公益性岗位名单": (("岗位类型", "姓名", "性别", "聘用时间", "岗位补贴（元）"), ("护林员", "张三", "男", "2018", "500")),
    "参保缴费名单": (("姓名", "身份证号码", "参保类型", "缴费金额"), ("张三", "", "居民", "220")),
    "残疾人名册": (("姓名", "残疾类别", "残疾等级", "监护人"), ("张三", "肢体", "二级", "张四")),
    "务工信息表": (("姓名", "务工企业名称", "务工月收入"), ("张三", "甲厂", "3000")),
    "行政村统计表": (("行政村", "总户数", "总人口数", "低保户数"), ("甲村", "300", "900", "20")),
}


@pytest.mark.parametrize("kind", _OTHERS)
def test_a_list_of_another_kind_given_alone_is_named(kind: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(xlsx(tmp_path / "表.xlsx", {"甲": _OTHERS[kind]}))
    assert f"表.xlsx 甲是{kind}，puxi 暂不读取这种表。" in caught.value.zh
    assert "which puxi does not read yet" in caught.value.en
    beside = read(
        xlsx(tmp_path / "册.xlsx", {"户信息": [("户编号", "行政村", "户主姓名"), ("1", "甲村", "王一")], "甲": _OTHERS[kind]})
    )
    assert [fault.values["kind"][0] for fault in beside.faults if fault.rule == "REC211"] == [kind]
    assert unread_words(beside.inputs[0]).zh == f"未读的工作表：甲（{kind}）"


def test_headings_names_a_list_of_another_kind(tmp_path: Path) -> None:
    file = tmp_path / "低保.csv"
    file.write_text("\n".join(map(",".join, _OTHERS["低保名册"])), "utf-8")
    assert nothing_known(read_headings(Loading([file]))[0]).zh.startswith("低保名册：没有认出任何一张表。")
    file.write_text("甲,乙,丙\n姓名,3,4\n", "utf-8")
    assert nothing_known(read_headings(Loading([file]))[0]).zh.startswith("没有认出任何一张表。")


def test_a_list_of_villages_is_no_list_of_households() -> None:
    words = ("县", "乡", "行政村", "人数", "是否出列", "总户数", "总人口数", "低保户数")
    found = Headings().assign([(n, [word]) for n, word in enumerate(words)], None)
    assert found is None or "households" not in found.tables


@pytest.mark.parametrize("word", ["一般户", "非贫困户", "一般"])
def test_no_hint_crosses_from_poor_to_not_poor(word: str) -> None:
    assert code_list("poor_type").nearest(word) is None


def test_unknown_headings_cost_little() -> None:
    names = Headings()
    able = [len(words) for words in names._by_length.values()]
    assert max(able) < len(names._all)  # cut by length before anything is compared


KEYS = ("户编号", "行政村", "户主姓名", "人数")
Group = tuple[str, tuple[str, ...], tuple[str, ...]]  # a heading, those below it, and the cells below these


def below(tmp_path: Path, group: Group, merged: bool, *, first: tuple[str | None, ...] = ()) -> Reading:
    """Two households with a group of columns, its heading merged over them or written once; `first` stands below the headings."""
    parent, children, cells = group
    width = len(KEYS) + len(children)
    rows: list[tuple[str | None, ...]] = [
        (*KEYS, parent, *[None] * (len(children) - 1), "备注"),
        (*[None] * len(KEYS), *children),
        *([first] if first else []),
        ("6900000001", "丙村", "王一", "2", *cells),
        ("6900000002", "丙村", "李二", "1", *cells),
    ]
    file = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(str(file), {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("户信息")
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                if text:
                    sheet.write_string(number, place, text)
        if merged:
            for place, heading in (*enumerate(KEYS), (width, "备注")):
                sheet.merge_range(0, place, 1, place, heading)
            if len(children) > 1:
                sheet.merge_range(0, len(KEYS), 0, width - 1, parent)
    return read(file)


GROUPS: list[tuple[Group, tuple[str, ...], dict[str, object]]] = [
    # what is below a heading, how each column is understood, what is read
    (("危房户", ("改造前", "改造后"), ("是", "否")), ("?危房户", "?危房户"), {"unsafe_house": None}),
    (("危房户", ("是否", "等级"), ("是", "C级")), ("危房户", "?危房户"), {"unsafe_house": True}),
    (("人均纯收入", ("2014年", "2017年"), ("2100", "2800")), ("人均纯收入", "人均纯收入"), {"income_per_head": 2800.0}),
    (("人均纯收入（万元）", ("2016年", "2018年"), ("0.2", "0.4")), ("人均纯收入", "人均纯收入"), {"income_per_head": 4000.0}),
    (("家庭人均纯收入", ("识别时", "2018年"), ("2100", "3500")), ("?人均纯收入", "人均纯收入"), {"income_per_head": 3500.0}),
    (("人均纯收入（元）", ("2016", "2017", "2018"), ("2", "3", "4")), ("人均纯收入",) * 3, {"income_per_head": 4.0}),
    (("人均纯收入", ("2018年",), ("3500",)), ("人均纯收入",), {"income_per_head": 3500.0}),
    (("帮扶干部", ("单位及职务", "姓名"), ("县医院", "张某")), ("?帮扶责任人", "帮扶责任人"), {"helper": "张某"}),
    (("帮扶干部", ("单位及职务", "姓名"), ("县医院", "")), ("?帮扶责任人", "帮扶责任人"), {"helper": None}),
    (("帮扶责任人", ("单位", "电话"), ("县医院", "15400000001")), ("?帮扶责任人", "帮扶人手机号"), {"helper": None, "helper_phone": "15400000001"}),
    (("帮扶责任人", ("联系电话",), ("15400000001",)), ("帮扶人手机号",), {"helper": None, "helper_phone": "15400000001"}),
    (("劳动力", ("人数", "技能"), ("1", "普通劳动力")), ("known", "?劳动技能"), {"size": 2}),
    (("享受低保", ("人数", "金额"), ("1", "300")), ("?人数", "?是否享受低保"), {"size": 2}),
    (("耕地面积", ("水田", "旱地"), ("3", "2")), ("?耕地面积", "?耕地面积"), {"farmland": None}),
    (("脱贫年度", ("计划", "实际"), ("2019", "2017")), ("计划脱贫年度", "脱贫年度"), {"exit_year": 2017, "planned_year": 2019}),
    (("致贫原因", ("主要", "其他"), ("因病", "因残")), ("主要致贫原因", "其他致贫原因"), {"cause": "因病"}),
]  # fmt: skip


def columns_of(reading: Reading, count: int) -> tuple[str, ...]:
    """The columns of a group: the field, or it with ? where it is asked about, or how it was understood."""
    (sheet,) = reading.inputs[0].sheets
    return tuple(f"?{one.near}" if one.how == "asked" else one.canonical or one.how for one in sheet.columns[len(KEYS) :][:count])


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize(("group", "understood_as", "values"), GROUPS)
def test_what_stands_below_a_known_heading(
    group: Group, understood_as: tuple[str, ...], values: dict[str, object], merged: bool, tmp_path: Path
) -> None:
    reading = below(tmp_path, group, merged)
    assert columns_of(reading, len(group[1])) == understood_as
    assert rows_of(reading, "households") == [3, 4]
    assert column(reading, "households", "size") == [2, 1]
    for field, value in values.items():
        if field != "size":
            assert column(reading, "households", field) == [value, value]


@pytest.mark.parametrize("group", [group for group, _, _ in GROUPS if "人均" in group[0]])
def test_income_below_the_newest_year_is_of_that_year(group: Group, tmp_path: Path) -> None:
    below(tmp_path, group, merged=True)
    opening = open_register(Loading([tmp_path / "r.xlsx"]), None, None, Settings(Path()))
    assert opening.asking.income_year == max(int(words[:4]) for words in group[1] if words[:1] == "2")


def test_a_column_that_is_asked_about_is_named_with_the_heading_above_it(tmp_path: Path) -> None:
    reading = below(tmp_path, ("危房户", ("改造前", "改造后"), ("是", "否")), merged=True)
    assert [(fault.rule, fault.place.cell, fault.values["heading"]) for fault in reading.faults] == [
        ("REC210", "E2", "危房户（改造前）"),
        ("REC210", "F2", "危房户（改造后）"),
    ]


@pytest.mark.parametrize("merged", [True, False])
def test_ones_own_heading_may_name_what_stands_above(merged: bool, tmp_path: Path) -> None:
    below(tmp_path, ("危房户", ("改造前", "改造后"), ("是", "否")), merged)
    reading = read(tmp_path / "r.xlsx", own={"危房户（改造后）": "危房户"})
    assert column(reading, "households", "unsafe_house") == [False, False]


@pytest.mark.parametrize("merged", [True, False])
def test_three_rows_of_headings(merged: bool, tmp_path: Path) -> None:
    last = (*[None] * len(KEYS), "人均", "总收入", "人均", "总收入")
    group = ("收入情况", ("2017年", "", "2018年", ""), ("2800", "5600", "2950", "5900"))
    reading = below(tmp_path, group, merged, first=last)
    (sheet,) = reading.inputs[0].sheets
    assert (sheet.header_row, sheet.left_out) == (3, ())
    assert sheet.unmatched == ("人均", "总收入", "人均", "总收入")
    assert rows_of(reading, "households") == [4, 5]


@pytest.mark.parametrize(
    "row",
    [
        ("云杉湾村",),
        ("一、一般贫困户",),
        ("低保户",),
        (None, None, None, "张某"),
        (None, None, None, "刘后"),
        (None, None, None, "张某", "13900000009"),
        (None, None, None, "张某", "县医院"),
        (None, None, None, None, None, None, None, "2018年"),
        (None, None, None, None, None, None, "2018"),
        (None, "丙村", None, "张某", "电话"),
        (None, "必填", "必填", "选填", None, "是/否", "数字", "2018年"),
    ],
)
@pytest.mark.parametrize("merged", [True, False])
def test_a_first_row_of_data_and_a_sections_line_are_no_headings(
    row: tuple[str | None, ...], merged: bool, tmp_path: Path
) -> None:
    heads = ("户编号", "行政村", "户主姓名", "帮扶责任人", None, "危房户", "人均纯收入", "脱贫年度")
    cells = ("丙村", "王一", "张某", "15400000001", "是", "2800", "2017")
    file = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("户信息")
        for number, texts in enumerate((heads, row, ("6900000001", *cells), ("6900000002", *cells))):
            for place, text in enumerate(texts):
                if text:
                    sheet.write_string(number, place, text)
        if merged:
            sheet.merge_range(0, 3, 0, 4, "帮扶责任人")
    reading = read(file)
    (found,) = reading.inputs[0].sheets
    assert found.header_row == 1
    assert column(reading, "households", "helper")[-2:] == ["张某", "张某"]
    assert column(reading, "households", "unsafe_house")[-2:] == [True, True]
