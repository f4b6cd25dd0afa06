"""Whatever stands in puxi.toml, in an argument or in a ledger's parts: a sentence and exit code 2 or 3, never a fault of puxi's own."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from puxi_cli.cli.main import main

pytestmark = pytest.mark.slow

VALUES = ("3", "1.5", "true", "[1]", '["x"]', "{ a = 1 }", '""', '"a\\u0000b"', "2018-01-01", "[[1]]")
REGISTER = "户编号,行政村,户主姓名,人数,主要致贫原因\n0001,甲村,张三,1,不在表中\n"


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "户信息.csv").write_text(REGISTER, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def puxi(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "en", *arguments])


@pytest.mark.parametrize("value", [value for value in VALUES if value != '"x"'])
@pytest.mark.parametrize(
    ("section", "key"),
    [
        ("registry", "path"),
        ("headings", '"甲"'),
        ("misspellings", '"甲"'),
        ("law", "extra"),
        ("rectify", "ledger"),
        ("export", "target"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_with_its_section(town: Path, section: str, key: str, value: str) -> None:
    (town / "puxi.toml").write_text(f"[{section}]\n{key} = {value}\n", "utf-8")
    result = puxi("validate", "户信息.csv")
    assert result.exit_code == 2, result.stderr
    assert f"puxi.toml, [{section}]: " in result.stderr


def test_an_entry_is_told_with_its_number_and_how_it_is_written(town: Path) -> None:
    (town / "puxi.toml").write_text('[[duties]]\nperson = "甲"\n[[duties]]\nvillage = "乙村"\n', "utf-8")
    result = puxi("validate", "户信息.csv")
    assert result.exit_code == 2
    assert (
        "entry 2 of [[duties]]: it needs person, and may have duty, village, office, phone, leader, leading_office, all of them text."
        in result.stderr
    )


def test_two_registers_of_one_name_are_told_by_the_second(town: Path) -> None:
    entry = '[[export.registers]]\nname = "甲"\npath = "a.xlsx"\n'
    (town / "puxi.toml").write_text(entry + entry, "utf-8")
    result = puxi("validate", "户信息.csv")
    assert result.exit_code == 2
    assert "entry 2 of [[export.registers]]" in result.stderr


@pytest.mark.parametrize("text", ['[rules]\noff = ["a\\u0000"]\n', '[[export.registers]]\nname = "甲"\npath = "a\\u0000"\n'])
def test_a_null_character_is_found_wherever_it_stands(town: Path, text: str) -> None:
    (town / "puxi.toml").write_text(text, "utf-8")
    result = puxi("validate", "户信息.csv")
    assert result.exit_code == 2
    assert "null character" in result.stderr


@pytest.mark.parametrize(
    "arguments", [("validate", "a\0b"), ("validate", "户信息.csv", "--output", "a\0.xlsx"), ("sample", "a\0")]
)
def test_a_null_character_in_an_argument_is_wrong_usage(town: Path, arguments: tuple[str, ...]) -> None:
    result = puxi(*arguments)
    assert result.exit_code == 2
    assert "null character" in result.stderr


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/_rels/workbook.xml.rels", "Target=", 'TargetMode="External" Target='),
        ("xl/_rels/workbook.xml.rels", 'Id="rId', 'Id="other'),
        ("xl/workbook.xml", 'r:id="rId1"', 'r:id="rId99"'),
    ],
)
def test_a_ledger_whose_relations_were_changed_is_refused_and_stays(town: Path, part: str, old: str, new: str) -> None:
    ledger = town / "整改台账.xlsx"
    asked = ("户信息.csv", "--year", "2018", "--ledger", str(ledger), "--today")
    assert puxi("rectify", "plan", *asked, "2018-06-01").exit_code == 0
    with zipfile.ZipFile(ledger) as there:
        parts = {name: there.read(name) for name in there.namelist()}
    assert old.encode() in parts[part]
    with zipfile.ZipFile(ledger, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content.replace(old.encode(), new.encode()) if name == part else content)
    before = ledger.read_bytes()
    assert puxi("rectify", "check", *asked, "2018-06-02").exit_code == 3
    assert ledger.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("county_income_province", '["甲", "乙"]', "must be a number"),  # puxi ships no value of it
        ("wrongly_listed_rate_limit", '["甲"]', "must be a number"),
        ("exit_income_line", '["甲"]', "must be a number"),
        ("exit_steps", "7", "must be a list"),
    ],
)
def test_a_number_of_the_law_keeps_its_kind(town: Path, name: str, value: str, said: str) -> None:
    (town / "law").mkdir()
    (town / "puxi.toml").write_text('[law]\nextra = "law"\n', "utf-8")
    entry = f'[[values]]\nsince = 2014-01-01\nuntil = 2020-12-31\nregion = "61"\nvalue = {value}\n'
    (town / "law" / f"{name}.toml").write_text(entry, "utf-8")
    result = puxi("exit", "户信息.csv", "--year", "2018", "--region", "610921")
    assert result.exit_code == 2
    assert f"{name}.toml:" in result.stderr
    assert said in result.stderr


def test_closing_needs_a_name_for_each_condition(town: Path) -> None:
    asked = ("户信息.csv", "--year", "2018", "--ledger", "l.xlsx", "--today", "2018-06-01")
    assert puxi("rectify", "plan", *asked).exit_code == 0
    (town / "law").mkdir()
    (town / "puxi.toml").write_text('[law]\nextra = "law"\n', "utf-8")
    entry = '[[values]]\nsince = 2014-01-01\nuntil = 2020-12-31\nregion = "CN"\nvalue = ["甲", "乙"]\n'
    (town / "law" / "close_conditions.toml").write_text(entry, "utf-8")
    result = puxi("rectify", "close", "--ledger", "l.xlsx", "--today", "2018-06-01")
    assert result.exit_code == 2
    assert "must have 6 names; it has 2" in result.stderr
