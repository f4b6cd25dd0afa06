"""Where nobody says in which region a register lies, its rows, titles, sheets and file names do; what is taken, and from where, is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from puxi_cli.jobs.opening import Opening, open_register
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.sheets.loading import Loading

pytestmark = pytest.mark.slow

TITLE = "陕西省汉阴县蒲溪镇建档立卡贫困户信息表"


def opened(*paths: Path, region: str | None = None, lies_in: str | None = None) -> Opening:
    return open_register(Loading(paths), date(2018, 12, 31), region, Settings(paths[0].parent, region=lies_in))


def note(opening: Opening) -> str | None:
    return (opening.region_note or (None,))[0]


def book(path: Path, title: str = "", sheet: str = "Sheet", columns: str = "", rows: tuple[str, ...] = ("",)) -> Path:
    """A list of households below a title; `columns` and `rows` are further cells, set apart by blanks."""
    workbook = Workbook()
    page = workbook.active
    assert page is not None
    page.title = sheet
    if title:
        page.append([title])
    page.append(["户编号", "行政村", "致贫原因", *columns.split()])
    for number, row in enumerate(rows, 1):
        page.append([f"{number:04}", "甲村", None, *(None if cell == "-" else cell for cell in row.split())])
    workbook.save(path)
    return path


@pytest.mark.parametrize(
    ("counties", "region", "said"),
    [
        (["汉阴县", "汉阴县"], "610921", "地区：汉阴县（610921），取自各行的“汉阴县”。"),
        (["汉阴县", "石泉县"], "6109", "地区：安康市（6109），取自各行的“汉阴县”、“石泉县”（不止一处，取共同的上级）。"),
        (["汉阴县", "陕西省汉阴县"], "610921", "地区：汉阴县（610921），取自各行的“汉阴县”、“陕西省汉阴县”。"),
        (["汉阴县", "汉荫县"], "610921", "地区：汉阴县（610921），取自各行的“汉阴县”；区划表中没有“汉荫县”，未采用（是否为“汉阴县”？）。"),
        (["汉阴县", ""], "610921", "地区：汉阴县（610921），取自各行的“汉阴县”。"),
        (["汉阴县", "/"], "610921", "地区：汉阴县（610921），取自各行的“汉阴县”。"),
        (["汉阴县", "修文县"], None, "地区未知；各行的“汉阴县”、“修文县”不在同一省；"),
        (["鼓楼区", "鼓楼区"], None, "地区未知；各行的“鼓楼区”有 4 个（江苏省南京市鼓楼区 320106、江苏省徐州市鼓楼区 320302、"),
        (["甲县", "甲县"], None, "地区未知；区划表中没有“甲县”，未采用；请用 --region 写明"),
        (["", ""], None, None),
    ],
)  # fmt: skip
def test_the_region_is_taken_from_counties_in_the_rows(
    tmp_path: Path, counties: list[str], region: str | None, said: str | None
) -> None:
    rows = "".join(f"{number:04},{county},甲村\n" for number, county in enumerate(counties, 1))
    path = tmp_path / "户信息.csv"
    path.write_text(f"户编号,县,行政村\n{rows}", "utf-8")
    found = opened(path)
    assert found.region == region
    assert note(found) == said or (region is None and said is not None and (note(found) or "").startswith(said))
    assert opened(path, region="52").region == "52"


@pytest.mark.parametrize(
    ("columns", "row", "region"),
    [
        ("省(区、市) 市(州、盟) 县(市、区、旗)", "江苏省 南京市 鼓楼区", "320106"),
        ("省 县", "福建 鼓楼区", "350102"),
        ("所在省", "陕西省", "61"),
        ("省 市", "陕西省 安康市", "6109"),
        ("省 市", "重庆市 市辖区", "50"),
        ("省 县", "四川省 汉阴县", None),
        ("行政区划代码", "610921101201", "610921"),
        ("行政区划代码 县", "610921 石泉县", "610921"),
        ("行政区划代码", "619999", "61"),
        ("行政区划代码", "999999", None),
        ("务工所在县", "石泉县", None),
        ("户主姓名", "汉阴县", None),
    ],
)
def test_columns_of_the_larger_parts_and_of_codes(tmp_path: Path, columns: str, row: str, region: str | None) -> None:
    assert opened(book(tmp_path / "名单.xlsx", columns=columns, rows=(row,))).region == region


def test_nobodys_number_says_where_the_register_lies(tmp_path: Path) -> None:
    """People move: a number of a household or a person says where it was given."""
    path = tmp_path / "户信息.csv"
    path.write_text("户编号,行政村,致贫原因,户主证件号码\n610921000001,甲村,因病,610921196001010017\n", "utf-8")
    assert opened(path).region is None


@pytest.mark.parametrize(
    ("name", "title", "sheet", "region", "said"),
    [
        ("名单", TITLE, "Sheet", "610921", "地区：汉阴县（610921），取自表头标题“汉阴县”。"),
        ("名单", "汉阴县2018年贫困户名单", "Sheet", "610921", "地区：汉阴县（610921），取自表头标题“汉阴县”。"),
        ("名单", "", "汉阴县蒲溪镇", "610921", "地区：汉阴县（610921），取自工作表名“汉阴县”。"),
        ("汉阴县蒲溪镇", "", "Sheet", "610921", "地区：汉阴县（610921），取自文件名“汉阴县”。"),
        ("名单", "陕西省贫困户", "Sheet", "61", "地区：陕西省（61），取自表头标题“陕西省”。"),
        ("汉阴县", "陕西省贫困户", "Sheet", "610921", "地区：汉阴县（610921），取自文件名“汉阴县”。"),
        ("石泉县", TITLE, "Sheet", "610921", "地区：汉阴县（610921），取自表头标题“汉阴县”；文件名“石泉县”为石泉县（610922），与此不符，请核对。"),
        (
            "江苏省", "鼓楼区贫困户", "Sheet", "32",
            "地区：江苏省（32），取自文件名“江苏省”；表头标题“鼓楼区”有 2 个（江苏省南京市鼓楼区 320106、江苏省徐州市鼓楼区 320302），"
            "请用 --region 写明是哪一个。",
        ),
        ("徐州市", "鼓楼区贫困户", "Sheet", "320302", "地区：鼓楼区（320302），取自表头标题“鼓楼区”。"),
        ("名单", "四川省汉阴县贫困户", "Sheet", None, "地区未知；区划表中没有“汉阴县”"),
        ("名单", "江苏省常州市金坛区对口帮扶汉阴县贫困户", "Sheet", None, "地区未知；表头标题“金坛区”、“汉阴县”不在同一省"),
        ("乡镇和县级名单", "各镇和县级单位应县级要求报", "Sheet", None, None),
        ("名单", "城区贫困户", "Sheet", None, None),
    ],
)  # fmt: skip
def test_titles_and_names_of_sheets_and_files(
    tmp_path: Path, name: str, title: str, sheet: str, region: str | None, said: str | None
) -> None:
    found = opened(book(tmp_path / f"{name}.xlsx", title, sheet))
    assert found.region == region
    assert note(found) == said or (region is None and said is not None and (note(found) or "").startswith(said))


def test_rows_go_before_titles_and_what_is_given_before_all(tmp_path: Path) -> None:
    path = book(tmp_path / "名单.xlsx", TITLE, columns="县", rows=("石泉县",))
    found = opened(path)
    assert found.region == "610922"
    assert note(found) == "地区：石泉县（610922），取自各行的“石泉县”；表头标题“汉阴县”为汉阴县（610921），与此不符，请核对。"
    given = opened(path, lies_in="610921")
    assert given.region == "610921"
    assert note(given) == "地区按 puxi.toml 取汉阴县（610921）；各行的“石泉县”为石泉县（610922），与此不符，请核对。"
    both = opened(path, region="52", lies_in="610921")
    assert both.region == "52"
    assert "地区按 --region 取贵州省（52）" in (note(both) or "")
    assert note(opened(path, region="61")) is None


def test_two_counties_in_a_folder_are_both_named(tmp_path: Path) -> None:
    files = [book(tmp_path / f"{number}.xlsx", f"{county}贫困户") for number, county in enumerate(("汉阴县", "石泉县"))]
    found = opened(*files)
    assert found.region == "6109"
    assert note(found) == "地区：安康市（6109），取自表头标题“汉阴县”、“石泉县”（不止一处，取共同的上级）。"


def test_codes_of_villages_are_taken_silently_and_checked(tmp_path: Path) -> None:
    def villages(code: str) -> Path:
        path = tmp_path / f"村信息{code}.csv"
        path.write_text(f"行政村,行政区划代码,是否贫困村,驻村工作队\n甲村,{code},是,1\n", "utf-8")
        return path

    assert (opened(villages("610921101201")).region, note(opened(villages("610921101201")))) == ("610921", None)
    wrong = opened(villages("610999101201"))
    assert wrong.region == "6109"
    assert note(wrong) == "地区：安康市（6109），取自“行政区划代码”列“6109”；区划表中没有“610999”，未采用。"
