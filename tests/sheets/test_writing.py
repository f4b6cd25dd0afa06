"""Oddly written cells are read, and told once a column."""

from pathlib import Path

from tests.sheets.registers import PERSONS, at, column, faults_of, read, xlsx


def test_marks_and_radicals_and_words_for_nothing_are_told_once_a_column(tmp_path: Path) -> None:
    headings = ("户编号", "行政村", "户主姓名", "帮扶责任人", "贫困户属性")
    rows = [
        headings,
        ("\u202d0001\u202c", "甲村", "王一", "无", "低保⼾"),
        ("0002\u202c", "甲村", "李二", "/", "一般贫困⼾"),
        ("0003", "甲村", "赵\u00ad三", "钱四", "一般贫困户"),
    ]
    reading = read(xlsx(tmp_path / "a.xlsx", {"户信息": rows}))
    assert column(reading, "households", "household_id") == ["0001", "0002", "0003"]
    assert column(reading, "households", "head_name") == ["王一", "李二", "赵三"]
    assert column(reading, "households", "helper") == [None, None, "钱四"]
    assert column(reading, "households", "poor_type") == ["低保户", "一般贫困户", "一般贫困户"]
    assert faults_of(reading) == [("REC220", "A2"), ("REC220", "C4"), ("REC223", "D2"), ("REC221", "E2"), ("REC344", None)]
    marks, _ = at(reading, "REC220")
    assert marks.values["cells"] == 2
    assert "U+202D LEFT-TO-RIGHT OVERRIDE" in marks.values["signs"][1]
    assert at(reading, "REC223")[0].values["signs"] == ("无、/", "无, /")
    assert at(reading, "REC221")[0].values["signs"][1] == "⼾ (U+2F3E) = 户"


def test_clean_cells_are_told_nothing_of(tmp_path: Path) -> None:
    assert faults_of(read(xlsx(tmp_path / "a.xlsx", {"人口信息": PERSONS}))) == []
