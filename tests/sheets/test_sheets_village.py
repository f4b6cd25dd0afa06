"""One sheet for each village, without a column of it; and lists with one household in each row and no number."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.sheets.place_words import villages_in
from tests.sheets.registers import Rows, column, faults_of, read, xlsx

HEADS = ("户编号", "户主姓名", "贫困户属性", "脱贫属性", "致贫原因")
ONE: Rows = [HEADS, ("6100000001", "王一", "一般贫困户", "未脱贫", "因病")]
TWO: Rows = [HEADS, ("6100000002", "李二", "一般贫困户", "未脱贫", "因病")]


@pytest.mark.parametrize(("text", "villages"), [
    ("青石垭村", ["青石垭村"]), ("青石垭村（52户）", ["青石垭村"]), ("1.青石垭村", ["青石垭村"]), ("2018年青石垭村贫困户", ["青石垭村"]),
    ("陕西省汉阴县蒲河镇青石垭村建档立卡贫困户花名册", ["青石垭村"]), ("填报单位：青石垭村村民委员会", ["青石垭村"]),
    ("蒲河镇东沟社区居民委员会", ["东沟社区"]), ("青石垭村、柳树沟村", ["青石垭村", "柳树沟村"]), ("大村", ["大村"]),
    ("蒲河镇各村贫困户", []), ("蒲河镇贫困村贫困户", []), ("镇村干部名册", []), ("乡村振兴", []), ("小村庄台账", []), ("Sheet1", []),
    ("县乡村三级", []), ("村组", []), ("建档立卡户信息（村）", []), ("全村贫困户", []), ("农村低保", []),
])  # fmt: skip
def test_a_title_or_a_name_of_a_sheet_names_villages(text: str, villages: list[str]) -> None:
    assert villages_in(text) == villages


def test_the_rows_of_a_sheet_are_of_the_village_that_its_name_says(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", {"青石垭村": ONE, "柳树沟村": TWO}))
    assert column(reading, "households", "village") == ["青石垭村", "柳树沟村"]
    assert [rule for rule, _ in faults_of(reading)] == ["REC344"]  # 行政村 is not missing
    assert any("按工作表名称读作“柳树沟村”" in zh for zh, _ in reading.notes)


def test_a_line_above_the_headings_names_the_village(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": [("蒲河镇青石垭村2018年贫困户花名册",), *ONE]}))
    assert column(reading, "households", "village") == ["青石垭村"]


def test_the_name_of_the_file_names_the_village(tmp_path: Path) -> None:
    assert column(read(xlsx(tmp_path / "青石垭村.xlsx", {"Sheet1": ONE})), "households", "village") == ["青石垭村"]


def test_two_villages_in_a_title_name_none(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": [("青石垭村、柳树沟村贫困户花名册",), *ONE]}))
    assert column(reading, "households", "village") == [None]
    assert ("REC207", None) in faults_of(reading)


def test_a_column_of_villages_is_not_overruled(tmp_path: Path) -> None:
    rows = [(*HEADS, "行政村"), (*ONE[1], "柳树沟村"), (*TWO[1], None)]
    reading = read(xlsx(tmp_path / "a.xlsx", {"青石垭村": rows}))
    assert column(reading, "households", "village") == ["柳树沟村", None]


def test_a_qualified_heading_of_the_village_is_asked_and_not_passed_over(tmp_path: Path) -> None:
    rows = [(*HEADS, "行政村（搬迁前）"), (*ONE[1], "柳树沟村")]
    assert column(read(xlsx(tmp_path / "a.xlsx", {"青石垭村": rows})), "households", "village") == [None]


def without_numbers(rows: Rows) -> Rows:
    return [row[1:] for row in rows]


def test_a_list_of_heads_without_numbers_is_a_list_of_households(tmp_path: Path) -> None:
    rows = [*without_numbers(ONE), ("李二", "低保户", "未脱贫", "因残")]
    reading = read(xlsx(tmp_path / "a.xlsx", {"青石垭村": rows}))
    numbers = column(reading, "households", "household_id")
    assert len(set(numbers)) == 2
    assert None not in numbers
    assert ("REC216", None) in faults_of(reading)
    assert "REC207" not in {rule for rule, _ in faults_of(reading)}


def test_heads_of_one_name_in_one_village_are_two_households(tmp_path: Path) -> None:
    rows = [*without_numbers(ONE), *without_numbers(ONE)[1:]]
    reading = read(xlsx(tmp_path / "a.xlsx", {"青石垭村": rows, "柳树沟村": without_numbers(ONE)}))
    assert len(set(column(reading, "households", "household_id"))) == 3


def test_statistics_of_villages_are_no_list_of_households(tmp_path: Path) -> None:
    villages = [("村名", "人口", "耕地面积", "林地面积"), ("青石垭村", "1320", "2000", "800")]
    reading = read(xlsx(tmp_path / "a.xlsx", {"村表": villages, "青石垭村": ONE}))
    assert column(reading, "households", "household_id") == ["6100000001"]
    assert ("REC208", None) in faults_of(reading)


@pytest.mark.parametrize(("heading", "field", "written", "value"), [
    ("组别", "group", "一组", "一组"), ("县（市、区）", "county", "汉阴县", "汉阴县"), ("村（社区）", "village", "甲村", "甲村"),
    ("贫困户类型", "poor_type", "一般贫困户", "一般贫困户"), ("脱贫情况", "status", "未脱贫", "未脱贫"), ("是否脱贫", "status", "否", "未脱贫"),
    ("是否脱贫", "status", "是", "已脱贫（享受政策）"), ("退出时间", "exit_year", "2018年12月", 2018),
    ("建档立卡时间", "identified", "2014年", "2014"),
    ("拟脱贫年度", "planned_year", "2019", 2019), ("有无安全住房", "unsafe_house", "有", False), ("住房是否安全", "unsafe_house", "不安全", True),
    ("安全饮水", "safe_water", "达标", True), ("饮水安全情况", "safe_water", "不达标", False), ("帮扶干部姓名", "helper", "赵六", "赵六"),
    ("户编码", "household_id", "6100000009", "6100000009"), ("家庭人均年纯收入", "income_per_head", "3100", 3100.0),
    ("致贫主要原因", "cause", "因病", "因病"), ("镇（办）", "town", "丙镇", "丙镇"),
])  # fmt: skip
def test_headings_of_rosters_kept_by_hand_are_read(heading: str, field: str, written: str, value: object, tmp_path: Path) -> None:
    plain = {"户主姓名": "王一", "备注": None, "主要燃料类型": "柴草", "耕地": "2"}
    rows = [(*plain, heading), (*plain.values(), written)]
    assert column(read(xlsx(tmp_path / "a.xlsx", {"甲村": rows})), "households", field) == [value]


_OF_ONE = ("户主姓名", "贫困户属性", "脱贫属性", "识别时间")


def _rows(*lines: str) -> Rows:
    """A list without a column of villages: a name is a household's head, anything longer a line of its own."""
    return [_OF_ONE, *((line, "一般贫困户", "未脱贫", "201401") if len(line) == 2 else (line,) for line in lines)]


@pytest.mark.parametrize(
    ("lines", "villages"),
    [
        (("红石村（2户3人）", "王一", "李二", "白水村（1户1人）", "赵三"), ["红石村", "红石村", "白水村"]),
        (("红石村2户3人", "王一", "李二", "白水村1户1人", "赵三"), ["红石村", "红石村", "白水村"]),
        (("一、红石村", "王一", "李二", "二、白水村", "赵三"), ["红石村", "红石村", "白水村"]),
        (("蒲水镇红石村贫困户名单", "王一", "李二", "蒲水镇白水村贫困户名单", "赵三"), ["红石村", "红石村", "白水村"]),
        (("红石村", "王一", "李二", "白水村", "赵三"), ["红石村", "红石村", "白水村"]),
    ],
)
def test_rows_are_of_the_village_that_the_line_above_them_names(
    lines: tuple[str, ...], villages: list[str], tmp_path: Path
) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": _rows(*lines)}))
    assert column(reading, "households", "village") == villages
    assert [row for row, why in reading.inputs[0].sheets[0].left_out if why == "section"] == [2, 5]
    assert "REC207" not in {rule for rule, _ in faults_of(reading)}
    assert any("“红石村”（第 2 行）、“白水村”（第 5 行）" in zh for zh, _ in reading.notes)


def test_a_village_alone_in_a_column_of_running_numbers_begins_its_rows(tmp_path: Path) -> None:
    heads = ("序号", "户主姓名", "家庭人口", "识别时间", "脱贫年度")
    lines: Rows = [
        ("蒲水镇贫困户花名册",), heads, ("红石村",), ("1", "王一", "2", "2014", None), ("2", "李二", "3", "2014", "2017"),
        ("白水村",), ("1", "王一", "4", "2014", None), ("2", "赵三", "1", "2014", None),
    ]  # fmt: skip
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": lines}))
    # No household is made of the lines, and the two called 王一 are of different villages.
    assert column(reading, "households", "village") == ["红石村", "红石村", "白水村", "白水村"]
    assert column(reading, "households", "size") == [2, 3, 4, 1]
    assert reading.inputs[0].sheets[0].left_out == ((3, "section"), (6, "section"))
    assert [rule for rule, _ in faults_of(reading)] == ["REC216"]


def test_a_village_alone_in_the_column_of_villages_may_be_a_row_with_faults(tmp_path: Path) -> None:
    heads = ("行政村", "户主姓名", "人数", "识别时间")
    lines: Rows = [heads, ("红石村", "王一", "2", "201401"), ("白水村",), ("白水村", "李二", "1", "201401")]
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": lines}))
    assert column(reading, "households", "village") == ["红石村", "白水村", "白水村"]
    assert reading.inputs[0].sheets[0].left_out == ()


def test_a_sum_below_the_rows_of_a_village_names_none(tmp_path: Path) -> None:
    rows = _rows("王一", "李二", "红石村2户3人", "赵三", "白水村1户1人")
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert column(reading, "households", "village") == [None, None, None]
    assert reading.inputs[0].sheets[0].left_out == ((4, "total"), (6, "total"))
    assert ("REC207", None) in faults_of(reading)


def test_rows_above_the_first_line_of_a_village_are_of_the_one_in_the_title(tmp_path: Path) -> None:
    lines = ("王一", "白水村贫困户花名册", "李二")
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": [("红石村贫困户花名册",), *_rows(*lines)]}))
    assert column(reading, "households", "village") == ["红石村", "白水村"]
    # Nobody says of which village they are: the column is missing, and no row is of a village that another line names.
    reading = read(xlsx(tmp_path / "b.xlsx", {"Sheet1": _rows(*lines)}))
    assert column(reading, "households", "village") == [None, None]
    assert ("REC207", None) in faults_of(reading)


GROUPED = ("户主姓名", "人口", "贫困户属性", "脱贫状态")


def grouped(*lines: str) -> Rows:
    """A list of two heads of one name, each below a line."""
    first, second = lines
    poor = ("王建国", 2, "一般贫困户", "未脱贫")
    return [("丙村贫困户名单",), GROUPED, (first,), poor, (second,), poor]


@pytest.mark.parametrize(
    ("lines", "groups"),
    [
        (("一组", "二组"), ["一组", "二组"]),
        (("一组", "二组（共1户）"), ["一组", "二组"]),
        (("一组：1户2人", "三组:1户2人"), ["一组", "三组"]),
        (("一、东坪组", "二、西坪组"), ["东坪组", "西坪组"]),
        (("第1村民小组", "第2村民小组"), ["第1村民小组", "第2村民小组"]),
        (("丙村一组", "丙村二组"), ["一组", "二组"]),
    ],
)
def test_rows_are_of_the_group_that_the_line_above_them_names(lines: tuple[str, str], groups: list[str], tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": grouped(*lines)}))
    assert column(reading, "households", "group") == groups
    assert len(set(column(reading, "households", "household_id"))) == 2
    (sheet,) = reading.inputs[0].sheets
    assert sheet.left_out == ((3, "section"), (5, "section"))
    assert any(f"“{groups[0]}”（第 3 行）" in zh and "读作该组" in zh for zh, _ in reading.notes)


def test_a_group_ends_where_another_village_begins(tmp_path: Path) -> None:
    poor = ("王建国", 2, "一般贫困户", "未脱贫")
    rows = [GROUPED, ("丙村",), ("一组",), poor, ("丁村",), poor, ("二组",), poor]
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert column(reading, "households", "village") == ["丙村", "丁村", "丁村"]
    assert column(reading, "households", "group") == ["一组", None, "二组"]


def test_a_column_of_groups_is_not_overruled(tmp_path: Path) -> None:
    poor = ("王建国", 2, "一般贫困户", "未脱贫", "五组")
    rows = [("丙村贫困户名单",), (*GROUPED, "组"), ("一组",), poor]
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert column(reading, "households", "group") == ["五组"]


@pytest.mark.parametrize(
    "team", ["驻村工作组", "评议小组：", "党员组", "党小组", "村级监督小组", "监督组", "民主理财小组", "脱贫攻坚组", "妇女小组"]
)
def test_a_team_is_no_group_of_villagers(team: str, tmp_path: Path) -> None:
    rows = [*grouped("一组", "二组"), (team,)]
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert column(reading, "households", "group") == ["一组", "二组"]
    assert not any(team.strip("：") in note.zh for note in reading.notes)


@pytest.mark.parametrize(
    "lines", [("丙村一组", "丁村二组"), ("丙村一组（1户2人）", "丁村二组（1户2人）"), ("一、丙村一组", "二、丁村二组")]
)
def test_a_line_may_name_the_village_and_the_group(lines: tuple[str, str], tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": grouped(*lines)[1:]}))
    assert column(reading, "households", "village") == ["丙村", "丁社区" if "社区" in lines[1] else "丁村"]
    assert [group.replace("第", "").replace("村民小", "") for group in column(reading, "households", "group")] == ["一组", "二组"]


def test_a_group_without_its_village_is_of_the_line_above_it(tmp_path: Path) -> None:
    poor = ("王建国", 2, "一般贫困户", "未脱贫")
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": [GROUPED, ("丙村一组",), poor, ("二组",), poor, ("丁村一组",), poor]}))
    assert column(reading, "households", "village") == ["丙村", "丙村", "丁村"]
    assert column(reading, "households", "group") == ["一组", "二组", "一组"]


def test_a_group_with_a_teams_name_is_one_between_rows(tmp_path: Path) -> None:
    reading = read(xlsx(tmp_path / "a.xlsx", {"Sheet1": grouped("一组", "青年组")}))
    assert column(reading, "households", "group") == ["一组", "青年组"]
