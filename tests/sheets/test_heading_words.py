"""What stands in brackets behind a heading, in the row above it, or in a line above the table; marks around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.jobs.opening import open_register
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.records.codes import code_list
from puxi_cli.sheets.loading import Loading
from puxi_cli.sheets.qualifiers import normal as plain
from tests.sheets.registers import HOUSEHOLDS, PERSONS, Rows, column, faults_of, read, xlsx
from tests.sheets.test_heading_row import headings_of, of, sheet_of


def households(*more: str, values: tuple[str | None, ...] = ()) -> Rows:
    """Two households with further columns."""
    return (
        ("户编号", "行政村", "户主姓名", *more),
        ("6900000001", "丙村", "王一", *values),
        ("6900000002", "丙村", "李二", *values),
    )


@pytest.mark.parametrize(
    "heading",
    [
        "*姓名", "＊姓名", "★姓名", "【必填】姓名", "[必填]姓名", "（必填）姓名", "1.姓名", "12、姓名", "（1）姓名", "（三）姓名", "①姓名", "⑫ 姓名",
        "一、姓名", "姓名*", "姓名：", "姓名【必填项】", "※姓名", "姓 名", "姓\n名", "01 姓名", "01姓名", "1 姓名", "1-姓名", "第1列 姓名", "A.姓名",
        "姓名▲", "□姓名", "“姓名”", "【姓名】", "姓名 *必填", "必填-姓名", "姓名/Name", "姓名 Name", "姓名（Name）", "Name 姓名", "姓名¹", "姓名[1]",
        "√姓名", "姓名▼",
    ],
)  # fmt: skip
def test_marks_around_a_heading_say_nothing(heading: str) -> None:
    assert plain(heading) == "姓名"


@pytest.mark.parametrize(
    "heading", ["2017年人均纯收入", "60岁以上人数", "08年人均纯收入", "1-3月收入", "姓名1", "A类", "C、D级危房", "户ID"]
)
def test_a_number_that_belongs_to_a_heading_stays(heading: str) -> None:
    assert plain(heading) == heading


@pytest.mark.parametrize(
    "brackets",
    [
        "（元）",
        "（元/年）",
        "(必填)",
        "(*)",
        "（＊）",
        "（红色必填）",
        "（可不填）",
        "（见备注）",
        "（数字）",
        "（单位：元）",
        "（保留两位小数）",
        "（元）（必填）",
        "（如：3200）",
        "/元",
        "：元",
        "（请填写）",
        "（手工填写）",
    ],
)
def test_brackets_that_add_nothing_are_dropped(brackets: str, tmp_path: Path) -> None:
    reading = of(tmp_path, households(f"人均纯收入{brackets}", values=("3200",)))
    assert faults_of(reading) == []
    assert column(reading, "households", "income_per_head") == [3200.0, 3200.0]
    assert reading.notes == ()


@pytest.mark.parametrize(
    ("heading", "written", "value"),
    [
        ("人均纯收入（万元）", "0.32", 3200.0), ("人均纯收入（单位：万元）", "0.32", 3200.0), ("人均纯收入（千元）", "3.2", 3200.0),
        ("人均纯收入（元/月）", "300", 3600.0), ("人均纯收入（万元）", "1,2", None), ("人均纯收入/万元", "0.32", 3200.0),
        ("人均纯收入：万元", "0.32", 3200.0), ("人均纯收入，单位：千元", "3.2", 3200.0), ("人均纯收入万元", "0.32", 3200.0),
    ],
)  # fmt: skip
def test_another_unit_is_converted_and_said(heading: str, written: str, value: float | None, tmp_path: Path) -> None:
    reading = of(tmp_path, households(heading, values=(written,)))
    if value is not None:
        assert column(reading, "households", "income_per_head") == [value, value]
    assert any(heading in zh and "换算" in zh for zh, _ in reading.notes)
    assert headings_of(reading)[heading] == ("bracket", "人均纯收入")


def test_what_is_no_figure_in_a_converted_column_is_refused_as_written(tmp_path: Path) -> None:
    reading = of(tmp_path, households("人均纯收入（万元）", values=("0.3万",)))
    assert [fault.value for fault in reading.faults] == ["0.3万", "0.3万"]
    assert column(reading, "households", "income_per_head") == [None, None]


@pytest.mark.parametrize(
    ("heading", "written", "field", "value"),
    [
        ("林地面积（公顷）", "2", "forest", 30.0),
        ("与村主干路距离（米）", "500", "road_distance", 0.5),
        ("与村主干路距离（里）", "3", "road_distance", 1.5),
    ],
)
def test_units_of_land_and_distance_are_converted(heading: str, written: str, field: str, value: float, tmp_path: Path) -> None:
    assert column(of(tmp_path, households(heading, values=(written,))), "households", field) == [value, value]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("单位：万元", 3200.0),
        ("金额单位：万元", 3200.0),
        ("填报单位：某镇    单位：户、人、万元", 3200.0),
        ("单位：元", 0.32),
        ("单位：人、元", 0.32),
    ],
)
def test_the_unit_in_a_line_above_the_table_is_that_of_its_sums_of_money(line: str, value: float, tmp_path: Path) -> None:
    rows = households("人均纯收入", "耕地面积", values=("0.32", "4"))
    reading = of(tmp_path, (("某镇花名册", None, None, None, None), (None, None, None, line, None), *rows))
    assert column(reading, "households", "income_per_head") == [value, value]
    assert column(reading, "households", "farmland") == [4.0, 4.0], "land is not in money"
    assert any("万元" in zh for zh, _ in reading.notes) is (value == 3200)


@pytest.mark.parametrize(
    ("units", "income"),
    [
        (("人", "元", "亩"), 0.32), (("（人）", "（万元）", "（亩）"), 3200.0), (("单位：人", "单位：万元", None), 3200.0),
        ((None, "千元", None), 320.0),
        (("/", "元/月", "亩"), 3.84), (("口", "万元/年", "—"), 3200.0),
    ],
)  # fmt: skip
def test_a_row_of_units_is_no_household_and_counts_as_the_headings_brackets(
    units: tuple[str | None, ...], income: float, tmp_path: Path
) -> None:
    head, *rows = households("人数", "人均纯收入", "耕地面积", values=("3", "0.32", "4"))
    reading = of(tmp_path, (head, (*[None] * (len(head) - 3), *units), *rows))
    assert faults_of(reading) == []
    assert column(reading, "households", "income_per_head") == [income, income]
    assert column(reading, "households", "farmland") == [4.0, 4.0]
    sheet = reading.inputs[0].sheets[0]
    assert (sheet.header_row, sheet.rows, sheet.left_out) == (2, 2, ())
    assert any("换算" in zh for zh, _ in reading.notes) is (income != 0.32)


def test_a_row_of_units_below_several_rows_of_headings_and_a_line_that_gives_another(tmp_path: Path) -> None:
    upper = (("户", "单位：万元"), ("户编号", "行政村", "户主姓名", "收入情况", None))
    lower = ((None, None, None, "人均纯收入", "工资性收入"), (None, None, None, "元", "元"))
    reading = of(tmp_path, (*upper, *lower, *((*row[:3], "3200", "1") for row in households("人数", values=("3",))[1:])))
    assert reading.inputs[0].sheets[0].header_row == 4
    assert column(reading, "households", "income_per_head") == [3200.0, 3200.0]


def test_a_unit_that_the_column_cannot_have_makes_another_column_of_it(tmp_path: Path) -> None:
    head, *rows = households("人数", "人均纯收入", values=("3", "320"))
    reading = of(tmp_path, (head, (*[None] * (len(head) - 2), "人", "斤"), *rows))
    assert [rule for rule, *_ in faults_of(reading)] == ["REC210"]


@pytest.mark.parametrize("cells", [("6100000009", None), (None, "3"), (None, "备注")])
def test_a_row_with_more_than_units_is_a_row_of_data(cells: tuple[str | None, str | None], tmp_path: Path) -> None:
    head, *rows = households("人数", "人均纯收入", values=("3", "320"))
    reading = of(tmp_path, (head, (cells[0], "甲村", "王一", "人", cells[1]), *rows))
    assert reading.inputs[0].sheets[0].header_row == 1
    assert reading.registry.frame("households").height == 3


def test_a_heading_with_a_unit_of_its_own_is_not_in_that_of_the_line(tmp_path: Path) -> None:
    rows = households("人均纯收入（千元）", values=("3.2",))
    reading = of(tmp_path, ((None, None, None, "单位：万元"), *rows))
    assert column(reading, "households", "income_per_head") == [3200.0, 3200.0]


@pytest.mark.parametrize(
    "heading", ["2014年人均纯收入", "人均纯收入（2014年）", "人均纯收入（2014年度）", "2014年度人均纯收入（元）"]
)
def test_income_is_of_the_year_that_its_heading_names(heading: str, tmp_path: Path) -> None:
    rows = (("户编号", "行政村", "户主姓名", "脱贫年度", heading), ("6900000001", "丙村", "王一", "2017", "3200"))
    file = xlsx(tmp_path / "r.xlsx", {"户信息": rows})
    opening = open_register(Loading([file]), None, None, Settings(Path()))
    assert opening.asking.income_year == 2014


@pytest.mark.parametrize(
    ("heading", "canonical"),
    [
        ("人数（享受低保）", None), ("危房户（改造前）", None), ("住房面积（间）", None), ("住房面积（人均）", None), ("人数（2014年）", None),
        ("2014年危房户", None), ("耕地面积（流转）", None), ("联系电话（帮扶干部）", "帮扶人手机号"), ("姓名（帮扶责任人）", "帮扶责任人"),
        ("脱贫年度（计划）", "计划脱贫年度"), ("人数（人）", "人数"), ("危房户（是/否）", "危房户"),
        ("贫困户属性（低保户、五保户、一般贫困户）", "贫困户属性"),
    ],
)  # fmt: skip
def test_another_person_state_or_year_in_brackets_makes_another_column(
    heading: str, canonical: str | None, tmp_path: Path
) -> None:
    reading = of(tmp_path, households(heading, values=(None,)))
    assert headings_of(reading)[heading][1] == canonical
    assert [fault.rule for fault in reading.faults] == ([] if canonical else ["REC210"])


def person_list(*groups: tuple[str, tuple[str, ...]]) -> Rows:
    """A list of persons with a further group of columns, each group under a parent that is written once."""
    every = (("", ("行政村", "户编号")), ("家庭成员信息", ("姓名", "证件号码", "性别", "与户主关系")), ("", ("人数",)), *groups)
    upper: list[str | None] = []
    lower: list[str | None] = []
    for parent, children in every:
        for place, child in enumerate(children):
            upper.append(parent if parent and place == 0 else None if parent else child)
            lower.append(child if parent else None)
    known = {heading: place for place, heading in enumerate(PERSONS[0])}
    rows = []
    for person in PERSONS[1:]:
        own = [
            "丙村",
            person[known["户编号"]],
            *(person[known[heading]] for heading in ("姓名", "证件号码", "性别", "与户主关系")),
            None,
        ]
        rows.append(
            (
                *own,
                *(
                    "帮某" if "姓名" in child else "13911110000" if "电话" in child else None
                    for _, names in groups
                    for child in names
                ),
            )
        )
    return (tuple(upper), tuple(lower), *rows)


@pytest.mark.parametrize(
    ("parent", "children", "canonical"),
    [
        ("帮扶干部", ("姓名", "联系电话"), ("帮扶责任人", "帮扶人手机号")),
        ("帮扶责任人", ("姓名", "单位", "手机号"), ("帮扶责任人", None, "帮扶人手机号")),
        ("帮扶情况", ("帮扶责任人", "联系电话"), ("帮扶责任人", "帮扶人手机号")),
        ("结对帮扶", ("干部姓名", "电话"), ("帮扶责任人", "帮扶人手机号")),
        ("户主信息", ("姓名", "联系电话"), ("户主姓名", "联系电话")),
        ("包村领导", ("姓名", "联系电话"), (None, None)),
        ("监护人", ("姓名", "证件号码", "性别"), (None, None, None)),
        ("改造前", ("危房户",), (None,)),
        ("住房", ("面积",), ("住房面积",)),
        ("住房情况", ("住房面积", "危房户"), ("住房面积", "危房户")),
        ("两不愁三保障", ("是否危房户", "饮水是否安全"), ("危房户", "是否解决安全饮用水")),
        ("收入情况（万元）", ("人均纯收入",), ("人均纯收入",)),
    ],
)  # fmt: skip
def test_a_heading_under_a_parent_is_what_both_say(
    parent: str, children: tuple[str, ...], canonical: tuple[str | None, ...], tmp_path: Path
) -> None:
    reading = of(tmp_path, person_list((parent, children)))
    columns = sheet_of(reading).columns[-len(children) :]
    assert tuple(one.canonical for one in columns) == canonical
    assert column(reading, "persons", "name") == [row[PERSONS[0].index("姓名")] for row in PERSONS[1:]], "members are members"


def test_the_unit_of_a_parent_is_that_of_its_columns(tmp_path: Path) -> None:
    rows = person_list(("收入情况（万元）", ("人均纯收入",)))
    rows = (*rows[:2], *((*row[:-1], "0.3") for row in rows[2:]))
    assert set(column(of(tmp_path, rows), "households", "income_per_head")) == {3000.0}


def test_a_title_over_the_whole_table_is_nobodys_parent(tmp_path: Path) -> None:
    heads = PERSONS[0]
    reading = of(tmp_path, (("某村2018年监护人花名册", *[None] * (len(heads) - 1)), *PERSONS))
    assert faults_of(reading) == []
    assert len(column(reading, "persons", "name")) == len(PERSONS) - 1


def test_a_suggestion_never_makes_a_poor_household_another_one() -> None:
    for word in ("一般户", "农户"):
        assert code_list("poor_type").nearest(word) is None
    assert code_list("poor_type").nearest("一般贫困") == "一般贫困户"


@pytest.mark.parametrize(
    "heading", ["参加城乡居民基本养老保险人数", "是否参加城镇职工基本养老保险", "危房户数", "入户道路是否硬化", "总人口数"]
)
def test_headings_of_the_trade_are_no_misspellings(heading: str, tmp_path: Path) -> None:
    reading = of(tmp_path, households(heading, values=("1",)))
    assert faults_of(reading) == []
    assert headings_of(reading)[heading][0] == "known"


def test_a_misspelling_is_never_another_tables_column(tmp_path: Path) -> None:
    reading = of(tmp_path, households("总人口数量", values=("1",)))
    assert faults_of(reading) == []


def test_work_lists_and_lists_of_villages_are_no_members_and_no_households(tmp_path: Path) -> None:
    work = (
        ("户编号", "姓名", "证件号码", "与户主关系", "是否已务工", "开始时间", "结束时间"),
        *[(*PERSONS[1][:4], "是", "2023-02", "2023-12")],
    )
    villages = (
        ("县", "乡", "行政村", "是否出列", "总户数", "总人口数", "危房户数"),
        ("某县", "某镇", "丙村", "是", "300", "900", "2"),
    )
    file = xlsx(tmp_path / "r.xlsx", {"户信息": HOUSEHOLDS, "人口信息": PERSONS, "务工": work, "村": villages})
    reading = read(file)
    assert sorted((fault.rule, fault.place.sheet) for fault in reading.faults) == [("REC211", "务工"), ("REC211", "村")]
    assert reading.registry.frame("persons").height == len(PERSONS) - 1
    assert reading.registry.frame("households").height == len(HOUSEHOLDS) - 1


@pytest.mark.parametrize(("heading", "extra"), [("住房面积/亩", "亩"), ("住房面积：户", "户")])
def test_a_unit_of_something_else_behind_a_sign_is_asked_about(heading: str, extra: str, tmp_path: Path) -> None:
    reading = of(tmp_path, households(heading, values=("80",)))
    assert faults_of(reading) == [("REC210", "D1")]
    assert reading.faults[0].values["extra"] == extra


@pytest.mark.parametrize("heading", ["户编号 ID", "人数 old", "60 岁以上人数"])
def test_a_word_or_number_that_tells_another_column_stays(heading: str) -> None:
    assert plain(heading) == heading.replace(" ", "")


def test_other_words_of_clerks_are_read(tmp_path: Path) -> None:
    homes = of(tmp_path, households("是否易地搬迁", values=("是",)))
    assert column(homes, "households", "relocated") == [True, True]
    homes = of(tmp_path, households("易地搬迁", values=("否",)))
    assert column(homes, "households", "relocated") == [False, False]
    headings = ("户编号", "行政村", "姓名", "证件号码", "与户主关系", "文化水平", "是否在校")
    rows = [("5001", "丙村", f"王{n}", None, "之子", "小学", school) for n, school in enumerate(("否", "小学", "是"))]
    members = read(xlsx(tmp_path / "b.xlsx", {"人口信息": (headings, *rows)}))
    assert column(members, "persons", "education") == ["小学"] * 3
    # That somebody is at school does not say in which.
    assert column(members, "persons", "schooling") == ["非在校生", "小学", None]
    assert ("REC103", "G4") in faults_of(members)


@pytest.mark.parametrize(
    ("heading", "near"), [("五保", "是否特困供养"), ("养老保险", "是否参加城乡居民基本养老保险"), ("年人均收入", "人均纯收入")]
)
def test_what_the_clerk_has_to_tell_is_suggested(heading: str, near: str, tmp_path: Path) -> None:
    headings = ("户编号", "行政村", "姓名", "证件号码", "与户主关系", "危房户", heading)
    reading = read(xlsx(tmp_path / "a.xlsx", {"人口信息": (headings, ("5001", "丙村", "王一", None, "户主", "否", "是"))}))
    assert [fault.values["near"] for fault in reading.faults if fault.rule == "REC206"] == [near]


def test_a_suggestion_that_the_sheet_has_is_none(tmp_path: Path) -> None:
    reading = of(tmp_path, households("人均纯收入", "年人均收入", values=("3200", "3300")))
    assert faults_of(reading) == []


# One sign away from 退出时间, 纳入时间, 致贫原因, 建档时间, 耕地面积, 家庭人口, 户类型, and something else.
ANOTHER_THING = [
    "清退时间",
    "转出时间",
    "外出时间",
    "搬入时间",
    "脱贫原因",
    "建房时间",
    "旱地面积",
    "在家人口",
    "户口类型",
    "劳动力数",
]


@pytest.mark.parametrize("heading", ["银行卡号", "残疾类别", "慢性病", "大病", *ANOTHER_THING])
def test_columns_of_other_matters_are_known(heading: str, tmp_path: Path) -> None:
    assert headings_of(of(tmp_path, households(heading, values=("1",))))[heading][0] == "known"
