"""What comes out of somebody's file acts on nothing: no control, direction or unseen character of a cell, heading, sheet or file name."""

from __future__ import annotations

import json
import re
import unicodedata
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from puxi_cli.output.sheet_names import file_names, sheet_names
from puxi_cli.records.text import escaped, visible
from tests.sheets.registers import number, xlsx

pytestmark = pytest.mark.slow

SIGNS = "\u202e\u2066\u009b\x85\u200b\u00ad\ufeff\u061c"


def acting(text: str) -> set[str]:
    return {sign for sign in text if unicodedata.category(sign) in ("Cc", "Cf") and sign not in "\n\t\r"}


@pytest.fixture
def register(tmp_path: Path) -> Path:
    rows = [
        ("户编号", "行政村", f"户主{SIGNS}名字x", "户主姓名", "贫困户属性", f"{SIGNS}备 考"),
        ("0001", f"甲{SIGNS}村", "某", f"王{SIGNS}一", f"{SIGNS}怪{SIGNS}户", f"=1{SIGNS}"),
        ("0001", "甲村", "某", "李二", f"怪{SIGNS}", None),
    ]
    persons = [
        ("户编号", "人编号", "姓名", "证件号码", "与户主关系"),
        ("0001", f"P{SIGNS}1", f"王{SIGNS}一", number("69000019700101123")[:17] + f"{SIGNS}0", f"{SIGNS}户长"),
    ]
    return Path(xlsx(tmp_path / f"登{SIGNS[0]}记.xlsx", {f"户{SIGNS[1]}信息": rows, "人口信息": persons}))


@pytest.mark.parametrize("form", ["text", "json", "csv", "html"])
@pytest.mark.parametrize("command", ["validate", "headings", "fix"])
def test_no_report_holds_a_sign_that_acts(command: str, form: str, register: Path, tmp_path: Path) -> None:
    if command != "validate" and form not in ("text", "json"):
        pytest.skip("no such format")
    target = tmp_path / f"out.{form}"
    arguments = {
        "validate": [
            "validate",
            str(register),
            "--year",
            "2018",
            "--fail-on",
            "never",
            "--show-ids",
            "--format",
            form,
            "--output",
            str(target),
        ],
        "headings": ["headings", str(register), "--format", form],
        "fix": ["fix", str(register), "--dry-run", "--format", form],
    }[command]
    told = CliRunner().invoke(main, arguments)
    assert told.exit_code == 0, told.output
    text = told.output + (target.read_text("utf-8-sig") if target.exists() else "")
    assert "甲" in text or "户" in text
    assert acting(text) == set()
    if form == "json":
        assert SIGNS[0] in json.dumps(json.loads(told.stdout or text), ensure_ascii=False), "it is still what the file says"


def test_no_workbook_holds_a_sign_that_acts(register: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    told = CliRunner().invoke(
        main,
        [
            "validate",
            str(register),
            "--year",
            "2018",
            "--fail-on",
            "never",
            "--show-ids",
            "--format",
            "xlsx",
            "--output",
            str(target),
        ],
    )
    assert told.exit_code == 0, told.output
    with zipfile.ZipFile(target) as package:
        parts = {name: package.read(name).decode("utf-8") for name in package.namelist() if name.endswith((".xml", ".rels"))}
    assert re.search("甲村", "".join(parts.values()))
    assert {name: acting(text) for name, text in parts.items() if acting(text)} == {}


def test_names_of_files_and_sheets_hold_none() -> None:
    assert file_names([f"甲{SIGNS}村", "甲村"]) == ["甲村", "甲村_2"]
    assert sheet_names([f"甲{SIGNS}村"]) == ["甲村"]


def test_json_says_the_same_in_escapes() -> None:
    text = f"甲{SIGNS}\U000e0001\ud800\n乙"
    written = escaped(json.dumps(text, ensure_ascii=False))
    assert acting(written) == set()
    assert json.loads(written) == text
    assert visible(text) == "甲\n乙"
