"""Planted pupils who stay in one grade for three years: the register of this year, and what those of the two years before told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from puxi_cli.samples.ground import Ground, Planted
from puxi_cli.samples.layout import columns_of, sheet_of
from puxi_cli.samples.people import Row
from puxi_cli.samples.plan import LAST_YEAR
from puxi_cli.samples.town import Town
from puxi_cli.samples.wrong_headings import PlainSheet, write_sheets

_FIELDS = ("household_id", "person_id", "name", "id_no", "relation", "schooling")
# Which grade comes before another; other stages last for years, before the first one is primary school.
_BEFORE = {
    "七年级": "小学",
    "八年级": "七年级",
    "九年级": "八年级",
    "高中一年级": "九年级",
    "高中二年级": "高中一年级",
    "高中三年级": "高中二年级",
    "中职一年级": "九年级",
    "中职二年级": "中职一年级",
    "中职三年级": "中职二年级",
}
YEARS = (LAST_YEAR - 1, LAST_YEAR - 2)


def file_of(year: int) -> str:
    """The name of the file with the pupils of a year, which says its day."""
    return f"pupils_{year}1231.xlsx"


def same_grade(ground: Ground, nth: int) -> None:
    """DQ1009: a pupil whose grade the registers of the last two years tell too. The rows of those are written by `write_pupils`."""
    pupil = ground.someone(lambda p: p.present and p.row.get("schooling") in _BEFORE, lambda h: h.listed)
    ground.note("same-grade", "DQ1009", "persons", pupil.index, "schooling", pupil.house, "前两年的信息表也是这个年级")


def write_pupils(town: Town, planted: list[Planted], folder: Path) -> list[Path]:
    """Write, for each of the two years before, a list of the pupils of a clean town as they were then; planted ones as they are."""
    stay = {entry.person_id for entry in planted if entry.rule == "DQ1009"}
    cells = [columns_of("persons")[field] for field in _FIELDS]
    headings = [cell.heading for cell in cells]
    for year in YEARS:
        rows = [[row[field] for field in _FIELDS] for row in _pupils(town, LAST_YEAR - year, stay)]
        write_sheets([PlainSheet(sheet_of("persons"), headings, rows, cells)], folder / file_of(year))
    return [folder / file_of(year) for year in YEARS]


def _pupils(town: Town, ago: int, stay: set[str]) -> Iterator[Row]:
    for row in town.tables["persons"]:
        grade = row.get("schooling")
        if grade not in _BEFORE or row["left"] is not None:
            continue
        for _ in range(0 if row["person_id"] in stay else ago):
            grade = _BEFORE.get(str(grade), grade)
        yield {**row, "schooling": grade}
