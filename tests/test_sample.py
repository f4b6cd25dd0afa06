"""The fictional town: the published figures, numbers that belong to nobody, the same bytes for the same seed, nothing overwritten."""

from __future__ import annotations

import csv
import hashlib
import re
import stat
import zipfile
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from puxi_cli.cli.main import main
from puxi_cli.errors import ExitCode, NotWritten, UsageError
from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.samples import flat, products, write
from puxi_cli.samples.layout import sheet_of
from puxi_cli.samples.town import TABLES, Town, make_town
from puxi_cli.systems.entry.sample_job import sample, small_samples

pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
Tables = dict[str, list[dict[str, object]]]
ERRORS_FIT = 900  # households, among whom there is one for an error of every kind


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
    sheets = [sheet_of(table) for table in TABLES]
    assert sheets[:8] == ["户信息", "人口信息", "家庭收入", "村信息", "村年度", "程序", "比对线索", "抽查"]
    assert [path.name for path in paths] == [f"{sheet}.csv" for sheet in sheets]
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
    assert len(made) == 4 + len(TABLES)  # two workbooks, a flat list, the list of errors, and a file for each table
    for path in made:
        assert _contents(path) == _contents(SAMPLES / path.relative_to(tmp_path)), f"run make samples: {path.name} has changed"
    assert (SAMPLES / "registry.xlsx").stat().st_size < 2_000_000


# Writing them: nothing of anybody's is replaced.


def _all_under(folder: Path) -> dict[str, bytes | None]:
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_names_are_known_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, wrong, tables = tmp_path / "plain", tmp_path / "wrong", tmp_path / "tables"
    made = {plain: sample(plain, 120, 1, 0), wrong: sample(wrong, ERRORS_FIT, 1, 1)}
    assert [path.name for path in made[plain]] == list(products.names_of_sample(120)) == ["registry.xlsx"]
    assert [path.name for path in made[wrong]] == list(products.names_of_sample(ERRORS_FIT, 1))
    monkeypatch.setattr(products, "_MOST_IN_A_WORKBOOK", 100)
    made[tables] = sample(tables, 120, 1, 0)
    assert [str(path.relative_to(tables)) for path in made[tables]] == list(products.names_of_sample(120))
    for folder, paths in made.items():
        assert {path for path in folder.rglob("*") if path.is_file()} == set(paths)
        assert {_mode(path) for path in paths} == {0o600}
        assert {_mode(path.parent) for path in paths} == {0o700}


@pytest.mark.parametrize("errors", [0, 1])
def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path, errors: int) -> None:
    for name in products.names_of_sample(300, errors):
        folder = tmp_path / name
        folder.mkdir()
        (folder / name).write_text("the clerk's own")
        (folder / "notes.txt").write_text("also")
        before = _all_under(folder)
        with pytest.raises(UsageError) as refused:
            sample(folder, 300, 1, errors)
        assert str(folder / name) in refused.value.zh
        assert str(folder / name) in refused.value.en
        assert "换一个文件夹" in refused.value.zh
        assert "another folder" in refused.value.en
        assert _all_under(folder) == before


def test_the_command_says_which_file_is_there(tmp_path: Path) -> None:
    arguments = ["sample", str(tmp_path), "--households", "30"]
    assert CliRunner().invoke(main, arguments).exit_code == ExitCode.CLEAN
    before = _all_under(tmp_path)
    for lang, words in (("zh", "已经存在"), ("en", "exists already")):
        result = CliRunner().invoke(main, [*arguments, "--lang", lang])
        assert result.exit_code == ExitCode.USAGE
        assert words in result.stderr
        assert str(tmp_path / "registry.xlsx") in result.stderr
    assert _all_under(tmp_path) == before


def test_a_folder_or_a_dead_link_of_that_name_stays(tmp_path: Path) -> None:
    as_folder, as_link = tmp_path / "folder", tmp_path / "link"
    (as_folder / "registry.xlsx").mkdir(parents=True)
    (as_folder / "registry.xlsx" / "inside.txt").write_text("kept")
    as_link.mkdir()
    (as_link / "registry.xlsx").symlink_to(tmp_path / "nowhere")
    for folder in (as_folder, as_link):
        with pytest.raises(UsageError):
            sample(folder, 30, 1, 0)
    assert (as_folder / "registry.xlsx" / "inside.txt").read_text() == "kept"
    assert (as_link / "registry.xlsx").is_symlink()
    assert not (tmp_path / "nowhere").exists()


def test_other_files_in_the_folder_stay(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "notes.txt").write_text("mine")
    sample(tmp_path, 30, 1, 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt", "registry.xlsx"]
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert _mode(tmp_path) == 0o755


def test_a_file_that_appears_meanwhile_is_kept_and_ours_are_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(beside: Path, households: int, seed: int, each_error: int) -> list[Path]:
        made = products.write_sample(beside, households, seed, each_error)
        (tmp_path / "headings.xlsx").write_text("the clerk's own")
        return made

    monkeypatch.setattr("puxi_cli.systems.entry.sample_job.write_sample", slow)
    with pytest.raises(UsageError, match=r"headings\.xlsx"):
        sample(tmp_path, ERRORS_FIT, 1, 1)
    assert _all_under(tmp_path) == {"headings.xlsx": b"the clerk's own"}


def test_what_is_refused_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        sample(tmp_path / "new", 40, 1, 5)
    assert not (tmp_path / "new").exists()


def test_tables_in_a_folder_are_not_overwritten_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(products, "_MOST_IN_A_WORKBOOK", 100)
    (tmp_path / "registry-csv").mkdir()
    (tmp_path / "registry-csv" / "own.csv").write_text("kept")
    paths = sample(tmp_path, 120, 1, 0)
    assert {path.name for path in tmp_path.rglob("*.csv")} == {"own.csv", *(path.name for path in paths)}
    before = _all_under(tmp_path)
    for path in paths[1:]:
        path.unlink()
        before.pop(str(path.relative_to(tmp_path)))
    with pytest.raises(UsageError, match="户信息"):
        sample(tmp_path, 120, 2, 0)
    assert _all_under(tmp_path) == before


def test_the_small_samples_replace_files_of_before_and_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def quick(beside: Path) -> list[Path]:
        tables = write.write_csv_folder(make_town(13), beside / "registry-csv")
        return [*products.write_sample(beside, 13), *tables]

    monkeypatch.setattr("puxi_cli.systems.entry.sample_job.write_small_samples", quick)
    (tmp_path / "registry-csv").mkdir()
    (tmp_path / "registry-csv" / "own.csv").write_text("kept")
    (tmp_path / "registry.xlsx").write_text("of before")
    paths = small_samples(tmp_path)
    assert (tmp_path / "registry.xlsx").read_bytes().startswith(b"PK")
    assert (tmp_path / "registry-csv" / "own.csv").read_text() == "kept"
    assert {_mode(path) for path in paths} == {0o600}
    (tmp_path / "registry.xlsx").unlink()
    (tmp_path / "registry.xlsx").mkdir()
    (tmp_path / "registry.xlsx" / "inside.txt").write_text("kept")
    with pytest.raises(NotWritten):
        small_samples(tmp_path)
    assert (tmp_path / "registry.xlsx" / "inside.txt").read_text() == "kept"
