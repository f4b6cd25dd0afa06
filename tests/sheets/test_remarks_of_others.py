"""Remarks of cattle, land, other households, other lists and later years: nobody's leaving, exit or return."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from puxi_cli.sheets.loading import Loading
from puxi_cli.sheets.read import read_register
from puxi_cli.sheets.remark_parts import without_later
from tests.sheets.registers import Rows, at, number, read, xlsx
from tests.sheets.test_exits_and_returns import AWAY, BACK, GONE, HOME, KEYS, LI, OUT, PERSON, STATUS, WANG

NOT_POOR = "该户不是贫困户或者是监测对象"


def of_remarks(tmp_path: Path, *remarks: str, status: str = "未脱贫", year: object = None) -> dict[str, list[str]]:
    """What is told of households by their remarks, by the beginning of its words; one register for all of them."""
    rows = [(f"69{nth:08}", *KEYS[1:], status, year, remark) for nth, remark in enumerate(remarks)]
    faults = at(read(xlsx(tmp_path / "a.xlsx", {"户": [(*HOME, *STATUS, "备注"), *rows]})), "REC231")
    found: dict[str, list[str]] = {remark: [] for remark in remarks}
    for fault in faults:
        found[remarks[int(fault.place.row or 0) - 2]].append(fault.values["tells"].zh)
    return found


@pytest.mark.parametrize(
    ("remarks", "tells"),
    [
        ("羊走失3只 羊走失 牛死亡 猪死亡 牛死亡1头 2018年猪死亡 养猪死亡 耕牛死亡 母猪死亡 鸡死亡20只 养鸡死亡 鸭死亡 鱼全部死亡 "
         "中蜂死亡5箱 蜜蜂死亡 家畜死亡 家禽死亡 牲畜死亡 马死亡 驴死亡 兔死亡 鹅死亡 狗走失 猪羊死亡 猪因病死亡 养殖的羊因病死亡 "
         "牛2018年走失 死亡2头 走失耕牛1头 死亡生猪3头 家中牛死亡 茶苗死亡 核桃树死亡", []),
        ("牛大山死亡 户主牛某死亡 王二牛死亡 李铁牛死亡 马三死亡 父亲马志死亡 死亡马三 属牛，2018年死亡 属牛2018年死亡 "
         "养猪，2018年死亡 养猪能手死亡 养蜂人死亡 羊走失3只，户主死亡 户主死亡，猪死亡2头 被牛顶死亡 吃鱼中毒死亡 养鱼溺亡 "
         "死亡2人", [GONE]),
        ("放羊时走失 走失1人 妻子走失，羊死亡2只", [AWAY]),
        ("整户搬离危房 全家搬离危房 整户已搬离土坯房 全家搬离老屋 整户迁出危房 全家搬离地质灾害点 危房已搬离", []),
        ("整户搬离本村 整户搬离 全家搬离危房，长女嫁到湖北 整户迁往西安购房", [AWAY]),
        ("土地迁出 土地已迁出 林地迁出 祖坟迁出 学籍迁出 党组织关系迁出 低保关系迁出 户口未迁出 户籍尚未迁出 户口没迁出 户口待迁出 "
         "户口准备迁出 没死亡", []),
        ("户口已迁出 户口关系迁出 土地流转，户口迁出 2018年迁出", [GONE]),
    ],
)  # fmt: skip
def test_what_leaves_and_is_no_member(remarks: str, tells: list[str], tmp_path: Path) -> None:
    assert of_remarks(tmp_path, *remarks.split()) == dict.fromkeys(remarks.split(), tells)


@pytest.mark.parametrize(
    ("remarks", "tells"),
    [
        ("与脱贫户张三为兄弟 与脱贫户李四同住 与2016年脱贫户李四系父子 和脱贫户张三为邻 父母为脱贫户 父母是脱贫户 父母已脱贫 "
         "父母2016年脱贫 儿子为脱贫户 大儿子已脱贫 女儿家为脱贫户 兄弟为脱贫户 哥哥系脱贫户 哥为脱贫户 岳父为脱贫户 叔叔为脱贫户 "
         "侄子为脱贫户 其子已脱贫 父亲张三为脱贫户 邻居为脱贫户 系脱贫户张三之弟 脱贫户张三的哥哥 张三（脱贫户）之弟 "
         "租住脱贫户张三房屋 由脱贫户张三代养 带动脱贫户5户 子女为非贫困户 与一般农户张三同住 父母为监测户", []),
        ("该户为脱贫户 是脱贫户 户主为脱贫户 全家已脱贫 夫妻二人已脱贫 兄弟二人2018年脱贫 与父母均为脱贫户 和儿子都是脱贫户 "
         "低保户和脱贫户 父母年迈，2018年脱贫 子女赡养，已脱贫 父母为脱贫户，本户2018年脱贫 2018年脱贫，子女为边缘户 "
         "脱贫户家有儿子二人 由贫困户变为脱贫户 帮扶后成为脱贫户 脱贫户，与脱贫户张三为兄弟", [OUT]),
        ("该户为非贫困户 边缘户", [NOT_POOR]),
    ],
)  # fmt: skip
def test_what_is_said_of_another_household(remarks: str, tells: list[str], tmp_path: Path) -> None:
    assert of_remarks(tmp_path, *remarks.split()) == dict.fromkeys(remarks.split(), tells)


@pytest.mark.parametrize(
    ("remarks", "tells"),
    [
        ("重新纳入低保 2018年重新纳入农村低保 重新识别残疾等级 重新识别为残疾 再次纳入五保 重新纳入特困供养 重新列入公益性岗位 "
         "重新纳入医保 重新进入医保系统 重新纳入监测对象 重新识别为边缘户 重新列入危房改造 重新识别致贫原因 重新识别户主 "
         "重新进入学校 重新纳入生态护林员 重新建档案 低保重新纳入 低保错退 错退低保 不致返贫 不致于返贫 不至返贫 不致因病返贫 "
         "没返贫 父母返贫 与返贫户张三为邻", []),
        ("重新纳入 重新纳入贫困户 重新纳入建档立卡并享受低保 重新纳入为低保贫困户 重新识别为五保户 重新识别为因病致贫户 "
         "重新识别贫困人口 2018年重新纳入，低保 重新纳入（低保） 重新纳入国办系统 重新建档立卡 重新纳入低保，重新纳入贫困户 "
         "错退，重新纳入低保 以致返贫 导致返贫 致使返贫 儿子患病返贫 因父亲病返贫", [BACK]),
    ],
)  # fmt: skip
def test_what_somebody_is_listed_for_again(remarks: str, tells: list[str], tmp_path: Path) -> None:
    assert of_remarks(tmp_path, *remarks.split(), status="已脱贫", year=2017) == dict.fromkeys(remarks.split(), tells)


def test_the_same_in_titles_columns_and_behind_names(tmp_path: Path) -> None:
    heads = (*HOME[:2], "户主姓名", *HOME[3:], *STATUS, "养殖情况", "家庭情况")
    rows: Rows = [
        heads,
        ("6900000001", "甲村", "王一（与脱贫户李四为兄弟）", "2", "201401", "未脱贫", None, "羊死亡3只", "父母为脱贫户"),
        ("6900000002", "甲村", "王二（已脱贫）", "2", "201401", "未脱贫", None, "猪2头", "妻子死亡"),
    ]
    reading = read(xlsx(tmp_path / "带动脱贫户台账.xlsx", {"死亡生猪台账": rows}))
    assert sorted(str(fault.place.cell) for fault in at(reading, "REC231")) == ["C3", "I3"]
    assert not [note for note in reading.beside if "工作表名" in note.zh or "文件名" in note.zh]
    # A title of several kinds is as mixed as it was.
    reading = read(xlsx(tmp_path / "b.xlsx", {"脱贫户和监测户": [HOME, KEYS]}))
    assert not [note for note in reading.beside if "工作表名" in note.zh]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("2020年脱贫", ""), ("2019年1月脱贫", ""), ("2018年脱贫", "2018年脱贫"), ("2018年12月死亡", "2018年12月死亡"), ("死亡（2020年）", ""),
        ("2016年脱贫，2020年返贫", "2016年脱贫，"), ("2016年脱贫2020年返贫", "2016年脱贫"), ("2020年5月，因病死亡", "，"), ("20年脱贫", ""),
        ("二〇二〇年脱贫", ""), ("201905死亡", ""), ("2019.5死亡", ""), ("截至2020年已脱贫", ""),
        ("已脱贫，享受政策至2020年", "已脱贫，享受政策至2020年"), ("走失20年", "走失20年"), ("收入2020元，已脱贫", "收入2020元，已脱贫"),
        ("脱贫", "脱贫"),
        ("残疾20年，已死亡", "残疾20年，已死亡"), ("2018年5月，病故", "2018年5月，病故"),
    ],
)  # fmt: skip
def test_what_a_text_says_until_the_end_of_2018(text: str, rest: str) -> None:
    assert without_later(text, date(2018, 12, 31)) == rest


def test_a_day_within_the_year() -> None:
    assert without_later("2018年9月死亡", date(2018, 6, 30)) == ""
    assert without_later("2018年6月死亡", date(2018, 6, 30)) == "2018年6月死亡"
    assert without_later("2018年脱贫", date(2018, 6, 30)) == "2018年脱贫"


def test_what_happened_after_the_year_asked_about_is_not_told(tmp_path: Path) -> None:
    """Who left in 2020 was on the register in 2018, as the row says."""
    remarks = "2020年脱贫", "2018年脱贫", "2020年死亡", "2016年脱贫，2020年返贫", "已脱贫"
    heads = (*HOME, *STATUS, "备注", "脱贫批次", "2020年是否脱贫")
    rows = [
        (f"69{nth:08}", *KEYS[1:], "未脱贫", None, remark, batch, "是")
        for nth, (remark, batch) in enumerate(zip(remarks, ("2020年第一批", "2018年第一批", "", "", ""), strict=True))
    ]
    path = xlsx(tmp_path / "a.xlsx", {"户": [heads, *rows], "2020年脱贫户": [HOME, ("6900000009", *KEYS[1:])]})
    whole = read_register(Loading([path]))
    cells = {str(fault.place.cell) for fault in at(whole, "REC231")}
    assert cells == {
        "H2",
        "H3",
        "H4",
        "H6",
        "I2",
        "I3",
        "J2",
        "J3",
        "J4",
        "J5",
        "J6",
    }  # the last exit and return contradict each other
    of_2018 = read_register(Loading([path]), day=date(2018, 12, 31))
    assert sorted((str(fault.place.cell), fault.values["tells"].zh) for fault in at(of_2018, "REC231")) == [
        ("H3", OUT), ("H5", OUT), ("H6", OUT), ("I3", OUT),
    ]  # fmt: skip
    assert any("工作表名" in note.zh for note in whole.beside)
    assert not any("工作表名" in note.zh for note in of_2018.beside)


def test_a_list_of_those_who_died_later_says_nothing_of_the_year(tmp_path: Path) -> None:
    dead: Rows = [
        ("序号", "村", "姓名", "身份证号", "死亡时间"),
        ("1", "甲村", "李二", LI[4], "2020.7.3"),
        ("2", "甲村", "钱四", number("69000019451224557"), "2018.8.3"),
    ]
    qian = (*WANG[:2], "钱四", "之父", number("69000019451224557"), *WANG[5:])
    path = xlsx(tmp_path / "a.xlsx", {"花名册": [PERSON, WANG, LI, qian], "死亡人员名单": dead})
    found = at(read_register(Loading([path])), "REC231")
    assert [fault.place.cell for fault in found] == ["E2", "E3"]
    found = at(read_register(Loading([path]), day=date(2018, 12, 31)), "REC231")
    assert [fault.place.cell for fault in found] == ["E3"]
