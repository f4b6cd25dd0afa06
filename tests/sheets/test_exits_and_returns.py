"""Words of exit, return and leaving in remarks, headings, sheet names and columns of other things: told, and nobody's figure changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.records.codes import code_list
from puxi_cli.sheets.loading import Loading
from puxi_cli.sheets.read import read_register
from tests.sheets.registers import Rows, at, column, number, read, xlsx

HOME = ("户编号", "行政村", "户主姓名", "人数", "首次识别时间")
KEYS = ("6900000001", "甲村", "王一", "2", "201401")
STATUS = ("脱贫属性", "脱贫年度")


def told(tmp_path: Path, heads: tuple[str, ...], *rows: tuple[object, ...], sheet: str = "户") -> list[tuple[str | None, str]]:
    """The cells of a list of households of which something tells what no column does, with the word."""
    lines: Rows = [(*HOME, *heads), *((f"690000000{nth}", *KEYS[1:], *row) for nth, row in enumerate(rows, 1))]
    return [(fault.place.cell, fault.values["word"]) for fault in at(read(xlsx(tmp_path / "a.xlsx", {sheet: lines})), "REC231")]


def said(tmp_path: Path, remark: str, status: str | None = "未脱贫", year: object = None) -> str | None:
    """What is told of a household with a remark, by the beginning of its words."""
    reading = read(xlsx(tmp_path / "a.xlsx", {"户": [(*HOME, *STATUS, "备注"), (*KEYS, status, year, remark)]}))
    found = [fault.values["tells"].zh for fault in at(reading, "REC231")]
    notes = [note.zh for note in reading.beside if "备注写明" in note.zh]
    assert len(found) == len(notes) <= 1
    assert not notes or found[0] in notes[0]
    return found[0] if found else None


BACK, OUT = "该户返贫或者重新纳入", "该户已退出"
GONE, AWAY = "有人死亡或离开本户", "有人迁走、走失、婚出、分户或者参军"


@pytest.mark.parametrize(
    "remark",
    ["2018年返贫", "2018年重新纳入", "2018年回退", "错退", "恢复贫困户", "脱贫后返贫", "2018年11月因灾返贫", "2018年动态调整重新识别"
     "返贫户", "收入减少返贫", "脱贫不稳定，因病返贫", "2018年返贫，动态监测", "重新识别为贫困户",
     "返贫（原2016年脱贫）",
     "重新纳入低保贫困户", "2018年重新纳入（低保）", "重新纳入建档立卡", "因无劳力返贫", "易地搬迁后返贫", "如期脱贫后因病返贫"],
)  # fmt: skip
def test_a_return_is_told_where_the_household_counts_as_gone(remark: str, tmp_path: Path) -> None:
    assert said(tmp_path, remark, "已脱贫", 2017) == BACK


@pytest.mark.parametrize(
    "remark",
    ["无返贫风险", "未返贫", "防返贫监测", "返贫：否", "返贫风险户", "防止返贫", "脱贫后无返贫", "易返贫户", "不存在致贫返贫",
     "已脱贫不返贫", "脱贫后不返贫", "稳定脱贫不返贫", "不返贫", "绝不返贫", "不因病返贫", "不易返贫", "脱贫不稳定，易因病返贫", "容易因学返贫",
     "收入稳定，返贫几率小", "返贫可能性小", "返贫概率低", "购买返贫保险", "返贫保", "返贫动态监测户", "返贫户监测", "返贫排查", "返贫预警",
     "返贫帮扶机制", "无因病返贫", "有效降低返贫", "面临返贫", "重新识别未纳入", "2018年重新识别，未通过",
     "无再次返贫", "不发生规模性返贫", "易返贫", "如返贫重新纳入", "申请重新纳入", "未错退", "2015年返贫", "2015年因病返贫", "已返贫又脱贫",
     "重新纳入低保", "重新识别残疾等级", "2018年重新评定为特困", "再次纳入公益岗", "重新纳入合作社", "不致返贫", "不至返贫", "与返贫户张三为邻",
     "父母为返贫户"],
)  # fmt: skip
def test_what_is_no_return_is_not_told(remark: str, tmp_path: Path) -> None:
    assert said(tmp_path, remark, "已脱贫", 2017) is None


@pytest.mark.parametrize(("status", "year"), [("未脱贫", None), ("返贫", 2016), ("0", None)])
def test_a_return_that_the_status_says_is_not_told_again(status: str, year: object, tmp_path: Path) -> None:
    assert said(tmp_path, "2018年返贫", status, year) is None
    assert said(tmp_path, "2016年脱贫，2018年返贫", status, year) is None


def test_the_name_of_a_sheet_says_a_return(tmp_path: Path) -> None:
    homes: Rows = [(*HOME, *STATUS), (*KEYS, "已脱贫", 2017)]
    for sheet, word in (("2018年返贫户", "返贫"), ("防返贫监测户", None), ("返贫风险户", None), ("脱贫不返贫台账", None),
                        ("返贫排查表", None), ("返贫户台账", "返贫")):  # fmt: skip
        reading = read(xlsx(tmp_path / "a.xlsx", {"户": homes, sheet: [HOME, KEYS]}))
        assert [f"工作表名（“{word}”）写明{BACK}" in note.zh for note in reading.beside if BACK in note.zh] == [True] * bool(word)


def test_a_column_that_says_a_return(tmp_path: Path) -> None:
    rows = ("已脱贫", 2016, "是"), ("已脱贫", 2016, "否"), ("已脱贫", 2016, None)
    assert told(tmp_path, (*STATUS, "是否返贫"), *rows) == [("H2", "是")]
    assert told(tmp_path, (*STATUS, "是否有返贫风险"), *rows) == []
    assert not at(read(tmp_path / "a.xlsx"), "REC206")  # no suggestion that turns it round
    told(tmp_path, (*STATUS, "是否返贫"), *rows)
    assert not at(read(tmp_path / "a.xlsx"), "REC206")
    rows = ("已脱贫", 2016, 2018), ("已脱贫", 2016, "2015-06"), ("已脱贫", 2016, "201611"), ("未脱贫", None, 2018)
    assert told(tmp_path, (*STATUS, "重新识别时间"), *rows) == [("H2", "2018"), ("H4", "201611")]
    assert told(tmp_path, (*STATUS, "脱贫后是否返贫"), ("已脱贫", 2016, "是")) == [("H2", "是")]
    # Beside the time nothing more is to be told.
    assert told(tmp_path, (*STATUS, "是否返贫", "返贫年月"), ("已脱贫", 2016, "是", "2018.6")) == []
    assert column(read(tmp_path / "a.xlsx"), "households", "relapsed") == ["2018-06"]


@pytest.mark.parametrize(
    "heading",
    ["脱贫年月", "哪年脱贫", "脱贫退出年月", "退出贫困时间", "脱贫摘帽时间", "标注脱贫时间", "脱贫标注时间", "实际脱贫时间"],
)
def test_headings_that_are_the_year_of_exit_are_read(heading: str, tmp_path: Path) -> None:
    assert told(tmp_path, (heading,), (2017,), ("2018年6月",), (None,)) == []
    assert column(read(tmp_path / "a.xlsx"), "households", "exit_year") == [2017, 2018, None]


@pytest.mark.parametrize(
    ("heading", "cells", "words"),
    [
        ("出列时间", (2017, "2018年6月", None), ["2017", "2018年6月", None]),
        ("脱贫批次", ("2017年第一批", "第二批", "无"), ["2017年第一批", "第二批", None]),
        ("验收脱贫时间", ("2017-11-30", "201811", "/"), ["2017-11-30", "201811", None]),
        ("2016年脱贫人数", (3, 0, None), ["3", None, None]),
        ("是否脱贫达标", ("是", "否", "√"), ["是", None, "√"]),
        ("退出原因", ("错评清退", "收入达标", "无"), ["清退", "退出原因", None]),
        ("脱贫验收", ("合格", "不合格", "通过"), ["合格", None, "通过"]),
        # What has not happened, and what is of something else.
        ("预计脱贫时间", (2017, 2018, 2019), [None] * 3),
        ("拟脱贫年度", (2017, 2018, 2019), [None] * 3),
        ("脱贫规划年度", (2017, 2018, 2019), [None] * 3),
        ("脱贫公示时间", (2017, 2018, 2019), [None] * 3),
        ("退出低保时间", (2017, 2018, 2019), [None] * 3),
        ("村出列时间", (2017, 2018, 2019), [None] * 3),
        ("是否脱贫攻坚重点户", ("是", "是", "否"), [None] * 3),
        ("有无脱贫能力", ("有", "有", "无"), [None] * 3),
        ("是否签订脱贫协议", ("是", "是", "是"), [None] * 3),
        ("脱贫户户主", ("王一", "王二", "王三"), [None] * 3),
        ("危房改造退出年度", (2017, 2018, 2019), [None] * 3),
        ("脱贫措施", ("2017年养猪", "有", "产业"), [None] * 3),
        ("验收脱贫时间", ("计划2017年", "待定", "未验收"), [None] * 3),
    ],
)
def test_a_heading_that_speaks_of_an_exit_with_a_year_or_a_yes(
    heading: str, cells: tuple[object, ...], words: list[str | None], tmp_path: Path
) -> None:
    assert told(tmp_path, (heading,), *((cell,) for cell in cells)) == [
        (f"F{row}", word) for row, word in enumerate(words, 2) if word
    ]
    # Whose status says it is told of nothing.
    assert told(tmp_path, (heading, "脱贫属性"), *((cell, "已脱贫") for cell in cells)) == []


@pytest.mark.parametrize(
    ("heads", "rows", "cells"),
    [
        # The year of 出列 is of the village where another column has that of the household or speaks of villages.
        (("出列时间",), [(2018,)], ["F2"]),
        (("出列时间", "脱贫年度"), [(2018, None)], []),
        (("出列时间", "验收脱贫时间"), [(2018, 2019)], ["G2"]),
        (("是否贫困村", "出列时间"), [("是", 2018)], []),
        (("摘帽年度", "贫困村属性"), [(2018, "深度")], []),
        (("脱贫出列时间", "是否贫困村"), [(2018, "是")], ["F2"]),
        # What may befall a household, and what was done for it.
        (("风险类型", "监测原因", "返贫风险类型"), [("因病返贫", "因灾返贫", "因残返贫"), ("易因病返贫", "返贫", "返贫")], []),
        (("监测原因",), [("2018年返贫",)], ["F2"]),
        (("户情况",), [("因病返贫",)], ["F2"]),
        (("帮扶成效", "脱贫质量"), [("稳定脱贫", "稳定脱贫"), ("可稳定脱贫", "基本稳定脱贫")], []),
        (("帮扶成效",), [("已脱贫",)], ["F2"]),
        (("帮扶措施", "产业项目"), [("并入合作社", "并入张三户")], []),
        (("家庭变化", "兵役情况"), [("2018年分户", "2018年参军")], ["F2", "G2"]),
    ],
)
def test_what_a_heading_makes_of_its_cells(
    heads: tuple[str, ...], rows: list[tuple[object, ...]], cells: list[str], tmp_path: Path
) -> None:
    assert sorted(str(cell) for cell, _ in told(tmp_path, heads, *rows)) == cells


@pytest.mark.parametrize(
    "remark",
    [
        "17年底脱贫", "2017年底脱贫", "2018.12脱贫", "2018年12月脱贫", "2018年脱贫退出", "已达标退出", "自愿退出贫困户", "2018年动态调整退出",
        "系统删除", "错评户", "2018年清除", "2018年出列", "2018年底摘帽", "甲村2018年出列户", "已实现稳定脱贫",
        "稳定脱贫", "标注脱贫", "二〇一八年脱贫", "脱贫", "脱贫户，与张三为兄弟", "与脱贫户张三为兄弟，2018年底脱贫",
    ],
)  # fmt: skip
def test_a_remark_of_an_exit(remark: str, tmp_path: Path) -> None:
    assert said(tmp_path, remark) == OUT
    assert said(tmp_path, remark, "已脱贫", 2018) is None


@pytest.mark.parametrize(
    "remark",
    [
        "未脱贫", "不能脱贫", "2018年未退出", "脱贫有困难", "脱贫攻坚重点户", "2018年退出低保", "2018年5月退出公益岗位", "确保2018年稳定脱贫",
        "可稳定脱贫", "能稳定脱贫", "能够实现稳定脱贫", "帮扶至稳定脱贫", "帮扶后稳定脱贫", "本村2017年出列", "该村2018年底摘帽", "县2019年摘帽",
        "贫困村，2017年出列", "自愿退出（低保）", "2018年脱贫（预）", "2018年脱贫（低保）",
        "不属于错评", "明年脱贫", "2018年12月拟脱贫", "脱贫不稳定", "误标注脱贫", "系统删除重复人员", "2017年脱贫，2018年返贫", "2018年清除危房",
        "与脱贫户张三为兄弟", "父母为脱贫户", "跟脱贫户李四合住", "脱贫户张三之弟", "儿子是2017年脱贫户", "随脱贫户张三生活",
    ],
)  # fmt: skip
def test_what_is_no_exit(remark: str, tmp_path: Path) -> None:
    assert said(tmp_path, remark) is None


@pytest.mark.parametrize(
    ("remark", "what"),
    [
        ("已销户", GONE), ("18年3月殁", GONE), ("已不在人世", GONE), ("老伴2018年5月病亡", GONE), ("卒于2018年", GONE),
        ("人已不在", GONE), ("老人走了", GONE), ("整户迁往盘龙村", AWAY), ("已搬走", AWAY), ("走失多年", AWAY), ("嫁到湖北", AWAY),
        ("入赘外县", AWAY),
        ("2018年参军", AWAY), ("已分户", AWAY), ("单独立户", AWAY), ("合户", AWAY), ("与其兄并户", AWAY), ("户主死亡，女儿嫁到湖北", GONE),
        ("健在，未死亡", None), ("易地搬迁，全家迁至集镇安置点", None), ("2016年从外村嫁到本村", None), ("由王一户分户而来", None),
        ("上门女婿", None), ("参军退役", None), ("未分户", None), ("走失后已找回", None), ("拟合户", None), ("存折已销户", None),
        ("户主在外务工，人不在家", None),
        ("户口迁至本村", None), ("2010年户口迁到本组", None), ("孩子户口迁到学校", None), ("分户前为张三户", None),
        ("2016年分户新立", None), ("失踪人口家属", None),
        ("原张三户并入", None),
        ("张三户并入我户", None), ("土地并入合作社", None), ("并入低保", None), ("全家搬到移民小区", None), ("全家搬到村集中区", None),
        ("举家搬至县城务工", None), ("参军家属", None), ("户口迁至外县", AWAY), ("整户并入张三户", AWAY), ("全家搬离本村", AWAY),
        ("曾参军", None), ("非贫困人口3人", None),
        ("羊走失3只", None), ("牛死亡", None), ("猪死亡2头", None), ("养猪死亡3头", None), ("土鸡全部病死", None),
        ("2018年走失黄牛1头", None), ("蜜蜂死亡5箱", None),
        ("耕牛被盗", None), ("土地迁出", None), ("祖坟迁走", None), ("户口未迁出", None),
        ("整户搬离危房", None), ("全家搬离地质灾害隐患点", None),
        ("牛大山死亡", GONE), ("羊走失3只，户主2018年死亡", GONE), ("户主死亡，养猪2头", GONE),
        ("马小二走失", AWAY), ("整户搬离本村", AWAY), ("人口迁出", GONE),
    ],
)  # fmt: skip
def test_a_remark_of_leaving(remark: str, what: str | None, tmp_path: Path) -> None:
    assert said(tmp_path, remark) == what


PERSON = ("户编号", "行政村", "姓名", "与户主关系", "证件号码", "首次识别时间", "脱贫属性")
WANG = ("6900000001", "甲村", "王一", "户主", number("69000019700101123"), "2014", "未脱贫")
LI = ("6900000001", "甲村", "李二", "配偶", number("69000019720315002"), "2014", "未脱贫")


def of_persons(tmp_path: Path, heads: tuple[str, ...], *cells: tuple[object, ...]) -> list[tuple[str, str | None]]:
    """REC231 and REC103 of a list of two members with more columns."""
    rows = [(*WANG, *cells[0]), (*LI, *cells[1])]
    reading = read_register(Loading([xlsx(tmp_path / "a.xlsx", {"人": [(*PERSON, *heads), *rows]})]))
    return sorted((fault.rule, fault.place.cell) for fault in reading.faults if fault.rule in ("REC103", "REC231"))


def test_a_death_under_another_heading_is_told_with_one_voice(tmp_path: Path) -> None:
    assert of_persons(tmp_path, ("健康状况", "务工情况"), ("健康", None), ("已死亡", "死亡")) == [
        ("REC231", "H3"),
        ("REC231", "I3"),
    ]
    [health, _] = [note.zh for note in read(tmp_path / "a.xlsx").beside if GONE in note.zh]
    assert health.startswith("“健康状况”列（“死亡”）写明")
    # What is another fault stays one; and where the time is filled in, what is written there is no code.
    assert of_persons(tmp_path, ("健康状况",), ("健康",), ("良好",)) == [("REC103", "H3")]
    assert of_persons(tmp_path, ("健康状况", "减少时间"), ("健康", None), ("死亡", "201806")) == [("REC103", "H3")]


def test_columns_that_say_that_somebody_left(tmp_path: Path) -> None:
    heads = ("死亡时间", "婚嫁时间", "人员状态")
    assert of_persons(tmp_path, heads, (None, None, "正常"), (None, "2017年5月", "婚出")) == [("REC231", "I3"), ("REC231", "J3")]


@pytest.mark.parametrize(("status", "cells"), [("未脱贫", [("REC231", "H3")]), ("已脱贫", []), (None, [("REC231", "H3")])])
def test_a_member_who_is_not_poor(status: str | None, cells: list[tuple[str, str]], tmp_path: Path) -> None:
    rows = [(*row[:6], status, answer) for row, answer in ((WANG, "是"), (LI, "否"))]
    reading = read(xlsx(tmp_path / "a.xlsx", {"人": [(*PERSON, "是否贫困人口"), *rows]}))
    assert [(fault.rule, fault.place.cell) for fault in at(reading, "REC231")] == cells
    # In a list of all households a household that is not poor has no poor members.
    rows = [(*row[:6], "否", "否") for row in (WANG, LI)]
    reading = read(xlsx(tmp_path / "b.xlsx", {"人": [(*PERSON[:6], "是否贫困户", "是否贫困人口"), *rows]}))
    assert at(reading, "REC231") == []


def test_a_list_of_the_dead_names_a_member_who_counts_as_living(tmp_path: Path) -> None:
    dead: Rows = [
        ("序号", "村", "姓名", "身份证号", "死亡时间"),
        ("1", "甲村", "李二", LI[4], "2018.7.3"),
        ("2", "甲村", "钱四", number("69000019451224557"), "2018.8.3"),
    ]
    path = xlsx(tmp_path / "a.xlsx", {"花名册": [PERSON, WANG, LI], "2018年死亡人员名单": dead})
    reading = read(path)
    [fault] = at(reading, "REC231")
    assert (fault.place.sheet, fault.place.cell, fault.household_id) == ("2018年死亡人员名单", "E2", "6900000001")
    assert fault.values["tells"].zh == "花名册 第 3 行的成员（证件号码相同）死亡"
    [note] = [note.zh for note in reading.beside if "其他名单" in note.zh]
    assert "有 1 行：" in note
    assert "a.xlsx 花名册 第 3 行。" in note
    # Whose own row says it is told of nothing.
    rows = [(*WANG, None), (*LI, "201807")]
    reading = read(xlsx(tmp_path / "b.xlsx", {"花名册": [(*PERSON, "减少时间"), *rows], "2018年死亡人员名单": dead}))
    assert at(reading, "REC231") == []


def test_a_second_column_of_the_status_that_says_another_thing(tmp_path: Path) -> None:
    rows = ("未脱贫", "是"), ("未脱贫", "否"), (None, "是"), ("已脱贫", "是")
    assert told(tmp_path, ("脱贫属性", "是否脱贫"), *rows) == [("G2", "是"), ("G4", "是")]
    assert told(tmp_path, ("脱贫属性", "户状态"), ("未脱贫", "正常"), ("未脱贫", "已注销")) == [("G3", "已注销")]


def test_marks_of_a_no_under_a_year_of_exit_are_no_exit(tmp_path: Path) -> None:
    heads, marks = ("2016年脱贫", "2018年脱贫"), (("√", None), ("×", "×"), ("否", "0"), (None, "返贫"), ("√", "√"))
    lines: Rows = [(*HOME, *heads), *((f"690000000{nth}", *KEYS[1:], *row) for nth, row in enumerate(marks, 1))]
    found = at(read(xlsx(tmp_path / "a.xlsx", {"户": lines})), "REC231")
    assert sorted((str(fault.place.cell), fault.values["tells"].zh) for fault in found) == [
        ("F2", OUT), ("F6", OUT), ("G5", BACK), ("G6", OUT),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "near"),
    [("2017年已脱贫、2018返贫", None), ("已脱贫后返贫", None), ("返贫对象", "返贫"), ("稳定脱贫户", "已脱贫（不再享受政策）")],
)
def test_no_suggestion_turns_a_return_round(status: str, near: str | None) -> None:
    assert code_list("status").nearest(status) == near


@pytest.mark.parametrize(
    ("heading", "near"),
    [
        ("预脱贫年月", None), ("拟退出年度", None), ("预计脱贫时间", "计划脱贫时间"), ("是否反贫", None), ("反贫时间", "返贫时间"),
        ("脱贫年渡", "脱贫年度"), ("返贫年渡", "返贫年度"),
    ],
)  # fmt: skip
def test_a_suggestion_keeps_plans_and_returns(heading: str, near: str | None, tmp_path: Path) -> None:
    told(tmp_path, (heading,), (2018,))
    assert [fault.values["near"] for fault in at(read(tmp_path / "a.xlsx"), "REC206")] == ([near] if near else [])


def test_moving_into_a_new_house_is_no_identification(tmp_path: Path) -> None:
    assert told(tmp_path, ("入住时间",), ("2018.6",)) == []
    reading = read(tmp_path / "a.xlsx")
    assert at(reading, "REC206") == []
    assert not [note for note in reading.notes if "未识别" in note.zh]
