"""Two years of a register without household numbers: known again by village and head, however these are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.systems.compare.job import diff
from tests.conftest import number
from tests.sheets.registers import Rows, xlsx

HEADINGS = ("行政村", "户主姓名", "户主证件号码", "家庭人口", "首次识别时间", "脱贫属性")
FIRST, SECOND = number("69000019500101001"), number("69000019510101001")


def listed(*heads: tuple[str, str, str]) -> Rows:
    """A list of households: village, head, paper."""
    return (HEADINGS, *((*head, "3", "2014-01", "未脱贫") for head in heads))


@pytest.mark.parametrize(
    ("new", "matched", "events"),
    [
        (("红石村", "张三", ""), 1, 0),
        (("红石", "张三", ""), 1, 0),
        (("蒲溪镇红石村", "张 三", FIRST), 1, 0),
        (("红石", "★张三", ""), 1, 0),
        (("红石", "张三", SECOND), 0, 2),  # somebody else of that name
        (("红石", "李四", FIRST), 0, 2),
        (("东沟村", "张三", ""), 0, 2),
    ],
)
def test_a_household_is_known_again(new: tuple[str, str, str], matched: int, events: int, tmp_path: Path) -> None:
    before = xlsx(tmp_path / "户_20171231.xlsx", {"户": listed(("红石村", "张三", FIRST))})
    after = xlsx(tmp_path / "户_20181231.xlsx", {"户": listed(new)})
    found = diff(before, after)
    assert (found.matched_households, len(found.events)) == (matched, events)
    if matched and "★" not in new[1]:
        assert not [change for change in found.changed if change.field != "head_id_no"]


def test_numbers_that_one_year_lacks_do_not_part_the_households(tmp_path: Path) -> None:
    before = xlsx(tmp_path / "户_20171231.xlsx", {"户": listed(("红石村", "张三", FIRST))})
    numbered = (("户编号", *HEADINGS), *(("6900000001", *row) for row in listed(("红石", "张三", FIRST))[1:]))
    after = xlsx(tmp_path / "户_20181231.xlsx", {"户": numbered})
    found = diff(before, after)
    assert (found.matched_households, len(found.events)) == (1, 0)


def test_two_heads_of_one_name_are_not_guessed_at(tmp_path: Path) -> None:
    before = xlsx(tmp_path / "户_20171231.xlsx", {"户": listed(("红石村", "张三", ""), ("红石村", "张三", ""))})
    after = xlsx(tmp_path / "户_20181231.xlsx", {"户": listed(("红石", "张三", ""))})
    assert diff(before, after).matched_households == 0
