"""Household numbers that begin anew in each village: the village and the number are the household; a slip is none of that."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from puxi_cli.errors import UsageError
from puxi_cli.jobs.household_meant import household_meant
from puxi_cli.jobs.identify import identified
from puxi_cli.jobs.opening import Opening, open_register
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.sheets.loading import Loading
from puxi_cli.sheets.read import Reading
from puxi_cli.systems.figures.job import figures
from puxi_cli.systems.notices.job import notices_of
from puxi_cli.systems.quality.job import validate
from tests.sheets.registers import Rows, column, faults_of, number, read, xlsx

DAY = date(2018, 12, 31)
FLAT = ("村名", "户号", "户主", "姓名", "身份证号", "与户主关系", "识别年度", "脱贫年度")
A1, A2, B1, B2 = "1（云杉湾村）", "2（云杉湾村）", "1（白鹭沟村）", "2（白鹭沟村）"


def _id(nth: int) -> str:
    return number(f"690000196001010{nth:02}")


WANG, LI = (
    ("云杉湾村", "1", "王大山", "王大山", _id(1), "户主", 2014, None),
    ("云杉湾村", "1", "王大山", "李秀英", _id(2), "配偶", 2014, None),
)
ZHANG = ("云杉湾村", "2", "张老汉", "张老汉", _id(3), "户主", 2014, 2016)
LIU, CHEN = (
    ("白鹭沟村", "1", "刘三", "刘三", _id(4), "户主", 2015, None),
    ("白鹭沟村", "1", "刘三", "陈花", _id(5), "配偶", 2015, None),
)
ZHAO = ("白鹭沟村", "2", "赵四", "赵四", _id(6), "户主", 2016, 2019)
# At the end of 2018 王大山 and his wife, 刘三 and his wife and 赵四 are poor; 张老汉 left in 2016: 3 households, 5 persons.
TOWN = (WANG, LI, ZHANG, LIU, CHEN, ZHAO)


def _households(reading: Reading) -> dict[object, list[object]]:
    """The names of each household's members."""
    found: dict[object, list[object]] = {}
    for house, name in zip(column(reading, "persons", "household_id"), column(reading, "persons", "name"), strict=True):
        found.setdefault(house, []).append(name)
    return found


def _opening(path: Path) -> Opening:
    return open_register(Loading([path]), DAY, "610921", Settings(Path()))


def _rules(path: Path) -> set[str]:
    return {finding.card.id for finding in validate([path]).findings}


def _town(tmp_path: Path, layout: str) -> Path:
    """The town in one sheet, in a sheet for each village, or in a file for each."""
    if layout == "sheet":
        return xlsx(tmp_path / "全镇.xlsx", {"全镇": (FLAT, *TOWN)})
    of_villages = {village: (FLAT[1:], *(row[1:] for row in TOWN if row[0] == village)) for village in ("云杉湾村", "白鹭沟村")}
    if layout == "sheets":
        return xlsx(tmp_path / "全镇.xlsx", of_villages)
    (tmp_path / "各村").mkdir()
    for village, rows in of_villages.items():
        xlsx(tmp_path / "各村" / f"{village}.xlsx", {"Sheet1": rows})
    return tmp_path / "各村"


@pytest.mark.parametrize("layout", ["sheet", "sheets", "files"])
def test_numbers_of_two_villages_are_two_households_in_every_command(layout: str, tmp_path: Path) -> None:
    path = _town(tmp_path, layout)
    assert _households(_opening(path).reading) == {A1: ["王大山", "李秀英"], A2: ["张老汉"], B1: ["刘三", "陈花"], B2: ["赵四"]}
    told = figures([path], day=DAY, region="610921")
    assert (told.households, told.persons) == (3, 5)
    assert sum("户编号 1、2 在几个村重复，户主不同，是各村自编的序号，按行政村加户编号分户" in zh for zh, _ in told.notes) == 1
    opening = _opening(path)
    _, verdicts = identified(opening, opening.settings)
    assert {verdict.household_id for verdict in verdicts.verdicts if verdict.household_id} == {A1, B1, B2}
    [listed] = [notice for notice in notices_of(opening, verdicts) if notice.kind == "listed"]
    assert [(row.household_id, row.village, row.persons) for row in listed.rows] == [
        (A1, "云杉湾村", 2),
        (B1, "白鹭沟村", 2),
        (B2, "白鹭沟村", 1),
    ]
    assert any("按行政村加户编号分户" in zh for zh, _ in listed.beside)
    # One voice: neither two heads nor rows that disagree.
    assert _rules(path) & {"REC227", "REC304", "REC308", "REC309"} == {"REC227"}


def test_a_number_of_two_villages_is_asked_about_with_its_village(tmp_path: Path) -> None:
    registry = read(_town(tmp_path, "sheet")).registry
    with pytest.raises(UsageError) as refused:
        household_meant("1", None, registry)
    assert "户编号 1 在几个村重复，共 2 户：1（云杉湾村）、1（白鹭沟村）" in refused.value.zh
    for asked, village in (("2", "白鹭沟"), ("2（白鹭沟村）", None), ("2(白鹭沟村)", None), ("赵四", None)):
        assert household_meant(asked, village, registry) == B2
    with pytest.raises(UsageError):
        household_meant("3", "白鹭沟村", registry)


def test_a_list_of_households_is_told_apart_by_its_heads(tmp_path: Path) -> None:
    heads = ("村名", "户号", "户主", "人口", "识别年度", "脱贫年度")
    rows = [
        ("云杉湾村", 1, "王大山", 2, 2014, None),
        ("云杉湾村", 2, "张老汉", 1, 2014, 2016),
        ("白鹭沟村", 1, "刘三", 2, 2015, None),
        ("白鹭沟村", 2, "赵四", 1, 2016, 2019),
    ]
    path = xlsx(tmp_path / "a.xlsx", {"贫困户": (heads, *rows)})
    told = figures([path], day=DAY)
    assert (told.households, told.persons) == (3, 5)
    assert "REC308" not in _rules(path)
    # Without the heads' names, too, where all numbers begin anew.
    path = xlsx(tmp_path / "b.xlsx", {"贫困户": [(row[:2] + row[3:]) for row in (heads, *rows)]})
    assert column(read(path), "households", "household_id") == [A1, A2, B1, B2]


SLIPS: dict[str, Rows] = {
    # One household of four rows, one of which names another village.
    "village_of_a_row": [("白鹭沟村", *LI[1:]), WANG, ZHANG, ("白鹭沟村", "3", *LIU[2:])],
    # The number of a member, or of a head, is that of a household elsewhere: the household is one, its row is wrong.
    "number_of_a_member": [WANG, LI, ("白鹭沟村", "3", *LIU[2:]), ("白鹭沟村", "1", *CHEN[2:])],
    "number_of_a_head": [WANG, LI, ("白鹭沟村", "1", *LIU[2:]), ("白鹭沟村", "3", *CHEN[2:])],
    # A national number with two villages and one head.
    "national_number": [("云杉湾村", "6100000001", *WANG[2:]), ("白鹭沟村", "6100000001", *LI[2:]), ("白鹭沟村", "6100000002", *LIU[2:])],
    # A number that stands twice in one village.
    "in_one_village": [WANG, LI, ("云杉湾村", "1", *LIU[2:]), ("白鹭沟村", "2", *ZHAO[2:])],
    # One village, written in two ways.
    "spelling": [WANG, ("云杉湾", *LI[1:]), ("云杉湾", "2", *LIU[2:])],
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_stays_one_household_with_its_finding(slip: str, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"全镇": (FLAT, *SLIPS[slip])})
    written = [str(row[1]) for row in SLIPS[slip]]
    assert column(read(path), "persons", "household_id") == written
    rules = _rules(path)
    assert "REC227" not in rules
    assert rules & {"REC304", "REC309", "REC222"}


def test_a_long_number_in_two_villages_is_two_households_if_the_heads_differ(tmp_path: Path) -> None:
    rows = [("云杉湾村", "6100000001", *WANG[2:]), ("白鹭沟村", "6100000001", *LIU[2:]), ("白鹭沟村", "6100000002", *ZHAO[2:])]
    reading = read(xlsx(tmp_path / "a.xlsx", {"全镇": (FLAT, *rows)}))
    assert column(reading, "persons", "household_id") == ["6100000001（云杉湾村）", "6100000001（白鹭沟村）", "6100000002"]
    assert any("请核对编号" in zh for zh, _ in reading.notes)


def test_namesakes_in_two_villages_are_told_apart_by_their_papers(tmp_path: Path) -> None:
    """王伟 is the head of number 1 here and there, and each has a paper of his own."""
    rows = [
        ("云杉湾村", "1", "王伟", "王伟", _id(1), "户主", 2014, None),
        ("白鹭沟村", "1", "王伟", "王伟", _id(2), "户主", 2014, None),
    ]
    assert len(_households(read(xlsx(tmp_path / "a.xlsx", {"全镇": (FLAT, *rows)})))) == 2
    rows = [rows[0], ("白鹭沟村", *rows[0][1:])]
    assert len(_households(read(xlsx(tmp_path / "b.xlsx", {"全镇": (FLAT, *rows)})))) == 1


HOMES: Rows = (
    ("户编号", "行政村", "户主姓名", "人数", "识别时间"),
    ("1", "云杉湾村", "王大山", 2, 2014), ("1", "白鹭沟村", "刘三", 2, 2015),
    ("2", "云杉湾村", "张老汉", 1, 2014), ("2", "白鹭沟村", "赵四", 1, 2016),
)  # fmt: skip
MEMBERS = ("户编号", "姓名", "证件号码", "与户主关系")


def test_members_without_a_village_are_of_the_household_of_their_head(tmp_path: Path) -> None:
    """Rows of one number that stand together belong to the head among them, also where two such households stand one behind the other."""
    people = [
        ("1", "王大山", _id(1), "户主"), ("1", "李秀英", _id(2), "配偶"), ("1", "刘三", _id(4), "户主"), ("1", "陈花", _id(5), "配偶"),
        ("2", "赵四", _id(6), "户主"), ("2", "张老汉", _id(3), "户主"),
    ]  # fmt: skip
    reading = read(xlsx(tmp_path / "a.xlsx", {"户信息": HOMES, "人口信息": (MEMBERS, *people)}))
    assert _households(reading) == {A1: ["王大山", "李秀英"], B1: ["刘三", "陈花"], B2: ["赵四"], A2: ["张老汉"]}
    assert {rule for rule, _ in faults_of(reading)} >= {"REC227"}
    assert "REC228" not in {rule for rule, _ in faults_of(reading)}


def test_members_and_incomes_that_nobody_can_place_are_told_and_not_counted(tmp_path: Path) -> None:
    people = [("1", "甲", _id(1), "配偶"), ("2", "乙", _id(2), "之子"), ("2", "张老汉", _id(3), "户主")]
    incomes: Rows = (("户编号", "年度", "年纯收入"), ("1", 2018, 9000), ("2（白鹭沟村）", 2018, 8000))
    path = xlsx(tmp_path / "a.xlsx", {"户信息": HOMES, "人口信息": (MEMBERS, *people), "家庭收入": incomes})
    reading = read(path)
    # 乙 stands with 张老汉, a head; 甲 with nobody. The second income names its village.
    assert column(reading, "persons", "household_id") == [None, A2, A2]
    assert column(reading, "incomes", "household_id") == [None, B2]
    assert [(rule) for rule, _ in faults_of(reading)].count("REC228") == 2
    assert any("有 1 行的户编号（1）几个村都有，本表没有写村，分不清是哪一户，没有计入" in zh for zh, _ in reading.notes)


def test_the_file_of_a_village_says_whose_its_other_sheets_are(tmp_path: Path) -> None:
    for village, head, income in (("云杉湾村", "王大山", 9000), ("白鹭沟村", "刘三", 8000)):
        sheets = {
            "户信息": (("户编号", "户主姓名", "人数", "识别时间"), ("1", head, 1, 2014), ("2", f"{head[0]}二", 1, 2014)),
            "人口信息": (MEMBERS, ("1", head, _id(len(head)), "户主"), ("2", f"{head[0]}二", _id(7 + len(head)), "户主")),
            "家庭收入": (("户编号", "年度", "年纯收入"), ("1", 2018, income)),
        }
        xlsx(tmp_path / f"{village}.xlsx", sheets)
    reading = read(tmp_path)
    assert sorted(map(str, column(reading, "households", "household_id"))) == sorted([A1, A2, B1, B2])
    assert dict(zip(column(reading, "incomes", "household_id"), column(reading, "incomes", "net"), strict=True)) == {
        A1: 9000,
        B1: 8000,
    }
    assert _households(reading)[B1] == ["刘三"]


def test_files_that_name_no_village_are_told_apart_by_their_names(tmp_path: Path) -> None:
    heads = FLAT[1:]
    xlsx(tmp_path / "甲.xlsx", {"Sheet1": (heads, *(row[1:] for row in TOWN[:3]))})
    xlsx(tmp_path / "乙.xlsx", {"Sheet1": (heads, *(row[1:] for row in TOWN[3:]))})
    reading = read(tmp_path)
    assert set(_households(reading)) == {"1（甲表）", "2（甲表）", "1（乙表）", "2（乙表）"}
    # One number whose head changed from one file to the next is one household.
    xlsx(tmp_path / "乙.xlsx", {"Sheet1": (heads, ("1", "李秀英", "李秀英", _id(2), "户主", 2014, None), TOWN[2][1:])})
    assert set(_households(read(tmp_path))) == {"1", "2"}
