"""Frictionless reads an export's data package and accepts every file of it; a changed one it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sheets.registers import xlsx
from tests.systems.exports.test_export import TOWN

pytestmark = pytest.mark.slow


@pytest.fixture
def export(tmp_path: Path) -> Path:
    xlsx(tmp_path / "registry.xlsx", TOWN)
    subprocess.run(
        [sys.executable, "-m", "puxi_cli", "export", "--year", "2017", "--lang", "zh", "--household", "6100000001"],
        cwd=tmp_path, check=True,
    )  # fmt: skip
    return (tmp_path / "exports/latest").resolve()


def frictionless(folder: Path) -> tuple[int, dict[str, dict[str, object]]]:
    """What `frictionless validate` says of each file."""
    done = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = json.loads(done.stdout)
    return done.returncode, {task["place"]: task for task in told["tasks"]}


def test_every_file_is_accepted(export: Path) -> None:
    code, tasks = frictionless(export)
    assert [(place, task["errors"]) for place, task in tasks.items() if not task["valid"]] == []
    assert code == 0
    package = json.loads((export / "datapackage.json").read_text("utf-8"))
    described = {resource["path"] for resource in package["resources"]}
    assert set(tasks) == described
    there = {path.relative_to(export).as_posix() for path in export.rglob("*") if path.is_file()}
    assert described == there - {"datapackage.json", "manifest.json"}
    assert [tasks[place]["type"] for place in ("问题/全镇.csv", "统计/统计.csv", "统计/各率.csv", "统计/统计表.csv")] == [
        "table"
    ] * 4
    columns = {resource["path"]: resource.get("schema", {}).get("fields", []) for resource in package["resources"]}
    assert [field["name"] for field in columns["数据/人口信息.parquet"]][:6] == [
        "户编号",
        "人编号",
        "姓名",
        "性别",
        "证件类型",
        "证件号码",
    ]
    assert {field["name"]: field["type"] for field in columns["统计/统计.csv"]}["人数"] == "integer"


@pytest.mark.parametrize("path", ["统计/统计.csv", "三单.xlsx", "数据/户信息.parquet"])
def test_a_changed_file_is_refused(export: Path, path: str) -> None:
    with (export / path).open("ab") as file:
        file.write(b"x")
    code, tasks = frictionless(export)
    assert code == 1
    assert [place for place, task in tasks.items() if not task["valid"]] == [path]
