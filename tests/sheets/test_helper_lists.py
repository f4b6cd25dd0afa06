"""Lists of helpers beside a register: the people in them are no members, whatever columns of households stand beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from puxi_cli.sheets.read import Reading
from tests.sheets.registers import Rows, column, read, xlsx

MEMBERS: Rows = (
    ("红石村贫困户花名册",),
    ("行政村", "户编号", "户主姓名", "姓名", "与户主关系", "脱贫属性"),
    ("红石村", "6900000001", "张三平", "张三平", "户主", "未脱贫"),
    ("红石村", "6900000001", "张三平", "刘桂花", "配偶", "未脱贫"),
    ("红石村", "6900000003", "孙独", "孙独", "户主", "未脱贫"),
)
BY_NUMBER = ("序号", "户编号", "户主", "姓名", "身份证号码", "单位", "联系电话")
HELPERS: Rows = (
    ("1", "6900000001", "张三平", "李干部", "", "农综站", "13811112222"),
    ("2", "6900000003", "孙独", "王主任", "", "镇政府", "13811113333"),
)


def beside(tmp_path: Path, title: str | None, headings: tuple[str, ...], rows: Rows, sheet: str = "表二") -> Reading:
    """The register and a second sheet."""
    above: Rows = ((title,),) if title else ()
    return read(xlsx(tmp_path / "红石村.xlsx", {"贫困户": MEMBERS, sheet: (*above, headings, *rows)}))


def kinds(reading: Reading) -> list[str]:
    """What the sheets are called that were not read."""
    return [fault.values["kind"].zh for fault in reading.faults if fault.rule == "REC211"]


@pytest.mark.parametrize(
    ("title", "sheet"),
    [
        ("红石村结对帮扶干部花名册", "表二"),
        ("红石村帮扶责任人一览表（2018年）", "表二"),
        ("红石村贫困户帮扶责任人名单", "表二"),
        ("2018年包户干部台账", "表二"),
        ("红石村驻村工作队及村干部名册", "表二"),
        ("红石村结对帮扶台账", "表二"),
        (None, "结对帮扶"),
        (None, "驻村工作队"),
        (None, "帮扶干部花名册"),
    ],
)
def test_helpers_of_households_with_numbers_are_no_members(title: str | None, sheet: str, tmp_path: Path) -> None:
    reading = beside(tmp_path, title, BY_NUMBER, HELPERS, sheet)
    assert column(reading, "persons", "name") == ["张三平", "刘桂花", "孙独"]
    assert column(reading, "households", "household_id") == ["6900000001", "6900000003"]
    assert kinds(reading) == ["帮扶干部名册"]


def test_the_name_of_the_file_tells_it(tmp_path: Path) -> None:
    members = xlsx(tmp_path / "贫困户花名册.xlsx", {"S": MEMBERS})
    helpers = xlsx(tmp_path / "帮扶干部花名册.xlsx", {"S": (BY_NUMBER, *HELPERS)})
    reading = read(members, helpers)
    assert column(reading, "persons", "name") == ["张三平", "刘桂花", "孙独"]
    assert kinds(reading) == ["帮扶干部名册"]


def test_a_telephone_is_enough_where_the_title_names_the_helpers(tmp_path: Path) -> None:
    headings = ("序号", "户编号", "姓名", "身份证号码", "联系电话")
    rows = [("1", "6900000001", "李干部", "", "13811112222")]
    assert kinds(beside(tmp_path, "红石村帮扶干部通讯录", headings, rows)) == ["帮扶干部名册"]
    # Whose names stand under 结对帮扶 alone, nobody can tell.
    assert kinds(beside(tmp_path, "红石村结对帮扶登记表", headings, rows)) == []


@pytest.mark.parametrize(
    ("title", "headings", "row", "members"),
    [
        # The relation to a head is a member's.
        (
            "红石村帮扶干部花名册",
            ("户编号", "户主", "姓名", "与户主关系", "单位", "联系电话"),
            ("6900000001", "张三平", "张小平", "之子", "学校", "13811112222"),
            4,
        ),
        # Names of helpers beside: the other names are the members'.
        (
            "红石村结对帮扶干部花名册",
            ("户编号", "户主", "姓名", "身份证号码", "帮扶责任人", "单位", "职务", "联系电话"),
            ("6900000001", "张三平", "张小平", "690000198202030119", "李干部", "农综站", "站长", "13811112222"),
            4,
        ),
        # The title is about both.
        (
            "红石村贫困户及帮扶责任人一览表",
            ("户编号", "户主", "姓名", "单位", "联系电话"),
            ("6900000001", "张三平", "张小平", "农综站", "13811112222"),
            4,
        ),
        # The title is about members, and where they work.
        (
            "红石村贫困人口花名册",
            ("户编号", "户主", "姓名", "工作单位", "联系电话"),
            ("6900000001", "张三平", "张小平", "砖厂", "13811112222"),
            4,
        ),
        # A list of households.
        (
            "红石村贫困户及帮扶责任人一览表",
            ("户编号", "户主姓名", "人口", "帮扶责任人", "单位", "联系电话"),
            ("6900000001", "张三平", "2", "李干部", "农综站", "13811112222"),
            3,
        ),
    ],
)
def test_lists_of_members_and_households_stay_what_they_are(
    title: str, headings: tuple[str, ...], row: tuple[str, ...], members: int, tmp_path: Path
) -> None:
    reading = beside(tmp_path, title, headings, [row])
    assert kinds(reading) == []
    assert len(column(reading, "persons", "name")) == members


def test_a_file_of_helpers_may_hold_a_sheet_of_members(tmp_path: Path) -> None:
    rows: Rows = (
        ("红石村贫困人口名单",),
        ("户编号", "户主", "姓名", "身份证号码", "工作单位"),
        ("6900000001", "张三平", "张三平", "", "砖厂"),
    )
    reading = read(xlsx(tmp_path / "帮扶干部花名册.xlsx", {"S": rows}))
    assert column(reading, "persons", "name") == ["张三平"]
