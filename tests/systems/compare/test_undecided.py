"""Households of which a register does not tell whether they are listed: a comparison says that, and no other reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from puxi_cli.systems.compare.job import diff
from puxi_cli.systems.compare.words import why_words
from tests.conftest import number
from tests.systems.compare.registers import compared, events, flow


def test_one_file_on_two_days_tells_whom_it_leaves_undecided_on_the_first(tmp_path: Path) -> None:
    # The file is of 2018: by their status 李四 and 王五 are on the list in that year, and nobody knows since when.
    rows = [
        ("0001", "张三", "201401", "已脱贫", "2018"),
        ("0002", "李四", "去年", "已脱贫", "2018"),
        ("0003", "王五", "", "已脱贫", "2018"),
        ("0004", "赵六", "201401", "未脱贫", ""),
    ]
    lines = ["户编号,行政村,姓名,证件号码,与户主关系,首次识别时间,脱贫属性,脱贫年度"]
    for home, name, *standing in rows:
        lines.append(",".join((home, "甲村", name, number(f"6900001970010{home}"), "户主", *standing)))
    file = tmp_path / "建档立卡_20181231.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = diff(file, file, old_day=date(2017, 12, 31), day=date(2018, 12, 31))
    assert flow(found) == {"old_end": 2, "added": 2, "start": 4, "exited": 3, "end": 1}
    assert events(found, "household") == [("went", "0001", "exited")]
    assert events(found) == [("went", "张三", "exited")]
    assert found.flow is not None
    [added] = [line for line in found.flow.lines if line.line == "added"]
    assert [(who.subject.name, who.why, who.fields) for who in added.who] == [
        ("李四", "undecided_unread", (("households", "identified"),)), ("王五", "undecided", ()),
    ]  # fmt: skip
    assert why_words(added.who[0]).zh == "在旧表的日期是否在册无法判断，读不懂：首次识别时间"
    # Three leave in the flow and one among those who went: the other two are told.
    [told] = [zh for zh, _ in found.notes if zh.startswith("流动中有")]
    assert told.startswith("流动中有 2 人先在更正")


def test_whoever_is_undecided_in_new_is_neither_listed_nor_off_the_list() -> None:
    old = {
        "households": """
            household_id | village | identified | cause
            0001         | 甲      | 201401     | 因病
            0002         | 甲      |            | 因病
            0003         | 甲      | 201401     | 因病
        """,
        "persons": """
            household_id | name | id_no
            0001         | 张三 | #69000019700101123
            0002         | 李四 | #69000019720315002
            0003         | 王五 | #69000019950404003
        """,
    }
    new = {
        "households": """
            household_id | village | identified | cause
            0001         | 甲      |            | 因病
            0002         | 甲      | 201401     | 因病
            0003         | 甲      |            |
            0004         | 甲      |            | 因病
            0005         | 甲      |            |
        """,
        "persons": """
            household_id | name | id_no
            0001         | 张三 | #69000019700101123
            0002         | 李四 | #69000019720315002
            0003         | 王五 | #69000019950404003
            0004         | 赵六 | #69000019451224557
            0005         | 钱七 | #69000019880808008
        """,
    }
    found = compared(old, new)
    assert events(found, "household") == [
        ("went", "0001", "undecided"), ("came", "0002", "undecided_before"), ("went", "0003", "unlisted"),
        ("came", "0004", "new_undecided"), ("came", "0005", "new_in_file"),
    ]  # fmt: skip
    assert events(found) == [
        ("went", "张三", "undecided"), ("came", "李四", "undecided_before"), ("went", "王五", "unlisted"),
        ("came", "赵六", "with_household"), ("came", "钱七", "with_household"),
    ]  # fmt: skip
    # What the two write differently of these is told as that, and stays the reason.
    assert flow(found) == {"old_end": 2, "taken_out": 2, "added": 1, "start": 1, "end": 1}
    assert found.flow is not None
    whys = {who.subject.name: (who.why, who.fields) for line in found.flow.lines for who in line.who}
    assert whys == dict.fromkeys(("张三", "李四", "王五"), ("times", (("households", "identified"),)))
