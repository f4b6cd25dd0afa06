"""Remarks that tell what no column does: rows are read and counted as their columns say, and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.sheets.loading import Loading
from puxi_cli.sheets.read import read_register
from tests.sheets.registers import csv_file, xlsx

HEADS = (
    "户编号",
    "行政村",
    "户主姓名",
    "姓名",
    "与户主关系",
    "首次识别时间",
    "脱贫属性",
    "脱贫年度",
    "减少时间",
    "减少原因",
    "备注",
)
HEAD = ("6900000001", "甲村", "王一", "王一", "本人或户主", "201401", None, None, None, None, None)


def notes(path: Path) -> list[str]:
    return [note.zh for note in read_register(Loading([path])).notes if "备注" in note.zh]


def row(remark: str, **more: str | None) -> tuple[str | None, ...]:
    cells = dict(zip(HEADS, HEAD, strict=True)) | {"姓名": "王二", "与户主关系": "子女", "备注": remark} | more
    return tuple(cells[heading] for heading in HEADS)


@pytest.mark.parametrize(
    "remark",
    [
        "2017年死亡",
        "病故",
        "外嫁到安康",
        "户口已迁出",
        "父亲去世",
        "2018年去逝",
        "2018.5已亡",
        "户主亡",
        "亡",
        "已火化",
        "2017年判刑",
        "在监狱服刑",
        "失踪多年",
        "因溺水身亡",
    ],
)
def test_a_remark_of_a_death_or_of_leaving_is_told_with_its_row(remark: str, tmp_path: Path) -> None:
    [note] = notes(xlsx(tmp_path / "台账.xlsx", {"人": [HEADS, HEAD, row(remark)]}))
    assert "备注写明有人死亡或离开本户，而本表的“减少时间”“减少原因”没有这样填写的，有 1 行：" in note
    assert "台账.xlsx 人 第 3 行。" in note


@pytest.mark.parametrize("remark", ["转为城镇户口", "2017年农转非", "户口已转为城镇", "已改非农业户口"])
def test_a_remark_of_an_urban_registration_is_told(remark: str, tmp_path: Path) -> None:
    [note] = notes(xlsx(tmp_path / "台账.xlsx", {"人": [HEADS, HEAD, row(remark)]}))
    assert "备注写明有人转为城镇户口，而本表的“减少时间”“减少原因”没有这样填写的，有 1 行：" in note
    assert notes(xlsx(tmp_path / "填.xlsx", {"人": [HEADS, HEAD, row(remark, 减少时间="201706")]})) == []


def test_a_remark_is_a_finding_of_the_household_of_its_row(tmp_path: Path) -> None:
    lines = [
        HEADS,
        HEAD,
        row("低保，2017年病故"),
        row("", 户编号="6900000002"),
        row("全家外嫁", 户编号="6900000003", 行政村="乙村"),
    ]
    reading = read_register(Loading([xlsx(tmp_path / "台账.xlsx", {"死亡人员名单": lines})]))
    told = [fault for fault in reading.faults if fault.rule == "REC231"]
    # The name of the sheet stands over every row: that is told once, and accuses no row.
    assert [(fault.place.cell, fault.household_id, fault.village, fault.values["word"]) for fault in told] == [
        ("K3", "6900000001", "甲村", "病故"), ("K5", "6900000003", "乙村", "外嫁"),
    ]  # fmt: skip


def test_a_column_that_is_not_read_is_a_finding_where_it_says_more(tmp_path: Path) -> None:
    lines = [(*HEADS, "现况"), (*HEAD, "正常"), (*row(""), "已死亡")]
    reading = read_register(Loading([xlsx(tmp_path / "台账.xlsx", {"人": lines})]))
    assert [(fault.place.cell, fault.values["word"]) for fault in reading.faults if fault.rule == "REC231"] == [("L3", "死亡")]


@pytest.mark.parametrize("filled", [{"减少时间": "201706"}, {"减少原因": "自然死亡"}])
def test_a_remark_beside_the_time_or_the_reason_says_nothing_new(filled: dict[str, str], tmp_path: Path) -> None:
    assert notes(xlsx(tmp_path / "台账.xlsx", {"人": [HEADS, HEAD, row("2017年死亡", **filled)]})) == []


@pytest.mark.parametrize(
    "remark",
    [
        "低保",
        "计划2019年脱贫",
        "预脱贫",
        "未脱贫",
        "长期在外",
        "死亡人口：无人",
        "",
        "2016年从外村嫁到本村",
        "易地扶贫搬迁（迁出地为石门村）",
        "2018年已退出低保",
        "存折已销户",
        "没有死亡",
        "脱贫攻坚",
        "已清退五保",
        "亡羊补牢",
        "2016年刑满释放，曾服刑",
        "未转为城镇户口",
        "领过火化补贴",
        "未判刑",
    ],
)
def test_other_remarks_are_not_told(remark: str, tmp_path: Path) -> None:
    assert notes(xlsx(tmp_path / "台账.xlsx", {"人": [HEADS, HEAD, row(remark)]})) == []


def test_a_remark_of_an_exit_is_told_where_no_status_says_so(tmp_path: Path) -> None:
    rows = [
        HEADS,
        row("2016年脱贫"),
        row("2016年脱贫", 脱贫属性="已脱贫"),
        row("已退出", 脱贫年度="2016"),
        row("脱贫户", 脱贫属性="未脱贫"),
    ]
    [note] = notes(xlsx(tmp_path / "台账.xlsx", {"人": rows}))
    assert "备注写明该户已退出，而本表的“脱贫年度”“脱贫属性”没有这样填写的，有 2 行：" in note
    assert "台账.xlsx 人 第 2、5 行。" in note


def test_the_columns_may_be_missing_and_many_rows_are_counted(tmp_path: Path) -> None:
    heads = (*HEADS[:6], "备注")
    rows = [heads, *((*HEAD[:6], "死亡") for _ in range(30))]
    [note] = notes(xlsx(tmp_path / "台账.xlsx", {"人": rows}))
    assert "没有这样填写的，有 30 行：" in note
    assert "等，另有 " in note


def test_a_section_that_says_so_is_told_with_the_rows_below_it(tmp_path: Path) -> None:
    blank = (None,) * (len(HEADS) - 1)
    rows = [
        ("一、未脱贫户", *blank), HEADS, row("", 户编号="6900000002"), ("二、已脱贫户", *blank), HEADS, row("", 户编号="6900000003", 脱贫年度="2016"),
        ("三、死亡人员", *blank), HEADS, row("", 户编号="6900000004"), row("", 户编号="6900000005", 减少时间="201706"), ("四、其他", *blank), HEADS,
        row("", 户编号="6900000006"),
    ]  # fmt: skip
    told = [note.zh for note in read_register(Loading([xlsx(tmp_path / "台账.xlsx", {"人": rows})])).notes if "写明" in note.zh]
    [note] = told
    assert "分节标题（“死亡”）写明有人死亡或离开本户，" in note
    assert "有 1 行：" in note
    assert "第 9 行。" in note


@pytest.mark.parametrize(
    ("sheet", "title", "rows"),
    [
        ("死亡人员", "蒲溪镇花名册", 2),
        ("Sheet1", "蒲溪镇2018年死亡人员名单", 2),
        ("脱贫户", "蒲溪镇花名册", 2),
        ("Sheet1", "蒲溪镇2018年脱贫攻坚信息表", 0),
        ("Sheet1", "脱贫户和监测户花名册", 0),
        ("未脱贫户", "蒲溪镇花名册", 0),
        ("Sheet1", "2018年计划脱贫户", 0),
    ],
)
def test_the_name_of_a_sheet_or_its_title_stands_over_all_rows(sheet: str, title: str, rows: int, tmp_path: Path) -> None:
    lines = [(title, *(None,) * (len(HEADS) - 1)), HEADS, row("", 户编号="6900000002"), row("", 户编号="6900000003")]
    told = [note.zh for note in read_register(Loading([xlsx(tmp_path / "台账.xlsx", {sheet: lines})])).notes if "写明" in note.zh]
    assert [f"有 {rows} 行" in note for note in told] == ([True] if rows else [])


@pytest.mark.parametrize(
    "title", ["死亡人员请填写减少时间", "花名册（不含死亡人员）", "2018年台账（已剔除已脱贫户）", "自然减少"]
)
def test_what_is_no_lists_title_tells_nothing(title: str, tmp_path: Path) -> None:
    lines = [(title, *(None,) * (len(HEADS) - 1)), HEADS, row("", 户编号="6900000002")]
    found = read_register(Loading([xlsx(tmp_path / "台账.xlsx", {"Sheet1": lines})])).notes
    assert [note.zh for note in found if "写明" in note.zh] == []


def test_no_more_than_the_word_is_named(tmp_path: Path) -> None:
    lines = [HEADS, row(""), ("王小明家（病故）", *(None,) * (len(HEADS) - 1)), row("", 户编号="6900000002")]
    found = read_register(Loading([xlsx(tmp_path / "台账.xlsx", {"Sheet1": lines})])).notes
    [note] = [note for note in found if "写明" in note.zh]
    assert "分节标题（“病故”）写明" in note.zh
    assert "王小明" not in note.zh + note.en


def test_a_remark_in_a_list_of_households_is_told(tmp_path: Path) -> None:
    heads = ("户编号", "行政村", "户主姓名", "人数", "首次识别时间", "脱贫属性", "脱贫年度", "返贫时间", "备注")
    rows = [
        heads,
        ("6900000001", "甲村", "王一", "1", "201401", "未脱贫", None, None, "户主2018年死亡，无人照料"),
        ("6900000002", "甲村", "王二", "1", "201401", "返贫", "2016", "2018", "2016年已脱贫，2018年返贫"),
    ]
    [note] = notes(xlsx(tmp_path / "户.xlsx", {"户": rows}))
    # No column of this sheet would say it: the note names the sheet that has them.
    assert "备注写明有人死亡或离开本户，而本表没有“减少时间”“减少原因”列，有 1 行：" in note
    assert "户.xlsx 户 第 2 行。" in note
    assert "请核实后填入“人口信息”表的这些列。" in note


def test_members_below_the_row_that_says_it_are_of_its_household(tmp_path: Path) -> None:
    """Of the second household nobody wrote when it left: its head and its member are told."""
    heads = ("村", "户主", "成员姓名", "关系", "脱贫时间")
    lines = [
        ("松树镇2018年脱贫户花名册", *(None,) * 4),
        heads,
        ("松树村", "庞一", "庞一", "户主", "2018.11"), (None, None, "孟小", "妻子", None),
        ("松树村", "项三", "项三", "户主", None), (None, None, "屈小", "儿媳", None),
    ]  # fmt: skip
    found = read_register(Loading([xlsx(tmp_path / "台账.xlsx", {"Sheet1": lines})])).notes
    [note] = [note.zh for note in found if "写明" in note.zh]
    assert note.startswith("第 1 行的标题（“2018年脱贫户”）写明该户已退出")
    assert "有 2 行：" in note
    assert "第 5、6 行。" in note


def of_rule(path: Path) -> list[tuple[str | None, str | None, str]]:
    """The cells that say what no column does, with the household and the word."""
    faults = read_register(Loading([path])).faults
    return [(fault.place.cell, fault.household_id, fault.values["word"]) for fault in faults if fault.rule == "REC231"]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("李秀兰（已故）", "已故"),
        ("李秀兰(2017年死亡)", "死亡"),
        ("李秀兰【死亡】", "死亡"),
        ("李秀兰[去世]", "去世"),
        ("李秀兰（亡）", "亡"),
        ("李秀兰（2017.5亡）", "2017.5亡"),
        ("李秀兰（故", "故"),
        ("李秀兰（配偶）（病故）", "病故"),
        ("（已故）李秀兰", "已故"),
        ("李秀兰（迁出）", "迁出"),
        ("李秀兰（户口迁出）", "迁出"),
        ("李秀兰（已嫁）", "已嫁"),
        ("李秀兰（出嫁）", "出嫁"),
        ("李秀兰（嫁出）", "嫁出"),
        ("李秀兰（服刑）", "服刑"),
        ("李秀兰已故", "已故"),
        ("李秀兰 已故", "已故"),
        ("李秀兰2017年死亡", "死亡"),
        ("李秀兰死亡（2017年）", "死亡"),
        ("李秀兰-亡", "亡"),
        ("李秀兰（农转非）", "农转非"),
        ("李秀兰（清退）", "清退"),
        ("李秀兰（2016年脱贫）", "2016年脱贫"),
        ("李秀兰（已脱贫）", "已脱贫"),
        ("李秀兰已脱贫", "已脱贫"),
    ],
)
def test_words_behind_a_name_are_told_as_a_remark_is(name: str, word: str, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "台账.xlsx", {"人": [HEADS, HEAD, row("", 姓名=name)]})
    assert of_rule(path) == [("D3", "6900000001", word)]
    [note] = [note for note in read_register(Loading([path])).beside if "写明" in note.zh]
    assert f"“姓名”栏姓名后的附注（“{word}”）写明" in note.zh
    assert "台账.xlsx 人 第 3 行。" in note.zh
    assert "李秀兰" not in note.zh + note.en


@pytest.mark.parametrize(
    "name",
    [
        "李秀兰（户主）",
        "李秀兰（五保）",
        "李秀兰（低保户）",
        "李秀兰（未脱贫）",
        "李秀兰（没有死亡）",
        "李秀兰（嫁入）",
        "李秀兰（大）",
        "李秀兰（外出务工）",
        "李亡",
        "王 故",
        "李世故",
        "古丽·阿依努尔",
        "李清退",  # who is told of his household's status has a column of it
    ],
)
def test_a_name_and_harmless_words_behind_it_are_not_told(name: str, tmp_path: Path) -> None:
    filled = {"脱贫属性": "已脱贫"} if name == "李清退" else {}
    assert of_rule(xlsx(tmp_path / "台账.xlsx", {"人": [HEADS, HEAD, row("", 姓名=name, **filled)]})) == []


def test_words_behind_a_name_have_one_voice(tmp_path: Path) -> None:
    dead = row("", 姓名="王二（已故）", 户主姓名="王二（已故）", 与户主关系="本人或户主")
    other = row("", 姓名="王三", 户主姓名="王二（已故）")
    assert of_rule(xlsx(tmp_path / "a.xlsx", {"人": [HEADS, dead, other]})) == [("D2", "6900000001", "已故")]
    # The name of the head alone says it: once, however many members stand below it, and for each household.
    plain = row("", 姓名="王二", 户主姓名="王二（已故）", 与户主关系="本人或户主")
    second = row("", 姓名="王四", 户主姓名="王二（已故）", 户编号="6900000002")
    found = of_rule(xlsx(tmp_path / "b.xlsx", {"人": [HEADS, plain, other, second]}))
    assert found == [("C2", "6900000001", "已故"), ("C4", "6900000002", "已故")]
    # A number that is written once is that of the rows below it.
    left = row("", 姓名="王五", 户主姓名="王二（已故）", 减少时间="201706", 户编号="6900000003")
    below = row("", 姓名="王六", 户主姓名="王二（已故）", 户编号=None)
    assert of_rule(xlsx(tmp_path / "e.xlsx", {"人": [HEADS, left, below]})) == [("C3", "6900000003", "已故")]
    # The head's own row says when, and a remark says it beside the name.
    assert (
        of_rule(
            xlsx(tmp_path / "c.xlsx", {"人": [HEADS, row("", 姓名="王二", 户主姓名="王二（已故）", 减少时间="201706"), other]})
        )
        == []
    )
    assert of_rule(xlsx(tmp_path / "d.xlsx", {"人": [HEADS, HEAD, row("2017年死亡", 姓名="王二（已故）")]})) == [
        ("K3", "6900000001", "死亡")
    ]


def test_words_behind_the_name_of_a_head_in_a_list_of_households(tmp_path: Path) -> None:
    heads = ("户编号", "行政村", "户主姓名", "人数", "首次识别时间")
    lines = [heads, ("6900000001", "甲村", "王一（户主）", "1", "201401"), ("6900000002", "甲村", "王二（已故）", "2", "201401")]
    assert of_rule(xlsx(tmp_path / "户.xlsx", {"户": lines})) == [("C3", "6900000002", "已故")]


_HOMES = [
    ("序号", "村", "户主姓名", "家庭人口", "识别时间"),
    ("1", "石坝村", "王一", "2", "2014"),
    ("2", "石坝村", "王二", "2", "2014"),
]


@pytest.mark.parametrize(
    ("file", "sheet", "word"),
    [
        ("2017年脱贫户名单", "Sheet1", "2017年脱贫户"),
        ("2017年脱贫", "Sheet1", "2017年脱贫"),
        ("石坝村已脱贫户（请核对）", "Sheet1", "已脱贫"),
        ("脱贫户清单-副本", "Sheet1", "脱贫户"),
        ("死亡人员", "Sheet1", "死亡"),
        ("脱贫户", "未脱贫", None),
        ("未脱贫户", "Sheet1", None),
        ("非脱贫户", "Sheet1", None),
        ("预脱贫户", "Sheet1", None),
        ("2018年拟脱贫户", "Sheet1", None),
        ("2018年计划脱贫户", "Sheet1", None),
        ("脱贫攻坚台账", "Sheet1", None),
        ("2018年脱贫攻坚期户", "Sheet1", None),
        ("脱贫户及未脱贫户", "Sheet1", None),
        ("脱贫户和贫困户", "Sheet1", None),
        ("脱贫户_贫困户", "Sheet1", None),
        ("贫困户（含已脱贫户）", "Sheet1", None),
        ("建档立卡贫困户", "Sheet1", None),
    ],
)
def test_the_name_of_the_file_stands_over_all_rows_of_its_sheets(file: str, sheet: str, word: str | None, tmp_path: Path) -> None:
    found = read_register(Loading([xlsx(tmp_path / f"{file}.xlsx", {sheet: _HOMES})])).beside
    told = [note.zh for note in found if "写明" in note.zh]
    assert [f"文件名（“{word}”）写明" in zh and "有 2 行：" in zh for zh in told] == ([True] if word else [])


def test_the_name_of_a_text_file_is_heeded_as_well(tmp_path: Path) -> None:
    found = read_register(Loading([csv_file(tmp_path / "2017年脱贫户名单.csv", _HOMES)])).beside
    assert [note.zh.split("，")[0] for note in found if "写明" in note.zh] == ["文件名（“2017年脱贫户”）写明该户已退出"]


def test_the_sheet_its_title_and_the_file_have_one_voice(tmp_path: Path) -> None:
    lines = [("2017年脱贫户花名册", *(None,) * 4), *_HOMES]
    found = read_register(Loading([xlsx(tmp_path / "脱贫户.xlsx", {"2017年脱贫": lines})])).beside
    assert [note.zh.split("，")[0] for note in found if "写明" in note.zh] == ["工作表名（“2017年脱贫”）写明该户已退出"]


def test_what_two_columns_and_the_sheet_say_of_a_household_is_one_note(tmp_path: Path) -> None:
    rows = [
        ("户编号", "户主姓名", "家庭人口", "清退原因", "清退时间"),
        ("01", "王四", 2, "有车", "2018-03-01"),
        ("02", "李五", 1, None, None),
    ]
    reading = read_register(Loading([xlsx(tmp_path / "a.xlsx", {"2018年清退": rows})]))
    assert [fault.place.cell for fault in reading.faults if fault.rule == "REC231"] == ["D2", "E2"]  # two cells to look into
    # Of the second household no column says it: the sheet's name does.
    told = [note.en for note in reading.notes if "left the register" in note.en]
    assert [note.partition("a.xlsx 2018年清退 ")[2].partition(".")[0] for note in told] == ["row 2", "row 3"]
