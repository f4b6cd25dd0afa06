"""Two blocks of columns side by side: the right one is not read, and told once."""

from __future__ import annotations

from pathlib import Path

from tests.sheets.registers import at, read, xlsx


def test_a_block_beside_another_is_one_finding_that_says_where_it_belongs(tmp_path: Path) -> None:
    left = ("5001", "王一", "甲村", 3, 2014)
    right = ("5002", "王二", "甲村", 1, 2014)
    heads = ("户编号", "户主姓名", "行政村", "人数", "识别时间")
    path = xlsx(tmp_path / "a.xlsx", {"Sheet1": ((*heads, None, *heads), (*left, None, *right), (*left, None, *right))})
    reading = read(path)
    [fault] = at(reading, "REC229")
    assert (fault.place.cell, fault.values["columns"], fault.values["rows"]) == ("G1", 5, 2)
    assert not at(reading, "REC205")
    assert any("左右并排两块" in zh and "2 行未读" in zh for zh, _ in reading.beside)
    # A single heading that stands twice is asked about as before.
    path = xlsx(tmp_path / "a.xlsx", {"Sheet1": ((*heads, "人数"), (*left, 3))})
    assert at(read(path), "REC205")
    assert not at(read(path), "REC229")
