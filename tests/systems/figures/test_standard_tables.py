"""The standard tables: both ends of every band, blanks, several at once, sums; and that every table adds up to its base."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from puxi_cli.engine.spark import Spark
from puxi_cli.errors import UsageError
from puxi_cli.jobs.countable import FIELDS, fields_with
from puxi_cli.jobs.opening import Opening, open_register
from puxi_cli.jobs.settings_parts import Settings
from puxi_cli.records.fields import fields_of
from puxi_cli.records.tables import MODELS
from puxi_cli.sheets.loading import Loading
from puxi_cli.systems.figures.distributions import OF
from puxi_cli.systems.figures.figures import Amount, Counted, StandardFigures, TablePart
from puxi_cli.systems.figures.job import figures, standard_table
from puxi_cli.systems.figures.standard import TABLES, Bands, Marks, Sums, table_named
from puxi_cli.systems.figures.standard_job import standard_table_of, standard_tables_of
from tests import spark_half
from tests.systems.figures.registers import opening

DAY = date(2018, 12, 31)
SAMPLE = Path(__file__).resolve().parents[3] / "data" / "samples" / "registry.xlsx"

# Two villages and one household that names none; 0004 has exited, 0005 was never listed, in 0007 nobody lives.
HOUSEHOLDS = """
    household_id | village | identified | exit_year | poor_type | cause | other_causes | unsafe_house | house_grade | water_hard | safe_water | power | production_power | toilet | cooperative | road_type | fuel | floor_area | road_distance | farmland | forest | helper | standard | income_per_head
    0001 | 甲 | 201401 | | 一般贫困户 | 因病 | 缺技术、缺资金 | 是 | | 否 | 是 | 是 | 是 | 是 | 是 | 水泥路 | 柴草 | 80 | 1 | 2 | 10 | 张三 | 国家标准 | 2700
    0002 | 甲 | 201401 | | 低保贫困户 | 因病 | 缺技术 | 否 | C级 | 是 | 否 | 是 | 否 | 否 | 否 | 泥土路 | 柴草 | 10 | 0.5 | 3 | | 张三 | 国家标准 | 2900
    0003 | 乙 | 201401 | | 低保贫困户 | 因残 | | 否 | | 否 | 是 | 是 | 是 | 是 | 是 | 沥青路 | 清洁能源 | 100.5 | | | | | 省定标准 |
    0004 | 乙 | 201401 | 2016 | 五保贫困户 | 因学 | | | | | | | | | | | | | | | | | |
    0005 | 乙 | | | | | | | | | | | | | | | | | | | | | |
    0006 | | 201401 | | | | | 否 | | 否 | 是 | 是 | | 是 | 是 | 水泥路 | | 0 | | 1.5 | 2 | | |
    0007 | 甲 | 201401 | | 一般贫困户 | 因病 | | | | | | | | | | | | | | | | | |
"""  # noqa: E501 - a table is read by its columns
PERSONS = """
    household_id | birth | political | health | education | labour | work_place | work_months | schooling | joined | left
    0001 | 1960-05 | 中共党员 | 长期慢性病、残疾 | 小学 | 无劳动力 | | 0 | | |
    0001 | 2002-12-31 | 群众 | 健康 | 初中 | 普通劳动力 | 省外务工 | 12 | 高中一年级 | |
    0001 | 2003 | 群众 | 健康 | | | | | | | 2017
    0002 | 2003-01-01 | 群众 | 健康 | 小学 | | | | 九年级 | |
    0003 | 1930 | | 患有大病 | | 丧失劳动力 | | | 非在校生 | |
    0003 | 1931 | 群众 | | | | | | | |
    0004 | 1970 | 中共党员 | 健康 | 小学 | 普通劳动力 | | | | |
    0005 | 1970 | | | | | | | | |
    0006 | | | | | | | | | |
    0007 | 1950 | | | | | | | | | 2016
"""
INCOMES = """
    household_id | year | wage | business | business_cost | property | transfer | net | net_per_head | pension
    0001 | 2018 | 1000.50 | 0 | | 10 | 2000 | 3010.50 | 1505.25 | 600
    0001 | 2017 | 9 | 9 | 9 | 9 | 9 | 9 | 9 | 9
    0002 | 2018 | 500 | 800 | 300 | | 1000 | 2000 | 2000 | 0
    0003 | 2018 | 70 | | | | 100 | 170 | 85 | 5
    0003 | 2018 | 70 | | | | 200 | 270 | 135 | 5
"""


def counts(part: TablePart) -> dict[str, int]:
    return {row.category.key: row.n for row in part.rows if row.n}


def asked(name: str, of: str = "listed", day: str = "2018-12-31", **tables: str) -> StandardFigures:
    opened = opening(day, **{"households": HOUSEHOLDS, "persons": PERSONS, "incomes": INCOMES, **tables})
    return standard_table_of(opened, TABLES[name], of)


@pytest.fixture(scope="module")
def on_each_engine(spark: Spark | None) -> dict[str, list[StandardFigures]]:
    """Every table by its name, from Polars and, where it is there, from Spark; each engine counts all at once, as an export does."""
    opened = opening(households=HOUSEHOLDS, persons=PERSONS, incomes=INCOMES)
    engines = [opened] if spark is None else [opened, replace(opened, engine=spark)]
    counted = [standard_tables_of(each, list(TABLES.values()), "registered") for each in engines]
    return {name: [found[place] for found in counted] for place, name in enumerate(TABLES)}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("attributes", {"一般贫困户": 2, "低保贫困户": 3, "blank": 1}),
        ("household-attributes", {"一般贫困户": 1, "低保贫困户": 2, "blank": 1}),
        ("causes", {"因病": 2, "因残": 1, "blank": 1}),
        ("health", {"健康": 2, "several": 1, "患有大病": 1, "blank": 2}),
        ("education", {"小学": 2, "初中": 1, "blank": 3}),
        ("labour", {"普通劳动力": 1, "无劳动力": 1, "丧失劳动力": 1, "blank": 3}),
        ("work-area", {"省外务工": 1, "blank": 5}),
        ("work-months", {"0": 1, "12": 1, "blank": 4}),
        ("schooling", {"高中一年级": 1, "九年级": 1, "非在校生": 1, "blank": 3}),
        ("helpers", {"named": 2, "blank": 2}),
        ("fuel", {"柴草": 2, "清洁能源": 1, "blank": 1}),
        ("roads", {"水泥路": 2, "泥土路": 1, "沥青路": 1}),
        ("standard", {"国家标准": 2, "省定标准": 1, "blank": 1}),
        # Of the members of 0003 one may be a party member, of the one in 0006 nothing is told.
        ("party", {"yes": 1, "no": 1, "blank": 2}),
        ("sizes", {"1": 2, "2": 2}),
        ("floor-areas", {"0": 1, "(0, 10]": 1, "(75, 100]": 1, "(100, …)": 1}),
        ("distances", {"[0, 1)": 1, "[1, 3)": 1, "blank": 2}),
        # The year's income of 家庭收入 goes before the household's own column; two rows that differ say nothing.
        ("income-groups", {"[1500, 2000)": 1, "[2000, 2500)": 1, "blank": 2}),
        # Born on 31 December 2002 and 1 January 2003: 16 and 15 on the day. Of 1960-05 and of 1930 the year decides.
        ("ages", {"[0, 16)": 1, "[16, 30)": 1, "[50, 60)": 1, "[60, …)": 2, "blank": 1}),
        ("school-ages", {"[15, 18)": 2, "[22, 60)": 1, "[60, …)": 2, "blank": 1}),
        (
            "difficulties",
            {"unsafe_house": 2, "water_hard": 1, "unsafe_water": 1, "no_production_power": 1, "no_toilet": 1, "no_cooperative": 1,
             "mud_road": 1, "any": 2, "none": 1, "blank": 1},
        ),
        ("other-causes", {"缺技术": 2, "缺资金": 1, "any": 2, "blank": 2}),
    ],
)  # fmt: skip
def test_who_stands_where(name: str, wanted: dict[str, int]) -> None:
    assert counts(asked(name).town) == wanted


@pytest.mark.parametrize("name", TABLES)
def test_both_engines_fill_a_table_alike(on_each_engine: dict[str, list[StandardFigures]], name: str) -> None:
    here, *there = on_each_engine[name]
    assert here.table == name
    assert here == asked(name, "registered"), "a table says by itself what it says among all"
    assert here.town.base == (7 if TABLES[name].unit == "person" else 5)
    for found in there:
        assert found == here
        spark_half.count(1)


def test_a_village_has_its_own_and_who_names_none_comes_last() -> None:
    found = asked("causes")
    assert [(part.village, part.base) for part in found.villages] == [("甲", 2), ("乙", 1), (None, 1)]
    assert [counts(part) for part in found.villages] == [{"因病": 2}, {"因残": 1}, {"blank": 1}]
    assert found.town.base == 4


@pytest.mark.parametrize(
    ("of", "day", "wanted"),
    [
        ("listed", "2018-12-31", {"因病": 2, "因残": 1, "blank": 1}),
        ("exited", "2018-12-31", {"因学": 1}),
        ("registered", "2018-12-31", {"因病": 2, "因残": 1, "因学": 1, "blank": 1}),
        ("listed", "2016-12-30", {"因病": 3, "因残": 1, "因学": 1, "blank": 1}),  # 0004 is not gone, 0007 still lives
        ("exited", "2016-12-30", {}),
        ("listed", "2013-06-30", {}),
    ],
)
def test_whom_a_table_counts_on_a_day(of: str, day: str, wanted: dict[str, int]) -> None:
    # 0007 lives until the end of 2016.
    found = asked("causes", of, day)
    assert counts(found.town) == wanted
    assert found.town.base == sum(wanted.values())
    assert ("没有符合条件" in " ".join(zh for zh, _ in found.notes)) is (not wanted)


def test_ages_are_of_the_day_asked() -> None:
    # In the middle of 2017 those born at the turn of 2002 are 14. Of 1930, 1931 and 2003 only the year is known, and the month would
    # decide how old they are on that day; of one nothing is known.
    found = counts(asked("ages", day="2017-06-30").town)
    assert found == {"[0, 16)": 2, "[50, 60)": 1, "blank": 4}


def test_sums_leave_blanks_out_of_sum_and_of_heads() -> None:
    found = asked("income-sources")
    rows = {row.category.key: row for row in found.town.rows if isinstance(row, Amount)}
    assert (found.year, found.town.base, found.measure) == (2018, 4, ("元", "yuan"))
    # Wages: 0001 with two members, 0002 with one, 0003 with two: its two rows agree on them. 0006 tells nothing.
    assert (rows["wage"].total, rows["wage"].n, rows["wage"].blank, rows["wage"].persons) == (1570.5, 3, 1, 5)
    assert rows["wage"].per_head == 1570.5 / 5
    # A zero is told, a blank is not; 0003's transfers differ.
    assert (rows["business"].total, rows["business"].n, rows["business"].persons) == (800, 2, 3)
    assert (rows["business_cost"].total, rows["business_cost"].n, rows["business_cost"].persons) == (300, 1, 1)
    assert (rows["transfer"].total, rows["transfer"].n, rows["transfer"].blank) == (3000, 2, 2)
    assert {row.category.key: row.n for row in asked("transfers").town.rows}["minimum_living"] == 0
    nothing = next(row for row in asked("transfers").town.rows if row.category.key == "minimum_living")
    assert isinstance(nothing, Amount)
    assert nothing.per_head is None


def test_income_is_of_the_last_whole_year() -> None:
    found = asked("income-sources", day="2018-06-30")
    assert found.year == 2017
    assert {row.category.key: row.n for row in found.town.rows}["wage"] == 1


def test_land_is_added_up_by_village() -> None:
    rows = {row.category.key: row for row in asked("land").town.rows if isinstance(row, Amount)}
    assert (rows["farmland"].total, rows["farmland"].n, rows["farmland"].persons) == (6.5, 3, 4)
    assert (rows["forest"].total, rows["forest"].n, rows["forest"].blank) == (12, 2, 2)
    assert [part.rows[0].total for part in asked("land").villages if isinstance(part.rows[0], Amount)] == [5, 0, 1.5]


def test_a_difficulty_that_is_not_told_is_neither_there_nor_not() -> None:
    rows = {row.category.key: row for row in asked("difficulties").town.rows if isinstance(row, Counted)}
    assert (rows["no_production_power"].n, rows["no_production_power"].blank) == (1, 1)
    assert (rows["unsafe_house"].n, rows["unsafe_house"].blank) == (2, 0)  # 0002 by its grade
    assert rows["any"].blank is None


def at(table: str, column: str, values: list[str]) -> dict[str, int]:
    """How values of a households' column are spread, one household each."""
    rows = [
        {"household_id": f"{n + 1:04}", "village": "甲", "identified": "201401", column: value} for n, value in enumerate(values)
    ]
    persons = [{"household_id": row["household_id"], "left": ""} for row in rows]
    return counts(standard_table_of(opening(households=rows, persons=persons), TABLES[table], "listed").town)


def test_floor_areas_have_their_upper_ends() -> None:
    values = ["0", "0.01", "10", "10.01", "25", "25.01", "50", "50.01", "75", "75.01", "100", "100.01", ""]
    found = at("floor-areas", "floor_area", values)
    ends = ["(0, 10]", "(10, 25]", "(25, 50]", "(50, 75]", "(75, 100]"]
    assert found == {"0": 1, **dict.fromkeys(ends, 2), "(100, …)": 1, "blank": 1}


def test_distances_have_their_lower_ends() -> None:
    values = ["0", "0.99", "1", "2.99", "3", "4.99", "5", "9.99", "10", "19.99", "20", "500", ""]
    ends = ["[0, 1)", "[1, 3)", "[3, 5)", "[5, 10)", "[10, 20)", "[20, …)"]
    assert at("distances", "road_distance", values) == {**dict.fromkeys(ends, 2), "blank": 1}


def test_incomes_have_their_lower_ends_and_a_loss_is_below_all() -> None:
    values = [
        "-1",
        "499.99",
        "500",
        "999.99",
        "1000",
        "1499.99",
        "1500",
        "1999.99",
        "2000",
        "2499.99",
        "2500",
        "2799.99",
        "2800",
        "9000",
    ]
    rows = [
        {"household_id": f"{n + 1:04}", "year": "2018", "net_per_head": value} for n, value in enumerate(values)
    ]  # fmt: skip
    households = [{"household_id": row["household_id"], "village": "甲", "identified": "201401"} for row in rows]
    persons = [{"household_id": row["household_id"], "left": ""} for row in rows]
    opened = opening(households=households, persons=persons, incomes=rows)
    ends = ["(…, 500)", "[500, 1000)", "[1000, 1500)", "[1500, 2000)", "[2000, 2500)", "[2500, 2800)", "[2800, …)"]
    assert counts(standard_table_of(opened, TABLES["income-groups"], "listed").town) == dict.fromkeys(ends, 2)


@pytest.mark.parametrize(("table", "ends"), [("ages", (16, 30, 40, 50, 60)), ("school-ages", (3, 6, 15, 18, 22, 60))])
def test_ages_have_their_lower_ends(table: str, ends: tuple[int, ...]) -> None:
    # On the last day of the year a child born in the year 2018 − n is n: the youngest and oldest of each band; who is not born yet is in
    # none, and who had joined before the birth has a wrong birth date.
    ages = sorted({0, *ends, *(end - 1 for end in ends), 99})
    born = [(str(2018 - age), "") for age in ages] + [("2019", ""), ("2019", "2018")]
    persons = [{"household_id": "0001", "birth": birth, "joined": joined} for birth, joined in born]
    households = "household_id | village | identified\n0001 | 甲 | 201401"
    found = counts(standard_table_of(opening(households=households, persons=persons), TABLES[table], "listed").town)
    bands = [f"[{low}, {high})" for low, high in zip((0, *ends), ends, strict=False)] + [f"[{ends[-1]}, …)"]
    assert found == {**dict.fromkeys(bands, 2), "blank": 1}


@pytest.mark.parametrize(("members", "key"), [(1, "1"), (5, "5"), (6, "[6, …)"), (7, "[6, …)")])
def test_sizes_from_six_on_are_one(members: int, key: str) -> None:
    persons = [{"household_id": "0001", "left": ""}] * members
    households = "household_id | village | identified\n0001 | 甲 | 201401"
    assert counts(standard_table_of(opening(households=households, persons=persons), TABLES["sizes"], "listed").town) == {key: 1}


@pytest.mark.parametrize(("second", "counted"), [("因病", "因病"), ("", "因病"), ("因残", "blank")])
def test_a_household_number_that_stands_twice_counts_once_with_what_its_rows_agree_in(second: str, counted: str) -> None:
    households = f"""
        household_id | village | identified | cause
        0001         | 甲      | 201401     | 因病
        0001         | 甲      | 201401     | {second}
    """
    assert counts(asked("causes", households=households, persons="household_id | left\n0001 |").town) == {counted: 1}


def test_a_column_that_no_file_has_is_named() -> None:
    households = "household_id | village | identified\n0001 | 甲 | 201401"
    found = asked("difficulties", households=households, persons="household_id | left\n0001 |")
    notes = [zh for zh, _ in found.notes]
    assert len(notes) == 8
    assert "文件中没有 户信息.危房户 / 户信息.危房级别 这一列，所以都是空白。" in notes
    assert counts(found.town) == {"blank": 1}


@pytest.fixture(scope="module")
def sample() -> Opening:
    return open_register(Loading([SAMPLE]), DAY, None, Settings(Path()))


def test_every_table_of_the_town_adds_up(sample: Opening) -> None:
    """The sample once, with all columns: every table of all three kinds, held against plain counting."""
    counted = figures([SAMPLE], day=DAY)
    bases = {"household": counted.households, "person": counted.persons}
    of_each = {of: standard_tables_of(sample, list(TABLES.values()), of) for of in OF}
    for place, table in enumerate(TABLES.values()):
        found = {of: tables[place] for of, tables in of_each.items()}
        assert {one.table for one in found.values()} == {table.name}
        assert found["listed"].town.base == bases[table.unit]
        assert found["listed"].town.base + found["exited"].town.base == found["registered"].town.base
        for one in found.values():
            assert not one.notes, table.name
            assert sum(part.base for part in one.villages) == one.town.base > 0
            for part in (one.town, *one.villages):
                check_sum(part, table.content)


def check_sum(part: TablePart, content: object) -> None:
    n = {row.category.key: row.n for row in part.rows}
    if isinstance(content, Marks):
        assert n["any"] + n.get("none", 0) + n["blank"] == part.base
        assert all(row.n + row.blank <= part.base for row in part.rows if row.blank is not None)
    elif isinstance(content, Sums):
        assert all(row.n + row.blank == part.base for row in part.rows if isinstance(row, Amount))
    else:
        assert sum(n.values()) == part.base


@pytest.mark.parametrize("name", ["ages", "income-groups", "difficulties", "party"])
def test_only_the_columns_a_table_names_are_needed(sample: Opening, name: str) -> None:
    assert standard_table([SAMPLE], name, "listed", day=DAY) == standard_table_of(sample, TABLES[name], "listed")


def test_a_table_needs_fields_that_there_are_and_more_than_counting() -> None:
    assert set(TABLES) == {table.name for table in TABLES.values()}
    for table in TABLES.values():
        for place, names in table.fields.items():
            assert names <= set(fields_of(MODELS[place])), table.name
            assert names <= fields_with(table.fields)[place]
        assert all(fields_with(table.fields)[place] >= names for place, names in FIELDS.items())
        assert table.fields or table.name == "sizes"


def test_the_ends_of_bands_meet() -> None:
    for table in TABLES.values():
        if isinstance(table.content, Bands):
            for before, after in zip(table.content.bands, table.content.bands[1:], strict=False):
                if before.most != after.least:  # whole numbers, each by itself
                    assert (before.least, after.least) == (before.most, (before.most or 0) + 1)
                else:
                    assert before.with_most is not after.with_least, table.name


def test_a_name_that_is_nearly_right_is_told() -> None:
    assert table_named("causes") is TABLES["causes"]
    with pytest.raises(UsageError) as caught:
        table_named("cause")
    assert caught.value.zh == "没有统计表“cause”；是否为 causes？puxi stats --table list 列出全部。"
    with pytest.raises(UsageError):
        table_named("xyz")
