"""Where the headings are, and which column is which field."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.errors import UnreadableFile, UsageError
from puxi_cli.findings import SheetRead
from puxi_cli.sheets.headings import Headings
from puxi_cli.sheets.qualifiers import normal
from puxi_cli.sheets.read import Reading
from tests.sheets.registers import LI, PERSONS, WANG, Rows, at, column, csv_file, faults_of, read, rows_of, xlsx

TITLE = ("乙镇建档立卡贫困人口信息表",)
NOTE = ("填报单位：乙镇", None, None, "截止时间：2018年12月31日")


def of(tmp_path: Path, rows: Rows, **more: dict[str, str]) -> Reading:
    """Read one sheet of rows, as a workbook."""
    return read(xlsx(tmp_path / "人口信息.xlsx", {"Sheet1": rows}), **more)


def sheet_of(reading: Reading) -> SheetRead:
    (sheet,) = reading.inputs[0].sheets
    return sheet


@pytest.mark.parametrize(
    "above", [[], [TITLE], [TITLE, NOTE], [TITLE, (), NOTE, ()], [(), (), ()], [TITLE] + [NOTE] * 8, [()] * 30 + [TITLE]]
)
def test_titles_notes_and_blank_rows_stand_above(above: list[tuple[str | None, ...]], tmp_path: Path) -> None:
    reading = of(tmp_path, [*above, *PERSONS])
    assert faults_of(reading) == []
    assert sheet_of(reading).header_row == len(above) + 1
    assert rows_of(reading, "persons") == [len(above) + n for n in (2, 3, 4, 5)]


def test_headings_below_the_first_ten_rows_are_not_looked_for(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no table"):
        of(tmp_path, [TITLE] * 11 + list(PERSONS))


@pytest.mark.parametrize("left", [0, 1, 3, 26])
def test_blank_columns_stand_left_and_between(left: int, tmp_path: Path) -> None:
    rows = [[*[None] * left, *row[:3], None, *row[3:]] for row in PERSONS]
    reading = of(tmp_path, rows)
    assert faults_of(reading) == []
    assert column(reading, "persons", "id_no") == [row[4] for row in PERSONS[1:]]
    letters = [item.letters for item in sheet_of(reading).columns]
    assert letters[0] == {0: "A", 1: "B", 3: "D", 26: "AA"}[left]
    assert len(letters) == len(PERSONS[0])


def headings_of(reading: Reading) -> dict[str, tuple[str, str | None]]:
    """How each heading was understood."""
    return {item.heading: (item.how, item.canonical) for item in sheet_of(reading).columns}


@pytest.mark.parametrize(
    ("heading", "how"),
    [
        ("证件号码", "exact"),
        ("身份证号", "exact"),
        ("身 份 证 号 码", "exact"),
        ("证件\n号码", "exact"),
        ("证件\r\n号码*", "exact"),
        ("证件号码：", "exact"),
        ("＊证件号码", "exact"),
        ("★证件号码", "exact"),
        ("【必填】证件号码", "exact"),
        ("1.证件号码", "exact"),
        ("（1）证件号码", "exact"),
        ("①证件号码", "exact"),
        ("证件号码(必填)", "bracket"),
        ("证件号码（18位）", "bracket"),
        ("　证件号码　", "exact"),
        ("公民身份证号或残疾证号", "exact"),
    ],
)
def test_spellings_of_a_heading(heading: str, how: str, tmp_path: Path) -> None:
    rows = [tuple(heading if head == "证件号码" else head for head in PERSONS[0]), *PERSONS[1:]]
    reading = of(tmp_path, rows)
    assert sheet_of(reading).columns[4].how == how
    if how != "unmatched":
        assert column(reading, "persons", "id_no") == [row[4] for row in PERSONS[1:]]


@pytest.mark.parametrize("heading", ["务工时间（月）", "务工时间(月)", "务工时间", "务工时间\n（月）", "务工月数"])
def test_a_unit_in_brackets_is_part_of_the_heading_or_not(heading: str, tmp_path: Path) -> None:
    rows = [(*PERSONS[0], heading), *((*row, "6") for row in PERSONS[1:])]
    reading = of(tmp_path, rows)
    assert column(reading, "persons", "work_months") == [6, 6, 6, 6]


def test_full_width_headings(tmp_path: Path) -> None:
    assert normal("Ｐ（１）：") == "P(1)"
    rows = [
        ("户编号", "行政村", "人均纯收入（元）", "耕地面积（亩）", "县（市、区、旗）", "乡（镇）"),
        ("1", "丙村", "3000", "2.5", "甲县", "乙镇"),
    ]
    reading = of(tmp_path, rows)
    assert headings_of(reading) == {
        "户编号": ("exact", "户编号"),
        "行政村": ("exact", "行政村"),
        "人均纯收入（元）": ("bracket", "人均纯收入"),
        "耕地面积（亩）": ("bracket", "耕地面积"),
        "县（市、区、旗）": ("exact", "县"),
        "乡（镇）": ("exact", "乡镇"),
    }


def test_two_rows_of_headings(tmp_path: Path) -> None:
    rows = [
        TITLE,
        ("序号", "户编号", "家庭成员", None, None, "与户主关系", "务工情况", None),
        (None, None, "姓名", "性别", "证件号码", None, "务工区域", "务工时间（月）"),
        ("1", "6100000001", "王一", "男", WANG, "户主", "省外务工", "6"),
        ("2", "6100000001", "李二", "女", LI, "配偶", None, None),
    ]
    reading = of(tmp_path, rows)
    assert faults_of(reading) == []
    assert sheet_of(reading).header_row == 3
    assert rows_of(reading, "persons") == [4, 5]
    assert column(reading, "persons", "name") == ["王一", "李二"]
    assert column(reading, "persons", "work_months") == [6, None]
    assert headings_of(reading)["序号"] == ("ignored", None)


def test_a_heading_twice_is_told_and_the_first_is_read(tmp_path: Path) -> None:
    rows = [(*PERSONS[0], "身份证号"), *((*row, "x") for row in PERSONS[1:])]
    reading = of(tmp_path, rows)
    assert faults_of(reading) == [("REC205", "L1")]
    assert at(reading, "REC205")[0].values == {"heading": "身份证号", "near": "证件号码"}
    assert column(reading, "persons", "id_no") == [row[4] for row in PERSONS[1:]]


@pytest.mark.parametrize(
    ("heading", "near"),
    [("证件号吗", "证件号码"), ("与户主关糸", "与户主关系"), ("是否参加城乡居民基本医疗保脸", "是否参加城乡居民基本医疗保险")],
)
def test_a_misspelt_heading_is_told_and_not_guessed(heading: str, near: str, tmp_path: Path) -> None:
    rows = [(*PERSONS[0], heading), *((*row, "是") for row in PERSONS[1:])]
    fault = at(of(tmp_path, rows), "REC206")[0]
    assert (fault.place.cell, fault.values["heading"], fault.values["near"]) == ("L1", heading, near)


@pytest.mark.parametrize("heading", ["上年人均纯收入", "去年人均纯收入", "下年人均纯收入"])
def test_another_year_is_no_misspelling_of_this_one(heading: str, tmp_path: Path) -> None:
    rows = [("户编号", "行政村", "户主姓名", "脱贫属性", heading), ("1", "丙村", "王一", "未脱贫", "3200")]
    assert not at(of(tmp_path, rows), "REC206")


def test_a_relation_is_read_under_its_short_name(tmp_path: Path) -> None:
    rows = [tuple("关系" if cell == "与户主关系" else cell for cell in PERSONS[0]), *PERSONS[1:]]
    reading = of(tmp_path, rows)
    assert faults_of(reading) == []
    assert column(reading, "persons", "relation")[0] == "本人或户主"


def test_a_misspelling_that_everybody_writes_is_read(tmp_path: Path) -> None:
    rows = [("户编号", "行政村", "检测对象类别"), ("1", "丙村", "脱贫不稳定户")]
    assert column(of(tmp_path, rows), "households", "monitored_type") == ["脱贫不稳定户"]


def test_a_heading_of_nothing_puxi_knows_is_unmatched_without_a_fault(tmp_path: Path) -> None:
    rows = [(*PERSONS[0], "血型", "备注"), *((*row, "A", "x") for row in PERSONS[1:])]
    reading = of(tmp_path, rows)
    assert faults_of(reading) == []
    assert sheet_of(reading).unmatched == ("血型",)
    assert headings_of(reading)["备注"] == ("ignored", None)


def test_a_missing_required_column_is_told_once_with_other_spellings(tmp_path: Path) -> None:
    rows = [row[:4] + row[5:] for row in PERSONS]
    reading = of(tmp_path, rows)
    assert [(fault.rule, fault.field, fault.place.row, fault.place.cell) for fault in reading.faults] == [
        ("REC207", "id_no", 1, None)
    ]
    assert at(reading, "REC207")[0].values["others"][0] == "（也认：身份证号、身份证号码、身份证、公民身份号码）"
    assert "证件号码" in sheet_of(reading).missing


def test_opposite_headings_are_turned_round(tmp_path: Path) -> None:
    rows = [
        ("户编号", "行政村", "安全住房", "饮水困难"),
        ("1", "丙村", "是", "是"),
        ("2", "丙村", "否", "0"),
        ("3", "丙村", "√", None),
        ("4", "丙村", "不详", "否"),
    ]
    reading = of(tmp_path, rows)
    assert column(reading, "households", "unsafe_house") == [False, True, False, None]
    assert column(reading, "households", "water_hard") == [True, False, None, False]
    assert column(reading, "households", "safe_water") == [None] * 4  # said of by nobody
    assert faults_of(reading) == [("REC223", "C5")]


def test_the_plain_column_is_read_beside_its_opposite(tmp_path: Path) -> None:
    rows = [("户编号", "行政村", "安全住房", "危房户"), ("1", "丙村", "是", "否")]
    reading = of(tmp_path, rows)
    assert faults_of(reading) == []
    assert column(reading, "households", "unsafe_house") == [False]


def test_a_users_own_headings(tmp_path: Path) -> None:
    rows = [("户编号", "行政村", "家里有几亩地", "危险房"), ("1", "丙村", "2.5", "是")]
    reading = of(tmp_path, rows, own={"家里有几亩地": "耕地面积", "危险房": "危房户"})
    assert column(reading, "households", "farmland") == [2.5]
    assert column(reading, "households", "unsafe_house") == [True]
    assert headings_of(reading)["家里有几亩地"] == ("own", "耕地面积")


def test_a_users_heading_for_a_field_that_does_not_exist_is_a_wrong_call() -> None:
    with pytest.raises(UsageError, match="土地面积"):
        Headings({"地": "土地面积"})


def test_two_words_that_happen_to_be_headings_make_no_table(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no table"):
        of(tmp_path, [("姓名", "证件号码", "工种", "单价", "天数"), ("王一", WANG, "木工", "200", "5")])


def test_a_row_of_data_is_never_taken_for_headings(tmp_path: Path) -> None:
    # Labels of code lists and names of villages are words too; a note may quote headings.
    note = ("说明：“户编号”“行政村”两列必须填写，姓名以户口簿为准",)
    reading = read(csv_file(tmp_path / "人口信息.csv", [note, *PERSONS]))
    assert sheet_of(reading).header_row == 2


def test_a_column_that_members_and_households_lack_is_missing_once(tmp_path: Path) -> None:
    rows = [("姓名", "证件号码", "脱贫属性"), *((row[2], row[4], "未脱贫") for row in PERSONS[1:])]
    missing = at(of(tmp_path, rows), "REC207")
    assert [(fault.table, fault.values["heading"]) for fault in missing] == [
        ("persons", "户编号"),
        ("persons", "与户主关系"),
        ("households", "行政村"),
    ]
    assert all(fault.values["heading"] not in fault.values["others"][0].split("、") for fault in missing)
    assert missing[0].values["others"][0] == "（也认：贫困户编号、户码、户号、户ID）"
