"""From sheets to tables: the relational workbook, flat person lists of three systems, lists of household heads."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.sheets.read import Reading
from tests.sheets.registers import (
    FLAT,
    HOUSEHOLDS,
    LI,
    PERSONS,
    QIAN,
    WANG,
    ZHAO,
    Rows,
    column,
    csv_file,
    faults_of,
    number,
    read,
    xlsx,
)


def cells(text: str) -> tuple[str | None, ...]:
    """A row written down with blanks between its cells; `-` is a blank cell."""
    return tuple(None if cell == "-" else cell for cell in text.split())


# The headings of three exports as they were seen; the rows are fictional.
LAYOUT_A = cells("""
    序号 数据日期 县(市、区、旗) 乡(镇) 行政村 自然村 户编号 人编号 姓名 证件号码 人数 与户主关系 民族 文化程度 在校生状况
    健康状况 劳动技能 务工时间（月） 是否参加大病保险 致贫原因1 危房户 是否解决安全饮用水 人均纯收入 户联系电话 人联系电话
    首次识别时间 人员识别时间 户类型 易返贫致贫户(监测对象)类型 风险是否消除 风险识别时间 风险消除时间
""")
ROW_A = cells(f"""
    1 20221231 甲县 乙镇 丙村 一组 6100000001 P1 王一 {WANG} 2 户主 汉族 小学 - 健康 普通劳动力 8 是 因病 否 是 9000.5
    13900000001 13900000002 201312 201312 脱贫户 脱贫不稳定户 否 202103 -
""")
LAYOUT_B = cells("""
    行政县 乡镇 行政村 自然村 户编号 人编号 姓名 身份证号 人数 与户主关系 民族 文化程度 在校生状况 健康状况 劳动技能 务工状况
    务工时间 参加大病医疗 脱贫属性 脱贫年度 贫困户属性 主要致贫原因 危房户 饮水安全 饮水困难 人均纯收入 联系电话 首次识别时间
    贫困人员识别时间
""")
ROW_B = cells(f"""
    甲县 乙镇 丙村 一组 6100000001 P1 王一 {WANG} 2 01 01 02 01 01 01 04 8 1 1 2017 01 01 0 1 0 4100 13900000001 201312 201312
""")
LAYOUT_C = cells("""
    县 乡 村 户编号 人编号 姓名 证件号码 证件类型 与户主关系 户类型 监测对象类别 性别 出生日期 民族 在校生状况 失学或辍学原因
    健康状况 劳动技能 是否参加城乡居民基本医疗保险 是否参加大病保险 是否参加城乡居民基本养老保险 享受低保政策情况
    享受特困供养政策情况 家庭成员联系电话 户联系电话 识别监测时间 消除监测时间 风险是否已消除 是否危房户 住房面积
    是否解决安全饮用水 是否通生活用电 是否有卫生厕所 与村主干路距离 耕地面积（亩） 林地面积（亩） 人均纯收入（元）
""")
ROW_C = cells(f"""
    甲县 乙镇 丙村 6100000001 P1 王一 {WANG} 居民身份证 户主 脱贫户 脱贫不稳定户 男 19700101 汉族 - - 健康 普通劳动力 是 是 是
    农村低保 不享受 13900000002 13900000001 202103 - 未消除 否 80.5 是 是 否 1.2 3.5 0 9000.5
""")


def second(headings: tuple[str | None, ...], row: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """Another member of the same household."""
    own = {
        "人编号": "P2",
        "姓名": "李二",
        "证件号码": LI,
        "身份证号": LI,
        "与户主关系": "配偶",
        "性别": "女",
        "出生日期": "19720315",
    }
    return tuple(own.get(heading or "", cell) for heading, cell in zip(headings, row, strict=True))


@pytest.mark.parametrize(("headings", "row"), [(LAYOUT_A, ROW_A), (LAYOUT_B, ROW_B), (LAYOUT_C, ROW_C)], ids="ABC")
@pytest.mark.parametrize("titles", [0, 2])
def test_flat_lists_feed_persons_and_households(
    headings: tuple[str | None, ...], row: tuple[str | None, ...], titles: int, tmp_path: Path
) -> None:
    rows = [*[("贫困人口名单",)] * titles, headings, row, second(headings, row)]
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert faults_of(reading) == []
    (sheet,) = reading.inputs[0].sheets
    assert sheet.tables == ("persons", "households")
    assert sheet.unmatched == ()
    assert column(reading, "persons", "name") == ["王一", "李二"]
    assert column(reading, "persons", "id_no") == [WANG, LI]
    assert column(reading, "persons", "relation") == ["本人或户主", "配偶"]
    assert column(reading, "persons", "serious_medical") == [True, True]
    assert column(reading, "households", "household_id") == ["6100000001"]
    assert column(reading, "households", "village") == ["丙村"]
    assert column(reading, "households", "unsafe_house") == [False]
    assert column(reading, "households", "phone") == ["13900000001"]
    rows_as_they_stand = reading.registry.household_rows
    assert rows_as_they_stand is not None
    assert rows_as_they_stand.frame.height == 2
    assert rows_as_they_stand.frame["_row"].to_list() == [titles + 2, titles + 3]


def test_layout_a_says_of_its_columns(tmp_path: Path) -> None:
    reading = read(csv_file(tmp_path / "a.csv", [LAYOUT_A, ROW_A]))
    how = {item.heading: (item.how, item.table, item.canonical) for item in reading.inputs[0].sheets[0].columns}
    assert how["序号"] == how["数据日期"] == ("ignored", None, None)
    assert how["户联系电话"] == ("exact", "households", "联系电话")
    assert how["人联系电话"] == ("exact", "persons", "联系电话")
    assert how["自然村"] == ("exact", "households", "村民小组")
    assert column(reading, "persons", "phone") == ["13900000002"]
    assert column(reading, "households", "monitored_type") == ["脱贫不稳定户"]
    assert column(reading, "households", "risk_cleared") == [False]
    assert column(reading, "persons", "joined") == ["2013-12"]


def test_layout_b_carries_codes(tmp_path: Path) -> None:
    reading = read(csv_file(tmp_path / "b.csv", [LAYOUT_B, ROW_B]))
    assert faults_of(reading) == []
    assert column(reading, "persons", "ethnic") == ["汉族"]
    assert column(reading, "persons", "education") == ["小学"]
    assert column(reading, "persons", "work_place") == ["省外务工"]
    assert column(reading, "households", "exit_year") == [2017]
    assert column(reading, "households", "cause") == ["因病"]
    assert column(reading, "households", "safe_water") == [True]
    assert column(reading, "households", "water_hard") == [False]


def test_a_variant_of_layout_b(tmp_path: Path) -> None:
    rows = [
        cells("市区旗 乡镇 村 社、组 户编号 人编号 名字 身份证号 家庭成员数 户脱贫属性 主要致贫原因 危房户 饮水安全 饮水困难"),
        cells(f"甲县 乙镇 丙村 一组 1 P1 王一 {WANG} 2 未脱贫 因病 否 是 否"),
        cells(f"甲县 乙镇 丙村 一组 1 P2 李二 {LI} 2 未脱贫 因病 否 是 否"),
    ]
    reading = read(csv_file(tmp_path / "b.csv", rows))
    assert [(fault.rule, fault.field) for fault in reading.faults] == [("REC207", "relation"), ("REC344", "identified")]
    assert column(reading, "households", "size") == [2]
    assert column(reading, "households", "status") == ["未脱贫"]
    assert column(reading, "persons", "name") == ["王一", "李二"]


def test_one_row_per_household_is_a_list_of_households(tmp_path: Path) -> None:
    rows = [
        cells("行政村 户编号 姓名 证件号码 人数 与户主关系 脱贫属性 贫困户属性 主要致贫原因 联系电话"),
        cells(f"丙村 1 王一 {WANG} 3 户主 未脱贫 一般贫困户 因病 13900000001"),
        cells(f"丁村 2 钱四 {QIAN} 1 户主 已脱贫 低保贫困户 因残 13900000002"),
    ]
    reading = read(csv_file(tmp_path / "户.csv", rows))
    assert faults_of(reading) == [("REC344", None)]
    assert not reading.registry.has("persons")  # nobody is missing from a list of heads
    assert column(reading, "households", "head_name") == ["王一", "钱四"]
    assert column(reading, "households", "size") == [3, 1]
    assert len(reading.notes) == 1
    assert all(words for note in reading.notes for words in note)


def test_households_of_one_person_each_are_persons(tmp_path: Path) -> None:
    headings = ("行政村", "户编号", "姓名", "证件号码", "人数", "与户主关系")
    rows = [headings, ("丙村", "1", "王一", WANG, "1", "户主"), ("丁村", "2", "钱四", QIAN, "1", "户主")]
    reading = read(csv_file(tmp_path / "人.csv", rows))
    assert column(reading, "persons", "name") == ["王一", "钱四"]


def test_a_household_is_what_most_of_its_rows_say(tmp_path: Path) -> None:
    rows = [FLAT[0], *((*row[:2], "戊村", *row[3:]) if number == 1 else row for number, row in enumerate(FLAT[1:]))]
    reading = read(csv_file(tmp_path / "人.csv", rows))
    assert column(reading, "households", "village") == ["丙村", "丁村"]
    assert column(reading, "persons", "name") == ["王一", "李二", "赵三", "钱四"]


def test_a_blank_in_one_row_does_not_outvote_what_another_says(tmp_path: Path) -> None:
    rows = [list(row) for row in FLAT]
    rows[1][10] = rows[2][10] = None
    reading = read(csv_file(tmp_path / "人.csv", rows))
    assert column(reading, "households", "status") == ["未脱贫", "已脱贫（享受政策）"]


def test_a_fault_of_a_flat_row_is_told_once(tmp_path: Path) -> None:
    rows = [list(row) for row in FLAT]
    rows[2][3] = "户二"
    rows[3][2] = None
    reading = read(csv_file(tmp_path / "人.csv", rows))
    assert faults_of(reading) == [("REC105", "D3"), ("REC101", "C4"), ("REC344", None)]


def test_a_flat_list_beside_a_households_sheet_gives_persons_only(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", {"户信息": HOUSEHOLDS, "名单": FLAT}))
    assert column(reading, "households", "head_name") == ["王一", "钱四"]
    assert column(reading, "persons", "name") == ["王一", "李二", "赵三", "钱四"]
    assert reading.registry.household_rows is None


FEW: Rows = (("户编号", "行政村", "人数", "耕地面积"), ("6100000001", "丙村", "3", "4"), ("6100000002", "丁村", None, "2"))


def test_a_second_sheet_of_few_columns_takes_nothing_away(tmp_path: Path) -> None:
    alone = read(xlsx(tmp_path / "alone.xlsx", {"名单": FLAT}))
    both = read(xlsx(tmp_path / "both.xlsx", {"户信息": FEW, "名单": FLAT}))
    kept = [name for name in alone.registry.households.frame.columns if name in alone.registry.present("households")]
    for name in kept:
        assert column(both, "households", name) == column(alone, "households", name), name
    assert column(both, "households", "farmland") == [4.0, 2.0]
    assert both.registry.present("households") >= alone.registry.present("households") | {"farmland"}


def test_what_two_sheets_say_differently_is_that_of_the_households_sheet_and_is_named(tmp_path: Path) -> None:
    few = (FEW[0], ("6100000001", "丙村", "5", "4"), FEW[2])
    reading = read(xlsx(tmp_path / "a.xlsx", {"户信息": few, "名单": FLAT}))
    assert column(reading, "households", "size") == [5, 1]
    assert any("1 户的“人数”" in zh and "6100000001" in zh for zh, _ in reading.notes)


def test_a_cell_that_cannot_be_read_is_not_filled_from_the_other_sheet(tmp_path: Path) -> None:
    few = (FEW[0], ("6100000001", "丙村", "三人", "4"), FEW[2])
    reading = read(xlsx(tmp_path / "a.xlsx", {"户信息": few, "名单": FLAT}))
    assert column(reading, "households", "size") == [None, 1]


def test_persons_of_several_exports_of_one_day_are_read_once(tmp_path: Path) -> None:
    at = [PERSONS[0].index(heading) for heading in ("户编号", "姓名", "证件号码", "与户主关系")]
    heads = ("户编号", "姓名", "证件号码", "与户主关系", "政治面貌")
    more = (heads, *((*(row[place] for place in at), "群众") for row in PERSONS[1:]))
    reading = read(xlsx(tmp_path / "a.xlsx", {"人口信息": PERSONS, "另一份": more}))
    assert column(reading, "persons", "name") == [row[at[1]] for row in PERSONS[1:]]
    assert column(reading, "persons", "political") == ["群众"] * 4
    assert any("4 个人在几张表中都有" in zh for zh, _ in reading.notes)


def test_a_person_who_is_twice_in_one_sheet_stays_twice(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", {"人口信息": [*PERSONS, PERSONS[1]], "另一份": PERSONS}))
    assert column(reading, "persons", "name").count(PERSONS[1][PERSONS[0].index("姓名")]) == 3


def test_villages_of_their_own_files_are_one_table(tmp_path: Path) -> None:
    for name, row in (("丙村", PERSONS[1]), ("丁村", PERSONS[4])):
        csv_file(tmp_path / f"{name}.csv", [PERSONS[0], row])
    reading = read(tmp_path)
    table = reading.registry.persons
    assert column(reading, "persons", "name") == ["钱四", "王一"]
    assert table.frame["_key"].to_list() == [0, 1]
    assert [Path(table.place(source, row).file).name for source, row in table.frame.select("_source", "_row").iter_rows()] == [
        "丁村.csv",
        "丙村.csv",
    ]


OTHER_TABLES: dict[str, Rows] = {
    "incomes": (cells("户编号 年度 工资性收入 生产经营性支出 年纯收入"), cells("1 2018 12000 500 11500")),
    "villages": (cells("行政村 行政区划代码 类型 是否贫困村 出列年度"), cells("丙村 690000000201 村 是 2017")),
    "village_years": (cells("行政村 年度 总户数 总人口 农业户籍人口 电力入户率"), cells("丙村 2018 300 900 880 100")),
    "steps": (cells("户编号 程序 步骤 日期 公示截止日期 结果 签字人"), cells("1 识别 民主评议 2014-03-01 2014-03-08 通过 王一")),
    "evidence": (cells("证件号码 姓名 来源部门 类别 说明 日期"), cells(f"{WANG} 王一 车管所 车辆 - 20180601")),
    "samples": (cells("户编号 抽查日期 类型 人数 结论 是否认可 抽查单位"), cells("1 2018-11-02 脱贫户 3 准确 是 县")),
    "waivers": (cells("规则 户编号 人编号 原因 批准人 日期 截止"), cells("REC106 1 - 无手机 张镇长 2018-11-02 2019-11-02")),
}


@pytest.mark.parametrize("table", OTHER_TABLES)
def test_every_other_table_is_known_by_its_headings(table: str, tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": OTHER_TABLES[table]}))
    assert faults_of(reading) == []
    assert list(reading.registry.tables) == [table]
    assert reading.inputs[0].sheets[0].unmatched == ()


def test_all_tables_in_one_workbook(tmp_path: Path) -> None:
    reading: Reading = read(xlsx(tmp_path / "a.xlsx", {"户信息": HOUSEHOLDS, "人口信息": PERSONS, **OTHER_TABLES}))
    assert faults_of(reading) == []
    assert set(reading.registry.tables) == {"households", "persons", *OTHER_TABLES}
    assert ZHAO in column(reading, "persons", "id_no")


# Several sheets of one register

_LIST = ("户编号", "行政村", "姓名", "证件号码", "与户主关系", "脱贫属性", "脱贫年度")


def _listed(status: str, year: str | None, *more: tuple[str, str]) -> Rows:
    members = (("王一", "户主"), *more)
    return [
        _LIST,
        *(
            ("1", "丙村", name, number(f"690000198001010{n:02}"), relation, status, year)
            for n, (name, relation) in enumerate(members, 1)
        ),
    ]


@pytest.mark.parametrize("names", [("2017年", "2018年"), ("2018年", "2017年"), ("名册20171231", "名册20180630")])
def test_of_two_years_the_newer_sheet_counts_wherever_it_stands(names: tuple[str, str], tmp_path: Path) -> None:
    of_year = {"7": _listed("未脱贫", None, ("王二", "配偶"), ("王三", "之父")), "8": _listed("已脱贫", "2018", ("王二", "配偶"))}
    sheets = {name: of_year["7" if "2017" in name else "8"] for name in names}
    reading = read(xlsx(tmp_path / "a.xlsx", sheets))
    assert column(reading, "households", "status") == ["已脱贫（享受政策）"] or column(reading, "households", "exit_year") == [
        2018
    ]
    assert column(reading, "persons", "name") == ["王一", "王二"]
    assert any("有 1 户在以后年度的表中也有，以新的为准" in zh for zh, _ in reading.notes)
    assert not [rule for rule, _ in faults_of(reading) if rule == "REC226"]


def test_a_household_of_the_older_sheet_alone_stays(tmp_path: Path) -> None:
    older = [*_listed("未脱贫", None), ("2", "丙村", "李三", number("69000019800101009"), "户主", "未脱贫", None)]
    reading = read(xlsx(tmp_path / "a.xlsx", {"2017年": older, "2018年": _listed("已脱贫", "2018")}))
    assert sorted(map(str, column(reading, "households", "household_id"))) == ["1", "2"]


def test_sheets_of_which_one_names_no_year_are_of_one_day(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", {"2017年": _listed("未脱贫", None), "花名册": _listed("未脱贫", None)}))
    assert not any("以后年度" in zh for zh, _ in reading.notes)


def test_what_two_sheets_say_differently_is_a_finding(tmp_path: Path) -> None:
    homes: Rows = [("户编号", "行政村", "脱贫属性", "人数"), ("1", "丙村", "已脱贫", "1")]
    reading = read(xlsx(tmp_path / "a.xlsx", {"名单": _listed("未脱贫", None), "户信息": homes}))
    assert [(rule, cell) for rule, cell in faults_of(reading) if rule == "REC226"] == [("REC226", "C2")]
    two: Rows = [("户编号", "行政村", "脱贫属性", "人数"), ("1", "丙村", "未脱贫", "1")]
    reading = read(xlsx(tmp_path / "b.xlsx", {"户信息一": homes, "户信息二": two}))
    assert [(rule, cell) for rule, cell in faults_of(reading) if rule == "REC226"] == [("REC226", "C2")]


def test_a_required_column_that_another_sheet_has_for_all_its_households_is_not_missing(tmp_path: Path) -> None:
    homes: Rows = [("户编号", "行政村", "脱贫属性"), ("1", "丙村", "未脱贫"), ("2", "丙村", "未脱贫")]
    helpers: Rows = [("户编号", "户主姓名", "帮扶责任人"), ("1", "王一", "赵六"), ("2", "李二", "赵六")]
    missing = [("REC207", None)]
    assert [
        one for one in faults_of(read(xlsx(tmp_path / "a.xlsx", {"户信息": homes, "帮扶人": helpers}))) if one[0] == "REC207"
    ] == []
    more = [*helpers, ("3", "孙五", "赵六")]
    assert [
        one for one in faults_of(read(xlsx(tmp_path / "b.xlsx", {"户信息": homes, "帮扶人": more}))) if one[0] == "REC207"
    ] == missing


@pytest.mark.parametrize(
    "heads",
    [
        ("序号", "姓名", "身份证号", "单位", "职务", "联系电话", "帮扶户编号"),
        ("行政村", "户主姓名", "姓名", "身份证号", "与户主关系", "缴费金额"),
        ("户编号", "姓名", "证件号码", "岗位名称", "月工资"),
        ("行政村", "姓名", "身份证号", "残疾类别", "残疾等级"),
        ("行政村", "姓名", "身份证号", "保障人口", "低保金额"),
    ],
)
def test_another_offices_list_beside_the_register_names_no_members(heads: tuple[str, ...], tmp_path: Path) -> None:
    others: Rows = [
        heads,
        *(tuple(f"{n}" if head == "序号" else "赵六" if "姓名" in head else "x" for head in heads) for n in (1, 2)),
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", {"花名册": _listed("未脱贫", None), "名单": others}))
    assert column(reading, "persons", "name") == ["王一"]
    assert ("REC211", None) in faults_of(reading)


def test_a_roster_of_the_poor_with_such_a_column_stays_a_roster(tmp_path: Path) -> None:
    rows = [(*_LIST, "单位", "职务", "低保金额"), *((*row, "无", "无", "300") for row in _listed("未脱贫", None)[1:])]
    reading = read(xlsx(tmp_path / "a.xlsx", {"低保贫困户": rows}))
    assert column(reading, "persons", "name") == ["王一"]


def test_a_cell_that_cannot_be_read_is_not_filled_from_another_export(tmp_path: Path) -> None:
    first: Rows = [("户编号", "行政村", "联系电话"), ("1", "丙村", "0915-123"), ("2", "丙村", None)]
    second: Rows = [("户编号", "行政村", "联系电话"), ("1", "丙村", "13991500010"), ("2", "丙村", "13991500011")]
    reading = read(xlsx(tmp_path / "a.xlsx", {"户信息一": first, "户信息二": second}))
    assert column(reading, "households", "phone") == [None, "13991500011"]


@pytest.mark.parametrize(
    ("heads", "phone"),
    [
        (("户编号", "行政村", "帮扶责任人", "联系电话"), None),
        (("户编号", "行政村", "帮扶责任人", "单位", "职务", "联系电话"), None),
        (("户编号", "行政村", "帮扶责任人", "脱贫属性", "联系电话"), "13991500010"),
        (("户编号", "行政村", "联系电话", "帮扶责任人"), "13991500010"),
    ],
)
def test_a_telephone_behind_a_helpers_columns_is_asked_about(heads: tuple[str, ...], phone: str | None, tmp_path: Path) -> None:
    cells = {"户编号": "1", "行政村": "丙村", "联系电话": "13991500010", "脱贫属性": "未脱贫"}
    rows: Rows = [heads, tuple(cells.get(head, "赵六") for head in heads)]
    reading = read(xlsx(tmp_path / "a.xlsx", {"户信息": rows}))
    assert column(reading, "households", "phone") == [phone]
    assert ("REC210" in {rule for rule, _ in faults_of(reading)}) is (phone is None)
