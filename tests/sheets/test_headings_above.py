"""Two rows of headings: whom, which state and which source the one above the other is about."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from puxi_cli.sheets.read import Reading
from tests.sheets.registers import column, read

KEYS = ("户编号", "行政村", "姓名", "与户主关系")
Below = tuple[str, str, str | None]  # a heading, the one below it, and what both rows of data have there


def two_rows(tmp_path: Path, *columns: Below, keys: tuple[str, ...] = KEYS, merged: bool = True) -> Reading:
    """A head and a wife with further columns; a heading over several of them stands once, merged over them or not."""
    people = (("6900000001", "丙村", "王一", "户主"), ("6900000001", "丙村", "李二", "配偶"))
    file = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(str(file), {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("人口信息")
        for place, key in enumerate(keys):
            sheet.write_string(0, place, key)
            if merged:
                sheet.merge_range(0, place, 1, place, key)
        starts = [n for n, (above, *_) in enumerate(columns) if n == 0 or above != columns[n - 1][0]]
        for start, end in zip(starts, [*starts[1:], len(columns)], strict=True):
            sheet.write_string(0, len(keys) + start, columns[start][0])
            if merged and end > start + 1:
                sheet.merge_range(0, len(keys) + start, 0, len(keys) + end - 1, columns[start][0])
        for place, (_, child, _) in enumerate(columns, len(keys)):
            sheet.write_string(1, place, child)
        for row, cells in enumerate(people, 2):
            for place, text in enumerate((*cells[: len(keys)], *(cell for *_, cell in columns))):
                if text:
                    sheet.write_string(row, place, text)
    return read(file)


def fields_of(reading: Reading, keys: tuple[str, ...] = KEYS) -> list[str | None]:
    """The field of each further column; how it was understood where it has none."""
    (sheet,) = reading.inputs[0].sheets
    return [f"{one.table}.{one.field}" if one.field else one.how for one in sheet.columns[len(keys) :]]


HEAD, HELPER, WIFE = "15400000001", "15400000002", "15400000003"


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize(
    ("above", "child", "field"),
    [
        ("联系电话", "户主", "households.phone"),
        ("联系电话", "户主*", "households.phone"),
        ("电话", "帮扶干部", "households.helper_phone"),
        ("联系电话", "帮扶责任人", "households.helper_phone"),
        ("联系电话", "成员", "persons.phone"),
        ("身份证号", "户主", "households.head_id_no"),
        ("证件号码", "帮扶责任人", "households.helper_id_no"),
        ("身份证号", "家庭成员", "persons.id_no"),
        ("健康状况", "户主", "asked"),
        ("文化程度", "帮扶干部", "asked"),
        ("劳动能力", "户主", "asked"),
        ("性别", "帮扶责任人", "asked"),
        ("性别", "户主", "known"),  # 户主性别 is a heading of its own, of which puxi makes nothing
    ],
)
def test_whose_it_is_stands_below(above: str, child: str, field: str, merged: bool, tmp_path: Path) -> None:
    reading = two_rows(tmp_path, (above, child, None), (above, "监护人", None), merged=merged)
    assert fields_of(reading) == [field, "asked"]


def test_a_name_below_which_it_is_stays_that_persons_name(tmp_path: Path) -> None:
    keys = ("户编号", "行政村", "人数", "危房户")
    reading = two_rows(tmp_path, ("姓名", "户主", "王一"), ("姓名", "帮扶干部", "张三"), ("姓名", "配偶", "李二"), keys=keys)
    assert fields_of(reading, keys) == ["households.head_name", "households.helper", "asked"]


def test_an_identity_number_is_nobodys_name(tmp_path: Path) -> None:
    reading = two_rows(tmp_path, ("身份证号", "户主", "690000196002140118"), ("身份证号", "配偶", "690000196203050223"))
    assert column(reading, "households", "head_id_no") == ["690000196002140118"]
    assert column(reading, "households", "head_name") == ["王一"]  # of the member who is the head
    assert column(reading, "persons", "id_no") == [None, None]


@pytest.mark.parametrize("order", [("户主", "帮扶干部"), ("帮扶干部", "户主")])
def test_telephones_of_the_head_and_the_helper_in_either_order(order: tuple[str, str], tmp_path: Path) -> None:
    numbers = {"户主": HEAD, "帮扶干部": HELPER}
    reading = two_rows(tmp_path, *(("联系电话", who, numbers[who]) for who in order))
    assert column(reading, "households", "phone") == [HEAD]
    assert column(reading, "households", "helper_phone") == [HELPER]
    assert [fault.rule for fault in reading.faults] == ["REC207"]  # there is no column of identity numbers


def test_a_group_of_members_is_no_heading_that_another_qualifies(tmp_path: Path) -> None:
    keys = ("户编号", "行政村", "人数", "危房户")
    assert fields_of(two_rows(tmp_path, ("家庭情况", "户主", "王一"), ("家庭情况", "人均纯收入", "3000"), keys=keys), keys) == [
        "households.head_name",
        "households.income_per_head",
    ]
