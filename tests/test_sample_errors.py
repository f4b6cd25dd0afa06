"""The planted errors of the sample: every kind, each at the place the list says, and nothing found beside them."""

from __future__ import annotations

import csv
import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from puxi_cli.errors import UsageError
from puxi_cli.findings import Finding
from puxi_cli.jobs.exits import exits
from puxi_cli.jobs.identify import identify
from puxi_cli.rules.catalogue import cards, rules
from puxi_cli.samples import flat, products, write
from puxi_cli.samples.cells import ErrorValue, NoResult
from puxi_cli.samples.errors import KINDS, plant, plant_flat, write_planted
from puxi_cli.samples.ground import Planted
from puxi_cli.samples.layout import columns_of
from puxi_cli.samples.town import Town, make_town
from puxi_cli.samples.wrong_headings import plant_headings, write_sheets
from puxi_cli.systems.calendar.job import calendar
from puxi_cli.systems.quality.job import validate

pytestmark = pytest.mark.slow

# Villages and counties have no planted errors: there are only three poor villages, and one county.
FAMILIES = ("REC", "DQ", "ID", "EX", "CA")
DAY = date(2018, 12, 31)
OF_HEADINGS = {
    "REC205",
    "REC206",
    "REC207",
    "REC208",
    "REC209",
    "REC210",
    "REC211",
    "REC220",
    "REC221",
    "REC222",
    "REC223",
    "REC224",
}
OF_FLAT_LISTS = {"REC309"}
OF_COUNTIES = {"DQ1102", "DQ1103"}
OF_EARLIER_YEARS = {"DQ1009"}
# A file whose households lack times of identification; tests/properties plants them.
WITHOUT_TIMES = {"REC343", "REC344"}
# Held by tests of their own alone, in tests/rules and tests/sheets.
NOT_PLANTED = {
    "REC312",
    "REC118",
    "REC119",
    "REC215",
    "REC225",
    "REC226",
    "REC227",
    "REC228",
    "REC229",
    "REC230",
    "REC231",
    "REC232",
    "REC233",
    "REC216",
    "REC323",
    "REC324",
    "REC325",
    "REC334",
    "REC335",
    "REC336",
    "REC337",
    "REC338",
    "REC345",
    "CA110",
    *(f"ID21{line}" for line in range(1, 10)),
}
# The change is in another row, or a row was added.
ELSEWHERE = {"REC302", "REC303", "REC304", "REC305", "REC307", "REC308"}
OF_THE_TOWN = "lead-of-the-town"


def _wanted() -> set[str]:
    """Every rule whose failures are findings, but those that need workbooks of their own."""
    silent = {number for number, rule in rules().items() if not rule.finds}
    wanted = {number for number, card in cards().items() if card.family in FAMILIES and number not in silent}
    return wanted - OF_HEADINGS - OF_FLAT_LISTS - OF_COUNTIES - OF_EARLIER_YEARS - WITHOUT_TIMES - NOT_PLANTED


@pytest.fixture(scope="module")
def small() -> Town:
    """The registered households of a third of the town, and a few others."""
    return make_town(3600, seed=4).registered(others=30)


@pytest.fixture(scope="module")
def planted(small: Town) -> tuple[Town, list[Planted]]:
    return plant(small, each=3, seed=8)


def test_errors_of_every_kind_are_planted_in_households_of_their_own(planted: tuple[Town, list[Planted]]) -> None:
    _, entries = planted
    causes = [entry for entry in entries if entry.follows is None and entry.kind != OF_THE_TOWN]
    assert Counter(entry.rule for entry in causes) == dict.fromkeys(_wanted(), 3)
    assert len(causes) == 3 * len(KINDS)
    assert Counter(entry.rule for entry in entries if entry.kind == OF_THE_TOWN) == dict.fromkeys(("ID201", "ID202", "ID205"), 1)
    assert len({entry.household_id or (entry.table, entry.row) for entry in causes}) == len(causes)
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    by_number = {entry.number: entry for entry in entries}
    for entry in entries:
        if entry.follows is not None:
            assert by_number[entry.follows].follows is None


def test_every_planted_cell_differs_from_the_clean_one(small: Town, planted: tuple[Town, list[Planted]]) -> None:
    wrong, entries = planted
    assert wrong.tables["persons"] is not small.tables["persons"]
    for entry in entries:
        assert entry.row is not None
        clean, rows, index = small.tables[entry.table], wrong.tables[entry.table], entry.row - 2
        if entry.follows is not None or not entry.rule.startswith("REC") or entry.rule in ELSEWHERE:
            continue
        if entry.rule == "REC204":
            assert (entry.table, index) in wrong.shifted
        else:
            assert rows[index].get(entry.field) != clean[index].get(entry.field)
            columns = list(columns_of(entry.table))
            assert re.fullmatch(rf"[A-Z]+{entry.row}", entry.cell)
            assert columns_of(entry.table)[columns[columns.index(entry.field)]].heading == entry.heading
    assert len(wrong.tables["households"]) == len(small.tables["households"]) + 6


def test_what_a_value_cannot_say_is_in_the_workbook(tmp_path: Path, planted: tuple[Town, list[Planted]]) -> None:
    wrong, entries = planted
    path = tmp_path / "registry.xlsx"
    write.write_register(wrong, path)
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2, 3)]
    at = {"households": sheets[0], "persons": sheets[1], "incomes": sheets[2]}
    for rule, pattern in (
        ("REC201", r'<c r="{cell}"[^>]*><v>6\.9[0-9]+E\+17</v>'),
        ("REC202", r'<c r="{cell}"[^>]* t="e"><f>NA\(\)</f><v>#N/A</v>'),
        ("REC203", r'<c r="{cell}"[^>]*><f>[A-Z]+\([^<]*</f><v></v>'),
    ):
        found = [entry for entry in entries if entry.rule == rule]
        assert len(found) == 3
        for entry in found:
            assert re.search(pattern.format(cell=entry.cell), at[entry.table])
    values = [value for rows in wrong.tables.values() for row in rows for value in row.values()]
    assert sum(isinstance(value, ErrorValue) for value in values) == 3
    assert sum(isinstance(value, NoResult) for value in values) == 3


Place = tuple[str, str, int | None, str]


def _of(findings: Sequence[Finding]) -> Counter[Place]:
    kept = (finding for finding in findings if finding.card.family in FAMILIES)
    return Counter((f.card.id, str(f.place.sheet), f.place.row, f.place.cell or "") for f in kept)


def _found(path: Path) -> Counter[Place]:
    """What `validate` finds, beside the lists of pupils of earlier years where there are any."""
    return _of(validate([path], day=DAY, earlier=sorted(path.parent.glob("pupils_*.xlsx"))).findings)


def _found_by_all(path: Path) -> Counter[Place]:
    """What all commands find, of the families in which errors are planted."""
    others = (identify([path], day=DAY), exits([path], day=DAY), calendar([path], day=DAY).checked)
    return sum((_of(checked.findings) for checked in others), _found(path))


def _places(entries: list[Planted]) -> Counter[Place]:
    return Counter((entry.rule, entry.sheet, entry.row, entry.cell) for entry in entries)


def test_every_planted_error_is_found_and_nothing_else(tmp_path: Path, planted: tuple[Town, list[Planted]]) -> None:
    wrong, entries = planted
    write.write_register(wrong, tmp_path / "registry.xlsx")
    assert _found_by_all(tmp_path / "registry.xlsx") == _places(entries)


def test_a_clean_town_has_three_leads_and_no_other_finding(tmp_path: Path) -> None:
    products.write_sample(tmp_path, households=2000, seed=11)
    found = _found_by_all(tmp_path / "registry.xlsx")
    assert sorted(rule for rule, *_ in found.elements()) == ["ID201", "ID202", "ID205"]


def test_a_flat_list_has_the_errors_of_its_own(tmp_path: Path, small: Town) -> None:
    clean = flat.flat_list(small)
    wrong, entries = plant_flat(clean, each=4, seed=2)
    assert {entry.rule for entry in entries} == OF_FLAT_LISTS
    assert len({entry.household_id for entry in entries}) == 4
    fields = [field for _, _, field in flat.COLUMNS]
    for entry in entries:
        assert entry.row is not None
        index, column = entry.row - flat.HEADING_ROW - 1, fields.index(entry.field)
        assert wrong.rows[index][column] != clean.rows[index][column]
    flat.write_flat_list(wrong, tmp_path / "list.xlsx")
    assert _found(tmp_path / "list.xlsx") == _places(entries)


def test_headings_and_sheets_have_the_errors_of_their_own(tmp_path: Path, small: Town) -> None:
    sheets, entries = plant_headings(small)
    assert Counter(entry.rule for entry in entries) == dict.fromkeys(OF_HEADINGS, 1)
    write_sheets(sheets, tmp_path / "headings.xlsx")
    assert _found(tmp_path / "headings.xlsx") == _places(entries)
    at = {entry.rule: (entry.sheet, entry.row, entry.cell, entry.heading) for entry in entries}
    assert at["REC207"] == ("人口信息", 1, "", "姓名")
    assert at["REC208"] == ("值班表", None, "", "")
    assert at["REC209"] == ("户信息（旧）", None, "", "")
    with zipfile.ZipFile(tmp_path / "headings.xlsx") as archive:
        first = archive.read("xl/worksheets/sheet1.xml").decode()
        strings = re.findall(r"<t[^>]*>([^<]*)</t>", first)
    for rule in ("REC205", "REC206"):
        _, row, cell, heading = at[rule]
        assert re.fullmatch(f"[A-Z]+{row}", cell)
        assert re.search(rf'<c r="{cell}"[^>]*><is><t>{heading}</t>', first)
    assert strings.count("耕地面积") == 2
    assert "与村主干路距离" not in strings


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `puxi sample --errors 2` writes for a fifth of the town."""
    folder = tmp_path_factory.mktemp("written")
    products.write_sample(folder, households=2000, seed=5, each_error=2)
    return folder


def _listed(folder: Path) -> list[dict[str, str]]:
    with (folder / "planted.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_there_is_an_error_for_every_rule_that_finds(written: Path) -> None:
    rows = _listed(written)
    causes = Counter(row["rule"] for row in rows if not row["follows"] and row["kind"] != OF_THE_TOWN)
    twice = _wanted() | OF_FLAT_LISTS | OF_COUNTIES | OF_EARLIER_YEARS
    assert causes == dict.fromkeys(twice, 2) | dict.fromkeys(OF_HEADINGS, 1)
    assert [row["number"] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    by_number = {row["number"]: row for row in rows}
    for row in rows:
        assert not row["follows"] or by_number[row["follows"]]["household_id"]


@pytest.mark.parametrize("file", ["registry.xlsx", "national-list.xlsx", "counties.xlsx", "headings.xlsx"])
def test_each_file_has_the_errors_that_are_listed_under_its_name(written: Path, file: str) -> None:
    rows = [row for row in _listed(written) if row["file"] == file]
    assert rows
    listed = Counter((row["rule"], row["sheet"], int(row["row"]) if row["row"] else None, row["cell"]) for row in rows)
    found = (_found_by_all if file == "registry.xlsx" else _found)(written / file)
    if file == "national-list.xlsx":  # its region is read from names: pupils of earlier years are planted for the register alone
        found = Counter({place: count for place, count in found.items() if place[0] != "DQ1009"})
    assert found == listed


def test_planted_pupils_and_no_others_are_in_one_grade_for_three_years(written: Path) -> None:
    def grades(file: str) -> list[tuple[object, object]]:
        headings, *rows = CalamineWorkbook.from_path(written / file).get_sheet_by_name("人口信息").to_python()
        number, grade = headings.index("证件号码"), headings.index("在校生状况")
        return [(row[number], row[grade]) for row in rows]

    now, *before = [grades(file) for file in ("registry.xlsx", "pupils_20171231.xlsx", "pupils_20161231.xlsx")]
    assert 50 < len(before[0]) == len(before[1]) < len(now)
    same = set(now) & set(before[0]) & set(before[1])
    planted = [row for row in _listed(written) if row["rule"] in OF_EARLIER_YEARS]
    assert same == {now[int(row["row"]) - 2] for row in planted}
    assert len(same) == 2
    assert {row["heading"] for row in planted} == {"在校生状况"}


def test_what_stands_beside_the_register_repeats_too(tmp_path: Path, written: Path) -> None:
    products.write_sample(tmp_path, households=2000, seed=5, each_error=2)
    names = sorted(path.name for path in written.iterdir())
    assert names == sorted(products.names_of_sample(2000, 2))
    assert all((tmp_path / name).read_bytes() == (written / name).read_bytes() for name in names)


def test_the_list_of_planted_errors_is_read_by_spreadsheets(tmp_path: Path, planted: tuple[Town, list[Planted]]) -> None:
    _, entries = planted
    write_planted({"registry.xlsx": entries}, tmp_path / "planted.csv")
    assert (tmp_path / "planted.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = _listed(tmp_path)
    assert len(rows) == len(entries)
    assert list(rows[0]) == [
        "number", "kind", "rule", "file", "sheet", "row", "cell", "heading", "field", "household_id", "person_id", "follows", "note",
    ]  # fmt: skip
    assert {row["file"] for row in rows} == {"registry.xlsx"}


def test_too_many_errors_for_a_small_town_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        products.write_sample(tmp_path, households=40, seed=1, each_error=5)
    assert not list(tmp_path.iterdir())
