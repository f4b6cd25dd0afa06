"""The fictional town: the published figures, numbers that belong to nobody, the same bytes for the same seed, known errors."""

from __future__ import annotations

import csv
import hashlib
import re
import zipfile
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from puxi_cli.errors import UsageError
from puxi_cli.jobs.validate import validate
from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.samples import flat, products, write
from puxi_cli.samples.cells import ErrorValue, NoResult
from puxi_cli.samples.errors import KINDS, plant, plant_flat, write_planted
from puxi_cli.samples.ground import Planted
from puxi_cli.samples.layout import columns_of
from puxi_cli.samples.town import Town, make_town

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
Tables = dict[str, list[dict[str, object]]]

# What must be found in the relational workbook; REC309 is of the flat list.
RULES = {
    "REC101", "REC102", "REC103", "REC104", "REC105", "REC106", "REC111", "REC112", "REC113", "REC114", "REC115", "REC116",
    "REC117", "REC201", "REC202", "REC203", "REC204", "REC301", "REC302", "REC303", "REC304", "REC305", "REC306", "REC307",
    "REC308", "REC310", "REC321", "REC322", "REC331", "REC332", "REC333", "REC341", "REC342",
}  # fmt: skip


@pytest.fixture(scope="module")
def tables() -> Tables:
    return make_town().tables


@pytest.fixture(scope="module")
def small() -> Town:
    """The registered households of a tenth of the town."""
    return make_town(900, seed=4).registered()


# The figures, counted by the rules of the day and by nothing of puxi's.


def _first_day(partial: object) -> date:
    """A month counts from its first day, a year from 31 December."""
    text = str(partial)
    return date(int(text[:4]), int(text[4:6]), 1) if len(text) == 6 else date(int(text), 12, 31)


def _poor(household: dict[str, object], day: date) -> bool:
    if not household.get("identified") or _first_day(household["identified"]) > day:
        return False
    exit_year, relapsed = household.get("exit_year"), household.get("relapsed")
    if exit_year is None or _first_day(exit_year) > day:
        return True
    return relapsed is not None and _first_day(relapsed) <= day


def _present(person: dict[str, object], day: date) -> bool:
    joined, left = person.get("joined"), person.get("left")
    return (joined is None or _first_day(joined) <= day) and (left is None or _first_day(left) > day)


def _households(tables: Tables, day: date) -> set[object]:
    return {row["household_id"] for row in tables["households"] if _poor(row, day)}


def _persons(tables: Tables, day: date) -> set[object]:
    poor = _households(tables, day)
    return {row["person_id"] for row in tables["persons"] if row["household_id"] in poor and _present(row, day)}


@pytest.mark.parametrize(
    ("day", "households", "persons"),
    [
        (date(2014, 12, 31), 1727, 4869),
        (date(2017, 12, 31), 945, 2253),
        (date(2018, 6, 30), 945, 2253),
        (date(2018, 12, 30), 945, 2253),
        (date(2018, 12, 31), 696, 1386),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_town_has_the_published_figures(seed: int, day: date, households: int, persons: int, tables: Tables) -> None:
    town = tables if seed == 1 else make_town(seed=seed).tables
    assert len(_households(town, day)) == households
    assert len(_persons(town, day)) == persons


def test_the_whole_town_and_the_denominators(tables: Tables) -> None:
    day = date(2018, 12, 31)
    assert len(tables["households"]) == 9678
    assert sum(_present(row, day) for row in tables["persons"]) == 29544
    assert Counter(row["kind"] for row in tables["villages"]) == {"村": 12, "居委会": 1}
    assert [row["exit_year"] for row in tables["villages"] if row["poor"] == "是"] == [2017, 2017, 2017]
    totals: dict[tuple[str, object], int] = defaultdict(int)
    for row in tables["village_years"]:
        for field in ("households", "persons", "rural_persons"):
            totals[field, row["year"]] += int(str(row[field]))
        assert int(str(row["rural_persons"])) <= int(str(row["persons"]))
    assert totals["rural_persons", 2014] == 27354
    assert totals["rural_persons", 2018] == 26654
    assert totals["persons", 2018] == 29544
    assert totals["households", 2018] == 9678
    assert {row["year"] for row in tables["village_years"]} == {2014, 2015, 2016, 2017, 2018}


def test_the_poor_villages_could_leave_when_they_left(tables: Tables) -> None:
    poor = _persons(tables, date(2017, 12, 31))
    village_of = {row["household_id"]: row["village"] for row in tables["households"]}
    persons = Counter(village_of[row["household_id"]] for row in tables["persons"] if row["person_id"] in poor)
    years = {(row["village"], row["year"]): row for row in tables["village_years"]}
    left = [row["village"] for row in tables["villages"] if row["exit_year"] == 2017]
    assert len(left) == 3
    for village in left:
        now, before = years[village, 2017], years[village, 2016]
        assert persons[village] / int(str(now["rural_persons"])) < 0.03
        assert all(now[field] == "是" for field in ("collective", "road", "water", "clinic"))
        assert now["power_rate"] == 100
        ratios = [float(str(row["exited_income"])) / float(str(row["county_income"])) for row in (before, now)]
        assert ratios[0] < ratios[1]


@pytest.mark.parametrize("year", [2015, 2016, 2017, 2018])
def test_the_flow_of_a_year_closes_and_tests_something(year: int, tables: Tables) -> None:
    start, end = _persons(tables, date(year - 1, 12, 31)), _persons(tables, date(year, 12, 31))
    household_of = {row["household_id"]: row for row in tables["households"]}
    why: Counter[str] = Counter()
    for person in tables["persons"]:
        household = household_of[person["household_id"]]
        was, is_ = person["person_id"] in start, person["person_id"] in end
        if was and not is_:
            why["exited" if household["exit_year"] == year and _present(person, date(year, 12, 31)) else "gone"] += 1
        if is_ and not was:
            new, back = str(household["identified"])[:4] == str(year), str(household["relapsed"])[:4] == str(year)
            why["new" if new else "returned" if back else "born"] += 1
    assert len(start) - why["exited"] + why["new"] + why["returned"] + why["born"] - why["gone"] == len(end)
    if year == 2018:
        assert why == {"exited": 867}
        assert sum(row.get("exit_year") == 2018 for row in tables["households"]) == 249
    else:
        assert min(why["exited"], why["new"], why["born"], why["gone"]) > 0
        assert (why["returned"] > 0) == (year > 2015)


def test_nobody_leaves_in_the_year_of_identification(tables: Tables) -> None:
    exited = [row for row in tables["households"] if row.get("exit_year")]
    assert exited
    assert all(int(str(row["identified"])[:4]) < int(str(row["exit_year"])) for row in exited)


# The rows.


def test_every_row_passes_its_model(tables: Tables) -> None:
    for name, rows in tables.items():
        assert rows
        known = set(fields_of(MODELS[name]))
        for row in rows:
            assert row.keys() <= known
            MODELS[name].model_validate({field: str(value) for field, value in row.items() if value is not None})


def test_the_numbers_belong_to_nobody_and_satisfy_the_check(tables: Tables) -> None:
    numbers = [str(row["id_no"]) for row in tables["persons"]]
    weights = [2 ** (17 - place) % 11 for place in range(17)]  # GB 11643 by its formula, not by its table
    for number in numbers:
        assert re.fullmatch("690000[0-9]{11}[0-9X]", number)
        total = sum(int(digit) * weight for digit, weight in zip(number[:17], weights, strict=True))
        assert (total + (10 if number[17] == "X" else int(number[17]))) % 11 == 1
    for field, table in (("id_no", "persons"), ("person_id", "persons"), ("household_id", "households")):
        values = [row[field] for row in tables[table]]
        assert len(values) == len(set(values))
    phones = {str(row["phone"]) for name in ("households", "persons") for row in tables[name] if row.get("phone")}
    assert phones
    assert all(re.fullmatch("1540000[0-9]{4}", phone) for phone in phones)
    owners: dict[object, set[object]] = defaultdict(set)
    for name in ("households", "persons"):
        for row in tables[name]:
            if row.get("phone"):
                owners[row["phone"]].add(row["household_id"])
    assert all(len(households) == 1 for households in owners.values())


def test_no_real_village_of_the_town_is_named(tables: Tables) -> None:
    names = {str(row["village"]) for row in tables["villages"]}
    assert len(names) == 13
    assert not names & {"天星村", "芹菜沟村", "胜利村", "公星村", "先锋村"}


def test_incomes_add_up_and_stand_on_the_right_side_of_the_line(tables: Tables) -> None:
    lines = {2014: 2800, 2015: 2855, 2016: 2952, 2017: 3070, 2018: 3070}
    households = {row["household_id"]: row for row in tables["households"]}
    members = defaultdict(list)
    for person in tables["persons"]:
        members[person["household_id"]].append(person)
    years = Counter(row["household_id"] for row in tables["incomes"])
    for row in tables["incomes"]:
        money = {field: float(str(value)) for field, value in row.items() if field not in ("household_id", "year")}
        net = money["wage"] + money["business"] - money["business_cost"] + money["property"] + money["transfer"]
        assert abs(net - money["net"]) < 0.001
        year, household = int(str(row["year"])), households[row["household_id"]]
        heads = sum(_present(person, date(year, 12, 31)) for person in members[row["household_id"]])
        assert abs(money["net"] - money["net_per_head"] * heads) <= 0.01 * heads
        if _poor(household, date(year, 12, 31)):
            assert money["net_per_head"] < 0.97 * lines[year]
        else:
            assert money["net_per_head"] > 1.05 * lines[year]
    for number, household in households.items():
        if household.get("identified"):
            assert years[number] == 2019 - int(str(household["identified"])[:4])


def test_who_has_left_is_sound_and_every_cause_is_true(tables: Tables) -> None:
    members = defaultdict(list)
    for person in tables["persons"]:
        if person.get("left") is None:
            members[person["household_id"]].append(person)
    for row in tables["households"]:
        there = members[row["household_id"]]
        assert row["size"] == len(there)
        assert [p["relation"] for p in there].count("本人或户主") == 1
        if str(row.get("status")).startswith("已脱贫"):
            assert (row["unsafe_house"], row["safe_water"], row["water_hard"]) == ("否", "是", "否")
            assert all(p["medical"] == p["serious_medical"] == "是" for p in there)
            assert not any(6 <= 2018 - int(str(p["birth"])[:4]) <= 15 and p["schooling"] in (None, "非在校生") for p in there)
        causes = {
            "因病": any(p.get("health") in ("长期慢性病", "患有大病") for p in there),
            "因残": any(p.get("health") == "残疾" and p["disability_no"] for p in there),
            "因学": any(p.get("schooling") not in (None, "非在校生") for p in there),
        }
        assert causes.get(str(row.get("cause")), True)


@pytest.mark.parametrize("households", [1, 2, 13, 50, 120, 20_000])
def test_other_sizes_are_towns_too(households: int) -> None:
    town = make_town(households, seed=3).tables
    assert len(town["households"]) == households
    villages = [row["village"] for row in town["villages"]]
    assert len(villages) == len(set(villages))
    assert {row["village"] for row in town["households"]} <= set(villages)
    codes = [row["code"] for row in town["villages"]]
    assert len(codes) == len(set(codes))
    numbers = [row["id_no"] for row in town["persons"]]
    assert len(numbers) == len(set(numbers)) >= households
    assert _households(town, date(2018, 12, 31))


def test_a_town_without_households_is_refused() -> None:
    with pytest.raises(UsageError):
        make_town(0)


# The files.


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        products.write_sample(tmp_path / name, households=300, seed=seed)
        flat.write_flat(make_town(300, seed).registered(), tmp_path / name / "flat.xlsx")
        write.write_csv_folder(make_town(300, seed), tmp_path / name)
    for file in ("registry.xlsx", "flat.xlsx", "户信息.csv", "人口信息.csv", "家庭收入.csv", "村年度.csv"):
        first, again, other = (_hash(tmp_path / name / file) for name in "abc")
        assert first == again
        assert first != other


def test_the_csv_folder_says_what_the_workbook_says(tmp_path: Path, small: Town) -> None:
    paths = write.write_csv_folder(small, tmp_path)
    assert [path.name for path in paths] == ["户信息.csv", "人口信息.csv", "家庭收入.csv", "村信息.csv", "村年度.csv"]
    with (tmp_path / "人口信息.csv").open(encoding="gb18030", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(small.tables["persons"])
    assert [row["证件号码"] for row in rows] == [row["id_no"] for row in small.tables["persons"]]


def test_the_flat_list_has_everybody_who_is_there(tmp_path: Path, small: Town) -> None:
    rows = flat.flat_list(small).rows
    fields = [field for _, _, field in flat.COLUMNS]
    size, household, left = fields.index("size"), fields.index("household_id"), {"left"}
    assert not left & set(fields)
    counts = Counter(row[household] for row in rows)
    assert rows
    assert all(counts[row[household]] == row[size] for row in rows)
    assert len(rows) < len(small.tables["persons"])


def _contents(path: Path) -> dict[str, bytes]:
    """The parts of a workbook: another build of zlib packs the same text into other bytes."""
    if path.suffix != ".xlsx":
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_data_samples_are_what_puxi_makes(tmp_path: Path) -> None:
    made = products.write_small_samples(tmp_path)
    assert len(made) == 9
    for path in made:
        assert _contents(path) == _contents(SAMPLES / path.relative_to(tmp_path)), f"run make samples: {path.name} has changed"
    assert (SAMPLES / "registry.xlsx").stat().st_size < 2_000_000


# The planted errors.


@pytest.fixture(scope="module")
def planted(small: Town) -> tuple[Town, list[Planted]]:
    return plant(small, each=3, seed=8)


def test_errors_of_every_kind_are_planted_in_households_of_their_own(planted: tuple[Town, list[Planted]]) -> None:
    _, entries = planted
    causes = [entry for entry in entries if entry.follows is None]
    assert Counter(entry.rule for entry in causes) == dict.fromkeys(RULES, 3)
    assert len(causes) == 3 * len(KINDS)
    assert len({entry.household_id for entry in causes}) == len(causes)
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    by_number = {entry.number: entry for entry in entries}
    for entry in entries:
        if entry.follows is not None:
            assert by_number[entry.follows].follows is None


def test_every_planted_cell_differs_from_the_clean_one(small: Town, planted: tuple[Town, list[Planted]]) -> None:
    wrong, entries = planted
    assert wrong.tables["persons"] is not small.tables["persons"]
    for entry in entries:
        clean, rows, index = small.tables[entry.table], wrong.tables[entry.table], entry.row - 2
        if entry.follows is not None or entry.rule in ("REC303", "REC308", "REC302"):
            continue  # the change is elsewhere, or a row was added
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


def _found(path: Path) -> Counter[tuple[str, str, int, str]]:
    findings = validate([path]).findings
    return Counter(
        (f.card.id, str(f.place.sheet), int(f.place.row or 0), "" if f.card.id == "REC204" else str(f.place.cell))
        for f in findings
    )


def test_every_planted_error_is_found_and_nothing_else(tmp_path: Path, planted: tuple[Town, list[Planted]]) -> None:
    wrong, entries = planted
    write.write_register(wrong, tmp_path / "registry.xlsx")
    assert _found(tmp_path / "registry.xlsx") == Counter((e.rule, e.sheet, e.row, e.cell) for e in entries)


def test_a_clean_town_has_no_finding(tmp_path: Path) -> None:
    products.write_sample(tmp_path, households=2000, seed=11)
    assert not _found(tmp_path / "registry.xlsx")


def test_a_flat_list_has_the_errors_of_its_own(tmp_path: Path, small: Town) -> None:
    clean = flat.flat_list(small)
    wrong, entries = plant_flat(clean, each=4, seed=2)
    assert {entry.rule for entry in entries} == {"REC309"}
    assert len({entry.household_id for entry in entries}) == 4
    fields = [field for _, _, field in flat.COLUMNS]
    for entry in entries:
        index, column = entry.row - flat.HEADING_ROW - 1, fields.index(entry.field)
        assert wrong.rows[index][column] != clean.rows[index][column]
    flat.write_flat_list(wrong, tmp_path / "list.xlsx")
    assert _found(tmp_path / "list.xlsx") == Counter((e.rule, e.sheet, e.row, e.cell) for e in entries)


def test_the_list_of_planted_errors_is_read_by_spreadsheets(tmp_path: Path, planted: tuple[Town, list[Planted]]) -> None:
    _, entries = planted
    write_planted(entries, tmp_path / "planted.csv", "registry.xlsx")
    assert (tmp_path / "planted.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "planted.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(entries)
    assert list(rows[0]) == [
        "number", "kind", "rule", "file", "sheet", "row", "cell", "heading", "field", "household_id", "person_id", "follows", "note",
    ]  # fmt: skip
    assert {row["file"] for row in rows} == {"registry.xlsx"}


def test_too_many_errors_for_a_small_town_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        products.write_sample(tmp_path, households=40, seed=1, each_error=5)
    assert not (tmp_path / "registry.xlsx").exists()
