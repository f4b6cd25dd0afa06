"""puxi and the plain-Python oracle say the same of random registers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.oracle.compare import compare, random_day
from tests.oracle.generate import make
from tests.oracle.identification import identify
from tests.oracle.outcomes import FAIL, PASS, UNKNOWN

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", range(1, 5))
def test_clean_registers(tmp_path: Path, seed: int) -> None:
    register = make(seed, 120, clean=True)
    comparison = compare(register, random_day(seed, register.file_day), tmp_path)
    assert comparison.verdicts >= 300
    assert comparison.differences == []


@pytest.mark.parametrize("seed", range(11, 19))
def test_registers_as_clerks_keep_them(tmp_path: Path, seed: int) -> None:
    register = make(seed, 120)
    comparison = compare(register, random_day(seed, register.file_day), tmp_path)
    assert comparison.verdicts >= 300
    assert comparison.differences == []


def test_every_outcome_and_verdict_is_met(tmp_path: Path) -> None:
    """The registers are no easy ones: each item passes, fails and is unknown, and each verdict of `identify` occurs."""
    met: set[tuple[str, str]] = set()
    for seed in range(11, 15):
        register = make(seed, 150)
        (tmp_path / str(seed)).mkdir()
        world = compare(register, date(register.file_day.year, 12, 31), tmp_path / str(seed)).world
        for household in world.households.values():
            verdict = identify(world, household)
            if verdict is not None:
                met |= {("verdict", verdict.verdict), *verdict.items.items()}
    for item in ("income", "housing", "education", "insurance", "water", "food_clothing", "whole_household", "procedure"):
        assert {(item, PASS), (item, FAIL), (item, UNKNOWN)} <= met, item
    assert {("verdict", name) for name in ("consistent", "lead_wrongly_listed", "lead_missed", "unknown")} <= met
