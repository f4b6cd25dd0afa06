"""Which columns of the files a fact is made of: without them the fact is unknown for every row, and the headings are named.

A fact that is a field itself needs no entry. `a|b` is either of two columns. The tables below `READS` say of a row in which a fact
is unknown what else may be the cause (`jobs.causes`): nothing is unknown for all rows without them.
"""

from __future__ import annotations

from puxi_cli.records.codes import code_list
from puxi_cli.records.person import HEAD
from puxi_cli.text.words import Text

_BORN = ("persons.id_no|persons.birth",)
_SCHOOL = ("persons.schooling", *_BORN)
_HEALTH = ("persons.health",)
_INSURED = ("persons.medical|persons.worker_medical", "persons.serious_medical")
_ABLE = ("persons.labour", *_BORN)
_LISTED = ("households.identified",)
_ON_LIST = (
    "households.identified|households.status|households.poor_type|households.household_type|households.exit_year|households.relapsed"
    "|households.cause|households.monitored_type",
)
_COUNTS = ("households.identified|households.status|households.household_type",)
_LEFT = ("households.exit_year|households.status|households.household_type", *_COUNTS)
_INCOME = ("incomes.net_per_head|households.income_per_head",)
_STEPS = ("steps.procedure", "steps.step")
_YEARS = ("village_years.year",)
_POOR = ("households.village", "persons.household_id", *_COUNTS)

READS: dict[str, tuple[str, ...]] = {
    "member_rows": ("persons.household_id",),
    "members": ("persons.household_id",),
    "somebody_stays": ("persons.household_id",),
    "has_number": ("persons.id_no",),
    "identified_year": ("households.identified",),
    "relapsed_year": ("households.relapsed",),
    "exit_year_told": ("households.exit_year",),
    "exited_status": ("households.status",),
    "age": _BORN,
    "grown_up": _BORN,
    "state_age": _BORN,
    "sex_told": ("persons.sex|persons.id_no",),
    "head_sex": ("persons.sex|persons.id_no", "persons.relation"),
    "works": ("persons.work_place|persons.work_months",),
    "schooling_a_year_before": ("persons.id_no", "persons.schooling"),
    "schooling_two_years_before": ("persons.id_no", "persons.schooling"),
    "same_county_households": ("persons.id_no", "persons.household_id"),
    "other_county_households": ("persons.id_no", "persons.household_id"),
    "other_city_households": ("persons.id_no", "persons.household_id"),
    "at_school": ("persons.schooling",),
    "school_age": _BORN,
    "dropout": _SCHOOL,
    "healthy_dropout": (*_SCHOOL, *_HEALTH),
    "ill": _HEALTH,
    "disabled": _HEALTH,
    "healthy": _HEALTH,
    "labour_age": _BORN,
    "able": ("persons.labour",),
    "unable": ("persons.labour",),
    "basic_medical": ("persons.medical|persons.worker_medical",),
    "insured": _INSURED,
    "any_dropout": _SCHOOL,
    "any_healthy_dropout": (*_SCHOOL, *_HEALTH),
    "any_uninsured": _INSURED,
    "any_ill": _HEALTH,
    "any_disabled": _HEALTH,
    "any_not_healthy": _HEALTH,
    "any_pupil": ("persons.schooling",),
    "any_minimum_living": ("persons.minimum_living",),
    "any_able_of_age": _ABLE,
    "any_working": ("persons.work_months",),
    "any_worker": ("persons.work_place|persons.work_months",),
    "any_ill_without_serious": (*_HEALTH, "persons.serious_medical"),
    "any_adult": _BORN,
    "members_there": ("persons.household_id",),
    "on_list": _ON_LIST,
    "listed_by": _ON_LIST,
    "identified_told": _LISTED,
    "household_poor_type": ("households.poor_type",),
    "standing": _COUNTS,
    "registered": _COUNTS,
    "on_register": _COUNTS,
    "exited": _LEFT,
    "planned": ("households.status", *_COUNTS),
    "leaves": _LEFT,
    "leaving_year": _LEFT,
    "listing_year": _LISTED,
    "house_safe": ("households.unsafe_house|households.house_grade",),
    "house_unsafe": ("households.unsafe_house|households.house_grade",),
    "water_good": ("households.safe_water", "households.water_hard"),
    "parted_from": ("persons.left", *_LISTED),
    "income_now": _INCOME,
    "leaving_income": (*_INCOME, *_LEFT),
    "listing_income": (*_INCOME, *_LISTED),
    "standard_income": _INCOME,
    "income_told": _INCOME,
    "minimum_living_money": ("incomes.minimum_living",),
    "minimum_living_paid": ("incomes.minimum_living",),
    "five_guarantee_money": ("incomes.five_guarantee",),
    "five_guarantee_paid": ("incomes.five_guarantee",),
    "wage_now": ("incomes.wage",),
    "business_now": ("incomes.business",),
    "business_cost_now": ("incomes.business_cost",),
    "farmland_per_head": ("households.farmland", "persons.household_id|households.size"),
    "forest_per_head": ("households.forest", "persons.household_id|households.size"),
    "helper_listed": ("households.helper_id_no|households.helper_phone", "persons.household_id"),
    "disapproves": ("samples.approves",),
    "found_wrong_exit": ("samples.conclusion",),
    **dict.fromkeys(("incidence", "incidence_least", "incidence_most"), ("village_years.rural_persons", *_POOR)),
    "rural_now": ("village_years.rural_persons",),
    "poor_persons": _POOR,
    "income_ratio": ("village_years.exited_income", "village_years.county_income"),
    "income_ratio_before": ("village_years.exited_income", "village_years.county_income"),
    "rural_persons": ("village_years.rural_persons",),
    "households": ("village_years.households",),
    "collective": ("village_years.collective",),
    "road": ("village_years.road",),
    "water": ("village_years.water",),
    "power_rate": ("village_years.power_rate",),
    "clinic": ("village_years.clinic",),
    "county_income": ("village_years.county_income",),
    "road_share": ("village_years.road",),
    "water_share": ("village_years.water", "village_years.rural_persons"),
    "insurance_share": _INSURED,
    "housing_share": ("households.unsafe_house|households.house_grade",),
    **{f"{fact}_{n}": ("evidence.id_no", "evidence.category") for fact in ("red_line", "while_listed") for n in range(1, 10)},
    **{
        f"{name}_{fact}": _STEPS
        for name in ("identification", "exit")
        for fact in ("missing", "ordered", "own_signature", "steps")
    },
    **{
        f"{name}_{fact}": (*_STEPS, "steps.public_until", "steps.day")
        for name in ("identification", "exit")
        for fact in ("short", "public_unknown")
    },
    **{f"{name}_unsigned": (*_STEPS, "steps.signed_by") for name in ("identification", "exit")},
    **{f"{name}_unproved": (*_STEPS, "steps.proof") for name in ("identification", "exit")},
}

_TIMES = ("households.identified", "households.status", "households.exit_year", "households.relapsed", "households.poor_type")
_LISTS = tuple(f"{fact}_{n}" for fact in ("red_line", "while_listed") for n in range(1, 10))
_GONE = ("persons.left", "persons.left_reason")
_STAY = (*_GONE, "persons.joined")

# Further columns whose blank leaves a fact unknown.
ALSO_READS: dict[str, tuple[str, ...]] = {
    "standard_year": _COUNTS,
    "listing_year": _LISTED,
    "fed_and_clothed": ("households.enough_food", "households.enough_clothing"),
    "at_school": _BORN,
    "id_length": ("persons.id_no",),
    "number_here": ("persons.id_no", "persons.household_id"),
    "person_id_rows": ("persons.person_id",),
    "heads_here": ("persons.relation",),
    "household_known": ("persons.household_id",),
    "village_known": ("households.village",),
    "members_then": ("persons.household_id",),
    **dict.fromkeys(_LISTS, ("persons.id_no",)),
    "size": ("households.size",),
    **dict.fromkeys(("identification_ordered", "exit_ordered"), ("steps.day",)),
    "net_of_parts": tuple(f"incomes.{part}" for part in ("wage", "business", "business_cost", "property", "transfer")),
}

# Columns of which a blank says something: only a cell that cannot be read leaves the fact unknown.
READABLE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("standing", "registered", "on_register", "exited", "planned", "leaves", "leaving_year", "standard_year", "listing_year"),
        _TIMES,
    ),
    "exit_year_told": ("households.exit_year",),
    "identified_told": ("households.identified",),
    **dict.fromkeys(("there", "there_before_exit"), _STAY),
    "present": _GONE,
    **dict.fromkeys(("members_then", "somebody_stays"), _STAY),
    "number_here": _GONE,
    "person_id_rows": _GONE,
    "heads_here": _GONE,
    "head_sex": _GONE,
    "unsure": ("persons.relation", *_GONE, "persons.household_id"),
    "rows_beside": ("persons.household_id",),
    "dropout": ("persons.dropout_reason", "persons.education", "persons.health"),
    "healthy_dropout": ("persons.dropout_reason", "persons.education", "persons.health"),
    "works": ("persons.work_place", "persons.work_months"),
    **dict.fromkeys(_LISTS, ("evidence.category",)),
    **{
        f"{name}_{fact}": columns
        for name in ("identification", "exit")
        for fact, columns in {
            "own_signature": ("steps.signed_by", "steps.step"),
            "unsigned": ("steps.signed_by",),
            "unproved": ("steps.proof",),
            "missing": ("steps.step",),
            "ordered": ("steps.step",),
        }.items()
    },
    "household_known": ("households.household_id",),
    "village_known": ("villages.village",),
}

# Facts that a cell that cannot be read in any row of another table leaves unknown: what is looked for may stand there.
OPEN_BY_ANY_ROW = frozenset(("household_known", "village_known"))

# Columns of which a blank leaves the fact unknown beside another that says something: a reason of leaving without a time, somebody in a list
# of nobody knows which category.
BLANK_BESIDE: dict[str, tuple[tuple[str, str], ...]] = {
    **dict.fromkeys(
        (
            "there",
            "there_before_exit",
            "present",
            "members_then",
            "somebody_stays",
            "number_here",
            "person_id_rows",
            "heads_here",
            "head_sex",
            "unsure",
        ),
        (("persons.left", "left_reason"),),
    ),
    **dict.fromkeys(_LISTS, (("evidence.category", "id_no"),)),
}

# Facts that are made of facts of other rows, by the table they are of: the table of those rows and their facts, and the columns
# beside them. `there` and `on_register` also say which of the rows count.
MADE_OF: dict[tuple[str, str], tuple[tuple[str, tuple[str, ...]], ...]] = {
    **{
        ("households", fact): (("persons", ("there", *facts)),)
        for fact, facts in {
            "members_there": (),
            "any_dropout": ("dropout",),
            "any_healthy_dropout": ("healthy_dropout",),
            "any_uninsured": ("insured",),
            "any_ill": ("ill",),
            "any_disabled": ("disabled",),
            "any_not_healthy": ("healthy",),
            "any_pupil": ("at_school",),
            "any_minimum_living": ("minimum_living",),
            "any_able_of_age": ("able", "labour_age"),
            "any_working": ("work_months",),
            "any_worker": ("works",),
            "any_ill_without_serious": ("ill", "serious_medical"),
            "any_adult": ("grown_up",),
            "parted_from": ("has_number",),
        }.items()
    },
    **{
        (table, fact): (("persons", ("there", "on_register")), *(() if table == "villages" else (("villages", ("rural_now",)),)))
        for table in ("villages", "county")
        for fact in ("incidence", "incidence_least", "incidence_most")
    },
    ("county", "insurance_share"): (("persons", ("there", "on_register", "insured")),),
    ("county", "housing_share"): (("households", ("house_safe",)),),
    ("county", "road_share"): (("villages", ("road",)),),
    ("county", "water_share"): (("villages", ("water", "rural_persons")),),
    ("county", "power_rate"): (("villages", ("power_rate", "households")),),
    ("county", "county_income"): (("villages", ("county_income",)),),
}
# What such a fact reads beside them.
BESIDE: dict[tuple[str, str], tuple[str, ...]] = {
    ("households", "parted_from"): _LISTED,
    **{("villages", fact): ("village_years.rural_persons",) for fact in ("incidence", "incidence_least", "incidence_most")},
}

# Of which year a fact's row of a yearly table is: the fact that says it, or the year of the day, the last whole one, the one before.
THIS_YEAR, LAST_YEAR, YEAR_BEFORE = "this year", "last whole year", "year before"
YEARS: dict[str, tuple[str, ...]] = {
    "leaving_income": ("leaving_year",),
    "listing_income": ("listing_year",),
    "standard_income": ("standard_year",),
    **dict.fromkeys(("income_now", "income_told"), (LAST_YEAR,)),
    **dict.fromkeys(
        (
            "minimum_living_money",
            "minimum_living_paid",
            "five_guarantee_money",
            "five_guarantee_paid",
            "wage_now",
            "business_now",
            "business_cost_now",
        ),
        (LAST_YEAR,),
    ),
    **dict.fromkeys(("rural_now", "incidence", "incidence_least", "incidence_most"), (THIS_YEAR,)),
    **dict.fromkeys(
        ("income_ratio", "collective", "road", "water", "power_rate", "clinic", "county_income", "rural_persons", "households"),
        (LAST_YEAR,),
    ),
    "income_ratio_before": (YEAR_BEFORE,),
}

# Which rows of a table a fact is made of, beside whose they are.
ROWS_OF: dict[str, tuple[str, str]] = {
    **{
        f"{name}_{fact}": ("procedure", procedure)
        for name, procedure in (("identification", "识别"), ("exit", "退出"))
        for fact in ("missing", "ordered", "own_signature", "short", "public_unknown", "unsigned", "unproved")
    },
    "head_sex": ("relation", HEAD),
    **{
        f"{fact}_{n}": ("category", category)
        for fact in ("red_line", "while_listed")
        for n, category in enumerate(code_list("red_line").labels, 1)
    },
}

# Facts that leave a rule unknown where they are more than 0, and those that do where they differ from another.
OPEN_ABOVE_0 = ("unsure", "rows_beside", "identification_public_unknown", "exit_public_unknown")
OPEN_BETWEEN = {"incidence_most": "incidence_least"}
# Facts that are asked only where another holds.
OPEN_ONLY_WHERE = {"fed_and_clothed": "food_asked"}

# What is said where a fact is unknown though every cell is there and readable.
BY_ITSELF: dict[str, Text] = dict.fromkeys(
    ("dropout", "healthy_dropout"),
    Text(
        "孩子刚到入学年龄、可能已念完初中，或患病、残疾而可能送教上门，不能断定失学",
        "a child has just come of school age, may have finished school, or is ill or disabled and may be taught at home",
    ),
) | dict.fromkeys(
    (f"{name}_{fact}" for name in ("identification", "exit") for fact in ("missing", "own_signature")),
    Text("在案步骤的日期晚于当日，程序尚未走完", "a step on file is dated after the day: the procedure was under way"),
)
