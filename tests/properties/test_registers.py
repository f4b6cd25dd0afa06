"""Of registers as clerks keep them, each household is in exactly one of: counted, not poor, undecided (named), left out (its rows named).

`registers.py` makes them from a seed, with blanked, unreadable, misspelt, merged, reordered, split and converted parts; `placing.py` holds
`stats`, `identify` and the notices against what was made. A failure prints the seed, which makes the register again. PUXI_REGISTERS says how
many are drawn.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from tests.oracle.standing import EXITED, LISTED, UNKNOWN, UNLISTED
from tests.properties.placing import day_of, expected, problems
from tests.properties.registers import make, write

pytestmark = pytest.mark.slow

_ALL, _AT_ONCE = 500, 10
# What `explain` calls the places of the oracle.
_STANDINGS = {
    "listed": LISTED, "planned": LISTED, "relapsed": LISTED, "exited": EXITED, "unlisted": UNLISTED, None: UNKNOWN,
}  # fmt: skip
_REGISTERS = int(os.environ.get("PUXI_REGISTERS", "120"))


@pytest.mark.parametrize("first", range(0, _REGISTERS, _AT_ONCE))
def test_every_household_is_in_one_place(first: int, tmp_path: Path) -> None:
    found = {}
    for seed in range(first, first + _AT_ONCE):
        folder = tmp_path / str(seed)
        folder.mkdir()
        # Every rule of `identify` with the first of them: the others ask those alone that make a lead.
        if wrong := problems(seed, folder, whole=seed == first):
            found[seed] = wrong
    assert not found


def _run(seed: int, *command: str) -> str:
    options = ["--as-of", day_of(seed).isoformat(), "--region", "610921", "--lang", "zh"]
    result = CliRunner().invoke(main, [*command, *options], catch_exceptions=False)
    assert result.exit_code in (0, 1), result.output
    return result.stdout


def _asked(command: str, path: Path, seed: int, *words: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(_run(seed, command, *words, str(path), "--format", "json"))
    return answer


@pytest.mark.parametrize("seed", [2, 5, 22, 26, 60])
def test_the_commands_say_so_to_their_reader(seed: int, tmp_path: Path) -> None:
    register = make(seed)
    path = write(register, tmp_path)
    stats, found = _asked("stats", path, seed), _asked("identify", path, seed)
    wanted = {family.number: expected(register, family, day_of(seed)) for family in register.families if not family.number_lost}
    assert stats["poor"]["households"] == list(wanted.values()).count(LISTED)
    listed = [verdict["listed"] for verdict in found["verdicts"]]
    assert listed.count(True) == stats["poor"]["households"]
    assert listed.count(None) == len(stats["undecided"]) == list(wanted.values()).count(UNKNOWN)
    lost = [family for family in register.families if family.number_lost]
    rows = sum(len(left["rows"]) for left in stats["left_out"])
    assert rows == sum(len(family.rows) for family in lost) + sum(len(family.unnumbered) for family in register.families)
    for left in stats["left_out"]:
        assert left["count"] == max(len(left["rows"]), len(left["households"]))
        assert left["where"]


def test_the_registers_are_no_easy_ones() -> None:
    registers = [make(seed) for seed in range(_ALL)]
    assert {register.form for register in registers} == {
        "two",
        "flat",
        "once",
        "merged",
        "villages",
        "columns",
        "beside",
        "heads",
    }
    assert {register.container for register in registers} == {"xlsx", "csv", "gbk", "tsv", "page", "ods"}
    assert {register.numbered for register in registers} == {True, False}
    families = [family for register in registers for family in register.families]
    assert any(family.number_lost for family in families)
    assert any(family.unnumbered for family in families)
    places_of = {expected(register, family, day_of(2)) for register in registers for family in register.families}
    assert places_of == {"listed", "exited", "unlisted", "unknown"}


@pytest.mark.parametrize("seed", [2, 22, 60])
def test_export_and_explain_say_the_same(seed: int, tmp_path: Path) -> None:
    register = make(seed)
    path = write(register, tmp_path)
    wanted = [(family, expected(register, family, day_of(seed))) for family in register.families if not family.number_lost]
    _run(seed, "export", str(path), "--output", str(tmp_path / "out"))
    [figures] = (tmp_path / "out").glob("*_*/统计/统计.json")
    told = json.loads(figures.read_text("utf-8"))
    stats = _asked("stats", path, seed)
    assert {key: told[key] for key in told if key != "notes"} == {key: stats[key] for key in stats if key != "notes"}
    listed = sum(standing == LISTED for _, standing in wanted)
    assert told["poor"]["households"] == listed
    notices = [*(tmp_path / "out").glob("*_*/公示/在册贫困户公示表.xlsx")]
    on_notice = [] if not notices else [
        row[2] for sheet in openpyxl.load_workbook(notices[0]).worksheets[1:]
        for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)
    ]  # fmt: skip
    assert len(on_notice) == listed
    for family, standing in wanted[::4]:
        told = _asked("explain", path, seed, family.number if register.numbered else family.head)["standing"]
        assert _STANDINGS[told] == standing, family.head
