"""What people do between two commands of a page: they copy a register, mend cells, fill in the ledger. `generate.py` does it again.

    python docs/by_hand.py copied      does it in the current folder, for who follows a page with the sample

Only the cells named here change; the samples themselves stay as they are. The names in them are invented.
"""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook as NewWorkbook
from python_calamine import load_workbook

from puxi_cli.edits.workbook import Workbook

Values = Mapping[str, Mapping[str, str | int]]
SAMPLES = Path(__file__).resolve().parent.parent / "data" / "samples"
REGISTER, LEDGER = "registry.xlsx", "整改台账.xlsx"
# A size, a floor area in words, a size that the province reported; and the words that the province's sheet has for it.
SIZE, AREA, REPORTED, TEXT = "FCDK-ZQNE", "X45P-3CKE", "6900000033", "白鹭沟村档案资料归档不齐"
PAPERS = {"问题查清": "是", "产生原因": "录入有误", "佐证材料": "入户核实表、户口簿复印件", "群众满意": "是"}


def copied(folder: Path) -> None:
    """The register with errors lies in the clerk's folder."""
    shutil.copy(SAMPLES / "errors.xlsx", folder / REGISTER)


def typed(folder: Path) -> None:
    """Somebody typed a few cells the way people type."""
    copied(folder)
    _put(folder / REGISTER, "户信息", "户编号", {
        "6900000002": {"行政村": " 云杉湾村"}, "6900000004": {"首次识别时间": "2014年1月"}, "6900000005": {"人数": "3.0"},
        "6900000006": {"贫困户属性": "01"},
    })  # fmt: skip
    _put(folder / REGISTER, "人口信息", "人编号", {
        "690000000003": {"出生日期": "", "性别": ""}, "690000000004": {"劳动技能": "散失劳动力"},
    })  # fmt: skip


def reported(folder: Path) -> None:
    """The province sent a list of problems."""
    book = NewWorkbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["省脱贫攻坚督查反馈问题"])
    sheet.append(["序号", "反馈问题", "涉及村/户", "规则", "反馈时间", "整改时限"])
    sheet.append([1, "登记人数与成员数不符", f"云杉湾村 {REPORTED}", "REC310", "2019-01-04", "2019-01-18"])
    sheet.append([2, TEXT, "白鹭沟村", None, "2019-01-04", "2019-01-18"])
    book.save(folder / "省反馈.xlsx")


def mended(folder: Path) -> None:
    """After a look into the houses three cells are right."""
    _put(folder / REGISTER, "户信息", "户编号", {
        "6900000032": {"人数": 2}, REPORTED: {"人数": 4}, "6900000078": {"住房面积": 80},
    })  # fmt: skip


def filled_in(folder: Path) -> None:
    """The clerk fills in the ledger for all that wait, but forgets the evidence of one; and somebody was in the village for the archive."""
    for row in _rows(folder / LEDGER, "整改台账"):
        key = str(row["问题编号"])
        if row["反馈问题"] == TEXT:
            papers = {**PAPERS, "产生原因": "无专人管档案", "佐证材料": "归档照片", "现场核实人": "李四 2019-01-09"}
        elif row["状态"] in ("待销号", "退回整改"):
            papers = {name: text for name, text in PAPERS.items() if (key, name) != (AREA, "佐证材料")}
        else:
            continue
        _put(folder / LEDGER, "整改台账", "问题编号", {key: papers})


def broken(folder: Path) -> None:
    """Somebody puts the old size back."""
    _put(folder / REGISTER, "户信息", "户编号", {"6900000032": {"人数": 3}})


def copied_out(folder: Path) -> None:
    """A colleague goes on with a copy of the ledger, while the clerk goes on with the ledger itself."""
    other = folder / "整改台账-李四.xlsx"
    shutil.copy(folder / LEDGER, other)
    _put(other, "整改台账", "问题编号", {AREA: {"佐证材料": "房屋照片"}, SIZE: {"进展情况": "已入户"}})
    _put(folder / LEDGER, "整改台账", "问题编号", {SIZE: {"进展情况": "等户主回来"}})


def half_a_year_on(folder: Path) -> None:
    """The register of the year's end, and the same in June: a relapse, a death, a move, a time put right, another telephone."""
    old, new = (folder / f"信息表_{day}.xlsx" for day in ("20181231", "20190630"))
    for path in (old, new):
        shutil.copy(folder / "data" / "samples" / REGISTER, path)
    _put(new, "户信息", "户编号", {
        "6900000015": {"脱贫属性": "返贫", "返贫时间": "201903"}, "6900000005": {"联系电话": "15400005895"},
    })  # fmt: skip
    _put(new, "人口信息", "人编号", {
        "690000000080": {"减少时间": "201904", "减少原因": "死亡"}, "690000000092": {"户编号": "6900000057"},
        "690000000010": {"人员识别时间": "201901"},
    })  # fmt: skip


DEEDS = (copied, typed, reported, mended, filled_in, broken, copied_out, half_a_year_on)


def _rows(path: Path, sheet: str) -> list[dict[str, object]]:
    heads, *rows = load_workbook(path).get_sheet_by_name(sheet).to_python()
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def _put(path: Path, sheet: str, key: str, values: Values) -> None:
    """Set cells of the rows whose key is named; text that is empty clears a cell. Raises KeyError for a row that is not there."""
    rows = _rows(path, sheet)
    columns = {name: place for place, name in enumerate(rows[0])}
    numbers = {str(row[key]): number for number, row in enumerate(rows, 2)}
    book = Workbook(path, path.name)
    for name, cells in values.items():
        for heading, value in cells.items():
            book.sheet(sheet).set(numbers[name], columns[heading], value or None)
    out = io.BytesIO()
    book.save(out)
    path.write_bytes(out.getvalue())


def run(names: Sequence[str]) -> int:
    """Do what is named in the current folder; the exit code."""
    deeds = {deed.__name__: deed for deed in DEEDS}
    if not names or {*names} - {*deeds}:
        print(f"{__doc__}\nThere are: {', '.join(deeds)}", file=sys.stderr)
        return 2
    for name in names:
        deeds[name](Path.cwd())
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
