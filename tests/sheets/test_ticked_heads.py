"""Members without their relation, of whom a column 是否户主 says who is the head."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.records.person import HEAD
from puxi_cli.sheets.read import Reading
from tests.sheets.registers import Rows, column, faults_of, number, read, xlsx

HEADINGS = ("行政村", "姓名", "是否户主", "证件号码", "家庭人口", "脱贫属性", "首次识别时间")
PAPERS = [number(f"690000197001010{n:02}") for n in range(1, 6)]


def listed(*ticks: str | None, heading: str = "是否户主", sizes: tuple[int, ...] = (2, 2, 1, 2, 2)) -> Rows:
    """A list of members, each with a tick or none."""
    head = tuple(heading if one == "是否户主" else one for one in HEADINGS)
    names = ("王一", "李二", "赵三", "钱四", "孙五")
    rows = zip(names, ticks, PAPERS, sizes, strict=False)
    return [head, *(("丙村", name, tick, paper, size, "未脱贫", "2014") for name, tick, paper, size in rows)]


def of(tmp_path: Path, rows: Rows) -> Reading:
    return read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))


@pytest.mark.parametrize(("yes", "no"), [("是", "否"), ("√", None), ("√", "×"), ("Y", "N"), ("1", "0")])
@pytest.mark.parametrize("heading", ["是否户主", "是否为户主", "户主标识"])
def test_who_is_ticked_begins_a_household(yes: str, no: str | None, heading: str, tmp_path: Path) -> None:
    reading = of(tmp_path, listed(yes, no, yes, yes, no, heading=heading))
    numbers = column(reading, "persons", "household_id")
    assert [numbers.index(one) for one in numbers] == [0, 0, 2, 3, 3]
    assert column(reading, "persons", "relation") == [HEAD, None, HEAD, HEAD, None]
    # The relations of the others are a column that is not there, and no blanks of their rows.
    assert sorted(faults_of(reading)) == [("REC207", None), ("REC216", None)]
    assert any(f"按“{heading}”认户主" in note.zh for note in reading.notes)


@pytest.mark.parametrize(
    ("ticks", "villages"),
    [
        (("否", "是", "否"), "丙丙丙"),
        (("否", "否", "是", "否", "是"), "丙丙丙丙丙"),  # the head is the last of each household
        ((None, "√", None), "丙丙丙"),
        (("是", "否", "否", "是"), "丙丙丁丁"),
        (("是", "否", "否", "是"), ("丙", None, "丁", None)),
    ],
)
def test_an_order_in_which_heads_are_not_first_tells_no_households(
    ticks: tuple[str | None, ...], villages: tuple[str | None, ...] | str, tmp_path: Path
) -> None:
    head, *rows = listed(*ticks)
    reading = of(tmp_path, [head, *((village and f"{village}村", *row[1:]) for village, row in zip(villages, rows, strict=True))])
    assert not reading.registry.has("persons")
    assert not any("认户主" in note.zh for note in reading.notes)
    assert {rule for rule, _ in faults_of(reading)} - {"REC215"} == {"REC207"}  # nobody's household is accused


def test_heads_that_are_first_in_each_village(tmp_path: Path) -> None:
    head, *rows = listed("是", "否", "是", "否")
    reading = of(tmp_path, [head, *((f"{village}村", *row[1:]) for village, row in zip("丙丙丁丁", rows, strict=True))])
    first, second, third, fourth = column(reading, "persons", "household_id")
    assert (first, third) == (second, fourth)
    assert first != third


def test_households_with_numbers_have_their_heads(tmp_path: Path) -> None:
    head, *rows = listed("否", "是", "是")
    numbered = [("户编号", *head), *((f"610000000{n}", *row) for n, row in zip((1, 1, 2), rows, strict=True))]
    reading = of(tmp_path, numbered)
    assert column(reading, "persons", "household_id") == ["6100000001", "6100000001", "6100000002"]
    assert column(reading, "persons", "relation") == [None, HEAD, HEAD]
    assert column(reading, "households", "head_name") == ["李二", "赵三"]


def test_heads_alone_are_a_row_for_each_household(tmp_path: Path) -> None:
    reading = of(tmp_path, listed("是", "是", "是", sizes=(3, 2, 4)))
    assert column(reading, "households", "size") == [3, 2, 4]
    assert column(reading, "households", "head_name") == ["王一", "李二", "赵三"]
    assert not reading.registry.has("persons")


@pytest.mark.parametrize("odd", ["待定", "王一"])
def test_a_column_of_anything_else_is_none_of_ticks(odd: str, tmp_path: Path) -> None:
    reading = of(tmp_path, listed("是", odd, "是"))
    assert not any("认户主" in note.zh for note in reading.notes)


def test_a_relation_is_not_overruled(tmp_path: Path) -> None:
    head, *rows = listed("是", "否")
    related = [(*head, "与户主关系"), (*rows[0], "配偶"), (*rows[1], "户主")]
    assert column(of(tmp_path, related), "persons", "relation") == ["配偶", HEAD]
