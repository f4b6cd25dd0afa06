"""A column of which one rule refuses nearly every cell is one finding, with how many rows, some examples and the likely cause."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.systems.quality.job import validate

HOUSEHOLDS = "户编号,行政村,户主姓名,户联系电话,致贫原因,人均纯收入\n"


def households(path: Path, causes: list[str], phones: list[str] | None = None) -> Path:
    phones = phones or ["13900000000"] * len(causes)
    lines = [
        f"6109210{n:05},甲村,户主{n},{phone},{cause},3000\n" for n, (cause, phone) in enumerate(zip(causes, phones, strict=True))
    ]
    path.write_text(HOUSEHOLDS + "".join(lines), "utf-8")
    return path


def document(path: Path, *options: str, lang: str = "zh") -> dict[str, Any]:
    result = CliRunner().invoke(main, ["validate", str(path), "--format", "json", "--lang", lang, *options])
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def of_rule(told: dict[str, Any], rule: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    return [one for one in told["findings"] if one["rule"] == rule], next(one for one in told["rules"] if one["rule"] == rule)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wrong", "right", "blank", "one"),
    [
        (25, 1, 0, True),
        (20, 0, 0, True),
        (19, 0, 0, False),  # too few
        (90, 10, 0, True),  # nine in ten
        (89, 11, 0, False),
        (20, 2, 400, True),  # of the filled cells
        (20, 3, 400, False),
    ],
)
def test_twenty_cells_and_nine_in_ten_of_the_filled(tmp_path: Path, wrong: int, right: int, blank: int, one: bool) -> None:
    path = households(tmp_path / "户信息.csv", ["因病"] * right + [""] * blank + [f"X{n % 7}" for n in range(wrong)])
    found, count = of_rule(document(path), "REC103")
    assert count["fail"] == wrong
    assert len(found) == (1 if one else wrong)
    assert sum(finding["rows"] for finding in found) == wrong
    assert found[0]["row"] == right + blank + 2
    if one:
        assert f"“致贫原因”列已填 {wrong + right} 格，其中 {wrong} 格不符（如“X0、X1、X2”）" in found[0]["message"]
        assert "可能用了另一套代码表或选项" in found[0]["message"]
        assert "of which" in of_rule(document(path, lang="en"), "REC103")[0][0]["message"]


def test_what_two_rules_refuse_is_not_of_one_kind(tmp_path: Path) -> None:
    path = tmp_path / "户信息.csv"
    lines = "".join(f"6109210{n:05},甲村,{-5 if n % 2 else '多'}\n" for n in range(40))
    path.write_text(f"户编号,行政村,住房面积\n{lines}", "utf-8")
    told = validate([path], settings=Settings(tmp_path))
    assert Counter(finding.card.id for finding in told.findings if finding.field == "floor_area") == {"REC102": 20, "REC104": 20}


@pytest.mark.slow
def test_the_content_of_another_column_is_recognised_and_masked(tmp_path: Path) -> None:
    path = households(tmp_path / "户信息.csv", [f"1390000{n:04}" for n in range(30)])
    [finding], _ = of_rule(document(path), "REC103")
    assert "像是“联系电话”列的内容" in finding["message"]
    names = [f"{'赵钱孙李周吴郑王'[n % 8]}大山" for n in range(30)]
    [finding], _ = of_rule(document(households(tmp_path / "户信息.csv", ["因病"] * 30, names)), "REC106")
    assert "赵大山" not in json.dumps(finding, ensure_ascii=False)
    [finding], _ = of_rule(document(households(tmp_path / "户信息.csv", ["因病"] * 30, names), "--show-ids"), "REC106")
    assert "如“赵大山、钱大山、孙大山”" in finding["message"]


@pytest.mark.slow
def test_other_faults_of_these_rows_are_told_as_ever(tmp_path: Path) -> None:
    phones = ["13900000000"] * 28 + ["12", ""]
    told = document(households(tmp_path / "户信息.csv", ["X"] * 30, phones))
    assert [(one["rule"], one["row"]) for one in told["findings"] if one["field"] in ("cause", "phone")] == [
        ("REC103", 2),
        ("REC106", 30),
    ]


@pytest.mark.slow
def test_a_sheet_whose_rows_are_all_shifted_is_moved_back(tmp_path: Path) -> None:
    head = "户编号,村民小组,行政村,户联系电话,致贫原因,脱贫户属性,是否危房户,是否解决安全饮用水\n"
    lines = "".join(f"6109210{n:05},甲村,13900000000,因病,未脱贫,否,是,\n" for n in range(30))
    path = tmp_path / "户信息.csv"
    path.write_text(head + lines, "utf-8")
    found, _ = of_rule(document(path), "REC204")
    assert len(found) == 30


def test_rows_of_text_in_every_column_are_a_few_findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = fields_of(MODELS["households"])
    lines = "".join(",".join(f"甲{n % 50}乙{column}" for column in range(len(cells))) + "\n" for n in range(2000))
    path = tmp_path / "户信息.csv"
    path.write_text(",".join(cell.heading for cell in cells.values()) + "\n" + lines, "utf-8")
    looked: list[int] = []
    validated = MODELS["households"].model_validate
    monkeypatch.setattr(MODELS["households"], "model_validate", lambda raw: looked.append(1) or validated(raw))
    told = validate([path], settings=Settings(tmp_path))
    of_cells = [finding for finding in told.findings if finding.card.id in ("REC102", "REC103", "REC104", "REC105", "REC106")]
    strict = [finding for finding in of_cells if finding.rows == 2000]
    assert len(of_cells) == len(strict) > 20
    assert len({finding.field for finding in strict}) == len(strict)
    assert not looked  # no row was looked at by itself
    counts = {count.card.id: count.failed for count in told.rules}
    assert counts["REC103"] == counts["REC102"] == 2000  # rows, as ever


@pytest.mark.slow
def test_the_copy_marks_the_first_cell_and_fix_mends_what_it_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["户编号", "行政村", "户主姓名", "致贫原因"])
    for n in range(26):
        page.append([f"6109210{n:05}", "甲村", f"户主{n}", "因病" if n == 3 else "X9"])
    book.save("户信息.xlsx")
    CliRunner().invoke(main, ["validate", "户信息.xlsx", "--annotate", "批注.xlsx", "--lang", "zh"])
    marked = [
        cell for row in openpyxl.load_workbook("批注.xlsx").worksheets[0] for cell in row if cell.comment and cell.column == 4
    ]
    assert [cell.coordinate for cell in marked if cell.row > 1] == ["D2"]
    assert "其中 25 格不符" in str(marked[-1].comment.text)
    fixed = CliRunner().invoke(main, ["fix", "户信息.xlsx", "--output", "改.xlsx", "--lang", "zh"])
    assert fixed.exit_code in (0, 1), fixed.output
