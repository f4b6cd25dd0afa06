"""One register, saved by LibreOffice in four formats, gives the same findings, each at its own place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from puxi_cli.findings import Checked
from puxi_cli.systems.quality.job import validate

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).parent / "data" / "converted"
Where = tuple[str, str | None, int | None, str | None, str | None]


def checked(name: str) -> Checked:
    return validate([FOLDER / name], day=date(2018, 12, 31))


def places(found: Checked, without: set[str | None]) -> list[Where]:
    """Rule, table, row, cell and household of each finding; `without` are households to leave out."""
    return sorted(
        (str(f.card.id), f.table, f.place.row, f.place.cell, f.household_id) for f in found.findings if f.household_id not in without
    )  # fmt: skip


@pytest.fixture(scope="module")
def original() -> Checked:
    return checked("register.xlsx")


@pytest.mark.parametrize("name", ["register.xls", "register.ods", "csv"])
def test_the_same_findings_at_the_same_places(name: str, original: Checked) -> None:
    # LibreOffice calculates a formula without a stored result when it opens the file: in what it saves there is one, and it is
    # no longer the same cell. Its household is left out on both sides; everything else is as it was.
    calculated = {f.household_id for f in original.findings if f.card.id == "REC203"}
    assert len(calculated) == 1
    assert None not in calculated
    wanted = places(original, calculated)
    assert len({rule for rule, *_ in wanted}) > 25
    assert places(checked(name), calculated) == wanted


@pytest.mark.parametrize(("name", "file", "sheet"), [
    ("register.xls", "register.xls", "人口信息"), ("register.ods", "register.ods", "人口信息"), ("csv", "register-人口信息.csv", None),
])  # fmt: skip
def test_each_finding_names_its_own_file_and_sheet(name: str, file: str, sheet: str | None) -> None:
    found = [f for f in checked(name).findings if f.table == "persons"]
    assert found
    assert {(Path(f.place.file).name, f.place.sheet) for f in found} == {(file, sheet)}
