"""The fictional town is clean: the Shaanxi library of 2018, the standards of identification and exit, procedures, hits, inspections.

Everything is counted here from the rows the generator made, in plain Python and by nothing of puxi's.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date

import pytest

from puxi_cli.samples.town import make_town

pytestmark = pytest.mark.slow

Row = dict[str, object]
ABLE = ("普通劳动力", "技能劳动力")
UNABLE = ("丧失劳动力", "无劳动力")
ILL = ("长期慢性病", "患有大病")
# The income line of each year: what a household below is held against when it is identified, and must exceed to leave.
LINES = {2014: 2800, 2015: 2855, 2016: 2952, 2017: 3070, 2018: 3070}
LOWEST_LINES = LINES | {2017: 2952, 2018: 2995}  # the country's, where the province's is another
SENIOR = ("高中", "中职", "高职", "大专", "本科", "技师", "硕士")
STEPS = {
    "识别": ["农户申请", "入户调查", "民主评议", "村级公示", "镇审核公示", "县审批公告", "信息录入"],
    "退出": ["小组提名", "入户核实", "农户认可签字", "民主评议公示", "镇核查公示", "县公告批复", "系统标识"],
}


class Clean:
    """The rows of a town, put together by household; `listed` are all that were ever on the register."""

    def __init__(self, seed: int) -> None:
        self.tables = make_town(seed=seed).tables
        self.listed = [row for row in self.tables["households"] if row.get("identified")]
        self.members: dict[object, list[Row]] = defaultdict(list)
        self.everybody: dict[object, list[Row]] = defaultdict(list)
        for person in self.tables["persons"]:
            self.everybody[person["household_id"]].append(person)
            if person.get("left") is None:
                self.members[person["household_id"]].append(person)
        self.incomes: dict[object, dict[int, Row]] = defaultdict(dict)
        for row in self.tables["incomes"]:
            self.incomes[row["household_id"]][int(str(row["year"]))] = row
        self.persons = [person for row in self.listed for person in self.members[row["household_id"]]]

    def of(self, household: Row) -> list[Row]:
        return self.members[household["household_id"]]


@pytest.fixture(scope="module", params=[1, 2])
def town(request: pytest.FixtureRequest) -> Clean:
    return Clean(request.param)


def _age(person: Row) -> int:
    """Whole years on 31 December 2018."""
    return 2018 - int(str(person["birth"])[:4])


def _pupil(person: Row) -> bool:
    return person["schooling"] != "非在校生"


def _figure(value: object) -> float:
    assert isinstance(value, int | float)
    return float(value)


def _exited(household: Row) -> bool:
    return str(household["status"]).startswith("已脱贫")


def _poor_in(household: Row, year: int) -> bool:
    left = household["exit_year"] is not None and int(str(household["exit_year"])) <= year
    return not left or (household["relapsed"] is not None and int(str(household["relapsed"])[:4]) <= year)


# The important fields (SX03).


def test_no_important_field_of_a_registered_household_is_blank(town: Clean) -> None:
    wanted = (
        "cause", "production_power", "cooperative", "road_distance", "road_type", "floor_area", "power", "water_hard", "safe_water",
        "fuel", "toilet", "unsafe_house", "enough_food", "enough_clothing", "poor_type", "status", "helper", "helper_phone",
    )  # fmt: skip
    for row in town.listed:
        assert not [field for field in wanted if row.get(field) is None]
        assert row["power"] == "是"
        assert [person["relation"] for person in town.of(row)].count("本人或户主") == 1


def test_no_important_field_of_a_member_is_blank(town: Clean) -> None:
    assert len(town.persons) > 4000
    wanted = (
        "ethnic",
        "schooling",
        "health",
        "labour",
        "medical",
        "serious_medical",
        "worker_medical",
        "minimum_living",
        "support",
    )
    for person in town.persons:
        assert not [field for field in wanted if person.get(field) is None]
        assert _pupil(person) == (person["education"] is None)
        assert (person["health"] == "残疾") == (person["disability_no"] is not None)


# Causes, allowances, ability to work, income, work (SX04 to SX08).


def test_causes_are_true_and_no_other_cause_repeats_the_main_one(town: Clean) -> None:
    seen: Counter[object] = Counter()
    for row in town.listed:
        there = town.of(row)
        true = {
            "因病": any(person["health"] in ILL for person in there),
            "因残": any(person["health"] == "残疾" for person in there),
            "因学": any(_pupil(person) for person in there),
        }
        for cause in (row["cause"], row["other_causes"]):
            assert true.get(str(cause), True)
            seen[cause] += 1
        assert row["cause"] != row["other_causes"]
    assert min(seen["因病"], seen["因残"], seen["因学"]) > 20


def test_kinds_of_household_are_those_of_their_members_and_of_every_year(town: Clean) -> None:
    kinds = Counter(row["poor_type"] for row in town.listed)
    assert set(kinds) == {"一般贫困户", "低保贫困户", "五保贫困户"}
    for row in town.listed:
        there, kind = town.of(row), row["poor_type"]
        assert any(person["minimum_living"] == "是" for person in there) == (kind == "低保贫困户")
        assert {person["support"] for person in there} == {"是" if kind == "五保贫困户" else "否"}
        for income in town.incomes[row["household_id"]].values():
            assert (_figure(income["minimum_living"]) > 0) == (kind == "低保贫困户")
            assert (_figure(income["five_guarantee"]) > 0) == (kind == "五保贫困户")
        if kind == "五保贫困户":
            assert not any(person["labour"] in ABLE for person in there)


def test_ability_to_work_is_that_of_age_and_health(town: Clean) -> None:
    healthy = [p for p in town.persons if p["health"] == "健康" and 16 <= _age(p) <= 65]
    assert len(healthy) > 1000
    for person in healthy:
        assert person["labour"] != "丧失劳动力"
        assert _pupil(person) or person["labour"] in ABLE


def test_income_is_within_bounds_and_business_has_its_costs(town: Clean) -> None:
    for row in town.listed:
        for income in town.incomes[row["household_id"]].values():
            assert 0 < _figure(income["net_per_head"]) < 100_000
            assert (_figure(income["business"]) > 0) == (_figure(income["business_cost"]) > 0)
        assert row["income_per_head"] == town.incomes[row["household_id"]][2018]["net_per_head"]


def test_work_away_has_a_place_months_and_wages(town: Clean) -> None:
    workers = 0
    for row in town.listed:
        there = town.of(row)
        for person in there:
            months = int(str(person["work_months"]))
            assert 0 <= months <= 12
            assert (months > 0) == (person["work_place"] is not None)
            assert not months or person["labour"] not in UNABLE
            workers += months > 0
        wage = _figure(town.incomes[row["household_id"]][2018]["wage"])
        assert (wage > 0) == any(person["work_place"] for person in there)
    assert workers > 500


# Helpers, plausible values, school (SX09, SX10).


def test_every_registered_household_is_helped_by_somebody_who_is_not_on_the_list(town: Clean) -> None:
    cadres = {(row["helper"], row["helper_phone"], row["helper_id_no"]) for row in town.listed}
    assert len(cadres) == 310
    assert len({phone for _, phone, _ in cadres}) == len({number for *_, number in cadres}) == 310
    assert all(re.fullmatch("1540000[0-9]{4}", str(phone)) for _, phone, _ in cadres)
    assert not {number for *_, number in cadres} & {person["id_no"] for person in town.tables["persons"]}
    others = {row.get("phone") for table in ("households", "persons") for row in town.tables[table]}
    assert not {phone for _, phone, _ in cadres} & others
    assert not any(row.get("helper") for row in town.tables["households"] if not row.get("identified"))


def test_relations_land_and_ways_are_plausible(town: Clean) -> None:
    male = ["之子", "之女婿", "之孙子", "之外孙子", "之父", "之岳父", "之公公", "之祖父", "之外祖父"]
    female = ["之女", "之儿媳", "之孙女", "之外孙女", "之母", "之岳母", "之婆婆", "之祖母", "之外祖母"]
    for row in town.listed:
        there = town.of(row)
        assert there
        for person in there:
            assert person["relation"] not in (female if person["sex"] == "男" else male)
        sexes = {person["relation"]: person["sex"] for person in there}
        assert sexes["本人或户主"] != sexes.get("配偶")
        assert _figure(row["farmland"]) / len(there) <= 50
        assert _figure(row["forest"]) / len(there) <= 70
        assert _figure(row["road_distance"]) <= 50
        assert _figure(row["floor_area"]) > 0


def test_school_is_that_of_the_age(town: Clean) -> None:
    pupils = [person for person in town.persons if _pupil(person)]
    assert len(pupils) > 300
    for person in pupils:
        assert not (_age(person) <= 14 and str(person["schooling"]).startswith(SENIOR))
        assert not (_age(person) >= 20 and person["schooling"] in ("学前教育", "小学"))
    children = [person for person in town.persons if 6 <= _age(person) <= 15]
    at_home = [person for person in children if not _pupil(person)]
    assert len(children) > 200
    assert all((person["health"], person["dropout_reason"]) == ("残疾", "因残") for person in at_home)


# The standards of exit and identification.


def test_who_ever_left_has_what_it_takes_to_leave(town: Clean) -> None:
    left = [row for row in town.listed if row["exit_year"] is not None]
    assert Counter(_exited(row) for row in left)[True] > 1000
    for row in left:
        there, year = town.of(row), int(str(row["exit_year"]))
        assert (row["unsafe_house"], row["safe_water"], row["water_hard"]) == ("否", "是", "否")
        assert row["house_grade"] in ("A级", "B级")
        assert (row["enough_food"], row["enough_clothing"]) == ("是", "是")
        assert all(person["medical"] == person["serious_medical"] == "是" for person in there)
        assert not any(6 <= _age(person) <= 15 and not _pupil(person) for person in there)
        assert _figure(town.incomes[row["household_id"]][year]["net_per_head"]) > LINES[year]
        assert int(str(row["identified"])[:4]) < year
        if _exited(row):
            assert all(
                _figure(town.incomes[row["household_id"]][later]["net_per_head"]) > LINES[later] for later in range(year, 2019)
            )


def test_who_is_poor_is_below_the_line_when_identified_and_in_every_year_since(town: Clean) -> None:
    for row in town.listed:
        for year in range(int(str(row["identified"])[:4]), 2019):
            if _poor_in(row, year):
                assert _figure(town.incomes[row["household_id"]][year]["net_per_head"]) < LOWEST_LINES[year]


def test_the_three_villages_had_all_that_a_village_must_have_and_kept_it(town: Clean) -> None:
    village_of = {row["household_id"]: row["village"] for row in town.listed}
    years = {(row["village"], row["year"]): row for row in town.tables["village_years"]}
    left = [row["village"] for row in town.tables["villages"] if row["exit_year"] == 2017]
    assert len(left) == 3
    for year in (2017, 2018):
        poor = Counter(
            village_of[row["household_id"]]
            for row in town.listed if _poor_in(row, year) for _ in town.of(row)
        )  # fmt: skip
        for village in left:
            now, before = years[village, year], years[village, year - 1]
            assert poor[village] / int(str(now["rural_persons"])) < 0.03
            ratios = [_figure(row["exited_income"]) / _figure(row["county_income"]) for row in (before, now)]
            assert ratios[0] < ratios[1]
            assert [now[field] for field in ("collective", "road", "water", "clinic")] == ["是"] * 4
            assert now["power_rate"] == 100


# Procedures, hits, inspections.


def test_identifications_of_2017_and_exits_of_2018_have_all_seven_steps(town: Clean) -> None:
    by_procedure: dict[tuple[object, object], list[Row]] = defaultdict(list)
    for step in town.tables["steps"]:
        by_procedure[step["household_id"], step["procedure"]].append(step)
    wanted = {(row["household_id"], "识别") for row in town.listed if str(row["identified"])[:4] == "2017"}
    wanted |= {(row["household_id"], "退出") for row in town.listed if row["exit_year"] == 2018}
    assert len(wanted) == 20 + 249
    assert set(by_procedure) == wanted
    for (_, procedure), steps in by_procedure.items():
        assert [step["step"] for step in steps] == STEPS[str(procedure)]
        year = 2017 if procedure == "识别" else 2018
        last: date | None = None
        for step in steps:
            day = date.fromisoformat(str(step["day"]))
            assert day.year == year
            assert last is None or last < day
            last = day
            public = "公示" in str(step["step"]) or "公告" in str(step["step"])
            assert public == (step["public_until"] is not None)
            if public:
                last = date.fromisoformat(str(step["public_until"]))
                assert 7 <= (last - day).days <= 10
            assert step["result"] in ("同意", "通过", "无异议")
            assert step["signed_by"]
            assert step["proof"]
        assert (date.fromisoformat(str(steps[-1]["day"])) - date.fromisoformat(str(steps[0]["day"]))).days < 60
        if procedure == "识别":
            household = next(row for row in town.listed if row["household_id"] == steps[0]["household_id"])
            assert str(steps[-1]["day"])[:7].replace("-", "") == household["identified"]


def test_three_hits_of_other_offices_are_leads_and_the_rest_are_not(town: Clean) -> None:
    persons = {person["id_no"]: person for person in town.tables["persons"]}
    households = {row["household_id"]: row for row in town.tables["households"]}
    assert len(town.tables["evidence"]) == 40
    assert len({row["category"] for row in town.tables["evidence"]}) == 9
    assert len({row["source"] for row in town.tables["evidence"]}) == 7
    of: Counter[str] = Counter()
    for hit in town.tables["evidence"]:
        person = persons[hit["id_no"]]
        household = households[person["household_id"]]
        assert hit["name"] == person["name"]
        if not household.get("identified"):
            of["unlisted"] += 1
        elif person["left"] is not None:
            of["former"] += 1
        else:
            assert not _exited(household)
            of["listed"] += 1
    assert of == {"unlisted": 29, "former": 8, "listed": 3}


def test_ninety_households_were_inspected(town: Clean) -> None:
    households = {row["household_id"]: row for row in town.tables["households"]}
    rows = town.tables["samples"]
    assert Counter(row["kind"] for row in rows) == {"脱贫户": 45, "在册户": 25, "未建档户": 20}
    assert Counter(row["approves"] for row in rows) == {"是": 87, "否": 3}
    assert {row["kind"] for row in rows if row["approves"] == "否"} == {"在册户"}
    assert {row["conclusion"] for row in rows} == {"准确"}
    assert len({row["household_id"] for row in rows}) == 90
    for row in rows:
        household = households[row["household_id"]]
        assert str(row["day"]).startswith("2018-11-")
        assert row["persons"] == len(town.of(household))
        kind = "未建档户" if not household.get("identified") else "脱贫户" if _exited(household) else "在册户"
        assert row["kind"] == kind
        assert household.get("exit_year") != 2018


def test_the_registered_part_keeps_whom_inspectors_saw_and_every_hit() -> None:
    made = make_town(seed=1)
    part, whole = made.registered().tables, made.tables
    kept = {row["household_id"] for row in part["households"]}
    assert len(kept) == 1803 + 20
    assert {row["household_id"] for row in part["samples"]} <= kept
    for name in ("incomes", "villages", "village_years", "steps", "evidence", "samples"):
        assert part[name] == whole[name]
    assert {person["household_id"] for person in part["persons"]} == kept


def test_unlisted_households_have_few_fields(town: Clean) -> None:
    unlisted = [row for row in town.tables["households"] if not row.get("identified")]
    assert len(unlisted) == 9678 - 1803
    few = {"household_id", "county", "town", "village", "group", "head_name", "size", "household_type"}
    assert {field for row in unlisted for field in row} == few
