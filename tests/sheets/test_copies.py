"""One wrong cell of a household is one fault at its first cell, however many rows it is merged or copied over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner

from puxi_cli.cli.main import main
from puxi_cli.sheets.read import Reading
from tests.sheets.registers import Rows, csv_file, faults_of, number, read, xlsx

HEAD = ("户编号", "行政村", "联系电话", "首次识别时间", "脱贫属性", "危房户", "人均纯收入", "姓名", "证件号码", "与户主关系")
RIGHT = ("丙村", "13900000001", "2014-01", "未脱贫", "否", "2100.5")
# What is wrong, in which column (of HEAD), and the rule that says so: every kind of a household's cells.
WRONG = [
    (2, "1390000000", "REC106"), (3, "2014-13", "REC102"), (4, "甲类", "REC103"), (5, "可能", "REC103"), (6, "2k", "REC102"),
    (1, None, "REC101"), (6, "#N/A", "REC202"),
]  # fmt: skip


def member(n: int, house: str, household: tuple[str | None, ...] = RIGHT) -> tuple[str | None, ...]:
    return (house, *household, f"王{n}", number(f"690000198001010{n:02}"), "户主" if n % 10 == 1 else "之子")


def with_cell(column: int, text: str | None) -> tuple[str | None, ...]:
    return tuple(text if at == column else cell for at, cell in enumerate(RIGHT, 1))


def merged(path: Path, rows: Rows, column: int, first: int, last: int) -> Path:
    """The rows with one column merged from the row `first` (as the sheet counts) to `last`."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Sheet1")
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            if not (place == column and first <= at + 1 <= last):
                sheet.write_string(at, place, cell or "")
    sheet.merge_range(first - 1, column, last - 1, column, rows[first - 1][column])
    book.close()
    return path


def cell_faults(reading: Reading) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(one.rule, str(one.place.cell), one.also) for one in reading.faults if one.place.row and one.place.cell]


@pytest.mark.parametrize(("column", "text", "rule"), WRONG)
@pytest.mark.parametrize("form", ["xlsx", "csv", "merged"])
def test_a_wrong_cell_of_a_household_is_one_fault_at_its_first_row(
    column: int, text: str | None, rule: str, form: str, tmp_path: Path
) -> None:
    rows = [HEAD, member(1, "1"), *(member(n, "2", with_cell(column, text)) for n in (11, 12, 13, 14)), member(21, "3")]
    if form == "merged":
        path = merged(tmp_path / "a.xlsx", rows, column, 3, 6)
    else:
        path = xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}) if form == "xlsx" else csv_file(tmp_path / "a.csv", rows)
    assert cell_faults(read(path)) == [(rule, f"{'ABCDEFG'[column]}3", (4, 5, 6))]


def test_the_same_fault_of_two_households_and_two_faults_of_one_are_two(tmp_path: Path) -> None:
    short, long = with_cell(2, "1390000000"), with_cell(2, "139000000012")
    rows = [
        HEAD,
        member(1, "1", short),
        member(2, "1", short),
        member(11, "2", short),
        member(12, "2", long),
        member(13, "2", short),
    ]
    assert cell_faults(read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))) == [
        ("REC106", "C2", (3,)), ("REC106", "C4", (6,)), ("REC106", "C5", ()),
    ]  # fmt: skip


def test_a_wrong_household_number_is_one_fault_and_blank_ones_are_one_each(tmp_path: Path) -> None:
    short = with_cell(2, "1390000000")
    rows = [HEAD, member(1, "1 2a", short), member(2, "1 2a", short), member(11, "3"), member(21, ""), member(31, "")]
    found = cell_faults(read(csv_file(tmp_path / "a.csv", rows)))
    assert [one for one in found if one[0] != "REC101"] == [("REC105", "A2", (3,)), ("REC106", "C2", (3,))]
    assert [one[1:] for one in found if one[0] == "REC101"] == [("A5", ()), ("A6", ())]


def test_members_with_the_same_wrong_cell_of_their_own_are_a_fault_each(tmp_path: Path) -> None:
    rows = [HEAD, *((*member(n, "1")[:-1], "甲类") for n in (1, 2, 3))]
    assert [one for one in faults_of(read(xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))) if one[0] == "REC103"] == [
        ("REC103", "J2"), ("REC103", "J3"), ("REC103", "J4"),
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "（合并或重复填写，共 4 行，只列第一处）"), ("en", " (merged or copied over 4 rows)")]
)
def test_the_finding_says_how_many_rows_have_it_and_the_outcomes_count_rows(lang: str, said: str, tmp_path: Path) -> None:
    short = with_cell(2, "1390000000")
    rows = [HEAD, member(1, "1"), *(member(n, "2", short) for n in (11, 12, 13, 14))]
    path = xlsx(tmp_path / "a.xlsx", {"Sheet1": rows})
    result = CliRunner().invoke(main, ["validate", str(path), "--as-of", "2018-12-31", "--format", "json", "--lang", lang])
    told = json.loads(result.stdout)
    [finding] = [one for one in told["findings"] if one["rule"] == "REC106"]
    assert (finding["cell"], finding["rows"], finding["household_id"], finding["person_id"]) == ("C3", 4, "2", None)
    assert finding["message"].endswith(said)
    [count] = [one for one in told["rules"] if one["rule"] == "REC106"]
    assert (count["pass"], count["fail"]) == (1, 4)


@pytest.mark.slow
def test_rows_that_disagree_with_their_household_in_one_way_are_one_finding(tmp_path: Path) -> None:
    other = with_cell(1, "丁村")
    rows = [HEAD, *(member(n, "1") for n in (1, 2, 3)), *(member(n, "1", other) for n in (4, 5))]
    path = csv_file(tmp_path / "a.csv", rows)
    result = CliRunner().invoke(main, ["validate", str(path), "--as-of", "2018-12-31", "--format", "json", "--lang", "zh"])
    [finding] = [one for one in json.loads(result.stdout)["findings"] if one["rule"] == "REC309"]
    assert (finding["cell"], finding["rows"]) == ("B5", 2)
    assert "（合并或重复填写，共 2 行，只列第一处）" in finding["message"]
