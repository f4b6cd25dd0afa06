"""`puxi fix` as it is called: one file at a time, and its list in the order of the tabs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from puxi_cli.errors import ExitCode
from tests.sheets.registers import HOUSEHOLDS, PERSONS, Rows, xlsx

pytestmark = pytest.mark.slow


def with_cell(rows: Rows, row: int, heading: str, value: str) -> Rows:
    """The same rows with another value in one cell."""
    column = list(rows[0]).index(heading)
    return [[*old[:column], value, *old[column + 1 :]] if number == row else old for number, old in enumerate(rows)]


def test_changes_are_listed_in_the_order_of_the_tabs(tmp_path: Path) -> None:
    # Sheets are read the largest first; the clerk goes through them from the left.
    file = xlsx(tmp_path / "信息表.xlsx", {
        "户信息": with_cell(HOUSEHOLDS, 2, "行政村", " 丁村"), "人口信息": with_cell([*PERSONS, *PERSONS[1:]], 1, "民族", "汉族 "),
    })  # fmt: skip
    said = CliRunner().invoke(main, ["fix", str(file), "--dry-run", "--format", "json"])
    assert said.exit_code == ExitCode.CLEAN, said.stderr
    assert [(change["sheet"], change["row"]) for change in json.loads(said.stdout)["changes"]] == [("户信息", 3), ("人口信息", 2)]


def test_a_folder_is_refused_with_what_to_do(tmp_path: Path) -> None:
    said = CliRunner().invoke(main, ["fix", str(tmp_path), "--dry-run", "--lang", "en"])
    assert said.exit_code == ExitCode.USAGE
    assert said.stderr == f"{tmp_path} is a folder: puxi fix mends one file at a time; name each.\n"
