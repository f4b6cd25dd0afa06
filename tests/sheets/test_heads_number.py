"""身份证号码 in a list of households: whose number it is, by the columns beside it and the rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sheets.registers import LI, WANG, ZHAO, column, csv_file, faults_of, read

HEADS = ("户编号", "村名", "户主姓名", "身份证号码", "人口数")
ROWS = (
    ("0001", "甲村", "王一", WANG, "2"),
    ("0002", "甲村", "李二", LI, "1"),
    ("0003", "乙村", "赵三", None, "4"),
    ("0004", "乙村", "钱四", ZHAO, "3"),
)


@pytest.mark.parametrize("heading", ["身份证号码", "证件号码", "身份证号", "身份证", "公民身份号码"])
def test_in_a_list_of_households_it_is_the_heads(heading: str, tmp_path: Path) -> None:
    reading = read(csv_file(tmp_path / "a.csv", [(*HEADS[:3], heading, HEADS[4]), *ROWS]))
    assert column(reading, "households", "head_id_no") == [WANG, LI, None, ZHAO]
    assert [note[0] for note in reading.notes if heading in note[0]] == [f"{tmp_path / 'a.csv'}：“{heading}”读作“户主证件号码”。"]
    assert not reading.registry.has("persons")


def test_a_wrong_one_is_found(tmp_path: Path) -> None:
    wrong = WANG[:-1] + ("1" if WANG[-1] != "1" else "2")
    rows = [("0001", "甲村", "王一", wrong, "2"), *ROWS[1:]]
    assert ("REC112", "D2") in faults_of(read(csv_file(tmp_path / "a.csv", [HEADS, *rows])))


@pytest.mark.parametrize(
    "heads",
    [
        ("户编号", "户主姓名", "帮扶干部", "身份证号码", "人口数"),  # the helper's
        ("户编号", "户主姓名", "配偶姓名", "身份证号码", "人口数"),
        ("户编号", "户主姓名", "户主证件号码", "身份证号码", "人口数"),  # the head's stands there already
        ("户编号", "户主姓名", "身份证号码", "证件号码", "人口数"),  # which of two?
    ],
)
def test_it_may_be_somebody_elses(heads: tuple[str, ...], tmp_path: Path) -> None:
    rows = [("0001", "王一", LI, LI, "2"), ("0002", "李二", ZHAO, ZHAO, "1")]
    reading = read(csv_file(tmp_path / "a.csv", [(*heads, "行政村"), *((*row, "甲村") for row in rows)]))
    wanted = [LI, ZHAO] if "户主证件号码" in heads else [None, None]
    assert column(reading, "households", "head_id_no") == wanted


@pytest.mark.parametrize(
    "rows",
    [
        [("0001", "甲村", "王一", WANG, "2"), ("0001", "甲村", "王一", LI, "2"), ("0002", "甲村", "赵三", ZHAO, "1")],
        [("0001", "甲村", "王一", WANG, "2"), ("0001", "甲村", None, LI, "2"), ("0002", "甲村", "赵三", ZHAO, "1")],
    ],
)
def test_in_a_roster_it_is_the_members(rows: list[tuple[str | None, ...]], tmp_path: Path) -> None:
    reading = read(csv_file(tmp_path / "a.csv", [HEADS, *rows]))
    assert not set(column(reading, "households", "head_id_no")) - {None}
